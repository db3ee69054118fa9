"""A page or a box of equal notices (讣告, 贺词): each in a frame of its own, all of one size, in type of like size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Annotated, Literal

from pydantic import Field

from layout.ads.blocks import bar, head
from layout.ads.borders import frame
from layout.ads.kind import AdKind, words
from layout.ads.kinds.display import Image, image_of
from layout.ads.kit import Kit
from layout.ads.problems import TooTight
from layout.ads.prose import TOP, check_amount, set_paragraph
from layout.ads.sizing import SMALLEST, draw_line
from layout.ads.stack import Block, Item, Laid, Stacked, beside, column
from layout.base.text import by_reading
from layout.base.units import Rect
from layout.compose.itemize import Voice
from layout.design.ads import NoticesTokens
from layout.edition.ads import AdPicture, Border, FramedAd
from layout.edition.blocks import Model, Text
from layout.scene.shapes import Shape
from layout.scene.text import Line


class NoticeEntry(Model):
    """One notice: whom it is for or about, a line under the name (dates of a life), its text, who signs, a picture."""

    name: Text
    dates: str = ""
    text: Annotated[tuple[Text, ...], Field(max_length=8)] = ()
    signature: str = ""
    picture: AdPicture | None = None


class NoticesAd(FramedAd):
    """Equal notices in columns; ``order: name`` sorts them by their names, ``each`` is the frame of each."""

    border: Border = "none"
    each: Border = "plain"
    title: str = ""
    order: Literal["given", "name"] = "given"
    across: Annotated[int, Field(ge=1, le=6)] | None = None
    entries: Annotated[tuple[NoticeEntry, ...], Field(min_length=1, max_length=60)]


def compose(ad: NoticesAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of the notices. Raises TooTight, MissingGlyph or BadFile naming a field."""
    tokens, palette = kit.palette.tokens.notices, kit.palette
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    inside = border.inside.inset(0.0 if ad.border == "none" else tokens.inset(box.width, box.height))
    shapes: list[Shape] = [*border.shapes]
    room = inside
    if ad.title:
        over = bar(ad.title, "title", tokens.heading, palette, palette.ink)(inside.width, 1.0)
        shapes += over.paint(Rect(inside.x, inside.y, inside.width, over.height))
        taken = over.height + tokens.between
        room = Rect(inside.x, inside.y + taken, inside.width, inside.height - taken)
    entries = sorted(ad.entries, key=lambda entry: by_reading(entry.name)) if ad.order == "name" else ad.entries
    images = [image_of(entry.picture, "entries", tokens.crop, kit) if entry.picture else None for entry in entries]
    best: Stacked | None = None
    tight: TooTight | None = None
    for across in [ad.across] if ad.across else range(1, tokens.most_across + 1):
        try:
            made = _in_cells(ad, tuple(zip(entries, images, strict=True)), room, across, kit)
        except TooTight as error:
            tight = tight or error
            continue
        if best is None or made.merit > best.merit + 1e-9:
            best = made
    if best is None:
        raise tight or TooTight("entries")
    return (*shapes, *best.shapes)


_Entries = tuple[tuple[NoticeEntry, Image | None], ...]


def _in_cells(ad: NoticesAd, entries: _Entries, room: Rect, across: int, kit: Kit) -> Stacked:
    """Set all notices in so many columns, at the largest scale at which the longest of them fits its cell."""
    palette, tokens, down = kit.palette, kit.palette.tokens.notices, ceil(len(entries) / across)
    wide = (room.width - (across - 1) * tokens.between) / across
    tall = (room.height - (down - 1) * tokens.between) / down
    if across > len(entries) or tall <= 0:
        raise TooTight("entries")
    cells = [
        Rect(
            room.x + at % across * (wide + tokens.between), room.y + at // across * (tall + tokens.between), wide, tall
        )
        for at in range(len(entries))
    ]
    borders = [frame(cell, ad.each, "square", palette.ink, palette.tokens.border) for cell in cells]
    insides = [border.inside.inset(tokens.inset(wide, tall)) for border in borders]
    for entry, _ in entries:
        check_amount(entry.text, "entries", insides[0], palette.tokens.prose)
    blocks = [_notice(*entry, kit) for entry in entries]
    scale, laid = _largest(blocks, insides[0], tokens)
    shapes = [shape for border in borders for shape in border.shapes]
    for made, inside in zip(laid, insides, strict=True):
        shapes += made.paint(inside)
    slim = min(1.0, wide / tall * tokens.slim, tall / wide * tokens.slim)
    return Stacked(tuple(shapes), scale * slim * (len(entries) / (across * down)) ** tokens.filled)


