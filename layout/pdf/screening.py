"""Plates screened to black and white: a round dot whose place is fixed and whose size is the tone (an AM screen).

For proofs, and for a small press without a RIP of its own. A tone value t is to cover the part t of the sheet, so a
pixel is inked where the spot function, s = (cos u + cos v) / 2 in the screen's own directions, is among the t highest
of a cell; how high that is was counted once. No dot gain is reckoned in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from layout.images.inks import PROCESS, Ink

Grid: TypeAlias = NDArray[Any]

_ANGLES = dict(zip((ink.name for ink in PROCESS), (15.0, 75.0, 0.0, 45.0), strict=True))
"""Screen angles, degrees: the darkest ink at 45, where a screen is seen least, the others 30 away from each other;
yellow, which is hardly seen, between two."""
_SPOT_ANGLE = 75.0
"""That of a spot ink: magenta's, in whose place most stand."""
_TONES = 256
_ASIDE = 0.37, 0.21
"""Parts of a pixel that the screen stands aside: on the pixels' own corner, cells of whole pixels are symmetric, eight
pixels turn at once, and of 24 to a side there are 72 tones in place of 576."""
_CELL = 1024
"""Places along a cell's side at which the spot function is counted."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A halftone screen: its lines an inch, the angle of its lines in degrees."""

    ruling: float
    angle: float


def screen_of(ink: Ink, ruling: float) -> Screen:
    """Return the screen of an ink's plate."""
    return Screen(ruling, _ANGLES.get(ink.name, _SPOT_ANGLE))


def screened(tones: Grid, screen: Screen, dpi: float, first_row: int) -> Grid:
    """Return which pixels of a band of a plate are inked; ``tones`` are 255 for full ink.

    The screen goes on from band to band: ``first_row`` is the number of the band's first row on the plate.
    """
    rows, columns = tones.shape
    turn = 2 * math.pi * screen.ruling / dpi
    along, across = turn * math.cos(math.radians(screen.angle)), turn * math.sin(math.radians(screen.angle))
    x, y = np.arange(columns) + _ASIDE[0], np.arange(first_row, first_row + rows) + _ASIDE[1]
    # cos(a + b) = cos a cos b - sin a sin b: a row and a column of values make the whole band.
    spot = _outer(np.cos, along * x, across * y) - _outer(np.sin, along * x, across * y)
    spot += _outer(np.cos, across * x, along * y) + _outer(np.sin, across * x, along * y)
    inked: Grid = spot > _heights()[tones]
    return inked


def _outer(wave: Any, x: Grid, y: Grid) -> Grid:
    made: Grid = np.multiply.outer(wave(y).astype(np.float32), wave(x).astype(np.float32))
    return made


@cache
def _heights() -> Grid:
    """Return how high twice the spot function is at least where a tone is inked; none reaches that of no tone."""
    u = 2 * math.pi * (np.arange(_CELL) + 0.5) / _CELL
    spot = np.sort(np.add.outer(np.cos(u), np.cos(u)), axis=None)[::-1]
    counts = np.arange(1, _TONES - 1) * spot.size // (_TONES - 1)
    return np.concatenate(([np.inf], spot[counts], [-np.inf])).astype(np.float32)
