"""What makes a page good: one table of named terms, a record each.

Every term counts something in its own unit; its weight turns the count into points. No points is a perfect page.
"""

from __future__ import annotations

from types import MappingProxyType

from layout.plan.solver.terms.ads import AD_EDGE, AD_HIGH, AD_OVER
from layout.plan.solver.terms.balance import BALANCE_ENDS, BALANCE_SIDES
from layout.plan.solver.terms.cuts import CUT_ACROSS, CUT_ACROSS_EASED, CUT_DOWN, CUT_DOWN_RAIL
from layout.plan.solver.terms.heads import TOMBSTONE, TOMBSTONE_EASED, TOMBSTONE_NEAR
from layout.plan.solver.terms.model import Term, Terms
from layout.plan.solver.terms.moves import MOVED, MOVED_ROWS
from layout.plan.solver.terms.neighbours import NOT_APART, PICTURE_APART
from layout.plan.solver.terms.ranking import LEAD_SIZE, LEAD_TOP, LEAD_WIDE, ORDER
from layout.plan.solver.terms.shapes import FILLER, L_SHAPE, OFF_PLAY, SHAPE
from layout.plan.solver.terms.slivers import SLIVER_FLAT, SLIVER_TALL


def table(*terms: Term) -> Terms:
    """Return terms as a table, by name. Raises ValueError if two have the same name."""
    made = {term.name: term for term in terms}
    if len(made) < len(terms):
        raise ValueError("two terms of the score have the same name")
    return MappingProxyType(made)


TERMS: Terms = table(
    SHAPE,
    OFF_PLAY,
    LEAD_TOP,
    LEAD_WIDE,
    LEAD_SIZE,
    ORDER,
    TOMBSTONE,
    TOMBSTONE_EASED,
    TOMBSTONE_NEAR,
    CUT_ACROSS,
    CUT_ACROSS_EASED,
    CUT_DOWN,
    CUT_DOWN_RAIL,
    SLIVER_TALL,
    SLIVER_FLAT,
    PICTURE_APART,
    NOT_APART,
    AD_EDGE,
    AD_HIGH,
    AD_OVER,
    FILLER,
    BALANCE_SIDES,
    BALANCE_ENDS,
    L_SHAPE,
    MOVED,
    MOVED_ROWS,
)
