"""Pictures made ready for the press: cut, brought to size, separated.

`prepare` takes a picture file as an editor has it and returns pixels that go into the page as they are. The
renderer never sees them, so no RGB picture can reach the page by another way.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.units import Rect
from layout.design.press import FINER, ImageLimits, PressCondition
from layout.images import colour
from layout.images.crop import CENTRE, Crop, Focus, shown
from layout.images.drawing import SEEN, is_drawing
from layout.images.notes import Note
from layout.images.reading import ENDINGS, Reading, opened, read, upright_size

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


_COMPARE = say("compare its colours on the proof")


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """A picture as it goes into a PDF, 8 bits an ink: CMYK, or grey for the black plate alone; line art has one bit.

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
    bits: Literal[1, 8] = 8
    notes: tuple[Note, ...] = ()


def prepare(path: Path, rect: Rect, crop: Crop | None, press: PressCondition, focus: Focus = CENTRE) -> PreparedImage:
    """Return a picture ready for a box of the page, rect in pt.

    crop: what of the upright picture is wanted, None for all; of that, what does not fit the box's proportions is cut
    off about the ``focus``, evenly at both sides without one; nothing is ever stretched. Transparent parts become
    paper. A picture without colour goes to the black plate alone. The same file, box and press give the same bytes.
    Raises ContentError, naming the file, for one that is no picture, damaged, or too large to be honest.
    """
    return _prepared(path, read(path), rect, crop, press, focus)


def prepare_seen_through(
    path: Path, reading: Reading, width: float, press: PressCondition
) -> tuple[PreparedImage, bytes]:
    """Return a whole picture ready to be printed so wide (pt), and how much its pixels cover of what is under them.

    That is a byte a pixel, 255 for one that covers all, packed losslessly; empty if all do. ``reading`` is the file's,
    bare (see `layout.images.reading.read`).
    """
    rect = Rect(0, 0, width, width * reading.image.height / reading.image.width)
    made = _prepared(path, reading, rect, None, press, CENTRE)
    if reading.alpha is None:
        return made, b""
    alpha = reading.alpha.resize((made.width, made.height), Image.Resampling.LANCZOS)
    return made, zlib.compress(alpha.tobytes(), 9)


def press_inks(rgb: tuple[int, int, int], press: PressCondition) -> tuple[float, float, float, float]:
    """Return an sRGB colour in the press's inks, parts of 1, as a picture of it alone would be; greys are black.

    An area of an ink that is lighter than the plate holds would break off: it is left out.
    """
    made = _separated(Path(), Image.new("RGB", (1, 1), rgb), press, b"", [])
    if made.mode == "L":
        return 0.0, 0.0, 0.0, 1 - made.tobytes()[0] / 255
    least = press.tones.lightest * 2.55
    cyan, magenta, yellow, black = (value / 255 if value >= least else 0.0 for value in made.tobytes())
    return cyan, magenta, yellow, black


