"""The short import of WeasyPrint: the same pages, nothing left behind, and a way back."""

import ast
import base64
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from handouts.press import declarations, postponed
from tests.press import understood

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="shortens the search on Linux only")

SHORT = "from handouts.press.loading import import_weasyprint\n"
PLAIN = (
    "from handouts.press.fonts import fonts, use\n"
    "def import_weasyprint():\n"
    "    use(fonts('Latn'))\n"
    "    import weasyprint\n"
    "    return weasyprint\n"
)

PAGE = """
import hashlib
from io import BytesIO
from pathlib import Path
from handouts.press.fonts import fonts

weasyprint = import_weasyprint()
FONT = ""
if HARD:
    from fontTools.ttLib import TTFont
    font, woff = TTFont(fonts("Latn").files[0]), BytesIO()
    font.flavor = "woff"
    font.save(woff)
    FONT = "@font-face { font-family: W; src: url(https://x.invalid/w.woff) }"
    from PIL import Image
    picture = BytesIO()
    Image.new("RGB", (3, 3), "red").save(picture, "PNG")
    files = {"https://x.invalid/w.woff": woff, "https://x.invalid/p.png": picture}

class Fetcher(weasyprint.URLFetcher):
    def fetch(self, url, headers=None):
        return weasyprint.urls.URLFetcherResponse(url, files[url].getvalue())

html = weasyprint.HTML(url_fetcher=Fetcher(), string=f'''<html lang="en"><title>T</title><style>
  {FONT} body {{ font-family: W, "Source Sans Pro" }} ol {{ list-style: georgian }}
  h1::before {{ content: counter(page, lower-roman) }}
</style><body><h1>One</h1><ol><li>a<li>b</ol><ul><li>c</ul><table bgcolor=red><tr><td>d</table>
<form><input value="e"><select><option>f</select></form><p><b>bold</b> <q>said</q>
<svg viewBox="0 0 9 9" width="9" height="9"><text y="9">g</text></svg>
{'<img src="https://x.invalid/p.png" alt="p">' if HARD else ''}''')
pdf = html.write_pdf(pdf_variant="pdf/a-2a", pdf_forms=HARD, presentational_hints=HARD)
print(hashlib.sha256(pdf).hexdigest())
"""


def _told(code: str, *, first: Path | None = None) -> Any:
    """What a fresh process prints, as JSON when it can be read so."""
    path = os.pathsep.join(str(each) for each in (first, *sys.path) if each)
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, "SOURCE_DATE_EPOCH": "0"},  # fontTools dates fonts
    )
    assert done.returncode == 0, done.stderr
    last = done.stdout.strip().splitlines()[-1]
    return json.loads(last) if last[:1] in {"[", "{"} else last


@pytest.mark.parametrize("hard", [False, True], ids=["a page", "all that waits is used"])
def test_the_pages_are_the_same_byte_for_byte_as_after_a_plain_import(hard: bool) -> None:
    page = f"HARD = {hard}\n{PAGE}"
    assert _told(SHORT + page) == _told(PLAIN + page)


LOADED = "import json, sys; print(json.dumps([it for it in {names!r} if it in sys.modules]))"
WAITING = ["fontTools.subset", "fontTools.ttLib", "fontTools.varLib", "PIL.Image", "lxml"]


def test_what_few_pages_need_is_not_imported_with_weasyprint() -> None:
    names = [*WAITING, *(["pycparser"] if sys.platform == "linux" else [])]
    asked = LOADED.format(names=names)
    assert _told(f"{PLAIN}import_weasyprint()\n{asked}") == names
    assert _told(f"{SHORT}import_weasyprint()\n{asked}") == []


LEFT = """
import ctypes.util, json, sys, types
import tinycss2
before = ctypes.util.find_library, tinycss2.parse_stylesheet
{breakage}
from handouts.problems import HandoutsError
try:
    import_weasyprint()
    ended = "imported"
except HandoutsError as wrong:
    ended = str(wrong.problems[0].message)
after = ctypes.util.find_library, tinycss2.parse_stylesheet
places = [name for name, it in sys.modules.items() if type(it).__module__.startswith("handouts")]
cffi = sys.modules.get("cffi")
real = cffi is None or hasattr(cffi, "VerificationError")
print(json.dumps([ended, before == after, places, real]))
"""


def test_nothing_is_left_of_the_shortcuts_after_the_import() -> None:
    assert _told(SHORT + LEFT.format(breakage="")) == ["imported", True, [], True]


