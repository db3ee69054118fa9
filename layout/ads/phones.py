"""Contact numbers with their labels: beside the number, or over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from layout.ads.frame import rule
from layout.ads.palette import Palette
from layout.ads.sizing import SMALLEST, SMALLEST_REVERSED, Line, height, measure, one_too_wide
from layout.ads.stack import Block, Laid
from layout.base.units import Rect, summed
from layout.design.ads import NumbersTokens
from layout.design.values import Colour
from layout.edition.ads import Contact
from layout.scene.shapes import Shape
from layout.scene.text import Text


def contacts(
    entries: Sequence[Contact],
    size: float,
    palette: Palette,
    *,
    reversed: bool = False,
    field: str = "contacts",
    apart: float | None = None,
) -> Block:
    """Return numbers with their labels, the numbers as large as the room allows; ``reversed`` for a solid.

    ``apart`` is the least white that pairs in a row have for each gap between them, em, if not what the design says.
    """
    style = _Style(
        field,
        palette.paper if reversed else palette.ink,
        SMALLEST_REVERSED if reversed else SMALLEST,
        reversed,
        palette.tokens.numbers.apart if apart is None else apart,
        palette.tokens.rule,
        palette.tokens.numbers,
    )

    @cache
    def sets() -> list[_Set]:
        pairs = [
            (measure(entry.label.rstrip("：: "), palette.strong, field), measure(entry.value, palette.strong, field))
            for entry in entries
        ]
        return [_Set.of(pairs, across, style.tokens) for across in range(len(pairs), 0, -1)]

    def lay(width: float, scale: float) -> Laid:
        target = max(size * scale, style.smallest)
        options = [
            option
            for pairs in sets()
            for arrange in (_beside, _above)
            if (option := arrange(pairs, width, target, style)) is not None
        ]
        if not options:
            every = [line for row in sets()[0].rows for pair in row for line in pair]
            raise one_too_wide(every, field, style.smallest, width)
        best = max(size for size, _, _ in options)
        type_size, tall, paint = min(
            (option for option in options if option[0] >= best * 0.88), key=lambda option: option[1]
        )
        return Laid(field, tall, type_size / size, paint, stretch=0.2)

    return lay


@dataclass(frozen=True, slots=True)
class _Style:
    field: str
    colour: Colour
    smallest: float
    reversed: bool
    apart: float
    rule: float
    tokens: NumbersTokens

    def draw(self, line: Line, x: float, middle: float, size: float, align: float) -> tuple[Text, ...]:
        return line.centred(x, middle, size, self.colour, self.field, align=align, reversed=self.reversed)


_Paint = Callable[[Rect], tuple[Shape, ...]]
_Pairs = Sequence[tuple[Line, Line]]


@dataclass(frozen=True, slots=True)
class _Set:
    """Labels and numbers in rows of ``across`` pairs, whatever their size.

    ``beside`` are the rows with the labels before the numbers. ``labels`` and ``values`` are the highest and the
    lowest ink of either, em.
    """

    across: int
    rows: tuple[_Pairs, ...]
    beside: tuple[_Pairs, ...]
    labels: tuple[float, float]
    values: tuple[float, float]

    @classmethod
    def of(cls, pairs: _Pairs, across: int, tokens: NumbersTokens) -> _Set:
        rows = beside = tuple(pairs[start : start + across] for start in range(0, len(pairs), across))
        if across == 1:
            # Under one another the labels take one width, so that the numbers begin on one line.
            most = max(label.width for label, _ in pairs)
            beside = tuple([(label.filled(most, tokens.spread).padded(most), value)] for [(label, value)] in rows)
        labels, values = zip(*pairs, strict=True)
        return cls(across, rows, beside, height(labels), height(values))


def _beside(pairs: _Set, width: float, target: float, style: _Style) -> tuple[float, float, _Paint] | None:
    """Lay each label before its number."""
    tokens, across, rows = style.tokens, pairs.across, pairs.beside
    # Between two pairs stand white, a rule, white; half of it also goes to the outer edges.
    need = max(
        summed(label.width * tokens.label + tokens.gap + value.width for label, value in row)
        + style.apart * (len(row) - 1)
        for row in rows
    )
    size = min(target, width / need)
    label_size = tokens.label * size
    if label_size < style.smallest:
        # The label stays legible; the number gives way.
        label_size = style.smallest
        size = min(
            (width - summed(label.width for label, _ in row) * label_size)
            / (summed(tokens.gap + value.width for _, value in row) + style.apart * (len(row) - 1))
            for row in rows
        )
        size = min(size, target)
    if size < style.smallest:
        return None
    top, bottom = pairs.values
    line_tall = max((top - bottom) * size, label_size)
    step = line_tall + tokens.row_gap * size
    tall = line_tall + step * (len(rows) - 1)

    def paint(box: Rect) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        extra = (box.height - tall) / (len(rows) + 1)
        for number, row in enumerate(rows):
            middle = box.y + extra + line_tall / 2 + number * (step + extra)
            wides = [label.width * label_size + (tokens.gap + value.width) * size for label, value in row]
            if across == 1:
                wides = [
                    max(label.width * label_size + (tokens.gap + value.width) * size for ((label, value),) in rows)
                ]
            white = (box.width - summed(wides)) / len(row)
            x = box.x + white / 2
            for place_, ((label, value), wide) in enumerate(zip(row, wides, strict=True)):
                if place_:
                    high = tokens.divider * size
                    shapes.append(rule(x - white / 2, middle - high / 2, high, style.rule, style.colour, upright=True))
                shapes += style.draw(label, x, middle, label_size, 0)
                number_x = x + label.width * label_size + tokens.gap * size
                shapes += style.draw(value, number_x, middle, size, 0)
                x += wide + white
        return tuple(shapes)

    return size, tall, paint


def _above(pairs: _Set, width: float, target: float, style: _Style) -> tuple[float, float, _Paint] | None:
    """Lay each label over its number."""
    tokens, across, rows = style.tokens, pairs.across, pairs.rows
    cell = width / across - (tokens.over_apart * target if across > 1 else 0.0)
    size = min(target, cell / max(value.width for row in rows for _, value in row))
    label_size = max(style.smallest, tokens.over * size)
    if size < style.smallest or max(label.width for row in rows for label, _ in row) * label_size > cell:
        return None
    top, bottom = pairs.values
    high, low = pairs.labels
    pair_tall = (high - low) * label_size + tokens.over_gap * size + (top - bottom) * size
    step = pair_tall + tokens.over_row_gap * size
    tall = pair_tall + step * (len(rows) - 1)

    def paint(box: Rect) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        extra = (box.height - tall) / (len(rows) + 1)
        for number, row in enumerate(rows):
            y = box.y + extra + number * (step + extra)
            share = box.width / len(row)
            for place_, (label, value) in enumerate(row):
                middle = box.x + (place_ + 0.5) * share
                if place_:
                    shapes.append(rule(box.x + place_ * share, y, pair_tall, style.rule, style.colour, upright=True))
                # The label is spread to the width of its number, as far as it stays one word.
                spread = label.filled(value.width * size / label_size, tokens.spread)
                for line, baseline, em in (
                    (spread, y + high * label_size, label_size),
                    (value, y + pair_tall + bottom * size, size),
                ):
                    shapes += line.at(
                        middle, baseline, em, style.colour, style.field, align=0.5, reversed=style.reversed
                    )
        return tuple(shapes)

    return size, tall, paint
