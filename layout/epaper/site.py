"""The site as data: what each of its pages shows, from an edition and the layout.json of its printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layout.content.model import Edition, Page, Picture, Story
from layout.content.source import shown
from layout.diagnostics import Place, Report
from layout.epaper.ads import ad_lines
from layout.epaper.joining import Whole, join
from layout.epaper.zones import Box, Item, Ring, box, zones
from layout.errors import PageError


@dataclass(frozen=True, slots=True)
class SiteStory:
    """A story of the site: all its parts, and the pages it is printed on, in reading order."""

    whole: Whole
    pages: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id, and the name of its files."""
        return self.whole.id

    @property
    def story(self) -> Story:
        """The first part, whose head is the story's."""
        return self.whole.story

    @property
    def href(self) -> str:
        """Its page, from the edition's folder."""
        return f"stories/{self.id}.html"

    @property
    def newsml(self) -> str:
        """Its news item, from the edition's folder."""
        return f"newsml/{self.id}.xml"

    @property
    def pictures(self) -> tuple[tuple[str, Picture], ...]:
        """The pictures of its parts, each with the file it has on the site, from the edition's folder."""
        return tuple(
            (picture_file(part.story), part.story.picture)
            for part in self.whole.parts
            if part.story.picture is not None
        )


def picture_file(story: Story) -> str:
    """Return the file a story's picture has on the site, from the edition's folder."""
    return f"images/{story.id}.jpg"


@dataclass(frozen=True, slots=True)
class SiteAd:
    """An ad of a page and its words."""

    id: str
    kind: str
    advertiser: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A hot zone: the story or the ad it belongs to, the part of the story (from 1), its polygons in mm."""

    story: SiteStory | None
    ad: SiteAd | None
    part: int
    rings: tuple[Ring, ...]

    @property
    def path(self) -> str:
        """The polygons as the data of an SVG path, in mm."""
        return "".join(f"M{'L'.join(f'{x:g} {y:g}' for x, y in ring)}Z" for ring in self.rings)

    @property
    def href(self) -> str:
        """Where a story's zone leads, from the edition's folder: its page, a later part's place on it."""
        if self.story is None:
            return ""
        written_apart = 1 < self.part <= len(self.story.whole.parts)
        return f"{self.story.href}#part-{self.part}" if written_apart else self.story.href


@dataclass(frozen=True, slots=True)
class SitePage:
    """A printed page on the site; width and height in mm."""

    page: Page
    width: float
    height: float
    zones: tuple[Zone, ...]
    stories: tuple[SiteStory, ...]
    ads: tuple[SiteAd, ...]

    @property
    def id(self) -> str:
        """The page number."""
        return self.page.id

    @property
    def href(self) -> str:
        """Its page, from the edition's folder."""
        return f"pages/{self.id}.html"


@dataclass(frozen=True, slots=True)
class Site:
    """The digital edition."""

    edition: Edition
    pages: tuple[SitePage, ...]
    stories: tuple[SiteStory, ...]


def make_site(edition: Edition, layout: Mapping[str, Any], report: Report) -> Site:
    """Return the site of an edition whose printed pages are those of ``layout``, the content of layout.json.

    Raises PageError if a page was not built, or holds other stories and ads than the edition says. Copy that was
    changed since is a warning: the picture of the page then shows the older text.
    """
    traces = {str(trace["id"]): trace for trace in layout.get("pages", ())}
    missing = [page.id for page in edition.pages if page.id not in traces]
    if missing:
        raise PageError(
            f"not built yet: {', '.join(missing)}", f"build the edition first: make pdf EDITION={shown(edition.folder)}"
        )
    wholes = join(edition)
    owner = {part.story.id: (whole, number) for whole in wholes for number, part in enumerate(whole.parts, start=1)}
    printed: dict[str, list[str]] = {whole.id: [] for whole in wholes}
    placed: dict[str, list[tuple[Mapping[str, Any], Whole, int]]] = {}
    for page in edition.pages:
        for trace in traces[page.id]["stories"]:
            whole, number = _owner(page, trace, owner)
            # The planner's own parts of a story have no copy of their own: they are counted as they come.
            number = number or len(printed[whole.id]) + 1
            placed.setdefault(page.id, []).append((trace, whole, number))
            if page.id not in printed[whole.id]:
                printed[whole.id].append(page.id)
    stories = {whole.id: SiteStory(whole, tuple(printed[whole.id])) for whole in wholes}
    lost = [story.id for story in stories.values() if not story.pages]
    if lost:
        raise _stale(edition, f"no built page has {', '.join(lost)}")
    for whole in wholes:
        _check_copy(whole, [trace for page in placed.values() for trace, other, _ in page if other is whole], report)
    pages = tuple(
        _site_page(edition, page, traces[page.id], placed.get(page.id, []), stories) for page in edition.pages
    )
    return Site(edition, pages, tuple(stories.values()))


