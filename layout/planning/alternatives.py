"""Different good plans of one page, to choose from."""

from __future__ import annotations

from layout.content.model import Edition, Page
from layout.errors import ContentError
from layout.opening import TemplateKit
from layout.plan.items import PlanError
from layout.plan.solve import NoPageError, PlanResult, alternatives
from layout.planning.page import state_page


def page_alternatives(edition: Edition, page: Page, kit: TemplateKit, count: int) -> tuple[PlanResult, ...]:
    """Return up to ``count`` different plans of a page, best first. Raises ContentError if there is none to choose."""
    if page.areas:
        raise ContentError(
            f"{page.place}: page {page.id} has areas: there is nothing to choose", "take areas: out of edition.yaml"
        )
    try:
        return alternatives(state_page(edition, page, kit), count)
    except NoPageError as error:
        raise ContentError(f"{page.place}: {error}", "build the page: what is told says what to cut or add") from error
    except PlanError as error:
        raise ContentError(f"{page.place}: {error}", "take something off the page, or put something on it") from error
