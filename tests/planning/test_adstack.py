"""Ads stacked at the foot: values, and that every stack is one, whatever the ads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.plan.adstack import MOST_ADS, pinned, stacked
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem
from tests.amount import some

COLUMNS, ROWS = 5, 84
STORY = Item("a", ItemKind.STORY, (Footprint(5, 60),), priority=1)


def ad(name: str, columns: int, rows: int, **more: object) -> Item:
    return Item(name, ItemKind.AD, (Footprint(columns, rows),), **more)


def page(*ads: Item, **more: object) -> PageProblem:
    return PageProblem("X", COLUMNS, ROWS, (STORY, *ads), **more)


def places(problem: PageProblem) -> dict[str, GridRect]:
    return {item.id: item.pinned for item in problem.items if item.kind is ItemKind.AD and item.pinned is not None}


def ways(problem: PageProblem, count: int = 3) -> list[dict[str, GridRect]]:
    return [places(each) for each in stacked(problem, count)]


def rests(rects: list[GridRect], rows: int = ROWS) -> bool:
    """Tell whether something of the stack, or the page's foot, is under every column of every rectangle."""
    roofs = {(rect.row, column) for rect in rects for column in range(rect.column, rect.right)}
    feet = {(rect.foot, column) for rect in rects for column in range(rect.column, rect.right)}
    return all(foot == rows or (foot, column) in roofs for foot, column in feet)


def test_one_ad_stands_in_the_outer_corner():
    """The skyline rises to the outer side: the right of a right-hand page, the left of a left-hand one."""
    assert ways(page(ad("x", 2, 14), right_hand=True), 1) == [{"x": GridRect(3, 70, 2, 14)}]
    assert ways(page(ad("x", 2, 14), right_hand=False), 1) == [{"x": GridRect(0, 70, 2, 14)}]


def test_ads_that_fill_the_width_make_a_level_foot():
    assert ways(page(ad("x", 2, 14), ad("y", 3, 14)), 1) in (
        [{"x": GridRect(0, 70, 2, 14), "y": GridRect(2, 70, 3, 14)}],
        [{"x": GridRect(3, 70, 2, 14), "y": GridRect(0, 70, 3, 14)}],
    )


def test_a_small_ad_stands_on_a_large_one_or_beside_it_and_leaves_no_pit():
    for found in ways(page(ad("x", 3, 20), ad("y", 1, 10)), 5):
        (x, y) = found["x"], found["y"]
        assert rests([x, y])
    (best, *_) = ways(page(ad("x", 3, 20), ad("y", 2, 20)), 1)
    assert {best["x"].row, best["y"].row} == {64}


def test_an_edge_that_was_sold_is_kept_and_clashing_ads_are_parted():
    left = ad("x", 2, 14, edges=frozenset({Edge.LEFT}))
    assert ways(page(left), 1) == [{"x": GridRect(0, 70, 2, 14)}]
    apart = [ad("x", 2, 14, matter="cars"), ad("y", 2, 14, matter="cars")]
    (found,) = ways(page(*apart), 1)
    assert not found["x"].touches(found["y"])


def test_what_is_not_the_stacks_is_left_to_the_planner():
    top = ad("x", 2, 14, edges=frozenset({Edge.TOP}))
    zone = ad("x", 2, 14, within=GridRect(0, 0, 2, 84))
    fixed = ad("x", 2, 14, pinned=GridRect(0, 30, 2, 14))
    spare = ad("x", 2, 14, optional=True)
    for item in (top, zone, fixed, spare):
        assert ways(page(item)) == []
        ((only),) = ways(page(item, ad("y", 5, 10)), 1)
        assert only["y"] == GridRect(0, 74, 5, 10)
    assert ways(page()) == []
    many = [ad(f"x{at}", 1, 4) for at in range(MOST_ADS + 1)]
    assert ways(page(*many)) == []
    assert len(ways(page(*many[:-1]), 1)) == 1


def test_a_stack_stands_on_a_pinned_ad_and_keeps_off_what_is_taken():
    strip = ad("x", 5, 10, pinned=GridRect(0, 74, 5, 10))
    (found,) = ways(page(strip, ad("y", 2, 14)), 1)
    assert found["y"].foot == 74
    blocked = GridRect(3, 70, 2, 14)
    for found in ways(page(ad("y", 2, 14), blocked=(blocked,)), 9):
        assert not found["y"].meets(blocked)
        assert rests([found["y"], blocked])
    for found in ways(page(ad("y", 2, 14, forbidden=(GridRect(3, 0, 2, 84),))), 9):
        assert found["y"].right <= 3


def before(**rects: GridRect) -> PagePlan:
    return PagePlan("X", COLUMNS, ROWS, tuple(Placement(name, ItemKind.AD, rect) for name, rect in rects.items()))


def test_ads_stay_where_they_were_if_that_is_a_stack():
    items = ad("x", 2, 14), ad("y", 2, 14)
    there = {"x": GridRect(1, 70, 2, 14), "y": GridRect(1, 56, 2, 14)}
    assert there not in ways(page(*items), 1)
    again = ways(page(*items, previous=before(**there)))
    assert again[0] == there
    assert there not in again[1:]


@pytest.mark.parametrize(
    "there",
    [
        {"x": GridRect(1, 70, 2, 14), "y": GridRect(1, 30, 2, 14)},  # it hangs
        {"x": GridRect(1, 70, 2, 14)},  # one is new
        {"x": GridRect(1, 70, 2, 14), "y": GridRect(3, 64, 2, 20)},  # one had another size
    ],
)
def test_ads_that_were_no_stack_are_stacked_anew(there):
    items = ad("x", 2, 14), ad("y", 2, 14)
    assert ways(page(*items, previous=before(**there))) == ways(page(*items))


def test_pinning_takes_the_place_of_a_zone():
    zone = ad("x", 2, 14, within=GridRect(0, 0, 5, 84))
    made = pinned(page(zone), {"x": GridRect(3, 70, 2, 14)})
    assert made.by_id["x"].pinned == GridRect(3, 70, 2, 14)
    assert made.by_id["x"].within is None
    assert made.by_id["a"] == STORY


SIZES = st.tuples(st.integers(1, COLUMNS), st.integers(3, 24))


@settings(max_examples=some(60), deadline=None)
@given(st.lists(SIZES, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_every_stack_is_within_the_page_without_overlap_and_rests_on_its_foot(sizes, right_hand, strip):
    ads = [ad(f"x{at}", *size) for at, size in enumerate(sizes)]
    fixed = GridRect(0, 78, COLUMNS, 6)
    nailed = [ad("strip", COLUMNS, 6, pinned=fixed)] if strip else []
    problem = replace(page(*ads, *nailed), right_hand=right_hand)
    found = ways(problem, 4)
    for way in found:
        rects = list(way.values())
        assert set(way) == {item.id for item in (*ads, *nailed)}
        for item in ads:
            assert (way[item.id].columns, way[item.id].rows) == (item.footprints[0].columns, item.footprints[0].rows)
        assert all(rect.column >= 0 and rect.right <= COLUMNS and rect.row > 0 and rect.foot <= ROWS for rect in rects)
        assert not any(one.meets(other) for at, one in enumerate(rects) for other in rects[:at])
        assert rests(rects)
    assert len({tuple(sorted(way.items(), key=lambda each: each[0])) for way in found}) == len(found)
    assert found == ways(problem, 4)
    if sum(rows for _, rows in sizes) < 70:
        assert found, "one upon the other they all have room, if the wider are lower"