def _owner(page: Page, trace: Mapping[str, Any], owner: Mapping[str, tuple[Whole, int]]) -> tuple[Whole, int]:
    """Return the story a placed story belongs to and which part it is, 0 if it is a part made by the planner."""
    name = str(trace["id"])
    if name in owner:
        return owner[name]
    whole = str(trace.get("part_of") or "")
    if whole in owner:
        return owner[whole][0], 0
    raise PageError(
        f"the built page {page.id} has a story {name}, which is not in the edition any more", "build the edition again"
    )


def _stale(edition: Edition, said: str) -> PageError:
    return PageError(
        f"the pages were built from another state of the edition: {said}",
        f"build it again: make pdf EDITION={shown(edition.folder)}",
    )


def _site_page(
    edition: Edition,
    page: Page,
    trace: Mapping[str, Any],
    placed: Sequence[tuple[Mapping[str, Any], Whole, int]],
    stories: Mapping[str, SiteStory],
) -> SitePage:
    ads = {}
    for item in trace["ads"]:
        if item["id"] not in edition.ads:
            raise _stale(edition, f"page {page.id} has the ad {item['id']}")
        ad = edition.ads[item["id"]]
        ads[ad.id] = SiteAd(ad.id, ad.kind, ad.advertiser, ad_lines(ad))
    items = [Item(f"story {item['id']}", _areas(item), tuple(_drawn(item))) for item, _, _ in placed]
    items += [Item(f"ad {item['id']}", (box(item["rect"]),), (box(item["rect"]),)) for item in trace["ads"]]
    rings = zones(items)
    order = {name: number for number, name in enumerate(page.stories)}
    placed = sorted(placed, key=lambda entry: order.get(entry[0]["id"], len(order)))
    found = [Zone(stories[whole.id], None, part, rings[f"story {item['id']}"]) for item, whole, part in placed]
    found += [Zone(None, ad, 0, rings[f"ad {ad.id}"]) for ad in ads.values()]
    shown_here = tuple(dict.fromkeys(stories[whole.id] for _, whole, _ in placed))
    trim = trace["trim"]
    return SitePage(page, trim["width"], trim["height"], tuple(found), shown_here, tuple(ads.values()))


def _areas(trace: Mapping[str, Any]) -> tuple[Box, ...]:
    """Return the rectangles a story was given: several if it is no rectangle itself."""
    return tuple(box(rect) for rect in trace.get("rects") or (trace["rect"],))


def _drawn(trace: Mapping[str, Any]) -> Iterator[Box]:
    """Yield the rectangle of everything that stands in a story: galleys, pictures, captions."""
    for key, value in trace.items():
        if key not in ("rect", "rects"):
            yield from _rects(value)


def _rects(value: Any) -> Iterator[Box]:
    if isinstance(value, Mapping):
        if isinstance(value.get("rect"), Mapping):
            yield box(value["rect"])
        for inner in value.values():
            yield from _rects(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _rects(inner)


_IGNORED = re.compile(r"（[^（）]{0,40}(?:下转|上接)[^（）]{0,40}版）|[\s\u00ad\u2010-]")
"""What the page adds to copy, or may leave out: jump lines, blanks, hyphens."""


def _check_copy(whole: Whole, traces: Sequence[Mapping[str, Any]], report: Report) -> None:
    """Warn if a story's paragraphs do not stand on its pages as they are written now."""
    lines = [line["text"] for trace in traces for galley in trace["body"] for line in galley["lines"]]
    printed = _IGNORED.sub("", "".join(lines))
    for part in whole.parts:
        for block in part.story.blocks:
            if _IGNORED.sub("", block.text) not in printed:
                report.warning(
                    "epaper-copy-differs",
                    f"the printed page reads otherwise here: {block.text[:24]}",
                    Place(part.story.place.file, block.line),
                    hint="build the edition again, so that the picture of the page and the text are the same",
                    subject=part.story.id,
                )
                break
