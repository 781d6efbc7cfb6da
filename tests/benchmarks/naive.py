"""The script that everybody writes first: HTML files in, PDFs out, one `write_pdf` after the other.

It sets the same fonts and stylesheets and asks for the same tags, so that its pages are the same.
"""

import re
import sys
from pathlib import Path

from handouts.library.shelves import stock
from handouts.press.fonts import fonts, use

SHEETS = ("tokens.css", "page.css", "paper-letter.css", "handout.css")


def main(pages: list[str]) -> None:
    """Render each page into a PDF beside it."""
    use(fonts("Latn"))
    import weasyprint  # noqa: PLC0415  # after the fonts are set, as in any script

    styles = stock() / "styles"
    for page in map(Path, pages):
        words = page.read_text("utf-8")
        html = weasyprint.HTML(string=words, base_url=f"{styles}/")
        edition = re.search(r'class="([a-z-]+)', words)
        own = () if edition is None or edition[1] == "standard" else (f"{edition[1]}.css",)
        sheets = [str(styles / name) for name in (*SHEETS, *own)]
        html.write_pdf(page.with_suffix(".pdf"), stylesheets=sheets, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(sys.argv[1:])
