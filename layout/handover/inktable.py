"""The ink of pages as a table for the ink room: a line a plate, with the ink of every key if the press has told them.

UTF-8 with a mark at its beginning, commas between, lines as RFC 4180 has them: a spreadsheet program opens it by a
double click and keeps the Chinese; who reads it otherwise takes the mark off (``utf-8-sig``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from layout.base.messages import Message, say, told
from layout.handover.record import SentPage

MARK = "\ufeff"


def headings(keys: int) -> Sequence[Message]:
    """Return what stands over the columns."""
    plain = (say("page"), say("file"), say("plate"), say("ink"), say("per cent"), say("area (cm²)"))
    return (*plain, *(say("key {number}", number=number) for number in range(1, keys + 1)))


def ink_table(pages: Iterable[SentPage], language: str) -> bytes:
    """Return the table as CSV, its headings in a language."""
    pages = tuple(pages)
    keys = max((len(ink.keys) for page in pages for ink in page.inks), default=0)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(told(heading, language) for heading in headings(keys))
    for page in pages:
        for ink in page.inks:
            numbers = (ink.percent, ink.area, *ink.keys)
            writer.writerow((page.id, page.file.name, ink.letter, ink.name, *(f"{number:.2f}" for number in numbers)))
    return (MARK + text.getvalue()).encode("utf-8")
