"""How much ink a finished page has: its plates rendered and added up, spot by spot.

No separating renderer is needed at run time: `layout.finish` writes each plate as a grey page, PDFium renders it.
Edges are smoothed, which mixes neighbouring colours and so never shows more ink than one of them has.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from layout.base.units import MM, Rect
from layout.images import colour
from layout.pdf import pdfium
from layout.pdf.plates import PLATES, separations

DPI = 72
BROAD = 4 * MM
"""Side of the square that ink must fill to count as an area, pt."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """The ink of a page inside its trim, per cent: sums of the four tone values.

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
    found = separations(finished, page)
    greys = [pdfium.page_image(plate, dpi).convert("L") for plate in found.plates]
    return Image.merge("CMYK", [grey.point(lambda value: 255 - value) for grey in greys]), found.unknown


def page_ink(finished: bytes, dpi: float = DPI, page: int = 0) -> PageInk:
    """Measure a page's ink at that many pixels an inch."""
    inks, unknown = plates(finished, dpi, page)
    total = colour.total_ink(inks)
    side = 72 / dpi
    square = 2 * round(BROAD / side / 2) + 1
    most, x, y = colour.largest(total)
    broad, left, top = colour.largest(colour.broad_ink(total, square))
    corner = square // 2
    area = inks.width * inks.height
    covered = {
        name: round(sum(value * count for value, count in enumerate(channel.histogram())) / 2.55 / area, 2)
        for name, channel in zip(PLATES, inks.split(), strict=True)
    }
    return PageInk(
        round(most, 1),
        Rect(x * side, y * side, side, side),
        round(broad, 1),
        Rect((left - corner) * side, (top - corner) * side, square * side, square * side),
        covered,
        unknown,
    )
