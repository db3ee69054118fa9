"""Heads and pictures, the dark things of a page, should not all stand on one side or at one end.

Where the middle of all that is dark comes to lie is known when the page is finished, and only then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layout.base.messages import say
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import PageProblem
from layout.plan.solver.terms.model import Found, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

SIDES_TOLERANCE = 3
"""The centre of heads and pictures may stand off the middle by 3/20 of the width."""
ENDS_RANGE = (3, 11)
"""The centre of heads and pictures should stand between these 20ths of the height; a page is heavier above."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Weights of the dark things of a page (cells of head or picture), and the ranges their moments may have.

    Moments are doubled to stay whole: across ``dark * (2 column + columns)``, down ``dark * 2 row + depth``.
    """

    dark: Mapping[str, int]
    depth: Mapping[str, int]
    across: tuple[int, int, int]
    """Least, most, unit."""
    down: tuple[int, int, int]


def balance(problem: PageProblem) -> Balance | None:
    """Return what the balance terms weigh; None if a page has nothing dark."""
    dark, depth = {}, {}
    for item in problem.items:
        if item.optional or not item.ranked:
            continue
        nominal = item.nominal
        rows = nominal.rows if item.kind is ItemKind.PICTURE else nominal.head if item.headed else 0
        if rows:
            dark[item.id] = rows * nominal.columns
            depth[item.id] = dark[item.id] * rows
    total = sum(dark.values())
    if not total:
        return None
    width, height = total * problem.columns, 2 * total * problem.rows
    off = 2 * width * SIDES_TOLERANCE // 20
    return Balance(
        dark,
        depth,
        (width - off, width + off, max(1, 2 * width // 20)),
        (height * ENDS_RANGE[0] // 20, height * ENDS_RANGE[1] // 20, max(1, height // 20)),
    )


def excess(value: int, low: int, high: int, unit: int) -> int:
    """Return by how many units, begun ones counted, a value lies outside a range."""
    return -(-max(0, low - value, value - high) // unit)


def _sides_found(view: PageView) -> Iterator[Found]:
    if scale := balance(view.problem):
        moment = sum(scale.dark[i] * (r.column + r.right) for i, r in view.rects.items() if i in scale.dark)
        if units := excess(moment, *scale.across):
            yield Found(
                units, say("too much on the left") if moment < scale.across[0] else say("too much on the right")
            )


def _ends_found(view: PageView) -> Iterator[Found]:
    if scale := balance(view.problem):
        moment = sum(2 * scale.dark[i] * r.row + scale.depth[i] for i, r in view.rects.items() if i in scale.dark)
        if units := excess(moment, *scale.down):
            yield Found(units, say("too much at the top") if moment < scale.down[0] else say("too much at the foot"))


def _sides_constraints(cover: Cover) -> Iterator[Linear]:
    if scale := balance(cover.problem):
        places = {item.id: at for at, item in enumerate(cover.items)}
        moment = sum(d * (cover.left_of(places[i]) + cover.right_of(places[i])) for i, d in scale.dark.items())
        yield _excess(cover, moment, *scale.across)


def _ends_constraints(cover: Cover) -> Iterator[Linear]:
    if scale := balance(cover.problem):
        places = {item.id: at for at, item in enumerate(cover.items)}
        moment = sum(2 * d * cover.row[places[i]] + scale.depth[i] for i, d in scale.dark.items())
        yield _excess(cover, moment, *scale.down)


def _excess(cover: Cover, moment: Linear, low: int, high: int, unit: int) -> Linear:
    units = cover.model.new_int_var(0, 20, "balance")
    cover.model.add(unit * units >= moment - high)
    cover.model.add(unit * units >= low - moment)
    return units


BALANCE_SIDES = Term(
    "balance-sides",
    3,
    "20th of the width",
    "heads and pictures should not all stand on one side",
    _sides_found,
    constraints=_sides_constraints,
    alike_in_mirror=always,
)
BALANCE_ENDS = Term(
    "balance-ends",
    3,
    "20th of the height",
    "heads and pictures should not all stand at one end",
    _ends_found,
    constraints=_ends_constraints,
    alike_in_mirror=always,
)
