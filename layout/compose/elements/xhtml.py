"""Parts of XHTML that kinds of element are made of, for the e-paper."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from layout.base.characters import characters
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


def _with_reading(ruby: Element, span: Span) -> None:
    """Put a span's text into a ruby element, each part with its reading, in brackets where none can stand over it."""
    parts = [span.text] if len(span.reading) == 1 else list(characters(span.text))
    before: Element | None = None
    for part, reading in zip(parts, span.reading, strict=True):
        if before is None:
            ruby.text = part
        else:
            before.tail = part
        for tag, text in (("rp", "（"), ("rt", reading), ("rp", "）")):
            before = SubElement(ruby, tag)
            before.text = text


def with_spans(element: Element, spans: Iterable[Span]) -> Element:
    """Put spans into an element, each voice in its own, readings as ruby (HTML Standard, 4.5.10), and return it."""
    last: Element | None = None
    for span in spans:
        tag = _TAGS.get(span.emphasis)
        if span.reading:
            own = last = SubElement(element, tag or "ruby")
            _with_reading(SubElement(own, "ruby") if tag else own, span)
        elif tag:
            last = SubElement(element, tag)
            last.text = span.text
        elif last is None:
            element.text = (element.text or "") + span.text
        else:
            last.tail = (last.tail or "") + span.text
    return element
