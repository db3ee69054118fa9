"""A spread really built: two plates of one double page, cut at the fold, each with what is its own."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from layout import Session
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.units import MM
from layout.build import pipeline
from layout.build.inputs import load, named_press, open_template
from layout.build.sources import Common, sources_now
from layout.epaper.site import make_site
from layout.files.codec import read_record
from layout.plan.page import state_page
from layout.preflight import preflight_page, profile_of
from layout.scene.record import LayoutRecord
from tests.trust.tiny import EDITION, MARKET, jpeg, make_tiny

PAGE = """\
  - id: A2
    spread: A3
    gutter-bleed: 2mm
    section: 要闻
    template: tiny
    stories: [lead, market, river]
    ads: [ferry]
    areas:
      - lead lead lead lead
      - market market river river
      - ferry ferry ferry ferry
"""
AD = """\
- {id: ferry, kind: notice, columns: 4, rows: 5, title: 渡口今夜停航公告, text: [人民路渡口今夜停航，明早恢复。]}
"""
LEADS = """\
---
kicker: 两岸今起相通
headline: 大桥通车不再等船
byline: 本报记者 林舟
priority: 1
picture: {file: bridge.jpg, columns: 4}
---
渡口大桥从15日零时起通车。过江车辆可以走上游的新桥，站点不变。检修面积三千平方米，车道比原来宽一倍。
"""
FOLD = 106


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The spread as an edition of its own: a lead with a picture and an ad across both pages, a story on either."""
    tiny = make_tiny(tmp_path_factory.mktemp("spread"))
    tiny.write("edition.yaml", EDITION[: EDITION.index("  - id:")] + PAGE)
    tiny.write("ads.yaml", AD)
    tiny.write("lead.md", LEADS)
    tiny.write("river.md", MARKET.replace("春菜上市", "步道贯通"))
    tiny.write("bridge.jpg", jpeg("L", 960, 120))
    return tiny.project


@pytest.fixture(scope="module")
def built(project):
    return pipeline.build(project, project.content / "2022-04-15", pages=["A3"])


@pytest.fixture(scope="module")
def layout(built) -> dict[str, Any]:
    pages = json.loads((built.folder / "layout.json").read_text("utf-8"))["pages"]
    return {page["id"]: page for page in pages}


def named(page: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in (*page["stories"], *page["ads"]) if each["id"] == name)


def lines(page: dict[str, Any], name: str, part: str) -> list[dict[str, Any]]:
    return [line for galley in named(page, name)["head"] if galley["role"] == part for line in galley["lines"]]


def test_a_page_that_is_asked_for_brings_the_other(built):
    assert [page.page.id for page in built.pages] == ["A2", "A3"]
    copy = {Code.COPY_HOLE, Code.COPY_OVERSET, Code.PAGE_WHITE, Code.SPREAD_FOLD}
    preflight = [one for page in built.pages for one in page.checked.found]
    assert {one.finding.code.value for one in preflight if one.finding.severity == "error"} <= {
        code.value for code in copy
    }


def test_an_ad_across_the_fold_covers_no_folio_line(built):
    assert not [one for one in built.findings if one.code == Code.NOT_PRINTED and one.subject in ("A2", "A3")]


def test_each_plate_has_its_trim_and_the_bleed_of_its_gutter(built):
    for page, inner in zip(built.pages, (2, 0), strict=True):
        with pikepdf.open(BytesIO(page.pdf)) as pdf:
            trim, bleed = ([float(each) for each in box] for box in (pdf.pages[0].TrimBox, pdf.pages[0].BleedBox))
        assert trim[2] - trim[0] == pytest.approx(FOLD * MM, abs=0.001)
        out = [abs(one - other) / MM for one, other in zip(trim, bleed, strict=True)]
        assert out[inner] == pytest.approx(2, abs=0.001)
        assert [far for at, far in enumerate(out) if at != inner] == pytest.approx([3, 3, 3], abs=0.001)


