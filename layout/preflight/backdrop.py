"""What lies under what: things painted earlier that show through, or stand around, what is painted later.

Areas and pictures are reckoned with, text and lines are not: nobody sets type on type. An area that is no upright
rectangle is taken for the rectangle around it, and then never hides what is under it; so more is reported
as lying under a thing than is really there, never less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.base.units import Rect
from layout.pdf.facts import Colour, Family, Fill, Image, Inks, Overprint, Page, covers, overlap
from layout.preflight.sides import sharing, sides_of

_DEPTH = 6
"""Areas overprinting areas; deeper ones are left out."""
_TOUCH = 0.05
"""Things that share less than this, pt, only touch."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Nothing was painted here."""


Under = Fill | Image | Paper


class Backdrop:
    """The areas and pictures of a page in the order of painting."""

    def __init__(self, page: Page) -> None:
        layers: list[Fill | Image] = [*page.fills, *(image for image in page.images if not image.mask)]
        self._layers = sorted(layers, key=lambda layer: layer.order)
        self._sides = sides_of([layer.rect for layer in self._layers])

    def covered(self, orders: Sequence[int], rects: Sequence[Rect]) -> frozenset[int]:
        """Return the numbers of those rectangles under which there is more than paper, each as of a thing's order."""
        pairs = sharing(sides_of(rects), self._sides, _TOUCH)
        return frozenset(at for at, layer in pairs if self._layers[layer].order < orders[at])

    def under(self, order: int, rect: Rect) -> Iterator[Under]:
        """Yield what is seen under a rectangle just before the thing with that number, the uppermost first."""
        for layer in reversed(self._layers):
            if layer.order >= order or not _meets(layer.rect, rect):
                continue
            yield layer
            hides = isinstance(layer, Image) or (layer.exact and not layer.overprints)
            if hides and covers(layer.rect, rect):
                return
        yield Paper()

    def inks(self, order: int, rect: Rect, depth: int = 0) -> Iterator[tuple[Inks, float]]:
        """Yield the tone values (process inks, sum of spot inks) that are found under a rectangle, area by area.

        Pictures are left out: their ink differs from place to place.
        """
        for under in self.under(order, rect):
            if isinstance(under, Paper):
                yield (0.0, 0.0, 0.0, 0.0), 0.0
            elif isinstance(under, Fill) and (shared := overlap(under.rect, rect)):
                if under.overprints and depth < _DEPTH:
                    below = list(self.inks(under.order, shared, depth + 1))
                    yield from (both for one in below if (both := printed(under.colour, under.mode, one)))
                elif under.colour.inks is not None:
                    yield under.colour.inks, sum(tone for _, tone in under.colour.spots)


def _meets(one: Rect, other: Rect) -> bool:
    shared = overlap(one, other)
    return shared is not None and shared.width > _TOUCH and shared.height > _TOUCH


def printed(colour: Colour, mode: int, below: tuple[Inks, float]) -> tuple[Inks, float] | None:
    """Return the inks on the paper where a colour overprints others; None where its own are not known.

    DeviceCMYK leaves the plates alone on which it is nil, in mode 1 only (ISO 32000-1, 8.6.7); a spot colour
    always leaves the others alone.
    """
    if colour.inks is None:
        return None
    under, under_spots = below
    spots = sum(tone for _, tone in colour.spots)
    if colour.family is Family.SPOT:
        c, m, y, k = (own or lower for own, lower in zip(colour.inks, under, strict=True))
        return (c, m, y, k), spots + under_spots
    if colour.family is not Family.CMYK or mode != 1:
        return colour.inks, under_spots
    c, m, y, k = (own if own > 0 else lower for own, lower in zip(colour.inks, under, strict=True))
    return (c, m, y, k), under_spots


def overprints(colour: Colour, overprint: Overprint, *, stroke: bool = False) -> bool:
    """Tell whether paint of a colour leaves alone the plates it does not print on."""
    asked = overprint.strokes if stroke else overprint.fills
    return asked and (colour.family is Family.SPOT or (colour.family is Family.CMYK and overprint.mode == 1))
