"""What lay in the stack and what became of the day in, the list of sheets to take out out.

Whatever is not known to be unchanged is on the list: a sheet too many costs a look, a sheet too few
gives a patient the wrong time.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from handouts.batch.changed.earlier import Earlier
from handouts.batch.changed.lying import Lying
from handouts.batch.changed.reasons import Now, Pull, Reasons
from handouts.batch.job import Done, Order
from handouts.batch.manifest.account import Entry
from handouts.batch.manifest.manifest import Manifest
from handouts.batch.outbox.outbox import remove
from handouts.batch.outbox.streamed import streamed
from handouts.batch.packet.cover import initials
from handouts.batch.packet.files import PULL_LIST
from handouts.make.maker import Maker
from handouts.make.page.staff import StaffPages
from handouts.make.words.languages import english_name
from handouts.make.words.times import clock, day, short_day
from handouts.model.settings import Called
from handouts.read.columns import Known

_ENGLISH = "en"


def pull(earlier: Earlier, now: Now, maker: Maker, known: Known, order: Order) -> tuple[Pull, ...]:
    """What is to be taken out, in the order in which it lies there; the list is in the new folder.

    Raises HandoutsError when it cannot be written.
    """
    looking = Reasons(earlier, now, maker, known, order)
    unsorted = (looking.at(lying) for lying in _not_kept(earlier, now.done, order.out))
    found = tuple(sorted(unsorted, key=_order))
    if order.out is not None:
        _write(order.out, found, maker)
    return found


def _order(pull: Pull) -> tuple[Any, ...]:
    lying = pull.lying
    return lying.run, lying.packet or 0, lying.first or 0, lying.entry.row, lying.path.name


def _not_kept(earlier: Earlier, done: Iterable[Done], out: Path | None) -> Iterator[Lying]:
    kept = {_whole((out or Path()) / entry.earlier) for entry in _entries(done) if entry.earlier}
    yield from (lying for lying in earlier.lying if _whole(lying.path) not in kept)


def _entries(done: Iterable[Done]) -> Iterator[Entry]:
    return (each.entry for each in done)


def _whole(path: Path) -> Path:
    return path.resolve()


def _write(folder: Path, found: Sequence[Pull], maker: Maker) -> None:
    """The list as a page for the printer; no page when nothing is to be taken out."""
    if not found:
        remove(folder, [PULL_LIST])  # of a run that was stopped, and is finished now
        return
    with streamed(folder) as writing, writing(PULL_LIST) as file:
        file.write(_pdf(found, maker, Manifest.read(folder).run.code))


def _pdf(found: Sequence[Pull], maker: Maker, run: str) -> bytes:
    settings = maker.settings
    pages = StaffPages(
        maker.shelves, settings, [each.lying.entry.language or "en" for each in found]
    )
    dates = sorted({each.lying.whose.date for each in found if each.lying.whose})
    clinic = maker.content(settings.language).clinic.says.name

    def line(each: Pull) -> dict[str, str]:
        whose, entry = each.lying.whose, each.lying.entry
        who, time = f"row {entry.row}", ""
        if whose is not None:
            said = whose.name if settings.cover is Called.NAMES else initials(whose.name)
            who = said if pages.draws(said) else who
            time = clock(whose.time, _ENGLISH)
            time = time if len(dates) == 1 else f"{short_day(whose.date, _ENGLISH)}, {time}"
        place = each.place if each.lying.packet else "no packet"
        treatment = (entry.treatment or "").replace("-", " ").capitalize()
        language = entry.language or settings.language
        other = f", {english_name(language)}" if language != settings.language else ""
        return {
            "run": each.lying.run, "place": place[0].upper() + place[1:], "time": time,
            "who": pages.drawn(who), "handout": pages.drawn(f"{treatment}{other}"),
            "code": entry.check_code or "", "pages": str(entry.pages or ""),
            "why": pages.drawn(each.why[0].upper() + each.why[1:]),
        }  # fmt: skip

    return pages.pdf(
        "pull",
        clinic=pages.drawn(clinic or ""),
        dates=" to ".join(day(date, _ENGLISH) for date in dict.fromkeys((*dates[:1], *dates[-1:]))),
        run=run,
        look=[line(each) for each in found if each.look],
        lines=[line(each) for each in found if not each.look],
        total=total(found),
    )


def total(found: Sequence[Pull]) -> str:
    """How much paper is to be taken out."""
    handouts = f"{len(found)} handout{'' if len(found) == 1 else 's'}"
    sheets = [each.sheets for each in found]
    if None in sheets:
        return handouts
    number = sum(each or 0 for each in sheets)
    return f"{handouts}, {number} sheet{'' if number == 1 else 's'}"
