"""What happened to each row, one JSON line each: our own numbers and ids, no patient's words."""

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from handouts.batch.outbox import PRIVATE_FILE, unable


class Outcome(StrEnum):
    """How a row ended; every row ends in exactly one of these."""

    MADE = "made"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One handout of one row, or the reason why there is none."""

    row: int
    """The row's line in the schedule file."""
    outcome: Outcome
    rules: tuple[str, ...] = ()
    """What stopped it, by rule id; the words are for the terminal, they may speak of the row."""
    treatment: str | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = None
    version: str | None = None
    check_code: str | None = None

    def line(self) -> str:
        """The entry as a line of JSON, without what it does not have."""
        said = {key: value for key, value in asdict(self).items() if value not in (None, ())}
        return json.dumps(said, ensure_ascii=True)


class Manifest:
    """Appends entries to manifest.jsonl; each line is on the disk before the next row begins."""

    NAME = "manifest.jsonl"

    def __init__(self, folder: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        try:
            self._file = os.open(folder / self.NAME, flags, PRIVATE_FILE)
        except OSError as wrong:
            raise unable(folder, wrong) from None
        self._folder = folder

    def add(self, entry: Entry) -> None:
        """Write one line. Raises HandoutsError."""
        rest = (entry.line() + "\n").encode()
        try:
            while rest:
                rest = rest[os.write(self._file, rest) :]
            os.fsync(self._file)
        except OSError as wrong:
            raise unable(self._folder, wrong) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)
