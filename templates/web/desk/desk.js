// The desk's page while a script runs: buttons and typing are sent as they come, and only the parts
// that change are put in place.

import { drops } from "./drop.js";
import { keys, walkable } from "./keys.js";
import { place } from "./place.js";
import { printing } from "./print.js";
import { listen, send } from "./server.js";
import { sharpens } from "./sharp.js";

const main = document.querySelector("main");
const part = (name) => document.getElementById(name);
const OF_PATIENT = new Set(["person", "choices", "paper"]);
const TYPED = 250; // milliseconds after a letter, in case another one follows
const shown = new Map();

// ------------------------------------------------------------------ what the desk tells

function show(news, mine, old) {
  if (news.hidden) {
    location.reload();
    return;
  }
  if (!news.regions) return;
  if (old) {
    if (mine) put("notice", news.regions.notice, false);
    return;
  }
  const other = news.key !== main.dataset.key;
  if (other) drop();
  main.dataset.key = news.key;
  for (const [name, html] of Object.entries(news.regions)) {
    if (name === "notice" && !mine) continue; // it is about what somebody did, not about news
    if (name === "paper" && news.making && !other && part("paper").querySelector(".sheet")) {
      part("paper").classList.add("old"); // the same patient's pages stay, paler, until the new ones come
      shown.delete(name);
      continue;
    }
    put(name, html, other);
  }
  walkable();
  afterwards();
}

function put(name, html, other) {
  if (shown.get(name) === html) return;
  shown.set(name, html);
  const here = part(name);
  if (other && OF_PATIENT.has(name)) {
    here.innerHTML = html; // nothing of the patient before stays, and no picture of theirs
    here.scrollTop = 0;
  } else {
    place(here, html, { typing: unsent() });
  }
  if (name === "paper") {
    here.classList.remove("old");
    here.toggleAttribute("tabindex", false);
    if (main.dataset.key) here.tabIndex = 0;
  }
}

/** What the page does by itself with what was put in place. */
function afterwards() {
  const row = document.querySelector(".row[aria-current]");
  if (row && row.dataset.seen !== main.dataset.key) {
    row.dataset.seen = main.dataset.key;
    row.scrollIntoView({ block: "nearest" });
  }
  count();
  filter();
}

// ------------------------------------------------------------------ what is typed for the patient

let waiting = 0;
let sending = null;
let more = false;

/** Whether something stands in the form that the desk does not know yet. */
const unsent = () => waiting !== 0 || more;

const fields = (form, button) => new URLSearchParams(new FormData(form, button));

/** Everything that was typed is with the desk when this is done. */
async function flush() {
  if (!waiting && !sending) return;
  clearTimeout(waiting);
  const typed = waiting !== 0;
  waiting = 0;
  if (sending) {
    more = more || typed;
    await sending;
    return;
  }
  sending = change();
  await sending;
}

async function change() {
  do {
    more = false;
    const form = part("form");
    if (form) await send("/change", fields(form), { kind: "change" });
  } while (more);
  sending = null;
}

/** Another patient: nothing that was typed for the one before goes out any more. */
function drop() {
  clearTimeout(waiting);
  waiting = 0;
  more = false;
}

