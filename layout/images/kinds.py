"""Kinds of files that are sent as pictures and are not read as such: told by how they begin, and what to do instead.

An EPS or PDF is a program or a page, a camera's raw file has no pixels yet, an SVG has no size: each is turned into
pixels by whoever knows how it is meant. See docs/decisions/0043-pictures-as-they-are-sent.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from layout.base.messages import say

HEAD = 4096
"""So many bytes of a file tell its kind."""
RASTERS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".jp2", ".psd")
"""Endings of pictures of pixels that a template may name as its own."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A kind of file: how it is called, how it is recognised by its name's ending and its first bytes, what to do."""

    name: str
    matches: Callable[[str, bytes], bool]
    hint: str


_RAW = frozenset(
    f".{ending}"
    for ending in (
        *("3fr", "arw", "cr2", "crw", "dng", "erf", "iiq", "kdc", "mef", "mos", "nef", "nrw", "orf", "pef", "raf"),
        *("raw", "rw2", "rwl", "sr2", "srw"),
    )
)
_RAW_HEADS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FOVb")
_SVG = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE\s+svg[^>]*>|\s)*<(?:\w+:)?svg\b", re.DOTALL
)


def _is_raw(ending: str, head: bytes) -> bool:
    """Tell a camera's raw file: many are TIFFs of which Pillow would read the tiny preview."""
    if head[:4] in (b"II*\0", b"MM\0*") and (ending in _RAW or head[8:10] == b"CR"):
        return True
    return head.startswith(_RAW_HEADS) or (head[4:8] == b"ftyp" and head[8:12] == b"crx ")


_FILMS = (b"isom", b"iso2", b"mp41", b"mp42", b"qt  ", b"M4V ")

_PICTURES = (b"\xff\xd8", b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"RIFF", b"8BPS")
"""How pictures begin that programs of pages write, and say so inside; a PDF may have anything before its head."""

KINDS = (
    NotRead(
        "EPS",
        lambda _, head: head.startswith((b"%!PS", b"\xc5\xd0\xd3\xc6", b"\x04%!")),
        say("PostScript is a program and is not run: open it where it was drawn and save it as TIFF or PNG"),
    ),
    NotRead(
        "PDF",
        lambda _, head: b"%PDF-" in head[:1024] and not head.startswith(_PICTURES),
        say("save its picture as TIFF, PNG or JPEG; a page made ready is an ad: book it in ads.yaml as supplied"),
    ),
    NotRead("SVG", lambda _, head: bool(_SVG.match(head)), say("save it as a PNG, as large as it is to be printed")),
    NotRead(say("a camera's raw file"), _is_raw, say("develop it and save it as JPEG or TIFF")),
    NotRead(
        "JPEG XL",
        lambda _, head: head.startswith((b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n")),
        say("save it as JPEG, PNG or TIFF"),
    ),
    NotRead(
        "WMF, EMF",
        lambda _, head: head.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0")) or head[40:44] == b" EMF",
        say("open it where it was drawn and save it as PNG"),
    ),
    NotRead("DICOM", lambda _, head: head[128:132] == b"DICM", say("save it as PNG or TIFF")),
    NotRead(
        say("a large Photoshop file (PSB)"),
        lambda _, head: head.startswith(b"8BPS\0\x02"),
        say("flatten it and save it as TIFF or JPEG"),
    ),
    NotRead(
        say("a film"),
        lambda _, head: head.startswith(b"\x1aE\xdf\xa3") or (head[4:8] == b"ftyp" and head[8:12] in _FILMS),
        say("save one picture of it as JPEG or PNG"),
    ),
    NotRead(
        say("a web page"),
        lambda _, head: head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")),
        say("the picture was not saved but its page: save the picture itself"),
    ),
    NotRead(
        "ZIP", lambda _, head: head.startswith(b"PK\x03\x04"), say("unpack it, and name the picture that is in it")
    ),
)
"""The first kind that matches has the file."""

_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")


def not_read(path: PurePath, head: bytes) -> NotRead | None:
    """Return the kind of a file that is not read as a picture; None if it may be one."""
    return next((kind for kind in KINDS if kind.matches(path.suffix.lower(), head)), None)


def is_heif(head: bytes) -> bool:
    """Tell whether a file begins as HEIC or HEIF does (ISO 23008-12, 10.2)."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF
