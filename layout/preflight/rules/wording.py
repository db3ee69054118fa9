"""Words and choices that several rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.pdf.facts import Colour, Fill, Painted, Stroke, Text, overlap
from layout.preflight.facts import Facts

ISO_15930_4 = "ISO 15930-4 (PDF/X-1a:2003)"
ISO_15930_7 = "ISO 15930-7 (PDF/X-4)"
BOTH_X = "ISO 15930-4 and ISO 15930-7"
ISO_12647_3 = "ISO 12647-3 (coldset newspaper printing)"
GHENT = "Ghent Workgroup, newspaper ads"
CLREQ = "W3C, Requirements for Chinese Text Layout"
OUR_OWN = "our own"

SIZE_PLAY = 0.01
"""Sizes and widths that fall short by this little, pt, are rounding."""

Thing = TypeVar("Thing", bound=Painted)


def quoted(text: str, most: int = 18) -> str:
    """Return the beginning of a text in quotes."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= most else f"“{text[:most]}…”"


def mm(points: float) -> str:
    """Return a length in millimetres."""
    return f"{points / MM:.2f} mm"


def meets_bleed(facts: Facts, rect: Rect) -> bool:
    """Tell whether a rectangle reaches into what may be printed on the page; what stands beside it is the sheet's."""
    shared = overlap(rect, facts.bleed)
    return shared is not None and (shared.width > 0 or rect.width == 0) and (shared.height > 0 or rect.height == 0)


def on_page(facts: Facts, things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield the things that reach into trim or bleed."""
    return (thing for thing in things if meets_bleed(facts, thing.rect))


def texts_of(facts: Facts) -> Iterator[Text]:
    """Yield the page's texts that are more than blanks."""
    return (text for text in on_page(facts, facts.texts) if text.text.strip())


def colours_of(facts: Facts) -> Iterator[tuple[Painted, Colour]]:
    """Yield everything painted on the page with its colour; a text that is filled and stroked comes twice."""
    for thing in on_page(facts, facts.fills):
        yield thing, thing.colour
    for stroke in on_page(facts, facts.strokes):
        yield stroke, stroke.colour
    for text in texts_of(facts):
        yield from ((text, colour) for colour in (text.fill, text.stroke) if colour is not None)


def kind_of(thing: Painted) -> str:
    """Return what a thing is, in a word or two."""
    if isinstance(thing, Text):
        return say("text {thing}", thing=quoted(thing.text))
    if isinstance(thing, Fill):
        return say("a gradient") if thing.gradient else say("an area")
    return say("a line") if isinstance(thing, Stroke) else say("a picture")
