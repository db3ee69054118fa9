"""A story's blocks as XHTML elements, for the site's pages and for its news items alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from layout.edition.blocks import Block, Chart, Emphasis, Facts, Listing, Paragraph, Quote, Span, Subhead, Table

_TAGS = {Emphasis.STRONG: "strong", Emphasis.EM: "em", Emphasis.SUPERSCRIPT: "sup"}


def block_element(block: Block) -> Element:
    """Return a block as one element that holds all its characters. A kind we have no form for is a paragraph."""
    make = _KINDS.get(type(block))
    if make is not None:
        return make(block)
    element = Element("p", {"class": str(block.kind)})
    element.text = block.text
    return element


def block_html(block: Block) -> str:
    """Return a block as HTML, everything in it escaped."""
    return tostring(block_element(block), encoding="unicode", method="html")


def add_spans(element: Element, spans: Iterable[Span]) -> None:
    """Put spans into an element, each voice in its own."""
    last: Element | None = None
    for span in spans:
        if tag := _TAGS.get(span.emphasis):
            last = SubElement(element, tag)
            last.text = span.text
        elif last is None:
            element.text = (element.text or "") + span.text
        else:
            last.tail = (last.tail or "") + span.text


def _paragraph(block: Paragraph) -> Element:
    element = Element("p")
    add_spans(element, block.spans)
    return element


def _subhead(block: Subhead) -> Element:
    element = Element("h2")
    element.text = block.text
    return element


def _quote(block: Quote) -> Element:
    element = Element("blockquote", {"class": "quote"})
    _add(element, "p", block.text)
    _add(element, "p", block.by, "by")
    return element


def _listing(block: Listing) -> Element:
    """A list of numbers with full stops is a browser's own; of other marks each stands before its item as it is."""
    numbered = all(re.fullmatch(r"[0-9]{1,9}\.", mark) for mark in block.marks)
    dotted = all(mark == "•" for mark in block.marks)
    element = Element("ol" if numbered else "ul", {} if numbered or dotted else {"class": "marked"})
    for mark, item in zip(block.marks, block.items, strict=True):
        own = SubElement(element, "li", {"value": str(int(mark[:-1]))} if numbered else {})
        if not (numbered or dotted):
            own.text = f"{mark} "
        add_spans(own, item)
    return element


def _table(block: Table) -> Element:
    element = Element("table")
    _add(element, "caption", block.title)
    if any(block.heads):
        row = SubElement(SubElement(element, "thead"), "tr")
        for head in block.heads:
            SubElement(row, "th", {"scope": "col"}).text = head
    body = SubElement(element, "tbody")
    for cells in block.rows:
        row = SubElement(body, "tr")
        for cell in cells:
            SubElement(row, "td").text = cell
    return element


def _facts(block: Facts) -> Element:
    element = Element("aside", {"class": "facts"})
    _add(element, "h3", block.title)
    element.extend(block_element(inner) for inner in block.blocks)
    return element


def _chart(block: Chart) -> Element:
    """A chart is a table of its figures: what a reader who cannot see it needs, and a narrow screen can show."""
    element = Element("figure", {"class": "chart"})
    table = SubElement(element, "table")
    _add(
        table, "caption", f"{block.title}（{block.unit}）" if block.unit and block.title else block.title or block.unit
    )
    body = SubElement(table, "tbody")
    for bar in block.data:
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = bar.label
        SubElement(row, "td").text = f"{bar.value:.12g}"
    _add(element, "figcaption", block.source)
    return element


def _add(parent: Element, tag: str, text: str, kind: str = "") -> None:
    """Add an element with text; none if there is no text."""
    if text:
        SubElement(parent, tag, {"class": kind} if kind else {}).text = text


_KINDS: dict[type[Any], Callable[[Any], Element]] = {
    Paragraph: _paragraph,
    Subhead: _subhead,
    Quote: _quote,
    Listing: _listing,
    Table: _table,
    Facts: _facts,
    Chart: _chart,
}
