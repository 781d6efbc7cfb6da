"""What a screen shows of a finished page: exactly that, or nearly that and sooner."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops

from handouts.library.shelves import Shelves
from handouts.model.visit import Edition
from handouts.press.pictures import glance, picture
from tests.making import Making
from tests.visits import full_visit


@pytest.fixture(scope="module")
def pdf() -> bytes:
    making = Making(Shelves())
    return making.maker.pdf(making.handout(full_visit("sleep", edition=Edition.HIGH_CONTRAST)))


@pytest.mark.parametrize("scale", [1, 2])
def test_a_glance_is_the_picture_and_no_color_is_far_from_it(pdf: bytes, scale: int) -> None:
    soon = Image.open(io.BytesIO(glance(pdf, 1, scale)))
    whole = Image.open(io.BytesIO(picture(pdf, 1, scale)))
    assert (soon.format, whole.format, soon.size) == ("JPEG", "PNG", whole.size)
    apart = ImageChops.difference(soon.convert("RGB"), whole.convert("RGB"))
    assert 0 < max(apart.tobytes()) <= 255 / 10


@pytest.mark.parametrize("page", [0, 1_000])
@pytest.mark.parametrize("draw", [glance, picture])
def test_there_is_no_picture_of_a_page_that_is_not_there(
    pdf: bytes, draw: Callable[[bytes, int], bytes], page: int
) -> None:
    with pytest.raises(IndexError):
        draw(pdf, page)
