"""Files that break YAML readers, as bytes by name; the large ones are made when asked for.

What the public sets hold (yaml-test-suite, the parser torture files, the known traps of YAML 1.1
and 1.2), written anew for this reader, with what each must end in: the plain text that it says, or
the place and rule of its refusal.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

KIB = 1024
FULL = 1_000_000
"""Bytes of the largest file that is read at all."""


class Says(NamedTuple):
    """A file that can be read, and what it says."""

    value: Any


class Refused(NamedTuple):
    """A file that cannot: the rule, and the line (0: the whole file)."""

    rule: str
    line: int


def fill(piece: str, size: int = FULL) -> bytes:
    """A piece again and again, up to a size."""
    data = piece.encode()
    return data * (size // len(data))


SMALL: Mapping[str, tuple[bytes, Says | Refused]] = {
    # nothing at all
    "empty": (b"", Refused("yaml-empty", 1)),
    "one line end": (b"\n", Refused("yaml-empty", 1)),
    "spaces": (b"   \n  \n", Refused("yaml-empty", 1)),
    "remarks only": (b"# a\n# b\n", Refused("yaml-empty", 1)),
    "a mark of bytes only": (b"\xef\xbb\xbf", Refused("yaml-empty", 1)),
    "three dashes only": (b"---\n", Says(None)),
    "three dots only": (b"...\n", Refused("yaml-syntax", 1)),
    # more than one document, directives
    "two documents": (b"a: x\n---\nb: y\n", Refused("yaml-document", 2)),
    "two documents, dots between": (b"a: x\n...\nb: y\n", Refused("yaml-syntax", 3)),
    "dots at the end": (b"a: x\n...\n", Says({"a": "x"})),
    "version 1.1": (b"%YAML 1.1\n---\na: x\n", Says({"a": "x"})),
    "version 1.2": (b"%YAML 1.2\n---\na: x\n", Says({"a": "x"})),
    "version 3": (b"%YAML 3.0\n---\na: x\n", Refused("yaml-syntax", 1)),
    "version twice": (b"%YAML 1.1\n%YAML 1.1\n---\na: x\n", Refused("yaml-syntax", 2)),
    "version without a document": (b"%YAML 1.1\na: x\n", Refused("yaml-syntax", 2)),
    "a tag's short name": (b"%TAG ! tag:x,2026:\n---\na: !b x\n", Refused("yaml-tag", 3)),
    "an unknown directive": (b"%FOO bar\n---\na: x\n", Refused("yaml-syntax", 1)),
    # keys
    "a key twice": (b"a: x\na: y\n", Refused("yaml-double-key", 2)),
    "a key twice, once in quotes": (b"a: x\n'a': y\n", Refused("yaml-double-key", 2)),
    "a key twice, deep": (b"a:\n  - b: x\n    b: y\n", Refused("yaml-double-key", 3)),
    "a key twice in braces": (b"{a: x, a: y}\n", Refused("yaml-double-key", 1)),
    "a merge key": (b"a:\n  <<: {b: x}\n", Refused("yaml-merge", 2)),
    "a merge key with an anchor": (b"a: &a {b: x}\nc:\n  <<: *a\n", Refused("yaml-anchor", 1)),
    "a question mark's key": (b"? a\n: x\n", Says({"a": "x"})),
    "a list as a key": (b"? [a, b]\n: x\n", Refused("yaml-key", 1)),
    "keys as a key": (b"{{a: b}: c}\n", Refused("yaml-key", 1)),
    "a set": (b"? a\n? b\n", Says({"a": None, "b": None})),
    "an empty key": (b": x\n", Refused("yaml-syntax", 1)),
    "a key of a word and dots": (b"a.b-c_d: x\n", Says({"a.b-c_d": "x"})),
    "ordered pairs": (b"- a: x\n- b: y\n", Says([{"a": "x"}, {"b": "y"}])),
    # words that other readers turn into something else
    "Norway": (b"- no\n- NO\n- y\n- on\n- off\n", Says(["no", "NO", "y", "on", "off"])),
    "numbers of all kinds": (
        b"- 0755\n- 0o17\n- 0x1F\n- 1_000\n- 190:20:30\n- 1e3\n- .inf\n- -.NAN\n- +1\n- 0b11\n",
        Says(["0755", "0o17", "0x1F", "1_000", "190:20:30", "1e3", ".inf", "-.NAN", "+1", "0b11"]),
    ),
    "dates and times": (
        b"- 2026-12-01\n- 2001-12-14t21:59:43.10-05:00\n- 12:30\n",
        Says(["2026-12-01", "2001-12-14t21:59:43.10-05:00", "12:30"]),
    ),
    "nothing in many forms": (
        b"a:\nb: ~\nc: null\nd: NULL\ne: ''\n",
        Says({"a": None, "b": "~", "c": "null", "d": "NULL", "e": ""}),
    ),
    "an equals sign": (b"a: =\n", Says({"a": "="})),
    # tags and anchors
    "a tag that runs a program": (
        b"a: !!python/object/apply:os.system ['ls']\n",
        Refused("yaml-tag", 1),
    ),
    "bytes": (b"a: !!binary R0lGODlh\n", Refused("yaml-tag", 1)),
    "a set by its tag": (b"--- !!set\n? a\n", Refused("yaml-tag", 1)),
    "an unknown tag": (b"a: !e!x y\n", Refused("yaml-syntax", 1)),
    "a tag in full": (b"a: !<tag:yaml.org,2002:str> x\n", Refused("yaml-tag", 1)),
    "an anchor that nobody uses": (b"a: &b x\n", Refused("yaml-anchor", 1)),
    "an alias of nothing": (b"a: *b\n", Refused("yaml-anchor", 1)),
    "an anchor that holds itself": (b"&a [*a]\n", Refused("yaml-anchor", 1)),
    # indents, lists
    "tab before a key": (b"a:\n\tb: x\n", Refused("yaml-character", 2)),
    "tab behind a dash": (b"a:\n  -\tb\n", Refused("yaml-character", 2)),
    "tab at a line's end": (b"a: x\t\nb: y\n", Refused("yaml-character", 1)),
    "a list as far left as its key": (b"a:\n- x\n- y\n", Says({"a": ["x", "y"]})),
    "a list in a list": (b"- - x\n  - y\n- z\n", Says([["x", "y"], "z"])),
    "an empty entry": (b"- x\n-\n- y\n", Says(["x", None, "y"])),
    "brackets over lines": (b"a: [x,\n  y\n  ]\n", Says({"a": ["x", "y"]})),
    "brackets as far left as their key": (b"a: [\nx, y\n]\n", Says({"a": ["x", "y"]})),
    "a comma at the end": (b"[x, y, ]\n", Says(["x", "y"])),
    "two commas": (b"[x,, y]\n", Refused("yaml-syntax", 1)),
    "a bracket never closed": (b"a: [x\nb: y\n", Refused("yaml-syntax", 1)),
    "the wrong bracket": (b"a: [x}\n", Refused("yaml-syntax", 1)),
    "JSON": (b'{"a": ["x", {"b": null}], "c": true}', Says(
        {"a": ["x", {"b": "null"}], "c": "true"})),
    "JSON without spaces": (b'{"a":"x","b":["y"]}', Says({"a": "x", "b": ["y"]})),
    # texts over lines
    "a block of lines": (b"a: |\n  x\n\n  y\nb: z\n", Says({"a": "x\n\ny\n", "b": "z"})),
    "a folded block": (b"a: >-\n  x\n  y\n\n  z\n", Says({"a": "x y\nz"})),
    "a block with an indent of its own": (b"a: |2\n   x\n  y\n", Says({"a": " x\ny\n"})),
    "a block with no such indent": (b"a: |0\n  x\n", Refused("yaml-syntax", 1)),
    "a block with two digits": (b"a: |12\n  x\n", Refused("yaml-syntax", 1)),
    "a block that keeps its end": (b"a: |+\n  x\n\n\nb: y\n", Says({"a": "x\n\n\n", "b": "y"})),
    "a block whose first line stands right": (b"a: |\n    x\n  y\n", Refused("yaml-syntax", 3)),
    "a block of nothing": (b"a: |\nb: x\n", Says({"a": "", "b": "x"})),
    "plain text over lines": (b"a: x\n  y\n\n  z\n", Says({"a": "x y\nz"})),
    "quoted text over lines": (b'a: "x\n  y\\\n  z"\n', Says({"a": "x yz"})),
    "a quote closed by the next line's": (b'- "x\n- y"\n', Refused("yaml-syntax", 1)),
    "a dash that begins no entry": (b"- x\n  - y\n", Refused("yaml-syntax", 2)),
    "document signs inside quotes": (b'a: "x\n--- y"\n', Refused("yaml-syntax", 1)),
    "spaces at lines' ends": (b"a:   x   \nb: y  \n", Says({"a": "x", "b": "y"})),
    "a # without a space before it": (b"a: x#y\n", Says({"a": "x#y"})),
    "words behind a #": (b"a: x #y\n", Refused("yaml-lost-text", 1)),
    "an unknown escape": (b'a: "\\q"\n', Refused("yaml-syntax", 1)),
    "half a letter as an escape": (b'a: "\\ud83d"\n', Refused("yaml-syntax", 1)),
    "an escape cut short": (b'a: "\\u12"\n', Refused("yaml-syntax", 1)),
    "an escape beyond all letters": (b'a: "\\U00110000"\n', Refused("yaml-syntax", 1)),
    "NUL as an escape": (b'a: "\\0"\n', Refused("yaml-character", 1)),
    "a colon in the text": (b"a: x: y\n", Refused("yaml-syntax", 1)),
    "an address": (b"a: https://example.org/?b=c#d\n", Says({"a": "https://example.org/?b=c#d"})),
    # letters
    "NUL": (b"a: x\nb: \0\n", Refused("yaml-character", 2)),
    "nothing but NUL": (b"\0" * 64, Refused("yaml-character", 1)),
    "a C1 control": ("a: x\u0085y\n".encode(), Refused("yaml-character", 1)),
    "line separator": ("a: x\u2028b: y\n".encode(), Refused("yaml-character", 1)),
    "an end of page": (b"a: x\x0cy\n", Refused("yaml-character", 1)),
    "escape sequences of a terminal": (b"a: \x1b[31mx\n", Refused("yaml-character", 1)),
    "words turned round": ("a: \u202ex\u202c\n".encode(), Refused("yaml-character", 1)),
    "an isolate": ("a: \u2066x\u2069\n".encode(), Refused("yaml-character", 1)),
    "a mark of bytes inside": ("a: \ufeffx\n".encode(), Refused("yaml-character", 1)),
    "two marks of bytes": (b"\xef\xbb\xbf\xef\xbb\xbfa: x\n", Refused("yaml-character", 1)),
    "no letter at all": ("a: \ufffe\n".encode(), Refused("yaml-character", 1)),
    "cp1252": ("a: don\u2019t\n".encode("cp1252"), Refused("yaml-encoding", 1)),
    "Latin-1": ("a: caf\u00e9\n".encode("latin-1"), Refused("yaml-encoding", 1)),
    "mojibake": ("a: don\u2019t\n".encode().decode("cp1252").encode(), Refused("yaml-encoding", 1)),
    "letters that were lost": ("a: caf\ufffd\n".encode(), Refused("yaml-encoding", 1)),
    "UTF-16": ("a: x\n".encode("utf-16"), Refused("yaml-encoding", 1)),
    "UTF-16, big end first": (b"\xfe\xff" + "a: x\n".encode("utf-16-be"),
        Refused("yaml-encoding", 1)),
    "UTF-16 without its mark": ("a: x\n".encode("utf-16-le"), Refused("yaml-character", 1)),
    "UTF-32": ("a: x\n".encode("utf-32"), Refused("yaml-encoding", 1)),
    "UTF-32 without its mark": ("a: x\n".encode("utf-32-be"), Refused("yaml-character", 1)),
    "UTF-7": (b"a: +AGE-\n", Says({"a": "+AGE-"})),
    "half a pair": (b"a: \xed\xa0\xbd\n", Refused("yaml-encoding", 1)),
    "a letter in too many bytes": (b"a: \xc0\xaf\n", Refused("yaml-encoding", 1)),
    "a letter cut short": (b"a: \xf0\x9f\x98", Refused("yaml-encoding", 1)),
    "a letter beyond all letters": (b"a: \xf4\x90\x80\x80\n", Refused("yaml-encoding", 1)),
    "an emoji": ("a: \U0001f600\n".encode(), Says({"a": "\U0001f600"})),
    "old Mac line ends": (b"a: x\rb: y\r", Says({"a": "x", "b": "y"})),
    "Windows line ends": (b"a: x\r\nb:\r\n  - y\r\n", Says({"a": "x", "b": ["y"]})),
    "mixed line ends": (b"a: x\r\nb: y\rc: z\n", Says({"a": "x", "b": "y", "c": "z"})),
    "no line end at the end": (b"a: x", Says({"a": "x"})),
    # files of other programs
    "Word or Excel": (b"PK\x03\x04\x14\x00\x06\x00", Refused("yaml-encoding", 1)),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1", Refused("yaml-encoding", 1)),
    "RTF": (rb"{\rtf1\ansi a: x}", Refused("yaml-encoding", 1)),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Refused("yaml-encoding", 1)),
    "a web page": (b"<!DOCTYPE html><p>a: x</p>\n", Refused("yaml-encoding", 1)),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refused("yaml-encoding", 1)),
}  # fmt: skip
"""Each file with how reading it must end."""


def _bomb() -> bytes:
    """A billion laughs: each line ten times the line before."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(rows).encode()


