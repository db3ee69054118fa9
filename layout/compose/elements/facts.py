"""A fact box: a title, paragraphs, lists and tables on a tint between two rules. Its lines stand on the page's grid."""

from __future__ import annotations

from math import ceil

from layout.compose.element import SetElement, SetLine, block, missing_of, rule
from layout.compose.elements.table import TableSet, layout_table
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.items import Line
from layout.compose.voices import Voices
from layout.edition.blocks import Facts, Listing, Paragraph
from layout.scene.shapes import DrawnPath, shifted_path

PADDING = 7.0
"""White between the box's edge and its words, pt."""
AIR = 6.5
"""White between the box and its cells' edge at top and foot, pt."""
TOP_RULE = 1.6
TABLE_AIR = 4.0
"""Least white around a table between the box's lines, pt."""
TITLE_ROWS = 2
TITLE_HEIGHT = 23.5
"""Height of the title's line, pt: a little less than its rows, because more white is above it than below."""


def set_facts(facts: Facts, width: float, voices: Voices, language: str) -> SetElement:
    """Set a fact box."""
    design = voices.design
    styles, colours, grid = design.element, design.colours, design.grid
    texts = Texts(voices, language)
    inner = width - 2 * PADDING
    made: list[SetLine] = []
    shapes: list[DrawnPath] = []
    row = 1
    if facts.title:
        title = texts.one_line(facts.title, styles.title, inner)
        made.append(centred(moved(title, PADDING), AIR, TITLE_HEIGHT))
        row += TITLE_ROWS - 1
    for each in facts.blocks:
        lines: list[Line]
        if isinstance(each, Paragraph):
            lines = list(texts.lines(each.spans, styles.text, inner))
        elif isinstance(each, Listing):
            lines = texts.items(each, styles.text, inner)
        else:
            table: TableSet = layout_table(each, inner, texts)
            rows = ceil((table.height + TABLE_AIR) / grid.row)
            top = row * grid.row + (rows * grid.row - table.height) / 2
            made += [SetLine(moved(at.line, PADDING), top + at.baseline, at.ink) for at in table.lines]
            shapes += [shifted_path(shape, PADDING, top) for shape in table.shapes]
            row += rows
            continue
        for line in lines:
            made.append(SetLine(moved(line, PADDING), row * grid.row + grid.baseline))
            row += 1
    whole = row + 1
    height = whole * grid.row - 2 * AIR
    ground = (
        block(0.0, AIR, width, height, colours["tint"]),
        rule(0.0, AIR, width, TOP_RULE, colours["accent"]),
    )
    return SetElement("facts", whole, width, tuple(made), (*ground, *shapes), facts.text, missing_of(texts.missing))
