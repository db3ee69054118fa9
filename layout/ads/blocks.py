"""Blocks that several kinds of ad are built of: a head, a solid bar, a row of claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout.ads.frame import lozenge, rule
from layout.ads.palette import Palette
from layout.ads.problems import TooTight, too_wide
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, DisplayType, Line, height, measure, one_too_wide, wrap
from layout.ads.stack import Block, Laid
from layout.base.units import Rect, summed
from layout.design.values import Colour
from layout.scene.shapes import Panel, Shape


def head(text: str, field: str, size: float, palette: Palette, *, most_lines: int = 4) -> Block:
    """Return a head in the display face that fills the measure, in as few lines as its size allows."""
    tokens = palette.tokens.head

    def lay(width: float, scale: float) -> Laid:
        lines, type_size = _wrapped(
            text, field, palette.display, width, max(size * scale * tokens.growth, SMALLEST), SMALLEST, most_lines
        )
        # A line that all but fills the measure is spread to fill it; the others are centred.
        filled = tuple(line.filled(width / type_size, tokens.spread) for line in lines)
        if any(line.width * type_size < width - 0.01 for line in filled):
            spread = _line_gap(lines, width / type_size, tokens.tracking)
            filled = tuple(line.spread(spread) for line in lines)
        return _lines(filled, field, type_size, size, palette.ink, tokens.leading)

    return lay


def _line_gap(lines: Sequence[Line], width: float, most: float) -> float:
    """Return the tracking (em), at most so much, that all the lines can bear alike in a measure (em)."""
    room = [(width - line.width) / line.gaps for line in lines if line.gaps]
    return max(0.0, min([most, *room]))


def _wrapped(
    text: str, field: str, type: DisplayType, width: float, target: float, smallest: float, most_lines: int
) -> tuple[tuple[Line, ...], float]:
    """Return the lines and the size (pt, at most ``target``): the fewest lines that near the best size."""
    options = []
    for number in range(1, most_lines + 1):
        if (lines := wrap(text, number, type, field, width / smallest)) is not None:
            size = min(target, width / max(line.width for line in lines))
            if size >= smallest:
                options.append((lines, size))
    if not options:
        word, em = type.of(text, field).widest()
        if em * smallest > width:
            raise too_wide(field, lambda: word, em * smallest, width)
        raise TooTight(field)
    largest = max(size for _, size in options)
    return next(option for option in options if option[1] >= largest * 0.85)


def _lines(
    lines: Sequence[Line],
    field: str,
    size: float,
    liked: float,
    colour: Colour,
    leading: float,
    *,
    reversed: bool = False,
) -> Laid:
    top, bottom = height(lines)
    step = (top - bottom + leading) * size
    tall = (top - bottom) * size + step * (len(lines) - 1)

    def paint(box: Rect) -> tuple[Shape, ...]:
        first = box.y + (box.height - tall) / 2 + top * size
        middle = box.x + box.width / 2
        return tuple(
            text
            for number, line in enumerate(lines)
            for text in line.at(middle, first + number * step, size, colour, field, align=0.5, reversed=reversed)
        )

    return Laid(field, tall, size / liked, paint)


def bar(text: str, field: str, size: float, palette: Palette, colour: Colour, *, most_lines: int = 3) -> Block:
    """Return a solid bar over the measure with reversed type in it."""
    tokens, head = palette.tokens.bar, palette.tokens.head

    def lay(width: float, scale: float) -> Laid:
        target = max(size * scale, SMALLEST_REVERSED)
        lines, type_size = _wrapped(
            text, field, palette.strong, width - 2 * tokens.padding * target, target, SMALLEST_REVERSED, most_lines
        )
        spread = _line_gap(lines, width / type_size - 4 * tokens.padding, head.tracking)
        lines = tuple(line.spread(spread) for line in lines)
        inside = _lines(lines, field, type_size, size, palette.paper, head.leading, reversed=True)

        def paint(box: Rect) -> tuple[Shape, ...]:
            return (Panel(box, colour), *inside.paint(box))

        return Laid(field, inside.height + 2 * tokens.air * type_size, inside.ratio, paint, stretch=0.3)

    return lay


def claims(texts: Sequence[str], field: str, size: float, palette: Palette) -> Block:
    """Return a row of short claims between two rules, with lozenges; several rows where it is narrow."""
    tokens = palette.tokens.claims

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, palette.strong, field) for text in texts]
        target = max(size * scale, SMALLEST)
        options = []
        for across in range(len(lines), 0, -1):
            if len(lines) % across not in (0, across - 1):
                continue  # a last row much shorter than the others looks like a mistake
            rows = [lines[start : start + across] for start in range(0, len(lines), across)]
            # Between two claims stand white, a lozenge, white.
            need = max(summed(line.width for line in row) + tokens.gap * (len(row) - 1) for row in rows)
            if (type_size := min(target, width / need)) >= SMALLEST:
                options.append((type_size, rows))
        if not options:
            raise one_too_wide(lines, field, SMALLEST, width)
        largest = max(option[0] for option in options)
        type_size, rows = next(option for option in options if option[0] >= largest * 0.85)
        top, bottom = height(lines)
        step = (top - bottom + tokens.leading) * type_size
        pad = tokens.padding * type_size
        tall = (top - bottom) * type_size + step * (len(rows) - 1) + 2 * pad

        def paint(box: Rect) -> tuple[Shape, ...]:
            extra = (box.height - tall) / (len(rows) + 1)
            shapes: list[Shape] = [
                rule(box.x, box.y, box.width, palette.tokens.rule, palette.ink),
                rule(box.x, box.bottom, box.width, palette.tokens.rule, palette.ink),
            ]
            base = box.y + pad + extra + top * type_size
            for number, row in enumerate(rows):
                y = base + number * (step + extra)
                shapes += _claim_row(row, box, y, type_size, (top + bottom) / 2, field, palette)
            return tuple(shapes)

        return Laid(field, tall, type_size / size, paint, stretch=0.3)

    return lay


def _claim_row(
    row: Sequence[Line], box: Rect, baseline: float, size: float, middle: float, field: str, palette: Palette
) -> Iterable[Shape]:
    # Equal white round every claim, the outer ones included, half a share at each end of the measure.
    white = (box.width - summed(line.width for line in row) * size) / len(row)
    x = box.x + white / 2
    for number, line in enumerate(row):
        if number:
            yield lozenge(
                x - white / 2, baseline - middle * size, palette.tokens.claims.ornament * size, palette.accent
            )
        yield from line.at(x, baseline, size, palette.ink, field)
        x += line.width * size + white
