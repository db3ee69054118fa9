"""The same page by CP-SAT: a second, wholly different way to it, which keeps the sweep honest.

One worker, a fixed seed and a limit in the solver's deterministic time: the same problem gives the same page.
"""

from __future__ import annotations

import math
from threading import Event, Thread

from ortools.sat.python import cp_model

from layout.base.messages import say
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import UNCANCELLED, Cancel, Cancelled
from layout.plan.solver.cover import Cover, Linear
from layout.plan.solver.items import PageProblem, PlanError
from layout.plan.solver.score import points, weights
from layout.plan.solver.search import Outcome
from layout.plan.solver.terms import TERMS
from layout.plan.solver.terms.model import Terms

SEED = 1
ASKED_EVERY = 0.02
"""Seconds between two questions whether to stop; the solver cannot be asked to do so itself."""


def solve_constraints(
    problem: PageProblem, limit: float, terms: Terms = TERMS, cancel: Cancel = UNCANCELLED
) -> Outcome:
    """Return the best page found within ``limit`` units of deterministic time (about seconds).

    Cancelled, it returns the best page so far. Raises Cancelled if there is none, PlanError for a story joined with an
    ad: this engine knows rectangles only.
    """
    if any(item.around for item in problem.items):
        raise PlanError(say("page {page}: the constraint engine knows no L-shaped stories", page=problem.page))
    cover = Cover(problem)
    cover.model.minimize(objective(cover, terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.interleave_search = True
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = limit
    done = Event()

    def watch() -> None:
        while not done.wait(ASKED_EVERY):
            if cancel.cancelled():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        status = solver.solve(cover.model)
    finally:
        done.set()
        watcher.join()
    stopped = status != cp_model.OPTIMAL and cancel.cancelled()
    if stopped and status != cp_model.FEASIBLE:
        raise Cancelled(say("the search for a page was cancelled"))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome(None, NEVER, 0, 0, impossible=status == cp_model.INFEASIBLE)
    plan = cover.plan(solver.value)
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    cost = points(problem, plan, terms)
    return Outcome(plan, cost, min(cost, bound), solver.num_branches, cancelled=stopped)


def objective(cover: Cover, terms: Terms = TERMS) -> Linear:
    """Add what the terms with a weight need to a cover; return the expression to be minimised, in points.

    It is at least what the score counts and, because it is minimised, exactly that in every page proven best.
    """
    weighed = weights(cover.problem, terms)
    points: list[Linear] = []
    for name, term in terms.items():
        if weighed[name] and term.constraints is not None:
            points += [weighed[name] * units for units in term.constraints(cover)]
    return sum(points)
