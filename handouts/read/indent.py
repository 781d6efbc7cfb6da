"""Lines of a YAML file in; a line that begins in the wrong column, or with a wrong dash, out."""

from collections.abc import Iterator
from typing import NamedTuple

from handouts.read.outline import Entry, Fault, short

BULLETS = "•·◦▪●–—*"


class _Column(NamedTuple):
    """A column that lines in one list or among one set of keys begin in."""

    column: int
    dash: bool
    word: str
    line: int


def misplaced(here: Entry, above: list[Entry]) -> Fault | None:
    """A line that begins in no column that is open above it."""
    known = _open(above)
    if here.plain or not known:
        return None
    if bullet := here.key and not here.dashes and bullet_of(here):
        return bullet
    dash = bool(here.dashes)
    if not here.column and known[0].column:  # it is the first line that stands too far right
        first = known[0]
        return _shifted(first.line, first.column, first.column, "Begin it in column 1.")
    same = [each for each in known if each.dash == dash]
    if not dash and any(each.dash and each.column == here.column for each in known):
        return _key_in_dash_column(here, known, above)
    if dash and not same and (begun := _first_without_dash(known, above)):
        return begun
    if not same or any(each.column == here.column for each in same):
        return None
    near = min(reversed(same), key=lambda each: abs(each.column - here.column))
    hint = f"Begin it in column {near.column + 1}, exactly below {near.word} of line "
    return _shifted(here.line, here.column, here.column - near.column, f"{hint}{near.line + 1}.")


def _first_without_dash(known: list[_Column], above: list[Entry]) -> Fault | None:
    """The first entry of a list that lacks its dash, as the dash of the next one shows."""
    *_, last = above
    if last.plain:
        begun = last
        for each in reversed(above):
            if not each.plain:
                break
            begun = each
        if each.value:
            return None
    elif len(known) > 1 and known[-2].column < known[-1].column:
        begun = next(each for each in above if each.line == known[-1].line)
    else:
        return None
    text = begun.value if begun.key is None else f"{begun.key}: {begun.value}"
    return Fault(
        begun.line,
        begun.column,
        "A dash is missing at the start of this line.",
        f"Begin the first entry of a list with a dash as well: - {short(text)}",
    )


def no_dash(here: Entry, above: list[Entry]) -> Fault | None:
    """An entry of a list that lacks its dash, has no space behind it, or has a bullet instead."""
    listed = [each for each in _open(above) if each.dash]
    if bullet := bullet_of(here):
        return bullet
    if any(each.column == here.column for each in listed):
        return Fault(
            here.line,
            here.column,
            "A dash is missing at the start of this line, or it begins too far left.",
            f"Begin a new entry of the list with a dash: - {short(here.value)} To go on with the "
            f"text above, begin in column {here.column + 3}.",
        )
    return None


def bullet_of(here: Entry) -> Fault | None:
    """Another sign than a dash with a space, at the start of an entry of a list."""
    text = here.value if here.key is None else f"{here.key}: {here.value}"
    first = text[:1]
    if not first or first not in f"-{BULLETS}":
        return None
    wrong = "A space is missing behind the dash."
    if first != "-":
        wrong = f"A list line begins with {first} here."
    elif text[1:2].isspace():
        wrong = "Behind the dash is a space of the wrong kind."
    hint = f"Write a dash and a space: - {short(text[1:].strip())}"
    return Fault(here.line, here.column, wrong, hint)


def _open(above: list[Entry]) -> list[_Column]:
    """The columns that may still go on below these lines, the outermost first."""
    found: list[_Column] = []
    for each in above:
        if each.plain:
            continue
        while found and found[-1].column > each.column:
            found.pop()
        for column, dash, word in _starts(each):
            found = [known for known in found if known.column < column or known.dash != dash]
            found.append(_Column(column, dash, word, each.line))
    return found


def _starts(line: Entry) -> Iterator[tuple[int, bool, str]]:
    for column in line.dashes:
        yield column, True, "the dash"
    if line.key is not None:
        yield line.key_column, False, repr(line.key)


def _shifted(line: int, column: int, by: int, hint: str) -> Fault:
    spaces = "one space" if abs(by) == 1 else f"{abs(by)} spaces"
    way = "right" if by > 0 else "left"
    return Fault(line, column, f"This line begins {spaces} too far {way}.", hint)


def _key_in_dash_column(here: Entry, known: list[_Column], above: list[Entry]) -> Fault:
    """A key that stands where the dashes of a list stand."""
    column = next((each.column for each in reversed(known) if not each.dash), here.column + 2)
    if not above[-1].value and above[-1].key is not None and above[-1].key_column >= here.column:
        column = above[-1].key_column + 2
    inner = max(column, here.column + 2)
    return Fault(
        here.line,
        here.column,
        "A dash is missing at the start of this line, or it begins too far left.",
        f"Begin a new entry of the list with a dash: - {here.key}: ... If the line belongs to the "
        f"entry above, begin it in column {inner + 1}.",
    )
