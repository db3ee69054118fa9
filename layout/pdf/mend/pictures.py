"""Pictures of a ready-made ad brought to the press's inks, pixel by pixel only where no table of colours will do.

A picture of one number a pixel keeps its data, whatever it is packed with: its space becomes a table of inks. Of all
others the pixels are unpacked, separated as the pictures of stories are, and packed anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from layout.base.messages import say
from layout.images import colour
from layout.images.inks import BLACK, PROCESS
from layout.images.limits import MAX_PIXELS
from layout.images.prepare import encoded, screen_jpeg
from layout.images.streams import jpeg_samples, jpeg_size, jpx_image
from layout.pdf.functions import FunctionError, Rows
from layout.pdf.mend.change import CannotMendError
from layout.pdf.mend.sources import CMYK, GREY, RGB, CalRgb, Cmyk, Grey, Inks, Lab, Rgb, Source, Table, lab_codes
from layout.pdf.mend.targets import Black, Plates, Screen, Target
from layout.pdf.pixels import inks_of, picture_of
from layout.pdf.resources import Resources

Codes = NDArray[np.uint8]

_BLOCK = 1 << 20
"""Pixels that are reckoned at once."""
_RIPPLE = 1.0
"""Ink over the limit, per cent, that a JPEG's own errors make: such a picture is left as it is."""
_UNREADABLE = (pikepdf.PdfError, RuntimeError, OSError, SyntaxError, zlib.error)
"""What unpacking a damaged picture can raise."""
_PACKED_AS_LINES = ("CCITTFaxDecode", "JBIG2Decode")


@dataclass(frozen=True, slots=True)
class Brought:
    """What becomes of a picture. ``entries`` are set in its dictionary, None takes one away; ``data`` is kept if None.

    ``stencil`` and ``alpha`` are streams to make for what its numbers or its own data hid: entry, dictionary, data.
    ``over`` is the ink it had, per cent, if that was more than the press takes.
    """

    entries: Mapping[str, Any]
    data: bytes | None = None
    masks: tuple[tuple[str, Mapping[str, Any], bytes], ...] = ()
    over: float = 0.0

    def apply(self, pdf: pikepdf.Pdf, image: pikepdf.Stream) -> None:
        """Write it into the picture."""
        if self.data is not None:
            image.write(self.data)
        for key, value in self.entries.items():
            if value is not None:
                image[key] = value
            elif key in image:
                del image[key]
        for key, entries, data in self.masks:
            image[key] = pdf.make_stream(data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **dict(entries))


