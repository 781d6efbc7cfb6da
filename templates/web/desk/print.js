// Brings the finished file to the browser's own print dialog.

import { send } from "./server.js";

/** `flush` sends what is still being typed; `after` goes on when the dialog has been opened, or the printer has it. */
export function printing({ flush, after }) {
  const asks = document.getElementById("asks");

  async function press(form) {
    await flush();
    const button = document.getElementById("print");
    if (button?.getAttribute("aria-disabled") === "true") {
      await send("/dialog", new URLSearchParams(), { kind: "print" }); // it says why there is nothing
      return;
    }
    await ask(form);
  }

  /** To the print dialog, or to the clinic's printer: the form says which. */
  async function ask(form) {
    const body = new URLSearchParams(new FormData(form));
    const answer = await send(form.getAttribute("action"), body, { kind: "print" });
    if (answer?.asks) sure(answer.asks);
    else if (answer?.print) paper(answer.print);
    else if (answer && form.getAttribute("action") === "/print") after(); // it is on its way
  }

  /** The desk wants to be sure first. */
  function sure(html) {
    asks.innerHTML = html;
    const form = asks.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      asks.close();
      ask(form);
    });
    asks.querySelector("#no").addEventListener("click", (event) => {
      event.preventDefault();
      asks.close();
    });
    asks.showModal();
    asks.querySelector("#no").focus();
  }

  asks.addEventListener("close", () => {
    asks.replaceChildren();
    document.getElementById("print")?.focus();
  });

  function paper(address) {
    document.getElementById("paper-frame")?.remove();
    const frame = document.createElement("iframe");
    frame.id = "paper-frame";
    frame.title = "The file that is printed";
    frame.className = "unseen";
    frame.tabIndex = -1;
    frame.addEventListener("load", () => {
      try {
        frame.contentWindow.focus();
        frame.contentWindow.print();
      } catch {
        window.open(address, "_blank", "noopener");
      }
      after();
    });
    frame.src = address;
    document.body.append(frame);
  }

  return { press };
}
