"""Straight cuts through the whole page, which make two pages of it (断版, 通缝)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import partial
from typing import TYPE_CHECKING

from layout.base.codes import Code
from layout.base.messages import say
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import FIXED_STRIPS, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear, Literal


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


def is_ad(item: Item) -> bool:
    """Tell whether an item is an ad, or fills room as one does."""
    return item.kind in (ItemKind.AD, ItemKind.FILLER)


def cut_term(problem: PageProblem, rects: Mapping[str, GridRect], row: int) -> str:
    """Return the term that a cut across at a row counts for, "" for none.

    Papers do not mind the cut under a single story of the whole width, nor that over a story that is a strip with
    nothing but ads under it; and over a row of ads there is none.
    """
    placed = [(item, rects[item.id]) for item in problem.apart if item.id in rects]
    here = [item for item, rect in placed if rect.row == row]
    blocked = [rect for rect in problem.blocked if rect.columns < problem.columns]
    if here and all(map(is_ad, here)) and not any(rect.row == row for rect in blocked):
        return ""
    loose = [(item, rect) for item, rect in placed if not is_strip(problem, item)]
    above = sum(rect.row < row for _, rect in loose) + sum(rect.row < row for rect in blocked)
    below = [rect for item, rect in loose if rect.row >= row and not is_ad(item)]
    below += [rect for rect in blocked if rect.row >= row]
    strip = len(below) == 1 and below[0].row == row and below[0].columns == problem.columns
    return "cut-across-eased" if above == 1 or strip else "cut-across"


def cuts_down(problem: PageProblem, rects: Mapping[str, GridRect]) -> list[int]:
    """Return the column edges along which the page is cut from top to foot, strip ads and nameplates aside."""
    inner = [rects[item.id] for item in problem.apart if item.id in rects and not is_strip(problem, item)]
    inner += [rect for rect in problem.blocked if rect.columns < problem.columns]
    return [at for at in range(1, problem.columns) if not any(rect.column < at < rect.right for rect in inner)]


def _across_found(term: str, view: PageView) -> Iterator[Found]:
    for row in cuts_across(view.problem, view.rects):
        if cut_term(view.problem, view.rects, row) == term:
            yield Found(1, say("at row {row}", row=row))


def _across_constraints(term: str, cover: Cover) -> Iterator[Linear]:
    for plain, eased in cover.once("cuts across", lambda: list(_cuts(cover))):
        yield plain if term == "cut-across" else eased


def _cuts(cover: Cover) -> Iterator[tuple[Linear, Linear]]:
    """Yield for each item that may end a cut at the page's left side the literals that it does: plainly, and eased."""
    model, page = cover.model, cover.problem
    strips = {at for at, item in enumerate(cover.items) if is_strip(page, item)}
    ads = {at for at, item in enumerate(cover.items) if is_ad(item)}
    every = range(len(cover.items))
    for one in every:
        if one in strips or not cover.may_be_in(one, 0):
            continue
        plain, eased, low, over_ads = (model.new_bool_var("") for _ in range(4))
        model.add(cover.foot[one] == page.rows).only_enforce_if(low)
        excuses = [plain, eased, over_ads, low, ~cover.inside[one][0]]
        # Nothing that is no ad begins on the row of the cut, and an ad does.
        begins = []
        for other in every:
            if other in ads:
                here = model.new_bool_var("")
                model.add(cover.row[other] == cover.foot[one]).only_enforce_if(here)
                model.add_implication(here, cover.present[other])
                begins.append(here)
            elif other != one:
                higher, lower = model.new_bool_var(""), model.new_bool_var("")
                model.add(cover.row[other] < cover.foot[one]).only_enforce_if(higher)
                model.add(cover.row[other] > cover.foot[one]).only_enforce_if(lower)
                model.add_bool_or([~over_ads, ~cover.present[other], higher, lower])
        model.add_bool_or([~over_ads, *begins])
        _ease(cover, one, eased, strips, ads)
        for other in every:
            if other == one:
                continue
            witness = model.new_bool_var("")
            model.add(cover.foot[other] >= cover.foot[one] + 1).only_enforce_if(witness)
            strict = 0 if other in strips else 1
            model.add(cover.row[other] + strict <= cover.foot[one]).only_enforce_if(witness)
            excuses.append(witness)
        model.add_bool_or(excuses)
        yield plain, eased


