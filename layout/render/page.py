"""The page as the templates see it: every box in points from the trim's top left, every line placed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from urllib.parse import quote

from layout.base.locale import language_for
from layout.base.locale.record import Script, Words
from layout.base.units import Rect
from layout.compose.composed import ComposedStory
from layout.compose.heads import HeadBlock
from layout.compose.index import Index
from layout.compose.picture import PictureSet
from layout.compose.teasers import SetTeaser
from layout.design.tokens import Design
from layout.edition.model import BoxStyle, Edition, Page, lead_of
from layout.images.crop import CENTRE, Focus
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from layout.plan.solver.items import HEADED
from layout.render.frames import frame_shapes
from layout.scene.model import BLACK, Block, Mark, Owner, OwnerKind
from layout.scene.shapes import Panel
from layout.scene.text import Role, SetLine

DESCENT = 0.2
"""How much further than han the ink of Latin letters reaches below the baseline, em."""


@dataclass(frozen=True, slots=True)
class GalleyBox:
    """A block of composed text as templates see it: the url for their img, where it stands, what it is, its words."""

    url: str
    block: Block

    @property
    def role(self) -> str:
        """What it is, for the style sheet."""
        return self.block.role

    @property
    def rect(self) -> Rect:
        """Where it stands."""
        return self.block.rect

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """Its lines."""
        return self.block.lines

    @property
    def text(self) -> str:
        """The words, for the image's alternative text."""
        return self.block.text


@dataclass(frozen=True, slots=True)
class PictureBox:
    """The place a story's picture is put into, its file in the edition folder, and its caption below.

    ``name`` is unique on the page. ``focus`` is the point of the picture that a crop keeps in its place.
    """

    story: str
    rect: Rect
    caption: GalleyBox | None
    file: str
    name: str
    focus: Focus = CENTRE


@dataclass(frozen=True, slots=True)
class StoryBox:
    """A story on the page.

    ``box`` is the box that is drawn if the story is ``boxed``, in a style of its own, with a ``frame`` if that style
    has one. ``band`` is the ground of a head that is not plain (``head_style``). ``elements`` are what stands between
    its paragraphs or beside them, drop caps included. ``notch`` is the corner of ``rect`` that is an ad's.
    """

    id: str
    rect: Rect
    boxed: bool
    lead: bool
    columns: int
    head: tuple[GalleyBox, ...]
    body: tuple[GalleyBox, ...]
    box: Rect
    pictures: tuple[PictureBox, ...] = ()
    elements: tuple[GalleyBox, ...] = ()
    box_style: str = "tint"
    frame: GalleyBox | None = None
    band: Rect | None = None
    head_style: str = "plain"
    notch: Rect | None = None

    @property
    def picture(self) -> PictureBox | None:
        """Its first picture, if it has one."""
        return self.pictures[0] if self.pictures else None

    @property
    def galleys(self) -> tuple[GalleyBox, ...]:
        """All galleys in reading order: frame, head, elements, body, captions."""
        captions = tuple(picture.caption for picture in self.pictures if picture.caption)
        frame = (self.frame,) if self.frame else ()
        return (*frame, *self.head, *self.elements, *self.body, *captions)


@dataclass(frozen=True, slots=True)
class AdBox:
    """The cells of an ad; the ad itself keeps the white at its top and foot."""

    id: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class EarBox:
    """An ear beside the name: its place, and its text, or the ad that stands in it."""

    rect: Rect
    title: str = ""
    lines: tuple[str, ...] = ()
    ad: str = ""


@dataclass(frozen=True, slots=True)
class TeaserBox:
    """A teaser: its cell, its words, its picture if it has one."""

    rect: Rect
    words: GalleyBox
    picture: PictureBox | None = None


@dataclass(frozen=True, slots=True)
class TeaserStrip:
    """The teasers of a front page, ``over`` or under its name."""

    rect: Rect
    over: bool
    teasers: tuple[TeaserBox, ...]


@dataclass(frozen=True, slots=True)
class IndexBox:
    """The index of a front page: its box, which stands inside of its cells."""

    rect: Rect
    title: GalleyBox
    entries: GalleyBox


@dataclass(frozen=True, slots=True)
class Separator:
    """A rule between two items: vertical in a gutter or horizontal above a head."""

    kind: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class SpreadSide:
    """A page as one of two that are one: the other, at which of its sides the fold is, how they lie (see
    `layout.edition.model.Fold`), and how far over the fold it is printed, pt."""

    page: str
    side: str
    fold: str
    bleed: float


