"""The display ad: a headline, a picture, text, and at the foot logo, numbers and a QR code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import Field

from layout.ads.blocks import bar, head
from layout.ads.borders import frame
from layout.ads.files import find_file
from layout.ads.frame import rule
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.phones import contacts
from layout.ads.pictures import is_drawn, look_at
from layout.ads.problems import TooTight
from layout.ads.prose import check_amount, prose
from layout.ads.qr import code_block, code_side
from layout.ads.stack import Block, Item, Laid, Stacked, beside, column, stack
from layout.base.messages import say
from layout.base.units import Rect
from layout.design.ads import DisplayTokens
from layout.edition.ads import AdPicture, Border, Contact, FramedAd, QrCode, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape, Slot


class DisplayAd(FramedAd):
    """A display ad: a headline, a picture, text, a logo, contacts, a QR code; only the headline must be."""

    border: Border = "thick"
    headline: Text
    subline: str = ""
    text: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    picture: AdPicture | None = None
    logo: AdPicture | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=4)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None


_PICTURE_WORTH = 0.45
"""How much the size of the picture counts against the size of the type, as a power of its share of the box."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the ad: its file and how far its proportions (width over height) may be changed by cropping."""

    field: str
    path: Path
    aspect: float
    crop: float

    def in_room(self, room: Rect) -> Rect:
        """Return the largest place for the picture in the middle of a room."""
        least, most = self.aspect * (1 - self.crop), self.aspect / (1 - self.crop)
        aspect = min(max(room.width / room.height, least), most)
        width = min(room.width, room.height * aspect)
        height = width / aspect
        return Rect(room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height)

    def slot(self, room: Rect) -> Slot:
        """Return the picture in a room."""
        return Slot(self.in_room(room), room, self.field, self.path)


