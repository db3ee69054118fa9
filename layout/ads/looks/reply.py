"""What a display ad is there for: numbers to call, an offer, a code; and the logo that signs it. All as pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.ads.frame import rule
from layout.ads.kit import Kit
from layout.ads.looks.image import Image
from layout.ads.looks.pieces import Piece, over, row
from layout.ads.looks.sizes import Ranks
from layout.ads.palette import Palette
from layout.ads.problems import TooTight
from layout.ads.qr import LARGEST_MODULE, SMALLEST_MODULE, across, code_block, content_of
from layout.ads.sizing import SMALLEST, DisplayType, Line, measure, one_too_wide, wrap
from layout.ads.stack import Laid
from layout.base.messages import say
from layout.base.units import Rect, summed
from layout.design.ads import NumbersTokens
from layout.design.values import Colour
from layout.edition.ads import Contact, Offer, QrCode
from layout.scene.shapes import Shape

_NUMBER = re.compile(r"[\d\s()+\-–—/.,]{5,}")
_NEARLY = 0.86
"""A lower arrangement whose numbers are so nearly as large is taken."""


def is_number(value: str) -> bool:
    """Tell whether a contact is a number to call, and no address: that is what the reader looks for."""
    return _NUMBER.fullmatch(value.strip()) is not None


@dataclass(frozen=True, slots=True)
class Foot:
    """Logo, numbers and code arranged; ``came`` is the size of the numbers as a part of what they rank."""

    piece: Piece
    came: float = 1.0


@dataclass(frozen=True, slots=True)
class Hand:
    """What an ad's reply is set with: the type of numbers and of labels, how they stand, the space in labels, em."""

    numbers: DisplayType
    labels: DisplayType
    align: float
    spaced: float
    palette: Palette


def contacts_foot(entries: Sequence[Contact], width: float, ranks: Ranks, hand: Hand) -> Foot:
    """Return numbers as large as they rank, and under them what is no number as large as the text.

    Raises TooTight or MissingGlyph naming the contacts.
    """
    numbers = [entry for entry in entries if is_number(entry.value)]
    others = [entry for entry in entries if not is_number(entry.value)]
    pieces, came = [], 1.0
    if numbers:
        size, piece = _numbers(numbers, width, ranks, hand)
        pieces, came = [piece], size / ranks.number
    pieces += [_other(entry, width, ranks, hand) for entry in others]
    return Foot(over(pieces, [0.6 * ranks.text] * (len(pieces) - 1), hand.align), came)


def _numbers(entries: Sequence[Contact], width: float, ranks: Ranks, hand: Hand) -> tuple[float, Piece]:
    pairs = [
        (
            measure(entry.label.rstrip("：: "), hand.labels, "contacts").spread(hand.spaced),
            measure(entry.value, hand.numbers, "contacts"),
        )
        for entry in entries
    ]
    options: list[tuple[float, Piece]] = []
    for per_row in dict.fromkeys((len(pairs), 2 if len(pairs) > 2 else 1, 1)):
        rows = [pairs[at : at + per_row] for at in range(0, len(pairs), per_row)]
        for beside in (True, False):
            size = _size(rows, beside, width, ranks, hand.palette.tokens.numbers)
            if size >= SMALLEST:
                options.append((size, _pairs(rows, beside, size, ranks.small, hand)))
    if not options:
        raise one_too_wide([line for pair in pairs for line in pair], "contacts", SMALLEST, width)
    largest = max(size for size, _ in options)
    return min((way for way in options if way[0] >= _NEARLY * largest), key=lambda way: way[1].height)


def _size(
    rows: Sequence[Sequence[tuple[Line, Line]]], beside: bool, width: float, ranks: Ranks, tokens: NumbersTokens
) -> float:
    """Return the largest size (pt) at which rows of labels and numbers have room, at most as they rank; 0 if none."""
    size = ranks.number
    for pairs in rows:
        labels = summed(label.width * ranks.small for label, _ in pairs) if beside else 0.0
        apart = tokens.apart * (len(pairs) - 1)
        ems = summed(value.width for _, value in pairs) + apart + (tokens.gap * len(pairs) if beside else 0.0)
        if labels >= width or (
            not beside and max(label.width for label, _ in pairs) * ranks.small > width / len(pairs)
        ):
            return 0.0
        size = min(size, (width - labels) / ems)
    return size


