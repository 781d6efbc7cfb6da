"""The command line answers at once: what only a page needs is not imported for help."""

import subprocess
import sys

HEAVY = ("weasyprint", "pydantic", "flask", "babel", "jinja2", "yaml")


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
