"""The notice (公告, 遗失声明): a title, its text, and at the right who signs it and when.

It is composed, not blown up: the text in a size for reading that grows with the box only so far, the title twice as
large, a short text over a measure that suits it and not over the box, and the white around the whole. Notices of one
module on one page are set alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from layout.ads.alike import Part, needed, place_alike
from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.numbers import marked
from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.prose import TOP, amount, check_amount, set_paragraph, stepped_size
from layout.ads.sizing import SMALLEST, draw_line, measure, one_too_wide
from layout.ads.sizing import Line as Display
from layout.ads.titles import fitted, lines_in, phrased, title_part
from layout.base.units import Rect
from layout.edition.ads import Border, FramedAd, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape
from layout.scene.text import Line

_SIGNED = 1.7
"""A short text is so much wider than who signs it, who stands at the right of it then."""


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
    palette = kit.palette
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    notices = (ad, *(fellow for fellow in kit.fellows if isinstance(fellow, NoticeAd)))
    inside = _room(notices, box, kit)
    check_amount(ad.text, "text", inside, palette.tokens.prose)
    style = _largest(notices[:1], inside, kit)
    notices = (ad, *(each for each in notices[1:] if _can_be_held(each, inside, kit)))
    if len(notices) > 1:
        style = _largest(notices, inside, kit)
    sets = [_set(each, style, kit) for each in notices]
    leading = min(_leading(each, style, inside.height, kit) for each in sets)
    stacks = [_parts(each, style, leading, kit) for each in sets]
    # The others are placed for the white they leave it, and not drawn.
    stacks[1:] = [[replace(part, paint=lambda _: ()) for part in parts] for parts in stacks[1:]]
    shapes = place_alike(stacks, [inside] * len(stacks), style.text, palette.tokens.notice)
    return (*border.on(ad.tint), *shapes)


def _room(notices: Sequence[NoticeAd], box: Rect, kit: Kit) -> Rect:
    """Return the room inside the borders, the same for all notices: as large as the least of them."""
    tokens, ink = kit.palette.tokens, kit.palette.ink
    white = tokens.notice.inset(box.width, box.height)
    insides = [frame(box, each.border, each.corners, ink, tokens.border).inside.inset(white) for each in notices]
    width, high = min(inside.width for inside in insides), min(inside.height for inside in insides)
    return Rect(box.x + (box.width - width) / 2, box.y + (box.height - high) / 2, width, high)


@dataclass(frozen=True, slots=True)
class _Style:
    """How notices are set: the sizes of text, title and signature, pt; what is added between the characters of the
    title, em; the white between the parts, of what it likes to be; the measure of the text, its columns, their width
    together, and that of the room, pt."""

    text: float
    title: float
    signed: float
    spread: float
    gaps: float
    measure: float
    columns: int
    across: float
    room: float


@dataclass(frozen=True, slots=True)
class _Set:
    """A notice set: its title's lines, the lines of its text, those of who signs it."""

    title: tuple[Display, ...]
    text: tuple[Line, ...]
    signed: tuple[tuple[Display, str], ...]


def _can_be_held(notice: NoticeAd, inside: Rect, kit: Kit) -> bool:
    """Tell whether a notice can be set in a room; of one that cannot it is told where it is drawn itself."""
    try:
        check_amount(notice.text, "text", inside, kit.palette.tokens.prose)
        _largest((notice,), inside, kit)
    except (TooTight, MissingGlyph):
        return False
    return True


def _largest(notices: Sequence[NoticeAd], inside: Rect, kit: Kit) -> _Style:
    """Return the largest style in which all notices have room. Raises TooTight, or MissingGlyph as setting does."""
    tokens, step = kit.palette.tokens.notice, kit.palette.tokens.prose.step
    side = math.sqrt(inside.width * inside.height)
    most = stepped_size(tokens.text * max(1.0, side / tokens.side) ** 0.6, kit.palette.tokens.prose, tokens.most_text)
    ratio = tokens.title / tokens.text
    tries = [(most - number * step, ratio, 1.0) for number in range(round((most - SMALLEST) / step) + 1)]
    # In the smallest type title and white give way before the notice is refused.
    tries += [(SMALLEST, part * ratio, gaps) for part, gaps in ((0.85, 0.8), (0.7, 0.5), (0.55, 0.2))]
    found = _style(notices, *tries[-1], inside, kit)
    low, high = 0, len(tries) - 1
    while low < high:
        middle = (low + high) // 2
        try:
            found, high = _style(notices, *tries[middle], inside, kit), middle
        except TooTight:
            low = middle + 1
    return found


