"""A visit and the clinic's content in, a handout out, with the reason for each block. Pure."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handouts.make.compose.fields import fields, panel
from handouts.make.compose.form import Composed, compose_form
from handouts.make.compose.pen import room_for_a_pen
from handouts.make.compose.room import room
from handouts.make.words.prose import plain_text
from handouts.make.words.times import birth_date
from handouts.model.content import Content
from handouts.model.handout import Form, Handout, Room
from handouts.model.settings import Settings
from handouts.model.signature import StateOf, nobody_signed
from handouts.model.visit import Blank, Kind, Visit
from handouts.problems import Problem


def compose(
    visit: Visit | Blank,
    content: Content,
    settings: Settings,
    *,
    printed: dt.date,
    state_of: StateOf = nobody_signed,
    coded: bool = True,
) -> tuple[Handout | None, tuple[Problem, ...]]:
    """One visit's handout. `state_of` says how an item is signed on the day of printing.

    No handout comes back when a mandatory block is missing or a text has no meaning. Where nothing
    is printed, it need not be `coded`: the check code, a hash over every word, then stays empty.
    """
    kind = visit.kind
    composed, problems = compose_form(kind, content, settings, state_of)
    if composed is None:
        return None, problems
    form = divided(composed.form, kind, room_for(visit, composed.form))
    texts = words_for(visit, content, settings, printed)
    return handout_of(composed, form, texts, coded=coded), problems


def room_for(visit: Visit | Blank, form: Form) -> Room:
    """The room that this patient's name and number, or a pen, need on the form's pages."""
    wording = form.wording
    foot = f"{plain_text(form.name)} · {wording.questions_call} {form.contact.phone or ' ' * 30}"
    if isinstance(visit, Blank):
        return room_for_a_pen(visit, wording, form.language, form.paper, foot)
    return room(visit, wording, form.language, form.paper, foot)


def divided(form: Form, kind: Kind, room: Room) -> Form:
    """The form with its pages divided; patients whose names need the same room share it."""
    return dataclasses.replace(form, room=room, panel=panel(kind, wide=room.wide))


def words_for(
    visit: Visit | Blank, content: Content, settings: Settings, printed: dt.date
) -> dict[str, str]:
    """The personal words, all but the check code; a blank tells the day alone."""
    if isinstance(visit, Blank):
        return {"printed": birth_date(printed, content.language)}
    policies = content.clinic.says.policies
    return fields(visit, policies, ZoneInfo(settings.timezone), content.language, printed)


def handout_of(
    composed: Composed, form: Form, words: Mapping[str, str], *, coded: bool = True
) -> Handout:
    """The handout of one patient: what is shared, these words, and their check code.

    A blank has no check code: staff compare it to tell whose sheet they hold, and a blank is
    nobody's. Which words it has is told by its version.
    """
    made = Handout(
        form, words, composed.decisions, composed.draft_reasons, composed.texts, composed.seals
    )
    if made.blank:
        return made
    code = check_code(form, words) if coded else ""
    return dataclasses.replace(made, fields={**words, "check_code": code})


def check_code(form: Form, texts: Mapping[str, str]) -> str:
    """Six letters and digits that tie a page to its visit and its words, whenever it is printed."""
    personal = sorted((name, text) for name, text in texts.items() if name != "printed")
    said = json.dumps([form.version, personal])
    return base64.b32encode(hashlib.sha256(said.encode()).digest())[:6].decode()
