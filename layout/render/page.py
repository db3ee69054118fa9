"""The page as the templates see it: every box in points from the trim's top left, every line placed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layout.compose.heads import HeadBlock
from layout.compose.index import Index
from layout.compose.items import Line, Role
from layout.compose.story import ComposedStory
from layout.content.model import Edition, Page
from layout.design import Design
from layout.plan.grid import GridRect, ItemKind, PagePlan
from layout.units import Rect
from layout.words import Words, words_for

HAN_CENTRE = 0.38
"""Height of the middle of a han character over the baseline, em: its square reaches from -0.12 to 0.88."""


@dataclass(frozen=True, slots=True)
class GalleyLine:
    """A line of a galley and its baseline, pt from the galley's top."""

    line: Line
    baseline: float


@dataclass(frozen=True, slots=True)
class GalleyBox:
    """A block of composed text: its url for the template's img, its rectangle, what it is, its lines."""

    url: str
    role: str
    rect: Rect
    lines: tuple[GalleyLine, ...]

    @property
    def text(self) -> str:
        """The words, for the image's alternative text."""
        return "".join(line.line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PictureBox:
    """The place a story's picture is put into, and its caption below."""

    story: str
    rect: Rect
    caption: GalleyBox | None


@dataclass(frozen=True, slots=True)
class StoryBox:
    """A story on the page."""

    id: str
    rect: Rect
    boxed: bool
    lead: bool
    columns: int
    head: tuple[GalleyBox, ...]
    body: tuple[GalleyBox, ...]
    picture: PictureBox | None = None

    @property
    def galleys(self) -> tuple[GalleyBox, ...]:
        """All galleys in reading order: head, body, caption."""
        caption = (self.picture.caption,) if self.picture and self.picture.caption else ()
        return (*self.head, *self.body, *caption)


@dataclass(frozen=True, slots=True)
class AdBox:
    """The cells of an ad; the ad itself keeps the white at its top and foot."""

    id: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class IndexBox:
    """The index of a front page."""

    rect: Rect
    title: GalleyBox
    entries: GalleyBox


@dataclass(frozen=True, slots=True)
class Separator:
    """A rule between two items: vertical in a gutter or horizontal above a head."""

    kind: str
    rect: Rect


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
    volume: int | None = None
    motto: str = ""
    price: str = ""

    @property
    def words(self) -> Words:
        """The program's own words in the language of the edition."""
        return words_for(self.language)

    @property
    def issue_text(self) -> str:
        """The issue, with the volume if the paper counts volumes, in words."""
        return self.words.issue(self.issue, self.volume)

    @property
    def galleys(self) -> tuple[GalleyBox, ...]:
        """All galleys in reading order."""
        index = (self.index.title, self.index.entries) if self.index else ()
        return (*index, *(galley for story in self.stories for galley in story.galleys))


def page_model(
    edition: Edition,
    page: Page,
    plan: PagePlan,
    stories: Mapping[str, ComposedStory],
    design: Design,
    index: Index | None = None,
) -> PageModel:
    """Put the composed stories and the reserved ad boxes of a plan on the page."""
    boxes = []
    ads = []
    nameplate = index_box = None
    for placement in plan.placements:
        rect = place(placement.rect, design)
        if placement.kind is ItemKind.AD:
            ads.append(AdBox(placement.item, rect))
        elif placement.kind is ItemKind.NAMEPLATE:
            nameplate = rect
        elif placement.kind is ItemKind.INDEX and index:
            index_box = _index_box(page.id, index, rect, design)
        else:
            boxes.append(_story_box(page.id, stories[placement.item], rect, design))
    lead = min(boxes, key=lambda box: stories[box.id].story.priority, default=None)
    ordered = sorted(boxes, key=lambda box: page.stories.index(box.id))
    date, words = edition.date, words_for(edition.language)
    return PageModel(
        page,
        edition.paper.name,
        edition.paper.latin_name,
        date,
        words.date(date),
        edition.issue,
        edition.language,
        design,
        tuple(replace(box, lead=True) if lead is not None and box.id == lead.id else box for box in ordered),
        tuple(ads),
        tuple(_separators(plan, {box.id: box.boxed for box in boxes}, design)),
        nameplate,
        index_box,
        len(edition.pages),
        edition.volume,
        edition.paper.motto,
        edition.paper.price,
    )


def _index_box(page: str, index: Index, rect: Rect, design: Design) -> IndexBox:
    row, x = design.grid.row, rect.x + index.inset
    top = rect.y + design.box.rows * row
    title_rows = design.index.title.rows * row
    title = GalleyLine(index.title, title_rows / 2 + HAN_CENTRE * index.title.size)
    lines = tuple(GalleyLine(placed.line, placed.row * row + design.grid.baseline) for placed in index.lines)
    return IndexBox(
        rect,
        GalleyBox(f"galley:{page}/index/title", "index-title", Rect(x, top, index.measure, title_rows), (title,)),
        GalleyBox(f"galley:{page}/index/entries", "index", Rect(x, rect.y, index.measure, rect.height), lines),
    )


def place(rect: GridRect, design: Design) -> Rect:
    """Return a grid rectangle in pt from the trim's top left."""
    area, grid = design.type_area, design.grid
    return Rect(
        area.x + rect.column * (grid.column + grid.gutter),
        area.y + rect.row * grid.row,
        grid.measure(rect.columns),
        rect.rows * grid.row,
    )


def _story_box(page: str, composed: ComposedStory, rect: Rect, design: Design) -> StoryBox:
    head = []
    top = rect.y + composed.inset_row * design.grid.row
    for block in composed.head.blocks:
        head.append(_head_galley(page, composed, block, rect.x + composed.inset_x, top, design))
    body = []
    for number, column in enumerate(composed.columns, start=1):
        lines = tuple(
            GalleyLine(placed.line, placed.row * design.grid.row + design.grid.baseline) for placed in column.lines
        )
        frame = Rect(
            rect.x + column.x,
            rect.y + column.row * design.grid.row,
            column.width,
            column.rows * design.grid.row,
        )
        if lines:
            url = f"galley:{page}/{composed.story.id}/column-{number}"
            body.append(GalleyBox(url, Role.BODY, frame, lines))
    return StoryBox(
        composed.story.id,
        rect,
        composed.story.boxed,
        False,
        composed.shape.columns,
        tuple(head),
        tuple(body),
        _picture_box(page, composed, rect, design),
    )


def _picture_box(page: str, composed: ComposedStory, rect: Rect, design: Design) -> PictureBox | None:
    made, row = composed.picture, design.grid.row
    if made is None:
        return None
    tokens = design.picture
    top = rect.y + (composed.inset_row + composed.head.rows) * row
    foot = top + made.rows * row
    x = rect.x + made.x
    caption = None
    if made.caption:
        lines = tuple(GalleyLine(line, number * row + design.grid.baseline) for number, line in enumerate(made.caption))
        frame = Rect(x, foot, made.width, len(lines) * row)
        caption = GalleyBox(f"galley:{page}/{composed.story.id}/caption", Role.CAPTION, frame, lines)
    box = Rect(x, top + tokens.top, made.width, made.rows * row - tokens.top - tokens.foot)
    return PictureBox(composed.story.id, box, caption)


def _head_galley(
    page: str, composed: ComposedStory, block: HeadBlock, x: float, top: float, design: Design
) -> GalleyBox:
    pitch = block.rows * design.grid.row / len(block.lines)
    lines = tuple(
        # Han characters are centred in their rows; the baseline follows from that.
        GalleyLine(line, (number + 0.5) * pitch + HAN_CENTRE * line.size)
        for number, line in enumerate(block.lines)
    )
    frame = Rect(x, top + block.row * design.grid.row, composed.measure, block.rows * design.grid.row)
    return GalleyBox(f"galley:{page}/{composed.story.id}/{block.role}", block.role, frame, lines)


def _separators(plan: PagePlan, boxed: Mapping[str, bool], design: Design) -> list[Separator]:
    """Rules in the gutters between neighbouring stories and in the white row above a head.

    Ads and boxed stories have frames of their own and get none.
    """
    plain = [
        placement for placement in plan.placements if placement.kind is ItemKind.STORY and not boxed[placement.item]
    ]
    area, grid = design.type_area, design.grid
    found = []
    for left in plain:
        for right in plain:
            if left.rect.right == right.rect.column:
                top, foot = left.rect.overlap_rows(right.rect)
                if foot > top:
                    x = area.x + right.rect.column * (grid.column + grid.gutter) - grid.gutter / 2
                    # Half a row is left at both ends, so that the rule never touches another.
                    y = area.y + (top + 0.5) * grid.row
                    found.append(Separator("vertical", Rect(x, y, 0.0, (foot - top - 1) * grid.row)))
            if left.rect.foot == right.rect.row:
                first, end = left.rect.overlap_columns(right.rect)
                if end > first:
                    line = GridRect(first, right.rect.row, end - first, 0)
                    box = place(line, design)
                    y = box.y + grid.row / 2
                    found.append(Separator("horizontal", Rect(box.x, y, box.width, 0.0)))
    return found


def column_frames(boxes: Sequence[StoryBox]) -> tuple[Rect, ...]:
    """Return the rectangles of all body columns, for the checks that compare lines with them."""
    return tuple(galley.rect for box in boxes for galley in box.body)
