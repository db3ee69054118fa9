"""The coupon: an offer to be cut out along dashes, filled in and sent in (回执, 优惠券)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from layout.ads.blocks import bar, head
from layout.ads.borders import frame
from layout.ads.frame import rule
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.problems import TooTight
from layout.ads.prose import check_amount, prose
from layout.ads.qr import code_block, code_side
from layout.ads.sizing import SMALLEST, measure
from layout.ads.stack import Block, Item, Laid, beside, best_of, column
from layout.base.units import Rect
from layout.edition.ads import Border, FramedAd, QrCode, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape


class CouponAd(FramedAd):
    """A coupon: a headline, what it offers, fields to be filled in, where it is sent to, a reply code, a QR code.

    ``fields`` are labels; each has a rule behind it to write on.
    """

    border: Border = "coupon"
    headline: Text
    subline: str = ""
    text: Annotated[tuple[Text, ...], Field(max_length=8)] = ()
    fields: Annotated[tuple[Text, ...], Field(max_length=10)] = ()
    reply_to: Annotated[tuple[Text, ...], Field(max_length=5)] = ()
    code: str = ""
    qr: QrCode | None = None
    tint: Tint | None = None


def compose(ad: CouponAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a coupon in its border. Raises TooTight or MissingGlyph naming a field."""
    tokens = kit.palette.tokens
    border = frame(box, ad.border, ad.corners, kit.palette.ink, tokens.border)
    inside = border.inside.inset(tokens.coupon.inset(box.width, box.height))
    check_amount(ad.text, "text", inside, tokens.prose)
    return (*border.on(ad.tint), *best_of(_arrangements(ad, kit), inside, tokens.stack).shapes)


def _arrangements(ad: CouponAd, kit: Kit) -> list[list[Item]]:
    """Return the ways to arrange it: all in a column, the codes beside the fields, the offer beside all of these."""
    tokens, stacked, palette = kit.palette.tokens.coupon, kit.palette.tokens.stack, kit.palette
    offer = [Item(head(ad.headline, "headline", tokens.headline, palette, most_lines=tokens.headline_lines), weight=2)]
    if ad.subline:
        offer.append(Item(bar(ad.subline, "subline", tokens.subline, palette, palette.accent), gap=tokens.gap))
    if ad.text:
        spans = [((text, kit.text),) for text in ad.text]
        offer.append(Item(prose(spans, "text", tokens.text, kit, indent=0), gap=tokens.gap))
    fields = [Item(_fields(ad, kit), gap=tokens.field_gap)] if ad.fields else []
    reply = []
    if ad.reply_to:
        voices = [kit.strong, *[kit.text] * len(ad.reply_to)]
        spans = [((text, voice),) for text, voice in zip(ad.reply_to, voices, strict=False)]
        reply.append(Item(prose(spans, "reply_to", tokens.reply, kit, indent=0, align="left"), gap=tokens.field_gap))
    marks = [Item(bar(ad.code, "code", tokens.code, palette, palette.ink), gap=tokens.gap)] if ad.code else []
    qr = code_block(ad.qr, tokens.qr, palette) if ad.qr else None
    codes = [*marks, *([Item(qr, gap=tokens.gap)] if qr else [])]
    found = [[*offer, *fields, *reply, *codes]]
    if qr and ad.qr and (fields or reply):
        side = code_side(ad.qr, tokens.qr)
        row = beside(column([*fields, *reply, *marks], stacked), qr, side, tokens.beside, stacked)
        found.append([*offer, Item(row, gap=tokens.field_gap, weight=2)])
    if fields and reply:
        row = beside(
            column(fields, stacked), column([*reply, *codes], stacked), _part(tokens.sent), tokens.beside, stacked
        )
        found.append([*offer, Item(row, gap=tokens.field_gap, weight=2)])
    if rest := [*fields, *reply, *codes]:
        found.append([Item(beside(column(offer, stacked), column(rest, stacked), _part(0.5), tokens.beside, stacked))])
    return found


def _part(share: float) -> Callable[[float, float], float]:
    return lambda width, scale: share * width


def _fields(ad: CouponAd, kit: Kit) -> Block:
    """Return labels one under another, each with a rule behind it to write on."""
    tokens, palette = kit.palette.tokens.coupon, kit.palette

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, palette.text, "fields") for text in ad.fields]
        size = max(SMALLEST, min(tokens.field * scale, tokens.most_field))
        pitch = max(tokens.least_row, min(tokens.row * scale, tokens.most_row))
        for line in lines:
            if line.width * size > tokens.label * width:
                raise TooTight("fields")

        def paint(box: Rect) -> tuple[Shape, ...]:
            step = min(box.height / len(lines), tokens.most_row)
            top = box.y + (box.height - step * len(lines)) / 2
            shapes: list[Shape] = []
            for number, line in enumerate(lines, start=1):
                baseline = top + number * step - tokens.under * size
                start = box.x + (line.width + tokens.label_gap) * size
                shapes += line.at(box.x, baseline, size, palette.ink, "fields")
                shapes.append(
                    rule(start, baseline + palette.tokens.rule, box.right - start, palette.tokens.rule, palette.ink)
                )
            return tuple(shapes)

        return Laid("fields", pitch * len(lines), size / tokens.field, paint, stretch=1.0)

    return lay


KIND = AdKind("coupon", CouponAd, compose)
