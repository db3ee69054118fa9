"""The paper's own ad: a name as the head, claims, a list of services, a line in a bar, contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Annotated

from pydantic import Field

from layout.ads.blocks import bar, claims, head
from layout.ads.borders import frame
from layout.ads.frame import rule
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.listing import services
from layout.ads.palette import Palette
from layout.ads.phones import contacts
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST_REVERSED, Line, height, measure, one_too_wide, wrap
from layout.ads.stack import Block, Item, Laid, Stacked, stack
from layout.base.messages import Message, say
from layout.base.units import Rect
from layout.edition.ads import Border, Contact, FramedAd
from layout.edition.blocks import Text
from layout.scene.shapes import Panel, Shape


class HouseAd(FramedAd):
    """The paper's own ad: a name, claims, a list of services, a contact block."""

    border: Border = "thick-thin"
    title: Text
    claims: Annotated[tuple[Text, ...], Field(max_length=6)] = ()
    services_title: str = ""
    services: Annotated[tuple[Text, ...], Field(max_length=24)] = ()
    highlight: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=6)]

    def idle(self) -> Iterator[tuple[str, Message, Message]]:
        """Yield keys that are given and have no effect beside the others: the key, why, and what to do."""
        yield from super().idle()
        if self.services_title and not self.services:
            yield "services_title", say("there are no services under it"), say("add services:, or take it out")


_HALVES = 0.85
"""Two halves must be so much better to be taken: a name across the whole measure carries further."""


def compose(ad: HouseAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a house ad in its frame. Raises TooTight or MissingGlyph naming a field."""
    palette = kit.palette
    border = frame(box, ad.border, ad.corners, palette.ink, palette.tokens.border)
    inside = border.inside.inset(palette.tokens.house.inset(box.width, box.height))
    sparse = not (ad.claims or ad.services or ad.highlight)
    most = palette.tokens.house.most_scale(box.width, box.height, sparse=sparse)
    found: list[Stacked] = []
    tight: TooTight | None = None
    for compact in (False, True):
        for arrange in (_column, _halves):
            try:
                found.append(arrange(ad, inside, palette, compact, most))
            except TooTight as error:
                tight = error
        if found:
            break
    if not found:
        raise tight or TooTight("title")
    return (*border.shapes, *max(found, key=lambda stacked: stacked.merit).shapes)


def _top(ad: HouseAd, palette: Palette) -> list[Item]:
    tokens = palette.tokens.house
    items = [Item(head(ad.title, "title", tokens.title, palette, most_lines=tokens.title_lines), weight=3)]
    if ad.claims:
        items.append(Item(claims(ad.claims, "claims", tokens.claim, palette), gap=tokens.claim_gap))
    return items


def _offer(ad: HouseAd, palette: Palette, compact: bool) -> list[Item]:
    tokens, items = palette.tokens.house, []
    if ad.services:
        items.append(Item(_services(ad, palette, compact), gap=tokens.gap))
    if ad.highlight:
        highlight = bar(ad.highlight, "highlight", tokens.highlight, palette, palette.accent)
        items.append(Item(highlight, gap=tokens.gap))
    return items


def _numbers(ad: HouseAd, palette: Palette) -> list[Item]:
    tokens = palette.tokens.house
    return [Item(contacts(ad.contacts, tokens.number, palette), gap=tokens.gap, weight=2)]


def _column(ad: HouseAd, box: Rect, palette: Palette, compact: bool, most: float) -> Stacked:
    items = [*_top(ad, palette), *_offer(ad, palette, compact), *_numbers(ad, palette)]
    return stack(items, box, palette.tokens.stack, most, keeps=True)


def _halves(ad: HouseAd, box: Rect, palette: Palette, compact: bool, most: float) -> Stacked:
    offer = _offer(ad, palette, compact)
    if not offer:
        raise TooTight("title")
    tokens, stacking = palette.tokens.house, palette.tokens.stack
    gap = min(tokens.halves_gap, box.width * tokens.halves_gap_share)
    left = box.width * tokens.left - gap / 2
    right = box.width - left - gap
    one = stack(
        [*_top(ad, palette), *_numbers(ad, palette)], Rect(box.x, box.y, left, box.height), stacking, most, keeps=True
    )
    other = stack(offer, Rect(box.right - right, box.y, right, box.height), stacking, most)
    divider = rule(box.x + left + gap / 2, box.y, box.height, palette.tokens.rule, palette.ink, upright=True)
    return Stacked((*one.shapes, divider, *other.shapes), _HALVES * (one.merit**3 * other.merit) ** 0.25)


def _services(ad: HouseAd, palette: Palette, compact: bool) -> Block:
    """Return the services under their title or, where it is wide enough, beside it in an upright tab."""
    tokens = palette.tokens.house
    grid = services(ad.services, "services", tokens.service, palette, compact=compact)
    if not ad.services_title:
        return grid
    title = measure(ad.services_title, palette.strong, "services_title")

    def lay(width: float, scale: float) -> Laid:
        size = max(tokens.tab * scale, SMALLEST_REVERSED)
        options = []
        if width >= tokens.tab_beside * size:
            # Beside the list the title stands in two lines; where the list is low, in one.
            for lines in (wrap(ad.services_title, 2, palette.strong, "services_title"), (title,)):
                if lines is not None:
                    with suppress(TooTight):
                        options.append(_tab_beside(lines, width, scale, size))
        if options:
            return min(options, key=lambda laid: laid.height)
        return _tab_above(width, scale, min(size, width / (title.width + 1)))

    def _tab_beside(lines: Sequence[Line], width: float, scale: float, size: float) -> Laid:
        top, bottom = height(lines)
        tab = (max(line.width for line in lines) + tokens.tab_padding) * size
        gap = tokens.tab_gap * size
        inside = grid(width - tab - gap, scale)
        step = (top - bottom + tokens.tab_leading) * size
        tall = step * (len(lines) - 1) + (top - bottom) * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            panel = Rect(box.x, box.y, tab, box.height)
            first = box.y + (box.height - tall) / 2 + top * size
            middle = box.x + tab / 2
            return (
                Panel(panel, palette.ink),
                *(
                    text
                    for n, line in enumerate(lines)
                    for text in line.at(
                        middle,
                        first + n * step,
                        size,
                        palette.paper,
                        "services_title",
                        align=0.5,
                        reversed=True,
                    )
                ),
                *inside.paint(Rect(panel.right + gap, box.y, box.width - tab - gap, box.height)),
            )

        return Laid("services", max(inside.height, tall + tokens.tab_air * size), inside.ratio, paint, stretch=1.0)

    def _tab_above(width: float, scale: float, size: float) -> Laid:
        if size < SMALLEST_REVERSED:
            raise one_too_wide([title], "services_title", SMALLEST_REVERSED, width)
        inside = grid(width, scale)
        strip = (title.top - title.bottom + tokens.tab_air) * size
        gap = tokens.strip_gap * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            panel = Rect(box.x, box.y, box.width, strip)
            rest = Rect(box.x, panel.bottom + gap, box.width, box.height - strip - gap)
            return (
                Panel(panel, palette.ink),
                *title.spread(tokens.strip_tracking).centred(
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


KIND = AdKind("house", HouseAd, compose)
