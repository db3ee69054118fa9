"""Elements between three colons, ``::: facts 标题`` to ``:::``: where they begin and end, and their options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from layout.base.messages import listed, reason, say
from layout.edition.blocks import HALF, InsetPlace

_EDGE = re.compile(r" {0,3}:::+[ \t]*(?P<rest>\S.*)?$")
OPTIONAL = re.compile(r"[ \t]*(?<!\\)\{(?:optional|可删)\}[ \t]*$")
"""The mark at the end of a paragraph, a subhead or an element's opening line: it may be left out."""
SIGNATURE = re.compile(r"[ \t]*(?<!\\)\{(?:signature|署名)\}[ \t]*$")
"""The mark at the end of a paragraph that says who wrote what stands above it."""
SAID_BY = re.compile(r"(?:[—–―]+|--+)\s*(\S.*)")
"""A last line that says who said or wrote it."""
TYPED_DASH = re.compile(r"[-\u2212]\s*(?=[^\W\d_])")
"""What typists put for a dash before a name."""
LONGEST_SIGNATURE = 80
"""Characters of a signature without a mark: more are a paragraph that begins with a dash, as speech does in many
languages."""
TEXT_ENDS = re.compile(r"[.。！？!?…][*\"'”’」』）)\]]*[ \t\\]*$")
"""The end of a text below which a line that signs it may stand."""
_OPTION = re.compile(r"(?P<key>[a-z]+)=(?P<value>\S+)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a body: ordinary text if ``opening`` is None, else what stands between two lines of colons.

    ``line`` is the first line of ``text``, counted from the body's first as 0; the opening stands one line above it.
    ``closed`` is False where the end is missing.
    """

    opening: str | None
    text: str
    line: int
    closed: bool = True


def split_containers(text: str) -> Iterator[Part]:
    """Split a body at its lines of colons. A line that only closes, with nothing open, is an empty part."""
    lines = text.split("\n")
    start, opening = 0, None
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        found = None if fence else _EDGE.match(line)
        if found is None:
            continue
        if opening is None:
            yield Part(None, "\n".join(lines[start:number]), start)
            if found["rest"] is None:
                yield Part("", "", number + 1, closed=False)
            else:
                opening = found["rest"].strip()
        else:
            yield Part(opening, "\n".join(lines[start:number]), start, closed=found["rest"] is None)
            opening = None if found["rest"] is None else found["rest"].strip()
        start = number + 1
    yield Part(opening, "\n".join(lines[start:]), start, closed=opening is None)


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening line read: the element's name as written, its title, its width and place, what is wrong with it."""

    name: str
    title: str
    options: dict[str, Any]
    problem: str = ""


def read_opening(written: str) -> Opening:
    """Read what stands after the colons, or after the backticks of a chart: a name, a title, options at the end."""
    bare = OPTIONAL.sub("", written)
    options: dict[str, Any] = {"optional": True} if bare != written else {}
    words = bare.split()
    problem = ""
    while len(words) > 1 and (found := _OPTION.fullmatch(words[-1])):
        words.pop()
        try:
            options[found["key"]] = _option(found["key"], found["value"])
        except ValueError as error:
            problem = reason(error)
    # The mark may stand before the options, too.
    if len(words) > 1 and OPTIONAL.fullmatch(words[-1]):
        options |= {"optional": True}
        words.pop()
    return Opening(words[0], " ".join(words[1:]), options, problem)


def _option(key: str, value: str) -> object:
    places = [str(place) for place in InsetPlace]
    if key == "columns" and (value == HALF or (value.isdecimal() and 1 <= int(value) <= 16)):
        return value if value == HALF else int(value)
    if key == "place" and value in places:
        return InsetPlace(value)
    if key == "columns":
        raise ValueError(say("columns={value} is no width: a number of columns from 1 to 16, or half", value=value))
    if key == "place":
        raise ValueError(say("place={value} is no place: {places}", value=value, places=listed(places)))
    raise ValueError(say("{key}= is no option: the options are columns= and place=", key=key))
