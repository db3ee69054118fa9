"""Pages that close themselves, with the tabloid's real type: what gives way, in which order, and what is told."""

from __future__ import annotations

import pytest

from layout.base.codes import Severity
from layout.build.inputs import open_template
from layout.compose.kit import TemplateKit
from layout.edition.model import Edition
from layout.files.project import Project
from layout.plan.closer import STRETCHED
from layout.plan.edition import EditionPlan, plan_edition
from tests.conftest import ROOT
from tests.planning.editions import edition, page, story

HEADS = ("河堤步道全线贯通", "老锅炉房里书声响", "菜场换顶 摊位编号", "木工房里学量尺", "末班车晚开四十分钟")


@pytest.fixture(scope="session")
def kits() -> dict[str, TemplateKit]:
    return {"tabloid": open_template(Project(ROOT), "tabloid")}


def stories(lengths: list[int], **keys: object) -> list:
    return [
        story(f"s{n}", length, priority=n + 1, headline=HEADS[n % len(HEADS)], **keys)
        for n, length in enumerate(lengths)
    ]


def one_page(made: list, **keys: object) -> Edition:
    return edition([page("A2", *(each.id for each in made), **keys)], made)


def codes(plan: EditionPlan) -> list[str]:
    return [finding.code.value for finding in plan.findings]


def comes_out(plan: EditionPlan) -> bool:
    return not any(finding.code in STRETCHED for each in plan.pages for finding in each.findings)


OVERFULL = [1600, 1300, 1200, 1050, 850]
"""A fifth more copy than room: more than any legal play makes up for."""

FEW = [3000, 2600, 1900]
"""As much too many, in few stories."""


@pytest.fixture(scope="module")
def cut(kits) -> EditionPlan:
    return plan_edition(one_page(stories(OVERFULL, cut="end", must=True)), kits)


class TestCut:
    def test_the_page_comes_out_and_every_cut_is_told(self, cut):
        assert comes_out(cut)
        assert "story-held-over" not in codes(cut)
        told = [finding for finding in cut.findings if finding.code == "story-shortened"]
        assert {finding.subject for finding in told} == {less.story.id for less in cut.taken_off.shortened}
        assert {finding.severity for finding in told} == {Severity.WARNING}

    def test_they_share_it(self, cut):
        shares = [less.characters / less.story.characters for less in cut.taken_off.shortened]
        assert len(shares) >= 3
        assert max(shares) < 3 * sum(shares) / len(shares)

    def test_nothing_is_lost(self, cut):
        gone = {less.story.id: "".join(less.text) for less in cut.taken_off.shortened}
        for each in stories(OVERFULL, cut="end", must=True):
            printed = "".join(block.text for block in cut.edition.stories[each.id].blocks)
            assert printed + gone.get(each.id, "") == "".join(block.text for block in each.blocks)


class TestLastResort:
    """Stories that do not say whether they may be cut, where a little of each is not enough."""

    def test_an_important_story_is_cut_deeper_before_it_is_held_over(self, kits):
        tokens = kits["tabloid"].design.closing
        made = stories([1900, 1500, 1300, 900, 650])
        made = [each.model_copy(update={"priority": min(each.priority, 3)}) for each in made]
        plan = plan_edition(one_page(made), kits)
        assert comes_out(plan)
        assert plan.taken_off.held_over == ()
        shares = [less.characters / less.story.characters for less in plan.taken_off.shortened]
        assert len(shares) >= 2
        assert tokens.trim < max(shares) <= tokens.most_cut

    def test_one_that_is_never_cut_is_whole(self, kits):
        first, *others = stories([1900, 1500, 1300, 900, 650])
        whole = first.model_copy(update={"cut": "never"})
        plan = plan_edition(one_page([whole, *others]), kits)
        assert comes_out(plan)
        assert plan.taken_off.shortened
        assert plan.edition.stories[whole.id] == whole


class TestColumns:
    """Columns that a story orders, where its page has no place for it over so many."""

    def test_they_give_way_where_nothing_else_helps_and_that_is_told(self, kits):
        first, *others = stories([1600, 800, 700, 500])
        plan = plan_edition(one_page([first.model_copy(update={"columns": (1,)}), *others]), kits)
        assert comes_out(plan)
        assert plan.taken_off.held_over == ()
        (told,) = (finding for finding in plan.findings if finding.code == "story-columns")
        assert (told.subject, told.severity) == (first.id, Severity.WARNING)
        assert plan.pages[0].plan.placed(first.id).rect.columns > 1

    def test_they_are_kept_where_the_page_comes_out_with_them(self, kits):
        first, *others = stories([1250, 1100, 950, 850, 700])
        plan = plan_edition(one_page([first.model_copy(update={"columns": (3, 4)}), *others]), kits)
        assert comes_out(plan)
        assert "story-columns" not in codes(plan)
        assert plan.pages[0].plan.placed(first.id).rect.columns in (3, 4)


