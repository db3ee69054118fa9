"""The kinds of element between a story's paragraphs, a module a kind: its model, how it is read, set and shown.

How to add one: CONTRIBUTING.md.
"""

from __future__ import annotations

from layout.base.tables import Table
from layout.compose.element import SetElement
from layout.compose.elements import chart, crossword, facts, listing, quote, solution, sudoku, table
from layout.compose.voices import Voices
from layout.edition.blocks import Element

ELEMENTS = Table(
    "element",
    lambda kind: kind.name,
    (
        facts.KIND,
        quote.KIND,
        listing.KIND,
        table.KIND,
        chart.KIND,
        crossword.KIND,
        sudoku.KIND,
        solution.KIND,
    ),
)


def set_element(block: Element, width: float, voices: Voices, language: str) -> SetElement:
    """Set an element to a width in pt; it takes whole grid rows."""
    return ELEMENTS.named(block.kind).set(block, width, voices, language)
