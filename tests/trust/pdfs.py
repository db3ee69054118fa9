"""PDFs made to do harm, as bytes."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

SIZE = (108.0, 104.0)
"""The module of the small edition's ad, pt."""


def plain(change=None, content: bytes = b"0 0 0 1 k 10 10 60 40 re f", **save) -> bytes:
    """Return a PDF that could be printed; ``change`` does something to it first."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=SIZE)
    page.obj.Contents = pdf.make_stream(content)
    page.obj.Resources = Dictionary()
    if change:
        change(pdf, page)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def assembled(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of the given objects as they are, numbered from 1, with a cross-reference table."""
    parts, at, places = [b"%PDF-1.7\n"], 9, []
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\n" % (count, table, count, root)
    )
    parts.append(b"startxref\n%d\n%%%%EOF" % at)
    return b"".join(parts)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def zeros(millions: int) -> bytes:
    """Return so many million zeros packed: one packed million, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = (millions * 1_000_000 % 65521) << 16 | 1
    return b"\x78\xda" + million * millions + b"\x03\x00" + adler.to_bytes(4, "big")


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 108 104]/Contents 4 0 R/Resources<<>>>>"


def one_stream(data: bytes, entries: bytes) -> bytes:
    return assembled(_CATALOG, _PAGES, _PAGE, _stream(data, entries))


def lzw_bomb() -> bytes:
    """Return LZW codes that unpack to 350 MB: ever longer runs of zeros until the table is full, again and again."""
    codes, bits = [(0, 9)], 9
    for code in range(258, 4094):
        codes.append((code, bits))
        bits += code + 1 in (511, 1023, 2047)
    value = length = 0
    for code, width in [*codes, (256, 12)] * 8:  # eight of them are whole bytes; 256 empties the table
        value, length = value << width | code, length + width
    return value.to_bytes(length // 8, "big") * 6


def in_object_stream() -> bytes:
    """Return a file whose catalogue lies in an object stream that unpacks to 260 MB."""
    head = b"1 0 2 30 3 80 "
    inner = head + _CATALOG.ljust(30) + _PAGES.ljust(50) + _PAGE
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"\x78\xda" + packer.compress(inner) + packer.flush(zlib.Z_FULL_FLUSH) + zeros(260)[2:]
    stream = _stream(data, b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(head))
    out = b"%PDF-1.7\n"
    at = len(out)
    out += b"4 0 obj\n" + stream + b"\nendobj\n"
    table = len(out)
    rows = bytes((0, 0, 0, 0, 0))
    for number in range(3):
        rows += bytes((2, 0, 0, 4, number))
    rows += bytes((1, *at.to_bytes(3, "big"), 0)) + bytes((1, *table.to_bytes(3, "big"), 0))
    entries = b"/Type/XRef/W[1 3 1]/Size 6/Root 1 0 R"
    return out + b"5 0 obj\n" + _stream(rows, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % table


def page_tree(levels: int = 26) -> bytes:
    """Return a file whose every node of the page tree has the next one twice: 2 to the power of ``levels`` pages."""
    nodes = [
        b"<</Type/Pages/Count %d/Kids[%d 0 R %d 0 R]>>" % (2 ** (levels - at), at + 3, at + 3) for at in range(levels)
    ]
    return assembled(_CATALOG, *nodes, b"<</Type/Page/MediaBox[0 0 108 104]>>")


def nested_forms(levels: int = 30) -> bytes:
    """Return a page that draws a form that draws another twice, each time at a scale of its own, and so on."""

    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        inner = None
        for _ in range(levels):
            content = b"" if inner is None else b"q 1.1 0 0 1.1 0 0 cm /F Do Q q 1.3 0 0 1.3 0 0 cm /F Do Q "
            form = pdf.make_stream(content + b" " * 500_000, Type=Name.XObject, Subtype=Name.Form)
            form.BBox = Array([0, 0, 9, 9])
            if inner is not None:
                form.Resources = Dictionary(XObject=Dictionary(F=inner))
            inner = form
        page.obj.Resources = Dictionary(XObject=Dictionary(F=inner))

    return plain(change, b"/F Do")


BOMBS = {
    "a stream of 260 MB": lambda: one_stream(zeros(260), b"/Filter/FlateDecode"),
    "packed twice": lambda: one_stream(zlib.compress(zeros(260), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    "packed nine times": lambda: one_stream(b"x", b"/Filter[" + b"/FlateDecode" * 9 + b"]"),
    "run lengths": lambda: one_stream(
        zlib.compress(b"\x81\0" * 3_000_000, 9), b"/Filter[/FlateDecode/RunLengthDecode]"
    ),
    "LZW": lambda: one_stream(zlib.compress(lzw_bomb(), 9), b"/Filter[/FlateDecode/LZWDecode]"),
    "a predictor of enormous columns": lambda: one_stream(
        zlib.compress(b"\x02" + bytes(100)), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>"
    ),
    "an object stream": in_object_stream,
    "a page tree": page_tree,
    "forms in forms": nested_forms,
    "arrays in arrays": lambda: assembled(b"<</Type/Catalog/Pages 2 0 R/A " + b"[" * 100_000 + b">>", _PAGES, _PAGE),
    "200 000 objects": lambda: assembled(_CATALOG, _PAGES, _PAGE, _stream(b""), *[b"0"] * 201_000),
    "an array without end in the drawing": lambda: one_stream(
        zlib.compress(b"[" + b"1 " * 3_000_000, 9), b"/Filter/FlateDecode"
    ),
}
"""Name -> the file. None may take more memory or time than the gauge allows."""
