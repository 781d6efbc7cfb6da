"""The command line answers at once: what only a page needs is not imported for help."""

import subprocess
import sys

HEAVY = ("weasyprint", "pydantic", "flask", "babel", "jinja2", "yaml", "python_calamine")


def test_help_imports_nothing_that_only_a_handout_needs() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from handouts.cli import handouts; "
        "assert CliRunner().invoke(handouts, ['--help']).exit_code == 0; "
        "print([name for name in sys.argv[1:] if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_handout_that_is_not_printed_waits_for_nothing_that_prints() -> None:
    code = "import sys, handouts.cli.make; print([it for it in sys.argv[1:] if it in sys.modules])"
    prints = (
        "handouts.cli.printer",
        "handouts.batch.printing.printing",
        "handouts.batch.printing.cups",
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *prints], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_words_are_read_without_a_look_at_source_code_or_at_all_installed_packages() -> None:
    """pydantic would do both to build its types, in each process anew."""
    code = (
        "import importlib.metadata, inspect; from handouts.library.shelves import Shelves; "
        "from handouts.read.content import read_content, read_settings; looked = []; "
        "inspect.getsourcelines = lambda *_: looked.append('source'); "
        "importlib.metadata.entry_points = lambda **_: looked.append('packages') or (); "
        "read_settings(Shelves()); assert read_content(Shelves(), 'en')[0]; print(looked)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_coming_back_to_the_desk_that_runs_waits_for_nothing_that_only_the_page_needs() -> None:
    code = (
        "import sys, tempfile, pathlib; "
        "from handouts.web.desk.opening.running import opened_again; "
        "assert opened_again(pathlib.Path(tempfile.gettempdir(), 'no such desk')) == ''; "
        "print([name for name in sys.argv[1:] if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
