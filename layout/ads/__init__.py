"""Ads: each drawn as a vector PDF of exactly the size of its box."""

from layout.ads.draw import AdDrawing, draw_ad

__all__ = ["AdDrawing", "draw_ad"]
