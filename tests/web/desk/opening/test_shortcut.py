"""The icon opens this clinic's desk with this very installation, and no other's icon is touched."""

import base64
import io
import os
import plistlib
import re
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from handouts.library.shelves import Shelves, stock
from handouts.problems import HandoutsError
from handouts.web.desk.opening.shortcut import freedesktop, macos, windows
from handouts.web.desk.opening.shortcut.install import install_shortcut, remove_shortcut
from handouts.web.desk.opening.shortcut.opening import NAMES, Opening
from tests.cli.terminal import here

ODD = 'a clinic\'s "own" $HOME `x` 100% \\n #1 = ü;&|<>()*?~'
"""A folder's name with each sign that some shell or desktop takes for something else."""


def opening(clinic: Path, program: Path = Path("/opt/python")) -> Opening:
    """What an icon of this clinic does."""
    return Opening(clinic, program)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's home with an empty desktop."""
    folder = tmp_path / "home"
    (folder / "Desktop").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return folder


def a_clinic(folder: Path) -> Path:
    """A clinic's folder."""
    assert here("init", str(folder), cwd=folder.parent).code == 0
    return folder


linux = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="icons of Linux's kind")


@linux
def test_the_command_puts_it_on_the_desktop_and_takes_it_away(tmp_path: Path, home: Path) -> None:
    a_clinic(tmp_path / "clinic")
    made = here("-C", "clinic", "desk", "--install-shortcut", cwd=tmp_path)
    files = [
        home / ".local" / "share" / "applications" / "Handouts.desktop",
        home / "Desktop" / "Handouts.desktop",
    ]
    assert (made.code, made.out.split("\n")[:-1]) == (0, [str(path) for path in files])
    text = files[1].read_text()
    assert f"{sys.executable} -m handouts desk --icon {tmp_path / 'clinic'}\n" in text
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o755 for path in files)
    gone = here("-C", "clinic", "desk", "--remove-shortcut", cwd=tmp_path)
    assert (gone.code, gone.out) == (0, made.out)
    assert [path for path in home.rglob("*") if path.is_file()] == []
    again = here("-C", "clinic", "desk", "--remove-shortcut", cwd=tmp_path)
    assert again.err == "There is no icon for this clinic's folder.\n"


def test_without_a_clinic_s_folder_there_is_none(tmp_path: Path, home: Path) -> None:
    for option in ("--install-shortcut", "--remove-shortcut"):
        ended = here("desk", option, cwd=tmp_path)
        assert (ended.code, ended.out) == (2, "")
        assert "There is no clinic's folder here" in ended.err
    assert list(home.rglob("*")) == [home / "Desktop"]


@linux
def test_it_is_written_anew_in_its_place_and_other_clinics_have_their_own(
    tmp_path: Path, home: Path
) -> None:
    ours, others = (Shelves(a_clinic(tmp_path / name)) for name in ("ours", "others"))
    first = install_shortcut(ours)
    assert install_shortcut(ours) == first
    second = install_shortcut(others)
    assert [path.name for path in (*first, *second)] == ["Handouts.desktop"] * 2 + [
        "Handouts 2.desktop"
    ] * 2
    assert "Name=Handouts 2\n" in second[0].read_text()
    assert remove_shortcut(ours) == first
    assert install_shortcut(others) == second
    assert sorted(path.name for path in (home / "Desktop").iterdir()) == ["Handouts 2.desktop"]


@linux
@pytest.mark.parametrize("kind", ["a text", "a folder", "a link", "a broken link", "no text"])
def test_what_another_put_there_stays(tmp_path: Path, home: Path, kind: str) -> None:
    ours = Shelves(a_clinic(tmp_path / "clinic"))
    path, elsewhere = home / "Desktop" / "Handouts.desktop", tmp_path / "elsewhere"
    if kind == "a folder":
        path.mkdir()
    elif kind == "a broken link":
        path.symlink_to(elsewhere)
    elif kind == "a link":
        elsewhere.write_text(freedesktop.entry(Opening.of(tmp_path / "clinic"), "Handouts"))
        path.symlink_to(elsewhere)
    else:
        path.write_bytes(b"[Desktop Entry]\nName=Mine\n" if kind == "a text" else b"\xff\xfe\0")
    before = path.lstat()
    assert install_shortcut(ours)[1].name == "Handouts 2.desktop"
    assert len(remove_shortcut(ours)) == 2
    assert path.lstat() == before


