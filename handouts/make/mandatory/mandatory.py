"""What no handout may lose, by kind of treatment; it stands here, not in a file that could lose it.

The numbers M1 to M14 are those of the safety policy: M1 the clinic's contact, M11 whom the sheet is
made for, M13 the foot of each page and M14 the sources stand in every page template, always.
"""

from types import MappingProxyType

from handouts.model.treatment import TreatmentKind

FRONT = MappingProxyType(
    {
        TreatmentKind.KETAMINE: (
            "statements/emergency-line",  # M2
            "statements/general-facts",  # M4
            "statements/no-dose",  # M5
        ),
        TreatmentKind.GENERAL: (
            "statements/emergency-short",
            "statements/general-facts",  # M4
        ),
    }
)
"""What the program itself puts on the first page."""

BODY = MappingProxyType(
    {
        TreatmentKind.KETAMINE: (
            "statements/tell-us-your-medicines",  # M6
            "statements/off-label",  # M7
            "statements/what-studies-show",
            "statements/what-we-do-not-know",  # M7
            "statements/results",  # M8: it does not work for everyone
            "statements/after-24-hours",  # M9
            "statements/effects-lower-dose",  # M10
            "statements/effects-higher-dose",  # M10
        ),
        TreatmentKind.GENERAL: ("statements/tell-us-your-medicines",),  # M6
    }
)
"""What a section of the treatment must show, for every patient."""

BACK = MappingProxyType(
    {
        TreatmentKind.KETAMINE: (
            "red-flags/emergency",  # M2, M3
            "red-flags/same-day",  # M3
            "statements/other-formats",  # M12
            "statements/report-side-effects",  # M12
        ),
        TreatmentKind.GENERAL: (
            "statements/other-formats",  # M12
            "statements/report-side-effects",  # M12
        ),
    }
)
"""What the program itself puts at the end."""

MADE_FOR = "statements/made-for"
"""M11: stands under the visit panel of every handout."""

CREDIT = "statements/credit"
"""Stands before the sources of every handout."""

PARTNERS = MappingProxyType({"statements/what-studies-show": "statements/what-we-do-not-know"})
"""A block that may only print with its partner right after it, in the same section."""


KETAMINE = frozenset({"ketamine-infusion"})
"""Treatments that are of the ketamine kind whatever their file says."""


def mandatory(kind: TreatmentKind) -> tuple[str, ...]:
    """Every block that a handout of this kind must show, in whatever visit."""
    return (MADE_FOR, *FRONT[kind], *BODY[kind], *BACK[kind], CREDIT)


def everything() -> tuple[str, ...]:
    """Every block that is mandatory for some kind of treatment, each once."""
    return tuple(dict.fromkeys(name for kind in TreatmentKind for name in mandatory(kind)))
