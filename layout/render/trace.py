"""The record of a page that was laid out: what stands where on it (layout.json), taken from its boxes."""

from __future__ import annotations

from layout.base.units import MM
from layout.design.tokens import Design
from layout.files.project import page_template
from layout.render.page import GalleyBox, PageModel, PictureBox, SpreadSide, StoryBox
from layout.scene.record import (
    AdRecord,
    GalleyRecord,
    IndexRecord,
    LineRecord,
    PageRecord,
    PictureRecord,
    RuleRecord,
    SizeRecord,
    SpreadRecord,
    StoryRecord,
)


def page_record(model: PageModel) -> PageRecord:
    """Return what stands on a page: rectangles in mm, and every line with text, x, baseline and width in mm."""
    page, index = model.design.page, model.index
    return PageRecord(
        id=model.page.id,
        template=page_template(model.page.template),
        trim=SizeRecord(_mm(page.width), _mm(page.height)),
        type_area=model.design.type_area.as_mm(),
        row=_mm(model.design.grid.row),
        stories=tuple(_story(story, model.design) for story in model.stories),
        nameplate=model.plate.as_mm() if model.plate else None,
        index=IndexRecord(index.rect.as_mm(), _galley(index.entries)) if index else None,
        ads=tuple(AdRecord(ad.id, ad.rect.as_mm()) for ad in model.ads),
        rules=tuple(RuleRecord(rule.kind, rule.rect.as_mm()) for rule in model.separators),
        spread=_spread(model.side) if model.side else None,
        zone=model.page.zone,
    )


def _spread(side: SpreadSide) -> SpreadRecord:
    return SpreadRecord(side.page, side.side, side.fold, _mm(side.bleed))


def _story(story: StoryBox, design: Design) -> StoryRecord:
    filled = design.body.align == "justify"
    return StoryRecord(
        id=story.id,
        rect=story.rect.as_mm(),
        boxed=story.boxed,
        columns=story.columns,
        head=tuple(map(_galley, story.head)),
        body=tuple(_galley(galley, filled=filled) for galley in story.body),
        pictures=tuple(map(_picture, story.pictures)),
        elements=tuple(map(_galley, story.elements)),
        notch=story.notch.as_mm() if story.notch else None,
    )


def _picture(picture: PictureBox) -> PictureRecord:
    return PictureRecord(picture.rect.as_mm(), _galley(picture.caption) if picture.caption else None)


def _galley(galley: GalleyBox, *, filled: bool = True) -> GalleyRecord:
    """Return the record of a galley; where its style is not ``filled``, every line may fall short."""
    return GalleyRecord(
        str(galley.role),
        galley.rect.as_mm(),
        tuple(
            LineRecord(
                text=placed.line.text,
                role=str(placed.line.role),
                x=_mm(galley.rect.x + placed.line.x),
                baseline=_mm(galley.rect.y + placed.baseline),
                width=_mm(placed.line.width),
                size=round(placed.line.size, 3),
                final=placed.line.final,
                ragged=placed.line.ragged or not filled,
            )
            for placed in galley.lines
        ),
    )


def _mm(points: float) -> float:
    return round(points / MM, 3)
