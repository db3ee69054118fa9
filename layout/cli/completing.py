"""What a shell asks for while a command is typed: Typer answers, and learns here how much of the program it needs."""

from __future__ import annotations

import os
from collections.abc import Sequence

from layout.cli.base import PROGRAM

ASKED = f"_{PROGRAM.upper()}_COMPLETE"
"""The variable of the environment by which a completion script asks, as Typer's scripts name it."""


def completing() -> Sequence[str] | None:
    """Return the words of a command before the one that a shell asks to complete; None if no shell asks.

    Makes the shells known to Typer, which else happens only where a program offers to write its scripts by itself.
    """
    if not os.environ.get(ASKED):
        return None
    from typer.completion import completion_init  # type: ignore[attr-defined]  # Typer has no other name for it

    completion_init()
    if typed := os.environ.get("COMP_WORDS"):  # bash
        return typed.split()[1 : int(os.environ.get("COMP_CWORD", "1"))]
    typed = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = typed.split()[1:]
    return words if typed.endswith(" ") else words[:-1]
