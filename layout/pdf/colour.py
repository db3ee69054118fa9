"""Colour as a content stream speaks of it: which spaces may stand in a page for a CMYK press, and which paint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

CMYK = "/DeviceCMYK"
GRAY = "/DeviceGray"

BLACK = (0.0, 0.0, 0.0, 1.0)

_PLAIN = frozenset((CMYK, GRAY, "/CMYK", "/G", "/Pattern"))
_SHORT = {"/RGB": "/DeviceRGB", "/I": "/Indexed"}
"""What inline images call them (ISO 32000-1, table 94)."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour set by a content stream: its space and its values; a colour told by a name has no values.

    The values of grey are those of CMYK that print it.
    """

    space: str
    values: tuple[float, ...] = ()

    @property
    def is_black(self) -> bool:
        """Whether this is the black plate alone, full."""
        return self.space in (CMYK, GRAY) and self.values == BLACK


def initial(space: str) -> Paint:
    """Return the colour that choosing a space gives (ISO 32000-1, 8.6.8)."""
    return Paint(space, BLACK if space == CMYK else ())


def numbers(operands: pikepdf.Array | list[pikepdf.Object]) -> tuple[float, ...]:
    """Return the numbers among the operands."""
    return tuple(float(value) for value in operands if isinstance(value, int | float | Decimal))


def foreign(space: pikepdf.Object | None, named: Mapping[str, pikepdf.Object], *, icc: bool) -> str:
    """Return the name of the first colour space in a space that is not the press's, or nothing.

    The press's are DeviceCMYK, DeviceGray (the black plate), and Separation, DeviceN, Indexed and Pattern that rest
    on them; with ``icc`` also ICC profiles of CMYK and of grey (ISO 15930-7, 6.2.4). ``named`` are the
    page's colour spaces.
    """
    if space is None:
        return ""
    if isinstance(space, pikepdf.Name):
        name = str(space)
        if name in _PLAIN:
            return ""
        if name in named:
            return foreign(named[name], {}, icc=icc)
        return _SHORT.get(name, name).lstrip("/")
    if not isinstance(space, pikepdf.Array):
        return ""
    family = str(space[0])
    match _SHORT.get(family, family):
        case "/ICCBased":
            channels = int(space[1].N)
            allowed = icc and channels in (1, 4)
            return "" if allowed else f"ICCBased of {channels} channels"
        case "/Indexed":
            return foreign(space[1], named, icc=icc)
        case "/Pattern":
            return foreign(space[1], named, icc=icc) if len(space) > 1 else ""
        case "/Separation" | "/DeviceN":
            return foreign(space[2], named, icc=icc)
        case plain if plain in _PLAIN:
            return ""
        case other:
            return other.lstrip("/")
