"""From characters to lines: which characters stand on one line, by their drawn positions alone."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from layout.pdf.chars import Chars, PageText
from layout.preflight.lines.marks import BLANK_AFTER, BLANK_BEFORE, HYPHENS, INTERPUNCTS, PAUSES_IN_MIDDLE

SIZE_PLAY = 0.05
"""Sizes nearer than this are one size, pt."""
LEVEL = 0.5
"""A character belongs to the line of the one before if their baselines are within this, em."""
APART = 1.0
"""A gap wider than this ends a line until its column is known, em: gutters are wider, word spaces are not."""
BACK = 0.6
"""How far the pen may step back inside a line, em: half an em at two marks, and a little."""
IN_MIDDLE = 0.375
"""A mark whose ink has its middle farther from the pen stands in the middle of its square and not in the left half, em:
those of the left half have it at 0.3 at most, those of the middle at 0.47 at least."""
WORD_GAP = 0.15
"""Latin letters farther apart than this are two words, em."""
HEAD_SIZE = 1.3
"""Text larger than this, in sizes of the body, belongs to a head and not to a column."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters on one line, from left to right, without spaces at its ends. All others ask it for the same few facts.

    ``x`` and ``right`` are the pen before the first and after the last character, ``size`` and ``baseline`` those of
    most characters, so that raised and stray ones are outvoted; pt from the trim's top left. ``levels`` are the
    baselines with their sizes, each once. ``left_edges`` and ``right_edges`` are where the line may be said to begin
    and end: first with the blank half of the mark there cut off, last as drawn. ``text`` has a space between Latin
    words where the page only leaves a gap.
    """

    chars: Chars
    text: str
    x: float
    right: float
    size: float
    baseline: float
    levels: tuple[tuple[float, float], ...]
    left_edges: tuple[float, ...]
    right_edges: tuple[float, ...]

    @classmethod
    def of(cls, chars: Chars, *, is_solid: bool = False) -> TextLine:
        """Return the line of some characters, one at least; ``is_solid`` tells that no gap is as wide as a word's."""
        x, right = chars.x[0], chars.x[-1] + chars.advance[-1]
        levels = tuple(dict.fromkeys(zip(chars.baseline, chars.size, strict=True)))
        if len(levels) > 1:
            # An accent may be a raised glyph of its own.
            standing = zip(chars.baseline, chars.size, map(_is_mark, chars.text), strict=True)
            levels = tuple(dict.fromkeys((level, em) for level, em, is_mark in standing if not is_mark)) or levels
        size, baseline = _most_common(chars.size), _level(chars.baseline)
        text = "".join(chars.text) if is_solid else _text(chars)
        return cls(chars, text, x, right, size, baseline, levels, _begins(chars, x), _ends(chars, right))


def _is_mark(text: str) -> bool:
    return text != "" and all(unicodedata.category(char).startswith("M") for char in text)


def _text(chars: Chars) -> str:
    said, x, advance, size = chars.text, chars.x, chars.advance, chars.size
    parts = [said[0]]
    for before, char, begin, width, end, em in zip(said, said[1:], x, advance, x[1:], size[1:], strict=False):
        if end - (begin + width) > WORD_GAP * em:
            both = before[-1:] + char[:1]
            if both.isascii() and " " not in both:
                parts.append(" ")
        parts.append(char)
    return "".join(parts)


def _level(levels: Sequence[float]) -> float:
    if len(set(levels)) > 1:
        common = _most_common(levels)
        levels = [level for level in levels if abs(level - common) < 0.011]
    return sum(levels) / len(levels)


def _begins(chars: Chars, x: float) -> tuple[float, ...]:
    text, advance, size = chars.text[0], chars.advance[0], chars.size[0]
    if text in BLANK_BEFORE and advance > 0.9 * size:
        return (x + size / 2, x)
    return (x - side, x) if (side := side_of(text, advance, size)) else (x,)


