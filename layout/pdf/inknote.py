"""Which inks a page is printed in, written into it where they are not the four process inks, and read off it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from layout.images.inks import PROCESS, Ink, InkKind, spot_letter
from layout.pdf.interpreter import Content, inner_contents
from layout.pdf.resources import Resources

_OWNER, _KEY = "/Banmian", "/Inks"
_PROCESS = {ink.name: ink for ink in PROCESS}


def note_inks(page: pikepdf.Page, inks: Sequence[Ink]) -> None:
    """Write a page's inks down in it (ISO 32000-1, 14.5), with letters; nothing for the process inks alone."""
    if tuple(inks) == PROCESS:
        return
    named = pikepdf.Array([_noted(ink) for ink in inks])
    when = pikepdf.String("D:20000101000000Z")  # an entry is asked for; the same page has the same bytes
    private = pikepdf.Dictionary({_KEY: named})
    entry = pikepdf.Dictionary(LastModified=when, Private=private)
    page.obj.PieceInfo = pikepdf.Dictionary({_OWNER: entry})
    page.obj.LastModified = when


def _noted(ink: Ink) -> pikepdf.Dictionary:
    entry = pikepdf.Dictionary(Name=pikepdf.Name(f"/{ink.name}"), Letter=pikepdf.String(ink.letter))
    if ink.cmyk:
        entry.Inks = pikepdf.Array(list(ink.cmyk))
    if ink.lab:
        entry.Lab = pikepdf.Array(list(ink.lab))
    return entry


def inks_noted(page: pikepdf.Page) -> tuple[Ink, ...]:
    """Return the inks of a page as they are written down in it, or else process and the spots of its colour spaces."""
    try:
        noted = tuple(_read(each) for each in page.obj.PieceInfo[_OWNER].Private[_KEY].as_list())
    except (AttributeError, KeyError, TypeError, ValueError):
        noted = ()
    if noted:
        return noted
    looks: dict[str, tuple[float, ...]] = {}
    for name, inks in _looks(page):
        looks[name] = looks.get(name) or inks
    return (*PROCESS, *(Ink(name, spot_letter(name), InkKind.SPOT, looks[name]) for name in sorted(looks)))


def _read(entry: Any) -> Ink:
    name = str(entry.Name)[1:]
    inks, lab = (tuple(float(each) for each in entry.get(key, pikepdf.Array()).as_list()) for key in ("/Inks", "/Lab"))
    return _PROCESS.get(name) or Ink(name, str(entry.Letter), InkKind.SPOT, inks, lab)


def _looks(page: pikepdf.Page) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the spots of a page's colour spaces with the process inks that stand for each, if that is told."""
    seen: set[tuple[int, int]] = set()
    waiting = [Content.of_page(page)]
    while waiting:
        content = waiting.pop()
        yield from _of_resources(content.resources)
        for inner in inner_contents(content):
            if inner.stream.objgen not in seen:
                seen.add(inner.stream.objgen)
                waiting.append(inner)


def _of_resources(resources: Resources) -> Iterator[tuple[str, tuple[float, ...]]]:
    spaces = [value for _, value in resources.items("/ColorSpace")]
    for _, thing in resources.items("/XObject"):
        if "/ColorSpace" in thing:
            spaces.append(thing.ColorSpace)
    spaces += [thing.ColorSpace for _, thing in resources.items("/Shading")]
    spaces += [thing.Shading.ColorSpace for _, thing in resources.items("/Pattern") if "/Shading" in thing]
    for value in spaces:
        for name in resources.space(value).spots:
            yield name, _full(value, name)


def _full(space: pikepdf.Object, name: str) -> tuple[float, ...]:
    """Return the process inks that stand for a full spot, where its own space tells them plainly."""
    try:
        if str(space[0]) == "/Separation" and str(space[2]) == "/DeviceCMYK" and int(space[3].FunctionType) == 2:
            return tuple(float(value) for value in space[3].C1.as_list())
        if str(space[0]) == "/DeviceN":
            return _full(space[4].Colorants[f"/{name}"], name)
        if str(space[0]) in ("/Indexed", "/Pattern"):
            return _full(space[1], name)
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        pass
    return ()
