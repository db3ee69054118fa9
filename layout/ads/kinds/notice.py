"""The notice (公告, 遗失声明): a title, justified text, and at the right who signs it and when."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from layout.ads.blocks import head
from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.prose import best_size, check_amount, prose
from layout.ads.sizing import SMALLEST, height, measure, one_too_wide
from layout.ads.stack import Block, Item, Laid, stack
from layout.base.units import Rect
from layout.edition.ads import Border, FramedAd, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape


class NoticeAd(FramedAd):
    """A notice (公告, 遗失声明): a title, its text, and at the right who signs it and when."""

    border: Border = "thick-thin"
    title: Text
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=24)]
    signature: str = ""
    date: str = ""
    tint: Tint | None = None


def compose(ad: NoticeAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a notice in its border. Raises TooTight or MissingGlyph naming a field."""
    palette, tokens = kit.palette, kit.palette.tokens.notice
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    inside = border.inside.inset(tokens.inset(box.width, box.height))
    check_amount(ad.text, "text", inside, palette.tokens.prose)
    spans = [((paragraph, kit.text),) for paragraph in ad.text]
    items = [
        Item(head(ad.title, "title", tokens.title, palette, most_lines=tokens.title_lines), weight=1),
        Item(prose(spans, "text", tokens.text, kit, indent=tokens.indent, grows=True), gap=tokens.gap, weight=3),
    ]
    if ad.signature or ad.date:
        items.append(Item(_signed(ad, kit), gap=tokens.signed_gap))
    return (*border.on(ad.tint), *stack(items, inside, palette.tokens.stack).shapes)


def _signed(ad: NoticeAd, kit: Kit) -> Block:
    """Return signature and date at the right, the shorter centred under or over the longer."""
    parts = [(text, field) for text, field in ((ad.signature, "signature"), (ad.date, "date")) if text]
    tokens, running = kit.palette.tokens.notice, kit.palette.tokens.prose

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, kit.palette.text, field) for text, field in parts]
        wide = max(line.width for line in lines)
        largest = best_size(ad.text, width, running)
        size = min(max(SMALLEST, min(tokens.signed * scale, largest)), width / (wide + tokens.from_right))
        if size < SMALLEST - 1e-6:
            raise one_too_wide(lines, parts[lines.index(max(lines, key=lambda line: line.width))][1], SMALLEST, width)
        top, bottom = height(lines)
        step = tokens.signed_leading * size
        tall = (top - bottom) * size + step * (len(lines) - 1)

        def paint(box: Rect) -> tuple[Shape, ...]:
            middle = box.right - (tokens.from_right + wide / 2) * size
            first = box.bottom - tall + top * size
            return tuple(
                text
                for number, (line, (_, field)) in enumerate(zip(lines, parts, strict=True))
                for text in line.at(middle, first + number * step, size, kit.palette.ink, field, align=0.5)
            )

        return Laid(parts[0][1], tall, size / tokens.signed, paint)

    return lay


KIND = AdKind("notice", NoticeAd, compose)
