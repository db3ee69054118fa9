"""A fact box: a title, paragraphs, lists and tables on a tint between two rules. Its lines stand on the page's grid."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.element import SetElement, block, missing_of, rule
from layout.compose.elements.kind import ElementKind, Say
from layout.compose.elements.listing import Listing, list_html, list_markdown, list_paragraphs
from layout.compose.elements.table import (
    Table,
    TableSet,
    layout_table,
    table_html,
    table_markdown,
    table_paragraphs,
)
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.elements.xhtml import paragraph_html, put, xml
from layout.compose.voices import Voices
from layout.edition.blocks import Element, MapSpans, MapText, Paragraph, ParagraphForm, Span, Spans
from layout.edition.markdown import Body, Written
from layout.scene.shapes import DrawnPath, shifted_path
from layout.scene.text import Line, SetLine


class Facts(Element):
    """A fact box (资料框): a title, and paragraphs, lists and tables on a tint."""

    kind: Literal["facts"] = "facts"
    title: str = ""
    blocks: tuple[Paragraph | Listing | Table, ...]

    @property
    def text(self) -> str:
        """The box's characters."""
        return self.title + "".join(block.text for block in self.blocks)

    def mapped(self, text: MapText, spans: MapSpans) -> Self:
        """Return the block with its words put through functions."""
        blocks = tuple(block.mapped(text, spans) for block in self.blocks)
        return self.model_copy(update={"title": text(self.title), "blocks": blocks})


def read_facts(body: Body, written: Written) -> Iterator[Facts]:
    """Yield a fact box."""
    blocks = tuple(body.blocks(written.tokens))
    wrong = next((each for each in blocks if not isinstance(each[0], Paragraph | Listing | Table)), None)
    if wrong is not None:
        hint = say("a fact box has paragraphs, lists and tables; take the rest out")
        body.error(Code.ELEMENT_CONTENT, say("a {kind} cannot stand in a fact box", kind=wrong[0].kind), wrong[1], hint)
    elif not blocks:
        hint = say("write its text before the closing colons")
        body.error(Code.ELEMENT_CONTENT, say("this fact box is empty"), written.line, hint)
    else:
        for block, line in blocks:
            if block.optional:
                body.bare("{optional}", line)
        held = tuple(block for block, _ in blocks if isinstance(block, Paragraph | Listing | Table))
        yield Facts(title=written.title, blocks=held, **written.options)


def set_facts(facts: Facts, width: float, voices: Voices, language: str) -> SetElement:
    """Set a fact box."""
    design = voices.design
    styles, colours, grid = design.element, design.colours, design.grid
    tokens = styles.facts
    padding, air = tokens.padding, tokens.air
    texts = Texts(voices, language)
    inner = width - 2 * padding
    made: list[SetLine] = []
    shapes: list[DrawnPath] = []
    row, tight = 1, False
    if facts.title:
        for at, line in enumerate(texts.few_lines(facts.title, styles.title, inner)):
            made.append(centred(moved(line, padding), air + at * grid.row, tokens.title_height))
        # The text begins on the first row whose baseline is far enough below the title's.
        first = made[-1].baseline + tokens.title_gap * styles.title.size
        row = max(row, ceil((first - grid.baseline) / grid.row))
    for each in facts.blocks:
        lines: list[Line]
        if isinstance(each, Paragraph):
            signed, ends = each.form is ParagraphForm.SIGNATURE, each.form is not ParagraphForm.PROSE
            align = "right" if signed else "left" if ends else ""
            lines = list(texts.lines(each.spans, styles.text, inner, align))
        elif isinstance(each, Listing):
            lines = texts.items(each, styles.text, inner)
        else:
            table: TableSet = layout_table(each, inner, texts)
            tight |= table.tight
            rows = ceil((table.height + tokens.table_air) / grid.row)
            top = row * grid.row + (rows * grid.row - table.height) / 2
            made += [SetLine(moved(at.line, padding), top + at.baseline, at.ink) for at in table.lines]
            shapes += [shifted_path(shape, padding, top) for shape in table.shapes]
            row += rows
            continue
        for line in lines:
            made.append(SetLine(moved(line, padding), row * grid.row + grid.baseline))
            row += 1
    whole = row + 1
    height = whole * grid.row - 2 * air
    ground = (
        block(0.0, air, width, height, colours["tint"]),
        rule(0.0, air, width, tokens.rule, colours["accent"]),
    )
    drawn = (*ground, *shapes)
    return SetElement("facts", whole, width, tuple(made), drawn, facts.text, missing_of(texts.missing), tight)


def facts_html(facts: Facts, words: Words) -> Xml:
    """Return a fact box as XHTML."""
    made = xml("aside", kind="facts")
    put(made, "h3", facts.title)
    for each in facts.blocks:
        if isinstance(each, Paragraph):
            made.append(paragraph_html(each))
        else:
            made.append(list_html(each, words) if isinstance(each, Listing) else table_html(each, words))
    return made


def facts_markdown(facts: Facts, say: Say) -> str:
    """Return a fact box as Markdown."""
    inner = []
    for each in facts.blocks:
        if isinstance(each, Paragraph):
            inner.append(say.spans(each.spans))
        else:
            inner.append(list_markdown(each, say) if isinstance(each, Listing) else table_markdown(each, say))
    body = "\n\n".join(inner)
    return f"::: facts {facts.title}".rstrip() + f"\n{body}\n:::"


def facts_paragraphs(facts: Facts) -> Iterator[Spans]:
    """Yield the title, and what the box holds."""
    if facts.title:
        yield (Span(text=facts.title),)
    for each in facts.blocks:
        if isinstance(each, Paragraph):
            yield each.spans
        else:
            yield from list_paragraphs(each) if isinstance(each, Listing) else table_paragraphs(each)


KIND = ElementKind(
    model=Facts,
    words=("facts", "资料"),
    read=read_facts,
    set=set_facts,
    html=facts_html,
    markdown=facts_markdown,
    paragraphs=facts_paragraphs,
)
