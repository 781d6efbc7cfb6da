"""What editors know of our YAML is what the reader accepts, in words that staff understand."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from handouts.library.schemas import SCHEMA
from handouts.library.shelves import Shelves, stock
from handouts.library.take import found, take
from handouts.problems import HandoutsError, Problem
from handouts.read.json_schema import KINDS, NOUNS, schema_texts
from handouts.read.offered import offered
from handouts.read.schema import build
from handouts.read.visit_file import read_visit_file
from handouts.read.yamlfile import parse
from tests import yaml12
from tests.tracked import ROOT, tracked

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@cache
def made() -> dict[str, Any]:
    return {kind: json.loads(text) for kind, text in schema_texts(Shelves()).items()}


def marked(kind: str, text: str) -> list[str]:
    """What an editor marks in a file of that kind."""
    return [
        str(error.message) for error in Draft7Validator(made()[kind]).iter_errors(yaml12.read(text))
    ]


def refused(kind: str, text: str) -> tuple[Problem, ...]:
    """What the reader refuses in a file of that kind."""
    if kind == "visit":
        try:
            read_visit_file(text.encode(), "w.yaml")
        except HandoutsError as wrong:
            return wrong.problems
        return ()
    document, problems = parse(text.encode(), "w.yaml")
    if kind == "taken":
        return problems
    return problems if document is None else build(NOUNS[kind], document, "w.yaml")[1]


def yaml_files() -> list[str]:
    """Every YAML file of stock, of a new folder and of the clinics that tests use."""
    names = tracked("content", "templates", "tests/clinic", "tests/clinic-on-the-web")
    return [name for name in names if name.endswith(".yaml")]


def kind_of(name: str) -> str:
    """The kind of a file, by its name or its folder's."""
    path = Path(name)
    stem = {"handouts": "settings"}.get(path.stem, path.stem)
    return stem if stem in KINDS else path.parent.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_in_stock_is_as_the_models_make_it(
    kind: str, request: pytest.FixtureRequest
) -> None:
    path = stock() / SCHEMA / f"{kind}.json"
    text = schema_texts(Shelves())[kind]
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        "make it anew: pytest tests/read/test_json_schema.py --update-golden"
    )