def _pairs(
    rows: Sequence[Sequence[tuple[Line, Line]]],
    beside: bool,
    size: float,
    small: float,
    hand: Hand,
) -> Piece:
    """Return rows of labels and numbers: those under one another begin on one edge, the numbers too."""
    made, palette, align, tokens = [], hand.palette, hand.align, hand.palette.tokens.numbers
    widest = max(label.width for pairs in rows for label, _ in pairs) * small if len(rows) > 1 and beside else 0.0
    for pairs in rows:
        pieces = []
        for label, value in pairs:
            name = _line(label, small, palette.ink)
            number = _line(value, size, palette.ink)
            if beside:
                name = Piece(name.field, max(name.width, widest), name.height, name.draw)
                pieces.append(_on_one_line(name, number, tokens.gap * size))
            else:
                pieces.append(over([name, number], [tokens.over_gap * size], align))
        made.append(pieces)
    if len({len(pieces) for pieces in made}) == 1 and len(made) > 1:
        # Columns: what stands under something begins where that does.
        wide = [max(pieces[at].width for pieces in made) for at in range(len(made[0]))]
        made = [
            [Piece(piece.field, wide[at], piece.height, piece.draw) for at, piece in enumerate(pieces)]
            for pieces in made
        ]
    return over(
        [row(pieces, tokens.apart * size) for pieces in made], [tokens.over_row_gap * size] * (len(made) - 1), align
    )


def _line(line: Line, size: float, colour: Colour, field: str = "contacts") -> Piece:
    """Return a line as a piece as high as its ink."""
    tall = (line.top - line.bottom) * size
    return Piece(field, line.width * size, tall, lambda x, y: line.at(x, y + line.top * size, size, colour, field))


def _on_one_line(label: Piece, number: Piece, gap: float) -> Piece:
    """Return a label before its number, their middles on one height."""
    return row([label, number], gap)


def _other(entry: Contact, width: float, ranks: Ranks, hand: Hand) -> Piece:
    """Return an address or the like in one line with its label, or in several under it."""
    palette = hand.palette
    label = measure(entry.label.rstrip("：: "), palette.text, "contacts")
    value = measure(entry.value, palette.strong, "contacts")
    gap = 0.6 * ranks.text
    for size in (ranks.text, ranks.small):
        if label.width * size + gap + value.width * size <= width:
            return row([_line(label, size, palette.ink), _line(value, size, palette.ink)], gap)
    wide = width / SMALLEST
    ways = (
        wrap(f"{entry.label.rstrip('：: ')} {entry.value}", count, palette.strong, "contacts", wide) for count in (2, 3)
    )
    lines = next((way for way in ways if way is not None), None)
    if lines is None:
        raise one_too_wide([label, value], "contacts", SMALLEST, width)
    size = min(ranks.text, width / max(line.width for line in lines))
    return over([_line(line, size, palette.ink) for line in lines], [0.4 * size] * (len(lines) - 1), hand.align)


def offer_piece(offer: Offer, size: float, width: float, ranks: Ranks, hand: Hand, kit: Kit) -> tuple[Piece, float]:
    """Return an offer and the size of its number, ``size`` pt at most; what stands before and after it is smaller, and
    what it was before is struck through.

    Raises TooTight or MissingGlyph naming the offer.
    """
    palette, tokens = kit.palette, kit.palette.tokens.display_ad
    number = measure(offer.amount, hand.numbers, "offer")
    sides = [measure(text, palette.strong, "offer") if text else None for text in (offer.before, offer.unit)]
    part, gap = tokens.beside_offer, 0.12
    size = min(size, width / (number.width + summed(line.width * part + gap for line in sides if line)))
    small_side = size * part
    if small_side < SMALLEST:
        small_side = SMALLEST
        left = width - summed(line.width * SMALLEST for line in sides if line)
        size = min(size, left / (number.width + gap * summed(1 for line in sides if line)))
        if size < SMALLEST:
            raise one_too_wide([number], "offer", SMALLEST, width)
    before, unit = sides
    colour = palette.accent
    tall = (number.top - number.bottom) * size

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        shapes: list[Shape] = []
        foot = y + number.top * size
        if before:
            # A sign of money hangs from the top of its number, as price labels have it.
            shapes += before.at(x, y + before.top * small_side, small_side, colour, "offer")
            x += before.width * small_side + gap * size
        shapes += number.at(x, foot, size, colour, "offer")
        if unit:
            shapes += unit.at(x + (number.width + gap) * size, foot, small_side, colour, "offer")
        return tuple(shapes)

    wide = number.width * size + summed(line.width * small_side + gap * size for line in sides if line)
    hero = Piece("offer", wide, tall, draw)
    if not offer.was:
        return hero, size
    was = measure(offer.was, palette.text, "offer")
    small = min(ranks.text, width / was.width)
    if small < SMALLEST:
        raise one_too_wide([was], "offer", SMALLEST, width)
    struck = _struck(was, small, palette)
    return over([hero, struck], [0.9 * ranks.text], hand.align), size


