"""After a change the editor wants to find things where they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from layout.base.messages import Name, say
from layout.plan.solver.grid import GridRect
from layout.plan.solver.items import Item, PageProblem
from layout.plan.solver.terms.model import Found, Ints, PageView, PlaceUnits, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear


def _before(problem: PageProblem, item: Item) -> GridRect | None:
    """Return where an item stood in the previous plan."""
    if problem.previous is None:
        return None
    return next((placed.rect for placed in problem.previous.placements if placed.item == item.id), None)


def _moves(view: PageView) -> Iterator[tuple[Item, GridRect, GridRect]]:
    for item, rect in view.placed:
        if (old := _before(view.problem, item)) is not None:
            yield item, old, rect


def _moved_found(view: PageView) -> Iterator[Found]:
    for item, old, new in _moves(view):
        if (old.column, old.columns) != (new.column, new.columns):
            said = say(
                "{item} from column {column} ({columns}) to {column2} ({columns2})",
                item=Name(item.id),
                column=old.column + 1,
                columns=old.columns,
                column2=new.column + 1,
                columns2=new.columns,
            )
            yield Found(1, said, item.id)


def _moved_units(problem: PageProblem, item: Item) -> PlaceUnits | None:
    old = _before(problem, item)
    if old is None:
        return None
    return lambda shape, column: int((old.column, old.columns) != (column, shape.columns))


def _moved_constraints(cover: Cover) -> Iterator[Linear]:
    for at, item in enumerate(cover.items):
        if (old := _before(cover.problem, item)) is not None:
            stays = [
                literal
                for stand, literal in cover.stands[at].items()
                if (stand.column, stand.shape.columns) == (old.column, old.columns)
            ]
            yield cover.present[at] - sum(stays)


def _rows_found(view: PageView) -> Iterator[Found]:
    for item, old, new in _moves(view):
        if old.row != new.row:
            yield Found(
                abs(old.row - new.row),
                say("{item} from row {row} to {row2}", item=Name(item.id), row=old.row, row2=new.row),
                item.id,
            )


def _rows_units(problem: PageProblem, item: Item) -> Ints | None:
    old = _before(problem, item)
    return None if old is None else np.abs(np.arange(problem.rows + 1, dtype=np.int32) - old.row)


def _rows_constraints(cover: Cover) -> Iterator[Linear]:
    for at, item in enumerate(cover.items):
        if (old := _before(cover.problem, item)) is not None:
            gone = cover.model.new_int_var(0, cover.problem.rows, "")
            cover.model.add(gone >= cover.row[at] - old.row).only_enforce_if(cover.present[at])
            cover.model.add(gone >= old.row - cover.row[at]).only_enforce_if(cover.present[at])
            yield gone


MOVED = Term(
    "moved",
    12,
    "item",
    "after a change the editor wants to find things where they were (columns)",
    _moved_found,
    item=_moved_units,
    constraints=_moved_constraints,
    alike_in_mirror=lambda problem: problem.previous is None,
)
MOVED_ROWS = Term(
    "moved-rows",
    1,
    "row",
    "the same, down the page",
    _rows_found,
    item=_rows_units,
    constraints=_rows_constraints,
    alike_in_mirror=always,
)
