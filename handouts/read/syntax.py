"""What a YAML parser stopped at, and the lines around it, in; the cause, in words of staff, out.

The parser tells where it could not go on. That is often a line or more behind the mistake: behind
a quote that was never closed, or a line that begins one space too far right. So the lines are
looked at from the top, and the first one that explains the stop is told.
"""

import re
from dataclasses import fields
from difflib import get_close_matches

import yaml

from handouts.model import clinic, kinds, reference, settings, treatment
from handouts.problems import Place, Problem
from handouts.read.complaints import in_plain_words
from handouts.read.indent import BULLETS, bullet_of, misplaced, no_dash
from handouts.read.outline import Entry, Fault, Slip, entry, outline, short

RULE = "yaml-syntax"

_CURLY = "“”„‘’"
_KEYS = frozenset(
    field.name
    for module in (clinic, kinds, reference, settings, treatment)
    for noun in vars(module).values()
    if hasattr(noun, "__dataclass_fields__")
    for field in fields(noun)
)
_TOLD_WHERE_IT_BEGAN = ("end of stream", "alphabetic or numeric", "document indicator")
_LONG_ENOUGH = 4
"""Letters of a word that may be a misspelt key."""
_INDENT_SAID = ("did not find expected key", "expected '-' indicator", "<document start>")


def explain(wrong: yaml.YAMLError, lines: list[str], file: str) -> Problem:
    """The problem that made the parser stop."""
    said = str(getattr(wrong, "problem", None) or wrong)
    mark = getattr(wrong, "problem_mark", None)
    context = getattr(wrong, "context_mark", None)
    if mark is None or any(words in said for words in _TOLD_WHERE_IT_BEGAN):
        mark = context or mark
    stop = (mark.line, mark.column) if mark else (0, 0)
    began = context.line if context else stop[0]
    fault = _cause(said, lines, stop, began)
    if fault is None:
        message, hint = in_plain_words(said)
        fault = Fault(stop[0], stop[1], message, hint)
    return Problem(_inside(fault, lines, file), RULE, fault.message, fault.hint)


def _inside(fault: Fault, lines: list[str], file: str) -> Place:
    """A fault's place; a parser's mark may stand one line past the end."""
    last = len(lines) - 1
    while last and not lines[last].strip():
        last -= 1
    if fault.line > last:
        return Place(file, last + 1, len(lines[last]) + 1)
    return Place(file, fault.line + 1, fault.column + 1)


def _cause(said: str, lines: list[str], stop: tuple[int, int], began: int) -> Fault | None:
    """The first thing from the top that explains a stop."""
    before: list[Entry] = []
    last = max(stop[0], began)
    for part in outline(lines):
        if part.line > last:
            break
        if isinstance(part, Slip):
            if part.until is not None or part.line <= last:
                return _slip(part, lines)
        else:
            before.append(part)
    here = entry(lines[stop[0]], stop[0]) if stop[0] < len(lines) else None
    above = [each for each in before if each.line < stop[0]]
    if here and here.plain and f"{here.value} ".startswith(": "):
        column = here.value_column
        return Fault(here.line, column, "A key is missing before this colon.", "Write its key.")
    if "mapping values" in said and here:
        return _colon(here, above, stop)
    if "could not find expected ':'" in said:
        return _no_colon(before, lines, began)
    if "alphabetic or numeric" in said and here and here.value.startswith("* "):
        return no_dash(here, above)
    if any(words in said for words in _INDENT_SAID) and here:
        return misplaced(here, above)
    return None


def joined(
    lines: list[str], start: yaml.Mark, number: int, column: int, quote: str
) -> Fault | None:
    """What is wrong with the line `number` of a text that begins at `start`.

    `column` is that of the key or dash which the text belongs to. `quote` is empty for a text
    without quotes.
    """
    here = entry(lines[number], number)
    if not lines[number].strip() or lines[number].lstrip().startswith("#"):
        return None
    if quote:
        if here.column > column:
            return None
        return _slip(Slip(start.line, start.column, quote, number), lines)
    begun = entry(lines[start.line], start.line)
    if not here.dashes and not (here.value[:1] in BULLETS and here.value[1:2] == " "):
        return None
    if bullet := bullet_of(entry(lines[start.line][start.column :], start.line)):
        return bullet._replace(column=start.column)
    if begun.plain and here.column <= start.column:
        return Fault(
            start.line,
            start.column,
            "A dash is missing at the start of this line.",
            f"Begin it like line {number + 1}: - {short(begun.value)}",
        )
    if here.dashes:
        return Fault(
            number,
            here.column,
            f"This dash begins no new entry: the text of line {start.line + 1} goes on in it.",
            f"Begin it in column {max(column, 0) + 1}, like the entry above. If it is text, put "
            "the whole text in quotes.",
        )
    return bullet_of(here)


