"""Pictures of finished pages for the screen: full page, thumbnail, contact sheet, soft proof.

A preview shows the page as the reader will hold it: cut to the TrimBox, on white paper, without marks. A soft proof
shows it as the press prints it, on the paper's own colour. The same pages give the same PNG bytes, as long as the same
packages are installed: without `isal` the files are smaller, and take five times as long.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from layout.images import colour
from layout.images.inks import Ink
from layout.pdf import pdfium
from layout.pdf.ink import plates, spot_plates
from layout.pdf.pdfium import DPI
from layout.pdf.screen import for_screen

isal_zlib: Any = None
with suppress(ImportError):  # there are no wheels of it for every machine
    from isal import isal_zlib

_PAGE = re.compile(r"(\D*)(\d+)")

THUMBNAIL = 480
"""Width of a thumbnail, pixels; that of a page on the contact sheet, which is made of them."""
LEVEL = 1
"""How hard zlib tries, 1 to 9. Pages at 150 dpi come out 4 to 6 % smaller with 3, in 1.3 times the time."""
ISAL_LEVEL = 2
"""How hard ISA-L tries, 0 to 3. Pages come out 15 to 30 % larger than zlib's, in a fifth of the time; 3 takes six
times as long for nothing.
"""
BAND = 128
"""Rows of a picture that are packed at once."""
_NEAR = 1.5
"""What is made smaller is brought to this many times its size by sums of whole pixels, before it is filtered."""


def page_image(finished: bytes, dpi: float = DPI, page: int = 0) -> Image.Image:
    """Render one page of a finished PDF, cut to its TrimBox, as an RGB image; its spot inks as they look on paper."""
    return pdfium.page_image(for_screen(finished), dpi, page)


def soft_proof(finished: bytes, press: bytes, dpi: float = DPI) -> Image.Image:
    """Return a finished page as the press prints it: its plates together, through the press's ICC profile.

    White is the paper's white, black the black the press reaches (absolute colorimetric), in sRGB.
    """
    inks, _ = plates(finished, dpi)
    shown = colour.as_printed(inks, press)
    for ink, tones in spot_plates(finished, dpi):
        # A spot takes its share of the light that paper and process inks leave.
        full = Image.merge("RGB", [Image.new("L", shown.size, part) for part in _look(ink)])
        white = Image.new("RGB", shown.size, "white")
        shown = ImageChops.multiply(shown, Image.composite(full, white, tones))
    return shown


def _look(ink: Ink) -> tuple[int, int, int]:
    """Return a full spot in sRGB: as it is told in CIELAB, or by what stands for it."""
    if ink.lab:
        return colour.lab_rgb(ink.lab)
    cyan, magenta, yellow, black = ink.cmyk or (0.0, 0.0, 0.0, 1.0)
    red, green, blue = (round(255 * (1 - one) * (1 - black)) for one in (cyan, magenta, yellow))
    return red, green, blue


def spreads(pages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the pages in groups that the reader sees together: an even page faces the odd one after it.

    pages: page numbers such as A1, in order. Sections (the letter) are sheets of their own: A8 does not face B1.
    """
    groups: list[tuple[str, ...]] = []
    for page in pages:
        this, last = _PAGE.fullmatch(page), _PAGE.fullmatch(groups[-1][-1]) if groups else None
        if this and last and this[1] == last[1] and int(last[2]) % 2 == 0 and int(this[2]) == int(last[2]) + 1:
            groups[-1] = (*groups[-1], page)
        else:
            groups.append((page,))
    return tuple(groups)


def thumbnail(image: Image.Image, width: int = THUMBNAIL) -> Image.Image:
    """Return the image made smaller to that many pixels across, its proportions kept."""
    return image.resize(_smaller(image.size, width), Image.Resampling.LANCZOS, reducing_gap=_NEAR)


def _smaller(size: tuple[int, int], width: int) -> tuple[int, int]:
    """Return the size (width and height, pixels) brought to a width."""
    return width, max(1, round(size[1] * width / size[0]))


def read_png(path: Path) -> Image.Image:
    """Return a picture that `png_bytes` wrote, as an RGB image."""
    with Image.open(path, formats=("PNG",)) as image:
        return image.convert("RGB")


