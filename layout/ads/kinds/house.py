"""The paper's own ad: a name as the head, claims, a list of services, a line in a bar, contacts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from layout.ads.blocks import bar, claims, head
from layout.ads.borders import frame
from layout.ads.frame import rule
from layout.ads.kit import Kit
from layout.ads.listing import services
from layout.ads.palette import Palette
from layout.ads.phones import contacts
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST_REVERSED, height, measure
from layout.ads.stack import Block, Item, Laid, Stacked, stack
from layout.base.units import Rect
from layout.edition.model import HouseAd
from layout.scene.shapes import Panel, Shape

_TITLE = 25.0
_CLAIM = 13.0
_SERVICE = 13.0
_TAB = 14.0
_HIGHLIGHT = 15.5
_NUMBER = 20.0
_HALVES = 0.85
"""Sizes at scale 1 (pt): they suit three base columns by sixteen rows. Two halves must be
this much better to be taken: a name across the whole measure carries further."""


def compose(ad: HouseAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a house ad in its frame. Raises TooTight or MissingGlyph naming a field."""
    palette = kit.palette
    border = frame(box, ad.border, ad.corners, palette.ink)
    inside = border.inside.inset(min(9.0, 0.05 * min(box.width, box.height)))
    found: list[Stacked] = []
    tight: TooTight | None = None
    for compact in (False, True):
        for arrange in (_column, _halves):
            try:
                found.append(arrange(ad, inside, palette, compact))
            except TooTight as error:
                tight = error
        if found:
            break
    if not found:
        raise tight or TooTight("title")
    return (*border.shapes, *max(found, key=lambda stacked: stacked.merit).shapes)


def _top(ad: HouseAd, palette: Palette) -> list[Item]:
    items = [Item(head(ad.title, "title", _TITLE, palette), weight=3)]
    if ad.claims:
        items.append(Item(claims(ad.claims, "claims", _CLAIM, palette), gap=8))
    return items


def _offer(ad: HouseAd, palette: Palette, compact: bool) -> list[Item]:
    items = []
    if ad.services:
        items.append(Item(_services(ad, palette, compact), gap=9))
    if ad.highlight:
        items.append(Item(bar(ad.highlight, "highlight", _HIGHLIGHT, palette, palette.accent), gap=9))
    return items


def _numbers(ad: HouseAd, palette: Palette) -> list[Item]:
    return [Item(contacts(ad.contacts, _NUMBER, palette), gap=9, weight=2)]


def _column(ad: HouseAd, box: Rect, palette: Palette, compact: bool) -> Stacked:
    return stack([*_top(ad, palette), *_offer(ad, palette, compact), *_numbers(ad, palette)], box)


def _halves(ad: HouseAd, box: Rect, palette: Palette, compact: bool) -> Stacked:
    offer = _offer(ad, palette, compact)
    if not offer:
        raise TooTight("title")
    gap = min(24.0, box.width * 0.04)
    left = box.width * 0.56 - gap / 2
    right = box.width - left - gap
    one = stack([*_top(ad, palette), *_numbers(ad, palette)], Rect(box.x, box.y, left, box.height))
    other = stack(offer, Rect(box.right - right, box.y, right, box.height))
    divider = rule(box.x + left + gap / 2, box.y, box.height, 0.5, palette.ink, upright=True)
    return Stacked((*one.shapes, divider, *other.shapes), _HALVES * (one.merit**3 * other.merit) ** 0.25)


def _services(ad: HouseAd, palette: Palette, compact: bool) -> Block:
    """Return the services under their title or, where it is wide enough, beside it in an upright tab."""
    grid = services(ad.services, "services", _SERVICE, palette, compact=compact)
    if not ad.services_title:
        return grid
    title = measure(ad.services_title, palette.strong, "services_title")

    def lay(width: float, scale: float) -> Laid:
        size = max(_TAB * scale, SMALLEST_REVERSED)
        options = []
        if width >= 18 * size:
            # Beside the list the title stands in two lines; where the list is low, in one.
            half = (len(ad.services_title) + 1) // 2
            for parts in ((ad.services_title[:half], ad.services_title[half:]), (ad.services_title,)):
                with suppress(TooTight):
                    options.append(_tab_beside([part for part in parts if part], width, scale, size))
        if options:
            return min(options, key=lambda laid: laid.height)
        return _tab_above(width, scale, min(size, width / (title.width + 1)))

    def _tab_beside(parts: Sequence[str], width: float, scale: float, size: float) -> Laid:
        lines = [measure(part, palette.strong, "services_title") for part in parts]
        top, bottom = height(lines)
        tab = (max(line.width for line in lines) + 1.1) * size
        inside = grid(width - tab - 1.2 * size, scale)
        step = (top - bottom + 0.25) * size
        tall = step * (len(lines) - 1) + (top - bottom) * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            panel = Rect(box.x, box.y, tab, box.height)
            first = box.y + (box.height - tall) / 2 + top * size
            middle = box.x + tab / 2
            return (
                Panel(panel, palette.ink),
                *(
                    line.at(
                        middle,
                        first + n * step,
                        size,
                        palette.paper,
                        "services_title",
                        align=0.5,
                        reversed=True,
                    )
                    for n, line in enumerate(lines)
                ),
                *inside.paint(Rect(panel.right + 1.2 * size, box.y, box.width - tab - 1.2 * size, box.height)),
            )

        return Laid("services", max(inside.height, tall + 0.7 * size), inside.ratio, paint, stretch=1.0)

    def _tab_above(width: float, scale: float, size: float) -> Laid:
        if size < SMALLEST_REVERSED:
            raise TooTight("services_title")
        inside = grid(width, scale)
        strip = (title.top - title.bottom + 0.7) * size
        gap = 0.6 * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            panel = Rect(box.x, box.y, box.width, strip)
            rest = Rect(box.x, panel.bottom + gap, box.width, box.height - strip - gap)
            return (
                Panel(panel, palette.ink),
                title.spread(0.25).centred(
                    box.x + box.width / 2,
                    box.y + strip / 2,
                    size,
                    palette.paper,
                    "services_title",
                    reversed=True,
                ),
                *inside.paint(rest),
            )

        return Laid("services", strip + gap + inside.height, inside.ratio, paint, stretch=1.0)

    return lay
