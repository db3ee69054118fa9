"""The notice (公告, 遗失声明): a title, justified text, and at the right who signs it and when."""

from __future__ import annotations

from layout.ads.blocks import head
from layout.ads.borders import frame
from layout.ads.kit import Kit
from layout.ads.problems import TooTight
from layout.ads.prose import LARGEST, check_amount, prose
from layout.ads.sizing import SMALLEST, height, measure
from layout.ads.stack import Block, Item, Laid, stack
from layout.base.units import Rect
from layout.edition.model import NoticeAd
from layout.scene.shapes import Shape

_TITLE = 19.0
_TEXT = 9.5
_SIGNED = 9.5
"""Sizes at scale 1 (pt): they suit two base columns by twelve rows."""

_FROM_RIGHT = 1.0
"""White behind signature and date, em."""


def compose(ad: NoticeAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a notice in its border. Raises TooTight or MissingGlyph naming a field."""
    border = frame(box, ad.border, ad.corners, kit.palette.ink)
    inside = border.inside.inset(min(9.0, 0.06 * min(box.width, box.height)))
    check_amount(ad.text, "text", inside)
    spans = [((paragraph, kit.text),) for paragraph in ad.text]
    items = [
        Item(head(ad.title, "title", _TITLE, kit.palette, most_lines=3), weight=1),
        Item(prose(spans, "text", _TEXT, kit), gap=8, weight=3),
    ]
    if ad.signature or ad.date:
        items.append(Item(_signed(ad, kit), gap=6))
    return (*border.on(ad.tint), *stack(items, inside).shapes)


def _signed(ad: NoticeAd, kit: Kit) -> Block:
    """Return signature and date at the right, the shorter centred under or over the longer."""
    parts = [(text, field) for text, field in ((ad.signature, "signature"), (ad.date, "date")) if text]

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, kit.palette.text, field) for text, field in parts]
        wide = max(line.width for line in lines)
        size = min(max(SMALLEST, min(_SIGNED * scale, LARGEST)), width / (wide + _FROM_RIGHT))
        if size < SMALLEST - 1e-6:
            raise TooTight(parts[lines.index(max(lines, key=lambda line: line.width))][1])
        top, bottom = height(lines)
        step = 1.45 * size
        tall = (top - bottom) * size + step * (len(lines) - 1)

        def paint(box: Rect) -> tuple[Shape, ...]:
            middle = box.right - (_FROM_RIGHT + wide / 2) * size
            first = box.bottom - tall + top * size
            return tuple(
                line.at(middle, first + number * step, size, kit.palette.ink, field, align=0.5)
                for number, (line, (_, field)) in enumerate(zip(lines, parts, strict=True))
            )

        return Laid(parts[0][1], tall, size / _SIGNED, paint)

    return lay
