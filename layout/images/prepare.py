"""Pictures made ready for the press: cut, brought to size, separated. Pillow for pictures lives here and in colour.

`prepare` takes a picture file as an editor has it and returns pixels that go into the page as they are. The
renderer never sees them, so no RGB picture can reach the page by another way.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageFile, ImageOps, UnidentifiedImageError

from layout.base.errors import ContentError
from layout.base.messages import listed, say
from layout.base.units import Rect
from layout.design.press import FINER, PressCondition
from layout.images import colour
from layout.images.crop import CENTRE, Crop, Focus, shown
from layout.images.limits import MAX_PIXELS

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
MAX_BYTES = 200_000_000
"""No picture file may be larger: at newspaper resolution a full page has some 70 MB, unpacked."""

JPEG_QUALITY = 92
"""At newspaper rulings nothing of what is lost can be seen."""

CLEARLY = 2
"""A JPEG file this many times smaller than what the quickest lossless compression makes of the pixels is taken to be
smaller than what the slowest makes, too: of photographs that saves a tenth at most, and takes six times as long."""
BAND, ONE_OF, FEWEST = 1 << 16, 8, 32
"""Bytes of a band of pixels; of a picture that has ``FEWEST`` at least, one in eight is compressed to tell of all."""
PORTION = 1 << 18
"""Bytes of pixels that are compressed at once, before it is seen whether they take too many already."""
SURE = 1.1
"""What bands tell is taken for all if it is this many times as much as is asked for."""


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """A picture as it goes into a PDF, 8 bits an ink: CMYK, or grey for the black plate alone.

    ``inverted`` tells that 0 is full ink in the CMYK data, as Adobe's JPEG files have it. ``dpi`` is the effective
    resolution in print, of the pixels the file really had; ``max_ink`` the largest sum of inks, per cent,
    measured after compression. ``notes`` are remarks for the report.
    """

    data: bytes
    filter: Literal["DCTDecode", "FlateDecode"]
    space: Literal["DeviceCMYK", "DeviceGray"]
    width: int
    height: int
    inverted: bool
    dpi: float
    max_ink: float
    notes: tuple[str, ...] = ()


def prepare(path: Path, rect: Rect, crop: Crop | None, press: PressCondition, focus: Focus = CENTRE) -> PreparedImage:
    """Return a picture ready for a box of the page, rect in pt.

    crop: what of the upright picture is wanted, None for all; of that, what does not fit the box's proportions is cut
    off about the ``focus``, evenly at both sides without one; nothing is ever stretched. Transparent parts become
    paper. A picture without colour goes to the black plate alone. The same file, box and press give the same bytes.
    Raises ContentError, naming the file, for one that is no picture, damaged, or too large to be honest.
    """
    notes: list[str] = []
    with _opened(path) as image:
        embedded = _embedded_profile(image, notes)
        upright = ImageOps.exif_transpose(image)
        flat = _flat(path, upright, notes)
    if embedded and not colour.profile_fits(embedded, flat.mode):
        notes.append("its colour profile does not fit its pixels and was left aside")
        embedded = b""
    cut = _cut(path, flat, rect, crop, focus)
    dpi = cut.width / (rect.width / 72)
    sized = _sized(cut, rect, press.images.most)
    inks = _separated(sized, press, embedded, notes)
    data, kind, ink = encoded(inks, press.ink.total)
    return PreparedImage(
        data=data,
        filter=kind,
        space="DeviceGray" if inks.mode == "L" else "DeviceCMYK",
        width=inks.width,
        height=inks.height,
        inverted=kind == "DCTDecode" and inks.mode == "CMYK",
        dpi=round(dpi, 1),
        max_ink=round(ink, 1),
        notes=tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class ScreenImage:
    """A picture for a screen: a JPEG in sRGB without any of the file's other data, and its size in pixels."""

    data: bytes
    width: int
    height: int


