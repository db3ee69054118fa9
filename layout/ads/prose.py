"""Running text in ads, set by the page's own composer: justified, with the same rules for marks and numbers.

Composed lines are glyphs with their places, as display type is; they become texts of an ad run by run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from layout.ads.kit import Kit
from layout.ads.numbers import Spans, marked, numbers_in
from layout.ads.problems import MissingGlyph, TooTight, too_wide
from layout.ads.sizing import SMALLEST, draw_line
from layout.ads.stack import Block, Laid
from layout.base.units import Rect, summed
from layout.compose.breaking import Broken, Problem, break_greedy
from layout.compose.itemize import Setting
from layout.compose.paragraph import LEAST_LAST, Paragraph, ParagraphStyle, prepare
from layout.compose.spacing import LOOSE_RATIO
from layout.design.ads import ProseTokens
from layout.scene.shapes import Shape
from layout.scene.text import Line

TOP = 0.88
"""Top of the ink of a line of running text over its baseline, em: han characters stand in 0.88 and 0.12."""

MARGIN = 0.05
"""How far a line may be over its measure, pt."""

_SQUEEZED = 0.5
"""What the marks of a line may give to take one character more, em: half of one that is wide."""

_FILLED = LOOSE_RATIO / 2
"""Stretch ratio of the loosest line of han that is filled: in a story one of twice as much passes, but it stands
among others, and here one line in three is before a number."""

LATIN = 0x2E7F
"""Characters up to this are about half as wide as han."""


@lru_cache(maxsize=4096)
def set_paragraph(
    spans: Spans, size: float, measure: float, field: str, setting: Setting, indent: float = 0.0, align: str = "justify"
) -> tuple[Line, ...]:
    """Set one paragraph; ``size`` and ``measure`` in pt, ``indent`` in em. A telephone number is kept on one line.

    Raises MissingGlyph for a character no face has, and TooTight for a word that is wider than the measure.
    """
    # A telephone number that goes to the next line leaves a gap: better at the line's end than between all its han.
    torn = LOOSE_RATIO if setting.is_latin else _FILLED
    style = ParagraphStyle(size, measure, indent, align, setting=setting, torn=torn)
    for whole in (True, False):
        paragraph = _prepared(spans, setting, whole).styled(style)
        for character in paragraph.items.missing:
            raise MissingGlyph(field, character, spans[0][1].faces[0].family)  # type: ignore[attr-defined]
        lines = _broken(paragraph)
        wide = next((line for line in lines if line.x + line.width > measure + MARGIN), None)
        if not wide:
            break
    if wide:
        text = wide.text
        raise too_wide(field, lambda: text, wide.width, measure - wide.x)
    return lines


def _broken(paragraph: Paragraph) -> tuple[Line, ...]:
    """Return the lines of a paragraph, as even as can be.

    Of lines that are not filled and hardly hold a word the breaker cannot tell which is the fuller: then each is filled
    in its turn, if so they come out fuller.
    """
    lines = paragraph.lines(paragraph.broken())
    if len(lines) == 1 or max(line.x + line.width for line in lines) > paragraph.style.measure + MARGIN:
        return lines
    if paragraph.style.align == "justify":
        return lines if paragraph.style.setting.is_latin else _least_short(paragraph, lines)
    other = paragraph.lines(paragraph.broken(breaker=break_greedy))
    parted = sum(line.text.endswith("-") for line in other) > sum(line.text.endswith("-") for line in lines)
    return lines if parted or len(other) > len(lines) or _ragged(other) >= _ragged(lines) else other


def _least_short(paragraph: Paragraph, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of which the fewest are left short before a number: the breaker parts what is lacking evenly.

    Each is filled in its turn then, with its marks squeezed or not.
    """
    least = _short(lines)
    for squeezed in (0.0, _SQUEEZED) if least[0] else ():
        other = paragraph.lines(paragraph.broken(breaker=partial(_filled, more=squeezed)))
        most = paragraph.style.measure + MARGIN
        fits = len(other) <= len(lines) and all(line.x + line.width <= most for line in other)
        if fits and len(other[-1].text) >= LEAST_LAST and _short(other) < least:
            lines, least = other, _short(other)
    return lines


def _filled(problem: Problem, more: float) -> Broken:
    """Fill each line in its turn, as if it were so much wider, em."""
    return break_greedy(replace(problem, measure=lambda line: problem.measure(line) + more))


def _short(lines: Sequence[Line]) -> tuple[int, int]:
    """Return how many lines are left short, and how far up they stand: the last of them looks as if it were meant."""
    return sum(line.ragged for line in lines), -sum(at for at, line in enumerate(lines) if line.ragged)


def _ragged(lines: Sequence[Line]) -> float:
    """Return how ragged lines are: the sum of squares of what all but the last are shorter than the longest."""
    longest = max(line.x + line.width for line in lines)
    return summed((longest - line.x - line.width) ** 2 for line in lines[:-1])


def least_width(spans: Spans, setting: Setting) -> float:
    """Return what the characters of a paragraph take at least, em: without the white between them, but kerned."""
    items = _prepared(spans, setting, whole=True).items
    return summed(atom.width for atom in items.atoms) + summed(min(0.0, gap.width) for gap in items.gaps)


