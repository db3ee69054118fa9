"""Pictures of ads in the press's inks.

The one seam through which pictures come: whoever draws ads may hand in another `Separate`, one that knows the
press's profile. `separate` here needs none: it takes as much as can be out of cyan, magenta and yellow and puts
black in their place, which keeps every pixel within 200 % of ink.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from PIL import Image, ImageChops, ImageOps
from PIL.TiffImagePlugin import TiffImageFile

from layout.ads.problems import BadFile
from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.base.units import Rect
from layout.design.press import IMAGES
from layout.images.limits import MAX_PIXELS
from layout.scene.shapes import Bitmap

FORMATS = ("JPEG", "PNG", "TIFF")

Crop = tuple[float, float, float, float]
"""Left, top, right, bottom as parts (0 to 1) of the upright picture."""


class Pixels(Protocol):
    """A picture ready for a PDF, 8 bits an ink. ``inverted`` says that 0 is full ink in CMYK."""

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
        with _opened(path) as image:
            width, height = image.size
            if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # EXIF orientations that lie on their side
                width, height = height, width
            rgb = image.mode in ("RGB", "RGBA", "P", "PA", "YCbCr", "LAB", "HSV")
            return PictureFile(width, height, rgb, _pages(image))
    except ContentError as error:
        raise BadFile(field, error.message, error.hint) from error


def _pages(image: Image.Image) -> int:
    """Return how many pages a TIFF has; smaller copies of one (NewSubfileType 1, TIFF 6.0, section 8) do not count."""
    if not isinstance(image, TiffImageFile):
        return 1
    pages = 0
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        pages += not int(image.tag_v2.get(_NEW_SUBFILE_TYPE, 0)) & 1
    return max(1, pages)


_NEW_SUBFILE_TYPE = 254


def bitmap(path: Path, rect: Rect, crop: Crop | None, separate: Separate, field: str) -> tuple[Bitmap, float]:
    """Return a picture filling a box, in the press's inks, and its pixels per inch.

    Raises BadFile naming the field for a file that cannot be used, or with fewer than the press's least.
    """
    try:
        pixels = separate(path, rect, crop)
    except ContentError as error:
        raise BadFile(field, error.message, error.hint) from error
    if pixels.dpi < IMAGES.least:
        wanted = round(rect.width / 72 * IMAGES.good), round(rect.height / 72 * IMAGES.good)
        raise BadFile(
            field,
            say(
                "{path} has {dpi:.0f} pixels per inch at this size; below {least:.0f} they are seen",
                path=path.name,
                dpi=pixels.dpi,
                least=IMAGES.least,
            ),
            say("get a larger picture: {wanted} x {wanted2} pixels are good here", wanted=wanted[0], wanted2=wanted[1]),
        )
    made = Bitmap(rect, pixels.data, pixels.filter, pixels.space, pixels.width, pixels.height, pixels.inverted)
    return made, pixels.dpi


def separate(path: Path, rect: Rect, crop: Crop | None) -> Separated:
    """Bring a picture into CMYK, or grey if it has no colour, without a profile. See `Separate`."""
    with _opened(path) as opened:
        image = _flat(ImageOps.exif_transpose(opened))
    left, top, right, bottom = crop or (0.0, 0.0, 1.0, 1.0)
    image = image.crop(
        (round(left * image.width), round(top * image.height), round(right * image.width), round(bottom * image.height))
    )
    image = ImageOps.fit(image, _fitting(image.size, rect.width / rect.height))
    dpi = image.width / (rect.width / 72)
    if dpi > IMAGES.most * 1.1:
        size = (max(1, round(rect.width / 72 * IMAGES.most)), max(1, round(rect.height / 72 * IMAGES.most)))
        image = image.resize(size, Image.Resampling.LANCZOS)
    if image.mode == "RGB":
        image = _inks(image)
    return Separated(
        data=zlib.compress(image.tobytes(), 9),
        space="DeviceGray" if image.mode == "L" else "DeviceCMYK",
        width=image.width,
        height=image.height,
        dpi=round(dpi, 1),
    )


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's limit of pixels warns first; ours is told instead
        try:
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise _too_large(path)
                yield image
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error
        except (OSError, SyntaxError, ValueError, EOFError, zlib.error) as error:
            raise ContentError(
                say("{path} is no picture that can be read", path=path.name),
                say("save it as {formats}", formats=listed(FORMATS)),
            ) from error


def _too_large(path: Path) -> ContentError:
    return ContentError(
        say("{path} claims more than {max_pixels} million pixels", path=path.name, max_pixels=MAX_PIXELS // 1000000),
        say("make it smaller: a full page needs no more than 25 million"),
    )


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture as RGB, L or CMYK, transparent parts on white."""
    if image.mode in ("CMYK", "L"):
        return image.copy()
    if image.mode in ("1", "I;16", "I"):
        return image.convert("L") if image.mode == "1" else image.point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, rgba)
    return image.convert("RGB")


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