def compose(ad: DisplayAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a display ad in its border; pictures as slots.

    Raises TooTight or MissingGlyph naming a field, BadFile for a picture that is not there.
    """
    tokens = kit.palette.tokens
    border = frame(box, ad.border, ad.corners, kit.palette.ink, tokens.border)
    inside = border.inside.inset(tokens.display_ad.inset(box.width, box.height))
    check_amount(ad.text, "text", inside, tokens.prose)
    picture = image_of(ad.picture, "picture", tokens.display_ad.crop, kit) if ad.picture else None
    logo = image_of(ad.logo, "logo", 0.0, kit) if ad.logo else None
    best: Stacked | None = None
    tight: TooTight | None = None
    for foot in _feet(ad, logo, kit):
        words = [*_top(ad, kit), *_text(ad, kit), *foot]
        try:
            if picture:
                options = list(_with_picture(ad, picture, foot, inside, kit))
            else:
                options = [stack(words, inside, tokens.stack)]
        except TooTight as error:
            tight = tight or error
            continue
        for stacked in options:
            if best is None or stacked.merit > best.merit + 1e-9:
                best = stacked
    if best is None:
        raise tight or TooTight("headline")
    return (*border.on(ad.tint), *best.shapes)


def image_of(picture: AdPicture, field: str, crop: float, kit: Kit) -> Image:
    """Return a picture that an ad names; a drawing is never cropped. Raises BadFile naming the field."""
    path = find_file(picture.file, kit.folder, field)
    aspect = look_at(path, field).aspect
    whole = is_drawn(path, field) if picture.whole is None and crop else picture.whole
    return Image(field, path, aspect, 0.0 if whole else crop)


def _top(ad: DisplayAd, kit: Kit) -> list[Item]:
    palette, tokens = kit.palette, kit.palette.tokens.display_ad
    items = [Item(head(ad.headline, "headline", tokens.headline, palette, most_lines=tokens.headline_lines), weight=3)]
    if ad.subline:
        items.append(Item(bar(ad.subline, "subline", tokens.subline, palette, palette.accent), gap=tokens.gap))
    return items


def _text(ad: DisplayAd, kit: Kit) -> list[Item]:
    if not ad.text:
        return []
    # A single short sentence is a line of display; an indent would make it look like a piece of an article.
    tokens = kit.palette.tokens.display_ad
    indent = tokens.indent if len(ad.text) > 1 or len(ad.text[0]) > 60 else 0.0
    spans = [((text, kit.text),) for text in ad.text]
    return [
        Item(prose(spans, "text", tokens.text, kit, indent=indent, grows=ad.picture is None), gap=tokens.gap, weight=2)
    ]


def _feet(ad: DisplayAd, logo: Image | None, kit: Kit) -> Iterator[list[Item]]:
    """Yield the ways to arrange logo, numbers and code at the foot: side by side, or one under another."""
    tokens, stacked = kit.palette.tokens.display_ad, kit.palette.tokens.stack
    gap = tokens.foot_gap
    numbers = contacts(ad.contacts, tokens.number, kit.palette, apart=tokens.numbers_apart) if ad.contacts else None
    mark = _logo(logo, tokens) if logo else None
    code = code_block(ad.qr, tokens.code, kit.palette) if ad.qr else None
    parts = [part for part in (mark, numbers, code) if part is not None]
    if not parts:
        yield []
        return

    def with_code(block: Block) -> Block:
        if code is None or ad.qr is None:
            return block
        return beside(block, code, code_side(ad.qr, tokens.code), tokens.code_gap, stacked)

    ruled = _ruled(kit)
    if numbers is not None and len(parts) > 1:
        row = with_code(numbers)
        if mark is not None and logo is not None:
            row = beside(row, mark, _logo_width(logo, tokens), tokens.logo_gap, stacked, turned=True)
        yield [Item(ruled, gap=gap), Item(row, gap=gap, weight=2)]
    elif mark is not None and code is not None:
        yield [Item(ruled, gap=gap), Item(with_code(mark), gap=gap, weight=2)]
    yield [Item(ruled, gap=gap), *(Item(part, gap=gap) for part in parts)]


def _ruled(kit: Kit) -> Block:
    """Return a thin rule over the measure, which parts the foot from the rest."""
    thick, ink = kit.palette.tokens.rule, kit.palette.ink

    def lay(width: float, scale: float) -> Laid:
        return Laid("", thick, 1.0, lambda box: (rule(box.x, box.y + box.height / 2, box.width, thick, ink),))

    return lay


def _logo(logo: Image, tokens: DisplayTokens) -> Block:
    def lay(width: float, scale: float) -> Laid:
        tall = min(max(tokens.logo * scale, tokens.least_logo), width / logo.aspect)
        if tall < tokens.least_logo - 1e-6:
            raise TooTight("logo", say("there is no room for the logo"))
        return Laid("logo", tall, tall / tokens.logo, lambda box: (logo.slot(box),))

    return lay


def _logo_width(logo: Image, tokens: DisplayTokens) -> Callable[[float, float], float]:
    def wide(width: float, scale: float) -> float:
        return min(max(tokens.logo * scale, tokens.least_logo) * logo.aspect, width * tokens.most_logo)

    return wide


def _with_picture(ad: DisplayAd, picture: Image, foot: list[Item], box: Rect, kit: Kit) -> Iterator[Stacked]:
    """Yield the ad with its picture over the words, beside them, or beside what is under the headline."""
    tight: TooTight | None = None
    found = False
    for share in kit.palette.tokens.display_ad.pictures:
        for arrange in (_over, _beside, _under_head):
            try:
                stacked = arrange(ad, picture, foot, share, box, kit)
            except TooTight as error:
                tight = tight or error
                continue
            found = True
            yield Stacked(stacked.shapes, _merit(stacked, box))
    if not found:
        raise tight or TooTight("headline")


def _merit(stacked: Stacked, box: Rect) -> float:
    """Return how good an arrangement is: large type, a large picture, no white beside the picture."""
    slot = next(shape for shape in stacked.shapes if isinstance(shape, Slot) and shape.field == "picture")
    share = _area(slot.rect) / _area(box)
    filled = _area(slot.rect) / _area(slot.room)
    return float(stacked.merit * share**_PICTURE_WORTH * filled**4)


def _area(rect: Rect) -> float:
    return rect.width * rect.height


def _over(ad: DisplayAd, picture: Image, foot: list[Item], share: float, box: Rect, kit: Kit) -> Stacked:
    apart = kit.palette.tokens.display_ad.apart
    room = Rect(box.x, box.y, box.width, box.height * share)
    words = Rect(box.x, room.bottom + apart, box.width, box.height - room.height - apart)
    stacked = stack([*_top(ad, kit), *_text(ad, kit), *foot], words, kit.palette.tokens.stack)
    return Stacked((picture.slot(room), *stacked.shapes), stacked.merit)


def _beside(ad: DisplayAd, picture: Image, foot: list[Item], share: float, box: Rect, kit: Kit) -> Stacked:
    apart = kit.palette.tokens.display_ad.apart
    room = Rect(box.x, box.y, box.width * share, box.height)
    words = Rect(room.right + apart, box.y, box.width - room.width - apart, box.height)
    stacked = stack([*_top(ad, kit), *_text(ad, kit), *foot], words, kit.palette.tokens.stack)
    return Stacked((picture.slot(room), *stacked.shapes), stacked.merit)


def _under_head(ad: DisplayAd, picture: Image, foot: list[Item], share: float, box: Rect, kit: Kit) -> Stacked:
    tokens, stacked = kit.palette.tokens.display_ad, kit.palette.tokens.stack
    words = [*_text(ad, kit), *foot]
    if not words:
        raise TooTight("headline")
    wide = partial(_part, share)
    row = beside(column(words, stacked), _photo(picture), wide, tokens.picture_gap, stacked, turned=True)
    return stack([*_top(ad, kit), Item(row, gap=tokens.gap, weight=len(words))], box, stacked)


def _part(share: float, width: float, scale: float) -> float:
    return share * width


def _photo(picture: Image) -> Block:
    """Return the picture as a block: no lower than cropping allows, and taking what height is left over."""

    def lay(width: float, scale: float) -> Laid:
        least = width / picture.aspect * (1 - picture.crop)
        return Laid("picture", least, 1.0, lambda box: (picture.slot(box),), stretch=1.0)

    return lay


KIND = AdKind("display", DisplayAd, compose)
