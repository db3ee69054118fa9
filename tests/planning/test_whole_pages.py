"""Pages planned and set with the tabloid's real type: the lead's rank, few stories, ads at the foot."""

from __future__ import annotations

import pytest

from layout.base.codes import Severity
from layout.build.inputs import open_template
from layout.build.page import compose_page
from layout.compose.kit import open_story
from layout.edition.provenance import Provenance
from layout.files.project import Project
from layout.plan.page import plan_page
from layout.plan.solver.grid import ItemKind
from tests.conftest import ROOT
from tests.planning.editions import edition, filler, page, story

FOLDER = ROOT / "content" / "2022-04-15"
HEADS = (
    "河堤步道全线贯通",
    "木工房里学量尺",
    "老锅炉房里书声响",
    "菜场换顶 摊位编号",
    "末班车晚开四十分钟",
    "修鞋摊前坐一坐",
    "夜市开张自己约法",
)


@pytest.fixture(scope="module")
def kit():
    return open_template(Project(ROOT), "tabloid")


def made_of(kit, lengths, ads=(), pictured=(), priorities=None):
    """Return (plan, findings, stories as they are set) of a page of so many characters a story."""
    picture = {"picture": {"file": "images/bus-line.jpg", "caption": "新线示意图。"}}
    stories = [
        story(
            f"s{at}",
            length,
            priority=priorities[at] if priorities else min(9, at + 1),
            headline=HEADS[at],
            **(picture if at in pictured else {}),
        )
        for at, length in enumerate(lengths)
    ]
    sold = [filler(f"ad{at}", *size).model_copy(update={"filler": False}) for at, size in enumerate(ads)]
    named = page("A2", *(each.id for each in stories), ads=tuple(ad.id for ad in sold))
    whole = edition([named], stories, sold).placed(Provenance(FOLDER))
    one = plan_page(whole, whole.page("A2"), kit)
    composers = {each.id: open_story(each, kit, FOLDER) for each in stories}
    return one, compose_page(one.plan, composers)


PAGES = {
    "nine hundred and less": ((900, 760, 620, 520, 420), ((2, 14),), ()),
    "a short lead": ((520, 1100, 800, 620), ((5, 12),), ()),
    "three long ones": ((1900, 1500, 1300), ((2, 14),), ()),
    "two pictures": ((1000, 850, 620, 480), ((2, 14), (3, 14)), (0, 1)),
}


@pytest.mark.parametrize("name", PAGES)
class TestWholePage:
    def test_it_is_made_within_legal_play_and_nothing_is_lost(self, name, kit):
        one, stories = made_of(kit, *PAGES[name])
        errors = [str(finding) for finding in one.findings if finding.severity is Severity.ERROR]
        assert errors == []
        assert "plan-stretched" not in {str(finding.code) for finding in one.findings}
        assert not any(each.overset for each in stories.values())
        assert sum(part.area for placed in one.plan.placements for part in placed.parts) == 5 * 84

    def test_no_headline_is_larger_than_the_leads(self, name, kit):
        _, stories = made_of(kit, *PAGES[name])
        lead, *others = (stories[each].head.size for each in sorted(stories))
        assert lead >= max(others)

    def test_ads_stand_at_the_foot_with_no_story_under_them(self, name, kit):
        one, _ = made_of(kit, *PAGES[name])
        ads = [placed.rect for placed in one.plan.placements if placed.kind is ItemKind.AD]
        assert ads
        for ad in ads:
            below = [
                placed
                for placed in one.plan.placements
                if any(
                    part.row >= ad.foot and part.column < ad.right and ad.column < part.right for part in placed.parts
                )
            ]
            assert all(placed.kind is ItemKind.AD for placed in below)
