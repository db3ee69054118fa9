"""A pull quote: a few words of the story set large between two rules, and who said them."""

from __future__ import annotations

from math import ceil

from layout.compose.element import SetElement, SetLine, missing_of, rule
from layout.compose.elements.texts import Texts
from layout.compose.heads import HAN_CENTRE, HAN_INK
from layout.compose.voices import Voices
from layout.edition.blocks import Quote


def set_quote(quote: Quote, width: float, voices: Voices, language: str) -> SetElement:
    """Set a pull quote. Its words are ragged: lines so short and large cannot be justified."""
    styles, colours, row = voices.design.element, voices.design.colours, voices.design.grid.row
    texts = Texts(voices, language)
    lines = texts.lines(quote.text, styles.quote, width, "left")
    tokens, size = styles.quote, styles.quote.size
    ink = 2 * HAN_INK * size + (len(lines) - 1) * tokens.pitch * size
    by = texts.lines(f"——{quote.by}", styles.quote_by, width, "right") if quote.by else ()
    by_height = len(by) * tokens.by_pitch * styles.quote_by.size + tokens.by_gap if by else 0.0
    natural = tokens.rule_above + tokens.rule_below + 2 * tokens.inside + ink + by_height
    rows = ceil((natural + 2 * tokens.outside) / row)
    inside = tokens.inside + (rows * row - 2 * tokens.outside - natural) / 4
    top = (rows * row - natural - 2 * (inside - tokens.inside)) / 2
    first = top + tokens.rule_above + inside + (HAN_CENTRE + HAN_INK) * size
    made = [
        SetLine(line, first + number * tokens.pitch * size, colours.get("accent")) for number, line in enumerate(lines)
    ]
    after = top + tokens.rule_above + inside + ink + tokens.by_gap
    for number, line in enumerate(by):
        middle = after + (number + 0.5) * tokens.by_pitch * styles.quote_by.size
        made.append(SetLine(line, middle + HAN_CENTRE * styles.quote_by.size))
    foot = rows * row - top - tokens.rule_below
    shapes = (
        rule(0.0, top, width, tokens.rule_above, colours["rule"]),
        rule(0.0, foot, width, tokens.rule_below, colours["rule"]),
    )
    text = quote.text + (f"——{quote.by}" if quote.by else "")
    return SetElement("quote", rows, width, tuple(made), shapes, text, missing_of(texts.missing))
