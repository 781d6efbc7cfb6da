"""Packets and rows that came to nothing in, the cover list out: staff's own sheets on the stack.

The list lies on a counter, so it calls patients by their initials unless the clinic wants names.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.batch.day import Copy, Day, Left
from handouts.batch.manifest.account import Outcome
from handouts.batch.packet.sheets import Counted, Piece
from handouts.batch.packet.stack import pages_in
from handouts.batch.phrases import so_many, title
from handouts.make.maker import Maker
from handouts.make.page.staff import StaffPages
from handouts.make.words.languages import english_name
from handouts.make.words.times import clock, day, short_day
from handouts.model.settings import Called
from handouts.model.visit import Edition

AT_ONCE = 100
"""So many packets of the list are laid out at once, since a layout takes a megabyte for each."""

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Line:
    """One packet on the list."""

    number: str
    time: str
    who: str
    where: str
    handouts: tuple[str, ...]
    pages: str
    sheets: str
    alerts: tuple[str, ...]
    rows: str
    begins: str
    """The name of the file that begins with this packet; empty for most."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Rows on the list that came to nothing, for one reason."""

    rows: str
    time: str
    who: str
    handout: str
    reasons: tuple[str, ...]


class Cover:
    """Lays out the list of one stack."""

    def __init__(self, kept: Day, packets: Sequence[Counted], maker: Maker, run: str) -> None:
        self._day, self._packets, self._run = kept, packets, run
        self._settings = maker.settings
        self._clinic = maker.content(maker.settings.language).clinic.says.name
        languages = [copy.language for each in packets for copy in each.packet.copies]
        self._pages = StaffPages(maker.shelves, maker.settings, languages)
        self._dates = sorted({each.packet.date for each in packets})

    def pdfs(self, files: Sequence[Sequence[Piece]], names: Sequence[str]) -> tuple[bytes, ...]:
        """The list, when the packets stand in these files; a long one in parts that go on.

        Raises HandoutsError.
        """
        begins = {pieces[0].counted.number: name for pieces, name in zip(files, names, strict=True)
                  if pieces and len(names) > 1}  # fmt: skip
        starts = range(0, len(self._packets), AT_ONCE)
        if len(self._packets) <= AT_ONCE:
            return (self._pdf(begins, 0, 0, None),)
        counts = [pages_in(self._pdf(begins, start, 0, None)) for start in starts]
        before = [sum(counts[:number]) for number in range(len(counts))]
        return tuple(
            self._pdf(begins, start, first, sum(counts))
            for start, first in zip(starts, before, strict=True)
        )

    def _pdf(self, begins: Mapping[int, str], start: int, before: int, pages: int | None) -> bytes:
        """The part of the list that begins with a packet, behind so many pages of others."""
        failed = [left for left in self._day.left if left.outcome is Outcome.FAILED]
        skipped = [left for left in self._day.left if left.outcome is Outcome.SKIPPED]
        first, last = start == 0, start + AT_ONCE >= len(self._packets)
        packets = self._packets[start : start + AT_ONCE]
        return self._pages.pdf(
            "cover",
            clinic=self._drawn(self._clinic or ""),
            dates=" to ".join(day(date, _ENGLISH) for date in dict.fromkeys(self._ends())),
            run=self._run,
            called=str(self._settings.cover),
            draft=self._day.draft,
            first=first,
            number=str(before + 1),
            pages=str(pages or ""),
            packets=[self._line(each, begins.get(each.number, "")) for each in packets],
            failed=[*self._rest(failed)] if first else [],
            skipped=[*self._rest(skipped)] if last else [],
            rows=self._rows(failed, skipped),
            paper=self._paper(),
        )

    def _ends(self) -> tuple[dt.date, ...]:
        return (self._dates[0], self._dates[-1]) if self._dates else ()

    def _line(self, each: Counted, begins: str) -> Line:
        packet = each.packet
        lacks = tuple(f"Incomplete: {title(each)} was not made." for each in packet.lacks)
        return Line(
            number=str(each.number),
            time=self._time(packet.date, packet.time),
            who=self._who(packet.name, packet.rows),
            where=self._drawn(", ".join(filter(None, (packet.room, packet.clinician)))),
            handouts=tuple(self._handout(copy) for copy in packet.copies),
            pages=str(sum(each.pages)),
            sheets=str(each.sheets),
            alerts=tuple(map(self._drawn, (*lacks, *packet.alerts))),
            rows=_ranges(packet.rows),
            begins=begins,
        )

    def _rest(self, left: Iterable[Left]) -> Iterator[Rest]:
        """One line for each row that failed; rows that were skipped for one reason share it."""
        alike: dict[tuple[object, ...], list[Left]] = {}
        for each in left:
            own = each.row if each.outcome is Outcome.FAILED else 0
            alike.setdefault((own, each.treatment if own else None, each.reasons), []).append(each)
        for each, *others in alike.values():
            alone = not others
            yield Rest(
                rows=_ranges(each.row for each in (each, *others)),
                time=self._time(each.date, each.time) if alone and each.time else "",
                who=self._who(each.name, (each.row,)) if alone and each.name else "",
                handout=title(each.treatment) if alone and each.treatment else "",
                reasons=tuple(map(self._drawn, each.reasons)),
            )

    def _rows(self, failed: Iterable[Left], skipped: Iterable[Left]) -> tuple[str, ...]:
        """How the rows of the schedule ended; they add up, or the list says that they do not."""
        lost = {left.row for left in failed}
        passed = {left.row for left in skipped} - lost
        whole = {row for each in self._day.packets for row in each.rows} - lost - passed
        adds_up = len(lost) + len(passed) + len(whole) == self._day.rows
        ended = f"{len(whole)} made, {len(passed)} skipped, {len(lost)} failed"
        return (
            f"{so_many(self._day.rows, 'row')} in the schedule: {ended}.",
            *(() if adds_up else ("THE ROWS DO NOT ADD UP: please report this.",)),
        )

    def _paper(self) -> str:
        copies = sum(len(each.pages) for each in self._packets)
        pages = sum(sum(each.pages) for each in self._packets)
        sheets = sum(each.sheets for each in self._packets)
        counted = so_many(len(self._packets), "packet"), so_many(copies, "handout")
        return ", ".join((*counted, so_many(pages, "page"), so_many(sheets, "sheet")))

    def _time(self, date: dt.date | None, time: dt.time) -> str:
        if date is None or (len(self._dates) == 1 and date == self._dates[0]):
            return clock(time, _ENGLISH)
        return f"{short_day(date, _ENGLISH)}, {clock(time, _ENGLISH)}"

    def _who(self, name: str, rows: Sequence[int]) -> str:
        said = name if self._settings.cover is Called.NAMES else initials(name)
        return said if self._pages.draws(said) else f"row {_ranges(rows)}"

    def _handout(self, copy: Copy) -> str:
        said = [title(copy.treatment)]
        if copy.language != self._settings.language:
            said.append(english_name(copy.language))
        if copy.edition is not Edition.STANDARD:
            said.append(title(copy.edition).lower())
        return self._drawn(", ".join(said))

    def _drawn(self, text: str) -> str:
        return self._pages.drawn(text)


def initials(name: str) -> str:
    """M. E. for Maria Example, and for `Example, Maria`: the given name first."""
    family, _, given = unicodedata.normalize("NFC", name).partition(",")
    return " ".join(f"{_first(word)}." for word in f"{given} {family}".split())


def _first(word: str) -> str:
    """A letter with all of its accents."""
    letters = word.lstrip("\"'(‘“’-") or word
    end = 1
    while end < len(letters) and unicodedata.combining(letters[end]):
        end += 1
    return letters[:end].upper()


def _ranges(rows: Iterable[int]) -> str:
    """2–39, 45."""
    found: list[list[int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in found)
