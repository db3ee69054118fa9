"""What matters more stands higher and wider: the lead's place and width, and the order of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.plan.solver.grid import ItemKind
from layout.plan.solver.items import Footprint, Item, PageProblem
from layout.plan.solver.terms.model import Fault, Found, Ints, PageView, Term, always

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

ORDER_SLACK = 10
"""A story may begin this part (1/10) of the page lower than its rank asks before it counts as late."""


def importance(item: Item) -> int:
    """Return how much a row matters to a story of that priority: 3, 2 or 1."""
    return 3 - (item.priority - 1) // 3


def latest_rows(problem: PageProblem) -> dict[str, int]:
    """Return the row below which each story begins too late for its rank.

    If the page were filled in order of priority, a story would begin where the more important ones end.
    """
    stories = [item for item in problem.items if item.headed and item.ranked]
    cells = {item.id: item.nominal.area for item in stories}
    for item in problem.items:
        if item.beside in cells and item.ranked:
            cells[item.beside] += item.nominal.area
    slack = problem.first_row + problem.rows // ORDER_SLACK
    return {
        item.id: sum(cells[other.id] for other in stories if other.priority < item.priority) // problem.columns + slack
        for item in stories
    }


def _lead_top_found(view: PageView) -> Iterator[Found]:
    lead = view.problem.lead
    if lead and lead.id in view.rects and (below := view.rects[lead.id].row - view.problem.first_row) > 0:
        yield Found(below, say("{lead} begins {below} rows down", lead=Name(lead.id), below=below), lead.id)


def _lead_top_units(problem: PageProblem, item: Item) -> Ints | None:
    if item is not problem.lead:
        return None
    return np.maximum(0, np.arange(problem.rows + 1, dtype=np.int32) - problem.first_row)


def _lead_top_constraints(cover: Cover) -> Iterator[Linear]:
    if cover.problem.lead is not None:
        yield cover.over(cover.row[cover.items.index(cover.problem.lead)] - cover.problem.first_row)


def is_ranked(item: Item) -> bool:
    """Tell whether an item's head is held against the lead's: that over short items is a label."""
    return item.kind is ItemKind.STORY


def head_sizes(items: Iterable[Item]) -> tuple[float, ...]:
    """Return the sizes that headlines of items may have, pt, the smallest first."""
    shapes = [shape for item in items if is_ranked(item) for shape in item.footprints]
    return tuple(sorted({0.0} | {shape.size for shape in shapes} | {shape.least_size for shape in shapes}))


def size_beside_lead(item: Item, shape: Footprint, lead: Item | None) -> float:
    """Return the size, pt, by which a headline is held against the lead's: others may be set smaller, if they can."""
    return shape.size if item is lead else shape.least_size


def _lead_wide_found(view: PageView) -> Iterator[Found]:
    lead = view.problem.lead
    if lead and lead.id in view.rects:
        own = view.rects[lead.id].columns
        ranked = [(rect.columns, item.id) for item, rect in view.headed if is_ranked(item)]
        widest, name = max(ranked, default=(0, ""))
        if widest > own:
            yield Found(
                widest - own,
                say("{name} has {widest} columns, the lead {own}", name=Name(name), widest=widest, own=own),
                name,
            )


def _lead_wide_constraints(cover: Cover) -> Iterator[Linear]:
    lead = cover.problem.lead
    if lead is None:
        return
    at = cover.items.index(lead)
    narrower = cover.model.new_int_var(0, cover.problem.columns, "lead-wide")
    own = cover.columns_of(at)
    for other, item in enumerate(cover.items):
        if other != at and is_ranked(item):
            cover.model.add(narrower >= cover.columns_of(other) - own)
    yield narrower


def _lead_size_found(view: PageView) -> Iterator[Found]:
    lead, problem = view.problem.lead, view.problem
    if lead is None or lead.id not in view.shapes:
        return
    sizes, own = head_sizes(problem.apart), view.shapes[lead.id].size
    others = [
        (size_beside_lead(item, view.shapes[item.id], lead), item.id)
        for item, _ in view.headed
        if is_ranked(item) and item.id in view.shapes
    ]
    largest, name = max(others, default=(0.0, ""))
    if own and largest > own:
        steps = sizes.index(largest) - sizes.index(own)
        yield Found(
            steps,
            say("{name} is set in {largest:g} pt, the lead in {own:g}", name=Name(name), largest=largest, own=own),
            name,
        )


def _order_found(view: PageView) -> Iterator[Found]:
    latest = latest_rows(view.problem)
    for item, rect in view.headed:
        if item.id in latest and (late := rect.row - latest[item.id]) > 0:
            yield Found(
                late * importance(item),
                say(
                    "{item} (priority {priority}) begins {late} rows late",
                    item=Name(item.id),
                    priority=item.priority,
                    late=late,
                ),
                item.id,
            )


def _order_units(problem: PageProblem, item: Item) -> Ints | None:
    latest = latest_rows(problem).get(item.id)
    if latest is None:
        return None
    return importance(item) * np.maximum(0, np.arange(problem.rows + 1, dtype=np.int32) - latest)


def _order_constraints(cover: Cover) -> Iterator[Linear]:
    latest = latest_rows(cover.problem)
    for at, item in enumerate(cover.items):
        if item.id in latest and latest[item.id] < cover.problem.rows:
            yield importance(item) * cover.over(cover.row[at] - latest[item.id])


LEAD_TOP = Term(
    "lead-top",
    6,
    "row",
    "the lead is what the reader should meet first",
    _lead_top_found,
    item=_lead_top_units,
    constraints=_lead_top_constraints,
    fault=Fault(Code.PLAN_LEAD, say("the lead is not on top"), say("move it up")),
    alike_in_mirror=always,
)
LEAD_WIDE = Term(
    "lead-wide",
    200,
    "column",
    "no head may be wider than the lead's, or the ranking is unreadable",
    _lead_wide_found,
    carried=True,
    constraints=_lead_wide_constraints,
    fault=Fault(Code.PLAN_LEAD, say("the lead does not have the widest head"), say("widen it")),
    alike_in_mirror=always,
)
LEAD_SIZE = Term(
    "lead-size",
    60,
    "step of the sizes",
    "no headline may be larger than the lead's, or the ranking is unreadable",
    _lead_size_found,
    carried=True,
    fault=Fault(Code.PLAN_LEAD, say("the lead does not have the largest head"), say("widen it, or narrow the other")),
    alike_in_mirror=always,
)
ORDER = Term(
    "order",
    1,
    "row x rank",
    "a page is read from its top: what matters more should not begin lower",
    _order_found,
    item=_order_units,
    constraints=_order_constraints,
    alike_in_mirror=always,
)
