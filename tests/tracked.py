"""The files of the repository, as git keeps them."""

import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def tracked(*under: str) -> list[str]:
    """Paths of the tracked files; where git is not there, of all that .gitignore does not name."""
    if (git := shutil.which("git")) and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *under],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if listed.returncode == 0:
            names = [name for name in listed.stdout.split("\0") if name]
            return sorted({name for name in names if (ROOT / name).is_file()})
    places = [ROOT / name for name in under] or [ROOT]
    found = (path for place in places for path in place.rglob("*") if path.is_file())
    names = [path.relative_to(ROOT).as_posix() for path in found]
    return sorted(name for name in names if not _ignored(name))


def _ignored(name: str) -> bool:
    signs = [".git/", *(ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    parts = name.split("/")
    return any(
        name.startswith(sign[1:])
        if sign.startswith("/")
        else any(fnmatch(part, sign.rstrip("/")) for part in parts)
        for sign in signs
    )
