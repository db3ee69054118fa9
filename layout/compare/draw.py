"""Two versions of a page side by side, changes boxed."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from layout.base.units import Rect
from layout.compare.changes import Change, Kind, What
from layout.compare.pages import DPI, PageChanges

COLOURS = {
    Kind.NEW: (22, 128, 60),
    Kind.GONE: (190, 30, 45),
    Kind.MOVED: (196, 98, 0),
    Kind.RECUT: (196, 98, 0),
    Kind.HEAD: (20, 90, 200),
    Kind.TEXT: (20, 90, 200),
    Kind.PICTURE: (124, 58, 180),
    Kind.RESET: (110, 110, 110),
    Kind.LOOKS: (124, 58, 180),
}
"""The colour of a change; where it has several kinds, the first one's."""

GROUND = (214, 214, 212)
_Letters = ImageFont.ImageFont | ImageFont.FreeTypeFont

MARGIN, LABEL = 24, 22
"""Around the two pages and for the line under them, pixels."""


def side_by_side(page: PageChanges, dpi: float = DPI) -> Image.Image:
    """Return both versions on one board, the old one at the left, what changed boxed and numbered in both.

    A page that one build alone has stands beside an empty place.
    """
    letters = ImageFont.load_default(LABEL - 6)
    sides = [page.before.image if page.before else None, page.after.image if page.after else None]
    width = max(side.width for side in sides if side)
    height = max(side.height for side in sides if side)
    board = Image.new("RGB", (2 * width + 3 * MARGIN, height + 2 * MARGIN + LABEL), GROUND)
    for number, (side, says) in enumerate(zip(sides, ("before", "after"), strict=True)):
        x, y = MARGIN + number * (width + MARGIN), MARGIN
        if side:
            board.paste(_marked(side, page, number == 1, letters, dpi), (x, y))
        label = f"{page.page} {says}" if side else f"{page.page} {says}: no such page"
        ImageDraw.Draw(board).text((x, y + height + 6), label, fill=(64, 64, 62), font=letters)
    return board


def _marked(image: Image.Image, page: PageChanges, is_new: bool, letters: _Letters, dpi: float) -> Image.Image:
    marked = image.copy()
    for number, change in enumerate(page.changes, 1):
        colour = COLOURS[change.kinds[0]]
        # Of a thing that stands elsewhere every line is different: its frame says it better.
        for box in () if change.displaced else change.boxes:
            _tint(marked, box, colour, dpi)
        if frame := _frame(change, is_new):
            _number(marked, frame, str(number), colour, letters, dpi)
    return marked


def _frame(change: Change, is_new: bool) -> Rect | None:
    """Return what is framed: the whole thing, or all that changed where it is of no thing."""
    rect = change.after if is_new else change.before
    if rect or change.what is not What.REST or not change.boxes:
        return rect
    left, top = min(box.x for box in change.boxes), min(box.y for box in change.boxes)
    right, bottom = max(box.right for box in change.boxes), max(box.bottom for box in change.boxes)
    return Rect(left, top, right - left, bottom - top)


def _pixels(rect: Rect, dpi: float) -> tuple[int, int, int, int]:
    scale = dpi / 72
    return (round(rect.x * scale), round(rect.y * scale), round(rect.right * scale), round(rect.bottom * scale))


def _tint(image: Image.Image, box: Rect, colour: tuple[int, int, int], dpi: float) -> None:
    left, top, right, bottom = _pixels(box.inset(-2), dpi)
    area = (max(0, left), max(0, top), min(image.width, right), min(image.height, bottom))
    if area[2] <= area[0] or area[3] <= area[1]:
        return
    part = image.crop(area)
    image.paste(Image.blend(part, Image.new("RGB", part.size, colour), 0.18), area[:2])
    ImageDraw.Draw(image).rectangle((area[0], area[1], area[2] - 1, area[3] - 1), outline=colour)


def _number(
    image: Image.Image,
    rect: Rect,
    says: str,
    colour: tuple[int, int, int],
    letters: _Letters,
    dpi: float,
) -> None:
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = _pixels(rect.inset(-3), dpi)
    draw.rectangle((left, top, right, bottom), outline=colour, width=3)
    wide = round(draw.textlength(says, font=letters)) + 10
    draw.rectangle((left, top, left + wide, top + LABEL), fill=colour)
    draw.text((left + 5, top + 1), says, fill="white", font=letters)
