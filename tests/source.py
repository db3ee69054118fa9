"""The program's own source, parsed once for all tests that read it."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYOUT = ROOT / "layout"


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the program, parsed."""
    gc.disable()  # nothing becomes garbage here, and looking for it takes longer than parsing
    try:
        return {path: ast.parse(path.read_text("utf-8")) for path in sorted(LAYOUT.rglob("*.py"))}
    finally:
        gc.enable()


@cache
def nodes() -> dict[Path, tuple[ast.AST, ...]]:
    """Every module of the program with all that is in it, in the order of `ast.walk`."""
    return {path: tuple(ast.walk(tree)) for path, tree in trees().items()}
