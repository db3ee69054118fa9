"""A page's scene: the blocks of its model in drawing order, with the boxes and rules that the template draws.

What a template's HTML prints by itself (the nameplate, the folio line) is not composed here: of that the scene has
but the places that the model knows, as blocks without marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from layout.base.units import Rect
from layout.design.tokens import Design
from layout.render.page import PageModel, PictureBox, StoryBox
from layout.scene.model import BLACK, Block, Mark, Owner, OwnerKind, Scene
from layout.scene.shapes import Panel, Slot


def page_scene(model: PageModel, further: Iterable[Block] = ()) -> Scene:
    """Return the scene of a page; ``further`` are the blocks that stand over it: ads, the barcode, crop marks, slug."""
    page = model.design.page
    return Scene(page.width, page.height, (*_blocks(model), *further), model.page.id)


def _blocks(model: PageModel) -> Iterator[Block]:
    if model.plate:
        yield _drawn("nameplate", "nameplate", model.plate)
    for number, teaser in enumerate(model.teasers.teasers if model.teasers else (), start=1):
        yield teaser.words.block
        if teaser.picture:
            yield _picture(teaser.picture, Owner(OwnerKind.FURNITURE, f"teaser-{number}", "picture"))
    if model.index:
        yield _drawn("index", "box", model.index.rect)
        yield from (model.index.title.block, model.index.entries.block)
    rule, widths = model.design.colours.get("rule", BLACK), model.design.separator
    for number, separator in enumerate(model.separators, start=1):
        rect = separator.rect
        line = Rect(0.0, 0.0, rect.width or widths.upright, rect.height or widths.level)
        yield _drawn(f"rule-{number}", f"rule-{separator.kind}", rect, Panel(line, rule))
    for story in model.stories:
        yield from _story(story, model.design)
    for story in model.stories:
        for number, picture in enumerate(story.pictures, start=1):
            yield _picture(picture, Owner(OwnerKind.STORY, story.id, f"picture-{number}"))


def _picture(picture: PictureBox, owner: Owner) -> Block:
    whole = Rect(0.0, 0.0, picture.rect.width, picture.rect.height)
    return Block(owner, "picture", picture.rect, (Slot(whole, whole, picture.name, Path(picture.file)),))


def _story(story: StoryBox, design: Design) -> Iterator[Block]:
    """Yield a story's blocks in the order in which the templates draw them, grounds first."""
    if story.boxed:
        tint = story.box_style == "tint"
        yield _ground(story, "box", story.box, design, "tint" if tint else "")
    if story.band:
        yield _ground(story, "band", story.band, design, "rule" if story.head_style == "reverse" else "tint")
    if story.frame:
        yield story.frame.block
    for galley in story.galleys:
        if galley is story.frame:
            continue
        if galley.role == "series":
            yield _ground(story, "series-ground", galley.rect, design, "accent")
        yield galley.block


def _ground(story: StoryBox, part: str, rect: Rect, design: Design, colour: str) -> Block:
    """Return the ground of a box or of a head, in a colour of the design if the shared styles give it one."""
    ink = design.colours.get(colour)
    marks = (Panel(Rect(0.0, 0.0, rect.width, rect.height), ink),) if ink else ()
    return Block(Owner(OwnerKind.STORY, story.id, part), part, rect, marks, by_template=True)


def _drawn(part: str, role: str, rect: Rect, *marks: Mark) -> Block:
    return Block(Owner(OwnerKind.FURNITURE, part), role, rect, marks, by_template=True)
