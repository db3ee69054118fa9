"""What the program says, in Chinese: English template -> Chinese template of the same fields, a module a stage."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, str] = {}
