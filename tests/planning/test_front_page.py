"""What stands around the name of a front page, islands amid the text, ads over the whole page, photo pages."""

import re
from dataclasses import replace

import pytest

from layout.ads.kinds.supplied import SuppliedAd
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.build.bare import bare_page
from layout.build.furniture import dress_page
from layout.build.impossible import possible
from layout.build.inputs import open_template, read_folder
from layout.build.missing import report_lacking_of_page
from layout.build.widewords import report_lost_teasers, report_tight_teasers
from layout.compose.frame import TextColumn
from layout.compose.group import set_group
from layout.edition.front import Ear, Ears, Teaser, Teasers
from layout.edition.model import Picture
from layout.files.project import Project
from layout.plan.edition import unplaced_fillers
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Edge, Footprint, Item, PageProblem
from layout.plan.solver.terms.ads import missed_edges
from layout.plan.teasers import page_teasers, plate_rows, teaser_entries
from layout.plan.view import page_view
from layout.render.page import page_model
from tests.ads.test_ads_boxes import sized
from tests.conftest import ROOT
from tests.planning.editions import edition, page, story

PICTURE = Picture(file="a.jpg", focus=(0.3, None))


@pytest.fixture(scope="module", params=["tabloid", "broadsheet"])
def kit(request):
    return open_template(Project(ROOT), request.param)


def paper(kit, ads=(), **keys):
    """An edition of a front page and two pages inside, with teasers and ears as given."""
    stories = [
        story("lead", 300, priority=1),
        story("bridge", 300, priority=2, picture=PICTURE, headline="渡口大桥今起封闭检修"),
        story("market", 300, priority=3, headline="冬菜上市", short_headline="冬菜"),
        story("river", 300, priority=4),
    ]
    names = tuple(ad.id for ad in ads)
    pages = [
        page("A1", "lead", kind="front", ads=names),
        page("A2", "river", "bridge", section="民生"),
        page("A3", "market"),
    ]
    made = edition([each.model_copy(update={"template": kit.folder.name}) for each in pages], stories, list(ads))
    return made.model_copy(update=keys)


def front(made, kit):
    """The front page with its nameplate and teasers, as its template gets it."""
    rows = plate_rows(made, made.pages[0], kit.design)
    plate = Placement("nameplate", ItemKind.NAMEPLATE, GridRect(0, 0, kit.design.grid.columns, rows))
    plan = PagePlan("A1", kit.design.grid.columns, kit.design.grid.rows, (plate,))
    return page_model(made, made.pages[0], plan, {}, kit.design, None, page_teasers(made, made.pages[0], plan, kit))


def test_teasers_name_the_most_important_story_of_each_page_inside(kit):
    made = paper(kit, teasers=Teasers(most=2))
    said = [(each.page, each.section, each.headline, each.picture) for each in teaser_entries(made, made.pages[0])]
    assert said == [("A2", "民生", "渡口大桥今起封闭检修", PICTURE), ("A3", "", "冬菜", None)]
    one = made.model_copy(update={"teasers": Teasers(most=1, pictures=False)})
    assert [(each.page, each.picture) for each in teaser_entries(one, one.pages[0])] == [("A2", None)]


def test_teasers_that_are_named_stand_in_their_order_with_what_they_say(kit):
    stories = (Teaser(story="market", headline="菜价"), Teaser(story="bridge", picture=False), Teaser(story="lead"))
    made = paper(kit, teasers=Teasers(stories=stories))
    said = [(each.headline, each.picture) for each in teaser_entries(made, made.pages[0])]
    assert said == [("菜价", None), ("渡口大桥今起封闭检修", None)]


def test_a_page_sees_of_other_pages_what_its_teasers_tell(kit):
    made = paper(kit, teasers=Teasers(), ears=Ears(left=Ear(title="天气")))
    seen = page_view(made, made.pages[0])
    assert teaser_entries(seen, seen.pages[0]) == teaser_entries(made, made.pages[0])
    inside = page_view(made, made.pages[1])
    assert (inside.teasers, inside.ears) == (None, Ears())


