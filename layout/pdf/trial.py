"""What the press cannot take of a page, without a page being made of it."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from layout.base.errors import BanmianError
from layout.design.press import PdfX
from layout.pdf.treatment import Treatment


class _UnfitError(BanmianError):
    """Carries what is wrong."""


def unfit_for_press(rendered: bytes, standard: PdfX) -> str:
    """Return what is wrong with a rendered PDF's first page as a page for the press; empty if nothing is."""
    with pikepdf.open(BytesIO(rendered)) as pdf:
        try:
            Treatment(pdf, standard, _UnfitError).page(pdf.pages[0])
        except _UnfitError as unfit:
            return unfit.message
    return ""
