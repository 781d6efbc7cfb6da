"""The day and the machine of a measurement, in one line."""

import datetime as dt
import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def described(*packages: str) -> str:
    """The day, the processor and its load, Python, and those of these packages that are there."""
    day = dt.datetime.now().astimezone().date()
    parts = [
        f"{day}, {_processor()}, {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}",
        f"Python {platform.python_version()}",
    ]
    for package in packages:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(parts)


def browser() -> str:
    """Chromium with its version; empty when there is none."""
    path = shutil.which("chromium")
    if path is None:
        return ""
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return ", " + " ".join(told.split()[:2])


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
