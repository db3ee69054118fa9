"""A page or a box of equal notices (讣告, 贺词): each in a frame of its own, all of one size, in type of like size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Annotated, Literal

from pydantic import Field

from layout.ads.alike import Part, needed, place_alike
from layout.ads.blocks import bar
from layout.ads.borders import frame
from layout.ads.kind import AdKind, words
from layout.ads.kit import Kit
from layout.ads.looks.image import Image, image_of
from layout.ads.numbers import marked
from layout.ads.problems import TooTight
from layout.ads.prose import TOP, check_amount, set_paragraph
from layout.ads.sizing import SMALLEST, draw_line
from layout.ads.sizing import Line as Display
from layout.ads.stack import Stacked
from layout.ads.titles import fitted, lines_in, phrased, title_part
from layout.base.text import by_reading
from layout.base.units import Rect
from layout.compose.itemize import Voice
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
    """Set all notices in so many columns, alike, at the largest scale at which the longest of them fits its cell."""
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
    scale, notices = _largest(entries, insides[0], kit)
    shapes = [shape for border in borders for shape in border.shapes]
    boxes = [
        Rect(inside.x + notice.left, inside.y, inside.width - notice.left, inside.height)
        for notice, inside in zip(notices, insides, strict=True)
    ]
    shapes += place_alike([notice.parts for notice in notices], boxes, scale * tokens.text, tokens)
    for notice, inside in zip(notices, insides, strict=True):
        shapes += notice.portrait(inside)
    slim = min(1.0, wide / tall * tokens.slim, tall / wide * tokens.slim)
    return Stacked(tuple(shapes), scale * slim * (len(entries) / (across * down)) ** tokens.filled)


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice laid: its parts, and how its picture is drawn at the left, ``left`` pt wide with the white beside it."""

    parts: list[Part]
    left: float
    portrait: Callable[[Rect], tuple[Shape, ...]]


def _largest(entries: _Entries, room: Rect, kit: Kit) -> tuple[float, list[_Notice]]:
    """Return the largest scale at which all notices fit, and the notices laid. Raises TooTight if there is none."""
    tokens = kit.palette.tokens.notices
    scale, tight = tokens.largest, TooTight("entries")
    while scale > tokens.smallest:
        try:
            laid = _laid(entries, scale, room, kit)
            over = max(range(len(laid)), key=lambda at: needed(laid[at].parts))
            if needed(laid[over].parts) <= room.height:
                return scale, laid
            tight = TooTight("entries", entry=over)
        except TooTight as error:
            tight = error
        scale *= tokens.step
    raise tight


def _laid(entries: _Entries, scale: float, room: Rect, kit: Kit) -> list[_Notice]:
    """Lay all notices at a scale, their names in one size. Raises TooTight."""
    tokens = kit.palette.tokens.notices
    side = tokens.portrait * room.width + max(kit.palette.tokens.stack.least_beside, tokens.gap * scale)
    lefts = [side if image else 0.0 for _, image in entries]
    if any(lefts) and room.width - side < (tokens.portrait * room.width) / 3:
        raise TooTight("")
    liked = max(SMALLEST, tokens.name * scale)
    size = min(_name(entry, liked, room.width - left, kit)[1] for (entry, _), left in zip(entries, lefts, strict=True))
    return [
        _Notice(
            _parts(entry, size, scale, room.width - left, kit),
            left,
            _portrait(image, tokens.portrait * room.width) if image else lambda _: (),
        )
        for (entry, image), left in zip(entries, lefts, strict=True)
    ]


def _name(entry: NoticeEntry, size: float, width: float, kit: Kit) -> tuple[tuple[Display, ...], float]:
    return fitted(entry.name, "entries", kit.palette.display, width, size, kit.palette.tokens.notices.name_lines)


def _parts(entry: NoticeEntry, size: float, scale: float, width: float, kit: Kit) -> list[Part]:
    """Return the parts of a notice in a width, its name of a size; pt."""
    tokens = kit.palette.tokens.notices
    gap = max(kit.palette.tokens.stack.least_gap, tokens.gap * scale)
    name = lines_in(entry.name, "entries", kit.palette.display, width, size, tokens.name_lines)
    parts = [title_part(name, "entries", size, kit)]
    if entry.dates:
        parts.append(_words([entry.dates], kit.text, tokens.dates * scale, width, gap / 2, kit, "center"))
    if entry.text:
        parts.append(_words(entry.text, kit.text, tokens.text * scale, width, gap, kit))
    if entry.signature:
        signed = _words([entry.signature], kit.strong, tokens.text * scale, width, gap, kit, "right")
        parts.append(replace(signed, foot=True))
    return parts


def _words(
    paragraphs: Sequence[str], voice: Voice, size: float, width: float, gap: float, kit: Kit, align: str = ""
) -> Part:
    """Return running text of just that size: a few lines in the middle, more of them justified."""
    tokens, prose = kit.palette.tokens.notices, kit.palette.tokens.prose
    type_size = max(SMALLEST, min(size, tokens.most_text))
    spans = [marked(((text, voice),), kit.text, kit.strong) for text in paragraphs]

    def lines_of(aligned: str) -> list[Line]:
        how = (type_size, width, "entries", kit.setting, 0.0, aligned)
        return [line for each in spans for line in set_paragraph(each, *how)]

    lines = lines_of(align or "center")
    if not align and len(spans) == 1 and 1 < len(lines) <= tokens.short:
        spans = phrased(spans[0], len(lines), "entries", kit.palette.text, width, type_size) or spans
        lines = lines_of("center")
    elif not align and len(lines) > len(paragraphs) + 1:
        lines = lines_of(prose.align)
    step = prose.leading * type_size

    def paint(box: Rect) -> tuple[Shape, ...]:
        return tuple(
            shape
            for number, line in enumerate(lines)
            for shape in draw_line(
                line, box.x, box.y + TOP * type_size + number * step, kit.palette.ink, "entries", kit.faces
            )
        )

    return Part((len(lines) - 1) * step + type_size, gap, paint)


def _portrait(image: Image, width: float) -> Callable[[Rect], tuple[Shape, ...]]:
    """Return how a portrait is drawn at the left of a box, as high as it goes within what cropping allows."""

    def paint(box: Rect) -> tuple[Shape, ...]:
        high = min(box.height, width / image.aspect / (1 - image.crop))
        return (image.slot(Rect(box.x, box.y, width, high)),)

    return paint


def _said(ad: NoticesAd) -> Iterator[str]:
    yield from filter(None, words((ad.title, *ad.entries)))


KIND = AdKind("notices", NoticesAd, compose, lines=_said)
