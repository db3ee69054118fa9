"""The contact ad: a name in a solid, lines of address and hours, large numbers, a QR code beside or below."""

from __future__ import annotations

from functools import partial

from layout.ads.blocks import bar
from layout.ads.borders import frame
from layout.ads.kit import Kit
from layout.ads.phones import contacts
from layout.ads.prose import check_amount, prose
from layout.ads.qr import code_block, code_side
from layout.ads.stack import Item, beside, best_of, column
from layout.base.units import Rect
from layout.edition.model import ContactAd
from layout.scene.shapes import Shape

_TITLE = 18.0
_LINE = 9.5
_NUMBER = 19.0
_CODE = 62.0
"""Sizes at scale 1 (pt): they suit two base columns by ten rows."""


def compose(ad: ContactAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a contact ad in its border. Raises TooTight or MissingGlyph naming a field."""
    border = frame(box, ad.border, ad.corners, kit.palette.ink)
    inside = border.inside.inset(min(8.0, 0.05 * min(box.width, box.height)))
    check_amount(ad.lines, "lines", inside)
    return (*border.on(ad.tint), *best_of(_arrangements(ad, kit), inside).shapes)


def _arrangements(ad: ContactAd, kit: Kit) -> list[list[Item]]:
    """Return the ways to arrange the ad, of which the one that comes out largest is taken.

    All in a column; the code beside what is under the title; and for low boxes name, numbers and code in a row.
    """
    title = Item(bar(ad.title, "title", _TITLE, kit.palette, kit.palette.ink, most_lines=2), weight=2)
    # Lines that begin on one edge are read fastest.
    spans = [((line, kit.text),) for line in ad.lines]
    lines = [Item(prose(spans, "lines", _LINE, kit, indent=0, align="left"), gap=7)] if spans else []
    numbers = [Item(contacts(ad.contacts, _NUMBER, kit.palette, apart=2.4), gap=8, weight=2)] if ad.contacts else []
    rest = [*lines, *numbers]
    code = code_block(ad.qr, _CODE, kit.palette) if ad.qr else None
    found = [[title, *rest, *([Item(code, gap=7)] if code else [])]]
    if code and ad.qr and rest:
        both = beside(column(rest), code, code_side(ad.qr, _CODE), gap=8)
        found.append([title, Item(both, gap=7, weight=2 + len(rest))])
    if numbers:
        for share in (0.42, 0.5):
            row = beside(column([title, *lines]), column(numbers), partial(_share, share), gap=12)
            if code and ad.qr:
                row = beside(row, code, code_side(ad.qr, _CODE), gap=8)
            found.append([Item(row)])
            if lines:
                # A strip: everything in one row, the name in a solid of its full height.
                row = beside(column(lines), column(numbers), partial(_share, 0.5), gap=12)
                row = beside(title.block, row, partial(_share, 1 - 0.6 * share), gap=12)
                if code and ad.qr:
                    row = beside(row, code, code_side(ad.qr, _CODE), gap=8)
                found.append([Item(row)])
    return found


def _share(share: float, width: float, scale: float) -> float:
    return share * width
