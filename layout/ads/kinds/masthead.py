"""The masthead box (报头栏, 版权栏): who makes the paper, where, how it is subscribed to, who prints it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field, model_validator

from layout.ads.blocks import head
from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.numbers import Spans
from layout.ads.prose import check_amount, prose
from layout.ads.qr import code_block, code_side
from layout.ads.stack import Item, beside, best_of, column
from layout.base.locale.record import Script
from layout.base.messages import say
from layout.base.units import Rect
from layout.edition.ads import Border, Contact, FramedAd, QrCode, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape


class MastheadAd(FramedAd):
    """A masthead box: the name, who does what (``entries``: a label, names), lines under it, a QR code."""

    border: Border = "thick-thin"
    title: Text
    entries: Annotated[tuple[Contact, ...], Field(max_length=30)] = ()
    lines: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None

    @model_validator(mode="after")
    def _says_who(self) -> MastheadAd:
        if not (self.entries or self.lines):
            raise ValueError(say("a masthead needs entries or lines"))
        return self


def compose(ad: MastheadAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a masthead box. Raises TooTight or MissingGlyph naming a field."""
    palette, tokens = kit.palette, kit.palette.tokens.masthead
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    inside = border.inside.inset(tokens.inset(box.width, box.height))
    said = [f"{entry.label} {entry.value}" for entry in ad.entries]
    check_amount([*said, *ad.lines], "entries", inside, palette.tokens.prose)
    title = Item(head(ad.title, "title", tokens.title, palette, most_lines=tokens.title_lines))
    # Names are not parted.
    kit = replace(kit, setting=replace(kit.setting, hyphenate=False))
    between = "\u3000" if kit.setting.language.script is Script.HAN else " "
    entries: list[Spans] = [((entry.label + between, kit.strong), (entry.value, kit.text)) for entry in ad.entries]
    lines: list[Spans] = [((line, kit.text),) for line in ad.lines]
    items = [title]
    for field, spans in (("entries", entries), ("lines", lines)):
        if spans:
            items.append(Item(prose(spans, field, tokens.text, kit, indent=0, align="left"), gap=tokens.gap, weight=2))
    ways = [items]
    if ad.qr:
        code, side = code_block(ad.qr, tokens.code, palette), code_side(ad.qr, tokens.code)
        row = beside(column(items[1:], palette.tokens.stack), code, side, tokens.gap, palette.tokens.stack)
        ways = [[*items, Item(code, gap=tokens.gap)], [title, Item(row, gap=tokens.gap, weight=2)]]
    if len(items) > 2:
        # A strip: the name over who does what, beside it the rest.
        half = beside(column(items[1:2], palette.tokens.stack), column(items[2:], palette.tokens.stack),
                      lambda width, scale: width / 2, tokens.apart, palette.tokens.stack)  # fmt: skip
        ways.append([title, Item(half, gap=tokens.gap, weight=2)])
    return (*border.on(ad.tint), *best_of(ways, inside, palette.tokens.stack).shapes)


KIND = AdKind("masthead", MastheadAd, compose)
