"""Several pictures of a story as one group: rows of pictures of equal height, captions under each.

A row is as wide as the group: its pictures share the width by their proportions, so that all are equally high and
equally cropped (a justified row). Which pictures stand in which row is tried in every way that keeps their order; each
has another height, so that a story with a group fills many heights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise
from math import ceil, floor, log2

from layout.base.units import summed
from layout.compose.frame import TextColumn
from layout.compose.picture import (
    CROP_POINTS,
    PictureSet,
    box_height,
    first_column,
    focus_of,
    set_caption,
    whole_rows,
)
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace
from layout.edition.model import Picture

SIZE_POINTS = 4.0
"""Points of a group that is twice as large as suits its story, or half as large; four times, twice as many."""
EVEN_POINTS, LARGE = 5.0, 1.5
"""Points of three pictures or more of which none is so many times as large as any other: the eye begins nowhere."""
WHITE_POINTS = 1.0
"""Points of a row of white more between the pictures of a photo page."""
NOT_FIRST_POINTS = 3.0
"""Points of a group whose first picture is not its largest: the editor's first is the best."""


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """Pictures in rows over ``columns`` of a story's text columns from ``first`` on; see PictureSet.

    ``pictures`` have their own ``row`` counted from the group's first one. ``rows`` are all the group takes but the
    ``white`` under it (over it, at the columns' foot).
    """

    place: InsetPlace
    first: int
    columns: int
    pictures: tuple[PictureSet, ...]
    rows: int
    white: int
    points: float
    beside: float = 0.0
    row: int = 0
    crop: int = 0

    @property
    def taken(self) -> int:
        """Rows its columns lose."""
        return self.rows + self.white

    def placed(self) -> Iterator[PictureSet]:
        """Yield the pictures with their rows from the shape's top, once the group has its own."""
        above = self.white if self.place.at_foot else 0
        yield from (replace(each, row=self.row + above + each.row) for each in self.pictures)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of pictures as wide as the group: ``natural`` rows high if nothing is cropped, captions not counted."""

    pictures: tuple[PictureSet, ...]
    natural: float
    whole: bool

    @property
    def captions(self) -> int:
        return max(len(each.caption) for each in self.pictures)


def set_group(
    pictures: Sequence[tuple[int, Picture, float]],
    columns: tuple[TextColumn, ...],
    voices: Voices,
    language: str,
    characters: int | None = None,
) -> tuple[PictureGroup, ...]:
    """Return the ways to set pictures as a group, over all columns of a story or some, the best first.

    Each picture has its number among the story's, and its width by its height. With few ``characters`` of text, if that
    is known, they are a photo page: they may take nearly all of it, and have more white between their rows. None if
    there is no way: too many pictures, or columns too narrow.
    """
    tokens, place = voices.design.picture, voices.design.picture.place
    few = characters is not None and characters <= tokens.photos_text * len(pictures)
    photos = few and len(pictures) >= tokens.photos
    most = tokens.photos_most if photos else tokens.group_most
    found: list[PictureGroup] = []
    suits = _natural(pictures, columns, voices)
    # Below each other in one column they stand without a group too.
    for span in range(2, len(columns) + 1):
        first = first_column(place, len(columns), span)
        x = columns[first].x
        width = columns[first + span - 1].x + columns[first + span - 1].width - x
        for rows in _forms(pictures, x, width, columns[0].width, voices, language):
            ways = [(heights, 0) for heights in _heights(rows, tokens.photos_crop if photos else tokens.crop)]
            if photos:
                # More white where the pictures cannot be higher: so their page comes out without further ways to try.
                ways += [(ways[-1][0], white + 1) for white in range(tokens.photos_air * (len(rows) - 1))]
            for heights, white in ways:
                group = _grouped(rows, heights, place, first, span, suits, voices, white)
                if group.rows <= most * voices.design.grid.rows:
                    found.append(group)
    return tuple(sorted(found, key=lambda group: (group.points, group.taken * group.columns)))


def _natural(pictures: Sequence[tuple[int, Picture, float]], columns: tuple[TextColumn, ...], voices: Voices) -> float:
    """Return the area that suits a story's pictures, pt²: the first as it stands alone, the others half as wide."""
    gutter = columns[1].x - columns[0].x - columns[0].width if len(columns) > 1 else 0.0
    span = min(len(columns), voices.design.picture.span(len(columns)))
    wide = span * columns[0].width + (span - 1) * gutter
    return summed((wide if at == 0 else wide / 2) ** 2 / ratio for at, (_, _, ratio) in enumerate(pictures))


