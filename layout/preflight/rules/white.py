"""Ground that is empty where a reader expects something: white holes in the page, and heads without a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from statistics import median

import numpy as np

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.base.units import MM, Rect
from layout.pdf.facts import united
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import OUR_OWN
from layout.preflight.sides import Array, Mask, inside, shared, sides_of
from layout.preflight.states import State
from layout.scene.record import PageRecord

STEP = 6.0
"""The page is looked at in steps of this width, pt, and of half a row down."""
NARROW = 0.85
"""White that is as wide as this part of a column of text is a place where a line could stand."""
HIGH = 3.5
"""White of fewer rows than this is the air around a box, or what columns of unlike length leave."""
HOLES = 0.08
"""White of this part of the type area, taken together, is a page that is not done."""


def _white(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield Skip(say("layout.json of this page is not at hand, so the type area is not known"))
        return
    if not facts.pieces:
        yield Skip(say("there is no text on the page"))
        return
    area, row = Rect.of_mm(layout.type_area), layout.row * MM
    grid = _Grid(area, row / 2)
    empty = grid.none_of(_inked(facts, layout))
    column = median([g.rect.width * MM for s in layout.stories for g in s.body] or [area.width / 4])
    wide, high = NARROW * column / STEP, 2 * HIGH
    holes = list(_holes(empty, max(1, int(wide)), int(high)))
    share = sum(hole.width * hole.height for hole in map(grid.rect, holes)) / (area.width * area.height)
    for hole in map(grid.rect, holes):
        rows = hole.height / row
        yield Fault(
            say("{rows:row is|rows are} empty over {width:.0f} mm", rows=round(rows), width=hole.width / MM),
            say("let a story or a picture have more room, add copy, an ad or a filler"),
            hole,
            None if share >= HOLES else State.WARN,
        )


class _Grid:
    """The type area in cells of STEP by half a row."""

    def __init__(self, area: Rect, half: float) -> None:
        self.area, self.half = area, half
        self.shape = max(1, round(area.height / half)), max(1, int(area.width / STEP))

    def none_of(self, sides: Array) -> Mask:
        """Return which cells nothing of these stands in.

        Each adds one at its first corner and takes it off behind its ends: summed up across and down, that is how many
        stand in every cell.
        """
        (left, top, _, _), whole = sides, sides_of([self.area])
        x, y = np.maximum(left, whole[0]), np.maximum(top, whole[1])
        width, height = shared(sides, whole)
        within = (width >= 0) & (height >= 0)
        rows, columns = self.shape
        first, end = (y - self.area.y) / self.half, np.ceil((y + height - self.area.y) / self.half)
        begin, past = (x - self.area.x) / STEP, np.ceil((x + width - self.area.x) / STEP)
        steps = np.zeros((rows + 1, columns + 1), dtype=int)
        for level, at, count in ((first, begin, 1), (first, past, -1), (end, begin, -1), (end, past, 1)):
            row, column = (
                np.minimum(value[within].astype(int), most) for value, most in ((level, rows), (at, columns))
            )
            np.add.at(steps, (row, column), count)
        empty: Mask = steps.cumsum(axis=0).cumsum(axis=1)[:rows, :columns] == 0
        return empty

    def rect(self, cells: tuple[int, int, int, int]) -> Rect:
        """Return the place of cells: their left, top, width and height."""
        left, top, width, height = cells
        return Rect(self.area.x + left * STEP, self.area.y + top * self.half, width * STEP, height * self.half)


def _inked(facts: Facts, layout: PageRecord) -> Array:
    """Return what stands on the page; heads, pictures, boxes, ads, nameplate take all their place."""
    rects = [image.rect for image in facts.printed.images]
    rects += [fill.rect for fill in facts.printed.fills if not fill.colour.is_paper]
    rects += [piece for stroke in facts.printed.strokes for piece in stroke.pieces]
    for story in layout.stories:
        rects += [Rect.of_mm(galley.rect) for galley in story.elements]
        if story.head:
            # White over a head and between its parts is the head's own.
            head, place = reduce(united, (Rect.of_mm(galley.rect) for galley in story.head)), Rect.of_mm(story.rect)
            rects.append(Rect(place.x, place.y, place.width, head.bottom - place.y) if not _upright(head) else head)
        rects += [Rect.of_mm(picture.rect) for picture in story.pictures]
    rects += [Rect.of_mm(ad.rect) for ad in layout.ads]
    rects += [Rect.of_mm(place) for place in (layout.nameplate, layout.index and layout.index.rect) if place]
    return np.concatenate((facts.piece_sides, _rows(facts, layout), sides_of(rects)), axis=1)


def _rows(facts: Facts, layout: PageRecord) -> Array:
    """Return the rows of columns that text stands on: what is white behind a last line is the paragraph's."""
    columns = sides_of([Rect.of_mm(galley.rect) for story in layout.stories for galley in story.body])
    play = np.array([piece.size for piece in facts.pieces])
    within = inside(facts.piece_sides, columns[:, :, None], play)
    column, piece = np.nonzero(within)
    left, _, right, _ = columns[:, column]
    _, top, _, foot = facts.piece_sides[:, piece]
    return np.stack((left, top, right, foot))


def _upright(head: Rect) -> bool:
    """Tell whether a headline runs from the top down: it then has a column for itself, and no row."""
    return head.height > 2 * head.width


def _holes(empty: Mask, wide: int, high: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the largest empty rectangles of at least that size, the largest first, none on another."""
    left = empty.copy()
    while (found := _largest(left, wide, high)) is not None:
        yield found
        x, y, width, height = found
        left[y : y + height, x : x + width] = False


def _largest(empty: Mask, wide: int, high: int) -> tuple[int, int, int, int] | None:
    """Return left, top, width and height of the largest empty rectangle; None if all are too small.

    Row by row, the empty cells above each column are bars of a histogram, in which a stack finds the largest
    rectangle: a bar is closed by the first lower one to its right.
    """
    best, found = 0, None
    if not _has_hole(empty, wide, high):
        return None
    bars = np.zeros(empty.shape[1] + 1, dtype=int)
    for row in range(empty.shape[0]):
        bars[:-1] = (bars[:-1] + 1) * empty[row]
        stack: list[tuple[int, int]] = []
        for at, bar in enumerate(bars.tolist()):
            start = at
            while stack and stack[-1][1] >= bar:
                start, height = stack.pop()
                width = at - start
                if width >= wide and height >= high and width * height > best:
                    best, found = width * height, (start, row - height + 1, width, height)
            stack.append((start, bar))
    return found


def _has_hole(empty: Mask, wide: int, high: int) -> bool:
    """Tell whether there is an empty rectangle of that size anywhere: most pages are full.

    The cells that are not empty are summed up from the corner, so that four sums tell how many any rectangle holds.
    """
    sums = np.pad(~empty, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    held = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return bool((held == 0).any())


def _alone(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield Skip(say("layout.json of this page is not at hand"))
        return
    for story in layout.stories:
        under = [line for galley in (*story.body, *story.elements) for line in galley.lines]
        if story.head and not under and not story.pictures:
            yield Fault(
                say("the head of the story {story} has no line of text under it", story=Name(story.id)),
                say("give the story more room, or leave it out"),
                Rect.of_mm(story.rect),
            )


RULES = (
    Rule(
        Code.PAGE_WHITE,
        State.FATAL,
        "A hole in the page looks as if something had been forgotten.",
        OUR_OWN,
        _white,
    ),
    Rule(
        Code.HEAD_ALONE,
        State.FATAL,
        "A head promises a text.",
        OUR_OWN,
        _alone,
    ),
)
