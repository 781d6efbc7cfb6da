"""What went to paper in, `prints.jsonl` out: a restart still knows what was printed, and when.

One JSON line tells of one try. Lines hold our own names, numbers and keyed hashes, and no patient's
words; they go when they are a day old.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from handouts.model.visit import Edition, Visit
from handouts.problems import Place, Problem, Severity
from handouts.web.desk.own.private import put, read, remove
from handouts.web.desk.printing.prints import Print, Stage, What

NAME = "prints.jsonl"
FORMAT = 1

KEPT = dt.timedelta(days=1)
"""Somebody who comes in the morning may have had a handout the evening before."""

MOST = 16 * 2**20
"""Bytes that are read: fifty thousand tries."""

_ROW = ("patient", "born", "record", "treatment", "date")
"""A row that was moved to another time or room is the same."""

_OPTIONAL = ("printer", "job", "row")


class Journal:
    """The tries of a desk, by their ids, the first one first; without a folder only in memory."""

    def __init__(self, folder: Path | None, now: dt.datetime) -> None:
        self._file = folder / NAME if folder else None
        self.prints: dict[str, Print] = {}
        self._salt = secrets.token_hex(16)
        self._failing = False
        self._untold: Problem | None = None
        self._load(now)

    def add(self, tried: Print) -> None:
        """Know it from now on; it is on the disk when this returns, as far as the disk can."""
        self.prints[tried.id] = tried
        self._write()

    def drop_old(self, now: dt.datetime) -> None:
        """Forget what is older than a day, on the disk too."""
        old = [tried.id for tried in self.prints.values() if now - tried.began >= KEPT]
        for each in old:
            del self.prints[each]
        if not self.prints:
            self._salt = secrets.token_hex(16)
        if old:
            self._write()

    def visit(self, visit: Visit) -> str:
        """Tells whether another handout is this patient's same one: in this language and edition.

        Whatever else changes, such as the time or a note, it is the same with other words.
        """
        patient = visit.patient
        who = (patient.name, patient.born.isoformat(), patient.record or "")
        return self._token("visit", *who, visit.treatment, visit.language, visit.edition)

    def row(self, cells: Mapping[str, str]) -> str:
        """Tells the row of a list again, whatever was changed for its handout or is to mend."""
        return self._token("row", *(cells.get(column, "") for column in _ROW))

    def trouble(self) -> Problem | None:
        """Why a restart would not know what was printed; told once, each time that this begins."""
        told, self._untold = self._untold, None
        return told

    def _token(self, *words: str) -> str:
        said = json.dumps(words).encode()
        return hmac.new(self._salt.encode(), said, hashlib.sha256).hexdigest()

    def _load(self, now: dt.datetime) -> None:
        if self._file is None:
            return
        first, *lines = (read(self._file, MOST) or b"").splitlines() or [b""]
        head = _said(first)
        salt = head.get("salt")
        if head.get("format") == FORMAT and isinstance(salt, str) and salt:
            self._salt = salt
            found = (_print(_said(line), now) for line in lines)
            self.prints = {tried.id: tried for tried in found if tried}
        self.drop_old(now)
        if not self.prints:
            self._write()

    def _write(self) -> None:
        """The whole file anew: after a full disk it is as if nothing had been."""
        if self._file is None:
            return
        try:
            if self.prints:
                head = json.dumps({"format": FORMAT, "salt": self._salt})
                put(self._file, "\n".join((head, *_lines(self.prints.values()), "")).encode())
            else:
                remove(self._file)
        except OSError as wrong:
            if not self._failing:
                self._untold = _unkept(wrong)
            self._failing = True
        else:
            self._failing = False


def _lines(tried: Iterable[Print]) -> Iterator[str]:
    for each in tried:
        said = {
            "id": each.id, "stage": each.stage, "copies": each.copies,
            "handouts": [asdict(handout) for handout in each.handouts],
            "began": each.began.isoformat(timespec="seconds"),
            "changed": each.changed.isoformat(timespec="seconds"),
        }  # fmt: skip
        more = {name: getattr(each, name) for name in _OPTIONAL}
        yield json.dumps(said | {name: value for name, value in more.items() if value is not None})


def _said(line: bytes) -> dict[str, Any]:
    """What a line says; the last one may be torn, by a power cut."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _print(said: dict[str, Any], now: dt.datetime) -> Print | None:
    """A line as a try; None when it is none that we wrote."""
    try:
        began, changed = (
            dt.datetime.fromisoformat(said[name]).astimezone(now.tzinfo)
            for name in ("began", "changed")
        )
        handouts = tuple(_what(each) for each in said["handouts"])
        optional = {name: said[name] for name in _OPTIONAL if name in said}
        tried = Print(str(said["id"]), handouts, Stage(said["stage"]), began, changed,
                      copies=int(said["copies"]), **optional)  # fmt: skip
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    words = all(isinstance(it, str | None) for it in (tried.printer, tried.row))
    return tried if words and isinstance(tried.job, int | None) else None


def _what(said: dict[str, Any]) -> What:
    """Raises KeyError, TypeError or ValueError when this is none of ours."""
    treatment, language, code = (str(said[it]) for it in ("treatment", "language", "code"))
    visit = None if said["visit"] is None else str(said["visit"])
    return What(treatment, language, Edition(said["edition"]), code, visit)


def _unkept(wrong: OSError) -> Problem:
    return Problem(
        Place(NAME),
        "journal",
        "What was printed today would not be known any more if this program ended: "
        f"{wrong.strerror or 'the system says no more'}.",
        "Go on printing, and tell whoever looks after this computer.",
        Severity.WARNING,
    )
