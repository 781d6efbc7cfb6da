// Adds what a form cannot do: the drop of a file, what is typed kept at once, a batch followed.

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const main = document.querySelector("main");

// ------------------------------------------------------------------ a file that is dropped

async function send(file) {
  if (!file) return;
  document.documentElement.classList.add("sending");
  const answer = await fetch("/tomorrow/drop", {
    method: "POST", body: file, redirect: "manual",
    headers: { "Content-Type": "application/octet-stream", "X-File": encodeURIComponent(file.name) },
  });
  document.documentElement.classList.remove("sending");
  if (answer.status === 413) return alert("This file is too large for a day's schedule. Export one day only.");
  location.assign("/tomorrow");
}

const takes = () => document.querySelector(".drop") !== null;
addEventListener("dragover", (event) => {
  event.preventDefault();
  if (takes()) document.documentElement.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.documentElement.classList.remove("over");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.documentElement.classList.remove("over");
  if (takes()) send(event.dataTransfer.files[0]);
});
const chooser = document.getElementById("schedule");
chooser?.addEventListener("change", () => send(chooser.files[0]));
send(chooser?.files[0]); // somebody was quicker than this script

// ------------------------------------------------------------------ what is typed, and buttons

const form = document.querySelector("form.mend");
let later = 0;
function keep() {
  clearTimeout(later);
  later = 0;
  return fetch("/tomorrow/type", { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true });
}
form?.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(keep, 250);
});
addEventListener("pagehide", () => {
  if (later) keep();
});
form?.addEventListener("submit", () => {
  clearTimeout(later);
  later = 0;
});

/** The desk ends for everybody; first it has all that was typed. */
document.querySelector(".closing form").addEventListener("submit", async (event) => {
  if (!later) return;
  event.preventDefault();
  await keep();
  event.target.submit();
});

for (const select of document.querySelectorAll("[data-sends]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-asks]");
  if (asks && !confirm(asks.dataset.asks)) event.preventDefault();
});

addEventListener("keydown", (event) => {
  if (event.key === "F8") document.getElementById("next")?.click();
  if (event.key !== "Escape") return;
  const panel = document.querySelector(":is(.keys, .closing)[open]");
  if (panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
  } else document.getElementById("close")?.click();
});

/** An open row is seen from its top, with its patient's name. */
form?.closest("tr").previousElementSibling.scrollIntoView({ block: "start" });

// ------------------------------------------------------------------ the browser's own print dialog

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-print]");
  if (!link) return;
  event.preventDefault();
  document.getElementById("paper-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "paper-frame";
  frame.className = "unseen";
  frame.tabIndex = -1;
  frame.title = "The PDF that is printed";
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      open(link.href, "_blank", "noopener");
    }
  });
  frame.src = link.href;
  document.body.append(frame);
});

// ------------------------------------------------------------------ a batch at work, and an idle screen

async function follow() {
  const running = "running" in main.dataset;
  for (;;) {
    await pause(running ? 0.5 : 15);
    try {
      const answer = await fetch("/tomorrow/progress", { headers: { Accept: "application/json" } });
      if (answer.status === 403) return location.reload();
      const news = await answer.json();
      if (news.hidden) return location.reload();
      if (!running) continue;
      if (!news.running && !news.busy) return location.reload();
      const said = document.getElementById("said");
      if (said && said.textContent !== news.said) said.textContent = news.said;
      const bar = document.getElementById("bar");
      if (bar) [bar.max, bar.value] = [news.of, news.done];
      const cancel = document.getElementById("cancel");
      if (cancel) cancel.disabled = news.settled;
      const printing = document.getElementById("printing");
      if (printing) printing.textContent = news.printing;
    } catch {
      const said = document.getElementById("said");
      if (said) said.textContent = "The desk was stopped. Start it again; what is finished stays.";
    }
  }
}

document.documentElement.classList.add("live");
follow();