def screen_image(path: Path, press: PressCondition, most: int = 1600) -> ScreenImage:
    """Return a picture as a JPEG for a screen, held upright, at most so many pixels wide and high.

    Where it was taken and by what camera stays with the desk: nothing but the pixels is kept. Raises ContentError as
    `prepare` does.
    """
    notes: list[str] = []
    with _opened(path) as image:
        embedded = _embedded_profile(image, notes)
        flat = _flat(path, ImageOps.exif_transpose(image), notes)
    if embedded and not colour.profile_fits(embedded, flat.mode):
        embedded = b""
    flat.thumbnail((most, most), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    colour.for_screen(flat, embedded, press.profile_data).save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return ScreenImage(out.getvalue(), flat.width, flat.height)


def picture_ending(path: Path) -> str:
    """Return the usual ending of a picture's kind, such as .jpg, after decoding all of it.

    Raises ContentError as `prepare` does: what comes back can be printed.
    """
    with _opened(path) as image:
        return {"JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif", "WEBP": ".webp"}[str(image.format)]


def proportions(path: Path) -> float:
    """Return the width of a picture, held upright, by its height. Raises ContentError as `prepare` does.

    Only the file's head is read: whether its pixels are whole is for `check` to tell.
    """
    width, height = pixels(path)
    return float(width / height)


def pixels(path: Path) -> tuple[int, int]:
    """Return the width and height of a picture, held upright. Raises ContentError as `prepare` does."""
    with _opened(path, decode=False) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE:
            width, height = height, width
    return width, height


def check(path: Path) -> None:
    """Read a picture through. Raises ContentError as `prepare` does, for all but what depends on the picture's box."""
    with _opened(path, decode=False) as image:
        _refuse_deep(path, image)
        # A JPEG is read whole, but unpacked at an eighth of its size: quick, and a break in it is found all the same.
        image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        image.getexif()


_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
"""The EXIF tag of a picture's orientation, and its values for pictures that lie on their side."""


def cmyk_samples(jpeg: bytes) -> bytes:
    """Return the samples of a CMYK JPEG file as they are stored, four to a pixel; empty if it is not one.

    Adobe's files store 255 for no ink, and Pillow turns all of them about; here they are turned back.
    """
    try:
        with _strict(), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            return ImageChops.invert(image).tobytes() if image.mode == "CMYK" else b""
    except (OSError, SyntaxError, ValueError):
        return b""


def jpeg_samples(jpeg: bytes) -> bytes:
    """Return the samples of a JPEG file as they are stored, whatever stands before it. Raises OSError and ValueError.

    See `cmyk_samples` for those of four inks.
    """
    jpeg = jpeg[max(0, jpeg.find(b"\xff\xd8")) :]
    with _strict(), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        return (ImageChops.invert(image) if image.mode == "CMYK" else image).tobytes()


def jpeg_size(jpeg: bytes) -> tuple[int, int, int]:
    """Return width, height and numbers a pixel of a JPEG file. Raises OSError and ValueError for what is none."""
    with _strict(), Image.open(io.BytesIO(jpeg[max(0, jpeg.find(b"\xff\xd8")) :]), formats=("JPEG",)) as image:
        return image.width, image.height, len(image.getbands())


def jpx_image(data: bytes) -> Image.Image:
    """Return the picture of a JPEG 2000 file. Raises OSError and ValueError for what is none, or too large.

    In colour it is read at 8 bits only: of deeper ones Pillow lets white run over into black.
    """
    head = data.find(b"\xff\x4f\xff\x51")  # ISO 15444-1, A.5.1: the depth of the first component, less 1
    depth = (data[head + 42] & 0x7F) + 1 if 0 <= head < len(data) - 42 else 8
    with _strict(), Image.open(io.BytesIO(data), formats=("JPEG2000",)) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(say("{width} x {height} pixels", width=image.width, height=image.height))
        image.load()
        if depth > 8 and image.mode != "I;16":
            raise ValueError(say("{bits} bits", bits=depth))
        return image


@contextmanager
def _strict() -> Iterator[None]:
    """Let Pillow refuse damaged pictures for a while: WeasyPrint, when imported, tells it to fill them up in grey.

    Pillow's own limits warn first and raise later; ours is told before anything is decoded.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, zlib.error, struct.error),
    *(TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError),
)
"""What reading a damaged picture can raise: its parts are not of the types they should be."""


@contextmanager
def _opened(path: Path, *, decode: bool = True) -> Iterator[Image.Image]:
    """Open a picture; what is wrong with it becomes a ContentError."""
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ContentError(
                say(
                    "the picture {path} has {size:.0f} MB; the most is {max_bytes:.0f} MB",
                    path=path.name,
                    size=size / 1000000.0,
                    max_bytes=MAX_BYTES / 1000000.0,
                ),
                say("make it smaller, or save it with compression"),
            )
        with _strict(), Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(path, say("{width} x {height} pixels", width=image.width, height=image.height))
            if decode:
                image.load()
            yield image
    except Image.DecompressionBombError as error:
        raise _too_large(path, say("an enormous number of pixels")) from error
    except UnidentifiedImageError as error:
        raise ContentError(
            say("{path} is no picture that can be read", path=path.name),
            say("save it as {formats} or {formats2}", formats=listed(FORMATS[:-1]), formats2=FORMATS[-1]),
        ) from error
    except FileNotFoundError as error:
        raise ContentError(
            say("there is no picture {path}", path=path.name), say("put it into the edition's folder")
        ) from error
    except _BROKEN as error:
        raise ContentError(
            say("the picture {path} is damaged: {error}", path=path.name, error=error),
            say("send or export it again, and look at it first"),
        ) from error


def _too_large(path: Path, said: str) -> ContentError:
    return ContentError(
        say(
            "the picture {path} claims {said}; the most is {max_pixels} million",
            path=path.name,
            said=said,
            max_pixels=MAX_PIXELS // 1000000,
        ),
        say("make it smaller: a full page needs no more than 25 million"),
    )


def _embedded_profile(image: Image.Image, notes: list[str]) -> bytes:
    data = image.info.get("icc_profile")
    if not isinstance(data, bytes) or not data:
        if image.mode == "CMYK":
            notes.append("it is CMYK without a profile: taken to be made for this press")
        return b""
    return data


def _flat(path: Path, image: Image.Image, notes: list[str]) -> Image.Image:
    """Return the picture as RGB, L, CMYK or LAB, 8 bits, transparent parts on paper white."""
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    _refuse_deep(path, image)
    if image.has_transparency_data and image.mode in ("RGB", "L"):
        image = image.convert("RGBA")
    if image.mode in ("RGBA", "LA", "La", "RGBa", "PA"):
        grey = image.mode in ("LA", "La")
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema() != (255, 255):
            notes.append("its transparent parts were put on white")
        paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, image).convert("L" if grey else "RGB")
    if image.mode in ("RGB", "L", "CMYK", "LAB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _refuse_deep(path: Path, image: Image.Image) -> None:
    if image.mode in ("I", "F"):
        raise ContentError(
            say(
                "the picture {path} has {mode} pixels, which no camera or scanner makes",
                path=path.name,
                mode=image.mode,
            ),
            say("save it with 8 bits"),
        )


def _cut(path: Path, image: Image.Image, rect: Rect, crop: Crop | None, focus: Focus) -> Image.Image:
    """Return the part of the picture that the box shows: of the crop what has the box's proportions."""
    left, top, right, bottom = crop or (0.0, 0.0, 1.0, 1.0)
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise ContentError(
            say(
                "the crop of {path} is {left:g}, {top:g}, {right:g}, {bottom:g}: no part of the picture",
                path=path.name,
                left=left,
                top=top,
                right=right,
                bottom=bottom,
            ),
            say("give left, top, right and bottom as parts from 0 to 1"),
        )
    wide, high = (right - left) * image.width, (bottom - top) * image.height
    seen = shown(wide / high, rect.width / rect.height, focus)
    width, height = max(1, round((seen[2] - seen[0]) * wide)), max(1, round((seen[3] - seen[1]) * high))
    x = min(round(left * image.width + seen[0] * wide), image.width - width)
    y = min(round(top * image.height + seen[1] * high), image.height - height)
    return image.crop((x, y, x + width, y + height))


def _sized(image: Image.Image, rect: Rect, most: float) -> Image.Image:
    """Return the picture with no more pixels than the press shows."""
    width = max(1, round(rect.width / 72 * most))
    if image.width <= width * FINER:
        return image  # resampling blurs
    height = max(1, round(width * rect.height / rect.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _separated(image: Image.Image, press: PressCondition, embedded: bytes, notes: list[str]) -> Image.Image:
    """Return the picture in the press's inks: CMYK within its limit, or L for the black plate alone."""
    profile = press.profile_data
    if image.mode == "CMYK":
        if embedded in (b"", profile) and (ink := colour.max_ink(image)) <= press.ink.total:
            return image
        if embedded in (b"", profile):
            notes.append(f"it has up to {ink:.0f} % ink, the press takes {press.ink.total:g} %: separated anew")
        return colour.within(colour.reseparate(image, profile, embedded), press.ink.total)
    if image.mode == "RGB" and colour.is_grey(image):
        # Its profile is of RGB, so its tone curve is left to sRGB's; greys of the usual spaces are alike.
        image, embedded = image.convert("L"), b""
    if image.mode == "L":
        return colour.black_only(image, profile, embedded)
    return colour.within(colour.separate(image, profile, embedded), press.ink.total)


def encoded(image: Image.Image, limit: float) -> tuple[bytes, Literal["DCTDecode", "FlateDecode"], float]:
    """Return the pixels compressed, how, and the largest ink that is read back from them.

    JPEG errs by a few per cent at hard edges; where that would pass the limit, or where it would not be smaller
    (drawings), nothing is lost instead.
    """
    pixels = image.tobytes()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    lossy = out.getvalue()
    clearly, lossless = CLEARLY * len(lossy), None
    if _estimated(pixels) <= clearly * SURE and _packed(pixels, 1, clearly):
        lossless = _packed(pixels, 9, len(lossy))
    if lossless is None:
        with Image.open(io.BytesIO(lossy)) as back:
            ink = colour.max_ink(back)
        if ink <= limit:
            return lossy, "DCTDecode", ink
    return lossless or zlib.compress(pixels, 9), "FlateDecode", colour.max_ink(image)


def _packed(pixels: bytes, level: int, most: int) -> bytes | None:
    """Return pixels compressed losslessly; None as soon as they take more than so many bytes."""
    state, parts, size = zlib.compressobj(level), [], 0
    for start in range(0, len(pixels), PORTION):
        parts.append(state.compress(pixels[start : start + PORTION]))
        size += len(parts[-1])
        if size > most:
            return None
    parts.append(state.flush())
    return b"".join(parts) if size + len(parts[-1]) <= most else None


def _estimated(pixels: bytes) -> float:
    """Return about how many bytes the quickest lossless compression makes of pixels; 0 if they are too few to tell.

    One band of every eight is taken, each time another one, so that no pattern of the picture goes along with it.
    """
    count = -(-len(pixels) // BAND)
    if count < FEWEST:
        return 0.0
    taken = (number for number in range(count) if number % ONE_OF == number // ONE_OF * 5 % ONE_OF)
    some = [pixels[number * BAND : (number + 1) * BAND] for number in taken]
    return sum(len(zlib.compress(band, 1)) for band in some) / sum(map(len, some)) * len(pixels)
