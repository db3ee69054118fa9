"""The slogan ad: phrases as couplets in a ruled plaque, and the contacts in solids flush with the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.ads.borders import Frame, frame
from layout.ads.frame import lozenge, notched_rule
from layout.ads.kit import Kit
from layout.ads.palette import Palette
from layout.ads.phones import contacts
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, Line, height, is_stop, measure
from layout.ads.stack import Block, Item, Laid, Stacked, stack
from layout.base.units import Rect
from layout.design.tokens import Colour
from layout.edition.model import SloganAd
from layout.scene.shapes import Panel, Shape

_SLOGAN = 24.0
_SIGNATURE = 13.0
_NUMBER = 20.0
"""Sizes at scale 1 (pt): they suit two base columns by eight rows."""

_SIGNATURE_MOST = 0.58
"""The title is at most this share of the number's size, the number at most as large as the slogan: what the
reader should see first, second and third."""

_SHARES_OF_BOX = (0.24, 0.27, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5)
_SHARES_OF_SOLIDS = (0.3, 0.33, 0.36, 0.38, 0.4, 0.42, 0.45, 0.5)


@dataclass(frozen=True, slots=True)
class _Plan:
    plaque: Rect
    signature: Rect
    contacts: Rect


def compose(ad: SloganAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a slogan ad in its frame. Raises TooTight or MissingGlyph naming a field.

    Slogan, title and number compete for the box: every way of sharing it out is tried, and the one in which
    they come out largest, the slogan counting most, is drawn.
    """
    palette = kit.palette
    border = frame(box, ad.border, ad.corners, palette.ink)
    inside = border.inside
    best: Stacked | None = None
    tight: TooTight | None = None
    for plan in _plans(inside):
        try:
            stacked = _lay(ad, plan, palette)
        except TooTight as error:
            tight = error
            continue
        if best is None or stacked.merit > best.merit + 1e-9:
            best = stacked
    if best is None:
        raise tight or TooTight("slogans")
    shapes = tuple(_under_frame(shape, border, palette.ink) for shape in best.shapes)
    return (*shapes, *border.shapes)


def _under_frame(shape: Shape, border: Frame, ink: Colour) -> Shape:
    """Let a black panel reach under the border where it touches it, so that no light seam shows between them."""
    if not (isinstance(shape, Panel) and shape.colour == ink):
        return shape  # a coloured one would put its inks under the black, over the press's limit
    rect, inside, reach, near = shape.rect, border.inside, border.reach, 1e-6
    left = rect.x - (reach if abs(rect.x - inside.x) < near else 0)
    right = rect.right + (reach if abs(rect.right - inside.right) < near else 0)
    bottom = rect.bottom + (reach if abs(rect.bottom - inside.bottom) < near else 0)
    return Panel(Rect(left, rect.y, right - left, bottom - rect.y), ink)


def _plans(box: Rect) -> Iterator[_Plan]:
    for share in _SHARES_OF_BOX:
        low = box.height * share
        foot = Rect(box.x, box.bottom - low, box.width, low)
        above = Rect(box.x, box.y, box.width, box.height - low)
        wide = box.width * share
        side = Rect(box.right - wide, box.y, wide, box.height)
        before = Rect(box.x, box.y, box.width - wide, box.height)
        for part in _SHARES_OF_SOLIDS:
            yield _Plan(above, *_across(foot, part))
            yield _Plan(above, *_down(foot, part))
            yield _Plan(before, *_down(side, part))


def _across(box: Rect, part: float) -> tuple[Rect, Rect]:
    wide = box.width * part
    return Rect(box.x, box.y, wide, box.height), Rect(box.x + wide, box.y, box.width - wide, box.height)


def _down(box: Rect, part: float) -> tuple[Rect, Rect]:
    high = box.height * part
    return Rect(box.x, box.y, box.width, high), Rect(box.x, box.y + high, box.width, box.height - high)


def _lay(ad: SloganAd, plan: _Plan, palette: Palette) -> Stacked:
    plaque = plan.plaque.inset(1.7)
    notch = min(9.0, 0.11 * min(plaque.width, plaque.height))
    room = plaque.inset(notch + 2.0, max(4.5, 0.55 * notch))
    slogans = stack([Item(couplets(ad.slogans, palette))], room)
    size = slogans.merit * _SLOGAN
    number = _solid(contacts(ad.contacts, _NUMBER, palette, reversed=True), plan.contacts, palette.ink, size / _NUMBER)
    most = _SIGNATURE_MOST * number.merit * _NUMBER / _SIGNATURE
    title = _solid(signature(ad, palette), plan.signature, palette.accent, most)
    merit = slogans.merit**3 * title.merit**2 * number.merit**2.5
    frame = notched_rule(plaque, notch, palette.ink, palette.accent)
    return Stacked((*frame, *slogans.shapes, *title.shapes, *number.shapes), merit)


def _solid(block: Block, box: Rect, colour: Colour, largest_scale: float) -> Stacked:
    room = box.inset(max(5.0, 0.04 * box.width), max(4.0, 0.12 * box.height))
    inside = stack([Item(block)], room, largest_scale)
    return Stacked((Panel(box, colour), *inside.shapes), inside.merit)


