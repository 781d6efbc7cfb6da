"""WeasyPrint at work in, an exception out when it warned of anything: silence is a proof."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from handouts.problems import HandoutsError


class Unprintable(Exception):
    """WeasyPrint warned while it worked: the page may miss something, so there is no page."""

    def __init__(self, warnings: Sequence[str]) -> None:
        super().__init__("\n".join(warnings))
        self.warnings = tuple(warnings)


class _Warnings(logging.Handler):
    """Gathers what WeasyPrint warns of; nothing reaches a terminal or a file."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(record.getMessage())


@contextmanager
def no_warnings() -> Iterator[None]:
    """Turn any warning into Unprintable: a silent engine is an assertion."""
    logger = logging.getLogger("weasyprint")
    handler, propagate = _Warnings(), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
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
        logger.removeHandler(handler)
        logger.propagate = propagate
    if handler.found:
        raise Unprintable(handler.found)
