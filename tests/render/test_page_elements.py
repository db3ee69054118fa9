"""What templates are given of elements, heads on grounds of their own, frames and pictures; and what they draw."""

import datetime
import re

import pytest

from layout.base.units import Rect
from layout.compose.element import rule
from layout.compose.elements.facts import Facts
from layout.compose.elements.quote import Quote
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Edition, Page, Paper, Picture, Story
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.render.fitting import Fitter
from layout.render.html import render_html
from layout.render.page import _Galleys, page_model
from layout.render.scene import page_scene
from layout.scene.model import Owner, OwnerKind
from layout.scene.shapes import Outline
from tests.conftest import TABLOID

TEXT = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 3
PLACES = {"one": GridRect(0, 0, 3, 40), "two": GridRect(3, 0, 2, 40), "three": GridRect(0, 40, 5, 44)}


@pytest.fixture(scope="module")
def model(design, fonts):
    voices = Voices(design, fonts)
    copy = tuple(Paragraph(spans=(Span(text=TEXT),)) for _ in range(8))
    box = Facts(title="资料", blocks=(Paragraph(spans=(Span(text="一句话。"),)),), columns=2)
    stories = {
        "one": Story(
            id="one",
            headline="渡船停了",
            series="街坊讲述",
            drop_cap=3,
            picture=Picture(file="p.jpg", caption="图说。"),
            pictures=(Picture(file="p.jpg", caption="又一张。", columns=1, place="top-left"),),
            blocks=(copy[0], Quote(text="他总是先应一声。"), *copy[1:], box),
        ),
        "two": Story(id="two", headline="老街修旧", boxed=True, box="wave", head="reverse", blocks=copy),
        "three": Story(id="three", headline="图书馆亮灯", head="vertical", blocks=copy),
    }
    page = Page(id="B2", template="tabloid", stories=tuple(stories))
    edition = Edition(
        paper=Paper(name="衡水晚报"),
        date=datetime.date(2022, 4, 15),
        issue=1,
        pages=(page,),
        stories=stories,
        ads={},
    )
    composed = {}
    for name, rect in PLACES.items():
        ratios = (1.5, [1.2]) if name == "one" else (None, [])
        composer = StoryComposer(stories[name], voices, *ratios)
        composed[name] = composer.compose(StoryShape(rect.columns, rect.rows, at_top=rect.row == 0))
    placements = tuple(Placement(name, ItemKind.STORY, rect) for name, rect in PLACES.items())
    plan = PagePlan("B2", design.grid.columns, design.grid.rows, placements)
    return page_model(edition, page, plan, composed, design)


def story(model, name):
    (found,) = [box for box in model.stories if box.id == name]
    return found


def test_every_galley_has_a_place_of_its_own_inside_its_story(model):
    urls = [galley.url for galley in model.galleys]
    assert len(urls) == len(set(urls))
    for box in model.stories:
        for galley in box.galleys:
            assert galley.rect.x >= box.rect.x - 0.01
            assert galley.rect.right <= box.rect.right + 0.01
            assert galley.rect.y >= box.rect.y - 8
            assert galley.rect.bottom <= box.rect.bottom + 0.01


def test_nothing_of_a_story_stands_on_something_else(model):
    box = story(model, "one")
    pictures = [picture.rect for picture in box.pictures]
    stood = [*pictures, *(element.rect for element in box.elements if element.role != "drop-cap")]
    for rect in stood:
        for galley in box.body:
            lines = [galley.rect.y + line.baseline for line in galley.lines]
            beside = galley.rect.right <= rect.x + 0.01 or rect.right <= galley.rect.x + 0.01
            assert beside or all(line < rect.y or line - 8 > rect.bottom for line in lines)
    assert len(pictures) == 2
    assert {element.role for element in box.elements} == {"quote", "facts", "drop-cap"}


def test_the_box_of_a_boxed_story_stands_inside_its_cells(model, design):
    box = story(model, "two")
    assert box.box.y == pytest.approx(box.rect.y + design.box.air)
    assert box.box.bottom == pytest.approx(box.rect.bottom - design.box.air)
    assert box.frame.rect == box.box
    assert all(isinstance(mark, Outline) and not mark.closed for mark in box.frame.block.marks)
    headline = next(galley for galley in box.head if galley.role == "headline")
    assert box.band.y <= headline.rect.y
    assert headline.rect.bottom <= box.band.bottom


def test_a_box_at_the_pages_foot_ends_on_the_last_baseline(model, design, fonts):
    area = design.type_area
    made = story(model, "three")
    last = max(galley.rect.y + line.baseline for galley in made.body for line in galley.lines)
    assert area.bottom - (design.grid.row - design.grid.baseline) >= last - 0.01


def test_the_scene_shows_heads_on_their_grounds(model, design):
    scene = page_scene(model)
    ink = {(block.owner.id, block.owner.part): block.ink for block in scene.blocks}
    assert ink["two", "headline"] == ink["one", "series"] == design.colours["paper"]
    assert ink["one", "headline"] == ink["three", "headline"] == design.colours["ink"]
    grounds = {(block.owner.id, block.role): block for block in scene.blocks if block.by_template}
    band = grounds["two", "band"]
    assert band.rect == story(model, "two").band
    assert [mark.colour for mark in band.marks] == [design.colours["rule"]]
    assert [mark.colour for mark in grounds["one", "series-ground"].marks] == [design.colours["accent"]]
    assert grounds["two", "box"].marks == ()  # a box with waves has no tint
    parts = [block.owner.part for block in scene.blocks if block.owner.id == "one"]
    assert parts.index("series-ground") + 1 == parts.index("series")
    assert {"picture-1", "picture-2", "caption", "caption-2", "drop-cap", "column-1"} <= set(parts)


def test_a_rule_of_no_thickness_is_left_out(design):
    ink = design.colours["rule"]
    made = _Galleys("B2", Owner(OwnerKind.STORY, "one"), design)
    drawn = made("quote-1", "quote", Rect(0, 0, 50, 26), (rule(0, 0, 50, 4, ink), rule(0, 26, 50, 0, ink)))
    assert drawn.block.marks == (rule(0, 0, 50, 4, ink),)


def test_the_template_draws_all_of_it(model, fonts):
    html = render_html(model, TABLOID, Fitter(fonts.faces))
    for galley in model.galleys:
        assert f'src="{galley.url}"' in html
    assert 'class="band band-reverse"' in html
    assert 'class="box box-wave"' in html
    assert len(re.findall(r'class="galley caption"', html)) == 2
    assert 'class="story head-vertical"' in html or 'class="lead head-vertical"' in html
