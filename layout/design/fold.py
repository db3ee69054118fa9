"""Two facing pages as one: the tokens of a template made those of a spread (跨版, 通版).

A spread has the base columns of both pages. Where printing runs through the fold (通版) the white between the two type
areas is shared out among all gutters, so that columns go on evenly over it and keep their measure. Where the pages lie
apart (跨版) columns stay where they are on either page; then the grid is reckoned as if the gutter at the fold were
like any other, and everything beyond is moved outwards when it is put on the page (see `layout.render.fold`), so that
a story is set alike on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layout.edition.model import Fold

if TYPE_CHECKING:
    from layout.design.tokens import Design


@dataclass(frozen=True, slots=True)
class FoldPlace:
    """Where the fold of a spread is, pt from the trim's left, after ``columns`` base columns.

    ``grid_x`` is where it would be if the gutter there were like any other, and ``apart`` what it is wider: what lies
    beyond ``grid_x`` stands so much further to the right.
    """

    kind: Fold
    columns: int
    x: float
    grid_x: float
    apart: float


def spread_design(design: Design, kind: Fold) -> Design:
    """Return the tokens of two pages of a template as one: a page twice as wide, with twice the base columns."""
    grid, page = design.grid, design.page
    columns, left = 2 * grid.columns, page.margins.left
    right = page.width - left - grid.width
    between, gutter = right + left, grid.gutter
    if kind == "through":
        gutter += (between - gutter) / (columns - 1)
    grid_x = left + grid.columns * (grid.column + gutter) - gutter / 2
    apart = 0.0 if kind == "through" else between - gutter
    return design.model_copy(
        update={
            "page": page.model_copy(update={"width": 2 * page.width}),
            "grid": grid.model_copy(update={"columns": columns, "gutter": gutter}),
            "fold": FoldPlace(kind, grid.columns, page.width, grid_x, apart),
        }
    )
