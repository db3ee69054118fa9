"""What the planner is told of a page: for every story the shapes it may take, for every ad its place.

The planner knows integers only; here the composer says which rectangles a story fills, and with which play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from layout.compose.fit import CopyFit
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.content.model import Ad, Page
from layout.content.pages import INDEX_ID
from layout.content.places import GridPlace
from layout.design import Design
from layout.plan.grid import GridRect, ItemKind, PagePlan
from layout.plan.items import Edge, Footprint, Item, PageProblem, PlanError

NAMEPLATE, INDEX = "nameplate", INDEX_ID
"""Ids of a front page's own items; a story or ad of that name would clash and is refused by the planner."""
WHITE = "(white)"
"""Id of the white at the foot of a page that has too little copy; no story or ad can have it."""
WHITE_COST = 400
"""Points of a row of white: more than any story stretched by a row."""
MOST_POINTS = 8_000
"""Points of a shape beyond which the planner no longer tells shapes apart."""
INDEX_SPARE = range(7)
"""White rows an index box may have between its entries."""
LEAST_BODY_ROWS = 3
"""A story whose columns are lower is a stripe, not a story."""
MOST_EMPTY_LINES = 2
"""A shape is legal if no more lines than these stay empty at the story's end."""
STRAY_COST = 3
"""Points of a paragraph's line alone at a column's head or foot."""
PLAY = {-2: 14, -1: 6, 0: 0, 1: 2, 2: 5, 3: 12}
"""Rows over or under a story's natural height -> points: white in the head is cheap, squeezed copy dear."""


def story_footprints(composer: StoryComposer, design: Design) -> tuple[Footprint, ...]:
    """Return every shape a story may take on the grid, with what each costs.

    A head at the page's top needs no white above it, so most shapes come in two heights.
    """
    wanted = composer.story.columns or range(1, design.grid.columns + 1)
    possible = [columns for columns in wanted if columns <= design.grid.columns]
    # A width at which a part of the head cannot be set is no width for the story, unless it has no other.
    fitting = [columns for columns in possible if not composer.head(StoryShape(columns, 1)).too_long]
    return tuple(shape for columns in fitting or possible for shape in _shapes(composer, columns, design))


def _shapes(composer: StoryComposer, columns: int, design: Design) -> Iterator[Footprint]:
    natural = composer.needed_rows(columns)
    above = natural - composer.needed_rows(columns, at_top=True)
    head = composer.head(StoryShape(columns, natural)).rows
    for rows, cost, fit in legal_heights(composer, StoryShape(columns, natural), head + LEAST_BODY_ROWS, design):
        cost += STRAY_COST * (fit.widows + fit.orphans)
        if above:
            yield Footprint(columns, rows, cost, fit.levers, head, at_top=False)
            yield Footprint(columns, rows - above, cost, fit.levers, head - above, at_top=True)
        else:
            yield Footprint(columns, rows, cost, fit.levers, head)


def legal_heights(
    composer: StoryComposer, natural: StoryShape, least: int, design: Design
) -> Iterator[tuple[int, int, CopyFit]]:
    """Yield (rows, points of the play, copyfit) of every height near its natural one that a story fills.

    ``natural`` is the shape at its natural height; none is lower than ``least`` rows or higher than the page.
    """
    for play, cost in PLAY.items():
        rows = natural.rows + play
        if rows > design.grid.rows or rows < least:
            continue
        fit = composer.compose(replace(natural, rows=rows)).fit
        if not fit.over_lines and fit.under_lines <= MOST_EMPTY_LINES:
            yield rows, cost, fit


def page_problem(
    page: Page,
    composers: Mapping[str, StoryComposer],
    ads: Mapping[str, Ad],
    design: Design,
    index_rows: Mapping[int, int] | None = None,
    *,
    fillers: Sequence[str] = (),
    previous: PagePlan | None = None,
    footprints: Callable[[StoryComposer, Design], tuple[Footprint, ...]] = story_footprints,
) -> PageProblem:
    """State a page for the planner. Raises PlanError if its items contradict each other or the grid.

    ``index_rows`` (base columns -> rows) makes the page a front page: it gets a nameplate and, if there are any, an
    index box.
    ``fillers`` are ads that may stand on the page if there is room, besides its own. ``previous`` is an earlier plan
    of the page, from which as little as possible is to be moved.
    """
    items = [
        Item(
            name,
            ItemKind.BRIEFS if composer.story.form == "briefs" else ItemKind.STORY,
            footprints(composer, design),
            composer.story.priority,
            composer.story.boxed,
            matter=composer.story.matter,
        )
        for name, composer in composers.items()
    ]
    items += [_ad_item(ads[name], optional=ads[name].filler) for name in page.ads]
    items += [_ad_item(ads[name], optional=True) for name in fillers]
    if index_rows is not None:
        nameplate = GridRect(0, 0, design.grid.columns, design.nameplate)
        shape = Footprint(nameplate.columns, nameplate.rows)
        items.append(Item(NAMEPLATE, ItemKind.NAMEPLATE, (shape,), pinned=nameplate))
    if index_rows:
        shapes = tuple(
            Footprint(columns, rows + spare, spare) for columns, rows in index_rows.items() for spare in INDEX_SPARE
        )
        items.append(Item(INDEX, ItemKind.INDEX, shapes))
    placed = tuple(_placed(item, page, design) for item in items)
    return PageProblem(
        page.id,
        design.grid.columns,
        design.grid.rows,
        placed,
        previous=previous,
        weights=design.score,
        right_hand=page.right_hand,
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
    """Return an item with the places that the editor gave it or forbade it."""
    place = page.at.get(item.id)
    if place is not None:
        rect = _rect(place, item, page, design)
        if not place.exact:
            item = replace(item, within=rect)
        elif item.kind is ItemKind.AD and item.footprint(rect) is None:
            sold = item.footprints[0]
            raise PlanError(
                f"page {page.id}: the ad {item.id} was sold {sold.columns} columns by {sold.rows} rows, but at: gives "
                f"it {rect.columns} by {rect.rows} ({place})"
            )
        else:
            item = replace(item, pinned=rect)
    forbidden = tuple(_rect(each, item, page, design) for each in page.forbid.get(item.id, ()))
    return replace(item, forbidden=forbidden) if forbidden else item


def _rect(place: GridPlace, item: Item, page: Page, design: Design) -> GridRect:
    columns, rows = place.columns or (1, design.grid.columns), place.rows or (1, design.grid.rows)
    if columns[1] > design.grid.columns or rows[1] > design.grid.rows:
        raise PlanError(
            f"page {page.id}: {item.id} is given {place}, but the page has {design.grid.columns} columns and "
            f"{design.grid.rows} rows"
        )
    return GridRect(columns[0] - 1, rows[0] - 1, columns[1] - columns[0] + 1, rows[1] - rows[0] + 1)


def with_white(problem: PageProblem) -> PageProblem:
    """Return a page that may stay white at its foot, for when nothing else helps."""
    shapes = tuple(
        Footprint(problem.columns, rows, min(MOST_POINTS, rows * WHITE_COST)) for rows in range(1, problem.rows)
    )
    item = Item(WHITE, ItemKind.FILLER, shapes, edges=frozenset({Edge.BOTTOM}), optional=True)
    return replace(problem, items=(*problem.items, item))
