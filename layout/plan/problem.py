"""What the planner is told of a page: for every story the shapes it may take, for every ad its place.

The planner knows integers only; here the composer says which rectangles a story fills, and with which play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from layout.base.messages import Message, Name, say
from layout.compose.shape import StoryShape
from layout.compose.story import Fill, StoryComposer
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.edition.model import FRONT, Page
from layout.edition.places import GridPlace
from layout.edition.references import INDEX_ID
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem, PlanError
from layout.plan.solver.tables import MOST_LOOSE

NAMEPLATE, INDEX = "nameplate", INDEX_ID
"""Ids of a front page's own items; a story or ad of that name would clash and is refused by the planner."""
WHITES = ("(white)", "(white 2)", "(white 3)", "(white 4)", "(white 5)", "(white 6)")
"""Ids of what stays white on a page that has too little copy; no story or ad can have them. One may go across the page,
the others stand beside what does not reach so far."""
FEW_WHITES = 3
"""Places that may stay white at first: with more of them there are too many pages to find a good one among."""
WHITE_POINTS = 5_000
"""Points of a page that is all white, and cell by cell of its parts: less than a story costs that is stretched."""
CUTS = ("cut-across", "cut-down", "cut-down-rail")
FORCED_CELL, FORCED_EMPTY_CELL = 1, 15
"""Points of a cell that a story is given fewer than it needs, where it is too long for any shape and is cut anyway, and
of one more than it can fill."""
FORCED_MOST = 5_000
"""Points of such a shape beyond which the planner no longer tells shapes apart."""
LEAST_PART = 8
"""A story too long for any shape gets 1/8 of its page at least: what is left of it on less is no story."""
INDEX_SPARE = range(7)
"""White rows an index box may have between its entries."""
LEAST_BODY_ROWS = 3
"""A story whose columns are lower is a stripe, not a story."""
LOWER, HIGHER = 0.5, 1.5
"""Heights tried for a story, as parts of its natural one: what it has to give lies within."""
MISSES = 8
"""Heights in a row that a story does not fill, after which no further ones are tried."""
FIRST_MISSES = 6
"""Heights more that it may not fill before the first one that it fills."""
MOST_POINTS = 90
"""A shape that costs so many points more than the story's best is a shape for nothing."""


Version = tuple[StoryComposer, int]
"""Another version of a story, which may stand in its place, and its points: a shorter one."""


def story_footprints(
    composer: StoryComposer, design: Design, width: int = 0, versions: Sequence[Version] = ()
) -> tuple[Footprint, ...]:
    """Return every shape a story may take on the grid, with what each costs; with ``width`` those of so many columns.

    A head at the page's top needs no white above it, so most shapes come in two heights. A width at which the story
    has no shape is as good as none: then all are returned. With ``versions`` of it a shape is that of the version with
    which it is cheapest. A story too short for any other shape may have less than `LEAST_BODY_ROWS` under its head.
    """
    if (
        width
        and _has_width(composer, width, design.grid.columns)
        and (shapes := tuple(_shapes(composer, width, design)))
    ):
        return _from_best(shapes)

    def widths(made: StoryComposer) -> Iterable[int]:
        return widths_of(made, design.grid.columns)

    for body in (LEAST_BODY_ROWS, 1):

        def shapes_of(made: StoryComposer, columns: int, known: Known, body: int = body) -> Iterator[Footprint]:
            return _shapes(made, columns, design, known, body)

        if found := of_all_versions(composer, versions, widths, shapes_of):
            return _from_best(found, versions)
    return ()


Known = Callable[[int], bool]
"""Tells whether no shape of so many rows is looked for, as none could be better than one that is known."""


def none_known(_: int) -> bool:
    """Tell that every shape is looked for."""
    return False


def of_all_versions(
    composer: StoryComposer,
    versions: Sequence[Version],
    widths: Callable[[StoryComposer], Iterable[int]],
    shapes_of: Callable[[StoryComposer, int, Known], Iterator[Footprint]],
) -> tuple[Footprint, ...]:
    """Return the shapes of a story and its versions in the widths of each, each of the version with which it is
    cheapest."""
    found = [shape for columns in widths(composer) for shape in shapes_of(composer, columns, none_known)]
    best = min((shape.cost for shape in found), default=0)
    cheapest = {(shape.columns, shape.rows, shape.at_top): shape for shape in found}
    for number, (version, price) in enumerate(versions, 1):
        for columns in widths(version):

            def known(rows: int, columns: int = columns, price: int = price) -> bool:
                # The shape at the page's top, where there is another, costs the same.
                found = cheapest.get((columns, rows, False)) or cheapest.get((columns, rows, None))
                return found is not None and found.cost <= best + price

            for shape in shapes_of(version, columns, known):
                key, cost = (shape.columns, shape.rows, shape.at_top), shape.cost + price
                if key not in cheapest or cost < cheapest[key].cost:
                    cheapest[key] = replace(shape, cost=cost, version=number)
    return tuple(cheapest.values())


