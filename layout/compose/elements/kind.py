"""What a kind of element is: one record, in the table of `layout.compose.elements`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from xml.etree.ElementTree import Element as Xml

from layout.base.locale.record import Words
from layout.compose.element import Part, SetElement
from layout.compose.elements.xhtml import xml
from layout.compose.voices import Voices
from layout.edition.blocks import Element, Span, Spans
from layout.edition.markdown import ElementForm


class Say(Protocol):
    """Writes words as Markdown that is read back as just these words."""

    def spans(self, spans: Iterable[Span]) -> str:
        """Return spans as they stand at a line's beginning; nothing if that cannot be."""

    def cell(self, text: str) -> str:
        """Return the text of a table's cell."""


def as_paragraph(element: Element, _words: Words) -> Xml:
    """Return an element as an XHTML paragraph of its characters."""
    return xml("p", element.text, element.kind)


def no_markdown(_element: Element, _say: Say) -> str:
    """Return nothing: the words of an element that comes in from outside are written as paragraphs."""
    return ""


def no_parts(_element: Element, _width: float, _voices: Voices, _language: str) -> tuple[Part, ...]:
    """Return nothing: the element stands in one column."""
    return ()


def one_paragraph(element: Element) -> Iterable[Spans]:
    """Return all an element's characters as one paragraph."""
    return ((Span(text=element.text),),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementKind(ElementForm):
    """One kind of element: its model, how it is written (see ElementForm), how it is set.

    ``set`` takes the element, a width in pt, the voices and the story's language, and returns it set in whole grid
    rows of that width. ``parts`` sets it so that it flows from column to column where it is written, if it does.
    ``html`` is how it stands in the e-paper, with all its characters, as its language writes it. For copy that comes
    in from files, ``markdown`` writes it as Markdown, or returns nothing; ``paragraphs`` are its words then.
    """

    model: type[Element]
    set: Callable[[Any, float, Voices, str], SetElement]
    parts: Callable[[Any, float, Voices, str], tuple[Part, ...]] = no_parts
    html: Callable[[Any, Words], Xml] = as_paragraph
    markdown: Callable[[Any, Say], str] = no_markdown
    paragraphs: Callable[[Any], Iterable[Spans]] = one_paragraph

    @property
    def name(self) -> str:
        """The ``kind`` of its elements."""
        return str(self.model.model_fields["kind"].default)
