"""The figures of a page: every line held against its column, the grid, the rules for marks, and its own gaps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from layout.base.errors import BanmianError
from layout.base.messages import Message, say, word
from layout.pdf.pdfium import Char, NotAPdfError, PageText, page_texts
from layout.preflight.lines.columns import (
    Column,
    densest,
    find_columns,
    is_alike,
    is_body,
    mend,
    stacks_of,
)
from layout.preflight.lines.grid import Grid, find_grid, find_pitch
from layout.preflight.lines.marks import NOT_FIRST, NOT_LAST, divided, is_han, is_latin
from layout.preflight.lines.model import Limits, Measurement, PageFigures, Spot
from layout.preflight.lines.paragraphs import PlacedLine, placed_lines, words_of_item
from layout.preflight.lines.read import (
    HEAD_SIZE,
    SIZE_PLAY,
    WORD_GAP,
    TextLine,
    body_style,
    ends_with_hyphen,
    lines_of,
    readable,
)

FULL_WIDTH = 0.9
"""A glyph at least this wide (em) is one of full width."""
GAP_PLAY = 5e-4
"""A gap may be read wider than it was set by this much, em."""
LEAST_LAST = 2
"""Han characters, or letters and digits, on a last line; with fewer it is a runt (clreq, "orphans")."""
LATIN_LEAST_LAST = 5
"""The same for a last line of Latin text: a word, not the end of one."""
HANG_PLAY = 0.5
"""Lines of one item of a list begin within this distance of each other, pt."""
IDEOGRAPHIC_SPACE = "\u3000"
LATIN_SPACE = 0.25
"""A word space where the page draws none, em."""


def measure_pdf(path: Path, limits: Limits | None = None) -> Measurement:
    """Measure every page of a PDF file. Raises BanmianError when it cannot be read as a PDF."""
    try:
        pages = page_texts(path.read_bytes())
    except OSError as error:
        raise BanmianError(
            say("{path}: {reason}", path=path, reason=error.strerror), say("build the pages first: make pdf")
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
    han_gaps = [(item, *gap) for item in placed if (gap := widest_gap(item.line, _gap_rule(item), size))]
    mixed = [(item, *gap) for item in placed if (gap := widest_gap(item.line, _han_latin_gap, size))]
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
        loosest=spots.gap(*max(han_gaps, key=_width)) if han_gaps else None,
        loose=tuple(spots.gap(*gap) for gap in han_gaps if _width(gap) > limits.loosest + GAP_PLAY),
        widest_han_latin=spots.gap(*max(mixed, key=_width)) if mixed else None,
        word_spaces=_word_spaces(full, size),
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


class _EdgeError(NamedTuple):
    """How far a line is from its column's edge, pt, at the worse of its ends."""

    item: PlacedLine
    amount: float
    at_left: bool


def _width(gap: tuple[PlacedLine, float, str]) -> float:
    return gap[1]


class _Spots:
    """Makes the spots of one page: of the lines that are told of alone, for to say what is wrong takes its time."""

    def __init__(self, page: int) -> None:
        self.page = page

    def at(self, item: PlacedLine, amount: float, note: str) -> Spot:
        line = item.line
        return Spot(self.page, line.x, line.baseline, amount, note, line.text, line.right)

    def edge(self, error: _EdgeError) -> Spot:
        return self.at(error.item, error.amount, _edge_note(error.amount, abs(error.amount), at_left=error.at_left))

    def gap(self, item: PlacedLine, width: float, pair: str) -> Spot:
        return self.at(
            item, width, say("{width:.3f} em between {pair} and {pair2}", width=width, pair=pair[0], pair2=pair[-1])
        )


def _steps(lines: Sequence[TextLine], size: float) -> list[float]:
    """Return the distances of baselines that may be one row apart, pt: between 0.8 and 3 sizes."""
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    return [step for step in steps if 0.8 * size <= step <= 3 * size]


def _used(columns: Sequence[Column], placed: Sequence[PlacedLine]) -> list[Column]:
    used = {item.column for item in placed}
    return [column for column in columns if column in used]


def _to_edges(placed: Sequence[PlacedLine], chars: Sequence[Char], size: float) -> Iterator[PlacedLine]:
    """Yield the lines that have to reach their column's edges: not those of lists, nor those beside a drop cap."""
    words = None
    large = _Large([char for char in chars if char.size > HEAD_SIZE * size])
    for item in placed:
        begun = words_of_item(item.line, size)
        hangs = words is not None and abs(item.line.x - words) < HANG_PLAY
        words = begun if begun is not None else words if hangs else None
        if begun is None and not hangs and not large.stand_beside(item, size):
            yield item


