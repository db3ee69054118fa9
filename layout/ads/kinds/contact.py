"""The contact ad: a name in a solid, lines of address and hours, large numbers, a QR code beside or below."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field, model_validator

from layout.ads.blocks import bar
from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.phones import contacts
from layout.ads.prose import check_amount, prose
from layout.ads.qr import code_block, code_side
from layout.ads.stack import Block, Item, beside, best_of, column
from layout.base.messages import say
from layout.base.units import Rect
from layout.edition.ads import Border, Contact, FramedAd, QrCode, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape


class ContactAd(FramedAd):
    """A contact block: a name, lines such as address and hours, numbers, perhaps a QR code."""

    border: Border = "double"
    title: Text
    lines: Annotated[tuple[Text, ...], Field(max_length=8)] = ()
    contacts: Annotated[tuple[Contact, ...], Field(max_length=6)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None

    @model_validator(mode="after")
    def _reachable(self) -> ContactAd:
        if not (self.lines or self.contacts or self.qr):
            raise ValueError(say("a contact ad needs lines, contacts or a qr code"))
        return self


def compose(ad: ContactAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a contact ad in its border. Raises TooTight or MissingGlyph naming a field."""
    tokens = kit.palette.tokens
    border = frame(box, ad.border, ad.corners, kit.palette.ink, tokens.border)
    inside = border.inside.inset(tokens.contact.inset(box.width, box.height))
    check_amount(ad.lines, "lines", inside, tokens.prose)
    sparse = len(ad.lines) + len(ad.contacts) < 3 and ad.qr is None
    most = tokens.contact.most_scale(box.width, box.height, sparse=sparse)
    stacked = best_of(_arrangements(ad, kit), inside, tokens.stack, most, keeps=True)
    return (*border.on(ad.tint), *stacked.shapes)


def _arrangements(ad: ContactAd, kit: Kit) -> list[list[Item]]:
    """Return the ways to arrange the ad, of which the one that comes out largest is taken.

    All in a column; the code beside what is under the title; and for low boxes name, numbers and code in a row.
    """
    tokens, stacked = kit.palette.tokens.contact, kit.palette.tokens.stack
    name = bar(ad.title, "title", tokens.title, kit.palette, kit.palette.ink, most_lines=tokens.title_lines)
    title = Item(name, weight=2)
    # Lines that begin on one edge are read fastest; one alone stands in the middle, as the name does.
    align = "left" if len(ad.lines) > 1 else "center"
    spans = [((line, kit.text),) for line in ad.lines]
    lines = [Item(prose(spans, "lines", tokens.line, kit, indent=0, align=align), gap=tokens.gap)] if spans else []
    phones = contacts(ad.contacts, tokens.number, kit.palette, apart=tokens.numbers_apart) if ad.contacts else None
    numbers = [Item(phones, gap=tokens.number_gap, weight=2)] if phones else []
    rest = [*lines, *numbers]
    code = code_block(ad.qr, tokens.code, kit.palette) if ad.qr else None
    found = [[title, *rest, *([Item(code, gap=tokens.gap)] if code else [])]]

    def with_code(block: Block) -> Block:
        if code is None or ad.qr is None:
            return block
        return beside(block, code, code_side(ad.qr, tokens.code), tokens.code_gap, stacked)

    def in_row(left: Block, right: Block, share: float) -> Block:
        return beside(left, right, partial(_share, share), tokens.column_gap, stacked)

    if code and rest:
        found.append([title, Item(with_code(column(rest, stacked)), gap=tokens.gap, weight=2 + len(rest))])
    if numbers:
        for share in tokens.numbers:
            row = in_row(column([title, *lines], stacked), column(numbers, stacked), share)
            found.append([Item(with_code(row))])
            if lines:
                # A strip: everything in one row, the name in a solid of its full height.
                row = in_row(column(lines, stacked), column(numbers, stacked), tokens.strip_numbers)
                row = in_row(title.block, row, 1 - tokens.strip_name * share)
                found.append([Item(with_code(row))])
    return found


def _share(share: float, width: float, scale: float) -> float:
    return share * width


KIND = AdKind("contact", ContactAd, compose)
