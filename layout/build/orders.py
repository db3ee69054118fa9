"""What an editor orders of a story and did not get on its page: told at its line, with what it would need."""

from __future__ import annotations

from collections.abc import Iterable

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.base.messages import Name, listed, say, word
from layout.compose.composed import ComposedStory, PlacedElement
from layout.compose.picture import PictureSet
from layout.compose.readings import reading_size
from layout.compose.text import in_text
from layout.design.tokens import Design
from layout.edition.blocks import HALF, Element, InsetPlace, Width, readings_of


def report_orders(stories: Iterable[ComposedStory], design: Design, report: Report) -> None:
    """Say which orders of stories were not kept: their pictures' widths and places, their measure, head and drop cap.

    A picture of which a good part was cut off is told too.
    """
    for composed in stories:
        _report_story(composed, design, report)
        for made in composed.pictures:
            _report_picture(composed, made, design, report)
        for placed in composed.elements:
            _report_box(composed, placed, report)


def _report_story(composed: ComposedStory, design: Design, report: Report) -> None:
    story = composed.story
    if story.columns and not story.part_of and composed.shape.columns not in story.columns:
        report.warning(
            Code.STORY_COLUMNS,
            say(
                "{story} stands over {columns}, not {ordered}",
                story=Name(story.id),
                columns=_columns(composed.shape.columns),
                ordered=listed(story.columns),
            ),
            story.key_ref("columns"),
            hint=say("change columns:, or the place that areas: or at: gives it"),
            subject=story.id,
        )
    if story.head == "vertical" and not composed.head.beside and not story.series:
        report.info(
            Code.HEAD_LEVEL,
            say(
                "{story}: head: vertical was not kept: the headline does not stand from the top down there",
                story=Name(story.id),
            ),
            story.key_ref("head"),
            hint=say("give the story more rows, two columns at least, and no ad in its corner"),
            subject=story.id,
        )
    if story.measure == "wide" and composed.text_columns == composed.shape.columns:
        wide = [count for count in range(1, design.grid.columns + 1) if design.wide_columns(count) < count]
        report.warning(
            Code.MEASURE_NOT_WIDE,
            say(
                "{story}: measure: wide was not kept: its text has {columns} of the page",
                story=Name(story.id),
                columns=_columns(composed.shape.columns),
            ),
            story.key_ref("measure"),
            hint=_for_wide(composed, wide),
            subject=story.id,
        )
    first = next((at for at, block in enumerate(story.blocks) if in_text(block) and any(readings_of(block))), None)
    if first is not None and not reading_size(design):
        report.info(
            Code.READING_IN_BRACKETS,
            say(
                "{story}: readings stand in brackets: over the characters they would be smaller than {least:g} pt",
                story=Name(story.id),
                least=design.ruby.least,
            ),
            story.block_ref(first),
            hint=say("give the template higher rows or a smaller body, or another ruby: least: in design.yaml"),
            subject=story.id,
        )
    if story.drop_cap and composed.drop_cap is None:
        report.info(
            Code.DROP_CAP_NOT_SET,
            say("{story}: the drop cap was not set", story=Name(story.id)),
            story.key_ref("drop_cap"),
            hint=say(
                "a story has none that begins with a dateline, a mark, a reading, a long number, a short paragraph"
            ),
            subject=story.id,
        )


def _for_wide(composed: ComposedStory, wide: list[int]) -> str:
    """Say what a story needs for a wide measure, which there is over so many columns (``wide``)."""
    if not wide:
        return say("the template has no wide measure: add wide: to its design.yaml, or take measure: out")
    if composed.shape.columns not in wide:
        return say("give it columns: {wide}", wide=listed(wide))
    if composed.shape.notch:
        return say("an ad stands in its corner: give the story or the ad another place, with at:")
    return say("its head stands from the top down: give it head: plain")


def _report_picture(composed: ComposedStory, made: PictureSet, design: Design, report: Report) -> None:
    story = composed.story
    picture = story.every_picture[made.number]

    def ref(key: str = "picture") -> Ref:
        return Ref("story", story.part_of or story.id, key, made.number)

    named = say("{story}: the picture {picture}", story=Name(story.id), picture=picture.file)
    got = 0 if made.beside else round(made.columns * composed.shape.columns / composed.text_columns)
    if other := _other_width(picture.columns, got, composed.shape.columns, no_half=made.no_half):
        said = say("{named} {other}", named=named, other=other[0])
        report.warning(Code.PICTURE_WIDTH, said, ref("picture_columns"), hint=other[1], subject=story.id)
    if picture.place and (why := _displaced(composed, made, picture.place)):
        report.warning(
            Code.PICTURE_PLACE,
            say("{named} does not stand at the {place}: {why}", named=named, place=picture.place, why=why),
            ref("picture_place"),
            hint=say("give it another place:, or columns: that leave room there"),
            subject=story.id,
        )
    if made.lost > design.picture.told:
        report.info(
            Code.PICTURE_CROPPED,
            say("{named} loses {lost:.0%} of its {cut}", named=named, lost=made.lost, cut=_cut(made)),
            ref(),
            hint=say("give it focus: with the point to be kept, such as focus: 50% 30%, or whole: true"),
            subject=story.id,
        )


