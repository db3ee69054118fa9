"""Heads side by side on one row, which are read across (碰题)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Footprint, Item
from layout.plan.solver.terms.model import Fault, Found, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

EASED_COLUMNS = 2
"""Heads whose widths differ by this many columns have sizes so different that they are not read across, where the sizes
are not known."""
CONTRAST = 1.25
"""Heads of which one is so many times as large as the other are told apart at sight,"""
FAR_WIDER = 2
"""and those of which one is over more than so many times as many columns."""


class HeadKind(NamedTuple):
    """What matters of a head beside another: its columns, its headline's size in pt (0: not known), and whether it is
    set apart anyhow, in a box or on a ground of its own.
    """

    columns: int
    size: float
    boxed: bool


def kind_of(item: Item, shape: Footprint) -> HeadKind:
    """Return what kind of head an item has in a shape."""
    return HeadKind(0, 0.0, True) if item.boxed else HeadKind(shape.columns, shape.size, False)


def clash(one: HeadKind, other: HeadKind) -> str:
    """Return the term that two heads side by side on one row count for."""
    if one.boxed or other.boxed:
        return "tombstone-eased"
    if one.size and other.size:
        contrast = max(one.size, other.size) >= CONTRAST * min(one.size, other.size)
        eased = contrast or max(one.columns, other.columns) > FAR_WIDER * min(one.columns, other.columns)
    else:
        eased = abs(one.columns - other.columns) >= EASED_COLUMNS
    return "tombstone-eased" if eased else "tombstone"


def read_across(view: PageView, one: tuple[Item, Footprint], other: tuple[Item, Footprint]) -> str:
    """Return the term that two heads of a page count for, with the sizes that they are printed in as well.

    A headline larger than the lead's is printed in the smaller size that its shape has, if that is no larger.
    """
    lead = view.shapes.get(view.problem.lead.id) if view.problem.lead else None

    def printed(item: Item, shape: Footprint) -> HeadKind:
        kind = kind_of(item, shape)
        smaller = lead is not None and 0 < shape.least_size <= lead.size < shape.size
        return kind._replace(size=shape.least_size) if smaller and item.kind is ItemKind.STORY and kind.size else kind

    name = clash(kind_of(*one), kind_of(*other))
    return name if name == "tombstone" else clash(printed(*one), printed(*other))


def beside(view: PageView) -> Iterator[tuple[tuple[Item, Footprint, GridRect], tuple[Item, Footprint, GridRect]]]:
    """Yield the pairs of heads whose stories stand side by side, the left one first."""
    headed = [
        (item, view.shapes.get(item.id) or Footprint(rect.columns, rect.rows), rect) for item, rect in view.headed
    ]
    for left, right in permutations(headed, 2):
        if left[2].right == right[2].column:
            yield left, right


def tombstones(view: PageView) -> list[tuple[str, str, str]]:
    """Return (term, left item, right item) of heads side by side on one row."""
    return [
        (read_across(view, (one, shape), (other, another)), one.id, other.id)
        for (one, shape, left), (other, another, right) in beside(view)
        if left.row == right.row
    ]


def _near(view: PageView) -> Iterator[Found]:
    """Yield heads that begin on different rows and are read across all the same: most of one is beside the other.

    It is known of heads whose sizes are known.
    """
    for (one, shape, left), (other, another, right) in beside(view):
        known = kind_of(one, shape).size and kind_of(other, another).size
        common = min(left.row + shape.head, right.row + another.head) - max(left.row, right.row)
        if left.row == right.row or not known or 2 * common <= min(shape.head, another.head):
            continue
        if read_across(view, (one, shape), (other, another)) == "tombstone":
            yield Found(1, say("{one} | {other}", one=Name(one.id), other=Name(other.id)), one.id)


def _found(term: str, view: PageView) -> Iterator[Found]:
    for name, left, right in tombstones(view):
        if name == term:
            yield Found(1, say("{left} | {right}", left=Name(left), right=Name(right)), left)


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
    240,
    "pair of heads",
    "heads of like size side by side on one row are read across (碰题)",
    partial(_found, "tombstone"),
    carried=True,
    constraints=partial(_constraints, "tombstone"),
    fault=Fault(Code.PLAN_TOMBSTONE, say("heads side by side"), say("put one lower, or box one")),
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
TOMBSTONE_NEAR = Term(
    "tombstone-near",
    200,
    "pair of heads",
    "heads of like size that begin a few rows apart are read across too",
    _near,
    fault=Fault(Code.PLAN_TOMBSTONE, say("heads side by side"), say("put one lower, or box one")),
    alike_in_mirror=always,
)
