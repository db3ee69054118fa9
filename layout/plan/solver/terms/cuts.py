"""Straight cuts through the whole page, which make two pages of it (断版, 通缝)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from layout.base.codes import Code
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import FIXED_STRIPS, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear


def is_strip(problem: PageProblem, item: Item) -> bool:
    """Tell whether an item is a full-width ad or nameplate, whose edges may cut the page."""
    widths = {item.pinned.columns} if item.pinned else {shape.columns for shape in item.footprints}
    return item.kind in FIXED_STRIPS and widths == {problem.columns}


def cuts_across(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[int]:
    """Return the rows at which the page is cut from side to side, strip ads and nameplates aside."""
    every = [*rects.values(), *problem.blocked]
    strips = [rects[item.id] for item in problem.apart if item.id in rects and is_strip(problem, item)]
    strips += [rect for rect in problem.blocked if rect.columns == problem.columns]
    free = {row for rect in strips for row in (rect.row, rect.foot)}
    feet = {rect.foot for rect in every if rect.column == 0 and rect.foot < problem.rows}
    return sorted(row for row in feet - free if not any(rect.row < row < rect.foot for rect in every))


def cuts_down(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[int]:
    """Return the column edges along which the page is cut from top to foot, strip ads and nameplates aside."""
    inner = [rects[item.id] for item in problem.apart if item.id in rects and not is_strip(problem, item)]
    inner += [rect for rect in problem.blocked if rect.columns < problem.columns]
    return [at for at in range(1, problem.columns) if not any(rect.column < at < rect.right for rect in inner)]


def _across_found(view: PageView) -> Iterator[Found]:
    return (Found(1, f"at row {row}") for row in cuts_across(view.problem, view.rects))


def _across_faults(view: PageView) -> Iterator[Found]:
    """Yield the cuts that papers do not make: not those over a foot of ads, or under a lead of the whole width."""
    lead, placed = view.problem.lead, view.plan.placements
    for row in cuts_across(view.problem, view.rects):
        above = [each.item for each in placed if view.problem.first_row <= each.rect.row < row]
        if any(each.kind is not ItemKind.AD for each in placed if each.rect.row >= row) and not (
            lead is not None and above == [lead.id]
        ):
            yield Found(1, f"at row {row}")


def _across_constraints(cover: Cover) -> Iterator[Linear]:
    model, page = cover.model, cover.problem
    strips = {at for at, item in enumerate(cover.items) if is_strip(page, item)}
    for one in range(len(cover.items)):
        if one in strips or not cover.may_be_in(one, 0):
            continue
        cut, low = model.new_bool_var(""), model.new_bool_var("")
        model.add(cover.foot[one] == page.rows).only_enforce_if(low)
        excuses = [cut, low, ~cover.inside[one][0]]
        for other in range(len(cover.items)):
            if other == one:
                continue
            witness = model.new_bool_var("")
            model.add(cover.foot[other] >= cover.foot[one] + 1).only_enforce_if(witness)
            strict = 0 if other in strips else 1
            model.add(cover.row[other] + strict <= cover.foot[one]).only_enforce_if(witness)
            excuses.append(witness)
        model.add_bool_or(excuses)
        yield cut


def _down_found(view: PageView) -> Iterator[Found]:
    return (Found(1, f"right of column {column}") for column in cuts_down(view.problem, view.rects))


def _down_constraints(cover: Cover) -> Iterator[Linear]:
    page = cover.problem
    for column in range(1, page.columns):
        spanning = [
            literal
            for at, item in enumerate(cover.items)
            if not is_strip(page, item)
            for stand, literal in cover.stands[at].items()
            if stand.column < column < stand.right
        ]
        cut = cover.model.new_bool_var("")
        cover.model.add_bool_or([cut, *spanning])
        yield cut


CUT_ACROSS = Term(
    "cut-across",
    80,
    "cut",
    "a straight cut across the whole page makes two pages of it (断版)",
    _across_found,
    carried=True,
    constraints=_across_constraints,
    fault=Fault(Code.PLAN_CUT_ACROSS, "a straight cut across", "let an item reach over it", find=_across_faults),
    alike_in_mirror=always,
)
CUT_DOWN = Term(
    "cut-down",
    80,
    "cut",
    "a straight cut down the whole page makes two pages of it (通缝)",
    _down_found,
    carried=True,
    constraints=_down_constraints,
    fault=Fault(Code.PLAN_CUT_DOWN, "a straight cut down the page", "let an item reach over it"),
    alike_in_mirror=always,
)
