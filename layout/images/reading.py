"""Picture files read, whatever a paper is sent: held upright, flat, with a profile that can be used or none.

Nothing of a file is trusted. Sizes are asked before anything is decoded, what is damaged is refused, what is odd is
told. Pillow for pictures lives here, in prepare and in colour.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from PIL.TiffImagePlugin import TiffImageFile

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.images import colour, heif
from layout.images.kinds import HEAD, is_heif, not_read
from layout.images.limits import MAX_BYTES, MAX_PIXELS
from layout.images.notes import Note

FORMATS: tuple[str, ...] = ("JPEG", "PNG", "TIFF", "WEBP", "AVIF", "GIF", "BMP", "JPEG2000", "PSD")
"""As Pillow calls them; HEIF is let in beside them."""

ENDINGS = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "TIFF": ".tif",
    "WEBP": ".webp",
    "AVIF": ".avif",
    "GIF": ".gif",
    "BMP": ".bmp",
    "JPEG2000": ".jp2",
    "PSD": ".psd",
    heif.FORMAT: ".heic",
}
"""Format -> the usual ending of its files."""

SAVE_AS = say("save it as JPEG, PNG or TIFF, with 8 bits a channel")


@dataclass(frozen=True, slots=True)
class Reading:
    """A picture file's pixels, upright: RGB, L, CMYK or LAB of 8 bits, or 1 for line art, black and white alone.

    ``profile`` is the file's own if it fits the pixels and can be used, else empty. ``alpha`` tells how much each pixel
    covers what is under it, None if all cover it; the pixels are put on white, unless they were asked for bare.
    """

    image: Image.Image
    profile: bytes
    alpha: Image.Image | None
    notes: tuple[Note, ...]


def read(path: Path, *, small: int = 0, bare: bool = False) -> Reading:
    """Read a picture through. Raises ContentError, naming the file, for one that cannot be printed.

    small: a JPEG is unpacked at a part of its size (a half to an eighth) that is still so many pixels wide and high:
    quick, and a break in it is found all the same. bare: transparent parts are not put on white.
    """
    notes: list[Note] = []
    with opened(path) as image:
        _refuse_deep(path, image)
        _first(path, image, notes)
        profile = image.info.get("icc_profile")
        if small:
            image.draft(image.mode, (min(image.width, small), min(image.height, small)))
        image.load()
        flat, alpha = _flat(path, upright(image), notes, bare=bare)
    return Reading(flat, _usable(path, profile, flat, notes), alpha, tuple(notes))


def upright(image: Image.Image) -> Image.Image:
    """Return a picture as it is to be looked at (Exif 2.32, Orientation). Pillow turns a TIFF when it loads it."""
    if isinstance(image, TiffImageFile):
        image.load()
        return image
    return ImageOps.exif_transpose(image)


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Return the width and height that `upright` will have, before anything is decoded."""
    width, height = image.size
    on_side = image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
    if isinstance(image, TiffImageFile) and image.tag_v2.get(_ORIENTATION) in _ON_ITS_SIDE:
        on_side = False  # Pillow has turned the size of such a one already, but not that of one whose XMP says so
    return (height, width) if on_side else (width, height)


_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
"""The tag of a picture's orientation, and its values for pictures that lie on their side."""


def pages(image: Image.Image) -> tuple[int, ...]:
    """Return the frames of a TIFF that are pages: smaller copies of one are none (NewSubfileType 1, TIFF 6.0, 8)."""
    if not isinstance(image, TiffImageFile):
        return (0,)
    found, was = [], image.tell()
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        if not int(image.tag_v2.get(_NEW_SUBFILE_TYPE, 0)) & 1:
            found.append(frame)
    image.seek(was)
    return tuple(found) or (0,)


_NEW_SUBFILE_TYPE = 254


@contextmanager
def opened(path: Path) -> Iterator[ImageFile.ImageFile]:
    """Open a picture, nothing of it decoded; what is wrong with it, and in the block, becomes a ContentError."""
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
        with path.open("rb") as file:
            head = file.read(HEAD)
        if kind := not_read(path, head):
            raise ContentError(
                say("the picture {path} is of a kind that is not read: {kind}", path=path.name, kind=kind.name),
                kind.hint,
            )
        formats = FORMATS
        if is_heif(head):
            heif.known()
            if not heif.is_whole(path):
                raise _damaged(path, say("it breaks off"))
            formats = (*FORMATS, heif.FORMAT)
        # Pillow maps a file it is given by name, and takes a TIFF on its side for one that is upright then.
        with path.open("rb") as file, strict(), Image.open(file, formats=formats) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(path, say("{width} x {height} pixels", width=image.width, height=image.height))
            yield image
    except Image.DecompressionBombError as error:
        raise _too_large(path, say("an enormous number of pixels")) from error
    except UnidentifiedImageError as error:
        raise ContentError(say("{path} is no picture that can be read", path=path.name), SAVE_AS) from error
    except FileNotFoundError as error:
        raise ContentError(
            say("there is no picture {path}", path=path.name), say("put it into the edition's folder")
        ) from error
    except _BROKEN as error:
        how = say("it breaks off") if "truncated" in str(error) else say("its data cannot be read")
        raise _damaged(path, how) from error


