// Keeps the page current: asks for news, puts it in place, and leaves the reader where they are.

const main = document.querySelector("main");
const status = document.getElementById("status");
let seen = Number(main.dataset.number);

// ------------------------------------------------------------------ the reader's place in the pages

const PLACE = "handouts-place";
history.scrollRestoration = "manual";

/** Which sheet stands at the top of the window, and how far it is scrolled. */
function place() {
  const sheets = [...document.querySelectorAll(".sheet")];
  const at = sheets.findLastIndex((sheet) => sheet.getBoundingClientRect().top <= 1);
  if (at < 0) return { sheet: -1, part: window.scrollY };
  const box = sheets[at].getBoundingClientRect();
  return { sheet: at, part: -box.top / box.height };
}

/** Go back there; a handout that has become shorter shows its last sheet. */
function goTo(where) {
  const sheets = document.querySelectorAll(".sheet");
  if (where.sheet < 0 || !sheets.length) {
    window.scrollTo(0, where.sheet < 0 ? where.part : 0);
    return;
  }
  const box = sheets[Math.min(where.sheet, sheets.length - 1)].getBoundingClientRect();
  window.scrollTo(0, window.scrollY + box.top + where.part * box.height);
}

/** The head may hold a notice or a long message; what is beside the pages begins below it. */
function makeRoom() {
  const high = document.querySelector(".bar").offsetHeight;
  document.documentElement.style.setProperty("--bar", `${high}px`);
}

function remember() {
  const side = document.querySelector(".side").scrollTop;
  sessionStorage.setItem(PLACE, JSON.stringify({ on: location.search, side, ...place() }));
}

function recall() {
  const where = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  if (where === null || where.on !== location.search) return;
  goTo(where);
  document.querySelector(".side").scrollTop = where.side;
}

// ------------------------------------------------------------------ putting news in place

/** What a reader has ticked, typed or opened in a part, by names that outlast its renewal. */
function handled(part) {
  const held = new Map();
  for (const field of part.querySelectorAll("input:not([type=hidden])")) {
    const name = field.type === "checkbox" ? field.value : field.name;
    held.set(name, field.type === "checkbox" ? field.checked : field.value);
  }
  return held;
}

function handBack(part, held) {
  for (const field of part.querySelectorAll("input:not([type=hidden])")) {
    const name = field.type === "checkbox" ? field.value : field.name;
    if (!held.has(name)) continue;
    if (field.type === "checkbox") field.checked = held.get(name);
    else field.value = held.get(name);
  }
}

/** A part's folded lists stay as the reader left them. */
function unfolded(part) {
  const open = [...part.querySelectorAll("details[open]")].map((each) => each.id);
  return () => open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
}

/** The focused control of a part, told so that its successor can be found. */
function focusIn(part) {
  const focused = document.activeElement;
  if (!part.contains(focused)) return null;
  const all = [...part.querySelectorAll("a, button, input, summary")];
  const label = (each) => each.getAttribute("aria-label") ?? each.value ?? each.textContent;
  const name = label(focused);
  const turn = all.filter((each) => label(each) === name).indexOf(focused);
  return () => {
    const again = [...part.querySelectorAll("a, button, input, summary")];
    const same = again.filter((each) => label(each) === name);
    (same[turn] ?? same[0])?.focus({ preventScroll: true });
  };
}

/** New pictures in the frames that are there: the old ones stay until the new ones have come. */
function renewSheets(part, fresh) {
  const old = part.querySelectorAll(".sheet img");
  const now = fresh.querySelectorAll(".sheet img");
  if (!old.length || old.length !== now.length) return false;
  old.forEach((image, at) => {
    for (const name of ["width", "height", "alt", "srcset", "src"]) {
      const value = now[at].getAttribute(name);
      if (image.getAttribute(name) !== value) image.setAttribute(name, value);
    }
    image.closest(".sheet").className = now[at].closest(".sheet").className;
  });
  part.querySelector(".facts").replaceWith(fresh.querySelector(".facts"));
  return true;
}

/** Milliseconds after which a notice has been read; the next save may take it away. */
const READ = 10_000;

const shown = new Map();

function put(name, html) {
  if (shown.get(name) === html) return;
  shown.set(name, html);
  const part = document.getElementById(name);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (name === "pages" && renewSheets(part, fresh.content)) return;
  const held = handled(part);
  const unfold = unfolded(part);
  const focus = focusIn(part);
  part.replaceChildren(fresh.content);
  handBack(part, held);
  unfold();
  focus?.();
}

function show(regions) {
  const where = place();
  const side = document.querySelector(".side");
  const top = side.scrollTop;
  const wasStopped = document.querySelector(".alarm") !== null;
  for (const [name, html] of Object.entries(regions)) put(name, html);
  const stopped = document.querySelector(".alarm") !== null;
  if (document.querySelector(".busy") && performance.now() > READ) {
    document.querySelector(".notice.done")?.remove();
  }
  makeRoom();
  goTo(where);
  side.scrollTop = stopped && !wasStopped ? 0 : top;
}

// ------------------------------------------------------------------ asking for news

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

function say(text) {
  const words = document.createElement("p");
  words.className = "error";
  words.textContent = text;
  status.replaceChildren(words);
  shown.delete("status");
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`${main.dataset.live}&seen=${seen}`);
      if (answer.status === 403) {
        say("This preview was started anew. Use the window that it opened.");
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const news = await answer.json();
      if (news.regions) {
        show(news.regions);
        seen = news.number;
        main.dataset.number = seen;
      }
      if (news.wait) await pause(2);
    } catch {
      say("The preview was stopped. Start it again in its window: handouts preview");
      await pause(2);
    }
  }
}

// ------------------------------------------------------------------ from a text to its file

/** Find the text that was pressed on a page in the list beside it. */
async function find(event) {
  const image = event.target.closest(".sheet img");
  const at = image?.getAttribute("src").match(/\/pages\/(\d+)\/(\d+)-/);
  if (!at) return;
  const box = image.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width;
  const y = (event.clientY - box.top) / box.height;
  const answer = await fetch(`/at/${at[1]}/${at[2]}?x=${x}&y=${y}`);
  const name = answer.ok ? (await answer.json()).item : "";
  document.querySelector(".item.found")?.classList.remove("found");
  const item = name && document.querySelector(`[data-item="${CSS.escape(name)}"]`);
  if (!item) return;
  item.classList.add("found");
  const side = document.querySelector(".side");
  if (getComputedStyle(side).position === "sticky") {
    side.scrollTop += item.getBoundingClientRect().top - side.getBoundingClientRect().top - 80;
  } else {
    item.scrollIntoView({ block: "center" });
  }
  item.querySelector("button")?.focus({ preventScroll: true });
}

document.documentElement.classList.add("live");
document.getElementById("pages").addEventListener("click", find);
makeRoom();
recall();
addEventListener("resize", makeRoom);
addEventListener("pagehide", remember);
addEventListener("keydown", (event) => {
  const chooser = document.getElementById("chooser");
  if (event.key !== "Escape" || !chooser.open) return;
  chooser.open = false;
  chooser.querySelector("summary").focus();
});
follow();