def test_nothing_is_left_of_the_shortcuts_where_pango_is_missing(tmp_path: Path) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint/__init__.py").write_text(
        "import tinycss2, cffi, PIL.Image\nraise OSError('cannot load library')", "utf-8"
    )
    ended, same, places, cffi = _told(SHORT + LEFT.format(breakage=""), first=tmp_path)
    assert ended.startswith("Pango is missing")
    assert "(cannot load library)" in ended
    assert [same, places, cffi] == [True, [], True]


BREAKAGES = {
    "other stylesheets": (
        "from handouts.press.postponed import STYLESHEETS; del STYLESHEETS['PH_STYLESHEET']"
    ),
    "an error in between": (
        "import handouts.press.loading as loading; plain, calls = loading._import, []\n"
        "def once():\n"
        "    calls.append(1)\n"
        "    plain()\n"
        "    if len(calls) < 3: raise AttributeError\n"
        "    return sys.modules['weasyprint']\n"
        "loading._import = once\n"
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_surprise_ends_in_the_plain_import(name: str) -> None:
    code = SHORT + LEFT.format(breakage=BREAKAGES[name])
    assert _told(code) == ["imported", True, [], True]
    plain = f"HARD = False\n{PAGE}"
    assert _told(code + plain) == _told(PLAIN + plain)
    assert _told(code + LOADED.format(names=["pycparser", *WAITING])) == ["pycparser", *WAITING]


@LINUX
def test_other_declarations_are_understood_anew_and_all_else_still_waits() -> None:
    other = "from handouts.press import declarations; declarations.SEAL = ''"
    code = SHORT + LEFT.format(breakage=other)
    assert _told(code) == ["imported", True, [], True]
    plain = f"HARD = False\n{PAGE}"
    assert _told(code + plain) == _told(PLAIN + plain)
    assert _told(code + LOADED.format(names=["pycparser", *WAITING])) == ["pycparser"]


SEARCHED = """
import ctypes.util, sys
calls = []
full = ctypes.util.find_library
ctypes.util.find_library = lambda name: calls.append(name) or full(name)
from handouts.press import declarations
{breakage}
import_weasyprint()
print(len(calls))
"""


@LINUX
@pytest.mark.parametrize("breakage", ["", "declarations.SEAL = ''"])
def test_no_library_is_searched_for(breakage: str) -> None:
    assert int(_told(PLAIN + SEARCHED.format(breakage=""))) > 0
    assert int(_told(SHORT + SEARCHED.format(breakage=breakage))) == 0


def test_a_name_that_came_late_is_the_real_one_everywhere() -> None:
    code = (
        "import json, fontTools, sys; import_weasyprint(); import weasyprint.pdf.fonts as f\n"
        "f.TTFont.getGlyphOrder; from fontTools.ttLib import TTLibError; f.subset.Options\n"
        "there = sys.modules['fontTools.subset']\n"
        "print(json.dumps([f.TTLibError is TTLibError, f.subset is there]))"
    )
    assert _told(SHORT + code) == [True, True]


def test_a_picture_is_never_opened_before_weasyprint_has_set_up_the_program_that_opens_it() -> None:
    """WeasyPrint forbids PIL to start Ghostscript."""
    code = (
        "import json, sys; import_weasyprint(); import weasyprint.images, weasyprint.draw.text\n"
        "weasyprint.draw.text.Image.open; at = sys.modules\n"
        "print(json.dumps([at['PIL.EpsImagePlugin'].gs_binary, "
        "at['PIL.ImageFile'].LOAD_TRUNCATED_IMAGES]))"
    )
    assert _told(SHORT + code) == _told(PLAIN + code) == [False, True]


def test_it_also_works_where_some_of_it_is_there_already() -> None:
    code = f"import fontTools.ttLib, PIL.Image, cffi\nHARD = True\n{PAGE}"
    assert _told(SHORT + code) == _told(PLAIN + code)


def test_what_is_kept_is_what_cffi_understands_today() -> None:
    """Else `python -m tests.press.understood` writes it anew."""
    kept = ast.literal_eval(zlib.decompress(base64.b85decode(declarations.UNDERSTOOD)).decode())
    text = understood.declared()
    assert kept == understood.understood(text)
    assert understood.seal(text) == declarations.SEAL


def test_the_modules_that_wait_are_those_that_weasyprint_imports() -> None:
    """One that it no longer imports, or a new one of theirs, should be looked at."""
    names = [name for group in postponed.MODULES for name in group]
    code = f"{PLAIN}{LOADED.format(names=names)}".replace(
        "import json", "import_weasyprint()\nimport json"
    )
    assert _told(code) == names


def test_a_cffi_that_was_there_before_is_there_after() -> None:
    code = (
        "import cffi, json, sys; import_weasyprint()\n"
        "print(json.dumps([cffi is sys.modules.get('cffi')]))"
    )
    assert _told(SHORT + code) == [True]
