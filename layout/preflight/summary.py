"""What a page from anywhere holds, in a few figures: its boxes, inks, fonts, pictures, finest lines, smallest type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from layout.base.units import Rect
from layout.pdf.facts import Colour, Page
from layout.pdf.ink import PageInk
from layout.preflight.facts import THIN, Facts

_SHOWN = 24
"""Characters of the smallest type that are told."""
_UNTOLD = "\N{REPLACEMENT CHARACTER}"
"""Stands for a character that the file does not tell."""
_LEAST_TYPE = 0.05
"""Type below this, pt, is not seen: it is written for machines."""


@dataclass(frozen=True, slots=True)
class BoxSizes:
    """Width and height of the page's boxes, pt, as the page lies; None where there is none. ``bleed`` beyond the trim,
    pt, is that of the narrowest side."""

    media: tuple[float, float] | None
    trim: tuple[float, float] | None
    bleed: float | None
    rotate: int = 0


@dataclass(frozen=True, slots=True)
class UsedInk:
    """An ink that prints somewhere: the part of the trim that it covers, per cent, None where that was not measured."""

    name: str
    cover: float | None


@dataclass(frozen=True, slots=True)
class UsedFont:
    """A font and the sizes it is shown in, pt; both are 0 if its text is not seen."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class UsedPicture:
    """A picture: pixels across and down, the least of its pixels per inch, its colours, how it is packed, where."""

    width: int
    height: int
    ppi: float
    colours: str
    codecs: tuple[str, ...]
    rect: Rect


@dataclass(frozen=True, slots=True)
class Smallest:
    """The thinnest line or the smallest type: pt, where, and what it says."""

    size: float
    rect: Rect
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageSummary:
    """The figures of a page. ``most_ink`` is the largest sum of inks of any spot, ``broad_ink`` that of an area, per
    cent; None where no plate could be made. ``foreign`` are the colours that are on no plate."""

    boxes: BoxSizes
    inks: tuple[UsedInk, ...]
    most_ink: float | None
    broad_ink: float | None
    foreign: tuple[str, ...]
    fonts: tuple[UsedFont, ...]
    pictures: tuple[UsedPicture, ...]
    transparency: tuple[str, ...]
    thinnest: Smallest | None
    smallest: Smallest | None


def summary_of(facts: Facts, ink: PageInk | None) -> PageSummary:
    """Return the figures of a page; ``ink`` is what was measured of its plates, if that could be done."""
    return PageSummary(
        boxes=_boxes(facts),
        inks=tuple(_inks(facts, ink)),
        most_ink=ink.most if ink else None,
        broad_ink=ink.broad if ink else None,
        foreign=ink.unknown if ink else (),
        fonts=tuple(_fonts(facts)),
        pictures=tuple(
            UsedPicture(one.width, one.height, round(min(one.ppi), 1), str(one.family), one.codecs, one.rect)
            for one in facts.printed.images
            if not one.mask
        ),
        transparency=tuple(dict.fromkeys(one.what for one in facts.see_through)),
        thinnest=min(_lines(facts), key=lambda one: one.size, default=None),
        smallest=min(_types(facts), key=lambda one: one.size, default=None),
    )


def _boxes(page: Page) -> BoxSizes:
    boxes, turned = page.boxes, page.boxes.rotate % 180 == 90

    def size(box: tuple[float, float, float, float] | None) -> tuple[float, float] | None:
        if box is None:
            return None
        width, height = (box[2] - box[0]) * boxes.unit, (box[3] - box[1]) * boxes.unit
        return (height, width) if turned else (width, height)

    bleed = None
    if boxes.trim and boxes.bleed:
        out = (*(trim - far for trim, far in zip(boxes.trim[:2], boxes.bleed[:2], strict=True)),)
        out += (*(far - trim for trim, far in zip(boxes.trim[2:], boxes.bleed[2:], strict=True)),)
        bleed = max(0.0, min(out) * boxes.unit)
    return BoxSizes(size(boxes.media), size(boxes.trim), bleed, boxes.rotate)


def _inks(facts: Facts, ink: PageInk | None) -> Iterator[UsedInk]:
    """Yield the inks that print on the trim: those measured, and spots that colours of the page name beside them."""
    measured = ink.plates if ink else {}
    yield from (UsedInk(name, cover) for name, cover in measured.items() if cover > 0)
    spots = (name for one in _colours(facts) for name, tone in one.spots if tone > 0)
    yield from (UsedInk(name, None) for name in dict.fromkeys(spots) if name not in measured)


def _colours(facts: Facts) -> Iterator[Colour]:
    printed = facts.printed
    yield from (one.colour for one in printed.fills)
    yield from (one.colour for one in printed.strokes)
    yield from (each for one in printed.texts for each in (one.fill, one.stroke) if each)


def _fonts(facts: Facts) -> Iterator[UsedFont]:
    sizes: dict[str, list[float]] = defaultdict(list)
    for one in facts.printed.texts:
        sizes[one.font].append(one.size)
    for font in facts.fonts:
        shown = sizes.get(font.name) or [0.0]
        yield UsedFont(font.name, font.kind, font.embedded, font.subset, round(min(shown), 2), round(max(shown), 2))


def _lines(facts: Facts) -> Iterator[Smallest]:
    for stroke in facts.printed.strokes:
        if not stroke.colour.is_paper:
            yield Smallest(round(stroke.width, 3), stroke.rect)
    for fill in facts.printed.fills:
        if fill.exact and not fill.thinned and fill.thickness <= THIN and not fill.colour.is_paper:
            yield Smallest(round(fill.thickness, 3), fill.rect)


def _types(facts: Facts) -> Iterable[Smallest]:
    for one in facts.printed.texts:
        if one.colour is not None and one.size > _LEAST_TYPE:
            told = "" if _UNTOLD in one.text else one.text.strip()[:_SHOWN]
            yield Smallest(round(one.size, 2), one.rect, told)
