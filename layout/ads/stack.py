"""Blocks one under another in a box: one scale for all of them, the largest at which they fit.

A kind of ad says what its blocks are and how large they like to be; the stack finds the scale, and gives
what height is left over to the gaps and to the blocks that can take it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from layout.ads.problems import TooTight
from layout.base.units import Rect, summed
from layout.design.ads import StackTokens
from layout.scene.shapes import Shape

_OPTICAL = 0.36
"""What part of the white of two blocks is over the first."""
_STEP, _STEPS = 0.98, 130
"""The scales that are tried, largest first: each 2 % under the one before, so many of them."""


@lru_cache(maxsize=8)
def _scales(largest: float) -> tuple[float, ...]:
    return tuple(round(largest * _STEP**step, 4) for step in range(_STEPS))


@dataclass(frozen=True, slots=True)
class Laid:
    """A block laid at one width and scale: its height (pt) and how to draw it.

    ``ratio`` is the size its type got over the size it likes, ``stretch`` its share of left-over height.
    """

    field: str
    height: float
    ratio: float
    paint: Callable[[Rect], tuple[Shape, ...]]
    stretch: float = 0.0


Block = Callable[[float, float], Laid]
"""Lays itself for a width (pt) and a scale; raises TooTight."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block of a stack, the white above it, and how much the size of its type matters.

    ``gap`` is in pt at scale 1; the first block of a stack has none above it.
    """

    block: Block
    gap: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Stacked:
    """A laid stack: its shapes and how well it came out (a mean of the blocks' ratios; more is better)."""

    shapes: tuple[Shape, ...]
    merit: float


def stack(
    items: Sequence[Item], box: Rect, tokens: StackTokens, largest_scale: float = math.inf, *, keeps: bool = False
) -> Stacked:
    """Lay the blocks in the box, as large as they go, ``largest_scale`` at most.

    What height is left over goes to gaps and blocks, or if the ad ``keeps`` its white together over the last block.

    Raises TooTight naming the field that stands in the way: one that is too wide at the smallest scale, or
    else the one that takes the most height.
    """
    tight: TooTight | None = None
    for scale in _scales(tokens.largest):
        if scale > largest_scale:
            continue
        try:
            laid = [item.block(box.width, scale) for item in items]
        except TooTight as error:
            tight = error
            continue
        gaps = _gaps(items, scale, tokens)
        if summed(part.height for part in laid) + summed(gaps) <= box.height + 1e-6:
            return Stacked(_spread(laid, gaps, box, tokens, keeps=keeps), _merit(items, laid))
        tight = TooTight(max(laid, key=lambda part: part.height).field)
    raise tight or TooTight("")


def best_of(
    arrangements: Iterable[Sequence[Item]],
    box: Rect,
    tokens: StackTokens,
    largest_scale: float = math.inf,
    *,
    keeps: bool = False,
) -> Stacked:
    """Return the arrangement that comes out best in the box (see `stack`).

    Raises TooTight if none fits, as the first does.
    """
    best: Stacked | None = None
    tight: TooTight | None = None
    for items in arrangements:
        try:
            stacked = stack(items, box, tokens, largest_scale, keeps=keeps)
        except TooTight as error:
            tight = tight or error
            continue
        if best is None or stacked.merit > best.merit + 1e-9:
            best = stacked
    if best is None:
        raise tight or TooTight("")
    return best


def column(items: Sequence[Item], tokens: StackTokens) -> Block:
    """Return blocks one under another as one block, to stand beside another one."""

    def lay(width: float, scale: float) -> Laid:
        laid = [item.block(width, scale) for item in items]
        gaps = _gaps(items, scale, tokens)
        highest = max(laid, key=lambda part: part.height)
        return Laid(
            highest.field,
            summed(part.height for part in laid) + summed(gaps),
            _merit(items, laid),
            lambda box: _spread(laid, gaps, box, tokens),
            stretch=0.5 + max(part.stretch for part in laid),
        )

    return lay


def beside(
    left: Block,
    right: Block,
    right_width: Callable[[float, float], float],
    gap: float,
    tokens: StackTokens,
    *,
    turned: bool = False,
) -> Block:
    """Return two blocks side by side: the right one as wide as it says for a width (pt) and a scale.

    ``gap`` is the white between them, pt at scale 1; ``turned`` puts the right one at the left.
    """

    def lay(width: float, scale: float) -> Laid:
        space = max(tokens.least_beside, gap * scale)
        narrow = right_width(width, scale)
        wide = width - narrow - space
        if wide < narrow / 3:
            raise TooTight("")
        one, other = left(wide, scale), right(narrow, scale)

        def paint(box: Rect) -> tuple[Shape, ...]:
            first, second = (box.x, box.right - narrow) if not turned else (box.x + narrow + space, box.x)
            return (
                *one.paint(Rect(first, box.y, wide, box.height)),
                *other.paint(Rect(second, box.y, narrow, box.height)),
            )

        high = one if one.height >= other.height else other
        ratio = math.sqrt(one.ratio * other.ratio)
        return Laid(high.field, max(one.height, other.height), ratio, paint, max(one.stretch, other.stretch))

    return lay


def _gaps(items: Sequence[Item], scale: float, tokens: StackTokens) -> list[float]:
    """Return the white above each block, pt: none above the first, and never next to none above another."""
    return [0.0, *(max(item.gap * scale, min(item.gap, tokens.least_gap)) for item in items[1:])]


def _merit(items: Sequence[Item], laid: Sequence[Laid]) -> float:
    total = summed(item.weight for item in items)
    return math.exp(summed(item.weight * math.log(part.ratio) for item, part in zip(items, laid, strict=True)) / total)


def _spread(
    laid: Sequence[Laid], gaps: Sequence[float], box: Rect, tokens: StackTokens, *, keeps: bool = False
) -> tuple[Shape, ...]:
    spare = box.height - summed(part.height for part in laid) - summed(gaps)
    stretch = summed(part.stretch for part in laid)
    # Gaps first, up to their limit; then the blocks; what no block wants goes to the gaps after all.
    for_gaps = min(spare, summed(gaps) * (tokens.most_gap - 1)) if stretch or keeps else spare
    for_blocks = spare - for_gaps
    white = 0.0
    if keeps and len(laid) > 1:
        most = tokens.most_taller * summed(part.height for part in laid if part.stretch)
        white = max(0.0, for_blocks - most)
        for_blocks -= white
    shapes: list[Shape] = []
    y = box.y
    if not any(gaps):
        y += for_gaps / 2
    if white and len(laid) == 2 and not laid[0].stretch:
        # Of two blocks the first stands in the white: a little over its middle, where the eye looks for it.
        y += _OPTICAL * white
        white *= 1 - _OPTICAL
    for part, gap in zip(laid, gaps, strict=True):
        y += gap + (for_gaps * gap / summed(gaps) if any(gaps) else 0.0)
        if part is laid[-1]:
            y += white
        height = part.height + (for_blocks * part.stretch / stretch if stretch else 0.0)
        shapes += part.paint(Rect(box.x, y, box.width, height))
        y += height
    return tuple(shapes)
