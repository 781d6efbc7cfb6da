"""Our fonts set first, WeasyPrint comes out: the one place that imports it, and only when asked.

Most of its import prepares what few pages need (`postponed.py`), understands the same C in each
process (`declarations.py`) and searches for libraries under foreign names. All that is left out.
Whatever happens otherwise than expected, WeasyPrint is imported again, at last in its own way.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from handouts.press.declarations import understood
from handouts.press.fonts import fonts, use
from handouts.press.postponed import postponed
from handouts.problems import ExitCode, stop

_Shortcut = Callable[[], contextlib.AbstractContextManager[None]]


def import_weasyprint() -> Any:
    """WeasyPrint, with our fonts set before it looks for any. Raises HandoutsError."""
    use(fonts("Latn"))
    try:
        return _load()
    except OSError as wrong:
        raise stop(
            f"Pango is missing, the library that sets type ({str(wrong).splitlines()[0]}).",
            "On Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
            " `handouts doctor` tells more.",
            code=ExitCode.MACHINE,
        ) from None


def _load() -> Any:
    if "weasyprint" not in sys.modules:
        for shortcuts in _SHORTCUTS:
            with contextlib.suppress(Exception):  # another WeasyPrint than we know, or machine
                return _shortened(shortcuts)
            for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
                del sys.modules[name]
    return _import()


def _shortened(shortcuts: Sequence[_Shortcut]) -> Any:
    with contextlib.ExitStack() as taken:
        for shortcut in shortcuts:
            taken.enter_context(shortcut())
        return _import()


@contextlib.contextmanager
def _no_search() -> Iterator[None]:
    """Let nobody search for libraries; the loader of Linux finds them by their own names.

    ctypes.util.find_library starts ldconfig, gcc and ld for each name that does not exist, which
    takes longer than all the rest of the import.
    """
    util: Any = import_module("ctypes.util")
    full = util.find_library
    util.find_library = _find_nothing
    try:
        yield
    finally:
        util.find_library = full


def _find_nothing(name: str) -> str | None:  # noqa: ARG001  # ctypes' signature
    """In the place of a search that costs more than it finds."""
    return None


def _import() -> Any:
    with contextlib.redirect_stdout(io.StringIO()):  # its hint for programmers goes to stdout
        import weasyprint  # noqa: PLC0415  # half a second that only a page needs
        import weasyprint.text.ffi  # noqa: PLC0415  # same
        import weasyprint.text.fonts  # noqa: PLC0415  # same
    return weasyprint


_SHORTCUTS: tuple[tuple[_Shortcut, ...], ...] = (
    ((understood, postponed), (_no_search, postponed))
    if sys.platform == "linux"
    else ((postponed,),)
)
"""One after the other is tried; elsewhere than on Linux some libraries are only found by search."""
