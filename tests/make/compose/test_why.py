"""Why: each block of a visit is told once, in reading order, with the line that decided."""

import datetime as dt
from pathlib import Path
from typing import Any

from handouts.make.compose.compose import compose
from handouts.make.compose.why import ASKED, BACK, FRONT, Part, Reason, Why, why
from handouts.model.settings import Settings
from handouts.model.visit import DoseBand, Patient, Visit, VisitType
from handouts.problems import Place
from tests.shelf import changed, stock_file, stock_words, words_with

SETTINGS = Settings(timezone="America/New_York")
KETAMINE = "content/en/treatments/ketamine-infusion.yaml"


def _visit(treatment: str = "ketamine-infusion", **more: Any) -> Visit:
    return Visit(
        Patient("Maria Example", dt.date(1958, 3, 4)),
        treatment,
        dt.date(2031, 1, 7),
        dt.time(8, 30),
        **more,
    )


def _why(**more: Any) -> Why:
    return why(_visit(**more), stock_words(), SETTINGS)


def _part(told: Why, section: str) -> Part:
    (part,) = [it for it in told.parts if it.own and it.own.block.endswith(f"#{section}")]
    return part


def _reason(told: Why, block: str) -> Reason:
    (reason,) = [it for part in told.parts for it in part.blocks if it.block == block]
    return reason


def _line(place: Place) -> str:
    """The words of the stock file in that line."""
    name = place.file[place.file.index("content/") :]
    return stock_file(name).splitlines()[place.line - 1].strip()


def test_parts_come_in_reading_order_with_the_program_s_own_at_both_ends() -> None:
    headings = [part.heading for part in _why().parts]
    sections = stock_words().treatments["ketamine-infusion"].says.sections
    assert headings == [FRONT, *(section.heading for section in sections), BACK]


def test_what_the_program_puts_there_is_said_so() -> None:
    reason = _reason(_why(), "statements/no-dose")
    assert reason.because == "the program puts it on every ketamine handout"
    assert reason.place.file.endswith("statements/no-dose.yaml")


def test_what_must_be_there_is_told_with_the_line_that_asks_for_it() -> None:
    reason = _reason(_why(), "statements/off-label")
    assert reason.because == "every ketamine handout must show it"
    assert _line(reason.place) == "- statement: off-label"


def test_what_prints_for_everyone_is_told_with_the_line_that_asks_for_it() -> None:
    reason = _reason(_why(), "statements/chronic-pain")
    assert (reason.shown, reason.because) == (True, ASKED)
    assert _line(reason.place) == "- statement: chronic-pain"


def test_a_condition_is_told_with_its_own_line() -> None:
    told = _why(dose_band=DoseBand.LOWER, visit_type=VisitType.FIRST)
    reason = _reason(told, "side-effects/anxiety")
    assert not reason.shown
    assert reason.because == "the dose band is lower; this prints for higher"
    assert (reason.place.file.rpartition("/")[2], _line(reason.place)) == ("anxiety.yaml", "when:")


def test_a_condition_of_a_treatment_s_entry_is_told_for_the_files_that_it_names() -> None:
    told = _why(visit_type=VisitType.LAST)
    out = _reason(told, "checklists/medicines-to-tell")
    assert not out.shown
    assert out.because == "the visit type is last; this prints for consult or first"
    assert (out.place.file.rpartition("/")[2], _line(out.place)) == (
        "ketamine-infusion.yaml",
        "when:",
    )
    inside = _reason(_why(visit_type=VisitType.FIRST), "checklists/medicines-to-tell")
    assert (inside.shown, inside.because) == (True, "the visit type is first")


def test_a_section_that_is_out_names_what_is_out_with_it() -> None:
    part = _part(_why(visit_type=VisitType.FIRST), "last-infusion")
    assert part.own
    assert not part.own.shown
    assert part.own.because == "the visit type is first; this prints for last"
    assert _line(part.own.place) == "when:"
    assert part.would_show == ("statements/last-infusion",)
    assert part.blocks == ()


def test_a_listed_risk_is_told_and_so_is_one_that_is_not() -> None:
    told = _why(risks=("hypertension",))
    assert _reason(told, "risks/hypertension").because == "the risk hypertension is listed"
    assert not _reason(told, "risks/stroke").shown


def test_what_this_treatment_never_asks_for_is_summed_up_by_kind() -> None:
    told = why(_visit("sleep"), stock_words(), SETTINGS)
    named = {name for section in stock_words().treatments["sleep"].says.sections
             for show in section.blocks for name in (show.statement,) if name}  # fmt: skip
    assert "chronic-pain" in told.elsewhere["statements"]
    assert set(told.elsewhere["statements"]).isdisjoint(named)
    assert len(told.elsewhere["risks"]) == len(stock_words().risks)


def test_every_file_is_in_a_part_or_in_none_but_never_forgotten() -> None:
    for visit_type in (None, *VisitType):
        told = _why(visit_type=visit_type)
        said = {reason.block.partition("#")[0] for part in told.parts for reason in part.blocks}
        said |= {name for part in told.parts for name in part.would_show}
        said |= {f"{kind}/{id_}" for kind, ids in told.elsewhere.items() for id_ in ids}
        items = {f"{item.kind}/{item.id}" for item in stock_words().items()}
        alone = {"clinic/clinic", "wording/wording", "sources/sources", "glossary/glossary"}
        rest = items - said - alone
        assert {name for name in rest if not name.startswith("treatments/")} == set()


def test_what_is_in_is_exactly_what_the_handout_shows() -> None:
    visit = _visit(visit_type=VisitType.FOLLOW_UP, dose_band=DoseBand.LOWER)
    handout, _ = compose(visit, stock_words(), SETTINGS, printed=dt.date(2031, 1, 1))
    assert handout is not None
    shown = {it.block for it in handout.decisions if it.shown and "treatments/" not in it.block}
    told = {it.block for part in why(visit, stock_words(), SETTINGS).parts for it in part.blocks
            if it.shown and "treatments/" not in it.block}  # fmt: skip
    assert told == shown


def test_a_handout_that_cannot_be_made_still_tells_why(tmp_path: Path) -> None:
    """That is when somebody asks."""
    files = changed(KETAMINE, "      - statement: off-label\n", "")
    content = words_with(tmp_path, files)
    told = why(_visit(), content, SETTINGS)
    assert compose(_visit(), content, SETTINGS, printed=dt.date(2031, 1, 1))[0] is None
    assert "off-label" in told.elsewhere["statements"]