class TestHeldOver:
    def test_the_least_important_goes_and_it_is_no_error(self, kits):
        plan = plan_edition(one_page(stories([1900, 1500, 1300, 900, 650], cut="never")), kits)
        assert comes_out(plan)
        held = [each.story.id for each in plan.taken_off.held_over]
        assert held
        assert "s0" not in held
        assert {finding.severity for finding in plan.findings} == {Severity.WARNING}
        assert [finding.subject for finding in plan.findings if finding.code == "story-held-over"] == held
        assert not set(held) & set(plan.pages[0].page.stories)

    def test_what_must_be_there_is(self, kits):
        made = stories(FEW)
        must = [each.model_copy(update={"must": True}) for each in made]
        plan = plan_edition(one_page(must), kits)
        assert plan.taken_off.held_over == ()

    def test_by_hand_nothing_gives_way_and_what_would_do_is_said(self, kits):
        plan = plan_edition(one_page(stories(FEW), closing="hand"), kits)
        assert plan.taken_off == type(plan.taken_off)()
        assert {finding.code.value for finding in plan.findings} == {"closing-advice"}
        assert not comes_out(plan)


def test_a_page_that_is_made_within_legal_play_is_left_alone(kits):
    made = stories([1500, 1200, 1000, 800], cut="end")
    plan = plan_edition(one_page(made), kits)
    assert comes_out(plan)
    assert plan.findings == ()
    assert plan.edition == one_page(made)


class TestPool:
    def test_a_page_is_filled_from_the_pool_and_what_stays_there_is_no_fault(self, kits):
        named = [story("lead", 1500, priority=1), story("second", 1100, priority=2)]
        pool = [story(f"p{n}", length, priority=7, section="民生") for n, length in enumerate([700, 900, 500, 1200])]
        made = edition([page("A2", "lead", "second", section="民生")], [*named, *pool])
        plan = plan_edition(made, kits)
        assert comes_out(plan)
        assert {finding.severity for finding in plan.findings} == {Severity.INFO}
        there = set(plan.pages[0].page.stories)
        assert there >= {"lead", "second"}
        assert {f.subject for f in plan.findings if f.code == "story-left-over"} == {p.id for p in pool} - there


class TestMove:
    def test_a_story_moves_to_a_page_that_takes_its_section_and_has_room(self, kits):
        full = stories([1900, 1500, 1300, 950], jump="never", cut="never")
        few = [story("t0", 1700, priority=2), story("t1", 1500, priority=4)]
        pages = [page("A2", *(each.id for each in full), section="民生"), page("A3", "t0", "t1", section="民生")]
        plan = plan_edition(edition(pages, [*full, *few]), kits)
        moved = [finding for finding in plan.findings if finding.code == "story-moved"]
        assert comes_out(plan)
        assert len(moved) == 1
        assert moved[0].subject in plan.edition.page("A3").stories
        assert plan.taken_off.held_over == ()


class TestJump:
    def test_forward_only_and_never_onto_a_front_page(self, kits):
        few = [story("t0", 900, priority=2)]
        full = stories([2600, 1500, 1300, 900])
        pages = [page("A1", "t0", kind="front"), page("A2", *(each.id for each in full))]
        plan = plan_edition(edition(pages, [*few, *full]), kits)
        assert not any(each.part_of for each in plan.edition.stories.values())

    @pytest.mark.parametrize(
        ("pages", "says"),
        [
            ([page("A1", "short", kind="front"), page("A2", "long")], "front page"),
            ([page("A1", "short"), page("A2", "long")], "later page"),
        ],
    )
    def test_an_order_that_cannot_be_followed_is_told_at_its_line(self, kits, pages, says):
        long = story("long", 1600, jump="A1")
        plan = plan_edition(edition(pages, [long, story("short", 400)]), kits)
        (told,) = [finding for finding in plan.findings if finding.code == "jump-not-made"]
        assert says in told.message
        assert told.place == long.key_ref("jump")

    def test_an_order_is_followed_though_the_page_is_not_crowded(self, kits):
        made = [story("long", 2400, priority=1, jump="A3"), *stories([900, 700])]
        other = [story("t0", 1500), story("t1", 1100)]
        pages = [page("A2", "long", "s0", "s1"), page("A3", "t0", "t1")]
        plan = plan_edition(edition(pages, [*made, *other]), kits)
        (part,) = [each for each in plan.edition.stories.values() if each.part_of]
        assert (part.part_of, part.continued_from) == ("long", "A2")
        assert part.id in plan.edition.page("A3").stories
