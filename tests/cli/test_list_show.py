"""`handouts list` and `handouts show` tell what visits may name and what the words are."""

import json
from pathlib import Path

from tests.cli.terminal import here, run, write

SETTINGS = "timezone: America/New_York\n"


def test_list_names_what_a_visit_may_name(tmp_path: Path) -> None:
    catalogue = json.loads(run("list", "--json", cwd=tmp_path).out)
    assert set(catalogue) == {"treatments", "risks", "sites", "languages"}
    assert {"ketamine-infusion", "sleep", "surgery"} <= set(catalogue["treatments"])
    assert catalogue["treatments"]["sleep"] == "Sleep"
    assert "hypertension" in catalogue["risks"]
    assert list(catalogue["sites"]) == ["main"]
    assert "en" in catalogue["languages"]


def test_list_for_people_has_the_same_ids(tmp_path: Path) -> None:
    catalogue = json.loads(here("list", "--json", cwd=tmp_path).out)
    shown = here("list", cwd=tmp_path).out
    headings = [line for line in shown.splitlines() if not line.startswith(" ")]
    assert headings == [f"{heading}:" for heading in catalogue]
    ids = [line.split()[0] for line in shown.splitlines() if line.startswith(" ")]
    assert ids == [id_ for entries in catalogue.values() for id_ in entries]


def test_list_shows_only_what_the_clinic_offers(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers: [sleep, exercise]\n"})
    catalogue = json.loads(here("list", "--json", cwd=tmp_path).out)
    assert list(catalogue["treatments"]) == ["sleep", "exercise"]


def test_show_gives_the_file_and_the_words(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS})
    ended = run("show", "off-label", cwd=tmp_path)
    assert ended.code == 0
    assert ended.out.startswith("statements/off-label (en)\n")
    assert "off-label.yaml" in ended.out
    assert "text.1: " in ended.out
    assert "sources: " in ended.out


def test_show_tells_the_clinics_own_words_when_there_are_some(tmp_path: Path) -> None:
    credit = "text:\n  - Sample words of our own.\n"
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/en/statements/credit.yaml": credit})
    ended = here("show", "statements/credit", cwd=tmp_path)
    assert ended.code == 0
    assert "file: content/en/statements/credit.yaml" in ended.out
    assert "Sample words of our own." in ended.out


def test_an_id_that_two_items_share_shows_both(tmp_path: Path) -> None:
    found = json.loads(here("show", "bladder", "--json", cwd=tmp_path).out)
    assert {each["kind"] for each in found} == {"questions", "side-effects"}
    (one,) = json.loads(here("show", "questions/bladder", "--json", cwd=tmp_path).out)
    assert one["says"]


def test_an_unknown_item_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    ended = here("show", "of-label", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "There is no item 'of-label'." in ended.err
    assert "Did you mean 'off-label'?" in ended.err


def test_an_item_unlike_any_other_is_answered_with_the_way_on(tmp_path: Path) -> None:
    ended = here("show", "zzzzzz", cwd=tmp_path)
    assert ended.code == 2
    assert "`handouts list`" in ended.err


def test_one_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/en/risks/diabetes.yaml": "lable: x\n"})
    for command in (("list",), ("show", "off-label")):
        ended = here(*command, cwd=tmp_path)
        assert ended.code == 1
        assert "content/en/risks/diabetes.yaml:1:1: " in ended.err
        assert "Did you mean 'label'?" in ended.err
