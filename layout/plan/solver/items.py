"""What a page is to be made of: items, the shapes each may take, and the problem they make together.

All lengths are whole base columns and grid rows; costs are whole points (see ``score``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from layout.base.messages import Name, say, word
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan

HEADED = frozenset({ItemKind.STORY, ItemKind.BRIEFS})
"""Kinds that have a head, so that reading order and clashing heads matter to them."""
FIXED_STRIPS = frozenset({ItemKind.AD, ItemKind.NAMEPLATE, ItemKind.INDEX, ItemKind.BLOCKED})
"""Kinds that may cross the whole page without the cut along them being a fault."""


class PlanError(ValueError):
    """The problem cannot be stated, or no page can be made of it; the message says why."""


class NoPageError(PlanError):
    """No page was found, in so many steps. ``impossible`` tells whether it is proven that there is none."""

    def __init__(self, message: str, *, impossible: bool, steps: int = 0) -> None:
        super().__init__(message)
        self.impossible, self.steps = impossible, steps


class TooManyError(NoPageError):
    """More items are without a place than can be planned at once."""


class Edge(StrEnum):
    """A place an advertiser may have asked for.

    CORNER is any corner; RIGHT_HAND a right-hand page; ISLAND amid the text: at one edge of the page at most.
    """

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"
    CORNER = "corner"
    RIGHT_HAND = "right-hand"
    ISLAND = "island"


@dataclass(frozen=True, slots=True)
class Footprint:
    """One way an item may stand: so many base columns wide and grid rows high, and what that costs.

    ``head`` is how many of the rows are head. ``at_top`` is True if this shape is only good at the page's
    first row (where a head needs no white above), False if only below it, None anywhere. ``levers`` says what
    was used to come to these rows, for the report. ``notch`` is the part of an L-shaped story's rectangle that
    belongs to an ad, from the shape's own top left; it is at a lower corner, so that the head has the whole width.
    ``least`` is how few rows its head and pictures may stand on, whatever becomes of the text. ``size`` is its
    headline's, pt, 0 where that is not known; ``least_size`` a smaller one it may be given in the shape instead.
    ``version`` is the number of the version of its story that it is a shape of, 0 for the story as it is.
    """

    columns: int
    rows: int
    cost: int = 0
    levers: tuple[str, ...] = ()
    head: int = 0
    at_top: bool | None = None
    notch: GridRect | None = None
    least: int = 0
    size: float = 0.0
    least_size: float = 0.0
    version: int = 0

    @property
    def area(self) -> int:
        """Cells covered."""
        return self.columns * self.rows

    def stands_at(self, row: int) -> bool:
        """Tell whether the shape may begin at that row."""
        return self.at_top is None or self.at_top == (row == 0)

    def placed_notch(self, rect: GridRect) -> GridRect | None:
        """Return the notch on the page if the shape stands there."""
        return None if self.notch is None else self.notch.moved(rect.column, rect.row)

    def with_rows(self, rows: int) -> Footprint:
        """Return the shape so many rows high; a notch stays at its foot."""
        notch = self.notch and self.notch.moved(0, rows - self.rows)
        return replace(self, rows=rows, notch=notch)


@dataclass(frozen=True)
class Item:
    """Something to be placed on a page.

    ``boxed`` tells that its head is set apart from those beside it, in a box or on a ground of its own.
    ``priority`` is 1 (the lead) to 9. ``matter`` is what the item is about; an ad is kept away from stories
    and ads on the same matter. ``beside`` names the story a picture belongs to. ``pinned`` is the rectangle
    the editor has given it, ``within`` one it must stay inside, ``forbidden`` are rectangles it must not meet.
    ``edges`` are places an ad was sold.
    An ``optional`` item (filler, house ad) stands on the page only if there is room for it, unless it is pinned.

    ``around`` makes it a story joined with an ad (see ``joins``): every shape has a notch, which is the ad's place.
    ``across``: it stands across the fold of two pages that lie apart, as far over the one as over the other.
    ``natural`` is the shape it is ranked and weighed by where that is not the cheapest of its own; an item that has one
    may be without footprints: no page can be made of it then, but it can be told what is wrong (see ``solve.elastic``).
    """

    id: str
    kind: ItemKind
    footprints: tuple[Footprint, ...]
    priority: int = 5
    boxed: bool = False
    matter: str = ""
    beside: str = ""
    pinned: GridRect | None = None
    within: GridRect | None = None
    forbidden: tuple[GridRect, ...] = ()
    edges: frozenset[Edge] = frozenset()
    not_beside: frozenset[str] = frozenset()
    optional: bool = False
    around: Item | None = None
    natural: Footprint | None = None
    across: bool = False

    @property
    def headed(self) -> bool:
        """Whether it has a head of its own."""
        return self.kind in HEADED

    @property
    def ranked(self) -> bool:
        """Whether there is a shape it can be ranked and weighed by."""
        return self.natural is not None or bool(self.footprints)

    def may_stand(self, rect: GridRect, notch: GridRect | None = None) -> bool:
        """Tell whether a rectangle (less its notch) is where the editor lets the item stand, whatever its size."""
        if self.pinned is not None:
            return rect == self.pinned
        inside = self.within is None or self.within.contains(rect)
        return inside and not any(part.meets(zone) for part in rect.without(notch) for zone in self.forbidden)

    @cached_property
    def nominal(self) -> Footprint:
        """The shape it would take if it had the page to itself: the cheapest, then the smallest."""
        return self.natural or min(self.footprints, key=lambda shape: (shape.cost, shape.area, shape.columns))

    def footprint(self, rect: GridRect, notch: GridRect | None = None) -> Footprint | None:
        """Return the cheapest legal shape that is this rectangle, with this notch; None if there is none."""
        fitting = [
            shape
            for shape in self.footprints
            if shape.columns == rect.columns
            and shape.rows == rect.rows
            and shape.stands_at(rect.row)
            and shape.placed_notch(rect) == notch
        ]
        return min(fitting, key=lambda shape: shape.cost, default=None)


@dataclass(frozen=True)
class PageProblem:
    """A page to be planned: ``columns`` by ``rows`` cells, each of which must belong to one item.

    ``blocked`` rectangles are taken. ``previous`` is the last plan, from which moves are counted. ``weights``
    override those of ``terms.TERMS`` by name. Raises PlanError if the items contradict each other or the grid.
    """

    page: str
    columns: int
    rows: int
    items: tuple[Item, ...]
    blocked: tuple[GridRect, ...] = ()
    previous: PagePlan | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    right_hand: bool = False
    fold: int = 0
    """The columns left of the fold, if the page is two that lie apart: little stands across it."""

    def may_fold(self, item: Item, column: int, columns: int) -> bool:
        """Tell whether so many columns from one on may be an item's as far as the fold is concerned."""
        if not self.fold or item.pinned is not None:
            return True
        crosses = column < self.fold < column + columns
        return crosses and abs(2 * (column - self.fold) + columns) <= 1 if item.across else not crosses

    def __post_init__(self) -> None:
        names = [item.id for item in self.apart]
        for name in names:
            if names.count(name) > 1:
                raise PlanError(say("page {page}: two items are called {name!r}", page=self.page, name=name))
        page = GridRect(0, 0, self.columns, self.rows)
        for item in self.apart:
            if not item.ranked and item.pinned is None:
                raise PlanError(say("page {page}: {item} has no shape it may take", page=self.page, item=Name(item.id)))
            for what, rect in (("pinned to", item.pinned), ("kept within", item.within)):
                if rect is not None and not page.contains(rect):
                    raise PlanError(
                        say(
                            "page {page}: {item} is {what} {rect}, which is not on the page",
                            page=self.page,
                            item=Name(item.id),
                            what=word(what),
                            rect=rect,
                        )
                    )
            for zone in item.forbidden:
                if item.pinned is not None and item.pinned.meets(zone):
                    raise PlanError(
                        say(
                            "page {page}: {item} is pinned to a place that is forbidden to it",
                            page=self.page,
                            item=Name(item.id),
                        )
                    )
        taken: list[tuple[str, GridRect]] = [("a blocked place", rect) for rect in self.blocked]
        taken += [(item.id, item.pinned) for item in self.apart if item.pinned is not None]
        for at, (name, rect) in enumerate(taken):
            for other, there in taken[:at]:
                if rect.meets(there):
                    raise PlanError(
                        say(
                            "page {page}: {name} and {other} are pinned over each other",
                            page=self.page,
                            name=name,
                            other=other,
                        )
                    )

    @cached_property
    def apart(self) -> tuple[Item, ...]:
        """The items with an ad that is joined to a story as an item of its own: what a plan has placements of."""
        return tuple(one for item in self.items for one in (item, item.around) if one is not None)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items by id, joined ads too."""
        return {item.id: item for item in self.apart}

    @property
    def cells(self) -> int:
        """The cells of the page."""
        return self.columns * self.rows

    @property
    def nominal_cells(self) -> int:
        """The cells that would suit its items best, those left out that need not be on it."""
        return sum(item.nominal.area for item in self.items if not item.optional)

    @cached_property
    def first_row(self) -> int:
        """The first row below what is pinned across the page's whole top (nameplate, strip ad)."""
        rects = [*self.blocked, *(item.pinned for item in self.items if item.pinned and not item.headed)]
        row = 0
        while strip := next((r for r in rects if r.row == row and r.columns == self.columns), None):
            row = strip.foot
        return row

    @cached_property
    def lead(self) -> Item | None:
        """The story of the first priority, among equals the first of the items; short items only if there is none."""
        stories = [item for item in self.items if item.headed and not item.optional and item.ranked]
        return min(stories, key=lambda item: (item.kind is ItemKind.BRIEFS, item.priority), default=None)
