"""What a picture's file says of it: the caption and the credit that photographers and agencies write into it.

IPTC-IIM 4.2 (records 1 and 2) and XMP (ISO 16684-1; Dublin Core and the photoshop schema). It is offered to the
editor, and never printed by itself: cameras and programs write there too. Whose a picture is goes on with it into the
page's PDF (`layout.pdf.rights`), where nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ImageFile, IptcImagePlugin

from layout.images.reading import opened

MOST = 1000
"""Characters of a text; what is longer is no caption."""

_CODED, _HEADLINE, _BYLINE, _DATE, _CREDIT, _CAPTION = (1, 90), (2, 105), (2, 80), (2, 55), (2, 110), (2, 120)
_RIGHTS = (2, 116)
"""Data sets of IPTC-IIM: the coded character set, and what is said of the picture."""
_UTF8 = b"\x1b%G"
"""The escape sequence that says UTF-8 (ISO 2022)."""
_FAULTS = (SyntaxError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError)
"""What reading other people's metadata can raise."""
_OF_CAMERAS = re.compile(r"\W*(?:[A-Z ]*DIGITAL CAMERA|SONY DSC|DCIM\S*|KONICA MINOLTA.*|default|untitled)\W*", re.I)
"""What cameras write where a caption should be."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose a picture is: who took it, whom it is from, the copyright notice; empty where its file does not say."""

    creator: str = ""
    credit: str = ""
    notice: str = ""


UNTOLD = Rights()


@dataclass(frozen=True, slots=True)
class PictureWords:
    """A picture's own words, empty where it has none. ``date`` is the day it was taken, as YYYY-MM-DD.

    ``credit`` is what may be printed: who took it and whom it is from, else the copyright notice.
    """

    caption: str = ""
    credit: str = ""
    headline: str = ""
    date: str = ""
    rights: Rights = UNTOLD


def words_of(path: Path, *, chinese: bool = True) -> PictureWords:
    """Return what a picture's file says of it.

    chinese: text that does not say how it is coded, and is not UTF-8, is GB 18030, else Windows-1252. Raises
    ContentError as `layout.images.reading.opened` does.
    """
    with opened(path) as image:
        iptc, xmp = _iptc(image, chinese=chinese), _xmp(image)
    creator = iptc.get(_BYLINE, "") or xmp.get("creator", "")
    rights = Rights(
        creator, iptc.get(_CREDIT, "") or xmp.get("Credit", ""), iptc.get(_RIGHTS, "") or xmp.get("rights", "")
    )
    names = _together(xmp.get("creator", ""), xmp.get("Credit", ""))
    day = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", iptc.get(_DATE, ""))
    return PictureWords(
        caption=iptc.get(_CAPTION, "") or xmp.get("description", ""),
        credit=_together(iptc.get(_BYLINE, ""), iptc.get(_CREDIT, "")) or names or rights.notice,
        headline=iptc.get(_HEADLINE, "") or xmp.get("Headline", ""),
        date="-".join(day.groups()) if day else "",
        rights=rights,
    )


def _together(byline: str, credit: str) -> str:
    """Return who took a picture and whom it is from, once if they are the same."""
    return "/".join(dict.fromkeys(filter(None, (byline, credit))))


def _iptc(image: ImageFile.ImageFile, *, chinese: bool) -> dict[tuple[int, int], str]:
    try:
        found: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
        coded = found.get(_CODED) == _UTF8
        read = {}
        for name in (_CAPTION, _BYLINE, _CREDIT, _HEADLINE, _DATE, _RIGHTS):
            several = found.get(name, ())
            several = several if isinstance(several, list) else [several] if several else []
            texts = [_decoded(each, utf8=coded, chinese=chinese) for each in several]
            read[name] = _clean("、".join(texts) if chinese else ", ".join(texts))
    except _FAULTS:
        return {}
    return read


def _decoded(data: bytes, *, utf8: bool, chinese: bool) -> str:
    for coding in ("utf-8", "gb18030" if chinese and not utf8 else "cp1252"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return ""


def _xmp(image: ImageFile.ImageFile) -> dict[str, str]:
    try:
        found: dict[str, str] = {}
        for name, value in _walked(image.getxmp()):
            if name in ("description", "creator", "rights", "Credit", "Headline"):
                found.setdefault(name, _clean(", ".join(_texts(value))))
    except _FAULTS:
        return {}
    return found


def _walked(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the properties of an XMP packet, as Pillow reads it, however deep they are."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            for name, inner in part.items():
                yield name, inner
                yield from _walked(inner)


def _texts(value: Any) -> Iterator[str]:
    """Yield the text of a property: of a choice of languages (Alt) the first, of a list all."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        if "Alt" in value:
            yield from list(_texts(value["Alt"]))[:1]
        else:
            for name in ("text", "li", "Seq", "Bag"):
                yield from _texts(value.get(name))


def _clean(text: str) -> str:
    """Return a text on one line, without what cannot be seen; nothing if it is a camera's, or no caption at all."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return "" if len(text) > MOST or _OF_CAMERAS.fullmatch(text) else text
