"""Plates as TIFF files: the whole sheet of a page with its marks, a file an ink, in grey or screened.

They are drawn in bands, so that a plate at the resolution of an imagesetter needs no more memory than a small one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

import numpy as np
from PIL import Image

from layout.base.units import Rect
from layout.images.inks import Ink
from layout.images.tiffs import StripTiff
from layout.pdf.identity import PROGRAM
from layout.pdf.label import Label
from layout.pdf.pdfium import OpenPage
from layout.pdf.plates import separations
from layout.pdf.screening import screen_of, screened

_BAND = 4_000_000
"""Pixels of a band: some 100 MB while it is drawn and screened."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate of a page, taken out of it and ready to be drawn."""

    ink: Ink
    sheet: Rect
    drawing: bytes

    def write(self, file: IO[bytes], dpi: int, ruling: float = 0.0) -> None:
        """Write the plate as a TIFF: of 8 bits in grey, or with ``ruling``, lines an inch, of 1 bit, screened."""
        screen = screen_of(self.ink, ruling) if ruling else None
        made = StripTiff(file, dpi, 1 if screen else 8, self.ink.name, PROGRAM)
        with ExitStack() as stack:
            page = stack.enter_context(OpenPage(self.drawing))
            for first, band in _bands(page, self.sheet, dpi):
                if screen:
                    tones = 255 - np.asarray(band)
                    made.add(Image.fromarray(~screened(tones, screen, dpi, first)))
                else:
                    made.add(band)
        made.close()


def plates_of(finished: bytes, label: Label, inks: Sequence[Ink], wanted: Sequence[Ink]) -> tuple[Plate, ...]:
    """Return the wanted plates of a page that has plates of ``inks``."""
    found = separations(finished, 0, inks)
    return tuple(
        Plate(ink, label.sheet, drawing)
        for ink, drawing in zip(found.inks, found.plates, strict=True)
        if ink in wanted and drawing
    )


def _bands(page: OpenPage, sheet: Rect, dpi: int) -> Iterator[tuple[int, Image.Image]]:
    """Yield a sheet in bands of whole pixels from its top, each with the number of its first row."""
    width, height = round(sheet.width * dpi / 72), round(sheet.height * dpi / 72)
    step = max(1, min(height, _BAND // width))
    for first in range(0, height, step):
        rows = min(step, height - first)
        place = Rect(sheet.x, sheet.y + first * 72 / dpi, sheet.width, rows * 72 / dpi)
        yield first, page.details((place,), dpi)[0]
