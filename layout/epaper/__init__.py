"""The digital edition (数字报): a site of plain HTML from the same plan as the printed pages."""

from layout.epaper.make import Epaper, make_epaper

__all__ = ["Epaper", "make_epaper"]
