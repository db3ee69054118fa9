"""The taboo list: what is wrong with a planned page, whoever planned it.

Faults that no page may have (holes, overlaps, a booked ad moved) are errors; what a good page avoids is a warning.
Codes are permanent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Ref
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Item, PageProblem
from layout.plan.solver.measures import FLAT_BODY
from layout.plan.solver.terms import counted

TASTE: dict[str, tuple[Code, str, str]] = {
    "off-play": (Code.PLAN_SHAPE, "no legal shape", "give it another size, or cut or add copy"),
    "lead-top": (Code.PLAN_LEAD, "the lead is not on top", "move it up"),
    "lead-wide": (Code.PLAN_LEAD, "the lead does not have the widest head", "widen it"),
    "tombstone": (Code.PLAN_TOMBSTONE, "heads side by side", "put one lower, or box one"),
    "cut-across": (Code.PLAN_CUT_ACROSS, "a straight cut across", "let an item reach over it"),
    "cut-down": (Code.PLAN_CUT_DOWN, "a straight cut down the page", "let an item reach over it"),
    "sliver-tall": (Code.PLAN_SLIVER, "one column, too long", "give the story more columns"),
    "sliver-flat": (Code.PLAN_SLIVER, "hardly any text under its head", "give it fewer columns"),
    "picture-apart": (Code.PLAN_PICTURE_APART, "a picture away from its story", "put them together"),
    "not-apart": (Code.PLAN_BESIDE, "neighbours that must not be", "put something between them"),
    "ad-edge": (Code.PLAN_AD_EDGE, "an ad is not where it was sold", "move it, or ask the customer"),
}
"""Terms of the score that are findings too: code, what, what to do."""


TALL = (7, 30)
"""A column that is longer than 3/5 of the page costs points; it is a fault from 5/6 on, 7/30 more, for up to there a
story down the side of a page is a layout that papers choose."""


def lint(problem: PageProblem, plan: PagePlan, place: Place | Ref | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a plan, errors first. ``place`` is where the plan is written, if it is."""
    where = place or Place()
    found = [*_geometry(problem, plan, where), *_booked(problem, plan, where)]
    for name, counts in counted(problem, plan).items():
        if name in TASTE:
            code, what, hint = TASTE[name]
            for value, why in counts:
                if _is_fault(problem, plan, name, value, why):
                    found.append(_finding(plan, where, code, f"{what}: {why}", hint, _subject(problem, why)))
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _is_fault(problem: PageProblem, plan: PagePlan, name: str, value: int, why: str) -> bool:
    """Tell whether what a term counts is a fault, or only worse than it could be."""
    if name == "sliver-tall":
        return value * TALL[1] > problem.rows * TALL[0]
    if name == "sliver-flat":
        # Over many columns the score wants more rows of text; too few for any story are a fault.
        return value > max(0, plan.of(why.split(" ", 1)[0]).columns - FLAT_BODY)
    if name == "cut-across":
        return not _is_usual_cut(problem, plan, int(why.rsplit(" ", 1)[1]))
    return True


def _is_usual_cut(problem: PageProblem, plan: PagePlan, row: int) -> bool:
    """Tell whether a cut is one that papers make: over a foot of ads, or under a lead that takes the whole width."""
    below = [placed for placed in plan.placements if placed.rect.row >= row]
    above = [placed for placed in plan.placements if problem.first_row <= placed.rect.row < row]
    lead = problem.lead
    return all(placed.kind is ItemKind.AD for placed in below) or (
        lead is not None and [placed.item for placed in above] == [lead.id]
    )


def _subject(problem: PageProblem, why: str) -> str:
    first = why.split(" ", 1)[0]
    return first if first in problem.by_id else problem.page


def _finding(plan: PagePlan, where: Place | Ref, code: Code, what: str, hint: str, subject: str = "") -> Finding:
    return Finding(code, code.severity, what, where, hint, subject or plan.page, plan.page)


