"""Parts of wire items that stand in them in base64: pictures, and texts as files of their own (RFC 4648)."""

from __future__ import annotations

import binascii
from xml.etree.ElementTree import Element

from layout.base.codes import Code
from layout.base.messages import say
from layout.files.text import EncodingError, decode_any
from layout.intake.draft import Draft, FoundPicture
from layout.intake.xml import all_text, read_xml, root_name

_BEGINNINGS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"II*\0": ".tif", b"MM\0*": ".tif", b"GIF8": ".gif"}


def is_coded(notation: str) -> bool:
    """Tell whether what an item calls its encoding is base64."""
    return notation.lower().rpartition("/")[2].rpartition(":")[2] == "base64"


def read_coded(text: str, name: str, draft: Draft) -> tuple[str, Element | None]:
    """Read a part in base64: a picture goes to the draft, of a text its characters, and its tree if it is XML, return.

    What is neither goes to the list.
    """
    try:
        data = binascii.a2b_base64("".join(text.split()), strict_mode=True)
    except ValueError:
        data = b""
    for beginning, ending in _BEGINNINGS.items():
        if data.startswith(beginning):
            draft.pictures.append(FoundPicture(data, name or f"{draft.name}{ending}"))
            return "", None
    try:
        words = decode_any(data)[0]
    except EncodingError:
        words = ""
    if not words.strip() or "\0" in words:
        said = say("a part of the item that cannot be read was left out: {name}", name=name or "base64")
        draft.note(Code.IMPORT_LEFT_OUT, said, "".join(text.split())[:60], say("ask the sender what it is"))
        return "", None
    if root_name(data) and words.lstrip().startswith("<"):
        root = read_xml(data, name or draft.name)
        return all_text(root), root
    return words, None
