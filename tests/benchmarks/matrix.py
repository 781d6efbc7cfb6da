"""Every treatment, language, edition and paper in; how many PDFs veraPDF finds a fault in out."""

import time

from tests.matrix import existing, maker, visit_of
from tests.verapdf import PROFILES, failures, missing
from tests.visits import PRINTED


def main() -> None:
    """Make and check the full product; CI does so for each pair of it."""
    if missing():
        raise SystemExit("veraPDF is not installed: pip install --require-hashes -r verapdf.lock")
    began, size, broken = time.monotonic(), 0, 0
    cells = existing()
    for cell in cells:
        made = maker(cell.paper).make(visit_of(cell), printed=PRINTED)
        size += len(made.pdf)
        for profile in PROFILES:
            for rule in failures(made.pdf, profile):
                broken += 1
                print(f"{cell} {profile}: {rule}")
    minutes = (time.monotonic() - began) / 60
    print(
        f"{len(cells)} PDFs ({size / 2**20:.0f} MiB) against {' and '.join(PROFILES)}: "
        f"{broken} failures, {minutes:.1f} minutes"
    )
