"""The shelves in, the files that changed on them out, as soon as they are saved.

The system wakes us; what changed is found by looking. So it does not matter how an editor saves
(in place, or as a new file that takes the old one's name), how often, or whether the system told
all: a second later a look without being woken finds it, also on a network drive.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from handouts.library.shelves import SETTINGS
from handouts.library.stamps import FOLDERS, Stamp, stamps

LOOK_MS = 1_000
"""So often we look without being woken."""
SETTLE_MS = 8
"""An editor's steps of one save come closer together than this."""

HALF_MS = 60
"""A file that has just become empty gets so long to be filled: many editors write in two steps."""


def watch(
    roots: tuple[Path, ...], stopped: Event, ready: Callable[[], None]
) -> Iterator[set[Path]]:
    """The changed, new and removed files of these shelves, time and again, until `stopped`.

    `ready` is called once everything later is noticed.
    """
    before = {root: stamps(root) for root in roots}
    ready()
    for touched in _woken(roots, stopped):
        now = {root: stamps(root) for root in touched}
        if any(_emptied(now[root], before[root]) for root in touched):
            stopped.wait(HALF_MS / 1000)
            now = {root: stamps(root) for root in touched}
        changed = {path for root in touched for path, _ in before[root].items() ^ now[root].items()}
        before |= now
        if changed:
            yield {Path(path) for path in changed}


def _emptied(now: dict[str, Stamp], before: dict[str, Stamp]) -> bool:
    """Whether a file holds nothing, and did not hold nothing before."""
    return any(stamp[1] == 0 and before.get(path) != stamp for path, stamp in now.items())


def _woken(roots: tuple[Path, ...], stopped: Event) -> Iterator[tuple[Path, ...]]:
    """The shelves that are worth a look, time and again: where something happened, else all."""
    from watchfiles import watch as system_watch  # noqa: PLC0415  # only a preview watches

    while not stopped.is_set():
        there = [path for root in roots for path in _watched(root)]
        identities = [_identity(root) for root in roots]
        try:
            for told in system_watch(
                *there, watch_filter=None, stop_event=stopped, step=SETTLE_MS, debounce=200,
                rust_timeout=LOOK_MS, yield_on_timeout=True, raise_interrupt=False,
                ignore_permission_denied=True,
            ):  # fmt: skip
                touched = {root for root in roots for _, path in told if _within(path, root)}
                yield tuple(touched) or roots
                if [_identity(root) for root in roots] != identities:
                    break  # a shelf was renamed, or came back: watch the one of that name now
        except (OSError, RuntimeError):  # no more watches, or a folder went while we looked
            stopped.wait(LOOK_MS / 1000)
            yield roots


def _watched(root: Path) -> tuple[Path, ...]:
    """What the system is to watch of a shelf: a clinic's folder, or what counts of a checkout."""
    if (root / SETTINGS).is_file():
        return (root,)
    return tuple(root / name for name in FOLDERS if (root / name).is_dir())


def _within(path: str, root: Path) -> bool:
    return Path(path).is_relative_to(root)


def _identity(root: Path) -> tuple[int, int]:
    try:
        told = root.stat()
    except OSError:
        return 0, 0
    return told.st_dev, told.st_ino
