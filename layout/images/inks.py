"""The inks a page is printed in: a list, in the order in which the press condition and a colour's numbers name them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class InkKind(StrEnum):
    """Whether an ink is one of the press's own or one mixed for a job (专色)."""

    PROCESS = "process"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Ink:
    """An ink: its name as PDF writes a colorant's (ISO 32000-1, 8.6.6.4), and the letter people call its plate by."""

    name: str
    letter: str
    kind: InkKind = InkKind.PROCESS


BLACK = Ink("Black", "K")
PROCESS = (Ink("Cyan", "C"), Ink("Magenta", "M"), Ink("Yellow", "Y"), BLACK)
"""The process inks, in the order of DeviceCMYK's numbers."""