@dataclass(frozen=True, slots=True)
class PageModel:
    """Everything a page template is given."""

    page: Page
    paper: str
    latin_name: str
    date: datetime.date
    date_text: str
    issue: int
    language: str
    design: Design
    stories: tuple[StoryBox, ...]
    ads: tuple[AdBox, ...]
    separators: tuple[Separator, ...]
    nameplate: Rect | None = None
    index: IndexBox | None = None
    page_count: int = 1
    barcode: bool = False
    """Whether a barcode stands in the nameplate."""
    volume: int | None = None
    motto: str = ""
    price: str = ""
    publisher: str = ""
    cn_number: str = ""
    issn: str = ""
    phone: str = ""
    left_ear: EarBox | None = None
    right_ear: EarBox | None = None
    teasers: TeaserStrip | None = None
    side: SpreadSide | None = None
    """Which page of a spread it is, if it is one of two that are one."""

    @property
    def words(self) -> Words:
        """The program's own words in the language of the edition."""
        return language_for(self.language).words

    @property
    def han(self) -> bool:
        """Whether the edition is in han, which may stand apart in a line of display; letters are a word."""
        return language_for(self.language).script is Script.HAN

    @property
    def issue_text(self) -> str:
        """The issue, with the volume if the paper counts volumes, in words."""
        return self.words.issue(self.issue, self.volume)

    @property
    def folio_text(self) -> str:
        """The zone, if the page is a zone's own, and the day, in words."""
        return self.words.joined(self.page.zone, self.date_text)

    @property
    def edition_text(self) -> str:
        """The zone, if the page is a zone's own, and the issue, in words."""
        return self.words.joined(self.page.zone, self.issue_text)

    @property
    def imprint(self) -> str:
        """The imprint (版权行) in words: publisher, numbers, telephone, price; the ISSN if the page has no barcode."""
        return self.imprint_without()

    def imprint_without(self, *keys: str) -> str:
        """Return the imprint without what stands elsewhere on the page: ``publisher``, ``cn_number``, ``phone``, ..."""
        parts = {key: getattr(self, key) for key in ("publisher", "cn_number", "issn", "phone", "price")}
        left_out = (*keys, "issn") if self.barcode else keys
        return self.words.joined(*self.words.imprint(**(parts | dict.fromkeys(left_out, ""))))

    @property
    def people(self) -> str:
        """Who edited and who designed the page, in words; empty if that is not said."""
        words, page = self.words, self.page
        return words.joined(
            words.editor(page.editor) if page.editor else "", words.designer(page.designer) if page.designer else ""
        )

    @property
    def other_name(self) -> str:
        """The name in Latin letters; empty if it is the name itself in other letters (capitals or small ones)."""
        return "" if self.latin_name.casefold() == self.paper.casefold() else self.latin_name

    @property
    def galleys(self) -> tuple[GalleyBox, ...]:
        """All galleys in reading order."""
        index = (self.index.title, self.index.entries) if self.index else ()
        teasers = tuple(teaser.words for teaser in self.teasers.teasers) if self.teasers else ()
        return (*teasers, *index, *(galley for story in self.stories for galley in story.galleys))

    @property
    def pictures(self) -> tuple[PictureBox, ...]:
        """All pictures that are put on the page, those of teasers first."""
        teased = tuple(each.picture for each in self.teasers.teasers if each.picture) if self.teasers else ()
        return (*teased, *(picture for story in self.stories for picture in story.pictures))

    @property
    def plate(self) -> Rect | None:
        """The nameplate with its teasers."""
        if self.nameplate is None or self.teasers is None:
            return self.nameplate
        top, both = min(self.nameplate.y, self.teasers.rect.y), self.nameplate.height + self.teasers.rect.height
        return Rect(self.nameplate.x, top, self.nameplate.width, both)


