"""Plans as plain data: plan.json of an output folder, from which the next build may stay near."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from layout.base.errors import PageError
from layout.files.text import shown
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement

PLAN_FILE = "plan.json"


def plan_data(plan: PagePlan) -> dict[str, Any]:
    """Return a plan as plain data: columns and rows counted from 0, as `GridRect` has them."""
    return {
        "id": plan.page,
        "columns": plan.columns,
        "rows": plan.rows,
        "items": [
            {
                "id": placed.item,
                "kind": placed.kind.value,
                **_rect_data(placed.rect),
                "notch": _rect_data(placed.notch) if placed.notch else None,
            }
            for placed in plan.placements
        ],
    }


def _rect_data(rect: GridRect) -> dict[str, int]:
    return {"column": rect.column, "row": rect.row, "columns": rect.columns, "rows": rect.rows}


def _rect_of(data: dict[str, Any]) -> GridRect:
    return GridRect(int(data["column"]), int(data["row"]), int(data["columns"]), int(data["rows"]))


def plan_of(data: dict[str, Any]) -> PagePlan:
    """Return the plan that `plan_data` made plain. Raises KeyError, TypeError or ValueError if it is none."""
    return PagePlan(
        str(data["id"]),
        int(data["columns"]),
        int(data["rows"]),
        tuple(
            Placement(
                str(item["id"]),
                ItemKind(item["kind"]),
                _rect_of(item),
                _rect_of(item["notch"]) if item["notch"] else None,
            )
            for item in data["items"]
        ),
    )


def read_plans(output: Path) -> dict[str, PagePlan]:
    """Return the plans of the last build, page by page; empty if there was none. Raises PageError if it is damaged."""
    path = output / PLAN_FILE
    if not path.is_file():
        return {}
    try:
        pages = json.loads(path.read_text("utf-8"))["pages"]
        return {plan.page: plan for plan in map(plan_of, pages)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PageError(f"{shown(path)} cannot be read: {error}", "build the edition again") from error
