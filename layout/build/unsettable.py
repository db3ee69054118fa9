"""What stories have that no page of theirs can hold, seen from their copy and their template alone.

Each of these is a bound that no plan can get round: so it is told before any is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.base.messages import Name, listed, say, word
from layout.build.widewords import wide_in_head
from layout.compose.elements.table import Table
from layout.compose.kit import TemplateKit, open_story
from layout.compose.leastroom import Pictures, least_cells, most_in_group, stacked_rows
from layout.compose.shape import StoryShape
from layout.design.press import Fineness, PressCondition
from layout.design.tokens import Design
from layout.edition.blocks import HALF
from layout.edition.model import Edition, Page, Picture, Story
from layout.images.prepare import pixels, proportions
from layout.plan.demand import free_cells
from layout.plan.jumps import may_jump

MARK = 0.2
"""The least that a character takes that is no Chinese one, em: marks and Latin letters may be narrow."""
WIDE_MEASURE = 1.1
"""A line over several base columns has their gutters too: so much more than theirs alone."""
WIDE_TABLE = 2
"""Base columns that a table without ``columns`` may stand over at most."""


def report_unsettable(
    edition: Edition, page: Page, kits: Mapping[str, TemplateKit], press: PressCondition, report: Report
) -> dict[str, Story]:
    """Report what the stories of a page have that it cannot hold; return those that are planned without an order."""
    kit, changed = kits[page.template], {}
    for story in (edition.stories[name] for name in page.stories):
        made = _pictures(_columns(story, kit, page, report), kits, page, edition, report)
        if made is not story:
            changed[story.id] = made
        _head(made, kit, edition, report)
        for number, picture in enumerate(made.every_picture):
            _picture(story, number, picture, kit, press, edition, report)
        for number, block in enumerate(story.blocks):
            if isinstance(block, Table):
                _table(story, number, block, kit, report)
        _length(story, page, edition, kits, report)
    return changed


def _columns(story: Story, kit: TemplateKit, page: Page, report: Report) -> Story:
    """Report that a story orders more columns than there are; return it without that order."""
    most = kit.design.grid.columns
    if not story.columns or min(story.columns) <= most:
        return story
    said = say(
        "{story}: columns: {least} or more, but page {page} has {most}",
        story=Name(story.id),
        least=min(story.columns),
        page=page.id,
        most=most,
    )
    hint = say("correct columns:, or take it out")
    report.warning(Code.STORY_COLUMNS, said, story.ref, hint=hint, subject=story.id)
    return story.model_copy(update={"columns": ()})


def _head(story: Story, kit: TemplateKit, edition: Edition, report: Report) -> None:
    """Report the parts of a head that are too long over all the columns that the story may have."""
    most = kit.design.grid.columns
    columns = max((count for count in story.columns if count <= most), default=most)
    head = open_story(story, kit, edition.folder).head(StoryShape(columns, 0))
    for role in head.too_long:
        said = say(
            "{story}: the {role} does not fit over {columns:column|columns}, the most it can have",
            story=Name(story.id),
            role=word(role),
            columns=columns,
        )
        hint = wide_in_head(head, role, say("shorten it"))
        report.error(Code.HEAD_TOO_LONG, said, story.ref, hint=hint, subject=story.id)


def _picture(
    story: Story, number: int, picture: Picture, kit: TemplateKit, press: PressCondition, edition: Edition,
    report: Report,
) -> None:  # fmt: skip
    grid = kit.design.grid
    columns = picture.columns or 1
    narrow = grid.column / 2 if columns == HALF else grid.measure(min(int(columns), grid.columns))
    wide, high = pixels(edition.folder / picture.file)
    # As narrow as it may stand it would be squares.
    if press.images.fineness(wide / (narrow / 72)) > Fineness.BLOCKS:
        return
    wanted = round(narrow / 72 * press.images.good)
    report.error(
        Code.PICTURE_TOO_SMALL,
        say(
            "{story}: the picture {picture} has {wide} x {high} pixels: too few for any width it may have",
            story=Name(story.id),
            picture=picture.file,
            wide=wide,
            high=high,
        ),
        Ref("story", story.id, "picture", number),
        hint=say("get a larger one, {wanted} pixels wide or more, or take it out", wanted=wanted),
        subject=story.id,
    )


def _pictures(story: Story, kits: Mapping[str, TemplateKit], page: Page, edition: Edition, report: Report) -> Story:
    """Report that a story has more pictures than any page holds; return it with the first of them alone."""
    if {"picture", "pictures"} & set(story.optional):
        return story
    every = [(each, proportions(edition.folder / each.file)) for each in story.every_picture]
    over = [_too_many(every, kit.design, boxed=story.boxed) for kit in kits.values()]
    if not all(over):
        return story
    design = kits[page.template].design
    said = _too_many(every, design, boxed=story.boxed)
    report.error(
        Code.PICTURES_TOO_MANY,
        say("{story}: its {count:picture|pictures} {said}", story=Name(story.id), count=len(every), said=said),
        story.ref,
        hint=say(
            "make several stories of it, or take pictures out: {most} without columns: and place: stand as a group",
            most=most_in_group(design),
        ),
        subject=story.id,
    )
    return story.model_copy(update={"picture": story.every_picture[0], "pictures": ()})


def _too_many(pictures: Pictures, design: Design, *, boxed: bool) -> str:
    """Say what pictures have no room for; nothing if they may have room."""
    grid = design.grid
    if (rows := stacked_rows(pictures, design, boxed=boxed)) > grid.rows:
        return say("stand below each other in {rows} rows at least, and a page has {most}", rows=rows, most=grid.rows)
    if (cells := least_cells(pictures, design, boxed=boxed)) > grid.columns * grid.rows:
        return say(
            "take {cells:.0f} cells (columns x rows) at least, and a page has {most}",
            cells=cells,
            most=grid.columns * grid.rows,
        )
    return ""


def _table(story: Story, number: int, table: Table, kit: TemplateKit, report: Report) -> None:
    design = kit.design
    over = WIDE_TABLE if table.columns is None else 1 if table.columns == HALF else int(table.columns)
    width = design.grid.measure(min(over, design.grid.columns))
    tokens, size = design.element, design.element.cell.size
    most = int((width + tokens.table.gap) / (size + tokens.table.gap))
    if len(table.heads) > most:
        report.error(
            Code.TABLE_TOO_WIDE,
            say(
                "{story}: a table of {columns:column|columns} has no room: {most} at most, of one character each",
                story=Name(story.id),
                columns=len(table.heads),
                most=most,
            ),
            story.block_ref(number),
            hint=say("make two tables of it, turn rows and columns about, or give it more of the page (columns=4)"),
            subject=story.id,
        )


def _length(story: Story, page: Page, edition: Edition, kits: Mapping[str, TemplateKit], report: Report) -> None:
    """Report a story that its page, and another one that it may go on to, cannot hold."""
    design = kits[page.template].design
    ems = sum(_least_ems(block.text) for block in story.blocks if block.is_copy)
    line = WIDE_MEASURE * design.grid.column / design.body.size
    rooms = sorted(_rooms(story, page, edition, kits), reverse=True)
    room = sum(rooms[:2])
    over = ems - room * line
    if over <= 0:
        return
    alone = open_story(story, kits[page.template], edition.folder).compose(_whole_page(design)).fit
    over = max(over, alone.over_characters - sum(rooms[1:2]) * line)
    where = say("page {page}", page=page.id)
    if len(rooms) > 1:
        where = listed((where, say("another one")), " and ")
    report.error(
        Code.STORY_TOO_LONG,
        say(
            "{story}: its {characters} characters take {least:.0f} lines at least, {where} has {room:.0f}",
            story=Name(story.id),
            characters=story.characters,
            least=ems / line,
            where=where,
            room=room,
        ),
        story.ref,
        hint=say("cut about {over:.0f} characters or more, or make several stories of it", over=over),
        subject=story.id,
    )


def _whole_page(design: Design) -> StoryShape:
    return StoryShape(design.grid.columns, design.grid.rows, at_top=True)


def _least_ems(text: str) -> float:
    han = sum("\u3400" <= char <= "\u9fff" for char in text)
    return han + MARK * (len(text) - han)


def _rooms(story: Story, page: Page, edition: Edition, kits: Mapping[str, TemplateKit]) -> Iterator[float]:
    """Yield the cells without ads of a story's page, and of those that it may go on to."""
    for other in edition.pages:
        if other.id == page.id or (may_jump(story) and not page.areas and not other.areas):
            yield free_cells(other, edition, kits[other.template].design)
