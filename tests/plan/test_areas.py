"""The picture of areas: heights found exactly, ads kept, spare rows shared, faults named."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.plan.solver.areas import MISSING_ROW, AreasError, plan_areas
from layout.plan.solver.grid import GridRect, ItemKind
from tests.amount import some

PINWHEEL = [
    ["lead", "lead", "lead", "lead", "nft"],
    ["epa", "epa", "slogan", "slogan", "nft"],
    ["epa", "epa", "local", "local", "nft"],
    ["epa", "epa", "house", "house", "house"],
]


def plan(areas, ads, needs, rows):
    return plan_areas("B2", areas, ads, lambda item, columns, top: needs[item], len(areas[0]), rows)


def test_every_story_gets_what_it_needs_when_the_page_allows_it():
    needs = {"lead": 43, "nft": 69, "epa": 41, "local": 18}
    made = plan(PINWHEEL, {"slogan": 8, "house": 15}, needs, 84)
    rects = {placement.item: placement.rect for placement in made.placements}
    assert rects["lead"] == GridRect(0, 0, 4, 43)
    assert rects["nft"] == GridRect(4, 0, 1, 69)
    assert rects["epa"] == GridRect(0, 43, 2, 41)
    assert rects["slogan"] == GridRect(2, 43, 2, 8)
    assert rects["local"] == GridRect(2, 51, 2, 18)
    assert rects["house"] == GridRect(2, 69, 3, 15)


def test_the_page_is_covered_cell_by_cell():
    made = plan(PINWHEEL, {"slogan": 8, "house": 15}, dict.fromkeys(("lead", "nft", "epa", "local"), 20), 84)
    cells = {}
    for placement in made.placements:
        rect = placement.rect
        for row in range(rect.row, rect.foot):
            for column in range(rect.column, rect.right):
                assert (row, column) not in cells, "two items share a cell"
                cells[row, column] = placement.item
    assert len(cells) == 5 * 84


def test_ads_keep_the_rows_they_were_sold_even_if_a_story_lacks_rows():
    made = plan(PINWHEEL, {"slogan": 8, "house": 15}, dict.fromkeys(("lead", "nft", "epa", "local"), 80), 84)
    assert made.of("slogan").rows == 8
    assert made.of("house").rows == 15
    assert {p.item for p in made.placements if p.kind is ItemKind.AD} == {"slogan", "house"}


def test_whether_a_story_stands_at_the_top_is_told():
    seen = {}

    def needs(item, columns, at_top):
        seen[item] = (columns, at_top)
        return 5

    plan_areas("B2", [["a", "a"], ["b", "c"]], {}, needs, 2, 20)
    assert seen == {"a": (2, True), "b": (1, False), "c": (1, False)}


@pytest.mark.parametrize(
    ("areas", "ads", "says"),
    [
        ([["a", "b", "b"]], {}, "band 1 of the picture has 3 columns, the template has 2"),
        ([["a", "b"], ["b", "b"]], {}, "'b' is not a rectangle"),
        ([["a", "x"]], {"x": 7}, "the ads cannot all have the rows"),
        ([["a", "a"]] * 3, {}, "3 bands, but the page only 2 rows"),
    ],
)
def test_faults_are_named(areas, ads, says):
    rows = 2 if "bands" in says else 20
    with pytest.raises(AreasError, match=says.replace("(", r"\(")):
        plan_areas("B2", areas, ads, lambda *_: 5, 2, rows)


def cost(areas, heights, needs, ads):
    """The planner's cost, restated: columns x spare rows squared, or a heavy price for each row lacking."""
    total = 0.0
    for item in {name for band in areas for name in band}:
        bands = [band for band, names in enumerate(areas) if item in names]
        columns = areas[bands[0]].count(item)
        spare = sum(heights[band] for band in bands) - (ads | needs)[item]
        if item in ads:
            if spare:
                return None
        else:
            total += columns * (spare**2 if spare >= 0 else MISSING_ROW * -spare)
    return total


@settings(max_examples=some(60), deadline=None)
@given(st.tuples(*[st.integers(1, 12)] * 4), st.integers(1, 4), st.integers(8, 16))
def test_no_other_heights_cost_less(wanted, ad_rows, rows):
    needs = dict(zip(("lead", "nft", "epa", "local"), wanted, strict=True))
    ads = {"slogan": ad_rows, "house": 2}
    made = plan(PINWHEEL, ads, needs, rows)
    tops = [made.of("lead").row, made.of("slogan").row, made.of("local").row, made.of("house").row]
    heights = [b - a for a, b in zip(tops, [*tops[1:], rows], strict=True)]
    found = cost(PINWHEEL, heights, needs, ads)
    others = (
        cost(PINWHEEL, [b - a for a, b in zip((0, *edges), (*edges, rows), strict=True)], needs, ads)
        for edges in combinations(range(1, rows), 3)
    )
    assert found == min(other for other in others if other is not None)