def _report_box(composed: ComposedStory, placed: PlacedElement, report: Report) -> None:
    story = composed.story
    if not placed.floats:
        return
    block = story.blocks[placed.number]
    got = round(placed.columns * composed.shape.columns / composed.text_columns)
    if not isinstance(block, Element):
        return
    if why := _other_width(block.columns, got, composed.shape.columns, no_half=placed.no_half):
        said = say("{story}: the {kind} {why}", story=Name(story.id), kind=word(placed.element.kind), why=why[0])
        report.warning(Code.BOX_WIDTH, said, story.block_ref(placed.number), hint=why[1], subject=story.id)
    if block.place and (over := _before(composed, placed, block.place)):
        report.warning(
            Code.BOX_PLACE,
            say(
                "{story}: the {kind} does not stand at the {place}: {over} stands there",
                story=Name(story.id),
                kind=word(placed.element.kind),
                place=block.place,
                over=over,
            ),
            story.block_ref(placed.number),
            hint=say("give it another place=, or columns= that leave room there"),
            subject=story.id,
        )


def _before(composed: ComposedStory, placed: PlacedElement, place: InsetPlace) -> str:
    """Name what stands between a box and the head or foot of the columns that it was ordered to; empty if nothing."""
    others = [
        *((made.x, made.width, made.row, made.file) for made in composed.pictures if not made.beside),
        *(
            (other.x, other.element.width, other.row, say("the {kind}", kind=word(other.element.kind)))
            for other in composed.elements
            if other is not placed and other.floats
        ),
    ]
    for x, width, row, name in others:
        beside = placed.x + placed.element.width <= x or x + width <= placed.x
        if not beside and (row > placed.row if place.at_foot else row < placed.row):
            return name
    return ""


def _other_width(ordered: Width, got: int, there: int, *, no_half: bool) -> tuple[str, str] | None:
    """Say how wide something stands and what it would need to be as wide as ordered; None if it is.

    ``got`` is 0 for half a column, ``there`` the columns of the story; ``no_half`` tells that half a one is too narrow.
    """
    if no_half:
        said = say("stands over {got}: half a column is too narrow for it here", got=_columns(got))
        return said, say("give it columns: 1")
    if ordered == HALF:
        said = say("stands over {got}, not half a one: so its story fills its place", got=_columns(got))
        return (said, say("give it columns: 1, or its story more text")) if got else None
    if ordered is None or got >= ordered:
        return None
    if ordered > there:
        why, hint = (
            say("the story has {there}", there=_columns(there)),
            say("give the story columns: {ordered} or more, or it fewer", ordered=ordered),
        )
    else:
        why, hint = say("so its story fills its place"), say("give it columns: {got}, or its story more text", got=got)
    return say("stands over {got}, not {ordered}: {why}", got=_columns(got), ordered=ordered, why=why), hint


def _displaced(composed: ComposedStory, made: PictureSet, place: InsetPlace) -> str:
    """Say why a picture does not stand where it was ordered, nothing if it does."""
    for other in composed.pictures:
        side_by_side = made.x + made.width <= other.x or other.x + other.width <= made.x
        if other is not made and not side_by_side and (other.row > made.row if place.at_foot else other.row < made.row):
            return say("{other} stands there", other=other.file)
    if place.in_centre and not made.beside and (composed.text_columns - made.columns) % 2:
        return say(
            "over {columns} it has no middle in {text_columns}",
            columns=_columns(made.columns),
            text_columns=_columns(composed.text_columns),
        )
    return ""


def _cut(made: PictureSet) -> str:
    left, top, right, bottom = made.shown
    if right - left < 1:
        return say("width, {left:.0%} at the left and {right:.0%} at the right", left=left, right=1 - right)
    return say("height, {top:.0%} at its top and {bottom:.0%} at its foot", top=top, bottom=1 - bottom)


def _columns(count: int) -> str:
    return say("{count:column|columns}", count=count)
