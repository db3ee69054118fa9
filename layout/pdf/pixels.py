"""Pictures of a page: size, colour space, codec, and the ink their pixels ask for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from PIL import Image as Pillow
from PIL import ImageChops

from layout.images.colour import total_ink
from layout.pdf.facts import Family
from layout.pdf.spaces import UNKNOWN, Space, space_of

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
class Pixels:
    """An image dictionary read. ``ink_most`` and ``ink_common`` are per cent, None where not told."""

    space: Space
    width: int
    height: int
    bits: int
    codecs: tuple[str, ...]
    mask: bool
    soft_mask: bool
    ink_most: float | None
    ink_common: float | None


def pixels_of(image: pikepdf.Object, named: Mapping[str, pikepdf.Object]) -> Pixels:
    """Read an Image XObject or the dictionary of an inline image."""
    entries = {_SHORT.get(key, key): value for key, value in image.items()}
    filters = entries.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    codecs = tuple(_CODECS.get(name := str(one).lstrip("/"), name) for one in names)
    mask = bool(entries.get("/ImageMask", False))
    space = UNKNOWN if mask or "/ColorSpace" not in entries else space_of(entries["/ColorSpace"], named)
    width, height = int(entries.get("/Width", 0)), int(entries.get("/Height", 0))
    bits = 1 if mask else int(entries.get("/BitsPerComponent", 8))
    plain = not isinstance(entries.get("/ColorSpace"), pikepdf.Array) or str(entries["/ColorSpace"][0]) != "/Indexed"
    inks = None
    if isinstance(image, pikepdf.Stream) and bits == 8 and plain and 0 < width * height <= _MOST_PIXELS:
        inks = _inks(image, space, width, height, codecs)
    most, common = _amounts(inks) if inks else (None, None)
    soft = "/SMask" in entries or bool(int(entries.get("/SMaskInData", 0)))
    return Pixels(space, width, height, bits, codecs, mask, soft, most, common)


def _inks(image: pikepdf.Stream, space: Space, width: int, height: int, codecs: tuple[str, ...]) -> Pillow.Image | None:
    """Return the picture as tone values in mode CMYK, or in mode L where 255 is full black; None if not either."""
    mode = {Family.CMYK: "CMYK", Family.ICC_CMYK: "CMYK", Family.GREY: "L", Family.ICC_GREY: "L"}.get(space.family)
    if mode is None:
        return None
    if codecs == ("DCTDecode",):
        with Pillow.open(io.BytesIO(image.read_raw_bytes())) as jpeg:
            jpeg.load()
            # Pillow turns the numbers of Adobe's CMYK files round; a PDF says in Decode whether that is to be done.
            picture = ImageChops.invert(jpeg) if jpeg.mode == "CMYK" and "adobe" in jpeg.info else jpeg.copy()
        if picture.mode != mode:
            return None
    elif "DCTDecode" in codecs or "JPXDecode" in codecs:
        return None
    else:
        picture = Pillow.frombytes(mode, (width, height), image.read_bytes())
    decode = [float(value) for value in image.get("/Decode", pikepdf.Array())]
    turned = bool(decode) and decode[0] > decode[1]
    if mode == "L":
        turned = not turned
    return ImageChops.invert(picture) if turned else picture


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
