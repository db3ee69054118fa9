"""A pull quote: a few words of the story set large between two rules, and who said them."""

from __future__ import annotations

from math import ceil

from layout.compose.element import SetElement, SetLine, missing_of, rule
from layout.compose.elements.texts import Texts
from layout.compose.heads import HAN_CENTRE, HAN_INK
from layout.compose.voices import Voices
from layout.edition.blocks import Quote

PITCH = 1.45
"""Distance of a quote's baselines, em."""
AIR = 5.0
"""Least white above the upper rule and below the lower one, pt."""
INSIDE = 6.5
"""White between the rules and the words, pt."""
THICK, THIN = 1.6, 0.5
"""The rules above and below, pt."""
BY_GAP = 5.0
"""White above the line that says who said it, pt."""


def set_quote(quote: Quote, width: float, voices: Voices, language: str) -> SetElement:
    """Set a pull quote. Its words are ragged: lines so short and large cannot be justified."""
    styles, colours, row = voices.design.element, voices.design.colours, voices.design.grid.row
    texts = Texts(voices, language)
    lines = texts.lines(quote.text, styles.quote, width, "left")
    size = styles.quote.size
    ink = 2 * HAN_INK * size + (len(lines) - 1) * PITCH * size
    by = texts.lines(f"——{quote.by}", styles.quote_by, width, "right") if quote.by else ()
    by_height = len(by) * 1.3 * styles.quote_by.size + BY_GAP if by else 0.0
    natural = THICK + THIN + 2 * INSIDE + ink + by_height
    rows = ceil((natural + 2 * AIR) / row)
    inside = INSIDE + (rows * row - 2 * AIR - natural) / 4
    top = (rows * row - natural - 2 * (inside - INSIDE)) / 2
    first = top + THICK + inside + (HAN_CENTRE + HAN_INK) * size
    made = [SetLine(line, first + number * PITCH * size, colours.get("accent")) for number, line in enumerate(lines)]
    after = top + THICK + inside + ink + BY_GAP
    for number, line in enumerate(by):
        middle = after + (number + 0.5) * 1.3 * styles.quote_by.size
        made.append(SetLine(line, middle + HAN_CENTRE * styles.quote_by.size))
    foot = rows * row - top - THIN
    shapes = (rule(0.0, top, width, THICK, colours["rule"]), rule(0.0, foot, width, THIN, colours["rule"]))
    text = quote.text + (f"——{quote.by}" if quote.by else "")
    return SetElement("quote", rows, width, tuple(made), shapes, text, missing_of(texts.missing))
