"""Pictures of ads in the press's inks.

The one seam through which pictures come: whoever draws ads may hand in another `Separate`, one that knows the
press's profile. `separate` here needs none: it takes as much as can be out of cyan, magenta and yellow and puts
black in their place, which keeps every pixel within 200 % of ink.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol

from PIL import Image, ImageChops, ImageOps

from layout.ads.problems import BadFile
from layout.base.errors import ContentError
from layout.base.units import Rect
from layout.design.press import IMAGES, ImageLimits
from layout.images import colour
from layout.images.fineness import Coarse, Resolution, coarse_itself
from layout.images.notes import Note
from layout.images.prepare import check
from layout.images.reading import opened, pages, read, upright_size
from layout.scene.shapes import Bitmap

Crop = tuple[float, float, float, float]
"""Left, top, right, bottom as parts (0 to 1) of the upright picture."""


class Pixels(Protocol):
    """A picture ready for a PDF. ``inverted`` says that 0 is full ink in CMYK."""

    @property
    def data(self) -> bytes:
        """The pixels, compressed as ``filter`` says."""

    @property
    def filter(self) -> Literal["DCTDecode", "FlateDecode"]:
        """The name PDF has for the compression."""

    @property
    def space(self) -> Literal["DeviceCMYK", "DeviceGray"]:
        """The inks."""

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def inverted(self) -> bool:
        """Whether 0 is full ink."""

    @property
    def dpi(self) -> float:
        """Pixels per inch in print, of those the file really had."""

    @property
    def bits(self) -> int:
        """Bits an ink: 8, or 1 for line art."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be told of the file."""


Separate = Callable[[Path, Rect, Crop | None], Pixels]
"""Brings a picture file into the press's inks for a box (pt): (file, box, crop) -> pixels.

What does not fit the box's proportions is cut off evenly; nothing is stretched. Raises ContentError.
"""


@dataclass(frozen=True, slots=True)
class Separated:
    """Pixels as `separate` makes them."""

    data: bytes
    space: Literal["DeviceCMYK", "DeviceGray"]
    width: int
    height: int
    dpi: float
    filter: Literal["DCTDecode", "FlateDecode"] = "FlateDecode"
    inverted: bool = False
    bits: int = 8
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFile:
    """What a picture file says of itself: pixels across and down when upright, whether it is RGB, how many pages."""

    width: int
    height: int
    rgb: bool
    pages: int = 1

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height


def look_at(path: Path, field: str) -> PictureFile:
    """Return a picture's size and colours without decoding its pixels. Raises BadFile naming the field."""
    try:
        with opened(path) as image:
            width, height = upright_size(image)
            rgb = image.mode in ("RGB", "RGBA", "P", "PA", "YCbCr", "LAB", "HSV")
            return PictureFile(width, height, rgb, len(pages(image)))
    except ContentError as error:
        raise BadFile(field, error.message, error.hint) from error


def is_drawn(path: Path, field: str) -> bool:
    """Tell whether a picture is a drawing, such as a code to be read by telephones. Raises BadFile naming the field."""
    try:
        state = path.stat()
        return _is_drawn(path, state.st_mtime_ns, state.st_size)
    except ContentError as error:
        raise BadFile(field, error.message, error.hint) from error


@lru_cache(maxsize=256)
def _is_drawn(path: Path, _time: int, _size: int) -> bool:
    return check(path).drawing


@dataclass(frozen=True, slots=True)
class Filled:
    """A picture that fills a box, in the press's inks; what there is to say of its pixels, and of its file."""

    bitmap: Bitmap
    coarse: Coarse | None
    notes: tuple[Note, ...]


def filled(path: Path, rect: Rect, separate: Separate, limits: ImageLimits) -> Filled:
    """Return a picture filling a box (pt). Raises ContentError for a file that cannot be used."""
    made = separate(path, rect, None)
    data = (made.data, made.filter, made.space, made.width, made.height, made.inverted, made.bits)
    wide, tall = (side / 72 * made.dpi for side in (rect.width, rect.height))
    resolution = Resolution(made.dpi, wide, tall, line_art=made.bits == 1)
    return Filled(Bitmap(rect, *data), coarse_itself(resolution, limits), made.notes)


def separate(path: Path, rect: Rect, crop: Crop | None) -> Separated:
    """Bring a picture into CMYK, or grey if it has no colour, without a profile. See `Separate`."""
    reading = read(path)
    image = reading.image
    if image.mode == "LAB":
        image = colour.for_screen(image, b"", b"")
    left, top, right, bottom = crop or (0.0, 0.0, 1.0, 1.0)
    image = image.crop(
        (round(left * image.width), round(top * image.height), round(right * image.width), round(bottom * image.height))
    )
    image = ImageOps.fit(image, _fitting(image.size, rect.width / rect.height))
    dpi = image.width / (rect.width / 72)
    if dpi > IMAGES.most * 1.1 and image.mode != "1":
        size = (max(1, round(rect.width / 72 * IMAGES.most)), max(1, round(rect.height / 72 * IMAGES.most)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    if image.mode == "RGB":
        image = _inks(image)
    return Separated(
        data=zlib.compress(image.tobytes(), 9),
        space="DeviceCMYK" if image.mode == "CMYK" else "DeviceGray",
        width=image.width,
        height=image.height,
        dpi=round(dpi, 1),
        bits=1 if image.mode == "1" else 8,
        notes=reading.notes,
    )


def _fitting(size: tuple[int, int], aspect: float) -> tuple[int, int]:
    """Return the largest size of those proportions inside a size."""
    width, height = size
    if width / height > aspect:
        return max(1, round(height * aspect)), height
    return width, max(1, round(width / aspect))


def _inks(image: Image.Image) -> Image.Image:
    """Return an RGB picture as CMYK, all its grey in black; as grey if nothing else is left."""
    cyan, magenta, yellow = (ImageChops.invert(channel) for channel in image.split())
    black = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    inks = [ImageChops.subtract(ink, black) for ink in (cyan, magenta, yellow)]
    if all(ink.getextrema() == (0, 0) for ink in inks):
        return ImageChops.invert(black)
    return Image.merge("CMYK", (*inks, black))
