"""Rows in, a Markdown table out, and a page of docs/ with one of its marked blocks replaced."""

from collections.abc import Iterable, Sequence
from pathlib import Path


def short(number: float) -> str:
    """Three digits of a number, more where it is a thousand or more."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first and last column hold words, all others numbers."""
    ends = ["---", *(["---:"] * (len(head) - 2)), "---"]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ends, *rows])


def replace(path: Path, name: str, text: str) -> None:
    """Put the text between `<!-- name -->` and `<!-- /name -->`; all else stays.

    Raises ValueError where the page has no such block, or more than one.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8")
    if page.count(begin) != 1 or page.count(end) != 1 or page.index(begin) > page.index(end):
        raise ValueError(f"{path} has no block {name!r} of its own")
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}{text.rstrip()}\n{end}{after}", encoding="utf-8")
