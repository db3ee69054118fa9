"""Blocks that several kinds of ad are built of: a head, a solid bar, a row of claims, a list, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from layout.ads.fit import SMALLEST, SMALLEST_REVERSED, Line, height, measure, wrap
from layout.ads.frame import lozenge, rule
from layout.ads.problems import TooTight
from layout.ads.shapes import Panel, Shape
from layout.ads.stack import Block, Laid
from layout.content.model import Contact
from layout.design import Colour, Design
from layout.fonts import Face, FontBook
from layout.units import Rect


@dataclass(frozen=True, slots=True)
class Palette:
    """The faces and inks of a design's ads: display for heads, text for lists, strong for bars and figures."""

    display: Face
    text: Face
    strong: Face
    ink: Colour
    paper: Colour
    accent: Colour

    @classmethod
    def of(cls, design: Design, fonts: FontBook) -> Palette:
        """Return the palette that a design's ``ads`` tokens name; a design without an accent has black."""
        black = design.colours.get("ink", Colour(c=0, m=0, y=0, k=1))
        return cls(
            display=fonts[design.ads.display],
            text=fonts[design.ads.text],
            strong=fonts[design.ads.accent_text],
            ink=black,
            paper=design.colours.get("paper", Colour(c=0, m=0, y=0, k=0)),
            accent=design.colours.get("accent", black),
        )


_LEADING = 0.22
"""White between the ink of two lines of display type, em."""


def head(text: str, field: str, size: float, palette: Palette, *, most_lines: int = 4) -> Block:
    """Return a head in the display face that fills the measure, in as few lines as its size allows."""

    def lay(width: float, scale: float) -> Laid:
        lines, type_size = _wrapped(
            text, field, palette.display, width, max(size * scale * 1.15, SMALLEST), SMALLEST, most_lines
        )
        # A line that all but fills the measure is spread to fill it; the others are centred.
        filled = tuple(line.filled(width / type_size, 0.12) for line in lines)
        if any(line.width * type_size < width - 0.01 for line in filled):
            filled = tuple(line.spread(_line_gap(lines, width / type_size)) for line in lines)
        return _lines(filled, field, type_size, size, palette.ink)

    return lay


def _line_gap(lines: Sequence[Line], width: float) -> float:
    """Return the tracking (em) that all the lines can bear alike in a measure (em)."""
    room = [(width - line.width) / line.gaps for line in lines if line.gaps]
    return max(0.0, min([0.06, *room]))


def _wrapped(
    text: str, field: str, face: Face, width: float, target: float, smallest: float, most_lines: int
) -> tuple[tuple[Line, ...], float]:
    """Return the lines and the size (pt, at most ``target``): the fewest lines that come near the best size."""
    options = []
    for number in range(1, most_lines + 1):
        if (lines := wrap(text, number, face, field)) is not None:
            size = min(target, width / max(line.width for line in lines))
            if size >= smallest:
                options.append((lines, size))
    if not options:
        raise TooTight(field)
    largest = max(size for _, size in options)
    return next(option for option in options if option[1] >= largest * 0.85)


def _lines(
    lines: Sequence[Line], field: str, size: float, liked: float, colour: Colour, *, reversed: bool = False
) -> Laid:
    top, bottom = height(lines)
    step = (top - bottom + _LEADING) * size
    tall = (top - bottom) * size + step * (len(lines) - 1)

    def paint(box: Rect) -> tuple[Shape, ...]:
        first = box.y + (box.height - tall) / 2 + top * size
        middle = box.x + box.width / 2
        return tuple(
            line.at(middle, first + number * step, size, colour, field, align=0.5, reversed=reversed)
            for number, line in enumerate(lines)
        )

    return Laid(field, tall, size / liked, paint)


