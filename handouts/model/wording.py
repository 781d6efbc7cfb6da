"""The small words around the content: labels, headings of panels, the head and foot of a page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from handouts.model.item import STRICT, Prose


@dataclass(frozen=True, slots=True)
class Wording:
    """wording.yaml: every label that a template prints. A missing one refuses the language."""

    __pydantic_config__: ClassVar[Any] = STRICT

    draft: Prose
    """The band at the head of a page whose words nobody signed."""
    page: Prose
    """Before the page number: Page 1 of 4."""
    of: Prose
    """Between the two numbers: Page 1 of 4."""
    born: Prose
    """Before the birth date at the head of each page."""
    record: Prose
    """Before the record number at the head of each page."""
    questions_call: Prose
    """Before the clinic's phone at the foot of each page."""
    version: Prose
    """Before the handout's version at the foot of each page."""
    not_reviewed: Prose
    """At the foot of each page whose words nobody signed."""
    reviewed: Prose
    """At the foot of each page whose words were signed."""
    check_code: Prose
    """Before the check code at the foot of each page."""

    label_patient: Prose
    """Visit panel: above the patient's name."""
    label_born: Prose
    """Visit panel: above the birth date."""
    label_record: Prose
    """Visit panel: above the record number."""
    label_date: Prose
    """Visit panel: above the day of the visit."""
    label_time: Prose
    """Visit panel: above the time to arrive."""
    label_ends: Prose
    """Visit panel: above the time when the visit is over."""
    label_clinician: Prose
    """Visit panel: above the clinician's name."""
    label_room: Prose
    """Visit panel: above the room."""
    label_where: Prose
    """Visit panel: above the address."""

    most_important: Prose
    """Heading of the box at the top of page 1."""
    team_note: Prose
    """Heading of the care team's own note."""
    you_may_feel: Prose
    """Before what a patient may notice in a step."""
    tell_us_if: Prose
    """Before the reason to speak up in a step."""

    effects_any_dose: Prose
    """Caption of the table of side effects at any dose."""
    effects_higher_dose: Prose
    """Caption of the table of side effects of higher doses."""
    effects_serious: Prose
    """Caption of the table of serious side effects."""
    effects_repeat: Prose
    """Caption of the table of side effects after many treatments."""
    effects_name: Prose
    """Head of the first column of those tables."""
    effects_feels_like: Prose
    """Head of the second column."""
    effects_team_does: Prose
    """Head of the third column."""
    effects_when_to_call: Prose
    """Head of the fourth column."""

    why_we_ask: Prose
    """Before the reason for a set of questions."""
    yes: Prose
    """An answer to tick."""
    no: Prose
    """An answer to tick."""
    not_sure: Prose
    """An answer to tick."""
    call_first: Prose
    """Below a question that matters before the visit."""
    scale_low: Prose
    """At the 0 of the pain scale."""
    scale_high: Prose
    """At the 10 of the pain scale."""

    diary_caption: Prose
    """Caption of the pain diary."""
    diary_day: Prose
    """Head of its first column."""
    diary_date: Prose
    """Its row for the date."""
    diary_morning: Prose
    """Its row for the pain in the morning."""
    diary_evening: Prose
    """Its row for the pain in the evening."""

    series_caption: Prose
    """Caption of the table of planned days."""
    series_number: Prose
    """Head of its first column."""
    series_day: Prose
    """Head of its second column."""
    series_driver: Prose
    """Head of its third column."""

    stop_food: Prose
    """Label of the time to stop eating."""
    stop_drink: Prose
    """Label of the time to stop drinking."""
    hours_before_you_arrive: Prose
    """How a time was counted; {hours} stands for the number."""
    no_driving_until: Prose
    """Label of the time to keep from driving."""
    hours_after_you_leave: Prose
    """How that time was counted; {hours} stands for the number."""
    your_team_writes_the_time: Prose
    """Beside a line where a time will be written by hand."""
    ask_when_blank: Prose
    """Below lines for times: what to do when they stay empty."""

    when_to_get_help: Prose
    """Heading of the last part."""
    contact: Prose
    """Heading of the clinic's phones."""
    phone: Prose
    """Before the clinic's phone."""
    after_hours_phone: Prose
    """Before the phone for nights and weekends."""
    about: Prose
    """Heading of the small print at the end."""
    label_sources: Prose
    """Before the short list of sources."""
    printed: Prose
    """Before the day of printing."""

    numbered: Prose
    """On the patient's copy of a bilingual handout: what the small numbers are for."""
    twin: Prose
    """On the care team's copy of a bilingual handout: what this copy is."""
    web_page: Prose
    """Heading of the clinic's address on the web."""
    scan: Prose
    """Before that address: how to use the square beside it."""
