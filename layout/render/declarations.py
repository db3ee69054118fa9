"""WeasyPrint's declarations of C functions, compiled: to parse their 450 lines takes a third of its import.

They are compiled when they are asked for first, and kept beside Python's compiled modules, as those are: known by what
they were made from, written where that can be done, and made anew where they are not there. Run as a program
(python -m layout.render.declarations) it keeps them, whatever Python was told of keeping what it compiles.
"""

from __future__ import annotations

import ast
import marshal
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source, find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import _cffi_backend

from layout.base.errors import OutputError
from layout.files.atomic import write_whole


def declarations(source: bytes) -> dict[str, Any]:
    """Return the declarations in the source of WeasyPrint's module: what cffi's compiled FFI is made with."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        found = marshal.loads(place(source).read_bytes())
        if isinstance(found, dict):
            return found
    made = compiled(source)
    if not sys.dont_write_bytecode:
        keep(source, made)
    return made


def keep(source: bytes, made: dict[str, Any]) -> None:
    """Keep what was compiled of a source, if that can be done."""
    with suppress(OutputError):
        write_whole(place(source), marshal.dumps(made))


def declaring() -> Path:
    """Return the module of WeasyPrint that has the declarations, without importing it."""
    spec = find_spec("weasyprint")
    return Path(spec.origin if spec and spec.origin else "").with_name("text") / "ffi.py"


def place(source: bytes) -> Path:
    """Return where the declarations of that source are kept, for this Python and this cffi."""
    made_of = sha256(source + _cffi_backend.__version__.encode("ascii")).hexdigest()
    return Path(cache_from_source(__file__)).with_suffix(f".{made_of[:16]}")


def compiled(source: bytes) -> dict[str, Any]:
    """Return the declarations as cffi compiles them. Raises StopIteration if there are none."""
    from cffi import FFI
    from cffi.recompiler import make_py_source

    text = next(
        ast.literal_eval(call.args[0])
        for call in _calls(source)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "cdef"
    )
    ffi = FFI()
    ffi.cdef(text)
    ffi.set_source("weasyprint", None)
    made = StringIO()
    make_py_source(ffi, "weasyprint", made)
    return {word.arg: ast.literal_eval(word.value) for word in next(_calls(made.getvalue())).keywords if word.arg}


def _calls(source: str | bytes) -> Any:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


if __name__ == "__main__":
    keep(declaring().read_bytes(), compiled(declaring().read_bytes()))
