"""The site as data: what each of its pages shows, from an edition and the layout.json of its printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.errors import PageError
from layout.base.locale import language_for
from layout.base.messages import Name, listed, say
from layout.edition.blocks import Paragraph, Subhead
from layout.edition.model import Edition, Page, Picture, Story
from layout.edition.readings import noted
from layout.epaper.ads import ad_lines
from layout.epaper.joining import Whole, join
from layout.epaper.zones import Item, Ring, box, zones
from layout.files.commands import build_command
from layout.plan.jumps import SUFFIX
from layout.scene.record import LayoutRecord, PageRecord, StoryRecord
from layout.scene.text import Role

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
"""Nothing was cut."""


@dataclass(frozen=True, slots=True)
class SiteStory:
    """A story of the site: all its parts, and the pages it is printed on in reading order, none if held over."""

    whole: Whole
    pages: tuple[str, ...]

    @property
    def home(self) -> str:
        """The page it begins on, or of one that was held over, the page that names it."""
        return self.pages[0] if self.pages else self.whole.parts[0].page

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


def story_pictures(story: Story) -> tuple[tuple[str, Picture], ...]:
    """Return the pictures of a story, each with the file it has on the site, from the edition's folder."""
    every = story.every_picture
    names = (story.id if number == 1 else f"{story.id}.{number}" for number in range(1, len(every) + 1))
    return tuple((f"images/{name}.jpg", picture) for name, picture in zip(names, every, strict=True))


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


def make_site(
    edition: Edition,
    layout: LayoutRecord,
    report: Report,
    held_over: Sequence[str] = (),
    cut: Mapping[str, tuple[str, ...]] = NOTHING,
) -> Site:
    """Return the site of an edition whose printed pages are those of ``layout`` (layout.json).

    The pages are as they were printed: with the stories that were allotted to them, without those that found no room
    (remarked). Stories ``held_over`` are there all the same, by the page that names them, and those of which the
    printed page lacks some copy (id -> the paragraphs or their ends that were ``cut``) are whole. Raises
    PageError if a page was not built, or holds a story or an ad that the edition has not. Copy that was changed since
    is a warning: the picture of the page then shows the older text.
    """
    printed = {page.id: page for page in layout.pages}
    missing = [page.id for page in edition.pages if page.id not in printed]
    if missing:
        raise PageError(
            say("not built yet: {missing}", missing=listed(missing)),
            say("build the edition first: {command}", command=build_command(edition.folder)),
        )
    edition = _as_printed(edition, printed, frozenset(held_over), report)
    wholes = join(edition)
    owner = {part.story.id: (whole, number) for whole in wholes for number, part in enumerate(whole.parts, start=1)}
    placed: list[_Placed] = []
    for page in edition.pages:
        for story in printed[page.id].stories:
            name = known_story(story.id, edition)
            if name not in owner:
                raise _stale(edition, say("page {page} has the story {story}", page=page.id, story=Name(story.id)))
            whole, number = owner[name]
            placed.append(_Placed(page.id, story, whole, number if name == story.id else 0))
    pages_of = {whole.id: list(_pages_of(whole, placed)) for whole in wholes}
    stories = {whole.id: SiteStory(whole, tuple(pages_of[whole.id])) for whole in wholes}
    for whole in wholes:
        _check_copy(edition, whole, placed, cut.get(whole.id, ()), report)
    pages = tuple(
        _site_page(edition, page, printed[page.id], [one for one in placed if one.page == page.id], stories)
        for page in edition.pages
    )
    return Site(edition, pages, tuple(stories.values()))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A story, or a part of one, on a printed page; ``part`` counts from 1, 0 is a part the planner made."""

    page: str
    story: StoryRecord
    whole: Whole
    part: int


def known_story(name: str, edition: Edition) -> str:
    """Return the id of the story a placed story is, or is a part of that the planner made."""
    while name not in edition.stories and name.endswith(SUFFIX[-1]) and len(name) > len(SUFFIX):
        name = name.removesuffix(SUFFIX) if name.endswith(SUFFIX) else name[:-1]
    return name


def _as_printed(
    edition: Edition, printed: Mapping[str, PageRecord], held_over: frozenset[str], report: Report
) -> Edition:
    """Return the edition with the stories of each page as they were printed there, the editor's order kept."""
    pages = []
    printed_now = {story.id for page in printed.values() for story in page.stories}
    for page in edition.pages:
        there = [story.id for story in printed[page.id].stories]
        there += [name for name in page.stories if name in held_over - printed_now]
        named = [name for name in page.stories if name in there]
        more = [name for name in there if name in edition.stories and name not in named]
        pages.append(page.model_copy(update={"stories": (*named, *more)}))
    placed = {name for page in pages for name in page.stories}
    for name, story in edition.stories.items():
        if name not in placed:
            report.warning(
                Code.EPAPER_NOT_PRINTED,
                say("{name} stands on no printed page and is left out", name=name),
                edition.provenance.of(story.ref),
                hint=say("it found no room, or came after the build: build the edition again"),
                subject=name,
            )
    stories = {name: story for name, story in edition.stories.items() if name in placed}
    return edition.model_copy(update={"pages": tuple(pages), "stories": stories})


