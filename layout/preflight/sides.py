"""Rectangles in arrays, so that thousands are held against each other at once.

An array of sides has four rows (left, top, right and foot, pt) and a column for each rectangle. The sums are those of
`layout.base.units.Rect` and `layout.pdf.facts.overlap`, operation by operation: results are the same to the last
digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from layout.base.units import Rect

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Pairs = Iterator[tuple[int, int]]

_BLOCK = 1 << 20
"""Pairs that are looked at together: more do not fit a processor's cache, and hostile pages have millions."""

_ROUNDING = 0.001
"""More than a sum of two sides is wrong by, pt."""


def sides_of(rects: Sequence[Rect]) -> Array:
    """Return the sides of rectangles."""
    return sides_of_boxes(np.array([(one.x, one.y, one.width, one.height) for one in rects]).reshape(-1, 4))


def sides_of_boxes(boxes: Array) -> Array:
    """Return the sides of rectangles told by rows of x, y, width and height."""
    corner, size = boxes[:, :2], boxes[:, 2:]
    return np.concatenate((corner, corner + size), axis=1).T


def shared(ones: Array, others: Array) -> tuple[Array, Array]:
    """Return width and height of what pairs of rectangles share; below 0 where they stand apart."""
    width = np.minimum(ones[2], others[2]) - np.maximum(ones[0], others[0])
    height = np.minimum(ones[3], others[3]) - np.maximum(ones[1], others[1])
    return width, height


def inside(sides: Array, outer: Array, play: float | Array = 0.01) -> Mask:
    """Tell which rectangles lie in another, within ``play`` pt (as `layout.pdf.facts.covers` does)."""
    before = (outer[0] <= sides[0] + play) & (outer[1] <= sides[1] + play)
    within: Mask = before & (outer[2] >= sides[2] - play) & (outer[3] >= sides[3] - play)
    return within


def meeting(ones: Array, others: Array) -> Pairs:
    """Yield the pairs that share something, number by number: even a rectangle without breadth in the middle of one.

    They are in the order of ``ones``, those of each in the order of ``others``.
    """

    def meets(one: Array, other: Array) -> Mask:
        across: Mask = (one[0] < other[2]) & (other[0] < one[2])
        down: Mask = (one[1] < other[3]) & (other[1] < one[3])
        return across & down

    return _pairs(ones, others, meets)


def sharing(ones: Array, others: Array, least: float) -> Pairs:
    """Yield the pairs that share more than ``least`` pt both across and down, in the order of `meeting`."""

    def shares(one: Array, other: Array) -> Mask:
        width, height = shared(one, other)
        return (width > least) & (height > least)

    return _pairs(ones, others, shares)


def _pairs(ones: Array, others: Array, fits: Callable[[Array, Array], Mask]) -> Pairs:
    for at, other in _level(ones, others):
        fit = fits(ones[:, at], others[:, other])
        first, second = at[fit], other[fit]
        order = np.lexsort((second, first))
        yield from zip(first[order].tolist(), second[order].tolist(), strict=True)


def _level(ones: Array, others: Array) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield, block by block, pairs among which are all that meet: in the order of tops they stand close together.

    Of the others sorted by their tops, a rectangle can meet those only that begin above its foot, and no higher above
    its top than the highest of them is.
    """
    order = np.argsort(others[1], kind="stable")
    tops = others[1][order]
    highest = float((others[3] - others[1]).max(initial=0.0)) + _ROUNDING
    begin = np.searchsorted(tops, ones[1] - highest, side="left")
    end = np.maximum(begin, np.searchsorted(tops, ones[3], side="left"))
    before = np.concatenate(([0], np.cumsum(end - begin)))
    start = 0
    while start < len(begin):
        stop = max(start + 1, int(np.searchsorted(before, before[start] + _BLOCK, side="right")) - 1)
        counts = end[start:stop] - begin[start:stop]
        at = np.repeat(np.arange(start, stop), counts)
        # Counting on from where each one's others begin.
        step = np.arange(len(at)) - np.repeat(before[start:stop] - before[start], counts)
        yield at, order[np.repeat(begin[start:stop], counts) + step]
        start = stop
