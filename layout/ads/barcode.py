"""The barcode of a serial: its ISSN as EAN-13 with an add-on of two or five digits, as vector bars.

Symbols and sizes are those of ISO/IEC 15420 (GS1 General Specifications, 5.2), the number's make-up that of
ISO 3297, annex B.
"""

from __future__ import annotations

import re

from layout.ads.sizing import SMALLEST, DisplayType, measure
from layout.base.locale import language_for
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.fonts import Face
from layout.design.values import Colour
from layout.edition.issn import issn_digits
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.shapes import Curve, Panel, Point, Shape

MODULE = 0.33 * MM
"""Width of a module at magnification 1, pt."""

SMALLEST_SCALE, LARGEST_SCALE = 0.8, 1.2
"""Magnifications that may be printed: below, the bars fill in; above, no scanner of a till reaches across."""

_BARS = 22.85 * MM
_GUARD = 5
_FOOT = 3.08 * MM
_ABOVE = 3.6 * MM
"""At magnification 1: the height of the bars, how many modules the guard bars go below them, what the
digits need under the bars, and the ISSN over them, pt."""

_LEFT_QUIET, _RIGHT_QUIET, _ADD_ON_GAP, _ADD_ON_QUIET = 11, 7, 10, 5
"""White modules: before the symbol and behind it, between symbol and add-on, behind the add-on."""

_SETS = {
    "L": ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"),
    "G": ("0100111", "0110011", "0011011", "0100001", "0011101", "0111001", "0000101", "0010001", "0001001", "0010111"),
    "R": ("1110010", "1100110", "1101100", "1000010", "1011100", "1001110", "1010000", "1000100", "1001000", "1110100"),
}
"""The seven modules of each digit in number sets A, B and C of the standard, here L, G and R."""

_LEFT = "LGGLGL"
"""The sets of the left six digits, by which the first digit is told to be 9: every serial's number begins so."""

_TWO = ("LL", "LG", "GL", "GG")
_FIVE = ("GGLLL", "GLGLL", "GLLGL", "GLLLG", "LGGLL", "LLGGL", "LLLGG", "LGLGL", "LGLLG", "LLGLG")
"""The sets of an add-on's digits, by its check value."""

_BLACK = Colour(c=0, m=0, y=0, k=1)
_PAPER = Colour(c=0, m=0, y=0, k=0)


def ean_of(issn: str, variant: str = "00") -> str:
    """Return the thirteen digits of a serial's EAN: 977, seven of the ISSN, two of the price variant, a check."""
    if not re.fullmatch("[0-9]{2}", variant):
        raise ValueError(say("the variant {variant!r} must be two digits, such as 00", variant=variant))
    twelve = f"977{issn_digits(issn)[:7]}{variant}"
    return twelve + check_digit(twelve)


def check_digit(twelve: str) -> str:
    """Return the check digit of twelve digits: weights 1 and 3 from the left."""
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10)


def barcode(issn: str, add_on: str, box: Rect, face: Face, *, variant: str = "00") -> tuple[Shape, ...]:
    """Draw a serial's barcode in the middle of a box (pt), as large as it goes up to magnification 1.2.

    ``add_on`` is the issue in two or five digits, or nothing. Black alone, on paper white with its quiet zones.
    Raises ValueError for a wrong number, and for a box that does not hold magnification 0.8.
    """
    ean = ean_of(issn, variant)
    if not re.fullmatch("([0-9]{2}|[0-9]{5})?", add_on):
        raise ValueError(say("the add-on {add_on!r} must be two or five digits", add_on=add_on))
    wide, tall = size(add_on)
    scale = min(LARGEST_SCALE, box.width / wide, box.height / tall)
    if scale < SMALLEST_SCALE - 1e-9:
        need = say("{wide:.1f} x {tall:.1f} mm", wide=wide * SMALLEST_SCALE / MM, tall=tall * SMALLEST_SCALE / MM)
        raise ValueError(
            say(
                "the barcode needs {need}, but has {width:.1f} x {height:.1f} mm",
                need=need,
                width=box.width / MM,
                height=box.height / MM,
            )
        )
    area = Rect(
        box.x + (box.width - wide * scale) / 2, box.y + (box.height - tall * scale) / 2, wide * scale, tall * scale
    )
    return (Panel(area, _PAPER), *_symbol(ean, add_on, issn_digits(issn), area, scale, face))


