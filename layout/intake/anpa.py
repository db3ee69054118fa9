"""Wire items in the form of ANPA 1312: what lines are is told by a caret before them and the sign they end with.

A header and a trailer in control characters, as IPTC 7901 has them; then the keyword line, lines for the head and the
desk, and paragraphs that begin with an indent. ``<`` ends a line, ``=`` a centred one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from layout.base.codes import Code
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.intake.draft import Aside, Draft, as_copy
from layout.intake.iptc7901 import wire_text
from layout.intake.plain import take_dateline
from layout.intake.wire import WITHOUT_TEXT

_ITEM = re.compile(rb"[\x16\s]*\x01([^\x02]{1,2000})\x02(?=[\s\x08]*\^)([^\x03]*)(?:\x03(.*))?", re.DOTALL)
_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FOR_THE_DESK = re.compile(
    r"(?:\w+ )?(?:photos?|graphics?|video)\b.*|eds?[:.].*|editor'?s'? note.*|with .*|[A-Z]{2,3}-[A-Z]{2}-[0-9].*",
    re.IGNORECASE,
)
_WRITERS = re.compile(
    r"(?:\S+ ){0,5}(?:writer|editor|correspondent|reporter|columnist|staff|critic|contributor|press)s?", re.IGNORECASE
)
"""What a line under a byline calls those who wrote."""
_CELLS = re.compile(r"[^;]*(?:;[^\s;][^;]*|;){2,}")
"""A row of a table whose cells semicolons part."""
_SUMMARY = 60
_RULE = re.compile(r"[_\s=]*")
_PARTS = re.compile(r"[\x1e\x1f]+")
_ROW = "\x08"
"""Begins a row of a table, whose cells are parted by the next two signs."""


def is_anpa(data: bytes) -> bool:
    """Tell whether a file is an item whose text begins with a caret between these control characters."""
    return _ITEM.match(data) is not None


def read_anpa(data: bytes, name: str, file: str) -> list[Draft | Aside]:
    """Return the story of one item. Raises ContentError if its encoding cannot be told."""
    if not is_anpa(data):
        raise ContentError(say("{file} is no item of ANPA 1312", file=file), say("ask for it again"))
    draft = Draft(name)
    whole = wire_text(data, draft, file).replace("\r\n", "\n").replace("\r", "\n")
    head, _, body = whole.partition("\x02")
    body, _, trailer = body.partition("\x03")
    told = [*head.split("\n")]
    lines = list(_lines(body))
    keyword, lines = lines[0], lines[1:]
    lines = _head(lines, draft, told)
    if "headline" not in draft.head:
        draft.set("headline", re.sub(r",\s*[0-9]*$", "", keyword[1]))
        draft.note(Code.IMPORT_HEADLINE, say("taken for the headline: the item has none but its keywords"), keyword[1])
    else:
        told.append(keyword[1])
    _body(lines, draft, told)
    told += trailer.split("\n")
    if data_of := list(filter(None, (" ".join(_SIGNS.sub(" ", line).split()) for line in told))):
        draft.more(Code.IMPORT_DATA, say("data of the item that no key of a story takes"), data_of)
    return [as_copy(draft, WITHOUT_TEXT)]


def _lines(body: str) -> Iterator[tuple[str, str]]:
    """Yield each line or paragraph: what it is (``<``, ``=``, a paragraph or a row of a table), and its text."""
    held: list[str] = []
    for line in body.split("\n"):
        begins = line[:1] in ("^", _ROW, " ", "\t") or not line.strip()
        if begins and held:
            yield _told(held)
            held = []
        if line.strip():
            held.append(line)
    if held:
        yield _told(held)


def _told(lines: Sequence[str]) -> tuple[str, str]:
    if lines[0].startswith(_ROW):
        return _ROW, lines[0][1:].removeprefix("^")
    text = " ".join(" ".join(lines).split())
    bare = _SIGNS.sub("", text).lstrip("^ ").rstrip()
    ending = bare[-1:]
    if not text.lstrip().startswith("^"):
        return "", bare.removesuffix("<").rstrip()
    return (ending if ending in ("<", "=") else "<"), (bare[:-1] if ending in ("<", "=") else bare).rstrip()


def _head(lines: list[tuple[str, str]], draft: Draft, told: list[str]) -> list[tuple[str, str]]:
    """Take the head from the lines before the first paragraph; return the others."""
    at = next((at for at, (kind, _) in enumerate(lines) if kind in ("", _ROW)), len(lines))
    by = False
    rest: list[tuple[str, str]] = []
    for kind, text in lines[:at]:
        if re.match(r"by\s", text, re.IGNORECASE) and "byline" not in draft.head:
            draft.set("byline", text)
            by = True
        elif by and kind == "=" and _WRITERS.fullmatch(text):
            if text.lower().endswith("press"):
                draft.set("source", text)
            else:
                told.append(text)
        elif (kind == "<" and _FOR_THE_DESK.fullmatch(text)) or any(_begins(text, each) for _, each in lines[at:]):
            told.append(text)  # or a summary that says what the text says again
        elif "headline" not in draft.head and not by:
            draft.set("headline", text)
        else:
            rest.append((kind, text))
    return rest + lines[at:]


def _begins(summary: str, text: str) -> bool:
    """Tell whether a line before the text is the beginning of one of its paragraphs, but for the dateline."""
    return len(summary) > _SUMMARY and summary[:_SUMMARY] in text


def _body(lines: Sequence[tuple[str, str]], draft: Draft, told: list[str]) -> None:
    """Read paragraphs, subheads and tables; what is for the desk is told."""
    rows: list[list[str]] = []
    signs: list[str] = []

    def settle() -> None:
        if rows:
            width = max(map(len, rows))
            if not draft.table([], [[""] * (width - len(row)) + row for row in rows]):
                for row in rows:
                    draft.text(" ".join(row))
            rows.clear()

    for kind, text in lines:
        if kind == _ROW or (kind == "" and _CELLS.fullmatch(text)):
            rows.append(_cells(text))
            continue
        settle()
        if _RULE.fullmatch(text) or (kind == "<" and _FOR_THE_DESK.fullmatch(text)):
            told.append(text)
        elif kind == "=":
            draft.subhead(_ours(text, signs))
        else:
            made = _ours(text, signs)
            draft.text(made if draft.blocks else take_dateline(made, draft))
    settle()
    if signs:
        said = say("signs of the wire were set as those of print: {signs}", signs=" ".join(dict.fromkeys(signs)))
        draft.note(Code.IMPORT_WIRE_SIGNS, said, "", say("see that it reads well"))


def _cells(row: str) -> list[str]:
    """Return the cells of a row: all that semicolons part, those with words that signs part."""
    if not _PARTS.search(row) and ";" in row:
        return [" ".join(_SIGNS.sub(" ", cell).split()) for cell in row.split(";")]
    cells = (" ".join(_SIGNS.sub(" ", cell).split()) for cell in _PARTS.split(row))
    return [cell for cell in cells if cell]


_WIRE = {"``": "“", "''": "”", " _ ": " — "}
"""Signs that older lines have for those of print."""


def _ours(text: str, signs: list[str]) -> str:
    for theirs, ours in _WIRE.items():
        if theirs in text:
            signs.append(theirs.strip())
            text = text.replace(theirs, ours)
    return text
