"""The gaps between two atoms: how wide, how far they give, and in which order.

The orders are clreq's "Procedures for inter-character spacing reduction"
(#procedures_for_inter-character_spacing_reduction) and "... space expansion"
(#procedures_for_inter-character_space_expansion); all numbers are em of the body size.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Shrink(IntEnum):
    """Steps of reduction, taken in this order; inside a step all gaps give the same share.

    The first step of clreq, marks at a line's end set to half an em, is always taken (GB/T 15834-2011
    5.1.10) and so needs no entry: the blank belongs to the gap, and a gap at a line's end is dropped.
    """

    NONE = 0
    WORD_SPACE = 1
    INTERPUNCT = 2
    BRACKET = 3
    COMMA = 4
    HAN_LATIN = 5
    STOP = 6


class Stretch(IntEnum):
    """Steps of expansion, taken in this order. The last has no upper limit."""

    NONE = 0
    WORD_SPACE = 1
    HAN_LATIN = 2
    ALL = 3


WORD_SPACE = 1 / 3
"""Space between Latin words in Chinese copy, em: between its least and its greatest width below."""
WORD_SPACE_LEAST = 1 / 4
WORD_SPACE_MOST = 1 / 2
HAN_LATIN = 1 / 4
"""Space between han and Latin letters or digits, em (clreq #mixed_text_composition_in_horizontal...)."""
HAN_LATIN_LEAST = 1 / 8
HAN_LATIN_MOST = 1 / 3
"""clreq allows 1/2 and notes that many houses stop at 1/3; narrow columns look calmer with 1/3."""
ADJACENT_MARKS = 1 / 2
"""What two adjacent marks lose: they take 1.5 em, not 2 (clreq #h-adjustment_of_adjacent_punctuation_marks)."""
LOOSE = 1 / 4
"""Most space added between two han characters, em; a line beyond it is reported as loose."""
STRETCH_UNIT = 1 / 10
"""Added space between two han characters that counts as stretch ratio 1, em.

The larger it is, the rather a line is widened than its punctuation squeezed. On the sample edition (773 lines of 15
em) 1/16 squeezed 44 lines to over 3/4 of what they can give, 1/10 only 7, while 95 lines of 100 stay within 0.07 em
of added space, which nobody sees; stops squeezed to half a square everybody does.
"""

LOOSE_RATIO = LOOSE / STRETCH_UNIT
"""LOOSE as a stretch ratio."""

LATIN_WORD_SPACE_STRETCH = 1 / 2
LATIN_WORD_SPACE_SHRINK = 1 / 3
"""What a word space of Latin paragraphs gives at stretch ratio 1 and -1, as a part of the font's own. It is never
narrower than 2/3; how wide it may get is `layout.compose.lines.TORN`."""

NARROW = 0.6
"""Narrow white (U+202F), before a French mark or inside its quotes, as a part of a word space; it never gives."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two atoms. ``penalty`` None: the line may not break here.

    ``hyphen`` tells that a break here draws a hyphen; ``mark`` is what such a line ends in (a code point, or
    0), for the rule against several lines ending alike.
    """

    width: float = 0.0
    shrink: float = 0.0
    shrink_step: Shrink = Shrink.NONE
    stretch: float = 0.0
    stretch_step: Stretch = Stretch.NONE
    penalty: float | None = None
    hyphen: bool = False
    mark: int = 0
    text: str = ""
    """White space of the copy that this gap stands for; it is drawn as a space unless the line breaks here."""
