"""A ready-made ad before and after: as a screen shows what came, and as the press prints what was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw, ImageFont, ImageOps

from layout.ads.doctor import Form
from layout.base.messages import say, told
from layout.base.units import Rect
from layout.build.adcheck import AdChecked, AdDesk
from layout.build.preview import png_bytes, soft_proof
from layout.images import colour
from layout.images.reading import read
from layout.pdf.pdfium import page_image

DPI = 150
MOST_SIDE = 1600
"""Pixels that neither width nor height of an ad has more in the picture: a page is shown at a lower resolution."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the picture looks; lengths in pixels."""

    margin: int = 36
    gap: int = 36
    label: int = 20
    label_gap: int = 12
    frame: int = 2
    air: int = 3
    ground: tuple[int, int, int] = (244, 244, 242)
    edge: tuple[int, int, int] = (150, 150, 148)
    ink: tuple[int, int, int] = (64, 64, 62)
    mark: tuple[int, int, int] = (214, 40, 40)


def before_and_after(checked: AdChecked, desk: AdDesk, language: str) -> bytes:
    """Return an ad before and after as a PNG, side by side at one scale; what is told of it has a thin frame.

    Its captions are in that language. Raises ValueError for an ad that nothing was made of.
    """
    if not checked.finished:
        raise ValueError("an ad of which nothing is made has no after")
    place = checked.order.place
    width, height = (place.width, place.height) if place else (checked.looked.width, checked.looked.height)
    dpi = min(DPI, MOST_SIDE * 72 / max(width, height))
    after = soft_proof(checked.finished, desk.press.profile_data, dpi)
    told_of = [one.rect for one in (*checked.refused, *checked.remarks) if one.rect]
    # They are told from the trim, and what runs off the page is shown as well.
    beyond = place.beyond if place else 0.0
    _marked(after, [replace(one, x=one.x + beyond, y=one.y + beyond) for one in (*checked.marks, *told_of)], dpi)
    captions = told(say("as it came, on a screen"), language), told(say("as it will be printed"), language)
    face = desk.kit.fonts[desk.kit.design.ads.text]
    letters = ImageFont.truetype(str(face.path), Look().label, index=face.index)
    return png_bytes(_side_by_side((_as_it_came(checked, desk, dpi), after), captions, letters), dpi)


def _as_it_came(checked: AdChecked, desk: AdDesk, dpi: float) -> Image.Image:
    """Return the file as a screen shows it, as large as it is in print."""
    path, looked = checked.order.path, checked.looked
    wide, tall = round(looked.width * dpi / 72), round(looked.height * dpi / 72)
    if looked.form is Form.PDF:
        image = page_image(path.read_bytes(), dpi, max(0, checked.order.page - 1))
        # A bleed that the file does not tell of is cut off in print, and here.
        return ImageOps.crop(image, max(0, (image.width - wide) // 2)) if checked.order.bleed else image
    reading = read(path)
    pixels = reading.image.convert("L") if reading.image.mode == "1" else reading.image
    small = pixels.resize((wide, tall), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return colour.for_screen(small, reading.profile, desk.press.profile_data)


def _marked(image: Image.Image, rects: Sequence[Rect], dpi: float) -> None:
    """Draw a thin frame around places, told in pt from the ad's top left."""
    look, scale, draw = Look(), dpi / 72, ImageDraw.Draw(image)
    for rect in rects:
        left, top = rect.x * scale - look.air, rect.y * scale - look.air
        right, bottom = rect.right * scale + look.air, rect.bottom * scale + look.air
        draw.rectangle((left, top, max(left, right), max(top, bottom)), outline=look.mark, width=look.frame)


def _side_by_side(
    images: Sequence[Image.Image], captions: Sequence[str], letters: ImageFont.FreeTypeFont
) -> Image.Image:
    look = Look()
    # A narrow ad is as wide as its caption.
    cells = [max(one.width, round(letters.getlength(text))) for one, text in zip(images, captions, strict=True)]
    tallest = max(image.height for image in images)
    width = 2 * look.margin + sum(cells) + look.gap * (len(cells) - 1)
    board = Image.new("RGB", (width, 2 * look.margin + tallest + look.label_gap + look.label), look.ground)
    draw, x = ImageDraw.Draw(board), look.margin
    for image, text, cell in zip(images, captions, cells, strict=True):
        left = x + (cell - image.width) // 2
        board.paste(image, (left, look.margin))
        draw.rectangle((left - 1, look.margin - 1, left + image.width, look.margin + image.height), outline=look.edge)
        middle = x + cell / 2
        draw.text((middle, look.margin + tallest + look.label_gap), text, look.ink, letters, anchor="ma")
        x += cell + look.gap
    return board
