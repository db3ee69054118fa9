"""A story's blocks as XHTML elements, for the site's pages and for its news items alike."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from layout.compose.elements import ELEMENTS
from layout.compose.elements.xhtml import with_spans, xml
from layout.edition.blocks import Block, Paragraph, ParagraphForm, Span, Subhead


def block_element(block: Block) -> Element:
    """Return a block as one element that holds all its characters."""
    match block:
        case Paragraph():
            kind = "" if block.form is ParagraphForm.PROSE else str(block.form)
            return with_spans(xml("p", kind=kind), block.spans)
        case Subhead():
            return xml("h2", block.text)
    return ELEMENTS.named(block.kind).html(block)


def block_html(block: Block) -> str:
    """Return a block as HTML, everything in it escaped."""
    return tostring(block_element(block), encoding="unicode", method="html")


def spans_html(spans: Iterable[Span]) -> str:
    """Return the spans of a paragraph as HTML, without the paragraph."""
    made = tostring(with_spans(xml("p"), spans), encoding="unicode", method="html")
    return made.removeprefix("<p>").removesuffix("</p>")
