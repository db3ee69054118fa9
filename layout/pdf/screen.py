"""A finished page as a screen is to show it: spot inks in the colour that they have on the paper.

What stands for a spot in the file is for presses without it. Programs that show pages take it for the spot's look.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from layout.images.colour import lab_rgb
from layout.images.inks import Ink, spots_of
from layout.pdf.inknote import inks_noted
from layout.pdf.save import at_hand


def for_screen(finished: bytes) -> bytes:
    """Return a file whose spots, where it is told what they look like, are shown so; the same where none are."""
    with pikepdf.open(BytesIO(finished)) as pdf:
        known = {ink.name: ink for page in pdf.pages for ink in spots_of(inks_noted(page)) if ink.lab}
        if not known:
            return finished
        for thing in pdf.objects:
            _show(thing, known)
        return at_hand(pdf)


def _show(thing: Any, known: dict[str, Ink]) -> None:
    """Have the spaces of spots in an object, and in what stands within it, shown as the spots look."""
    if isinstance(thing, pikepdf.Array):
        if ink := _is_of(thing, known):
            thing[2], thing[3] = pikepdf.Name.DeviceRGB, _shown(ink)
        inner: list[Any] = list(thing.as_list()) if len(thing) <= _MOST else []
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inner = [value for _, value in thing.items()]
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            _show(each, known)


_MOST = 8
"""Parts of an array that may be a colour space; longer ones are of widths and numbers."""


def _is_of(space: Any, known: dict[str, Ink]) -> Ink | None:
    """Return the ink that a Separation is of, if it is one of those that are known."""
    try:
        return known.get(str(space[1])[1:]) if len(space) > 3 and space[0] == pikepdf.Name.Separation else None
    except (TypeError, ValueError):
        return None


def _shown(ink: Ink) -> pikepdf.Dictionary:
    """Return the function from a tint to red, green and blue."""
    full = [round(value / 255, 4) for value in lab_rgb(ink.lab)]
    return pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=full, N=1, Range=[0, 1] * 3)