def page_model(
    edition: Edition,
    page: Page,
    plan: PagePlan,
    stories: Mapping[str, ComposedStory],
    design: Design,
    index: Index | None = None,
    teasers: Sequence[SetTeaser] = (),
) -> PageModel:
    """Put the composed stories and the reserved ad boxes of a plan on the page."""
    boxes = []
    ads = []
    nameplate = index_box = strip = None
    for placement in plan.placements:
        rect = place(placement.rect, design)
        if placement.kind is ItemKind.AD:
            bleeds = edition.ads[placement.item].size == "bleed"
            ads.append(AdBox(placement.item, _sheet(design) if bleeds else rect))
        elif placement.kind is ItemKind.NAMEPLATE:
            nameplate, strip = _plate(edition, page, rect, teasers, design)
        elif placement.kind is ItemKind.INDEX and index:
            index_box = _index_box(page.id, index, rect, design)
        else:
            lift = _lift(plan, placement, stories, design)
            boxes.append(_story_box(page.id, stories[placement.item], rect, lift, design))
    ears = _ears(edition, page, nameplate, design) if nameplate else {}
    ads += [AdBox(ear.ad, ear.rect) for ear in ears.values() if ear.ad]
    ordered = sorted(boxes, key=lambda box: page.stories.index(box.id))
    lead = lead_of(stories[box.id].story for box in ordered)
    date = edition.date
    return PageModel(
        page,
        edition.paper.name,
        edition.paper.latin_name,
        date,
        language_for(edition.language).words.date(date),
        edition.issue,
        edition.language,
        design,
        tuple(replace(box, lead=True) if lead is not None and box.id == lead.id else box for box in ordered),
        tuple(ads),
        tuple(_separators(plan, {box.id: box.boxed for box in boxes}, design)),
        nameplate,
        index_box,
        len(edition.pages),
        bool(edition.paper.issn and design.barcode and nameplate),
        edition.volume,
        edition.paper.motto,
        edition.paper.price,
        edition.paper.publisher,
        edition.paper.cn_number,
        edition.paper.issn,
        edition.paper.phone,
        ears.get("left"),
        ears.get("right"),
        strip,
    )


def _plate(
    edition: Edition, page: Page, rect: Rect, teasers: Sequence[SetTeaser], design: Design
) -> tuple[Rect, TeaserStrip | None]:
    """Part what stands over a front page's stories into its nameplate and its teasers."""
    high = design.nameplate * design.grid.row
    if rect.height <= high:
        return rect, None
    over = edition.teasers is not None and edition.teasers.place == "over"
    room = rect.height - high
    strip = Rect(rect.x, rect.y if over else rect.y + high, rect.width, room)
    boxes = tuple(_teaser(page, number, made, strip, design) for number, made in enumerate(teasers, start=1))
    return Rect(rect.x, rect.y + room if over else rect.y, rect.width, high), TeaserStrip(strip, over, boxes)


def _teaser(page: Page, number: int, made: SetTeaser, strip: Rect, design: Design) -> TeaserBox:
    galley = _Galleys(page.id, Owner(OwnerKind.FURNITURE, f"teaser-{number}"), design)

    def on_page(rect: Rect) -> Rect:
        return replace(rect, x=rect.x + strip.x, y=rect.y + strip.y)

    picture, name = None, f"teaser-{number}"
    if made.picture and made.entry.picture:
        story, file = made.entry.story, made.entry.picture.file
        picture = PictureBox(story, on_page(made.picture), None, file, name, made.focus)
    words = galley("words", "teaser", on_page(made.words), made.element.lines)
    return TeaserBox(on_page(made.cell), words, picture)


def _sheet(design: Design) -> Rect:
    """Return all that is printed: the trimmed page and its bleed."""
    page = design.page
    return Rect(-page.bleed, -page.bleed, page.width + 2 * page.bleed, page.height + 2 * page.bleed)


def _ears(edition: Edition, page: Page, nameplate: Rect, design: Design) -> dict[str, EarBox]:
    """Return the ears by their sides: the texts where they are given, the ads of the page that were sold one."""
    tokens, made = design.ears, dict[str, EarBox]()
    top, right = nameplate.y + tokens.top, nameplate.right - tokens.width
    places = {side: Rect(x, top, tokens.width, tokens.height) for side, x in (("left", nameplate.x), ("right", right))}
    for side, place in places.items():
        if text := getattr(edition.ears, side):
            made[side] = EarBox(place, text.title, text.lines)
    for ad in (edition.ads[name] for name in page.ads if edition.ads[name].in_ear):
        free = [side for side in places if side not in made]
        side = next((side for side in free if side in ad.position), free[0] if free else "")
        if side:
            made[side] = EarBox(places[side], ad=ad.id)
    return made


