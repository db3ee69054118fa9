"""A press's ICC profile put to the test: a header says nothing of the tables behind it.

The file's parts are looked at as ICC.1 has them, then colours are brought through its tables and back by LittleCMS:
paper has to stay paper, greys get darker one after another, colours come back to themselves, and no colour takes
more ink than the press condition says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product
from math import dist
from statistics import fmean

from PIL import Image

from layout.base.messages import say
from layout.design.press import PdfX, PressCondition, ProfileFault, profile_problem
from layout.images import colour
from layout.images.colour import Intent

TABLES = ("A2B0", "B2A0")
"""The tables an output profile cannot do without (ICC.1, 8.5.2): where another one lacks, these stand for it."""
VERSIONS = (2, 4)
"""Of ICC.1. Five is another standard (ICC.2), which no reader of PDF knows."""
OLD = 2
"""The version PDF 1.4 takes (PDF Reference, third edition, 4.5.4: ICC.1:1998-09; ISO 32000-1, table 67)."""

_HEAD, _ENTRY = 128, 12
_MOST_TAGS = 100
"""Tags a profile may have; the largest known have some thirty."""

_INTENTS = (Intent.PERCEPTUAL, Intent.RELATIVE_COLORIMETRIC, Intent.SATURATION)
"""Whose tables are tried: pictures go by the first, flat colours by the second; by the third a platemaker may."""
_PAPER, _PAPER_HUE = (50.0, 102.0), 40.0
"""The lightness that paper has, and the most of a and b: salmon newsprint has some 85, 6 and 15, coated paper 95."""
_WHITE, _CLEAN = 95.0, 8.0
"""The least lightness of bare paper, relative to paper; the most ink white may take, per cent of all four."""
_RANGE, _BACKWARDS = 25.0, 4.0
"""How much darker than paper the darkest grey is at least, and what a darker grey may be lighter by, in lightness."""
_ASTRAY = 4.0
"""The mean distance, CIE delta E 1976, from which on colours do not come back to themselves. Seven profiles of
presses that were looked at have 0.4 to 1.8."""
MORE = 20.0
"""What the tables may have more of than ``ink.total``, per cent: pictures are then held to the limit by `within`.
Beyond it shadows would lose their colour, and the profile is that of another press."""


def press_profile_fault(press: PressCondition) -> ProfileFault | None:
    """Return what is wrong with the profile of a press condition; None if pages can be made with it."""
    return profile_fault(press.profile_data, press.pdfx, press.ink.total)


@lru_cache(maxsize=32)
def profile_fault(data: bytes, standard: PdfX, limit: float | None = None) -> ProfileFault | None:
    """Return what is wrong with a press's profile; None if pages of a standard can be made with it.

    limit: the most ink, per cent; without one it is not asked how much the tables give.
    """
    if problem := profile_problem(data) or _parts_problem(data, standard):
        return ProfileFault(problem, _remedy(data, standard))
    try:
        if problem := _tables_problem(data):
            return ProfileFault(problem)
        most = max(_ink(inks) for inks in _separated(data)) if limit is not None else 0
    except ValueError:
        return ProfileFault(say("is damaged: its tables cannot be read"))
    if limit is not None and most > limit + MORE:
        said = say(
            "is not made for this press: its tables go up to {most:.0f} % ink, and ink.total is {limit:g} %",
            most=most,
            limit=limit,
        )
        return ProfileFault(
            said,
            say(
                "ask the press for its profile of {limit:g} %; if it takes more, write ink.total: {most:.0f}",
                limit=limit,
                most=most,
            ),
        )
    return None


def _remedy(data: bytes, standard: PdfX) -> str:
    if not standard.transparency and len(data) > _HEAD and data[8] > OLD:
        return say("ask the press for the profile as version 2, or write PDF/X-4")
    return ""


def _parts_problem(data: bytes, standard: PdfX) -> str:
    """Return what is wrong with the parts of a file that has a press's header (ICC.1, 7.2 and 7.3)."""
    version, space = data[8], data[20:24].decode("ascii", "replace").strip()
    if version not in VERSIONS:
        return say("is of version {version} of ICC profiles; those of 2 and 4 can be used", version=version)
    if version > OLD and not standard.transparency:
        return say(
            "is of version {version} of ICC profiles; {standard} takes version 2 alone",
            version=version,
            standard=standard,
        )
    if space not in ("Lab", "XYZ"):
        return say("tells colours in {space}, neither in Lab nor in XYZ", space=space or "-")
    count = int.from_bytes(data[_HEAD : _HEAD + 4], "big")
    end = _HEAD + 4 + _ENTRY * count
    if not count or count > _MOST_TAGS or end > len(data):
        return say("is damaged: the list of its parts makes no sense")
    tags = set()
    for start in range(_HEAD + 4, end, _ENTRY):
        name = data[start : start + 4].decode("ascii", "replace").strip()
        offset, size = (int.from_bytes(data[at : at + 4], "big") for at in (start + 4, start + 8))
        if offset < end or offset + size > len(data):
            return say("is damaged: its part {tag} lies outside of the file", tag=name)
        tags.add(name)
    if lacking := [name for name in TABLES if name not in tags]:
        return say("lacks the table {tag}", tag=lacking[0])
    return ""


