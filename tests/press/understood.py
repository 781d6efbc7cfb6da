"""`python -m tests.press.understood`: writes anew what cffi understands of WeasyPrint's C."""

import ast
import base64
import hashlib
import re
import types
import zlib
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import weasyprint.text.ffi

from handouts.press import declarations


def declared() -> str:
    """The C declarations in WeasyPrint's own source."""
    source = ast.parse(Path(weasyprint.text.ffi.__file__).read_text("utf-8"))
    (text,) = (
        call.args[0].value
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "cdef"
        and isinstance(call.args[0], ast.Constant)
    )
    assert isinstance(text, str)
    return text


def understood(text: str) -> dict[str, Any]:
    """What cffi makes of them for a module that needs no compiler."""
    ffi = import_module("cffi").FFI()
    ffi.cdef(text)
    ffi.set_source("understood", None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "understood.py"
        ffi.emit_python_code(str(path))
        code = path.read_text("utf-8").replace("import _cffi_backend", "")
    told: dict[str, Any] = {}
    backend = types.SimpleNamespace(FFI=lambda _, **parts: told.update(parts))
    exec(code, {"_cffi_backend": backend})  # noqa: S102  # cffi has just written it
    return told


def seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def main() -> None:
    """Write them into the module that keeps them."""
    text = declared()
    packed = zlib.compress(repr(understood(text)).encode(), 9)
    letters = base64.b85encode(packed).decode()
    lines = "\n".join(f'    "{letters[at : at + 94]}"' for at in range(0, len(letters), 94))
    path = Path(declarations.__file__)
    source = path.read_text("utf-8")
    source = re.sub('^SEAL = ".*?"', f'SEAL = "{seal(text)}"', source, flags=re.MULTILINE)
    head, _, rest = source.partition("UNDERSTOOD = (\n")
    _, _, rest = rest.partition("\n)\n")
    path.write_text(f"{head}UNDERSTOOD = (\n{lines}\n)\n{rest}", "utf-8")


if __name__ == "__main__":
    main()
