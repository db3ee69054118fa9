"""Heads side by side on one row, which are read across (碰题)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from layout.base.codes import Code
from layout.plan.solver.grid import GridRect
from layout.plan.solver.items import Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

EASED_COLUMNS = 2
"""Heads whose widths differ by this many columns have sizes so different that they are not read across."""


def clash(one: Item, columns: int, other: Item, other_columns: int) -> str:
    """Return the term that two heads side by side on one row count for."""
    eased = one.boxed or other.boxed or abs(columns - other_columns) >= EASED_COLUMNS
    return "tombstone-eased" if eased else "tombstone"


def tombstones(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[tuple[str, str, str]]:
    """Return (term, left item, right item) of heads side by side on one row."""
    headed = [(item, rects[item.id]) for item in problem.items if item.headed and item.id in rects]
    found = []
    for (one, left), (other, right) in combinations(headed, 2):
        if left.row == right.row and (left.right == right.column or right.right == left.column):
            names = (one.id, other.id) if left.column < right.column else (other.id, one.id)
            found.append((clash(one, left.columns, other, right.columns), *names))
    return found


def _found(term: str, view: PageView) -> Iterator[Found]:
    for name, left, right in tombstones(view.problem, view.rects):
        if name == term:
            yield Found(1, f"{left} | {right}", left)


def _constraints(term: str, cover: Cover) -> Iterator[Linear]:
    for plain, eased in cover.once("heads that clash", lambda: list(_clashes(cover))):
        found = plain if term == "tombstone" else eased
        if found is not None:
            yield found


def _clashes(cover: Cover) -> Iterator[tuple[Linear | None, Linear]]:
    """Yield for each two heads the literals that they clash plainly (None if they never do), and that they do eased."""
    model = cover.model
    heads = [at for at, item in enumerate(cover.items) if item.headed]
    for one, other in combinations(heads, 2):
        clashes = model.new_bool_var("")
        differ = [cover.less(one, other), cover.less(other, one)]
        for left, right in ((one, other), (other, one)):
            for column in range(1, cover.problem.columns):
                beside = [~cover.ends_at(left, column), ~cover.starts_at(right, column)]
                model.add_bool_or([clashes, *beside, *differ])
        if cover.items[one].boxed or cover.items[other].boxed:
            yield None, clashes
            continue
        plain, eased = model.new_bool_var(""), model.new_bool_var("")
        model.add_bool_or([~clashes, plain, eased])
        for width in cover.widths(one):
            for other_width in cover.widths(other):
                if abs(width - other_width) < EASED_COLUMNS:
                    model.add_bool_or([~eased, ~cover.wide(one, width), ~cover.wide(other, other_width)])
        yield plain, eased


TOMBSTONE = Term(
    "tombstone",
    80,
    "pair of heads",
    "heads of like size side by side on one row are read across (碰题)",
    partial(_found, "tombstone"),
    carried=True,
    constraints=partial(_constraints, "tombstone"),
    fault=Fault(Code.PLAN_TOMBSTONE, "heads side by side", "put one lower, or box one"),
    alike_in_mirror=always,
)
TOMBSTONE_EASED = Term(
    "tombstone-eased",
    8,
    "pair of heads",
    "the same, but a box or very different widths keep them apart",
    partial(_found, "tombstone-eased"),
    carried=True,
    constraints=partial(_constraints, "tombstone-eased"),
    alike_in_mirror=always,
)
