"""Words and choices that several rules share."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.messages import say
from layout.base.units import MM
from layout.pdf.facts import Colour, Fill, Painted, Stroke, Text
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


def quoted(text: str, most: int = 18) -> str:
    """Return the beginning of a text in quotes."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= most else f"“{text[:most]}…”"


def mm(points: float) -> str:
    """Return a length in millimetres."""
    return f"{points / MM:.2f} mm"


def colours_of(facts: Facts) -> Iterator[tuple[Painted, Colour]]:
    """Yield everything painted on the page with its colour; a text that is filled and stroked comes twice."""
    for fill in facts.printed.fills:
        yield fill, fill.colour
    for stroke in facts.printed.strokes:
        yield stroke, stroke.colour
    for text in facts.printed.texts:
        yield from ((text, colour) for colour in (text.fill, text.stroke) if colour is not None)


def kind_of(thing: Painted) -> str:
    """Return what a thing is, in a word or two."""
    if isinstance(thing, Text):
        return say("text {thing}", thing=quoted(thing.text))
    if isinstance(thing, Fill):
        return say("a gradient") if thing.gradient else say("an area")
    return say("a line") if isinstance(thing, Stroke) else say("a picture")
