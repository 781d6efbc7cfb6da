"""The bytes of an HL7 v2 file in, its messages out, whole or with what is wrong with them.

Messages stand one after another, in MLLP frames (0x0B ... 0x1C 0x0D) or without, inside of batches
(FHS, BHS, BTS, FTS) or without, with any kind of line end (HL7 v2.9, chapters 2.6 and 2.10.3).
"""

import re
from dataclasses import dataclass, field

from handouts.problems import ExitCode, HandoutsError, Place, Problem

MAX_BYTES = 20_000_000

_TOKENS = re.compile(rb"\r\n|[\r\n]|\x0b|\x1c|[^\r\n\x0b\x1c]+")
_MESSAGE = re.compile(rb"MSH(?![A-Za-z0-9 ])")
_WRAPPER = re.compile(rb"(FHS|BHS|BTS|FTS)(?![A-Za-z0-9 ])")
_SEGMENT = re.compile(rb"[A-Z][A-Z0-9]{2}(?![A-Za-z0-9 ])")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_HEADERS = ("MSH", "FHS", "BHS")

READ = frozenset({"MSH", "SCH", "TQ1", "PID", "PV1", "RGS", "AIS", "AIG", "AIL", "AIP"})
"""The segments that a visit is read from. In all others a text may run on over several lines."""


@dataclass(slots=True)
class Sent:
    """One message as it stands in the file."""

    place: Place
    """Of its MSH."""
    segments: list[tuple[int, bytes]] = field(default_factory=list)
    """Each with the number of its line."""
    fault: Problem | None = None


@dataclass(frozen=True, slots=True)
class SiuFile:
    """What a file holds."""

    messages: tuple[Sent, ...]
    blank_lines: int
    encoding: str | None
    """What the file itself says of its letters; None leaves that to each message (MSH-18)."""


def open_file(data: bytes, file: str) -> SiuFile:
    """All messages. Raises HandoutsError where it is too large, or a part is lost."""
    if len(data) > MAX_BYTES:
        message = f"The schedule is larger than {MAX_BYTES:,} bytes."
        raise spoilt(Place(file), "size", message, "Export one day.")
    data, encoding = _plain(data, file)
    reader = _Reader(file)
    for token in _TOKENS.findall(data):
        reader.take(token)
    reader.end()
    if not any(sent.segments for sent in reader.messages):
        raise spoilt(
            Place(file),
            "empty",
            "There is no HL7 message in this file.",
            "A message begins with MSH. Export the appointments as HL7 v2 (SIU).",
        )
    return SiuFile(tuple(reader.messages), reader.blank_lines, encoding)


