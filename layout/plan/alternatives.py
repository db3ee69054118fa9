"""Different good plans of one page, to choose from."""

from __future__ import annotations

from layout.base.errors import ContentError
from layout.base.messages import say
from layout.compose.kit import TemplateKit
from layout.edition.model import Edition, Page
from layout.plan.page import state_page
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel
from layout.plan.solver.items import PlanError
from layout.plan.solver.solve import NoPageError, PlanResult, alternatives


def page_alternatives(
    edition: Edition,
    page: Page,
    kit: TemplateKit,
    count: int,
    *,
    budget: Budget = PROVEN,
    cancel: Cancel = UNCANCELLED,
) -> tuple[PlanResult, ...]:
    """Return up to ``count`` different plans of a page, best first; if it is cancelled those found by then.

    Raises ContentError if there is none to choose, Cancelled if it was cancelled before there was one.
    """
    if page.areas:
        raise ContentError(
            say("{page}: page {name} has areas: there is nothing to choose", page=page.ref, name=page.id),
            say("take areas: out of edition.yaml"),
        )
    try:
        return alternatives(state_page(edition, page, kit, cancel=cancel), count, budget=budget, cancel=cancel)
    except NoPageError as error:
        raise ContentError(
            say("{page}: {error}", page=page.ref, error=error),
            say("build the page: what is told says what to cut or add"),
        ) from error
    except PlanError as error:
        raise ContentError(
            say("{page}: {error}", page=page.ref, error=error),
            say("take something off the page, or put something on it"),
        ) from error