def _from_best(shapes: Sequence[Footprint], versions: Sequence[Version] = ()) -> tuple[Footprint, ...]:
    """Return shapes whose points are counted from those of the story's best one, without those that are far dearer."""
    prices = [0, *(price for _, price in versions)]
    best = min((shape.cost for shape in shapes if not shape.version), default=0)
    near = (shape for shape in shapes if shape.cost - best - prices[shape.version] <= MOST_POINTS)
    return tuple(replace(shape, cost=shape.cost - best) for shape in near)


def widths_of(composer: StoryComposer, most: int) -> list[int]:
    """Return the columns a story may stand over, ``most`` at most; none if its own ``columns`` are all more."""
    possible = _possible(composer, most)
    # A width at which a part of the head cannot be set is no width for the story, unless it has no other.
    return [columns for columns in possible if _takes_head(composer, columns)] or possible


def _has_width(composer: StoryComposer, width: int, most: int) -> bool:
    """Tell whether a width is one of `widths_of`; the others are looked at only if they matter to that."""
    possible = width in _possible(composer, most)
    return possible and (_takes_head(composer, width) or width in widths_of(composer, most))


def _possible(composer: StoryComposer, most: int) -> list[int]:
    return [columns for columns in composer.story.columns or range(1, most + 1) if columns <= most]


def _takes_head(composer: StoryComposer, columns: int) -> bool:
    return not composer.head(StoryShape(columns, 0)).too_long


def _shapes(
    composer: StoryComposer, columns: int, design: Design, known: Known = none_known, body: int = LEAST_BODY_ROWS
) -> Iterator[Footprint]:
    natural = composer.needed_rows(columns)
    above = natural - composer.needed_rows(columns, at_top=True)
    least = composer.least_rows(columns)
    for rows, fill in legal_heights(composer, StoryShape(columns, natural), body, design, known=known):
        shape = replace(filled(columns, rows, fill), at_top=False if above else None, least=least)
        yield shape
        if above:
            yield replace(shape, rows=rows - above, head=shape.head - above, at_top=True, least=least - above)


def filled(columns: int, rows: int, fill: Fill) -> Footprint:
    """Return a shape that a story fills, with what that costs and takes."""
    return Footprint(
        columns, rows, round(fill.points), fill.levers, fill.head_rows, size=fill.size, least_size=fill.least_size
    )


def legal_heights(
    composer: StoryComposer,
    natural: StoryShape,
    body: int,
    design: Design,
    reach: tuple[float, float] = (LOWER, HIGHER),
    known: Known = none_known,
) -> Iterator[tuple[int, Fill]]:
    """Yield every height near its natural one that a story fills, in rows, and how, but for those that are known.

    ``natural`` is the shape at its natural height, ``reach`` how far the heights lie from it, as parts of it; there are
    ``body`` rows under the head at least, and none is higher than the page.
    """
    # Large pictures may make it higher than the page, which smaller ones would not.
    first, lower = min(natural.rows, design.grid.rows), natural.rows * reach[0]
    higher = min(natural.rows * reach[1], design.grid.rows)
    for step in (-1, 1):
        # Where an inset leaves no whole row the natural height may be some rows off.
        rows, missed = first + min(0, step), -FIRST_MISSES
        while lower <= rows <= higher and missed < MISSES:
            if known(rows):
                rows += step
                continue
            fill = composer.fill(replace(natural, rows=rows))
            if fill is not None and rows - fill.head_rows >= body:
                missed = 0
                yield rows, fill
            else:
                missed += 1
            rows += step


