"""Whether a damaged file's drawing is whole all the same: everything it is drawn with is there and can be unpacked.

Readers mend much: lists of parts that count wrong, are missing or point astray. None of it matters for an ad if all
that the page draws was found and can be read to its end. What was cut off is said by what it is: a picture, a font.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from PIL import Image

from layout.base.messages import say
from layout.images.reading import strict
from layout.pdf.guard import unpacked
from layout.pdf.pixels import picture_of
from layout.pdf.resources import Resources

_OBJECT = re.compile(r"object (\d+) (\d+)")
_GUESSED = ("treating as", "ended prematurely", "unexpected EOF", "invalid character", "expected dictionary key")
"""Parts of what qpdf says where it guessed at what an object holds."""
_ENDLESS = "output may still be valid"
_PIECE = 1 << 20
"""Bytes that are unpacked at a time."""
_FLUSHED = b"\0\0\xff\xff"
"""How packed data ends that was flushed (RFC 1951, 3.2.4: an empty block that is not packed)."""
_PRINTED = 8
"""A picture is read at a part of its size, where its codec can: it is only asked whether it goes on to its end."""


def guessed(warnings: Sequence[str], drawn: set[tuple[int, int]]) -> int:
    """Return of how many of the objects that are drawn qpdf had to guess what they hold."""
    found = set()
    for one in warnings:
        number = _OBJECT.search(one)
        if number and any(words in one for words in _GUESSED):
            found.add((int(number[1]), int(number[2])))
    return len(found & drawn)


def unclear(warnings: Sequence[str]) -> int:
    """Return how many places of the drawing's operators qpdf could not make sense of.

    It says also what data never ended; of that `is_whole` tells better.
    """
    return sum(_ENDLESS not in one for one in warnings)


def damage(form: pikepdf.Object) -> tuple[str, ...]:
    """Return what is cut off or cannot be unpacked of the streams that an ad's copy is drawn with.

    In words that may follow its name.
    """
    found: dict[str, None] = {}
    things = list(reached(form))
    fonts = dict(_font_files(things))
    for thing in things:
        if isinstance(thing, pikepdf.Stream):
            if thing.get("/Subtype") == "/Image":
                problem = _picture_problem(thing)
            elif is_whole(thing):
                problem = ""
            elif name := fonts.get(thing.objgen):
                problem = say("its font {name} is damaged", name=name)
            else:
                problem = say("a part of its drawing is damaged")
            if problem:
                found[problem] = None
    return tuple(found)


def reached(form: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every dictionary and stream that a form is drawn with, itself included."""
    seen: set[tuple[int, int]] = set()
    stack = [form]
    while stack:
        one = stack.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            inner = list(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inner = [value for _, value in one.items()]
        else:
            continue
        stack += [value for value in inner if isinstance(value, pikepdf.Object)]


def _font_files(things: Sequence[pikepdf.Object]) -> Iterator[tuple[tuple[int, int], str]]:
    for thing in things:
        if isinstance(thing, pikepdf.Dictionary) and not isinstance(thing, pikepdf.Stream):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if isinstance(thing.get(key), pikepdf.Stream):
                    yield thing[key].objgen, str(thing.get("/FontName", "/unnamed"))[1:]


def is_whole(stream: pikepdf.Stream) -> bool:
    """Tell whether a stream can be unpacked to its end. qpdf itself passes over much that is cut off or spoilt."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    first = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    if raw and first in ("/FlateDecode", "/Fl"):
        return _is_deflated(raw)
    try:
        unpacked(stream)
    except pikepdf.PdfError:
        return False
    return True


def _is_deflated(data: bytes) -> bool:
    """Tell whether data is in the format of RFC 1950 and goes on to its end.

    Many programs write a wrong check sum or none, and some no last block: they only flush.
    """
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    at = 2
    try:
        while at < len(data) and not unpacker.eof:
            unpacker.decompress(data[at : at + _PIECE])
            at += _PIECE
    except zlib.error:
        return False
    return unpacker.eof or data.rstrip().endswith(_FLUSHED)


def _picture_problem(image: pikepdf.Stream) -> str:
    """Return what is wrong with a picture's data; empty if it goes on to its end."""
    picture = picture_of(image, Resources(None))
    told = say("its picture of {width} x {height} pixels is damaged", width=picture.width, height=picture.height)
    try:
        data, codecs, _ = unpacked(image)
    except pikepdf.PdfError:
        return told
    if not is_whole(image) and (codecs or not data):
        return told
    codec = str(codecs[0]).lstrip("/") if codecs else ""
    if codec in ("DCTDecode", "DCT"):
        return "" if _is_jpeg(data) else told
    if codec:
        return "" if data else told
    channels = 1 if picture.mask else picture.space.components if picture.space else 0
    row = -(-picture.width * channels * picture.bits // 8)
    if len(data) >= row * picture.height:
        return ""
    rows = len(data) // row if row else 0
    return say(
        "its picture of {width} x {height} pixels is cut off after {rows} rows",
        width=picture.width,
        height=picture.height,
        rows=rows,
    )


def _is_jpeg(data: bytes) -> bool:
    try:
        with strict(), Image.open(BytesIO(data)) as image:
            image.draft(None, (max(1, image.width // _PRINTED), max(1, image.height // _PRINTED)))
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
