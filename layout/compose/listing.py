"""A list in a column of text: every item a paragraph that hangs in beside its number or dot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from layout.compose.itemize import Setting
from layout.compose.items import Line, Role
from layout.compose.lines import shifted
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.voices import Voices
from layout.edition.blocks import Listing


def set_items(
    block: Listing, measure: float, voices: Voices, setting: Setting, number: int
) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each item in a column of ``measure`` pt. ``number`` is the list's place in its story."""
    body, tokens = voices.design.body, voices.design.element.list
    signs = max(map(len, block.marks))
    hang = (tokens.hang * min(signs, 2) + 0.5 * max(0, signs - 2)) * body.size
    for item, mark in zip(block.items, block.marks, strict=True):
        style = ParagraphStyle(body.size, measure - hang, 0.0, body.align, Role.LIST, setting=setting)
        paragraph = prepare(voices.spans(item, body), style)
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
