"""Ads where they were sold, and low on the page where nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from layout.base.codes import Code
from layout.base.messages import Name, say, word
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, Ints, PageView, PlaceUnits, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear


def missed_edges(problem: PageProblem, item: Item, rect: GridRect) -> list[Edge]:
    """Return the edges an ad was sold but does not have there."""
    sides = {
        Edge.TOP: rect.row == 0,
        Edge.BOTTOM: rect.foot == problem.rows,
        Edge.LEFT: rect.column == 0,
        Edge.RIGHT: rect.right == problem.columns,
        Edge.RIGHT_HAND: problem.right_hand,
    }
    across, down = sides[Edge.LEFT] or sides[Edge.RIGHT], sides[Edge.TOP] or sides[Edge.BOTTOM]
    sides[Edge.CORNER] = across and down
    under_all = Edge.ISLAND in item.edges and rect.row <= problem.first_row
    sides[Edge.ISLAND] = sum((*(sides[edge] for edge in (Edge.BOTTOM, Edge.LEFT, Edge.RIGHT)), under_all)) < 2
    return sorted(edge for edge in item.edges if not sides[edge])


def stays_low(item: Item) -> bool:
    """Tell whether an item is an ad that should stand in the lower half."""
    return item.kind is ItemKind.AD and item.pinned is None and not item.edges & {Edge.TOP, Edge.ISLAND}


def _edge_found(view: PageView) -> Iterator[Found]:
    for item, rect in view.placed:
        for edge in missed_edges(view.problem, item, rect):
            yield Found(1, say("{item} lacks {edge}", item=Name(item.id), edge=word(edge)), item.id)


def _edge_units(problem: PageProblem, item: Item) -> PlaceUnits | None:
    def missed(shape: Footprint, column: int) -> Ints:
        """Between the first row and the last that the shape may begin on all are alike."""

        def at(row: int) -> int:
            return len(missed_edges(problem, item, GridRect(column, row, shape.columns, shape.rows)))

        amid = problem.first_row + 1 if Edge.ISLAND in item.edges else 1
        units = np.full(problem.rows + 1, at(amid), np.int32)
        for row in (0, min(amid - 1, problem.rows), problem.rows - shape.rows):
            units[row] = at(row)
        return units

    return missed if item.edges else None


def _edge_constraints(cover: Cover) -> Iterator[Linear]:
    page, model = cover.problem, cover.model
    for at, item in enumerate(cover.items):
        if Edge.RIGHT_HAND in item.edges and not page.right_hand:
            yield cover.present[at]
        if not item.edges - {Edge.RIGHT_HAND}:
            continue
        top, bottom = model.new_bool_var(""), model.new_bool_var("")
        model.add(cover.row[at] == 0).only_enforce_if(top)
        model.add(cover.foot[at] == page.rows).only_enforce_if(bottom)
        left, right = cover.starts_at(at, 0), cover.ends_at(at, page.columns)
        wanted = {Edge.TOP: [top], Edge.BOTTOM: [bottom], Edge.LEFT: [left], Edge.RIGHT: [right]}
        for edge in sorted(item.edges - {Edge.RIGHT_HAND, Edge.CORNER, Edge.ISLAND}):
            missed = model.new_bool_var("")
            model.add_bool_or([missed, ~cover.present[at], *wanted[edge]])
            yield missed
        if Edge.CORNER in item.edges:
            missed = model.new_bool_var("")
            model.add_bool_or([missed, ~cover.present[at], left, right])
            model.add_bool_or([missed, ~cover.present[at], top, bottom])
            yield missed
        if Edge.ISLAND in item.edges:
            missed, high, low = (model.new_bool_var("") for _ in range(3))
            model.add(cover.row[at] > page.first_row).only_enforce_if(~high)
            model.add(cover.foot[at] < page.rows).only_enforce_if(~low)
            model.add(high + low + left + right <= 1).only_enforce_if(~missed, cover.present[at])
            yield missed


def _no_side_sold(problem: PageProblem) -> bool:
    return not any(item.edges & {Edge.LEFT, Edge.RIGHT} for item in problem.items)


def _high_found(view: PageView) -> Iterator[Found]:
    for item, rect in view.placed:
        if stays_low(item) and (high := view.problem.rows // 2 - rect.row) > 0:
            yield Found(high, say("{item} begins {high} rows above the middle", item=Name(item.id), high=high), item.id)


def _high_units(problem: PageProblem, item: Item) -> Ints | None:
    return np.maximum(0, problem.rows // 2 - np.arange(problem.rows + 1, dtype=np.int32)) if stays_low(item) else None


def _high_constraints(cover: Cover) -> Iterator[Linear]:
    for at, item in enumerate(cover.items):
        if stays_low(item):
            yield cover.over(cover.problem.rows // 2 - cover.row[at], cover.present[at])


def _over_found(view: PageView) -> Iterator[Found]:
    """Yield the ads that were sold no place high on the page, with a story under them."""
    for ad, rect in view.placed:
        if not stays_low(ad):
            continue
        for item, other in view.headed:
            across = other.column < rect.right and rect.column < other.right
            if across and any(part.row >= rect.foot for part in view.parts(item.id)):
                yield Found(1, say("{item} stands under {ad}", item=Name(item.id), ad=Name(ad.id)), ad.id)
                break


AD_OVER = Term(
    "ad-over",
    200,
    "ad",
    "ads stand at the foot: a story under one looks like part of it",
    _over_found,
    alike_in_mirror=always,
)
AD_EDGE = Term(
    "ad-edge",
    600,
    "edge",
    "the edge, corner or page the ad was sold for",
    _edge_found,
    item=_edge_units,
    constraints=_edge_constraints,
    fault=Fault(Code.PLAN_AD_EDGE, say("an ad is not where it was sold"), say("move it, or ask the customer")),
    alike_in_mirror=_no_side_sold,
)
AD_HIGH = Term(
    "ad-high",
    2,
    "row",
    "ads stand in the lower half unless the top was sold",
    _high_found,
    item=_high_units,
    constraints=_high_constraints,
    alike_in_mirror=always,
)
