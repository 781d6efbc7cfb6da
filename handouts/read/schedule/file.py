"""A schedule file of any kind in, its rows out: the one place that tells the kinds apart.

What stands in a file decides, and its name only where that leaves a doubt.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from zoneinfo import ZoneInfo

from handouts.model.settings import ScheduleWords
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop
from handouts.read.columns import Cell, Known
from handouts.read.schedule.cells import reworded
from handouts.read.schedule.mapping import folded, meaning, unmapped, unwanted
from handouts.read.schedule.names import Wanted
from handouts.read.schedule.rows import Row, Schedule
from handouts.read.schedule.table import read_table
from handouts.read.schedule.values import Odd, with_zeros
from handouts.read.schedule.workbook import STARTS, read_workbook

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
_JSON, _MESSAGE_SUFFIXES = {".json", ".ndjson"}, {".hl7", ".siu"}
_MESSAGES = re.compile(rb"\x0b|(?:MSH|FHS|BHS)[^A-Za-z0-9\s,;]")
_FHIR_XML = re.compile(rb"<(?:\?xml)?.{0,400}hl7\.org/fhir", re.DOTALL)
_PICTURES = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
_FOREIGN = {
    b"{\\rtf": "a text for a word processor",
    b"<": "a web page or XML file, whatever its name says",
}
_EXPORT = "Export it as CSV, XLSX, FHIR JSON or HL7"
_OR_SAVE = "or open it in Excel and save it as an Excel workbook (.xlsx)"


@dataclass(frozen=True, slots=True)
class How:
    """How a schedule is to be read."""

    words: ScheduleWords
    """What the clinic calls things; our own ids stand there too, and mean themselves."""
    columns: Wanted
    """What the columns of a table may be called."""
    zone: ZoneInfo
    """Where the clinic's clocks are."""
    languages: tuple[str, ...]
    """Those that the clinic hands out; what a patient's record prefers is one of them or none."""
    encoding: str | None = None
    """How the letters of a text file are stored; None looks."""
    sheet: str | None = None
    """The sheet of a workbook; None takes the only one."""

    @classmethod
    def of(
        cls,
        known: Known,
        *,
        maps: Sequence[str] = (),
        encoding: str | None = None,
        sheet: str | None = None,
    ) -> "How":
        """As the clinic's settings say, with columns mapped for this once. Raises HandoutsError."""
        said = known.settings.schedule
        words = replace(
            said,
            treatments=_with_ids(known.treatments, said.treatments),
            sites=_with_ids(known.sites, said.sites),
        )
        zone = ZoneInfo(known.settings.timezone)
        columns = Wanted.of(said.columns, maps)
        return cls(words, columns, zone, known.languages, encoding, sheet)


def read_schedule(data: bytes, file: str, how: How) -> Schedule:
    """All rows of the file. Raises HandoutsError for what spoils the file as a whole."""
    words = how.words
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = PurePath(file).suffix.lower()
    if data.startswith(STARTS) or (suffix in _WORKBOOKS and b"\0" in data):
        length = words.record_length
        workbook = read_workbook(data, file, how.columns, how.sheet, length)
        return in_our_words(workbook, words)
    if how.sheet is not None:
        raise stop("--sheet is for workbooks, and this is none.", code=ExitCode.USAGE, file=file)
    if start.startswith((b"{", b"[")) or suffix in _JSON or _FHIR_XML.match(start):
        from handouts.read.schedule.fhir import read_fhir  # noqa: PLC0415  # only such a file needs it

        return read_fhir(data, file, words, how.zone, how.languages)
    if _MESSAGES.match(start) or suffix in _MESSAGE_SUFFIXES:
        from handouts.read.schedule.siu import read_siu  # noqa: PLC0415  # as above

        return read_siu(data, file, words, how.zone, how.languages)
    for sign, what in (_PICTURES | _FOREIGN).items():
        if start.startswith(sign):
            hint = f"{_EXPORT}." if sign in _PICTURES else f"{_EXPORT}; {_OR_SAVE}."
            raise _refused(file, f"This is {what}, no schedule.", hint)
    return in_our_words(read_table(data, file, how.encoding, how.columns), words)


def in_our_words(schedule: Schedule, words: ScheduleWords) -> Schedule:
    """The rows of a table with ids in place of what the clinic calls treatments and places."""
    return replace(schedule, rows=tuple(_translated(row, words) for row in schedule.rows))


def _translated(row: Row, words: ScheduleWords) -> Row:
    """A row whose words mean something; one that is not wanted says so, one without sense too."""
    cells, problems, skip = row.cells, list(row.problems), row.skip
    said: dict[str, str] = {}
    for column, mapped in (("treatment", words.treatments), ("site", words.sites)):
        cell = cells.get(column, Cell("", row.place))
        whole = meaning([cell.text], mapped)
        stood = [part.strip() for part in cell.text.split(";") if part.strip()]
        meant = {word: meaning([word], mapped) for word in stood} if whole is None else {}
        ids = [id_ for each in (whole, *meant.values()) if each for id_ in each.ids]
        if unknown := [word for word, each in meant.items() if each is None]:
            problems.append(unmapped(column, unknown, mapped, cell.place))
        elif stood and not ids and column == "treatment":
            skip = skip or unwanted(cell.text.strip(), cell.place)
        elif ids:
            said[column] = "; ".join(dict.fromkeys(ids))
    if words.record_length is not None and "record" in cells:
        cell = cells["record"]
        try:
            said["record"] = with_zeros(cell.text, words.record_length)
        except Odd as odd:
            problems.append(Problem(cell.place, "row-record", f"record {odd}.", odd.hint))
    return replace(row, cells=reworded(cells, said), problems=tuple(problems), skip=skip)


def _with_ids(ids: Sequence[str], mapped: Mapping[str, str]) -> Mapping[str, str]:
    return {folded(id_): id_ for id_ in ids} | {folded(key): ours for key, ours in mapped.items()}


def _refused(file: str, message: str, hint: str) -> HandoutsError:
    return HandoutsError(Problem(Place(file), "schedule-kind", message, hint))
