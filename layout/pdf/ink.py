"""How much ink a finished page has: its plates rendered and added up, spot by spot.

No separating renderer is needed at run time: `plates` writes each as a grey page, PDFium renders it.
Edges are smoothed, which mixes neighbouring colours and so never shows more ink than one of them has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from layout.base.units import MM, Rect
from layout.images.inks import PROCESS, Ink, spots_of
from layout.pdf import pdfium
from layout.pdf.plates import inks_of, separations

Plane: TypeAlias = NDArray[Any]
"""Whole numbers, one a pixel; the first index counts rows from the top."""

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
    return Image.merge("CMYK", [Image.fromarray(tone) for tone in tones]), unknown


def spot_plates(finished: bytes, dpi: float = DPI, page: int = 0) -> list[tuple[Ink, Image.Image]]:
    """Return the spots of a page, each with its plate's tone values of the trim."""
    spots = spots_of(inks_of(finished, page))
    tones = _tones(finished, dpi, page, spots)[0] if spots else []
    return [(ink, Image.fromarray(tone)) for ink, tone in zip(spots, tones, strict=True)]


def _tones(finished: bytes, dpi: float, page: int, inks: Sequence[Ink]) -> tuple[list[Plane], tuple[str, ...]]:
    """Return the plates of a page's trim, 255 for full ink, and what is on none."""
    found = separations(finished, page, inks)
    drawn = [255 - np.asarray(pdfium.page_image(plate, dpi).convert("L")) if plate else None for plate in found.plates]
    empty = np.zeros_like(drawn[-1])
    return [empty if tone is None else tone for tone in drawn], found.unknown


def page_ink(finished: bytes, dpi: float = DPI, page: int = 0, inks: Sequence[Ink] | None = None) -> PageInk:
    """Measure a page's ink at that many pixels an inch; that of its own inks if none are given."""
    inks = inks_of(finished, page) if inks is None else inks
    tones, unknown = _tones(finished, dpi, page, inks)
    total = np.zeros(tones[0].shape, np.int16)  # 255 for an ink: whole numbers, so that equal sums are equal
    for tone in tones:
        total += tone
    side = 72 / dpi
    square = 2 * round(BROAD / side / 2) + 1
    most, x, y = largest(total)
    broad, left, top = largest(least_of_squares(total, square))
    corner = square // 2
    covered = {
        ink.name: round(int(tone.sum(dtype=np.int64)) / 2.55 / tone.size, 2)
        for ink, tone in zip(inks, tones, strict=True)
    }
    return PageInk(
        round(most / 2.55, 1),
        Rect(x * side, y * side, side, side),
        round(broad / 2.55, 1),
        Rect((left - corner) * side, (top - corner) * side, square * side, square * side),
        covered,
        unknown,
    )


def largest(total: Plane) -> tuple[int, int, int]:
    """Return the largest number of a plane, and the first place from the top left, x and y, that has it."""
    y, x = divmod(int(total.argmax()), total.shape[1])
    return int(total[y, x]), x, y


def least_of_squares(total: Plane, side: int) -> Plane:
    """Return a plane in which each place has the least of a square of that (odd) side around it.

    Its largest is what fills a whole square. Places beyond the edges count as full, so that a square may reach over.
    """
    least = np.pad(total, side // 2, constant_values=np.iinfo(total.dtype).max)
    for _ in range(2):  # across, then down
        done = 1
        while done < side:
            # The least of twice as many places: of those that are done and of those that follow them.
            step = min(done, side - done)
            least = np.minimum(least[:, :-step], least[:, step:])
            done += step
        least = least.T
    return least
