"""L-shaped stories: a story and an ad joined into one rectangle of the page, the ad in one of its lower corners.

::

    +-----------------+
    | HEAD            |      The head keeps the whole width, so the ad never stands above text or in an upper corner.
    | text text text  |
    | text +----------+
    | text |    AD    |
    +------+----------+

To the search a joined story is a rectangle like any other, whose shapes have a notch of the ad's size; bounds and
dominance hold for it without a word about Ls, and the ad's own costs (its edges, its height on the page) are entries of
the story's table. The plan that comes out has the story with its notch, and the ad.

Which story and which ad are joined is tried from outside, pair by pair, each as a search of its own that must beat the
best page so far. That is not exact: only one pair is joined, only the likeliest few are tried, each with a part of the
steps. The bound of a joined page is that of its own problem.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from layout.base.messages import Name, say
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel, Cancelled
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem, PlanError
from layout.plan.solver.solve import NoPageError, PlanResult, solve
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Terms
from layout.plan.solver.terms.neighbours import kept_apart

LARGEST_PART, LAST_PART = 2, 1
"""An ad has at most 1/2 of the cells of the story around it, or the story is a rim; where there is no page otherwise it
may have as many as the story."""


class Corner(StrEnum):
    """The corner of a story that an ad stands in."""

    LOWER_LEFT = "lower-left"
    LOWER_RIGHT = "lower-right"


@dataclass(frozen=True, slots=True)
class Pair:
    """A story and an ad that may be joined, and the corners the ad may have."""

    story: str
    ad: str
    corners: tuple[Corner, ...]


MakeFootprints = Callable[[str, str, Corner], Sequence[Footprint]]
"""(story, ad, corner) -> the shapes the story may have around that ad, each with its notch."""


def notch(columns: int, rows: int, ad: Footprint, corner: Corner) -> GridRect:
    """Return the place of an ad in a shape of so many columns and rows, from the shape's top left."""
    column = 0 if corner is Corner.LOWER_LEFT else columns - ad.columns
    return GridRect(column, rows - ad.rows, ad.columns, ad.rows)


def size_of(ad: Item) -> Footprint:
    """Return the size of an ad: where it is pinned the pin's, else that of its only shape."""
    return Footprint(ad.pinned.columns, ad.pinned.rows) if ad.pinned else ad.footprints[0]


def join(story: Item, ad: Item, shapes: Sequence[Footprint]) -> Item:
    """Return the story joined with the ad: it keeps the story's id, and is ranked and weighed as the story.

    Raises PlanError if the story is pinned, or a shape has no notch of the ad's size in a lower corner, beside and
    above which some of the story is left.
    """
    if story.pinned is not None:
        raise PlanError(say("{story} is pinned and cannot be joined with {ad}", story=Name(story.id), ad=Name(ad.id)))
    size = size_of(ad)
    for shape in shapes:
        room = shape.columns > size.columns and shape.rows - shape.head > size.rows
        if not room or shape.notch not in [notch(shape.columns, shape.rows, size, corner) for corner in Corner]:
            raise PlanError(
                say(
                    "{story} cannot stand around {ad} in {columns} columns by {rows} rows with the "
                    "ad at {notch}: an ad of {columns2} by {rows2} must have a lower corner, text "
                    "above and beside it",
                    story=Name(story.id),
                    ad=Name(ad.id),
                    columns=shape.columns,
                    rows=shape.rows,
                    notch=shape.notch,
                    columns2=size.columns,
                    rows2=size.rows,
                )
            )
    if not shapes:
        raise PlanError(say("{story} has no shape around {ad}", story=Name(story.id), ad=Name(ad.id)))
    return replace(story, footprints=tuple(shapes), around=ad, natural=story.nominal)


def joined(problem: PageProblem, story: str, ad: str, shapes: Sequence[Footprint]) -> PageProblem:
    """Return the problem with one story joined with one ad. Raises PlanError as ``join``, KeyError for no such item."""
    one = join(problem.by_id[story], problem.by_id[ad], shapes)
    return replace(problem, items=tuple(one if i.id == story else i for i in problem.items if i.id != ad))


