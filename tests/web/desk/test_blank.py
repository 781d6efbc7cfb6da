"""A blank handout at the desk: what is chosen counts, and nothing that is written by hand."""

from handouts.model.visit import Edition
from handouts.web.desk.chosen import Chosen
from handouts.web.desk.kept import kept, restored
from tests.rows import GOOD, TODAY, clinic


def blank(**cells: str) -> Chosen:
    return Chosen.nobody(cells, clinic(), TODAY)


def test_it_says_what_was_chosen_and_nothing_of_a_person() -> None:
    chosen = Chosen.nobody({**GOOD, "edition": "large-print"}, clinic(), TODAY)
    (made,) = chosen.blanks
    assert (made.treatment, made.edition) == ("ketamine-infusion", Edition.LARGE_PRINT)
    assert chosen.visits == ()
    assert "Maria" not in f"{chosen.blanks} {chosen.name}"


def test_without_a_treatment_only_that_is_missing() -> None:
    chosen = blank()
    assert {each.place.file for each in chosen.problems} == {"treatment"}
    assert (chosen.wanted, chosen.making) == ((), False)


def test_two_treatments_are_two_handouts() -> None:
    chosen = blank(treatment="sleep; ketamine-infusion")
    assert [each.treatment for each in chosen.wanted] == ["sleep", "ketamine-infusion"]


def test_a_restart_goes_on_with_it() -> None:
    before = blank(treatment="sleep", language="es")
    after = restored(kept(before), (), clinic(), TODAY)
    assert after is not None
    assert (after.blank, after.blanks) == (True, before.blanks)