@lru_cache(maxsize=4096)
def _prepared(spans: Spans, setting: Setting, whole: bool) -> Paragraph:
    """Return a paragraph taken apart, which is the same at every size and measure.

    With ``whole`` no line ends inside a telephone number.
    """
    paragraph = prepare(spans, ParagraphStyle(1.0, math.inf, setting=setting))
    numbers = numbers_in("".join(text for text, _ in spans)) if whole else ()
    if not numbers:
        return paragraph
    inside = {at for number in numbers for at in range(number.start + 1, number.end)}
    ends = (atom.end for atom in paragraph.items.atoms)
    gaps = [
        gap._replace(penalty=None) if end in inside else gap
        for gap, end in zip(paragraph.problem.gaps, ends, strict=False)
    ]
    return replace(paragraph, problem=replace(paragraph.problem, gaps=gaps))


def stepped_size(size: float, tokens: ProseTokens, largest: float = 0.0) -> float:
    """Return a size of running text that is not larger, in whole steps, pt; ``largest`` if not the tokens'."""
    most = math.floor((largest or tokens.largest) / tokens.step + 1e-6) * tokens.step
    return max(SMALLEST, min(most, math.floor(size / tokens.step + 1e-6) * tokens.step))


def best_size(texts: Sequence[str], width: float, tokens: ProseTokens) -> float:
    """Return the largest size (pt) of a text that stands over a measure of so many pt.

    A few words in a large place are display type: they grow until `few` characters fill the measure. Of more words more
    fill it, so that one more word never makes a leap; soon they are no larger than running text.
    """
    measure = max(tokens.few, amount(texts) / tokens.few_lines)
    return max(tokens.largest, width / measure)


def amount(texts: Sequence[str]) -> float:
    """Return about how long texts are, em."""
    return summed(1.0 if ord(character) > LATIN else 0.5 for text in texts for character in text)


def check_amount(texts: Sequence[str], field: str, box: Rect, tokens: ProseTokens) -> None:
    """Raise TooTight for text that would not fit a box (pt) at the smallest size if nothing else stood in it.

    That is found without setting it, which would take long at every size and arrangement that is tried.
    """
    ems = summed(1.0 if _is_han(character) else 0.2 for text in texts for character in text)
    if ems * SMALLEST * SMALLEST * tokens.leading > box.width * box.height:
        raise TooTight(field)


def _is_han(character: str) -> bool:
    """Say whether a character is a Chinese one (an ideograph, not a mark)."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character in "〇々"


def prose(
    paragraphs: Sequence[Spans],
    field: str,
    size: float,
    kit: Kit,
    *,
    indent: float = 2.0,
    align: str = "",
    grows: bool = False,
) -> Block:
    """Return running text over the measure, in columns where that is very wide; lines with an ``align`` are in one.

    It likes ``size`` pt; ``indent`` is that of its paragraphs, em. ``grows``: a few words in a large place become
    display type (see `best_size`). Telephone numbers in it are set strong.
    """
    tokens = kit.palette.tokens.prose
    paragraphs = [marked(spans, kit.text, kit.strong) for spans in paragraphs]
    leading, aligned = tokens.leading, align or tokens.align
    texts = ["".join(text for text, _ in spans) for spans in paragraphs]

    def lay(width: float, scale: float) -> Laid:
        best = best_size(texts, width, tokens) if grows else tokens.largest
        growth = tokens.growth if best <= tokens.largest else scale
        type_size = stepped_size(size * min(scale, growth), tokens, best)
        gap = tokens.column_gap * type_size
        most_columns = max(1, math.ceil(width / type_size / tokens.widest)) if not align else 1
        for columns in range(most_columns, 0, -1):
            measure = (width - gap * (columns - 1)) / columns
            try:
                lines = [
                    line
                    for spans in paragraphs
                    for line in set_paragraph(spans, type_size, measure, field, kit.setting, indent, aligned)
                ]
            except TooTight:
                if columns == 1:
                    raise
                continue  # a word that is too wide for a column may have room in a wider one
            # Columns of a line or two are harder to read than lines that are only somewhat too long.
            if len(lines) >= (tokens.fewest if width <= tokens.too_wide * type_size else 2) * columns:
                break
        if len(lines) > len(paragraphs) and measure < tokens.narrowest * type_size:
            raise TooTight(field)
        if grows and len(lines) == 1 and lines[0].width < tokens.alone * measure:
            lines = list(set_paragraph(paragraphs[0], type_size, measure, field, kit.setting, 0.0, "center"))
        rows = math.ceil(len(lines) / columns)
        tall = (rows - 1) * leading * type_size + type_size

        def paint(box: Rect) -> tuple[Shape, ...]:
            step = leading * type_size
            if rows > 1:
                step = min((box.height - type_size) / (rows - 1), tokens.most_leading * type_size)
            top = box.y + (box.height - (rows - 1) * step - type_size) / 2 + TOP * type_size
            return tuple(
                shape
                for number, line in enumerate(lines)
                for shape in draw_line(
                    line,
                    box.x + number // rows * (measure + gap),
                    top + number % rows * step,
                    kit.palette.ink,
                    field,
                    kit.faces,
                )
            )

        return Laid(field, tall, type_size / size, paint, stretch=0.5)

    return lay
