"""Notices set alike: the same sizes, leading and white for all that stand side by side, the least that each can hold.

A notice is a stack of parts. Where several are set alike their heads stand at one height, and so do their first lines;
what one lacks goes above who signs it, and below. White that is left over stands around the whole, more of it below:
so it looks to be in the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from layout.base.units import Rect, summed
from layout.design.ads import AlikeTokens
from layout.edition.ads import Ad
from layout.scene.shapes import Shape


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a notice: its height and the least white above it, pt, and how it is drawn in a box of that height.

    ``foot`` is that of who signs: it stands at the foot of the notice rather than close under its text.
    """

    height: float
    gap: float
    paint: Callable[[Rect], tuple[Shape, ...]]
    foot: bool = False


Parts = Sequence[Part]


def needed(parts: Parts) -> float:
    """Return the least height of a notice, pt."""
    return summed(part.height for part in parts) + summed(part.gap for part in parts[1:])


def place_alike(notices: Sequence[Parts], boxes: Sequence[Rect], em: float, tokens: AlikeTokens) -> Iterator[Shape]:
    """Yield the shapes of notices in boxes of one height, which hold them; ``em`` is the size of their text, pt."""
    spare = [box.height - needed(parts) for parts, box in zip(notices, boxes, strict=True)]
    gaps = [summed(part.gap for part in parts[1:]) for parts in notices]
    # The gaps grow first, by no more than the fullest can hold, and take half of the white there is.
    grown = min([tokens.most_gap, *(1 + left / 2 / white for left, white in zip(spare, gaps, strict=True) if white)])
    rest = [max(0.0, left - (grown - 1) * white) for left, white in zip(spare, gaps, strict=True)]
    top = min(rest) * tokens.above
    for parts, box, left in zip(notices, boxes, rest, strict=True):
        y = box.y + top
        foot, most = left - min(rest), tokens.foot * em
        foot = foot if foot <= most else most / 2  # clearly less, as a little less looks like a mistake
        for number, part in enumerate(parts):
            if number:
                y += part.gap * grown + (foot if part.foot else 0.0)
            yield from part.paint(Rect(box.x, y, box.width, part.height))
            y += part.height


def fellows(ads: Sequence[tuple[Ad, float, float]]) -> Mapping[str, tuple[Ad, ...]]:
    """Return, by their ids, the other ads of a page that each is set alike with: of its kind and of its module.

    ``ads`` are those of the page that may be set alike, each with the width and height it stands in, pt.
    """
    return {
        ad.id: tuple(
            other for other, *size in ads if other.id != ad.id and other.kind == ad.kind and size == [width, height]
        )
        for ad, width, height in ads
    }
