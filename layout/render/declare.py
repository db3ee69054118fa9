"""Writes the compiled declarations of another version of WeasyPrint: python -m layout.render.declare.

A test tells when that has to be done. Until then pages are made all the same, and a process takes longer to start.
"""

from __future__ import annotations

import ast
from base64 import b85encode
from hashlib import sha256
from pathlib import Path
from pickle import dumps
from tempfile import TemporaryDirectory
from typing import Any
from zlib import compress

from cffi import FFI

from layout.render.engine import declaring

_TEXT = '''"""WeasyPrint's declarations of C functions, as cffi compiled them. Written by `layout.render.declare`."""

MADE_FROM = "{made_from}"
"""The SHA-256 of the module of WeasyPrint that has the declarations."""

COMPILED = (
{lines}
)
"""What cffi's FFI is made with: the pickle of its arguments, compressed, as base 85."""
'''


def compile_declarations(source: bytes) -> dict[str, Any]:
    """Return the declarations in WeasyPrint's module as cffi compiles them: what its FFI is made with."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    text = next(
        ast.literal_eval(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "cdef"
    )
    ffi = FFI()
    ffi.cdef(text)
    ffi.set_source("weasyprint", None)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "made.py"
        ffi.emit_python_code(str(made))
        calls = (node for node in ast.walk(ast.parse(made.read_bytes())) if isinstance(node, ast.Call))
        return {word.arg: ast.literal_eval(word.value) for word in next(calls).keywords if word.arg}


def main() -> None:
    """Write the module beside this one."""
    source = declaring().read_bytes()
    packed = b85encode(compress(dumps(compile_declarations(source), protocol=4), 9)).decode("ascii")
    lines = (f'    "{packed[at : at + 100]}",' for at in range(0, len(packed), 100))
    text = _TEXT.format(made_from=sha256(source).hexdigest(), lines="\n".join(lines))
    Path(__file__).with_name("declared.py").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