@pytest.mark.parametrize(("bleed", "found"), [(2.0, set()), (5.0, {Code.BOX_BLEED}), (None, {Code.BOX_BLEED})])
def test_the_bleed_of_the_gutter_is_held_against_what_was_said(project, built, bleed, found):
    page = built.pages[0]
    spread = None if bleed is None else replace(page.layout.spread, bleed=bleed)
    profile = profile_of(named_press(project, "newsprint", ""))
    checked = preflight_page(page.pdf, profile, replace(page.layout, spread=spread), None, page="A2")
    told = {one.finding.code for one in checked.found} & {Code.BOX_BLEED, Code.TYPE_TRIMMED, Code.TEXT_SAFE}
    assert told == found | (set() if spread else {Code.TYPE_TRIMMED, Code.TEXT_SAFE})


def test_nothing_is_drawn_beyond_the_bleed_of_the_gutter(built):
    for page in built.pages:
        with pikepdf.open(BytesIO(page.pdf)) as pdf:
            left, lower, right, upper = (float(each) for each in pdf.pages[0].BleedBox)
            clip = f"{left:.4f} {lower:.4f} {right - left:.4f} {upper - lower:.4f} re W n".encode()
            parts = pdf.pages[0].Contents.read_bytes().split(b"\nQ")
        assert [clip in part for part in parts if b"/BmPicture" in part or b"/BmAd" in part] == [True, True]
        assert clip in parts[0]


def test_what_crosses_the_fold_goes_on_on_the_other_page(layout):
    left, right = layout["A2"], layout["A3"]
    picture, rest = (named(page, "lead")["pictures"][0]["rect"] for page in (left, right))
    assert picture["x"] < FOLD < picture["x"] + picture["width"]
    assert rest["x"] == pytest.approx(picture["x"] - FOLD, abs=0.002)
    ad, its_rest = named(left, "ferry")["rect"], named(right, "ferry")["rect"]
    area = right["type_area"]
    assert ad["x"] + ad["width"] == pytest.approx(FOLD + area["x"] + area["width"], abs=0.002)
    assert its_rest["x"] == pytest.approx(ad["x"] - FOLD, abs=0.002)


def test_stories_on_one_page_stand_as_they_would_on_a_page_alone(layout):
    assert {story["id"] for story in layout["A2"]["stories"]} == {"lead", "market"}
    assert {story["id"] for story in layout["A3"]["stories"]} == {"lead", "river"}
    area = layout["A3"]["type_area"]
    river, market = named(layout["A3"], "river")["rect"], named(layout["A2"], "market")["rect"]
    assert (river["x"], river["width"]) == pytest.approx((area["x"], area["width"]), abs=0.002)
    assert market["width"] == pytest.approx(area["width"], abs=0.002)


def test_a_head_is_parted_at_the_fold_and_no_letter_stands_there(layout):
    for part in ("headline", "byline", "kicker"):
        before, after = lines(layout["A2"], "lead", part), lines(layout["A3"], "lead", part)
        assert all(line["x"] + line["width"] < FOLD for line in before)
        assert all(line["x"] > 0 for line in after)
        assert before or after
    headline = [[line["text"] for line in lines(layout[page], "lead", "headline")] for page in ("A2", "A3")]
    assert headline == [["大桥通车"], ["不再等船"]]


def test_columns_of_text_stay_on_their_pages(layout):
    for page in layout.values():
        for galley in (each for one in page["stories"] for each in one["body"]):
            assert galley["rect"]["x"] > 10
            assert galley["rect"]["x"] + galley["rect"]["width"] < FOLD - 10


def test_letters_of_an_ad_on_the_fold_are_told_once(built):
    told = [finding for finding in built.findings if finding.code is Code.SPREAD_FOLD]
    assert [finding.subject for finding in told] == ["ferry"]


