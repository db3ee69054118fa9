"""Elements between a story's paragraphs: pull quotes, fact boxes, lists, tables, charts. One module a kind."""

from __future__ import annotations

from layout.compose.element import SetElement
from layout.compose.elements.chart import set_chart
from layout.compose.elements.facts import set_facts
from layout.compose.elements.quote import set_quote
from layout.compose.elements.table import set_table
from layout.compose.voices import Voices
from layout.edition.blocks import Chart, Element, Facts, Listing, Quote, Table


def set_element(block: Element, width: float, voices: Voices, language: str) -> SetElement:
    """Set an element to a width in pt; it takes whole grid rows."""
    match block:
        case Quote():
            return set_quote(block, width, voices, language)
        case Facts():
            return set_facts(block, width, voices, language)
        case Listing():
            return set_facts(Facts(blocks=(block,)), width, voices, language)
        case Table():
            return set_table(block, width, voices, language)
        case Chart():
            return set_chart(block, width, voices, language)
    raise TypeError(f"{type(block).__name__} is no element")
