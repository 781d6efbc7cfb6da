"""The manual: every rule has its page under its own name, and docs/rules.md is current."""

import importlib
import inspect
from pathlib import Path
from pkgutil import iter_modules

import pytest

from handouts.check import rules
from handouts.check.ids import READER_IDS, RULE_IDS, firm
from handouts.check.manual import Page, for_terminal, nearest, pages
from handouts.check.rules import RULES
from handouts.check.subject import Subject
from handouts.library.shelves import Shelves
from handouts.model.settings import Settings
from tests.rules import PAGE, page
from tests.shelf import stock_words, words_with

MODULES = sorted(module.name for module in iter_modules(rules.__path__))

FAULTS = {
    "content/en/treatments/walking.yaml": """\
name: Walking
title: Walking
kicker: For {fax} people
kind: general
most_important:
  text:
    - Walk a little.
  picture: wlak
sections:
  - id: how
    heading: How to start
    blocks:
      - statement: what-studies-show
      - checklist: brings
sources: [C999]
seed: [S-99]
""",
    "content/en/statements/no-dose.yaml": "text: [Necessitating additional considerable "
    "appropriate medical interventions immediately communicate gastrointestinal information "
    "complications experiencing patients.]  # handouts: ignore READ006\n",
}  # fmt: skip


def test_every_rule_of_the_folder_is_asked_in_the_order_of_their_names() -> None:
    asked = [str(rule.__name__).rpartition(".")[2] for rule in RULES]  # type: ignore[attr-defined]  # rules are modules
    assert asked == MODULES


@pytest.mark.parametrize("name", MODULES)
def test_a_rule_s_docstring_opens_with_its_name_and_its_sentence(name: str) -> None:
    module = importlib.import_module(f"{rules.__name__}.{name}")
    id_, _, sentence = inspect.cleandoc(module.__doc__ or "").partition("\n\n")[0].partition(": ")
    assert id_ == name.split("_", maxsplit=1)[0].upper()
    assert sentence.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=MODULES)
def test_what_a_rule_tells_carries_its_own_name(rule: rules.Rule, tmp_path: Path) -> None:
    shelves = Shelves()
    pictures = tuple(shelves.folder("styles/icons", ".svg"))
    broken = words_with(tmp_path, FAULTS)
    settings = Settings(timezone="America/New_York", offers=("walking", "nowhere"))
    spanish = Subject.of(stock_words("es"), settings, pictures, broken)
    told = {problem.rule for subject in (Subject.of(broken, settings, pictures), spanish)
            for problem in rule.check(subject)}  # fmt: skip
    assert told <= {MODULES[RULES.index(rule)].split("_")[0].upper()}


def test_a_name_is_given_to_one_rule_only() -> None:
    assert len(set(RULE_IDS)) == len(RULE_IDS) == len(RULES)
    assert not set(RULE_IDS) & set(READER_IDS)


def test_rules_that_guard_safety_are_firm() -> None:
    assert all(firm(id_) for id_ in RULE_IDS if id_.startswith("SAFE"))
    assert firm("ID001")
    assert not firm("READ006")


def test_docs_rules_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.rules"


def test_every_rule_and_all_that_the_reader_tells_has_a_page() -> None:
    assert set(pages()) == {*RULE_IDS, *READER_IDS}


def test_a_page_fits_a_terminal_and_leaves_examples_as_they_are() -> None:
    more = (
        "One two three four five.\n\n- a point that is long\n- another\n\n    key:  as it is, long"
    )
    text = for_terminal(Page("X001", "A sentence of some words.", more), 12)
    assert text == (
        "X001\n  A sentence\n  of some\n  words.\n\n  One two\n  three four\n  five.\n\n"
        "  - a point\n    that is\n    long\n  - another\n\n      key:  as it is, long"
    )


@pytest.mark.parametrize(
    ("word", "hint"), [("READ66", "READ006"), ("yaml-dobule-key", "yaml-double-key")]
)
def test_a_wrong_name_is_answered_with_the_nearest(word: str, hint: str) -> None:
    assert nearest(word) == f"Did you mean {hint!r}?"


def test_a_name_near_to_none_is_answered_with_all() -> None:
    assert "READ006" in nearest("zzz")
