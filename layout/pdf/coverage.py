"""How much of its sheet a plate covers with ink, as a whole and key by key across the press: what an ink room sets.

An ink key lets out the ink of a strip of the plate. How wide it is opened follows from the part of its strip that
prints, which is the same as the mean tone value there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from layout.base.units import MM
from layout.images.inks import Ink
from layout.pdf import pdfium
from layout.pdf.label import Label
from layout.pdf.plates import separations

DPI = 150
"""Coarser, smoothed type comes out up to 3 % too heavy; at this it is 1 to 2, and a page takes half a second."""
_PLACES = 2
_FULL = 255


@dataclass(frozen=True, slots=True)
class PlateInk:
    """The ink of a plate inside the trim: the part that is covered, per cent, and so much area, cm².

    ``keys`` are the parts of the strips before each ink key, per cent, from the left or from the head.
    """

    ink: Ink
    percent: float
    area: float
    keys: tuple[float, ...] = ()


def plate_inks(
    finished: bytes, label: Label, inks: Sequence[Ink], keys: int = 0, *, along_height: bool = False
) -> tuple[PlateInk, ...]:
    """Return the ink of those plates of a page that print anything on the trim; ``label`` is the page's.

    ``keys`` strips of equal width lie along the page's width, or along its height. Plates of which some ink is seen
    only beside the trim, such as crop marks, are no plates of the page.
    """
    found = separations(finished, 0, inks)
    area = label.trim.width * label.trim.height / (10 * MM) ** 2
    measured = []
    for ink, plate in zip(found.inks, found.plates, strict=True):
        tones = ImageChops.invert(pdfium.page_image(plate, DPI).convert("L")) if plate else None
        if tones is None or tones.getbbox() is None:
            continue
        part = sum(tone * count for tone, count in enumerate(tones.histogram())) / (_FULL * tones.width * tones.height)
        strips = _strips(tones, keys, along_height=along_height) if keys else ()
        measured.append(PlateInk(ink, round(100 * part, _PLACES), round(part * area, _PLACES), strips))
    return tuple(measured)


def _strips(tones: Image.Image, keys: int, *, along_height: bool) -> tuple[float, ...]:
    """Return the mean tones of so many strips, per cent; a pixel between two of them counts for both by its parts."""
    size = (1, keys) if along_height else (keys, 1)
    means = tones.convert("F").resize(size, Image.Resampling.BOX)
    places = [(0, key) if along_height else (key, 0) for key in range(keys)]
    return tuple(round(100 * float(means.getpixel(place)) / _FULL, _PLACES) for place in places)  # type: ignore[arg-type]
