"""A process in, one that harms nobody out: bounded memory, and an end with its parent."""

import ctypes
import multiprocessing
import os
import platform
import signal
import threading

FULL = 86
"""How a process ends that has no more memory."""

_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of Linux
_SECONDS = 0.5  # how often it looks where no system tells it


def confine(parent: int, memory: int) -> None:
    """Bind this process to the one that started it, and to so many bytes of memory.

    What a system does not offer is left out: Windows has no such bound of memory, and that of
    macOS leaves most of it out.
    """
    _end_with(parent)
    try:
        import resource  # noqa: PLC0415  # only POSIX has it
    except ImportError:
        return
    # What is only set aside does not count here, as it would for RLIMIT_AS: each thread of the
    # parent sets 64 MiB aside, and a fork begins with all of that.
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_smaller(memory, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold a patient's words


def _smaller(wanted: int, most: int) -> int:
    return wanted if most < 0 else min(wanted, most)  # below 0 there is no limit


def _end_with(parent: int) -> None:
    """Whoever kills the parent ends this process, too: nothing is written afterwards."""
    if platform.system() == "Linux":
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before the line above
            os._exit(1)
        return
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    """End as soon as the parent is gone."""
    process = multiprocessing.parent_process()
    while process is not None and os.getppid() == parent:
        process.join(_SECONDS)
        if not process.is_alive():
            break
    os._exit(1)
