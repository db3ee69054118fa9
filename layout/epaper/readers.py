"""The edition for readers made and written: one PDF of the pages that were last built, to be read on any screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from layout.base.diagnostics import Report
from layout.base.errors import PageError
from layout.base.messages import say
from layout.build.inputs import load, open_press
from layout.build.records import read_built
from layout.epaper.given import given_way
from layout.epaper.reading import booklet_of
from layout.epaper.site import Site, make_site
from layout.files.output import Staging
from layout.files.project import Project
from layout.files.text import shown
from layout.pdf.tagged.booklet import bind
from layout.scene.record import LayoutRecord


def reading_pdf(
    site: Site, layout: LayoutRecord, built: Path, press: bytes, progress: Callable[[str], None] = lambda _: None
) -> bytes:
    """Return the PDF for readers of the pages in an output folder; ``press`` is the profile they were made for.

    Raises PageError for a page that is not there or cannot be brought to a screen.
    """
    pages = built / "pages"
    for page in site.pages:
        if not (path := pages / f"{page.id}.pdf").is_file():
            raise PageError(say("there is no {path}", path=shown(path)), say("build the edition again, all its pages"))
    return bind(booklet_of(site, layout, pages), press, progress)


def make_reading_pdf(project: Project, folder: Path, progress: Callable[[str], None] = lambda _: None) -> Path:
    """Write the PDF for readers beside the pages that were last built of an edition; return its file.

    The pages are those on the disk: nothing is planned or set. Raises ContentError if the edition cannot be used,
    PageError if its pages are not built, not all of them, or of another state of it.
    """
    edition = load(project, folder, Report())
    built = project.output(folder)
    layout = read_built(LayoutRecord, built, folder)
    held_over, cut = given_way(built, folder)
    site = make_site(edition, layout, Report(), held_over, cut)
    press = open_press(project, edition, None)
    made = reading_pdf(site, layout, built, press.profile_data, progress)
    path = project.reading(folder)
    with Staging(built, keep=True) as staging:
        staging.write(path.name, made)
    return path
