"""The scene of a page: everything on it, once, with its owner; and an output of a few lines that reads it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from layout.base.units import MM, Rect
from layout.design.fonts import Face
from layout.design.values import Colour
from layout.render.trace import page_record
from layout.scene.model import Block, Form, Owner, OwnerKind, Scene
from layout.scene.shapes import Curve, DrawnPath, Outline, Panel, Polygon, shifted_path
from layout.scene.text import SetLine, Text, typed
from layout.scene.writer import Writer, runs, walk

BLACK = Colour(c=0, m=0, y=0, k=1)


def write_lines(scene: Scene, faces: Mapping[str, Face], /) -> tuple[tuple[str, str, float, float, str], ...]:
    """An output of its own: every line of type with its owner, its place in pt, and its text."""
    return tuple(
        (
            f"{block.owner.kind} {block.owner.id}",
            block.owner.part,
            round(x + run.x + run.run.glyphs[0].x, 2),
            round(y + run.baseline, 2),
            run.run.text,
        )
        for block, x, y, mark in walk(scene)
        if isinstance(mark, SetLine | Text)
        for run in runs(mark, block.ink)
        if faces[run.run.face].has(run.run.text[0])
    )


LINES: Writer[tuple[tuple[str, str, float, float, str], ...]] = write_lines


def test_an_output_of_a_few_lines_says_what_layout_json_says(built):
    lines = LINES(built.page.scene, built.faces)
    for story in page_record(built.page.model).stories:
        for number, column in enumerate(story.body, start=1):
            mine = [line for line in lines if line[:2] == (f"story {story.id}", f"column-{number}")]
            told = "".join(line.text.replace("\u00ad", "-") for line in column.lines)
            assert "".join("".join(text for *_, text in mine).split()) == "".join(told.split())
            for line in column.lines:
                begins = {round(x - line.x * MM, 1) for *_, x, y, _ in mine if abs(y - line.baseline * MM) < 0.01}
                # The pen of a mark at a line's start stands half an em before its ink.
                assert begins & {0.0, -round(line.size / 2, 1)}


def test_an_output_looks_into_the_ads(built):
    said = "".join(text for whose, *_, text in write_lines(built.page.scene, built.faces) if whose.startswith("ad "))
    for block in built.page.scene.blocks:
        if block.owner.kind is OwnerKind.AD:
            (form,) = block.marks
            assert isinstance(form, Form)
            assert form.scene is not None
            for mark in form.scene.blocks[0].marks:
                if isinstance(mark, Text):
                    assert mark.text in said
                    assert form.scene.blocks[0].rect.right >= mark.ink.right


def test_galleys_are_blocks_of_the_scene_itself(built):
    blocks = {id(block) for block in built.page.scene.blocks}
    assert all(id(galley.block) in blocks for galley in built.page.model.galleys)
    owners = [block.owner for block in built.page.scene.blocks]
    assert len(owners) == len(set(owners))


def test_drawing_order_puts_grounds_below_type_and_ads_on_top(built):
    order = {block.owner: at for at, block in enumerate(built.page.scene.blocks)}
    for story in built.page.model.stories:
        if story.boxed:
            assert order[Owner(OwnerKind.STORY, story.id, "box")] < order[Owner(OwnerKind.STORY, story.id, "headline")]
    last = max(at for owner, at in order.items() if owner.kind is OwnerKind.STORY)
    assert all(at > last for owner, at in order.items() if owner.kind is OwnerKind.AD)


def test_furniture_has_its_places(built):
    model, scene = built.page.model, built.page.scene
    parts = {block.owner.id: block for block in scene.blocks if block.owner.kind is OwnerKind.FURNITURE}
    rules = [block for name, block in parts.items() if name.startswith("rule-")]
    assert [block.rect for block in rules] == [separator.rect for separator in model.separators]
    assert all(block.by_template for block in rules)
    marks = [mark for mark in parts["crop-marks"].marks if isinstance(mark, Outline)]
    assert len(marks) == 8
    outside = [x < 0 or x > scene.width or y < 0 or y > scene.height for mark in marks for x, y in mark.points]
    assert all(outside)
    assert parts["slug"].rect.bottom == pytest.approx(-model.design.page.bleed)


def test_marks_of_forms_are_walked_at_their_place():
    panel = Panel(Rect(1, 2, 3, 4), BLACK)
    inner = Scene.of(Owner(OwnerKind.AD, "a"), [panel], 30, 40)
    scene = Scene(100, 100, (Block.form(Owner(OwnerKind.AD, "a"), Rect(10, 20, 30, 40), inner),))
    assert [(x, y, mark) for _, x, y, mark in walk(scene)] == [
        (10, 20, scene.blocks[0].marks[0]),
        (10, 20, panel),
    ]
    assert inner.title == "a"


@pytest.mark.parametrize(
    ("path", "first"),
    [
        (Panel(Rect(1, 2, 3, 4), BLACK), (11, 22)),
        (Polygon(((1, 2), (3, 2), (3, 4)), BLACK), (11, 22)),
        (Outline(((1, 2), (3, 2)), 0.5, BLACK, closed=False, dash=(1.0,)), (11, 22)),
        (Curve(((((1, 2),), ((3, 2), (4, 3), (5, 5))),), BLACK, 0.5, closed=False), (11, 22)),
    ],
)
def test_a_path_is_moved_as_it_is(path: DrawnPath, first):
    moved = shifted_path(path, 10, 20)
    assert moved.contours[0][0][0] == first
    assert shifted_path(moved, -10, -20) == path
    assert (moved.width, moved.closed, moved.dash) == (path.width, path.closed, path.dash)


def test_typed_characters_are_their_nominal_glyphs(fonts):
    face = fonts["hei"]
    run = typed("永A\U0001f4de", face, 9, (0.0, 9.0, 14.0))
    assert [glyph.gid for glyph in run.glyphs] == [face.glyph("永").gid, face.glyph("A").gid, 0]
    assert (run.face, run.text) == ("hei", "永A\U0001f4de")
