"""The loop that everybody writes first: a new WeasyPrint document, with all that it needs."""

from handouts.library.shelves import stock
from handouts.press import tags
from handouts.press.claims import VARIANT
from handouts.press.fonts import fonts, use
from tests.benchmarks.press.sheet import STYLES, Sheet


class Maker:
    """WeasyPrint is imported once, and nothing else is kept."""

    title = "WeasyPrint, naive loop"
    note = "new `HTML`, stylesheets and `FontConfiguration` each time; our tags"

    def __init__(self, first: Sheet, treatment: str) -> None:  # noqa: ARG002  # as every peer
        use(fonts("Latn"))
        import weasyprint  # noqa: PLC0415  # after the fonts are set, as in any script

        self._weasyprint = weasyprint

    def make(self, sheet: Sheet) -> bytes:
        """One PDF, tagged as ours."""
        styles = stock() / "styles"
        html = self._weasyprint.HTML(string=sheet.html, base_url=f"{styles}/")
        document = html.render(
            stylesheets=[str(styles / name) for name in STYLES], pdf_variant=VARIANT
        )
        return tags.write(self._weasyprint, html.etree_element, document)

    def close(self) -> None:
        """Nothing to end."""
