"""The baseline grid a page is set to, found from its baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layout.preflight.lines.columns import densest

PITCH_PLAY = 0.02
"""How far the pitch may be from what neighbouring lines show, pt."""
PITCH_STEP = 0.0005
"""Steps in which it is tried, pt."""
FITS = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows ``pitch`` pt apart, one of them ``phase`` pt from the trim's top."""

    pitch: float
    phase: float

    def error(self, baseline: float) -> float:
        """Return how far below (+) or above (-) the nearest row a baseline is, pt."""
        rows = (baseline - self.phase) / self.pitch
        return (rows - round(rows)) * self.pitch


def find_pitch(steps: Sequence[float]) -> float:
    """Return the row pitch (pt) that most distances between neighbouring baselines show; 0 without any."""
    return densest(steps) if steps else 0.0


def find_grid(baselines: Sequence[float], pitch: float, tolerance: float) -> Grid | None:
    """Return the grid near ``pitch`` that most baselines keep within ``tolerance`` pt; None without any.

    A hundredth of a point in the pitch is a point at the foot of a page, so the pitch is searched for, and
    then both are fitted to the baselines that keep the grid, by least squares.
    """
    if not baselines or pitch <= 0:
        return None
    best, kept = Grid(pitch, baselines[0]), -1
    for step in range(round(PITCH_PLAY / PITCH_STEP) + 1):
        # The nearer one of those that as many keep: when all do, none farther away is better.
        if kept == len(baselines):
            break
        for tried in (pitch - step * PITCH_STEP, pitch + step * PITCH_STEP):
            phase, count = _best_phase(baselines, tried, tolerance)
            if (count, -abs(tried - pitch)) > (kept, -abs(best.pitch - pitch)):
                best, kept = Grid(tried, phase), count
    # Baselines far from the middle of the page come within reach as the pitch gets better.
    for _ in range(FITS):
        best = _fitted(best, baselines, tolerance)
    return best


def _best_phase(baselines: Sequence[float], pitch: float, tolerance: float) -> tuple[float, int]:
    """Return the phase that most baselines share within the tolerance, and how many they are.

    The rests in a row of the grid, in their order and then once more a row farther on: of each the others that are
    no more than the tolerance behind it.
    """
    rests = np.sort(np.array(baselines) % pitch)
    around, at = np.concatenate((rests, rests + pitch)), np.arange(len(rests))
    end = np.minimum(np.searchsorted(around, rests + tolerance - _ROUNDING), at + len(rests))
    while (more := (end < at + len(rests)) & (around[np.minimum(end, len(around) - 1)] - rests <= tolerance)).any():
        end += more
    best = int(np.argmax(end - at))
    return float((rests[best] + around[end[best] - 1]) / 2 % pitch), int(end[best] - best)


_ROUNDING = 1e-9
"""More than a sum of two numbers is wrong by, pt: what is so near to the tolerance is looked at singly."""


def _fitted(grid: Grid, baselines: Sequence[float], tolerance: float) -> Grid:
    keeping = [baseline for baseline in baselines if abs(grid.error(baseline)) <= tolerance]
    rows = [round((baseline - grid.phase) / grid.pitch) for baseline in keeping]
    if len(set(rows)) < 2:
        return grid
    mean_row, mean = sum(rows) / len(rows), sum(keeping) / len(keeping)
    spread = sum((row - mean_row) ** 2 for row in rows)
    pitch = sum((row - mean_row) * (y - mean) for row, y in zip(rows, keeping, strict=True)) / spread
    return Grid(pitch, (mean - mean_row * pitch) % pitch)
