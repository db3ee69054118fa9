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
    row = 1
    if facts.title:
        title = texts.one_line(facts.title, styles.title, inner)
        made.append(centred(moved(title, padding), air, tokens.title_height))
        # The text begins on the first row whose baseline is far enough below the title's.
        first = made[0].baseline + tokens.title_gap * styles.title.size
        row = max(row, ceil((first - grid.baseline) / grid.row))
    for each in facts.blocks:
        lines: list[Line]
        if isinstance(each, Paragraph):
            lines = list(texts.lines(each.spans, styles.text, inner))
        elif isinstance(each, Listing):
            lines = texts.items(each, styles.text, inner)
        else:
            table: TableSet = layout_table(each, inner, texts)
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
    return SetElement("facts", whole, width, tuple(made), (*ground, *shapes), facts.text, missing_of(texts.missing))
