"""Stories that stand around an ad: which pairs are tried, when, and what comes out."""

from dataclasses import replace

import pytest

from layout.plan.solver.budget import Budget
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem, PlanError
from layout.plan.solver.joins import LAST_PART, Corner, Pair, candidates, join, joined, notch, solve_with_joins
from layout.plan.solver.lint import lint
from layout.plan.solver.score import score, total
from layout.plan.solver.solve import Engine, NoPageError, elastic, solve
from tests.plan.test_solve import GEOMETRY, assert_whole, story

ALWAYS = Budget(join_from=0)
AD = Item("ad", ItemKind.AD, (Footprint(1, 10),), pinned=GridRect(1, 10, 1, 10))
"""Booked in the middle of a page of three columns by thirty rows."""
AROUND = GridRect(1, 10, 1, 10)


def page(*, ad: Item = AD, side: int = 2) -> PageProblem:
    """A page that cannot be made of rectangles; one story is pinned to a column at its side."""
    pinned = replace(story("b", (1, 30)), pinned=GridRect(side, 0, 1, 30))
    return PageProblem("L", 3, 30, (story("a", (1, 31), (2, 14), (3, 11), priority=1), pinned, LOW, ad))


LOW = story("c", (2, 10), (1, 20))


def shapes(name: str, ad: str, corner: Corner) -> tuple[Footprint, ...]:
    if name != "a":
        return ()
    return (Footprint(2, 20, 0, (), 2, notch=notch(2, 20, Footprint(1, 10), corner)),)


def test_a_page_that_rectangles_cannot_make_is_made_with_an_l():
    with pytest.raises(NoPageError):
        solve(page())
    problem, result = solve_with_joins(page(), shapes)
    assert_whole(problem, result.plan)
    placed = result.plan.placed("a")
    assert (placed.rect, placed.notch) == (GridRect(0, 0, 2, 20), AROUND)
    assert placed.parts == (GridRect(0, 0, 2, 10), GridRect(0, 10, 1, 10))
    assert result.plan.placed("ad") == Placement("ad", ItemKind.AD, AROUND)
    assert not GEOMETRY & {finding.code for finding in lint(problem, result.plan)}
    assert next(term.cost for term in result.score if term.name == "l-shape") > 0
    assert result.cost == total(score(problem, result.plan))
    assert result.shapes["a"].notch == GridRect(1, 10, 1, 10)


def test_the_corner_may_be_on_either_side():
    _, result = solve_with_joins(page(side=0), shapes)
    assert result.plan.placed("a").rect == GridRect(1, 0, 2, 20)
    assert result.plan.placed("a").parts == (GridRect(1, 0, 2, 10), GridRect(2, 10, 1, 10))


def test_a_good_page_of_rectangles_is_not_touched():
    problem = PageProblem("R", 2, 20, (story("a", (2, 10), priority=1), replace(AD, pinned=None), story("c", (1, 10))))

    def never(*_: object) -> tuple[Footprint, ...]:
        raise AssertionError("no L was wanted")

    same, result = solve_with_joins(problem, never, budget=Budget(join_from=1000))
    assert same is problem
    assert result.plan.placed("a").notch is None


def test_of_two_pages_the_cheaper_is_taken_and_rectangles_win_ties():
    lead = Item("a", ItemKind.STORY, (Footprint(2, 10, 80, (), 2),), 1)
    ad = Item("ad", ItemKind.AD, (Footprint(1, 10),))
    problem = PageProblem("R", 2, 20, (lead, ad, replace(story("c", (1, 10)), priority=2)))
    plain = solve(problem).cost

    def dear(cost: int):
        def around(name: str, ad: str, corner: Corner) -> tuple[Footprint, ...]:
            # 15 rows less the ad leave the story as many cells as it has alone.
            shape = Footprint(2, 15, cost, (), 2, notch=notch(2, 15, Footprint(1, 10), corner))
            return (shape,) if name == "a" else ()

        return around

    flat = replace(
        problem, items=(lead, ad, Item("c", ItemKind.STORY, (Footprint(2, 5, 0, (), 2), Footprint(1, 10, 0, (), 2)), 2))
    )
    _, cheap = solve_with_joins(flat, dear(0), budget=ALWAYS)
    assert cheap.plan.placed("a").notch is not None
    assert cheap.cost < plain
    _, same = solve_with_joins(flat, dear(40), budget=ALWAYS)
    assert same.plan.placed("a").notch is None


def test_an_ad_keeps_what_it_was_sold_in_an_l():
    ad = Item("ad", ItemKind.AD, (Footprint(1, 10),), edges=frozenset({Edge.BOTTOM}))
    around = (Footprint(2, 20, 0, (), 2, notch=notch(2, 20, Footprint(1, 10), Corner.LOWER_RIGHT)),)
    problem = joined(page(ad=ad), "a", "ad", around)
    result = solve(problem)
    assert_whole(problem, result.plan)
    assert result.plan.of("ad").foot == 30
    assert next(term.value for term in result.score if term.name == "ad-edge") == 0


