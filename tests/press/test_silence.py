"""Silence: whatever WeasyPrint warns of ends the document, and is told to nobody else."""

import logging

import pytest

from handouts.press.silence import Unprintable, no_warnings
from handouts.problems import ExitCode, HandoutsError, stop

LOG = logging.getLogger("weasyprint")
STOPPED = stop("The fonts are missing.", code=ExitCode.MACHINE)


class _Failed(BaseException):
    """As WeasyPrint's FatalURLFetchingError is no Exception."""


_Failed.__module__ = "weasyprint.urls"


def test_work_without_a_warning_goes_on() -> None:
    with no_warnings():
        LOG.info("Step 1")
        LOG.debug("more")


def test_every_warning_is_told_at_the_end_of_the_work() -> None:
    done = []

    def work() -> None:
        LOG.warning("Ignored %s", "colour")
        LOG.error("no alt")
        done.append("all")

    with pytest.raises(Unprintable) as unprintable, no_warnings():
        work()
    assert unprintable.value.warnings == ("Ignored colour", "no alt")
    assert done == ["all"]


def test_a_warning_reaches_no_other_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unprintable), no_warnings():
        LOG.warning("Maria Example")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_an_exception_of_weasyprint_is_a_warning_without_its_trace() -> None:
    with pytest.raises(Unprintable) as unprintable, no_warnings():
        raise _Failed("not one of our own files")
    assert unprintable.value.warnings == ("not one of our own files",)
    assert unprintable.value.__suppress_context__
    assert unprintable.value.__cause__ is None


@pytest.mark.parametrize("wrong", [KeyError("x"), KeyboardInterrupt(), SystemExit(1), STOPPED])
def test_any_other_exception_stays_what_it_is(wrong: BaseException) -> None:
    def work() -> None:
        LOG.warning("and a warning before it")
        raise wrong

    with pytest.raises(type(wrong)) as raised, no_warnings():
        work()
    assert raised.value is wrong


def test_a_stop_of_ours_is_no_warning_even_where_weasyprint_passes_it_on() -> None:
    class Stopped(HandoutsError):
        pass

    Stopped.__module__ = "weasyprint.urls"
    with pytest.raises(Stopped), no_warnings():
        raise Stopped(*STOPPED.problems)


def test_what_is_inside_of_other_work_tells_both() -> None:
    told: list[Unprintable] = []

    def work() -> None:
        try:
            with no_warnings():
                LOG.warning("no glyph")
        except Unprintable as inner:
            told.append(inner)

    with pytest.raises(Unprintable) as outer, no_warnings():
        work()
    assert [each.warnings for each in told] == [outer.value.warnings] == [("no glyph",)]


@pytest.mark.parametrize("propagate", [True, False])
def test_the_log_is_afterwards_as_it_was(
    monkeypatch: pytest.MonkeyPatch, *, propagate: bool
) -> None:
    monkeypatch.setattr(LOG, "propagate", propagate)
    before = (list(LOG.handlers), list(LOG.filters), propagate)
    for wrong in (None, KeyError("x"), _Failed("x")):
        try:
            with no_warnings():
                LOG.warning("x")
                if wrong:
                    raise wrong
        except (Unprintable, KeyError):
            pass
        assert (LOG.handlers, LOG.filters, LOG.propagate) == before
