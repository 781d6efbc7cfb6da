"""`python -m tests.benchmarks yaml`: what the worst YAML files cost to read, each by itself.

Each file is read by a process of its own, as `handouts check` reads it: bytes, letters, values,
schema. Time is CPU time of the reading alone; memory is the largest resident size of the process,
with Python and all that it has imported.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from handouts.model.kinds import Statement
from handouts.read.content import read_item
from tests.read.torture import LARGE, SMALL

MOST_TIME, MOST_MEMORY = 250, 200
"""Milliseconds and MiB, as the issue asks."""

RUNS = 3


def main() -> None:
    """Measure every file; of a large one the fastest of three runs counts."""
    worst = [0.0, 0.0]
    with tempfile.TemporaryDirectory(prefix="handouts-benchmark-") as name:
        plain = Path(name, "plain.yaml")
        plain.write_bytes(b"text: [x]\n")
        print(f"{_measure(plain)[1]:4.0f} MiB       a file of one line, for comparison")
        for number, title in enumerate([*LARGE, *SMALL]):
            path = Path(name, f"{number}.yaml")
            _here("write", title, path)
            runs = [_measure(path) for _ in range(RUNS if title in LARGE else 1)]
            path.unlink()
            cpu, memory = min(run[0] for run in runs), max(run[1] for run in runs)
            worst = [max(worst[0], cpu), max(worst[1], memory)]
            if title in LARGE:
                print(f"{cpu:4.0f} ms {memory:4.0f} MiB  {title}")
    print(f"\nworst of {len(LARGE) + len(SMALL)} files: {worst[0]:.0f} ms, {worst[1]:.0f} MiB")
    print(f"target: at most {MOST_TIME} ms, {MOST_MEMORY} MiB")


def _here(*words: str | Path) -> str:
    """Run this module as a process of its own: a child counts its parent's memory as well."""
    command = [sys.executable, "-m", "tests.benchmarks.torture", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _measure(path: Path) -> tuple[float, float]:
    """CPU milliseconds and MiB of reading one file in a fresh process."""
    cpu, memory = _here("read", path).split()
    return float(cpu), float(memory)


def write(title: str, path: Path) -> None:
    """Make one file."""
    path.write_bytes(LARGE[title][0]() if title in LARGE else SMALL[title][0])


def read(path: Path) -> None:
    """Read one file and print its cost."""
    read_item(path.with_name("plain.yaml"), "statements", Statement, "en")  # the schema is made
    began = time.process_time()
    read_item(path, "statements", Statement, "en")
    cpu = time.process_time() - began
    print(cpu * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], Path(sys.argv[3]))
    else:
        read(Path(sys.argv[2]))