def test_what_an_ad_in_an_l_touches_is_counted():
    about = Item("b", ItemKind.STORY, (Footprint(1, 30, 0, (), 2),), matter="homes")
    problem = page(ad=replace(AD, matter="homes"))
    problem = replace(problem, items=tuple(about if i.id == "b" else i for i in problem.items))
    _, result = solve_with_joins(problem, shapes)
    assert next(term.why for term in result.score if term.name == "not-apart").startswith("ad and b touch")
    assert result.cost >= 80


def test_a_picture_beside_the_ads_part_is_away_from_its_story():
    picture = Item("p", ItemKind.PICTURE, (Footprint(1, 10),), beside="a")
    around = (Footprint(2, 20, 0, (), 2, notch=AROUND),)
    items = (story("a", (2, 15), priority=1), replace(AD, pinned=None), picture, story("b", (1, 10)))
    problem = joined(PageProblem("P", 3, 20, items), "a", "ad", around)
    plan = PagePlan(
        "P",
        3,
        20,
        (
            Placement("a", ItemKind.STORY, GridRect(0, 0, 2, 20), AROUND),
            Placement("ad", ItemKind.AD, AROUND),
            Placement("b", ItemKind.STORY, GridRect(2, 0, 1, 10)),
            Placement("p", ItemKind.PICTURE, GridRect(2, 10, 1, 10)),
        ),
    )
    assert "plan-picture-apart" in {finding.code for finding in lint(problem, plan)}
    better = solve(problem).plan
    assert "plan-picture-apart" not in {finding.code for finding in lint(problem, better)}


@pytest.mark.parametrize("at", [GridRect(0, 10, 1, 9), GridRect(1, 9, 1, 10), GridRect(0, 0, 1, 10)])
def test_a_notch_that_is_no_lower_corner_is_found(at):
    problem, result = solve_with_joins(page(), shapes)
    wrong = tuple(replace(p, notch=at) if p.item == "a" else p for p in result.plan.placements)
    found = {finding.code for finding in lint(problem, replace(result.plan, placements=wrong))}
    assert found & {"plan-notch", "plan-overlap"}


def test_the_likeliest_pairs_come_first():
    wide = Item("wide", ItemKind.AD, (Footprint(3, 5),))
    large = Item("large", ItemKind.AD, (Footprint(2, 20),))
    left = Item("left", ItemKind.AD, (Footprint(1, 4),), edges=frozenset({Edge.LEFT}))
    items = (
        story("small", (1, 6)),
        story("big", (2, 20), priority=1),
        replace(story("rival", (2, 15)), matter="homes"),
        wide,
        large,
        left,
        Item("mid", ItemKind.AD, (Footprint(1, 5),), pinned=GridRect(2, 10, 1, 5), matter="homes"),
        Item("house", ItemKind.AD, (Footprint(1, 2),), optional=True),
    )
    found = candidates(PageProblem("C", 3, 40, items))
    assert found == (
        Pair("big", "mid", (Corner.LOWER_RIGHT,)),
        Pair("big", "left", (Corner.LOWER_LEFT,)),
        Pair("rival", "left", (Corner.LOWER_LEFT,)),
    )
    # Where there is no page otherwise an ad may be as large as the story around it.
    last = candidates(PageProblem("C", 3, 40, items), LAST_PART)
    more = {(pair.story, pair.ad) for pair in last} - {(pair.story, pair.ad) for pair in found}
    assert more == {("big", "large"), ("small", "left"), ("small", "mid")}


@pytest.mark.parametrize(
    ("change", "shape", "says"),
    [
        ({"pinned": GridRect(0, 0, 2, 14)}, Footprint(2, 20, notch=AROUND), "is pinned"),
        ({}, Footprint(2, 20), "must have a lower corner"),
        ({}, Footprint(2, 20, notch=GridRect(1, 0, 1, 10)), "must have a lower corner"),
        ({}, Footprint(1, 20, notch=GridRect(0, 10, 1, 10)), "text above and beside"),
        ({}, Footprint(2, 20, 0, (), 10, notch=AROUND), "text above and beside"),
    ],
)
def test_a_pair_that_cannot_be_joined_is_refused(change, shape, says):
    with pytest.raises(PlanError, match=says):
        join(replace(story("a", (2, 14)), **change), AD, (shape,))


def test_a_joined_story_may_be_stretched():
    problem = joined(page(), "a", "ad", shapes("a", "ad", Corner.LOWER_RIGHT))
    long = replace(
        problem,
        items=tuple(
            story("b", (1, 30)) if i.id == "b" else story("c", (2, 8)) if i.id == "c" else i for i in problem.items
        ),
    )
    result = solve(elastic(long))
    assert_whole(elastic(long), result.plan)


def test_the_constraint_engine_says_that_it_knows_no_l():
    with pytest.raises(PlanError, match="no L-shaped"):
        solve(joined(page(), "a", "ad", shapes("a", "ad", Corner.LOWER_RIGHT)), engine=Engine.CPSAT)
