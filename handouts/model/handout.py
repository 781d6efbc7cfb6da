"""A handout before it is a page: a form (what patients share) and fields (what is theirs)."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handouts.model.blocks import Block, Phrase, Span
from handouts.model.item import canonical
from handouts.model.settings import Paper
from handouts.model.treatment import TreatmentKind
from handouts.model.wording import Wording
from handouts.problems import Place


@dataclass(frozen=True, slots=True)
class SectionOut:
    """A heading and its blocks, as they print."""

    id: str
    heading: Phrase
    blocks: tuple[Block, ...]
    picture: str | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the clinic; what is None prints as a line to write on."""

    clinic: str | None
    site: str | None
    address: tuple[str, ...]
    phone: str | None
    after_hours_phone: str | None
    hours: str | None
    map: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that patients of one kind share."""

    treatment: str
    kind: TreatmentKind
    language: str
    edition: str
    paper: Paper
    title: Phrase
    name: Phrase
    kicker: Phrase
    most_important: tuple[Phrase, ...]
    most_important_picture: str
    contact: Contact
    panel: tuple[tuple[str, ...], ...]
    """Names of the fields in each row of the visit panel."""
    wide_head: bool
    """The head of each page has a row for the name alone."""
    front: tuple[Block, ...]
    sections: tuple[SectionOut, ...]
    back: tuple[Block, ...]
    made_for: tuple[Phrase, ...]
    credit: tuple[Phrase, ...]
    sources: tuple[str, ...]
    wording: Wording
    draft: bool

    @property
    def version(self) -> str:
        """Eight hex digits that change when any word of the form changes."""
        said = json.dumps([type_names(self), canonical(self)])
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    def phrases(self) -> Iterator[Phrase]:
        """Every text of the form, for rules that count words."""
        for part in (self.title, self.kicker, self.most_important, self.front, self.sections,
                     self.back, self.made_for, self.credit):  # fmt: skip
            yield from _phrases(part)


def _phrases(value: Any) -> Iterator[Phrase]:
    if isinstance(value, tuple):
        if value and all(isinstance(part, Span) for part in value):
            yield value
        else:
            for part in value:
                yield from _phrases(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _phrases(getattr(value, field.name))


def type_names(form: Form) -> list[str]:
    """The kinds of the blocks: two kinds with equal words still are two forms."""
    sections = [block.kind for section in form.sections for block in section.blocks]
    return [block.kind for block in form.front] + sections + [block.kind for block in form.back]


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a block is in this visit's handout, or is not."""

    block: str
    """`statements/off-label`, or `treatments/sleep#ask-your-team` for a section."""
    shown: bool
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Handout:
    """One visit's handout: its form, its fields, and the reason for each block."""

    form: Form
    fields: Mapping[str, str]
    decisions: tuple[Decision, ...]
    draft_reasons: tuple[str, ...]

    @property
    def check_code(self) -> str:
        """Six letters and digits that tie a page to its visit and its words."""
        return self.fields["check_code"]
