"""A headline set from the top down, its lines from right to left, in the first column beside the story's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil, inf

from layout.base.characters import belongs
from layout.base.units import summed
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.display import display_text
from layout.compose.heads import Head, HeadBlock, SetPart, part_gap, set_text
from layout.compose.lines import shifted
from layout.compose.voices import Voices, company
from layout.design.fonts import Face
from layout.design.heads import VerticalHead
from layout.design.styles import TextStyle
from layout.edition.model import Story
from layout.scene.text import Glyph, Line, Role, Run

_PARTS = re.compile(r"[0-9]{1,2}(?![0-9.])|[A-Za-z]{1,2}(?![A-Za-z])|——|……|\S")
_VERTICAL = {"“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂"}
"""Quotation marks from the top down (GB/T 15834-2011, 5.2)."""


def compose_upright(story: Story, width: float, rows: int, voices: Voices, *, at_top: bool) -> Head:
    """Set a head in a column of ``width`` pt: the headline from the top down between kicker, deck and byline, level.

    ``rows`` are those of the story in all; 0 asks for the least the head needs. Of the ways to part the headline that
    is taken which stands there largest, with the fewest lines. What has no room is in the head's ``too_long``.
    """
    made = [_compose(story, columns, width, rows, voices, at_top=at_top) for columns in _ways(story, voices)]
    if not rows:
        return min(made, key=lambda head: (bool(head.too_long), head.least))
    return min(made, key=lambda head: (bool(head.too_long), -head.blocks[_headline_at(head)].lines[0].size))


def _headline_at(head: Head) -> int:
    return next(at for at, block in enumerate(head.blocks) if block.role is Role.HEADLINE)


def _compose(story: Story, columns: list[list[str]], width: float, rows: int, voices: Voices, *, at_top: bool) -> Head:
    """Set a head whose headline is parted into the cells of vertical lines."""
    tokens, grid = voices.design.head, voices.design.grid
    style, upright = tokens.headline, tokens.vertical
    language = voices.language(story.language)
    faces = tuple(
        face.spoken(language) for face in company(voices.fonts, style.face(story.priority), voices.design.body.font)
    )
    before = 0 if at_top else tokens.before
    natural = style.natural_size(story.priority)
    most = max(len(cells) for cells in columns)

    def beside(text: str, style: TextStyle, lines: int, pitch: int, role: Role) -> SetPart | None:
        return set_text(text, style.model_copy(update={"max_lines": lines, "rows": pitch}), width, voices, story, role)

    kicker = beside(story.kicker, tokens.kicker, upright.kicker_lines, upright.kicker_rows, Role.KICKER)
    deck = beside(story.deck, tokens.deck, upright.kicker_lines, upright.kicker_rows, Role.DECK)
    byline = beside(story.byline, tokens.byline, upright.byline_lines, tokens.byline.rows, Role.BYLINE)
    parts = [(Role.KICKER, kicker), (Role.DECK, deck), (Role.BYLINE, byline)]
    level = [(role, part) for role, part in parts if part]
    least_size, largest = upright.smallest * natural, upright.largest * natural
    ladder = sorted((size for size in style.ladder if least_size <= size <= largest), reverse=True)
    pitch = upright.pitch
    ladder = [size for size in ladder or [min(style.ladder)] if size * pitch * (len(columns) - 1) + size <= width]
    size = ladder[-1] if ladder else width / (pitch * len(columns))

    def around(size: float) -> float:
        """Return the height of what stands above and below the headline, pt."""
        return sum(
            2 * HAN_INK * part.size + (len(part.lines) - 1) * part.pitch + part_gap(part.size, size, tokens)
            for _, part in level
        )

    foot = max(HAN_INK * size, grid.row / 2)
    least = before + ceil((around(size) + most * upright.cell * size + foot) / grid.row)
    room = (rows - before) * grid.row - grid.row / 2 if rows else 0.0
    size = next((each for each in ladder if around(each) + most * upright.cell * each <= room), size)
    cell = upright.cell * size
    if room:
        cell = min(upright.most_cell, max(upright.cell, (room - around(size)) / (most * size))) * size
    top = before * grid.row + grid.baseline - (HAN_CENTRE + HAN_INK) * voices.design.body.size
    blocks: list[HeadBlock] = []

    def stand(role: Role, part: SetPart) -> None:
        nonlocal top
        lines, pitch = tuple(part.lines), part.pitch
        ascent = (HAN_CENTRE + HAN_INK) * part.size
        height = 2 * HAN_INK * part.size + (len(lines) - 1) * pitch
        baselines = tuple(ascent + at * pitch for at in range(len(lines)))
        blocks.append(HeadBlock(role, lines, top, height, baselines, width))
        top += height + part_gap(part.size, size, tokens)

    if kicker:
        stand(Role.KICKER, kicker)
    lines, baselines = _headline(columns, faces, size, cell, width, upright)
    blocks.append(HeadBlock(Role.HEADLINE, lines, top, most * cell, baselines, width))
    top += most * cell + part_gap(tokens.byline.size, size, tokens) / 2
    for role, part in level:
        if role is not Role.KICKER:
            stand(role, part)
    fits = ladder and (not room or around(size) + most * upright.cell * size <= room)
    too_long = (*(() if fits else (Role.HEADLINE,)), *(role for role, part in level if not part.fits))
    shown = "".join("".join(cells) for cells in columns)
    missing = tuple(char for char in shown if char.strip() and not any(face.covers(char) for face in faces))
    wide = tuple(part.wide for _, part in level if part.wide)
    return Head(tuple(blocks), before, too_long, missing, None, True, least, size=size, wide=wide)


def _cells(text: str) -> list[str]:
    """Return what stands in the squares of a line from the top down; what belongs to a letter stands with it."""
    cells: list[str] = []
    for part in _PARTS.findall(text):
        if cells and belongs(part[0], cells[-1][-1]):
            cells[-1] += part
        else:
            cells.append(part)
    return cells


def _ways(story: Story, voices: Voices) -> list[list[list[str]]]:
    """Return the ways to part a headline: the cells of every vertical line.

    It is parted at its spaces, the last parts together if there are more than lines; without any, between words.
    """
    text, most = story.headline.strip(), voices.design.head.vertical.lines
    if len(text.split()) > 1:
        return [[_cells("".join(part.split())) for part in text.split(None, most - 1)]]
    tokens = voices.design.head
    voice = voices.faced(tokens.headline.face(story.priority))
    language = voices.language(story.language)
    shown = display_text(text, voice, language, han_latin=tokens.han_latin, least_line=tokens.least_line)
    atoms = shown.items.atoms
    ways = (shown.best(count, inf) for count in range(1, most + 1))
    return [
        [_cells(text[atoms[first].start : atoms[last].end]) for first, last in shown.ranges(way.breaks)]
        for way in ways
        if way is not None and way.whole
    ] or [[_cells(text)]]


def _headline(
    columns: list[list[str]], faces: Sequence[Face], size: float, cell: float, width: float, tokens: VerticalHead
) -> tuple[tuple[Line, ...], tuple[float, ...]]:
    """Return a line for every cell, the first vertical line at the right, and the baselines from the block's top."""
    lines, baselines = [], []
    whole = size * tokens.pitch * (len(columns) - 1) + size
    for number, cells in enumerate(columns):
        left = (width + whole) / 2 - size - number * tokens.pitch * size
        for at, text in enumerate(cells):
            face = next((one for one in faces if one.covers(text)), faces[0])
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
    advance = summed(glyph.advance for glyph in glyphs)
    scale = min(1.0, pair / advance)
    pen = (1.0 - advance * scale) / 2 * size
    placed = []
    for glyph in glyphs:
        placed.append(Glyph(glyph.gid, pen + glyph.shift * scale * size, glyph.text))
        pen += glyph.advance * scale * size
    yield Run(face.name, size * scale, tuple(placed))
