"""What may be used to make copy fit (a paragraph a line shorter, a head a row higher, ...), as it is told to people.

A page is looked for among thousands of shapes, each with its levers: so every lever is made once.
"""

from __future__ import annotations

from functools import cache

from layout.base.messages import Message, say, word
from layout.edition.blocks import InsetPlace

BESIDE_HEAD = say("picture beside the head")


@cache
def paragraph(number: int, lines: int) -> Message:
    """A paragraph, counted from 1, is set so many lines longer, or shorter."""
    return say("paragraph {n} {more:+d} line", n=number, more=lines)


@cache
def subhead(number: int, rows: int) -> Message:
    """A block that is a subhead, counted from 1, has so many rows more above it."""
    return say("subhead {n} {more:+d} row", n=number, more=rows)


@cache
def head(rows: int) -> Message:
    """The head has so many rows more."""
    return say("head +{more:row|rows}", more=rows)


@cache
def picture_rows(rows: int) -> Message:
    """Pictures are so many rows higher, or lower."""
    return say("picture {more:+d} rows", more=rows)


@cache
def picture_columns(columns: int) -> Message:
    """Pictures are so many columns wider, or narrower."""
    if abs(columns) == 1:
        return say("picture {more:+d} column", more=columns)
    return say("picture {more:+d} columns", more=columns)


@cache
def boxes(place: InsetPlace, columns: int) -> Message:
    """Boxes stand at a place of the story, over so many columns."""
    where = word(place.value.replace("-", " "))
    if columns == 1:
        return say("boxes at the {place}", place=where)
    return say("boxes at the {place}, {n} columns wide", place=where, n=columns)


@cache
def quotes(count: int) -> Message:
    """So many pull quotes are taken from the text."""
    return say("{n:pull quote|pull quotes} from the text", n=count)


@cache
def empty(rows: int) -> Message:
    """So many rows stay empty, and no column has many of them."""
    return say("{n:row|rows} empty, shared out over the columns", n=rows)
