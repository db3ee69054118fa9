"""The inks a page is printed in: a list, in the order in which the press condition and a colour's numbers name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from layout.design.press import PressCondition
from layout.edition.inknames import ALL_FOUR


class InkKind(StrEnum):
    """Whether an ink is one of the press's own or one mixed for a job (专色)."""

    PROCESS = "process"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class Ink:
    """An ink: its name as PDF writes a colorant's (ISO 32000-1, 8.6.6.4), and the letter people call its plate by.

    ``cmyk`` is what stands for a spot ink in full where there is no such ink, ``lab`` what it looks like on the paper
    (CIELAB, D50); both are empty for the process inks, and where they are not known.
    """

    name: str
    letter: str
    kind: InkKind = InkKind.PROCESS
    cmyk: tuple[float, ...] = ()
    lab: tuple[float, ...] = ()


BLACK = Ink("Black", "K")
PROCESS = (Ink("Cyan", "C"), Ink("Magenta", "M"), Ink("Yellow", "Y"), BLACK)
"""The process inks, in the order of DeviceCMYK's numbers."""


def spots_of(inks: Iterable[Ink]) -> tuple[Ink, ...]:
    """Return the spot inks among inks."""
    return tuple(ink for ink in inks if ink.kind is InkKind.SPOT)


def is_process(inks: Sequence[Ink]) -> bool:
    """Tell whether the four process inks are among inks; else black is the only one of them."""
    return set(PROCESS) <= set(inks)


def number_of(ink: Ink) -> int:
    """Return the place of a process ink among DeviceCMYK's numbers; -1 for a spot ink."""
    return PROCESS.index(ink) if ink in PROCESS else -1


_MAKER = re.compile(r"\b(?:PANTONE|PMS)\b")
_SIGNS = re.compile(r"[®™+]|\(R\)|\(TM\)")
_NUMBER = re.compile(r"(?<![\d-])(\d{3,5})(?![\d-])")
_STOCK = re.compile(r"\b(?:CVC|CVU|CVP|CV|CP|UP|EC|PC|C|U|M)$")
"""What paper a sample is printed on: the ink in the tin is the same."""


def spelled(name: str) -> str:
    """Return a spot's name as all spellings of it have it: PANTONE 185 C, PMS 185, Pantone Red 185 CVC are one ink.

    A Pantone ink of three digits or more is known by its number; one without by its words. Of other names case, and
    the signs between their words, do not count.
    """
    words = " ".join(re.sub(r"[_\s-]+", " ", _SIGNS.sub(" ", name.upper())).split())
    if not _MAKER.search(words):
        return words
    if number := _NUMBER.search(_SIGNS.sub(" ", name)):
        return f"PANTONE {number[1]}"
    return " ".join(("PANTONE", *_STOCK.sub("", _MAKER.sub("", words).strip()).split()))


def ink_called(name: str, inks: Iterable[Ink]) -> Ink | None:
    """Return the spot ink that a name means, however it is spelled; None if it is none of them."""
    wanted = spelled(name)
    return next((ink for ink in spots_of(inks) if spelled(ink.name) == wanted), None)


def printed_inks(press: PressCondition) -> tuple[Ink, ...]:
    """Return the inks of the page that is made under a press condition: its process inks, then its spots."""
    own = PROCESS if press.printed[0] == ALL_FOUR else (BLACK,)
    return (*own, *(spot_ink(name, press) for name in press.printed[1:]))


def spot_ink(name: str, press: PressCondition) -> Ink:
    """Return a spot ink that a press condition names. Raises KeyError if it does not."""
    spot = press.spots[name]
    return Ink(name, spot.letter or spot_letter(name), InkKind.SPOT, tuple(spot.cmyk), spot.lab or ())


def spot_letter(name: str) -> str:
    """Return what a spot's plate is called by where nobody says it: its number, or its first letter."""
    if number := _NUMBER.search(name):
        return number[1][:3]
    return next((sign.upper() for sign in name if sign.isalpha() and sign.upper() not in "CMYK"), "S")
