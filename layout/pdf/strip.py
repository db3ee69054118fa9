"""What a file for the press must not hold: links, actions, scripts, attached files (ISO 15930-7)."""

from __future__ import annotations

import pikepdf

CATALOG_KEEPS = frozenset(
    ("/Type", "/Pages", "/Version", "/Metadata", "/OutputIntents", "/Lang", "/MarkInfo", "/StructTreeRoot")
)
"""What stays in the document catalog. A list of what is kept, so that a new kind of action is dropped too."""

PAGE_DROPS = ("/Annots", "/AA", "/AF", "/LastModified", "/PieceInfo", "/Thumb", "/B")


def strip(pdf: pikepdf.Pdf) -> None:
    """Take out everything interactive or attached, and the renderer's own time stamps on pages."""
    for key in set(pdf.Root.keys()) - CATALOG_KEEPS:
        del pdf.Root[key]
    for page in pdf.pages:
        for name in PAGE_DROPS:
            if name in page.obj:
                del page.obj[name]
