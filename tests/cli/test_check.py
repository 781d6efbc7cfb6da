"""`handouts check` tells whether the content is right, and where it is not."""

import json
import re
from pathlib import Path

from handouts.check.report import for_github
from handouts.problems import Place, Problem, Severity
from tests.cli.terminal import here, run, write
from tests.shelf import changed

SETTINGS = "timezone: America/New_York\n"
BROKEN = """\
name: Sample Pain Clinic
phone: 555-0100
fax: 555-0101
policies:
  no_driving_hours: 12
"""


def test_the_stock_words_have_no_errors_and_no_warnings(tmp_path: Path) -> None:
    ended = run("check", cwd=tmp_path)
    assert ended.code == 0
    assert "error" not in ended.out
    assert "warning" not in ended.out


def test_a_broken_file_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = run("check", cwd=tmp_path)
    assert ended.code == 1
    said = "content/clinic.yaml:3:1: error schema: 'fax' is not a key that is known here."
    assert said in ended.out
    said = "content/clinic.yaml:5:3: error schema: 'no_driving_hours' must be at least 24, not 12."
    assert said in ended.out
    assert "2 errors" in ended.out
    assert ended.err == ""


def test_problems_of_several_files_are_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "handouts.yaml": SETTINGS,
            "content/clinic.yaml": BROKEN,
            "content/en/treatments/sleep.yaml": 'name: "Sleep\n',
        },
    )
    ended = here("check", cwd=tmp_path)
    assert ended.code == 1
    assert "content/clinic.yaml:3:1: " in ended.out
    assert "content/en/treatments/sleep.yaml:1:7: error yaml-syntax: " in ended.out


def test_json_gives_every_part_of_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = here("check", "--json", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "")
    found = json.loads(ended.out)
    assert {
        "file": "content/clinic.yaml", "line": 5, "column": 3, "rule": "schema",
        "severity": "error", "message": "'no_driving_hours' must be at least 24, not 12.",
        "hint": "",
    } in found  # fmt: skip


def test_quiet_leaves_only_errors(tmp_path: Path) -> None:
    ended = here("check", "-q", cwd=tmp_path)
    assert (ended.out, ended.err) == ("", "")
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": BROKEN})
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    assert "hint" not in ended.out


def test_a_clinic_is_told_hints_on_its_own_files_and_only_how_many_there_are_on_what_ships(
    tmp_path: Path,
) -> None:
    name = "content/en/treatments/sleep.yaml"
    write(tmp_path, {"handouts.yaml": SETTINGS} | changed(name, "title: ", "title: "))
    folded = here("check", "--language", "en", cwd=tmp_path)
    whole = here("check", "--language", "en", "-v", cwd=tmp_path)
    hinted = re.findall(r"^(\S+?):\d+:\d+: hint", folded.out, re.MULTILINE)
    assert hinted == [name]
    (count,) = re.findall(r"\((\d+) more on files that ship: see -v\)", folded.out)
    assert len(re.findall(": hint ", whole.out)) == int(count) + 1
    assert "more on files" not in whole.out


ONE_MORE_POINT = changed(
    "content/en/statements/off-label.yaml",
    "sources:\n",
    "points: [Ask us how it works.]\nsources:\n",
)


def test_a_clinic_of_one_language_may_say_more_than_the_translations(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS} | ONE_MORE_POINT)
    assert here("check", "-q", cwd=tmp_path).code == 1
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}languages: [en]\n"})
    assert here("check", "-q", cwd=tmp_path).code == 0


def test_what_is_wrong_in_the_clinic_s_own_files_is_told_before_what_follows_from_it(
    tmp_path: Path,
) -> None:
    gutted = {"content/en/statements/off-label.yaml": "text: [Ask us.]\nsources: [C07]\n"}
    write(tmp_path, {"handouts.yaml": SETTINGS} | gutted)
    first, *_ = here("check", "-q", cwd=tmp_path).out.splitlines()
    assert first.startswith("content/en/statements/off-label.yaml:1:1: error SAFE001: ")


