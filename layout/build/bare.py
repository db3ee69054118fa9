"""A page as its template gets it before anything stands there: so what a template does by itself is known at once."""

from __future__ import annotations

from layout.compose.kit import TemplateKit
from layout.edition.model import Edition, Page
from layout.plan.problem import NAMEPLATE
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.teasers import plate_rows
from layout.render.page import PageModel, page_model


def bare_page(edition: Edition, page: Page, kit: TemplateKit) -> PageModel:
    """Return the model of a page without stories and ads; a front page that is planned has its nameplate."""
    grid, rows = kit.design.grid, plate_rows(edition, page, kit.design)
    plate = Placement(NAMEPLATE, ItemKind.NAMEPLATE, GridRect(0, 0, grid.columns, rows))
    placed = (plate,) if rows else ()
    return page_model(edition, page, PagePlan(page.id, grid.columns, grid.rows, placed), {}, kit.design)
