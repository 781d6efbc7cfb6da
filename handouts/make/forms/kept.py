"""Laid-out forms in, the same forms out later: the latest in memory, all of them on disk.

A form holds no patient's data. A file that is not exactly what was kept is as good as none.
"""

import contextlib
import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

from handouts.library.whole import put, put_new
from handouts.press.form import Form
from handouts.press.stored import Spoiled, pack, unpack
from handouts.problems import HandoutsError

FOLDER = ".forms"
"""Its name in the clinic's folder."""
MEMORY = 4 * 1024 * 1024
"""Bytes of forms in memory; a form is 50 to 250 kB."""
DISK = 128 * 1024 * 1024
"""Bytes of forms on disk; those that were not used for the longest time go first."""

NOTES = 2000
"""So many forms that were asked for once, or refused, are remembered, the latest ones."""
ASKED_FOR, REFUSED = ".asked", ".refused"


class Kept:
    """The forms of one clinic, by key."""

    def __init__(self, clinic: Path | None, memory: int = MEMORY, disk: int = DISK) -> None:
        """Without a clinic's folder they are in memory alone, but see `sparing`."""
        self._folder = clinic / FOLDER if clinic else None
        self.spare: Path | None = None
        """Where forms are kept that the clinic's folder does not take."""
        self._most, self._most_on_disk = memory, disk
        self._forms: OrderedDict[str, Form] = OrderedDict()
        self._size = 0
        self._tried: set[bytes] = set()

    @property
    def on_disk(self) -> bool:
        """Whether what is kept outlives this process: the clinic's folder takes it."""
        if self._folder is None:
            return False
        there = self._folder if os.path.lexists(self._folder) else self._folder.parent
        return os.path.isdir(there) and os.access(there, os.W_OK | os.X_OK)  # noqa: PTH112  # False where nobody may look

    @contextlib.contextmanager
    def sparing(self, folder: Path) -> Iterator[None]:
        """For as long as this lasts, other processes find in this folder what is kept here.

        It is for forms that the clinic's folder cannot take, and where there is none.
        """
        before, self.spare = self.spare, folder
        try:
            yield
        finally:
            self.spare = before

    def get(self, key: str) -> Form | None:
        """A form that was used in this process."""
        if key in self._forms:
            self._forms.move_to_end(key)
        return self._forms.get(key)

    def read(self, key: str, certain: Callable[[Form], bool]) -> Form | None:
        """A form from disk; None for any doubt about it. The same bytes are tried once."""
        found = (self._read(path, key, certain) for path in self._paths(key))
        return next(filter(None, found), None)

    def _read(self, path: Path, key: str, certain: Callable[[Form], bool]) -> Form | None:
        try:
            stored = path.read_bytes()
            form = unpack(stored, key)
        except (OSError, Spoiled):
            return None
        told = hashlib.sha256(stored).digest()
        if told not in self._tried:
            if not certain(form):
                return None
            self._tried.add(told)
        with contextlib.suppress(OSError):  # a folder that can only be read
            os.utime(path)
        return form

    def remember(self, key: str, form: Form) -> None:
        """Keep a form in memory, in the place of those that were not used for long."""
        if (before := self._forms.pop(key, None)) is not None:
            self._size -= before.size
        self._forms[key] = form
        self._size += form.size
        while self._size > self._most and len(self._forms) > 1:
            _, oldest = self._forms.popitem(last=False)
            self._size -= oldest.size

    def packed(self, key: str) -> bytes | None:
        """A form that is in memory, for another process that keeps forms of the same shelves."""
        form = self._forms.get(key)
        return None if form is None else pack(form, key)

    def take(self, key: str, packed: bytes) -> None:
        """Remember a form that another process of this program has made and proven."""
        with contextlib.suppress(Spoiled):
            self.remember(key, unpack(packed, key))

    def write(self, key: str, form: Form) -> None:
        """Keep a form on disk; where that is not possible, it is laid out again another day."""
        for path in self._paths(key):
            with contextlib.suppress(HandoutsError, OSError):
                put_new(path.parent / ".gitignore", b"*\n")
                put(path, pack(form, key))
                path.with_suffix(ASKED_FOR).unlink(missing_ok=True)
                self._tidy(path.parent)
                return

    def asked_before(self, key: str) -> bool:
        """Whether this form was asked for once before, on any day, and was not there."""
        return self._noted(key, ASKED_FOR)

    def refuse(self, key: str) -> None:
        """Remember that there can be no such form."""
        self._noted(key, REFUSED)

    def is_refused(self, key: str) -> bool:
        """Whether there can be no such form; other words, styles or versions have another key."""
        notes = (path.with_suffix(REFUSED) for path in self._paths(key))
        return any(map(os.path.exists, notes))  # False, too, in a folder of somebody else

    def _noted(self, key: str, what: str) -> bool:
        """Whether it was noted before; now it is."""
        for path in self._paths(key):
            note = path.with_suffix(what)
            try:
                note.parent.mkdir(parents=True, exist_ok=True)
                note.touch(exist_ok=False)
            except FileExistsError:
                if note.exists():
                    return True
            except OSError:  # then it is asked again another day
                pass
            else:
                return False
        return False

    def _paths(self, key: str) -> list[Path]:
        """Where a form may be, the clinic's folder first."""
        folders = (self._folder, self.spare)
        return [folder / f"{key}.form" for folder in folders if folder is not None]

    def _tidy(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            notes = (file for file in folder.iterdir() if file.suffix in (ASKED_FOR, REFUSED))
            for note in sorted(notes, key=lambda file: file.stat().st_mtime)[:-NOTES]:
                note.unlink()
            files = sorted(folder.glob("*.form"), key=lambda file: file.stat().st_mtime)
            size = sum(file.stat().st_size for file in files)
            for file in files:
                if size <= self._most_on_disk:
                    return
                size -= file.stat().st_size
                file.unlink()
