"""From characters to lines: which characters stand on one line, by their drawn positions alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from layout.pdf.pdfium import Char, PageText
from layout.preflight.lines.marks import BLANK_AFTER, BLANK_BEFORE, HYPHENS, INTERPUNCTS

SIZE_PLAY = 0.05
"""Sizes nearer than this are one size, pt."""
LEVEL = 0.5
"""A character belongs to the line of the one before if their baselines are within this, em."""
APART = 1.0
"""A gap wider than this ends a line until its column is known, em: gutters are wider, word spaces are not."""
BACK = 0.6
"""How far the pen may step back inside a line, em: half an em at two marks, and a little."""
WORD_GAP = 0.15
"""Latin letters farther apart than this are two words, em."""
HEAD_SIZE = 1.3
"""Text larger than this, in sizes of the body, belongs to a head and not to a column."""


@dataclass(frozen=True)
class TextLine:
    """Characters on one line, from left to right, without spaces at its ends.

    Each of its lines is asked for the same few facts by all others, so these are worked out once (and slots are
    left out, which would leave them no place).
    """

    chars: tuple[Char, ...]

    @cached_property
    def text(self) -> str:
        """The line's characters, with a space between Latin words where the page only leaves a gap."""
        parts = [self.chars[0].text]
        for before, char in pairwise(self.chars):
            if char.x - before.right > WORD_GAP * char.size:
                both = before.text[-1:] + char.text[:1]
                if both.isascii() and " " not in both:
                    parts.append(" ")
            parts.append(char.text)
        return "".join(parts)

    @property
    def x(self) -> float:
        """The pen before the first character, pt from the trim's left."""
        return self.chars[0].x

    @property
    def right(self) -> float:
        """The pen after the last character, pt from the trim's left."""
        return self.chars[-1].right

    @cached_property
    def size(self) -> float:
        """The size of most characters, pt."""
        return _most_common([char.size for char in self.chars])

    @cached_property
    def baseline(self) -> float:
        """The baseline of most characters, pt from the trim's top; raised and stray ones are outvoted."""
        levels = [char.baseline for char in self.chars]
        common = _most_common(levels)
        near = [level for level in levels if abs(level - common) < 0.011]
        return sum(near) / len(near)

    @cached_property
    def left_edges(self) -> tuple[float, ...]:
        """Where the line may be said to begin, pt: first with the blank half of its first mark cut off."""
        first = self.chars[0]
        if first.text in BLANK_BEFORE and first.advance > 0.9 * first.size:
            return (first.x + first.size / 2, first.x)
        return (first.x - side, first.x) if (side := side_of(first)) else (first.x,)

    @cached_property
    def right_edges(self) -> tuple[float, ...]:
        """Where the line may be said to end, pt: first with the blank half of its last mark cut off."""
        last = self.chars[-1]
        if last.text in BLANK_AFTER and last.advance > 0.9 * last.size:
            return (last.right - last.size / 2, last.right)
        return (last.right + side, last.right) if (side := side_of(last)) else (last.right,)


def _most_common(numbers: Sequence[float]) -> float:
    """Return the number, to two digits, that there are most of; of equals the first. Most lines have one only."""
    distinct = set(numbers)
    if len(distinct) == 1:
        return round(distinct.pop(), 2)
    rounded: Counter[float] = Counter()
    for number, count in Counter(numbers).items():
        rounded[round(number, 2)] += count
    return rounded.most_common(1)[0][0]


def side_of(char: Char) -> float:
    """Return the white at each side of a mark in the middle of its place, pt.

    A dash of two squares may be one narrower glyph; an interpunct has half a square (clreq, "Interpuncts").
    """
    if char.text == "——":
        return max(0.0, char.size - char.advance / 2)
    return max(0.0, (char.size / 2 - char.advance) / 2) if char.text in INTERPUNCTS else 0.0


def readable(page: PageText) -> tuple[Char, ...]:
    """Return the characters of the page's own stream that run to the right; ads (Form XObjects) are left out."""
    return tuple(char for char in page.chars if not char.inside and char.upright and char.visible)


def body_style(chars: Sequence[Char]) -> tuple[str, float]:
    """Return the font and the size (pt) most characters have; ("", 0) when there are none."""
    sizes = [char.size for char in chars if not char.text.isspace()]
    if not sizes:
        return "", 0.0
    size = _most_common(sizes)
    same = Counter(char.font for char in chars if abs(char.size - size) < SIZE_PLAY)
    return same.most_common(1)[0][0], size


def lines_of(chars: Sequence[Char]) -> tuple[TextLine, ...]:
    """Gather characters, in the order they are drawn, to lines. A line with a very wide gap comes as two."""
    if not chars:
        return ()
    x, baseline, advance, size = np.array(tuple(zip(*chars, strict=True))[1:5])
    right, em = x + advance, np.maximum(size[:-1], size[1:])
    goes_on = (
        (np.abs(baseline[1:] - baseline[:-1]) <= LEVEL * em)
        & (x[1:] >= x[:-1] - BACK * em)
        & (x[1:] - right[:-1] <= APART * em)
    )
    ends = (np.flatnonzero(~goes_on) + 1).tolist()
    return tuple(line for start, end in pairwise((0, *ends, len(chars))) for line in _line(chars[start:end]))


def _line(chars: Sequence[Char]) -> list[TextLine]:
    first, end = 0, len(chars)
    while first < end and not chars[first].text.strip():
        first += 1
    while end > first and not chars[end - 1].text.strip():
        end -= 1
    return [TextLine(tuple(chars[first:end]))] if end > first else []


def joined(left: TextLine, right: TextLine) -> TextLine:
    """Return two pieces of one line as one."""
    return TextLine(left.chars + right.chars)


def story_text(page: PageText) -> tuple[str, ...]:
    """Return the text of every column in the order it is drawn, one line of text a line.

    Heads much larger than the body end a column and are left out, and so is what ads say. A hyphen at a line's
    end stays where it is: the page does not tell whether the copy has it. So the columns of a story put together
    are the story, white space and such hyphens aside.
    """
    chars = readable(page)
    _, size = body_style(chars)
    columns: list[list[TextLine]] = []
    before: TextLine | None = None
    for line in lines_of(chars):
        if line.size > HEAD_SIZE * size:
            before = None
            continue
        if before is not None and line.baseline > before.baseline and line.x < before.right and before.x < line.right:
            columns[-1].append(line)
        elif before is not None and abs(line.baseline - before.baseline) <= LEVEL * size and line.x >= before.right:
            columns[-1][-1] = joined(before, line)
            line = columns[-1][-1]
        else:
            columns.append([line])
        before = line
    return tuple("\n".join(line.text for line in column) for column in columns)


def ends_with_hyphen(line: TextLine) -> bool:
    """Tell whether a line ends inside a word."""
    text = line.text
    return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalpha()