def candidates(problem: PageProblem, largest: int = LARGEST_PART) -> tuple[Pair, ...]:
    """Return the pairs worth trying, the most promising first.

    An ad must have one size and leave columns beside it; the story must have ``largest`` times its cells or more, and
    be allowed beside it. Ads that are pinned away from the foot come first, for they break up most of a page; then the
    larger story's pairs.
    """
    apart = kept_apart(problem)
    found = []
    for ad in problem.items:
        if ad.kind is not ItemKind.AD or ad.optional or (ad.pinned is None and len(ad.footprints) != 1):
            continue
        size = size_of(ad)
        corners = _corners(problem, ad, size)
        for story in problem.items:
            if story.kind is not ItemKind.STORY or story.pinned is not None or story.optional:
                continue
            clash = (story.id, ad.id) in apart or (ad.id, story.id) in apart
            if corners and not clash and story.nominal.area >= largest * size.area:
                away = ad.pinned is None or ad.pinned.foot == problem.rows
                found.append(((away, -story.nominal.area, story.id, ad.id), Pair(story.id, ad.id, corners)))
    return tuple(pair for _, pair in sorted(found, key=lambda one: one[0]))


def _corners(problem: PageProblem, ad: Item, size: Footprint) -> tuple[Corner, ...]:
    """Return the corners of a story that the ad can have where it may stand."""
    left = size.columns < problem.columns and Edge.RIGHT not in ad.edges
    right = size.columns < problem.columns and Edge.LEFT not in ad.edges
    if Edge.TOP in ad.edges:
        return ()
    if ad.pinned is not None:
        left, right = ad.pinned.right < problem.columns, ad.pinned.column > 0
        if ad.pinned.row == 0:
            return ()
    return tuple(corner for corner, may in ((Corner.LOWER_LEFT, left), (Corner.LOWER_RIGHT, right)) if may)


def solve_with_joins(
    problem: PageProblem,
    shapes: MakeFootprints,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
    known: PlanResult | NoPageError | None = None,
    terms: Terms = TERMS,
) -> tuple[PageProblem, PlanResult]:
    """Return the best page, with one story joined with an ad if that is better, and the problem it is a page of.

    Joined pages are only looked for if there is no page of rectangles or it costs ``budget.join_from`` points or more.
    At most ``budget.join_tries`` pairs for which there are shapes are tried, each with ``budget.join_share`` of the
    steps, all with ``budget.join_total`` of them; where no page is better that is often proven in few.
    ``known`` is the page of rectangles, or why there is none, if that was found out before. The score, the linter and
    ``PageProblem.previous`` want the problem that is returned. Cancelled, it returns the best page so far.
    Raises as ``solve``, for the page of rectangles.
    """
    best: tuple[PageProblem, PlanResult] | None = None
    none: NoPageError | None = None
    try:
        if isinstance(known, NoPageError):
            raise known
        best = problem, known or solve(problem, budget=budget, cancel=cancel, terms=terms)
    except NoPageError as error:
        none = error
    if best is not None and best[1].cost < budget.join_from:
        return best
    tried = steps = 0
    less = replace(budget, steps=int(budget.steps * budget.join_share))
    for pair in candidates(problem, LARGEST_PART if best else LAST_PART):
        if tried >= budget.join_tries or steps >= budget.join_total * budget.steps:
            break
        ways = [shape for corner in pair.corners for shape in shapes(pair.story, pair.ad, corner)]
        if not ways:
            continue
        tried += 1
        variant = joined(problem, pair.story, pair.ad, ways)
        try:
            below = NEVER if best is None else best[1].cost
            best = variant, solve(variant, budget=less, below=below, cancel=cancel, terms=terms)
            steps += best[1].steps
        except NoPageError as error:
            steps += error.steps
        except Cancelled:
            if best is None:
                raise
            return best[0], replace(best[1], cancelled=True)
    if best is None:
        assert none is not None
        raise none
    return best
