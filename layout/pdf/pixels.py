"""Pictures of a page: size, colour space, codec, and the ink their pixels ask for."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image as Pillow

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
_CODED = frozenset(("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"))
"""Codecs of pictures: of what comes out of them more has to be known than of packed pixels."""
_RARE = 0.001
"""Part of all pixels that may have more ink than ``common``."""
_MOST_PIXELS = 80_000_000
_BLOCK = 1 << 14
"""Pixels that are summed together."""


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
    tones = _tones(image, picture, _MODES.get(space.device, ""))
    return _amounts(*tones) if tones else None


_MODES = {CMYK.kind: "CMYK", GREY.kind: "L"}
"""Device space -> Pillow's mode for its pixels."""


def _tones(image: pikepdf.Stream, picture: Picture, mode: str) -> tuple[Pillow.Image, bool] | None:
    """Return the picture in mode CMYK or L, and whether 0 is a full ink in it; None if it is not of that mode."""
    if not mode:
        return None
    codecs = picture.codecs
    # A grey of 0 is black, and so is an ink of 255.
    turned = mode == "L"
    tones: Pillow.Image
    if codecs == ("DCTDecode",):
        tones = Pillow.open(io.BytesIO(image.read_raw_bytes()))
        tones.load()
        if tones.mode != mode:
            return None
        # Pillow turns the numbers of Adobe's CMYK files round; a PDF says in Decode whether that is to be done.
        turned ^= mode == "CMYK" and "adobe" in tones.info
    elif not _CODED.isdisjoint(codecs):
        return None
    else:
        tones = Pillow.frombytes(mode, (picture.width, picture.height), image.read_bytes())
    decode = [float(value) for value in image.get("/Decode", pikepdf.Array())]
    turned ^= bool(decode) and decode[0] > decode[1]
    return tones, turned


def _amounts(tones: Pillow.Image, turned: bool) -> tuple[float, float]:
    """Return the most ink of any pixel and the ink that one pixel of a thousand passes, per cent."""
    counts = _counts(np.frombuffer(tones.tobytes(), np.uint8), tones.mode)
    if turned:
        counts = counts[::-1]
    found = np.flatnonzero(counts)[::-1]
    passed = np.cumsum(counts[found]) > _RARE * tones.width * tones.height
    most, common = found[0], found[np.argmax(passed)] if passed.any() else found[-1]
    return _per_cent(most, tones.mode), _per_cent(common, tones.mode)


def _counts(tones: NDArray[np.uint8], mode: str) -> NDArray[np.int64]:
    """Return how many pixels there are of each sum of tones.

    The four bytes of a pixel are added as two halves of one word, and these again, some rows at a time: that stays in
    the processor's cache, and takes a tenth of the time of whole plates.
    """
    if mode == "L":
        return np.bincount(tones, minlength=256)
    counts, words = np.zeros(4 * 255 + 1, dtype=np.int64), tones.view(np.uint32)
    for at in range(0, len(words), _BLOCK):
        block = words[at : at + _BLOCK]
        halves = (block & 0x00FF00FF) + ((block >> 8) & 0x00FF00FF)
        counts += np.bincount((halves & 0xFFFF) + (halves >> 16), minlength=len(counts))
    return counts


def _per_cent(amount: int, mode: str) -> float:
    """Return a sum of inks per cent; of four in the 32 bits in which `layout.images.colour` reckons them."""
    return float(np.float32(amount) * np.float32(100 / 255)) if mode == "CMYK" else float(amount) * (100 / 255)