def bar(
    text: str, field: str, size: float, palette: Palette, colour: Colour, *, most_lines: int = 3
) -> Block:
    """Return a solid bar over the measure with reversed type in it."""

    def lay(width: float, scale: float) -> Laid:
        target = max(size * scale, SMALLEST_REVERSED)
        lines, type_size = _wrapped(
            text, field, palette.strong, width - 1.2 * target, target, SMALLEST_REVERSED, most_lines
        )
        lines = tuple(line.spread(_line_gap(lines, width / type_size - 2.4)) for line in lines)
        inside = _lines(lines, field, type_size, size, palette.paper, reversed=True)

        def paint(box: Rect) -> tuple[Shape, ...]:
            return (Panel(box, colour), *inside.paint(box))

        return Laid(field, inside.height + 0.84 * type_size, inside.ratio, paint, stretch=0.3)

    return lay


def claims(texts: Sequence[str], field: str, size: float, palette: Palette) -> Block:
    """Return a row of short claims between two rules, with lozenges; several rows where it is narrow."""

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, palette.strong, field) for text in texts]
        target = max(size * scale, SMALLEST)
        options = []
        for across in range(len(lines), 0, -1):
            if len(lines) % across not in (0, across - 1):
                continue  # a last row much shorter than the others looks like a mistake
            rows = [lines[start : start + across] for start in range(0, len(lines), across)]
            # Between two claims stand at least 1.6 em: white, a lozenge, white.
            need = max(sum(line.width for line in row) + 1.6 * (len(row) - 1) for row in rows)
            if (type_size := min(target, width / need)) >= SMALLEST:
                options.append((type_size, rows))
        if not options:
            raise TooTight(field)
        largest = max(option[0] for option in options)
        type_size, rows = next(option for option in options if option[0] >= largest * 0.85)
        top, bottom = height(lines)
        step = (top - bottom + 0.5) * type_size
        pad = 0.5 * type_size
        tall = (top - bottom) * type_size + step * (len(rows) - 1) + 2 * pad

        def paint(box: Rect) -> tuple[Shape, ...]:
            extra = (box.height - tall) / (len(rows) + 1)
            shapes: list[Shape] = [
                rule(box.x, box.y, box.width, 0.5, palette.ink),
                rule(box.x, box.bottom, box.width, 0.5, palette.ink),
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
    white = (box.width - sum(line.width for line in row) * size) / len(row)
    x = box.x + white / 2
    for number, line in enumerate(row):
        if number:
            yield lozenge(x - white / 2, baseline - middle * size, 0.22 * size, palette.accent)
        yield line.at(x, baseline, size, palette.ink, field)
        x += line.width * size + white


@dataclass(frozen=True, slots=True)
class Grid:
    """A list placed on a grid: how many columns and rows, and for each entry its row, column and span."""

    columns: int
    rows: int
    cells: tuple[tuple[int, int, int], ...]
    holes: int

    def cost(self, filled: float) -> float:
        """Return what the grid costs, counted in rows; ``filled`` is the share of its area that is used.

        One entry over two cells is an exception the eye forgives; several make it lose the grid. A hole at
        the end is worse than a row more, and thinly filled columns fall apart.
        """
        exceptions = sum(span - 1 for _, _, span in self.cells)
        return self.rows + 0.8 * exceptions**2 + 1.2 * self.holes + 1.5 * (1 - filled)


def place(needs: Sequence[int], columns: int) -> Grid:
    """Place entries in reading order on a grid, each over so many columns as it needs.

    If the last cells stay empty and the widest entries can take them without another row, they do: a grid
    without holes looks finished.
    """
    grid = _place(needs, columns)
    widest = sorted(range(len(needs)), key=lambda index: (-needs[index], index))
    for index in widest:
        if not grid.holes:
            break
        wider = [min(columns, need + (number == index)) for number, need in enumerate(needs)]
        tried = _place(wider, columns)
        if tried.rows == grid.rows and tried.holes < grid.holes:
            grid = tried
            needs = wider
    return grid


def _place(needs: Sequence[int], columns: int) -> Grid:
    row = column = holes = 0
    cells = []
    for need in needs:
        if column + need > columns:
            holes += columns - column
            row, column = row + 1, 0
        cells.append((row, column, need))
        column += need
    holes += columns - column
    return Grid(columns, row + 1, tuple(cells), holes)


def services(
    texts: Sequence[str], field: str, size: float, palette: Palette, *, compact: bool = False
) -> Block:
    """Return a list of services on a grid, an ornament before each; ``compact`` takes the fewest rows."""
    mark = 0.85  # em from an entry's left to its text: the ornament and white
    most_columns = 6
    leading = 0.45 if compact else 0.72

    def lay(width: float, scale: float) -> Laid:
        lines = [measure(text, palette.text, field) for text in texts]
        target = max(size * scale, SMALLEST)
        options = []
        for type_size in _sizes_down(target):
            for columns in range(1, min(most_columns, len(lines)) + 1):
                gutter = 0.9 * type_size
                cell = (width + gutter) / columns - gutter
                needs = [
                    next(
                        (
                            span
                            for span in range(1, columns + 1)
                            if (line.width + mark) * type_size <= span * cell + (span - 1) * gutter
                        ),
                        0,
                    )
                    for line in lines
                ]
                if all(needs):
                    grid = place(_generous(needs, lines, columns), columns)
                    filled = sum(line.width + mark for line in lines) * type_size / (grid.rows * width)
                    cost = grid.rows if compact else grid.cost(filled)
                    options.append((cost, columns, type_size, grid, gutter))
            if options:
                break
        if not options:
            raise TooTight(field)
        _, columns, type_size, grid, gutter = min(options, key=lambda option: option[:2])
        top, bottom = height(lines)
        step = (top - bottom + leading) * type_size
        tall = (top - bottom) * type_size + step * (grid.rows - 1)

        def paint(box: Rect) -> tuple[Shape, ...]:
            extra = (box.height - tall) / (grid.rows + 1)
            cell = (box.width + gutter) / columns
            shapes: list[Shape] = []
            for line, (row, column, _) in zip(lines, grid.cells, strict=True):
                x = box.x + column * cell
                y = box.y + extra + top * type_size + row * (step + extra)
                middle = y - (top + bottom) / 2 * type_size
                shapes.append(lozenge(x + 0.26 * type_size, middle, 0.26 * type_size, palette.accent))
                shapes.append(line.at(x + mark * type_size, y, type_size, palette.ink, field))
            return tuple(shapes)

        return Laid(field, tall, type_size / size, paint, stretch=1.0)

    return lay


def _generous(needs: Sequence[int], lines: Sequence[Line], columns: int) -> list[int]:
    """Return the spans with two cells at least for an entry more than twice as long as the middle one."""
    usual = sorted(line.width for line in lines)[len(lines) // 2]
    return [
        max(need, 2) if columns > 2 and line.width > 2 * usual else need
        for need, line in zip(needs, lines, strict=True)
    ]


def _sizes_down(target: float) -> Iterable[float]:
    for step in count():
        if (size := target * 0.96**step) < SMALLEST - 1e-6:
            break
        yield size
    if target > SMALLEST:
        yield SMALLEST


_LABEL = 0.54
"""Size of a contact's label beside its number, as a share of the number's."""

_BESIDE = 0.4
"""White between the two, em of the number."""

_LABEL_ABOVE = 0.44
"""Size of a label over its number."""


def contacts(
    entries: Sequence[Contact],
    size: float,
    palette: Palette,
    *,
    reversed: bool = False,
    field: str = "contacts",
) -> Block:
    """Return numbers with their labels, the numbers as large as the room allows; ``reversed`` for a solid."""
    style = _Style(
        field,
        palette.paper if reversed else palette.ink,
        SMALLEST_REVERSED if reversed else SMALLEST,
        reversed,
    )

    def lay(width: float, scale: float) -> Laid:
        pairs = [
            (
                measure(entry.label.rstrip("：: "), palette.strong, field),
                measure(entry.value, palette.strong, field),
            )
            for entry in entries
        ]
        options = [
            option
            for across in range(len(pairs), 0, -1)
            for arrange in (_beside, _above)
            if (option := arrange(pairs, across, width, max(size * scale, style.smallest), style)) is not None
        ]
        if not options:
            raise TooTight(field)
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

    def draw(self, line: Line, x: float, middle: float, size: float, align: float) -> Shape:
        return line.centred(x, middle, size, self.colour, self.field, align=align, reversed=self.reversed)


_Paint = Callable[[Rect], tuple[Shape, ...]]
_Pairs = Sequence[tuple[Line, Line]]


def _beside(
    pairs: _Pairs, across: int, width: float, target: float, style: _Style
) -> tuple[float, float, _Paint] | None:
    """Lay each label before its number, ``across`` pairs in a row."""
    rows = [pairs[start : start + across] for start in range(0, len(pairs), across)]
    if across == 1:
        # Under one another the labels take one width, so that the numbers begin on one line.
        most = max(label.width for label, _ in pairs)
        rows = [[(label.filled(most, 0.6).padded(most), value)] for [(label, value)] in rows]
    # Between two pairs stands at least an em: white, a rule, white.
    need = max(
        sum(label.width * _LABEL + _BESIDE + value.width for label, value in row) + 1.0 * (len(row) - 1)
        for row in rows
    )
    size = min(target, width / need)
    label_size = _LABEL * size
    if label_size < style.smallest:
        # The label stays legible; the number gives way.
        label_size = style.smallest
        size = min(
            (width - sum(label.width for label, _ in row) * label_size)
            / (sum(_BESIDE + value.width for _, value in row) + 1.0 * (len(row) - 1))
            for row in rows
        )
        size = min(size, target)
    if size < style.smallest:
        return None
    top, bottom = height([value for _, value in pairs])
    line_tall = max((top - bottom) * size, label_size)
    step = line_tall + 0.42 * size
    tall = line_tall + step * (len(rows) - 1)

    def paint(box: Rect) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        extra = (box.height - tall) / (len(rows) + 1)
        for number, row in enumerate(rows):
            middle = box.y + extra + line_tall / 2 + number * (step + extra)
            wides = [label.width * label_size + (_BESIDE + value.width) * size for label, value in row]
            if across == 1:
                wides = [
                    max(
                        label.width * label_size + (_BESIDE + value.width) * size
                        for ((label, value),) in rows
                    )
                ]
            white = (box.width - sum(wides)) / len(row)
            x = box.x + white / 2
            for place_, ((label, value), wide) in enumerate(zip(row, wides, strict=True)):
                if place_:
                    shapes.append(
                        rule(
                            x - white / 2, middle - 0.42 * size, 0.84 * size, 0.5, style.colour, upright=True
                        )
                    )
                shapes.append(style.draw(label, x, middle, label_size, 0))
                number_x = x + label.width * label_size + _BESIDE * size
                shapes.append(style.draw(value, number_x, middle, size, 0))
                x += wide + white
        return tuple(shapes)

    return size, tall, paint


def _above(
    pairs: _Pairs, across: int, width: float, target: float, style: _Style
) -> tuple[float, float, _Paint] | None:
    rows = [pairs[start : start + across] for start in range(0, len(pairs), across)]
    cell = width / across - (0.8 * target if across > 1 else 0.0)
    size = min(target, cell / max(value.width for _, value in pairs))
    label_size = max(style.smallest, _LABEL_ABOVE * size)
    if size < style.smallest or max(label.width for label, _ in pairs) * label_size > cell:
        return None
    top, bottom = height([value for _, value in pairs])
    high, low = height([label for label, _ in pairs])
    pair_tall = (high - low) * label_size + 0.28 * size + (top - bottom) * size
    step = pair_tall + 0.5 * size
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
                    shapes.append(rule(box.x + place_ * share, y, pair_tall, 0.5, style.colour, upright=True))
                # The label is spread to the width of its number, as far as it stays one word.
                spread = label.filled(value.width * size / label_size, 0.6)
                shapes.append(
                    spread.at(
                        middle,
                        y + high * label_size,
                        label_size,
                        style.colour,
                        style.field,
                        align=0.5,
                        reversed=style.reversed,
                    )
                )
                shapes.append(
                    value.at(
                        middle,
                        y + pair_tall + bottom * size,
                        size,
                        style.colour,
                        style.field,
                        align=0.5,
                        reversed=style.reversed,
                    )
                )
        return tuple(shapes)

    return size, tall, paint
