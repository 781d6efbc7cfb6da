"""LINK001: a link and a web address are of use on paper.

A word that leads to the glossary is that word: [[iv|IV]], never "here" or "click here", which says
nothing to those who go from link to link, and nothing at all on paper.

A web address in a text is typed in by hand. So it has at most 40 letters, and stands without
http:// or https://, which nobody needs to type: "medlineplus.gov". The clinic's own page may be
longer, because it prints as a square to scan; above 40 letters that is a hint. [WCAG 2.4.4]
"""

import re
from collections.abc import Iterator

from handouts.check.subject import Subject
from handouts.model.clinic import Clinic
from handouts.model.item import Item, Path
from handouts.problems import Problem, Severity

LONGEST = 40
_LINK = re.compile(r"\[\[[^|\]\[]*\|([^\]]*)\]\]")
_EMPTY_WORDS = frozenset(
    {
        "here", "click here", "click", "this", "this link", "link", "more", "read more",
        "learn more", "see here", "aquí", "haga clic aquí", "este enlace", "هنا", "اضغط هنا",
        "这里", "点击这里", "ở đây", "tại đây", "bấm vào đây",
    }
)  # fmt: skip
_ADDRESS = re.compile(
    r"\bhttps?://\S*[\w/]|\bwww\.\S*[\w/]"
    r"|(?<![\w.-])(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|info)\b(?:/\S*[\w/])?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """Links without meaning, and addresses that nobody would type."""
    yield from _own_pages(subject.content.clinic)
    for item in subject.content.items():
        if item.kind == "sources":
            continue
        for path, text in item.prose():
            wrong = [_wordless(found[1]) for found in _LINK.finditer(text)]
            wrong += [_address(found[0]) for found in _ADDRESS.finditer(text)]
            for message, hint in filter(None, wrong):
                yield Problem(item.place(*path), "LINK001", message, hint, Severity.WARNING)


def _wordless(words: str) -> tuple[str, str] | None:
    if words.strip().lower() not in _EMPTY_WORDS:
        return None
    return f"The linked words {words!r} say nothing.", "Link the word that is explained: [[iv|IV]]."


def _address(said: str) -> tuple[str, str] | None:
    bare = _SCHEME.sub("", said)
    if len(bare) > LONGEST:
        return (
            f"This web address has {len(bare)} letters, too many to type: {said[:60]!r}.",
            "Name a shorter page, or the main page and what to look for there.",
        )
    if bare != said:
        return f"Nobody types {said[:60]!r} from paper.", f"Write {bare!r}."
    return None


def _own_pages(clinic: Item[Clinic]) -> Iterator[Problem]:
    sites = clinic.says.sites.items()
    pages: dict[Path, str | None] = {("web_page",): clinic.says.web_page}
    pages |= {("sites", name, "web_page"): site.web_page for name, site in sites}
    for path, page in pages.items():
        bare = _SCHEME.sub("", page or "")
        if len(bare) > LONGEST:
            message = f"Your web page has {len(bare)} letters, too many to type: {bare[:60]!r}."
            hint = "Phones can scan it; for all others, a shorter address would help."
            yield Problem(clinic.place(*path), "LINK001", message, hint, Severity.HINT)
