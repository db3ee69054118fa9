"""The figures of a page: every line held against its column, the grid, the rules for marks, and its own gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from layout.base.errors import BanmianError
from layout.base.messages import Message, say, word
from layout.pdf.chars import Chars, PageText
from layout.pdf.pdfium import NotAPdfError, page_texts
from layout.preflight.lines.columns import (
    Column,
    densest,
    find_columns,
    is_alike,
    is_body,
    mend,
    stacks_of,
)
from layout.preflight.lines.gaps import Gaps, Widest
from layout.preflight.lines.grid import Grid, find_grid, find_pitch
from layout.preflight.lines.marks import HYPHENS, begins_wrongly, divided, ends_wrongly
from layout.preflight.lines.model import Limits, Measurement, PageFigures, Spot
from layout.preflight.lines.paragraphs import PlacedLine, placed_lines, words_of_item
from layout.preflight.lines.read import (
    HEAD_SIZE,
    SIZE_PLAY,
    TextLine,
    body_style,
    ends_with_hyphen,
    lines_of,
    readable,
)
from layout.preflight.lines.readings import parted

GAP_PLAY = 5e-4
"""A gap may be read wider than it was set by this much, em."""
LEAST_LAST = 2
"""Han characters, or letters and digits, on a last line; with fewer it is a runt (clreq, "orphans")."""
LATIN_LEAST_LAST = 5
"""The same for a last line of Latin text: a word, not the end of one."""
HANG_PLAY = 0.5
"""Lines of one item of a list begin within this distance of each other, pt."""


def measure_pdf(path: Path, limits: Limits | None = None) -> Measurement:
    """Measure every page of a PDF file. Raises BanmianError when it cannot be read as a PDF."""
    try:
        pages = page_texts(path.read_bytes())
    except OSError as error:
        raise BanmianError(
            say("{path}: {reason}", path=path, reason=error.strerror),
            say("build the pages first, or name a PDF that is there"),
        ) from error
    except NotAPdfError as error:
        raise BanmianError(
            say("{path}: {error}", path=path, error=error),
            say("give a PDF that was built: output/<edition>/pages/<page>.pdf"),
        ) from error
    return measure_text(pages, path.name, limits)


def measure_text(pages: Sequence[PageText], file: str = "", limits: Limits | None = None) -> Measurement:
    """Measure pages that were read already."""
    limits = limits or Limits()
    return Measurement(
        file, tuple(measure_page(page, number, limits) for number, page in enumerate(pages, start=1)), limits
    )


def measure_page(page: PageText, number: int = 1, limits: Limits | None = None) -> PageFigures:
    """Return the figures of one page. ``number`` is the page's in the PDF, from 1."""
    limits = limits or Limits()
    chars = readable(page)
    font, size = body_style(chars)
    chars, readings = parted(chars, size)
    pieces = lines_of(chars)
    columns = find_columns([line for line in pieces if is_body(line, font, size)], size)
    lines = mend(pieces, columns, size)
    pitch = find_pitch(_steps([line for line in lines if is_alike(line, size)], size))
    stacks = stacks_of(lines, columns, font, size, pitch)
    placed = placed_lines(stacks, size, limits.flush)
    grid = find_grid([item.line.baseline for item in placed], pitch, limits.grid)
    spots = _Spots(number)
    full = [item for item in placed if not item.final]
    errors = list(_edge_errors(list(_to_edges(placed, chars, size)), size))
    bad = [error for error in errors if abs(error.amount) > limits.flush]
    out = {id(error.item) for error in bad}
    gaps = Gaps(placed, size, readings)
    added, mixed = gaps.added(), gaps.mixed()
    off_grid = [(item, _grid_error(item.line, grid, size)) for item in placed] if grid else []
    return PageFigures(
        page=number,
        body_font=font,
        body_size=size,
        columns=tuple((column.left, column.right) for column in _used(columns, placed)),
        lines=len(placed),
        full_lines=len(full),
        flush_lines=sum(id(item) not in out for item in full),
        unjudged=sum(len(stack.lines) for stack in stacks if stack.column is None),
        largest_error=spots.edge(max(errors, key=lambda error: abs(error.amount))) if errors else None,
        edges=tuple(map(spots.edge, bad)),
        kinsoku=tuple(_kinsoku(placed, spots)),
        pitch=grid.pitch if grid else 0.0,
        first_baseline=grid.phase if grid else 0.0,
        off_grid=tuple(
            spots.at(
                item,
                error,
                say("baseline {error:.2f} pt below the grid", error=error)
                if error > 0
                else say("baseline {error:.2f} pt above the grid", error=-error),
            )
            for item, error in off_grid
            if abs(error) > limits.grid
        ),
        largest_grid_error=max((abs(error) for _, error in off_grid), default=0.0),
        loosest=spots.gap(max(added, key=_width)) if added else None,
        loose=tuple(spots.gap(gap) for gap in added if gap.width > limits.loosest + GAP_PLAY),
        widest_han_latin=spots.gap(max(mixed, key=_width)) if mixed else None,
        word_spaces=gaps.word_spaces(),
        hyphens=sum(ends_with_hyphen(item.line) for item in full),
        ladders=tuple(_ladders(placed, limits, spots)),
        runts=tuple(_runts(placed, spots)),
        widows=tuple(
            spots.at(item, 1, say("a paragraph's last line alone at a column's head"))
            for item in placed
            if item.head and item.ending and not item.first
        ),
        orphans=tuple(
            spots.at(item, 1, say("a paragraph's first line alone at a column's foot"))
            for item in placed
            if item.foot and item.indented and not item.ending
        ),
        untrimmed=sum(_untrimmed(item) for item in placed),
        paragraphs=sum(item.first for item in placed),
    )


