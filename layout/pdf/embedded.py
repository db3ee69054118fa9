"""Embedded fonts as PDF/X knows them: bare CFF instead of an OpenType file around it, and no more than is shown.

OpenType font files came with PDF 1.6 and are unknown to PDF/X-1a; the CFF table alone (PDF 1.2, CIDFontType0C) is
what a press's software has read for longest, and smaller. So it is taken out for both standards.

Subsets that keep the numbers of the face's glyphs have an empty entry for each of the 60,000 that are not on the page.
A CID-keyed font has a table of numbers of its own, so its glyphs can be moved together while the page goes on naming
them as it did: a page's fonts take 150 KB then, and not 850. Our own faces come so already (`layout.render.subsets`).
"""

from __future__ import annotations

import pikepdf

from layout.design.fonts import subset
from layout.pdf.cff import cids


def unwrap_opentype(pdf: pikepdf.Pdf) -> None:
    """Replace every embedded OpenType font with CFF outlines by its CFF table, cut down to the glyphs shown."""
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing]
    for font in fonts:
        composite = font.get("/Subtype") == "/CIDFontType0"
        file = font.FontDescriptor.get("/FontFile3")
        if file is not None and file.get("/Subtype") == "/OpenType" and (table := cff_table(file.read_bytes())):
            if composite:
                table = _compact(file.read_bytes(), widths_of(font)) or table
            kind = pikepdf.Name.CIDFontType0C if composite else pikepdf.Name.Type1C
            font.FontDescriptor.FontFile3 = pdf.make_stream(table, Subtype=kind)
        if composite and "/CIDToGIDMap" in font:
            # Only a TrueType font has this map (ISO 32000-1, table 117); CFF fonts carry their own.
            del font.CIDToGIDMap


_LATER = ("/FontFamily", "/FontStretch", "/FontWeight")
"""Keys of font descriptors that came with PDF 1.5 (ISO 32000-1, table 122)."""


def without_later_keys(pdf: pikepdf.Pdf) -> None:
    """Take out what a font descriptor of PDF 1.4 does not know."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in _LATER:
                if key in thing:
                    del thing[key]


def _compact(font: bytes, shown: frozenset[int]) -> bytes:
    """Return the CFF table of a font cut down to the glyphs shown; empty where their numbers would not survive it."""
    table = cff_table(subset(font, shown))
    return table if holds(table, shown) else b""


def holds(table: bytes, shown: frozenset[int]) -> bool:
    """Tell whether a CID-keyed CFF table has the glyphs shown, by the numbers the page calls them, and no more."""
    return cids(table) == tuple(sorted(shown | {0}))


def widths_of(font: pikepdf.Object) -> frozenset[int]:
    """Return the CIDs whose widths a CIDFont tells (ISO 32000-1, 9.7.4.3). The renderer tells those that it shows."""
    found: set[int] = set()
    entries = list(font.get("/W", ()))
    while entries:
        first, second = int(entries[0]), entries[1]
        if isinstance(second, pikepdf.Array):
            found.update(range(first, first + len(second)))
            del entries[:2]
        else:
            found.update(range(first, int(second) + 1))
            del entries[:3]
    return frozenset(found)


def cff_table(data: bytes) -> bytes:
    """Return the CFF table of an OpenType font; empty if it has none."""
    for number in range(int.from_bytes(data[4:6], "big")):
        record = data[12 + 16 * number : 28 + 16 * number]
        if record[:4] == b"CFF ":
            start, length = int.from_bytes(record[8:12], "big"), int.from_bytes(record[12:16], "big")
            return data[start : start + length]
    return b""