def _ends(chars: Chars, right: float) -> tuple[float, ...]:
    text, advance, size = chars.text[-1], chars.advance[-1], chars.size[-1]
    is_square = advance > 0.9 * size
    if is_square and chars.middle[-1] > IN_MIDDLE * size:
        if text in PAUSES_IN_MIDDLE:
            return (right - size / 4, right)
    elif is_square and text in BLANK_AFTER:
        return (right - size / 2, right)
    return (right + side, right) if (side := side_of(text, advance, size)) else (right,)


def _most_common(numbers: Iterable[float]) -> float:
    """Return the number, to two digits, that there are most of; of equals the first. They may be counted already.

    Most lines have one only.
    """
    distinct = set(numbers)
    if len(distinct) == 1:
        return round(distinct.pop(), 2)
    rounded: Counter[float] = Counter()
    for number, count in Counter(numbers).items():
        rounded[round(number, 2)] += count
    return rounded.most_common(1)[0][0]


def side_of(text: str, advance: float, size: float) -> float:
    """Return the white at each side of a mark in the middle of its place, pt; told of what `SIDED` has alone.

    A dash of two squares may be one narrower glyph; an interpunct has half a square (clreq, "Interpuncts").
    """
    if text == _LONG_DASH:
        return max(0.0, size - advance / 2)
    return max(0.0, (size / 2 - advance) / 2) if text in INTERPUNCTS else 0.0


_LONG_DASH = "——"
SIDED = INTERPUNCTS | {_LONG_DASH}
"""What glyphs with white at their sides stand for."""


def readable(page: PageText) -> Chars:
    """Return the characters of the page's own stream that run to the right; ads (Form XObjects) are left out."""
    chars = page.chars
    inside, upright, visible = (np.array(column, dtype=bool) for column in (chars.inside, chars.upright, chars.visible))
    return chars.those((~inside & upright & visible).tolist())


def body_style(chars: Chars) -> tuple[str, float]:
    """Return the font and the size (pt) most characters have; ("", 0) when there are none."""
    counts = Counter(zip(chars.size, chars.font, map(str.isspace, chars.text), strict=True))
    sizes: Counter[float] = Counter()
    same: Counter[str] = Counter()
    for (own, _, is_blank), count in counts.items():
        if not is_blank:
            sizes[own] += count
    if not sizes:
        return "", 0.0
    size = _most_common(sizes)
    for (own, font, _), count in counts.items():
        if abs(own - size) < SIZE_PLAY:
            same[font] += count
    return same.most_common(1)[0][0], size


def lines_of(chars: Chars) -> tuple[TextLine, ...]:
    """Gather characters, in the order they are drawn, to lines. A line with a very wide gap comes as two."""
    if not len(chars):
        return ()
    x, baseline, advance, size = chars.numbers()
    right, em = x + advance, np.maximum(size[:-1], size[1:])
    goes_on = (
        (np.abs(baseline[1:] - baseline[:-1]) <= LEVEL * em)
        & (x[1:] >= x[:-1] - BACK * em)
        & (x[1:] - right[:-1] <= APART * em)
    )
    ends = (np.flatnonzero(~goes_on) + 1).tolist()
    # The gaps as wide as a word's, counted up to each character.
    words = [0, *np.cumsum(x[1:] - right[:-1] > WORD_GAP * size[1:]).tolist()]
    said, lines = chars.text, []
    for first, end in pairwise((0, *ends, len(chars))):
        while first < end and not said[first].strip():
            first += 1
        while end > first and not said[end - 1].strip():
            end -= 1
        if end > first:
            lines.append(TextLine.of(chars[first:end], is_solid=words[first] == words[end - 1]))
    return tuple(lines)


def joined(left: TextLine, right: TextLine) -> TextLine:
    """Return two pieces of one line as one."""
    return TextLine.of(left.chars + right.chars)


def ends_with_hyphen(line: TextLine) -> bool:
    """Tell whether a line ends inside a word."""
    text = line.text
    return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalpha()