def brought(image: pikepdf.Stream, source: Source | None, target: Target, *, tables: bool = True) -> Brought | None:
    """Return what becomes of a picture in a space; None if it stays as it is.

    source: None where a JPEG 2000 picture says itself what it is in. tables: whether it may be a table of colours.
    Raises CannotMendError for pixels that cannot be read.
    """
    try:
        return _brought(image, source, target, tables)
    except FunctionError as error:
        raise CannotMendError(say("has a colour that cannot be reckoned: {error}", error=error)) from error
    except (*_UNREADABLE, ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise CannotMendError(say("has a picture that cannot be read")) from error


def _brought(image: pikepdf.Stream, source: Source | None, target: Target, tables: bool) -> Brought | None:
    facts = _Facts.of(image)
    if facts.width * facts.height > MAX_PIXELS:
        raise CannotMendError(
            say("has a picture of more than {max_pixels} million pixels", max_pixels=MAX_PIXELS // 1000000)
        )
    if facts.codec == "JPXDecode":
        return _jpx(image, facts, source, target)
    if source is None:
        raise CannotMendError(say("has a picture whose colours cannot be told"))
    shown = isinstance(target, Screen)
    if source is GREY and not shown:
        return None
    if source is CMYK and isinstance(target, Plates):
        return _limited(image, facts, target)
    if isinstance(source, Grey) and not facts.matte and not shown:
        return Brought({"/ColorSpace": pikepdf.Name.DeviceGray})
    toned = shown and isinstance(source, Grey) and facts.bits == 8
    if source.components == 1 and facts.bits <= 8 and tables and not facts.matte and not toned:
        return Brought(_table(facts, source, target))
    samples = _samples(image, facts, source.components)
    if samples.shape[2] != source.components:
        source = {1: GREY, 3: RGB, 4: CMYK}[samples.shape[2]]
    return _separated(image, facts, samples, source, target, tables)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a picture's dictionary says."""

    width: int
    height: int
    bits: int
    codec: str
    decode: tuple[float, ...]
    key: tuple[int, ...]
    """The ranges of samples that are not painted (ISO 32000-1, 8.9.6.4)."""
    matte: tuple[float, ...]

    @classmethod
    def of(cls, image: pikepdf.Stream) -> _Facts:
        filters = image.get("/Filter", pikepdf.Array())
        names = [filters] if isinstance(filters, pikepdf.Name) else filters.as_list()
        mask, soft = image.get("/Mask"), image.get("/SMask")
        return cls(
            int(image.Width),
            int(image.Height),
            int(image.get("/BitsPerComponent", 8)),
            str(names[-1])[1:] if names else "",
            tuple(float(value) for value in image.get("/Decode", pikepdf.Array()).as_list()),
            tuple(int(value) for value in mask.as_list()) if isinstance(mask, pikepdf.Array) else (),
            tuple(float(value) for value in soft.get("/Matte", pikepdf.Array()).as_list())
            if isinstance(soft, pikepdf.Stream)
            else (),
        )

    def ends(self, source: Source) -> Rows:
        """Return what the least and the greatest sample of each number stand for."""
        usual = np.array([[0.0, 2.0**self.bits - 1]]) if isinstance(source, Table) else source.ranges
        if len(self.decode) < 2 * source.components:
            return usual
        return np.array(self.decode[: 2 * source.components]).reshape(-1, 2)


def _table(facts: _Facts, source: Source, target: Target) -> dict[str, Any]:
    """Return the entries that make a picture's samples numbers of a table."""
    count = 2**facts.bits
    low, high = facts.ends(source)[0]
    made = target.of(source, low + np.arange(count)[:, None] / max(1, count - 1) * (high - low))
    name = target.name
    if isinstance(target, Plates) and not made[:, :3].any():
        name, made = "/DeviceGray", 1 - made[:, 3:]
    table = _bytes(made).tobytes()
    space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name(name), count - 1, pikepdf.String(table)])
    return {"/ColorSpace": space, "/Decode": None}


def _samples(image: pikepdf.Stream, facts: _Facts, components: int) -> NDArray[Any]:
    """Return a picture's samples as they are stored: rows of pixels of numbers, in bytes or in words.

    A JPEG file knows its size and how many numbers a pixel has better than the dictionary around it.
    """
    if facts.codec in _PACKED_AS_LINES:
        raise CannotMendError(say("has a picture that cannot be read"))
    try:
        data = image.read_bytes(pikepdf.StreamDecodeLevel.all)
    except _UNREADABLE:
        if facts.codec not in ("DCTDecode", "DCT"):
            raise
        data = jpeg_samples(_inner(image))
    width, height, bits = facts.width, facts.height, facts.bits
    if facts.codec == "DCTDecode":
        bits = 8
        if len(data) != width * height * components:
            width, height, components = jpeg_size(_inner(image))
    line = (width * components * bits + 7) // 8
    if width < 1 or height < 1 or len(data) < line * height:
        raise CannotMendError(say("has a picture with less in it than it says"))
    rows = np.frombuffer(data, np.uint8, line * height).reshape(height, line)
    if bits == 16:
        made: NDArray[Any] = rows.view(">u2").astype(np.uint16)
    elif bits == 8:
        made = rows
    else:
        planes = np.unpackbits(rows, axis=1)[:, : width * components * bits].reshape(height, -1, bits)
        made = (planes @ (1 << np.arange(bits - 1, -1, -1))).astype(np.uint8)
    return made.reshape(height, width, components)


