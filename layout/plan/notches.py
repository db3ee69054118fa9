"""Stories that stand L-shaped around an ad: the shapes the composer can give them, and back from plan to shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from layout.compose.shape import Corner as ShapeCorner
from layout.compose.shape import Notch, StoryShape
from layout.compose.story import StoryComposer
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.plan.problem import LEAST_BODY_ROWS, Known, Version, filled, legal_heights, of_all_versions, widths_of
from layout.plan.solver import joins
from layout.plan.solver.grid import PagePlan, Placement
from layout.plan.solver.items import Footprint, PageProblem

_CORNERS = {
    joins.Corner.LOWER_LEFT: ShapeCorner.BOTTOM_LEFT,
    joins.Corner.LOWER_RIGHT: ShapeCorner.BOTTOM_RIGHT,
}


REACH = (0.88, 1.12)
"""Heights of a story around an ad, as parts of its natural one: it is to help a page out, not to make it."""

MakeAround = Callable[[StoryComposer, Footprint, joins.Corner, Design], tuple[Footprint, ...]]
"""(composer, size of the ad, corner, design) -> the story's shapes around it."""


class AroundAds:
    """Tells the planner the shapes a story may have around an ad."""

    def __init__(
        self,
        composers: Mapping[str, StoryComposer],
        ads: Mapping[str, Ad],
        design: Design,
        footprints: MakeAround | None = None,
    ) -> None:
        """``footprints`` is `footprints_around`, or what remembers its results."""
        self.composers, self.ads, self.design = composers, ads, design
        self._footprints = footprints or footprints_around

    def __call__(self, story: str, ad: str, corner: joins.Corner) -> tuple[Footprint, ...]:
        """Return the shapes of a story around an ad in one of its lower corners; none for a boxed story."""
        sold = Footprint(self.ads[ad].columns, self.ads[ad].rows)
        return self._footprints(self.composers[story], sold, corner, self.design)


def footprints_around(
    composer: StoryComposer,
    sold: Footprint,
    corner: joins.Corner,
    design: Design,
    versions: Sequence[Version] = (),
) -> tuple[Footprint, ...]:
    """Return every shape a story may take around an ad of that size in one of its lower corners.

    With ``versions`` of it a shape is that of the version with which it is cheapest.
    """
    if composer.story.boxed:
        return ()

    def shapes_of(made: StoryComposer, columns: int, known: Known) -> Iterator[Footprint]:
        notch = Notch(sold.columns, sold.rows, _CORNERS[corner])
        natural = StoryShape(columns, made.needed_rows(columns, notch=notch), notch=notch)
        for rows, fill in legal_heights(made, natural, sold.rows + LEAST_BODY_ROWS, design, REACH, known):
            yield replace(filled(columns, rows, fill), notch=joins.notch(columns, rows, sold, corner))

    def widths(made: StoryComposer) -> list[int]:
        return [columns for columns in widths_of(made, design.grid.columns) if columns > sold.columns]

    return of_all_versions(composer, versions, widths, shapes_of)


def joined_as(problem: PageProblem, plan: PagePlan, shapes: AroundAds) -> PageProblem:
    """Return a problem with the stories joined that stand around ads in a plan, as the linter wants it."""
    for placement in plan.placements:
        if placement.notch is None:
            continue
        for ad in plan.placements:
            if ad.rect == placement.notch and placement.item in shapes.composers and ad.item in shapes.ads:
                ways = [s for corner in joins.Corner for s in shapes(placement.item, ad.item, corner)]
                if ways:
                    problem = joins.joined(problem, placement.item, ad.item, ways)
    return problem


def shape_of(placement: Placement) -> StoryShape:
    """Return the shape of a placed story as the composer takes it."""
    rect = placement.rect
    return StoryShape(rect.columns, rect.rows, rect.row == 0, notch_of(placement))


def notch_of(placement: Placement) -> Notch | None:
    """Return the notch of a placed story as the composer takes it."""
    rect, notch = placement.rect, placement.notch
    if notch is None:
        return None
    corner = ShapeCorner.BOTTOM_LEFT if notch.column == rect.column else ShapeCorner.BOTTOM_RIGHT
    return Notch(notch.columns, notch.rows, corner)