@pytest.mark.parametrize("place", ["over", "under"])
def test_the_strip_of_teasers_has_rows_of_its_own_beside_the_nameplate(place, kit):
    made = paper(kit, teasers=Teasers(place=place))
    row, design = kit.design.grid.row, kit.design
    assert plate_rows(made, made.pages[1], design) == 0
    assert plate_rows(made, made.pages[0], design) == design.nameplate + design.teasers.rows
    model = front(made, kit)
    strip, plate = model.teasers.rect, model.nameplate
    assert (plate.height, strip.height) == pytest.approx((design.nameplate * row, design.teasers.rows * row))
    assert (strip.y < plate.y) is (place == "over")
    assert model.plate.height == pytest.approx(plate.height + strip.height)
    assert len({teaser.words.lines[0].line.size for teaser in model.teasers.teasers}) == 1
    for teaser in model.teasers.teasers:
        for line in teaser.words.lines:
            assert teaser.rect.y < teaser.words.rect.y + line.baseline < teaser.rect.bottom
            assert teaser.words.rect.x + line.line.width <= teaser.rect.right + 0.01
    (picture,) = model.pictures
    assert picture.story == "bridge", "what is seen of it is told at its story"
    assert picture.rect.right < model.teasers.teasers[0].words.rect.x
    assert dress_page(model, kit).html.count('class="galley teaser"') == 2


def test_a_teaser_without_room_is_told(kit):
    long = Teaser(story="market", headline="渡口" * 70)
    made = paper(kit, teasers=Teasers(stories=(long, Teaser(story="bridge", headline="桥"))))
    rows = kit.design.nameplate + 5
    plan = PagePlan("A1", 5, 84, (Placement("nameplate", ItemKind.NAMEPLATE, GridRect(0, 0, 5, rows)),))
    set_teasers = page_teasers(made, made.pages[0], plan, kit)
    report = Report()
    report_tight_teasers(set_teasers, made, made.pages[0], report)
    assert [(each.code, each.place) for each in report.errors] == [(Code.FURNITURE_TOO_LONG, made.key_ref("teasers"))]
    assert [each.fits for each in set_teasers] == [False, True]


def test_a_teaser_of_a_story_that_was_held_over_is_told(kit):
    made = paper(kit, teasers=Teasers(stories=(Teaser(story="market"), Teaser(story="bridge"))))
    pages = tuple(each for each in made.pages if each.id != "A3")
    report = Report()
    report_lost_teasers(made.model_copy(update={"pages": pages}), made.pages[0], report)
    assert [(each.code, each.subject) for each in report.findings] == [(Code.NO_EFFECT, "market")]


def test_what_no_font_has_is_told_of_ears_and_teasers_too(kit):
    teasers = Teasers(stories=(Teaser(story="bridge", headline="\U00012000"),))
    made = paper(kit, teasers=teasers, ears=Ears(right=Ear(lines=("晴", "\U00012001"))))
    report = Report()
    report_lacking_of_page(made, made.pages[0], kit.fonts, report)
    assert [each.place for each in report.errors] == [made.key_ref("ears"), made.key_ref("teasers")]


def test_an_ear_has_lines_of_one_size_and_is_told_where_one_is_too_long(kit):
    made = paper(kit, ears=Ears(left=Ear(title="天气", lines=("晴", "多云转晴西北风三到四级"))))
    html = dress_page(front(made, kit), kit).html
    sizes = re.findall(r'class="ear-line" style="font: \S+ \S+ ([\d.]+)pt', html)
    assert len(sizes) == 2
    assert len(set(sizes)) == 1
    long = "最低气温三摄氏度，早晚温差较大，请注意添衣保暖，谨防感冒，出门带伞"
    told = dress_page(front(paper(kit, ears=Ears(left=Ear(lines=("晴", long)))), kit), kit).findings
    assert [(each.code, each.place) for each in told] == [(Code.FURNITURE_TOO_LONG, made.key_ref("ears"))]


def test_a_filler_that_was_sold_an_ear_is_offered_to_no_page(kit):
    filler = sized("small", "ear").model_copy(update={"filler": True})
    made = paper(kit, [filler])
    bare = made.model_copy(update={"pages": tuple(page.model_copy(update={"ads": ()}) for page in made.pages)})
    assert unplaced_fillers(bare) == ()


def test_what_is_no_story_or_has_no_front_page_is_told(tmp_path):
    page = "  - {{id: A2, template: tabloid, kind: {kind}, stories: [one]}}\n"
    head = "paper: {name: 渡口晚报}\ndate: 2022-04-15\nissue: 1\n"
    (tmp_path / "one.md").write_text("---\nheadline: 题\n---\n文字。\n", "utf-8")

    def told(keys, kind):
        text = f"{head}{keys}pages:\n{page.format(kind=kind)}"
        (tmp_path / "edition.yaml").write_text(text, "utf-8")
        return [(each.code, each.place.line) for each in read_folder(tmp_path, ROOT / "templates").findings]

    assert told("teasers: {stories: [two]}\n", "front") == [(Code.UNKNOWN_STORY, 4)]
    assert told("teasers: {stories: [one]}\n", "front") == [(Code.NO_EFFECT, 4)]
    assert told("ears: {left: {title: 天气}}\nteasers: {most: 2}\n", "inside") == [
        (Code.NO_EFFECT, 4), (Code.NO_EFFECT, 5),
    ]  # fmt: skip
    assert told("ears: {left: {lines: []}}\n", "front") == [(Code.BAD_VALUE, 4)]


