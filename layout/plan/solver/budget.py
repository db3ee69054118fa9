"""How much work a page may take, and how a search is told to stop.

Work is counted in steps of the sweep (see `sweep`), never in seconds, so that the same problem with the same budget
gives the same page on any machine. Only a cancel depends on the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

from layout.base.messages import say


class Level(IntEnum):
    """How far a search goes; each level does all that the one before it does."""

    FIRST = 1
    """Any page: the first that is found."""
    BETTER = 2
    """That page repaired, and looked for once more in wide sweeps."""
    PROOF = 3
    """What is left of the steps goes into raising the bound, and finds the last better pages."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The effort of planning a page. The defaults are what pages are planned with.

    ``level`` and ``steps`` are what a caller chooses; the rest is how the steps are spent. A step is the look at one
    shape of one item at one partial page: 0.03 to 0.06 microseconds in the kernel, seven to fifteen times as much in
    numpy where none was built. A page planned in full takes half a second of processor time with the kernel.
    """

    level: Level = Level.PROOF
    steps: int = 12_000_000
    """Steps a page may take."""

    first_share: float = 0.5
    first_steps: int = 6_000_000
    """Looking for a first page keeps within that part of the steps; where there is no page of another kind yet it may
    take so many, whatever ``steps`` says: any page is better than none."""
    first_width: int = 300
    """States a layer of the first sweep; no sweep of the whole page is narrower."""
    first_wider: int = 3
    """By how much that grows until a page is found."""

    repair_items: int = 7
    """A repair frees so many neighbouring items,"""
    repair_width: int = 1000
    """which a sweep of that width nearly always does exactly."""
    repair_share: float = 0.4
    wide_share: float = 0.3
    """Parts of the steps left that repairing, and each wide sweep for better pages, may take."""
    parts_share: float = 0.5
    """Part of the steps left that looking at parts of the problem by themselves may take."""
    previous_items: tuple[int, ...] = (1, 2, 3, 5, 7, 9)
    previous_enough: int = 7
    """Items freed around each one that cannot stay where the previous plan has it, itself too; of so many and fewer all
    are tried for the page on which least is moved, and more only if there is none."""

    steps_a_state: int = 50
    """Steps for each item and state of a layer, as long as no sweep has shown how many there are."""
    wider: float = 1.5
    """Another sweep for a first page or for the proof must be so many times wider than the last to be worth it."""
    widest: int = 200_000
    """States of a layer; with the steps to them about 1 kB each while they are worked out, 100 bytes afterwards."""
    layer_steps: int = 1 << 22
    """Steps kept of one layer; the rest are dropped by promise. A step takes some 200 bytes while it is worked on."""
    crowded: int = 6
    """Steps for each state that is to be kept, beyond which the less likely are dropped before they are worked out."""
    dominance_rounds: int = 2
    """How often the states of one outline are compared with the cheapest that is left of them."""
    scored_pages: int = 400
    """Pages of one sweep that are scored in full."""

    join_from: int = 60
    """Points from which on a page of rectangles is poor enough to look at pages with an L-shaped story."""
    join_tries: int = 6
    join_share: float = 0.5
    join_total: float = 1.5
    """Joined pages that are looked for, and the parts of the steps that each may take, and all."""
    alternative_tries: int = 3
    """Searches for one alternative; each wants it twice as different."""
    steps_a_unit: int = 6_000_000
    """Steps that one unit of the second engine's deterministic time is counted as."""

    patience: int = 10
    """How many times as long a first page is looked for where otherwise something has to be taken off the page,"""
    thoroughness: int = 4
    """and a better one than one with a fault that a reader sees."""

    def patient(self) -> Budget:
        """Return the budget for a page without which something has to be taken off."""
        return replace(self, first_steps=self.patience * self.first_steps)

    def thorough(self) -> Budget:
        """Return the budget for a page better than one that has a fault."""
        return replace(self, steps=self.thoroughness * self.steps)


PROVEN = Budget()
"""What pages are planned with."""


class Cancelled(Exception):
    """The search was told to stop before it had a page."""


class Cancel(Protocol):
    """Asked every few milliseconds whether to stop; once it has said so it must go on saying so."""

    def cancelled(self) -> bool:
        """Tell whether nobody waits for the page any more."""


class _Uncancelled:
    def cancelled(self) -> bool:
        return False


UNCANCELLED: Cancel = _Uncancelled()
"""Never stops a search."""


def check(cancel: Cancel) -> None:
    """Raise Cancelled if the search is to stop."""
    if cancel.cancelled():
        raise Cancelled(say("the search for a page was cancelled"))
