"""Colour spaces of a PDF (ISO 32000-1, 8.6), told as a press tells them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

from layout.pdf.facts import Colour, Family, Inks

_DEVICE = {
    "/DeviceCMYK": Family.CMYK,
    "/CMYK": Family.CMYK,
    "/DeviceGray": Family.GREY,
    "/G": Family.GREY,
    "/DeviceRGB": Family.RGB,
    "/RGB": Family.RGB,
    "/CalRGB": Family.CAL_RGB,
    "/CalGray": Family.CAL_GREY,
    "/Lab": Family.LAB,
    "/Pattern": Family.PATTERN,
}
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_ICC = {1: Family.ICC_GREY, 3: Family.ICC_RGB, 4: Family.ICC_CMYK}
_DEPTH = 8
"""Colour spaces rest on one another; a file in which they rest on themselves ends here."""


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space. ``names`` are the plates of a spot colour, ``components`` how many numbers a colour has."""

    family: Family
    base: Family
    components: int
    names: tuple[str, ...] = ()


UNKNOWN = Space(Family.UNKNOWN, Family.UNKNOWN, 0)
CMYK = Space(Family.CMYK, Family.CMYK, 4)
GREY = Space(Family.GREY, Family.GREY, 1)
RGB = Space(Family.RGB, Family.RGB, 3)


def space_of(value: object, named: Mapping[str, pikepdf.Object], depth: int = 0) -> Space:
    """Return the space an operator, a picture or a resource names. ``named`` are the resources' colour spaces."""
    if depth > _DEPTH:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        name = str(value)
        if name in named and name not in ("/DeviceCMYK", "/DeviceGray", "/DeviceRGB"):
            return space_of(named[name], {}, depth + 1)
        return _plain(_DEVICE.get(name, Family.UNKNOWN))
    if not isinstance(value, pikepdf.Array) or len(value) == 0:
        return UNKNOWN
    family = str(value[0])
    match family:
        case "/ICCBased":
            profile = value[1]
            if profile.read_bytes()[16:20] == b"Lab ":
                return _plain(Family.ICC_LAB)
            return _plain(_ICC.get(int(profile.get("/N", 0)), Family.UNKNOWN))
        case "/Indexed" | "/I":
            base = space_of(value[1], named, depth + 1)
            return Space(base.family, base.base, 1, base.names)
        case "/Pattern":
            base = space_of(value[1], named, depth + 1) if len(value) > 1 else UNKNOWN
            return Space(Family.PATTERN, Family.PATTERN if base == UNKNOWN else base.base, base.components, base.names)
        case "/Separation" | "/DeviceN":
            names = [value[1]] if family == "/Separation" else value[1].as_list()
            plates = tuple(str(name).lstrip("/") for name in names)
            base = space_of(value[2], named, depth + 1)
            kind = Family.REGISTRATION if plates == ("All",) else Family.SPOT
            return Space(kind, base.base, len(plates), plates)
        case _:
            return _plain(_DEVICE.get(family, Family.UNKNOWN))


def _plain(family: Family) -> Space:
    four, three = (Family.CMYK, Family.ICC_CMYK), (Family.RGB, Family.CAL_RGB, Family.LAB, Family.ICC_RGB)
    return Space(family, family, 4 if family in four else 3 if family in (*three, Family.ICC_LAB) else 1)


def initial(space: Space) -> Colour:
    """Return the colour that choosing a space gives (ISO 32000-1, table 74, operator cs)."""
    if space.family is Family.CMYK:
        return colour_of(space, (0, 0, 0, 1))
    return colour_of(space, (1.0 if space.names else 0.0,) * space.components)


def colour_of(space: Space, values: Sequence[float]) -> Colour:
    """Return the colour of a space's numbers."""
    inks: Inks | None = None
    spots: dict[str, float] = {}
    if space.family in (Family.CMYK, Family.ICC_CMYK) and len(values) == 4:
        c, m, y, k = (_tone(value) for value in values)
        inks = (c, m, y, k)
    elif space.family in (Family.GREY, Family.ICC_GREY) and len(values) == 1:
        inks = (0.0, 0.0, 0.0, _tone(1 - values[0]))
    elif space.family is Family.REGISTRATION and values:
        tone = _tone(values[0])
        inks = (tone, tone, tone, tone)
    elif space.family is Family.SPOT and len(values) == len(space.names):
        tones = dict(zip(space.names, (_tone(value) for value in values), strict=True))
        c, m, y, k = (tones.pop(plate, 0.0) for plate in _PLATES)
        inks = (c, m, y, k)
        spots = {name: tone for name, tone in tones.items() if name != "None"}
    return Colour(space.family, space.base, inks, tuple(spots.items()))


def _tone(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 6)


def numbers(operands: Sequence[object]) -> tuple[float, ...]:
    """Return the numbers among operands."""
    return tuple(float(value) for value in operands if isinstance(value, int | float | Decimal))


def darkest(space: Space, function: object) -> Colour:
    """Return the colour of a gradient's darkest stop; its inks are None where its function is not of stops."""
    found = [colour_of(space, stop) for stop in _stops(function, 0)]
    known = [colour for colour in found if colour.total is not None]
    return max(known, key=lambda colour: colour.total or 0.0) if known else Colour(space.family, space.base)


def _stops(function: object, depth: int) -> list[tuple[float, ...]]:
    """Return the values at the ends of functions of type 2, and of type 3 made of them (ISO 32000-1, 7.10)."""
    if depth > _DEPTH or not isinstance(function, pikepdf.Dictionary | pikepdf.Stream):
        return []
    kind = int(function.get("/FunctionType", -1))
    if kind == 2:
        ends = (function.get("/C0", [0]), function.get("/C1", [1]))
        return [tuple(float(value) for value in end) for end in ends]
    if kind == 3:
        return [stop for part in function.Functions.as_list() for stop in _stops(part, depth + 1)]
    return []
