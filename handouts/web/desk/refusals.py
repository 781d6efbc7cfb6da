"""What the desk refuses in, the words that say so at the counter out."""

from handouts.problems import ExitCode, HandoutsError, stop


def gone() -> HandoutsError:
    """The row that was picked is no longer what somebody saw."""
    return stop(
        "The list has just changed, so nobody was picked.", "Look for the patient again.",
        code=ExitCode.USAGE,
    )  # fmt: skip


def other_pages() -> HandoutsError:
    """What is to be printed is not what the page shows."""
    return stop(
        "Nothing was printed: this window showed pages of before.",
        "Look whose name stands on top now, and press Print again.",
        code=ExitCode.USAGE,
    )


def not_ready() -> HandoutsError:
    """What is to be printed is not made."""
    return stop(
        "There are no finished pages to print yet.",
        "Wait until they show, or mend what is marked.",
        code=ExitCode.USAGE,
    )


def other() -> HandoutsError:
    """What somebody did is for a patient whom the page no longer shows."""
    return stop(
        "Another patient was picked meanwhile, in another window of this page.",
        "Nothing was changed. Look whose name stands on top.",
        code=ExitCode.USAGE,
    )
