"""The least room that the pictures of a story take, told from their proportions before any of them is set.

These are bounds below whatever `layout.compose.insets.inset_ways` finds: each picture as narrow as it may stand, as low
as it may be cropped, with one line of caption. What they do not fit, no shape of the story holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from layout.compose.picture import NEARLY
from layout.design.tokens import Design
from layout.edition.blocks import HALF
from layout.edition.model import Picture

Pictures = Sequence[tuple[Picture, float]]
"""Pictures, each with its width by its height."""


def most_in_group(design: Design) -> int:
    """Return how many pictures a group holds at most."""
    return design.picture.group_row * design.picture.group_rows


def stacked_rows(pictures: Pictures, design: Design, *, boxed: bool) -> int:
    """Return the rows that pictures take at least which cannot but stand below each other in one column.

    Pictures of one place share a column, however wide they are; only a group, or a width without a place, brings them
    beside each other.
    """
    tokens, rows = design.picture, Counter[tuple[bool, bool]]()
    grouped = tokens.group <= sum(picture.is_free for picture, _ in pictures) <= most_in_group(design)
    for picture, ratio in pictures:
        if picture.columns == HALF or picture.is_movable or (grouped and picture.is_free):
            continue
        place = picture.place or tokens.place
        lines = 1 if picture.caption or picture.credit else 0
        rows[place.at_left, place.in_centre] += (
            _rows(picture, ratio, _column(design, boxed), design) + lines + tokens.after
        )
    return max(rows.values(), default=tokens.after) - tokens.after


def least_cells(pictures: Pictures, design: Design, *, boxed: bool) -> float:
    """Return the cells (base columns by rows) that pictures take at least, those of half a column left out."""
    column = _column(design, boxed)
    width = min(1.0, design.picture.group_width) * column
    return sum(
        wide / (design.grid.column + design.grid.gutter) * _rows(picture, ratio, wide, design)
        for picture, ratio in pictures
        for wide in (width if picture.is_free else column,)
        if picture.columns != HALF
    )


def _column(design: Design, boxed: bool) -> float:
    """Return the width of the narrowest column of text, pt."""
    return design.grid.column - (2 * design.box.padding if boxed else 0.0)


def _rows(picture: Picture, ratio: float, width: float, design: Design) -> int:
    """Return the rows without its caption that a picture takes at least where it is so wide, pt, or wider."""
    tokens, natural = design.picture, width / ratio / design.grid.row
    if picture.whole:
        return max(1, ceil(natural - NEARLY))
    crop = max(tokens.crop, tokens.crop_tall if ratio * tokens.tall <= 1 else 0.0)
    return max(1, ceil(min(natural - 0.5, natural * (1 - crop)) - NEARLY))
