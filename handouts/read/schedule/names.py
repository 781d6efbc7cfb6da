"""A column's own name in, what of ours it may mean out: what is not sure is only ever asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handouts.problems import ExitCode, did_you_mean, stop
from handouts.read.columns import COLUMNS, REQUIRED

IGNORE = "ignore"
"""Stands for a column that is not ours and that nobody needs."""

ALL_OTHERS = "*"
"""Stands for all columns that are not known."""

_CANCELLING = ("status", "cancel", "no_show", "noshow", "no-show")

MOMENT = ("date", "time")
"""The only two columns that one column may serve together, written `date; time`."""

_OFTEN = {
    "dob": "born", "date_of_birth": "born", "birth_date": "born", "birthdate": "born",
    "birthday": "born", "patient_dob": "born", "geburtsdatum": "born",
    "name": "patient", "patient_name": "patient", "full_name": "patient", "client": "patient",
    "mrn": "record", "record_number": "record", "medical_record_number": "record",
    "patient_id": "record", "chart": "record", "chart_number": "record",
    "procedure": "treatment", "service": "treatment", "appointment_type": "treatment",
    "appt_type": "treatment", "reason": "treatment", "visit_reason": "treatment",
    "appointment_date": "date", "appt_date": "date", "visit_date": "date", "day": "date",
    "appointment_time": "time", "appt_time": "time", "start": "time", "start_time": "time",
    "arrival": "time", "arrival_time": "time", "end": "ends", "end_time": "ends",
    "provider": "clinician", "doctor": "clinician", "physician": "clinician",
    "location": "site", "facility": "site", "department": "site", "clinic": "site",
    "notes": "note", "comment": "note", "comments": "note",
}  # fmt: skip
"""What exports often call our columns. Only ever asked, never assumed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a header may name, and what it must."""

    mapped: Mapping[str, str] = field(default_factory=dict)
    """Our columns by their own names, spelt as `column_name` does."""
    asked: tuple[str, ...] = ()
    """Their names that the command spoke of: one that is not there is a slip of the keyboard."""
    needed: tuple[str, ...] = ()
    """Our columns without which no row can be made."""

    @classmethod
    def of(cls, columns: Mapping[str, str], maps: Sequence[str] = ()) -> "Wanted":
        """The clinic's columns with those of the command, written `Their name=ours`.

        Raises HandoutsError when one is written in another way or names no column of ours.
        """
        mapped = {column_name(theirs): ours for theirs, ours in columns.items()}
        asked = []
        for each in maps:
            theirs, sign, ours = each.rpartition("=")
            if not sign or not column_name(theirs):
                message = f"--map {each!r} does not say which column becomes which."
                hint = 'Write it as --map "Patient name=patient".'
                raise stop(message, hint, code=ExitCode.USAGE)
            if (wrong := not_ours(ours)) is not None:
                turned = column_name(theirs) in COLUMNS
                hint = f'Their name comes first: --map "{ours}={theirs}".' if turned else wrong[1]
                raise stop(f"--map {each!r}: {wrong[0]}", hint, code=ExitCode.USAGE)
            mapped[column_name(theirs)] = ours
            asked.append(shown_name(theirs))
        return cls(mapped, tuple(each for each in asked if each != ALL_OTHERS), REQUIRED)

    def ours(self, name: str) -> tuple[str, ...] | None:
        """The columns of ours that a name means; none when ignored, None when it is not known."""
        spelt = column_name(name)
        ours = self.mapped.get(spelt, spelt if spelt in COLUMNS else None)
        needless = spelt and meant(spelt) is None and not may_cancel(spelt)
        if ours is None and ALL_OTHERS in self.mapped and needless:
            ours = self.mapped[ALL_OTHERS]
        if ours is None:
            return None
        return tuple(part for each in ours.split(";") if (part := column_name(each)) != IGNORE)

    def known(self, names: Sequence[str]) -> int:
        """How many of these texts name a column of ours, whatever else stands there."""
        return sum(bool(column_name(name)) and bool(self.ours(name)) for name in names)


def column_name(text: str) -> str:
    """How names of columns are compared: without capitals and quotes, spaces as underscores."""
    return "_".join(text.strip().strip('"').strip().casefold().split())


def not_ours(ours: str) -> tuple[str, str] | None:
    """What is wrong with the name that a column is to have, and the way on; None when nothing."""
    names = tuple(column_name(part) for part in ours.split(";"))
    for name in names:
        if name not in COLUMNS and name != IGNORE:
            hint = did_you_mean(name, (*COLUMNS, IGNORE))
            known = f"There is: {', '.join(COLUMNS)}, and {IGNORE}."
            return f"There is no column {name!r}.", hint or known
    if len(names) > 1 and names != MOMENT:
        return (
            "One column can fill only one of ours.",
            "Only `date; time` may stand together, for a column that holds both.",
        )
    return None


def meant(spelt: str) -> str | None:
    """The column of ours that somebody may have meant."""
    if spelt in _OFTEN:
        return _OFTEN[spelt]
    close = did_you_mean(spelt, COLUMNS)
    return close.split("'")[1] if close else None


def suggested(name: str) -> str:
    """What a column may serve that is not known: one of ours, `ignore`, or empty when only a person
    can tell. Only ever asked, never assumed.
    """  # noqa: D205  # one sentence
    spelt = column_name(name)
    return "" if may_cancel(spelt) else meant(spelt) or IGNORE


def may_cancel(spelt: str) -> bool:
    """Whether a column may tell of visits that do not take place; nobody leaves it out unseen."""
    return any(sign in spelt for sign in _CANCELLING)


def means_something(name: str, serves: tuple[str, ...]) -> bool:
    """Whether a column is ours, or often stands for one of ours."""
    spelt = column_name(name)
    return bool(serves) or spelt in _OFTEN or spelt in COLUMNS


def shown_name(name: str) -> str:
    """A name as messages show it: without quotes, its spaces single."""
    return " ".join(name.strip().strip('"').split())
