"""The page as a constraint model for the second engine: every cell belongs to exactly one item.

Item i has, for each shape and left column it may have, a literal (``stands``), of which exactly one is true if the item
is on the page, and whole-number variables ``row`` and ``foot``, whose difference is the rows of the chosen shape. In
every column the items standing there do not overlap (intervals that exist if the item covers the column), and their
rows add up to the page's::

    column 2:   |-- A: rows 0 to 30 --|-- C: 30 to 52 --|-- ad: 52 to 84 --|      30 + 22 + 32 = 84

Intervals that do not overlap and add up to the whole leave no hole, so both together are exact cover, and pinwheels are
pages like any other. Terms of the score add their constraints to this (``Term.constraints``): literals and expressions
that are at least what the term counts; minimising makes them equal to it in every page that is proven best.

The model shares no code with the sweep but the legal shapes; what both agree on is hardly wrong by accident. It is
exact whenever the solver says optimal; within its limit it proves few pages of more than four items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ortools.sat.python import cp_model

from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import Footprint, Item, PageProblem
from layout.plan.solver.tables import blocker, legal_shapes

Linear = cp_model.LinearExpr | int
Literal = cp_model.IntVar
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stand:
    """A shape at a left column."""

    shape: Footprint
    column: int

    @property
    def right(self) -> int:
        """The first column to its right."""
        return self.column + self.shape.columns


def _covers(column: int, stand: Stand) -> bool:
    return stand.column <= column < stand.right


class Cover:
    """The variables of a page and the constraints that make its items an exact cover."""

    def __init__(self, problem: PageProblem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.items = (*problem.items, *(blocker(at, rect) for at, rect in enumerate(problem.blocked)))
        self.stands: list[dict[Stand, cp_model.IntVar]] = []
        self.row: list[cp_model.IntVar] = []
        self.foot: list[cp_model.IntVar] = []
        self.present: list[cp_model.IntVar] = []
        self._made: dict[object, Any] = {}
        for item in self.items:
            self._place(item)
        self._tile()

    def _place(self, item: Item) -> None:
        model, page = self.model, self.problem
        zone = item.pinned or item.within or GridRect(0, 0, page.columns, page.rows)
        shapes = [s for s in legal_shapes(item) if s.columns <= zone.columns and s.rows <= zone.rows]
        stands = {
            Stand(shape, column): model.new_bool_var(f"{item.id}.{shape.columns}x{shape.rows}@{column}")
            for shape in shapes
            for column in range(zone.column, zone.right - shape.columns + 1)
        }
        row = model.new_int_var(zone.row, zone.foot, f"{item.id}.row")
        foot = model.new_int_var(zone.row, zone.foot, f"{item.id}.foot")
        present = model.new_bool_var(f"{item.id}.present")
        model.add(sum(stands.values()) == present)
        if not item.optional or item.pinned is not None:
            model.add(present == 1)
        model.add(foot - row == sum(stand.shape.rows * lit for stand, lit in stands.items()))
        if item.optional:
            model.add(row == zone.row).only_enforce_if(~present)
        for at_top in (True, False):
            bound = [lit for stand, lit in stands.items() if stand.shape.at_top is at_top]
            if bound:
                there = model.new_bool_var("")
                model.add(sum(bound) == there)
                model.add(row == 0 if at_top else row >= 1).only_enforce_if(there)
        for rect in item.forbidden:
            over = [lit for stand, lit in stands.items() if stand.column < rect.right and rect.column < stand.right]
            above = model.new_bool_var("")
            for literal in over:
                model.add(foot <= rect.row).only_enforce_if(literal, above)
                model.add(row >= rect.foot).only_enforce_if(literal, ~above)
        self.stands.append(stands)
        self.row.append(row)
        self.foot.append(foot)
        self.present.append(present)

    def _tile(self) -> None:
        model, page = self.model, self.problem
        self.inside = [
            [self.any_of(at, partial(_covers, column)) for column in range(page.columns)]
            for at in range(len(self.items))
        ]
        for column in range(page.columns):
            spans = []
            for at in range(len(self.items)):
                size = model.new_int_var(0, page.rows, "")
                model.add(size == self.foot[at] - self.row[at])
                spans.append(
                    model.new_optional_interval_var(self.row[at], size, self.foot[at], self.inside[at][column], "")
                )
            model.add_no_overlap(spans)
            standing = [
                stand.shape.rows * literal
                for stands in self.stands
                for stand, literal in stands.items()
                if _covers(column, stand)
            ]
            model.add(sum(standing) == page.rows)

    def any_of(self, at: int, wanted: Callable[[Stand], bool]) -> cp_model.IntVar:
        """Return a literal that an item stands in one of the wanted ways."""
        found = self.model.new_bool_var("")
        self.model.add(sum(literal for stand, literal in self.stands[at].items() if wanted(stand)) == found)
        return found

    def starts_at(self, at: int, column: int) -> cp_model.IntVar:
        """Return a literal that an item's left column is this one."""
        return self.once(("left", at, column), lambda: self.any_of(at, lambda stand: stand.column == column))

    def ends_at(self, at: int, column: int) -> cp_model.IntVar:
        """Return a literal that this column is the first to the right of an item."""
        return self.once(("right", at, column), lambda: self.any_of(at, lambda stand: stand.right == column))

    def wide(self, at: int, columns: int) -> cp_model.IntVar:
        """Return a literal that an item is so many columns wide."""
        return self.once(("wide", at, columns), lambda: self.any_of(at, lambda s: s.shape.columns == columns))

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what was made under a key, making it the first time: literals that several terms ask for."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def less(self, one: int, other: int) -> cp_model.IntVar:
        """Return a literal which, if true, makes one item begin above another."""

        def make() -> cp_model.IntVar:
            literal = self.model.new_bool_var("")
            self.model.add(self.row[one] < self.row[other]).only_enforce_if(literal)
            return literal

        return self.once(("above", one, other), make)

    def over(self, value: Linear, where: cp_model.IntVar | None = None) -> cp_model.IntVar:
        """Return a variable that is at least a value and nothing; ``where`` may say when it counts."""
        found = self.model.new_int_var(0, self.problem.rows, "")
        made = self.model.add(found >= value)
        if where is not None:
            made.only_enforce_if(where)
        return found

    def units_by_shape(self, units: Callable[[Item, Footprint], int]) -> Iterator[Linear]:
        """Yield what each shape of each item counts, if it is taken."""
        for at, item in enumerate(self.items):
            if item.kind is not ItemKind.BLOCKED:
                for stand, literal in self.stands[at].items():
                    if counted := units(item, stand.shape):
                        yield counted * literal

    def widths(self, at: int) -> list[int]:
        """Return the widths an item may have."""
        return sorted({stand.shape.columns for stand in self.stands[at]})

    def may_be_in(self, at: int, column: int) -> bool:
        """Tell whether an item may stand in a column."""
        return any(stand.column <= column < stand.right for stand in self.stands[at])

    def columns_of(self, at: int) -> Linear:
        """Return how many columns an item has, as an expression (none if it is not on the page)."""
        return sum(stand.shape.columns * literal for stand, literal in self.stands[at].items())

    def left_of(self, at: int) -> Linear:
        """Return an item's left column as an expression."""
        return sum(stand.column * literal for stand, literal in self.stands[at].items())

    def right_of(self, at: int) -> Linear:
        """Return the first column to the right of an item as an expression."""
        return sum(stand.right * literal for stand, literal in self.stands[at].items())

    def plan(self, value: Callable[[cp_model.IntVar], int]) -> PagePlan:
        """Read a plan from the values of the variables."""
        placements = []
        for at, item in enumerate(self.items):
            for stand, literal in self.stands[at].items():
                if value(literal) and item.kind is not ItemKind.BLOCKED:
                    rect = GridRect(stand.column, value(self.row[at]), stand.shape.columns, stand.shape.rows)
                    placements.append(Placement(item.id, item.kind, rect))
        placements.sort(key=lambda placement: (placement.rect.row, placement.rect.column))
        return PagePlan(self.problem.page, self.problem.columns, self.problem.rows, tuple(placements))
