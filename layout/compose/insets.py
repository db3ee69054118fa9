"""What stands in a story's columns at a place of its own, pictures and elements: the ways to set it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from layout.base.units import summed
from layout.compose.element import ElementInset, Inset, SetElement
from layout.compose.frame import LEAST_ROWS, TextColumn
from layout.compose.group import PictureGroup, set_group
from layout.compose.picture import EASED_POINTS, PictureSet, beside_half, first_column, set_pictures
from layout.compose.voices import Voices
from layout.edition.blocks import HALF, Block, Element, InsetPlace
from layout.edition.model import Picture

SetNumbered = Callable[[int, float], SetElement]
"""Sets the element that is a story's block of that number to a width in pt."""


STACKED_POINTS = 4.0
"""Points of the page's score for each further picture that stands in the columns by itself and not in a group."""
BESIDE_HEAD = 6.0
"""Points of a picture that stands beside its story's head."""
MOST_VARIED = 3
"""Of more pictures than these only the first has several sizes where each stands by itself."""
BESIDE_PART = 4
"""Of so many rows on which lines are shorter one more or less may be needed than their width tells."""
MOST_ALIKE = 2
"""Ways that take as many cells from the text, of which the best are kept: two may differ in what stands beside them."""


def beside_play(rows: int) -> int:
    """Return how far off the lines may be that text takes on so many rows of less width, by what the width tells."""
    return -(-rows // BESIDE_PART) + 1 if rows else 0


@dataclass(frozen=True, slots=True, eq=False)
class InsetWay:
    """A way to set all that stands in a story's columns at a place of its own, and its points in the page's score.

    Two are the same only if they are one: what was set with a way is kept under it. ``width`` is that of a column, pt.
    ``aside`` are the columns, at the left if that is negative, in which the story's picture stands beside its head and
    not under it.
    """

    insets: tuple[Inset, ...]
    width: float
    points: float = 0.0
    aside: int = 0
    cells: int = field(init=False)
    """Cells (columns by rows) that the text loses to it; of what it runs beside about so many as that takes from it."""
    least_cells: int = field(init=False)
    most_cells: int = field(init=False)
    """What that may come to in some shape: white under an inset may fall away at the foot, stretches of a column may be
    too short for text."""

    def __post_init__(self) -> None:
        cells = round(sum(inset.taken * (inset.beside / self.width or inset.columns) for inset in self.insets))
        white = sum(white_below(inset) * inset.columns for inset in self.insets)
        lost = 2 * sum(inset.columns for inset in self.insets) * (LEAST_ROWS - 1)
        unsure = beside_play(sum(inset.taken for inset in self.insets if inset.beside))
        object.__setattr__(self, "cells", cells)
        object.__setattr__(self, "least_cells", cells - white - unsure)
        object.__setattr__(self, "most_cells", cells + lost + unsure)


def beside_head(way: InsetWay, columns: int) -> InsetWay | None:
    """Return a way with the story's first picture beside its head; None if the picture is not at the columns' top, or
    too wide for the head to be wider still."""
    for inset in way.insets:
        first = isinstance(inset, PictureSet) and not inset.number and not inset.beside and not inset.place.at_foot
        if first and not inset.place.in_centre and 2 * inset.columns <= columns:
            aside = -inset.columns if inset.place.at_left else inset.columns
            return replace(way, points=way.points + BESIDE_HEAD, aside=aside)
    return None


def inset_ways(
    pictures: Sequence[tuple[Picture, float]],
    blocks: Sequence[Block],
    columns: tuple[TextColumn, ...],
    voices: Voices,
    language: str,
    element: SetNumbered,
) -> tuple[InsetWay, ...]:
    """Return the ways to set pictures (each with its width by its height) and floating elements, the best first.

    Pictures without a width and place of their own are set as a group, or each by itself.
    """
    boxes = _box_ways(blocks, columns, voices, element)
    numbered = [(number, picture, ratio) for number, (picture, ratio) in enumerate(pictures)]
    sizes = {number: set_pictures(each, ratio, columns, voices, language, number) for number, each, ratio in numbered}
    free = [each for each in numbered if each[1].is_free]
    characters = sum(len(block.text) for block in blocks if block.is_copy)
    movable = {number for number, picture, _ in numbered if picture.is_movable}
    stacked = STACKED_POINTS * max(0, len(free) - 1)
    alone = _together(list(sizes.values()))
    width = columns[0].width
    found = [
        InsetWay((*_spread(each, movable, columns), *floating), width, _points(each) + stacked + points)
        for each in alone
        for floating, points in boxes
    ]
    if len(free) >= voices.design.picture.group:
        apart = sizes.keys() - {number for number, _, _ in free}
        others = _together([sizes[number] for number in sorted(apart)])
        for group in set_group(free, columns, voices, language, characters):
            found += [
                InsetWay((group, *_spread(each, movable, columns, group), *floating), width, points)
                for each in others
                for floating, box_points in boxes
                for points in (group.points + _points(each) + box_points,)
            ]
    best: list[InsetWay] = []
    alike: Counter[int] = Counter()
    for way in sorted(found, key=lambda way: way.points):
        alike[way.cells] += 1
        if alike[way.cells] <= MOST_ALIKE:
            best.append(way)
    return tuple(best)


def _together(sizes: Sequence[Sequence[PictureSet]]) -> list[tuple[PictureSet, ...]]:
    """Return the ways to set pictures by each other, of which the first alone is cropped.

    All together would be too many ways; of many pictures the further ones have one size each.
    """
    uncropped = [[made for made in each if not made.crop] for each in sizes[1:]]
    further = uncropped if len(sizes) <= MOST_VARIED else [each[:1] for each in uncropped]
    return list(product(*sizes[:1], *further))


def _points(pictures: Sequence[PictureSet]) -> float:
    return summed(made.points for made in pictures)


def _spread(
    pictures: Sequence[PictureSet],
    movable: Set[int],
    columns: tuple[TextColumn, ...],
    group: PictureGroup | None = None,
) -> tuple[PictureSet, ...]:
    """Return pictures of which the movable ones stand beside those before them, and not below, where there is room."""
    ends = {
        False: [0] * len(columns),
        True: [0] * len(columns),
    }  # rows taken from the columns' top, and from their foot

    def take(inset: Inset) -> None:
        end, span = ends[inset.place.at_foot], range(inset.first, inset.first + inset.columns)
        reach = max(end[at] for at in span) + inset.taken
        end[span.start : span.stop] = [reach] * len(span)

    def moved(made: PictureSet) -> PictureSet:
        end = ends[made.place.at_foot]
        first = min(
            range(len(columns) - made.columns + 1),
            key=lambda at: (max(end[at : at + made.columns]), abs(at - made.first)),
        )
        return replace(made, first=first, x=columns[first].x)

    if group:
        take(group)
    placed = []
    for made in pictures:
        placed.append(moved(made) if made.number in movable else made)
        take(placed[-1])
    return tuple(placed)


def pictures_of(insets: Iterable[Inset]) -> tuple[PictureSet, ...]:
    """Return the pictures among insets that have their rows, those of a group too, in the story's order."""
    found = [made for inset in insets for made in (inset.placed() if isinstance(inset, PictureGroup) else (inset,))]
    return tuple(sorted((each for each in found if isinstance(each, PictureSet)), key=lambda made: made.number))


def moved_right(way: InsetWay, columns: int) -> InsetWay:
    """Return a way whose insets are counted from a column further to the left."""
    return replace(way, insets=tuple(replace(inset, first=inset.first + columns) for inset in way.insets))


def white_below(inset: Inset) -> int:
    """Return the white rows under an inset, which may fall away at the story's foot."""
    return inset.white if not isinstance(inset, ElementInset) and not inset.place.at_foot else 0


def _box_ways(
    blocks: Sequence[Block], columns: tuple[TextColumn, ...], voices: Voices, element: SetNumbered
) -> list[tuple[tuple[ElementInset, ...], float]]:
    """Return the ways to set the elements that have a place of their own, and the points of each: as wide as ordered,
    and one of them a column narrower, or a column wide for half a one."""
    floating = [(at, each) for at, each in enumerate(blocks) if isinstance(each, Element) and each.floats]
    ordered = tuple(_box(at, each, each.columns, columns, voices, element) for at, each in floating)
    ways = [(ordered, 0.0)]
    for number, (at, each) in enumerate(floating):
        if ordered[number].no_half:
            continue
        narrower = 1 if each.columns == HALF else min(len(columns), each.columns or 1) - 1
        if narrower:
            eased = _box(at, each, narrower, columns, voices, element)
            ways.append(((*ordered[:number], eased, *ordered[number + 1 :]), EASED_POINTS))
    return [(_from_edges(insets), points) for insets, points in ways]


def _from_edges(insets: Sequence[ElementInset]) -> tuple[ElementInset, ...]:
    """Return elements in the order in which they are set: those at the foot from there up, so that the first written
    stands over the others."""
    at_foot = [inset for inset in insets if inset.place.at_foot]
    return (*(inset for inset in insets if not inset.place.at_foot), *reversed(at_foot))


def _box(
    number: int,
    block: Element,
    width: int | Literal["half"] | None,
    columns: tuple[TextColumn, ...],
    voices: Voices,
    element: SetNumbered,
) -> ElementInset:
    """Set an element that is a story's block of that number over so many columns, fewer if there are fewer."""
    place = block.place or InsetPlace.BOTTOM_RIGHT
    if width == HALF:
        at = first_column(place, len(columns), 1)
        if half := beside_half(columns[at], place, voices):
            x, measure, beside = half
            if not (made := element(number, measure)).tight:
                return ElementInset(place, at, 1, x, measure, made, beside, number=number)
        return replace(_box(number, block, 1, columns, voices, element), no_half=True)
    span = min(len(columns), width or 1)
    first = first_column(place, len(columns), span)
    x = columns[first].x
    measure = columns[first + span - 1].x + columns[first + span - 1].width - x
    return ElementInset(place, first, span, x, measure, element(number, measure), number=number)