def _struck(line: Line, size: float, palette: Palette) -> Piece:
    """Return a line struck through: what something cost before."""
    plain = _line(line, size, palette.ink, "offer")

    def draw(x: float, y: float) -> tuple[Shape, ...]:
        return (*plain.draw(x, y), rule(x, y + plain.height / 2, plain.width, palette.tokens.rule, palette.ink))

    return Piece("offer", plain.width, plain.height, draw)


def logo_piece(logo: Image, growth: float, width: float, kit: Kit) -> Piece:
    """Return the logo, whole. Raises TooTight if it has no room."""
    tokens = kit.palette.tokens.display_ad
    tall = min(max(tokens.logo * growth, tokens.least_logo), width * tokens.most_logo / logo.aspect)
    if tall < tokens.least_logo - 1e-6:
        tall = min(tokens.least_logo, width / logo.aspect)
    if tall < tokens.least_logo - 1e-6:
        raise TooTight("logo", say("there is no room for the logo"))
    wide = tall * logo.aspect
    return Piece("logo", wide, tall, lambda x, y: (logo.slot(Rect(x, y, wide, tall)),))


def code_piece(qr: QrCode, growth: float, width: float, kit: Kit) -> Piece:
    """Return the code with its caption. Raises TooTight if it has no room."""
    count = across(content_of(qr))
    liked = kit.palette.tokens.display_ad.code * growth
    side = min(max(liked, count * SMALLEST_MODULE), count * LARGEST_MODULE, max(width, 0.0))
    tight: TooTight | None = None
    for wide in (side, min(1.5 * side, width), width):
        try:
            laid = code_block(qr, side, kit.palette)(wide, 1.0)
        except TooTight as error:
            tight = tight or error
            continue
        return _piece(laid, wide)
    raise tight or TooTight("qr")


def feet(
    entries: Sequence[Contact], logo: Piece | None, code: Piece | None, width: float, gap: float, ranks: Ranks,
    hand: Hand,
) -> Iterator[Foot]:  # fmt: skip
    """Yield the ways to stand logo, numbers, code at the foot: in a row, the numbers over the others, in a column."""
    sides = [part for part in (logo, code) if part]
    flush = width if hand.align == 0 else 0.0
    if not entries:
        yield Foot(row(sides, gap, flush if len(sides) > 1 else 0.0))
        yield Foot(over(sides, [gap] * (len(sides) - 1), hand.align))
        return
    room = width - summed(part.width + gap for part in sides)
    if sides and room > 0:
        try:
            numbers = contacts_foot(entries, room, ranks, replace(hand, align=0.0))
        except TooTight:
            pass
        else:
            parts = [part for part in (logo, numbers.piece, code) if part]
            yield Foot(row(parts, gap, flush if code else 0.0), numbers.came)
    numbers = contacts_foot(entries, width, ranks, hand)
    if not sides:
        yield numbers
        return
    yield Foot(over([numbers.piece, row(sides, gap)], [gap], hand.align), numbers.came)
    if len(sides) > 1:
        yield Foot(over([numbers.piece, *sides], [gap] * len(sides), hand.align), numbers.came)


def _piece(laid: Laid, width: float) -> Piece:
    """Return a laid block as a piece."""
    return Piece(laid.field, width, laid.height, lambda x, y: laid.paint(Rect(x, y, width, laid.height)))
