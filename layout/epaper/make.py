"""The digital edition made and written: output/epaper/<edition>/, and its place among all editions.

It stands beside the printed pages' folder, not in it: a build replaces that folder as a whole. Like it, the site of an
edition changes as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from layout.base.diagnostics import Finding, Report
from layout.base.errors import PageError
from layout.base.messages import Name, say
from layout.build.inputs import load, open_press
from layout.build.preview import page_image, thumbnail, webp_bytes
from layout.build.records import read_built
from layout.epaper.editions import CARD, edition_card, editions_in, link_editions, link_of, neighbours
from layout.epaper.given import given_way
from layout.epaper.html import PictureFile, ReadingFile, site_pages, style_sheet
from layout.epaper.newsml import epaper_xml, newsml
from layout.epaper.readers import reading_pdf
from layout.epaper.site import Site, make_site, story_pictures
from layout.files.codec import to_data
from layout.files.output import Staging
from layout.files.project import Project
from layout.files.text import shown
from layout.images.prepare import screen_image
from layout.scene.record import LayoutRecord

PAGE_WIDTHS = (480, 960, 1680)
"""Widths of a page's picture, pixels: for a thumbnail, a phone, a desk; at the last the body text can be read."""


@dataclass(frozen=True, slots=True)
class Epaper:
    """A site that was made: its folder, how much is in it, and what there is to say."""

    folder: Path
    index: Path
    pages: int
    stories: int
    findings: tuple[Finding, ...]


def make_epaper(project: Project, folder: Path, progress: Callable[[str], None] = lambda _: None) -> Epaper:
    """Make the digital edition from the pages that were last built. Its folder changes as a whole.

    Raises ContentError if the edition cannot be used, PageError if its pages are not built or were built from
    another state of it, OutputError if the site cannot be written.
    """
    report = Report()
    edition = load(project, folder, report)
    built = project.output(folder)
    held_over, cut = given_way(built, folder)
    layout = read_built(LayoutRecord, built, folder)
    site = make_site(edition, layout, report, held_over, cut)
    press = open_press(project, edition, None)
    place = project.place(folder)
    target = project.epaper / place
    with Staging(target) as staging:
        page_pictures: dict[str, list[PictureFile]] = {}
        for page in site.pages:
            progress(say("page {page}", page=page.id))
            page_pictures[page.id] = list(_page_pictures(staging, built, page.id, page.width))
        pictures = {}
        for part in (part for story in site.stories for part in story.whole.parts):
            for file, picture in story_pictures(part.story):
                progress(say("picture of {story}", story=Name(part.story.id)))
                made = screen_image(edition.folder / picture.file, press)
                staging.write(file, made.data)
                pictures[file] = PictureFile(file, made.width, made.height)
        made_to_read = reading_pdf(site, layout, built, press.profile_data, progress)
        reading = ReadingFile.of(project.reading(folder).name, len(made_to_read))
        staging.write(reading.file, made_to_read)
        progress(say("writing"))
        card = edition_card(edition, page_pictures[site.pages[0].id][0])
        links = neighbours(link_of(str(place), card), editions_in(project.epaper))
        for name, html in site_pages(site, page_pictures, pictures, links, reading):
            staging.write(name, html.encode("utf-8"))
        staging.write("style.css", style_sheet().encode("utf-8"))
        staging.write("epaper.xml", epaper_xml(site, page_pictures, pictures))
        for story in site.stories:
            staging.write(story.newsml, newsml(site, story, pictures))
        staging.write_json(CARD, to_data(card))
    progress(say("linking"))
    index = link_editions(project.epaper, edition.language, report)
    return Epaper(target, index, len(site.pages), len(site.stories), report.findings)


def _page_pictures(staging: Staging, built: Path, page: str, width: float) -> Iterator[PictureFile]:
    """Draw a page from its PDF, cut to the trim, in every width; yield the files."""
    path = built / "pages" / f"{page}.pdf"
    if not path.is_file():
        raise PageError(say("there is no {path}", path=shown(path)), say("build the edition again, all its pages"))
    drawn = page_image(path.read_bytes(), PAGE_WIDTHS[-1] / (width / 25.4))
    for pixels in PAGE_WIDTHS:
        image = thumbnail(drawn, pixels)
        name = f"images/page-{page}-{pixels}.webp"
        staging.write(name, webp_bytes(image))
        yield PictureFile(name, image.width, image.height)


__all__ = ["Epaper", "Site", "make_epaper"]
