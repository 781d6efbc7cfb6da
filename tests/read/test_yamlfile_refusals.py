"""What a YAML file may not hold is refused with the file, the line and the column of it."""

import pytest

from handouts.problems import Problem
from handouts.read.yamlfile import MAX_BYTES, MAX_EVENTS, MAX_TEXT, parse

FILE = "content/en/words.yaml"


def refusal(data: bytes | str) -> Problem:
    document, problems = parse(data.encode() if isinstance(data, str) else data, FILE)
    assert document is None
    (problem,) = problems
    assert problem.place.file == FILE
    return problem


def spot(data: bytes | str) -> tuple[str, int, int]:
    problem = refusal(data)
    return problem.rule, problem.place.line, problem.place.column


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        ("a: &word x\nb: y\n", "yaml-anchor", 1, 4),
        ("a: x\nb: *a\n", "yaml-anchor", 2, 4),
        ("a: &a [*a]\n", "yaml-anchor", 1, 4),
        ("&a key: x\n", "yaml-anchor", 1, 1),
        ("a: x\nb:\n  - &deep {c: d}\n", "yaml-anchor", 3, 5),
        ("a:\n  <<: {b: c}\n", "yaml-merge", 2, 3),
        ("a: {<<: x}\n", "yaml-merge", 1, 5),
        ("a: !secret x\n", "yaml-tag", 1, 4),
        ("a: x\nb: !!python/object/apply:os.system [ls]\n", "yaml-tag", 2, 4),
        ("!!str a: x\n", "yaml-tag", 1, 1),
        ("a: ! x\n", "yaml-tag", 1, 4),
        ("a: !!binary aGk=\n", "yaml-tag", 1, 4),
        ("a: x\nb: y\na: z\n", "yaml-double-key", 3, 1),
        ("top:\n  a: x\n  b: y\n  'a': z\n", "yaml-double-key", 4, 3),
        ("caf\u00e9: x\ncafe\u0301: y\n", "yaml-double-key", 2, 1),
        ("a: {b: x, b: y}\n", "yaml-double-key", 1, 11),
        ("a: x\n? [b, c]\n: y\n", "yaml-key", 2, 3),
        ("a: x\n? {b: c}\n: y\n", "yaml-key", 2, 3),
        ("{[a]: b}\n", "yaml-key", 1, 2),
        ("a: x\n? \n: y\n", "yaml-key", 2, 2),
        ('"": y\n', "yaml-key", 1, 1),
        ("a: x\n---\nb: y\n", "yaml-document", 2, 1),
        ("---\na: x\n---\nb: y\n", "yaml-document", 3, 1),
    ],
)
def test_what_yaml_can_hide_words_behind_is_refused_at_its_place(
    data: str, rule: str, line: int, column: int
) -> None:
    assert spot(data) == (rule, line, column)


def test_a_doubled_key_names_the_line_of_the_first_one() -> None:
    problem = refusal("title: x\nside_effects: y\ntext: z\nside_effects:\n")
    assert (problem.place.line, problem.place.column) == (4, 1)
    assert "'side_effects'" in problem.message
    assert "line 2" in problem.message


@pytest.mark.parametrize("data", ["", "\n\n", "# only a remark\n", "\ufeff", "\r\n# x\r\n"])
def test_a_file_that_says_nothing_is_refused_at_its_start(data: str) -> None:
    assert spot(data) == ("yaml-empty", 1, 1)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ("[" * 100_000, "yaml-depth"),
        ("{a: " * 100_000, "yaml-depth"),
        ("- " * 100_000, "yaml-depth"),
        ("".join(f"{' ' * n}a:\n" for n in range(400)), "yaml-depth"),
        ("? " * 100_000, "yaml-key"),
    ],
)
def test_endless_nesting_is_refused_instead_of_ending_the_program(data: str, rule: str) -> None:
    assert refusal(data).rule == rule


def test_twenty_levels_are_allowed_and_twenty_one_are_not() -> None:
    document, problems = parse(("[" * 20 + "]" * 20).encode(), FILE)
    assert (document is not None, problems) == (True, ())
    assert spot("[" * 21 + "]" * 21) == ("yaml-depth", 1, 21)


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert spot("\n".join(rows)) == ("yaml-anchor", 1, 5)


def test_a_file_of_one_byte_too_many_is_refused_whatever_it_holds() -> None:
    assert refusal(b"\xff" * (MAX_BYTES + 1)).rule == "yaml-size"
    document, _ = parse(b"a: x\n" + b"#" * (MAX_BYTES - 5), FILE)
    assert document is not None


