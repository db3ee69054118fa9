"""A template tried with an empty page before anything is planned: what its style sheets have wrong is seen there."""

from __future__ import annotations

from pathlib import Path

from layout.base.errors import TemplateError
from layout.build.bare import bare_page
from layout.compose.kit import TemplateKit
from layout.design.press import PressCondition
from layout.edition.model import Edition, Page
from layout.render.fitting import Fitter
from layout.render.html import render_html, template_folders


def check_kind(edition: Edition, page: Page, kit: TemplateKit, assets: Path, press: PressCondition) -> None:
    """Raise TemplateError with what a template's pages of that kind have wrong, whatever stands on them.

    What a template does only for a page with stories on it is not seen: a page without any may be none that it is for.
    """
    kit.store.remember(
        "dry-run", lambda: (kit.folder.name, page.kind, press), lambda: _try(edition, page, kit, assets, press)
    )


def _try(edition: Edition, page: Page, kit: TemplateKit, assets: Path, press: PressCondition) -> bool:
    from layout.pdf.finish import finish_page
    from layout.pdf.identity import PressInfo
    from layout.render.pdf import render_pdf

    bare = page.model_copy(update={"stories": (), "ads": (), "areas": (), "at": {}, "forbid": {}})
    model = bare_page(edition, bare, kit)
    try:
        html = render_html(model, kit.folder, Fitter(kit.fonts.faces))
    except TemplateError:
        return True  # told when a page is made: perhaps it needs stories
    rendered = render_pdf(html, model.galleys, kit.fonts.faces, [*template_folders(kit.folder), assets])
    info = PressInfo(edition.paper.name, edition.date, page.id, page.id)
    finish_page(rendered, kit.design.page, (), info, press=press)
    return True
