"""What stands in a story's columns at a place of its own, pictures and elements: the ways to set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from layout.compose.element import ElementInset, Inset, SetElement
from layout.compose.frame import TextColumn
from layout.compose.picture import PictureSet, beside_half, first_column, set_pictures
from layout.compose.voices import Voices
from layout.edition.blocks import HALF, Block, Element, InsetPlace
from layout.edition.model import Picture

SetNumbered = Callable[[int, float], SetElement]
"""Sets the element that is a story's block of that number to a width in pt."""


@dataclass(frozen=True, slots=True)
class InsetWay:
    """A way to set all that stands in a story's columns at a place of its own, and its points in the page's score."""

    insets: tuple[Inset, ...]
    points: float = 0.0
    cells: int = field(init=False)
    """Cells (columns by rows) that the text loses to it."""

    def __post_init__(self) -> None:
        cells = sum(inset.taken * inset.columns for inset in self.insets if not inset.beside)
        object.__setattr__(self, "cells", cells)


def inset_ways(
    pictures: Sequence[tuple[Picture, float]],
    blocks: Sequence[Block],
    columns: tuple[TextColumn, ...],
    voices: Voices,
    language: str,
    element: SetNumbered,
) -> tuple[InsetWay, ...]:
    """Return the ways to set pictures (each with its width by its height) and floating elements, the best first."""
    floating = tuple(_floating(blocks, columns, voices, element))
    ways = [set_pictures(picture, ratio, columns, voices, language) for picture, ratio in pictures]
    # Only the first picture is cropped to make the columns come out: all together would be too many ways.
    further = [[made for made in way if not made.crop] for way in ways[1:]]
    found = [InsetWay((*each, *floating), sum(made.points for made in each)) for each in product(*ways[:1], *further)]
    return tuple(sorted(found, key=lambda way: way.points))


def moved_right(way: InsetWay, columns: int) -> InsetWay:
    """Return a way whose insets are counted from a column further to the left."""
    return replace(way, insets=tuple(replace(inset, first=inset.first + columns) for inset in way.insets))


def white_below(inset: Inset) -> int:
    """Return the white rows under an inset, which may fall away at the story's foot."""
    return inset.white if isinstance(inset, PictureSet) and not inset.place.at_foot else 0


def _floating(
    blocks: Sequence[Block], columns: tuple[TextColumn, ...], voices: Voices, element: SetNumbered
) -> Iterator[ElementInset]:
    for number, each in enumerate(blocks):
        if not isinstance(each, Element) or not each.floats:
            continue
        place = each.place or InsetPlace.BOTTOM_RIGHT
        if each.columns == HALF:
            at = first_column(place, len(columns), 1)
            x, width, beside = beside_half(columns[at], place, voices)
            yield ElementInset(place, at, 1, x, width, element(number, width), beside)
            continue
        span = min(len(columns), each.columns or 1)
        first = first_column(place, len(columns), span)
        x = columns[first].x
        width = columns[first + span - 1].x + columns[first + span - 1].width - x
        yield ElementInset(place, first, span, x, width, element(number, width))
