"""The digital edition (数字报): a site of plain HTML from the same plan as the printed pages."""

from layout.epaper.make import Epaper, make_epaper
from layout.epaper.readers import make_reading_pdf

__all__ = ["Epaper", "make_epaper", "make_reading_pdf"]