def test_an_override_is_checked_and_not_the_stock_file_that_it_hides(tmp_path: Path) -> None:
    clinic = "name: Sample Pain Clinic\nphone: 212-456-7890\nafter_hours_phone: 212-456-7891\n"
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": clinic})
    ended = here("check", cwd=tmp_path)
    assert ended.code == 0
    assert "example number" not in ended.out


def test_a_treatment_that_nobody_wrote_cannot_be_offered(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers:\n  - sleep\n  - sleeep\n"})
    ended = here("check", "-q", cwd=tmp_path)
    assert ended.code == 1
    assert "handouts.yaml" in ended.out
    assert "'sleeep'" in ended.out


def test_one_offered_treatment_still_is_a_sound_folder(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers:\n  - sleep\n"})
    ended = here("check", "-q", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ended = here("check", "--language", "xx", cwd=tmp_path)
    assert ended.code in {1, 2}
    assert "'xx'" in ended.err
    assert "There is: ar, en, es, vi, zh." in ended.err


# A place


HARD = (
    "Patients experiencing considerable gastrointestinal complications necessitating additional "
    "medical intervention immediately communicate appropriate information."
)
CREDIT = "content/en/statements/keep-other-care.yaml"
TWO_FAULTS = {
    "handouts.yaml": SETTINGS,
    "content/clinic.yaml": "name: Sample Pain Clinic\nphone: 555-0100\n",
    CREDIT: f"text:\n  - Call us.\n  - {HARD}\nsources: [SEED]\n",
}


def test_a_path_restricts_what_is_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    write(tmp_path, TWO_FAULTS)
    ended = here("check", "--language", "en", CREDIT, cwd=tmp_path)
    assert ended.code == 1
    files = {line.split(":")[0] for line in ended.out.splitlines() if line.startswith("content/")}
    assert files == {CREDIT}
    assert f" in {CREDIT} (" in ended.out
    assert " more elsewhere)" in ended.out


def test_a_path_without_an_error_ends_well_though_there_is_one_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, TWO_FAULTS)
    ended = here("check", "--language", "en", "content/clinic.yaml", cwd=tmp_path)
    assert ended.code == 0
    assert "content/clinic.yaml:2:1: hint CLINIC001: " in ended.out


def test_errors_elsewhere_are_counted_beside_a_file_that_is_right(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": SETTINGS} | ONE_MORE_POINT)
    name = next(iter(ONE_MORE_POINT))
    ended = here("check", name, cwd=tmp_path)
    said = rf"All is right in {re.escape(name)} \(\d+ more elsewhere, 4 of them errors\)"
    assert re.search(said, ended.out)


def test_a_folder_is_a_path_too_and_a_name_that_only_begins_alike_is_not_in_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, TWO_FAULTS)
    assert here("check", "--language", "en", "content/en/statements", cwd=tmp_path).code == 1
    (tmp_path / "content/en/statement").mkdir()
    assert here("check", "--language", "en", "content/en/statement", cwd=tmp_path).code == 0


def test_a_path_is_found_in_the_clinic_s_folder_from_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "clinic", TWO_FAULTS)
    ended = here("-C", "clinic", "check", "--language", "en", CREDIT, cwd=tmp_path)
    assert ended.code == 1
    assert f"clinic/{CREDIT}:3:5: error READ006: " in ended.out


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ended = here("check", "content/en/statments", cwd=tmp_path)
    assert ended.code == 2
    assert "'content/en/statments'" in ended.err


# Formats


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    write(tmp_path, {**TWO_FAULTS, "content/clinic.yaml": BROKEN})
    ended = here("check", "--language", "en", "--json", cwd=tmp_path)
    places = [(each["file"], each["line"], each["column"]) for each in json.loads(ended.out)]
    assert places == sorted(places)
    assert len(places) > 1


def test_github_shows_each_problem_beside_its_line(tmp_path: Path) -> None:
    write(tmp_path, TWO_FAULTS)
    ended = here("check", "--language", "en", "--format", "github", CREDIT, cwd=tmp_path)
    assert ended.code == 1
    error, *_ = [line for line in ended.out.splitlines() if "title=READ006" in line]
    assert error.startswith(f"::error file={CREDIT},line=3,col=5,title=READ006::This file reads")
    assert "%0AThe hardest text is" in error


def test_what_is_told_to_github_cannot_end_its_line_or_its_properties() -> None:
    place = Place("a,b:c%.yaml", 1, 2)
    problem = Problem(place, "X", "50% of\r\nit: a, b", "", Severity.HINT)
    assert for_github(problem) == (
        "::notice file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=X::50%25 of%0D%0Ait: a, b"
    )


def test_a_problem_of_a_whole_file_has_no_line_for_github() -> None:
    said = for_github(Problem(Place("handouts.yaml"), "ID001", "No."))
    assert said == "::error file=handouts.yaml,title=ID001::No."


# The manual


def test_a_rule_is_explained(tmp_path: Path) -> None:
    ended = here("check", "--explain", "read006", cwd=tmp_path)
    assert ended.code == 0
    assert ended.out.startswith("READ006\n")
    assert "Above grade 6 is a warning" in ended.out


def test_what_the_reader_tells_is_explained_too(tmp_path: Path) -> None:
    ended = here("check", "--explain", "yaml-double-key", cwd=tmp_path)
    assert ended.code == 0
    assert "A key stands twice in one place" in ended.out


def test_an_unknown_rule_is_answered_with_the_nearest_one(tmp_path: Path) -> None:
    ended = here("check", "--explain", "READ66", cwd=tmp_path)
    assert ended.code == 2
    assert "Did you mean 'READ006'?" in ended.err


# Remarks


def test_a_remark_with_a_reason_silences_its_rule(tmp_path: Path) -> None:
    remark = "  # handouts: ignore READ006 the words of the law\n"
    words = f"text:\n  - Call us.\n{remark}  - {HARD}\nsources: [SEED]\n"
    write(tmp_path, {**TWO_FAULTS, CREDIT: words})
    ended = here("check", "--language", "en", CREDIT, cwd=tmp_path)
    assert "READ006" not in ended.out
    assert "IGNORE001" not in ended.out


def test_a_remark_in_a_file_of_all_languages_is_judged_when_all_are_checked(
    tmp_path: Path,
) -> None:
    clinic = "name: Sample Pain Clinic # handouts: ignore READ006 the law\n"
    write(tmp_path, {"handouts.yaml": SETTINGS, "content/clinic.yaml": clinic})
    of_one = here("check", "--language", "en", cwd=tmp_path)
    assert "IGNORE001" not in of_one.out
    of_all = here("check", cwd=tmp_path)
    assert "content/clinic.yaml:1:26: warning IGNORE001: READ006 finds nothing" in of_all.out


def test_who_mends_a_file_learns_that_the_rules_come_after(tmp_path: Path) -> None:
    write(tmp_path, {**TWO_FAULTS, "content/clinic.yaml": BROKEN})
    ended = here("check", "--language", "en", cwd=tmp_path)
    assert "READ006" not in ended.out
    assert "check again then" in ended.out
    assert ended.out.endswith("handouts check --explain schema\n")


def test_the_page_that_is_offered_is_that_of_the_loudest_problem(tmp_path: Path) -> None:
    write(tmp_path, TWO_FAULTS)
    ended = here("check", "--language", "en", cwd=tmp_path)
    first, *_, last = ended.out.splitlines()
    assert ": hint " in first
    assert f": error {last.rpartition(' ')[2]}: " in ended.out
    assert "check again then" not in ended.out


# The matrix


def test_the_matrix_has_a_row_for_each_treatment(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers: [sleep, exercise]\n"})
    ended = here("check", "--matrix", "--language", "en", cwd=tmp_path)
    assert ended.code == 0
    assert "English, standard\n  treatment  visits  handouts  blocks\n  sleep " in ended.out
    assert "English, easy-read\n" in ended.out


def test_the_matrix_is_given_to_programs(tmp_path: Path) -> None:
    write(tmp_path, {"handouts.yaml": f"{SETTINGS}offers: [sleep]\n"})
    ended = here("check", "--matrix", "--language", "en", "--json", cwd=tmp_path)
    standard, easy = json.loads(ended.out)
    assert (standard["language"], standard["edition"]) == ("en", "standard")
    assert easy["edition"] == "easy-read"
    assert [row["treatment"] for row in standard["treatments"]] == ["sleep"]
    assert "statements/off-label" in {each["name"] for each in standard["unprinted"]}
