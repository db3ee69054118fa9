"""The breakers on numbers alone: against brute force, against each other, and the published example."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import inf
from types import ModuleType

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from layout.base.kernels import kernel
from layout.compose import breaking
from layout.compose.breaking import (
    BreakGap,
    Broken,
    Costs,
    Problem,
    break_greedy,
    break_lengths,
    break_optimum,
    demerits_of,
    line_ratio,
)
from tests.amount import some
from tests.compose.frogking import frog_king, lines_of

TINY = 1e-9

# Quarters add up exactly, so that the order of summing cannot matter.
box_widths = st.integers(1, 24).map(lambda number: number / 4)
shares = st.integers(0, 8).map(lambda number: number / 4)


@st.composite
def break_gaps(draw: st.DrawFn) -> BreakGap:
    width = draw(shares)
    stretch = draw(shares)
    return BreakGap(
        width=width,
        stretch=stretch,
        shrink=min(width, draw(shares)),
        penalty=draw(st.sampled_from((0.0, 0.0, 0.0, 50.0, 400.0, 3000.0, None))),
        extra=draw(st.sampled_from((0.0, 0.0, 0.5))),
        flag=draw(st.sampled_from((0, 0, 1, 1, 2))),
        limited=min(stretch, draw(st.sampled_from((0.0, 0.0, 0.5, 1.0)))),
        lead=draw(st.sampled_from((0.0, 0.0, 0.0, 0.75))),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 9, least: int = 1) -> Problem:
    count = draw(st.integers(least, most))
    full = draw(st.integers(8, 60)) / 4
    # An indented or hanging first line, or three lines of their own beside something.
    others = draw(st.sampled_from(((), (-2.0,), (-1.5,), (1.0,), (-1.0, 3.0, -2.0))))
    measures = [max(1.0, full + other) for other in others]
    widths = draw(st.lists(box_widths, min_size=count, max_size=count))
    parts = draw(st.one_of(st.just([]), st.lists(st.sampled_from((0.0, 0.25, 0.5)), min_size=count, max_size=count)))
    return Problem(
        widths=widths,
        gaps=draw(st.lists(break_gaps(), min_size=count - 1, max_size=count - 1)),
        measure=lambda line: measures[line] if line < len(measures) else full,
        uniform_from=max(1, len(measures)),
        tolerance=draw(st.sampled_from((1.0, 2.0, 4.0))),
        runt_from=draw(st.sampled_from((1_000_000, count - 1, count - 2, count - 3))),
        gives=[width * part for width, part in zip(widths, parts, strict=False)],
    )


def all_breaks(problem: Problem) -> list[tuple[int, ...]]:
    legal = [at for at, gap in enumerate(problem.gaps) if gap.penalty is not None]
    return [chosen for count in range(len(legal) + 1) for chosen in combinations(legal, count)]


def ratios(problem: Problem, breaks: tuple[int, ...]) -> list[float]:
    starts = (0, *(at + 1 for at in breaks))
    ends = (*breaks, len(problem.widths) - 1)
    return [line_ratio(problem, a, b, line) for line, (a, b) in enumerate(zip(starts, ends, strict=True))]


def brute_force(problem: Problem) -> tuple[float, float, dict[int, float]]:
    """Return the least cost, the tolerance it needs (below 0: overfull), and the least cost by number of lines."""
    ways = [(ratios(problem, breaks), breaks) for breaks in all_breaks(problem)]
    for least, most in ((-1.0, problem.tolerance), (-1.0, inf), (-inf, inf)):
        allowed = [breaks for found, breaks in ways if all(least - TINY <= ratio <= most for ratio in found)]
        if allowed:
            by_lines: dict[int, float] = {}
            for breaks in allowed:
                cost = demerits_of(problem, breaks)
                by_lines[len(breaks) + 1] = min(cost, by_lines.get(len(breaks) + 1, inf))
            return min(by_lines.values()), most if least > -inf else -1.0, by_lines
    raise AssertionError("setting everything in one line is always a way")


def is_legal(problem: Problem, broken: Broken) -> bool:
    return list(broken.breaks) == sorted(set(broken.breaks)) and all(
        0 <= at < len(problem.gaps) and problem.gaps[at].penalty is not None for at in broken.breaks
    )


@settings(max_examples=some(400), deadline=None)
@given(problems())
def test_optimum_costs_what_brute_force_finds(problem: Problem) -> None:
    found = break_optimum(problem)
    least, needed, _ = brute_force(problem)
    assert is_legal(problem, found)
    assert found.demerits == pytest.approx(least, rel=1e-12)
    assert demerits_of(problem, found.breaks) == pytest.approx(found.demerits, rel=1e-12)
    assert found.tolerable is (needed == problem.tolerance)


@settings(max_examples=some(200), deadline=None)
@given(problems(), st.sampled_from((0.0, 100.0, 1e4, 1e6)), st.sampled_from((0.0, 1e3, 1e5)))
def test_optimum_is_exact_whatever_the_costs(problem: Problem, fitness: float, flag: float) -> None:
    """With contrasts and runs made dear or free, a node too few in the search would show."""
    priced = replace(problem, costs=Costs(line=1.0, fitness=fitness, flag=flag, run=10 * flag, runt=5e3))
    found = break_optimum(priced)
    least, needed, _ = brute_force(priced)
    assert found.demerits == pytest.approx(least, rel=1e-12)
    assert found.tolerable is (needed == problem.tolerance)


@settings(max_examples=some(150), deadline=None)
@given(
    st.lists(st.tuples(st.integers(2, 6), st.booleans(), st.integers(0, 2)), min_size=7, max_size=10),
    st.sampled_from((4.0, 5.0)),
)
@example(
    [
        (3, True, 0),
        (3, True, 2),
        (5, True, 0),
        (2, False, 2),
        (2, True, 0),
        (6, True, 2),
        (3, True, 0),
        (3, True, 1),
        (3, True, 0),
        (5, True, 1),
    ],
    4.0,
)
def test_a_dearer_way_with_a_shorter_run_is_kept(rolls: list[tuple[int, bool, int]], measure: float) -> None:
    """The cheapest way to a place may have two lines ending alike already, so that a third costs more later."""
    problem = Problem(
        widths=[width / 2 for width, _, _ in rolls],
        gaps=[BreakGap(0.5, 1.0, 0.25, 10.0 * penalty, flag=int(flagged)) for _, flagged, penalty in rolls[1:]],
        measure=lambda line: measure,
        costs=Costs(line=1.0, fitness=0.0, flag=0.0, run=1e5, runt=0.0),
    )
    assert break_optimum(problem).demerits == pytest.approx(brute_force(problem)[0], rel=1e-12)


@settings(max_examples=some(200), deadline=None)
@given(problems(least=3), st.sampled_from((-2, -1, 1, 2)))
def test_looseness_finds_the_number_of_lines_asked_for(problem: Problem, looseness: int) -> None:
    _, needed, by_lines = brute_force(problem)
    assume(needed >= 0)
    # Ways of equal cost may differ in their number of lines.
    best = {count for count, cost in by_lines.items() if cost == pytest.approx(min(by_lines.values()), rel=1e-12)}
    nearest = [min(abs(count - at - looseness) for count in by_lines) for at in best]
    found = break_optimum(replace(problem, looseness=looseness))
    lines = len(found.breaks) + 1
    assert any(abs(lines - at - looseness) == near for at, near in zip(best, nearest, strict=True))
    assert found.demerits == pytest.approx(by_lines[lines], rel=1e-12)
    assert found.tolerable is (needed == problem.tolerance)


@settings(max_examples=some(200), deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=3, max_size=3),
    st.lists(st.sampled_from((0.0, 0.0, 30.0, 300.0)), min_size=6, max_size=9),
)
@example([4, 4, 1], [0.0, 300.0, 300.0, 300.0, 0.0, 0.0, 0.0])
def test_lines_of_changing_measure(measures: list[int], penalties: list[float]) -> None:
    """Where lines differ, a start that is too loose says nothing of the starts after it."""
    problem = Problem(
        widths=[1.0] * (len(penalties) + 1),
        gaps=[BreakGap(0.0, 1.0, 0.0, penalty) for penalty in penalties],
        measure=lambda line: measures[min(line, 2)],
        tolerance=1.5,
        uniform_from=2,
    )
    found = break_optimum(problem)
    least, needed, _ = brute_force(problem)
    assert found.demerits == pytest.approx(least, rel=1e-12)
    assert found.tolerable is (needed == problem.tolerance)


def long_problem(rolls: list[tuple[int, int, int, int]], measure: float) -> Problem:
    """A long paragraph, like text: boxes of half an em to three, a fifth of the gaps closed."""
    return Problem(
        widths=[0.5 + width / 2 for width, _, _, _ in rolls],
        gaps=[
            BreakGap(
                width=(gap % 3) / 4,
                stretch=1 / 16,
                shrink=(gap % 3) / 8,
                penalty=None if closed == 0 else 50.0 if closed == 1 else 0.0,
                flag=flag % 4,
            )
            for _, gap, closed, flag in rolls[1:]
        ],
        measure=lambda line: measure if line else measure - 2,
        runt_from=len(rolls) - 2,
    )


@settings(max_examples=some(60), deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 4), st.integers(0, 40)),
        min_size=60,
        max_size=220,
    ),
    st.sampled_from((9.0, 12.0, 15.0, 24.0)),
)
def test_optimum_never_costs_more_than_greedy(rolls: list[tuple[int, int, int, int]], measure: float) -> None:
    problem = long_problem(rolls, measure)
    greedy, optimum = break_greedy(problem), break_optimum(problem)
    assert is_legal(problem, greedy)
    assert is_legal(problem, optimum)
    assert optimum.tolerable or not greedy.tolerable
    # A way within the tolerance comes before a cheaper one that is not.
    if greedy.tolerable or not optimum.tolerable:
        assert optimum.demerits <= greedy.demerits * (1 + 1e-12)


@settings(max_examples=some(200), deadline=None)
@given(problems(most=12))
@example(
    Problem(
        widths=[2.0, 2.0, 2.0],
        gaps=[BreakGap(1, 1, 0.5, 0.0), BreakGap(1, 1, 0.5, 0.0)],
        measure=lambda line: 5.0,
    )
)
def test_greedy_takes_as_much_as_fits(problem: Problem) -> None:
    """No legal break further on would have fitted the line at its natural width."""
    broken = break_greedy(problem)
    start = 0
    for line, end in enumerate(broken.breaks):
        for later in range(end + 1, len(problem.widths)):
            gap = problem.gaps[later] if later < len(problem.gaps) else None
            if gap is None or gap.penalty is not None:
                inner = problem.gaps[start:later]
                natural = sum(problem.widths[start : later + 1]) + sum(g.width for g in inner)
                natural += problem.gaps[start - 1].lead if start else 0.0
                assert natural + (gap.extra if gap else 0.0) > problem.measure(line)
                break
        start = end + 1


def han(count: int, gap: BreakGap | None = None) -> Problem:
    """A paragraph of ``count`` squares with han gaps, in lines of five."""
    square = gap or BreakGap(0.0, 1 / 16, 0.0, 0.0)
    return Problem([1.0] * count, [square] * (count - 1), lambda line: 5.0)


def test_full_lines_are_natural() -> None:
    assert break_optimum(han(15)).breaks == (4, 9)
    assert break_greedy(han(15)).breaks == (4, 9)


def test_a_box_wider_than_the_measure_stands_out_alone() -> None:
    gap = BreakGap(0.0, 1 / 16, 0.0, 0.0)
    problem = Problem([1.0, 1.0, 9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], [gap] * 8, lambda line: 5.0)
    for breaker in (break_optimum, break_greedy):
        broken = breaker(problem)
        assert 1 in broken.breaks
        assert 2 in broken.breaks
        assert not broken.tolerable


def test_the_least_loose_of_bad_lines_is_chosen() -> None:
    """Beyond the tolerance, looser is still worse: 3 + 4 squares, not 2 + 5, beside a long box."""
    gap = BreakGap(0.0, 1 / 16, 0.0, 0.0)
    closed = BreakGap(0.0, 1 / 16, 0.0, None)
    problem = Problem([1.0, 1.0, 1.0, 4.5, 1.0], [closed, gap, gap, closed], lambda line: 5.5)
    assert break_optimum(problem).breaks == (2,)


def test_lines_that_cannot_be_adjusted_are_as_full_as_can_be() -> None:
    """Parts of an address: the fuller line is worth a penalty."""
    cheap, dear = BreakGap(0, 0, 0, 0.0), BreakGap(0, 0, 0, 50.0)
    problem = Problem([2.0] * 4, [cheap, cheap, dear], lambda line: 6.5)
    broken = break_optimum(problem)
    assert broken.breaks == (2,)
    assert not broken.tolerable


def test_limited_stretch_is_used_up_at_ratio_one() -> None:
    """A word space of at most 1/2 em more, and two han gaps: 1 em of room leaves 1/4 em for each han gap."""
    word = BreakGap(0.25, 0.5, 0.0, None, limited=0.5)
    han_gap = BreakGap(0.0, 1 / 16, 0.0, None)
    closing = BreakGap(0.0, 1 / 16, 0.0, 0.0)
    problem = Problem([1.0] * 5, [word, han_gap, han_gap, closing], lambda line: 5.25)
    assert line_ratio(problem, 0, 3, 0) == pytest.approx(0.25 / (1 / 16))


def test_at_most_two_lines_end_alike() -> None:
    """Every fifth gap ends in a comma; breaking a square earlier costs a little and is worth it."""
    loose = BreakGap(0.25, 0.5, 0.2, 0.0)
    comma = BreakGap(0.25, 0.5, 0.2, 0.0, flag=ord("，"))
    gaps = [comma if at % 5 == 4 else loose for at in range(39)]
    problem = Problem([1.0] * 40, gaps, lambda line: 6.0)
    free = break_optimum(replace(problem, costs=Costs(flag=0.0, run=0.0)))
    assert longest_run(problem, free) > 2
    assert longest_run(problem, break_optimum(problem)) <= 2


def longest_run(problem: Problem, broken: Broken) -> int:
    longest = run = 0
    above = 0
    for at in broken.breaks:
        flag = problem.gaps[at].flag
        run = run + 1 if flag and flag == above else int(bool(flag))
        longest, above = max(longest, run), flag
    return longest


def test_empty_and_single() -> None:
    empty = Problem([], [], lambda line: 5.0)
    assert break_optimum(empty) == break_greedy(empty) == ((), 0.0, True)
    assert break_optimum(Problem([1.0], [], lambda line: 5.0)).breaks == ()


# The published example. "Digital Typography", pages 81 and 82: lines of 390 and of 500 units, the first
# indented by 18, set by the total-fit method. The ratio of the last line is left out: the paper gives it
# stretchable glue, we let it end where it ends.
NARROW = [
    ("In olden times when wishing still helped one,", 0.857),
    ("there lived a king whose daughters were all beau-", 0.0),
    ("tiful; and the youngest was so beautiful that the", 0.28),
    ("sun itself, which has seen so much, was aston-", 1.0),
    ("ished whenever it shone in her face. Close by the", 0.067),
    ("king's castle lay a great dark forest, and under an", -0.278),
    ("old lime-tree in the forest was a well, and when", 0.536),
    ("the day was very warm, the king's child went out", -0.167),
    ("into the forest and sat down by the side of the", 0.7),
    ("cool fountain; and when she was bored she took a", -0.176),
    ("golden ball, and threw it up on high and caught", 0.357),
    ("it; and this ball was her favorite plaything.", None),
]
WIDE = [
    ("In olden times when wishing still helped one, there lived a", 0.774),
    ("king whose daughters were all beautiful; and the youngest was", 0.179),
    ("so beautiful that the sun itself, which has seen so much, was", 0.629),
    ("astonished whenever it shone in her face. Close by the king's", 0.545),
    ("castle lay a great dark forest, and under an old lime-tree in the", 0.0),
    ("forest was a well, and when the day was very warm, the king's", 0.079),
    ("child went out into the forest and sat down by the side of the", 0.282),
    ("cool fountain; and when she was bored she took a golden ball,", 0.294),
    ("and threw it up on high and caught it; and this ball was her", 0.575),
    ("favorite plaything.", None),
]


def frog_problem(measure: float) -> Problem:
    _, widths, gaps = frog_king()
    # The paper: a line costs 1, contrasts and pairs of hyphens 3000 each.
    costs = Costs(line=1.0, fitness=3000.0, flag=3000.0, run=3000.0)
    return Problem(widths, gaps, lambda line: measure if line else measure - 18, tolerance=1.0, costs=costs)


@pytest.mark.parametrize(("measure", "published"), [(390.0, NARROW), (500.0, WIDE)])
def test_the_frog_king_is_set_as_published(measure: float, published: list[tuple[str, float | None]]) -> None:
    boxes, _, gaps = frog_king()
    problem = frog_problem(measure)
    broken = break_optimum(problem)
    assert lines_of(boxes, gaps, broken.breaks) == [text for text, _ in published]
    for ratio, (text, known) in zip(ratios(problem, broken.breaks), published, strict=True):
        assert known is None or ratio == pytest.approx(known, abs=0.0005), text
    assert broken.tolerable


def test_the_narrow_frog_king_is_better_than_greedy() -> None:
    problem = frog_problem(390.0)
    optimum, greedy = break_optimum(problem), break_greedy(problem)
    assert optimum.demerits < greedy.demerits
    assert max(ratios(problem, optimum.breaks)) <= 1.0 + TINY


# ---- compiled ---------------------------------------------------------------------------------------------------


@pytest.fixture
def compiled() -> ModuleType:
    module = kernel("layout.compose._breaking")
    if module is None:
        pytest.skip("the kernel was not built: make setup")
    return module


def assert_alike(compiled: ModuleType, problem: Problem, tolerance: float, overfull: bool) -> None:
    wanted = breaking.search_in_python(problem, tolerance, overfull=overfull)
    assert breaking.search_in_c(compiled, problem, tolerance, overfull=overfull) == wanted


COSTS = (Costs(), Costs(0.0, 0.0, 0.0, 1.0, 0.0), Costs(line=1.0, fitness=1e5, flag=1e3, run=1e4, runt=5e3))


def test_c_and_python_find_the_same_line_ends_to_the_same_digits(compiled: ModuleType) -> None:
    @settings(max_examples=some(300), deadline=None)
    @given(
        problems(most=30),
        st.sampled_from((-1, 0, 1)),
        st.sampled_from((1.0, 2.5, 4.0, inf)),
        st.booleans(),
        st.sampled_from(COSTS),
        st.sampled_from((1.0, 1 / 3, 0.7)),
    )
    def hold(problem: Problem, looseness: int, tolerance: float, overfull: bool, costs: Costs, scale: float) -> None:
        # Scaled, widths are no longer quarters, and every rounding shows.
        widths = [width * scale for width in problem.widths]
        gaps = [gap._replace(width=gap.width * scale, shrink=gap.shrink * scale) for gap in problem.gaps]
        asked = replace(problem, widths=widths, gaps=gaps, looseness=looseness, costs=costs)
        assert_alike(compiled, asked, tolerance, overfull)

    hold()


def some_rolls(count: int) -> list[tuple[int, int, int, int]]:
    return [(at * at % 6, at * 7 % 11 % 6, at * 5 % 13 % 5, at * at * 3 % 41) for at in range(count)]


def test_c_and_python_agree_on_a_long_paragraph(compiled: ModuleType) -> None:
    rolls = some_rolls(110)
    for measure in (6.0, 13.3, 200.0):
        for looseness in (0, 1):
            problem = replace(long_problem(rolls, measure), looseness=looseness)
            for tolerance, overfull in ((1.0, False), (4.0, False), (inf, False), (inf, True)):
                assert_alike(compiled, problem, tolerance, overfull)


def test_python_breaks_lines_where_there_is_no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = long_problem(some_rolls(60), 13.3)
    usual = break_optimum(problem), break_lengths(problem, (-1, 1))
    monkeypatch.setattr(breaking, "_kernel", None)
    assert (break_optimum(problem), break_lengths(problem, (-1, 1))) == usual


def test_what_is_no_paragraph_is_refused(compiled: ModuleType) -> None:
    rest = (4.0, 9, 1, False, (10.0, 1.0, 1.0, 1.0, 1.0), (1e6, 1e15, 60.0, 1e-9, 2))
    gap = BreakGap(0.0, 1.0, 0.0, 0.0)
    assert compiled.search([1.0, 1.0], [], [gap], [3.0, 3.0], *rest)
    for widths, gaps, measures in (([], [], [3.0]), ([1.0], [], []), ([1.0, 1.0], [], [3.0])):
        with pytest.raises(ValueError, match="there are"):
            compiled.search(widths, [], gaps, measures, *rest)
    for widths, gaps in ((["a", 1.0], [gap]), ([1.0, 1.0], [(0.0, 1.0)]), ([1.0, 1.0], [gap._replace(width=None)])):
        with pytest.raises(TypeError):
            compiled.search(widths, [], gaps, [3.0], *rest)
    with pytest.raises(ValueError, match="one give for each box"):
        compiled.search([1.0, 1.0], [0.5], [gap], [3.0], *rest)
    with pytest.raises(ValueError, match="no such line"):
        compiled.search([1.0, 1.0], [], [gap], [3.0], 4.0, 9, 0, *rest[3:])
