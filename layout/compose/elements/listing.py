"""A list in a column of text: every item a paragraph that hangs in beside its number or dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.element import SetElement
from layout.compose.elements.kind import ElementKind, Say
from layout.compose.elements.xhtml import with_spans, xml
from layout.compose.itemize import Setting
from layout.compose.lines import shifted
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.voices import Voices
from layout.edition.blocks import Element, MapSpans, MapText, Span, Spans
from layout.edition.markdown import Body, Written
from layout.scene.text import Line, Role


class Listing(Element):
    """A list: its items, and the mark before each, a dot or a number as it was written."""

    is_copy: ClassVar[bool] = True
    kind: Literal["list"] = "list"
    items: tuple[Spans, ...]
    marks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The items' characters."""
        return "".join(span.text for item in self.items for span in item)

    @property
    def stays(self) -> bool:
        """It belongs to the text."""
        return True

    def mapped(self, _text: MapText, spans: MapSpans) -> Self:
        """Return the block with its words put through functions."""
        return self.model_copy(update={"items": tuple(spans(item) for item in self.items)})


def read_list(body: Body, written: Written) -> Iterator[Listing]:
    """Yield a list; each item is one paragraph."""
    tokens = written.tokens
    items: list[Spans] = []
    marks: list[str] = []
    for index, token in enumerate(tokens[1:-1], start=1):
        if token.type == "list_item_open":
            ordered = tokens[0].type == "ordered_list_open"
            marks.append(f"{token.info}{token.markup}" if ordered else "•")
            items.append(())
        elif token.type == "paragraph_open" and token.level == 2 and not items[-1]:
            items[-1] = body.item(tokens[index + 1], body.line(token))
        elif token.level == 2 and token.nesting >= 0 and token.type != "inline":
            body.unsupported(token)
    full = [(item, mark) for item, mark in zip(items, marks, strict=True) if item]
    if len(full) < len(items):
        said = say("an item of this list is empty")
        hint = say("write something after its sign, or put a backslash before it")
        body.error(Code.ELEMENT_CONTENT, said, written.line, hint)
    if full:
        yield Listing(items=tuple(item for item, _ in full), marks=tuple(mark for _, mark in full))


def set_items(
    block: Listing, measure: float, voices: Voices, setting: Setting, number: int
) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each item in a column of ``measure`` pt. ``number`` is the list's place in its story."""
    body, tokens = voices.design.body, voices.design.element.list
    signs = max(map(len, block.marks))
    hang = (tokens.hang * min(signs, 2) + 0.5 * max(0, signs - 2)) * body.size
    for item, mark in zip(block.items, block.marks, strict=True):
        style = ParagraphStyle(body.size, measure - hang, 0.0, body.align, Role.LIST, setting=setting)
        paragraph = prepare(voices.spans(item, body, setting.language, readings=True), style)
        label = prepare([(mark, voices.of(body))], replace(style, align="left"))
        bullet = label.lines(label.broken())[0]
        lines = [shifted(line, hang) for line in paragraph.lines(paragraph.broken(), number)]
        first = lines[0]
        # Numbers end on one line, so that 9 stands over the 0 of 10.
        bullet = shifted(bullet, max(0.0, hang - tokens.mark_gap * body.size - bullet.width))
        lines[0] = replace(
            first,
            text=f"{mark} {first.text}",
            runs=(*bullet.runs, *first.runs),
            width=first.x + first.width - bullet.x,
            x=bullet.x,
        )
        yield tuple(lines)


def set_list(listing: Listing, width: float, voices: Voices, language: str) -> SetElement:
    """Set a list that has a place of its own: as a fact box that holds it."""
    from layout.compose.elements.facts import Facts, set_facts  # a fact box is made of lists

    return set_facts(Facts(blocks=(listing,)), width, voices, language)


def list_html(listing: Listing, _words: Words) -> Xml:
    """Return a list as XHTML: of numbers with full stops a browser's own; other marks stand before the items."""
    numbered = all(re.fullmatch(r"[0-9]{1,9}\.", mark) for mark in listing.marks)
    dotted = all(mark == "•" for mark in listing.marks)
    made = xml("ol" if numbered else "ul", kind="" if numbered or dotted else "marked")
    for mark, item in zip(listing.marks, listing.items, strict=True):
        own = SubElement(made, "li", {"value": str(int(mark[:-1]))} if numbered else {})
        if not (numbered or dotted):
            own.text = f"{mark} "
        with_spans(own, item)
    return made


def list_markdown(listing: Listing, say: Say) -> str:
    """Return a list as Markdown."""
    marked = zip(listing.marks, listing.items, strict=True)
    return "\n".join(f"{'-' if mark == '•' else mark} {say.spans(item)}" for mark, item in marked)


def list_paragraphs(listing: Listing) -> Iterator[Spans]:
    """Yield the items, a number before each that has one."""
    for mark, item in zip(listing.marks, listing.items, strict=True):
        yield item if mark == "•" else (Span(text=f"{mark} "), *item)


KIND = ElementKind(
    model=Listing,
    tokens=("bullet_list_open", "ordered_list_open"),
    read=read_list,
    set=set_list,
    html=list_html,
    markdown=list_markdown,
    paragraphs=list_paragraphs,
)
