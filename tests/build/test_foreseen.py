"""What pages order that they cannot have is told before planning, all of it; what can be made is left."""

from __future__ import annotations

import pytest

from layout.ads.kinds.notice import NoticeAd
from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.build.impossible import possible
from layout.build.inputs import open_template
from layout.build.unsettable import report_unsettable
from layout.compose.elements.table import Table
from layout.design.fold import spread_design
from layout.design.press import load_press
from layout.design.tokens import load_design
from layout.edition.model import Picture
from layout.edition.provenance import Provenance
from layout.files.project import Project
from tests.conftest import ROOT
from tests.planning.editions import edition, page, story
from tests.trust.tiny import jpeg

DESIGNS = {"tabloid": load_design(ROOT / "templates" / "tabloid")}
"""Five columns of 84 rows, the first 12 of a front page its nameplate."""


def ad(name: str, columns: int, rows: int, **keys: object) -> NoticeAd:
    return NoticeAd(id=name, kind="notice", columns=columns, rows=rows, title="公告", text=("停水。",), **keys)


def looked(*ads: NoticeAd, stories: int = 2, **keys: object):
    names = [f"s{number}" for number in range(stories)]
    made = edition(
        [page("A1", *names, ads=tuple(each.id for each in ads), **keys)], [story(n, 200) for n in names], [*ads]
    )
    report = Report()
    return possible(made, DESIGNS, report), report.findings


def told(findings):
    return [(finding.code, finding.place) for finding in findings]


A, B, C = (Ref("ad", name) for name in "abc")


@pytest.mark.parametrize(
    ("ads", "kept", "codes"),
    [
        ([ad("a", 5, 84)], "a", []),
        ([ad("a", 6, 10), ad("b", 1, 85), ad("c", 2, 10)], "ac", [(Code.AD_NO_ROOM, A), (Code.AD_NO_ROOM, B)]),
        ([ad("a", 3, 50), ad("b", 3, 50)], "a", [(Code.AD_NO_ROOM, B)]),
        ([ad("a", 3, 40), ad("b", 3, 40)], "ab", []),
        ([ad("a", 5, 40), ad("b", 5, 40), ad("c", 5, 40)], "ab", [(Code.AD_NO_ROOM, Ref("page", "A1"))]),
        ([ad("a", 2, 9, position=("top", "left")), ad("b", 2, 9, position=("left", "top"))], "ab",
         [(Code.PLAN_AD_EDGE, B)]),
        ([ad("a", 2, 9, position=("top", "left")), ad("b", 2, 9, position=("right", "top"))], "ab", []),
        ([ad(name, 2, 9, position=("bottom",)) for name in "abc"], "abc", [(Code.PLAN_AD_EDGE, C)]),
        ([ad(name, 2, 30, position=("left",)) for name in "abc"], "abc", [(Code.PLAN_AD_EDGE, C)]),
        ([ad("a", 2, 9, position=("left", "right"))], "a", [(Code.PLAN_AD_EDGE, A)]),
        ([ad("a", 2, 9, position=("top", "bottom"))], "a", [(Code.PLAN_AD_EDGE, A)]),
        ([ad("a", 5, 60, filler=True), ad("b", 5, 60)], "ab", []),
    ],
)  # fmt: skip
def test_ads_that_have_no_room(ads, kept, codes):
    made, findings = looked(*ads)
    assert told(findings) == codes
    assert made.pages[0].ads == tuple(kept)
    # What is too wide stands over the whole page, so that the page can be looked at.
    assert all(made.ads[name].columns <= 5 for name in kept)
    # A place that another was sold is planned without; the ad stays.
    gone = {place.id for code, place in codes if code is Code.PLAN_AD_EDGE}
    assert {name for name, each in made.ads.items() if not each.position} >= gone
    assert all(finding.hint for finding in findings)


def test_the_top_of_a_front_page_is_the_nameplates():
    made, findings = looked(ad("a", 5, 9, position=("top",)), ad("b", 1, 73), kind="front")
    assert told(findings) == [(Code.AD_NO_ROOM, B), (Code.PLAN_AD_EDGE, A)]
    assert made.pages[0].ads == ("a",)


