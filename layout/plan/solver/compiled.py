"""The sweep's kernel in C (`_sweep.c`): a problem laid out flat for it, and what it gives back.

It does what `sweep`, `walkback` and `bounds` do in numpy, to the same pages, points and steps. Where it was not built,
or a term of the score has pairs that it does not know, numpy does the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from layout.base.kernels import kernel
from layout.plan.solver.budget import UNCANCELLED, Budget, Cancel, check
from layout.plan.solver.merging import Ranking, crowded_from
from layout.plan.solver.states import AFTER_STRIP, Carried
from layout.plan.solver.tables import Tables
from layout.plan.solver.terms.model import Ints, PairCost
from layout.plan.solver.terms.neighbours import NOT_APART, PICTURE_APART

KERNEL = kernel(f"{__package__}._sweep")
"""None if numpy does all the work."""
HEADED, AD, STRIP, RANKED = 1, 2, 4, 8
"""What an item is, in bits."""
KNOWN_PAIRS: tuple[PairCost | None, ...] = (PICTURE_APART.pair, NOT_APART.pair)
"""The pairs that the kernel knows, in its numbers."""
STORED = (np.int32, np.uint8, np.uint16, np.int32, np.int32)
"""How the arrays of a layer are stored: parent, item, shape, cost, target."""

StoredLayer = tuple[NDArray[Any], ...]
Goals = list[tuple[int, int, int, int, int]]


class Flat(NamedTuple):
    """The tables of a problem as the kernel reads them."""

    numbers: Ints
    must: int
    items: Ints
    """Flags, number of its first shape, and of pinned items left, right, row and foot; one more row than items."""
    shapes: Ints
    """Columns, rows, the number of the kind of head, and the place of its size among the sizes."""
    clashes: Ints
    """What a head of one kind costs beside one of another; how much more, at most, than one of another."""
    unary: Ints
    pairs: Ints
    rest: NDArray[np.uint16]
    areas: Ints
    least: Ints
    stacks: NDArray[np.uint16]
    late: NDArray[np.uint16]


_FLAT: WeakKeyDictionary[Tables, Flat | None] = WeakKeyDictionary()


def flat(tables: Tables) -> Flat | None:
    """Return the tables for the kernel; None if it is not there or does not know a pair. Raises PlanError."""
    if KERNEL is None:
        return None
    if tables not in _FLAT:
        _FLAT[tables] = _flat(tables)
    return _FLAT[tables]


def _flat(tables: Tables) -> Flat | None:
    carried, bounds, problem = Carried(tables), tables.bounds, tables.problem
    if any(pair not in KNOWN_PAIRS for _, _, pair, _ in carried.pairs):
        return None
    numbers = (
        *(problem.columns, problem.rows, len(tables.items), tables.loose, len(carried.pairs)),
        *(carried.edge_bits, AFTER_STRIP, tables.lead, len(carried.clashes)),
        *(carried.cut_across, carried.cut_eased, carried.cut_down, carried.cut_rail, carried.rails),
        *(carried.lead_wide, carried.lead_size),
        bounds.exact_rest,
    )
    items, first = [], 0
    told = zip(tables.items, tables.shapes, tables.strips, carried.is_ad, carried.ranked, strict=True)
    for item, shapes, strip, ad, ranked in told:
        pin = (item.pinned.column, item.pinned.right, item.pinned.row, item.pinned.foot) if item.pinned else (0,) * 4
        items.append((HEADED * item.headed | AD * bool(ad) | STRIP * strip | RANKED * bool(ranked), first, *pin))
        first += len(shapes)
    items.append((0, first, 0, 0, 0, 0))
    pairs = [(one, other, KNOWN_PAIRS.index(pair), weight) for one, other, pair, weight in carried.pairs]
    return Flat(
        np.array(numbers, np.int32),
        tables.must,
        np.array(items, np.int32),
        np.array(
            [
                (shape.columns, shape.rows, kind, size)
                for shapes, kinds, sizes in zip(tables.shapes, carried.kinds, carried.sizes, strict=True)
                for shape, kind, size in zip(shapes, kinds, sizes, strict=True)
            ],
            np.int32,
        ),
        np.stack([carried.clashes, carried.worse]).astype(np.int32),
        np.concatenate([costs.astype(np.int32).ravel() for costs in tables.unary]),
        np.array(pairs, np.int32),
        bounds.rest,
        np.concatenate([bounds.least_area, bounds.most_area]),
        bounds.least,
        bounds.stacks,
        bounds.late,
    )


def sweep(
    problem: Flat, width: int, limit: int, ranking: Ranking | None, budget: Budget, cancel: Cancel
) -> tuple[list[StoredLayer], Goals, int, int]:
    """Return the layers, goals, ``dropped`` and ``steps`` of a sweep. Raises Cancelled."""
    assert KERNEL is not None
    layers, goals, dropped, steps = KERNEL.sweep(
        *problem,
        width,
        limit,
        budget.layer_steps,
        budget.crowded,
        budget.dominance_rounds,
        ranking.step if ranking else 0,
        ranking.crowd if ranking else -1,
        crowded_from(ranking.crowd) if ranking else b"",
        None if cancel is UNCANCELLED else lambda: check(cancel),
    )
    stored = [tuple(map(np.frombuffer, layer, STORED)) for layer in layers]
    return stored, goals, dropped, steps


def ways(layers: Sequence[StoredLayer], goals: Goals, limit: int, most: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Return the ``most`` cheapest pages of a sweep up to ``limit`` points, as points and (item, shape) in order."""
    assert KERNEL is not None
    found: list[tuple[int, tuple[Any, ...]]] = KERNEL.ways(list(layers), goals, limit, most)
    return found
