"""What a clinic writes in YAML comes back as the text it wrote, with the place of each part."""

from typing import Any

import pytest

from handouts.problems import Place
from handouts.read.yamlfile import Document, parse


def read(data: bytes | str) -> Document:
    document, problems = parse(data.encode() if isinstance(data, str) else data, "w.yaml")
    assert problems == ()
    assert document is not None
    return document


@pytest.mark.parametrize(
    "text",
    [
        "NO", "no", "Yes", "on", "off", "true", "False", "12:30", "10:30:00", "02134", "00123456",
        "1.10", "1e3", "0x1F", "0o17", "017", "+15550100", "-5", "1_000", ".5", "5.", ".inf",
        ".NaN",
        "2026-12-01", "2026-12-01 08:30:00", "12/01/2026", "~", "null", "Null", "=", "y", "n",
        "911", "9" * 5000, "1:" + "59:" * 50 + "59", "50 %", "don't", "a:b", "http://example.org/#top",
        "Nguyễn Thị Mẫu", "😀", "x<y>&amp;z", "x {{ y }} z",
    ],
)  # fmt: skip
def test_a_value_stays_the_text_that_was_typed(text: str) -> None:
    assert read(f"a: {text}\n").value == {"a": text}
    assert read(f"- {text}\n").value == [text]


@pytest.mark.parametrize("key", ["no", "yes", "null", "12:30", "02134", "1.10", "2026-12-01", "on"])
def test_a_key_stays_the_text_that_was_typed(key: str) -> None:
    assert read(f"{key}: x\n").value == {key: "x"}


def test_nothing_behind_a_colon_is_nothing_and_quotes_are_an_empty_text() -> None:
    assert read("a:\nb: ''\nc: \"\"\n").value == {"a": None, "b": "", "c": ""}


def test_quoted_merge_and_star_words_are_plain_text() -> None:
    assert read("'<<': '*x'\nb: '&y !z'\n").value == {"<<": "*x", "b": "&y !z"}


def test_long_texts_may_go_on_in_the_next_line() -> None:
    assert read("a: one\n  two\n\n  three\nb: >\n  four\n  five\n").value == {
        "a": "one two\nthree",
        "b": "four five\n",
    }


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfa: x\nb:\n  - y\n",
        b"a: x\r\nb:\r\n  - y\r\n",
        b"\xef\xbb\xbfa: x\r\nb:\r\n  - y",
        b"a: x\rb:\r  - y\r",
        b"---\na: x\nb:\n  - y\n...\n",
        b"{a: x, b: [y]}",
        b'{"a": "x", "b": ["y"]}\n',
    ],
)
def test_every_editor_s_way_to_save_a_file_says_the_same(data: bytes) -> None:
    assert read(data).value == {"a": "x", "b": ["y"]}


def test_a_byte_order_mark_and_windows_line_ends_move_no_place() -> None:
    plain = read("a: x\nb:\n  - y\n  - c: z\n")
    windows = read(b"\xef\xbb\xbf" + b"a: x\r\nb:\r\n  - y\r\n  - c: z\r\n")
    assert windows.places == plain.places


def test_each_part_has_its_place() -> None:
    document = read("# remark\na: x\nlist:\n  - one\n  - {k: v}\ndeep:\n  ä:\n    c: y\n")
    expected: dict[tuple[str | int, ...], tuple[int, int]] = {
        (): (2, 1),
        ("a",): (2, 1),
        ("list",): (3, 1),
        ("list", 0): (4, 5),
        ("list", 1): (5, 5),
        ("list", 1, "k"): (5, 6),
        ("deep",): (6, 1),
        ("deep", "ä"): (7, 3),
        ("deep", "ä", "c"): (8, 5),
    }
    assert document.places == {
        path: Place("w.yaml", line, column) for path, (line, column) in expected.items()
    }


def test_columns_are_counted_in_letters_not_in_bytes() -> None:
    document = read("{ä: 😀, łódź: [x]}\n")
    assert document.places["łódź",] == Place("w.yaml", 1, 8)


@pytest.mark.parametrize(
    ("data", "value"),
    [("cafe\u0301: x\n", {"caf\u00e9": "x"}), ("[a: b, {c}]\n", [{"a": "b"}, {"c": None}])],
)
def test_keys_are_composed_and_short_forms_are_read(data: str, value: Any) -> None:
    assert read(data).value == value
