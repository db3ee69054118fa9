"""The planner: every page it makes is whole, what it calls best is best, and it says so truly."""

from dataclasses import replace
from functools import cache, lru_cache
from random import Random

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from layout.base.messages import told
from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import Budget, Level
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem, PlanError
from layout.plan.solver.joins import Corner, joined, notch
from layout.plan.solver.lint import lint
from layout.plan.solver.score import explain, score, seen, shapes_of, total
from layout.plan.solver.solve import Engine, NoPageError, alternatives, differences, elastic, mirrored, solve
from layout.plan.solver.sweep import sweep
from layout.plan.solver.tables import make_tables, without_mirror_images
from layout.plan.solver.terms import TERMS
from layout.plan.solver.walkback import pages
from tests.amount import some
from tests.plan.pages import answer, dissect, generate, tough

QUICK = Budget(steps=300_000)
GEOMETRY = {
    "plan-hole",
    "plan-overlap",
    "plan-off-page",
    "plan-missing",
    "plan-twice",
    "plan-unknown",
    "plan-ad-moved",
    "plan-pin-moved",
    "plan-ad-size",
    "plan-shape",
    "plan-forbidden",
    "plan-within",
}


def assert_whole(problem: PageProblem, plan: PagePlan) -> None:
    """Every cell once, counted one by one; every story in a legal shape; pins kept."""
    cells: dict[tuple[int, int], str] = {}
    rects = {placement.item: placement.rect for placement in plan.placements}
    assert len(rects) == len(plan.placements)
    parts = [(placement.item, part) for placement in plan.placements for part in placement.parts]
    for name, rect in [*parts, *((f"blocked{i}", r) for i, r in enumerate(problem.blocked))]:
        for row in range(rect.row, rect.foot):
            for column in range(rect.column, rect.right):
                assert (row, column) not in cells, f"{name} and {cells[row, column]} share a cell"
                cells[row, column] = name
    assert set(cells) == {(row, column) for row in range(problem.rows) for column in range(problem.columns)}
    for item in problem.apart:
        if item.id not in rects:
            assert item.optional
            assert item.pinned is None
        elif item.pinned is not None:
            assert rects[item.id] == item.pinned
        else:
            rect, notch = rects[item.id], plan.placed(item.id).notch
            own = notch and GridRect(notch.column - rect.column, notch.row - rect.row, notch.columns, notch.rows)
            assert any(
                (s.columns, s.rows, s.notch) == (rect.columns, rect.rows, own) and s.stands_at(rect.row)
                for s in item.footprints
            ), f"{item.id} is not whole"


# 200 generated pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(some(200)))
def test_a_generated_page_is_whole(seed):
    parts = 3 + seed % 7
    problem = generate(seed, parts)
    result = solve(problem, budget=QUICK)
    assert_whole(problem, result.plan)
    assert {p.item for p in result.plan.placements} == {item.id for item in problem.items}
    if seed % 10 == 0:
        assert solve(generate(seed, parts), budget=QUICK) == result
    assert result.bound <= result.cost <= total(score(problem, answer(seed, parts))) or not result.proven
    assert not GEOMETRY & {finding.code for finding in lint(problem, result.plan)}


def test_the_answer_a_page_was_made_from_is_whole():
    for seed in range(40):
        assert_whole(generate(seed, 9), answer(seed, 9))


@pytest.mark.parametrize("seed", [0, 5, 6, 11])
def test_a_tough_broadsheet_page_is_whole(seed):
    """Nameplate, pinned stories and ads, forbidden places, a blocked one, fillers, 12 to 16 items on 8 x 110."""
    problem = tough(seed, 12 + seed % 5)
    result = solve(problem, budget=QUICK)
    assert_whole(problem, result.plan)
    assert not GEOMETRY & {finding.code for finding in lint(problem, result.plan)}
    anew = solve(replace(problem, previous=result.plan), budget=QUICK)
    assert_whole(problem, anew.plan)
    assert total(score(problem, anew.plan)) <= result.cost


# Against brute force ---------------------------------------------------------------------------------


def every_page(problem: PageProblem):
    """Yield every legal page, by putting any shape of any item at the first empty cell."""

    @cache
    def cells(rect: GridRect) -> int:
        line = ((1 << rect.columns) - 1) << rect.column
        return sum(line << problem.columns * row for row in range(rect.row, rect.foot))

    every = cells(GridRect(0, 0, problem.columns, problem.rows))

    def go(placed: dict[str, Placement], used: int):
        empty = None
        if used != every:
            free = every & ~used
            empty = divmod((free & -free).bit_length() - 1, problem.columns)
        if empty is None:
            if all(i.id in placed or (i.optional and i.pinned is None) for i in problem.apart):
                there = tuple(placed[i.id] for i in problem.apart if i.id in placed)
                yield PagePlan(problem.page, problem.columns, problem.rows, there)
            return
        row, column = empty
        for item in problem.items:
            if item.id in placed:
                continue
            ways = {(s.columns, s.rows, s.notch) for s in item.footprints if s.stands_at(row)}
            if item.pinned is not None:
                ways = {(item.pinned.columns, item.pinned.rows, None)}
            for columns, rows, inner in sorted(ways, key=str):
                rect = GridRect(column, row, columns, rows)
                notch = inner and GridRect(column + inner.column, row + inner.row, inner.columns, inner.rows)
                if rect.right > problem.columns or rect.foot > problem.rows or used & cells(rect):
                    continue
                if not allowed(item, Placement(item.id, item.kind, rect, notch)):
                    continue
                more = {item.id: Placement(item.id, item.kind, rect, notch)}
                if notch is not None:
                    more[item.around.id] = Placement(item.around.id, item.around.kind, notch)
                    if not allowed(item.around, more[item.around.id]):
                        continue
                yield from go(placed | more, used | cells(rect))

    yield from go({}, sum(map(cells, problem.blocked)))


