"""Wire items as agencies send them over lines: IPTC 7901, and the ANPA form that is like it.

A header, the text between STX and ETX, and a trailer, each in its control characters (IPTC 7901, 1.5).
"""

from __future__ import annotations

import re

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.files.text import EncodingError, decode_any, decode_western
from layout.intake.draft import Aside, Draft, as_copy
from layout.intake.lines import stands_alone
from layout.intake.plain import read_text
from layout.intake.wire import WITHOUT_TEXT

_ITEM = re.compile(rb"[\x16\s]*\x01([^\x02]{0,2000})\x02([^\x03]*)(?:\x03(.*))?", re.DOTALL)
_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HEADED = re.compile(r"\s*((?:[^\n]*\S[^\n]*\n){0,3}?[^\n]*?)[ \t]*([=+])[ \t\r]*\n")
"""Lines before the sign that agencies end a headline with."""
_NOTES = re.compile(r"^#.*", re.MULTILINE | re.DOTALL)
"""What stands under a line that begins with ``#`` is for the desk (dpa)."""


def is_item(data: bytes) -> bool:
    """Tell whether a file is an item between these control characters."""
    return _ITEM.match(data) is not None


def wire_text(data: bytes, draft: Draft, file: str) -> str:
    """Return the text of an item as it came over a line; western lines are in Windows-1252, which is told.

    Raises ContentError if its encoding cannot be told.
    """
    data = data.replace(b"\0", b"")
    try:
        return decode_any(data)[0]
    except EncodingError as error:
        if not (text := decode_western(data)):
            raise ContentError(say("{file} {error}", file=file, error=error), error.hint) from error
        said = say("the file is {encoding}", encoding="Windows-1252")
        draft.note(Code.IMPORT_ENCODING, said, "", say("look at one paragraph whether it reads well"))
        return text


def read_item(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the story of one item. Raises ContentError if its encoding cannot be told."""
    found = _ITEM.match(data)
    if found is None:
        raise ContentError(say("{file} is no item of IPTC 7901", file=file), say("ask for it again"))
    draft = Draft(name)
    text = wire_text(data, draft, file)
    head, body = text.split("\x02", 1)
    body, _, trailer = body.partition("\x03")
    body = _SIGNS.sub("", body)
    marked = _HEADED.match(body)
    above: list[str] = []
    if marked:
        lines_of_head = marked[1].split("\n")
        while len(lines_of_head) > 1 and stands_alone(lines_of_head[0]):
            above.append(lines_of_head.pop(0))
        draft.set("headline", "\n".join(lines_of_head))
        body, above = body[marked.end() :], [*above, marked[2]]
    notes = _NOTES.search(body)
    lines = [*head.split("\n"), *above, *(notes[0].split("\n") if notes else ()), *trailer.split("\n")]
    told = [" ".join(_SIGNS.sub(" ", line).split()) for line in lines]
    read_text(_NOTES.sub("", body), draft)
    if any(told):
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), filter(None, told))
    return [as_copy(draft, WITHOUT_TEXT)]