def test_a_left_hand_page_has_no_right_hand_ad():
    names = ["s0"]
    made = edition([page("A2", *names, ads=("a",))], [story("s0", 200)], [ad("a", 2, 9, position=("right-hand",))])
    report = Report()
    possible(made, DESIGNS, report)
    assert told(report.findings) == [(Code.PLAN_AD_EDGE, A)]


PLACES = {
    "s0": "columns 1-3, rows 1-20",
    "s1": "columns 3-5, rows 10-30",
    "a": "columns 1-3, rows 40-49",
    "b": "columns 1-2",
}


def test_every_place_that_cannot_be_is_told_at_its_own_line():
    made, findings = looked(
        *(ad("a", 2, 10), ad("b", 3, 10), ad("c", 2, 10)),
        stories=3,
        at={**PLACES, "c": "rows 1-100"},
        forbid={"s2": ("columns 4-9", "rows 1-4")},
    )
    where = {"s1": 1, "a": 2, "b": 3, "c": 4, "s2": 5}
    found = [(Code.PLACE_IMPOSSIBLE, Ref("page", "A1", "place", number)) for number in where.values()]
    assert told(findings) == found
    assert [finding.subject for finding in findings] == list(where)
    (left,) = made.pages
    assert list(left.at) == ["s0"]
    assert [str(place) for place in left.forbid["s2"]] == ["rows 1-4"]


@pytest.mark.parametrize(
    ("areas", "says"),
    [
        (["s0 s0 s1 s1 s1"], ""),
        (["s0 s0 s1 s1"], "has 4 words, but the template has 5"),
        (["s0 s0 s1 s1 s1"] * 85, "areas has 85 rows, but the page only 84"),
        (["s0 s0 s1 s1 s1", "a a s1 s1 s1"], "take 85 rows of 84"),
    ],
)
def test_areas_that_are_not_the_grids(areas, says):
    ads = [ad("a", 2, 84)] if "a a" in areas[-1] else []
    made, findings = looked(*ads, areas=tuple(tuple(row.split()) for row in areas))
    assert bool(made.pages[0].areas) is not bool(says)
    assert [says in finding.message for finding in findings] == [True] * bool(says)


def test_the_areas_of_one_page_are_too_narrow_for_a_spread():
    names = ("s0", "s1")
    pages = [page("A2", *names, areas=(("s0", "s0", "s1", "s1", "s1"),), spread="A3"), page("A3", spread="A2")]
    report = Report()
    wide = {"tabloid": spread_design(DESIGNS["tabloid"], "through")}
    possible(edition(pages, [story(name, 200) for name in names]), wide, report)
    assert ["has 5 words, but the spread has 10 base columns" in one.message for one in report.findings] == [True]


def test_a_page_of_too_many_stories_is_left_out_at_once_and_the_others_stay():
    names = [f"s{number}" for number in range(300)]
    pages = [page("A1", *names), page("A2", "two")]
    made = edition(pages, [*(story(name, 90) for name in names), story("two", 90, jump="A1")])
    report = Report()
    left = possible(made, DESIGNS, report)
    assert told(report.findings) == [(Code.PAGE_NOT_PLANNED, Ref("page", "A1"))]
    assert "300 stories to be placed, at most 18" in report.findings[0].message
    assert [each.id for each in left.pages] == ["A2"]
    assert {name: each.jump for name, each in left.stories.items()} == {"two": "auto"}


def test_eighteen_stories_and_twelve_ads_are_not_too_many():
    assert looked(*(ad(f"x{number}", 1, 2) for number in range(12)), stories=18)[1] == ()
    (found,) = looked(*(ad(f"x{number}", 1, 2) for number in range(13)), stories=18)[1]
    assert "18 stories and 13 ads" in found.message


# ---- what stories have that no page can hold


@pytest.fixture(scope="module")
def kits():
    return {"tabloid": open_template(Project(ROOT), "tabloid")}


PRESS = load_press(ROOT / "assets" / "press" / "newsprint.yaml")


def unsettable(kits, *stories, folder=None, **keys):
    """Return what is told of a page of these stories, and those that are planned without an order."""
    pages = [page("A1", *(each.id for each in stories), **keys), page("A2")]
    made = edition(pages, [*stories])
    if folder:
        made = made.placed(Provenance(folder))
    report = Report()
    changed = report_unsettable(made, made.pages[0], kits, PRESS, report)
    return [(finding.code, finding.place) for finding in report.findings], changed, report.findings