def _pages_of(whole: Whole, placed: Sequence[_Placed]) -> Iterator[str]:
    """Yield the pages a story is printed on, in the order it is read."""
    mine = sorted((one for one in placed if one.whole is whole), key=lambda one: one.part or len(whole.parts) + 1)
    yield from dict.fromkeys(one.page for one in mine)


def _stale(edition: Edition, said: str) -> PageError:
    return PageError(
        say("the pages were built from another state of the edition: {said}", said=said),
        say("build it again: {command}", command=build_command(edition.folder)),
    )


def _site_page(
    edition: Edition,
    page: Page,
    printed: PageRecord,
    placed: Sequence[_Placed],
    stories: Mapping[str, SiteStory],
) -> SitePage:
    ads = {}
    for item in printed.ads:
        if item.id not in edition.ads:
            raise _stale(edition, say("page {page} has the ad {item}", page=page.id, item=item.id))
        ad = edition.ads[item.id]
        ads[ad.id] = SiteAd(ad.id, ad.kind, ad.advertiser, ad_lines(ad))
    items = [Item(f"story {one.story.id}", (box(one.story.rect),), tuple(map(box, one.story.drawn))) for one in placed]
    items += [Item(f"ad {item.id}", (box(item.rect),), (box(item.rect),)) for item in printed.ads]
    rings = zones(items)
    order = {name: number for number, name in enumerate(page.stories)}
    placed = sorted(placed, key=lambda one: order.get(one.story.id, len(order)))
    found = [
        # A part of the planner's has no place of its own in the text: its zone leads to the story.
        Zone(stories[one.whole.id], None, one.part or stories[one.whole.id].pages.index(page.id) + 1,
             rings[f"story {one.story.id}"])
        for one in placed
    ]  # fmt: skip
    found += [Zone(None, ad, 0, rings[f"ad {ad.id}"]) for ad in ads.values()]
    held = [story for story in stories.values() if not story.pages and story.home == page.id]
    shown_here = tuple(dict.fromkeys((*(stories[one.whole.id] for one in placed), *held)))
    trim = printed.trim
    return SitePage(page, trim.width, trim.height, tuple(found), shown_here, tuple(ads.values()))


_IGNORED = re.compile(r"[\s\u00ad\u2010-]")
"""What the page adds to copy, or may leave out: blanks and hyphens."""


def _without_jumps(printed: str, story: Story, edition: Edition) -> str:
    """Return what was printed of a story without the lines that the page adds: where it goes on, and comes from."""
    words = language_for(story.language).words
    for page in edition.pages:
        for line in (words.ending(story.source, page.id), words.ending("", page.id), words.jump_from(page.id)):
            printed = printed.replace(_IGNORED.sub("", line), "")
    return printed


def _stands(text: str, printed: str, caps: Sequence[str]) -> bool:
    """Tell whether a text stands in what was printed, as it is or behind one of the drop caps."""
    return any(text.startswith(cap) and text[len(cap) :] in printed for cap in caps)


def _printed_as(block: Paragraph | Subhead, story: Story) -> Iterator[str]:
    """Yield the ways in which a text may have been printed: its readings are over its characters, or behind them."""
    yield block.text
    if isinstance(block, Paragraph) and any(span.reading for span in block.spans):
        yield "".join(noted(span.text, span.reading, language_for(story.language)) for span in block.spans)


def _left_of(text: str, gone: Sequence[str]) -> str:
    """Return what of a text was printed, if its end was cut."""
    there = _IGNORED.sub("", text)
    return there.removesuffix(next((end for end in gone if there.endswith(end)), ""))


def _check_copy(edition: Edition, whole: Whole, placed: Sequence[_Placed], cut: Sequence[str], report: Report) -> None:
    """Warn if a story's paragraphs, but for what was ``cut``, do not stand on its pages as they are written now."""
    mine = sorted((one for one in placed if one.whole is whole), key=lambda one: one.part or len(whole.parts) + 1)
    gone = [_IGNORED.sub("", line) for line in cut if line]
    if not mine:
        return
    galleys = [galley for one in mine for galley in (*one.story.body, *one.story.elements)]
    lines = [line.text for galley in galleys for line in galley.lines]
    printed = _IGNORED.sub("", "".join(lines))
    ways = (printed, _without_jumps(printed, whole.story, edition))
    caps = ["", *(_IGNORED.sub("", line.text) for one in galleys if one.role == Role.DROP_CAP for line in one.lines)]
    for part in whole.parts:
        for number, block in enumerate(part.story.blocks):
            # Its beginning may be a drop cap, which is no part of a line.
            if not isinstance(block, Paragraph | Subhead):
                continue
            texts = [_left_of(text, gone) for text in _printed_as(block, part.story)]
            if not any(_stands(text, way, caps) for text in texts for way in ways):
                report.warning(
                    Code.EPAPER_COPY_DIFFERS,
                    say("the printed page reads otherwise here: {block}", block=block.text[:24]),
                    edition.provenance.of(part.story.block_ref(number)),
                    hint=say("build the edition again, so that the picture of the page and the text are the same"),
                    subject=part.story.id,
                )
                break