def _prepared(
    path: Path, reading: Reading, rect: Rect, crop: Crop | None, press: PressCondition, focus: Focus
) -> PreparedImage:
    notes = list(reading.notes)
    cut = _cut(path, reading.image, rect, crop, focus)
    dpi = cut.width / (rect.width / 72)
    inks = _separated(path, _sized(cut, rect, press.images), press, reading.profile, notes)
    data, kind, ink = encoded(inks, press.ink.total)
    return PreparedImage(
        data=data,
        filter=kind,
        space="DeviceCMYK" if inks.mode == "CMYK" else "DeviceGray",
        width=inks.width,
        height=inks.height,
        inverted=kind == "DCTDecode" and inks.mode == "CMYK",
        dpi=round(dpi, 1),
        max_ink=round(ink, 1),
        bits=1 if inks.mode == "1" else 8,
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
    reading = read(path)
    # Black and white alone would break up into steps: made smaller it has greys.
    image = reading.image.convert("L") if reading.image.mode == "1" else reading.image
    image.thumbnail((most, most), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out, shown = io.BytesIO(), colour.for_screen(image, reading.profile, press.profile_data)
    shown.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return ScreenImage(out.getvalue(), image.width, image.height)


def screen_jpeg(image: Image.Image) -> bytes:
    """Return a grey or RGB picture as a JPEG for a page that is read on a screen."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=SCREEN_QUALITY, optimize=True)
    return out.getvalue()


SCREEN_QUALITY = 80


def picture_ending(path: Path) -> str:
    """Return the usual ending of a picture's kind, such as .jpg, after decoding all of it.

    Raises ContentError as `prepare` does: what comes back can be printed.
    """
    with opened(path) as image:
        ending = ENDINGS[str(image.format)]
    read(path)
    return ending


def proportions(path: Path) -> float:
    """Return the width of a picture, held upright, by its height. Raises ContentError as `prepare` does.

    Only the file's head is read: whether its pixels are whole is for `check` to tell.
    """
    width, height = pixels(path)
    return float(width / height)


def pixels(path: Path) -> tuple[int, int]:
    """Return the width and height of a picture, held upright. Raises ContentError as `prepare` does."""
    with opened(path) as image:
        return upright_size(image)


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a picture through has told: whether it is a drawing, and what is to be told of it."""

    drawing: bool
    notes: tuple[Note, ...]


def check(path: Path) -> Checked:
    """Read a picture through. Raises ContentError as `prepare` does, for all but what depends on the picture's box."""
    reading = read(path, small=SEEN)
    return Checked(is_drawing(reading.image), reading.notes)


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


def _sized(image: Image.Image, rect: Rect, limits: ImageLimits) -> Image.Image:
    """Return the picture with no more pixels than the press shows; line art stays black and white alone."""
    line_art = image.mode == "1"
    width = max(1, round(rect.width / 72 * (limits.line_art_most if line_art else limits.most)))
    if image.width <= width * FINER:
        return image  # resampling blurs
    size = width, max(1, round(width * rect.height / rect.width))
    if line_art:
        grey = image.convert("L").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        return grey.point(lambda value: 255 * (value > 127), "1")
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _separated(
    path: Path, image: Image.Image, press: PressCondition, embedded: bytes, notes: list[Note]
) -> Image.Image:
    """Return the picture in the press's inks: CMYK within its limit, or L or 1 for the black plate alone."""
    profile = press.profile_data
    if image.mode == "1":
        return image
    if press.mono and image.mode != "L":
        return _in_black(image, profile, embedded)
    if image.mode == "CMYK":
        if embedded in (b"", profile) and (ink := colour.max_ink(image)) <= press.ink.total:
            return image
        if embedded in (b"", profile):
            said = say(
                "{path} has up to {ink:.0f} % ink, the press takes {total:g} %: it is separated anew",
                path=path.name, ink=ink, total=press.ink.total,
            )  # fmt: skip
            notes.append(Note(Code.PICTURE_TAKEN, said, _COMPARE, printed=True))
        return colour.within(colour.reseparate(image, profile, embedded), press.ink.total)
    if image.mode == "RGB" and colour.is_grey(image):
        # Its profile is of RGB, so its tone curve is left to sRGB's; greys of the usual spaces are alike.
        image, embedded = image.convert("L"), b""
    if image.mode == "L":
        return colour.black_only(image, profile, embedded)
    inks = colour.separate(image, profile, embedded)
    if image.mode == "RGB" and is_drawing(image):
        inks = colour.with_greys_in_black(inks, image, profile)
    return colour.within(inks, press.ink.total)


def _in_black(image: Image.Image, profile: bytes, embedded: bytes) -> Image.Image:
    """Return a picture for a page that has no other process ink: its greys, as a picture without colour is printed."""
    if image.mode == "CMYK" and embedded in (b"", profile):
        return colour.in_black(image, profile)
    shown = image if image.mode == "RGB" and not embedded else colour.for_screen(image, embedded, profile)
    return colour.black_only(shown.convert("L"), profile)


def encoded(image: Image.Image, limit: float) -> tuple[bytes, Literal["DCTDecode", "FlateDecode"], float]:
    """Return the pixels compressed, how, and the largest ink that is read back from them.

    JPEG errs by a few per cent at hard edges; where that would pass the limit, or where it would not be smaller
    (drawings), nothing is lost instead.
    """
    pixels = image.tobytes()
    if image.mode == "1":
        return zlib.compress(pixels, 9), "FlateDecode", colour.max_ink(image)
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
