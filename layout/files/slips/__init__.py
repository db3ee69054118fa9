"""What typists slip into YAML, told line by line: the signs of a Chinese keyboard, and text that YAML would take apart.

YAML tells such slips at the line after them and in words about something else, or says nothing and drops a text: what
stands behind a blank and a ``#`` is a comment to it. Here a document is gone through line by line before it is parsed.
Every slip is told at its own line with the line as it is to be written, and is put right in the text that goes to the
parser, so that one slip makes one finding and all else in the file is still looked at. An edition with a slip is not
built, so what was put right is never printed. The rules: docs/decisions/0042-yaml-that-loses-nothing.md.
"""

from __future__ import annotations

from layout.files.slips.document import Document
from layout.files.slips.model import MOST_TO_PASTE, Righted, Slip, quoted
from layout.files.slips.reader import Reader

__all__ = ["MOST_TO_PASTE", "Righted", "Slip", "quoted", "righted"]


def righted(text: str) -> Righted:
    """Return a document with its typists' slips put right, and the slips. Windows line ends stay."""
    written = text.split("\n")
    doc = Document([line.removesuffix("\r") for line in written])
    Reader(doc).read()
    lines = (f"{line}\r" if was.endswith("\r") else line for line, was in zip(doc.lines, written, strict=True))
    return Righted("\n".join(lines), tuple(doc.slips), doc.unsure, frozenset(doc.cut))
