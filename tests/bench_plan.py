"""The planner's benchmark: the sweep against CP-SAT on generated pages. `bench_planner` is for tests.bench.

Figures of one run on one machine; seconds are processor seconds of this process.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from layout.plan.solver.budget import PROVEN, Budget
from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.solve import Engine, NoPageError, PlanResult, solve
from tests.plan.pages import generate

SIZES = (4, 6, 8, 10, 12, 15)
PAGES = 20
LARGE, LARGE_STEPS = 13, 5 * PROVEN.steps
"""From so many items on a page may take five times the effort: some ten seconds instead of two."""
CLOSE = 0.02
"""A page within this part of its bound counts as close."""


@dataclass(frozen=True, slots=True)
class Run:
    """One page by one engine."""

    result: PlanResult | None
    seconds: float


def run(size: int, seed: int, engine: Engine, steps: int) -> Run:
    problem = generate(seed, size)
    start = time.process_time()
    try:
        result = solve(problem, engine=engine, budget=Budget(steps=steps))
    except NoPageError:
        result = None
    return Run(result, time.process_time() - start)


def is_slicing(plan: PagePlan) -> bool:
    """Tell whether straight cuts from side to side take a page apart; a pinwheel cannot be."""

    def go(rects: list[GridRect]) -> bool:
        if len(rects) == 1:
            return True
        for first, end in (("row", "foot"), ("column", "right")):
            for at in sorted({getattr(rect, first) for rect in rects})[1:]:
                before = [rect for rect in rects if getattr(rect, end) <= at]
                after = [rect for rect in rects if getattr(rect, first) >= at]
                if len(before) + len(after) == len(rects):
                    return go(before) and go(after)
        return False

    return go([placement.rect for placement in plan.placements])


def row(size: int, engine: Engine, runs: list[Run]) -> str:
    found = [r.result for r in runs if r.result]
    seconds = [r.seconds for r in runs]
    cost = sum(r.cost for r in found) / max(1, len(found))
    gap = sum(r.gap for r in found) / max(1, len(found))
    return (
        f"{size:5d}  {engine.value:7s} {len(found):5d} {sum(r.proven for r in found):6d} "
        f"{sum(r.gap <= CLOSE for r in found):5d} {cost:7.1f} {gap:5.0%} "
        f"{sum(seconds) / len(seconds):7.2f} {max(seconds):6.2f} {sum(is_slicing(r.plan) for r in found):7d}"
    )


def bench_planner(
    sizes: tuple[int, ...] = SIZES, pages: int = PAGES, engines: tuple[Engine, ...] = tuple(Engine)
) -> None:
    """Plan generated pages with the engines and the same effort: cost, gap to the bound, time."""
    print(f"planner: {pages} generated pages of 5 x 84 a size, {PROVEN.steps / 1e6:g} million steps, ", end="")
    print(f"{LARGE_STEPS / 1e6:g} from {LARGE} items on")
    print("items  engine  found proven  <=2%    cost   gap    mean    max slicing   (s of processor time)")
    for size in sizes:
        steps = LARGE_STEPS if size >= LARGE else PROVEN.steps
        both = {engine: [run(size, seed, engine, steps) for seed in range(pages)] for engine in engines}
        for engine, runs in both.items():
            print(row(size, engine, runs), flush=True)
        if len(both) < len(Engine):
            continue
        pairs = [
            (s.result.cost, c.result.cost)
            for s, c in zip(both[Engine.SWEEP], both[Engine.CPSAT], strict=True)
            if s.result and c.result
        ]
        better, worse = sum(s < c for s, c in pairs), sum(s > c for s, c in pairs)
        print(
            f"       of {len(pairs)} both found, the sweep's page is better on {better}, worse on {worse}", flush=True
        )


if __name__ == "__main__":
    bench_planner(tuple(map(int, sys.argv[1:])) or SIZES)
