"""A condition and a kind of visit in, yes or no with the reason out.

Unknown shows; a risk only adds.
"""

from handouts.model.kinds import When
from handouts.model.visit import Kind

FOR_EVERYONE = "prints for everyone"


def decide(when: When | None, visit: Kind) -> tuple[bool, str]:
    """Whether a block prints for this visit, and why."""
    if when is None or when == When():
        return True, FOR_EVERYONE
    reasons = []
    for name, wanted, known in (
        ("dose band", when.dose_band, visit.dose_band),
        ("visit type", when.visit_type, visit.visit_type),
    ):
        if not wanted:
            continue
        if known is None:
            reasons.append(f"the {name} is not known, so every alternative prints")
        elif known in wanted:
            reasons.append(f"the {name} is {known}")
        else:
            return False, f"the {name} is {known}; this prints for {_either(wanted)}"
    if when.risk:
        listed = [risk for risk in when.risk if risk in visit.risks]
        if not listed:
            return False, f"no listed risk asks for it; this prints for {_either(when.risk)}"
        reasons.append(f"the risk {listed[0]} is listed")
    return True, " and ".join(reasons)


def _either(words: tuple[str, ...]) -> str:
    return " or ".join(str(word) for word in words)
