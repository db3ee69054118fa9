"""HTML and galleys to PDF bytes, with WeasyPrint. Nothing is fetched from outside of the template folder."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from layout.base.errors import TemplateError
from layout.base.messages import listed, say
from layout.design.fontfiles import Stock, add_to
from layout.design.fonts import Face
from layout.design.press import PressCondition
from layout.render.engine import (
    HTML,
    FontConfiguration,
    URLFetcher,
    URLFetcherResponse,
    ffi,
    pango,
    pangoft2,
)
from layout.render.faults import listening, report_css
from layout.render.galley import DrawnFont, Galley
from layout.render.inked import Pictures, svg_in_inks
from layout.render.page import GalleyBox
from layout.render.sheets import sheets_kept
from layout.render.subsets import PageFonts, files_in_place


class _TemplateFetcher(URLFetcher):  # type: ignore[misc]
    """Lets WeasyPrint read files inside the given folders and nothing else, SVG in the inks of a press."""

    def __init__(self, folders: Sequence[Path], press: PressCondition | None) -> None:
        super().__init__(allowed_protocols=("file",))
        self._folders, self._press = [folder.resolve() for folder in folders], press
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = self.allowed(url)
        if path is None:
            self.refused.append(url)  # WeasyPrint swallows what a fetcher raises, so it is told afterwards
            raise ValueError(say("refused: {url}", url=url))
        # The very file that was looked at is read, not what another reader of addresses makes of this one.
        response = super().fetch(path.as_uri(), headers)
        if self._press is None or path.suffix.lower() != ".svg":
            return response
        with closing(response):
            data = svg_in_inks(response.read(), self._press)
        return URLFetcherResponse(response.url, data, {"Content-Type": "image/svg+xml"})

    def allowed(self, url: str) -> Path | None:
        """Return the file of an address if it is in one of the folders."""
        path = self._path(url)
        inside = path and next((folder for folder in self._folders if path.is_relative_to(folder)), None)
        if not path or not inside:
            return None
        # What a paper's own shared folder has not, the program's has.
        same = (folder / path.relative_to(inside) for folder in self._folders if folder.name == inside.name)
        return path if path.exists() else next(filter(Path.exists, same), path)

    @staticmethod
    def _path(url: str) -> Path | None:
        """Return the file an address names, links followed; None if it names none on this machine."""
        try:
            parts = urlsplit(url)
            here = parts.scheme == "file" and parts.netloc in ("", "localhost")
            return Path(unquote(parts.path)).resolve() if here else None
        except (ValueError, OSError, RuntimeError):  # a zero in a name, a link to itself
            return None


class _Fonts(FontConfiguration):  # type: ignore[misc]
    """The machine's fonts as Pango knows them, a paper's own, and those that a template's ``@font-face`` rules add."""

    added = False

    def __init__(self, stock: Stock | None) -> None:
        super().__init__()
        self.stock = stock
        if stock and stock.files:
            add_to(int(ffi.cast("intptr_t", self._config)), stock)
            pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", self.font_map))

    def add_font_face(self, *rule: Any) -> Any:
        self.added = True
        return super().add_font_face(*rule)


_open = threading.local()


def _fonts(stock: Stock | None) -> _Fonts:
    """Return the fonts of this thread, which stay open from page to page: their files are tens of megabytes.

    Fonts that a template added belong to its page alone, so with them no other page is made.
    """
    fonts: _Fonts | None = getattr(_open, "fonts", None)
    if fonts is None or fonts.added or _own(fonts.stock) is not _own(stock):
        fonts = _open.fonts = _Fonts(stock)
    return fonts


def _own(stock: Stock | None) -> Stock | None:
    """Return a stock if it has more than the machine's faces."""
    return stock if stock and stock.files else None


def pango_version() -> str:
    """Return the version of the system's Pango, which sets what is not a galley."""
    major, minor = divmod(pango.pango_version(), 10_000)
    return f"{major}.{minor // 100}.{minor % 100}"


def render_pdf(
    html: str,
    galleys: Sequence[GalleyBox],
    faces: Mapping[str, Face],
    folders: Sequence[Path],
    press: PressCondition | None = None,
    stock: Stock | None = None,
) -> bytes:
    """Return the PDF of one page. ``folders[0]`` is the base of relative URLs (the template's folder).

    ``press`` is what the template's own pictures are separated for; without it they stay what they are. ``stock`` are
    the faces that text of the HTML may be set in, if a paper has some that the machine does not know.
    """
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    drawn: dict[object, DrawnFont] = {}
    cache: dict[str, object] = {box.url: Galley(box.block, faces, drawn) for box in galleys}
    base = folders[0].resolve().as_uri() + "/"
    fetcher = _TemplateFetcher(folders, press)
    if press is not None:
        cache = Pictures(cache, fetcher.allowed, press)
    with sheets_kept():
        with listening() as said:
            document = HTML(string=html, base_url=base, url_fetcher=fetcher).render(
                cache=cache, font_config=_fonts(stock)
            )
        _check_refused(fetcher)
        report_css(said, folders[0])
    if len(document.pages) != 1:
        raise TemplateError(
            say("the template made {count} pages of one", count=len(document.pages)),
            say("something in the template is taller than the sheet: look for boxes without position: absolute"),
        )
    document.fonts = fonts = PageFonts(faces)
    with files_in_place():
        pdf: bytes = document.write_pdf(finisher=fonts.finish)
    fonts.clear()  # the document is in circles that are broken up much later
    _check_refused(fetcher)  # attachments and pictures inside an SVG are asked for only now
    return pdf


def _check_refused(fetcher: _TemplateFetcher) -> None:
    if fetcher.refused:
        raise TemplateError(
            say("the template asks for {fromkeys}", fromkeys=listed(dict.fromkeys(fetcher.refused))),
            say("a template may use only files of its own folder and of assets/; put the file there"),
        )