LEAD = Ref("story", "lead")


def test_a_head_too_long_for_the_whole_page_is_told(kits):
    told, _, findings = unsettable(
        kits,
        story("lead", 200, headline="春菜上市价格回落" * 25, byline="记者" * 100),
        story("other", 200, deck="菜价比上月低了两成"),
    )
    assert told == [(Code.HEAD_TOO_LONG, LEAD)] * 2
    assert "over 5 columns" in findings[0].message


def test_a_head_is_held_against_the_columns_that_its_story_may_have(kits):
    words = "河堤步道全线贯通 沿线六个小区居民出门就能散步" * 2
    assert unsettable(kits, story("lead", 200, headline=words))[0] == []
    assert unsettable(kits, story("lead", 200, headline=words, columns=(1,)))[0] == [(Code.HEAD_TOO_LONG, LEAD)]


def test_an_order_of_more_columns_than_there_are_is_told_and_left_out(kits):
    told, changed, _ = unsettable(kits, story("lead", 200, columns=(7, 8)), story("other", 200, columns=(5, 7)))
    assert told == [(Code.STORY_COLUMNS, LEAD)]
    assert {name: each.columns for name, each in changed.items()} == {"lead": ()}


@pytest.mark.parametrize(
    ("pixels", "columns", "fits"), [(3, None, False), (120, None, True), (120, 5, False), (60, "half", True)]
)
def test_a_picture_with_too_few_pixels_for_any_width_is_told(pixels, columns, fits, kits, tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg("L", pixels, pixels))
    picture = Picture(file="a.jpg", content="1", columns=columns)
    told, _, _ = unsettable(kits, story("lead", 200, picture=picture), folder=tmp_path)
    assert told == ([] if fits else [(Code.PICTURE_TOO_SMALL, Ref("story", "lead", "picture", 0))])


@pytest.mark.parametrize(("cells", "columns", "fits"), [(30, None, False), (20, None, True), (30, 5, True)])
def test_a_table_without_room_for_a_character_a_column_is_told(cells, columns, fits, kits):
    long = story("lead", 400)
    row = tuple("甲" * cells)
    table = Table(heads=row, rows=(row,), aligns=("left",) * cells, columns=columns)
    told, _, _ = unsettable(kits, long.model_copy(update={"blocks": (*long.blocks, table)}))
    assert told == ([] if fits else [(Code.TABLE_TOO_WIDE, Ref("story", "lead", "block", len(long.blocks)))])


def test_a_story_longer_than_its_page_and_another_is_told(kits):
    one = 5 * 84 * 15
    assert unsettable(kits, story("lead", one))[0] == []
    assert unsettable(kits, story("lead", int(3.1 * one)))[0] == [(Code.STORY_TOO_LONG, LEAD)]
    assert unsettable(kits, story("lead", int(1.6 * one)))[0] == []
    assert unsettable(kits, story("lead", int(1.6 * one), jump="never"))[0] == [(Code.STORY_TOO_LONG, LEAD)]


@pytest.mark.parametrize(
    ("count", "keys", "kept", "codes"),
    [
        (40, {}, 1, [Code.PICTURES_TOO_MANY]),
        (20, {}, 20, []),
        (40, {"columns": 1}, 40, []),
        (99, {"columns": 1}, 1, [Code.PICTURES_TOO_MANY]),
    ],
)
def test_more_pictures_than_a_page_holds_are_told_and_the_first_is_kept(count, keys, kept, codes, kits, tmp_path):
    (tmp_path / "a.jpg").write_bytes(jpeg("L", 900, 600))
    pictures = tuple(Picture(file="a.jpg", content="1", **keys) for _ in range(count))
    told, changed, _ = unsettable(kits, story("lead", 200, pictures=pictures), folder=tmp_path)
    assert told == [(code, LEAD) for code in codes]
    assert len((changed.get("lead") or story("lead", 200, pictures=pictures)).every_picture) == kept
    allowed = story("lead", 200, pictures=pictures, optional=("pictures",))
    assert unsettable(kits, allowed, folder=tmp_path)[0] == []