def _slip(slip: Slip, lines: list[str]) -> Fault:
    """A quote or bracket that ends in the wrong place."""
    if slip.sign in "[{":
        return _bracket(slip, lines)
    if slip.until is not None:
        upto = f" before line {slip.until + 1}" if slip.until < len(lines) else ""
        return Fault(
            slip.line,
            slip.column,
            f"A quote is opened here and not closed{upto}.",
            f"Close the text with the same quote, {slip.sign}, where it ends.",
        )
    if slip.sign == "'" and slip.rest[:1].isalpha():
        return Fault(
            slip.line,
            slip.column,
            "The apostrophe here ends the text, because the text is in single quotes.",
            'Put the text in double quotes instead: "You can\'t".',
        )
    return Fault(
        slip.line,
        slip.column,
        "The text in quotes ends here, but the line goes on.",
        "Put the whole text in one pair of quotes. For quotes inside a text in double quotes "
        "type curly ones: “ ”.",
    )


def _bracket(slip: Slip, lines: list[str]) -> Fault:
    """A text that begins with a bracket, or a list in brackets that does not end."""
    close = {"[": "]", "{": "}"}[slip.sign]
    if slip.until is not None:
        return Fault(
            slip.line,
            slip.column,
            f"A {slip.sign} is opened here and never closed.",
            f"For a list, write {close} at its end. For a text, put the whole text in quotes.",
        )
    if slip.rest.strip() == close:
        return Fault(slip.line, slip.column + 1, f"There is one {close} too many.", "Delete it.")
    begun = entry(lines[slip.line], slip.line)
    column = begun.value_column if begun.value.startswith(slip.sign) else slip.column
    return Fault(
        slip.line,
        column,
        f"A text that begins with {slip.sign} means something else to YAML.",
        f"Put the whole text in quotes: {_in_quotes(begun)}",
    )


def _in_quotes(line: Entry) -> str:
    """The line as it would be right, shortened."""
    quote = "'" if '"' in line.value else '"'
    return f"{f'{line.key}: ' if line.key else ''}{quote}{short(line.value)}{quote}"


def _colon(here: Entry, above: list[Entry], stop: tuple[int, int]) -> Fault | None:
    """A colon where the parser expected none."""
    if here.key is None:
        return None
    if stop[1] < here.value_column:  # the colon of the line's own key: it stands too far right
        return misplaced(here, above)
    words = here.value[: stop[1] - here.value_column]
    if here.value[:1] in _CURLY:
        return Fault(
            here.line,
            here.value_column,
            "Curly quotes do not hold a text together.",
            f"Type straight ones: {_in_quotes(_without_curly(here))}",
        )
    *_, name = words.split() or [""]
    joined = " - " in f" {words}" or name in _KEYS
    return Fault(
        here.line,
        stop[1],
        "Two entries stand in one line, or the text holds a colon."
        if joined
        else "There is a second colon in this line.",
        f"Begin {name!r} on a line of its own. Or put the text in quotes: {_in_quotes(here)}"
        if joined
        else f"Put the text in quotes: {_in_quotes(here)}",
    )


def _without_curly(line: Entry) -> Entry:
    value = "".join(letter for letter in line.value if letter not in "“”„")
    return entry(f"{line.key}: {value}" if line.key else value, line.line)


def _no_colon(before: list[Entry], lines: list[str], began: int) -> Fault | None:
    """A line that stands where a key must stand, and has no key."""
    if began >= len(lines):
        return None
    here = entry(lines[began], began)
    above = [each for each in before if each.line < began]
    if not here.plain:
        return misplaced(here, above)
    if dash := no_dash(here, above):
        return dash
    if above and " " in (above[-1].key or ""):
        return Fault(
            above[-1].line,
            above[-1].key_column + len(above[-1].key or ""),
            "The text holds a colon.",
            f"Put the whole text in quotes, down to line {began + 1}.",
        )
    name = re.split("[:;=：\\s]", here.value)[0]
    near = name if name in _KEYS else len(name) >= _LONG_ENOUGH and name.islower() and _near(name)
    if near:
        return _key_without_colon(here, name, near)
    if above and above[-1].value:
        return Fault(
            began,
            here.column,
            f"This line begins too far left to go on with the text of line {above[-1].line + 1}.",
            f"Begin it in column {above[-1].parent + 3}. If it begins something new, write its "
            "key, a colon and a space.",
        )
    return Fault(
        began,
        here.column,
        "A key without its colon stands here, or a text that begins too far left.",
        "Write the key, a colon, a space, then the text. Begin a text two spaces to the right of "
        "its key.",
    )


def _near(name: str) -> str:
    return next(iter(get_close_matches(name, _KEYS, n=1, cutoff=0.8)), "")


def _key_without_colon(here: Entry, name: str, key: str) -> Fault:
    rest = here.value[len(name) :].lstrip(" \u00a0:;=：")
    behind = here.value[len(name) : len(name) + 1]
    missing = "a space behind its colon" if behind == ":" else "its colon"
    return Fault(
        here.line,
        here.column + len(name),
        f"{name!r} lacks {missing}.",
        f"Write the key, a colon, a space, then the text: {key}: {rest[:40]}",
    )