def _index_box(page: str, index: Index, cells: Rect, design: Design) -> IndexBox:
    box = _drawn_box(cells, design)
    frame = Rect(box.x + index.inset, box.y, index.measure, box.height)
    title, entries = index.spread(box.height)
    galley = _Galleys(page, Owner(OwnerKind.FURNITURE, "index"), design)
    return IndexBox(
        box,
        galley("title", "index-title", frame, (*title.shapes, *title.lines)),
        galley("entries", "index", frame, (*entries.shapes, *entries.lines)),
    )


@dataclass(frozen=True, slots=True)
class _Galleys:
    """Makes the galleys of one owner; their urls tell page, owner and part. A rule of no thickness is left out."""

    page: str
    owner: Owner
    design: Design

    def __call__(self, part: str, role: str, rect: Rect, marks: Sequence[Mark], *, reversed: bool = False) -> GalleyBox:
        ink = self.design.colours.get("paper" if reversed else "ink", BLACK)
        drawn = tuple(mark for mark in marks if not (isinstance(mark, Panel) and mark.rect.height == 0))
        block = Block(replace(self.owner, part=part), role, rect, drawn, ink)
        return GalleyBox(f"galley:{self.page}/{quote(self.owner.id)}/{part}", block)  # as a renderer asks for it


def _drawn_box(cells: Rect, design: Design) -> Rect:
    """Return the box that is drawn in its cells: with white above and below, so that it touches no text.

    At the page's foot it ends on the last baseline, as the columns beside it do.
    """
    air, area = design.box.air, design.type_area
    at_foot = abs(cells.bottom - area.bottom) < 0.1 and air
    foot = design.grid.row - design.grid.baseline if at_foot else air
    return Rect(cells.x, cells.y + air, cells.width, cells.height - air - foot)


def _lift(plan: PagePlan, placement: Placement, stories: Mapping[str, ComposedStory], design: Design) -> float:
    """Return by how much a head stands higher where no rule is above it: the white there begins further up, pt."""
    above = [
        other for other in plan.placements
        if other.rect.foot == placement.rect.row
        and (other.rect.column < placement.rect.right and placement.rect.column < other.rect.right)
    ]  # fmt: skip
    plain = [other for other in above if other.kind in HEADED and not stories[other.item].story.boxed]
    story = stories[placement.item].story
    if not above or plain or story.boxed or story.head != "plain":
        return 0.0
    return (design.head.before * design.grid.row / 2 + design.box.air) / 2 if design.head.before else 0.0


def place(rect: GridRect, design: Design) -> Rect:
    """Return a grid rectangle in pt from the trim's top left."""
    area, grid = design.type_area, design.grid
    return Rect(
        area.x + rect.column * (grid.column + grid.gutter),
        area.y + rect.row * grid.row,
        grid.measure(rect.columns),
        rect.rows * grid.row,
    )


def _story_box(page: str, composed: ComposedStory, rect: Rect, lift: float, design: Design) -> StoryBox:
    story, row = composed.story, design.grid.row
    galley = _Galleys(page, Owner(OwnerKind.STORY, story.id), design)
    left, top = rect.x + composed.head_x, rect.y + composed.inset_row * row
    head = tuple(_head_galley(galley, composed, block, left, top - lift) for block in composed.head.blocks)
    body = []
    for number, column in enumerate(composed.columns, start=1):
        lines = tuple(SetLine(placed.line, placed.row * row + design.grid.baseline) for placed in column.lines)
        frame = Rect(rect.x + column.x, rect.y + column.row * row, column.width, column.rows * row)
        if lines:
            body.append(galley(f"column-{number}", Role.BODY, frame, lines))
    box = _drawn_box(rect, design) if story.boxed else rect
    band = None
    if composed.head.band:
        first, last = composed.head.band
        band = Rect(left, top + first, composed.measure, last - first)
        if story.boxed:
            band = Rect(box.x, box.y, box.width, top + last - box.y)
    return StoryBox(
        story.id,
        rect,
        story.boxed,
        False,
        composed.shape.columns,
        head,
        tuple(body),
        box,
        tuple(_picture_box(galley, composed, made, rect, design) for made in composed.pictures),
        tuple(_elements(galley, composed, rect, design)),
        story.box,
        _frame(galley, story.box, box, design) if story.boxed else None,
        band,
        story.head,
        _notch(composed, rect, design),
    )


