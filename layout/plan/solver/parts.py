"""Parts of a problem that are searched each by itself: the pages whose lead has one width and no head is wider.

Where pages are rare, a sweep of the whole problem drops the few ways that lead to one among many that lead to none, and
comes upon pages only on which the ranking is broken. The lead's width decides most of what else a page can be: with it
given, and no other head wider, there are far fewer ways, and a narrow sweep of each part finds what a wide one of the
whole does not. Together the parts hold every page without the fault `lead-wide`; a page found in one is a page of the
whole, but they say nothing about the bound of all pages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layout.plan.solver.bounds import NEVER
from layout.plan.solver.budget import UNCANCELLED, Cancel
from layout.plan.solver.tables import Tables, restrict
from layout.plan.solver.terms.ranking import is_ranked


def parts_by_lead(tables: Tables, cancel: Cancel = UNCANCELLED) -> tuple[Tables, ...]:
    """Return the parts of a problem, that with the narrowest lead first; none where there is no lead, or no choice.

    A part is left out in which an item has no place.
    """
    if tables.lead < 0:
        return ()
    widths = sorted({shape.columns for shape in tables.shapes[tables.lead]})
    parts = []
    for width in widths:
        masks = [_mask(tables, at, width) for at in range(len(tables.items))]
        if all(_has_place(tables, at, mask) for at, mask in enumerate(masks) if tables.must >> at & 1):
            parts.append(restrict(tables, masks, cancel))
    return tuple(parts)


def _mask(tables: Tables, at: int, width: int) -> NDArray[np.bool_] | None:
    """Return where an item may stand beside a lead of that width, like ``unary``; None for where it may anyway."""
    if at >= tables.loose or not is_ranked(tables.items[at]):
        return None
    shapes = tables.shapes[at]
    fitting = [shape.columns == width if at == tables.lead else shape.columns <= width for shape in shapes]
    return np.broadcast_to(np.array(fitting, np.bool_), tables.unary[at].shape)


def _has_place(tables: Tables, at: int, mask: NDArray[np.bool_] | None) -> bool:
    cost = tables.unary[at] if mask is None else tables.unary[at][mask]
    return bool((cost < NEVER).any())
