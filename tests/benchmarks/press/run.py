"""`python -m tests.benchmarks press`: all parts, or the one that is named, into docs/speed.md.

Each part prints what it found and puts it into its own block of the page. `press day 10 100` takes
only those sizes, `press peers sleep 20` only that handout in 20 rounds, `press names 50` 50 names
from all over the list.
"""

import sys

from tests.benchmarks.press import cold, compared, day, names
from tests.benchmarks.press.table import replace
from tests.tracked import ROOT

PAGE = ROOT / "docs/speed.md"
PARTS = {"peers": compared.main, "names": names.main, "day": day.main, "cold": cold.main}


def main() -> None:
    """Run them one after the other; a part whose data is missing says so and leaves its block."""
    wanted, words = sys.argv[2:3], sys.argv[3:]
    unknown = [word for word in wanted if word not in PARTS]
    if unknown:
        raise SystemExit(f"no such part: {unknown[0]}; there are {', '.join(PARTS)}")
    for name in wanted or PARTS:
        try:
            found = PARTS[name](words)
        except ModuleNotFoundError as lacking:
            print(f"{name}: {lacking.name} is not there, so this was not measured\n")
            continue
        print(f"{found}\n")
        replace(PAGE, name, found)