def _geometry(problem: PageProblem, plan: PagePlan, where: Place | Ref) -> Iterator[Finding]:
    page = GridRect(0, 0, problem.columns, problem.rows)
    for placement in plan.placements:
        if (notch := placement.notch) is not None:
            lower = notch.foot == placement.rect.foot and placement.rect.contains(notch)
            corner = notch.column == placement.rect.column or notch.right == placement.rect.right
            smaller = notch.columns < placement.rect.columns and notch.rows < placement.rect.rows
            if not (lower and corner and smaller):
                said = f"the ad in {placement.item} is not in a lower corner of it"
                yield _finding(plan, where, Code.PLAN_NOTCH, said, "move it there, or give it a place of its own")
    rects = [(placement.item, part) for placement in plan.placements for part in placement.parts]
    rects += [("a blocked place", rect) for rect in problem.blocked]
    outer = [(placement.item, placement.rect) for placement in plan.placements]
    for name, rect in [*outer, *(("a blocked place", rect) for rect in problem.blocked)]:
        if rect.columns < 1 or rect.rows < 1 or not page.contains(rect):
            yield _finding(
                plan, where, Code.PLAN_OFF_PAGE, f"{name} reaches over the page's edge", "correct its place", name
            )
    for (one, rect), (other, there) in combinations(rects, 2):
        if one != other and rect.meets(there):
            yield _finding(
                plan, where, Code.PLAN_OVERLAP, f"{one} and {other} overlap", "move or shrink one of them", one
            )
    for hole in _holes(problem, [rect for _, rect in rects]):
        size = f"{hole.columns} columns by {hole.rows} rows at column {hole.column + 1}, row {hole.row + 1}"
        yield _finding(
            plan, where, Code.PLAN_HOLE, f"nothing stands on {size}", "let an item reach there, or add a filler"
        )
    names = [placement.item for placement in plan.placements]
    for item in problem.apart:
        if names.count(item.id) > 1:
            yield _finding(plan, where, Code.PLAN_TWICE, f"{item.id} is there twice", "take one away", item.id)
        if item.id not in names and not (item.optional and item.pinned is None):
            yield _finding(plan, where, Code.PLAN_MISSING, f"{item.id} has no place", "give it one", item.id)
    for name in names:
        if name not in problem.by_id:
            yield _finding(plan, where, Code.PLAN_UNKNOWN, f"there is no item {name}", "correct the name", name)


def _holes(problem: PageProblem, rects: list[GridRect]) -> list[GridRect]:
    """Return the empty cells of a page as rectangles: runs of one row joined down as far as they are alike."""
    open_runs: dict[tuple[int, int], int] = {}
    holes = []
    for row in range(problem.rows + 1):
        runs = set()
        column = 0
        while column < problem.columns and row < problem.rows:
            end = column
            while end < problem.columns and not any(rect.meets(GridRect(end, row, 1, 1)) for rect in rects):
                end += 1
            if end > column:
                runs.add((column, end))
            column = end + 1
        for run, first in list(open_runs.items()):
            if run not in runs:
                holes.append(GridRect(run[0], first, run[1] - run[0], row - first))
                del open_runs[run]
        for run in runs:
            open_runs.setdefault(run, row)
    return sorted(holes, key=lambda hole: (hole.row, hole.column))


def _booked(problem: PageProblem, plan: PagePlan, where: Place | Ref) -> Iterator[Finding]:
    """Yield items that are not where they were pinned, and ads that do not have the size they were sold."""
    for placement in plan.placements:
        item = problem.by_id.get(placement.item)
        if item is None:
            continue
        rect = placement.rect
        if item.pinned is not None and rect != item.pinned:
            code = Code.PLAN_AD_MOVED if item.kind is ItemKind.AD else Code.PLAN_PIN_MOVED
            said = f"{item.id} stands at {_said(rect)}, but is booked at {_said(item.pinned)}"
            yield _finding(plan, where, code, said, "put it back, or change its place where it is booked", item.id)
        elif item.kind is ItemKind.AD and item.pinned is None and not _has_size(item, rect):
            said = f"{item.id} has {rect.columns} columns by {rect.rows} rows, which is not the size it was sold"
            yield _finding(plan, where, Code.PLAN_AD_SIZE, said, "give it its size", item.id)
        if item.pinned is None and not item.may_stand(rect, placement.notch):
            said = f"{item.id} stands at {_said(rect)}, "
            if item.within is not None and not item.within.contains(rect):
                said += f"but is to stay within {_said(item.within)}"
                yield _finding(plan, where, Code.PLAN_WITHIN, said, "move it, or widen its zone", item.id)
            for zone in item.forbidden:
                if any(part.meets(zone) for part in placement.parts):
                    barred = f"where {_said(zone)} is forbidden to it"
                    yield _finding(
                        plan, where, Code.PLAN_FORBIDDEN, said + barred, "move it, or allow it there", item.id
                    )


def _has_size(item: Item, rect: GridRect) -> bool:
    return any((shape.columns, shape.rows) == (rect.columns, rect.rows) for shape in item.footprints)


def _said(rect: GridRect) -> str:
    return f"column {rect.column + 1}, row {rect.row + 1} ({rect.columns} by {rect.rows})"
