"""A handout in, the key of its form out: a hash of everything that goes into such a form."""

import contextlib
import hashlib
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import handouts.make
import handouts.press
from handouts.library.shelves import Shelves
from handouts.make.words.languages import script, way
from handouts.model.handout import Handout
from handouts.press.engine import versions as engine_versions
from handouts.press.fonts import fonts
from handouts.press.places import Lines

_WHAT_A_PAGE_IS_MADE_OF = ("templates/**/*.html", "styles/**/*.css", "styles/**/*.svg")
_OF_BROWSERS = "templates/web"
"""What a handout may hold nothing of: its proof would not know the words."""
_OTHERS_CODE = (
    "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "fonttools", "jinja2",
    "babel", "segno",
)  # fmt: skip


class Keys:
    """The keys of one clinic's forms; of its templates and styles as they were at the first one."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._around = lru_cache(maxsize=None)(self._made_of)

    def plain(self, handout: Handout) -> str:
        """Of the form in which all words have one line."""
        ways = sorted((name, way(words)) for name, words in handout.fields.items())
        parts = (handout.form.seal, str(ways), self._around(script(handout.form.language)))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def hold(self, handout: Handout) -> bool:
        """Whether keys are still true: no template was saved since they were read."""
        needed = script(handout.form.language)
        return self._made_of(needed) == self._around(needed)

    def _made_of(self, needed: str) -> str:
        """A hash of templates, styles, pictures, fonts and the code that lays out."""
        told = hashlib.sha256(fonts(needed).seal.encode() + _code().encode())
        for root in self._shelves.roots:
            for pattern in _WHAT_A_PAGE_IS_MADE_OF:
                for path in sorted(root.glob(pattern)):
                    if path.is_relative_to(root / _OF_BROWSERS):
                        continue
                    with contextlib.suppress(OSError):  # such as an editor's own link to nowhere
                        told.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
        return told.hexdigest()


def of_lines(plain: str, lines: Lines) -> str:
    """Of the form in which some words take several lines, by the key of the plain one."""
    if not lines:
        return plain
    return hashlib.sha256(f"{plain}\n{sorted(lines.items())}".encode()).hexdigest()


@cache
def _code() -> str:
    """What lays out: others' code by its version, ours by its bytes."""
    told = hashlib.sha256(engine_versions().encode())
    told.update(" ".join(f"{name} {version(name)}" for name in _OTHERS_CODE).encode())
    for room in (handouts.press.__file__, handouts.make.__file__):
        for path in sorted(Path(room).parent.rglob("*.py")):
            told.update(path.read_bytes())
    return told.hexdigest()
