"""What the press cannot take of a page, without a page being made of it."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from layout.base.errors import BanmianError
from layout.base.messages import say
from layout.design.press import PdfX
from layout.pdf.spaces import Space
from layout.pdf.treatment import USE_CMYK, Treatment


class _UnfitError(BanmianError):
    """Carries what is wrong."""


class _Trial(Treatment):
    """Treats a page that is one picture and nothing else, so that what is wrong is said of the picture itself."""

    def check_space(self, space: Space, what: str) -> None:
        if found := space.foreign(icc=self.standard is PdfX.X4):
            raise self.blame(say("is in {found}; a press page is CMYK", found=found), USE_CMYK)


def unfit_for_press(rendered: bytes, standard: PdfX) -> str:
    """Return what is wrong for the press with the picture that a rendered PDF's first page is; empty if nothing is."""
    with pikepdf.open(BytesIO(rendered)) as pdf:
        try:
            _Trial(pdf, standard, _UnfitError).page(pdf.pages[0])
        except _UnfitError as unfit:
            return unfit.message
    return ""
