"""QR codes (ISO/IEC 18004) as vector squares that newsprint holds. The encoder, segno, is known only here."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import segno

from layout.ads.palette import Palette
from layout.ads.problems import TooTight
from layout.ads.sizing import SMALLEST, Line, height, measure, wrap
from layout.ads.stack import Block, Laid
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.values import Colour
from layout.edition.ads import QrCode, VCard
from layout.scene.shapes import Curve, Panel, Shape

SMALLEST_MODULE = 0.4 * MM
"""The smallest module newsprint holds, pt: ink spreads by about a tenth of it on each side."""

LARGEST_MODULE = 0.9 * MM
"""No telephone needs larger ones, pt."""

QUIET = 4
"""Modules of white on each side (ISO/IEC 18004, 9.1)."""

BLACK = Colour(c=0, m=0, y=0, k=1)
"""Codes are printed with the black plate alone: plates that do not meet would blur them."""


def content_of(qr: QrCode) -> str:
    """Return the text a code holds: a web address, a tel: address (RFC 3966), or a vCard."""
    if qr.phone:
        digits = "".join(character for character in qr.phone if character.isdigit())
        return f"tel:{'+' if qr.phone.startswith('+') else ''}{digits}"
    return qr.url if qr.vcard is None else _vcard(qr.vcard)


def _vcard(card: VCard) -> str:
    def escaped(text: str) -> str:
        for character in "\\;,":
            text = text.replace(character, "\\" + character)
        return text.replace("\n", "\\n")

    name = escaped(card.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name}", f"FN:{name}"]
    lines += [f"ORG:{escaped(card.organisation)}"] if card.organisation else []
    lines += [f"TEL:{phone}" for phone in card.phones if phone]
    lines += [f"EMAIL:{escaped(card.email)}"] if card.email else []
    lines += [f"URL:{card.url}"] if card.url else []
    lines += [f"ADR:;;{escaped(card.address)};;;;"] if card.address else []
    return "\r\n".join([*lines, "END:VCARD"]) + "\r\n"


@lru_cache(maxsize=64)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a code's modules, True for black, without the quiet zone.

    Error correction M (15 %); text beyond ASCII is UTF-8, which every reader in use takes it for. Raises
    ValueError for text longer than the largest code holds.
    """
    plain = content.isascii()
    code = segno.make(
        content,
        error="m",
        boost_error=False,
        micro=False,
        encoding=None if plain else "utf-8",
        mode=None if plain else "byte",
    )
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def across(content: str) -> int:
    """Return how many modules a code has across, the quiet zone included. Raises TooTight if it is too long."""
    try:
        return len(modules(content)) + 2 * QUIET
    except ValueError as error:  # segno.DataOverflowError
        raise TooTight("qr", say("the text is longer than a QR code holds")) from error


def draw_qr(content: str, x: float, y: float, module: float) -> tuple[Shape, ...]:
    """Draw a code, the top left of its quiet zone at (x, y), with modules of that size, pt.

    Raises ValueError for a module smaller than newsprint holds.
    """
    if module < SMALLEST_MODULE - 1e-6:
        raise ValueError(
            say(
                "modules of {module:.2f} mm fill in: {smallest_module:g} mm is the least",
                module=module / MM,
                smallest_module=SMALLEST_MODULE / MM,
            )
        )
    side = across(content) * module
    contours = []
    for row, line in enumerate(modules(content)):
        start = None
        for column, black in enumerate((*line, False)):
            if black and start is None:
                start = column
            elif not black and start is not None:
                left, right = x + (start + QUIET) * module, x + (column + QUIET) * module
                top, bottom = y + (row + QUIET) * module, y + (row + 1 + QUIET) * module
                contours.append((((left, top),), ((right, top),), ((right, bottom),), ((left, bottom),)))
                start = None
    # One path for all: rows that touch have no seam then. The paper under it keeps the quiet zone white on tints.
    return (Panel(Rect(x, y, side, side), Colour(c=0, m=0, y=0, k=0)), Curve(tuple(contours), BLACK))


def code_side(qr: QrCode, size: float) -> Callable[[float, float], float]:
    """Return a function that tells how wide such a block wants to be: (room, scale) -> pt."""

    def side(width: float, scale: float) -> float:
        count = across(content_of(qr))
        return count * min(max(size / count * scale, SMALLEST_MODULE), LARGEST_MODULE)

    return side


def code_block(qr: QrCode, size: float, palette: Palette, field: str = "qr") -> Block:
    """Return a code with its caption under it, ``size`` pt a side if it can be; its quiet zone counts."""
    content = content_of(qr)

    def lay(width: float, scale: float) -> Laid:
        count = across(content)
        liked = size / count
        module = min(max(liked * scale, SMALLEST_MODULE), LARGEST_MODULE, width / count)
        if module < SMALLEST_MODULE - 1e-6:
            raise TooTight(
                field,
                say(
                    "the QR code needs {count:.1f} mm with its white margin ({count2} modules of "
                    "{smallest_module:g} mm)",
                    count=count * SMALLEST_MODULE / MM,
                    count2=count,
                    smallest_module=SMALLEST_MODULE / MM,
                ),
            )
        side = count * module
        lines, caption_size = _caption(qr.caption, field, palette, width, side)
        top, bottom = height(lines) if lines else (0.0, 0.0)
        step = (top - bottom + palette.tokens.code.leading) * caption_size
        under = step * len(lines)

        def paint(box: Rect) -> tuple[Shape, ...]:
            middle = box.x + box.width / 2
            y = box.y + (box.height - side - under) / 2
            baseline = y + side + top * caption_size
            return (
                *draw_qr(content, middle - side / 2, y, module),
                *(
                    text
                    for number, line in enumerate(lines)
                    for text in line.at(middle, baseline + number * step, caption_size, palette.ink, field, align=0.5)
                ),
            )

        return Laid(field, side + under, module / max(liked, SMALLEST_MODULE), paint, stretch=0.1)

    return lay


def _caption(text: str, field: str, palette: Palette, width: float, side: float) -> tuple[tuple[Line, ...], float]:
    if not text:
        return (), SMALLEST
    one = measure(text, palette.strong, field)
    size = min(max(SMALLEST, side * palette.tokens.code.caption), palette.tokens.code.most_caption)
    if one.width * size <= side:
        return (one,), size
    if one.width * SMALLEST <= side:
        return (one,), side / one.width
    lines = wrap(text, 2, palette.strong, field, width / SMALLEST)
    if lines is None:
        raise TooTight(field, say("the caption of the QR code is wider than its room"))
    return lines, SMALLEST
