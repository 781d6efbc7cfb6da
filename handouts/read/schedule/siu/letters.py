"""How a message's letters are stored (MSH-18), and what its escape sequences stand for.

The names of character sets are those of HL7 table 0211; escape sequences are in chapter 2.7 of the
standard. What cannot be read for sure is refused, never guessed.
"""

import re
from dataclasses import dataclass


class Unusable(ValueError):
    """Why a message gives no visit, in words without any of its own; with a rule and the way on."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule = f"row-{rule}"
        self.hint = hint


_CHARACTER_SETS = {
    "": "utf-8",  # the standard's own default is ASCII, which is UTF-8 too
    "ASCII": "ascii",
    "ISO IR6": "ascii",
    **{f"8859/{part}": f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))},
    "ISO IR14": "shift_jis",  # JIS X 0201
    "ISO IR87": "iso2022_jp",
    "ISO IR159": "iso2022_jp_1",
    "GB 18030-2000": "gb18030",
    "BIG-5": "big5",
    "KS X 1001": "euc_kr",
    "UNICODE": "utf-8",
    "UNICODE UTF-8": "utf-8",
    # Not in the table, but sent, and they can mean only one thing.
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "US-ASCII": "ascii",
    "UNICODE-UTF-8": "utf-8",
    **{f"ISO-8859-{part}": f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))},
    **{f"ISO8859-{part}": f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))},
    "WINDOWS-1252": "cp1252",
    "CP1252": "cp1252",
}
_TWO_BYTES = {"UNICODE UTF-16", "UNICODE UTF-32", "UTF-16", "UTF-32"}
_KNOWN = "ASCII, 8859/1 to 8859/16, UNICODE UTF-8, UNICODE UTF-16 or UNICODE UTF-32"


@dataclass(frozen=True, slots=True)
class Letters:
    """What stands between fields and their parts in one message, and how its letters are stored."""

    field: str
    component: str
    repetition: str
    escape: str
    subcomponent: str
    encoding: str

    def plain(self, text: str) -> str:
        """The text without escape sequences. Raises Unusable for one that has no sure meaning."""
        if self.escape not in text:
            return text
        mark = re.escape(self.escape)
        return re.sub(f"{mark}([^{mark}]*){mark}", self._meaning, text)

    def _meaning(self, found: re.Match[str]) -> str:
        code = found[1]
        letters = {
            "F": self.field, "S": self.component, "T": self.subcomponent, "R": self.repetition,
            "E": self.escape, "P": "#", "H": "", "N": "",
        }  # fmt: skip
        if code in letters:
            return letters[code]
        if re.fullmatch(r"\.(br|sp|fi|nf|in|ti|sk|ce)[+-]?\d*", code):
            return " "
        if re.fullmatch(r"X(?:[0-9A-Fa-f]{2})+", code):
            try:
                text = bytes.fromhex(code[1:]).decode(self.encoding)
            except UnicodeDecodeError:
                pass
            else:
                return re.sub(r"[\t\r\n]+", " ", text)
        raise Unusable(
            "escape",
            "A field of this message holds an escape sequence without a sure meaning.",
            "Make this handout with `handouts make`, and tell whoever looks after the interface.",
        )


def letters_of(header: bytes, marked: str | None) -> Letters:
    """How the message of this MSH is written. Raises Unusable.

    A file with a byte order mark is in the encoding that it has a mark of, whatever MSH-18 says.
    """
    broken = Unusable(
        "message",
        "The MSH of this message does not say what stands between its fields.",
        r"An MSH begins as MSH|^~\& or with four other characters in these places.",
    )
    separator = header[3:4].decode("latin-1")
    fields = header[4:].decode("latin-1").split(separator) if separator else []
    if len(fields) < 2:  # noqa: PLR2004  # nothing follows MSH-2
        raise broken
    signs = fields[0]
    if not 2 <= len(signs) <= 5:  # noqa: PLR2004  # MSH-2
        raise broken
    component, repetition, escape, subcomponent = (*signs[:4], *"^~\\&"[len(signs) :])[:4]
    every = {separator, component, repetition, escape, subcomponent, *signs}
    if len(every) < max(5, len(signs) + 1):  # two of them are the same
        raise broken
    if not all(sign.isascii() and sign.isprintable() and not sign.isalnum() for sign in every):
        raise broken
    if not every.isdisjoint(' "'):
        raise broken
    said = fields[16].split(repetition)[0] if len(fields) > 16 else ""  # noqa: PLR2004  # MSH-18
    encoding = marked or _encoding(said.split(component)[0], header)
    return Letters(separator, component, repetition, escape, subcomponent, encoding)


def _encoding(said: str, header: bytes) -> str:
    name = " ".join(said.upper().split())
    if name in _TWO_BYTES:
        return "ascii"  # a file that is so is known by its first bytes; this one is not
    if name in _CHARACTER_SETS:
        if name in {"", "ASCII", "ISO IR6", "ISO IR14"} and b"ISO IR87" in header:
            return "iso2022_jp"  # Kanji as a second set, switched to within the text
        return _CHARACTER_SETS[name]
    raise Unusable(
        "charset",
        "MSH-18 of this message names a character set that is not known here.",
        f"It must be {_KNOWN}, or empty, which means UTF-8.",
    )


def decoded(line: bytes, letters: Letters) -> str:
    """A segment's text. Raises Unusable when its bytes are not what MSH-18 says."""
    if b"\0" in line:
        raise Unusable(
            "message", "This message holds bytes of zero; it is no text.", "Export it again."
        )
    try:
        return line.decode(letters.encoding)
    except UnicodeDecodeError:
        raise Unusable(
            "charset",
            "A letter of this message is not stored as MSH-18 says"
            " (where that is empty: as UTF-8).",
            f"Let the sending system name its character set in MSH-18: {_KNOWN}.",
        ) from None
