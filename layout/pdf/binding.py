"""The PDF of the edition: all finished pages in one file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pikepdf

from layout.pdf.identity import PressInfo, identify, pdfx_version
from layout.pdf.save import saved


def merge(pages: Sequence[bytes | Path], info: PressInfo) -> bytes:
    """Return one PDF of the finished pages (bytes or files), in their order, each with its boxes.

    The output intent is the first page's. The file claims a PDF/X version only if all pages claim that one.
    Raises ValueError when there is no page.
    """
    if not pages:
        raise ValueError("an edition has at least one page")
    with ExitStack() as open_files:
        sources = [
            open_files.enter_context(pikepdf.open(BytesIO(page) if isinstance(page, bytes) else page)) for page in pages
        ]
        edition = open_files.enter_context(pikepdf.new())
        for source in sources:
            edition.pages.extend(source.pages)
        first = sources[0].Root
        if "/OutputIntents" in first:
            intents = sources[0].make_indirect(first.OutputIntents)
            edition.Root.OutputIntents = edition.copy_foreign(intents)
        claims = {pdfx_version(source) for source in sources}
        identify(edition, info, claims.pop() if len(claims) == 1 else "")
        return saved(edition, max(source.pdf_version for source in sources))
