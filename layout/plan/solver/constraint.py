"""The same page by CP-SAT: a second, wholly different way to it, which keeps the sweep honest.

One worker, a fixed seed and a limit in the solver's deterministic time: the same problem gives the same page.
"""

from __future__ import annotations

import math

from ortools.sat.python import cp_model

from layout.plan.solver.cover import Cover
from layout.plan.solver.items import PageProblem, PlanError
from layout.plan.solver.objective import add_objective
from layout.plan.solver.search import Outcome
from layout.plan.solver.tables import NEVER
from layout.plan.solver.terms import score, total

SEED = 1


def solve_constraints(problem: PageProblem, limit: float) -> Outcome:
    """Return the best page found within ``limit`` units of deterministic time (about seconds).

    Raises PlanError for a story joined with an ad: this engine knows rectangles only.
    """
    if any(item.around for item in problem.items):
        raise PlanError(f"page {problem.page}: the constraint engine knows no L-shaped stories")
    cover = Cover(problem)
    cover.model.minimize(add_objective(cover))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(cover.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(None, NEVER, 0, 0, impossible=status == cp_model.INFEASIBLE)
    plan = cover.plan(solver.value)
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    cost = total(score(problem, plan))
    return Outcome(plan, cost, min(cost, bound), solver.num_branches)
