"""A story's pictures in its columns: how wide, how high, where, and the caption below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from layout.compose.frame import TextColumn
from layout.compose.itemize import Setting
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.voices import Voices
from layout.edition.blocks import HALF, InsetPlace
from layout.edition.model import Picture
from layout.images.crop import CENTRE, Crop, Focus, shown
from layout.scene.text import Line, Role

NARROWER_POINTS, WIDER_POINTS = 9.0, 5.0
"""Points of the page's score for each column that a picture is narrower, or wider, than suits its story."""
CROP_POINTS, TALL_POINTS = 6.0, 20.0
"""Points of a picture that is cropped as far as it may be, and of a tall one; half as far costs a quarter."""
NEARLY = 1e-6
"""Rows that are an error of reckoning."""
EASED_POINTS = 45.0
"""Points of a picture or a box that is not as wide as its story orders, where there would be room for that: its editor
is told, so a story fills a shape with it that it does not fill otherwise, or hardly."""
LACKING_POINTS = 20.0
"""Points for each column of those that a story orders for its picture and has not itself."""


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A picture in a story, a file of the edition folder, over ``columns`` of its text columns from ``first`` on.

    ``x`` and ``width`` are pt from the story's left edge. ``rows`` are the grid rows of the picture itself, without
    the caption's lines and the white row under them; ``crop`` is how many rows it was made higher (+) or lower
    (-) than its own proportions ask for. ``row`` is its first row from the shape's top, once it is placed.
    ``beside`` is what it takes from the width of its column, pt, where it is narrower than that; else 0. ``wider`` are
    the columns it has more (+) or fewer (-) than suit its story, ``points`` what its size costs in the page's score.
    ``number`` tells which of the story's pictures it is, from 0. ``height`` is that of its box, pt; a picture that is
    whole does not fill its rows, and stands at their foot. ``ratio`` is the width of the file's picture by its height.
    ``no_half`` tells that it was to have half a column, of which there is none in columns so narrow.
    """

    file: str
    place: InsetPlace
    first: int
    columns: int
    x: float
    width: float
    rows: int
    crop: int
    caption: tuple[Line, ...]
    white: int
    beside: float = 0.0
    row: int = 0
    wider: int = 0
    points: float = 0.0
    number: int = 0
    height: float = 0.0
    ratio: float = 1.0
    focus: Focus = CENTRE
    no_half: bool = False

    @property
    def shown(self) -> Crop:
        """What of the picture is seen in its box."""
        return shown(self.ratio, self.width / self.height, self.focus)

    @property
    def lost(self) -> float:
        """The part of the picture that is cut off."""
        left, top, right, bottom = self.shown
        return 1 - (right - left) * (bottom - top)

    @property
    def taken(self) -> int:
        """Rows the columns of the picture lose."""
        return self.rows + len(self.caption) + self.white

    @property
    def white_above(self) -> int:
        """White rows above it: those of a picture at the columns' foot stand there."""
        return self.white if self.place.at_foot else 0


def focus_of(picture: Picture, voices: Voices) -> Focus:
    """Return the point of a picture that a crop keeps in its place; what is not said, by the template."""
    x, y = picture.focus or (None, None)
    return CENTRE[0] if x is None else x, voices.design.picture.focus if y is None else y


def box_height(rows: int, voices: Voices) -> float:
    """Return the height of the box of a picture that fills so many rows, pt."""
    tokens = voices.design.picture
    return rows * voices.design.grid.row - tokens.top - tokens.foot


def whole_rows(height: float, voices: Voices) -> int:
    """Return the fewest rows that a picture of a height in pt has room in."""
    tokens = voices.design.picture
    return ceil((height + tokens.top + tokens.foot) / voices.design.grid.row - NEARLY)


def set_pictures(
    picture: Picture,
    ratio: float,
    columns: tuple[TextColumn, ...],
    voices: Voices,
    language: str,
    number: int = 0,
) -> tuple[PictureSet, ...]:
    """Return every way to set a picture in a story's text columns, the one that suits it best first.

    ``ratio`` is the picture's width by its height, ``number`` which of the story's it is. It may be some columns
    narrower or wider than suits the story, a little cropped, a tall one more, unless it is to be whole: all within the
    template's tokens. Where the story says how wide it is one column less is dear, a whole column for half a one too.
    """
    tokens = voices.design.picture
    place = picture.place or tokens.place
    if picture.columns == HALF:
        whole = _sizes(picture, place, ratio, columns, 1, 0, voices, language)
        if half := _half(picture, place, ratio, columns, voices, language):
            found, eased = [half], whole
        else:
            found, eased = [replace(made, no_half=True) for made in whole], iter(())
    elif picture.columns:
        suits = min(len(columns), picture.columns)
        lacking = LACKING_POINTS * (picture.columns - suits)
        ordered = _sizes(picture, place, ratio, columns, suits, 0, voices, language)
        found = [replace(made, points=made.points + lacking) for made in ordered]
        eased = _sizes(picture, place, ratio, columns, suits - 1, 0, voices, language) if suits > 1 else iter(())
    else:
        suits = _suiting(ratio, columns, voices)
        spans = range(max(1, suits - tokens.play), min(len(columns), suits + tokens.play) + 1)
        sizes = [_sizes(picture, place, ratio, columns, span, span - suits, voices, language) for span in spans]
        found, eased = [made for each in sizes for made in each], iter(())
    found += [replace(made, points=made.points + EASED_POINTS) for made in eased]
    focus = focus_of(picture, voices)
    told = [replace(made, number=number, ratio=ratio, focus=focus) for made in found]
    return tuple(sorted(told, key=lambda made: (made.points, made.taken * made.columns)))