def _style(notices: Sequence[NoticeAd], size: float, ratio: float, gaps: float, inside: Rect, kit: Kit) -> _Style:
    """Return the style of that size in which all notices have room. Raises TooTight if one has none.

    ``ratio`` is the title's size to the text's, ``gaps`` the white between the parts, a part of what it likes to be.
    """
    tokens = kit.palette.tokens.notice
    titles = [_title(each, max(SMALLEST, ratio * size), inside.width, kit) for each in notices]
    title = min(each for _, each in titles)
    signed = min(_signed_size(each, size * tokens.signed / tokens.text, inside.width, kit) for each in notices)
    lines = [
        lines_in(each.title, "title", kit.palette.display, inside.width, title, tokens.title_lines) for each in notices
    ]
    widest = max(line.width + line.gaps * tokens.title_spread for each in lines for line in each)
    spread = tokens.title_spread if widest * title <= tokens.short_title * inside.width else 0.0
    tight: TooTight | None = None
    signers = [line.width * signed for each in notices for line, _ in _signers(each, kit)]
    beside = max(widest * title, *(_SIGNED * width for width in signers), 0.0)
    for columns in _measures(notices, size, inside.width, beside, kit):
        if gaps == 1 and columns[0] > kit.palette.tokens.prose.too_wide * size:
            continue  # rather smaller type than a line that nobody can follow
        style = _Style(size, title, signed, spread, gaps, *columns, inside.width)
        try:
            for each in notices:
                _check(each, style, inside, kit)
        except TooTight as error:
            tight = error
            continue
        return style
    raise tight or TooTight("text")


def _check(notice: NoticeAd, style: _Style, inside: Rect, kit: Kit) -> None:
    """Raise TooTight if a notice set so does not fit in a room."""
    made, running = _set(notice, style, kit), kit.palette.tokens.prose
    if len(made.text) > len(notice.text) and style.measure < running.narrowest * style.text:
        raise TooTight("text")
    parts = _parts(made, style, running.leading, kit)
    if needed(parts) > inside.height + 1e-6:
        raise TooTight(("title", "text", "signature")[max(range(len(parts)), key=lambda at: parts[at].height)])


def _measures(
    notices: Sequence[NoticeAd], size: float, width: float, beside: float, kit: Kit
) -> Iterator[tuple[float, int, float]]:
    """Yield the measures to try, with the columns of that measure and the width of them all: first the one that suits
    so much text, unless that is all but the whole width, then the width, in columns where it is wide."""
    tokens, running = kit.palette.tokens.notice, kit.palette.tokens.prose
    ems = max(amount(each.text) for each in notices)
    suits = max(beside, size * min(tokens.most_measure, max(tokens.least_measure, math.sqrt(ems * tokens.slim))))
    if suits < 0.8 * width:
        yield suits, 1, suits
    gap = running.column_gap * size
    for columns in range(max(1, math.ceil(width / size / running.widest)), 0, -1):
        measure = (width - gap * (columns - 1)) / columns
        lines = running.fewest if width <= running.too_wide * size else 2
        if columns == 1 or ems * size / measure > lines * columns - 1:
            yield measure, columns, width


def _title(notice: NoticeAd, size: float, width: float, kit: Kit) -> tuple[tuple[Display, ...], float]:
    """Return the lines of a title and their size, pt, at most ``size``. Raises TooTight if it has no room."""
    return fitted(notice.title, "title", kit.palette.display, width, size, kit.palette.tokens.notice.title_lines)


def _signers(notice: NoticeAd, kit: Kit) -> tuple[tuple[Display, str], ...]:
    said = ((notice.signature, "signature"), (notice.date, "date"))
    return tuple((measure(text, kit.palette.text, field), field) for text, field in said if text)