@pytest.mark.parametrize("form", ["a: x\nb: {}\n", "a: x\nb: '{}'\n", "a: x\nb: |\n  {}\n"])
def test_a_text_without_end_is_refused_where_it_begins(form: str) -> None:
    words = "word " * (MAX_TEXT // 5)
    assert spot(form.format(words + "and more")) == ("yaml-size", 2, 4)
    document, _ = parse(form.format(words[:-1]).encode(), FILE)
    assert document is not None


def test_too_many_entries_are_refused_where_they_become_too_many() -> None:
    problem = refusal("- a\n" * (MAX_EVENTS + 10))
    assert problem.rule == "yaml-size"
    assert MAX_EVENTS - 10 < problem.place.line < MAX_EVENTS + 10


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("name: Caf\u00e9\n".encode("cp1252"), 1, 10),
        ("a: x\nname: don\u2019t\n".encode("cp1252"), 2, 10),
        ("a: \u00fc\nb: \u00fc".encode() + b"\xfc\n", 2, 5),
        ("a: x\n".encode("utf-16"), 1, 1),
        (b"a: x\nb: \xed\xa0\x80\n", 2, 4),
        (b"a: x\nb: \xc0\xaf\n", 2, 4),
        (b"a: cut short \xe2\x80", 1, 14),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused_at_their_letter(
    data: bytes, line: int, column: int
) -> None:
    assert spot(data) == ("yaml-encoding", line, column)
    assert "UTF-8" in refusal(data).hint


def test_a_byte_order_mark_does_not_move_the_place_of_a_broken_letter() -> None:
    assert spot(b"\xef\xbb\xbfname: Caf\xe9\n") == ("yaml-encoding", 1, 10)


def test_old_line_ends_do_not_move_the_place_of_a_broken_letter() -> None:
    assert spot(b"a: x\rb: y\rname: Caf\xe9\r") == ("yaml-encoding", 3, 10)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused(order: str) -> None:
    rule, line, _ = spot("a: x\n".encode(order))
    assert (rule, line) == ("yaml-character", 1)


@pytest.mark.parametrize("letter", list("éèñüöäçáíóúàâêô’‘“”–—…"))
def test_words_saved_with_the_wrong_encoding_once_are_refused(letter: str) -> None:
    broken = letter.encode().decode("cp1252", "ignore")
    broken = letter.encode().decode("latin-1") if len(broken) < len(letter.encode()) else broken
    assert spot(f"a: x\nb: Wo {broken} ds\n")[:2] in {("yaml-encoding", 2), ("yaml-character", 2)}


@pytest.mark.parametrize("letter", ["Ñ", "É", "Ö", "Ü", "ß", "Ó", "œ", "ł", "€", "™"])
def test_capital_and_rarer_letters_of_the_wrong_encoding_are_refused_too(letter: str) -> None:
    broken = letter.encode().decode("cp1252")
    assert spot(f"a: x\nb: NI{broken}O\n") == ("yaml-encoding", 2, 6)


@pytest.mark.parametrize("words", ["São Paulo", "MANHÃ", "Âge", "Ãngela", "pâté", "â la carte"])
def test_right_letters_that_also_stand_in_broken_words_are_accepted(words: str) -> None:
    document, problems = parse(f"a: {words}\n".encode(), FILE)
    assert problems == ()
    assert document is not None
    assert document.value == {"a": words}


INVISIBLE = [
    "\x00", "\x07", "\x1b", "\x7f", "\x85", "\u009f", "\u00ad", "\u061c", "\u200b", "\u200c",
    "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d",
    "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ue000", "\ufff9",
    "\ufffe", "\U000e0001",
]  # fmt: skip


@pytest.mark.parametrize("letter", INVISIBLE, ids=lambda letter: f"U+{ord(letter):04X}")
@pytest.mark.parametrize("form", ["a: x\nb: yo{}u\n", "a: x\nb: 'yo{}u'\n", "a: x\n# r:yo{}u\n"])
def test_what_takes_no_ink_is_refused_wherever_it_stands(letter: str, form: str) -> None:
    problem = refusal(form.format(letter))
    assert (problem.rule, problem.place.line) == ("yaml-character", 2)
    assert problem.place.column == form.splitlines()[1].index("{") + 1
    assert f"U+{ord(letter):04X}" in problem.message
    assert letter not in problem.message


@pytest.mark.parametrize("letter", INVISIBLE, ids=lambda letter: f"U+{ord(letter):04X}")
def test_what_takes_no_ink_is_refused_as_an_escape_in_quotes_too(letter: str) -> None:
    problem = refusal(f'a: x\nb: "yo\\U{ord(letter):08X}u"\n')
    assert (problem.rule, problem.place.line, problem.place.column) == ("yaml-character", 2, 4)
    assert f"U+{ord(letter):04X}" in problem.message


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\b", "\\e", "\\t", "\\r", "\\N", "\\L", "\\P"])
def test_short_escapes_of_invisible_letters_are_refused(escape: str) -> None:
    assert spot(f'a: x\nb: "yo{escape}u"\n') == ("yaml-character", 2, 4)


def test_an_invisible_letter_in_a_quoted_key_is_refused() -> None:
    assert spot('a: x\n"b\\u202e": y\n') == ("yaml-character", 2, 1)


@pytest.mark.parametrize("escape", ["\\ud800", "\\ud83d\\ude00x", "\\UFFFFFFFF"])
def test_escapes_that_are_no_letter_are_refused_in_their_line(escape: str) -> None:
    rule, line, _ = spot(f'a: x\nb: "yo{escape}"\n')
    assert rule in {"yaml-syntax", "yaml-character"}
    assert line == 2


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [("a:\n\tb: x\n", 2, 1), ("a:\n  - x\n \t- y\n", 3, 2), ("a: x\ty\n", 1, 5), ("a:\tx\n", 1, 3)],
)
def test_a_tab_is_refused_by_its_name(data: str, line: int, column: int) -> None:
    assert spot(data) == ("yaml-character", line, column)
    assert "tab" in refusal(data).message


