"""TIFF files written strip by strip (TIFF 6.0), so that a picture of any size needs the memory of one strip.

Pillow packs each strip, as a small file of its own that this one takes the packed bytes from.
"""

from __future__ import annotations

import io
import struct
from typing import IO

from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP, STRIPBYTECOUNTS, STRIPOFFSETS, TiffImageFile

_SHORT, _LONG, _RATIO, _ASCII = 3, 4, 5, 2
_GROUP4, _DEFLATE = 4, 8
_WHITE_IS_ZERO, _BLACK_IS_ZERO = 0, 1
_INCH = 2
_MOST = 1 << 32
"""Offsets are of 32 bits."""


class StripTiff:
    """A TIFF that is being written into a file: strips of full width from the top, then ``close``.

    ``bits`` is 1 (packed as faxes are, CCITT group 4: ink is 1) or 8 (deflated grey, white is 255). All strips but the
    last have the same height. ``name`` and ``software`` are ASCII.
    """

    def __init__(self, file: IO[bytes], dpi: float, bits: int, name: str, software: str) -> None:
        self._file, self._dpi, self._bits = file, dpi, bits
        self._texts = {285: name, 305: software}  # PageName, Software
        self._width = self._rows = self._step = 0
        self._strips: list[tuple[int, int]] = []
        file.write(b"II*\0\0\0\0\0")
        self._at = 8

    def add(self, strip: Image.Image) -> None:
        """Write the next strip: of mode 1 with white for paper, or of mode L."""
        packed = _packed(strip, self._bits)
        self._width, self._step = strip.width, self._step or strip.height
        self._rows += strip.height
        self._strips.append((self._at, len(packed)))
        self._write(packed)

    def close(self) -> None:
        """Write what the file says of itself. Raises ValueError if it is larger than a TIFF can be."""
        ratio = struct.pack("<II", round(self._dpi * 1000), 1000)
        tags: list[tuple[int, int, int, bytes]] = [
            (254, _LONG, 1, struct.pack("<I", 0)),
            (256, _LONG, 1, struct.pack("<I", self._width)),
            (257, _LONG, 1, struct.pack("<I", self._rows)),
            (258, _SHORT, 1, struct.pack("<H", self._bits)),
            (259, _SHORT, 1, struct.pack("<H", _GROUP4 if self._bits == 1 else _DEFLATE)),
            (262, _SHORT, 1, struct.pack("<H", _WHITE_IS_ZERO if self._bits == 1 else _BLACK_IS_ZERO)),
            (273, _LONG, len(self._strips), struct.pack(f"<{len(self._strips)}I", *(at for at, _ in self._strips))),
            (277, _SHORT, 1, struct.pack("<H", 1)),
            (278, _LONG, 1, struct.pack("<I", self._step)),
            (279, _LONG, len(self._strips), struct.pack(f"<{len(self._strips)}I", *(size for _, size in self._strips))),
            (282, _RATIO, 1, ratio),
            (283, _RATIO, 1, ratio),
            (296, _SHORT, 1, struct.pack("<H", _INCH)),
        ]
        for tag, text in self._texts.items():
            data = text.encode("ascii", "replace") + b"\0"
            tags.append((tag, _ASCII, len(data), data))
        directory = struct.pack("<H", len(tags))
        behind = b""
        start = self._at + self._at % 2
        end = start + 2 + 12 * len(tags) + 4
        for tag, kind, count, data in sorted(tags):
            if len(data) > 4:
                place = struct.pack("<I", end + len(behind))
                behind += data + b"\0" * (len(data) % 2)
            else:
                place = data.ljust(4, b"\0")
            directory += struct.pack("<HHI", tag, kind, count) + place
        self._write(b"\0" * (start - self._at) + directory + b"\0\0\0\0" + behind)
        self._file.seek(4)
        self._file.write(struct.pack("<I", start))

    def _write(self, data: bytes) -> None:
        if self._at + len(data) >= _MOST:
            raise ValueError("a TIFF file holds less than 4 GB")
        self._file.write(data)
        self._at += len(data)


def _packed(strip: Image.Image, bits: int) -> bytes:
    """Return a strip packed by Pillow."""
    small = io.BytesIO()
    packing = "group4" if bits == 1 else "tiff_adobe_deflate"
    size = strip.width * strip.height + 1
    # Pillow takes 1 for white; the codes of a fax have their short runs for 0, so white is to be 0.
    given = strip.point(lambda value: 255 - value) if bits == 1 else strip
    given.save(small, "TIFF", compression=packing, strip_size=size, tiffinfo={ROWSPERSTRIP: strip.height})
    with Image.open(small, formats=("TIFF",)) as read:
        assert isinstance(read, TiffImageFile)
        offsets, counts = read.tag_v2[STRIPOFFSETS], read.tag_v2[STRIPBYTECOUNTS]
    (at,), (count,) = offsets, counts
    return small.getvalue()[at : at + count]
