"""Drawing an ad: the kinds there are, and one function that makes an ad's PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from layout.ads import house, slogan
from layout.ads.canvas import write_pdf
from layout.ads.palette import Palette
from layout.ads.problems import AdTextError, MissingGlyph, TooTight
from layout.ads.shapes import Shape, Text
from layout.content.model import Ad
from layout.design import Design
from layout.fonts import FontBook
from layout.units import Rect

_Compose = Callable[[Any, Rect, Palette], tuple[Shape, ...]]

KINDS: MappingProxyType[str, _Compose] = MappingProxyType({"slogan": slogan.compose, "house": house.compose})
"""Kind of ad -> the function that composes it: (ad, frame rectangle, palette) -> shapes."""


@dataclass(frozen=True, slots=True)
class AdDrawing:
    """An ad drawn: a PDF of one page of ``width`` x ``height`` pt, and its lines of text in reading order."""

    ad_id: str
    width: float
    height: float
    pdf: bytes
    texts: tuple[str, ...]


def draw_ad(ad: Ad, width: float, height: float, design: Design, fonts: FontBook) -> AdDrawing:
    """Draw an ad in a box of that size (pt); white at top and foot as ``design.ads.inset`` says.

    The same arguments give the same bytes. Raises AdTextError if text does not fit at its smallest legal size
    or has a character that its face lacks.
    """
    shapes = compose_ad(ad, width, height, design, fonts)
    return AdDrawing(
        ad_id=ad.id,
        width=width,
        height=height,
        pdf=write_pdf(shapes, width, height, title=ad.id, author=ad.advertiser),
        texts=tuple(shape.text for shape in shapes if isinstance(shape, Text)),
    )


def compose_ad(ad: Ad, width: float, height: float, design: Design, fonts: FontBook) -> tuple[Shape, ...]:
    """Return the shapes that `draw_ad` writes. Raises AdTextError as it does."""
    frame = Rect(0, 0, width, height).inset(0, design.ads.inset)
    try:
        return KINDS[ad.kind](ad, frame, Palette.of(design, fonts))
    except TooTight as error:
        raise AdTextError(
            ad,
            error.field,
            f"the text does not fit a box of {width:g} x {height:g} pt at the smallest size that prints",
            "shorten the text, or book a larger module (columns, rows)",
        ) from error
    except MissingGlyph as error:
        raise AdTextError(
            ad,
            error.field,
            f"the face {error.family} has no character {error.character!r} (U+{ord(error.character):04X})",
            "use another character, or another family in the design's ads tokens",
        ) from error