HANGING = HYPHENS | frozenset(".,")
"""Marks that may hang out of a column of Latin text, where a paper wants that."""


LEAST_HANGING = 3
"""So many lines of a page end in such a mark before it can be told whether they hang out."""


class _EdgeError(NamedTuple):
    """How far a line is from its column's edge, pt, at the worse of its ends."""

    item: PlacedLine
    amount: float
    at_left: bool


def _width(gap: Widest) -> float:
    return gap.width


class _Spots:
    """Makes the spots of one page: of the lines that are told of alone, for to say what is wrong takes its time."""

    def __init__(self, page: int) -> None:
        self.page = page

    def at(self, item: PlacedLine, amount: float, note: str) -> Spot:
        line = item.line
        return Spot(self.page, line.x, line.baseline, amount, note, line.text, line.right)

    def edge(self, error: _EdgeError) -> Spot:
        return self.at(error.item, error.amount, _edge_note(error.amount, abs(error.amount), at_left=error.at_left))

    def gap(self, gap: Widest) -> Spot:
        width, pair = gap.width, gap.pair
        said = say("{width:.3f} em between {pair} and {pair2}", width=width, pair=pair[0], pair2=pair[-1])
        return self.at(gap.item, width, said)


def _steps(lines: Sequence[TextLine], size: float) -> list[float]:
    """Return the distances of baselines that may be one row apart, pt: between 0.8 and 3 sizes."""
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    return [step for step in steps if 0.8 * size <= step <= 3 * size]


def _used(columns: Sequence[Column], placed: Sequence[PlacedLine]) -> list[Column]:
    used = {item.column for item in placed}
    return [column for column in columns if column in used]


def _to_edges(placed: Sequence[PlacedLine], chars: Chars, size: float) -> Iterator[PlacedLine]:
    """Yield the lines that have to reach their column's edges: not those of lists, nor those beside a drop cap."""
    words = None
    for item, is_beside in zip(placed, _beside_drop_caps(placed, chars, size), strict=True):
        begun = words_of_item(item.line, size)
        hangs = words is not None and abs(item.line.x - words) < HANG_PLAY
        words = begun if begun is not None else words if hangs else None
        if begun is None and not hangs and not is_beside:
            yield item


def _beside_drop_caps(placed: Sequence[PlacedLine], chars: Chars, size: float) -> list[bool]:
    """Tell which lines have one of the letters that are much larger at their left, inside of their column.

    Most of these letters are of heads: each is held against every line, in an array with a row for each line.
    """
    large = chars.those(own > HEAD_SIZE * size for own in chars.size)
    x, baseline, advance, own = large.numbers()
    right = x + advance
    lines = [(item.column.left, item.line.x, item.line.baseline) for item in placed]
    column, begins, foot = (values[:, None] for values in np.array(lines).reshape(-1, 3).T)
    beside = (column - size <= x) & (right <= begins + size / 2) & (begins - right <= size)
    level = (baseline - own < foot - size / 2) & (foot - size < baseline)
    found: list[bool] = (beside & level).any(axis=1).tolist()
    return found