def test_stock_has_a_schema_for_each_kind_and_no_other() -> None:
    assert {path.name for path in (stock() / SCHEMA).iterdir()} == {
        f"{kind}.json" for kind in KINDS
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_one(kind: str) -> None:
    Draft7Validator.check_schema(made()[kind])


@pytest.mark.parametrize("name", yaml_files())
def test_an_editor_marks_nothing_in_a_file_that_we_give_away(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert marked(kind_of(name), text) == []
    assert refused(kind_of(name), text) == ()


@pytest.mark.parametrize("name", [name for name in yaml_files() if name.startswith("content/")])
def test_the_first_line_leads_to_the_schema_of_the_file_s_kind(name: str) -> None:
    first = MODELINE.match((ROOT / name).read_text(encoding="utf-8"))
    assert first is not None
    target = ((ROOT / name).parent / first[1]).resolve()
    assert target.parent == (stock() / SCHEMA).resolve()
    assert target.stem == kind_of(name)


def test_every_yaml_file_of_a_new_folder_names_its_schema_and_fits_it(tmp_path: Path) -> None:
    found(tmp_path, dt.date(2026, 11, 22))
    take(tmp_path, "statements/credit")
    paths = [*tmp_path.rglob("*.yaml")]
    assert len(paths) >= 5
    for path in paths:
        text = path.read_text(encoding="utf-8")
        first = MODELINE.match(text)
        assert first is not None, path
        schema = (path.parent / first[1]).resolve()
        assert schema.is_relative_to(tmp_path.resolve())
        assert schema.stem == kind_of(path.relative_to(tmp_path).as_posix())
        assert not [
            *Draft7Validator(json.loads(schema.read_bytes())).iter_errors(yaml12.read(text))
        ]


@pytest.mark.parametrize("name", ["handouts.yaml", "visit.yaml"])
def test_files_of_a_new_folder_name_their_schema_from_its_root(name: str) -> None:
    text = (stock() / "templates/folder" / name).read_text(encoding="utf-8")
    first = MODELINE.match(text)
    assert first is not None
    assert first[1] == f"{SCHEMA}/{kind_of(name)}.json"


STATEMENT = "text:\n  - Call us.\n"
STEP = "phase: during\norder: 10\ntitle: The drip\ntext: [It takes hours.]\npicture: iv\n"
SIGNED = (
    "signatures:\n  - by: Dr. Ada Sample\n    role: MD\n    on: 2026-11-24\n    until: 2027-11-24\n"
    f"    items:\n      en/statements/credit: {'0' * 64}\n"
)
ASK = "title: Eyes\norder: 5\nwhy: We ask.\nquestions:\n  - ask: Do you see well?\n"
TREATMENT = (
    "name: Sleep\ntitle: Sleep\nkicker: For you\nkind: general\n"
    "most_important: {text: [Rest.], picture: bed}\n"
    "sections:\n  - id: a\n    heading: A\n    blocks:\n"
)
CLINIC = "policies:\n  no_driving_hours: "

GOOD = [
    ("statements", STATEMENT),
    ("statements", "points: [One]\n"),
    ("statements", f"{STATEMENT}heading: 24\n"),
    ("statements", f"{STATEMENT}heading: true\n"),
    ("statements", f"{STATEMENT}heading: 1.10\n"),
    ("statements", f"{STATEMENT}heading:\nloudness:\npicture:\nwhen:\nseed:\nsources:\n"),
    ("statements", f"{STATEMENT}picture: our-own-drawing\n"),
    ("statements", f"{STATEMENT}when:\n  dose_band:\n  risk: [our-own]\n"),
    ("statements", "text: [12, yes, 2026-12-01]\n"),
    ("expectations", STEP),
    ("expectations", STEP.replace("10", '"10"')),
    ("expectations", STEP.replace("10", "-3")),
    ("questions", f"{ASK}    call_first: yes\n"),
    ("questions", f"{ASK}    call_first: Yes\n"),
    ("questions", f"{ASK}    call_first: true\n"),
    ("questions", f"{ASK}    call_first: 'off'\n"),
    ("questions", f"{ASK}    call_first: 1\n"),
    ("questions", f"{ASK}    call_first:\n    lines: 4\n    answer:\n"),
    ("treatments", f"{TREATMENT}      - statement: credit\n        when:\n"),
    ("treatments", f"{TREATMENT}      - expectations: [during]\n"),
    ("treatments", f"{TREATMENT}      - fasting_times: yes\n"),
    ("treatments", f"{TREATMENT}      - pain_diary: '14'\n      - write_in: {{label: Notes}}\n"),
    ("treatments", TREATMENT.replace("blocks:\n", "blocks: []\n    new_page: no\n")),
    ("clinic", f"{CLINIC}24\n"),
    ("clinic", f"{CLINIC}\n"),
    ("clinic", "phone: 5550100\nname: 02134\nemergency_number: 0911\n"),
    ("clinic", "web_page: https://example.org/find?us=1\n"),
    ("clinic", "hours: {en: 8 to 5}\nsites:\n  north: {name: North, address: [1 Main Street]}\n"),
    ("settings", "timezone: America/New_York\ndate_order:\noffers:\n"),
    ("settings", "timezone: America/New_York\ndate_order: month/day/year\npaper: a4\n"),
    ("settings", "timezone: America/New_York\nsignatures: {number: 2, prescriber: yes}\n"),
    ("settings", "timezone: America/New_York\nsignatures:\n"),
    ("signatures", SIGNED),
    ("signatures", "signatures:\n"),
    ("sources", "sources:\n  X: {short: A, title: B, year: 2025, main: no, seen: full}\n"),
    ("glossary", "terms:\n  iv: {term: IV, meaning: A drip}\n"),
    ("risks", "label: Asthma\nnote: [Tell us.]\n"),
    ("visit", "patient: Maria Example\nborn: 1958-03-04\nrecord: 101\nrisks: [stroke]\nends:\n"),
]

WRONG = [
    ("statements", "tekst: [Call us.]\n"),
    ("statements", f"{STATEMENT}tekst: x\n"),
    ("statements", "heading: Alone\n"),
    ("statements", "text: []\n"),
    ("statements", "text: Call us.\n"),
    ("statements", "text:\n  - Call us.\n  -\n"),
    ("statements", "text:\n  - Call us.\n  - ' '\n"),
    ("statements", "text:\n  - [Call us.]\n"),
    ("statements", "text:\n  - Call us: now.\n"),
    ("statements", f"{STATEMENT}loudness: loud\n"),
    ("statements", f"{STATEMENT}heading: [A]\n"),
    ("statements", f"{STATEMENT}when: always\n"),
    ("statements", f"{STATEMENT}when: {{age: [old]}}\n"),
    ("statements", f"{STATEMENT}when: {{dose_band: lower}}\n"),
    ("statements", f"{STATEMENT}when: {{dose_band: [middle]}}\n"),
    ("statements", "- text\n"),
    ("statements", "Call us.\n"),
    ("expectations", STEP.replace("phase: during\n", "")),
    ("expectations", STEP.replace("during", "sometimes")),
    ("expectations", STEP.replace("10", "first")),
    ("expectations", STEP.replace("10", "1.5")),
    ("expectations", STEP.replace("10", "yes")),
    ("expectations", STEP.replace("10", "true")),
    ("expectations", STEP.replace("10", "")),
    ("expectations", STEP.replace("The drip", "")),
    ("expectations", STEP.replace("The drip", "''")),
    ("expectations", STEP.replace("[It takes hours.]", "[]")),
    ("questions", f"{ASK}    call_first: perhaps\n"),
    ("questions", f"{ASK}    call_first: 2\n"),
    ("questions", f"{ASK}    lines: 5\n"),
    ("questions", f"{ASK}    lines: '5'\n"),
    ("questions", f"{ASK}    answer: maybe\n"),
    ("questions", ASK.replace("\n  - ask: Do you see well?", "")),
    ("questions", ASK.replace("\n  - ask: Do you see well?", " []")),
    ("treatments", f"{TREATMENT}      - when: {{visit_type: [first]}}\n"),
    ("treatments", f"{TREATMENT}      - statement: credit\n        checklist: bring\n"),
    ("treatments", f"{TREATMENT}      - statements: credit\n"),
    ("treatments", f"{TREATMENT}      - statement:\n"),
    ("treatments", f"{TREATMENT}      - expectations: []\n"),
    ("treatments", f"{TREATMENT}      - fasting_times: no\n"),
    ("treatments", f"{TREATMENT}      - pain_diary: 15\n"),
    ("treatments", f"{TREATMENT}      - write_in: {{lines: 2}}\n"),
    ("treatments", f"{TREATMENT}      - credit\n"),
    ("treatments", f"{TREATMENT}      -\n"),
    ("treatments", TREATMENT.replace("kind: general", "kind: other")),
    ("treatments", TREATMENT.replace("picture: bed", "icon: bed")),
    ("clinic", f"{CLINIC}23\n"),
    ("clinic", f"{CLINIC}a day\n"),
    ("clinic", "web_page: example.org\n"),
    ("clinic", "web_page: ftp://example.org\n"),
    ("clinic", "web_page: https://me@example.org\n"),
    ("clinic", "web_page: https://localhost/x\n"),
    ("clinic", "web_page: https://example.org/a b\n"),
    ("clinic", f"web_page: https://example.org/{'a' * 120}\n"),
    ("clinic", "hours: always\n"),
    ("clinic", "hours: {en: }\n"),
    ("clinic", "sites:\n  north: {name: North}\n"),
    ("settings", "paper: a4\n"),
    ("settings", "timezone:\n"),
    ("settings", "timezone: America/New_York\npaper: a5\n"),
    ("settings", "timezone: America/New_York\noffers: sleep\n"),
    ("settings", "timezone: America/New_York\nsignatures: {number: 3}\n"),
    ("settings", "timezone: America/New_York\nsignatures: {prescriber: MD}\n"),
    ("signatures", SIGNED.replace("2026-11-24", "yesterday")),
    ("signatures", SIGNED.replace("role", "rank")),
    ("signatures", SIGNED.replace("Dr. Ada Sample", "")),
    ("sources", "sources: {}\nextra: 1\n"),
    ("sources", "sources:\n  X: {short: A, title: B, year: last}\n"),
    ("glossary", "terms:\n  iv: {term: IV}\n"),
    ("risks", "label: Asthma\nnote: Tell us.\n"),
    ("wording", "draft: DRAFT\n"),
    ("visit", "patient: Maria Example\ndob: 1958-03-04\n"),
    ("visit", "risks: [[stroke]]\n"),
    ("visit", "risks: [stroke, ]\nseries:\n  -\n"),
    ("visit", "patient: {name: Maria Example}\n"),
    ("visit", "- Maria Example\n"),
]


@pytest.mark.parametrize(("kind", "text"), GOOD)
def test_what_the_reader_accepts_an_editor_does_not_mark(kind: str, text: str) -> None:
    assert refused(kind, text) == ()
    assert marked(kind, text) == []


@pytest.mark.parametrize(("kind", "text"), WRONG)
def test_what_the_reader_refuses_an_editor_marks(kind: str, text: str) -> None:
    assert refused(kind, text) != ()
    assert marked(kind, text) != []


def keys(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema describes."""
    if isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            if "title" in part or "description" in part:
                yield f"{path}.{name}", part
        for name, part in schema.items():
            yield from keys(part, f"{path}.{name}")
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part, path)


@pytest.mark.parametrize("kind", [*NOUNS, "visit"])
def test_every_key_has_a_title_and_a_sentence_of_help(kind: str) -> None:
    described = [*keys(made()[kind])]
    assert described
    for name, part in described:
        assert part["title"], name
        assert re.search(r"[.!?`]$", part["description"]), name
        assert "tuple" not in part["description"], name


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_nobody_s_is_refused_wherever_keys_are_known(kind: str) -> None:
    def known(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if part.get("type") == "object" and "properties" in part:
                yield part
            for inner in part.values():
                yield from known(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from known(inner)

    for part in known(made()[kind]):
        assert part["additionalProperties"] is False
        assert part["description"]


def test_every_word_of_a_choice_says_what_it_means() -> None:
    choices = re.findall(
        r'"enum": \[[^]]*\],\s*"errorMessage": "Write one of[^"]*"(.?)',
        "".join(schema_texts(Shelves()).values()),
    )
    assert choices
    assert all(after == "," for after in choices)


def test_names_of_both_shelves_are_offered(tmp_path: Path) -> None:
    own = tmp_path / "content/en/statements/our-parking.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(STATEMENT, encoding="utf-8")
    names = offered(Shelves(tmp_path))
    assert {"our-parking", "credit"} <= set(names["statement"])
    assert "heart" in names["picture"]
    assert "ketamine-infusion" in names["treatment"]
    assert "SEED" in names["sources"]
    assert names["glossary"]
    assert "our-parking" in schema_texts(Shelves(tmp_path))["treatments"]
    assert "our-parking" not in schema_texts(Shelves())["treatments"]


def test_a_file_of_names_that_cannot_be_read_only_offers_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "content/sources.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("sources: [\n", encoding="utf-8")
    assert offered(Shelves(tmp_path))["sources"] == ()
