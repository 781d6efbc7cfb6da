"""The rules, in the order of their ids: one rule, one module; its docstring is its manual page."""

from collections.abc import Iterator
from typing import Protocol

from handouts.check.rules import (
    clinic001_examples,
    easy001_short_sentences,
    id001_names,
    id002_unused,
    id003_conditions,
    id004_files,
    ignore001_remarks,
    lang002_letters,
    lang003_translation,
    mark001_markup,
    meta003_sources,
    num001_out_of_how_many,
    num002_leading_zero,
    num003_trailing_zero,
    num004_large_numbers_and_units,
    num005_fractions_and_symbols,
    num006_no_arithmetic,
    num007_times_and_dates,
    read001_grade_of_handout,
    read002_ease_of_handout,
    read003_sentence_length,
    read004_paragraph,
    read005_long_words,
    read006_grade_of_file,
    safe001_mandatory,
    safe002_partners,
    seed001_founding_statements,
    term001_medical_word,
    term002_error_prone,
    term003_acronym,
    term004_plain_word,
)
from handouts.check.subject import Subject
from handouts.problems import Problem


class Rule(Protocol):
    """A module of this room: its docstring opens with its id, `READ001: ...`."""

    def check(self, subject: Subject, /) -> Iterator[Problem]:
        """Everything that this rule finds."""
        ...  # each module's own


RULES: tuple[Rule, ...] = (
    clinic001_examples,
    easy001_short_sentences,
    id001_names,
    id002_unused,
    id003_conditions,
    id004_files,
    ignore001_remarks,
    lang002_letters,
    lang003_translation,
    mark001_markup,
    meta003_sources,
    num001_out_of_how_many,
    num002_leading_zero,
    num003_trailing_zero,
    num004_large_numbers_and_units,
    num005_fractions_and_symbols,
    num006_no_arithmetic,
    num007_times_and_dates,
    read001_grade_of_handout,
    read002_ease_of_handout,
    read003_sentence_length,
    read004_paragraph,
    read005_long_words,
    read006_grade_of_file,
    safe001_mandatory,
    safe002_partners,
    seed001_founding_statements,
    term001_medical_word,
    term002_error_prone,
    term003_acronym,
    term004_plain_word,
)
