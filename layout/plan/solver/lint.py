"""The taboo list: what is wrong with a planned page, whoever planned it.

Faults that no page may have (holes, overlaps, a booked ad moved) are errors; what a good page avoids is a warning, as
terms of the score say of themselves (`Fault`). Codes are permanent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Ref
from layout.base.messages import Message, Name, say, word
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan
from layout.plan.solver.items import Item, PageProblem
from layout.plan.solver.score import view_of
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Terms


def lint(
    problem: PageProblem, plan: PagePlan, place: Place | Ref | None = None, terms: Terms = TERMS
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan, errors first. ``place`` is where the plan is written, if it is."""
    where = place or Place()
    found = [*_geometry(problem, plan, where), *_booked(problem, plan, where)]
    view = view_of(problem, plan)
    for term in terms.values():
        if (fault := term.fault) is not None:
            for each in (fault.find or term.find)(view):
                said, subject = say("{what}: {why}", what=fault.what, why=each.why), each.subject or problem.page
                found.append(_finding(plan, where, fault.code, said, fault.hint, subject))
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


_BLOCKED = "a blocked place"


def _named(item: str) -> Name | Message:
    return word(item) if item == _BLOCKED else Name(item)


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
                said = say("the ad in {placement} is not in a lower corner of it", placement=Name(placement.item))
                yield _finding(plan, where, Code.PLAN_NOTCH, said, say("move it there, or give it a place of its own"))
    rects = [(placement.item, part) for placement in plan.placements for part in placement.parts]
    rects += [(_BLOCKED, rect) for rect in problem.blocked]
    outer = [(placement.item, placement.rect) for placement in plan.placements]
    for name, rect in [*outer, *((_BLOCKED, rect) for rect in problem.blocked)]:
        if rect.columns < 1 or rect.rows < 1 or not page.contains(rect):
            yield _finding(
                plan,
                where,
                Code.PLAN_OFF_PAGE,
                say("{name} reaches over the page's edge", name=_named(name)),
                say("correct its place"),
                name,
            )
    for (one, rect), (other, there) in combinations(rects, 2):
        if one != other and rect.meets(there):
            yield _finding(
                plan,
                where,
                Code.PLAN_OVERLAP,
                say("{one} and {other} overlap", one=_named(one), other=_named(other)),
                say("move or shrink one of them"),
                one,
            )
    for hole in _holes(problem, [rect for _, rect in rects]):
        size = say(
            "{columns} columns by {rows} rows at column {column}, row {row}",
            columns=hole.columns,
            rows=hole.rows,
            column=hole.column + 1,
            row=hole.row + 1,
        )
        yield _finding(
            plan,
            where,
            Code.PLAN_HOLE,
            say("nothing stands on {size}", size=size),
            say("let an item reach there, or add a filler"),
        )
    names = [placement.item for placement in plan.placements]
    for item in problem.apart:
        if names.count(item.id) > 1:
            yield _finding(
                plan,
                where,
                Code.PLAN_TWICE,
                say("{item} is there twice", item=Name(item.id)),
                say("take one away"),
                item.id,
            )
        if item.id not in names and not (item.optional and item.pinned is None):
            yield _finding(
                plan,
                where,
                Code.PLAN_MISSING,
                say("{item} has no place", item=Name(item.id)),
                say("give it one"),
                item.id,
            )
    for name in names:
        if name not in problem.by_id:
            yield _finding(
                plan, where, Code.PLAN_UNKNOWN, say("there is no item {name}", name=name), say("correct the name"), name
            )


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
            said = say(
                "{item} stands at {place}, but is booked at {booked}",
                item=Name(item.id),
                place=_said(rect),
                booked=_said(item.pinned),
            )
            yield _finding(plan, where, code, said, say("put it back, or change its place where it is booked"), item.id)
        elif item.kind is ItemKind.AD and item.pinned is None and not _has_size(item, rect):
            said = say(
                "{item} has {columns} columns by {rows} rows, which is not the size it was sold",
                item=Name(item.id),
                columns=rect.columns,
                rows=rect.rows,
            )
            yield _finding(plan, where, Code.PLAN_AD_SIZE, said, say("give it its size"), item.id)
        if item.pinned is None and not item.may_stand(rect, placement.notch):
            if item.within is not None and not item.within.contains(rect):
                said = say(
                    "{item} stands at {place}, but is to stay within {zone}",
                    item=Name(item.id),
                    place=_said(rect),
                    zone=_said(item.within),
                )
                yield _finding(plan, where, Code.PLAN_WITHIN, said, say("move it, or widen its zone"), item.id)
            for zone in item.forbidden:
                if any(part.meets(zone) for part in placement.parts):
                    said = say(
                        "{item} stands at {place}, where {zone} is forbidden to it",
                        item=Name(item.id),
                        place=_said(rect),
                        zone=_said(zone),
                    )
                    yield _finding(plan, where, Code.PLAN_FORBIDDEN, said, say("move it, or allow it there"), item.id)


def _has_size(item: Item, rect: GridRect) -> bool:
    return any((shape.columns, shape.rows) == (rect.columns, rect.rows) for shape in item.footprints)


def _said(rect: GridRect) -> str:
    return say(
        "column {column}, row {row} ({columns} by {rows})",
        column=rect.column + 1,
        row=rect.row + 1,
        columns=rect.columns,
        rows=rect.rows,
    )
