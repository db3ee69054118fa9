"""Each outside library has one owner: what imports it is one room, and mostly one module."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.source import LAYOUT, nodes

OWNERS = {
    "pikepdf": ("pdf/",),
    "pypdfium2": ("pdf/pdfium.py",),
    "weasyprint": ("render/engine.py",),
    "cffi": ("render/engine.py", "render/declarations.py"),
    "reportlab": ("ads/canvas.py",),
    "fontTools": ("ads/truetype.py", "design/"),
    "isal": ("build/preview.py",),
    "pi_heif": ("images/heif.py",),
    "segno": ("ads/qr.py",),
    "pyphen": ("compose/parting.py",),
    "budoux": ("compose/phrases.py",),
    "rjieba": ("compose/dictionary.py",),
    "markdown_it": ("edition/",),
    "ruamel": ("files/yaml.py",),
    "openpyxl": ("intake/sheets.py",),
}
"""Library -> the rooms and modules of layout/ that may import it."""


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the top names of all that a module imports, wherever in it."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@cache
def imports() -> dict[str, frozenset[str]]:
    """The modules of layout/, and what each imports."""
    return {str(path.relative_to(LAYOUT)): frozenset(imported(inside)) for path, inside in nodes().items()}


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_its_owner_alone(library: str) -> None:
    found = [module for module, libraries in imports().items() if library in libraries]
    assert found, f"nobody imports {library}: take it out of the table"
    assert [module for module in found if not module.startswith(OWNERS[library])] == []
