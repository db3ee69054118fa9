"""What lines are: broken at a width and to be joined, paragraphs, or lines that the copy itself ends."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from layout.base.text import is_wide

END = re.compile(r"[。！？…!?.：:；;][”’\"'」』）)\]】]*$")
"""How a sentence, or a part of one, ends."""
INDENT = re.compile(r"[\u3000\u00a0\t]| {2}")
"""How the first line of a paragraph begins where lines are wrapped."""

SHORT = 22
"""A line of at most so many han characters may be a subhead, a line of verse or of an address."""
_LONGEST_WRAPPED = 60
"""No line is wrapped at more han characters; what is longer was not broken at all."""
_CAPITALS = 0.8
"""So many of the lines begin with a capital in verse and addresses, and in no wrapped prose."""


def width(text: str) -> float:
    """Return how long text is, in han characters: other letters count half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5 for character in text)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether lines were broken at a width: most that a line follows are long and end amid a sentence.

    An empty line parts paragraphs. Verse, whose lines begin with capitals each, is none.
    """
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    if not pairs:
        return False
    longest = max(width(line.strip()) for line, _ in pairs)
    broken = [
        (line, after)
        for line, after in pairs
        if not END.search(line.rstrip()) and width(line.strip()) > 0.7 * longest and not INDENT.match(after)
    ]
    capitals = [after for _, after in broken if after.strip()[0].isupper()]
    if len(broken) > 1 and len(capitals) >= _CAPITALS * len(broken) and longest <= 2 * SHORT:
        return False
    return 10 < longest <= _LONGEST_WRAPPED and len(broken) > len(pairs) / 2 and (len(pairs) > 1 or longest > SHORT)


def stands_alone(text: str) -> bool:
    """Tell whether a line is short enough for verse or an address."""
    return width(text.strip()) <= SHORT


def runs(lines: Sequence[str], least: int) -> Iterator[tuple[int, int]]:
    """Yield [first, after the last) of what goes together in lines that are not wrapped.

    So many short lines or more in a row are written as one, with breaks between them; every other line is alone.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and stands_alone(lines[end]):
            end += 1
        if end - at >= least:
            yield at, end
            at = end
        else:
            yield from ((number, number + 1) for number in range(at, max(end, at + 1)))
            at = max(end, at + 1)


def between(before: str, after: str) -> str:
    """Return what parts two lines of a cell: nothing if a mark does, else a semicolon of their script."""
    if not before or before[-1] in "，。、；：！？…（《“":
        return ""
    if before[-1] in ",.;:!?-–(/":
        return " "
    return "；" if is_wide(before[-1]) or is_wide(after[0]) else "; "
