"""WeasyPrint at work in, an exception out when it warned of anything: silence is a proof."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from handouts.problems import HandoutsError

_LOG = logging.getLogger("weasyprint")


class Unprintable(Exception):
    """WeasyPrint warned while it worked: the page may miss something, so there is no page."""

    def __init__(self, warnings: Sequence[str]) -> None:
        super().__init__("\n".join(warnings))
        self.warnings = tuple(warnings)


class _Warnings:
    """Gathers what WeasyPrint warns of: a filter of its log, since a handler costs much more."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Whoever else listens hears it, too."""
        if record.levelno >= logging.WARNING:
            self.found.append(record.getMessage())
        return True


@contextmanager
def no_warnings() -> Iterator[None]:
    """Turn any warning into Unprintable: a silent engine is an assertion."""
    warnings, propagate = _Warnings(), _LOG.propagate
    _LOG.addFilter(warnings)
    _LOG.propagate = False  # nothing reaches a terminal or a file
    try:
        yield
    except HandoutsError:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as wrong:  # FatalURLFetchingError is no Exception
        if type(wrong).__module__.startswith("weasyprint"):
            raise Unprintable([str(wrong)]) from None
        raise
    finally:
        _LOG.removeFilter(warnings)
        _LOG.propagate = propagate
    if warnings.found:
        raise Unprintable(warnings.found)
