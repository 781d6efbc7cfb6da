"""What somebody at the front desk does and sees, in Chromium; and who it is on paper."""

import contextlib
import re
import time
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from handouts.library.shelves import Shelves
from handouts.make.maker import Maker
from handouts.make.proof.proving import Proof
from handouts.model.visit import Blank, Visit
from handouts.read.content import read_settings
from tests.patience import PATIENCE
from tests.web.desked import NOW, Desked

WATCH = """
window.agreed = {names: {}, pictures: new Map(), wrong: []};
window.printed = [];
const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {get() {
  const held = frame.get.call(this);
  held.print = () => window.printed.push(held.location.href);
  return held;
}});
addEventListener("DOMContentLoaded", () => {
  const look = () => {
    const name = document.querySelector("#person .name")?.innerText ?? "";
    for (const image of document.querySelectorAll("#paper img")) {
      const token = image.src.split("/")[4];
      const before = window.agreed.names[token] ??= name;
      if (before !== name) window.agreed.wrong.push(`${token}: ${before}, then ${name}`);
      const whose = window.agreed.pictures.get(image) ?? name;
      if (whose !== name) window.agreed.wrong.push(`a picture of ${whose} stays for ${name}`);
      window.agreed.pictures.set(image, name);
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  look();
});
"""
"""Notes at each change of the page under whose name each picture ever stood, and each call of the
print dialog with the file that it was called for; the dialog itself would wait for somebody."""


class Paper:
    """Says of a PDF whether it is a visit's handout: by the proof that each one passed."""

    def __init__(self, served: Desked) -> None:
        shelves = Shelves(served.folder)
        self._maker, self._proof = Maker(shelves, read_settings(shelves)), Proof(shelves)

    def is_of(self, pdf: bytes, visit: Visit | Blank) -> bool:
        """Whether all pages are this visit's, word for word, with its check code."""
        return not self._proof(pdf, self._maker.compose(visit, printed=NOW.date()))


class Held:
    """What a browser asked for and gets only when a test says so."""

    def __init__(self) -> None:
        self._held: list[Route] = []

    def hold(self, route: Route) -> None:
        """Keep this question for later."""
        self._held.append(route)

    def first(self, page: Page) -> Route:
        """The first question, as soon as it came."""
        end = time.monotonic() + PATIENCE
        while not self._held:
            assert time.monotonic() < end, "it was never asked for"
            page.wait_for_timeout(20)
        return self._held[0]


class Counter:
    """A browser at the front desk."""

    def __init__(self, page: Page, served: Desked) -> None:
        self.page, self.served = page, served
        self.papers: list[bytes] = []
        """The files that the browser fetched to print them, as they came."""
        page.route("**/handout/*.pdf", self._paper)
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._said)

    def _paper(self, route: Route) -> None:
        answer = route.fetch()
        self.papers.append(answer.body())
        route.fulfill(response=answer)

    def _said(self, said: Any) -> None:
        if said.type == "error" and "net::ERR_FAILED" not in said.text:  # cut by a test
            self.faults.append(said.text)

    @property
    def name(self) -> str:
        """Whose name stands large on top; empty while nobody is picked."""
        name = self.page.locator("#person .name")
        return name.inner_text() if name.count() else ""

    @property
    def token(self) -> str:
        """What the pages on the screen are named by."""
        expect(self.page.locator("#paper img").first).to_be_attached()
        address = self.page.locator("#paper img").first.get_attribute("src") or ""
        return address.split("/")[2]

    def pages_of(self, name: str) -> str:
        """Wait until this patient's pages are there; gives their token."""
        expect(self.page.locator("#person .name")).to_have_text(name)
        return self.token

    def together(self) -> tuple[str, str]:
        """The name on top and the token of the pages below it, at one moment; empty: none yet."""
        name, address = self.page.evaluate("""() => [
            document.querySelector("#person .name")?.innerText ?? "",
            document.querySelector("#paper img")?.getAttribute("src") ?? "",
        ]""")
        return name, address.split("/")[2] if address else ""

    def other_pages(self, before: str) -> str:
        """Wait until other pages are there than before; gives their token."""
        gone = re.compile(re.escape(f"/pages/{before}/"))
        expect(self.page.locator("#paper img").first).not_to_have_attribute("src", gone)
        return self.token

    def pdf(self, token: str) -> bytes:
        """The file that this token prints; empty when it prints nothing any more."""
        answer = self.page.request.get(f"{self.served.door.origin}/handout/{token}.pdf")
        return answer.body() if answer.ok else b""

    def printed(self, times: int = 1) -> bytes:
        """Wait until the print dialog was called so often; gives the last file that was fetched."""
        self.page.wait_for_function("times => window.printed.length === times", arg=times)
        assert len(self.papers) == times
        address = f"{self.served.door.origin}/handout/{self.token}.pdf"
        assert self.page.evaluate("window.printed.at(-1)") == address
        return self.papers[-1]

    def tab_to(self, wanted: Locator) -> None:
        """Press Tab until this has the focus, and see that it shows."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"Tab never comes to {wanted}")

    def row(self, name: str) -> Locator:
        """The button of a patient on the list."""
        return self.page.locator("#list").get_by_role("button", name=name)


def known(context: BrowserContext, served: Desked) -> None:
    """Let a browser in that did not come by the start address, which works once."""
    context.add_cookies([{"name": served.door.cookie, "value": served.door.secret,
                          "url": served.door.origin}])  # fmt: skip


@contextlib.contextmanager
def at_counter(chromium: Browser, served: Desked, start: str = "", **how: Any) -> Iterator[Counter]:
    """Somebody who opens the desk; at the end no script of ours may have stumbled."""
    context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | how))
    context.set_default_timeout(PATIENCE * 1_000)
    context.add_init_script(WATCH)
    if not start:
        known(context, served)
    counter = Counter(context.new_page(), served)
    counter.page.goto(start or served.door.origin)
    try:
        yield counter
    finally:
        context.close()
    assert counter.faults == []
