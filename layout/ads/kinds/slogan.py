"""The slogan ad: phrases as couplets in a ruled plaque, and the contacts in solids flush with the frame."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from layout.ads.borders import Frame, frame
from layout.ads.frame import lozenge, notched_rule
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.palette import Palette
from layout.ads.phones import contacts
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, Line, height, is_stop, measure, one_too_wide
from layout.ads.stack import Block, Item, Laid, Stacked, stack
from layout.base.units import Rect, summed
from layout.design.ads import SloganTokens
from layout.design.values import Colour
from layout.edition.ads import Border, Contact, FramedAd
from layout.edition.blocks import Text
from layout.scene.shapes import Panel, Shape


class SloganAd(FramedAd):
    """A slogan with a contact block under it."""

    border: Border = "thick"
    slogans: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    title: Text
    subtitle: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=4)]


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
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    inside = border.inside
    best: Stacked | None = None
    tight: TooTight | None = None
    tokens = palette.tokens.slogan
    asked = (math.sqrt(box.width * box.height) / tokens.module) ** tokens.growth
    plaques = _Plaques(couplets(ad.slogans, palette), palette, tokens.most * asked)
    numbers = contacts(ad.contacts, palette.tokens.slogan.number, palette, reversed=True)
    for plan in _plans(inside, palette.tokens.slogan):
        try:
            stacked = _lay(ad, plan, plaques, numbers, palette, best.merit if best else 0.0)
        except TooTight as error:
            tight = error
            continue
        if stacked and (best is None or stacked.merit > best.merit + 1e-9):
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


def _plans(box: Rect, tokens: SloganTokens) -> Iterator[_Plan]:
    for share in tokens.solids:
        low = box.height * share
        foot = Rect(box.x, box.bottom - low, box.width, low)
        above = Rect(box.x, box.y, box.width, box.height - low)
        wide = box.width * share
        side = Rect(box.right - wide, box.y, wide, box.height)
        before = Rect(box.x, box.y, box.width - wide, box.height)
        for part in tokens.titles:
            yield _Plan(above, *_across(foot, part))
            yield _Plan(above, *_down(foot, part))
            yield _Plan(before, *_down(side, part))


def _across(box: Rect, part: float) -> tuple[Rect, Rect]:
    wide = box.width * part
    return Rect(box.x, box.y, wide, box.height), Rect(box.x + wide, box.y, box.width - wide, box.height)


def _down(box: Rect, part: float) -> tuple[Rect, Rect]:
    high = box.height * part
    return Rect(box.x, box.y, box.width, high), Rect(box.x, box.y + high, box.width, box.height - high)


class _Plaques:
    """The plaques of an ad's slogans: of all ways of sharing a box out few have another one."""

    def __init__(self, slogans: Block, palette: Palette, most: float) -> None:
        self._slogans, self._palette, self._most = slogans, palette, most
        self._laid: dict[Rect, Stacked | TooTight] = {}

    def laid(self, plaque: Rect) -> Stacked:
        """Return the slogans laid in a plaque, with its rule. Raises TooTight."""
        if plaque not in self._laid:
            try:
                self._laid[plaque] = self._lay(plaque)
            except TooTight as error:
                self._laid[plaque] = error
        found = self._laid[plaque]
        if isinstance(found, TooTight):
            raise found
        return found

    def _lay(self, plaque: Rect) -> Stacked:
        palette = self._palette
        tokens = palette.tokens.slogan
        notch = min(tokens.notch, tokens.notch_share * min(plaque.width, plaque.height))
        room = plaque.inset(notch + tokens.inside, max(tokens.above, tokens.above_share * notch))
        slogans = stack([Item(self._slogans)], room, palette.tokens.stack, self._most)
        frame = notched_rule(plaque, notch, palette.tokens.border.thin, palette.ink, palette.accent)
        return Stacked((*frame, *slogans.shapes), slogans.merit)


def _lay(
    ad: SloganAd, plan: _Plan, plaques: _Plaques, numbers: Block, palette: Palette, beaten: float
) -> Stacked | None:
    """Return the parts of a plan laid; None if their merit cannot come over ``beaten``. Raises TooTight."""
    tokens = palette.tokens.slogan
    slogans = plaques.laid(plan.plaque.inset(tokens.plaque))
    size = slogans.merit * tokens.slogan

    def merit(number: float, title: float) -> float:
        together: float = slogans.merit**3 * title**2 * number**2.5
        return together

    # What the reader should see first, second and third: slogan, number, title. So each bounds the next.
    share = tokens.most_signature * tokens.number / tokens.signature
    most = _most(tokens.number, size / tokens.number, palette)
    if merit(most, _most(tokens.signature, share * most, palette)) < beaten:
        return None
    number = _solid(numbers, plan.contacts, palette.ink, size / tokens.number, palette)
    most = tokens.most_signature * number.merit * tokens.number / tokens.signature
    if merit(number.merit, _most(tokens.signature, most, palette)) < beaten:
        return None
    title = _solid(signature(ad, palette), plan.signature, palette.accent, most, palette)
    return Stacked((*slogans.shapes, *title.shapes, *number.shapes), merit(number.merit, title.merit))


def _most(liked: float, largest_scale: float, palette: Palette) -> float:
    """Return what type in a solid gets at most of the size it likes (pt): no more than its scale, and legible."""
    return 1.000001 * max(min(palette.tokens.stack.largest, largest_scale), SMALLEST_REVERSED / liked)


def _solid(block: Block, box: Rect, colour: Colour, largest_scale: float, palette: Palette) -> Stacked:
    tokens = palette.tokens.slogan
    room = box.inset(
        max(tokens.solid_side, tokens.solid_side_share * box.width),
        max(tokens.solid_air, tokens.solid_air_share * box.height),
    )
    inside = stack([Item(block)], room, palette.tokens.stack, largest_scale)
    return Stacked((Panel(box, colour), *inside.shapes), inside.merit)


