"""Stories that no shape of their page holds: the page is made all the same, and what to cut or to add is told."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.errors import ContentError
from layout.build.inputs import open_template
from layout.build.records import stories_left_over
from layout.compose.kit import TemplateKit, open_story
from layout.compose.shape import StoryShape
from layout.edition.blocks import Paragraph, Span
from layout.edition.places import GridPlace
from layout.files.cache import Cache, Store
from layout.files.project import Project
from layout.plan.advice import advice
from layout.plan.alternatives import page_alternatives
from layout.plan.closing import attempts, tell_left_over
from layout.plan.edition import plan_edition
from layout.plan.notches import shape_of
from layout.plan.page import Planned, plan_page, state_page
from layout.plan.problem import LEAST_PART, WHITES, forced_footprints
from layout.plan.solver.budget import Budget, Cancelled, Level
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.solver.items import Footprint, Item, NoPageError, PageProblem
from layout.plan.solver.solve import solve
from tests.conftest import ROOT
from tests.planning.editions import edition, filler, page, story

CELLS = 5 * 84


@pytest.fixture(scope="session")
def kit() -> TemplateKit:
    return open_template(Project(ROOT), "tabloid")


def at(name: str) -> Ref:
    return Ref("story", name)


def long(characters: int = 7000, **keys: object):
    return story("long", characters, headline="木工房里学量尺", **keys)


def short(**keys: object):
    """A story of one character."""
    one = Paragraph(spans=(Span(text="字"),))
    return story("short", 1, **keys).model_copy(update={"blocks": (one,)})


def others(*lengths: int) -> list:
    heads = ("老锅炉房里书声响", "菜场换顶 摊位编号", "末班车晚开四十分钟")
    return [story(f"s{n}", length, priority=n + 2, headline=heads[n]) for n, length in enumerate(lengths)]


def planned(kit: TemplateKit, *stories, ads=(), **keys: object) -> Planned:
    names = tuple(each.id for each in stories)
    made = edition([page("A2", *names, ads=tuple(ad.id for ad in ads), **keys)], list(stories), list(ads))
    return plan_page(made, made.page("A2"), kit)


def only(one: Planned, code: str) -> Finding:
    (found,) = [finding for finding in one.findings if finding.code == code]
    return found


def area(one: Planned) -> int:
    return sum(placed.rect.area for placed in one.plan.placements)


def over(one: Planned, made, kit: TemplateKit) -> int:
    """Characters of a story that its place has no room for, set anew."""
    placement = next(placed for placed in one.plan.placements if placed.item == made.id)
    return open_story(made, kit).compose(shape_of(placement)).fit.over_characters


def test_alone_it_fills_the_page_and_the_rest_is_to_be_cut(kit):
    made = long()
    one = planned(kit, made)
    said = only(one, "plan-stretched")
    assert area(one) == CELLS
    assert said.severity is Severity.ERROR
    assert f"long {over(one, made, kit)} characters over" in said.message
    assert f"cut about {over(one, made, kit)} characters from long ({at('long')})" in said.hint


def test_as_the_lead_it_takes_what_the_others_leave(kit):
    made = long(priority=1)
    one = planned(kit, made, *others(900, 700), ads=[filler("own", 3, 16).model_copy(update={"filler": False})])
    said = only(one, "plan-stretched")
    assert area(one) == CELLS
    assert one.page.stories == ("long", "s0", "s1")
    assert said.hint.startswith(f"cut about {over(one, made, kit)} characters from long")
    assert "story-left-over" not in [finding.code for finding in one.findings]


def test_it_does_not_spoil_a_page_of_others(kit):
    one = planned(kit, *others(2000, 1700, 1300), long(priority=3))
    said = only(one, "story-left-over")
    assert one.page.stories == ("s0", "s1", "s2")
    assert (said.severity, said.subject, said.place) == (Severity.ERROR, "long", at("long"))
    assert "characters over" in said.hint
    assert "cut at least" in said.hint
    assert [finding.code for finding in one.findings if finding.code == "plan-stretched"] == []


def test_a_story_of_one_character_leaves_the_page_white_and_is_named(kit):
    one = planned(kit, short(priority=1))
    said = only(one, "plan-white")
    assert said.severity is Severity.ERROR
    assert f"{CELLS - area(one)} of {CELLS} cells stay white" in said.message
    assert f"to short ({at('short')})" in said.hint
    # A page that is nearly white is cut from top to foot, and nobody needs to be told.
    assert {finding.code for finding in one.findings} == {"plan-white"}


@pytest.mark.parametrize(
    ("keys", "said", "hint"),
    [
        ({"section": "民生"}, "it waits for copy of 民生", "section: 民生"),
        ({"takes": ("科技", "体育")}, "it waits for copy of 科技, 体育", "section: 科技"),
        ({}, "it takes no section", "give it a section:"),
    ],
)
@pytest.mark.parametrize("ads", [0, 1])
def test_a_page_without_a_story_says_what_it_waits_for(kit, keys, said, hint, ads):
    sold = [filler("own", 2, 14).model_copy(update={"filler": False})][:ads]
    one = planned(kit, ads=sold, **keys)
    found = only(one, "page-waits")
    assert said in found.message
    assert hint in found.hint
    assert f"about {(CELLS - 28 * ads) * 15} characters" in found.hint
    assert {placed.item for placed in one.plan.placements} == {ad.id for ad in sold}
    assert {finding.code for finding in one.findings} == {"page-waits"}


def test_many_tiny_stories_stand_above_a_white_foot(kit):
    """Where a search among white all over the page gives up, one white foot leaves a page that is easily tiled."""
    names = [f"s{number}" for number in range(6)]
    made = edition([page("A2", *names)], [story(name, 40) for name in names])
    problem = state_page(made, made.pages[0], kit)
    feet = [attempt for attempt, _ in attempts(problem, {}) if any(item.pinned for item in attempt.items)]
    plan = next(filter(None, map(solved, feet))).plan
    assert {placed.item for placed in plan.placements} == {*names, WHITES[0]}
    assert plan.of(WHITES[0]).columns == 5


def solved(problem: PageProblem):
    with suppress(NoPageError):
        return solve(problem)
    return None


def tiny(number: int) -> Item:
    return Item(f"s{number}", ItemKind.STORY, (Footprint(1, 11), Footprint(1, 12, 4)), priority=5)


@pytest.mark.parametrize(("count", "says"), [(3, "has too little copy"), (90, "has no room for its 56 characters")])
def test_a_story_left_off_is_told_why(kit, count, says):
    made = edition([page("A2", "one")], [story("one", 40)])
    problem = PageProblem("A2", 5, 84, tuple(tiny(number) for number in range(count)))
    report = Report()
    composer = open_story(made.stories["one"], kit)
    tell_left_over(made.stories["one"], made.pages[0], problem, composer, kit.design, report)
    (found,) = report.findings
    assert says in found.message
    assert ("387 lines" in found.hint) is (count == 3)


def test_nobody_is_told_to_cut_copy_of_a_page_that_is_white(kit):
    problem = PageProblem("A2", 5, 84, (tiny(0),))
    over = open_story(story("one", 400), kit).compose(StoryShape(1, 20)).fit
    assert over.over_lines
    assert "cut" not in advice(problem, {"one": over}, {}, 300, kit.design)
    assert "cut" in advice(problem, {"one": over}, {}, 3, kit.design)


def test_white_may_stand_beside_an_ad_that_is_pinned_to_the_foot(kit):
    ad = filler("own", 2, 14).model_copy(update={"filler": False})
    one = planned(kit, short(priority=1), ads=[ad], at={"own": GridPlace((4, 5), (71, 84))})
    assert only(one, "plan-white").severity is Severity.ERROR
    assert {placed.item for placed in one.plan.placements} == {"short", "own"}


def test_a_width_it_cannot_fill_is_told_with_what_would_fill_it(kit):
    one = planned(kit, *others(2000, 1700, 1400), short(columns=(3,), priority=6))
    said = only(one, "plan-stretched")
    rect = one.plan.of("short")
    assert (rect.columns, area(one)) == (3, CELLS)
    assert re.search(r"short \d+ characters short", said.message)
    assert f"characters to short ({at('short')})" in said.hint


@pytest.mark.parametrize("rows", [(60, 84), None])
def test_a_place_it_does_not_fit_into_is_kept_and_the_story_is_cut(rows, kit):
    made = long(2600, priority=4)
    one = planned(kit, *others(1700, 1500, 1300), made, at={"long": GridPlace((1, 2), rows)})
    said = only(one, "plan-stretched")
    assert one.plan.of("long").right <= 2
    assert rows is None or one.plan.of("long") == GridRect(0, 59, 2, 25)
    assert said.severity is Severity.ERROR
    assert f"cut about {over(one, made, kit)} characters from long" in said.hint
    assert "plan-shape" not in [finding.code for finding in one.findings]


def test_alternatives_say_that_there_is_no_shape(kit):
    made = long()
    whole = edition([page("A2", "long")], [made])
    with pytest.raises(ContentError, match="long has no shape") as caught:
        page_alternatives(whole, whole.page("A2"), kit, 2)
    assert "build the page" in caught.value.hint


class TestForcedShapes:
    def test_of_too_long_a_story_the_largest_is_the_cheapest(self, kit):
        shapes = forced_footprints(open_story(long(), kit), kit.design)
        best = min(shapes, key=lambda shape: shape.cost)
        assert best.cost == 0
        assert best.area == max(shape.area for shape in shapes)
        assert min(shape.area for shape in shapes) * LEAST_PART >= CELLS

    def test_empty_cells_cost_more_than_cells_that_lack(self, kit):
        cut = forced_footprints(open_story(long(), kit), kit.design)
        empty = forced_footprints(open_story(short(), kit), kit.design)
        fewer = min(shape.cost for shape in cut if shape.area <= CELLS - 10)
        more = min(shape.cost for shape in empty if shape.columns == 5 and shape.rows >= 20)
        assert fewer < 20 < more

    def test_none_is_too_low_for_its_picture(self, kit):
        picture = {"file": "images/bus-line.jpg"}
        composer = open_story(story("a", 7000, picture=picture), kit, ROOT / "content" / "2022-04-15")
        least = composer.least_rows(5)
        made = composer.compose(StoryShape(5, least))
        (seen,) = made.pictures
        # The white row under it may fall away at the story's foot.
        assert made.head.rows <= seen.row
        assert made.head.rows < seen.row + seen.taken - seen.white <= least
        shapes = [shape for shape in forced_footprints(composer, kit.design) if shape.columns == 5]
        assert min(shape.rows for shape in shapes if not shape.at_top) >= least


def test_a_story_on_no_page_has_all_its_words_in_the_report():
    made = story("a", 300, kicker="春到渡口", deck="步道全长两公里", byline="本报记者 孟川", source="本报讯")
    (told,) = stories_left_over(edition([], [made]))
    assert told.head == ("春到渡口", "河堤步道全线贯通", "步道全长两公里", "本报记者 孟川", "本报讯")
    assert told.text == "\n".join(block.text for block in made.blocks)


class Cancel:
    """Cancels at the n-th question, and counts the questions."""

    def __init__(self, most: int | None = None) -> None:
        self.asked, self.most = 0, most

    def cancelled(self) -> bool:
        self.asked += 1
        return self.most is not None and self.asked > self.most


def test_a_page_that_nobody_waits_for_is_not_planned_to_the_end_nor_kept(kit, tmp_path):
    lengths = (560, 640, 720, 800, 520, 600, 680)
    stories = [story(f"s{n}", many, priority=n + 1) for n, many in enumerate(lengths)]
    made = edition([page("A2", *(each.id for each in stories))], stories)
    keeping = replace(kit, store=Store(Cache(tmp_path), "test"))
    with pytest.raises(Cancelled):
        plan_page(made, made.page("A2"), keeping, cancel=Cancel(0))
    asked, better = Cancel(), Budget(Level.BETTER, steps=500_000)
    first = plan_page(made, made.page("A2"), kit, budget=replace(better, level=Level.FIRST))
    whole = plan_page(made, made.page("A2"), kit, budget=better, cancel=asked)
    assert first.result.steps < whole.result.steps
    stopped = plan_page(made, made.page("A2"), keeping, budget=better, cancel=Cancel(asked.asked - 2))
    assert stopped.result.cancelled
    again = plan_page(made, made.page("A2"), keeping, budget=better)
    assert (again.plan, again.result) == (whole.plan, whole.result)


def test_an_edition_is_not_planned_on_when_it_is_cancelled(kit):
    stories = others(900, 700)
    pages = [page("A2", "s0"), page("A3", "s1")]
    made, asked = edition(pages, stories), Cancel()
    done: list[str] = []
    with pytest.raises(Cancelled):
        plan_edition(made, {"tabloid": kit}, planner=lambda tasks: counted(tasks, kit, done, asked), cancel=asked)
    assert done == ["A2"]


def counted(tasks, kit, done, cancel):
    for task in tasks:
        done.append(task.page.id)
        cancel.most = 0
        yield plan_page(task.edition, task.page, kit)


def test_more_ads_than_can_stand_anywhere_are_no_reason_to_refuse_a_page(kit: TemplateKit) -> None:
    """Stacked at the foot they are not counted; what is told of the page is what it lacks."""
    ads = [filler(f"a{number}", 1, 6).model_copy(update={"filler": False}) for number in range(9)]
    stories = [story(f"s{number}", 500, columns=(1,)) for number in range(10)]
    names = tuple(each.id for each in ads)
    made = edition([page("A2", *(each.id for each in stories), ads=names)], stories, ads)
    planned = plan_page(made, made.pages[0], kit, legal_only=True)
    (told,) = [finding for finding in planned.findings if finding.code is Code.PLAN_STRETCHED]
    assert "at most 18" not in told.message
    assert "too much copy" in told.message