def test_ears_hold_texts_and_small_ads_at_the_sides_that_are_free(kit):
    ad = sized("small", "ear")
    made = paper(kit, [ad], ears=Ears(left=Ear(title="今日天气", lines=("晴 北风三级",))))
    model = front(made, kit)
    assert (model.left_ear.title, model.left_ear.lines) == ("今日天气", ("晴 北风三级",))
    assert (model.right_ear.ad, [box.id for box in model.ads]) == ("small", ["small"])
    assert model.right_ear.rect.right == pytest.approx(model.nameplate.right)
    html = dress_page(model, kit).html
    assert "今日天气" in html
    assert model.issue_text in html
    other = paper(kit, [ad.model_copy(update={"position": ("right",)})])
    assert front(other, kit).left_ear is None
    assert not dress_page(bare_page(paper(kit), paper(kit).pages[0], kit), kit).findings


def test_an_ear_is_sold_once_and_on_a_front_page(kit):
    ads = [sized(name, "ear") for name in ("one", "two")]
    made = paper(kit, ads, ears=Ears(left=Ear(title="天气")))
    pages = (*made.pages[:1], made.pages[1].model_copy(update={"ads": ("three",)}), *made.pages[2:])
    made = made.model_copy(update={"pages": pages, "ads": {**made.ads, "three": sized("three", "ear")}})
    report = Report()
    kept = possible(made, {kit.folder.name: kit.design}, report)
    assert [each.ads for each in kept.pages] == [("one",), (), ()]
    assert [(each.code, each.place.id) for each in report.errors] == [
        (Code.AD_NO_ROOM, "two"), (Code.AD_NO_ROOM, "three"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rect", "missed"),
    [
        (GridRect(1, 20, 2, 20), False),
        (GridRect(0, 20, 2, 20), False),
        (GridRect(1, 60, 2, 20), False),
        (GridRect(0, 60, 2, 20), True),
        (GridRect(0, 0, 2, 20), True),
    ],
)
def test_an_island_stands_at_one_edge_of_the_page_at_most(rect, missed):
    item = Item("ad", ItemKind.AD, (Footprint(2, 20),), edges=frozenset({Edge.ISLAND}))
    problem = PageProblem("A2", 5, 80, (item,))
    assert missed_edges(problem, item, rect) == ([Edge.ISLAND] if missed else [])


def test_what_bleeds_is_placed_over_the_page_and_beyond(kit):
    ad = SuppliedAd(id="poster", kind="supplied", size="bleed", file="poster.pdf")
    grid, bleed = kit.design.grid, kit.design.page.bleed
    made = edition([page("A2", kind="poster", ads=("poster",), template=kit.folder.name)], [], [ad])
    plan = PagePlan(
        "A2", grid.columns, grid.rows, (Placement("poster", ItemKind.AD, GridRect(0, 0, grid.columns, grid.rows)),)
    )
    model = page_model(made, made.pages[0], plan, {}, kit.design)
    rect = model.ads[0].rect
    assert (rect.x, rect.right) == pytest.approx((-bleed, kit.design.page.width + bleed))
    dressed = dress_page(model, kit)
    assert "<header" in dressed.html
    assert dressed.findings == ()
    inside = replace(model, page=model.page.model_copy(update={"kind": "inside"}))
    (covered,) = dress_page(inside, kit).findings
    assert (covered.code, "kind: poster" in covered.hint) == (Code.NOT_PRINTED, True)


def test_a_photo_page_may_take_more_of_its_page_than_a_group_with_text(design, fonts):
    from layout.compose.voices import Voices

    voices = Voices(design, fonts)
    columns = tuple(TextColumn(at * 148.5, 135.0) for at in range(5))
    photos = [(number, Picture(file="a.jpg"), 1.5) for number in range(3)]
    with_text, alone = (set_group(photos, columns, voices, "zh-Hans", words) for words in (2000, 90))
    heights = [{group.rows for group in ways} for ways in (with_text, alone)]
    assert heights[0] < heights[1]
    tokens = design.picture
    for group in alone:
        for made in group.pictures:
            assert abs(made.height / (made.width / 1.5) - 1) < tokens.photos_crop + 0.08
