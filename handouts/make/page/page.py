"""A handout in, its page as HTML out. The templates see words and fields, never the visit."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.library.shelves import Shelves, shown
from handouts.make.page.square import square
from handouts.make.words.languages import way
from handouts.make.words.prose import plain_text
from handouts.model.handout import Handout
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

if TYPE_CHECKING:
    from jinja2 import Environment


class Pages:
    """Keeps the compiled templates of one clinic's shelves."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def html(self, handout: Handout) -> str:
        """The page of one handout. Raises HandoutsError for a template that cannot be filled."""
        form = handout.form
        return self.fill(
            "handout.html", form=form, wording=form.wording, fields=handout.fields,
            blank=handout.blank,
        )  # fmt: skip

    def fill(self, template: str, **words: Any) -> str:
        """A template with these words in it. Raises HandoutsError when it cannot be filled."""
        try:
            return self._environment.get_template(template).render(**words)
        except HandoutsError:
            raise
        except Exception as wrong:  # a template may hold any slip of Python's, or letters
            raise HandoutsError(self._broken(wrong)) from None

    def _broken(self, wrong: Exception) -> Problem:
        """The template and the line where it went wrong, as far as Jinja tells."""
        if isinstance(wrong, UnicodeError):
            place, said = Place(self._not_utf8()), "it holds letters that are no UTF-8"
        else:
            place, said = _place_of(wrong), str(wrong)
        return Problem(
            place,
            "template",
            f"This template does not work: {said}.",
            "Mend it, or remove it from the clinic's folder to have the stock one again.",
        )

    def _not_utf8(self) -> str:
        """The first template that cannot be read; Jinja does not say which."""
        for root in self._shelves.roots:
            for path in sorted((root / "templates").rglob("*.html")):
                try:
                    path.read_text(encoding="utf-8")
                except UnicodeError:
                    return shown(path)
        return "templates"

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import (  # noqa: PLC0415  # a filled form needs no template
            Environment,
            FileSystemLoader,
            StrictUndefined,
        )

        environment = Environment(
            loader=FileSystemLoader([root / "templates" for root in self._shelves.roots]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_only_text,
            trim_blocks=True,
            auto_reload=False,
        )
        environment.filters["plain"] = plain_text
        environment.filters["way"] = way
        environment.globals["square"] = square
        return environment


def _only_text(value: Any) -> str:
    """Only words reach a page: nothing prints as None, True or <bound method>."""
    from jinja2 import Undefined  # noqa: PLC0415  # as above

    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, and names what is not defined
    raise stop(
        f"A template prints something that is no text ({type(value).__name__}).",
        code=ExitCode.PROBLEMS,
    )


def _place_of(wrong: Exception) -> Place:
    """Where Jinja says that it stopped: in the error itself, else in the trace behind it."""
    name = getattr(wrong, "filename", None) or getattr(wrong, "name", None)
    line = getattr(wrong, "lineno", 0) or 0
    trace = wrong.__traceback__
    while trace is not None and not name:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            return Place(shown(Path(file)), trace.tb_lineno, 1)
        trace = trace.tb_next
    return Place(str(name or "templates"), line, 1 if line else 0)
