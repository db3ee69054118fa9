"""Solving a sudoku: every digit once in each row, each column, each box. An exact cover, found by trying.

Of all that is still wanted (a digit in a cell, a digit in a row …) what can be had in the fewest ways is tried first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layout.compose.elements.lattice import OPEN

BOXES = {4: (2, 2), 6: (2, 3), 9: (3, 3)}
"""Rows of cells -> the rows and columns of a box."""

Choice = tuple[int, int, int]
"""A row, a column, a digit."""
Want = tuple[str, int, int]


def boxes_of(rows: Sequence[str]) -> tuple[int, int]:
    """Return the rows and columns of the boxes that rows of cells are parted into; (0, 0) if they are no sudoku."""
    size = len(rows)
    digits = set("".join(rows)) <= {OPEN, *map(str, range(1, size + 1))}
    return BOXES.get(size, (0, 0)) if digits and all(len(row) == size for row in rows) else (0, 0)


def clash(rows: Sequence[str]) -> tuple[int, int] | None:
    """Return the row and column of the first digit that stands in a row, column or box with another such."""
    met: set[Want] = set()
    for choice in _given(rows):
        wants = _wants(choice, len(rows))
        if not met.isdisjoint(wants):
            return choice[:2]
        met.update(wants)
    return None


def solutions(rows: Sequence[str], most: int = 2) -> list[tuple[str, ...]]:
    """Return the solutions of a sudoku, ``most`` of them at most."""
    if clash(rows):
        return []
    size = len(rows)
    every = ((row, column, digit) for row in range(size) for column in range(size) for digit in range(1, size + 1))
    ways: dict[Want, set[Choice]] = {}
    for choice in every:
        for want in _wants(choice, size):
            ways.setdefault(want, set()).add(choice)
    taken = list(_given(rows))
    for choice in taken:
        _take(ways, choice, size)
    found: list[tuple[str, ...]] = []
    for solved in _solved(ways, taken, size):
        found.append(solved)
        if len(found) == most:
            break
    return found


def _given(rows: Sequence[str]) -> Iterator[Choice]:
    for row, cells in enumerate(rows):
        for column, char in enumerate(cells):
            if char != OPEN:
                yield row, column, int(char)


def _wants(choice: Choice, size: int) -> tuple[Want, ...]:
    """Return what a digit in a cell gives: the cell is filled, and its row, column and box have the digit."""
    row, column, digit = choice
    high, wide = BOXES[size]
    box = row // high * (size // wide) + column // wide
    return ("cell", row, column), ("row", row, digit), ("column", column, digit), ("box", box, digit)


def _take(ways: dict[Want, set[Choice]], choice: Choice, size: int) -> list[tuple[Want, set[Choice]]]:
    """Take a digit: what it gives is wanted no more, and no other choice may give it. Return what is gone."""
    gone = []
    for want in _wants(choice, size):
        for other in ways[want]:
            for elsewhere in _wants(other, size):
                if elsewhere != want and elsewhere in ways:
                    ways[elsewhere].discard(other)
        gone.append((want, ways.pop(want)))
    return gone


def _give_back(ways: dict[Want, set[Choice]], gone: list[tuple[Want, set[Choice]]], size: int) -> None:
    for want, choices in reversed(gone):
        ways[want] = choices
        for other in choices:
            for elsewhere in _wants(other, size):
                if elsewhere != want and elsewhere in ways:
                    ways[elsewhere].add(other)


def _solved(ways: dict[Want, set[Choice]], taken: list[Choice], size: int) -> Iterator[tuple[str, ...]]:
    if not ways:
        cells = {(row, column): str(digit) for row, column, digit in taken}
        yield tuple("".join(cells[row, column] for column in range(size)) for row in range(size))
        return
    want = min(ways, key=lambda want: len(ways[want]))
    for choice in sorted(ways[want]):
        gone = _take(ways, choice, size)
        taken.append(choice)
        yield from _solved(ways, taken, size)
        taken.pop()
        _give_back(ways, gone, size)
