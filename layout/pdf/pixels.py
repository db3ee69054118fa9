"""Pictures of a page: size, colour space, codec, and the ink their pixels ask for."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image as Pillow
from PIL import ImageChops

from layout.images.colour import total_ink
from layout.pdf.resources import Resources
from layout.pdf.spaces import CMYK, GREY, Space

_SHORT = {
    "/W": "/Width",
    "/H": "/Height",
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/F": "/Filter",
    "/D": "/Decode",
    "/IM": "/ImageMask",
}
_CODECS = {
    "DCT": "DCTDecode",
    "Fl": "FlateDecode",
    "LZW": "LZWDecode",
    "CCF": "CCITTFaxDecode",
    "RL": "RunLengthDecode",
}
_CODECS |= {"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode"}
"""What inline images call things (ISO 32000-1, tables 93 and 94)."""
_RARE = 0.001
"""Part of all pixels that may have more ink than ``common``."""
_MOST_PIXELS = 80_000_000
_SUMS = 4 * 255 + 1


@dataclass(frozen=True, slots=True)
class Picture:
    """An image dictionary read. ``space`` is None where it names none; a stencil (``mask``) has none."""

    space: Space | None
    width: int
    height: int
    bits: int
    codecs: tuple[str, ...]
    mask: bool
    soft_mask: bool


def picture_of(image: pikepdf.Object, resources: Resources, *, inline: bool = False) -> Picture:
    """Read an Image XObject's dictionary or an inline image's, but not its pixels."""
    entries = {_SHORT.get(key, key): value for key, value in image.items()} if inline else image
    filters = entries.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    mask = bool(entries.get("/ImageMask", False))
    space = entries.get("/ColorSpace")
    return Picture(
        space=None if mask or space is None else resources.space(space, inline=inline),
        width=int(entries.get("/Width", 0)),
        height=int(entries.get("/Height", 0)),
        bits=1 if mask else int(entries.get("/BitsPerComponent", 8)),
        codecs=tuple(_CODECS.get(name := str(one).lstrip("/"), name) for one in names),
        mask=mask,
        soft_mask="/SMask" in entries or bool(int(entries.get("/SMaskInData", 0))),
    )


def inks_of(image: pikepdf.Object, picture: Picture) -> tuple[float, float] | None:
    """Return the most ink of any pixel, and the ink that only one pixel of a thousand passes, per cent.

    None where that cannot be told: for an inline picture, a table of colours, other bits than 8, other spaces than
    those of the press, and pictures larger than any page's.
    """
    space, size = picture.space, picture.width * picture.height
    if space is None or not isinstance(image, pikepdf.Stream) or picture.bits != 8 or not 0 < size <= _MOST_PIXELS:
        return None
    inks = _tones(image, picture, _MODES.get(space.device, ""))
    return _amounts(inks) if inks else None


_MODES = {CMYK.kind: "CMYK", GREY.kind: "L"}
"""Device space -> Pillow's mode for its pixels."""


def _tones(image: pikepdf.Stream, picture: Picture, mode: str) -> Pillow.Image | None:
    """Return the picture as tone values in mode CMYK, or in mode L where 255 is full black; None if not either."""
    if not mode:
        return None
    codecs = picture.codecs
    if codecs == ("DCTDecode",):
        with Pillow.open(io.BytesIO(image.read_raw_bytes())) as jpeg:
            jpeg.load()
            # Pillow turns the numbers of Adobe's CMYK files round; a PDF says in Decode whether that is to be done.
            tones = ImageChops.invert(jpeg) if jpeg.mode == "CMYK" and "adobe" in jpeg.info else jpeg.copy()
        if tones.mode != mode:
            return None
    elif "DCTDecode" in codecs or "JPXDecode" in codecs:
        return None
    else:
        tones = Pillow.frombytes(mode, (picture.width, picture.height), image.read_bytes())
    decode = [float(value) for value in image.get("/Decode", pikepdf.Array())]
    turned = bool(decode) and decode[0] > decode[1]
    if mode == "L":
        turned = not turned
    return ImageChops.invert(tones) if turned else tones


def _amounts(inks: Pillow.Image) -> tuple[float, float]:
    """Return the most ink of any pixel and the ink that one pixel of a thousand passes, per cent."""
    totals = total_ink(inks) if inks.mode == "CMYK" else inks
    scale = 1.0 if inks.mode == "CMYK" else 100 / 255
    colours = totals.getcolors(_SUMS)
    if not colours:
        raise AssertionError("four bytes have no more sums than this")
    rare, passed = _RARE * inks.width * inks.height, 0
    amounts = sorted(((float(value) * scale, count) for count, value in colours), reverse=True)  # type: ignore[arg-type]
    common = amounts[-1][0]
    for amount, count in amounts:
        passed += count
        if passed > rare:
            common = amount
            break
    return amounts[0][0], common
