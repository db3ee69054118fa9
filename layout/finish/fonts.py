"""Embedded fonts as PDF/X knows them: bare CFF instead of an OpenType file around it.

OpenType font files came with PDF 1.6 and are unknown to PDF/X-1a; the CFF table alone (PDF 1.2, CIDFontType0C) is
what a press's software has read for longest, and smaller. So it is taken out for both standards.
"""

from __future__ import annotations

import pikepdf


def unwrap_opentype(pdf: pikepdf.Pdf) -> None:
    """Replace every embedded OpenType font with CFF outlines by its CFF table."""
    fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing]
    for font in fonts:
        composite = font.get("/Subtype") == "/CIDFontType0"
        file = font.FontDescriptor.get("/FontFile3")
        if file is not None and file.get("/Subtype") == "/OpenType" and (table := cff_table(file.read_bytes())):
            kind = pikepdf.Name.CIDFontType0C if composite else pikepdf.Name.Type1C
            font.FontDescriptor.FontFile3 = pdf.make_stream(table, Subtype=kind)
        if composite and "/CIDToGIDMap" in font:
            # Only a TrueType font has this map (ISO 32000-1, table 117); CFF fonts carry their own.
            del font.CIDToGIDMap


def cff_table(data: bytes) -> bytes:
    """Return the CFF table of an OpenType font; empty if it has none."""
    for number in range(int.from_bytes(data[4:6], "big")):
        record = data[12 + 16 * number : 28 + 16 * number]
        if record[:4] == b"CFF ":
            start, length = int.from_bytes(record[8:12], "big"), int.from_bytes(record[12:16], "big")
            return data[start : start + length]
    return b""