@linux
def test_with_all_names_taken_it_is_told(tmp_path: Path, home: Path) -> None:
    ours = Shelves(a_clinic(tmp_path / "clinic"))
    for name in NAMES:
        (home / "Desktop" / f"{name}.desktop").touch()
    with pytest.raises(HandoutsError, match="icons called Handouts"):
        install_shortcut(ours)


@pytest.mark.parametrize(
    ("said", "folder"),
    [
        ('XDG_DESKTOP_DIR="$HOME/Schreibtisch"', "home/Schreibtisch"),
        ('# x\nXDG_DOWNLOAD_DIR="$HOME/x"\nXDG_DESKTOP_DIR="$HOME/Área de \\"t\\""\n',
         'home/Área de "t"'),
        ('XDG_DESKTOP_DIR="{tmp}/elsewhere"', "elsewhere"),
        ('XDG_DESKTOP_DIR="$HOME/"', ""),
        ('XDG_DESKTOP_DIR="$HOME"', ""),
        ('XDG_DESKTOP_DIR="nowhere"', ""),
        ('XDG_DESKTOP_DIR="$HOME/not there"', ""),
        ("", "home/Desktop"),
        ("#XDG_DESKTOP_DIR=\"$HOME/x\"", "home/Desktop"),
        ("\xff", "home/Desktop"),
    ],
)  # fmt: skip
def test_the_desktop_is_found_by_its_name_in_any_language(
    tmp_path: Path, home: Path, said: str, folder: str
) -> None:
    if folder:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    config = home / ".config"
    config.mkdir()
    encoding = "latin-1" if said == "\xff" else "utf-8"
    (config / "user-dirs.dirs").write_text(said.replace("{tmp}", str(tmp_path)), encoding)
    made = freedesktop.install(opening(tmp_path), home, {})
    assert [path.parent for path in made[1:]] == ([tmp_path / folder] if folder else [])


@linux
def test_its_text_is_as_the_specification_has_it(tmp_path: Path) -> None:
    checker = shutil.which("desktop-file-validate")
    if checker is None:
        pytest.skip("not installed: desktop-file-validate (apt-get install desktop-file-utils)")
    for name in ("clinic", ODD):
        file = tmp_path / "x.desktop"
        file.write_text(freedesktop.entry(opening(tmp_path / name), "Handouts"))
        done = subprocess.run([checker, file], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


@linux
@pytest.mark.parametrize("surroundings", [(), (("SURROUNDINGS", ODD),)], ids=["bare", "kept"])
def test_a_double_click_runs_it_word_for_word_whatever_the_folders_are_called(
    tmp_path: Path, home: Path, surroundings: tuple[tuple[str, str], ...]
) -> None:
    launcher = shutil.which("gio")
    if launcher is None:
        pytest.skip("not installed: gio (apt-get install libglib2.0-bin)")
    clinic, told = tmp_path / ODD, tmp_path / "told"
    program = tmp_path / ODD / "python"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$SURROUNDINGS" "$@" >"{told}.part"\n'
                       f'mv "{told}.part" "{told}"\n')  # fmt: skip
    program.chmod(0o755)
    path = freedesktop.install(Opening(clinic, program, surroundings), home, {})[1]
    subprocess.run([launcher, "launch", path], check=True, timeout=60)
    deadline = time.monotonic() + 20
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    words = [ODD if surroundings else "", "-m", "handouts", "desk", "--icon", str(clinic)]
    assert told.read_text().splitlines() == words


def test_a_path_with_a_line_s_end_gets_no_icon(tmp_path: Path) -> None:
    with pytest.raises(HandoutsError, match="letters for no icon"):
        Opening.of(tmp_path / "a\nX-Evil=1")


def test_what_it_needs_of_its_surroundings_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LD_LIBRARY_PATH", "FONTCONFIG_FILE", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HANDOUTS_FOLDER", "/elsewhere")
    plain = Opening.of(tmp_path).command
    assert plain == (sys.executable, "-m", "handouts", "desk", "--icon", str(tmp_path))
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/pango")
    kept = ("env", "LD_LIBRARY_PATH=/opt/pango", "sh", "-c", 'exec "$@"', "sh", *plain)
    assert Opening.of(tmp_path).command == kept


def test_its_picture_is_there_for_every_system() -> None:
    svg = (stock() / "styles" / "desk-icon.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg ")
    for packed in (windows.picture(), macos.picture()):
        with Image.open(io.BytesIO(packed)) as picture:
            picture.load()
            assert picture.size == (256, 256)
            assert picture.convert("RGB").getpixel((128, 12)) == (11, 74, 87)