def couplets(phrases: Sequence[str], palette: Palette) -> Block:
    """Return phrases in rows of equal count, under one another, parted by stops of their own or by lozenges."""
    lines = [measure(phrase, palette.display, "slogans") for phrase in phrases]
    # Phrases that end with a stop of their own need no lozenge to part them.
    parted = not any(is_stop(phrase[-1]) for phrase in phrases)
    between = 1.25 if parted else 0.5

    def lay(width: float, scale: float) -> Laid:
        options = []
        for across in range(len(lines), 0, -1):
            if len(lines) % across:
                continue
            rows = [lines[start : start + across] for start in range(0, len(lines), across)]
            columns = [max(row[n].width for row in rows) for n in range(across)]
            need = sum(columns) + between * (across - 1)
            if (size := min(_SLOGAN * scale, width / need)) >= SMALLEST:
                options.append((size, rows, columns))
        if not options:
            raise TooTight("slogans")
        largest = max(option[0] for option in options)
        size, rows, columns = next(option for option in options if option[0] >= largest * 0.9)
        top, bottom = height(lines)
        step = (top - bottom + 0.3) * size
        tall = (top - bottom) * size + step * (len(rows) - 1)

        def paint(box: Rect) -> tuple[Shape, ...]:
            return tuple(_couplet_shapes(rows, columns, box, size, step, tall, (top, bottom), palette, parted))

        return Laid("slogans", tall, size / _SLOGAN, paint, stretch=0.5)

    return lay


def _couplet_shapes(
    rows: Sequence[Sequence[Line]],
    columns: Sequence[float],
    box: Rect,
    size: float,
    step: float,
    tall: float,
    ink: tuple[float, float],
    palette: Palette,
    parted: bool,
) -> Iterator[Shape]:
    top, bottom = ink
    extra = (box.height - tall) / (len(rows) + 1)
    white = box.width - sum(columns) * size
    # The white between two phrases never grows so wide that they fall apart.
    between = min(white / len(columns), 1.7 * size)
    first = box.x + (white - between * (len(columns) - 1)) / 2
    for number, row in enumerate(rows):
        y = box.y + extra + top * size + number * (step + extra)
        x = first
        for place, (line, column) in enumerate(zip(row, columns, strict=True)):
            if place and parted:
                middle = y - (top + bottom) / 2 * size
                yield lozenge(x - between / 2, middle, 0.17 * size, palette.accent)
            # A phrase a little shorter than its fellow in the column is spread to the same edges; a stop
            # stays by its word.
            spread = line.filled(column, 0.34) if parted else line.padded(column)
            yield spread.at(x + column * size / 2, y, size, palette.ink, "slogans", align=0.5)
            x += column * size + between


def signature(ad: SloganAd, palette: Palette) -> Block:
    """Return the title and the subtitle, reversed, in one line or two."""
    title = measure(ad.title, palette.strong, "title")
    subtitle = measure(ad.subtitle, palette.strong, "subtitle") if ad.subtitle else None

    def lay(width: float, scale: float) -> Laid:
        target = max(_SIGNATURE * scale, SMALLEST_REVERSED)
        if subtitle is None:
            return _one_line([title], target, width)
        if (title.width + 0.3 + subtitle.width) * target <= width:
            return _one_line([title, subtitle], target, width)
        return _two_lines(title, subtitle, target, width)

    def _one_line(lines: Sequence[Line], target: float, width: float) -> Laid:
        whole = sum(line.width for line in lines) + 0.3 * (len(lines) - 1)
        size = min(target, width / whole)
        if size < SMALLEST_REVERSED:
            raise TooTight("title")
        top, bottom = height(lines)

        def paint(box: Rect) -> tuple[Shape, ...]:
            baseline = box.y + box.height / 2 + (top + bottom) / 2 * size
            x = box.x + (box.width - whole * size) / 2
            shapes: list[Shape] = []
            for line, field in zip(lines, ("title", "subtitle"), strict=False):
                shapes.append(line.at(x, baseline, size, palette.paper, field, reversed=True))
                x += (line.width + 0.3) * size
            return tuple(shapes)

        return Laid("title", (top - bottom) * size, size / _SIGNATURE, paint)

    def _two_lines(title: Line, subtitle: Line, target: float, width: float) -> Laid:
        size = min(target, width / title.width)
        if size < SMALLEST_REVERSED:
            raise TooTight("title")
        small = max(SMALLEST_REVERSED, 0.8 * size)
        if subtitle.width * small > width:
            raise TooTight("subtitle")
        leading = 0.26 * size
        tall = (title.top - title.bottom) * size + leading + (subtitle.top - subtitle.bottom) * small

        def paint(box: Rect) -> tuple[Shape, ...]:
            middle = box.x + box.width / 2
            y = box.y + (box.height - tall) / 2
            upper = y + title.top * size
            lower = y + tall + subtitle.bottom * small
            spread = subtitle.filled(0.8 * title.width * size / small, 0.5)
            return (
                title.at(middle, upper, size, palette.paper, "title", align=0.5, reversed=True),
                spread.at(middle, lower, small, palette.paper, "subtitle", align=0.5, reversed=True),
            )

        return Laid("title", tall, size / _SIGNATURE, paint)

    return lay