def _deep(levels: int) -> bytes:
    return "".join(f"{' ' * n}a:\n" for n in range(levels)).encode()


LARGE: Mapping[str, tuple[Callable[[], bytes], frozenset[str]]] = {
    "a billion laughs": (_bomb, frozenset({"yaml-anchor"})),
    "100,000 brackets": (lambda: b"[" * 100_000, frozenset({"yaml-depth"})),
    "a million brackets": (lambda: b"[" * FULL, frozenset({"yaml-depth"})),
    "100,000 brackets in quotes": (lambda: b'"' + b"[" * 100_000 + b'"', frozenset({"yaml-size"})),
    "brackets that close": (lambda: fill("[]"), frozenset({"yaml-syntax"})),
    "100,000 braces": (lambda: b"{a: " * 100_000, frozenset({"yaml-depth"})),
    "100,000 dashes": (lambda: b"- " * 100_000, frozenset({"yaml-depth"})),
    "100,000 question marks": (lambda: b"? " * 100_000, frozenset({"yaml-key"})),
    "1,000 steps to the right": (lambda: _deep(1000), frozenset({"yaml-depth"})),
    "entries": (lambda: fill("- a\n"), frozenset({"yaml-size"})),
    "empty entries": (lambda: fill("-\n"), frozenset({"yaml-size"})),
    "entries in brackets": (lambda: b"[" + fill("a,"), frozenset({"yaml-size"})),
    "entries one level in": (lambda: b"a:\n" + fill(" - a\n", FULL - 8), frozenset({"yaml-size"})),
    "lists of one": (lambda: fill("- [a]\n"), frozenset({"yaml-size"})),
    "as many entries as may be": (lambda: b"- a\n" * 11_990, frozenset()),
    "keys": (lambda: "".join(f"k{n}: x\n" for n in range(12_000)).encode(),
        frozenset({"yaml-size"})),
    "as many keys as may be": (lambda: "".join(f"k{n}: x\n" for n in range(5_990)).encode(),
        frozenset()),
    "keys and a quote never closed": (
        lambda: "".join(f"k{n}: x\n" for n in range(5_500)).encode() + b'z: "x\ny: z\n',
        frozenset({"yaml-syntax"})),
    "quotes never closed": (lambda: fill('- "a\n'), frozenset({"yaml-syntax", "yaml-size"})),
    "brackets never closed": (lambda: fill("- [a\n"), frozenset({"yaml-syntax", "yaml-depth"})),
    "a text over all lines": (lambda: b"a: x\n" + fill("  word\n", FULL - 8),
        frozenset({"yaml-size"})),
    "a text over lines, with dashes": (lambda: b"a: x\n" + fill("  - w\n", FULL - 8),
        frozenset({"yaml-size"})),
    "a quoted text over all lines": (lambda: b'a: "x\n' + fill("  word\n", FULL - 8) + b'"',
        frozenset({"yaml-size"})),
    "a block over all lines": (lambda: b"a: |\n" + fill("  word\n", FULL - 8),
        frozenset({"yaml-size"})),
    "one line": (lambda: b"a: " + b"x" * (FULL - 8), frozenset({"yaml-size"})),
    "one key": (lambda: b"x" * (FULL - 8) + b": a", frozenset({"yaml-size", "yaml-syntax"})),
    "one key in quotes": (lambda: b'"' + b"x" * (FULL - 8) + b'": a',
        frozenset({"yaml-size", "yaml-syntax"})),
    "spaces": (lambda: b"a:" + b" " * (FULL - 8) + b"x", frozenset()),
    "line ends": (lambda: b"\n" * (FULL - 8) + b"a: x", frozenset()),
    "one remark": (lambda: b"a: x\n#" + b"#" * (FULL - 8), frozenset()),
    "remarks": (lambda: b"a: x\n" + fill("# r\n", FULL - 8), frozenset()),
    "remarks behind texts": (lambda: fill("- a # r\n"), frozenset({"yaml-size"})),
    "escapes": (lambda: b'a: "' + b"\\x41" * 20_000 + b'"', frozenset()),
    "letters of four bytes": (lambda: b"a:\n" + fill("- \U0001f600\U0001f600\n", FULL - 8),
        frozenset({"yaml-size"})),
    "letters with accents": (lambda: fill("- \u00e9\u00e8\u00fc\n"), frozenset({"yaml-size"})),
    "accents without letters": (lambda: b"a: x" + fill("\u0301", 39_000), frozenset()),
    "bytes that are no letters": (lambda: b"a: x\n" + b"\xff" * (FULL - 8),
        frozenset({"yaml-encoding"})),
    "one byte that is no letter, last": (lambda: b"a: x\n" + fill("# r\n", FULL - 8) + b"\xff",
        frozenset({"yaml-encoding"})),
    "a hundred megabytes": (lambda: b"a" * (100 * KIB * KIB), frozenset({"yaml-size"})),
    "colons": (lambda: b"a: " + b": " * 100_000, frozenset({"yaml-syntax"})),
    "colons and words": (lambda: b"a" + b": a" * 100_000, frozenset({"yaml-syntax"})),
    "stars": (lambda: b"a: " + b"*" * 100_000, frozenset({"yaml-anchor", "yaml-syntax"})),
    "tags": (lambda: fill("- !a b\n"), frozenset({"yaml-tag"})),
    "directives": (lambda: fill("%A b\n"), frozenset({"yaml-syntax", "yaml-empty"})),
    "documents": (lambda: fill("---\na\n"), frozenset({"yaml-document"})),
    "tabs": (lambda: b"a: x\n" + b"\t" * (FULL - 8), frozenset({"yaml-character"})),
    "a wrong indent, last": (
        lambda: b"a:\n" + b"  - b\n" * 11_000 + b" c: d\n", frozenset({"yaml-syntax"})),
    "a key without its colon, last": (
        lambda: "".join(f"k{n}: x\n" for n in range(5_500)).encode() + b"order 20\nz: y\n",
        frozenset({"yaml-syntax"})),
}  # fmt: skip
"""Each large file with the rules that may refuse it; none for one that must be read."""
