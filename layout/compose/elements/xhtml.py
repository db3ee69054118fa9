"""Parts of XHTML that kinds of element are made of, for the e-paper."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from layout.edition.blocks import Emphasis, Paragraph, ParagraphForm, Span

_TAGS = {Emphasis.STRONG: "strong", Emphasis.EM: "em", Emphasis.SUPERSCRIPT: "sup"}


def xml(tag: str, text: str = "", kind: str = "") -> Element:
    """Return an element with text; ``kind`` is its class."""
    made = Element(tag, {"class": kind} if kind else {})
    made.text = text or None
    return made


def put(parent: Element, tag: str, text: str, kind: str = "") -> None:
    """Add an element with text; none if there is no text."""
    if text:
        parent.append(xml(tag, text, kind))


def paragraph_html(paragraph: Paragraph) -> Element:
    """Return a paragraph as XHTML; its class is its form, if that is not prose."""
    kind = "" if paragraph.form is ParagraphForm.PROSE else str(paragraph.form)
    return with_spans(xml("p", kind=kind), paragraph.spans)


def with_spans(element: Element, spans: Iterable[Span]) -> Element:
    """Put spans into an element, each voice in its own, and return it."""
    last: Element | None = None
    for span in spans:
        if tag := _TAGS.get(span.emphasis):
            last = SubElement(element, tag)
            last.text = span.text
        elif last is None:
            element.text = (element.text or "") + span.text
        else:
            last.tail = (last.tail or "") + span.text
    return element