def _plain(data: bytes, file: str) -> tuple[bytes, str | None]:
    """The bytes with one byte for an ASCII letter, and their encoding where the file has a mark."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:], "utf-8"
    for encoding in _WIDE:
        start = data[:64].decode(encoding, "ignore").lstrip("\ufeff\x0b\r\n ")
        if start.startswith(_HEADERS):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                message = f"The file begins as {encoding[:6].upper()}, but does not go on so."
                raise spoilt(Place(file), "encoding", message, "Export it again.") from None
            return text.removeprefix("\ufeff").encode(), "utf-8"
    return data, None


@dataclass(slots=True)
class _Reader:
    """Goes over the file once and knows in which frame, batch and message it is."""

    file: str
    messages: list[Sent] = field(default_factory=list)
    blank_lines: int = 0
    line: int = 1
    touched: bool = False
    """Whether anything stands on this line."""
    framed: bool = False
    message: Sent | None = None
    whole_file: int | None = None
    """The line of the FHS that is open, and the number of batches since."""
    batches: int = 0
    batch: int | None = None
    """The line of the BHS that is open, and the number of messages since."""
    in_batch: int = 0

    def take(self, token: bytes) -> None:
        if token in {b"\r\n", b"\r", b"\n"}:
            self.blank_lines += not self.touched
            self.line += 1
            self.touched = False
            return
        if token == b"\x0b":
            self._cut_short()
            self.framed, self.message = True, None
        elif token == b"\x1c":
            self.framed, self.message = False, None
        else:
            line = token.strip(b" \t")
            if not line:
                return
            self._text(line)
        self.touched = True

    def end(self) -> None:
        self._cut_short()
        if self.batch is not None or self.whole_file is not None:
            header, trailer = ("BHS", "BTS") if self.batch is not None else ("FHS", "FTS")
            opened = self.batch if self.batch is not None else self.whole_file
            assert opened is not None
            raise self._lost(
                f"The batch that begins here ({header}) has no end ({trailer}).", opened
            )

    def _cut_short(self) -> None:
        """A frame that is still open when another begins, or the file ends, has lost its end."""
        if self.framed and self.message is not None:
            self._fault(
                self.message,
                "The end of this message is missing: its MLLP frame is not closed.",
                "Export it again.",
            )

    def _text(self, line: bytes) -> None:
        if wrapper := _WRAPPER.match(line):
            self.message = None
            self._wrapper(wrapper[1].decode(), line)
        elif _MESSAGE.match(line):
            self.in_batch += 1
            self.message = Sent(Place(self.file, self.line, 1), [(self.line, line)])
            self.messages.append(self.message)
        elif self.message is None:
            self.message = Sent(Place(self.file, self.line, 1))
            self.messages.append(self.message)
            self._fault(
                self.message,
                "This line belongs to no message: no MSH stands before it.",
                "A part of the file is missing. Export it again.",
            )
        elif self.message.segments:
            self._segment(self.message, line)

    def _segment(self, message: Sent, line: bytes) -> None:
        separator = message.segments[0][1][3:4]
        if _SEGMENT.match(line) and line[3:4] in {b"", separator}:
            message.segments.append((self.line, line))
        elif message.segments[-1][1][:3].decode() in READ:
            self._fault(
                message,
                f"Line {self.line} of this message is no segment.",
                "A segment is one line: three capitals, then the field separator of the MSH.",
            )

    def _fault(self, message: Sent, words: str, hint: str) -> None:
        if message.fault is None:
            message.fault = Problem(message.place, "row-message", words, hint)

    def _wrapper(self, name: str, line: bytes) -> None:
        said = line[4:].split(line[3:4])[0].strip() if line[3:4] else b""
        if name == "FHS" and self.whole_file is None and self.batch is None:
            self.whole_file, self.batches = self.line, 0
        elif name == "BHS" and self.batch is None:
            self.batch, self.in_batch = self.line, 0
            self.batches += 1
        elif name == "BTS" and self.batch is not None:
            self._count(said, self.in_batch, "batch", "messages")
            self.batch = None
        elif name == "FTS" and self.whole_file is not None and self.batch is None:
            if self.batches or said not in {b"0", b"1"}:  # messages without a batch are one
                self._count(said, self.batches, "file", "batches")
            self.whole_file = None
        else:
            raise self._lost(f"{name} stands here out of its order.", self.line)

    def _count(self, said: bytes, found: int, of: str, things: str) -> None:
        if said.isdigit() and (len(said) > 9 or int(said) != found):  # noqa: PLR2004  # no such day
            number = said[:9].decode()
            raise self._lost(
                f"This {of} is said to hold {number} {things}, but it holds {found}.", self.line
            )

    def _lost(self, message: str, line: int) -> HandoutsError:
        hint = "Messages may be missing, cancellations too. Export the file again."
        return spoilt(Place(self.file, line, 1), "batch", message, hint)


def spoilt(place: Place, rule: str, message: str, hint: str) -> HandoutsError:
    """What stops the whole file."""
    return HandoutsError(Problem(place, f"schedule-{rule}", message, hint), code=ExitCode.PROBLEMS)
