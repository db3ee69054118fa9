"""The sweep's two twins, C and numpy: the same pages, points and steps, whatever the problem."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.plan.solver import bounds, compiled
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import UNCANCELLED, Budget, Cancel, Cancelled
from layout.plan.solver.items import PageProblem
from layout.plan.solver.merging import FOR_ANY, FOR_BETTER, FOR_GOOD, FOR_UNCUT, Ranking, crowded_from
from layout.plan.solver.solve import Engine, solve
from layout.plan.solver.sweep import Sweep, sweep
from layout.plan.solver.tables import make_tables, restrict
from layout.plan.solver.walkback import pages
from tests.amount import some
from tests.plan.pages import generate, tough
from tests.plan.test_budget import After
from tests.plan.test_solve import SLOW, check_against_brute_force, problems_with_an_l, small_problems

pytestmark = pytest.mark.skipif(compiled.KERNEL is None, reason="no kernel was built: there is but one twin")
RANKINGS = st.sampled_from([FOR_ANY, FOR_GOOD, FOR_BETTER, FOR_UNCUT, Ranking(3, 100), None])


@contextmanager
def in_numpy() -> Iterator[None]:
    """As on a machine without a compiler."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "KERNEL", None)
        patch.setattr(bounds, "KERNEL", None)
        yield


def swept(
    problem: PageProblem, width: int, limit: int, ranking: Ranking | None, budget: Budget, cancel: Cancel = UNCANCELLED
) -> tuple[Sweep, list[tuple[int, object]]]:
    found = sweep(make_tables(problem), width, limit, ranking, budget=budget, cancel=cancel)
    return found, list(islice(pages(found, limit), 300))


def assert_twins_agree(
    problem: PageProblem, width: int, limit: int, ranking: Ranking | None, budget: Budget | None = None
) -> Sweep:
    budget = budget or Budget()
    one, pages_of_one = swept(problem, width, limit, ranking, budget)
    with in_numpy():
        other, pages_of_other = swept(problem, width, limit, ranking, budget)
    assert (one.goals, one.dropped, one.steps) == (other.goals, other.dropped, other.steps)
    assert pages_of_one == pages_of_other
    for mine, theirs in zip(one.layers, other.layers, strict=True):
        for name, values, expected in zip(mine._fields, mine, theirs, strict=True):
            assert values.dtype == expected.dtype, name
            assert (values == expected).all(), name
    for field in ("rest", "least_area", "most_area", "least", "stacks", "late"):
        assert (getattr(one.tables.bounds, field) == getattr(other.tables.bounds, field)).all(), field
    return one


@settings(SLOW, max_examples=some(300))
@given(
    st.one_of(small_problems(), problems_with_an_l()),
    st.integers(1, 40),
    st.sampled_from([20, 200, NEVER - 1]),
    RANKINGS,
    st.sampled_from([5, 1 << 22]),
    st.integers(1, 6),
    st.integers(0, 3),
)
def test_the_twins_agree_on_small_problems(problem, width, limit, ranking, layer_steps, crowded, rounds):
    budget = Budget(layer_steps=layer_steps, crowded=crowded, dominance_rounds=rounds)
    assert_twins_agree(problem, width, limit, ranking, budget)


@pytest.mark.parametrize("ranking", [FOR_ANY, FOR_BETTER, FOR_UNCUT, None])
@pytest.mark.parametrize(("seed", "parts"), [(1, 7), (2, 9), (5, 8), (7, 8), (9, 8)])
def test_the_twins_agree_on_pages_with_pins_and_blocked_places(seed, parts, ranking):
    problem = tough(seed, parts)
    assert any(item.pinned for item in problem.items)
    found = assert_twins_agree(problem, 400, NEVER - 1, ranking)
    assert found.dropped < NEVER  # layers were cut, each in its own way


@pytest.mark.parametrize("seed", range(4))
def test_the_twins_agree_on_larger_pages(seed):
    found = assert_twins_agree(generate(seed, 11), 500, 600, FOR_GOOD)
    assert found.goals


def test_the_twins_agree_on_a_page_of_many_rows_and_columns():
    assert_twins_agree(generate(3, 6, 12, 300), 200, NEVER - 1, FOR_ANY)


def test_blocked_places_are_among_the_problems():
    assert any(tough(seed, parts).blocked for seed, parts in ((5, 8), (7, 8), (9, 8)))


@settings(SLOW, max_examples=some(60))
@given(st.one_of(small_problems(), problems_with_an_l()))
def test_numpy_alone_finds_what_trying_everything_finds(problem):
    with in_numpy():
        check_against_brute_force(problem, Engine.SWEEP)


def test_the_same_budget_gives_the_same_page_by_both():
    problem, budget = generate(2, 10), Budget(steps=400_000)
    found = solve(problem, budget=budget)
    with in_numpy():
        assert solve(problem, budget=budget) == found


def test_the_kernel_asks_often_whether_to_stop_and_stops():
    tables, asked = make_tables(generate(1, 12)), After()
    found = sweep(tables, 2000, NEVER - 1, FOR_GOOD, cancel=asked)
    assert found.steps / asked.asked < 40_000
    for questions in (0, 1, asked.asked // 2, asked.asked - 1):
        with pytest.raises(Cancelled):
            sweep(tables, 2000, NEVER - 1, FOR_GOOD, cancel=After(questions))


def test_layers_are_given_back():
    """A sweep of this width claims some megabytes, a cancelled one too."""
    tables = make_tables(generate(1, 12))
    asked = After()

    def some(times: int) -> int:
        for _ in range(times):
            found = sweep(tables, 500, NEVER - 1, FOR_GOOD, cancel=asked)
            assert list(islice(pages(found, NEVER), 30))
            with pytest.raises(Cancelled):
                sweep(tables, 500, NEVER - 1, FOR_GOOD, cancel=After(20))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    before = some(3)
    assert some(40) - before < 20


@pytest.mark.parametrize("crowd", [1, 4, 32])
def test_places_in_a_crowd_count_by_their_logarithm(crowd):
    places = np.arange(1, 3000)
    counted = np.searchsorted(crowded_from(crowd), places, side="right")
    assert counted.tolist() == [(int(place) ** crowd).bit_length() - 1 for place in places]


def test_where_nothing_may_stand_there_is_no_page():
    tables = make_tables(generate(2, 6))
    nowhere = restrict(tables, [np.zeros(cost.shape, np.bool_) for cost in tables.unary])
    found = sweep(nowhere, 100, NEVER - 1)
    assert (found.goals, found.layers, found.dropped >= NEVER) == ([], [], True)