def _separated(
    image: pikepdf.Stream, facts: _Facts, samples: NDArray[Any], source: Source, target: Target, tables: bool
) -> Brought:
    """Return a picture with its pixels separated."""
    masks = (_stencil(samples, facts),) if len(facts.key) >= 2 * samples.shape[2] else ()
    if isinstance(source, Table):
        rows = source.colours[np.minimum(samples[:, :, 0], len(source.colours) - 1)]
        ends, source = source.under.ranges, source.under
        codes = _bytes((rows - ends[:, 0]) / (ends[:, 1] - ends[:, 0]))
    else:
        few = facts.bits < 8 and facts.codec != "DCTDecode"
        codes = _bytes(samples / (2.0**facts.bits - 1)) if few else samples
        codes = (codes >> 8).astype(np.uint8) if codes.dtype == np.uint16 else codes
        ends = facts.ends(source)
    if facts.matte:
        codes = _without_matte(image, codes, facts, ends)
    over, packed = 0.0, "DCTDecode"
    if isinstance(target, Screen):
        made = _shown(codes, source, ends, target, target.sizes.get(image.objgen, (facts.width, facts.height)))
        data = screen_jpeg(made)
    else:
        made, over = _inks(codes, source, ends, target)
        data, packed, _ = encoded(made, target.press.limit if isinstance(target, Plates) else 400.0)
    entries: dict[str, Any] = {
        "/ColorSpace": pikepdf.Name(_SPACES[made.mode]),
        "/BitsPerComponent": 8,
        "/Width": made.width,
        "/Height": made.height,
        "/Filter": pikepdf.Name(f"/{packed}"),
        "/DecodeParms": None,
        "/Decode": pikepdf.Array([1, 0] * 4) if packed == "DCTDecode" and made.mode == "CMYK" else None,
        "/SMaskInData": None,
    }
    return Brought(entries, data, masks, over)


_SPACES = {"CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB", "L": "/DeviceGray"}


def _bytes(parts: Rows) -> Codes:
    return np.rint(np.clip(parts, 0, 1) * 255).astype(np.uint8)


def _stencil(samples: NDArray[Any], facts: _Facts) -> tuple[str, Mapping[str, Any], bytes]:
    """Return the stencil that hides what a picture's key of samples hid."""
    key = np.array(facts.key[: 2 * samples.shape[2]]).reshape(-1, 2)
    hidden = ((samples >= key[:, 0]) & (samples <= key[:, 1])).all(axis=2)
    entries = {"Width": facts.width, "Height": facts.height, "ImageMask": True, "BitsPerComponent": 1}
    return "/Mask", entries, np.packbits(hidden, axis=1).tobytes()


def _without_matte(image: pikepdf.Stream, codes: Codes, facts: _Facts, ends: Rows) -> Codes:
    """Return pixels as they were before they were mixed with a colour by their opacity (ISO 32000-1, 11.6.5.3)."""
    soft = image.SMask
    assert isinstance(soft, pikepdf.Stream)
    about = _Facts.of(soft)
    if (about.width, about.height) != (facts.width, facts.height) or len(facts.matte) != codes.shape[2]:
        return codes
    opacity = _samples(soft, about, 1).astype(np.float64) / (2.0**about.bits - 1)
    if about.decode and about.decode[0] > about.decode[1]:
        opacity = 1 - opacity
    return _unmixed(codes, opacity, np.array(facts.matte), ends)


def _unmixed(codes: Codes, opacity: Rows, matte: Rows, ends: Rows) -> Codes:
    width = ends[:, 1] - ends[:, 0]
    matte = (matte - ends[:, 0]) / np.where(width == 0, 1, width)
    parts = codes / 255.0
    return _bytes(np.where(opacity > 0, matte + (parts - matte) / np.maximum(opacity, 1 / 255), parts))


