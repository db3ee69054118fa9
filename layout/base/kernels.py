"""The compiled kernels, if they were built: C that does the same work as a Python module, to the same digits."""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

SWITCH = "BANMIAN_KERNELS"
"""An environment variable: ``python`` lets the Python modules do all the work."""


def kernel(name: str) -> ModuleType | None:
    """Return the compiled module of that full name; None if it was not built, or is not wanted."""
    if os.environ.get(SWITCH) == "python":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None
