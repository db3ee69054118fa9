"""How much of a page its items take: cells, told without planning it. For sharing stories out among pages.

A story takes more cells the wider it stands, because its head grows and its columns come out unevenly; so a load is
two numbers, and a page that is planned will lie between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layout.compose.story import StoryComposer
from layout.design.tokens import Design
from layout.edition.model import FRONT, Edition, Page

TYPICAL_WIDTHS = (2, 3)
"""Base columns most stories get; the mean of their areas is what a story is taken to need."""
INDEX_CELLS = 20
"""An index is about two columns by ten rows."""


@dataclass(frozen=True, slots=True)
class Load:
    """Cells: ``least`` at the width where it takes fewest, ``typical`` at the widths most stories get."""

    least: int
    typical: int

    def __add__(self, other: Load) -> Load:
        return Load(self.least + other.least, self.typical + other.typical)

    def __sub__(self, other: Load) -> Load:
        return Load(self.least - other.least, self.typical - other.typical)

    @property
    def tight(self) -> int:
        """Cells a page of such items can hardly do without: half-way between the two."""
        return (self.least + self.typical) // 2


NOTHING = Load(0, 0)


def story_load(composer: StoryComposer, design: Design) -> Load:
    """Return what a story takes over the widths it may have."""
    rows = {
        columns: composer.needed_rows(columns)
        for columns in range(1, design.grid.columns + 1)
        if columns <= max(TYPICAL_WIDTHS)
    }
    areas = {columns: columns * count for columns, count in rows.items() if count <= design.grid.rows}
    if not areas:
        whole = design.grid.columns * design.grid.rows
        return Load(whole, whole)
    typical = [areas[columns] for columns in TYPICAL_WIDTHS if columns in areas] or [max(areas.values())]
    return Load(min(areas.values()), round(sum(typical) / len(typical)))


def free_cells(page: Page, edition: Edition, design: Design) -> int:
    """Return the cells of a page that are left for stories: without its booked ads, nameplate, teasers and index.

    Those of a half of a spread are the other half's.
    """
    if page.is_half:
        return 0
    cells, ads = design.grid.columns * design.grid.rows, edition.ads
    cells -= sum(ads[name].columns * ads[name].rows for name in page.ads if not ads[name].filler)
    cells -= INDEX_CELLS if page.has_index else 0
    if page.kind == FRONT:
        cells -= design.nameplate * design.grid.columns
        cells -= design.teasers.rows * design.grid.columns if edition.teasers else 0
    return cells


def total_load(loads: Iterable[Load]) -> Load:
    """Return the load of several stories together."""
    return sum(loads, NOTHING)
