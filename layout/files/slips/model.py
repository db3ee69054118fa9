"""What a slip is, what is made of a document with slips, and the value that is read at the moment."""

from __future__ import annotations

from dataclasses import dataclass

from layout.base.codes import Code, Severity
from layout.base.messages import say

MOST_SHOWN = 60
MOST_TO_PASTE = 400
"""Characters: of what a message quotes, and of a line that a hint gives to be pasted, such as a classified entry's."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its line, counted from 0, and what is said of it. A remark changes nothing."""

    line: int
    code: Code
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Righted:
    """A document of as many lines as it had, the slips in it put right. ``unsure`` if an indent had to be guessed."""

    text: str
    slips: tuple[Slip, ...] = ()
    unsure: bool = False
    cut: frozenset[int] = frozenset()
    """Lines with a bracket that is not closed, from 0: what stands in it could not be read, nor can it be judged."""


@dataclass(slots=True)
class Value:
    """The value of a key or an item of a list, on the line it begins on."""

    number: int
    start: int
    """Where it begins in its line."""
    column: int
    """Of the group or list it belongs to: what is indented deeper is part of it."""
    shown: str
    """What stands before it, for hints."""
    of_names: bool = False
    """Whether it can be no copy: see OF_NAMES."""


def short(text: str, most: int = MOST_TO_PASTE) -> str:
    """Return a text, cut to so many characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def quoted(text: str) -> str:
    """Return a text as it is to be written in YAML to be nothing but a text."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def quote_hint(at: Value, text: str) -> str:
    """Return the hint to put a value between quotes."""
    return say("put the text between quotes: {line}", line=short(f"{at.shown}{quoted(text)}"))