def _signed_size(notice: NoticeAd, size: float, width: float, kit: Kit) -> float:
    """Return the size of signature and date, at most ``size``, that has room in a width. Raises TooTight."""
    lines = [line for line, _ in _signers(notice, kit)]
    if not lines:
        return size
    widest = max(lines, key=lambda line: line.width)
    size = min(size, width / (widest.width + kit.palette.tokens.notice.from_right))
    if size < SMALLEST - 1e-6:
        field = next(field for line, field in _signers(notice, kit) if line is widest)
        raise one_too_wide(lines, field, SMALLEST, width)
    return size


def _set(notice: NoticeAd, style: _Style, kit: Kit) -> _Set:
    """Set a notice in a style. Raises TooTight, or MissingGlyph naming a field."""
    tokens, running = kit.palette.tokens.notice, kit.palette.tokens.prose
    title = lines_in(notice.title, "title", kit.palette.display, style.room, style.title, tokens.title_lines)
    spans = [marked(((paragraph, kit.text),), kit.text, kit.strong) for paragraph in notice.text]

    def lines_of(indent: float, align: str) -> tuple[Line, ...]:
        how = (style.text, style.measure, "text", kit.setting, indent, align)
        return tuple(line for each in spans for line in set_paragraph(each, *how))

    text = lines_of(tokens.indent / 2 if kit.setting.is_latin else tokens.indent, running.align)
    if len(text) == 1:
        text = lines_of(0.0, "center")
    elif len(text) == 2 and len(spans) == 1:
        # Two lines are no paragraph: each holds what belongs together.
        spans = phrased(spans[0], len(text), "text", kit.palette.text, style.measure, style.text) or spans
        text = lines_of(0.0, "center") if len(spans) > 1 else text
    return _Set(tuple(line.spread(style.spread) for line in title), text, _signers(notice, kit))


def _leading(made: _Set, style: _Style, high: float, kit: Kit) -> float:
    """Return the leading (em) that a notice can have in a height: a part of the white that is left over goes to it."""
    tokens, least = kit.palette.tokens.notice, kit.palette.tokens.prose.leading
    rows = math.ceil(len(made.text) / style.columns) - 1
    spare = high - needed(_parts(made, style, least, kit))
    most = max(least, tokens.most_leading)
    return min(most, least + tokens.to_leading * max(0.0, spare) / (rows * style.text)) if rows else most


def _parts(made: _Set, style: _Style, leading: float, kit: Kit) -> list[Part]:
    """Return the parts of a notice set in a style."""
    tokens = kit.palette.tokens.notice
    scale = style.gaps * style.text / tokens.text
    parts = [
        title_part(made.title, "title", style.title, kit),
        _text(made.text, style, leading, tokens.gap * scale, kit),
    ]
    if made.signed:
        parts.append(_signed(made.signed, style, tokens.signed_gap * scale, kit))
    return parts


def _text(lines: Sequence[Line], style: _Style, leading: float, gap: float, kit: Kit) -> Part:
    """Return the text, in its columns, in the middle of the room."""
    rows = math.ceil(len(lines) / style.columns)
    step, apart = leading * style.text, style.measure + kit.palette.tokens.prose.column_gap * style.text

    def paint(box: Rect) -> tuple[Shape, ...]:
        left, top = box.x + (box.width - style.across) / 2, box.y + TOP * style.text
        return tuple(
            shape
            for number, line in enumerate(lines)
            for shape in draw_line(
                line,
                left + number // rows * apart,
                top + number % rows * step,
                kit.palette.ink,
                "text",
                kit.faces,
            )
        )

    return Part((rows - 1) * step + style.text, gap, paint)


def _signed(lines: Sequence[tuple[Display, str]], style: _Style, gap: float, kit: Kit) -> Part:
    """Return signature and date at the right of the text, the shorter centred under or over the longer."""
    tokens, size = kit.palette.tokens.notice, style.signed
    wide, step = max(line.width for line, _ in lines), tokens.signed_leading * size

    def paint(box: Rect) -> tuple[Shape, ...]:
        edge = max(box.x + (box.width + style.across) / 2, box.x + (tokens.from_right + wide) * size)
        middle = min(box.right, edge) - (tokens.from_right + wide / 2) * size
        return tuple(
            text
            for number, (line, field) in enumerate(lines)
            for text in line.at(middle, box.y + TOP * size + number * step, size, kit.palette.ink, field, align=0.5)
        )

    return Part((len(lines) - 1) * step + size, gap, paint, foot=True)


KIND = AdKind("notice", NoticeAd, compose, alike=True)
