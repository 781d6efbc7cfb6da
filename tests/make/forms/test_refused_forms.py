"""A style that leaves no place for a field: the handouts come out, and the clinic is told why."""

from pathlib import Path

import pytest

from handouts.make.maker import Maker
from handouts.model.visit import Edition
from handouts.read.content import read_settings
from tests.shelf import shelf
from tests.visits import PRINTED, full_visit


def test_a_style_that_leaves_no_place_for_a_field_is_told_of_by_the_field_s_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelves = shelf(tmp_path, {"styles/high-contrast.css": ".value { text-indent: 5mm }"})
    maker = Maker(shelves, read_settings(shelves))
    visit = full_visit(edition=Edition.HIGH_CONTRAST)
    maker.lay_out(visit, printed=PRINTED)
    (told,) = caplog.messages
    assert "sleep, en, high-contrast" in told
    assert told.endswith("the field patient stands at no edge of its place.")
    assert maker.make(visit, printed=PRINTED).pdf