def couplets(phrases: Sequence[str], palette: Palette) -> Block:
    """Return phrases in rows of equal count, under one another, parted by stops of their own or by lozenges."""
    lines = [measure(phrase, palette.display, "slogans") for phrase in phrases]
    # Phrases that end with a stop of their own need no lozenge to part them.
    parted = not any(is_stop(phrase[-1]) for phrase in phrases)
    tokens = palette.tokens.slogan
    between = tokens.gap if parted else tokens.stop_gap
    top, bottom = height(lines)
    ways = []
    for across in range(len(lines), 0, -1):
        if not len(lines) % across:
            rows = [lines[start : start + across] for start in range(0, len(lines), across)]
            columns = [max(row[n].width for row in rows) for n in range(across)]
            ways.append((summed(columns) + between * (across - 1), rows, columns))

    def lay(width: float, scale: float) -> Laid:
        sizes = [min(tokens.slogan * scale, width / need) for need, _, _ in ways]
        largest = max(sizes)
        if largest < SMALLEST:
            raise one_too_wide(lines, "slogans", SMALLEST, width)
        enough = max(SMALLEST, largest * 0.9)
        size, (_, rows, columns) = next(way for way in zip(sizes, ways, strict=True) if way[0] >= enough)
        step = (top - bottom + tokens.leading) * size
        tall = (top - bottom) * size + step * (len(rows) - 1)

        def paint(box: Rect) -> tuple[Shape, ...]:
            return tuple(_couplet_shapes(rows, columns, box, size, step, tall, (top, bottom), palette, parted))

        return Laid("slogans", tall, size / tokens.slogan, paint, stretch=0.5)

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
    tokens = palette.tokens.slogan
    extra = (box.height - tall) / (len(rows) + 1)
    white = box.width - summed(columns) * size
    # The white between two phrases never grows so wide that they fall apart.
    between = min(white / len(columns), tokens.most_gap * size)
    first = box.x + (white - between * (len(columns) - 1)) / 2
    for number, row in enumerate(rows):
        y = box.y + extra + top * size + number * (step + extra)
        x = first
        for place, (line, column) in enumerate(zip(row, columns, strict=True)):
            if place and parted:
                middle = y - (top + bottom) / 2 * size
                yield lozenge(x - between / 2, middle, tokens.ornament * size, palette.accent)
            # A phrase a little shorter than its fellow in the column is spread to the same edges; a stop
            # stays by its word.
            spread = line.filled(column, tokens.spread) if parted else line.padded(column)
            yield from spread.at(x + column * size / 2, y, size, palette.ink, "slogans", align=0.5)
            x += column * size + between


def signature(ad: SloganAd, palette: Palette) -> Block:
    """Return the title and the subtitle, reversed, in one line or two."""
    title = measure(ad.title, palette.strong, "title")
    subtitle = measure(ad.subtitle, palette.strong, "subtitle") if ad.subtitle else None
    tokens = palette.tokens.slogan

    def lay(width: float, scale: float) -> Laid:
        target = max(tokens.signature * scale, SMALLEST_REVERSED)
        if subtitle is None:
            return _one_line([title], target, width)
        if (title.width + tokens.title_gap + subtitle.width) * target <= width:
            return _one_line([title, subtitle], target, width)
        return _two_lines(title, subtitle, target, width)

    def _one_line(lines: Sequence[Line], target: float, width: float) -> Laid:
        whole = summed(line.width for line in lines) + tokens.title_gap * (len(lines) - 1)
        size = min(target, width / whole)
        if size < SMALLEST_REVERSED:
            raise one_too_wide(lines[:1], "title", SMALLEST_REVERSED, width)
        top, bottom = height(lines)

        def paint(box: Rect) -> tuple[Shape, ...]:
            baseline = box.y + box.height / 2 + (top + bottom) / 2 * size
            x = box.x + (box.width - whole * size) / 2
            shapes: list[Shape] = []
            for line, field in zip(lines, ("title", "subtitle"), strict=False):
                shapes += line.at(x, baseline, size, palette.paper, field, reversed=True)
                x += (line.width + tokens.title_gap) * size
            return tuple(shapes)

        return Laid("title", (top - bottom) * size, size / tokens.signature, paint)

    def _two_lines(title: Line, subtitle: Line, target: float, width: float) -> Laid:
        size = min(target, width / title.width)
        if size < SMALLEST_REVERSED:
            raise one_too_wide([title], "title", SMALLEST_REVERSED, width)
        small = max(SMALLEST_REVERSED, tokens.subtitle * size)
        if subtitle.width * small > width:
            raise one_too_wide([subtitle], "subtitle", SMALLEST_REVERSED, width)
        leading = tokens.subtitle_leading * size
        tall = (title.top - title.bottom) * size + leading + (subtitle.top - subtitle.bottom) * small

        def paint(box: Rect) -> tuple[Shape, ...]:
            middle = box.x + box.width / 2
            y = box.y + (box.height - tall) / 2
            upper = y + title.top * size
            lower = y + tall + subtitle.bottom * small
            spread = subtitle.filled(tokens.subtitle_width * title.width * size / small, tokens.subtitle_spread)
            return (
                *title.at(middle, upper, size, palette.paper, "title", align=0.5, reversed=True),
                *spread.at(middle, lower, small, palette.paper, "subtitle", align=0.5, reversed=True),
            )

        return Laid("title", tall, size / tokens.signature, paint)

    return lay


KIND = AdKind("slogan", SloganAd, compose)
