"""A story's blocks as XHTML elements, for the site's pages and for its news items alike."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from layout.compose.elements import ELEMENTS
from layout.compose.elements.xhtml import paragraph_html, xml
from layout.edition.blocks import Block, Paragraph, Subhead


def block_element(block: Block) -> Element:
    """Return a block as one element that holds all its characters."""
    match block:
        case Paragraph():
            return paragraph_html(block)
        case Subhead():
            return xml("h2", block.text)
    return ELEMENTS.named(block.kind).html(block)


def block_html(block: Block) -> str:
    """Return a block as HTML, everything in it escaped."""
    return tostring(block_element(block), encoding="unicode", method="html")
