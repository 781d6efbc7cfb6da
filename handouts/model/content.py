"""All that a clinic says in one language and edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handouts.model.clinic import Clinic
from handouts.model.item import Item
from handouts.model.kinds import (
    Checklist,
    Expectation,
    QuestionSet,
    RedFlags,
    RiskNote,
    SideEffect,
    Statement,
)
from handouts.model.reference import Glossary, Sources
from handouts.model.treatment import Treatment
from handouts.model.visit import Edition
from handouts.model.wording import Wording


@dataclass(frozen=True, slots=True)
class Content:
    """All that the clinic says in one language and edition, with the clinic itself."""

    language: str
    edition: Edition
    clinic: Item[Clinic]
    wording: Item[Wording]
    sources: Item[Sources]
    glossary: Item[Glossary]
    treatments: Mapping[str, Item[Treatment]]
    statements: Mapping[str, Item[Statement]]
    expectations: Mapping[str, Item[Expectation]]
    side_effects: Mapping[str, Item[SideEffect]]
    question_sets: Mapping[str, Item[QuestionSet]]
    red_flags: Mapping[str, Item[RedFlags]]
    checklists: Mapping[str, Item[Checklist]]
    risks: Mapping[str, Item[RiskNote]]

    def items(self) -> tuple[Item[Any], ...]:
        """Every item, file by file."""
        single = (self.clinic, self.wording, self.sources, self.glossary)
        many = (
            self.treatments,
            self.statements,
            self.expectations,
            self.side_effects,
            self.question_sets,
            self.red_flags,
            self.checklists,
            self.risks,
        )
        return (*single, *(item for kind in many for item in kind.values()))
