"""What the PDF for readers is made of: where text and pictures stand on its pages, and the structure they belong to.

Points from the trim's top left, y downwards. Lines and areas are told apart by what they are, not by their values:
each stands on its page once.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from layout.base.units import Rect


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A composed line: its left end, baseline, width and size, and its words.

    ``cuts`` are offsets in its text at which it is parted, for links and readings in it. ``spaced`` tells that a space
    is read after it: the line's end stands for one. ``read`` tells that readings stand over parts of it.
    """

    x: float
    baseline: float
    width: float
    size: float
    text: str
    cuts: tuple[int, ...] = ()
    spaced: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A place that nobody composed lines in: an ad, a picture, a chart, or what a template prints by itself.

    A ``whole`` one is one thing with all that is drawn in it. Of any other the texts are read, each by itself.
    """

    rect: Rect
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bit:
    """A part of a line: the one after so many of its cuts."""

    line: Line
    number: int = 0


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings (ruby) that stand over parts of lines."""

    over: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a link leads in the document: a page and a point of it."""

    page: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the structure by its standard type (ISO 32000-1, 14.8.4), with what it holds in reading order.

    ``alt`` stands for what cannot be read, ``box`` is where that is. ``target`` is where a Link leads, an address or a
    spot, and ``said`` tells so. ``language`` is given where it is another one than around it. A node in which nothing
    is found on its page is left out.
    """

    tag: str
    kids: tuple[Kid, ...] = ()
    alt: str = ""
    language: str = ""
    box: Rect | None = None
    target: Spot | str = ""
    said: str = ""


Kid: TypeAlias = Node | Bit | Area | Readings


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page: its number, its finished PDF, its structure, and what its heading may be printed as by the template.

    The first text that is one of the ``headings`` is the page's heading; it is read first. ``left`` is where its trim
    begins in what is told of it, pt: the right-hand page of a spread is told from the trim of the page ``beside`` it,
    whose structure holds what stands on both.
    """

    id: str
    path: Path
    nodes: tuple[Node, ...]
    headings: tuple[str, ...] = ()
    left: float = 0.0
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline, and those under it."""

    title: str
    spot: Spot
    under: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Booklet:
    """The edition for readers: its pages in order and its outline. ``language`` is as RFC 5646 has it."""

    title: str
    paper: str
    language: str
    date: datetime.date
    pages: tuple[ReadPage, ...]
    bookmarks: tuple[Bookmark, ...] = ()
