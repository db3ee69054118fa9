"""A page that cannot be made of legal shapes: which cut, which addition or which filler would close it."""

from __future__ import annotations

from layout.design import Design
from layout.plan.items import HEADED, PageProblem
from layout.plan.score import shapes_of
from layout.plan.solve import PlanResult
from layout.planning.problem import WHITE

NEAR = 0.25
"""A story is offered to be taken off if its cells are within this part of the ones there are too many."""
OFFERS = 2
"""Stories named at most."""


def advice(problem: PageProblem, result: PlanResult, design: Design) -> str:
    """Return what would make the page come out, as a hint for its editor.

    ``result`` is the page made with stories over and under (see `layout.plan.solve.elastic`): how far its rectangles
    are from the nearest legal shapes says what to cut and where to add.
    """
    legal = shapes_of(problem, result.plan)
    per_cell = design.grid.column / design.body.size
    over: list[tuple[int, str]] = []
    under: list[tuple[int, str]] = []
    white = 0
    for placed in result.plan.placements:
        rect = placed.rect
        if placed.item == WHITE:
            white = rect.area
        if placed.item in legal or placed.kind not in HEADED:
            continue
        item = problem.by_id[placed.item]
        rows = [shape.rows for shape in item.footprints if shape.columns == rect.columns and shape.stands_at(rect.row)]
        if not rows:
            continue
        missing = max(0, min(rows) - rect.rows) * rect.columns
        spare = max(0, rect.rows - max(rows)) * rect.columns
        if missing:
            over.append((missing, placed.item))
        if spare:
            under.append((spare, placed.item))
    said = [f"cut about {round(cells * per_cell)} characters from {name}" for cells, name in sorted(over, reverse=True)]
    said += [f"add about {round(cells * per_cell)} characters to {name}" for cells, name in sorted(under, reverse=True)]
    if white:
        said.append(f"add about {round(white * per_cell)} characters more, or another story")
    excess, hole = sum(cells for cells, _ in over), sum(cells for cells, _ in under) + white
    if excess > hole:
        said += _to_take_off(problem, excess)
    elif hole:
        said.append(f"or put an ad or a filler of about {hole} cells (base columns x rows) on the page")
    return "; ".join(said) if said else "give a story more or less copy, or move an ad"


def _to_take_off(problem: PageProblem, excess: int) -> list[str]:
    near = [
        (abs(item.nominal.area - excess), item.id)
        for item in problem.items
        if item.headed and item.footprints and abs(item.nominal.area - excess) <= NEAR * excess
    ]
    return [f"or take {name} off the page" for _, name in sorted(near)[:OFFERS]]