def _damaged(path: Path, how: str) -> ContentError:
    return ContentError(
        say("the picture {path} is damaged: {how}", path=path.name, how=how),
        say("send or export it again, and look at it first"),
    )


_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, zlib.error, struct.error, MemoryError),
    *(TypeError, KeyError, IndexError, AttributeError, OverflowError, RuntimeError, AssertionError),
)
"""What reading a damaged picture can raise: its parts are not of the types they should be."""


@contextmanager
def strict() -> Iterator[None]:
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


def _first(path: Path, image: ImageFile.ImageFile, notes: list[Note]) -> None:
    """Go to the picture of a file that is printed, and tell of further ones."""
    if image.format == "PSD":
        _refuse_unflattened(path, image)
        return
    if isinstance(image, TiffImageFile):
        first, *further = pages(image)
        image.seek(first)
        _refuse_large(path, image)
        many = len(further) + 1
    else:
        # One of many frames may be counted by reading all of them, so only whether there are more is asked.
        many = 2 if image.format in ("GIF", "WEBP", "AVIF", "PNG") and getattr(image, "is_animated", False) else 1
    if many > 1:
        notes.append(
            Note(
                Code.PICTURE_TAKEN,
                say("the picture {path} has several pages or frames: the first is printed", path=path.name),
                say("if it is another that is meant, save that as a file of its own"),
            )
        )


def _refuse_large(path: Path, image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(path, say("{width} x {height} pixels", width=image.width, height=image.height))


_VERSION_INFO = 1057
"""The image resource of a Photoshop file that says whether its layers were merged (Photoshop File Formats)."""


def _refuse_unflattened(path: Path, image: Image.Image) -> None:
    """Raise ContentError for a Photoshop file without a picture of all its layers: what there is instead is white."""
    for number, _, data in getattr(image, "resources", ()):
        if number == _VERSION_INFO and len(data) > 4 and not data[4]:
            raise ContentError(
                say("the picture {path} holds layers alone, and no picture of them together", path=path.name),
                say("flatten it in Photoshop and save it as TIFF or JPEG, or switch on Maximize Compatibility"),
            )


def _usable(path: Path, profile: object, image: Image.Image, notes: list[Note]) -> bytes:
    """Return an embedded profile if colours can be reckoned with it."""
    if not isinstance(profile, bytes) or not profile or image.mode in ("1", "LAB"):
        return b""  # black and white are what they are, and so is CIELAB
    if colour.profile_fits(profile, image.mode):
        return profile
    if image.mode == "L" and colour.profile_fits(profile, "RGB"):
        return b""  # greys are alike in the usual RGB spaces
    notes.append(
        Note(
            Code.PICTURE_PROFILE,
            say("the colour profile in {path} cannot be used: the picture is taken without it", path=path.name),
            say("compare its colours on the proof, or have it saved again with its profile"),
        )
    )
    return b""


def _flat(path: Path, image: Image.Image, notes: list[Note], *, bare: bool) -> tuple[Image.Image, Image.Image | None]:
    """Return the picture as RGB, L, CMYK, LAB or 1, and its alpha channel if parts of it are transparent."""
    alpha = None
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L"), None
    if image.has_transparency_data and image.mode not in ("CMYK", "LAB"):
        grey = image.mode in ("1", "L", "LA", "La")
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            alpha = None
        elif not bare:
            notes.append(
                Note(
                    Code.PICTURE_TAKEN,
                    say("the transparent parts of the picture {path} are printed white", path=path.name),
                )
            )
        if alpha:
            paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
            # What is not seen at all has any colour: it is no ink.
            image = Image.composite(image, paper, alpha.point(lambda value: 255 * (value > 0)))
            image = image if bare else Image.alpha_composite(paper, image)
        image = image.convert("L" if grey else "RGB")
    elif image.mode not in ("1", "RGB", "L", "CMYK", "LAB"):
        image = image.convert("RGB")
    return _as_line_art(image), alpha


def _as_line_art(image: Image.Image) -> Image.Image:
    """Return a picture of nothing but black and white, of both, as what it is: nothing is lost."""
    if image.mode not in ("L", "RGB"):
        return image
    found = image.getcolors(2)
    black_and_white = {0, 255} if image.mode == "L" else {(0, 0, 0), (255, 255, 255)}
    if found is None or {shade for _, shade in found} != black_and_white:
        return image
    return image.convert("1", dither=Image.Dither.NONE)


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
    if image.format == "JPEG2000" and image.mode in ("RGB", "RGBA"):
        # Pillow lets the white of such a one run over into black.
        with path.open("rb") as file:
            bits = jpx_depth(file.read(_HEAD_OF_JPX))
        if bits > 8:
            said = say(
                "the picture {path} is JPEG 2000 of {bits} bits a colour, which is not read", path=path.name, bits=bits
            )
            raise ContentError(said, SAVE_AS)


_HEAD_OF_JPX = 1 << 20
"""Bytes in which the picture of a JPEG 2000 file begins; before it stands what the file says of itself."""


def jpx_depth(data: bytes) -> int:
    """Return the bits of the first colour of a JPEG 2000 picture (ISO 15444-1, A.5.1); 8 if they cannot be told."""
    head = data.find(b"\xff\x4f\xff\x51")
    return (data[head + 42] & 0x7F) + 1 if 0 <= head < len(data) - 42 else 8
