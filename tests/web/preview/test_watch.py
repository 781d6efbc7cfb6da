"""What was saved is noticed, however an editor saves, and whatever becomes of the folder."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest
import watchfiles

from handouts.web.preview.watch import watch
from tests.patience import PATIENCE


class Watched:
    """A shelf that is watched; gathers the names of what changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: Queue[set[Path]] = Queue()

    def until(self, *names: str) -> None:
        """Wait until all of these were told; fails when they never are."""
        left = {self.folder / name for name in names}
        while left:
            try:
                left -= self.seen.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"never told: {left}") from None


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Watched]:
    folder = tmp_path / "clinic"
    (folder / "content/en").mkdir(parents=True)
    (folder / "handouts.yaml").write_text("timezone: America/Chicago\n")
    (folder / "content/en/a.yaml").write_text("a: 1\n")
    watched, stopped, ready = Watched(folder), threading.Event(), threading.Event()

    def look() -> None:
        for changed in watch((folder,), stopped, ready.set):
            watched.seen.put(changed)

    thread = threading.Thread(target=look)
    thread.start()
    ready.wait()
    yield watched
    stopped.set()
    thread.join()


def write(path: Path) -> None:
    path.write_text("a: 2\n")


def replace(path: Path) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_text("a: 3\n")
    new.replace(path)


def delete_and_make(path: Path) -> None:
    path.unlink()
    path.write_text("a: 4\n")


def move_aside_and_make(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text("a: 5\n")


@pytest.mark.parametrize(
    "save", [write, replace, delete_and_make, move_aside_and_make, Path.unlink]
)
def test_every_way_to_save_is_noticed(shelf: Watched, save: Callable[[Path], None]) -> None:
    save(shelf.folder / "content/en/a.yaml")
    shelf.until("content/en/a.yaml")


def test_a_new_file_in_a_new_folder_is_noticed(shelf: Watched) -> None:
    (shelf.folder / "content/en/deep/er").mkdir(parents=True)
    write(shelf.folder / "content/en/deep/er/b.yaml")
    shelf.until("content/en/deep/er/b.yaml")


def test_a_signature_and_the_settings_are_noticed(shelf: Watched) -> None:
    (shelf.folder / "signed").mkdir()
    write(shelf.folder / "signed/signatures.yaml")
    write(shelf.folder / "handouts.yaml")
    shelf.until("signed/signatures.yaml", "handouts.yaml")


def test_a_renamed_folder_takes_its_files_along(shelf: Watched) -> None:
    (shelf.folder / "content/en").rename(shelf.folder / "content/es")
    shelf.until("content/en/a.yaml", "content/es/a.yaml")


def test_a_shelf_that_goes_and_comes_back_is_watched_again(shelf: Watched) -> None:
    aside = shelf.folder.with_name("aside")
    shelf.folder.rename(aside)
    shelf.until("content/en/a.yaml", "handouts.yaml")
    aside.rename(shelf.folder)
    shelf.until("content/en/a.yaml", "handouts.yaml")
    write(shelf.folder / "content/en/a.yaml")
    shelf.until("content/en/a.yaml")


def test_of_two_shelves_both_are_watched(tmp_path: Path) -> None:
    clinic, stock = tmp_path / "clinic", tmp_path / "stock"
    for name in ("clinic/handouts.yaml", "clinic/content/a.yaml", "stock/content/a.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a: 1\n")
    watched, stopped, ready = Watched(tmp_path), threading.Event(), threading.Event()

    def look() -> None:
        for changed in watch((clinic, stock), stopped, ready.set):
            watched.seen.put(changed)

    thread = threading.Thread(target=look)
    thread.start()
    ready.wait()
    try:
        write(stock / "content/a.yaml")
        watched.until("stock/content/a.yaml")
        write(clinic / "content/a.yaml")
        watched.until("clinic/content/a.yaml")
    finally:
        stopped.set()
        thread.join()


def test_a_folder_in_the_place_of_another_is_watched_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: Queue[tuple[Any, ...]] = Queue()
    system_watch = watchfiles.watch

    def told(*paths: Any, **known: Any) -> Any:
        begun.put(paths)
        return system_watch(*paths, **known)

    monkeypatch.setattr(watchfiles, "watch", told)
    folder, other = tmp_path / "clinic", tmp_path / "other"
    for each in (folder, other):
        each.mkdir()
        (each / "handouts.yaml").write_text("timezone: America/Chicago\n")
    stopped = threading.Event()
    thread = threading.Thread(target=lambda: list(watch((folder,), stopped, lambda: None)))
    thread.start()
    try:
        assert begun.get(timeout=PATIENCE) == (folder,)
        folder.rename(tmp_path / "aside")
        assert begun.get(timeout=PATIENCE) == ()
        other.rename(folder)
        assert begun.get(timeout=PATIENCE) == (folder,)
    finally:
        stopped.set()
        thread.join()


def test_a_file_that_is_just_being_written_is_told_when_it_is_full(tmp_path: Path) -> None:
    path = tmp_path / "content/a.yaml"
    path.parent.mkdir()
    path.write_text("a: 1\n")

    class Editor(threading.Event):
        """Fills the file while the watch waits."""

        def wait(self, timeout: float | None = None) -> bool:
            path.write_text("a: 2\n")
            return super().wait(timeout)

    stopped, ready = Editor(), threading.Event()
    found: Queue[str] = Queue()

    def look() -> None:
        for _ in watch((tmp_path,), stopped, ready.set):
            found.put(path.read_text())

    thread = threading.Thread(target=look)
    thread.start()
    ready.wait()
    try:
        path.write_text("")
        assert found.get(timeout=PATIENCE) == "a: 2\n"
    finally:
        stopped.set()
        thread.join()


def test_a_file_that_stays_empty_is_told_too(shelf: Watched) -> None:
    (shelf.folder / "content/en/a.yaml").write_text("")
    shelf.until("content/en/a.yaml")
