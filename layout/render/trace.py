"""What stands where on a page, as plain data: layout.json. Millimetres from the trim's top left."""

from __future__ import annotations

from typing import Any

from layout.base.units import MM
from layout.render.page import GalleyBox, PageModel, PictureBox


def page_trace(model: PageModel) -> dict[str, Any]:
    """Return a page's placed items: rectangles in mm, and every line with text, x, baseline and width in mm."""
    page = model.design.page
    return {
        "id": model.page.id,
        "template": model.page.template,
        "trim": {"width": _mm(page.width), "height": _mm(page.height)},
        "type_area": model.design.type_area.as_mm(),
        "row": _mm(model.design.grid.row),
        "stories": [
            {
                "id": story.id,
                "rect": story.rect.as_mm(),
                "boxed": story.boxed,
                "columns": story.columns,
                "head": [_galley(galley) for galley in story.head],
                "body": [_galley(galley) for galley in story.body],
                "picture": _picture(story.picture),
                "pictures": [_picture(picture) for picture in story.pictures],
                "elements": [_galley(galley) for galley in story.elements],
            }
            for story in model.stories
        ],
        "nameplate": model.nameplate.as_mm() if model.nameplate else None,
        "index": _index(model),
        "ads": [{"id": ad.id, "rect": ad.rect.as_mm()} for ad in model.ads],
        "rules": [{"kind": rule.kind, "rect": rule.rect.as_mm()} for rule in model.separators],
    }


def _index(model: PageModel) -> dict[str, Any] | None:
    if model.index is None:
        return None
    return {"rect": model.index.rect.as_mm(), "entries": _galley(model.index.entries)}


def _picture(picture: PictureBox | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return {"rect": picture.rect.as_mm(), "caption": _galley(picture.caption) if picture.caption else None}


def _galley(galley: GalleyBox) -> dict[str, Any]:
    return {
        "role": str(galley.role),
        "rect": galley.rect.as_mm(),
        "lines": [
            {
                "text": placed.line.text,
                "role": str(placed.line.role),
                "x": _mm(galley.rect.x + placed.line.x),
                "baseline": _mm(galley.rect.y + placed.baseline),
                "width": _mm(placed.line.width),
                "size": round(placed.line.size, 3),
                "final": placed.line.final,
            }
            for placed in galley.lines
        ],
    }


def _mm(points: float) -> float:
    return round(points / MM, 3)
