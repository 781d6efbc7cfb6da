"""HTML and named assets in, PDF bytes out, set by WeasyPrint.

One engine lives for many handouts: it keeps the font configuration, the parsed stylesheets and the
lines that were shaped, which saves time and stops the memory from growing (one FontConfiguration for
each document is never fully freed).
"""  # noqa: E501  # the opening sentence of the room's main door

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from handouts.press import tags
from handouts.press.assemble import Assembly
from handouts.press.claims import VARIANT
from handouts.press.fonts import FAMILY, Fonts, fonts, use
from handouts.press.form import Form
from handouts.press.lines import Lines
from handouts.press.loading import import_weasyprint
from handouts.press.places import Lines as Breaks
from handouts.press.places import spread
from handouts.press.shaping import Pen
from handouts.press.silence import no_warnings
from handouts.problems import ExitCode, stop

BASE = "https://handouts.invalid/"
"""Every address on a page is relative to this one, which by RFC 2606 no network has."""

Fetch = Callable[[str], bytes | None]
"""Gives the bytes of an asset such as `icons/car.svg`; None for what is not on the list."""

_ONE_EACH: Breaks = {}
_TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


class Engine:
    """Turns HTML into PDF with the given stylesheets; not for several threads at once.

    Each file is PDF/UA-1 and PDF/A-2a at once.
    """

    def __init__(
        self, stylesheets: Sequence[str], fetch: Fetch, letters: Fonts | None = None
    ) -> None:
        """Parse the stylesheets, named like other assets. Raises HandoutsError, Unprintable.

        Pages are set in `letters`, else in our own font for Latin, Cyrillic and Greek.
        """
        letters = letters or fonts("Latn")
        self._weasyprint = import_weasyprint()
        self._fetcher = _fetcher(self._weasyprint, fetch)
        self._rendered = False
        use(letters)
        self._font_config = self._weasyprint.text.fonts.FontConfiguration()
        self._lines = Lines(self._weasyprint)
        with no_warnings():
            self._styles = [self._parse(name, fetch) for name in stylesheets]
            families = ", ".join(f'"{family}"' for family in letters.families)
            self._styles.append(self._sheet(f":root {{ --family: {families} }}"))

    def render(self, html: str) -> bytes:
        """One document. Raises Unprintable when WeasyPrint had anything to warn of."""
        with self._working():
            page = self._page(html)
            return tags.write(self._weasyprint, page.etree_element, self._laid_out(page))

    def lay_out(
        self, html: str, marks: Mapping[str, str], repertoire: Mapping[str, Iterable[str]],
        lines: Breaks = _ONE_EACH,
    ) -> Form:  # fmt: skip
        """The form of a document that has each field's mark where its words will be.

        `repertoire` names, for each field, texts with all letters that its words may have; `lines`
        how many lines they take. Raises Unprintable, and Unexpected when a field cannot be filled
        in later.
        """
        with self._working():
            page = self._page(html)
            root = page.etree_element
            marked = spread(root, marks, lines)
            document = self._laid_out(page)
            pen, pages = Pen(self._weasyprint, self._font_config), len(document.pages)
            assembly = Assembly(self._weasyprint, pages, marked, repertoire, pen)
            tags.write(self._weasyprint, root, document, assembly)
        return assembly.form(root)

    @contextmanager
    def _working(self) -> Iterator[None]:
        with no_warnings(), self._one_collection(), self._lines.kept():
            yield

    def _page(self, html: str) -> Any:
        """The HTML as elements."""
        return self._weasyprint.HTML(
            string=html, base_url=BASE, url_fetcher=self._fetcher, media_type="print"
        )

    def _laid_out(self, page: Any) -> Any:
        """The pages that the elements make."""
        return page.render(
            stylesheets=self._styles, font_config=self._font_config, pdf_variant=VARIANT
        )

    @contextmanager
    def _one_collection(self) -> Iterator[None]:
        """Look for garbage once between two documents, not hundreds of times within one.

        A document is a million small objects that all live until it is written; looking through
        them as often as Python does by default takes a sixth of the time and finds nothing.
        """
        if self._rendered:
            gc.collect()
        else:
            gc.freeze()  # what is here now stays: words, templates, stylesheets, WeasyPrint
        self._rendered = True
        automatic = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if automatic:
                gc.enable()

    def _parse(self, name: str, fetch: Fetch) -> Any:
        found = fetch(name)
        if found is None:
            raise stop(f"The stylesheet styles/{name} is missing.", code=ExitCode.MACHINE)
        try:
            words = found.decode()
        except UnicodeDecodeError:
            raise stop(
                f"styles/{name} holds letters that are no UTF-8.",
                "Save it again with the encoding UTF-8.",
                code=ExitCode.PROBLEMS,
            ) from None
        return self._sheet(words)

    def _sheet(self, words: str) -> Any:
        return self._weasyprint.CSS(
            string=words,
            base_url=BASE,
            url_fetcher=self._fetcher,
            font_config=self._font_config,
        )


def versions() -> str:
    """WeasyPrint's, Pango's and our font's versions. Raises HandoutsError for what is missing."""
    weasyprint = import_weasyprint()
    pango = weasyprint.text.ffi.pango.pango_version()
    number = f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}"
    return f"WeasyPrint {weasyprint.__version__}, Pango {number}, {FAMILY}"


def _fetcher(weasyprint: Any, fetch: Fetch) -> Any:
    """An address book of our own assets; a request for anything else ends the document."""
    urls = weasyprint.urls
    fetcher_class: Any = urls.URLFetcher

    class Assets(fetcher_class):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002  # WeasyPrint's signature
            name = url.removeprefix(BASE)
            found = fetch(name) if url.startswith(BASE) else None
            if found is None:
                raise urls.FatalURLFetchingError(f"not one of our own files: {url[:80]}")
            suffix = name[name.rfind(".") :]
            return urls.URLFetcherResponse(url, found, {"Content-Type": _TYPES[suffix]})

    return Assets(allow_redirects=False, fail_on_errors=True)
