"""Readings over characters (ruby, 振り仮名), told from lines of text by where they stand and how small they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layout.pdf.chars import Chars, PageText
from layout.preflight.lines.read import HEAD_SIZE, LEVEL, SIZE_PLAY, TextLine, body_style, joined, lines_of, readable

LARGEST = 0.65
"""Readings are no larger than this, in sizes of the body."""
LOWEST, HIGHEST = 0.8, 1.15
"""How far their baseline is over that of the characters they stand over, in sizes of the body (JLREQ 3.3.5): a raised
figure is lower, and the row above is farther off."""
BESIDE = 1.0
"""Characters may be spread under a reading: one of them is no farther from any of its letters than this, em."""


def parted(chars: Chars, size: float) -> tuple[Chars, Chars]:
    """Return characters without the readings over those of the body's size, pt, and the readings."""
    x, baseline, advance, own = chars.numbers()
    small = np.flatnonzero(own <= LARGEST * size)
    body = np.flatnonzero(np.abs(own - size) < SIZE_PLAY)
    if not len(small) or not len(body):
        return chars, Chars()
    body = body[np.argsort(baseline[body], kind="stable")]
    begins, ends = x[body] - BESIDE * size, (x + advance)[body] + BESIDE * size
    first = np.searchsorted(baseline[body], baseline[small] + LOWEST * size)
    last = np.searchsorted(baseline[body], baseline[small] + HIGHEST * size, side="right")
    middles = (x + advance / 2)[small]
    over = np.zeros(len(chars), dtype=bool)
    for at, middle, start, end in zip(small, middles, first, last, strict=True):
        over[at] = bool(((begins[start:end] < middle) & (middle < ends[start:end])).any())
    return chars.those((~over).tolist()), chars.those(over.tolist())


def covered(
    begins: NDArray[np.float64], ends: NDArray[np.float64], levels: NDArray[np.float64], readings: Chars, size: float
) -> NDArray[np.float64]:
    """Return how much of each gap of a line, on its baseline, readings stand over, pt: none of it fills the line.

    Where a reading is longer than its characters they are spread under it.
    """
    found = np.zeros(len(begins))
    x, baseline, advance, _ = readings.numbers() if len(readings) else np.empty((4, 0))
    order = np.argsort(baseline, kind="stable")
    x, baseline, right = x[order], baseline[order], (x + advance)[order]
    first = np.searchsorted(baseline, levels - HIGHEST * size)
    last = np.searchsorted(baseline, levels - LOWEST * size, side="right")
    for gap in np.flatnonzero((last > first) & (ends > begins)).tolist():
        over = slice(first[gap], last[gap])
        shared = np.minimum(right[over], ends[gap]) - np.maximum(x[over], begins[gap])
        found[gap] = float(np.maximum(shared, 0.0).sum())
    return found


def story_text(page: PageText) -> tuple[str, ...]:
    """Return the text of every column in the order it is drawn, one line of text a line.

    Heads much larger than the body end a column and are left out, and so is what ads say. A hyphen at a line's
    end stays where it is: the page does not tell whether the copy has it. So the columns of a story put together
    are the story, white space and such hyphens aside. Readings over characters are left out too.
    """
    chars = readable(page)
    _, size = body_style(chars)
    chars, _ = parted(chars, size)
    columns: list[list[TextLine]] = []
    before: TextLine | None = None
    for line in lines_of(chars):
        if line.size > HEAD_SIZE * size:
            before = None
            continue
        if before is not None and line.baseline > before.baseline and line.x < before.right and before.x < line.right:
            columns[-1].append(line)
        elif before is not None and abs(line.baseline - before.baseline) <= LEVEL * size and line.x >= before.right:
            columns[-1][-1] = joined(before, line)
            line = columns[-1][-1]
        else:
            columns.append([line])
        before = line
    return tuple("\n".join(line.text for line in column) for column in columns)
