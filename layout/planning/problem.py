"""What the planner is told of a page: for every story the shapes it may take, for every ad its place.

The planner knows integers only; here the composer says which rectangles a story fills, and with which play.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from layout.compose.story import StoryComposer, StoryShape
from layout.content.model import Ad, Page
from layout.design import Design
from layout.plan.grid import GridRect, ItemKind
from layout.plan.items import Footprint, Item, PageProblem

NAMEPLATE, INDEX = "nameplate", "index"
"""Ids of a front page's own items; a story or ad of that name would clash and is refused by the planner."""
INDEX_SPARE = range(7)
"""White rows an index box may have between its entries."""
LEAST_BODY_ROWS = 3
"""A story whose columns are lower is a stripe, not a story."""
MOST_EMPTY_LINES = 2
"""A shape is legal if no more lines than these stay empty at the story's end."""
PLAY = {-2: 14, -1: 6, 0: 0, 1: 2, 2: 5, 3: 12}
"""Rows over or under a story's natural height -> points: white in the head is cheap, squeezed copy dear."""


def story_footprints(composer: StoryComposer, design: Design) -> tuple[Footprint, ...]:
    """Return every shape a story may take on the grid, with what each costs.

    A head at the page's top needs no white above it, so most shapes come in two heights.
    """
    known = _FOOTPRINTS.get(composer)
    if known is None or known[0] is not design:
        every = range(1, design.grid.columns + 1)
        known = design, tuple(shape for columns in every for shape in _shapes(composer, columns, design))
        _FOOTPRINTS[composer] = known
    return known[1]


_FOOTPRINTS: WeakKeyDictionary[StoryComposer, tuple[Design, tuple[Footprint, ...]]] = WeakKeyDictionary()
"""Shapes found before: a story that stays as it was, beside one that is edited, is not asked again."""


def _shapes(composer: StoryComposer, columns: int, design: Design) -> Iterator[Footprint]:
    natural = composer.needed_rows(columns)
    above = natural - composer.needed_rows(columns, at_top=True)
    head = composer.head(StoryShape(columns, natural)).rows
    for play, cost in PLAY.items():
        rows = natural + play
        if rows > design.grid.rows or rows - head < LEAST_BODY_ROWS:
            continue
        fit = composer.compose(StoryShape(columns, rows)).fit
        if fit.over_lines or fit.under_lines > MOST_EMPTY_LINES:
            continue
        if above:
            yield Footprint(columns, rows, cost, fit.levers, head, at_top=False)
            yield Footprint(columns, rows - above, cost, fit.levers, head - above, at_top=True)
        else:
            yield Footprint(columns, rows, cost, fit.levers, head)


def page_problem(
    page: Page,
    composers: Mapping[str, StoryComposer],
    ads: Mapping[str, Ad],
    design: Design,
    index_rows: Mapping[int, int] | None = None,
) -> PageProblem:
    """State a page for the planner. Raises PlanError if its items contradict each other.

    ``index_rows`` (base columns -> rows) makes the page a front page: it gets a nameplate and an index box.
    """
    items = [
        Item(
            name,
            ItemKind.STORY,
            story_footprints(composer, design),
            composer.story.priority,
            composer.story.boxed,
        )
        for name, composer in composers.items()
    ]
    items += [Item(name, ItemKind.AD, (Footprint(ads[name].columns, ads[name].rows),)) for name in page.ads]
    if index_rows:
        nameplate = GridRect(0, 0, design.grid.columns, design.nameplate)
        shape = Footprint(nameplate.columns, nameplate.rows)
        items.append(Item(NAMEPLATE, ItemKind.NAMEPLATE, (shape,), pinned=nameplate))
        shapes = tuple(
            Footprint(columns, rows + spare, spare) for columns, rows in index_rows.items() for spare in INDEX_SPARE
        )
        items.append(Item(INDEX, ItemKind.INDEX, shapes))
    return PageProblem(page.id, design.grid.columns, design.grid.rows, tuple(items))