def test_the_records_tell_of_the_other_page(built, layout):
    assert layout["A2"]["spread"] == {"page": "A3", "side": "right", "fold": "apart", "bleed": 2.0}
    assert layout["A3"]["spread"] == {"page": "A2", "side": "left", "fold": "apart", "bleed": 2.0}
    assert (layout["A2"]["template"], layout["A3"]["template"]) == ("tiny", "tiny")
    plans = {each["id"]: each for each in json.loads((built.folder / "plan.json").read_text("utf-8"))["pages"]}
    assert plans["A2"]["columns"] == 4
    assert plans["A3"]["items"] == []
    fits = {page.page.id: [fit.id for fit in page.copyfit.stories] for page in built.pages}
    assert fits == {"A2": ["lead", "market"], "A3": ["river"]}


def test_the_spread_is_seen_whole(built):
    preview = built.folder / "preview"
    one, whole = Image.open(preview / "A2.png"), Image.open(preview / "A2-A3.png")
    assert whole.size == (2 * one.width, one.height)
    assert whole.crop((0, 0, *one.size)).convert("RGB").tobytes() == one.convert("RGB").tobytes()


def test_a_session_has_both_pages(project, layout):
    session = Session(project.content / "2022-04-15", project)
    left, right = session.pages(["A2", "A3"])
    assert (left.page.id, right.page.id) == ("A2", "A3")
    owners = {block.owner.id for block in right.scene.blocks}
    assert {"lead", "river", "ferry"} <= owners
    assert "market" not in owners


@pytest.mark.parametrize(
    ("across", "over"), [((), {"lead": {4}, "ferry": {4}}), (("market",), {"market": {1, 2, 3, 4}, "ferry": {4}})]
)
def test_what_is_named_stands_across_the_fold(project, across, over):
    """Without a name it is the lead, over as many columns of either page; what is wider than a page does so anyway."""
    edition = load(project, project.content / "2022-04-15", Report())
    page = edition.page("A2").model_copy(update={"areas": (), "across": across})
    problem = state_page(edition, page, open_template(project, page.template, "zh-Hans"))
    assert problem.fold == 2
    found = {item.id: {shape.columns for shape in item.footprints} for item in problem.items if item.across}
    assert {name: columns & over[name] for name, columns in found.items()} == found
    assert found.keys() == over.keys()


def test_where_printing_runs_through_the_columns_go_on_evenly(project):
    single, through = (open_template(project, name, "zh-Hans").design for name in ("tiny", "tiny/through"))
    grid, fold = through.grid, through.fold
    assert (grid.columns, grid.column) == (4, single.grid.column)
    assert through.type_area.right == pytest.approx(2 * single.page.width - single.page.margins.left, abs=4)
    assert fold.x == pytest.approx(single.page.width)
    middle = through.type_area.x + 2 * (grid.column + grid.gutter) - grid.gutter / 2
    assert (fold.grid_x, fold.apart) == (pytest.approx(middle), 0)
    assert abs(middle - single.page.width) < grid.gutter / 2


def test_the_digital_edition_has_each_story_on_its_page(built):
    layout = read_record(LayoutRecord, built.folder / "layout.json", "")
    site = make_site(built.edition, layout, Report())
    assert {page.page.id: {one.id for one in page.stories} for page in site.pages} == {
        "A2": {"lead", "market"},
        "A3": {"lead", "river"},
    }


def test_a_half_is_another_page_when_the_spread_is(project, built):
    """Or else it could be signed and sent as it was built before (签样)."""

    def said(edition):
        return {each.id: sources_now(Common(project), edition, each.id, ["page"])["page"] for each in edition.pages}

    left, right = built.edition.pages
    changed = left.model_copy(update={"areas": ()})
    before, after = said(built.edition), said(built.edition.model_copy(update={"pages": (changed, right)}))
    assert before["A2"] != after["A2"]
    assert before["A3"] != after["A3"]
