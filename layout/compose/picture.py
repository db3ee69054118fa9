"""A story's picture in its columns: how wide, how high, and its caption below it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from layout.compose.itemize import Setting
from layout.compose.items import Line, Role
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.voices import Voices
from layout.content.model import Story
from layout.words import words_for


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A picture in a story. It stands at the top of the last ``columns`` of the story's columns.

    ``x`` and ``width`` are pt from the story's left edge. ``rows`` are the grid rows of the picture itself, without
    the caption's lines and the white row under them; ``crop`` is how many rows it was made higher (+) or lower
    (-) than its own proportions ask for.
    """

    first: int
    columns: int
    x: float
    width: float
    rows: int
    crop: int
    caption: tuple[Line, ...]
    white: int

    @property
    def taken(self) -> int:
        """Rows the columns under the picture lose."""
        return self.rows + len(self.caption) + self.white


def set_pictures(
    story: Story, ratio: float, columns: int, inset: float, column_width: float, voices: Voices
) -> tuple[PictureSet, ...]:
    """Return every way to set a story's picture over so many base columns, the least cropped first.

    ``ratio`` is the picture's width by its height. ``inset`` and ``column_width`` are those of the story, pt.
    """
    tokens, grid = voices.design.picture, voices.design.grid
    assert story.picture is not None
    span = min(columns, story.picture.columns or tokens.span(columns))
    first = columns - span
    x = inset + first * (column_width + grid.gutter)
    width = span * column_width + (span - 1) * grid.gutter
    caption = _caption(story, width, voices)
    natural = width / ratio / grid.row
    least, most = ceil(natural * (1 - tokens.crop)), floor(natural * (1 + tokens.crop))
    best = max(1, round(natural))
    rows = sorted({best, *range(max(1, least), most + 1)}, key=lambda rows: (abs(rows - best), rows))
    return tuple(PictureSet(first, span, x, width, count, count - best, caption, tokens.after) for count in rows)


def _caption(story: Story, width: float, voices: Voices) -> tuple[Line, ...]:
    assert story.picture is not None
    text = words_for(story.language).caption(story.picture.caption, story.picture.credit)
    if not text:
        return ()
    style = voices.design.caption
    made = ParagraphStyle(
        style.size, width, 0.0, style.align, Role.CAPTION, style.tracking, Setting(language=story.language)
    )
    paragraph = prepare([(text, voices.of(style))], made)
    return paragraph.lines(paragraph.broken())
