"""Writing a PDF so that the same document is always the same bytes."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def saved(pdf: pikepdf.Pdf, least_version: str = "", exact_version: str = "") -> bytes:
    """Return the file's bytes: streams compressed, objects packed where the PDF version has object streams.

    Object streams came with PDF 1.5; PDF/X-1a:2003 is PDF 1.4 and does not know them. ``exact_version`` is written
    even where the file said it was newer: who asks for it has taken out what is newer.
    """
    version = exact_version or max(pdf.pdf_version, least_version)
    packed = version >= "1.5"
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        out,
        min_version=version,
        force_version=exact_version,
        fix_metadata_version=False,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
        linearize=False,
    )
    return out.getvalue()


def at_hand(pdf: pikepdf.Pdf) -> bytes:
    """Return the file's bytes for somebody who reads them at once: what is not compressed stays so."""
    out = BytesIO()
    pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return out.getvalue()
