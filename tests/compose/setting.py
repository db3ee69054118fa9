"""Paragraphs set in the tabloid's faces, for tests: sizes are 1 pt, so that points are em."""

from __future__ import annotations

from itertools import pairwise

from layout.base.locale import language_for
from layout.compose.classes import Kind
from layout.compose.itemize import Setting, Voice
from layout.compose.items import Items
from layout.compose.lines import set_line
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.design.fonts import FontBook
from layout.scene.text import Line

HYPHEN = "\u00ad"
"""How a line's text shows a hyphen that was added."""


def paragraph(
    text: str,
    fonts: FontBook,
    *,
    em: float = 15.0,
    indent: float = 0.0,
    language: str = "zh-Hans",
    font: str = "song",
) -> Paragraph:
    """Return the text as a paragraph of lines ``em`` wide."""
    style = ParagraphStyle(1.0, em, indent, setting=Setting(language_for(language)))
    return prepare([(text, Voice((fonts[font],)))], style)


def set_text(text: str, fonts: FontBook, **options: object) -> tuple[Line, ...]:
    """Set a text at its best."""
    made = paragraph(text, fonts, **options)  # type: ignore[arg-type]
    return made.lines(made.broken())


def texts(lines: tuple[Line, ...]) -> list[str]:
    """Return the lines' texts; an added hyphen is a hyphen."""
    return [line.text.replace(HYPHEN, "-") for line in lines]


def gap_widths(items: Items, line: Line, first: int = 0) -> list[float]:
    """Return the widths of the gaps of a line that starts at that atom, read from the places of its glyphs."""
    pens = [(glyph.x, glyph.text) for run in line.runs for glyph in run.glyphs if glyph.gid != -1]
    edges = []
    at = first
    number = 0
    while number < len(pens):
        atom = items.atoms[at]
        left = pens[number][0] - atom.glyphs[0].x
        edges.append((left, left + atom.width))
        number += len(atom.glyphs)
        at += 1
        if at == len(items.atoms):
            break
    return [after[0] - before[1] for before, after in pairwise(edges)]


def set_to(text: str, fonts: FontBook, room: float, **options: object) -> tuple[list[float], list[float]]:
    """Set a text as one line that is ``room`` em wider than natural; return its gaps before and after, em.

    The text is followed by a han character that goes to the next line, so that the line is not the last.
    """
    items = paragraph(text + "字", fonts, **options).items  # type: ignore[arg-type]
    last = len(items.atoms) - 2
    natural = sum(atom.width for atom in items.atoms[:-1]) + sum(gap.width for gap in items.gaps[:last])
    line = set_line(items, 0, last, measure=natural + room, indent=0.0, size=1.0)
    return [gap.width for gap in items.gaps[:last]], gap_widths(items, line)


def kinds(text: str, fonts: FontBook, **options: object) -> list[Kind]:
    """Return the kinds of a text's atoms."""
    return [atom.kind for atom in paragraph(text, fonts, **options).items.atoms]  # type: ignore[arg-type]


def parts(text: str, fonts: FontBook, **options: object) -> list[str]:
    """Return the stretches of a text that no line end can part."""
    items = paragraph(text, fonts, **options).items  # type: ignore[arg-type]
    found = [""]
    for at, atom in enumerate(items.atoms):
        found[-1] += text[atom.start : atom.end]
        if at < len(items.gaps):
            if items.gaps[at].penalty is not None:
                found.append("")
            elif items.gaps[at].text:
                found[-1] += items.gaps[at].text
    return found
