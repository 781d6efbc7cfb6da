"""Our fonts set first, WeasyPrint comes out: the one place that imports it, and only when asked."""

import contextlib
import ctypes.util
import io
import sys
from typing import Any

from handouts.press.fonts import fonts, use
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
    """Import WeasyPrint; on Linux first without the search for libraries under foreign names.

    ctypes.util.find_library starts ldconfig, gcc and ld for each name that does not exist, which
    takes longer than all the rest of the import. Without it the loader is asked for the right
    names directly; where that is not enough, the import runs again with the full search.
    """
    if sys.platform == "linux":
        full = ctypes.util.find_library
        ctypes.util.find_library = _find_nothing
        try:
            return _import()
        except OSError:
            pass
        finally:
            ctypes.util.find_library = full
    return _import()


def _find_nothing(name: str) -> str | None:  # noqa: ARG001  # ctypes' signature
    """In the place of a search that costs more than it finds."""
    return None


def _import() -> Any:
    with contextlib.redirect_stdout(io.StringIO()):  # its hint for programmers goes to stdout
        import weasyprint  # noqa: PLC0415  # half a second that only a page needs
        import weasyprint.text.ffi  # noqa: PLC0415  # same
        import weasyprint.text.fonts  # noqa: PLC0415  # same
    return weasyprint
