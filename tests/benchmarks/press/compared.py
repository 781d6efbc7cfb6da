"""`press peers`: the same handouts by each peer in, a table for each kind of handout out."""

import tempfile
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from tests.benchmarks.press import machine
from tests.benchmarks.press.content import TREATMENTS, Source
from tests.benchmarks.press.measure import Measured, compare
from tests.benchmarks.press.table import markdown, short

PEERS = (
    "ours", "unread", "naive", "reuse", "typst", "reportlab", "fpdf2", "chromium", "chromium_swap",
)  # fmt: skip
ROUNDS = {"sleep": 50, "ketamine-infusion": 12}
TARGETS = {"naive": (70, 40), "typst": (5, 3.5)}
"""How many times our CPU time without the proof: what we aim at, and the floor."""

_HEAD = (
    "engine", "CPU ms", "times ours", "wall ms", "first, CPU ms", "kB", "pages", "tagged", "MiB",
    "note",
)  # fmt: skip


def main(words: Sequence[str]) -> str:
    """All kinds, or those that are named; a number asks for so many rounds."""
    rounds = [int(word) for word in words if word.isdecimal()]
    named = [word for word in words if word in TREATMENTS] or TREATMENTS
    source, parts = Source.stock(), []
    for treatment in named:
        number = (rounds or [ROUNDS[treatment]])[0]
        sheets = [source.sheet(treatment, each) for each in range(number + 1)]
        with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
            parts.append(told(treatment, compare(PEERS, treatment, sheets, Path(name))))
    packages = ("weasyprint", "typst", "reportlab", "fpdf2", "playwright")
    return f"{machine.described(*packages)}{machine.browser()}.\n\n" + "\n\n".join(parts)


def told(treatment: str, peers: Sequence[Measured]) -> str:
    """The table of one kind of handout, and how the targets stand."""
    ours, unread, *others = peers
    lines = [
        f"**{treatment}**: {ours.pages} pages, {ours.handouts - 1} rounds.",
        "",
        markdown(_HEAD, [_row(peer, ours) for peer in sorted(peers, key=attrgetter("cpu"))]),
        "",
    ]
    for peer in peers:
        if peer.missing:
            some = ", ".join(sorted(peer.missing)[:5])
            lines.append(f"- {peer.title} lacks {peer.missing.total()} words ({some}).")
    for peer in others:
        if peer.peer in TARGETS:
            aim, floor = TARGETS[peer.peer]
            lines.append(
                f"- Without its proof ours takes {_part(peer, unread)} the CPU of {peer.title} "
                f"(aim 1/{aim}, floor 1/{floor}); with it {_part(peer, ours)} that."
            )
    if not any(peer.missing for peer in peers):
        lines.append("- Every word of the page was read back from the last PDF of each.")
    return "\n".join(lines)


def _part(peer: Measured, ours: Measured) -> str:
    times = peer.times(ours)
    return f"1/{times:.3g} of" if times > 1 else f"{1 / times:.3g} times"


def _row(peer: Measured, ours: Measured) -> tuple[str, ...]:
    many = f", {peer.processes} processes (shares of memory at the end)"
    return (
        peer.title,
        short(peer.cpu * 1000),
        short(peer.times(ours)),
        short(peer.wall * 1000),
        f"{peer.first * 1000:.0f}",
        f"{peer.size / 1000:.0f}",
        str(peer.pages),
        "yes" if peer.tagged else "no",
        f"{peer.memory:.0f}",
        peer.note + (many if peer.processes > 1 else ""),
    )
