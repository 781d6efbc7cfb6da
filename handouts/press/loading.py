"""Our fonts set first, WeasyPrint comes out: the one place that imports it, and only when asked.

Most of its import prepares what few pages need. Here that waits until somebody needs it
(`postponed.py`), and the search for libraries under foreign names is left out. Whatever happens
otherwise than expected, WeasyPrint is imported again, in its own way.
"""

import contextlib
import ctypes.util
import io
import sys
from collections.abc import Iterator
from typing import Any

from handouts.press.declarations import understood
from handouts.press.fonts import fonts, use
from handouts.press.postponed import postponed
from handouts.problems import ExitCode, stop


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
    if "weasyprint" in sys.modules:
        return _import()
    try:
        with _short_search(), postponed():
            return _import()
    except Exception:  # another WeasyPrint than we know, or another machine
        for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            del sys.modules[name]
        return _import()


@contextlib.contextmanager
def _short_search() -> Iterator[None]:
    """Let nobody search for libraries on Linux, where the loader finds them by their own names.

    ctypes.util.find_library starts ldconfig, gcc and ld for each name that does not exist, which
    takes longer than all the rest of the import.
    """
    if sys.platform != "linux":
        yield
        return
    full = ctypes.util.find_library
    ctypes.util.find_library = _find_nothing
    try:
        with understood():
            yield
    finally:
        ctypes.util.find_library = full


def _find_nothing(name: str) -> str | None:  # noqa: ARG001  # ctypes' signature
    """In the place of a search that costs more than it finds."""
    return None


def _import() -> Any:
    with contextlib.redirect_stdout(io.StringIO()):  # its hint for programmers goes to stdout
        import weasyprint  # noqa: PLC0415  # half a second that only a page needs
        import weasyprint.text.ffi  # noqa: PLC0415  # same
        import weasyprint.text.fonts  # noqa: PLC0415  # same
    return weasyprint