def _ease(cover: Cover, one: int, eased: Literal, strips: Set[int], ads: Set[int]) -> None:
    """Let a cut be eased only where one item alone is above it, or a strip and else but ads below it."""
    model, page = cover.model, cover.problem
    alone = model.new_bool_var("")
    choices = [~eased, alone]
    for other in range(len(cover.items)):
        if other == one or other in strips:
            continue
        below = model.new_bool_var("")
        model.add(cover.row[other] >= cover.foot[one]).only_enforce_if(below)
        model.add_bool_or([~alone, ~cover.present[other], below])
    for strip in range(len(cover.items)):
        if strip == one or strip in strips or strip in ads or page.columns not in cover.widths(strip):
            continue
        chosen = model.new_bool_var("")
        model.add_implication(chosen, cover.wide(strip, page.columns))
        model.add_implication(chosen, cover.present[strip])
        model.add(cover.row[strip] == cover.foot[one]).only_enforce_if(chosen)
        for other in range(len(cover.items)):
            if other in (one, strip) or other in strips or other in ads:
                continue
            above = model.new_bool_var("")
            model.add(cover.foot[other] <= cover.foot[one]).only_enforce_if(above)
            model.add_bool_or([~chosen, ~cover.present[other], above])
        choices.append(chosen)
    model.add_bool_or(choices)


def down_term(problem: PageProblem, column: int) -> str:
    """Return the term that a cut right of so many columns counts for: papers part a rail from the rest."""
    return "cut-down-rail" if column in (1, problem.columns - 1) and problem.columns > 2 else "cut-down"


def _down_found(term: str, view: PageView) -> Iterator[Found]:
    for column in cuts_down(view.problem, view.rects):
        if down_term(view.problem, column) == term:
            yield Found(1, say("right of column {column}", column=column))


def _down_at_fault(term: str, view: PageView) -> Iterator[Found]:
    """Yield the cuts down a page, unless it is all ads and strips: a strip is not cut, and what parts ads no fault."""
    page = view.problem
    beside = any(rect.columns < page.columns for rect in page.blocked)
    if beside or not all(is_ad(item) or is_strip(page, item) for item, _ in view.placed):
        yield from _down_found(term, view)


def _rails_at_fault(view: PageView) -> Iterator[Found]:
    """Yield the rails where the template minds them as much as other cuts."""
    weights = view.problem.weights
    if weights.get("cut-down-rail", CUT_DOWN_RAIL.weight) >= weights.get("cut-down", CUT_DOWN.weight):
        yield from _down_at_fault("cut-down-rail", view)


def _down_constraints(term: str, cover: Cover) -> Iterator[Linear]:
    page = cover.problem
    for column in range(1, page.columns):
        if down_term(page, column) != term:
            continue
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
    240,
    "cut",
    "a straight cut across the whole page makes two pages of it (断版)",
    partial(_across_found, "cut-across"),
    carried=True,
    constraints=partial(_across_constraints, "cut-across"),
    fault=Fault(Code.PLAN_CUT_ACROSS, say("a straight cut across"), say("let an item reach over it")),
    alike_in_mirror=always,
)
CUT_ACROSS_EASED = Term(
    "cut-across-eased",
    12,
    "cut",
    "the same under a single story, or over a strip of one: papers do so, where nothing else comes out",
    partial(_across_found, "cut-across-eased"),
    carried=True,
    constraints=partial(_across_constraints, "cut-across-eased"),
    alike_in_mirror=always,
)
CUT_DOWN = Term(
    "cut-down",
    240,
    "cut",
    "a straight cut down the whole page makes two pages of it (通缝)",
    partial(_down_found, "cut-down"),
    carried=True,
    constraints=partial(_down_constraints, "cut-down"),
    fault=Fault(
        Code.PLAN_CUT_DOWN,
        say("a straight cut down the page"),
        say("let an item reach over it"),
        partial(_down_at_fault, "cut-down"),
    ),
    alike_in_mirror=always,
)
CUT_DOWN_RAIL = Term(
    "cut-down-rail",
    240,
    "cut",
    "the same beside a rail of one column; where papers have rails, a template gives it less weight",
    partial(_down_found, "cut-down-rail"),
    carried=True,
    constraints=partial(_down_constraints, "cut-down-rail"),
    fault=Fault(
        Code.PLAN_CUT_DOWN, say("a straight cut down the page"), say("let an item reach over it"), _rails_at_fault
    ),
    alike_in_mirror=always,
)
