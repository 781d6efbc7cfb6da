"""What there are words for, as the shelves have it."""

from pathlib import Path

from handouts.library.shelves import Shelves
from handouts.model.visit import Edition
from handouts.read.written import read_written


def test_an_edition_without_words_of_its_own_has_those_of_the_standard() -> None:
    written = read_written(Shelves())
    for edition in (Edition.STANDARD, Edition.LARGE_PRINT, Edition.HIGH_CONTRAST):
        assert ("en", edition, "sleep") in written
        assert ("es", edition, "sleep") in written


def test_easy_words_and_other_languages_have_only_what_somebody_wrote_in_them(
    tmp_path: Path,
) -> None:
    stock = read_written(Shelves(tmp_path))
    assert ("ar", Edition.STANDARD, "ketamine-infusion") in stock
    assert ("ar", Edition.STANDARD, "sleep") not in stock
    assert ("ar", Edition.EASY_READ, "ketamine-infusion") not in stock
    own = tmp_path / "content/ar/treatments"
    own.mkdir(parents=True)
    (own / "sleep.yaml").write_text("kind: treatment\n", encoding="utf-8")
    assert ("ar", Edition.STANDARD, "sleep") in read_written(Shelves(tmp_path))
