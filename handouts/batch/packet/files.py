"""A folder in, what is made there of its handouts out: how such files are called, are and go."""

import re
from pathlib import Path

from handouts.batch.manifest.account import Account
from handouts.batch.outbox.outbox import remove

NAMES = re.compile(r"packet(?:-\d+-of-\d+)?\.pdf")
"""What the files of a stack are called; nothing of a patient is in it."""

PULL_LIST = "pull-list.pdf"
"""What the list is called of sheets that go out of the stack."""

BESIDE = re.compile(rf"{NAMES.pattern}|packet-\d+\.pdf|{re.escape(PULL_LIST)}")
"""Every file that is made of finished handouts: no line of the manifest speaks of it."""


def parts(folder: Path) -> tuple[Path, ...]:
    """The files of a folder's stack, in no order; none when it has no stack."""
    return tuple(path for path in folder.iterdir() if NAMES.fullmatch(path.name))


def proven_parts(folder: Path, account: Account) -> dict[str, str]:
    """The SHA-256 that each file of a folder's stack must have, by its name.

    It is empty for a file that the manifest does not know. Without a stack there are none.
    """
    there = {path.name: "" for path in parts(folder)}
    written = account.stacking.written if account.stacking else {}
    return {**there, **written} if there else {}


def drop_stack(folder: Path) -> None:
    """Take a folder's stack away, for it is no longer all of its handouts. Raises HandoutsError."""
    remove(folder, [path.name for path in parts(folder)])
