"""Stories that are too long for their width, or too flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import Footprint, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, PageView, PlaceUnits, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

FLAT_BODY = 3
"""Rows of text a story must have under its head; over more columns than these, as many rows as columns."""
TALL = (7, 30)
"""A column that is longer than 3/5 of the page costs points; it is a fault from 5/6 on, 7/30 more, for up to there a
story down the side of a page is a layout that papers choose."""

Measure = Callable[[PageProblem, Item, Footprint], int]


def too_tall(problem: PageProblem, item: Item, shape: Footprint) -> int:
    """Return by how many rows a story of one column is longer than 3/5 of the page."""
    narrow = shape.columns == 1 and item.kind is ItemKind.STORY
    return max(0, shape.rows - problem.rows * 3 // 5) if narrow else 0


def too_flat(problem: PageProblem, item: Item, shape: Footprint) -> int:
    """Return how many rows of text a story lacks under its head."""
    return max(0, max(FLAT_BODY, shape.columns) - (shape.rows - shape.head)) if shape.head else 0


def _found(measure: Measure, view: PageView) -> Iterator[Found]:
    for item, rect in view.headed:
        shape = view.shapes.get(item.id) or Footprint(rect.columns, rect.rows)
        if units := measure(view.problem, item, shape):
            yield Found(
                units, say("{item} {columns}x{rows}", item=Name(item.id), columns=rect.columns, rows=rect.rows), item.id
            )


def _units(measure: Measure, problem: PageProblem, item: Item) -> PlaceUnits | None:
    return (lambda shape, column: measure(problem, item, shape)) if item.headed else None


def _constraints(measure: Measure, cover: Cover) -> Iterator[Linear]:
    return cover.units_by_shape(lambda item, shape: measure(cover.problem, item, shape) if item.headed else 0)


def _tall_faults(view: PageView) -> Iterator[Found]:
    return (found for found in _found(too_tall, view) if found.units * TALL[1] > view.problem.rows * TALL[0])


def _flat_faults(view: PageView) -> Iterator[Found]:
    """Over many columns the score wants more rows of text; too few for any story are a fault."""
    for found in _found(too_flat, view):
        if found.units > max(0, view.rects[found.subject].columns - FLAT_BODY):
            yield found


SLIVER_TALL = Term(
    "sliver-tall",
    3,
    "row",
    "a column longer than 3/5 of the page tires the reader",
    partial(_found, too_tall),
    item=partial(_units, too_tall),
    constraints=partial(_constraints, too_tall),
    fault=Fault(Code.PLAN_SLIVER, say("one column, too long"), say("give the story more columns"), find=_tall_faults),
    alike_in_mirror=always,
)
SLIVER_FLAT = Term(
    "sliver-flat",
    12,
    "row",
    "under a head, fewer rows of text than columns, or than 3, look like a mistake",
    partial(_found, too_flat),
    item=partial(_units, too_flat),
    constraints=partial(_constraints, too_flat),
    fault=Fault(
        Code.PLAN_SLIVER, say("hardly any text under its head"), say("give it fewer columns"), find=_flat_faults
    ),
    alike_in_mirror=always,
)
