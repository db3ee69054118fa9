"""The fonts of one page on their way into its PDF: each read where it lies, and cut down once.

WeasyPrint by itself copies every font's file into memory, tens of megabytes, and has HarfBuzz cut it down twice. What
comes of a CID-keyed font has an empty entry for each of its face's 60,000 glyphs, and is cut down a third time when the
page is finished (`layout.pdf.embedded`). For our own faces HarfBuzz makes the last of these from the face's file, which
is mapped into memory and stays open. The outlines are the same to the last byte; a test holds them to it.

Fonts that are not so plain go WeasyPrint's way: variable ones, those with pictures, those that are no face of the
design. This leans on parts of WeasyPrint that are not its public API: the mapping of a document's fonts, `Font.subset`
and `Font.hb_face`, and the function by which a font's file is read. The version is pinned, and
tests/render/test_subsets.py fails when one of them moves.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any

import pydyf

from layout.design.fonts import Face, glyph_count
from layout.pdf.embedded import cff_table, holds
from layout.render.engine import Font, PageStream, ffi, harfbuzz, weasyprint_fonts

KEPT = 64
"""Subsets kept for pages that show the same glyphs of a face, as most do when a story is corrected: some 3 MB."""


class PageFonts(dict[int, Any]):
    """The fonts that WeasyPrint enters for one document, by its own keys; those of our faces are cut down by us."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        super().__init__()
        self._faces = {(face.head_table(), face.index): face for face in faces.values()}
        self._bare: list[bytes] = []

    def __setitem__(self, key: int, font: Any) -> None:
        font.subset = partial(self._cut_down, font, self._faces.get((head_of(font), font.index)))
        super().__setitem__(key, font)

    def _cut_down(self, font: Any, face: Face | None, to_unicode: Mapping[int, str], hinting: bool) -> None:
        """Stand for `Font.subset`: replace the font's file by one with the glyphs that are shown."""
        shown, cubic = frozenset(to_unicode), "CFF " in font.tables
        plain = not (font.missing or font.png or font.svg or font.colr or "fvar" in font.tables or hinting)
        # Where WeasyPrint has two fonts of one file, this one is told of more glyphs than it shows itself.
        if face and plain and shown and shown == font.widths.keys() and (made := _subset(face, shown, cubic)):
            font.file_content = made
            self._bare += [made] if cubic else []
        else:
            Font.subset(font, to_unicode, hinting)
            font.file_content = bytes(font.file_content)

    def finish(self, _document: Any, pdf: Any) -> None:
        """Bring a PDF that is about to be written into the form that finishing wants (it is WeasyPrint's finisher).

        Glyphs of a font that was closed up are found by their own numbers only in a bare CFF table, and without a map
        to others, which only a TrueType font has (ISO 32000-1, table 117). What is written anew later, the page's
        operators and other OpenType fonts, need not be compressed now.
        """
        for thing in pdf.objects:
            if isinstance(thing, pydyf.Stream) and thing.extra.get("Subtype") == "/OpenType":
                thing.compress = False
                if any(thing.stream[0] is made for made in self._bare):
                    thing.stream, thing.extra["Subtype"] = [cff_table(thing.stream[0])], "/CIDFontType0C"
            elif isinstance(thing, PageStream):
                thing.compress = False
            elif isinstance(thing, pydyf.Dictionary) and thing.get("Subtype") == "/CIDFontType0":
                thing.pop("CIDToGIDMap", None)


def head_of(font: Any) -> bytes:
    """Return the ``head`` table of WeasyPrint's font, which tells two font files apart (it holds a checksum)."""
    tag = harfbuzz.hb_tag_from_string(b"head", -1)
    return bytes(_in_place(harfbuzz.hb_face_reference_table(font.hb_face, tag)))


@lru_cache(maxsize=KEPT)
def _subset(face: Face, shown: frozenset[int], cubic: bool) -> bytes:
    """Return the face with those glyphs alone; empty where the page could not call them by their numbers any more.

    ``cubic`` tells of CFF outlines. A TrueType font keeps its numbers. HarfBuzz adds glyphs that those shown may turn
    into; WeasyPrint leaves out those that come after the last one shown, by cutting down again, so that is left to it.
    """
    if cubic:
        made = face.subset(shown)
        return made if holds(cff_table(made), shown) else b""
    made = face.subset_in_place(shown)
    return made if made and glyph_count(made) == max(shown) + 1 else b""


def forget() -> None:
    """Let go of the subsets that are kept."""
    _subset.cache_clear()


_copied = weasyprint_fonts.get_hb_object_data
_thread = threading.local()


@contextmanager
def files_in_place() -> Iterator[None]:
    """While the block runs, WeasyPrint's fonts in this thread hold their files as they lie in memory, not copies."""
    _thread.in_place = True
    try:
        yield
    finally:
        _thread.in_place = False


def _object_data(hb_object: Any, ot_color: str | None = None, glyph: int | None = None) -> Any:
    """Stand for WeasyPrint's function of the same duty."""
    if ot_color is None and getattr(_thread, "in_place", False):
        return _in_place(harfbuzz.hb_face_reference_blob(hb_object))
    return _copied(hb_object, ot_color, glyph)


weasyprint_fonts.get_hb_object_data = _object_data


def _in_place(blob: Any) -> Any:
    """Return what a blob of HarfBuzz holds, without copying it; the blob lives as long as what is returned."""
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    held = ffi.gc(data, lambda _: harfbuzz.hb_blob_destroy(blob))
    return ffi.buffer(held, length[0])
