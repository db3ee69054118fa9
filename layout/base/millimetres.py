"""Rectangles as people and other programs measure them. The program itself reckons in points (layout.base.units)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MmRect:
    """An upright rectangle in millimetres, to 0.001; x to the right, y downwards from the page's trim top left."""

    x: float
    y: float
    width: float
    height: float
