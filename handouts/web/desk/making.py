"""Somebody who is chosen in, the same with finished pages out, or with why there are none."""

import datetime as dt
import secrets
from dataclasses import replace

from handouts.problems import ExitCode, HandoutsError, Place, Problem
from handouts.web.desk.chosen import Chosen, Finished
from handouts.web.desk.press.press import Press, Superseded


def with_pages(press: Press, chosen: Chosen, day: dt.date) -> Chosen:
    """The pages of somebody; the same as was given, if somebody else is chosen meanwhile."""
    try:
        sheets = press.make(chosen.wanted, day)
    except Superseded:
        return chosen  # it is not the chosen one any more
    except HandoutsError as wrong:
        passing = wrong.code is ExitCode.MACHINE
        return replace(chosen, making=False, stopped=wrong.problems, passing=passing)
    except Exception as wrong:  # a fault of ours must not end the desk
        return replace(chosen, making=False, stopped=(_fault(wrong, chosen),))
    token = secrets.token_urlsafe(16)
    return replace(chosen, making=False, finished=Finished(token, sheets, chosen.visits))


def _fault(wrong: Exception, chosen: Chosen) -> Problem:
    instead = "Take a blank handout from the kit" if chosen.blank else "Give a blank handout"
    return Problem(
        Place("handouts"),
        "fault",
        f"handouts itself has a fault here ({type(wrong).__name__}).",
        f"{instead}, and report what you did; leave out anything about patients.",
    )
