"""What an operator shows: its character codes, and how far the font's widths move the pen (ISO 32000-1, 9.4.4).

A page has some hundred such operators with a dozen strings and numbers each. To ask pikepdf for these one by one takes
longer than all else there is to do with them; where the kernel `_shown.c` was built it takes the operand as it is
written.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

import pikepdf

from layout.base.kernels import kernel
from layout.pdf.fonts import FontUse
from layout.pdf.operators import NUMBERS
from layout.pdf.state import State

_SPACE = 32
"""The code that word spacing is added to, in fonts of one byte a code (ISO 32000-1, 9.3.3)."""

_kernel = kernel("layout.pdf._shown")


class Shown(NamedTuple):
    """The codes shown, where the pen is behind them, and the ends of their advances, in text space from where it was.

    Without codes there are no ends: they are 0.
    """

    codes: Sequence[int]
    pen: float
    least: float
    most: float


def shown(operand: pikepdf.Object, use: FontUse, state: State) -> Shown:
    """Follow a string, or an array of strings and of numbers that move the pen; what else is in it is nothing."""
    if _kernel is not None and (run := shown_in_c(_kernel, operand, use, state)):
        return run
    return shown_in_python(operand, use, state)


def shown_in_c(kernel: ModuleType, operand: pikepdf.Object, use: FontUse, state: State) -> Shown | None:
    """Have the kernel follow it; None if something is in it that the kernel does not know."""
    how = use.wide, state.size, state.stretch, state.spacing, state.word_spacing
    run = kernel.shown(operand.unparse(), use.table, *how)
    return Shown(memoryview(run[0]).cast("H").tolist(), *run[1:]) if run else None


def shown_in_python(operand: pikepdf.Object, use: FontUse, state: State) -> Shown:
    """Follow it piece by piece."""
    size, stretch, spacing = state.size, state.stretch, state.spacing
    parted = None if use.wide else _SPACE
    pen = 0.0
    ends: list[float] = []
    codes: list[int] = []
    for piece in operand if isinstance(operand, pikepdf.Array) else (operand,):
        if type(piece) in NUMBERS:
            pen -= float(piece) / 1000 * size * stretch
            continue
        if not isinstance(piece, pikepdf.String):
            continue
        for code in use.codes(bytes(piece)):
            codes.append(code)
            advance = use.advance(code) * size
            ends += (pen, pen + advance * stretch)
            pen += (advance + (spacing + state.word_spacing if code == parted else spacing)) * stretch
    return Shown(codes, pen, min(ends, default=0.0), max(ends, default=0.0))
