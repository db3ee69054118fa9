"""Where columns end: the same as is found by trying everything, and hundreds of pieces in as many steps."""

from __future__ import annotations

from itertools import combinations
from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.ads.flow import Flow, column_height, farthest, holds, least_height, level_ends

PIECES = st.lists(
    st.tuples(st.sampled_from((6.0, 7.0, 11.0)), st.sampled_from((0.0, 1.5, 4.0)), st.sampled_from((0.0, 0.01, inf))),
    min_size=1,
    max_size=9,
)


def flow_of(pieces) -> Flow:
    tall, above, price = zip(*pieces, strict=True)
    return Flow(tall, above, (*price[:-1], 0.0))


def said_again(pieces) -> Flow:
    """The same under headings: where a column begins amid what a heading has, as much stands over it as it is high."""
    flow = flow_of(pieces)
    over: list[float] = []
    for at, price in enumerate(flow.price):
        is_heading = price == inf
        over.append(0.0 if is_heading or not at else flow.tall[at - 1] if flow.price[at - 1] == inf else over[-1])
    return Flow(flow.tall, flow.above, flow.price, tuple(over))


def used(flow: Flow, start: int, end: int) -> float:
    return flow.heads(start) + sum(flow.tall[start:end]) + sum(flow.above[start + 1 : end])


def cost(flow: Flow, ends: tuple[int, ...], height: float) -> float:
    """What columns that end so cost, infinitely much if one is too high."""
    total = 0.0
    for start, end in zip((0, *ends), ends, strict=False):
        high = used(flow, start, end)
        total += flow.price[end - 1] + (1 - high / height) ** 2 + (inf if high > height + 1e-6 else 0.0)
    return total


def cheapest(flow: Flow, columns: int, height: float) -> float | None:
    """What the best ways of ending the most columns that can be used cost, by trying all."""
    count = len(flow.tall)
    for used_columns in range(min(columns, count), 0, -1):
        ways = [cost(flow, (*ends, count), height) for ends in combinations(range(1, count), used_columns - 1)]
        if min(ways) < inf:
            return min(ways)
    return None


@given(PIECES, st.integers(1, 4), st.sampled_from((9.0, 18.0, 30.0, 44.5)), st.sampled_from((flow_of, said_again)))
def test_ends_are_the_cheapest_of_all(pieces, columns, height, made):
    flow = made(pieces)
    best, ends = cheapest(flow, columns, height), level_ends(flow, columns, height)
    assert (best is not None) == bool(ends) == holds(flow, columns, height)
    if best is not None:
        assert ends[-1] == len(pieces)
        assert isclose(cost(flow, ends, height), best, abs_tol=1e-9)


@given(PIECES, st.integers(1, 4), st.sampled_from((flow_of, said_again)))
def test_the_least_height_holds_them_and_half_a_point_less_does_not(pieces, columns, made):
    flow = made(pieces)
    least = least_height(flow, columns, 300.0)
    assert holds(flow, columns, least)
    assert not holds(flow, columns, least - 0.51)
    ends = level_ends(flow, columns, least)
    high = [column_height(flow, *pair) for pair in zip((0, *ends), ends, strict=False)]
    assert max(high) <= least + 1e-6


def test_a_column_never_ends_where_it_must_not():
    flow = Flow((10.0,) * 4, (0.0,) * 4, (0.0, inf, inf, 0.0))
    assert farthest(flow, 0, 35.0) == 1
    assert not holds(flow, 2, 25.0)
    assert level_ends(flow, 2, 30.0) == (1, 4)


def test_a_column_in_which_nothing_may_end_holds_nothing():
    flow = Flow((10.0, 10.0), (0.0, 0.0), (inf, 0.0))
    assert farthest(flow, 0, 15.0) == 0
    assert level_ends(flow, 5, 15.0) == ()


@pytest.mark.parametrize("count", [400, 800])
def test_full_columns_leave_few_ways_to_look_at(count, monkeypatch):
    """Ends from which the rest has no room are on no way: steps grow with the pieces, not with their square."""
    import layout.ads.flow as flow_module

    looked_at: list[int] = []
    ends = flow_module._ends
    monkeypatch.setattr(flow_module, "_ends", lambda *what: looked_at.append(1) or ends(*what))
    flow = Flow((8.0,) * count, (2.0,) * count, (0.0,) * count)
    assert level_ends(flow, 8, count / 8 * 10.0 + 18)[-1] == count
    assert len(looked_at) < 8 * 20
