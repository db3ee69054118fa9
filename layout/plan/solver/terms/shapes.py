"""What an item's own shape costs: its points, no legal shape at all, an L, a filler that fills room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from layout.base.codes import Code
from layout.base.messages import Name, listed, say
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import Footprint, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, PageView, PlaceUnits, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear


def fills(item: Item) -> bool:
    """Tell whether an item stands on the page only because there was room."""
    return item.optional and item.pinned is None


def _off_play_units(problem: PageProblem, item: Item) -> PlaceUnits | None:
    """A loose item always takes a legal shape; one that is pinned may have none of that size."""
    return (lambda shape, column: 1) if item.pinned and item.footprint(item.pinned) is None else None


def _shape_found(view: PageView) -> Iterator[Found]:
    for item, _ in view.placed:
        shape = view.shapes.get(item.id)
        if shape and shape.cost:
            levers = listed(shape.levers) or f"{shape.columns}x{shape.rows}"
            yield Found(shape.cost, say("{item} ({levers})", item=Name(item.id), levers=levers), item.id)


def _shape_constraints(cover: Cover) -> Iterator[Linear]:
    return cover.units_by_shape(lambda item, shape: shape.cost)


def _off_play_found(view: PageView) -> Iterator[Found]:
    for item, rect in view.placed:
        if item.id not in view.shapes:
            yield Found(
                1, say("{item} in {columns}x{rows}", item=Name(item.id), columns=rect.columns, rows=rect.rows), item.id
            )


def _off_play_constraints(cover: Cover) -> Iterator[Linear]:
    for item in cover.items:
        if item.kind is not ItemKind.BLOCKED and item.pinned is not None and item.footprint(item.pinned) is None:
            yield 1


def _filler_found(view: PageView) -> Iterator[Found]:
    for item, _ in view.placed:
        if fills(item):
            yield Found(1, say("{item} fills room", item=Name(item.id)), item.id)


def _filler_constraints(cover: Cover) -> Iterator[Linear]:
    return (cover.present[at] for at, item in enumerate(cover.items) if fills(item))


def _l_shape_found(view: PageView) -> Iterator[Found]:
    for item, _ in view.placed:
        if item.id in view.notches:
            yield Found(1, say("{item} stands around an ad", item=Name(item.id)), item.id)


def _l_shape_units(problem: PageProblem, item: Item) -> PlaceUnits | None:
    return (lambda shape, column: int(shape.notch is not None)) if item.around else None


def _own_cost(shape: Footprint, column: int) -> int:
    return shape.cost


SHAPE = Term(
    "shape",
    1,
    "point of an item's own",
    "a head off its natural size, a deck left out, loose text: legal",
    _shape_found,
    item=lambda problem, item: _own_cost,
    constraints=_shape_constraints,
    alike_in_mirror=always,
)
OFF_PLAY = Term(
    "off-play",
    500,
    "item",
    "a rectangle the item has no legal shape for: text will be over or under",
    _off_play_found,
    item=_off_play_units,
    constraints=_off_play_constraints,
    fault=Fault(Code.PLAN_SHAPE, say("no legal shape"), say("give it another size, or cut or add copy")),
    alike_in_mirror=always,
)
FILLER = Term(
    "filler",
    4,
    "item",
    "fillers and house ads are for the room that copy leaves: as few as do",
    _filler_found,
    item=lambda problem, item: (lambda shape, column: 1) if fills(item) else None,
    constraints=_filler_constraints,
    alike_in_mirror=always,
)
L_SHAPE = Term(
    "l-shape",
    9,
    "story",
    "a story around an ad reads less easily than a rectangle: only if it helps the page",
    _l_shape_found,
    item=_l_shape_units,
    alike_in_mirror=always,
)
