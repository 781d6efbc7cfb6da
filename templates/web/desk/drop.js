// A schedule's file that is dropped on the list, or chosen, becomes today's list.

import { send } from "./server.js";

const BINARY = "application/octet-stream";

async function take(file) {
  if (!file) return;
  await send("/list", await file.arrayBuffer(), {
    kind: "screen", headers: { "Content-Type": BINARY, "X-File": encodeURIComponent(file.name) },
  });
  document.getElementById("search").focus();
}

export function drops() {
  const target = document.querySelector(".patients");
  const hint = target.querySelector(".drop-here");
  const chooser = document.getElementById("file");
  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");

  const takeChosen = async () => {
    await take(chooser.files[0]);
    chooser.value = "";
  };
  chooser.addEventListener("change", takeChosen);
  if (chooser.files.length) takeChosen(); // somebody was quicker than this script
  // Also beside the list a file that is dropped must not open in place of the page.
  addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    const inside = target.contains(event.target);
    hint.hidden = !inside;
    event.dataTransfer.dropEffect = inside ? "copy" : "none";
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hint.hidden = true;
  });
  addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    hint.hidden = true;
    if (target.contains(event.target)) take(event.dataTransfer.files[0]);
  });
}