def facing_png(files: Sequence[Path], dpi: float) -> bytes:
    """Return pages that lie side by side as one picture, of their previews from the left; they are of one height."""
    return png_bytes(facing([read_png(file) for file in files]), dpi)


def facing(images: Sequence[Image.Image]) -> Image.Image:
    """Return pages that lie side by side as one picture, from the left; they are of one height."""
    if len(images) == 1:
        return images[0]
    whole = Image.new("RGB", (sum(image.width for image in images), images[0].height))
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width
    return whole


def png_bytes(image: Image.Image, dpi: float | None = None, colours: int | None = None) -> bytes:
    """Return the image as PNG, without any time stamp.

    With ``colours`` (2 to 256) the picture is brought to that many colours first, for a small file; without,
    it is stored as it is, as grey or with a palette where that loses nothing. dpi is written into the file.
    """
    exact = _lossless(image) if colours is None else image.quantize(colours, dither=Image.Dither.NONE)
    if exact.mode == "RGB":
        return _unfiltered(exact, dpi)
    out = BytesIO()
    options: dict[str, Any] = {} if dpi is None else {"dpi": (dpi, dpi)}
    exact.save(out, "PNG", optimize=colours is not None, compress_level=LEVEL, **options)
    return out.getvalue()


def _unfiltered(image: Image.Image, dpi: float | None) -> bytes:
    """Return an RGB image as PNG (ISO/IEC 15948) whose rows are compressed as they are.

    Pillow always predicts each row from its neighbours first, which helps photographs and harms text: a page came out
    6 to 20 % larger for it, in twice the time.
    """
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    size = () if dpi is None else _chunk(b"pHYs", struct.pack(">IIB", *[round(dpi / 0.0254)] * 2, 1))
    pixels = _chunk(b"IDAT", *_packed(image))
    return b"".join((b"\x89PNG\r\n\x1a\n", *_chunk(b"IHDR", header), *size, *pixels, *_chunk(b"IEND")))


def _packed(image: Image.Image) -> Iterator[bytes]:
    """Yield the rows of an RGB image as a zlib stream (RFC 1950), a band at a time: a page has 12 MB of them."""
    packer = isal_zlib.compressobj(ISAL_LEVEL) if isal_zlib else zlib.compressobj(LEVEL)
    rows = np.zeros((BAND, 1 + 3 * image.width), np.uint8)  # each row begins with its filter: none
    for top in range(0, image.height, BAND):
        band = np.asarray(image.crop((0, top, image.width, min(top + BAND, image.height))))
        rows[: len(band), 1:] = band.reshape(len(band), -1)
        yield packer.compress(rows[: len(band)].data)
    yield packer.flush()


def _chunk(kind: bytes, *data: bytes) -> tuple[bytes, ...]:
    """Return a part of a PNG in pieces, which are put together once for the whole file."""
    check = 0
    for piece in (kind, *data):
        check = zlib.crc32(piece, check)
    return (struct.pack(">I", sum(map(len, data))), kind, *data, struct.pack(">I", check))


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


ACROSS, FEW = 4, 16
"""Pages in a row of the contact sheet, and pages of an edition up to which they stand so."""


@dataclass(frozen=True, slots=True)
class Board:
    """How the contact sheet looks; lengths in pixels."""

    page_width: int = THUMBNAIL
    gap: int = 36
    margin: int = 48
    label_size: int = 20
    label_gap: int = 12
    shadow: int = 8
    ground: tuple[int, int, int] = (214, 214, 212)
    frame: tuple[int, int, int] = (150, 150, 148)
    ink: tuple[int, int, int] = (64, 64, 62)


