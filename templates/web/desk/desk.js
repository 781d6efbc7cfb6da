// Makes the page quick: buttons and typing are sent as they come, and the parts that change are put in place.

const main = document.querySelector("main");
let seen = Number(main.dataset.number);
let key = main.dataset.key;
const shown = new Map();

function put(name, html) {
  if (shown.get(name) === html) return;
  shown.set(name, html);
  const part = document.getElementById(name);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const [id, row] = [focused?.id, focused?.name === "row" ? focused.value : null];
  part.innerHTML = html;
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
  else if (row) part.querySelector(`[name="row"][value="${CSS.escape(row)}"]`)?.focus({ preventScroll: true });
}

/** What the server says is there now; the form that somebody types in stays as it is. */
function show(news) {
  if (news.hidden) return location.reload();
  seen = news.number;
  if (!news.regions) return;
  const other = news.key !== key;
  key = news.key;
  for (const [name, html] of Object.entries(news.regions)) {
    if (name !== "choices" || other) put(name, html);
  }
  for (const [column, words] of Object.entries(news.wrong)) {
    const note = document.getElementById(`wrong-${column}`);
    if (note) note.textContent = words;
  }
  if (news.making) follow();
}

async function ask(address, body) {
  const answer = await fetch(address, {
    method: body === undefined ? "GET" : "POST", body, headers: { Accept: "application/json" },
  });
  if (answer.status === 403) return location.reload();
  show(await answer.json());
}

async function follow() {
  await ask(`/news?seen=${seen}`);
}

const fields = (form, button) => new URLSearchParams(new FormData(form, button));

document.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target.getAttribute("action"), fields(event.target, event.submitter));
});

let later = 0;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches(".search")) ask("/search", fields(form));
  if (form?.id === "form") {
    clearTimeout(later);
    later = setTimeout(() => ask("/change", fields(form)), 250);
  }
});

document.documentElement.classList.add("live");
