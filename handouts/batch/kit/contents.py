"""Blanks and gaps in, the list of a kit out: what lies where, for somebody in a hurry."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.batch.kit.blanks import Gap, Wanted
from handouts.batch.phrases import so_many, title
from handouts.make.maker import Maker
from handouts.make.page.staff import StaffPages
from handouts.make.words.languages import english_name, locale
from handouts.make.words.prose import plain_text
from handouts.make.words.times import birth_date, day
from handouts.model.clinic import Clinic
from handouts.model.visit import Blank, Edition
from handouts.problems import HandoutsError, Problem

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """One blank on the list."""

    blank: Blank
    version: str = ""
    """Which words the file has that lies there; empty when there is none."""
    title: str = ""
    pages: int = 0
    """0 for a file that was made on an earlier day, and not counted anew."""
    made: str = ""
    """That earlier day, as 2026-11-30."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One treatment in one language, as it prints."""

    english: str
    own: str
    """Its title in the language; empty where that is the same."""
    file: str
    cells: tuple[tuple[str, str], ...]
    """For each edition how many pages, and which words; both empty where there is none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One language, as it prints."""

    name: str
    folder: str
    language: str
    way: str
    editions: tuple[str, ...]
    rows: tuple[Row, ...]


def contents(
    lines: Sequence[Line], wanted: Wanted, maker: Maker, *, printed: dt.date, draft: bool
) -> bytes:
    """The list as a page for the printer. Raises HandoutsError when it cannot be laid out."""
    settings = maker.settings
    languages = sorted({line.blank.language for line in lines}, key=english_name)
    pages = StaffPages(maker.shelves, settings, languages)
    english = _titles(lines, maker, printed)
    return pages.pdf(
        "kit",
        clinic=pages.drawn(_place(maker.content(settings.language).clinic.says, wanted.site)),
        made=day(printed, _ENGLISH),
        draft=draft,
        count=so_many(sum(bool(line.version) for line in lines), "blank handout"),
        shelves=[_shelf(each, lines, english, pages) for each in languages],
        lacking=[(_where(line.blank), _why(line)) for line in lines if line.problems],
        gaps=[_gap(gap, english) for gap in wanted.gaps],
    )


def _place(clinic: Clinic, site: str | None) -> str:
    """The clinic's name, and that of its place where the kit is for one."""
    names = (clinic.name, clinic.sites[site].name if site else None)
    return " · ".join(dict.fromkeys(filter(None, names)))


def _shelf(
    language: str, lines: Iterable[Line], english: dict[str, str], pages: StaffPages
) -> Shelf:
    its = [line for line in lines if line.blank.language == language]
    editions = tuple(dict.fromkeys(line.blank.edition for line in its))
    treatments = dict.fromkeys(line.blank.treatment for line in its)
    own = str(locale(language).get_display_name(language) or "")
    name = english_name(language)
    return Shelf(
        pages.drawn(name if own in ("", name) else f"{name} · {own}"),
        name,
        language,
        "rtl" if locale(language).text_direction == "rtl" else "ltr",
        tuple(map(str, editions)),
        tuple(_row(each, editions, its, english, pages) for each in treatments),
    )


def _row(
    treatment: str, editions: Iterable[Edition], lines: Iterable[Line], english: dict[str, str],
    pages: StaffPages,
) -> Row:  # fmt: skip
    its = {line.blank.edition: line for line in lines if line.blank.treatment == treatment}
    title = next((line.title for line in its.values() if line.title), "")
    said = english[treatment]
    cells = tuple(_cell(its.get(edition)) for edition in editions)
    own = "" if title == said else pages.drawn(title)
    return Row(pages.drawn(said), own, f"{treatment}.pdf", cells)


def _cell(line: Line | None) -> tuple[str, str]:
    if line is None or not line.version:
        return "", ""
    if line.made:
        made = birth_date(dt.date.fromisoformat(line.made), _ENGLISH)
        return f"made {made}", line.version
    return so_many(line.pages, "page"), line.version


def _titles(lines: Iterable[Line], maker: Maker, printed: dt.date) -> dict[str, str]:
    """What each treatment is called in English; by its id where there are no such words."""
    found: dict[str, str] = {}
    for treatment in dict.fromkeys(line.blank.treatment for line in lines):
        try:
            form = maker.compose(Blank(treatment), printed=printed).form
            found[treatment] = plain_text(form.title)
        except HandoutsError:
            found[treatment] = title(treatment)
    return found


def _where(blank: Blank) -> str:
    return f"{english_name(blank.language)}, {blank.edition}: {title(blank.treatment)}"


def _why(line: Line) -> str:
    there = " The one that lies there has the same words." if line.version else ""
    return f"{line.problems[0].message}{there}"


def _gap(gap: Gap, english: dict[str, str]) -> tuple[str, str]:
    where = f"{english_name(gap.language)}: {', '.join(gap.editions)}"
    if gap.problems:
        return where, f"These words cannot be read: {gap.problems[0].place}."
    titles = ", ".join(english.get(each, title(each)) for each in gap.treatments)
    return where, f"There are no words for: {titles}."
