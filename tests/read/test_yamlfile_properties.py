"""Whatever bytes come, the YAML reader ends: in a document, or in one problem inside the file."""

from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.library.shelves import Shelves, stock
from handouts.problems import Problem
from handouts.read.yamlfile import Document, parse

_STOCK = [
    path.read_bytes()
    for folder in ("content", "templates/folder")
    for path in sorted((stock() / folder).rglob("*.yaml"))
]

_TOKENS = [
    *("a", "b", "text", "no", "12:30", "02134", "ä", "😀", "é", "\u00a0", "\u200b", "\ufeff"),
    *(": ", ":", "- ", "-", "? ", "?", "\n", "\n", "\n  ", "\n    ", "\r\n", "\r", " ", "\t"),
    *("[", "]", "{", "}", ", ", ",", "|\n", ">-\n", "|2\n", "'", '"', "''", "\\", "\\u202e"),
    *("&a ", "*a", "!x ", "!!str ", "! ", "<<", "<<: ", "#", " # ", " #5", "---", "---\n", "...\n"),
    *("%YAML 1.1\n", "%TAG ! x\n", "@", "`", "%", "\0", "\x85", "\u2028", "= ", "~"),
]


def end(data: bytes) -> Document | Problem:
    """How reading ended; fails when it is anything but a document or one placed problem."""
    document, problems = parse(data, "f.yaml")
    if document is not None:
        assert problems == ()
        return document
    (problem,) = problems
    assert problem.place.file == "f.yaml"
    assert problem.message
    if problem.place.line:
        lines = _lines(data)
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
    else:
        assert problem.rule == "yaml-size"
    return problem


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _as_base(value: Any) -> Any:
    """Our value as PyYAML's BaseLoader writes it: an empty value is an empty text there."""
    if isinstance(value, dict):
        return {key: _as_base(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_base(part) for part in value]
    return "" if value is None else value


def _agrees(data: bytes, found: Document | Problem) -> None:
    if isinstance(found, Document):
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        assert _as_base(found.value) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


@settings(max_examples=400)
@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_document_or_one_problem(data: bytes) -> None:
    end(data)


@settings(max_examples=400)
@given(st.text(max_size=200))
def test_any_text_ends_in_a_document_or_one_problem(text: str) -> None:
    end(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(_TOKENS), max_size=40))
def test_any_soup_of_yaml_s_own_signs_ends_in_a_document_or_one_problem(tokens: list[str]) -> None:
    end("".join(tokens).encode())


@settings(max_examples=400)
@given(
    st.sampled_from(_STOCK),
    st.sampled_from(_STOCK),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(["", *_TOKENS]),
)
def test_spliced_stock_files_end_in_a_document_or_one_problem(
    first: bytes, second: bytes, head: float, tail: float, between: str
) -> None:
    data = first[: int(len(first) * head)] + between.encode() + second[int(len(second) * tail) :]
    end(data)


_SAFE = st.text("abcäéñ 019:.#-'\"&*!?,[]{}%@|>\n", max_size=12)


@settings(max_examples=600)
@given(
    st.recursive(
        st.one_of(_SAFE, st.sampled_from(["no", "12:30", "1.10", "02134", "~", "null", "<<"])),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(_SAFE.filter(len), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    st.sampled_from(["'", '"']),
    st.booleans(),
)
def test_what_a_yaml_writer_quotes_comes_back_as_it_was(value: Any, quote: str, flow: bool) -> None:
    written = yaml.safe_dump(
        value, default_style=quote, default_flow_style=flow, allow_unicode=True, width=60
    ).encode()
    assume(b"!!" not in written and b"&id" not in written and b"*id" not in written)
    found = end(written)
    assert isinstance(found, Document), found
    assert found.value == value


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(_TOKENS), max_size=14))
def test_an_accepted_soup_says_what_pyyaml_s_base_loader_says(tokens: list[str]) -> None:
    data = "".join(tokens).encode()
    document, _ = parse(data, "f.yaml")
    if document is not None:
        _agrees(data, document)


@settings(max_examples=600)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", "d", "e", "f"]),
            st.sampled_from(
                ["x", "no", "12:30", "'q #5'", "|\n  lit #5\n", ">\n  fold\n  ed\n", "", "[p, q]",
                 "{k: v}", "\n  - one\n  - two", "\n  in: y", "x # remark", '"é\\n"', "a:b", "-x"]
            ),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda pair: pair[0],
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)  # fmt: skip
def test_an_accepted_file_says_what_pyyaml_s_base_loader_says(
    pairs: list[tuple[str, str]],
    line_end: str,
    mark: bool,
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in pairs).replace("\n", line_end)
    data = text.encode("utf-8-sig" if mark else "utf-8")
    found = end(data)
    assert isinstance(found, Document)
    _agrees(data, found)


def test_every_stock_file_says_what_pyyaml_s_base_loader_says() -> None:
    assert len(_STOCK) > 100
    assert Shelves().languages()
    for data in _STOCK:
        found = end(data)
        assert isinstance(found, Document)
        _agrees(data, found)
