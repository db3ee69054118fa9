"""Pictures that a template has of its own (a nameplate, a sign): each tried for the press, at the line that names it.

The renderer tells of a page only that something on it is painted in RGB. So every picture is set on a page of its own
and treated as a page is, which names the one that is at fault, before anything is planned. They are brought into the
press's inks before (`layout.render.inked`): what is told here could not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, listing
from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.design.press import PressCondition
from layout.files.project import DESIGN_FILE
from layout.files.text import meant, shown
from layout.images.kinds import RASTERS
from layout.render.faults import style_files, without_comments
from layout.render.html import template_folders

_NAMED = re.compile(r"""(?:\b(?:src|href|data)\s*=\s*["']|\burl\(\s*["']?)([^"'(){}\s]+)""")
_PICTURE = re.compile(rf"(?!\w+:|//).+(?:{'|'.join(map(re.escape, (*RASTERS, '.svg')))})", re.IGNORECASE)

_LOGO = re.compile(r"""^logo\s*:\s*["']?([^\s"'#]+)""", re.MULTILINE)

HINT = say("draw it without gradients, filters and pictures inside it, or save it as a PNG of 600 pixels an inch")


def check_pictures(folder: Path, assets: Path, press: PressCondition) -> None:
    """Raise TemplateError with every picture a template names that is not there, or is not fit for the press."""
    faults: list[Finding] = []
    allowed = [place.resolve() for place in (*template_folders(folder), assets)]
    for place, name, base in _named(folder):
        ways = [way.resolve() for way in (folder / name, base / name)]
        inside = [way for way in ways if any(way.is_relative_to(home) for home in allowed)]
        if "%" in name or len(inside) < len(ways):
            continue  # the renderer asks for it, is refused, and says so
        path = next((found for found in inside if found.is_file()), None)
        if path is None:
            near = sorted(file.name for file in (folder / name).parent.glob("*") if file.is_file())
            said = say("there is no picture {path}", path=name)
            hint = meant(Path(name).name, near) or say("put it into the template's folder")
        elif not _PICTURE.fullmatch(name):
            said, hint = say("the picture {name} is of a kind that a template cannot have", name=name), HINT
        elif fault := _fault(path, folder, assets, press):
            said, hint = say("the picture {name} {fault}", name=name, fault=fault), HINT
        else:
            continue
        faults.append(Finding(Code.TEMPLATE_PICTURE, Severity.ERROR, said, place, hint))
    if faults:
        raise TemplateError(listing(faults), findings=faults)


def _named(folder: Path) -> Iterator[tuple[Place, str, Path]]:
    """Yield the pictures that the files of a template name as they stand: where, the name, the folder of that file."""
    design = folder / DESIGN_FILE
    text = design.read_text("utf-8", "replace")
    for found in _LOGO.finditer(text):
        yield Place(shown(design), text.count("\n", 0, found.start()) + 1), found[1], folder
    for path in style_files(folder):
        text = without_comments(path.read_text("utf-8", "replace"))
        for found in _NAMED.finditer(text):
            if _PICTURE.fullmatch(found[1]):
                yield Place(shown(path), text.count("\n", 0, found.start()) + 1), found[1], path.parent


def _fault(path: Path, folder: Path, assets: Path, press: PressCondition) -> str:
    """Return what is wrong with a picture; empty if nothing is."""
    # These take a second to import, and most templates have no pictures.
    from layout.pdf.trial import unfit_for_press
    from layout.render.pdf import render_pdf

    html = f'<style>@page {{ size: 300pt; margin: 0 }} img {{ width: 300pt }}</style><img src="{path.as_uri()}">'
    try:
        rendered = render_pdf(html, (), {}, [*template_folders(folder), assets], press)
    except TemplateError:
        return say("cannot be read")
    return unfit_for_press(rendered, press.pdfx)
