"""What a page may take: levels, steps, and a cancel that is heard soon."""

from dataclasses import replace

import pytest

from layout.plan.solver.budget import Budget, Cancelled, Level
from layout.plan.solver.grid import GridRect
from layout.plan.solver.joins import Corner, candidates, solve_with_joins
from layout.plan.solver.solve import Engine, alternatives, solve
from layout.plan.solver.tables import make_tables
from tests.plan.pages import generate
from tests.plan.test_solve import QUICK, assert_whole


class After:
    """Cancels at the n-th question, and counts the questions."""

    def __init__(self, questions: int | None = None) -> None:
        self.asked, self.most = 0, questions

    def cancelled(self) -> bool:
        self.asked += 1
        return self.most is not None and self.asked > self.most


def test_each_level_does_what_the_one_before_it_does_and_more():
    problem = generate(2, 10)
    first, better, proof = (solve(problem, budget=Budget(level, steps=2_000_000)) for level in Level)
    assert first.cost >= better.cost >= proof.cost
    assert first.steps < better.steps < proof.steps
    assert first.cost > better.cost
    assert first.bound <= proof.bound <= proof.cost
    for result in (first, better, proof):
        assert_whole(problem, result.plan)
        assert not result.cancelled


def test_more_steps_find_no_worse_page_and_the_same_steps_the_same():
    problem = generate(2, 10)
    few, many = (solve(problem, budget=Budget(steps=steps)) for steps in (50_000, 3_000_000))
    assert many.cost <= few.cost
    assert few.steps < many.steps
    assert solve(problem, budget=Budget(steps=50_000)) == few


def test_a_cancel_before_there_is_a_page_raises():
    with pytest.raises(Cancelled):
        solve(generate(4, 9), cancel=After(0))
    with pytest.raises(Cancelled):
        make_tables(generate(4, 9), cancel=After(3))


def test_a_cancel_leaves_the_best_page_so_far():
    problem = generate(6, 11)
    asked = After()
    whole = solve(problem, budget=QUICK, cancel=asked)
    assert not whole.cancelled
    assert whole == solve(problem, budget=QUICK)
    costs = []
    for part in (0.6, 0.8, 0.9):
        found = solve(problem, budget=QUICK, cancel=After(int(asked.asked * part)))
        assert_whole(problem, found.plan)
        assert found.cancelled
        assert not found.proven
        assert found.bound <= whole.cost <= found.cost
        costs.append(found.cost)
    assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize("parts", [6, 14])
def test_whether_to_stop_is_asked_often(parts):
    """A step takes less than a quarter of a microsecond: between two questions so many of them on the average."""
    asked = After()
    result = solve(generate(1, parts), budget=Budget(steps=4_000_000), cancel=asked)
    assert result.steps / asked.asked < 20_000


def test_alternatives_found_before_a_cancel_are_returned():
    problem = generate(3, 8)
    asked = After()
    solve(problem, budget=QUICK, cancel=asked)
    found = alternatives(problem, 4, budget=QUICK, cancel=After(asked.asked + 20))
    assert len(found) == 1
    assert found[0].cancelled


def test_a_joined_page_is_not_waited_for():
    problem = generate(8, 7)
    known = solve(problem, budget=QUICK)
    assert candidates(problem)

    def shapes(story, ad, corner):
        item, sold = problem.by_id[story], problem.by_id[ad].footprints[0]
        left = corner is Corner.LOWER_LEFT
        return [
            replace(shape, notch=GridRect(0 if left else shape.columns - sold.columns, shape.rows - sold.rows, *size))
            for size in ((sold.columns, sold.rows),)
            for shape in item.footprints
            if shape.columns > sold.columns and shape.rows - shape.head > sold.rows
        ]

    same, result = solve_with_joins(problem, shapes, budget=replace(QUICK, join_from=0), known=known, cancel=After(0))
    assert same is problem
    assert result == replace(known, cancelled=True)


def test_the_second_engine_stops_too():
    with pytest.raises(Cancelled):
        solve(generate(1, 12), engine=Engine.CPSAT, cancel=After(0))
