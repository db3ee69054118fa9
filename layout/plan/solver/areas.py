"""A page given as a picture of areas: the heights of its bands are found so that everything fits best.

The picture is like CSS ``grid-template-areas``: bands down, base columns across. Ads keep the rows they were
sold; stories take what they need; the rest of the page is shared so that no story has more than it must.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from layout.base.messages import say
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement

MISSING_ROW = 1000.0
"""Cost of each row a story lacks, for each of its columns; a spare row costs 1, two cost 4, and so on."""

Needs = Callable[[str, int, bool], int]
"""(story, base columns, whether at the page's top) -> grid rows it needs."""


class AreasError(ValueError):
    """The picture of areas cannot be turned into a page; the message says why."""


@dataclass(frozen=True, slots=True)
class _Area:
    item: str
    column: int
    columns: int
    first: int
    """First band."""
    end: int
    """The band below its last."""


def plan_areas(
    page: str,
    areas: Sequence[Sequence[str]],
    ad_rows: Mapping[str, int],
    needs: Needs,
    columns: int,
    rows: int,
) -> PagePlan:
    """Return the plan of a page whose picture of areas is given.

    ``ad_rows`` has the exact rows of each ad. Raises AreasError when the picture does not have the grid's
    number of columns, an area is no rectangle, or the ads cannot all have their rows.
    """
    found = _areas(areas, columns)
    bands = len(areas)
    if bands > rows:
        raise AreasError(say("the picture has {bands} bands, but the page only {rows} rows", bands=bands, rows=rows))
    wanted = {}
    for area in found:
        if area.item in ad_rows:
            wanted[area.item] = ad_rows[area.item]
        else:
            wanted[area.item] = needs(area.item, area.columns, area.first == 0)
    edges = _Search(found, wanted, frozenset(ad_rows), bands, rows).run()
    if edges is None:
        raise AreasError(say("the ads cannot all have the rows they were sold: check rows in ads.yaml and the areas"))
    placements = tuple(
        Placement(
            area.item,
            ItemKind.AD if area.item in ad_rows else ItemKind.STORY,
            GridRect(area.column, edges[area.first], area.columns, edges[area.end] - edges[area.first]),
        )
        for area in found
    )
    return PagePlan(page, columns, rows, placements)


def _areas(areas: Sequence[Sequence[str]], columns: int) -> list[_Area]:
    for band, names in enumerate(areas, start=1):
        if len(names) != columns:
            raise AreasError(
                say(
                    "band {band} of the picture has {count} columns, the template has {columns}",
                    band=band,
                    count=len(names),
                    columns=columns,
                )
            )
    cells: dict[str, list[tuple[int, int]]] = {}
    for band, names in enumerate(areas):
        for column, name in enumerate(names):
            cells.setdefault(name, []).append((band, column))
    found = []
    for name, places in cells.items():
        first, end = min(b for b, _ in places), max(b for b, _ in places) + 1
        left, right = min(c for _, c in places), max(c for _, c in places) + 1
        if len(places) != (end - first) * (right - left):
            raise AreasError(say("the area {name!r} is not a rectangle", name=name))
        found.append(_Area(name, left, right - left, first, end))
    return found


class _Search:
    """Branch and bound over the edges between bands, top to bottom."""

    def __init__(
        self,
        areas: Sequence[_Area],
        wanted: Mapping[str, int],
        fixed: frozenset[str],
        bands: int,
        rows: int,
    ) -> None:
        self.ending = [[area for area in areas if area.end == band] for band in range(bands + 1)]
        self.wanted, self.fixed = wanted, fixed
        self.bands, self.rows = bands, rows
        self.best: list[int] | None = None
        self.best_cost = float("inf")

    def run(self) -> list[int] | None:
        """Return the row at which each band begins, and the page's end; None if the ads do not fit."""
        self._descend([0], 0.0)
        return self.best

    def _descend(self, edges: list[int], cost: float) -> None:
        band = len(edges)
        if band == self.bands:
            self._try(edges, self.rows, cost)
            return
        least = edges[-1] + 1
        most = self.rows - (self.bands - band)
        for area in self.ending[band]:
            if area.item in self.fixed:
                edge = edges[area.first] + self.wanted[area.item]
                least, most = max(least, edge), min(most, edge)
        for edge in range(least, most + 1):
            self._try(edges, edge, cost)

    def _try(self, edges: list[int], edge: int, cost: float) -> None:
        band = len(edges)
        for area in self.ending[band]:
            rows = edge - edges[area.first]
            spare = rows - self.wanted[area.item]
            if area.item in self.fixed:
                if spare:
                    return
                continue
            cost += area.columns * (spare**2 if spare >= 0 else MISSING_ROW * -spare)
            if cost >= self.best_cost:
                return
        if band == self.bands:
            self.best, self.best_cost = [*edges, edge], cost
        else:
            self._descend([*edges, edge], cost)
