"""The kinds of element between a story's paragraphs, a module a kind: its model, how it is read, set and shown.

How to add one: CONTRIBUTING.md.
"""

from __future__ import annotations

from layout.base.tables import Table
from layout.compose.element import Part, SetElement
from layout.compose.elements import (
    chart,
    crossword,
    facts,
    listing,
    notice,
    programme,
    quote,
    solution,
    sudoku,
    table,
    weather,
)
from layout.compose.voices import Voices
from layout.edition.blocks import Element

ELEMENTS = Table(
    "element",
    lambda kind: kind.name,
    (
        facts.KIND,
        notice.KIND,
        quote.KIND,
        listing.KIND,
        table.KIND,
        programme.KIND,
        weather.KIND,
        chart.KIND,
        crossword.KIND,
        sudoku.KIND,
        solution.KIND,
    ),
)


def set_element(block: Element, width: float, voices: Voices, language: str) -> SetElement:
    """Set an element to a width in pt; it takes whole grid rows."""
    return ELEMENTS.named(block.kind).set(block, width, voices, language)


def element_parts(block: Element, width: float, voices: Voices, language: str) -> tuple[Part, ...]:
    """Set an element that flows to columns of a width in pt; nothing if it stands in one of them."""
    return ELEMENTS.named(block.kind).parts(block, width, voices, language)
