"""WeasyPrint as this program has it: with all of it that pages need, without what takes long and is not used.

By itself WeasyPrint starts compiler and linker 50 times to learn where the system's libraries are, has 450 lines of C
declarations parsed, and imports all that fontTools knows of cutting fonts down, which HarfBuzz does instead: two thirds
of the time its import takes. Here the declarations come as they were compiled before (`layout.render.declared`),
libraries are asked of the system's loader by the names that WeasyPrint tries, and fontTools' part is imported when
something of it is called. All else is WeasyPrint's; and so is everything in a version that was not foreseen here, on
other systems than Linux, and where WeasyPrint was imported before this module.

Whoever draws with WeasyPrint takes from here what it needs.
"""

from __future__ import annotations

import sys
from base64 import b85decode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pickle import loads
from types import ModuleType
from typing import Any
from zlib import decompress

import _cffi_backend
import cffi

from layout.render import declared

_UNUSED = ("fontTools.subset", "fontTools.varLib.instancer")
"""Modules of which WeasyPrint calls something for variable fonts, and where HarfBuzz cannot cut fonts down."""


def declaring() -> Path:
    """Return the module of WeasyPrint that has the declarations, without importing it."""
    spec = find_spec("weasyprint")
    return Path(spec.origin if spec and spec.origin else "").with_name("text") / "ffi.py"


def compiled() -> dict[str, Any]:
    """Return the declarations as cffi compiled them: what its FFI is made with."""
    return loads(decompress(b85decode("".join(declared.COMPILED))))  # type: ignore[no-any-return]


class _Declared(_cffi_backend.FFI):  # type: ignore[misc]
    """Stands for cffi's FFI, and takes the declarations as they were compiled before, without reading them."""

    def __init__(self) -> None:
        """Wait for the declarations: they can be handed in once only."""

    def cdef(self, _source: str) -> None:
        super().__init__("weasyprint", **compiled())


class _Later(ModuleType):
    """Stands for a module of which nothing but calls is needed, until the first of them."""

    def __getattr__(self, name: str) -> Any:
        def called(*values: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*values, **named)

        return called


def _foreseen() -> bool:
    """Tell whether WeasyPrint is still to be imported, and is the one that was foreseen here."""
    if not sys.platform.startswith("linux") or "weasyprint" in sys.modules:
        return False
    return sha256(declaring().read_bytes()).hexdigest() == declared.MADE_FROM


@contextmanager
def _quickly() -> Iterator[None]:
    """While the block runs, WeasyPrint is imported as is told above."""
    if not _foreseen():
        yield
        return
    later = {name: _Later(name) for name in _UNUSED if name not in sys.modules}
    parsing = cffi.FFI
    sys.modules.update(later)
    cffi.FFI = _Declared
    try:
        yield
    finally:
        cffi.FFI = parsing
        for name in later:
            del sys.modules[name]


with _quickly():
    from weasyprint import HTML
    from weasyprint.pdf import fonts as weasyprint_fonts
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream as PageStream
    from weasyprint.text.ffi import ffi, harfbuzz, pango
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import create_layout
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = (
    "HTML",
    "Font",
    "FontConfiguration",
    "PageStream",
    "URLFetcher",
    "URLFetcherResponse",
    "create_layout",
    "ffi",
    "harfbuzz",
    "pango",
    "weasyprint_fonts",
)