def _suiting(ratio: float, columns: tuple[TextColumn, ...], voices: Voices) -> int:
    """Return over how many of a story's columns a picture suits it: a tall one over fewer."""
    tokens, grid = voices.design.picture, voices.design.grid
    suits = min(len(columns), tokens.span(len(columns)))
    while suits > 1 and _width(columns, 0, suits) / ratio > tokens.high * grid.rows * grid.row:
        suits -= 1
    return suits


def _width(columns: tuple[TextColumn, ...], first: int, span: int) -> float:
    return columns[first + span - 1].x + columns[first + span - 1].width - columns[first].x


def _sizes(
    picture: Picture,
    place: InsetPlace,
    ratio: float,
    columns: tuple[TextColumn, ...],
    span: int,
    wider: int,
    voices: Voices,
    language: str,
) -> Iterator[PictureSet]:
    """Yield the heights a picture may have over so many columns: all of them if that is as wide as suits it.

    The highest that a wider picture may have is no higher than the page's rows leave room for text.
    """
    tokens, grid = voices.design.picture, voices.design.grid
    first = first_column(place, len(columns), span)
    x = columns[first].x
    width = _width(columns, first, span)
    natural = width / ratio / grid.row
    best = whole_rows(width / ratio, voices) if picture.whole else max(1, round(natural))
    if wider and best > tokens.most * grid.rows:
        return
    caption = set_caption(picture, width, voices, language)
    made = PictureSet(picture.file, place, first, span, x, width, best, 0, caption, tokens.after, wider=wider)
    size_points = max(WIDER_POINTS * wider, -NARROWER_POINTS * wider)
    if picture.whole:
        yield replace(made, points=size_points, height=width / ratio)
        return
    lower, dear = (tokens.crop_tall, TALL_POINTS) if ratio * tokens.tall <= 1 else (tokens.crop, CROP_POINTS)
    for rows in range(
        max(1, min(best, ceil(natural * (1 - lower)))), max(best, floor(natural * (1 + tokens.crop))) + 1
    ):
        most, points = (lower, dear) if rows < best else (tokens.crop, CROP_POINTS)
        cropped = abs(rows - best) / (most * natural) if most else 0.0
        yield replace(
            made,
            rows=rows,
            crop=rows - best,
            points=size_points + points * cropped**2,
            height=box_height(rows, voices),
        )


def first_column(place: InsetPlace, columns: int, span: int) -> int:
    """Return the first of ``span`` columns that an inset stands over at that place."""
    if place.at_left:
        return 0
    return (columns - span) // 2 if place.in_centre else columns - span


def beside_half(column: TextColumn, place: InsetPlace, voices: Voices) -> tuple[float, float, float] | None:
    """Return where half a column begins, its width, and what text beside it makes room for, pt.

    What is left of the column holds a whole number of characters. None in a column that is too narrow for both.
    """
    body, tokens = voices.design.body, voices.design.picture
    fit = max(tokens.least_beside, round((column.width / 2 - tokens.half_gap * body.size) / body.size))
    beside = column.width - fit * body.size
    width = beside - tokens.half_gap * body.size
    if width < tokens.half_least * column.width:
        return None
    return (column.x if place.at_left else column.x + column.width - width), width, beside


def _half(
    picture: Picture,
    place: InsetPlace,
    ratio: float,
    columns: tuple[TextColumn, ...],
    voices: Voices,
    language: str,
) -> PictureSet | None:
    """Set a picture of about half a column, if the column has room for one."""
    at = first_column(place, len(columns), 1)
    if (half := beside_half(columns[at], place, voices)) is None:
        return None
    x, width, beside = half
    caption = set_caption(picture, width, voices, language)
    if picture.whole:
        rows, height = whole_rows(width / ratio, voices), width / ratio
    else:
        rows = max(voices.design.picture.half_rows, round(width / ratio / voices.design.grid.row))
        height = box_height(rows, voices)
    return PictureSet(picture.file, place, at, 1, x, width, rows, 0, caption, 0, beside, height=height)


def set_caption(picture: Picture, width: float, voices: Voices, language: str) -> tuple[Line, ...]:
    """Set a caption; the credit ends its last line at the right, or stands on a line of its own."""
    style = voices.design.caption
    spoken = voices.language(language)
    setting = Setting(spoken, fit=voices.fit)
    lines: tuple[Line, ...] = ()
    if picture.caption:
        made = ParagraphStyle(style.size, width, 0.0, style.align, Role.CAPTION, style.tracking, setting)
        paragraph = prepare([(picture.caption, voices.of(style))], made)
        lines = paragraph.lines(paragraph.broken())
    if not picture.credit:
        return lines
    made = ParagraphStyle(style.size, width, 0.0, "right", Role.CAPTION, style.tracking, setting)
    paragraph = prepare([(picture.credit, voices.of(style))], made)
    credit = paragraph.lines(paragraph.broken())
    if not lines or len(credit) > 1:
        return lines + credit
    last, right = lines[-1], credit[0]
    if last.x + last.width + voices.design.picture.credit_gap * style.size > right.x:
        return lines + credit
    joined = replace(
        last,
        text=spoken.words.caption(last.text, right.text),
        runs=last.runs + right.runs,
        width=right.x + right.width - last.x,
    )
    return (*lines[:-1], joined)
