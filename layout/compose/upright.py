"""A headline set from the top down, its lines from right to left, in the first column beside the story's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from layout.compose.heads import HAN_CENTRE, HAN_INK, Head, HeadBlock, SetPart, part_gap, set_text
from layout.compose.lines import shifted
from layout.compose.voices import Voices
from layout.design.fonts import Face
from layout.design.heads import VerticalHead
from layout.edition.model import Story
from layout.scene.text import Glyph, Line, Role, Run

_PARTS = re.compile(r"[0-9]{1,2}(?![0-9.])|[A-Za-z]{1,2}(?![A-Za-z])|——|……|\S")
_VERTICAL = {"“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂"}
"""Quotation marks from the top down (GB/T 15834-2011, 5.2)."""


def compose_upright(story: Story, width: float, rows: int, voices: Voices, *, at_top: bool) -> Head:
    """Set a head in a column of ``width`` pt: kicker and byline level, the headline between them from the top down.

    ``rows`` are those of the story in all; 0 asks for the least the head needs.
    """
    tokens, grid = voices.design.head, voices.design.grid
    style, upright = tokens.headline, tokens.vertical
    face = voices.fonts[style.font]
    before = 0 if at_top else tokens.before
    natural = style.natural_size(story.priority)
    columns = _columns(story.headline, upright.lines)
    most = max(len(cells) for cells in columns)
    above = tokens.kicker.model_copy(update={"max_lines": upright.kicker_lines, "rows": upright.kicker_rows})
    kicker = set_text(story.kicker, above, width, voices, story, Role.KICKER)
    below = tokens.byline.model_copy(update={"max_lines": upright.byline_lines})
    byline = set_text(story.byline, below, width, voices, story, Role.BYLINE)
    least_size, largest = upright.smallest * natural, upright.largest * natural
    ladder = sorted((size for size in style.ladder if least_size <= size <= largest), reverse=True)
    pitch = upright.pitch
    ladder = [size for size in ladder or [min(style.ladder)] if size * pitch * (len(columns) - 1) + size <= width]
    size = ladder[-1] if ladder else width / (pitch * len(columns))

    def around(size: float) -> float:
        """Return the height of what stands above and below the headline, pt."""
        return sum(
            2 * HAN_INK * part.lines[0].size
            + (len(part.lines) - 1) * part.pitch
            + part_gap(part.lines[0].size, size, tokens)
            for part in (kicker, byline)
            if part
        )

    foot = HAN_INK * size
    least = before + ceil((around(size) + most * upright.cell * size + foot) / grid.row)
    room = (rows - before) * grid.row - grid.row / 2 if rows else 0.0
    size = next((each for each in ladder if around(each) + most * upright.cell * each <= room), size)
    cell = upright.cell * size
    if room:
        cell = min(upright.most_cell, max(upright.cell, (room - around(size)) / (most * size))) * size
    top = before * grid.row + grid.baseline - (HAN_CENTRE + HAN_INK) * voices.design.body.size
    blocks = []

    def level(role: Role, part: SetPart) -> None:
        nonlocal top
        lines, pitch = part.lines, part.pitch
        ascent = (HAN_CENTRE + HAN_INK) * lines[0].size
        height = 2 * HAN_INK * lines[0].size + (len(lines) - 1) * pitch
        baselines = tuple(ascent + at * pitch for at in range(len(lines)))
        blocks.append(HeadBlock(role, lines, top, height, baselines, width))
        top += height + part_gap(lines[0].size, size, tokens)

    if kicker:
        level(Role.KICKER, kicker)
    lines, baselines = _headline(columns, face, size, cell, width, upright)
    blocks.append(HeadBlock(Role.HEADLINE, lines, top, most * cell, baselines, width))
    top += most * cell + part_gap(tokens.byline.size, size, tokens) / 2
    if byline:
        level(Role.BYLINE, byline)
    too_long = () if ladder and (not room or around(size) + most * upright.cell * size <= room) else (Role.HEADLINE,)
    missing = tuple(char for cells in columns for char in "".join(cells) if not face.has(char) and char.strip())
    return Head(tuple(blocks), before, too_long, missing, None, True, least, size=size)


def _columns(headline: str, most: int) -> list[list[str]]:
    """Return the cells of every vertical line; a headline with more spaces than lines keeps the last together."""
    parts = headline.split(None, most - 1)
    return [_PARTS.findall("".join(part.split())) for part in parts]


def _headline(
    columns: list[list[str]], face: Face, size: float, cell: float, width: float, tokens: VerticalHead
) -> tuple[tuple[Line, ...], tuple[float, ...]]:
    """Return a line for every cell, the first vertical line at the right, and the baselines from the block's top."""
    lines, baselines = [], []
    whole = size * tokens.pitch * (len(columns) - 1) + size
    for number, cells in enumerate(columns):
        left = (width + whole) / 2 - size - number * tokens.pitch * size
        for at, text in enumerate(cells):
            line = Line(text, tuple(_cell(text, face, size, tokens.pair)), 0.0, size, size, Role.HEADLINE)
            lines.append(shifted(line, left))
            # A cell's ink begins where its line's would: see the blocks of other heads.
            baselines.append(at * cell + (cell - size) / 2 + 0.88 * size - 0.04 * size)
    return tuple(lines), tuple(baselines)


def _cell(text: str, face: Face, size: float, pair: float) -> Iterator[Run]:
    """Yield a cell's glyphs: upright, a mark in its place of vertical text, two digits side by side and narrower."""
    if text in ("——", "……") or len(text) == 1:
        glyph = face.upright(_VERTICAL.get(text[0], text[0])) or face.glyph(text[0])
        if glyph is None:
            return
        shift = (1.0 - glyph.advance) / 2 if glyph.advance < 1.0 else 0.0
        yield Run(face.name, size, (Glyph(glyph.gid, shift * size, text),))
        return
    glyphs = face.shape(text)
    advance = sum(glyph.advance for glyph in glyphs)
    scale = min(1.0, pair / advance)
    pen = (1.0 - advance * scale) / 2 * size
    placed = []
    for glyph in glyphs:
        placed.append(Glyph(glyph.gid, pen + glyph.shift * scale * size, glyph.text))
        pen += glyph.advance * scale * size
    yield Run(face.name, size * scale, tuple(placed))
