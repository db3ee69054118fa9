"""A template tried before anything is planned: what its files have wrong is seen there.

Its HTML is made of a page with one of everything on it, which takes no time; an empty page is drawn besides, for what
its style sheets have wrong.
"""

from __future__ import annotations

from pathlib import Path

from layout.base.errors import TemplateError
from layout.build.bare import bare_page
from layout.compose.kit import TemplateKit
from layout.design.press import PressCondition
from layout.edition.model import Edition, Page
from layout.render.fitting import Fitter
from layout.render.html import render_html, template_folders
from layout.render.probe import filled


def check_kind(edition: Edition, page: Page, kit: TemplateKit, assets: Path, press: PressCondition) -> None:
    """Raise TemplateError with what a template's pages of that kind have wrong, whatever stands on them."""
    kit.store.remember(
        "dry-run",
        lambda: (str(kit.folder), kit.name, page.kind, press),
        lambda: _try(edition, page, kit, assets, press),
        at_hand=True,
    )


def _try(edition: Edition, page: Page, kit: TemplateKit, assets: Path, press: PressCondition) -> bool:
    from layout.pdf.finish import finish_page
    from layout.pdf.identity import PressInfo
    from layout.render.pdf import render_pdf

    bare = page.model_copy(update={"stories": (), "ads": (), "areas": (), "at": {}, "forbid": {}})
    model = bare_page(edition, bare, kit)
    alike = (each for each in edition.pages if (each.template, each.kind) == (page.template, page.kind))
    full = filled(model, max(len(each.stories) for each in alike))
    html = render_html(full, kit.folder, Fitter(kit.fonts.named))
    try:
        html = render_html(model, kit.folder, Fitter(kit.fonts.named))
    except TemplateError:
        model = full  # a page that is for stories alone
    rendered = render_pdf(
        html, model.galleys, kit.fonts.faces, [*template_folders(kit.folder), assets], press, kit.fonts.stock
    )
    info = PressInfo(edition.paper.name, edition.date, page.id, page.id)
    finish_page(rendered, kit.design.page, (), info, press=press)
    return True
