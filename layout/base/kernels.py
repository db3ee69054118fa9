"""The compiled kernels, if they were built: C that does the same work as a Python module, to the same digits."""

from __future__ import annotations

import hashlib
import os
from importlib import import_module
from pathlib import Path
from types import ModuleType

from layout.base.messages import say

SWITCH = "BANMIAN_KERNELS"
"""An environment variable: ``python`` lets the Python modules do all the work."""

NAMES = (
    "layout.compose._breaking",
    "layout.compose._pour",
    "layout.pdf._glyphs",
    "layout.pdf._shown",
    "layout.plan.solver._sweep",
)
"""The full names of all of them, as setup.py builds them."""


def fault(name: str) -> str:
    """Return why a kernel is not used; empty if it is."""
    if os.environ.get(SWITCH) == "python":
        return say("{switch}=python is set", switch=SWITCH)
    try:
        module = import_module(name)
    except ModuleNotFoundError:
        return say("not compiled")
    except ImportError as error:
        return say("it cannot be loaded: {error}", error=error)
    return "" if _is_current(module) else say("made from another version of its source")


def kernel(name: str) -> ModuleType | None:
    """Return the compiled module of that full name; None if it was not built, is out of date, or is not wanted.

    It says what it was made from (its SOURCE): where the C file stands beside it and is not that any more, the work it
    would do may be another one than its Python module's.
    """
    if os.environ.get(SWITCH) == "python":
        return None
    try:
        module = import_module(name)
    except ImportError:
        return None
    return module if _is_current(module) else None


def _is_current(module: ModuleType) -> bool:
    made_from = getattr(module, "SOURCE", None)
    source = Path(module.__file__ or "").with_name(f"{module.__name__.rpartition('.')[2]}.c")
    return made_from is None or not source.exists() or hashlib.sha256(source.read_bytes()).hexdigest() == made_from
