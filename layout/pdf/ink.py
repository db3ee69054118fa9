"""How much ink a finished page has: its plates rendered and added up, spot by spot.

No separating renderer is needed at run time: `plates` writes each as a grey page, PDFium renders it.
Edges are smoothed, which mixes neighbouring colours and so never shows more ink than one of them has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from layout.base.units import MM, Rect
from layout.images import colour
from layout.images.inks import PROCESS, Ink
from layout.pdf import pdfium
from layout.pdf.plates import separations

DPI = 72
BROAD = 4 * MM
"""Side of the square that ink must fill to count as an area, pt."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """The ink of a page inside its trim, per cent: sums of all tone values.

    ``most`` is the largest of any spot, ``broad`` the largest that fills a square of 4 mm: black type that overprints
    a coloured panel adds to the former and dries all the same; it is broad areas that set off. ``spot`` and
    ``broad_spot`` are where they are, pt from the trim's top left. ``plates`` is the part of the page each
    plate covers, by its name. ``unknown`` names what could not be separated.
    """

    most: float
    spot: Rect
    broad: float
    broad_spot: Rect
    plates: dict[str, float]
    unknown: tuple[str, ...]


def plates(finished: bytes, dpi: float = DPI, page: int = 0) -> tuple[Image.Image, tuple[str, ...]]:
    """Return a page's trim as a CMYK picture, each channel a plate's tone values, and what is on no plate."""
    tones, unknown = _tones(finished, dpi, page, PROCESS)
    return Image.merge("CMYK", tones), unknown


def _tones(finished: bytes, dpi: float, page: int, inks: Sequence[Ink]) -> tuple[list[Image.Image], tuple[str, ...]]:
    """Return the plates of a page's trim, 255 for full ink, and what is on none."""
    found = separations(finished, page, inks)
    greys = [pdfium.page_image(plate, dpi).convert("L") for plate in found.plates]
    return [grey.point(lambda value: 255 - value) for grey in greys], found.unknown


def page_ink(finished: bytes, dpi: float = DPI, page: int = 0, inks: Sequence[Ink] = PROCESS) -> PageInk:
    """Measure a page's ink at that many pixels an inch."""
    tones, unknown = _tones(finished, dpi, page, inks)
    total = colour.sum_of(tones)
    side = 72 / dpi
    square = 2 * round(BROAD / side / 2) + 1
    most, x, y = colour.largest(total)
    broad, left, top = colour.largest(colour.broad_ink(total, square))
    corner = square // 2
    area = total.width * total.height
    covered = {
        ink.name: round(sum(value * count for value, count in enumerate(plate.histogram())) / 2.55 / area, 2)
        for ink, plate in zip(inks, tones, strict=True)
    }
    return PageInk(
        round(most, 1),
        Rect(x * side, y * side, side, side),
        round(broad, 1),
        Rect((left - corner) * side, (top - corner) * side, square * side, square * side),
        covered,
        unknown,
    )