def size(add_on: str) -> tuple[float, float]:
    """Return width and height of a barcode with its quiet zones at magnification 1, pt."""
    modules = _LEFT_QUIET + 95 + _RIGHT_QUIET
    if add_on:
        modules = _LEFT_QUIET + 95 + _ADD_ON_GAP + (20 if len(add_on) == 2 else 47) + _ADD_ON_QUIET
    return modules * MODULE, _ABOVE + _BARS + _FOOT


def barcode_scene(issn: str, add_on: str, width: float, height: float, face: Face, *, variant: str = "00") -> Scene:
    """Return the barcode as a drawing of that size (pt). Raises ValueError."""
    shapes = barcode(issn, add_on, Rect(0, 0, width, height), face, variant=variant)
    return Scene.of(Owner(OwnerKind.FURNITURE, "barcode"), shapes, width, height)


def _symbol(ean: str, add_on: str, issn: str, area: Rect, scale: float, face: Face) -> tuple[Shape, ...]:
    module = MODULE * scale
    left, top = area.x + _LEFT_QUIET * module, area.y + _ABOVE * scale
    bottom, low = top + _BARS * scale, top + _BARS * scale + _GUARD * module
    contours: list[tuple[tuple[Point, ...], ...]] = []
    halves = [_digits(ean[1:7], _LEFT), _digits(ean[7:], "RRRRRR")]
    for pattern, at, foot in (
        ("101", 0, low), (halves[0], 3, bottom), ("01010", 45, low), (halves[1], 50, bottom), ("101", 92, low),
    ):  # fmt: skip
        contours += _bars(pattern, left + at * module, module, top, foot)
    type_size = max(SMALLEST, 9.2 * scale)
    digits = DisplayType((face,), language_for("en"))
    drop = measure("0", digits, "barcode").top * type_size
    baseline = bottom + 0.9 * module + drop
    shapes: list[Shape] = []

    def write(text: str, middle: float, base: float) -> None:
        shapes.extend(measure(text, digits, "barcode").at(middle, base, type_size, _BLACK, "barcode", align=0.5))

    write(f"ISSN {issn[:4]}-{issn[4:]}", left + 47.5 * module, top - 0.9 * MM * scale)
    write(ean[0], left - 5.5 * module, baseline)
    for number, digit in enumerate(ean[1:]):
        start = 3 if number < 6 else 8
        write(digit, left + (start + 7 * number + 3.5) * module, baseline)
    if add_on:
        beyond = left + (95 + _ADD_ON_GAP) * module
        contours += _bars(_add_on(add_on), beyond, module, top + drop + 2 * module, low)
        for number, digit in enumerate(add_on):
            write(digit, beyond + (4 + 9 * number + 3.5) * module, top + drop)
    return (Curve(tuple(contours), _BLACK), *shapes)


def _digits(digits: str, sets: str) -> str:
    return "".join(_SETS[one][int(digit)] for digit, one in zip(digits, sets, strict=True))


def _add_on(digits: str) -> str:
    """Return the modules of an add-on: its own guard, and a separator between two digits."""
    if len(digits) == 2:
        sets = _TWO[int(digits) % 4]
    else:
        sets = _FIVE[sum(int(digit) * (9 if place % 2 else 3) for place, digit in enumerate(digits)) % 10]
    return "1011" + "01".join(_SETS[one][int(digit)] for digit, one in zip(digits, sets, strict=True))


def _bars(pattern: str, x: float, module: float, top: float, bottom: float) -> list[tuple[tuple[Point, ...], ...]]:
    return [
        (
            ((x + found.start() * module, top),),
            ((x + found.end() * module, top),),
            ((x + found.end() * module, bottom),),
            ((x + found.start() * module, bottom),),
        )
        for found in re.finditer("1+", pattern)
    ]
