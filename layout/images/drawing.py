"""Whether a picture is a drawing (a comic, a map, a chart, a crossword): cut off at its sides it says something else.

A photograph has grain and gradations everywhere: no few colours make up most of it. A drawing has flat areas of the
very same colour, or is black lines on white.
"""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageChops, ImageFilter

FLAT_COLOURS, COVERED, EVEN = 16, 0.6, 0.68
"""So few colours that cover so much of a picture, in which so many pixels are as the next one, are areas of a drawing.
In a JPEG file the areas stay even, though about their edges there is noise; of photographs at most 0.56 was even."""
REST_COVERED, REST_EVEN = 0.4, 0.36
"""The same of what is not of the commonest colour: a photograph on white, or of the night, has that and no areas."""
WHITE, BLACK = 232, 72
"""Greys of 255 from which on a line drawing is paper, and up to which it is line."""
LINES, PAPER, LINE = 0.88, 0.45, 0.02
"""The parts of a line drawing that are paper or line, that are paper, and that are line, at least."""
BETWEEN = 0.15
"""Greys in the middle of greys, as part of what is no paper, at most: in a drawing they are edges of lines."""
SEEN = 600
"""Pixels across or down in which it is seen."""
FEWEST = 64
"""Pixels that a side must have to tell anything."""


def is_drawing(image: Image.Image) -> bool:
    """Tell whether a picture as `layout.images.reading` gives it surely is a drawing. In doubt it is none."""
    if image.mode == "1":
        return True
    if image.mode not in ("L", "RGB") or min(image.size) < FEWEST:
        return False
    scale = max(1, min(image.size) // SEEN)
    some = image.resize((image.width // scale, image.height // scale), Image.Resampling.NEAREST)
    return _is_flat(some) or _is_lines(some)


def _is_flat(image: Image.Image) -> bool:
    """Tell whether a few colours make up most of a picture, more than one of them, and most of what is no ground."""
    whole = image.width * image.height
    bands = image.histogram()
    # So few colours have no more values in a band: counting those tells at once of nearly all photographs.
    if any(sum(sorted(bands[at : at + 256])[-FLAT_COLOURS:]) < COVERED * whole for at in range(0, len(bands), 256)):
        return False
    found: list[tuple[int, Any]] = sorted(image.getcolors(whole) or [], key=lambda each: each[0], reverse=True)
    ground, rest = found[0], whole - found[0][0]
    counts = [count for count, _ in found[:FLAT_COLOURS]]
    if not rest or sum(counts) < COVERED * whole or sum(counts[1:]) < REST_COVERED * rest:
        return False
    # A photograph of few greys, or of a few colours mixed as dots, is no drawing.
    even = _zeros(ImageChops.difference(image, ImageChops.offset(image, 1, 0)))
    of_ground = ImageChops.invert(_zeros(ImageChops.difference(image, Image.new(image.mode, image.size, ground[1]))))
    areas = ImageChops.darker(even, of_ground).histogram()[255]
    return even.histogram()[255] >= EVEN * whole and areas >= REST_EVEN * rest


def _zeros(steps: Image.Image) -> Image.Image:
    """Return a mask of the pixels that are black."""
    return steps.convert("L").point(lambda value: 255 * (value == 0))


def _is_lines(image: Image.Image) -> bool:
    """Tell whether a picture is dark lines on white paper, and hardly anything between."""
    grey = image.convert("L")
    counts, whole = grey.histogram(), image.width * image.height
    paper, line = sum(counts[WHITE:]) / whole, sum(counts[: BLACK + 1]) / whole
    if paper < PAPER or line < LINE or paper + line < LINES:
        return False
    between = grey.point(lambda value: 255 * (BLACK < value < WHITE)).filter(ImageFilter.MinFilter(5))
    return between.histogram()[255] <= BETWEEN * (1 - paper) * whole
