"""Comments to the program are found where they are comments, with the lines that they speak of."""

import pytest

from handouts.read.remarks import read_remarks


def _found(text: str) -> list[tuple[int, int, int, str]]:
    """Line, first and last line spoken of, and the words, of each remark."""
    return [
        (each.place.line, each.first, each.last, each.says)
        for each in read_remarks(text.encode(), "x.yaml")
    ]


def test_a_remark_at_the_end_of_a_line_speaks_of_that_line() -> None:
    text = "title: A\ntext:\n  - One.\n  - Two. # handouts: ignore READ003 a name\n  - Three.\n"
    assert _found(text) == [(4, 4, 4, "ignore READ003 a name")]


def test_a_remark_alone_on_its_line_speaks_of_the_line_below() -> None:
    text = "title: A\ntext:\n  - One.\n  # handouts: ignore READ003 a name\n  - Two.\n"
    assert _found(text) == [(4, 5, 5, "ignore READ003 a name")]


def test_remarks_and_other_comments_may_be_stacked() -> None:
    text = "title: A\n# handouts: ignore A why\n# seen by Ann\n# handouts: ignore B why\nkey: x\n"
    assert _found(text) == [(2, 5, 5, "ignore A why"), (4, 5, 5, "ignore B why")]


def test_a_remark_with_an_empty_line_below_speaks_of_nothing_further_down() -> None:
    assert _found("title: A\n# handouts: ignore A why\n\nkey: x\n") == [(2, 3, 3, "ignore A why")]


def test_a_remark_above_the_first_key_speaks_of_the_whole_file_too() -> None:
    assert _found("# Shows here.\n# handouts: ignore A why\ntitle: A\nkey: x\n") == [
        (2, 0, 3, "ignore A why")
    ]


@pytest.mark.parametrize(
    ("text", "spoken_of"),
    [
        ("a: b\nkey: >- # handouts: ignore A why\n  One\n  two.\nlast: x\n", (2, 4)),
        ("a: b\n# handouts: ignore A why\nkey: |\n  One\n\n  two.\nlast: x\n", (3, 6)),
        ("a: b\nkey:\n  - One\n    two. # handouts: ignore A why\n  - Three.\n", (3, 4)),
        ('a: b\nkey: "One\n  two." # handouts: ignore A why\nlast: x\n', (2, 3)),
        ("a: b\nkey: # handouts: ignore A why\n  One\n  two.\nlast: x\n", (2, 4)),
        ("a: b\nkey:\n  # handouts: ignore A why\n  One.\nlast: x\n", (2, 4)),
        ("a: b\nkey: [One, two] # handouts: ignore A why\n", (2, 2)),
        ("a: b\nkey: # handouts: ignore A why\n  - One.\n", (2, 2)),
    ],
)
def test_a_remark_speaks_of_all_lines_of_its_text_and_of_its_key(
    text: str, spoken_of: tuple[int, int]
) -> None:
    ((_, first, last, says),) = _found(text)
    assert ((first, last), says) == (spoken_of, "ignore A why")


@pytest.mark.parametrize(
    "text",
    [
        'a: "One # handouts: ignore A why"\n',
        "a: 'It''s # handouts: ignore A why'\n",
        'a: "One \\" # handouts: ignore A why"\n',
        'a: "One\n  # handouts: ignore A why\n  two."\n',
        "a: |\n  One.\n  # handouts: ignore A why\n  Two.\n",
        "a: >-\n  One. # handouts: ignore A why\n\n\n  # handouts: ignore A why\nb: x\n",
        "a: |2\n    # handouts: ignore A why\n  One.\n",
        "a: http://x#handouts:ignore\n",
        "# Shown in handouts: the first one\na: b\n",
    ],
)
def test_what_is_text_is_no_remark(text: str) -> None:
    assert _found(text) == []


def test_a_remark_behind_a_quote_with_a_hash_in_it_is_found_at_its_column() -> None:
    text = 'a: "One # two" # handouts: ignore A why\n'
    (remark,) = read_remarks(text.encode(), "x.yaml")
    assert (remark.place.column, remark.says) == (16, "ignore A why")


def test_a_remark_after_a_text_as_it_stands_is_found() -> None:
    text = "a: |\n  One.\n# handouts: ignore A why\nb: x\n"
    assert _found(text) == [(3, 4, 4, "ignore A why")]


def test_a_remark_at_the_end_of_the_file_is_found_though_it_speaks_of_nothing() -> None:
    assert _found("a: x\n# handouts: ignore A why\n") == [(2, 3, 3, "ignore A why")]


def test_letters_of_other_scripts_and_line_ends_of_windows_do_not_move_a_remark() -> None:
    text = 'a: "吃药 \U0001f600 # b" # handouts: ignore A why\r\nb: "x"\r\n'
    (remark,) = read_remarks(text.encode(), "x.yaml")
    assert (remark.place.line, remark.place.column) == (1, 15)


def test_a_file_of_nothing_but_remarks_and_quotes_is_read_in_one_pass() -> None:
    """As large as files may be: looking back at every line from each line would take minutes."""
    many = 9_000
    text = "a:\n" + '  - "x # y"\n  # handouts: ignore A why\n' * many + "# handouts: no\n" * many
    assert len(_found(text)) == 2 * many


@pytest.mark.parametrize("sign", ["# HANDOUTS: ignore A why", "#handouts : ignore A why"])
def test_the_sign_may_be_written_in_capitals_and_with_other_spaces(sign: str) -> None:
    assert _found(f"title: A\nkey: x {sign}\n") == [(2, 2, 2, "ignore A why")]
