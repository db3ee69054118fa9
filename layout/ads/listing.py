"""A list of services on a grid of equal columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from layout.ads.frame import lozenge
from layout.ads.palette import Palette
from layout.ads.sizing import SMALLEST, Line, height, measure, one_too_wide
from layout.ads.stack import Block, Laid
from layout.base.units import Rect, summed
from layout.scene.shapes import Shape


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


def services(texts: Sequence[str], field: str, size: float, palette: Palette, *, compact: bool = False) -> Block:
    """Return a list of services on a grid, an ornament before each; ``compact`` takes the fewest rows."""
    tokens = palette.tokens.services
    mark = tokens.mark
    leading = tokens.compact if compact else tokens.leading

    @cache
    def measured() -> list[Line]:
        return [measure(text, palette.text, field) for text in texts]

    @cache
    def placed(needs: tuple[int, ...], columns: int) -> Grid:
        return place(_generous(needs, measured(), columns), columns)

    def lay(width: float, scale: float) -> Laid:
        lines = measured()
        target = max(size * scale, SMALLEST)
        options = []
        for type_size in _sizes_down(target):
            for columns in range(1, min(tokens.columns, len(lines)) + 1):
                gutter = tokens.gutter * type_size
                cell = (width + gutter) / columns - gutter
                needs = tuple(
                    next(
                        (
                            span
                            for span in range(1, columns + 1)
                            if (line.width + mark) * type_size <= span * cell + (span - 1) * gutter
                        ),
                        0,
                    )
                    for line in lines
                )
                if all(needs):
                    grid = placed(needs, columns)
                    filled = summed(line.width + mark for line in lines) * type_size / (grid.rows * width)
                    cost = grid.rows if compact else grid.cost(filled)
                    options.append((cost, columns, type_size, grid, gutter))
            if options:
                break
        if not options:
            raise one_too_wide(lines, field, SMALLEST, width)
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
                ornament = tokens.ornament * type_size
                shapes.append(lozenge(x + ornament, middle, ornament, palette.accent))
                shapes += line.at(x + mark * type_size, y, type_size, palette.ink, field)
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