def _inks(codes: Codes, source: Source, ends: Rows, target: Target) -> tuple[Image.Image, float]:
    """Return pixels in the target's space, and how much ink they had if it was too much."""
    if isinstance(target, Black) and isinstance(source, Cmyk):
        return colour.in_black(_picture(_decoded(codes, ends, source), "CMYK"), target.profile), 0.0
    if not isinstance(target, Plates):
        return _row_by_row(codes, source, ends, target), 0.0
    press = target.press
    if isinstance(source, Grey):
        return _picture(_decoded(codes, ends, source), "L"), 0.0
    if type(source) is Rgb:
        codes = _decoded(codes, ends, source)
        return _of_rgb(_picture(codes, "RGB"), source.profile, press), 0.0
    if isinstance(source, Lab | CalRgb):
        return _of_lab(codes, source, ends, press), 0.0
    if isinstance(source, Cmyk):
        inks = _picture(_decoded(codes, ends, source), "CMYK")
        if source.profile not in (b"", press.profile):
            return colour.within(colour.reseparate(inks, press.profile, source.profile), press.limit), 0.0
        ink = colour.max_ink(inks)
        return colour.within(inks, press.limit), ink if ink > press.limit + _RIPPLE else 0.0
    return _row_by_row(codes, source, ends, target), 0.0


def _shown(codes: Codes, source: Source, ends: Rows, target: Screen, most: tuple[int, int]) -> Image.Image:
    """Return pixels as a screen shows them, no more of them than it needs."""
    if not isinstance(source, Grey | Cmyk):
        made = _row_by_row(codes, source, ends, target)
        made.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=_GAP)
        return made
    made = _picture(_decoded(codes, ends, source), "L" if isinstance(source, Grey) else "CMYK")
    made.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=_GAP)
    profile = target.press.profile
    return made.point(colour.screen_greys(profile)) if made.mode == "L" else colour.on_screen(made, profile)


_GAP = 3.0
"""What is made smaller is brought to this many times its size by sums of whole pixels, before it is filtered."""


def _picture(codes: Codes, mode: str) -> Image.Image:
    return Image.frombytes(mode, (codes.shape[1], codes.shape[0]), codes.tobytes())


def _decoded(codes: Codes, ends: Rows, source: Source) -> Codes:
    """Return codes as a usual Decode would have them."""
    if (ends == source.ranges).all():
        return codes
    usual = source.ranges
    scale = np.arange(256)[:, None] / 255 * (ends[:, 1] - ends[:, 0]) + ends[:, 0]
    lookup = _bytes((scale - usual[:, 0]) / (usual[:, 1] - usual[:, 0]))
    return np.stack([lookup[codes[:, :, band], band] for band in range(codes.shape[2])], axis=2)


def _of_rgb(image: Image.Image, embedded: bytes, press: Inks) -> Image.Image:
    """Return an RGB picture separated as a story's is: without colour for the black plate alone."""
    if colour.is_grey(image):
        return colour.black_only(image.convert("L"), press.profile)
    return colour.within(colour.separate(image, press.profile, embedded), press.limit)


def _of_lab(codes: Codes, source: Lab | CalRgb, ends: Rows, press: Inks) -> Image.Image:
    flat = codes.reshape(-1, codes.shape[2])
    parts = [
        lab_codes(source.lab(ends[:, 0] + flat[at : at + _BLOCK] / 255.0 * (ends[:, 1] - ends[:, 0])))
        for at in range(0, len(flat), _BLOCK)
    ]
    lab = np.vstack(parts)
    if np.abs(lab[:, 1:].view(np.int8)).max(initial=0) <= 1:
        return _picture(_black_of(lab, press).reshape(codes.shape[:2]), "L")
    image = Image.frombytes("LAB", (codes.shape[1], codes.shape[0]), lab.tobytes())
    return colour.within(colour.separate(image, press.profile), press.limit)


def _black_of(lab: Codes, press: Inks) -> Codes:
    rows = np.zeros((256, 3))
    rows[:, 0] = np.arange(256) / 2.55
    inks = press.of_lab(rows)[:, PROCESS.index(BLACK)]
    lookup: Codes = _bytes(1 - inks)
    return lookup[lab[:, 0]]


