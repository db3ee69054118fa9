"""Plans as a record, plan.json of an output folder, from which the next build may stay near. See docs/records.md."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from layout.files.codec import read_record
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item of a plan: its rectangle in base columns and grid rows, counted from 0, and the ad's part of an L."""

    id: str
    kind: ItemKind
    column: int
    row: int
    columns: int
    rows: int
    notch: GridRect | None


@dataclass(frozen=True, slots=True)
class PagePlanRecord:
    """A page's plan: the size of its grid, and what covers it."""

    id: str
    columns: int
    rows: int
    items: tuple[ItemRecord, ...]

    @property
    def plan(self) -> PagePlan:
        """The plan that `plan_record` was given."""
        return PagePlan(
            self.id,
            self.columns,
            self.rows,
            tuple(
                Placement(item.id, item.kind, GridRect(item.column, item.row, item.columns, item.rows), item.notch)
                for item in self.items
            ),
        )


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """plan.json: the plans of an edition's pages (its date), as they were last built."""

    FILE: ClassVar[str] = "plan.json"

    edition: str
    pages: tuple[PagePlanRecord, ...]
    version: int = 1


def plan_record(plan: PagePlan) -> PagePlanRecord:
    """Return a plan as it is kept."""
    return PagePlanRecord(
        plan.page,
        plan.columns,
        plan.rows,
        tuple(
            ItemRecord(
                placed.item,
                placed.kind,
                placed.rect.column,
                placed.rect.row,
                placed.rect.columns,
                placed.rect.rows,
                placed.notch,
            )
            for placed in plan.placements
        ),
    )


def read_plans(output: Path) -> dict[str, PagePlan]:
    """Return the plans of the last build, page by page; empty if there was none. Raises PageError if it is damaged."""
    path = output / PlanRecord.FILE
    if not path.is_file():
        return {}
    return {page.id: page.plan for page in read_record(PlanRecord, path, "build the edition again").pages}
