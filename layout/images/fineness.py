"""What is said of pictures of ads that have too few pixels where they stand, drawn here or in a ready-made one.

How few are too few is the press condition's (`layout.design.press.ImageLimits`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.messages import Message, listed, say
from layout.design.press import Fineness, ImageLimits


@dataclass(frozen=True, slots=True)
class Resolution:
    """Pixels per inch of a picture where it stands, and how many pixels it has. ``line_art`` has one bit a pixel."""

    ppi: float
    width: float
    height: float
    line_art: bool = False


@dataclass(frozen=True, slots=True)
class Coarse:
    """What is said of coarse pictures, in a sentence that may follow a file's name, and what to ask for.

    ``refused`` tells that they are not printed, ``code`` what the preflight finds fault with.
    """

    code: Code
    said: Message
    ask: Message
    refused: bool

    @property
    def told(self) -> Message:
        """All of it in one sentence."""
        return listed((self.said, self.ask), "; ")


def coarse_in(pictures: Sequence[Resolution], limits: ImageLimits) -> tuple[Coarse, ...]:
    """Return what there is to say of the pictures of a file: of each kind and grade once, with the coarsest of them."""
    return tuple(_all_coarse(pictures, limits))


def _all_coarse(pictures: Sequence[Resolution], limits: ImageLimits) -> Iterator[Coarse]:
    grades: dict[tuple[bool, Fineness], list[Resolution]] = {}
    for one in pictures:
        grades.setdefault((one.line_art, limits.fineness(one.ppi, line_art=one.line_art)), []).append(one)
    for (_, grade), alike in sorted(grades.items()):
        if grade < Fineness.GOOD:
            worst = min(alike, key=lambda one: one.ppi)
            has = say(
                "it has {count:picture|pictures} of as few as {ppi:.0f} pixels per inch",
                count=len(alike),
                ppi=worst.ppi,
            )
            yield _coarse(worst, has, grade, limits)


def coarse_itself(picture: Resolution, limits: ImageLimits) -> Coarse | None:
    """Return what there is to say of a file that is a picture; None if it is fine enough."""
    grade = limits.fineness(picture.ppi, line_art=picture.line_art)
    has = say("it has {ppi:.0f} pixels per inch at this size", ppi=picture.ppi)
    return _coarse(picture, has, grade, limits) if grade < Fineness.GOOD else None


def _coarse(picture: Resolution, has: Message, grade: Fineness, limits: ImageLimits) -> Coarse:
    wanted = limits.line_art if picture.line_art else limits.good
    code = Code.PICTURE_LINE_ART if picture.line_art else Code.PICTURE_COARSE
    if grade is Fineness.BLOCKS:
        why = say("below {limit:.0f} they are squares", limit=limits.blocks)
    elif picture.line_art:
        why = say("of black and white alone, its edges are steps below {limit:.0f}", limit=limits.line_art)
    elif grade is Fineness.COARSE:
        why = say("below {limit:.0f} they are seen in print", limit=limits.least)
    else:
        why, code = say("{limit:.0f} are good", limit=limits.good), Code.PICTURE_WEAK
    wide, tall = (round(side * wanted / picture.ppi) for side in (picture.width, picture.height))
    ask = say("ask for {wide} x {tall} pixels in its place", wide=wide, tall=tall)
    return Coarse(code, say("{has}: {why}", has=has, why=why), ask, grade is Fineness.BLOCKS)
