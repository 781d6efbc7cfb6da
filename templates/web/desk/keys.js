// The keys of the page: arrows walk through the list, Escape leaves, Ctrl+P prints the handout.

const rows = () => [...document.querySelectorAll(".row")];
const PAGE = 10;

/** One row is reached with Tab, the arrows reach the others. */
export function walkable() {
  const all = rows();
  const one = all.find((row) => row === document.activeElement)
    ?? all.find((row) => row.hasAttribute("aria-current")) ?? all[0];
  for (const row of all) row.tabIndex = row === one ? 0 : -1;
}

/** Which row a key leads to, counted from 0 and perhaps beside the list; null: none. */
function goal(key, at, last) {
  return {
    ArrowDown: at + 1, ArrowUp: at < 0 ? last : at - 1, PageDown: Math.max(at, 0) + PAGE,
    PageUp: at - PAGE, Home: at < 0 ? null : 0, End: at < 0 ? null : last,
  }[key] ?? null;
}

function walk(event, onceListed) {
  const search = document.getElementById("search");
  const at = rows().indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== search) return;
  if (goal(event.key, at, 0) === null) return;
  event.preventDefault();
  if (at < 0) onceListed(() => document.activeElement === search && move(event.key));
  else move(event.key);
}

function move(key) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const to = goal(key, at, all.length - 1);
  if (!all.length) return;
  if (to < 0 && key === "ArrowUp") {
    document.getElementById("search").focus();
    return;
  }
  const row = all[Math.min(Math.max(to, 0), all.length - 1)];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  walkable();
}

/** A letter that is typed on the list is meant for the search. */
function letter(event) {
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.activeElement?.matches(".row")) document.getElementById("search").focus();
}

/** `busy`: a pick is on its way. `onceListed` waits for the list of the last letters. */
export function keys({ leave, print, busy, onceListed }) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "p" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      const form = document.querySelector(".printing");
      if (!form) return; // nobody is at the counter: the list prints
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) print(form);
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.repeat && event.target.matches("button, a")) {
      event.preventDefault(); // a key that is held down must not press what comes next
      return;
    }
    if (event.key === "Escape") escape(event, leave, busy);
    else if (!event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey) walk(event, onceListed);
    letter(event);
  });
}

function escape(event, leave, busy) {
  const panel = document.querySelector(":is(.keys, .closing)[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
    return;
  }
  if (event.target.type === "search" && event.target.value && !busy()) return; // the browser empties it
  leave(true);
}