def _row_by_row(codes: Codes, source: Source, ends: Rows, target: Target) -> Image.Image:
    """Return pixels in the target's space, each colour of a block of them reckoned once."""
    flat = codes.reshape(-1, codes.shape[2])
    parts = []
    for at in range(0, len(flat), _BLOCK):
        found, places = np.unique(flat[at : at + _BLOCK], axis=0, return_inverse=True)
        made = target.of(source, ends[:, 0] + found / 255.0 * (ends[:, 1] - ends[:, 0]))
        parts.append(_bytes(made)[places.reshape(-1)])
    rows = np.vstack(parts)
    mode = {len(PROCESS): "CMYK", 3: "RGB", 1: "L"}[target.components]
    image = Image.frombytes(mode, (codes.shape[1], codes.shape[0]), rows.tobytes())
    return colour.within(image, target.press.limit) if isinstance(target, Plates) and mode == "CMYK" else image


def _limited(image: pikepdf.Stream, facts: _Facts, target: Plates) -> Brought | None:
    """Return a picture of DeviceCMYK within the press's limit; None if it is."""
    amounts = inks_of(image, picture_of(image, Resources(None)))
    if amounts is not None and amounts[0] <= target.press.limit + _RIPPLE:
        return None
    made = _separated(image, facts, _samples(image, facts, CMYK.components), CMYK, target, False)
    return made if made.over else None


def _jpx(image: pikepdf.Stream, facts: _Facts, source: Source | None, target: Target) -> Brought | None:
    """Return a JPEG 2000 picture unpacked and separated; None if it is of the press's inks or grey."""
    if source is GREY and not int(image.get("/SMaskInData", 0)) and not isinstance(target, Screen):
        return None
    unpacked = jpx_image(_inner(image))
    samples: NDArray[Any] = np.asarray(unpacked)
    samples = samples[:, :, None] if samples.ndim == 2 else samples
    if samples.dtype != np.uint8:
        samples = (samples >> 8).astype(np.uint8)
    if isinstance(source, Table) and facts.bits < 8:
        samples = samples >> (8 - facts.bits)  # Pillow spreads the numbers of a table over a byte
    if source is None:
        embedded = unpacked.info.get("icc_profile", b"")
        count = {"L": 1, "LA": 1, "I;16": 1, "CMYK": 4}.get(unpacked.mode, 3)
        source = {1: GREY, 4: CMYK}.get(count) or (Rgb(embedded) if colour.profile_fits(embedded, "RGB") else RGB)
    about = _Facts(samples.shape[1], samples.shape[0], 8, "", facts.decode, facts.key, facts.matte)
    if samples.shape[2] < source.components:
        raise CannotMendError(say("has a picture with less in it than it says"))
    colours: Codes = samples[:, :, : source.components].astype(np.uint8)
    inside = int(image.get("/SMaskInData", 0))
    if inside == 2 and samples.shape[2] > source.components:
        matte = np.array([float(value) for value in image.get("/Matte", [0] * source.components)])
        colours = _unmixed(colours, samples[:, :, -1:] / 255.0, matte, about.ends(source))
    made = _separated(image, about, colours, source, target, False)
    stays = source is CMYK and not isinstance(target, Screen)
    if stays and not made.over and not inside and "/ColorSpace" in image:
        return None
    masks = made.masks
    if inside and samples.shape[2] > source.components:
        alpha = np.ascontiguousarray(samples[:, :, -1])
        entries = {
            "Width": about.width,
            "Height": about.height,
            "ColorSpace": pikepdf.Name.DeviceGray,
            "BitsPerComponent": 8,
        }
        masks = (*masks, ("/SMask", entries, alpha.tobytes()))
    return Brought({**made.entries, "/Matte": None}, made.data, masks, made.over)


def _inner(image: pikepdf.Stream) -> bytes:
    """Return a picture's own file, taken out of what it is packed in besides."""
    filters = image.get("/Filter")
    if not isinstance(filters, pikepdf.Array) or len(filters) == 1:
        return image.read_raw_bytes()
    with pikepdf.new() as scratch:
        outer = scratch.make_stream(image.read_raw_bytes())
        outer.Filter = pikepdf.Array([pikepdf.Name(str(name)) for name in filters.as_list()[:-1]])
        return outer.read_bytes()
