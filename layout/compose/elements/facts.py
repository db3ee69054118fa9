"""A fact box: a title, paragraphs, lists and tables on a tint between two rules. Its lines stand on the page's grid."""

from __future__ import annotations

from layout.compose.element import SetElement, SetLine, Shape, block, missing_of, rule
from layout.compose.elements.table import TableSet, layout_table
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.items import Line
from layout.compose.voices import Voices
from layout.content.blocks import Facts, Listing, Paragraph

PADDING = 7.0
"""White between the box's edge and its words, pt."""
AIR = 6.5
"""White between the box and its cells' edge at top and foot, pt."""
TOP_RULE = 1.6
TITLE_ROWS = 2
INDENT = 2.0
"""Indent of paragraphs, em."""


def set_facts(facts: Facts, width: float, voices: Voices, language: str) -> SetElement:
    """Set a fact box."""
    design = voices.design
    styles, colours, grid = design.element, design.colours, design.grid
    texts = Texts(voices, language)
    inner = width - 2 * PADDING
    made: list[SetLine] = []
    shapes: list[Shape] = []
    row = 1
    if facts.title:
        title = texts.one_line(facts.title, styles.title, inner)
        made.append(centred(moved(title, PADDING), AIR, TITLE_ROWS * grid.row))
        row += TITLE_ROWS - 1
    for number, each in enumerate(facts.blocks):
        lines: list[Line]
        if isinstance(each, Paragraph):
            lines = list(texts.lines(each.spans, styles.text, inner))
        elif isinstance(each, Listing):
            lines = texts.items(each, styles.text, inner)
        else:
            table: TableSet = layout_table(each, inner, texts)
            top = row * grid.row - (grid.row - grid.baseline)
            made += [SetLine(moved(at.line, PADDING), top + at.baseline, at.ink) for at in table.lines]
            shapes += [
                Shape(tuple((PADDING + x, top + y) for x, y in shape.points), shape.ink, shape.width, shape.closed)
                for shape in table.shapes
            ]
            row += -(-int(table.height * 100) // int(grid.row * 100))
            continue
        for line in lines:
            made.append(SetLine(moved(line, PADDING), row * grid.row + grid.baseline))
            row += 1
        if number + 1 < len(facts.blocks) and len(facts.blocks) > 1 and not isinstance(each, Paragraph):
            row += 1
    rows = row + 1
    height = rows * grid.row - 2 * AIR
    ground = (
        block(0.0, AIR, width, height, colours["tint"]),
        rule(0.0, AIR, width, TOP_RULE, colours["accent"]),
    )
    return SetElement("facts", rows, width, tuple(made), (*ground, *shapes), facts.text, missing_of(texts.missing))
