"""A handout in, every text of its pages out in the order of reading: what a proof looks for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from handouts.make.compose.pen import line_for
from handouts.make.words.prose import plain_text
from handouts.model.blocks import (
    Block,
    CallBox,
    Effects,
    List,
    Notes,
    PainDiary,
    Passage,
    Phrase,
    Questions,
    SeriesTable,
    Steps,
    TeamNote,
    Times,
    WordList,
    WriteIn,
)
from handouts.model.handout import Copy, Form, Handout
from handouts.model.kinds import Answer
from handouts.press.proof.expected import Named

_FIELDS = {
    "patient": "the name in the box of the visit",
    "born": "the date of birth in the box of the visit",
    "record": "the record number in the box of the visit",
    "date": "the day of the visit",
    "time": "the time to arrive",
    "ends": "the time when the visit is over",
    "clinician": "who sees the patient",
    "room": "the room",
    "note": "the care team's note",
    "stop_food": "the time to stop eating",
    "stop_drink": "the time to stop drinking",
    "no_driving_until": "the time to keep from driving",
}

_Told = Iterator[Named]


def told(handout: Handout) -> _Told:
    """All that is read, first to last; the head and the foot of a page are not."""
    form = handout.form
    yield from _texts((form.kicker, form.title))
    yield from _visit(handout)
    yield from _texts(form.made_for)
    if form.copy is not Copy.ONLY:
        yield _text(form.wording.numbered if form.copy is Copy.PATIENT else form.wording.twin)
    early = 1 if form.edition.linear else 0
    yield from _blocks(form.front[:early], handout)
    yield from _texts((form.wording.most_important, *form.most_important))
    yield from _blocks(form.front[early:], handout)
    for section in form.sections:
        yield _text(section.heading)
        yield from _blocks(section.blocks, handout)
    yield from _end(handout)


def _visit(handout: Handout) -> _Told:
    form, wording, contact = handout.form, handout.form.wording, handout.form.contact
    for name in (name for row in form.panel for name in row):
        label = getattr(wording, f"label_{name}")
        if handout.blank:
            yield Named(f"the label of {_FIELDS[name]}", label, line_for(name, form.edition))
        else:
            yield from (_text(label), _field(name, handout.fields))
    yield from _texts((wording.label_where, contact.site or contact.clinic or ""))
    yield from _texts((", ".join(contact.address), contact.map or ""))
    yield from _texts((wording.phone, contact.phone or "", contact.hours or ""))
    yield from _texts((wording.after_hours_phone, contact.after_hours_phone or ""))


def _end(handout: Handout) -> _Told:
    form, wording = handout.form, handout.form.wording
    calls = tuple(block for block in form.back if isinstance(block, CallBox))
    web = tuple(_on_the_web(form))
    yield _text(wording.about)
    yield from _blocks((block for block in form.back if block not in calls), handout)
    yield from _texts(form.credit)
    yield _text(f"{wording.label_sources} {'; '.join(form.sources)}.")
    if calls:
        yield _text(wording.when_to_get_help)
    yield from web
    yield from _blocks(calls, handout)


def _on_the_web(form: Form) -> _Told:
    if form.contact.web_page:
        yield from _texts((f"{form.wording.web_page}: {form.contact.web_page}", form.wording.scan))


def _blocks(blocks: Iterable[Block], handout: Handout) -> _Told:
    for block in blocks:
        yield from _HOW[type(block)](block, handout)


def _passage(block: Passage, _: Handout) -> _Told:
    yield from _texts((block.heading or "", *block.text, *block.points))


def _steps(block: Steps, handout: Handout) -> _Told:
    wording = handout.form.wording
    for step in block.steps:
        yield from _texts((step.title, *step.text))
        yield from _labelled(wording.you_may_feel, step.you_may_feel)
        yield from _labelled(wording.tell_us_if, step.tell_us_if)


def _effects(block: Effects, handout: Handout) -> _Told:
    wording, linear = handout.form.wording, handout.form.edition.linear
    heads = (
        wording.effects_feels_like, wording.effects_team_does, wording.effects_when_to_call,
    )  # fmt: skip
    yield _text(block.caption)
    if not linear:
        yield from _texts((wording.effects_name, *heads))
    for effect in block.effects:
        yield from _texts((effect.name, effect.how_often or ""))
        texts = (effect.feels_like, effect.team_does, effect.when_to_call)
        for head, text in zip(heads, texts, strict=True):
            yield from _labelled(f"{head}:" if linear else "", text)


def _questions(block: Questions, handout: Handout) -> _Told:
    wording = handout.form.wording
    yield _text(block.title)
    yield from _labelled(wording.why_we_ask, block.why)
    for question in block.questions:
        yield _text(question.ask)
        if question.answer is Answer.YES_NO_UNSURE:
            yield _text(wording.call_first if question.call_first else "")
            yield from _texts((wording.yes, wording.no, wording.not_sure))
        elif question.answer is Answer.SCALE:
            numbers = " ".join(map(str, range(11)))
            yield _text(f"{wording.scale_low} {numbers} {wording.scale_high}")


def _list(block: List, _: Handout) -> _Told:
    yield from _texts((block.heading or "", *block.text))
    for entry in block.entries:
        yield from _texts((entry.do, entry.why or "", entry.write or ""))


def _call_box(block: CallBox, _: Handout) -> _Told:
    yield from _texts((block.heading, *block.signs, *block.after))


def _word_list(block: WordList, _: Handout) -> _Told:
    for word in block.words:
        say = f" ({word.say})" if word.say else ""
        yield _text(f"{plain_text(word.term)}{say}: {plain_text(word.meaning)}")


def _write_in(block: WriteIn, _: Handout) -> _Told:
    yield _text(block.label)


def _pain_diary(block: PainDiary, handout: Handout) -> _Told:
    wording = handout.form.wording
    yield from _texts((wording.diary_caption, wording.diary_day))
    yield _text(" ".join(str(day + 1) for day in range(block.days)))
    yield from _texts((wording.diary_date, wording.diary_morning, wording.diary_evening))


def _series_table(block: SeriesTable, handout: Handout) -> _Told:
    form, wording = handout.form, handout.form.wording
    yield _text(wording.series_caption)
    if block.rows and form.edition.linear:
        for number, name in enumerate(block.rows, start=1):
            yield _field(name, handout.fields)
            yield _text(f"{wording.series_number} {number} · {wording.series_driver}")
        return
    below = bool(block.rows) and form.room.stacked
    yield from _texts((wording.series_number, wording.series_day))
    yield _text("" if below else wording.series_driver)
    for number, name in enumerate(block.rows, start=1):
        yield _text(str(number))
        yield _field(name, handout.fields)
        yield _text(wording.series_driver if below else "")
    first = len(block.rows) + 1
    yield from _texts(str(number) for number in range(first, first + block.empty))


def _times(block: Times, handout: Handout) -> _Told:
    for row in block.rows:
        line = line_for("moment", handout.form.edition) if handout.blank else None
        yield replace(_text(row.label), pen=line)
        yield _text(row.rule)
        if row.field:
            yield _field(row.field, handout.fields)
    yield _text(block.ask or "")


def _notes(block: Notes, _: Handout) -> _Told:
    for note in block.notes:
        yield from _texts((note.label, *note.note))


def _team_note(_: TeamNote, handout: Handout) -> _Told:
    yield _text(handout.form.wording.team_note)
    yield _field("note", handout.fields)


def _labelled(label: str, text: Phrase | None) -> _Told:
    if text is not None:
        yield _text(f"{label} {plain_text(text)}")


def _texts(phrases: Iterable[Phrase | str]) -> _Told:
    yield from map(_text, phrases)


def _text(phrase: Phrase | str) -> Named:
    """A text of the clinic's, spoken of by its first words."""
    text = phrase if isinstance(phrase, str) else plain_text(phrase)
    words = text.split()
    return Named(f"“{' '.join(words[:6])}{' …' if len(words) > 6 else ''}”", text)  # noqa: PLR2004  # so many words tell which text it is


def _field(name: str, fields: Mapping[str, str]) -> Named:
    return Named(_FIELDS.get(name, "a planned day"), fields[name])


_HOW: dict[type, Any] = {
    Passage: _passage,
    Steps: _steps,
    Effects: _effects,
    Questions: _questions,
    List: _list,
    CallBox: _call_box,
    WordList: _word_list,
    WriteIn: _write_in,
    PainDiary: _pain_diary,
    SeriesTable: _series_table,
    Times: _times,
    Notes: _notes,
    TeamNote: _team_note,
}
