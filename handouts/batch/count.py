"""What became of each handout in, how the rows of the schedule ended out."""

from dataclasses import dataclass

from handouts.batch.manifest.account import Entry, Outcome
from handouts.problems import ExitCode


@dataclass(frozen=True, slots=True)
class Count:
    """How the rows ended; the three add up to the rows that came in."""

    rows: int
    made: int
    skipped: int
    failed: int
    handouts: int

    @classmethod
    def of(cls, entries: list[Entry], rows: int) -> "Count":
        """A row is made when all its handouts are."""
        outcomes: dict[int, set[Outcome]] = {}
        for entry in entries:
            outcomes.setdefault(entry.row, set()).add(entry.outcome)
        ended = list(outcomes.values())
        return cls(
            rows=rows,
            made=ended.count({Outcome.MADE}),
            skipped=ended.count({Outcome.SKIPPED}),
            failed=sum(Outcome.FAILED in outcome for outcome in ended),
            handouts=sum(entry.outcome is Outcome.MADE for entry in entries),
        )

    @property
    def adds_up(self) -> bool:
        """Every row that came in is accounted for."""
        return self.rows == self.made + self.skipped + self.failed

    @property
    def exit_code(self) -> ExitCode:
        """What the batch as a whole tells the shell."""
        if self.adds_up and not self.failed:
            return ExitCode.OK
        return ExitCode.PARTLY if self.handouts else ExitCode.PROBLEMS
