"""A value of a workbook's cell in, the text out that a person would have typed, or why it has none.

What comes out goes through the same door as typed text; nothing is read here for what it means.
"""

import datetime as dt

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
"""What calamine makes of a cell."""

_DAYS, _TIMES, _MOMENT = {"date", "born"}, {"time", "ends"}, ("date", "time")
_MIDNIGHT = dt.datetime(2000, 1, 1)

_FIRST_DAY = dt.date(1904, 1, 1)
"""Times of day lie on the first day of a workbook's calendar, in 1899, 1900 or 1904."""

_AS_TEXT = "Format the cell as text, and type it again."


class Odd(ValueError):
    """A value that cannot be meant; carries why, without the value, and the way on."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def plain(value: Value) -> str:
    """A value as a header has it."""
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)


def cell_text(value: Value, ours: tuple[str, ...], record_length: int | None) -> str:
    """The text of a cell under our columns. Raises Odd."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        if ours == ("bilingual",):
            return "yes" if value else "no"
        raise Odd("holds TRUE or FALSE", "Write a word instead.")
    if isinstance(value, int | float):
        return _number(value, ours, record_length)
    if isinstance(value, dt.timedelta):
        if not dt.timedelta(0) <= value < dt.timedelta(days=1):
            raise Odd("is a length of time, no time of day", "Write it as 8:30 am or 14:05.")
        value = (_MIDNIGHT + value).time()
    if isinstance(value, dt.time):
        if ours[0] not in _TIMES:
            raise Odd("holds a time of day", _AS_TEXT)
        return _time(_to_second(dt.datetime.combine(_MIDNIGHT, value)).time())
    return _day(value, ours)


def day_of(value: Value) -> dt.date | None:
    """The day that a cell names; None for a time of day, which lies at a calendar's beginning."""
    if isinstance(value, dt.datetime):
        value = value.date()
    return value if isinstance(value, dt.date) and value > _FIRST_DAY else None


def _day(value: dt.date, ours: tuple[str, ...]) -> str:
    """A date cell: the day, the time of day, or both, whatever the column holds."""
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    moment = _to_second(value)
    day, time = moment.date(), moment.time()
    if ours[0] in _TIMES:
        return _time(time)
    if "born" not in ours and day <= _FIRST_DAY and ours[0] in {*_DAYS, "series"}:
        raise Odd("is a time without a day", "Type the day again.")
    if ours == _MOMENT or (ours[0] == "series" and time != dt.time()):
        return f"{day.isoformat()} {_time(time)}"
    if ours[0] in {*_DAYS, "series"}:
        return day.isoformat()
    raise Odd("holds a date", _AS_TEXT)


def _number(value: float, ours: tuple[str, ...], record_length: int | None) -> str:
    if ours == ("record",):
        return _record(value, record_length)
    if ours[0] in _DAYS | _TIMES:
        hint = "Format the cell as a date or as a time, or type it as text."
        raise Odd("is a plain number", hint)
    return format(value, ".15g")


def _record(value: float, length: int | None) -> str:
    """A record number that a workbook took for a number; zeros in front are lost by then."""
    if length is None:
        raise Odd(
            "is stored as a number, so zeros in front may be lost",
            "Format the column as text and type the numbers again; or, when all record numbers "
            "have the same length, set `record_length` below `schedule:` in handouts.yaml.",
        )
    text = format(value, ".15g")  # of a longer number, a workbook has lost the last digits
    if not text.isdigit():
        raise Odd("is a number that no record can have", _AS_TEXT)
    return text


def with_zeros(text: str, length: int) -> str:
    """A record number of digits with the zeros that it lost. Raises Odd when it has too many."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        return text
    if len(digits) > length:
        hint = "Correct it, or `record_length` in handouts.yaml."
        raise Odd(f"has more than {length} digits", hint)
    return digits.zfill(length)


def _to_second(moment: dt.datetime) -> dt.datetime:
    """Without the noise of a time that is stored as a fraction of a day: 8:29:59.999 is 8:30."""
    return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)


def _time(time: dt.time) -> str:
    return time.isoformat("seconds" if time.second else "minutes")
