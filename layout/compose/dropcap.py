"""A drop cap: the first character over two or three lines, level with the first one's top and the last one's foot."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from layout.compose.heads import HAN_CENTRE, HAN_INK
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.lines import set_line
from layout.compose.voices import Voices
from layout.scene.text import Line, Role

CAP_HEIGHT = 0.733
"""Height of Latin capitals over the baseline, em, where the face does not tell."""


@dataclass(frozen=True, slots=True)
class DropCap:
    """A drop cap: its character, the lines it stands in, the room it takes from them (pt), and where it stands.

    ``baseline`` is pt from the top of the first line's row.
    """

    text: str
    lines: int
    room: float
    line: Line
    baseline: float


def set_drop_cap(text: str, lines: int, voices: Voices) -> DropCap | None:
    """Set the first character of a text as a drop cap; None if it does not begin with a letter or a han character.

    A han character's ink reaches from the top of the first line's han to the foot of the last one's; a Latin letter
    stands on the last line's baseline and is as high as its capital.
    """
    if not text or not (text[0].isalpha() or text[0].isdigit()) or lines < 2:
        return None
    design = voices.design
    body, grid, tokens = design.body, design.grid, design.element.drop_cap
    face = voices.fonts[tokens.font]
    last = grid.baseline + (lines - 1) * grid.row
    top = grid.baseline - (HAN_CENTRE + HAN_INK) * body.size
    below = (HAN_INK - HAN_CENTRE) * body.size
    if unicodedata.east_asian_width(text[0]) in "WF":
        size = (last + below - top) / (2 * HAN_INK)
        baseline = last + below - (HAN_INK - HAN_CENTRE) * size
    else:
        size = (last - top) / (face.cap_height or CAP_HEIGHT)
        baseline = last
    items = itemize([(text[0], Voice((face, voices.fonts[body.font])))], Setting(hyphenate=False))
    line = set_line(items, 0, 0, measure=1e4, indent=0.0, size=size, align="left", role=Role.DROP_CAP)
    return DropCap(text[0], lines, line.width + tokens.gap * body.size, line, baseline)
