"""Pictures of finished pages for the screen: full page, thumbnail, contact sheet.

A preview shows the page as the reader will hold it: cut to the TrimBox, on white paper, without marks.
The same pages give the same PNG bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from layout.pdfium import DPI, page_count, page_image

__all__ = [
    "DPI",
    "Board",
    "contact_sheet",
    "page_count",
    "page_image",
    "png_bytes",
    "read_png",
    "thumbnail",
    "webp_bytes",
]

LEVEL = 3
"""How hard zlib tries, 1 to 9. Pages at 150 dpi came out 4 to 14 % smaller with 3 than with 9, in a seventh of the
time: its longer searches do harm to what PNG's filters leave of text."""


def thumbnail(image: Image.Image, width: int = 320) -> Image.Image:
    """Return the image made smaller to that many pixels across, its proportions kept."""
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def read_png(path: Path) -> Image.Image:
    """Return a picture that `png_bytes` wrote, as an RGB image."""
    with Image.open(path, formats=("PNG",)) as image:
        return image.convert("RGB")


def png_bytes(image: Image.Image, dpi: float | None = None, colours: int | None = None) -> bytes:
    """Return the image as PNG, without any time stamp.

    With ``colours`` (2 to 256) the picture is brought to that many colours first, for a small file; without,
    it is stored as it is, as grey or with a palette where that loses nothing. dpi is written into the file.
    """
    out = BytesIO()
    options: dict[str, Any] = {} if dpi is None else {"dpi": (dpi, dpi)}
    if colours is None:
        _lossless(image).save(out, "PNG", compress_level=LEVEL, **options)
    else:
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, **options)
    return out.getvalue()


def webp_bytes(image: Image.Image, quality: int = 76) -> bytes:
    """Return the image as WebP for a screen: a page of text is a third smaller than as JPEG, without its halos."""
    out = BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _lossless(image: Image.Image) -> Image.Image:
    """Return the same picture in the smallest PNG mode that holds it exactly."""
    found = image.getcolors(256)
    if found is None or image.mode != "RGB":
        return image
    colours = [colour for _, colour in sorted(found) if isinstance(colour, tuple)]
    if all(red == green == blue for red, green, blue in colours):
        return image.convert("L")
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


@dataclass(frozen=True, slots=True)
class Board:
    """How the contact sheet looks; lengths in pixels."""

    page_width: int = 480
    gap: int = 36
    margin: int = 48
    label_size: int = 20
    label_gap: int = 12
    shadow: int = 8
    ground: tuple[int, int, int] = (214, 214, 212)
    frame: tuple[int, int, int] = (150, 150, 148)
    ink: tuple[int, int, int] = (64, 64, 62)


def contact_sheet(
    pages: Iterable[tuple[str, Image.Image]],
    font: Path,
    *,
    font_index: int = 0,
    across: int = 4,
    board: Board | None = None,
) -> Image.Image:
    """Return all pages of an edition on one neutral board, each with its label under it.

    pages: label and picture, in page order, taken one at a time; font: a font file that has the labels'
    characters, font_index its face in a collection (.ttc). Rows are as even as they can be, with at most ``across``
    pages in each.
    Raises ValueError when there is no page.
    """
    board = board or Board()
    letters = ImageFont.truetype(str(font), board.label_size, index=font_index)
    small = [(label, thumbnail(image, board.page_width)) for label, image in pages]
    if not small:
        raise ValueError("a contact sheet has at least one page")
    rows = math.ceil(len(small) / across)
    in_row = math.ceil(len(small) / rows)
    tallest = max(image.height for _, image in small)
    cell_width, cell_height = board.page_width, tallest + board.label_gap + board.label_size

    width = 2 * board.margin + in_row * cell_width + (in_row - 1) * board.gap
    height = 2 * board.margin + rows * cell_height + (rows - 1) * board.gap
    sheet = Image.new("RGB", (width, height), board.ground)
    places = [
        (
            board.margin + number % in_row * (cell_width + board.gap),
            board.margin + number // in_row * (cell_height + board.gap),
        )
        for number in range(len(small))
    ]
    sheet = _shaded(sheet, places, small, board)
    draw = ImageDraw.Draw(sheet)
    for (x, y), (label, image) in zip(places, small, strict=True):
        sheet.paste(image, (x, y))
        draw.rectangle((x - 1, y - 1, x + image.width, y + image.height), outline=board.frame)
        middle = x + cell_width / 2
        draw.text((middle, y + tallest + board.label_gap), label, fill=board.ink, font=letters, anchor="mt")
    return sheet


def _shaded(
    sheet: Image.Image,
    places: Sequence[tuple[int, int]],
    small: Sequence[tuple[str, Image.Image]],
    board: Board,
) -> Image.Image:
    """Return the board with a soft shade behind every page, so that white paper stands off the ground."""
    shade = Image.new("L", sheet.size, 0)
    draw = ImageDraw.Draw(shade)
    for (x, y), (_, image) in zip(places, small, strict=True):
        draw.rectangle((x, y + board.shadow // 2, x + image.width, y + image.height + board.shadow // 2), fill=70)
    shade = shade.filter(ImageFilter.GaussianBlur(board.shadow))
    return Image.composite(Image.new("RGB", sheet.size, (0, 0, 0)), sheet, shade)
