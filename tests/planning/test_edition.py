"""Whole editions planned with the tabloid's real type: allotment, jumps, fillers, pins, advice, few moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from layout.base.codes import Severity
from layout.base.errors import ContentError
from layout.build.inputs import open_template
from layout.build.records import stories_left_over
from layout.compose.kit import TemplateKit
from layout.edition.places import GridPlace
from layout.files.project import Project
from layout.plan.edition import EditionPlan, plan_edition, share_out
from layout.plan.page import Planned
from layout.plan.solver.grid import GridRect, ItemKind
from layout.plan.stored import plan_record
from tests.conftest import ROOT
from tests.planning.editions import edition, filler, page, story

HEADS = ("河堤步道全线贯通", "老锅炉房里书声响", "菜场换顶 摊位编号", "木工房里学量尺", "末班车晚开四十分钟")


@pytest.fixture(scope="session")
def kits() -> dict[str, TemplateKit]:
    return {"tabloid": open_template(Project(ROOT), "tabloid")}


def planned(made, kits, **keys) -> EditionPlan:
    return plan_edition(made, kits, **keys)


def covered(one: Planned) -> int:
    return sum(placed.rect.area for placed in one.plan.placements)


def full(one: Planned) -> bool:
    """Every cell of the page belongs to exactly one item."""
    cells = Counter(
        (column, row)
        for placed in one.plan.placements
        for column in range(placed.rect.column, placed.rect.right)
        for row in range(placed.rect.row, placed.rect.foot)
    )
    return set(cells.values()) == {1} and len(cells) == one.plan.columns * one.plan.rows


def stories(lengths: list[int], **keys: object) -> list:
    return [
        story(f"s{n}", length, priority=n + 1, headline=HEADS[n % len(HEADS)], **keys)
        for n, length in enumerate(lengths)
    ]


@pytest.fixture(scope="module")
def jumped(kits) -> EditionPlan:
    long = stories([2600, 1300, 1100, 900])
    short = [story(f"t{n}", length, priority=n + 1) for n, length in enumerate([1400, 900, 700])]
    return planned(edition([page("A1", *(s.id for s in long)), page("A2", *(s.id for s in short))], long + short), kits)


class TestJumps:
    def test_one_story_goes_on_and_says_so_on_both_pages(self, jumped):
        parts = [each for each in jumped.edition.stories.values() if each.part_of]
        assert len(parts) == 1
        first = jumped.edition.stories[parts[0].part_of]
        assert (first.continued_on, parts[0].continued_from) == ("A2", "A1")
        assert parts[0].id in jumped.edition.page("A2").stories
        assert [f.code for f in jumped.findings] == ["story-jumps"]

    def test_both_pages_are_full(self, jumped):
        assert [full(one) for one in jumped.pages] == [True, True]
        assert [f.code for one in jumped.pages for f in one.findings if f.code == "plan-stretched"] == []

    def test_no_character_is_lost(self, jumped):
        before = Counter("".join(b.text for s in stories([2600, 1300, 1100, 900]) for b in s.blocks))
        after = Counter(
            "".join(b.text for s in jumped.edition.stories.values() if s.id.startswith("s") for b in s.blocks)
        )
        assert after == before


class TestAllotment:
    def test_stories_of_a_section_find_their_pages(self, kits):
        made = edition(
            [page("A1", section="要闻"), page("A2", section="民生")],
            [
                *(story(f"a{n}", 900, priority=n + 1, section="要闻") for n in range(4)),
                *(story(f"b{n}", 900, priority=n + 1, section="民生") for n in range(4)),
            ],
        )
        shared = share_out(made, kits)
        after, findings = shared.edition, shared.findings
        assert after.page("A1").stories == ("a0", "a1", "a2", "a3")
        assert after.page("A2").stories == ("b0", "b1", "b2", "b3")
        assert {f.code for f in findings} == {"story-allotted"}

    def test_what_is_left_over_is_told_with_its_length(self, kits):
        made = edition([page("A1", section="要闻")], [story(f"a{n}", 1500, section="要闻") for n in range(9)])
        shared = share_out(made, kits)
        after, findings = shared.edition, shared.findings
        left = [f for f in findings if f.code == "story-left-over"]
        assert left
        assert len(left) + len(after.page("A1").stories) == 9
        assert f"{made.stories[left[0].subject].characters} characters" in left[0].message
        assert {f.severity for f in left} == {Severity.INFO}

    def test_what_must_be_printed_goes_first_and_is_missed_as_an_error(self, kits):
        made = [story(f"a{n}", 1500, section="要闻", must=n > 2, priority=n) for n in range(1, 10)]
        shared = share_out(edition([page("A1", section="要闻")], made), kits)
        there = set(shared.edition.page("A1").stories)
        assert there
        assert there <= {f"a{n}" for n in range(3, 10)}
        left = {f.subject: f.severity for f in shared.findings if f.code == "story-left-over"}
        assert left == {s.id: Severity.ERROR if s.must else Severity.INFO for s in made if s.id not in there}


class TestPlaces:
    LENGTHS = (1500, 1200, 1000, 800)

    def page(self, **keys: object):
        made = stories(list(self.LENGTHS))
        return edition([page("A2", *(s.id for s in made), **keys)], made)

    def test_a_pin_is_kept(self, kits):
        free = planned(self.page(), kits).pages[0].plan
        rect = free.of("s1")
        pin = GridPlace((rect.column + 1, rect.right), (rect.row + 1, rect.foot))
        one = planned(self.page(at={"s1": pin}), kits).pages[0]
        assert one.plan.of("s1") == rect
        assert full(one)

    def test_a_column_is_kept(self, kits):
        one = planned(self.page(at={"s3": GridPlace((5, 5), None)}), kits).pages[0]
        assert (one.plan.of("s3").column, one.plan.of("s3").columns) == (4, 1)

    def test_a_forbidden_place_is_kept_free(self, kits):
        free = planned(self.page(), kits).pages[0].plan.of("s1")
        where = GridPlace((free.column + 1, free.right), (free.row + 1, free.foot))
        one = planned(self.page(forbid={"s1": (where,)}), kits).pages[0]
        assert not one.plan.of("s1").meets(free)

    def test_a_place_off_the_page_is_refused(self, kits):
        with pytest.raises(ContentError, match="5 columns and 84 rows"):
            planned(self.page(at={"s1": GridPlace((4, 6), None)}), kits)

    def test_an_ad_keeps_the_size_it_was_sold(self, kits):
        made = self.page(at={"own": GridPlace((1, 2), (60, 84))}, ads=("own",))
        made = made.model_copy(update={"ads": {"own": filler("own", 2, 12)}})
        with pytest.raises(ContentError, match="sold 2 columns by 12 rows"):
            planned(made, kits)

    def test_few_moves(self, kits):
        before = planned(self.page(), kits).pages[0].plan
        longer = stories([self.LENGTHS[0] + 40, *self.LENGTHS[1:]])
        after = edition([page("A2", *(s.id for s in longer))], longer)
        near = planned(after, kits, previous={"A2": before}).pages[0].plan
        moved = [
            name
            for name in ("s0", "s1", "s2", "s3")
            if (near.of(name).column, near.of(name).columns) != (before.of(name).column, before.of(name).columns)
        ]
        assert moved == []


class TestFillers:
    def test_one_appears_where_there_is_room_and_is_used_once(self, kits):
        made = [story("a", 1500, priority=1), story("b", 1300), story("c", 900, headline=HEADS[1])]
        pages = [page("A2", "a", "b", "c")]
        own = filler("own", 5, 14)
        one = planned(edition(pages, made, [own]), kits).pages[0]
        assert full(one)
        assert ("own" in one.page.ads) == any(placed.item == "own" for placed in one.plan.placements)
        assert one.page.ads == ("own",)

    def test_a_full_page_has_none(self, kits):
        made = stories([1900, 1300, 1100, 900])
        one = planned(edition([page("A2", *(s.id for s in made))], made, [filler("own", 5, 14)]), kits).pages[0]
        assert one.page.ads == ()
        assert all(placed.kind is not ItemKind.AD for placed in one.plan.placements)


class TestAdvice:
    def test_too_much_copy_says_what_to_cut(self, kits):
        made = stories([2400, 2000, 1800])
        made = [each.model_copy(update={"jump": "never"}) for each in made]
        after = planned(edition([page("A2", *(s.id for s in made), closing="hand")], made), kits)
        assert [f.severity for f in after.pages[0].findings if f.code == "plan-stretched"] == [Severity.ERROR]
        first, *others = [f.message for f in after.findings if f.code == "closing-advice"]
        assert first.startswith("page A2: cut ")
        assert all(message.startswith("page A2: or ") for message in others)
        assert full(after.pages[0])

    def test_too_little_copy_says_what_to_add(self, kits):
        made = stories([800, 700, 450])
        after = planned(edition([page("A2", *(s.id for s in made), closing="hand")], made), kits)
        assert [f.severity for f in after.pages[0].findings if f.code == "plan-stretched"] == [Severity.ERROR]
        (advice,) = [f.message for f in after.findings if f.code == "closing-advice"]
        assert advice.startswith("page A2: add ")
        assert advice.endswith(": all fits")

    def test_hardly_any_copy_leaves_white_at_the_foot_and_that_is_an_error(self, kits):
        made = stories([500, 400])
        one = planned(edition([page("A2", *(s.id for s in made))], made), kits).pages[0]
        (hole,) = [f for f in one.findings if f.code == "plan-white"]
        assert hole.severity is Severity.ERROR
        assert "add about" in hole.hint
        assert covered(one) < 5 * 84
        assert {placed.item for placed in one.plan.placements} == {"s0", "s1"}

    def test_far_too_much_copy_takes_the_least_important_story_off_and_that_is_an_error(self, kits):
        made = [each.model_copy(update={"jump": "never"}) for each in stories([2900, 1900, 1700, 2600])]
        after = planned(edition([page("A2", *(s.id for s in made), closing="hand")], made), kits)
        assert [f.severity for f in after.pages[0].findings if f.code == "plan-stretched"] == [Severity.ERROR]
        first, *_ = [f.message for f in after.findings if f.code == "closing-advice"]
        assert "take s3 " in first
        assert after.pages[0].page.stories == ("s0", "s1", "s2")
        assert [each.id for each in stories_left_over(after.edition)] == ["s3"]


def test_a_plan_survives_being_written(kits):
    made = stories([1500, 1200, 1000, 800])
    plan = planned(edition([page("A2", *(s.id for s in made))], made), kits).pages[0].plan
    assert plan_record(plan).plan == plan
    assert plan_record(plan).plan != replace(plan, page="A3")
    assert isinstance(plan.placements[0].rect, GridRect)
