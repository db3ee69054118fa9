"""The colour bar beside pages and sheets: which patches it has, by the inks that print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from layout.images.inks import BLACK, PROCESS, Ink

Patch: TypeAlias = Mapping[str, float]
"""The tone values of a patch, 0 to 1, by the names of its inks."""

TINT = 0.5
_CYAN, _MAGENTA, _YELLOW, _ = (ink.name for ink in PROCESS)
_GREY = {_CYAN: 0.4, _MAGENTA: 0.3, _YELLOW: 0.3}
"""Grey of the three chromatic inks, which differs from grey of black when the press is out of balance."""


def bar_of(inks: Sequence[Ink]) -> tuple[Patch, ...]:
    """Return the patches for some inks: their solids and tints; of the four the overprints of two and the greys."""
    return tuple(_patches(inks))


def _patches(inks: Sequence[Ink]) -> Iterator[Patch]:
    yield from ({ink.name: 1.0} for ink in inks)
    yield from ({ink.name: TINT} for ink in inks)
    if set(PROCESS) <= set(inks):
        yield {_MAGENTA: 1.0, _YELLOW: 1.0}
        yield {_CYAN: 1.0, _YELLOW: 1.0}
        yield {_CYAN: 1.0, _MAGENTA: 1.0}
        yield _GREY
        yield {BLACK.name: 0.4}