def _tables_problem(data: bytes) -> str:
    """Return what is wrong with the tables of a profile. Raises ValueError if they cannot be used."""
    for intent in _INTENTS:
        if problem := _scale_problem(data, intent):
            return problem
    light, *hue = next(_colours(_inks([(0, 0, 0, 0)]), data, Intent.ABSOLUTE_COLORIMETRIC))
    if not _PAPER[0] <= light <= _PAPER[1] or max(map(abs, hue)) > _PAPER_HUE:
        told = ", ".join(f"{value:.0f}" for value in (light, *hue))
        return say("tells a colour of its paper that no paper has (CIELAB {lab})", lab=told)
    intent = Intent.RELATIVE_COLORIMETRIC
    before = _row("LAB", [_signed(lab) for lab in _colours(_inks(_MIXTURES), data, intent)])
    after = _colours(colour.inks_of_few(before, data, intent), data, intent)
    astray = fmean(dist(_unsigned(one), other) for one, other in zip(_pixels(before), after, strict=True))
    if astray > _ASTRAY:
        return say(
            "contradicts itself: colours come back {astray:.0f} delta E away from where they were", astray=astray
        )
    return ""


def _scale_problem(data: bytes, intent: Intent) -> str:
    """Return what is wrong with paper, and with a scale from white to black, by the tables of one intent."""
    paper = next(_colours(_inks([(0, 0, 0, 0)]), data, intent))[0]
    if paper < _WHITE:
        return say("shows bare paper as dark as {paper:.0f} of 100: its tables are turned round", paper=paper)
    greys = colour.inks_of_few(_row("RGB", [(level, level, level) for level in range(255, -1, -15)]), data, intent)
    white = _ink(next(_pixels(greys)))
    if white > _CLEAN:
        return say("prints {white:.0f} % ink where a picture is white", white=white)
    tones = [lab[0] for lab in _colours(greys, data, intent)]
    if tones[0] - min(tones) < _RANGE:
        return say("makes no picture: black is only {range:.0f} darker than paper", range=tones[0] - min(tones))
    if any(darker - lighter > _BACKWARDS for lighter, darker in pairwise(tones)):
        return say("makes dark greys lighter than light ones")
    return ""


_MIXTURES = tuple((*inks, black) for inks in product((0, 80, 170), repeat=3) for black in (0, 70))
"""Mixtures of inks that any press prints, 0 to 255: at most 230 per cent."""
_RGB = tuple(product(range(0, 256, 51), repeat=3))
_LAB = tuple(product(range(0, 256, 36), range(-60, 61, 30), range(-60, 61, 30)))


def _separated(data: bytes) -> Iterator[tuple[int, ...]]:
    """Yield the inks of colours of all kinds, as pictures and flat colours are separated."""
    lab = _row("LAB", [(light, a % 256, b % 256) for light, a, b in _LAB])
    yield from _pixels(colour.inks_of_few(_row("RGB", _RGB), data, Intent.PERCEPTUAL))
    yield from _pixels(colour.inks_of_few(lab, data, Intent.RELATIVE_COLORIMETRIC))


def _inks(mixtures: list[tuple[int, ...]] | tuple[tuple[int, ...], ...]) -> Image.Image:
    return _row("CMYK", mixtures)


def _row(mode: str, pixels: list[tuple[int, ...]] | tuple[tuple[int, ...], ...]) -> Image.Image:
    return Image.frombytes(mode, (len(pixels), 1), bytes(value for pixel in pixels for value in pixel))


def _pixels(image: Image.Image) -> Iterator[tuple[int, ...]]:
    data, count = image.tobytes(), len(image.getbands())
    for start in range(0, len(data), count):
        yield tuple(data[start : start + count])


def _ink(inks: tuple[int, ...]) -> float:
    return sum(inks) / 2.55


def _colours(inks: Image.Image, data: bytes, intent: Intent) -> Iterator[tuple[float, ...]]:
    """Yield the CIELAB colours of mixtures of inks, but for one intent relative to paper."""
    for pixel in _pixels(colour.colours_of_few(inks, data, intent)):
        yield _unsigned(pixel)


def _unsigned(pixel: tuple[int, ...]) -> tuple[float, ...]:
    """Return CIELAB of a pixel: lightness of 255, and two bytes with a sign."""
    return pixel[0] / 2.55, *(value - 256 if value > 127 else value for value in pixel[1:])


def _signed(lab: tuple[float, ...]) -> tuple[int, ...]:
    return round(lab[0] * 2.55), *(int(value) % 256 for value in lab[1:])
