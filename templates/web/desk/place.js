// Puts a new state of a part in place of the old one, and leaves alone whatever is the same: the
// focus, the caret, how far a list is scrolled, what is folded open, what somebody is typing.

const FIELDS = "input, select, textarea";

/** Make `part` say what `html` says. `typing`: fields keep what stands in them. */
export function place(part, html, { typing = false } = {}) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  children(part, fresh.content, typing);
}

function children(old, fresh, typing) {
  const named = new Map([...old.children].filter((each) => each.id).map((each) => [each.id, each]));
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const same = node.id ? named.get(node.id) : alike(at, node) ? at : null;
    if (!same || same.nodeName !== node.nodeName || !follows(at, same)) {
      old.insertBefore(node, at);
      continue;
    }
    while (at !== same) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    become(same, node, typing);
    at = same.nextSibling;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

const alike = (at, node) => at !== null && !at.id && at.nodeName === node.nodeName;

const follows = (at, same) => at !== null
  && (at === same || (at.compareDocumentPosition(same) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);

function become(old, fresh, typing) {
  if (old.id && old.isEqualNode(fresh) && !old.querySelector(FIELDS)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.nodeName !== "TEXTAREA") children(old, fresh, typing);
  if (old.matches(FIELDS) && !typing) fill(old, fresh);
}

function fill(old, fresh) {
  if (old.type === "checkbox" || old.type === "radio") old.checked = fresh.checked;
  else if (old !== document.activeElement && old.name && old.value !== fresh.value) old.value = fresh.value;
}
