"""Stock files in, a clinic's own folder out; nothing that is there is ever overwritten."""

import datetime as dt
from pathlib import Path

from handouts.library.shelves import SETTINGS, shown, stock
from handouts.problems import ExitCode, HandoutsError, Place, Problem, stop

FILES = {
    SETTINGS: "templates/folder/handouts.yaml",
    "schedule.csv": "templates/folder/schedule.csv",
    "visit.yaml": "templates/folder/visit.yaml",
    "content/clinic.yaml": "content/clinic.yaml",
}
"""The files of a new folder, and the stock file that each is made from."""

SAMPLE_DAY = "2026-12-01"
"""The day in the sample files; it becomes the day after the folder is made."""


def found(folder: Path, today: dt.date) -> tuple[Path, ...]:
    """Make a clinic's folder with a sample schedule for tomorrow. Raises HandoutsError."""
    taken = [folder / name for name in FILES if (folder / name).exists()]
    if taken:
        raise HandoutsError(
            *(
                Problem(
                    Place(shown(path)),
                    "file-there",
                    "This file is there already.",
                    "Choose a new folder; nothing was changed in this one.",
                )
                for path in taken
            )
        )
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    made: list[Path] = []
    for name, source in FILES.items():
        path = folder / name
        words = (stock() / source).read_text(encoding="utf-8").replace(SAMPLE_DAY, tomorrow)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(words)
        except OSError as wrong:
            for each in made:
                each.unlink(missing_ok=True)
            raise stop(
                f"{path} cannot be written: {wrong.strerror}.",
                "Choose another folder.",
                code=ExitCode.MACHINE,
            ) from None
        made.append(path)
    return tuple(made)
