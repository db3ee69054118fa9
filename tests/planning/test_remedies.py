"""What an editor is told of a page that does not come out: one list, true wherever in the stories he does it."""

from __future__ import annotations

import re

import pytest

from layout.base.codes import Severity
from layout.build.inputs import open_template
from layout.compose.kit import TemplateKit, open_story
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Edition, Story
from layout.files.project import Project
from layout.plan.closer import STRETCHED
from layout.plan.edition import EditionPlan, plan_edition
from layout.plan.notches import shape_of
from tests.conftest import ROOT
from tests.planning.editions import edition, page, story

HEADS = ("河堤步道全线贯通", "老锅炉房里书声响", "菜场换顶 摊位编号", "木工房里学量尺", "末班车晚开四十分钟")
MUCH = [1500, 1300, 1150, 950, 700]
LITTLE = [1000, 700, 450]


@pytest.fixture(scope="session")
def kits() -> dict[str, TemplateKit]:
    return {"tabloid": open_template(Project(ROOT), "tabloid")}


def by_hand(lengths: list[int], **keys: object) -> Edition:
    made = [story(f"s{n}", length, priority=n + 1, headline=HEADS[n], **keys) for n, length in enumerate(lengths)]
    return edition([page("A2", *(each.id for each in made), closing="hand")], made)


@pytest.fixture(scope="module")
def much(kits) -> EditionPlan:
    return plan_edition(by_hand(MUCH), kits)


@pytest.fixture(scope="module")
def little(kits) -> EditionPlan:
    return plan_edition(by_hand(LITTLE), kits)


def faults(plan: EditionPlan) -> list:
    return [finding for each in plan.pages for finding in each.findings if finding.code in STRETCHED]


def without(each: Story, characters: int, where: str) -> Story:
    """Return a story with so many characters less, from its end or out of its second paragraph."""
    whole = [block.text for block in each.blocks]
    at = len(whole) - 1 if where == "end" else 1
    while characters > 0:
        take = min(characters, len(whole[at]) - (0 if where == "end" else 10))
        begin = len(whole[at]) - take if where == "end" else 5
        whole[at] = whole[at][:begin] + whole[at][begin + take :]
        characters -= take
        at += -1 if where == "end" else 1
    return each.model_copy(update={"blocks": tuple(Paragraph(spans=(Span(text=t),)) for t in whole if t)})


def followed(made: Edition, plan: EditionPlan, where: str) -> Edition:
    (planned,) = plan.pages
    stories = {name: made.stories[name] for name in planned.page.stories}
    for name, characters in planned.asked:
        assert characters > 0
        stories[name] = without(stories[name], characters, where)
    return edition([page("A2", *stories, closing="hand")], list(stories.values()))


class TestTooMuch:
    @pytest.mark.parametrize("where", ["end", "middle"])
    def test_done_once_it_closes_the_page_wherever_it_is_done(self, kits, much, where):
        assert faults(much)
        assert not faults(plan_edition(followed(by_hand(MUCH), much, where), kits))

    def test_the_fault_is_told_once_and_the_list_asks_what_the_page_shows(self, much):
        (planned,) = much.pages
        (fault,) = faults(much)
        assert fault.severity is Severity.ERROR
        first, *others = much.findings
        assert {finding.code.value for finding in much.findings} == {"closing-advice"}
        assert all(finding.message.startswith("page A2: or ") for finding in others)
        told = {name: int(n) for n, name in re.findall(r"cut (\d+) characters from (\w+)", first.message)}
        assert told == dict(planned.asked)
        assert all(f"take {name} " in first.message for name in set(by_hand(MUCH).stories) - set(planned.page.stories))
        assert first.message.endswith("all fits")

    def test_stories_of_which_nothing_is_asked_fit_their_places(self, kits, much):
        (planned,) = much.pages
        asked = dict(planned.asked)
        for placed in planned.plan.placements:
            whole = open_story(by_hand(MUCH).stories[placed.item], kits["tabloid"], much.edition.folder)
            assert (placed.item in asked) != bool(whole.fill(shape_of(placed)))

    def test_nothing_gives_way(self, much):
        assert dict(much.edition.stories) == dict(by_hand(MUCH).stories)
        assert much.taken_off == type(much.taken_off)()


class TestTooLittle:
    def test_what_is_to_be_added_is_told_and_fills_the_page(self, kits, little):
        (fault,) = faults(little)
        assert "too little" in fault.message
        (planned,) = little.pages
        assert planned.asked
        longer: dict[str, Story] = {}
        for name, characters in planned.asked:
            assert f"add {-characters} characters to {name} " in little.findings[0].message
            more = Paragraph(spans=(Span(text=("渡口的船今天停了半日。" * 200)[:-characters]),))
            whole = by_hand(LITTLE).stories[name]
            longer[name] = whole.model_copy(update={"blocks": (*whole.blocks, more)})
        made = {**by_hand(LITTLE).stories, **longer}
        assert not faults(plan_edition(edition([page("A2", *made, closing="hand")], list(made.values())), kits))


def test_a_story_may_go_where_there_is_room_whatever_its_section(kits):
    full = by_hand([1900, 1500, 1300, 950], jump="never")
    few = [story("t0", 1700, priority=2), story("t1", 1500, priority=4)]
    pages = [
        page("A2", *full.stories, section="民生", closing="hand"),
        page("A3", "t0", "t1", section="体育", closing="hand"),
    ]
    plan = plan_edition(edition(pages, [*full.stories.values(), *few]), kits)
    told = [finding.message for finding in plan.findings if finding.subject == "A2"]
    assert any(re.search(r"move s\d .*to A3.*: all fits", message) for message in told)