def allowed(item: Item, placement: Placement) -> bool:
    if item.pinned is not None and placement.rect != item.pinned:
        return False
    if item.within is not None and not item.within.contains(placement.rect):
        return False
    return not any(part.meets(zone) for part in placement.parts for zone in item.forbidden)


HEAD_SIZES = (9.0, 10.0, 12.0, 15.0, 24.0)


def for_the_second_engine(problem: PageProblem) -> PageProblem:
    """Return a problem without what the constraint model knows nothing of: sizes of heads, and ads over stories."""
    items = tuple(
        replace(item, footprints=tuple(replace(s, size=0.0, least_size=0.0) for s in item.footprints))
        for item in problem.items
    )
    return replace(problem, items=items, weights={**problem.weights, "ad-over": 0})


@st.composite
def small_problems(draw, *, with_room=False):
    """``with_room``: there is a page, and on it a story that could stand around something; the first has the most."""
    columns, rows = draw(st.integers(2, 4)), draw(st.integers(3, 7))
    count = draw(st.integers(2, min(6, columns * rows // 2)))
    parts: list[GridRect | None] = [None] * count
    if with_room or draw(st.integers(0, 4)):  # most of the time there is at least one page
        parts = list(dissect(Random(draw(st.integers(0, 10**6))), columns, rows, count, 1))
    if with_room:
        parts.sort(key=lambda part: -min(part.columns, 2) * part.rows)
        assume(parts[0].columns > 1 and parts[0].rows > 1)
    names = [f"i{at}" for at in range(count)]
    sized = draw(st.booleans())
    stories = [name for name in names if draw(st.booleans()) or (with_room and name == names[0])] or names[:1]
    items = []
    for name, part in zip(names, parts, strict=True):
        story = name in stories
        kind = ItemKind.STORY if story else draw(st.sampled_from([ItemKind.AD, ItemKind.PICTURE, ItemKind.FILLER]))
        sizes = [(part.columns, part.rows)] if part else []
        for _ in range(draw(st.integers(0 if part else 1, 3))):
            sizes.append((draw(st.integers(1, columns)), draw(st.integers(1, rows))))
        shapes = []
        for wide, high in sizes:
            around = with_room and not items and not shapes
            head = draw(st.integers(0, high - 2 if around else high)) if story else 0
            at_top = draw(st.sampled_from([None, None, None, True, False]))
            if part and not shapes and at_top is not None:
                at_top = part.row == 0
            large = draw(st.sampled_from(HEAD_SIZES)) if story and sized else 0.0
            least = min(large, draw(st.sampled_from(HEAD_SIZES))) if large else 0.0
            cost = draw(st.integers(0, 9))
            shapes.append(Footprint(wide, high, cost, (), head, at_top, size=large, least_size=least))
        edges = draw(st.frozensets(st.sampled_from(list(Edge)), max_size=2)) if kind is ItemKind.AD else frozenset()
        items.append(
            Item(
                name,
                kind,
                tuple(shapes),
                draw(st.integers(1, 9)),
                draw(st.booleans()),
                draw(st.sampled_from(["", "homes"])),
                draw(st.sampled_from(stories)) if kind is ItemKind.PICTURE else "",
                edges=edges,
                optional=kind is ItemKind.FILLER or (kind is ItemKind.AD and draw(st.booleans())),
            )
        )
    problem = PageProblem("T", columns, rows, tuple(items), right_hand=draw(st.booleans()))
    found = next(every_page(problem), None)
    if found and draw(st.booleans()):  # pin something where a page has it, and count moves from that page
        placed = found.placements[draw(st.integers(0, len(found.placements) - 1))]
        items = [replace(item, pinned=placed.rect) if item.id == placed.item else item for item in items]
        problem = replace(problem, items=tuple(items), previous=found if draw(st.booleans()) else None)
    if found and draw(st.booleans()):  # keep something within a part of the page
        placed = found.placements[0]
        rect = placed.rect
        zone = GridRect(rect.column, 0, columns - rect.column, rows)
        items = [replace(i, within=zone) if i.id == placed.item and i.pinned is None else i for i in problem.items]
        problem = replace(problem, items=tuple(items))
    if found and draw(st.booleans()):  # keep something off where a page has it, or off some other place
        placed = found.placements[draw(st.integers(0, len(found.placements) - 1))]
        cell = GridRect(draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1)), 1, draw(st.integers(1, 2)))
        zones = draw(st.sampled_from([(placed.rect,), (cell,), (cell, placed.rect)]))
        items = [replace(i, forbidden=zones) if i.id == placed.item and i.pinned is None else i for i in problem.items]
        problem = replace(problem, items=tuple(items))
    return problem


@st.composite
def problems_with_an_l(draw):
    """Return a small problem one of whose stories stands around an ad, and how its ad may be kept."""
    problem = draw(small_problems(with_room=True))
    first, *others = problem.items
    problem = replace(problem, items=(replace(first, pinned=None), *others))
    stories = [i for i in problem.items if i.kind is ItemKind.STORY and i.pinned is None and not i.optional]
    ways = []
    most = first.footprints[0]
    size = Footprint(
        draw(st.integers(1, min(2, most.columns - 1))), draw(st.integers(1, min(3, most.rows - most.head - 1)))
    )
    for at, item in enumerate(stories):
        for shape in item.footprints:
            if shape.columns > size.columns and shape.rows - shape.head > size.rows:
                for corner in draw(st.sampled_from([(Corner.LOWER_LEFT,), (Corner.LOWER_RIGHT,), tuple(Corner)])):
                    around = notch(shape.columns, shape.rows, size, corner)
                    ways.append((at, replace(shape, notch=around, cost=draw(st.integers(0, 9)))))
    chosen = stories[draw(st.sampled_from(ways))[0]]
    ad = Item("ad", ItemKind.AD, (size,), matter=draw(st.sampled_from(["", "homes"])))
    ad = replace(ad, edges=draw(st.frozensets(st.sampled_from(list(Edge)), max_size=2)))
    with_ad = replace(problem, items=(*problem.items, ad), previous=None)
    made = joined(with_ad, chosen.id, "ad", [shape for at, shape in ways if stories[at] is chosen])
    found = next(every_page(made), None)
    if found and draw(st.booleans()):
        changes = draw(st.sampled_from(["pinned", "within", "previous"]))
        if changes == "previous":
            return replace(made, previous=found)
        ad = replace(ad, **{changes: found.of("ad")})
        made = replace(made, items=tuple(replace(i, around=ad) if i.around else i for i in made.items))
    return made


def check_against_brute_force(problem: PageProblem, engine: Engine) -> None:
    best = min((total(score(problem, plan)) for plan in every_page(problem)), default=None)
    if best is None:
        with pytest.raises(NoPageError) as caught:
            solve(problem, engine=engine)
        assert caught.value.impossible
        return
    result = solve(problem, engine=engine)
    assert_whole(problem, result.plan)
    if problem.previous is not None and engine is Engine.SWEEP and not result.proven:
        # A page near the previous plan is the page, though another be better, if it has no new fault.
        assert result.bound <= best <= result.cost
        assert result.seen <= seen(score(problem, problem.previous))
        return
    assert result.cost == best
    assert result.bound == best
    assert result.proven


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def kept_without_points() -> PageProblem:
    """Return a page of which the previous plan is still good and costs nothing."""
    story = Item("i0", ItemKind.STORY, (Footprint(2, 2), Footprint(1, 1)), 1, pinned=GridRect(0, 0, 2, 2))
    ad = Item("i1", ItemKind.AD, (Footprint(2, 1),), 1)
    problem = PageProblem("T", 2, 3, (story, ad))
    return replace(problem, previous=next(every_page(problem)))


@settings(SLOW, max_examples=some(200))
@given(small_problems())
@example(kept_without_points())
def test_the_sweep_finds_what_trying_everything_finds(problem):
    check_against_brute_force(problem, Engine.SWEEP)


@settings(SLOW, max_examples=some(100))
@given(problems_with_an_l())
def test_with_an_l_shaped_story_too(problem):
    check_against_brute_force(problem, Engine.SWEEP)
    found = next(every_page(problem), None)
    if found:
        assert not GEOMETRY & {finding.code for finding in lint(problem, found)}


@settings(SLOW, max_examples=some(100))
@given(small_problems())
def test_the_constraint_model_finds_what_trying_everything_finds(problem):
    check_against_brute_force(for_the_second_engine(problem), Engine.CPSAT)


@settings(SLOW, max_examples=some(100))
@given(small_problems())
def test_a_sweep_yields_every_page_that_can_be_told_apart_by_cost(problem):
    tables = make_tables(problem)
    light = replace(problem, weights={**problem.weights, **LIGHT})
    found = set()
    for points, plan in pages(sweep(tables, 10**6, NEVER - 1), NEVER):
        cost = total(score(light, plan))
        assert points <= cost
        found.add(cost)
    costs = {total(score(light, plan)) for plan in every_page(problem)}
    assert found >= {cost for cost in costs if cost < NEVER}


@settings(SLOW, max_examples=some(100))
@given(small_problems(), st.integers(1, 6))
def test_the_bound_of_a_narrow_sweep_is_true(problem, width):
    best = min((total(score(problem, plan)) for plan in every_page(problem)), default=NEVER)
    found = sweep(without_mirror_images(make_tables(problem)), width, NEVER - 1)
    seen = min((points for points, _ in pages(found, NEVER)), default=NEVER)
    assert min(found.dropped, seen) <= best


LIGHT = {name: 0 for name, term in TERMS.items() if not (term.item or term.pair or term.carried)}
"""Without what only a finished page tells."""


@settings(SLOW, max_examples=some(100))
@given(small_problems())
def test_no_bound_cuts_off_the_best_page(problem):
    # In what size a headline is printed beside its page's lead only the finished page tells as well.
    items = tuple(
        replace(item, footprints=tuple(replace(shape, least_size=shape.size) for shape in item.footprints))
        for item in problem.items
    )
    light = replace(problem, weights=LIGHT, items=items)
    best = min((total(score(light, plan)) for plan in every_page(light)), default=None)
    if best is not None:
        assert sweep(make_tables(light), 10**6, best).goals[0][0] == best


@pytest.mark.parametrize("seed", range(12))
def test_bounds_are_true_on_a_real_grid(seed):
    problem = replace(generate(seed, 5), weights=LIGHT)
    best = solve(problem)
    assert best.proven
    tables = make_tables(problem)
    assert sweep(tables, 10**6, best.cost).goals[0][0] == best.cost
    for width in (1, 3, 10, 30, 100, 300):
        found = sweep(tables, width, NEVER - 1)
        seen = found.goals[0][0] if found.goals else NEVER
        assert min(found.dropped, seen) <= best.cost
    hasty = solve(problem, budget=Budget(steps=1))
    assert hasty.bound <= best.cost <= hasty.cost


@pytest.mark.parametrize("seed", range(40))
def test_both_engines_count_what_the_score_counts(seed):
    """Every item pinned to a known page: the only page there is, so what an engine counts is seen alone."""
    plan = answer(seed, 4 + seed % 9)
    problem = generate(seed, 4 + seed % 9)
    rects = [placement.rect for placement in plan.placements]
    elsewhere = [replace(p, rect=rect) for p, rect in zip(plan.placements, [*rects[1:], rects[0]], strict=True)]
    pinned = replace(
        problem,
        items=tuple(replace(item, pinned=plan.of(item.id)) for item in problem.items),
        previous=replace(plan, placements=tuple(elsewhere)) if seed % 2 else None,
    )
    known = for_the_second_engine(pinned)
    cost = total(score(known, plan))
    other = solve(known, engine=Engine.CPSAT)
    assert (other.cost, other.bound) == (cost, cost)
    light = replace(pinned, weights=LIGHT)
    assert [goal[0] for goal in sweep(make_tables(light), 10, NEVER - 1).goals] == [total(score(light, plan))]


# Two engines, pins, blocked places, moves ------------------------------------------------------------


@pytest.mark.parametrize(("seed", "columns", "rows"), [(2, 4, 42), (3, 4, 42), (2, 5, 42), (0, 5, 84)])
def test_both_engines_agree_on_a_real_grid(seed, columns, rows):
    """On a page of half the height the constraint model proves its page too; on a whole one it may run out of steps."""
    problem = generate(seed, 4, columns, rows, least=rows // 7)
    sweep_result = solve(problem)
    whole = rows == 84
    other = solve(problem, engine=Engine.CPSAT, budget=Budget(steps=3_000_000 if whole else 30_000_000))
    assert sweep_result.proven
    assert other.proven or whole
    assert_whole(problem, other.plan)
    assert other.bound <= sweep_result.cost <= other.cost


def test_the_same_problem_gives_the_same_page():
    problem = generate(5, 9)
    assert solve(problem, budget=QUICK) == solve(problem, budget=QUICK)


def test_a_pinwheel_is_found():
    arms = [("a", 2, 1), ("b", 1, 2), ("c", 2, 1), ("d", 1, 2), ("e", 1, 1)]
    items = tuple(Item(n, ItemKind.STORY, (Footprint(w, 10 * h),), p) for p, (n, w, h) in enumerate(arms, 1))
    result = solve(PageProblem("T", 3, 30, items))
    assert_whole(PageProblem("T", 3, 30, items), result.plan)
    assert result.plan.of("e") == GridRect(1, 10, 1, 10)


def test_the_lead_may_be_the_middle_of_a_pinwheel():
    arms = [("a", 2, 1), ("b", 1, 2), ("c", 2, 1), ("d", 1, 2), ("e", 1, 1)]
    items = tuple(Item(n, ItemKind.STORY, (Footprint(w, 10 * h),), 1 if n == "e" else 5) for n, w, h in arms)
    assert solve(PageProblem("T", 3, 30, items)).plan.of("e") == GridRect(1, 10, 1, 10)


def test_a_pin_and_a_blocked_place_are_kept():
    problem = generate(7, 8)
    plan = answer(7, 8)
    blocked = plan.placements[-1]
    lead = problem.lead
    items = tuple(
        replace(item, pinned=plan.of(lead.id)) if item.id == lead.id else item
        for item in problem.items
        if item.id != blocked.item
    )
    changed = replace(problem, items=items, blocked=(blocked.rect,))
    result = solve(changed, budget=QUICK)
    assert_whole(changed, result.plan)


def test_a_filler_comes_only_if_there_is_room():
    story = Item("s", ItemKind.STORY, (Footprint(2, 8, 0, (), 3),), 1)
    filler = Item("f", ItemKind.FILLER, (Footprint(2, 2, 5),), optional=True)
    assert [p.item for p in solve(PageProblem("T", 2, 10, (story, filler))).plan.placements] == ["s", "f"]
    assert [p.item for p in solve(PageProblem("T", 2, 8, (story, filler))).plan.placements] == ["s"]


def test_of_several_fillers_the_fewest_are_taken():
    lead = Item("s", ItemKind.STORY, (Footprint(2, 8, 0, (), 3),), 1)
    sizes = {"half": (1, 2), "other": (1, 2), "flat": (2, 1), "whole": (2, 2), "tall": (1, 5)}
    fillers = tuple(Item(n, ItemKind.FILLER, (Footprint(*size),), optional=True) for n, size in sizes.items())
    house = Item("house", ItemKind.AD, (Footprint(2, 3),), optional=True)
    for engine in Engine:
        result = solve(PageProblem("T", 2, 10, (lead, *fillers, house)), engine=engine)
        assert [p.item for p in result.plan.placements] == ["s", "whole"]
    taller = solve(PageProblem("T", 2, 11, (lead, *fillers, house)))
    assert [p.item for p in taller.plan.placements] == ["s", "house"]
    assert next(term.why for term in taller.score if term.name == "filler") == "house fills room"


def test_play_of_a_story_is_better_than_a_filler_and_a_pinned_house_ad_is_no_filler():
    lead = Item("s", ItemKind.STORY, (Footprint(2, 8, 0, (), 3), Footprint(2, 10, 3, (), 4)), 1)
    filler = Item("f", ItemKind.FILLER, (Footprint(2, 2),), optional=True)
    assert [p.item for p in solve(PageProblem("T", 2, 10, (lead, filler))).plan.placements] == ["s"]
    house = Item("h", ItemKind.AD, (Footprint(2, 2),), optional=True, pinned=GridRect(0, 8, 2, 2))
    result = solve(PageProblem("T", 2, 10, (lead, filler, house)))
    assert [p.item for p in result.plan.placements] == ["s", "h"]
    assert result.cost == 0


def test_a_column_of_briefs_may_be_long_and_has_a_head_like_a_story():
    briefs = Item("briefs", ItemKind.BRIEFS, (Footprint(1, 30, 0, (), 2),), 7)
    lead, second = story("a", (2, 18), priority=1), story("b", (2, 12), priority=4)
    problem = PageProblem("T", 3, 30, (briefs, lead, second))
    plan = solve(problem).plan
    assert_whole(problem, plan)
    assert value(problem, plan, "sliver-tall") == 0
    assert value(problem, plan, "tombstone") + value(problem, plan, "tombstone-eased") == 1


def test_after_a_change_things_stay_where_they_were():
    problem = generate(11, 8)
    before = solve(problem, budget=QUICK).plan
    lead = problem.lead
    changed = tuple(
        replace(item, footprints=tuple(s for s in item.footprints if s.rows != before.of(lead.id).rows))
        if item is lead
        else item
        for item in problem.items
    )
    anew = replace(problem, items=changed)
    kept = solve(replace(anew, previous=before, weights={"moved": 100, "moved-rows": 5}), budget=QUICK).plan
    free = solve(anew, budget=QUICK).plan
    assert kept.of(lead.id).rows != before.of(lead.id).rows
    assert differences(anew, kept, before) <= differences(anew, free, before)
    assert differences(anew, kept, before) <= 3


def longer(item: Item, lines: int, rows: int) -> Item:
    """A story with so many lines of one column more."""
    shapes = (shape.with_rows(shape.rows - (-lines // shape.columns)) for shape in item.footprints)
    return replace(item, footprints=tuple(shape for shape in shapes if shape.rows <= rows))


@pytest.mark.parametrize(("parts", "seed", "rows"), [(8, 3, 6), (8, 4, 6), (10, 0, 13), (12, 1, 8)])
def test_a_story_five_lines_longer_moves_hardly_anything(parts, seed, rows):
    problem = generate(seed, parts)
    before = solve(problem, budget=QUICK).plan
    stories = sorted((item for item in problem.items if item.headed), key=lambda item: item.priority)
    changed = stories[len(stories) // 2]
    items = tuple(longer(item, 5, problem.rows) if item is changed else item for item in problem.items)
    anew = replace(problem, items=items, previous=before)
    result = solve(anew)
    assert_whole(anew, result.plan)
    assert value(anew, result.plan, "moved") == 0
    assert value(anew, result.plan, "moved-rows") <= rows


def another_height(item: Item, rows: int, by: int) -> Item:
    """A story that cannot be so many rows high any more, but a row more or less."""
    same = [shape for shape in item.footprints if shape.rows == rows]
    shapes = [shape for shape in item.footprints if shape.rows != rows]
    return replace(item, footprints=(*shapes, *(shape.with_rows(rows + by) for shape in same)))


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(("seed", "parts"), [(2, 6), (5, 7), (3, 8), (0, 9)])
def test_after_a_change_of_one_row_nothing_moves_that_need_not(seed, parts, by):
    problem = generate(seed, parts)
    before = solve(problem, budget=QUICK).plan
    for item in problem.items:
        if not item.headed:
            continue
        other = another_height(item, before.of(item.id).rows, by)
        items = tuple(other if each is item else each for each in problem.items)
        anew = replace(problem, items=items, previous=before)
        result = solve(anew, budget=QUICK)
        assert_whole(anew, result.plan)
        if result.seen > seen(score(problem, before)):
            continue  # with the others where they are it would have that fault or worse: the page is made anew
        moved = {each.id for each in items if result.plan.of(each.id) != before.of(each.id)}
        points = value(anew, result.plan, "moved") * 12 + value(anew, result.plan, "moved-rows")
        for name in moved - {item.id}:
            # Were it to stay, and what did not move either, there would be no page, a new fault, or more would move.
            kept = tuple(
                replace(each, pinned=before.of(each.id)) if each.id == name or each.id not in moved else each
                for each in items
            )
            try:
                stays = solve(replace(anew, items=kept), budget=QUICK)
            except NoPageError:
                continue
            more = value(anew, stays.plan, "moved") * 12 + value(anew, stays.plan, "moved-rows")
            assert stays.seen > seen(score(problem, before)) or more > points, name


def test_a_page_is_not_made_better_elsewhere_after_a_change():
    problem = generate(2, 10)
    poor = solve(problem, budget=Budget(level=Level.FIRST)).plan
    assert solve(problem).plan != poor
    assert solve(replace(problem, previous=poor), budget=QUICK).plan.placements == poor.placements


def test_a_page_that_need_not_change_stays_and_is_found_at_once():
    problem = generate(1, 10)
    before = solve(problem, budget=QUICK).plan
    result = solve(
        replace(problem, previous=before, weights={"moved": 1000, "moved-rows": 100}), budget=Budget(steps=1)
    )
    assert result.plan.placements == before.placements
    assert result.steps < QUICK.steps


def test_a_previous_plan_of_another_page_is_no_hindrance():
    problem = generate(3, 5)
    other = answer(2, 5, rows=110)
    assert_whole(problem, solve(replace(problem, previous=other), budget=QUICK).plan)


def test_alternatives_differ_and_come_in_order():
    problem = generate(3, 9)
    found = alternatives(problem, 4, budget=QUICK)
    assert len(found) == 4
    assert [r.cost for r in found] == sorted(r.cost for r in found)
    for at, one in enumerate(found):
        assert_whole(problem, one.plan)
        for other in found[:at]:
            assert differences(problem, one.plan, other.plan) >= 3
            assert differences(problem, one.plan, mirrored(other.plan)) >= 3


def test_pages_that_do_not_differ_are_not_offered(monkeypatch):
    monkeypatch.setattr("layout.plan.solver.solve.SAMENESS", 0)
    problem = generate(3, 6)
    lead = solve(problem, budget=QUICK).plan.of(problem.lead.id)  # pinned, so that a mirror image is no other page
    items = tuple(replace(item, pinned=lead) if item is problem.lead else item for item in problem.items)
    assert len(alternatives(replace(problem, items=items), 3, budget=QUICK)) == 1


# No page ---------------------------------------------------------------------------------------------


def story(name: str, *shapes: tuple[int, int], priority: int = 5) -> Item:
    return Item(name, ItemKind.STORY, tuple(Footprint(w, h, 0, (), 2) for w, h in shapes), priority)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ((story("a", (2, 9)), story("b", (2, 9))), "too much copy: its items need at least 36 cells, the page has 20"),
        ((story("a", (2, 4)),), "too little copy: its items cover at most 8 cells of the page's 20"),
        ((story("a", (1, 8)), story("b", (1, 8)), story("c", (1, 4))), "cannot be fitted together"),
        ((story("a", (1, 9)), story("b", (1, 11))), "b can stand nowhere"),
        (
            (replace(story("a", (2, 4)), forbidden=(GridRect(1, 3, 1, 4),)), story("b", (2, 6))),
            "a can stand nowhere",
        ),
    ],
)
def test_why_there_is_no_page_is_said(items, says):
    with pytest.raises(NoPageError, match=says) as caught:
        solve(PageProblem("T", 2, 10, items))
    assert caught.value.impossible


def test_a_page_that_cannot_be_made_shows_what_to_cut_when_stretched():
    problem = PageProblem("T", 2, 20, (story("a", (2, 12)), story("b", (2, 11))))
    result = solve(elastic(problem))
    levers = [lever for shape in result.shapes.values() for lever in shape.levers]
    assert sum(int(lever.split()[0]) for lever in levers if "too much copy" in lever) == 3


def test_a_story_without_a_shape_is_named_and_takes_what_it_is_forced_into():
    endless = Item("b", ItemKind.STORY, (), natural=Footprint(2, 20))
    problem = PageProblem("T", 2, 20, (story("a", (2, 12)), endless))
    with pytest.raises(NoPageError, match="b has no shape") as caught:
        solve(problem)
    assert caught.value.impossible
    forced = {"b": [Footprint(2, rows, 20 - rows) for rows in range(3, 21)]}
    plan = solve(elastic(problem, forced, stretch=False)).plan
    assert (plan.of("a").rows, plan.of("b").rows) == (12, 8)
    assert [finding.code for finding in lint(problem, plan) if finding.subject == "b"] == ["plan-shape"]


def test_a_stretched_story_keeps_room_for_its_picture():
    low = replace(story("a", (2, 12)), footprints=(Footprint(2, 12, least=10),))
    rows = {shape.rows for item in elastic(PageProblem("T", 2, 20, (low,))).items for shape in item.footprints}
    assert min(rows) == 10
    assert max(rows) > 12


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: PageProblem("T", 2, 10, (story("a", (1, 9)), story("a", (1, 9)))), "two items are called 'a'"),
        (lambda: PageProblem("T", 2, 10, (Item("a", ItemKind.STORY, ()),)), "no shape"),
        (
            lambda: PageProblem("T", 2, 10, (replace(story("a", (1, 9)), pinned=GridRect(1, 5, 2, 2)),)),
            "not on the page",
        ),
        (
            lambda: PageProblem(
                "T", 2, 10, (replace(story("a", (1, 9)), pinned=GridRect(0, 0, 1, 9)),), (GridRect(0, 8, 2, 2),)
            ),
            "pinned over each other",
        ),
        (
            lambda: PageProblem(
                "T",
                2,
                10,
                (replace(story("a", (1, 9)), pinned=GridRect(0, 0, 1, 9), forbidden=(GridRect(0, 8, 2, 2),)),),
            ),
            "pinned to a place that is forbidden",
        ),
        (lambda: solve(PageProblem("T", 2, 10, (story("a", (2, 10)),), weights={"tomb": 1})), "'tomb' is no term"),
        (lambda: solve(PageProblem("T", 2, 10, (story("a", (2, 10)),), weights={"order": -1})), "not be negative"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(make, says):
    with pytest.raises(PlanError, match=says):
        make()


# Score and linter ------------------------------------------------------------------------------------


@lru_cache
def sample() -> tuple[PageProblem, PagePlan]:
    """Lead over four of five columns, a pinwheel below it, an ad at the foot."""
    areas = {
        "lead": (GridRect(0, 0, 4, 30), ItemKind.STORY, 1),
        "side": (GridRect(4, 0, 1, 45), ItemKind.STORY, 4),
        "west": (GridRect(0, 30, 2, 30), ItemKind.STORY, 3),
        "mid": (GridRect(2, 30, 2, 15), ItemKind.PICTURE, 5),
        "east": (GridRect(2, 45, 3, 27), ItemKind.STORY, 5),
        "low": (GridRect(0, 60, 2, 24), ItemKind.STORY, 6),
        "ad": (GridRect(2, 72, 3, 12), ItemKind.AD, 5),
    }
    items = tuple(
        Item(
            name,
            kind,
            (Footprint(rect.columns, rect.rows, 0, (), 5 if kind is ItemKind.STORY else 0),),
            priority,
            beside="west" if name == "mid" else "",
            pinned=rect if name == "ad" else None,
        )
        for name, (rect, kind, priority) in areas.items()
    )
    plan = PagePlan("S", 5, 84, tuple(Placement(n, k, r) for n, (r, k, _) in areas.items()))
    return PageProblem("S", 5, 84, items), plan


def with_rects(**rects: GridRect) -> PagePlan:
    _, plan = sample()
    return replace(plan, placements=tuple(replace(p, rect=rects.get(p.item, p.rect)) for p in plan.placements))


def value(problem: PageProblem, plan: PagePlan, name: str) -> int:
    return next(term.value for term in score(problem, plan) if term.name == name)


def test_a_good_page_has_no_finding():
    problem, plan = sample()
    assert lint(problem, plan) == ()
    assert value(problem, plan, "tombstone-eased") == 1  # lead | side: widths four and one


def changed_items(**changes: dict[str, object]) -> PageProblem:
    problem, _ = sample()
    return replace(
        problem,
        items=tuple(replace(item, **changes.get(item.id, {})) for item in problem.items),  # type: ignore[arg-type]
    )


LEAD, SIDE, WEST = GridRect(0, 0, 4, 30), GridRect(4, 0, 1, 45), GridRect(0, 30, 2, 30)


@pytest.mark.parametrize(
    ("code", "problem", "plan"),
    [
        ("plan-hole", sample()[0], with_rects(low=GridRect(0, 60, 2, 23))),
        ("plan-overlap", sample()[0], with_rects(low=GridRect(0, 59, 2, 25))),
        ("plan-off-page", sample()[0], with_rects(low=GridRect(0, 60, 2, 25))),
        ("plan-ad-moved", sample()[0], with_rects(ad=GridRect(2, 71, 3, 12))),
        ("plan-shape", sample()[0], with_rects(low=GridRect(0, 61, 2, 23))),
        ("plan-pin-moved", changed_items(low={"pinned": GridRect(0, 50, 2, 24)}), sample()[1]),
        ("plan-ad-size", changed_items(ad={"pinned": None, "footprints": (Footprint(3, 11),)}), sample()[1]),
        ("plan-forbidden", changed_items(low={"forbidden": (GridRect(1, 80, 3, 4),)}), sample()[1]),
        ("plan-within", changed_items(low={"within": GridRect(0, 0, 2, 83)}), sample()[1]),
        ("plan-ad-edge", changed_items(ad={"edges": frozenset({Edge.LEFT})}), sample()[1]),
        ("plan-ad-edge", changed_items(ad={"edges": frozenset({Edge.RIGHT_HAND})}), sample()[1]),
        ("plan-beside", changed_items(ad={"matter": "cars"}, east={"matter": "cars"}), sample()[1]),
        ("plan-beside", changed_items(ad={"not_beside": frozenset({"low"})}), sample()[1]),
        ("plan-picture-apart", changed_items(mid={"beside": "low"}), sample()[1]),
        ("plan-lead", changed_items(east={"priority": 1}, lead={"priority": 2}), sample()[1]),
        ("plan-sliver", changed_items(low={"footprints": (Footprint(2, 24, 0, (), 22),)}), sample()[1]),
        ("plan-tombstone", changed_items(mid={"kind": ItemKind.STORY, "beside": ""}), sample()[1]),
        (
            "plan-cut-across",
            sample()[0],
            with_rects(side=GridRect(4, 0, 1, 30), mid=GridRect(2, 30, 3, 15)),
        ),
        (
            "plan-sliver",
            sample()[0],
            with_rects(side=GridRect(4, 0, 1, 72), east=GridRect(2, 45, 2, 27)),
        ),
    ],
)
def test_every_fault_is_found(code, problem, plan):
    assert code in {finding.code for finding in lint(problem, plan)}


def cut_page(*items: tuple[str, ItemKind, GridRect, int]) -> tuple[PageProblem, PagePlan]:
    made = tuple(
        Item(name, kind, (Footprint(rect.columns, rect.rows, 0, (), 4 if kind is ItemKind.STORY else 0),), priority)
        for name, kind, rect, priority in items
    )
    placements = tuple(Placement(name, kind, rect) for name, kind, rect, _ in items)
    return PageProblem("C", 2, 30, made), PagePlan("C", 2, 30, placements)


def test_a_cut_over_a_foot_of_ads_and_one_under_a_lead_of_full_width_are_no_faults():
    story, ad = ItemKind.STORY, ItemKind.AD
    ads = (("x", ad, GridRect(0, 20, 1, 10), 5), ("y", ad, GridRect(1, 20, 1, 10), 5))
    pair = (("b", story, GridRect(0, 10, 1, 10), 2), ("c", story, GridRect(1, 10, 1, 10), 3))
    lead = ("a", story, GridRect(0, 0, 2, 10), 1)
    problem, plan = cut_page(lead, *pair, *ads)
    assert value(problem, plan, "cut-across") == 0
    assert value(problem, plan, "cut-across-eased") == 1  # under the lead; over a row of ads there is none
    assert "plan-cut-across" not in {finding.code for finding in lint(problem, plan)}
    # The same page with a story beside the ad at the foot, and with two stories over the cut.
    beside = cut_page(lead, *pair, ads[0], ("y", story, GridRect(1, 20, 1, 10), 5))
    two = (("a", story, GridRect(0, 0, 1, 10), 1), ("d", story, GridRect(1, 0, 1, 10), 4))
    for other in (beside, cut_page(*two, *pair, *ads)):
        assert "plan-cut-across" in {finding.code for finding in lint(*other)}


def test_a_story_across_the_foot_is_a_strip_and_the_cut_over_it_no_fault():
    story = ItemKind.STORY
    top = (("a", story, GridRect(0, 0, 1, 20), 1), ("b", story, GridRect(1, 0, 1, 20), 2))
    problem, plan = cut_page(*top, ("c", story, GridRect(0, 20, 2, 10), 3))
    assert value(problem, plan, "cut-across") == 0
    assert value(problem, plan, "cut-across-eased") == 1
    with_ad = (("c", story, GridRect(0, 20, 2, 5), 3), ("x", ItemKind.AD, GridRect(0, 25, 2, 5), 5))
    assert value(*cut_page(*top, *with_ad), "cut-across-eased") == 1


def test_missing_twice_and_unknown_items_are_found():
    problem, plan = sample()
    placements = plan.placements
    assert "plan-missing" in {f.code for f in lint(problem, replace(plan, placements=placements[1:]))}
    assert "plan-twice" in {f.code for f in lint(problem, replace(plan, placements=(*placements, placements[0])))}
    ghost = Placement("ghost", ItemKind.STORY, placements[0].rect)
    assert "plan-unknown" in {f.code for f in lint(problem, replace(plan, placements=(*placements, ghost)))}


def test_a_hole_is_told_as_one_rectangle():
    problem, plan = sample()
    smaller = replace(plan, placements=tuple(p for p in plan.placements if p.item != "east"))
    holes = [f.said for f in lint(problem, smaller) if f.code == "plan-hole"]
    assert holes == ["page S: nothing stands on 3 columns by 27 rows at column 3, row 46"]


def test_a_cut_down_the_page_is_found_and_a_strip_ad_does_not_hide_it():
    left, right = story("a", (1, 18), priority=1), replace(story("b", (1, 18)), boxed=True)
    strip = Item("ad", ItemKind.AD, (Footprint(2, 2),))
    plan = PagePlan(
        "T",
        2,
        20,
        (
            Placement("a", ItemKind.STORY, GridRect(0, 0, 1, 18)),
            Placement("b", ItemKind.STORY, GridRect(1, 0, 1, 18)),
            Placement("ad", ItemKind.AD, GridRect(0, 18, 2, 2)),
        ),
    )
    problem = PageProblem("T", 2, 20, (left, right, strip))
    codes = {finding.code for finding in lint(problem, plan)}
    assert "plan-cut-down" in codes
    assert "plan-cut-across" not in codes  # along a strip ad a cut is no fault
    for engine in Engine:
        result = solve(problem, engine=engine)
        assert (result.cost, result.bound) == (total(score(problem, plan)),) * 2


def test_a_page_of_nothing_but_ads_is_not_told_of_cuts_down():
    whole = Placement("whole", ItemKind.AD, GridRect(0, 0, 3, 20))
    parts = tuple(Placement(name, ItemKind.AD, GridRect(at, 0, 1, 20)) for at, name in enumerate("abc"))

    def told(*placements):
        items = [Item(one.item, one.kind, (Footprint(one.rect.columns, 20),)) for one in placements]
        problem = PageProblem("T", 3, 20, tuple(items))
        return [one.said for one in lint(problem, PagePlan("T", 3, 20, placements)) if one.code == "plan-cut-down"]

    assert told(whole) == told(*parts) == []
    beside = replace(parts[0], kind=ItemKind.STORY)
    assert len(told(beside, *parts[1:])) == 2


def test_weights_can_be_overridden():
    problem, plan = sample()
    heavy = replace(problem, weights={"tombstone-eased": 99})
    assert total(score(heavy, plan)) - total(score(problem, plan)) == 99 - TERMS["tombstone-eased"].weight


def test_the_explanation_names_the_terms_and_their_sum():
    problem, plan = sample()
    terms = score(problem, plan)
    said = explain(terms)
    assert "lead | side" in said
    assert f"{total(terms)}  points" in said
    assert len(explain(terms, every=True).splitlines()) == len(TERMS) + 1
    *_, points = told(said, "zh").splitlines()
    assert points == f"{total(terms):6d}  分"
    assert "(对标题)：lead | side" in told(said, "zh")


def test_shapes_say_what_was_used():
    result = solve(generate(2, 6), budget=QUICK)
    assert set(result.shapes) == {p.item for p in result.plan.placements}
    assert result.shapes == shapes_of(generate(2, 6), result.plan)


def test_the_top_shape_is_used_only_at_the_top():
    top = Footprint(2, 9, 0, (), 2, True)
    below = Footprint(2, 10, 0, (), 3, False)
    items = tuple(Item(n, ItemKind.STORY, (top, below), p) for n, p in (("a", 1), ("b", 5)))
    result = solve(PageProblem("T", 2, 19, items))
    assert result.plan.of("a") == GridRect(0, 0, 2, 9)
    assert result.plan.of("b") == GridRect(0, 9, 2, 10)