def _forms(
    pictures: Sequence[tuple[int, Picture, float]],
    x: float,
    width: float,
    column: float,
    voices: Voices,
    language: str,
) -> Iterator[tuple[_Row, ...]]:
    """Yield the ways to part pictures, in their order, into rows of one width."""
    tokens, count = voices.design.picture, len(pictures)
    known: dict[tuple[int, int], _Row | None] = {}

    def row(start: int, end: int) -> _Row | None:
        if (start, end) not in known:
            known[start, end] = _row(pictures[start:end], x, width, tokens.group_width * column, voices, language)
        return known[start, end]

    for parts in range(1, min(count, tokens.group_rows) + 1):
        for cuts in combinations(range(1, count), parts - 1):
            ends = list(pairwise((0, *cuts, count)))
            if max(end - start for start, end in ends) <= tokens.group_row:
                rows = [row(start, end) for start, end in ends]
                if all(rows):
                    yield tuple(each for each in rows if each)


def _row(
    pictures: Sequence[tuple[int, Picture, float]], x: float, width: float, least: float, voices: Voices, language: str
) -> _Row | None:
    """Set pictures side by side over a width, each by its proportions; None if one is narrower than ``least`` pt."""
    design = voices.design
    gap = design.grid.gutter
    height = (width - gap * (len(pictures) - 1)) / summed(ratio for _, _, ratio in pictures)
    made = []
    for number, picture, ratio in pictures:
        wide = height * ratio
        if wide < least:
            return None
        caption = set_caption(picture, wide, voices, language)
        made.append(
            PictureSet(
                picture.file, design.picture.place, 0, 0, x, wide, 0, 0, caption, 0,
                number=number, height=height, ratio=ratio, focus=focus_of(picture, voices),
            )
        )  # fmt: skip
        x += wide + gap
    whole = any(picture.whole for _, picture, _ in pictures)
    natural = (height + design.picture.top + design.picture.foot) / design.grid.row
    return _Row(tuple(made), whole_rows(height, voices) if whole else natural, whole)


def _heights(rows: Sequence[_Row], crop: float) -> Iterator[tuple[int, ...]]:
    """Yield the heights that rows of pictures may have, in grid rows: all cropped about alike, each within bounds."""
    free = [row.natural for row in rows if not row.whole]
    lower = [
        row.natural if row.whole else max(1, min(round(row.natural), ceil(row.natural * (1 - crop)))) for row in rows
    ]
    upper = [row.natural if row.whole else max(round(row.natural), floor(row.natural * (1 + crop))) for row in rows]
    if not free:
        yield tuple(map(round, lower))
        return
    least, most = round(summed(lower)), round(summed(upper))
    fixed, seen = summed(row.natural for row in rows if row.whole), set()
    for total in range(least, most + 1):
        scale = (total - fixed) / summed(free)
        wanted = [row.natural if row.whole else row.natural * scale for row in rows]
        # What one row is rounded up the next one is rounded down.
        ends = [round(end) for end in accumulate(wanted)]
        heights = tuple(
            round(min(max(end - start, low), high))
            for (start, end), low, high in zip(pairwise((0, *ends)), lower, upper, strict=True)
        )
        if heights not in seen:
            seen.add(heights)
            yield heights


def _grouped(
    rows: Sequence[_Row],
    heights: Sequence[int],
    place: InsetPlace,
    first: int,
    span: int,
    suits: float,
    voices: Voices,
    white: int,
) -> PictureGroup:
    """Return rows of pictures below each other, so many rows of ``white`` more between them, with what that costs."""
    tokens, made, top, cropped = voices.design.picture, [], 0, 0.0
    for at, (row, high) in enumerate(zip(rows, heights, strict=True)):
        if at:
            # What the first gaps have more, the last ones have less by one at most.
            top += tokens.after + (white + len(rows) - 1 - at) // (len(rows) - 1)
        for each in row.pictures:
            height = each.height if row.whole else box_height(high, voices)
            made.append(replace(each, first=first, columns=span, row=top, rows=high, height=height))
            if not row.whole and tokens.crop:
                cropped += ((high - row.natural) / (tokens.crop * row.natural)) ** 2
        top += high + row.captions
    areas = sorted((each.width * each.height for each in made), reverse=True)
    points = WHITE_POINTS * white + CROP_POINTS * cropped / len(made) + SIZE_POINTS * abs(log2(summed(areas) / suits))
    if len(areas) > 2 and areas[0] < LARGE * areas[1]:
        points += EVEN_POINTS
    if made[0].width * made[0].height < areas[0]:
        points += NOT_FIRST_POINTS
    return PictureGroup(place, first, span, tuple(made), top, tokens.after, points)
