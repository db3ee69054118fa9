"""Bringing an ad to the size of its place: within what nobody sees, and not more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.base.units import MM, Rect

PLAY = 0.5 * MM
"""How much an ad may differ from its place in width or height, pt, and is not scaled: it stands in the middle."""
_MOST = 3 * MM
"""How much it may differ in width or height, pt, and is scaled."""
_PART = 0.02
"""The same as a part of its size, where that is more."""
_STRETCH = 0.02
"""By how much its width may be scaled otherwise than its height."""
_BLEEDS = (3 * MM, 5 * MM)
"""Bleeds that are usual. An ad that is larger than its place by just one of them at every side has it."""
_EXACT = 0.25 * MM
"""How near it has to come to that, pt."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How an ad comes into a room: the scale of its width and of its height."""

    room: Rect
    across: float = 1.0
    up: float = 1.0

    @property
    def scaled(self) -> bool:
        """Whether it is scaled at all."""
        return (self.across, self.up) != (1.0, 1.0)


def fitted(width: float, height: float, rooms: Iterable[Rect]) -> Fit | None:
    """Return how an ad of that size, pt, comes into the first of the rooms that it may be brought into; None into none.

    One that needs no scaling is taken before any that does.
    """
    fits = [fit for room in rooms if (fit := _fit(width, height, room))]
    return next((fit for fit in fits if not fit.scaled), fits[0] if fits else None)


def _fit(width: float, height: float, room: Rect) -> Fit | None:
    if max(abs(width - room.width), abs(height - room.height)) <= PLAY:
        return Fit(room)
    for has, wants in ((width, room.width), (height, room.height)):
        if abs(has - wants) > max(_MOST, _PART * wants):
            return None
    across, up = room.width / width, room.height / height
    least = min(across, up) * (1 + _STRETCH)
    fit = Fit(room, min(across, least), min(up, least))
    left = max(room.width - fit.across * width, room.height - fit.up * height)
    return fit if left <= PLAY else None


def bleed_of(width: float, height: float, rooms: Iterable[Rect]) -> float:
    """Return the usual bleed, pt, by which an ad is larger than one of the rooms at every side; 0 if there is none."""
    for room in rooms:
        for bleed in _BLEEDS:
            over = ((width - room.width) / 2 - bleed, (height - room.height) / 2 - bleed)
            if max(map(abs, over)) <= _EXACT:
                return bleed
    return 0.0
