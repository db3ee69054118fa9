"""The index (导读) of a front page: a line or two for each story that waits inside, with its page number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout.compose.itemize import Setting
from layout.compose.items import Line, Role
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.pour import Placed
from layout.compose.voices import Voices
from layout.words import words_for


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A story inside: its page and its headline."""

    page: str
    headline: str


@dataclass(frozen=True, slots=True)
class Index:
    """A set index: lines with their rows from the box's top, x from its inner left edge, and the rows it takes."""

    title: Line
    lines: tuple[Placed, ...]
    inset: float
    measure: float
    rows: int


def compose_index(
    title: str, entries: Sequence[IndexEntry], columns: int, rows: int, voices: Voices, language: str
) -> Index:
    """Set an index over so many base columns; ``rows`` spare rows are shared out between the entries.

    Without a ``title`` it has the word of its language.
    """
    design = voices.design
    tokens = design.index
    measure = design.grid.measure(columns) - 2 * design.box.padding
    setting, words = Setting(language=language), words_for(language)
    head = prepare(
        [(title or words.index_label, voices.of(tokens.title))],
        ParagraphStyle(tokens.title.size, measure, 0.0, tokens.title.align, Role.KICKER, setting=setting),
    )
    blocks = []
    for entry in entries:
        spans = [
            (words.index_page.format(page=entry.page), voices.of(tokens.page)),
            (entry.headline, voices.of(tokens.entry)),
        ]
        style = ParagraphStyle(tokens.entry.size, measure, 0.0, "left", Role.BODY, setting=setting)
        paragraph = prepare(spans, style)
        blocks.append(paragraph.lines(paragraph.broken()))
    top = design.box.rows + tokens.title.rows
    natural = top + sum(map(len, blocks)) + (len(blocks) - 1) + design.box.rows
    # Spare rows go evenly between the entries; what does not go round is left at the foot.
    between = 1 + max(0, rows - natural) // max(1, len(blocks) - 1)
    placed = []
    row = top
    for number, lines in enumerate(blocks):
        row += between if number else 0
        for line in lines:
            placed.append(Placed(line, 0, row))
            row += 1
    title_line = head.lines(head.broken())[0]
    return Index(title_line, tuple(placed), design.box.padding, measure, max(natural, rows))
