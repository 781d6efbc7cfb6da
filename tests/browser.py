"""Debian's Chromium, driven by Playwright; nothing that it does leaves this machine."""

import contextlib
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    """Where Chromium is; empty when it is not installed."""
    return shutil.which("chromium") or ""


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """One without a window, closed at the end."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        try:
            yield started
        finally:
            started.close()
