"""The site's pages as HTML. Everything an editor wrote is data: it is always escaped."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from layout.base.locale import language_for
from layout.base.locale.record import Language, Marks, Script, Words
from layout.edition.model import Picture, Story
from layout.epaper.blocks import block_html
from layout.epaper.site import Site, story_pictures
from layout.epaper.words import day, short_day

TEMPLATES = Path(__file__).parent / "templates"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture of the site: its file, from the edition's folder, and its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadingFile:
    """The PDF for readers: its file, from the edition's folder, and how large it is in words."""

    file: str
    size: str

    @classmethod
    def of(cls, file: str, size: int) -> ReadingFile:
        """Return that of a file of so many bytes."""
        return cls(file, f"{size / 1e6:.1f} MB" if size >= _MEGABYTE else f"{max(1, round(size / 1e3))} kB")


_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class EditionLink:
    """An edition that has a site: its folder, seen from that of all sites, and what it tells of itself."""

    folder: str
    paper: str
    date: datetime.date
    issue: int
    language: str
    picture: str
    width: int
    height: int
    zone: str = ""

    @property
    def series(self) -> str:
        """The folder it lies in: that of a zone, empty where a paper has none."""
        return self.folder.rpartition("/")[0]

    @property
    def up(self) -> str:
        """The way from its folder to that of all sites."""
        return "../" * (self.folder.count("/") + 1)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An edition, and those of the same paper and zone before and after it; None where there is none."""

    edition: EditionLink
    before: EditionLink | None = None
    after: EditionLink | None = None


def site_pages(
    site: Site,
    page_pictures: Mapping[str, Sequence[PictureFile]],
    pictures: Mapping[str, PictureFile],
    links: Neighbours,
    reading: ReadingFile,
) -> Iterator[tuple[str, str]]:
    """Yield (file, HTML) of every page of the site, files from the edition's folder.

    page_pictures: page number -> its picture in several sizes, the smallest first; pictures: those of stories by file;
    links: the editions it links to; reading: the PDF of its pages.
    """
    edition = site.edition
    language = language_for(edition.language)
    common = {
        "site": site,
        "edition": edition,
        "words": language.site,
        "language": language,
        "date": day(edition.date, language),
        "paper_lang": edition.language,
        "latin_lang": edition.language if language.script is Script.LATIN else "en",
        "page_pictures": page_pictures,
        "pictures": pictures,
        "links": links,
        "reading": reading,
    }
    environment = _environment()

    def made(template: str, **more: Any) -> str:
        return environment.get_template(template).render(common | {"here": "", "up": "../"} | more)

    yield "index.html", made("edition.html.j2", up="")
    for number, (before, page, after) in enumerate(_neighbours(site.pages), start=1):
        more = {"page": page, "here": page.id, "previous": before, "following": after, "number": number}
        yield page.href, made("page.html.j2", **more)
    for previous, story, following in _neighbours(site.stories):
        yield story.href, made("story.html.j2", story=story, here=story.home, previous=previous, following=following)


def editions_page(editions: Sequence[EditionLink], language: str) -> str:
    """Return the list of all editions, the newest first, as HTML."""
    spoken = language_for(language)
    return _environment().get_template("editions.html.j2").render(editions=editions, words=spoken.site, language=spoken)


_ISSUES = re.compile(r"<!-- issues -->.*?<!-- /issues -->\n", re.DOTALL)
"""The part of a page that links to other editions. Nothing an editor wrote can be taken for it: that is escaped."""


def relinked(html: str, links: Neighbours, up: str) -> str:
    """Return a page of a site with links to these editions instead of those it has; ``up`` is as in the templates."""
    language = language_for(links.edition.language)
    template = _environment().get_template("issues.html.j2")
    issues = template.render(links=links, words=language.site, language=language, up=up)
    return _ISSUES.sub(lambda _: issues, html, count=1)


def style_sheet() -> str:
    """Return the site's style sheet."""
    return (TEMPLATES / "style.css").read_text("utf-8")


@lru_cache(maxsize=64)
def _phrase(marks: Marks) -> re.Pattern[str]:
    """Return what matches white, or a phrase with the marks that end it and what closes after them."""

    def of(*kinds: str) -> str:
        return re.escape("".join(row.marks for row in marks.full_width if row.kind in kinds))

    ends = of("comma", "colon", "stop")
    return re.compile(rf"(\s+)|([^\s{ends}]+[{ends}]*[{of('close')}…]*|[{ends}]+)")


def phrases(text: str, marks: Marks) -> Markup:
    """Return a head of han with its phrases marked: they end at a space or after a mark. No character changes."""
    parts = []
    for found in _phrase(marks).finditer(text):
        parts.append(escape(found[0]) if found[1] else Markup('<span class="ph">{}</span>').format(found[0]))
    return Markup("").join(parts)


def _head(text: str, language: str) -> str | Markup:
    record = language_for(language)
    return phrases(text, record.marks) if record.script is Script.HAN else text


def _language(story: Story) -> Language:
    """Return a story's language."""
    return language_for(story.language)


def _caption(picture: Picture, words: Words) -> Markup:
    """Return a picture's caption and its credit, as they are printed together."""
    credit = Markup('<span class="credit">{}</span>').format(picture.credit) if picture.credit else ""
    return Markup(words.caption(escape(picture.caption), credit))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["head"] = _head
    environment.filters["block"] = lambda *block: Markup(block_html(*block))
    environment.globals |= {
        "story_pictures": story_pictures,
        "day": day,
        "short_day": short_day,
        "language_of": _language,
        "caption": _caption,
    }
    return environment


def _neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    ends: list[T | None] = [None, *items, None]
    for (before, item), (_, after) in pairwise(pairwise(ends)):
        assert item is not None
        yield before, item, after
