"""WeasyPrint as this program has it: with all of it that pages need, without what takes long and is not used.

By itself WeasyPrint starts compiler and linker 50 times to learn where the system's libraries are, has 450 lines of C
declarations parsed, and imports all that fontTools knows of cutting fonts down, which HarfBuzz does instead: two thirds
of the time its import takes. Here the declarations come as they were compiled before (`layout.render.declarations`),
libraries are asked of the system's loader by the names that WeasyPrint tries, and fontTools' part is imported when
something of it is called. All else is WeasyPrint's; and so is everything on other systems than Linux, and where
WeasyPrint was imported before this module.

Whoever draws with WeasyPrint takes from here what it needs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

import _cffi_backend
import cffi

from layout.render.declarations import declarations, declaring

_UNUSED = ("fontTools.subset", "fontTools.varLib.instancer")
"""Modules of which WeasyPrint calls something for variable fonts, and where HarfBuzz cannot cut fonts down."""


def _declared(found: dict[str, Any]) -> type[Any]:
    """Return what stands for cffi's FFI and has the declarations as they were compiled, without parsing them."""

    class Declared(_cffi_backend.FFI):  # type: ignore[misc]
        def __init__(self) -> None:
            """Wait for the declarations: they can be handed in once only."""

        def cdef(self, _source: str) -> None:
            super().__init__("weasyprint", **found)

    return Declared


class _Later(ModuleType):
    """Stands for a module of which nothing but calls is needed, until the first of them."""

    def __getattr__(self, name: str) -> Any:
        def called(*values: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*values, **named)

        return called


def _is_new() -> bool:
    """Tell whether WeasyPrint is still to be imported, and finds its libraries by their names alone."""
    return sys.platform.startswith("linux") and "weasyprint" not in sys.modules


@contextmanager
def _quickly() -> Iterator[None]:
    """While the block runs, WeasyPrint is imported as is told above."""
    if not _is_new():
        yield
        return
    later = {name: _Later(name) for name in _UNUSED if name not in sys.modules}
    parsing, cffi.FFI = cffi.FFI, _declared(declarations(declaring().read_bytes()))
    sys.modules.update(later)
    try:
        yield
    finally:
        cffi.FFI = parsing
        for name in later:
            del sys.modules[name]


with _quickly():
    from weasyprint import CSS, HTML
    from weasyprint import css as weasyprint_css
    from weasyprint.pdf import fonts as weasyprint_fonts
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream as PageStream
    from weasyprint.text.ffi import ffi, harfbuzz, pango, pangoft2
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.text.line_break import create_layout
    from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = (
    "CSS",
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
    "pangoft2",
    "weasyprint_css",
    "weasyprint_fonts",
)
