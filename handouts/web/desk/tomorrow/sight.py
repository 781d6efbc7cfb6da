"""What the page of a day to come shows at one moment."""

import datetime as dt
from dataclasses import dataclass

from handouts.batch.day import Day
from handouts.problems import Problem
from handouts.web.desk.tomorrow.days import Made, Way
from handouts.web.desk.tomorrow.dropped import Dropped, Question
from handouts.web.desk.tomorrow.roster import Roster
from handouts.web.desk.tomorrow.underway import Progress
from handouts.web.desk.tomorrow.unsigned import Unsigned
from handouts.web.desk.words import Words


@dataclass(frozen=True, slots=True)
class Sight:
    """What the page shows at one moment."""

    words: Words | None
    """None while the clinic's words cannot be read."""
    problems: tuple[Problem, ...]
    """Why they cannot."""
    today: dt.date
    day: dt.date
    dropped: Dropped | None
    question: Question | None
    """What has to be known before the file can be read."""
    roster: Roster | None
    made: Made | None
    """What was made last of the day."""
    days_made: tuple[dt.date, ...]
    """Days from today on that something was made of."""
    ways: tuple[Way, ...]
    unsigned: tuple[Unsigned, ...]
    progress: Progress | None
    """How far the batch is that was begun last, on this day."""
    nothing: Day | None
    """What became of its rows, where not one handout was made."""