def _notch(composed: ComposedStory, rect: Rect, design: Design) -> Rect | None:
    notch = composed.shape.notch
    if notch is None:
        return None
    width, height = design.grid.measure(notch.columns), notch.rows * design.grid.row
    x = rect.x if notch.corner.at_left else rect.right - width
    return Rect(x, rect.y if notch.corner.at_top else rect.bottom - height, width, height)


def _frame(galley: _Galleys, style: BoxStyle, box: Rect, design: Design) -> GalleyBox | None:
    shapes = frame_shapes(style, box.width, box.height, design.colours["rule"], design.box.frame)
    return galley("frame", "frame", box, shapes) if shapes else None


def _elements(galley: _Galleys, composed: ComposedStory, rect: Rect, design: Design) -> Iterator[GalleyBox]:
    row = design.grid.row
    for number, placed in enumerate(composed.elements, start=1):
        made = placed.element
        frame = Rect(rect.x + placed.x, rect.y + placed.row * row, made.width, made.rows * row)
        yield galley(f"{made.kind}-{number}", made.kind, frame, (*made.shapes, *made.lines))
    if composed.drop_cap and composed.columns:
        # The last, so that the text that is selected runs on from it.
        cap, column = composed.drop_cap, composed.columns[0]
        frame = Rect(rect.x + column.x, rect.y + column.row * row, cap.room, cap.lines * row)
        yield galley("drop-cap", Role.DROP_CAP, frame, (SetLine(cap.line, cap.baseline),))


def _picture_box(galley: _Galleys, composed: ComposedStory, made: PictureSet, rect: Rect, design: Design) -> PictureBox:
    row = design.grid.row
    top = rect.y + (made.row + made.white_above) * row
    foot = top + made.rows * row
    x = rect.x + made.x
    caption = None
    suffix = f"-{made.number + 1}" if made.number else ""
    if made.caption:
        lines = tuple(SetLine(line, at * row + design.grid.baseline) for at, line in enumerate(made.caption))
        frame = Rect(x, foot, made.width, len(lines) * row)
        caption = galley(f"caption{suffix}", Role.CAPTION, frame, lines)
    box = Rect(x, foot - design.picture.foot - made.height, made.width, made.height)
    return PictureBox(composed.story.id, box, caption, made.file, f"{composed.story.id}{suffix}", made.focus)


def _head_galley(galley: _Galleys, composed: ComposedStory, block: HeadBlock, x: float, top: float) -> GalleyBox:
    lines = tuple(SetLine(*placed) for placed in zip(block.lines, block.baselines, strict=True))
    # What hangs below the baseline of Latin letters is ink as well: the box of an image cuts it off.
    depth = 0.0 if block.width else DESCENT * block.lines[-1].size
    width = block.width or composed.measure - 2 * block.x
    frame = Rect(x + block.x, top + block.top, width, block.height + depth)
    reversed = composed.story.head == "reverse" or block.role is Role.SERIES
    return galley(block.role, block.role, frame, lines, reversed=reversed)


def _separators(plan: PagePlan, boxed: Mapping[str, bool], design: Design) -> list[Separator]:
    """Rules in the gutters between neighbouring stories and in the white row above a head.

    Ads and boxed stories have frames of their own and get none.
    """
    plain = [
        (placement.item, part)
        for placement in plan.placements
        if placement.kind in HEADED and not boxed[placement.item]
        for part in placement.parts
    ]
    area, grid = design.type_area, design.grid
    found = []
    for (item, left), (other, right) in permutations(plain, 2):
        if item == other:
            continue
        if left.right == right.column:
            top, foot = left.overlap_rows(right)
            if foot - top > 1:
                x = area.x + right.column * (grid.column + grid.gutter) - grid.gutter / 2
                # Half a row is left at both ends, so that the rule never touches another.
                y = area.y + (top + 0.5) * grid.row
                found.append(Separator("vertical", Rect(x, y, 0.0, (foot - top - 1) * grid.row)))
        if left.foot == right.row:
            first, end = left.overlap_columns(right)
            if end > first:
                line = GridRect(first, right.row, end - first, 0)
                box = place(line, design)
                y = box.y + grid.row / 2
                found.append(Separator("horizontal", Rect(box.x, y, box.width, 0.0)))
    return found
