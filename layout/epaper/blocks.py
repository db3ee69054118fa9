"""A story's blocks as XHTML elements, for the site's pages and for its news items alike."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from layout.base.locale.record import Language, Words
from layout.compose.elements import ELEMENTS
from layout.compose.elements.xhtml import paragraph_html, xml
from layout.compose.ties import held_together
from layout.edition.blocks import Block, Paragraph, Subhead


def block_element(block: Block, words: Words) -> Element:
    """Return a block as one element that holds all its characters, as a language writes it."""
    match block:
        case Paragraph():
            return paragraph_html(block)
        case Subhead():
            return xml("h2", block.text)
    return ELEMENTS.named(block.kind).html(block, words)


def block_html(block: Block, language: Language, dateline: str = "") -> str:
    """Return a block as HTML, everything in it escaped, a dateline before its words.

    No line ends where the language's ties hold words together.
    """
    made = block_element(block, language.words)
    for paragraph in [node for node in made.iter() if node.tag in ("p", "li")]:
        _hold(paragraph, language)
    if dateline:
        before = xml("span", dateline, "dateline")
        before.tail, made.text = made.text, None
        made.insert(0, before)
    return tostring(made, encoding="unicode", method="html")


def _hold(paragraph: Element, language: Language) -> None:
    """Make blanks of a paragraph such as no line ends at; what is held may go on over its voices."""
    slots = [(paragraph, "text"), *((child, name) for child in paragraph for name in ("text", "tail"))]
    texts = [getattr(node, name) or "" for node, name in slots]
    held = held_together("".join(texts), language.ties)
    for (node, name), text in zip(slots, texts, strict=True):
        if text:
            setattr(node, name, held[: len(text)])
        held = held[len(text) :]
