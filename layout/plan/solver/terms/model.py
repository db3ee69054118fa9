"""What a term of the score is: one record that says everything the planner must know of it.

The planner meets a term in three places. ``find`` counts it on a finished page, whoever made that: this is what the
term means. The sweep wants to know of it earlier, so that it need not finish pages to see that they are dear: as the
cost of one item's place (``item``), as the cost of two items' places (``pair``), or from what its states carry anyway
(``carried``). A term that says none of these is counted on finished pages only, which is true but steers nothing.
``constraints`` states it to the second engine.

Whatever the sweep counts must never be more than ``find`` counts on the page that comes of it, or its bounds lie.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from layout.base.codes import Code
from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.solver.items import Footprint, Item, PageProblem

if TYPE_CHECKING:
    from layout.plan.solver.cover import Cover, Linear

Ints = NDArray[np.int32]
Array = NDArray[np.int64]
Bools = NDArray[np.bool_]
Skyline = NDArray[np.int16]
"""The first free row by column and partial page."""


class Found(NamedTuple):
    """So many units of a term in one place of a page; ``subject`` is the item it is about, if it is about one."""

    units: int
    why: str
    subject: str = ""


@dataclass(frozen=True)
class PageView:
    """A plan as the terms see it: outer rectangles, notches, and the legal shapes the items stand in, by id."""

    problem: PageProblem
    plan: PagePlan
    rects: Mapping[str, GridRect]
    notches: Mapping[str, GridRect]
    shapes: Mapping[str, Footprint]

    @property
    def placed(self) -> list[tuple[Item, GridRect]]:
        """The items that stand on the page, ads joined with a story too."""
        return [(item, self.rects[item.id]) for item in self.problem.apart if item.id in self.rects]

    @property
    def headed(self) -> list[tuple[Item, GridRect]]:
        """Those of them that have a head."""
        return [(item, rect) for item, rect in self.placed if item.headed]

    def parts(self, name: str) -> tuple[GridRect, ...]:
        """Return the rectangles that are an item's own: one, or the two of an L."""
        return self.rects[name].without(self.notches.get(name))


Find = Callable[[PageView], Iterator[Found]]
PlaceUnits = Callable[[Footprint, int], "int | Ints"]
"""(shape, left column) -> units: one number, or one for each row the item may begin on, from 0 to the page's rows."""
ItemUnits = Callable[[PageProblem, Item], "Ints | PlaceUnits | None"]
"""What one item's place costs, whatever stands elsewhere. None: the term is not about this item. An array: units by the
row it begins on, in whatever shape. Else a function of shape and column."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Rectangles in arrays that go together: left column, first column to the right, first row, first row below."""

    left: Array
    right: Array
    row: Array
    foot: Array

    def across(self, other: Sides) -> Array:
        """Return how many columns two have in common; 0 if they touch, negative if there is something between."""
        return np.minimum(self.right, other.right) - np.maximum(self.left, other.left)

    def down(self, other: Sides) -> Array:
        """Return the same of their rows."""
        return np.minimum(self.foot, other.foot) - np.maximum(self.row, other.row)


@dataclass(frozen=True, slots=True)
class PairCost:
    """A unit for a pair of items that stand badly to each other: known when the second of them is placed.

    Until then a state of the sweep keeps the first one's rectangle. The rest tells the sweep when it may forget it,
    so that more states are alike; without it the rectangle is kept until both stand.
    """

    pairs: Callable[[PageProblem, Sequence[Item]], Iterator[tuple[str, str]]]
    """The pairs, by id, among the items the sweep places."""
    faulty: Callable[[Sides, Sides], Bools]
    """Whether two placed rectangles are at fault."""
    still_open: Callable[[Sides, Skyline], Bools] | None = None
    """Whether the fault may still depend on where the other item goes, which will begin on or below the skyline."""
    closed_is_fault: bool = False
    """Whether a pair that is not open any more is at fault for certain; otherwise it is certainly not."""
    top_matters: Callable[[Sides, Skyline], Bools] | None = None
    """Whether the row that the placed rectangle begins on can still matter, or only its foot and sides."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A term as a finding of the linter: its code, what is said, and what to do."""

    code: Code
    what: str
    hint: str
    find: Find | None = None
    """What of that which the term counts is a fault, and not only worse than it could be; all of it if not given."""


def never(problem: PageProblem) -> bool:
    """Say no of any problem."""
    return False


def always(problem: PageProblem) -> bool:
    """Say yes of any problem."""
    return True


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the score: every ``unit`` found on a page costs ``weight`` points, for the ``reason``."""

    name: str
    weight: int
    unit: str
    reason: str
    find: Find
    item: ItemUnits | None = None
    pair: PairCost | None = None
    carried: bool = False
    """Whether the sweep counts it from facts its states carry: those of `states`, which know these terms by name."""
    constraints: Callable[[Cover], Iterator[Linear]] | None = None
    """Units as expressions over a cover, with what constraints they need; the engine minimises, so each must be at
    least the units. Without it the second engine does not know the term, and its bound is the lower for it."""
    fault: Fault | None = None
    alike_in_mirror: Callable[[PageProblem], bool] = never
    """Whether every page of a problem has as many units as its mirror image. If all terms say so, and nothing is pinned
    or barred to one side, the search looks at one of the two only."""


Terms = Mapping[str, Term]
"""Terms by name, in the order of the handbook."""
