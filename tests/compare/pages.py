"""Pages of two builds, and pictures of them, small enough to be read in a test."""

from __future__ import annotations

from PIL import Image, ImageDraw

from layout.compare import PageSide
from layout.compose.copyfit import StoryFit
from layout.scene.record import PageRecord
from tests.records import Rect

SCALE = 100 / 25.4
"""Pixels in a millimetre at the resolution pages are compared at."""


def side(layout: PageRecord, *ink: Rect, fits: tuple[StoryFit, ...] = ()) -> PageSide:
    """A page with black where ink (mm) is."""
    image = Image.new("RGB", (round(100 * SCALE), round(150 * SCALE)), "white")
    draw = ImageDraw.Draw(image)
    for x, y, width, height in ink:
        draw.rectangle((x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1), fill="black")
    return PageSide("A1", image, layout, fits)
