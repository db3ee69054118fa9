"""What an ad is drawn of: a display list of frozen shapes. Points, from the ad's top left, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from layout.base.units import Rect
from layout.design.fonts import Face
from layout.design.tokens import Colour

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle. Straight rules are panels too, so that their width never depends on a stroke."""

    rect: Rect
    colour: Colour


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: tuple[Point, ...]
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed polygon, stroked ``width`` wide with mitred corners, the line centred on the points."""

    points: tuple[Point, ...]
    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Curve:
    """A path of straight and curved parts, filled, or stroked ``width`` wide if that is not 0.

    Each of ``contours`` is a start point and then its parts: one point for a straight part, three (two
    controls, an end) for a Bézier curve. All are one path: where filled ones touch there is no seam. ``closed``
    strokes run back to their start.
    """

    contours: tuple[tuple[tuple[Point, ...], ...], ...]
    colour: Colour
    width: float = 0.0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture filling a rectangle. ``data`` is compressed as ``filter`` says; 8 bits an ink.

    ``space`` is DeviceCMYK or DeviceGray; ``inverted`` says that 0 is full ink in CMYK.
    """

    rect: Rect
    data: bytes = field(repr=False)
    filter: str
    space: str
    width: int
    height: int
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a picture that is yet to be brought into the press's inks. ``field`` names it.

    ``room`` is what it was offered: the picture leaves white there if it may not be cropped to fill it.
    """

    rect: Rect
    room: Rect
    field: str
    path: Path


@dataclass(frozen=True, slots=True)
class Text:
    """A line of type. ``positions`` are the pen positions of the characters, pt from ``x``.

    ``ink`` is the rectangle that the glyphs blacken; ``reversed`` says that they are white in a solid.
    A character of plane 15 is a glyph by its number (see layout.ads.truetype.glyph_code); what such a line
    says is then in ``told``.
    """

    field: str
    text: str
    face: Face
    size: float
    x: float
    baseline: float
    positions: tuple[float, ...]
    colour: Colour
    ink: Rect
    reversed: bool = False
    told: str = ""

    @property
    def says(self) -> str:
        """What the line says to a reader who copies it."""
        return self.told or self.text


Shape = Panel | Polygon | Outline | Curve | Bitmap | Slot | Text
