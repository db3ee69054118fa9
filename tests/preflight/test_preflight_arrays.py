"""What is reckoned over arrays comes out as it does thing by thing, to the last digit."""

from __future__ import annotations

import random
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from layout.base.units import Rect
from layout.pdf.facts import Colour, Family, Fill, covers, overlap, united
from layout.preflight.backdrop import Backdrop, Paper
from layout.preflight.lines.grid import _best_phase
from layout.preflight.pieces import _around
from layout.preflight.rules.white import _Grid, _has_hole, _largest
from layout.preflight.sides import inside, meeting, sharing, sides_of

K = Colour(Family.CMYK, Family.CMYK, (0.0, 0.0, 0.0, 1.0))
AREA = Rect(20.0, 30.0, 200.0, 300.0)


def rects(count: int, seed: int) -> list[Rect]:
    """Return rectangles of all forms on a small page: many share a side, some have no breadth, one is the page."""
    chance = random.Random(seed)
    sizes = (0.0, 0.03, 0.6, 7.0, 11.3, 90.0)
    made = [
        Rect(chance.randrange(24) * 12.5, chance.randrange(30) * 11.3, chance.choice(sizes), chance.choice(sizes))
        for _ in range(count - 1)
    ]
    return [*made, Rect(-9.0, -9.0, 318.0, 360.0)]


@pytest.mark.parametrize("seed", range(4))
def test_pairs_are_those_that_meet_and_in_their_order(seed):
    ones, others = rects(60, seed), rects(90, seed + 100)
    pairs = list(product(range(60), range(90)))
    sides = sides_of(ones), sides_of(others)

    def strictly(one: Rect, other: Rect) -> bool:
        across = one.x < other.right and other.x < one.right
        return across and one.y < other.bottom and other.y < one.bottom

    met = [(i, j) for i, j in pairs if strictly(ones[i], others[j])]
    assert met
    assert list(meeting(*sides)) == met
    shared = [(i, j, overlap(ones[i], others[j])) for i, j in pairs]
    wide = [(i, j) for i, j, both in shared if both and both.width > 0.5 and both.height > 0.5]
    assert list(sharing(*sides, 0.5)) == wide
    within = inside(sides[1], sides[0][:, :, None], 0.3)
    assert [(i, j) for i, j in pairs if within[i, j]] == [
        (i, j) for i, j in pairs if covers(ones[i], others[j], play=0.3)
    ]


def test_pairs_are_the_same_block_by_block(monkeypatch):
    sides = sides_of(rects(80, 7)), sides_of(rects(80, 8))
    whole = list(meeting(*sides))
    monkeypatch.setattr("layout.preflight.sides._BLOCK", 50)
    assert list(meeting(*sides)) == whole


def test_covered_is_what_has_more_than_paper_under_it():
    fills = tuple(Fill(2 * at, rect, "page", K, False, 0, True) for at, rect in enumerate(rects(40, 3)))
    backdrop = Backdrop(cast(Any, SimpleNamespace(fills=fills, images=())))
    asked = rects(60, 4)
    orders = [random.Random(5).randrange(80) for _ in asked]
    covered = {
        number
        for number, (order, rect) in enumerate(zip(orders, asked, strict=True))
        if not isinstance(next(backdrop.under(order, rect)), Paper)
    }
    assert 0 < len(covered) < 60
    assert backdrop.covered(orders, asked) == covered


def test_boxes_are_put_together_as_rectangles_are():
    chance = random.Random(2)
    boxes = [[chance.uniform(0, 400) for _ in range(2)] + [chance.uniform(0, 9) for _ in range(2)] for _ in range(40)]
    whole = Rect(*boxes[0])
    for box in boxes[1:]:
        whole = united(whole, Rect(*box))
    assert _around(boxes) == whole


@pytest.mark.parametrize("seed", range(3))
def test_empty_cells_are_those_that_nothing_stands_in(seed):
    grid, things = _Grid(AREA, 6.1), rects(12, seed)[:-1]
    empty = np.ones(grid.shape, dtype=bool)
    for thing in things:
        if (shared := overlap(AREA, thing)) is not None:
            columns = int((shared.x - AREA.x) / 6.0), int(np.ceil((shared.right - AREA.x) / 6.0))
            rows = int((shared.y - AREA.y) / 6.1), int(np.ceil((shared.bottom - AREA.y) / 6.1))
            empty[slice(*rows), slice(*columns)] = False
    assert 0 < empty.sum() < empty.size
    assert (grid.none_of(sides_of(things)) == empty).all()


def test_a_hole_is_looked_for_only_where_there_is_one():
    empty = np.random.default_rng(1).random((30, 40)) > 0.12
    found = []
    for wide, high in product(range(1, 12, 2), range(1, 12, 3)):
        windows = [empty[y : y + high, x : x + wide] for y in range(31 - high) for x in range(41 - wide)]
        found.append(any(window.all() for window in windows))
        assert _has_hole(empty, wide, high) == found[-1]
        assert (_largest(empty, wide, high) is not None) == found[-1]
    assert any(found)
    assert not all(found)


def test_the_phase_of_a_grid_is_the_one_most_baselines_share():
    chance = random.Random(4)
    baselines = [15.0 * chance.randrange(60) + 3.2 + chance.uniform(-0.07, 0.07) for _ in range(50)]
    baselines += [chance.uniform(0, 900) for _ in range(30)]
    rests = sorted(baseline % 15.0 for baseline in baselines)
    around = rests + [rest + 15.0 for rest in rests]
    counts = [sum(other - rest <= 0.05 for other in around[at : at + len(rests)]) for at, rest in enumerate(rests)]
    phase, count = _best_phase(baselines, 15.0, 0.05)
    assert count == max(counts)
    at = counts.index(count)
    assert phase == (rests[at] + around[at + count - 1]) / 2 % 15.0
