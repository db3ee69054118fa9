"""Colour spaces of a PDF (ISO 32000-1, 8.6): a space's object read once, and what its numbers put on which plate.

Everybody who asks about colour asks here: which space is this, may a press have it, which inks does this colour lay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import pikepdf

from layout.images.inks import BLACK, PROCESS, Ink
from layout.pdf.facts import Colour, Family, Inks

_DIRECT = frozenset(("/DeviceCMYK", "/DeviceGray", "/DeviceRGB", "/Pattern"))
"""Names that mean a space wherever they stand (ISO 32000-1, 8.6.8); all others are looked up in the resources."""
INLINE_NAMES = {"/CMYK": "/DeviceCMYK", "/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/I": "/Indexed"}
"""What inline images call them (ISO 32000-1, table 94)."""
_COMPONENTS = {"DeviceCMYK": len(PROCESS), "DeviceGray": 1, "DeviceRGB": 3, "CalGray": 1, "CalRGB": 3, "Lab": 3}
_DEPTH = 8
"""Colour spaces rest on one another; a file in which they rest on themselves ends here."""
_ICC = {1: Family.ICC_GREY, 3: Family.ICC_RGB, len(PROCESS): Family.ICC_CMYK}
_PRESS = {1: "DeviceGray", len(PROCESS): "DeviceCMYK"}
"""Number of a profile's channels -> the device space whose numbers it reads as a press does."""
_NO_SPOT = frozenset(("All", "None", *(ink.name for ink in PROCESS)))


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    ``kind`` is its family as ISO 32000-1 writes it, or the name it was called by where there is none of that name.
    ``components`` is how many numbers a colour has, ``colorants`` the names of Separation and DeviceN. ``under`` is
    the space it rests on: the alternate of Separation and DeviceN, the base of Indexed and of an uncoloured Pattern.
    ``table`` are an Indexed space's colours, a byte a number; ``profile`` is the colour space that an ICC profile's
    header names (ICC.1, 7.2.6).
    """

    kind: str
    components: int = 1
    colorants: tuple[str, ...] = ()
    under: Space | None = None
    table: bytes = field(default=b"", repr=False)
    profile: str = ""

    @property
    def family(self) -> Family:
        """What a press calls it; the colours of a table are those of the space they rest on."""
        match self.kind:
            case "Indexed":
                return self.under.family if self.under else Family.UNKNOWN
            case "Separation" | "DeviceN":
                return Family.REGISTRATION if self.colorants == ("All",) else Family.SPOT
            case "ICCBased":
                return Family.ICC_LAB if self.profile == "Lab" else _ICC.get(self.components, Family.UNKNOWN)
            case "Pattern":
                return Family.PATTERN
            case kind:
                return Family(kind) if kind in _COMPONENTS else Family.UNKNOWN

    @property
    def base(self) -> Family:
        """The family of the innermost space, which tells what is printed where nobody knows its colorants."""
        return self.under.base if self.under else self.family

    @property
    def device(self) -> str:
        """The device space of the press in which its numbers can be read as they are; empty if there is none."""
        if self.kind == "ICCBased":
            return _PRESS.get(self.components, "")
        return self.kind if self.kind in _PRESS.values() else ""

    @property
    def spots(self) -> tuple[str, ...]:
        """The colorants that are no process inks, its own and those of what it rests on."""
        own = tuple(name for name in self.colorants if name not in _NO_SPOT)
        return own + (self.under.spots if self.under else ())

    def foreign(self, *, icc: bool) -> Space | None:
        """Return the first space in this one that no press of process inks prints; None if it is the press's.

        The press's are DeviceCMYK, DeviceGray (the black plate), and Separation, DeviceN, Indexed and Pattern that
        rest on them; with ``icc`` also ICC profiles of CMYK and of grey (ISO 15930-7, 6.2.4).
        """
        match self.kind:
            case "Separation" | "DeviceN" | "Indexed" | "Pattern":
                return self.under.foreign(icc=icc) if self.under else None
            case "ICCBased":
                return None if icc and self.device else self
            case _:
                return None if self.device else self

    def lays(self, ink: Ink) -> bool:
        """Tell whether a colour has a number for that ink, which it prints with even where the number is nil."""
        if self.kind in ("Separation", "DeviceN"):
            return self.colorants == ("All",) or ink.name in self.colorants
        return True

    def __str__(self) -> str:
        if self.kind == "ICCBased":
            return f"ICCBased of {self.components} channels"
        return f"Separation:{self.colorants[0]}" if self.kind == "Separation" else self.kind


UNKNOWN = Space("an unknown colour space")
ENDLESS = Space("a colour space without end")
CMYK = Space("DeviceCMYK", len(PROCESS))
GREY = Space("DeviceGray", 1)
RGB = Space("DeviceRGB", 3)
PATTERN = Space("Pattern", 0)


def space_of(value: object, named: Mapping[str, pikepdf.Object], *, inline: bool = False, depth: int = 0) -> Space:
    """Return the space an operator, a picture or a resource names. ``named`` are the resources' colour spaces.

    In an ``inline`` picture the short names come first; elsewhere they are taken for what they mean there, if the
    resources do not know them. Raises what pikepdf does for parts that are not what they should be.
    """
    if depth > _DEPTH:
        return ENDLESS
    if isinstance(value, pikepdf.Name):
        name = str(value)
        name = INLINE_NAMES.get(name, name) if inline or name not in named else name
        if name not in _DIRECT and name in named:
            return space_of(named[name], {}, depth=depth + 1)
        return _plain(name)
    if not isinstance(value, pikepdf.Array) or len(value) == 0:
        return UNKNOWN
    kind = str(value[0])
    match kind := INLINE_NAMES.get(kind, kind).lstrip("/"):
        case "ICCBased":
            return Space(kind, int(value[1].get("/N", 0)), profile=_profile_of(value[1]))
        case "Indexed":
            under = space_of(value[1], named, depth=depth + 1) if len(value) > 1 else UNKNOWN
            return Space(kind, 1, under=under, table=_table_of(value))
        case "Pattern" if len(value) > 1:
            under = space_of(value[1], named, depth=depth + 1)
            return Space(kind, under.components, under=under)
        case "Separation" | "DeviceN":
            names = [value[1]] if kind == "Separation" else value[1].as_list()
            colorants = tuple(str(name).lstrip("/") for name in names)
            return Space(kind, len(colorants), colorants, space_of(value[2], named, depth=depth + 1))
        case _:
            return _plain(kind)


def _plain(name: str) -> Space:
    kind = name.lstrip("/")
    return PATTERN if kind == "Pattern" else Space(kind, _COMPONENTS.get(kind, 1))


def _profile_of(profile: pikepdf.Object) -> str:
    try:
        return profile.read_bytes()[16:20].decode("latin-1").strip()
    except (AttributeError, pikepdf.PdfError):
        return ""


def _table_of(indexed: pikepdf.Array) -> bytes:
    table = indexed[3] if len(indexed) > 3 else None
    if isinstance(table, pikepdf.Stream):
        return table.read_bytes()
    return bytes(table) if isinstance(table, pikepdf.String) else b""


def initial(space: Space) -> tuple[float, ...]:
    """Return the numbers of the colour that choosing a space gives (ISO 32000-1, table 74, operator CS)."""
    if space.kind == CMYK.kind:
        return tuple(float(ink == BLACK) for ink in PROCESS)
    return (1.0 if space.colorants else 0.0,) * space.components


@lru_cache(maxsize=4096)
def colour_of(space: Space, values: tuple[float, ...]) -> Colour:
    """Return the colour of a space's numbers: what it lays on every plate (ISO 32000-1, 10.3 for grey)."""
    family, base = space.family, space.base
    inks: Inks | None = None
    spots: dict[str, float] = {}
    if space.kind == "Indexed" and space.under and (looked_up := _looked_up(space, values)):
        return colour_of(space.under, looked_up)
    if len(values) != space.components:
        return Colour(family, base)
    if space.device == CMYK.kind:
        inks = tuple(_tone(value) for value in values)
    elif space.device == GREY.kind:
        inks = tuple(_tone(1 - values[0]) if ink == BLACK else 0.0 for ink in PROCESS)
    elif family is Family.REGISTRATION:
        inks = (_tone(values[0]),) * len(PROCESS)
    elif space.colorants:
        tones = dict(zip(space.colorants, (_tone(value) for value in values), strict=True))
        inks = tuple(tones.pop(ink.name, 0.0) for ink in PROCESS)
        spots = {name: tone for name, tone in tones.items() if name != "None"}
    return Colour(family, base, inks, tuple(spots.items()))


def _looked_up(space: Space, values: tuple[float, ...]) -> tuple[float, ...]:
    """Return the numbers a table has for an index; none for a space whose numbers do not run from 0 to 1."""
    if not space.under or len(values) != 1 or not (space.under.device or space.under.colorants):
        return ()
    each = space.under.components
    found = space.table[each * int(values[0]) :][:each] if values[0] >= 0 else b""
    return tuple(value / 255 for value in found) if len(found) == each else ()


def _tone(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 6)


def numbers(operands: Sequence[object]) -> tuple[float, ...]:
    """Return the numbers among operands."""
    return tuple([float(value) for value in operands if isinstance(value, int | float | Decimal)])


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
