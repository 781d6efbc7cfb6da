"""A handout in, its page as HTML out. The templates see words and fields, never the visit."""

from functools import cached_property
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from handouts.library.shelves import Shelves
from handouts.make.prose import plain_text
from handouts.model.handout import Handout
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop


class Pages:
    """Keeps the compiled templates of one clinic's shelves."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def html(self, handout: Handout) -> str:
        """The page of one handout. Raises HandoutsError for a template that cannot be filled."""
        try:
            return self._environment.get_template("handout.html").render(
                form=handout.form, wording=handout.form.wording, fields=handout.fields
            )
        except TemplateError as wrong:
            raise HandoutsError(_broken(wrong)) from None

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([root / "templates" for root in self._shelves.roots]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_only_text,
            trim_blocks=True,
            auto_reload=False,
        )
        environment.filters["plain"] = plain_text
        return environment


def _only_text(value: Any) -> str | Markup:
    """Only words reach a page: nothing prints as None, True or <bound method>."""
    if isinstance(value, str):
        return value
    raise stop(
        f"A template prints something that is no text ({type(value).__name__}).",
        code=ExitCode.PROBLEMS,
    )


def _broken(wrong: TemplateError) -> Problem:
    name = getattr(wrong, "filename", None) or getattr(wrong, "name", None) or "templates"
    place = Place(str(name), getattr(wrong, "lineno", 0) or 0, 1)
    return Problem(place, "template", f"This template does not work: {wrong.message}.")