def forced_footprints(composer: StoryComposer, design: Design, room: GridRect | None = None) -> tuple[Footprint, ...]:
    """Return shapes of a story that is too long or too short for any legal one: it is cut, or has rows left empty.

    ``room`` is what it has to stay inside, the page if not given. Of a story that is too long the largest shapes cost
    nothing, as nothing else helps it; rows that it cannot fill cost as much as if it were stretched.
    """
    room = room or GridRect(0, 0, design.grid.columns, design.grid.rows)
    found = []
    for columns in widths_of(composer, room.columns) or [room.columns]:
        for at_top in (False, True):
            needed = composer.needed_rows(columns, at_top=at_top)
            head = composer.head(StoryShape(columns, needed, at_top)).rows
            least = min(room.rows, max(head + LEAST_BODY_ROWS, composer.least_rows(columns, at_top=at_top)))
            for rows in range(least, room.rows + 1):
                off = (needed - rows) * columns
                found.append((off, Footprint(columns, rows, 0, (_forced_said(off),), head, at_top=at_top, least=least)))
    if all(off > 0 for off, _ in found):
        large = [(off, shape) for off, shape in found if shape.area * LEAST_PART >= room.area]
        found = large or found
    best = min(max(0, off) for off, _ in found)
    return tuple(replace(shape, cost=_forced_cost(off, best)) for off, shape in found)


def _forced_cost(off: int, best: int) -> int:
    return min(FORCED_MOST, FORCED_CELL * (off - best) if off > 0 else FORCED_EMPTY_CELL * -off)


@cache
def _forced_said(off: int) -> Message:
    return say("{n} cells too much copy", n=off) if off > 0 else say("{n} cells short of copy", n=-off)


def page_problem(
    page: Page,
    composers: Mapping[str, StoryComposer],
    ads: Mapping[str, Ad],
    design: Design,
    index_rows: Mapping[int, int] | None = None,
    plate_rows: int | None = None,
    *,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
    footprints: Callable[[StoryComposer, Design], tuple[Footprint, ...]] = story_footprints,
) -> PageProblem:
    """State a page for the planner. Raises PlanError if its items contradict each other or the grid.

    ``index_rows`` (base columns -> rows) give the page an index box. A front page gets a nameplate, of ``plate_rows``
    if they are not the design's.
    ``fillers`` are ads that may stand on the page if there is room, besides its own. ``previous`` is an earlier plan
    of the page, from which as little as possible is to be moved.
    """
    items = [_story_item(composer, footprints(composer, design), design) for composer in composers.values()]
    items += [_ad_item(ads[name], optional=ads[name].filler) for name in page.ads if not ads[name].in_ear]
    items += [_ad_item(ads[name], optional=True) for name in fillers]
    if page.kind == FRONT:
        nameplate = GridRect(0, 0, design.grid.columns, plate_rows or design.nameplate)
        shape = Footprint(nameplate.columns, nameplate.rows)
        items.append(Item(NAMEPLATE, ItemKind.NAMEPLATE, (shape,), pinned=nameplate))
    if index_rows:
        shapes = tuple(
            Footprint(columns, rows + spare, spare) for columns, rows in index_rows.items() for spare in INDEX_SPARE
        )
        items.append(Item(INDEX, ItemKind.INDEX, shapes))
    fold = design.fold.columns if design.fold and design.fold.kind == "apart" else 0
    placed = tuple(_placed(item, page, design) for item in (_over_fold(items, page, fold) if fold else items))
    return PageProblem(
        page.id,
        design.grid.columns,
        design.grid.rows,
        placed,
        previous=previous,
        weights=design.score,
        right_hand=page.right_hand,
        fold=fold,
    )


def _over_fold(items: Sequence[Item], page: Page, columns: int) -> Iterator[Item]:
    """Yield the items of two pages that lie apart, each of so many columns, with what stands across their fold.

    That is what the page names, or else its lead, over both pages; and ads that are wider than a page.
    """
    stories = [item for item in items if item.headed]
    lead = min(stories, key=lambda item: (item.kind is ItemKind.BRIEFS, item.priority), default=None)
    named = page.across or ((lead.id,) if lead else ())
    for item in items:
        wide = tuple(shape for shape in item.footprints if shape.columns > columns)
        wide = tuple(shape for shape in wide if shape.columns % 2 == 0) or wide
        if item.id in page.across:
            yield replace(item, across=True)
        elif wide and (item.id in named or not item.headed):
            yield replace(item, footprints=wide, across=True)
        else:
            yield item


