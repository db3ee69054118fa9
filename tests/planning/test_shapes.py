"""What the shapes of a story cost the planner, with the tabloid's real type."""

from __future__ import annotations

from layout.build.inputs import open_template
from layout.compose.kit import open_story
from layout.compose.shape import StoryShape
from layout.files.project import Project
from layout.plan.problem import PLAY, STRAY_COST, STUB_COST, story_footprints
from tests.conftest import ROOT
from tests.planning.editions import story

PICTURE = {"file": "images/bus-line.jpg", "caption": "新线示意图。"}


def test_play_stray_lines_and_stubs_are_charged(monkeypatch):
    """Without a cost of stubs the composer lets more of them stand; it is for the planner to avoid such shapes."""
    monkeypatch.setattr("layout.compose.story.STUB", 0.0)
    kit = open_template(Project(ROOT), "tabloid")
    composer = open_story(story("a", 620, picture=PICTURE, columns=(4,)), kit, ROOT / "content" / "2022-04-15")
    stubs = 0
    for shape in story_footprints(composer, kit.design):
        if shape.at_top:
            continue
        composed = composer.compose(StoryShape(4, shape.rows))
        fit = composed.fit
        play = PLAY[shape.rows - composer.needed_rows(4)]
        assert shape.cost == play + STRAY_COST * (fit.widows + fit.orphans) + STUB_COST * composed.stubs
        stubs += composed.stubs
    assert stubs


def test_shapes_of_one_width_are_those_among_all():
    kit = open_template(Project(ROOT), "tabloid")
    composer = open_story(story("a", 600), kit)
    every = story_footprints(composer, kit.design)
    for width in {shape.columns for shape in every}:
        assert story_footprints(composer, kit.design, width) == tuple(s for s in every if s.columns == width)
    assert story_footprints(composer, kit.design, kit.design.grid.columns + 1) == every


def test_a_picture_is_made_higher_rather_than_leave_white_under_it(monkeypatch):
    kit = open_template(Project(ROOT), "broadsheet")
    picture = {
        "file": "images/bridge.jpg",
        "caption": "修缮一新的问澜桥。",
    }

    def white_under_pictures() -> list[int]:
        composer = open_story(
            story("a", 600, picture=picture, columns=(6,)), kit, ROOT / "content" / "broadsheet-sample"
        )
        found = []
        for rows in range(composer.needed_rows(6) - 2, composer.needed_rows(6) + 4):
            made = composer.compose(StoryShape(6, rows))
            (placed,) = made.pictures
            under = rows - placed.row - placed.rows - len(placed.caption)
            if all(column.row + column.rows <= placed.row for column in made.columns if column.x >= placed.x - 1):
                found.append(under)
        return found

    levelled = white_under_pictures()
    monkeypatch.setattr("layout.compose.story.BARE", 0.0)
    assert levelled
    assert sum(levelled) < sum(white_under_pictures())
