"""Each correction of WeasyPrint's tags is needed: without it, its test fails."""

from collections.abc import Callable
from typing import Any

import pytest

from handouts.press import cells, claims, roles, structure, tags
from handouts.press.silence import Unprintable
from tests.press import test_tags as said


def _always(value: object) -> Callable[..., object]:
    return lambda *_, **__: value


def _without(*lost: str) -> dict[str, str]:
    return {tag: role for tag, role in roles.ROLES.items() if tag not in lost}


def _plain(_: object, __: object, document: Any) -> bytes:
    """What WeasyPrint does by itself."""
    return bytes(document.write_pdf(pdf_variant=claims.VARIANT))


OFF: dict[str, tuple[Callable[[], None], object, str, object]] = {
    "language": (
        said.test_words_in_another_language_say_so_and_no_others,
        roles, "language", _always(None),
    ),
    "strong and em": (
        said.test_strong_and_emphasized_words_are_so_to_the_ear,
        roles, "ROLES", _without("strong", "b", "em", "i"),
    ),
    "the role map": (
        said.test_strong_and_emphasized_words_are_so_to_the_ear,
        roles, "ROLE_MAP", {},
    ),
    "logical text": (
        said.test_words_from_right_to_left_are_read_in_the_order_in_which_they_are_spoken,
        roles, "actual_text", _always(None),
    ),
    "spaces at lines' ends": (
        said.test_words_from_right_to_left_are_read_in_the_order_in_which_they_are_spoken,
        roles, "actual_text", lambda text, **_: text,
    ),
    "words among them": (
        said.test_latin_words_and_numbers_among_them_are_not_turned_round,
        roles, "actual_text", lambda text, **_: f"{text} " if "ש" in text else None,
    ),
    "a link's words": (
        said.test_a_link_is_told_by_its_words_and_not_by_its_address,
        roles, "link_words", _always(None),
    ),
    "page margins": (
        said.test_the_head_and_the_foot_of_a_page_are_not_read,
        structure, "is_page_margin", _always(False),
    ),
    "aria-hidden": (
        said.test_what_the_html_hides_is_not_read,
        structure, "is_hidden_by_author", _always(False),
    ),
    "empty alt": (
        said.test_a_picture_without_words_is_decoration,
        structure, "is_wordless_picture", _always(False),
    ),
    "repeated heads": (
        said.test_a_table_s_head_is_read_once_however_often_it_is_printed,
        structure, "is_repeated_group", _always(False),
    ),
    "one for one": (
        said.test_an_element_is_one_however_many_pages_and_lines_it_takes,
        structure, "identity", lambda element, page: (element, page),
    ),
    "no wrappers": (
        said.test_there_is_nothing_between_an_element_and_the_elements_in_it,
        tags, "write", _plain,
    ),
    "nothing lost": (
        said.test_whatever_is_marked_to_be_read_is_read,
        tags, "write", _plain,
    ),
    "reading order": (
        said.test_things_are_read_in_the_order_of_the_html_wherever_the_style_puts_them,
        structure, "reading_order", lambda kids: kids,
    ),
    "list numbering": (
        said.test_a_list_says_how_its_items_are_marked,
        roles, "numbering", _always("None"),
    ),
    "scope": (
        said.test_a_head_of_a_table_says_whether_it_is_a_column_s_or_a_row_s,
        cells, "scope", _always("Column"),
    ),
    "heads of cells": (
        said.test_a_cell_names_its_heads_and_the_document_knows_them_by_their_names,
        cells, "describe", _always(None),
    ),
    "the index of ids": (
        said.test_a_cell_names_its_heads_and_the_document_knows_them_by_their_names,
        tags, "id_tree", _always([]),
    ),
    "bounding box": (
        said.test_a_picture_has_its_words_and_its_place_on_the_sheet,
        roles, "bounding_box",
        lambda box, _: (box.content_box_x(), box.content_box_y(), box.width, box.height),
    ),
    "the claim of PDF/UA": (
        said.test_a_file_claims_both_standards,
        tags, "claim_accessible", _always(None),
    ),
    "its extension schema": (
        said.test_a_file_claims_both_standards,
        claims, "PDF_UA", b"",
    ),
}  # fmt: skip


@pytest.mark.parametrize("correction", OFF)
def test_without_the_correction_its_test_fails(
    correction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    test, module, name, instead = OFF[correction]
    test()
    monkeypatch.setattr(module, name, instead)
    with pytest.raises((AssertionError, Unprintable)):
        test()