def _largest(blocks: Sequence[Block], room: Rect, tokens: NoticesTokens) -> tuple[float, list[Laid]]:
    """Return the largest scale at which all notices fit, and the notices laid. Raises TooTight if there is none."""
    scale, tight = tokens.largest, TooTight("entries")
    while scale > tokens.smallest:
        try:
            laid = [block(room.width, scale) for block in blocks]
            over = max(range(len(laid)), key=lambda at: laid[at].height)
            if laid[over].height <= room.height:
                return scale, laid
            tight = TooTight("entries", entry=over)
        except TooTight as error:
            tight = error
        scale *= tokens.step
    raise tight


def _notice(entry: NoticeEntry, image: Image | None, kit: Kit) -> Block:
    palette, tokens = kit.palette, kit.palette.tokens.notices
    items = [Item(head(entry.name, "entries", tokens.name, palette, most_lines=tokens.name_lines))]
    if entry.dates:
        items.append(Item(_words([entry.dates], kit.text, tokens.dates, kit, "center"), gap=tokens.gap / 2))
    if entry.text:
        items.append(Item(_words(entry.text, kit.text, tokens.text, kit), gap=tokens.gap, weight=2))
    if entry.signature:
        items.append(Item(_words([entry.signature], kit.strong, tokens.text, kit, "right"), gap=tokens.gap))
    said = column(items, palette.tokens.stack)
    if image is None:
        return said
    return beside(said, _portrait(image), _share(tokens.portrait), tokens.gap, palette.tokens.stack, turned=True)


def _share(share: float) -> Callable[[float, float], float]:
    return lambda width, scale: share * width


def _words(paragraphs: Sequence[str], voice: Voice, size: float, kit: Kit, align: str = "") -> Block:
    """Return running text of just the size of its scale: a line or two in the middle, more of them justified."""
    tokens, prose = kit.palette.tokens.notices, kit.palette.tokens.prose

    def lay(width: float, scale: float) -> Laid:
        type_size = max(SMALLEST, min(size * scale, tokens.most_text))

        def lines_of(aligned: str) -> list[Line]:
            spans = [((text, voice),) for text in paragraphs]
            return [
                line
                for each in spans
                for line in set_paragraph(each, type_size, width, "entries", kit.setting, 0.0, aligned)
            ]

        lines = lines_of(align or "center")
        if not align and len(lines) > len(paragraphs) + 1:
            lines = lines_of(prose.align or "justify")
        step = prose.leading * type_size

        def paint(box: Rect) -> tuple[Shape, ...]:
            top = box.y + (box.height - (len(lines) - 1) * step - type_size) / 2 + TOP * type_size
            return tuple(
                shape
                for number, line in enumerate(lines)
                for shape in draw_line(line, box.x, top + number * step, kit.palette.ink, "entries", kit.faces)
            )

        return Laid("entries", (len(lines) - 1) * step + type_size, type_size / size, paint)

    return lay


def _portrait(image: Image) -> Block:
    """Return a portrait as a block: as high as what stands beside it, within what cropping allows."""

    def lay(width: float, scale: float) -> Laid:
        natural = width / image.aspect

        def paint(box: Rect) -> tuple[Shape, ...]:
            high = min(box.height, natural / (1 - image.crop))
            return (image.slot(Rect(box.x, box.y, box.width, high)),)

        return Laid("entries", natural * (1 - image.crop), 1.0, paint)

    return lay


def _said(ad: NoticesAd) -> Iterator[str]:
    yield from filter(None, words((ad.title, *ad.entries)))


KIND = AdKind("notices", NoticesAd, compose, lines=_said)