SPACES = [
    "\u00a0",
    "\u1680",
    *(chr(n) for n in range(0x2000, 0x200B)),
    "\u202f",
    "\u205f",
    "\u3000",
]


@pytest.mark.parametrize("space", SPACES, ids=lambda space: f"U+{ord(space):04X}")
def test_a_line_that_begins_with_a_space_of_the_wrong_kind_is_refused(space: str) -> None:
    assert spot(f"a:\n{space} b: x\n")[:2] == ("yaml-character", 2)
    assert spot(f"a: x\n{space}b: y\n")[:2] == ("yaml-character", 2)
    assert spot(f"a:\n  b: x\n  {space}c: y\n")[:2] == ("yaml-character", 3)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("phone: call ext #5\n", 1, 17),
        ("a: x\nb: Room #12, second floor\n", 2, 9),
        ("- We are #1\n", 1, 10),
        ("a:\n  - one\n  - two #2\n", 3, 9),
        ("a: first line\n  second #3\n", 2, 10),
        ("a: [b, c #4\n  ]\n", 1, 10),
        ("a: x   #5\n", 1, 8),
    ],
)
def test_words_that_a_number_sign_would_drop_are_refused_at_the_sign(
    data: str, line: int, column: int
) -> None:
    assert spot(data) == ("yaml-lost-text", line, column)


@pytest.mark.parametrize(
    "data", ["phone: #5\n", "a:\n  - #5 call us\n", "map: #12 Harbor Street\n"]
)
def test_a_value_that_is_nothing_but_dropped_words_is_refused(data: str) -> None:
    assert refusal(data).rule == "yaml-lost-text"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("a: x # a remark with a space\n", {"a": "x"}),
        ("a: x#5\n", {"a": "x#5"}),
        ("a: 'ext #5'\n", {"a": "ext #5"}),
        ('a: "ext #5"\n', {"a": "ext #5"}),
        ("a: |\n  ext #5\n", {"a": "ext #5\n"}),
        ("a: x # see issue #5\n", {"a": "x"}),
        ("#a remark\na: x\n", {"a": "x"}),
    ],
)
def test_remarks_and_quoted_number_signs_are_accepted(data: str, value: object) -> None:
    document, problems = parse(data.encode(), FILE)
    assert problems == ()
    assert document is not None
    assert document.value == value


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("a: b: c\n", 1, 5),
        ("a: x\nb\nc: y\n", 2, 1),
        ("a: x\nb: 'never closed\nc: y\n", 2, 4),
        ('a: x\nb: "never closed\nc: y\n', 2, 4),
        ("a: x\nb: @home\n", 2, 4),
        ("a: x\nb: `x`\n", 2, 4),
        ("a: x\nb: %x\n", 2, 4),
        ("a:\n  b: x\n c: y\n", 3, 2),
        ("a: 'x' and y\n", 1, 6),
        ("a:\n  - x\n  y: z\n", 3, 3),
    ],
)
def test_what_is_no_yaml_is_refused_in_plain_words_at_its_place(
    data: str, line: int, column: int
) -> None:
    problem = refusal(data)
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.rule in {"yaml-syntax", "yaml-anchor"}
    assert problem.hint
    for jargon in ("token", "scalar", "block mapping", "flow", "alias", "anchor", "document start"):
        assert jargon not in problem.message


@pytest.mark.parametrize("words", ["**Bold** words", "* a point", "&", "*", "& more"])
def test_a_star_at_the_start_of_a_text_is_explained_in_its_line(words: str) -> None:
    problem = refusal(f"a: x\nb: {words}\nc: y\n")
    assert problem.place.line == 2
    assert "& or *" in problem.message
    assert "quotes" in problem.hint


@pytest.mark.parametrize("data", ["a: [b", "a: {b: c", "a: x\nb: [c,\n d", "a: x\n- b"])
def test_what_is_missing_at_the_end_has_a_place_inside_the_file(data: str) -> None:
    problem = refusal(data)
    lines = data.split("\n")
    assert 1 <= problem.place.line <= len(lines)
    assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


def test_a_key_that_is_a_time_with_a_question_mark_before_it_is_read_as_text() -> None:
    document, problems = parse(b"? 12:30", FILE)
    assert problems == ()
    assert document is not None
    assert document.value == {"12:30": None}