class _Large:
    """The letters of a page that are much larger than its body, in arrays: most are of heads, a few are drop caps."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self._x, self._right = np.array([char.x for char in chars]), np.array([char.right for char in chars])
        self._baseline = np.array([char.baseline for char in chars])
        self._top = self._baseline - np.array([char.size for char in chars])

    def stand_beside(self, item: PlacedLine, size: float) -> bool:
        """Tell whether one of them stands at a line's left, inside of its column: a drop cap."""
        x, baseline = item.line.x, item.line.baseline
        beside = (item.column.left - size <= self._x) & (self._right <= x + size / 2) & (x - self._right <= size)
        return bool((beside & (self._top < baseline - size / 2) & (baseline - size < self._baseline)).any())


def _edge_errors(placed: Sequence[PlacedLine], size: float) -> Iterator[_EdgeError]:
    """Yield every line with its worst edge: both count for a full line, the left for a last one."""
    indent = _indent(placed)
    for item in placed:
        left = item.left_error
        if item.indented:
            # The blank half of an opening mark may stand inside the indent or before it.
            play = (0.0, -size / 2) if len(item.line.left_edges) == 2 else (0.0,)
            left = min((left + indent + more for more in play), key=abs)
        right = item.right_error
        at_left = abs(left) > abs(right)
        yield _EdgeError(item, left if at_left else right, at_left)


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
        if not item.first and head in NOT_FIRST:
            yield spots.at(item, 1, say("the line begins with {head}", head=head))
        if not item.final and tail in NOT_LAST and not _in_address(item.line.text):
            yield spots.at(item, 1, say("the line ends with {tail}", tail=tail))
        if before is not None and not item.first and (what := divided(before.line.text[-1], head)):
            yield spots.at(before, 1, say("a {what} is divided at the line's end", what=word(what)))
        before = item


def _in_address(text: str) -> bool:
    """Tell whether a line ends in a solidus between Latin letters: a web address or a code is broken after it."""
    return text[-1:] == "/" and text[-2:-1].isascii() and text[-2:-1].isalnum()


def _grid_error(line: TextLine, grid: Grid, size: float) -> float:
    """Return the error of the character farthest from the grid; raised characters are smaller and left out."""
    levels = dict.fromkeys(char.baseline for char in line.chars if abs(char.size - size) < SIZE_PLAY)
    return max(map(grid.error, levels or (line.baseline,)), key=abs)


GapRule = Callable[[Char, Char, bool], bool]


def widest_gap(line: TextLine, rule: GapRule, size: float) -> tuple[float, str] | None:
    """Return the widest gap (em) between neighbours of a line a rule speaks of, and the two; None without any.

    Spaces are no neighbours but part of the gap; the rule is told whether there are any. A space of full width, as it
    stands behind a dateline, is meant.
    """
    widest, pair = -math.inf, ""
    before: Char | None = None
    spaced = False
    for char in line.chars:
        if char.text.isspace():
            if char.text == IDEOGRAPHIC_SPACE:
                before = None
            spaced = True
            continue
        if before is not None and (gap := (char.x - before.right) / size) > widest and rule(before, char, spaced):
            # Rounded, so that of equal gaps the first is named whatever the noise of the reading.
            gap = round(gap, 4)
            if gap > widest:
                widest, pair = gap, before.text[-1:] + char.text[:1]
        before, spaced = char, False
    return (widest, pair) if pair else None


def _full_width(char: Char) -> bool:
    return char.advance >= FULL_WIDTH * char.size and not is_latin(char.text[:1]) and not char.text.isascii()


def _gap_rule(item: PlacedLine) -> GapRule:
    # A last line is not filled. Where a mark on it stands apart (a source after the last sentence) it is meant.
    return _han_gap if item.ending else _full_width_gap


def _full_width_gap(before: Char, after: Char, spaced: bool) -> bool:
    """Two characters of full width: whatever stands between their squares was added to fill the line."""
    return not spaced and _full_width(before) and _full_width(after)


def _han_gap(before: Char, after: Char, spaced: bool) -> bool:
    return not spaced and is_han(before.text[-1:]) and is_han(after.text[:1])


def _han_latin_gap(before: Char, after: Char, _spaced: bool) -> bool:
    one, other = before.text[-1:], after.text[:1]
    return (is_han(one) and is_latin(other)) or (is_latin(one) and is_han(other))


def _word_spaces(full: Sequence[PlacedLine], size: float) -> tuple[float, float] | None:
    """Return the narrowest and widest space between Latin words on full lines, as parts of the font's own."""
    found = []
    for item in full:
        before: Char | None = None
        normal = LATIN_SPACE * size
        for char in item.line.chars:
            if char.text.isspace():
                normal = char.advance
                continue
            if before is not None and char.text.isascii() and before.text.isascii():
                gap = char.x - before.right
                if gap > WORD_GAP * size and normal > 0:
                    found.append(gap / normal)
            before = char
    return (min(found), max(found)) if found else None


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
