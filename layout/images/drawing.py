"""Whether a picture is a drawing (a comic, a map, a chart, a crossword): cut off at its sides it says something else.

A photograph has grain and gradations everywhere: no few colours make up most of it. A drawing has flat areas of the
very same colour, or is black lines on white.
"""

from __future__ import annotations

from PIL import Image, ImageChops

FLAT_COLOURS, COVERED, EVEN = 16, 0.6, 0.68
"""So few colours that cover so much of a picture, in which so many pixels are as the next one, are areas of a drawing.
In a JPEG file the areas stay even, though about their edges there is noise; of photographs at most 0.56 was even."""
WHITE, BLACK = 232, 72
"""Greys of 255 from which on a line drawing is paper, and up to which it is line."""
LINES, PAPER, LINE = 0.88, 0.45, 0.02
"""The parts of a line drawing that are paper or line, that are paper, and that are line, at least."""
FEWEST = 64
"""Pixels that a side must have to tell anything."""


def is_drawing(image: Image.Image) -> bool:
    """Tell whether a picture as `layout.images.reading` gives it surely is a drawing. In doubt it is none."""
    if image.mode == "1":
        return True
    if image.mode not in ("L", "RGB") or min(image.size) < FEWEST:
        return False
    return _is_flat(image) or _is_lines(image)


def _is_flat(image: Image.Image) -> bool:
    """Tell whether a few colours make up most of a picture, more than one of them."""
    found = image.getcolors(image.width * image.height) or []
    counts = sorted((count for count, _ in found), reverse=True)[:FLAT_COLOURS]
    whole = image.width * image.height
    if len(found) < 2 or sum(counts) < COVERED * whole:
        return False
    # A photograph of few greys, or of a few colours mixed as dots, is no drawing.
    steps = ImageChops.difference(image, ImageChops.offset(image, 1, 0)).convert("L").histogram()
    return steps[0] >= EVEN * whole


def _is_lines(image: Image.Image) -> bool:
    """Tell whether a picture is dark lines on white paper, and hardly anything between."""
    counts, whole = image.convert("L").histogram(), image.width * image.height
    paper, line = sum(counts[WHITE:]) / whole, sum(counts[: BLACK + 1]) / whole
    return paper >= PAPER and line >= LINE and paper + line >= LINES