def _story_item(composer: StoryComposer, footprints: tuple[Footprint, ...], design: Design) -> Item:
    story = composer.story
    natural = None
    if not footprints:
        natural = min(forced_footprints(composer, design), key=lambda shape: (shape.cost, shape.area))
    kind = ItemKind.BRIEFS if story.form == "briefs" else ItemKind.STORY
    return Item(
        story.id,
        kind,
        footprints,
        story.priority,
        story.boxed or story.head != "plain",
        matter=story.matter,
        natural=natural,
    )


def _ad_item(ad: Ad, *, optional: bool) -> Item:
    return Item(
        ad.id,
        ItemKind.AD,
        (Footprint(ad.columns, ad.rows),),
        matter=ad.matter,
        edges=frozenset(map(Edge, ad.position)),
        not_beside=frozenset(ad.not_beside),
        optional=optional,
    )


def _placed(item: Item, page: Page, design: Design) -> Item:
    """Return an item with the places that the editor gave it or forbade it.

    One that was sold a right-hand page keeps to that page of a spread.
    """
    if design.fold and Edge.RIGHT_HAND in item.edges and not page.areas:
        columns, grid = design.fold.columns, design.grid
        right = GridRect(columns, 0, grid.columns - columns, grid.rows)
        item = replace(item, edges=item.edges - {Edge.RIGHT_HAND}, within=right)
    place = page.at.get(item.id)
    if place is not None:
        rect = _rect(place, item, page, design)
        if not place.exact:
            item = replace(item, within=rect)
        elif item.kind is ItemKind.AD and item.footprint(rect) is None:
            sold = item.footprints[0]
            raise PlanError(
                say(
                    "page {page}: the ad {item} was sold {columns} columns by {rows} rows, but at: "
                    "gives it {columns2} by {rows2} ({place})",
                    page=page.id,
                    item=Name(item.id),
                    columns=sold.columns,
                    rows=sold.rows,
                    columns2=rect.columns,
                    rows2=rect.rows,
                    place=place,
                )
            )
        else:
            item = replace(item, pinned=rect)
    forbidden = tuple(_rect(each, item, page, design) for each in page.forbid.get(item.id, ()))
    return replace(item, forbidden=forbidden) if forbidden else item


def _rect(place: GridPlace, item: Item, page: Page, design: Design) -> GridRect:
    columns, rows = place.columns or (1, design.grid.columns), place.rows or (1, design.grid.rows)
    if columns[1] > design.grid.columns or rows[1] > design.grid.rows:
        raise PlanError(
            say(
                "page {page}: {item} is given {place}, but the page has {columns} columns and {rows} rows",
                page=page.id,
                item=Name(item.id),
                place=place,
                columns=design.grid.columns,
                rows=design.grid.rows,
            )
        )
    return GridRect(columns[0] - 1, rows[0] - 1, columns[1] - columns[0] + 1, rows[1] - rows[0] + 1)


def with_white_foot(problem: PageProblem, rows: int) -> PageProblem:
    """Return a page whose last rows are white, over its whole width: for copy that fills no more than what is above."""
    rect = GridRect(0, problem.rows - rows, problem.columns, rows)
    shape = Footprint(rect.columns, rows, WHITE_POINTS * rows // problem.rows)
    foot = Item(WHITES[0], ItemKind.FILLER, (shape,), pinned=rect, optional=True)
    return replace(problem, items=(*problem.items, foot), weights={**problem.weights, **dict.fromkeys(CUTS, 0)})


def with_white(problem: PageProblem, most: int = FEW_WHITES) -> PageProblem:
    """Return a page that may stay white in so many places at most, best at its foot, for when nothing else helps."""
    page = problem.cells
    loose = sum(item.pinned is None for item in problem.items)

    def white(name: str, widths: range) -> Item:
        shapes = tuple(
            Footprint(columns, rows, WHITE_POINTS * columns * rows // page)
            for columns in widths
            for rows in range(1, problem.rows + 1)
        )
        return Item(name, ItemKind.FILLER, shapes, optional=True)

    across, *beside = WHITES[: max(1, min(most, MOST_LOOSE - loose))]
    foot = white(across, range(problem.columns, problem.columns + 1))
    foot = replace(foot, edges=frozenset({Edge.BOTTOM}))
    whites = (foot, *(white(name, range(1, problem.columns)) for name in beside))
    # White that keeps the page from being cut through is no merit of it.
    return replace(problem, items=(*problem.items, *whites), weights={**problem.weights, **dict.fromkeys(CUTS, 0)})