def _edge_errors(placed: Sequence[PlacedLine], size: float) -> Iterator[_EdgeError]:
    """Yield every line with its worst edge: both count for a full line, the left for a last one."""
    indent, hang = _indent(placed), _hang(placed)
    for item in placed:
        left = item.left_error
        if item.indented:
            # The blank half of an opening mark may stand inside the indent or before it.
            play = (0.0, -size / 2) if len(item.line.left_edges) == 2 else (0.0,)
            left = min((left + indent + more for more in play), key=abs)
        right = min((item.right_error, item.right_error - hang * _hanging(item)), key=abs)
        at_left = abs(left) > abs(right)
        yield _EdgeError(item, left if at_left else right, at_left)


def _hang(placed: Sequence[PlacedLine]) -> float:
    """Return which part of a mark that may hang out of a column does so on this page, in the middle of all; 0 for none.

    A paper lets them hang everywhere or nowhere, so a few lines that stand out are a fault all the same.
    """
    ends = [(item.right_error, width) for item in placed if (width := _hanging(item))]
    shares = [error / width for error, width in ends if error > -width]  # others are left ragged
    return min(1.0, max(0.0, median(shares))) if len(shares) >= LEAST_HANGING else 0.0


def _hanging(item: PlacedLine) -> float:
    """Return the width of a hyphen, a point or a comma of Latin text that ends a line, pt; 0 if none does."""
    chars = item.line.chars
    return chars.advance[-1] if chars.text[-1] in HANGING and not item.final else 0.0


def _edge_note(error: float, by: float, *, at_left: bool) -> Message:
    if at_left and error > 0:
        return say("left edge {by:.2f} pt past the column's", by=by)
    if at_left:
        return say("left edge {by:.2f} pt short of the column's", by=by)
    if error > 0:
        return say("right edge {by:.2f} pt past the column's", by=by)
    return say("right edge {by:.2f} pt short of the column's", by=by)


def _indent(placed: Sequence[PlacedLine]) -> float:
    """Return how far in most paragraphs of the page begin, pt; 0 where none is indented."""
    indented = [item for item in placed if item.indented]
    plain = [item for item in indented if len(item.line.left_edges) == 1]
    return densest([-item.left_error for item in plain or indented]) if indented else 0.0


def _kinsoku(placed: Sequence[PlacedLine], spots: _Spots) -> Iterator[Spot]:
    before: PlacedLine | None = None
    for item in placed:
        head, tail = item.line.text[0], item.line.text[-1]
        # Polish, Portuguese and others write a hyphen that ends a line again: biało- | -czerwony.
        repeated = head in HYPHENS and before is not None and ends_with_hyphen(before.line)
        if not item.first and not repeated and begins_wrongly(item.line.text):
            yield spots.at(item, 1, say("the line begins with {head}", head=head))
        if not item.final and ends_wrongly(item.line.text):
            yield spots.at(item, 1, say("the line ends with {tail}", tail=tail))
        if before is not None and not item.first and (what := divided(before.line.text, item.line.text)):
            yield spots.at(before, 1, say("a {what} is divided at the line's end", what=word(what)))
        before = item


def _grid_error(line: TextLine, grid: Grid, size: float) -> float:
    """Return the error of the character farthest from the grid; raised characters are smaller and left out."""
    levels = [level for level, own in line.levels if abs(own - size) < SIZE_PLAY]
    return max(map(grid.error, levels or (line.baseline,)), key=abs)


def _ladders(placed: Sequence[PlacedLine], limits: Limits, spots: _Spots) -> Iterator[Spot]:
    start, length = 0, 0
    for at, item in enumerate(placed):
        if ends_with_hyphen(item.line) and not item.final:
            start, length = (at, 1) if length == 0 else (start, length + 1)
            if at + 1 < len(placed):
                continue
        if length > limits.ladder:
            yield spots.at(placed[start], length, say("{length} lines in a row end with a hyphen", length=length))
        length = 0


def _runts(placed: Sequence[PlacedLine], spots: _Spots) -> Iterator[Spot]:
    for item in placed:
        if not item.final or item.first:
            continue
        text = item.line.text
        letters = sum(char.isalnum() for char in text)
        least = LEAST_LAST if any(ord(char) > 0x2E7F for char in text) else LATIN_LEAST_LAST
        if letters < least:
            yield spots.at(
                item, letters, say("{letters:character|characters} on a paragraph's last line", letters=letters)
            )


def _untrimmed(item: PlacedLine) -> bool:
    """Tell whether a line's first or last mark keeps its blank half inside the measure."""
    lefts, rights = item.line.left_edges, item.line.right_edges
    at_left = len(lefts) == 2 and abs(lefts[1] - item.column.left) < abs(lefts[0] - item.column.left)
    at_right = len(rights) == 2 and abs(rights[1] - item.column.right) < abs(rights[0] - item.column.right)
    return (at_left and not item.indented) or (at_right and not item.ending)