# macOS, by its text


def test_on_a_mac_it_is_an_application_that_ends_at_once(tmp_path: Path, home: Path) -> None:
    told = tmp_path / "told"
    program = tmp_path / "my python"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" >"{told}.part"\nmv "{told}.part" "{told}"\n'
    )
    program.chmod(0o755)
    (app,) = macos.install(opening(tmp_path / ODD, program), home)
    assert app == home / "Desktop" / "Handouts.app"
    about = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    inside = app / "Contents" / "MacOS" / about["CFBundleExecutable"]
    assert os.access(inside, os.X_OK)
    assert (app / "Contents" / "Resources" / f"{about['CFBundleIconFile']}.icns").is_file()
    subprocess.run([inside], check=True, timeout=60)
    deadline = time.monotonic() + 20
    while not told.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert told.read_text().splitlines()[-1] == str(tmp_path / ODD)


def test_on_a_mac_no_other_application_is_touched(tmp_path: Path, home: Path) -> None:
    other = home / "Desktop" / "Handouts.app" / "Contents"
    other.mkdir(parents=True)
    (other / "Info.plist").write_bytes(plistlib.dumps({"CFBundleName": "Handouts"}))
    ours = opening(tmp_path)
    assert macos.install(ours, home) == macos.install(ours, home)
    assert macos.remove(ours, home) == (home / "Desktop" / "Handouts 2.app",)
    assert macos.remove(ours, home) == ()
    for broken in (b"", b"<plist", b"<plist>", plistlib.dumps(["x"]), b"bplist00"):
        (other / "Info.plist").write_bytes(broken)
        assert macos.remove(ours, home) == ()
    assert [path.name for path in (home / "Desktop").iterdir()] == ["Handouts.app"]


# Windows, by its text


def test_on_windows_every_text_is_one_in_which_no_sign_means_anything() -> None:
    script = windows.installing(opening(Path("C:\\O'Brien’s $clinic; `x`")), "C:\\x.ico")
    texts = re.findall(r"'(?:[^'‘’‚‛]|''|‘‘|’’|‚‚|‛‛)*'", script)
    assert "'C:\\O''Brien’’s $clinic; `x`'" in texts
    left = re.sub(r"'(?:[^'‘’‚‛]|''|‘‘|’’|‚‚|‛‛)*'", "", script)
    assert "Brien" not in left
    assert not set("'‘’‚‛") & set(left)
    arguments = "'-m handouts desk --icon \"C:\\O''Brien’’s $clinic; `x`\"'"
    assert f"$link.Arguments = {arguments}\n" in script
    assert "{" + "{" not in script


def test_on_windows_only_links_that_say_they_are_of_this_folder_are_written_or_removed() -> None:
    ours = opening(Path("C:\\clinic"))
    for script in (windows.installing(ours, "x"), windows.removing(ours)):
        assert "$about = 'The front desk''s page of C:\\clinic'" in script
        assert "$shell.CreateShortcut($_).Description -eq $about" in script
        assert script.count("{") == script.count("}")
    assert "Remove-Item -LiteralPath $_" in windows.removing(ours)


def test_on_windows_the_python_without_a_window_is_taken(tmp_path: Path) -> None:
    program = tmp_path / "python.exe"
    ours = opening(Path("C:\\clinic"), program)
    assert f"$link.TargetPath = '{program}'" in windows.installing(ours, "x")
    (tmp_path / "pythonw.exe").touch()
    assert f"$link.TargetPath = '{tmp_path / 'pythonw.exe'}'" in windows.installing(ours, "x")


def test_on_windows_powershell_is_told_without_a_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PowerShell that only writes down what it is told."""
    if os.name != "posix":
        pytest.skip("a shell stands in for PowerShell")
    (tmp_path / "powershell").write_text(
        '#!/bin/sh\nfor last; do :; done\nprintf %s "$last" >"$0.told"\n'
        'echo "C:\\x\\Handouts.lnk"\n'
    )
    (tmp_path / "powershell").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    ours = opening(Path("C:\\clinic"))
    made = windows.install(ours, {"LOCALAPPDATA": str(tmp_path)})
    assert [str(path) for path in made] == ["C:\\x\\Handouts.lnk"]
    told = base64.b64decode((tmp_path / "powershell.told").read_bytes()).decode("utf-16-le")
    assert told == windows.installing(ours, str(tmp_path / "handouts" / "desk.ico"))
    (tmp_path / "powershell").write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(HandoutsError, match="Windows did not let"):
        windows.remove(ours)
