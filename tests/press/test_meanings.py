"""A reader of the file finds a letter with an accent of its own as it was written."""

import unicodedata

import pytest

from handouts.press.engine import Engine
from tests.pdf import read_back

CSS = b"html { font-family: Source Sans Pro }"


@pytest.mark.parametrize(
    "name", ["Fọlákẹ́ Ọ̀ṣúndáre", "Zoe\u0308 Beispiel", "Ụ́gwú", "Č̣altu", "Sẹ́gun Ẹ̀bùn Ńwáfọ̀"]
)
@pytest.mark.parametrize("before", ["", "ẹọụĉẸỌỤČ: "], ids=["alone", "after the letters alone"])
def test_a_name_with_tones_is_read_as_it_was_written(name: str, before: str) -> None:
    engine = Engine(("a.css",), lambda _: CSS)
    pdf = engine.render(f'<html lang="en"><title>T</title><body><p>{before}{name}</p></html>')
    assert unicodedata.normalize("NFC", f"{before}{name}") in unicodedata.normalize(
        "NFC", read_back(pdf).text
    )