def contact_sheet(
    pages: Iterable[tuple[str, Image.Image | Path]],
    font: Path,
    *,
    font_index: int = 0,
    across: int | None = None,
    board: Board | None = None,
) -> Image.Image:
    """Return all pages of an edition on one neutral board, each with its label under it.

    pages: label and picture, in page order, taken one at a time, or the PNG of one, which is read when it is put on the
    board: the sheet is large enough without all its pages beside it; font: a font file that has the labels' characters,
    font_index its face in a collection (.ttc). Pages whose labels say that they face each other (see
    `spreads`) touch. Rows are as even as they can be, with at most ``across`` pages in each, or one more where that
    keeps spreads whole. By default four pages stand side by side; of editions of more than FEW pages, eight of half the
    width, so that the sheet can be looked at as one.
    Raises ValueError when there is no page.
    """
    largest = (board or Board()).page_width
    given = [(label, page if isinstance(page, Path) else thumbnail(page, largest)) for label, page in pages]
    if not given:
        raise ValueError("a contact sheet has at least one page")
    few = len(given) <= FEW
    across = across or (ACROSS if few else 2 * ACROSS)
    board = board or Board(page_width=largest if few else largest // 2)
    small = [_smaller(_smaller(_size_of(page), largest), board.page_width) for _, page in given]
    letters = ImageFont.truetype(str(font), board.label_size, index=font_index)
    rows = _rows([len(group) for group in spreads([label for label, _ in given])], across)
    tallest = max(height for _, height in small)
    cell_width, cell_height = board.page_width, tallest + board.label_gap + board.label_size

    width = 2 * board.margin + max(sum(row) * cell_width + (len(row) - 1) * board.gap for row in rows)
    height = 2 * board.margin + len(rows) * cell_height + (len(rows) - 1) * board.gap
    sheet = Image.new("RGB", (width, height), board.ground)
    places: list[tuple[int, int]] = []
    shades: dict[tuple[tuple[int, int], ...], Image.Image] = {}
    for number, row in enumerate(rows):
        x, y = board.margin, board.margin + number * (cell_height + board.gap)
        for group in row:
            sizes = tuple(small[len(places) : len(places) + group])
            if sizes not in shades:
                shades[sizes] = _shade(sizes, cell_width, board)
            sheet.paste(shades[sizes], (x - board.gap // 2, y - board.gap // 2))
            places += [(x + at * cell_width, y) for at in range(group)]
            x += group * cell_width + board.gap
    draw = ImageDraw.Draw(sheet)
    for (x, y), (label, page) in zip(places, given, strict=True):
        image = thumbnail(thumbnail(read_png(page), largest) if isinstance(page, Path) else page, board.page_width)
        sheet.paste(image, (x, y))
        draw.rectangle((x - 1, y - 1, x + image.width, y + image.height), outline=board.frame)
        middle = x + cell_width / 2
        draw.text((middle, y + tallest + board.label_gap), label, fill=board.ink, font=letters, anchor="mt")
    return sheet


def _size_of(page: Image.Image | Path) -> tuple[int, int]:
    """Return a picture's width and height, pixels; of a file no more is read than that."""
    if not isinstance(page, Path):
        return page.size
    with Image.open(page, formats=("PNG",)) as image:
        return image.size


def _shade(sizes: Sequence[tuple[int, int]], cell_width: int, board: Board) -> Image.Image:
    """Return the ground under pages that touch, with a soft shade behind them, so that white paper stands off it.

    It reaches half the gap between pages beyond them: what a shade has farther off is not seen.
    """
    reach, lower = board.gap // 2, board.shadow // 2
    size = (len(sizes) * cell_width + 2 * reach, max(height for _, height in sizes) + 2 * reach + lower)
    shade, ground = Image.new("L", size, 0), Image.new("RGB", size, board.ground)
    draw = ImageDraw.Draw(shade)
    for at, (width, height) in enumerate(sizes):
        x = reach + at * cell_width
        draw.rectangle((x, reach + lower, x + width, reach + lower + height), fill=70)
    ground.paste((0, 0, 0), (0, 0), shade.filter(ImageFilter.GaussianBlur(board.shadow)))
    return ground


def _rows(groups: Sequence[int], across: int) -> list[list[int]]:
    """Part groups of so many pages into rows, none of them broken: few rows, then even ones."""
    even = math.ceil(sum(groups) / math.ceil(sum(groups) / across))
    tries = []
    for most in range(even, across + 1 + (max(groups) > 1)):
        rows: list[list[int]] = [[]]
        for group in groups:
            if rows[-1] and sum(rows[-1]) + group > most:
                rows.append([])
            rows[-1].append(group)
        tries.append(rows)
    return min(tries, key=lambda rows: (len(rows), max(map(sum, rows))))