/** A page that goes away takes no letter along: the desk has it before the page comes again. */
addEventListener("pagehide", () => {
  const form = part("form");
  if (!form || !(unsent() || sending)) return;
  const body = fields(form);
  fetch("/change", { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
});

function typed(event) {
  const slowly = event.target.matches("input:not([type=radio], [type=checkbox]), textarea");
  clearTimeout(waiting);
  waiting = setTimeout(flush, slowly ? TYPED : 0);
  count();
}

function count() {
  const note = part("note");
  if (note) part("letters").textContent = `${note.value.length} of ${note.maxLength} letters`;
}

/** Only the risks whose words have these letters, and those that are ticked. */
function filter() {
  const asked = part("risk-search")?.value.trim().toLowerCase() ?? "";
  for (const label of document.querySelectorAll(".ticks label")) {
    label.hidden = !label.textContent.toLowerCase().includes(asked) && !label.querySelector(":checked");
  }
}

// ------------------------------------------------------------------ what somebody does

let picking = false;
let deed = 0; // the newest thing that somebody did; what an older one waited for is done no more
let presses = 0; // of keys and buttons: whoever pressed one since is busy elsewhere
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => presses++, { capture: true });

/** Where the next thing to do is, after a patient was picked; who goes on typing stays there. */
function next() {
  const first = document.querySelector("#to-mend a, #needed a")?.hash.slice(1);
  (first ? part(first) : part("print"))?.focus({ preventScroll: true });
}

async function pick(body, address = "/pick") {
  drop();
  const [mine, pressed] = [++deed, presses];
  picking = true;
  await send(address, body, { kind: "screen" });
  if (mine !== deed) return;
  picking = false;
  if (pressed === presses && main.dataset.key) next();
}

async function leave(later) {
  part("search").focus();
  part("search").select();
  if (!main.dataset.key && !picking) return;
  const mine = ++deed;
  if (later) await flush();
  if (mine !== deed) return;
  drop();
  picking = false;
  if (!later) part("search").value = ""; // the next patient is looked for on the whole list
  await listing("/leave", new URLSearchParams(later ? { later: "yes" } : {}));
}

let settling = null; // what will show another list

function listing(address, body) {
  const mine = send(address, body, { kind: "screen" }).finally(() => {
    if (settling === mine) settling = null;
  });
  settling = mine;
  return mine;
}

const search = () => listing("/search", fields(document.querySelector(".search")));

/** Do it on the list that is meant: not before the one of the last letters shows, or never. */
async function onceListed(act) {
  const mine = deed;
  await settling;
  if (mine === deed) act();
}

/** The desk ends for everybody; first it has all that was typed. */
async function close(form) {
  await flush();
  form.submit();
}

async function pickFirst() {
  if (!part("search").value.trim()) return;
  const mine = ++deed;
  picking = true;
  const answer = await search();
  if (mine !== deed) return;
  picking = false;
  if (!answer) return; // the list that shows is of other letters
  const first = document.querySelector("li:not(.pinned) > .row");
  if (first) await pick(fields(first.form, first));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const address = form.getAttribute("action");
  if (form.closest(".message") || form.method === "dialog") return;
  event.preventDefault();
  if (form.matches(".search")) pickFirst();
  else if (["/dialog", "/print"].includes(address)) print.press(form);
  else if (address === "/change") flush();
  else if (address === "/leave") leave(false);
  else if (address === "/close") close(form);
  else if (["/pick", "/new", "/blank", "/back"].includes(address)) pick(fields(form, event.submitter), address);
  else send(address, fields(form, event.submitter), { kind: "screen" });
});

document.addEventListener("input", (event) => {
  if (event.target.id === "search") {
    deed += 1;
    picking = false;
    search();
  } else if (event.target.id === "risk-search") filter();
  else if (event.target.form?.id === "form" && event.target.name) typed(event);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#to-mend a, #needed a");
  if (!link) return;
  event.preventDefault();
  part(link.hash.slice(1))?.focus();
});

// ------------------------------------------------------------------ somebody is there

const TOUCH = 15_000;
let touched = performance.now();
for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "scroll"]) {
  addEventListener(kind, () => {
    if (performance.now() - touched < TOUCH) return;
    touched = performance.now();
    send("/wake", new URLSearchParams(), { kind: "wake" });
  }, { passive: true, capture: true });
}

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

/** A day's list begins with who comes now; whoever came before stands above. */
function scrollToNow() {
  const now = new Date(Date.now() - 30 * 60_000);
  const two = (number) => String(number).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  if (main.dataset.key || main.dataset.day !== day) return;
  const time = two(now.getHours()) + two(now.getMinutes());
  const rows = [...document.querySelectorAll(".row[data-time]")];
  rows.find((row) => row.dataset.time >= time)?.scrollIntoView({ block: "start" });
}

const print = printing({ flush, after: () => part("leave")?.focus() });
keys({ leave, print: print.press, busy: () => picking, onceListed });
drops();
sharpens(part("paper"));
document.documentElement.classList.add("live");
listen(Number(main.dataset.number), show);
walkable();
afterwards();
scrollToNow();
