"""What is drawn beside type: rules, grounds, frames, curves, pictures. Points from the block's top left, y downwards.

Panels, polygons, outlines and curves are paths: each tells its ``contours``, its ``colour``, the ``width`` of its
stroke (0: it is filled), whether it is ``closed`` and its ``dash``, so that who draws them may treat them alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from layout.base.units import Rect
from layout.design.values import Colour
from layout.scene.text import Text

Point = tuple[float, float]

Contours = tuple[tuple[tuple[Point, ...], ...], ...]
"""Each a start point and then its parts: one point for a straight part, three (two controls, an end) for a Bézier."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle. Straight rules are panels too, so that their width never depends on a stroke."""

    rect: Rect
    colour: Colour
    width: ClassVar[float] = 0.0
    closed: ClassVar[bool] = True
    dash: ClassVar[tuple[float, ...]] = ()

    @property
    def contours(self) -> Contours:
        """The rectangle, clockwise from its top left."""
        rect = self.rect
        return _straight(((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)))


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: tuple[Point, ...]
    colour: Colour
    width: ClassVar[float] = 0.0
    closed: ClassVar[bool] = True
    dash: ClassVar[tuple[float, ...]] = ()

    @property
    def contours(self) -> Contours:
        """The polygon as one contour."""
        return _straight(self.points)


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon or a chain of straight lines, stroked ``width`` wide with mitred corners, centred on the points.

    A stroke of ``dash`` is drawn as dashes and gaps of these lengths.
    """

    points: tuple[Point, ...]
    width: float
    colour: Colour
    closed: bool = True
    dash: tuple[float, ...] = ()

    @property
    def contours(self) -> Contours:
        """The chain as one contour."""
        return _straight(self.points)


@dataclass(frozen=True, slots=True)
class Curve:
    """A path of straight and curved parts, filled, or stroked ``width`` wide if that is not 0.

    All ``contours`` are one path: where filled ones touch there is no seam. ``closed`` strokes run back to their
    start.
    """

    contours: Contours
    colour: Colour
    width: float = 0.0
    closed: bool = True
    dash: ClassVar[tuple[float, ...]] = ()


DrawnPath = Panel | Polygon | Outline | Curve


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture filling a rectangle. ``data`` is compressed as ``filter`` says; 8 bits an ink, or one for line art.

    ``space`` is DeviceCMYK or DeviceGray; ``inverted`` says that 0 is full ink in CMYK.
    """

    rect: Rect
    data: bytes = field(repr=False)
    filter: str
    space: str
    width: int
    height: int
    inverted: bool = False
    bits: int = 8


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a picture that is yet to be brought into the press's inks. ``field`` names it.

    ``room`` is what it was offered: the picture leaves white there if it may not be cropped to fill it. What does
    not fit the proportions of ``rect`` is cut off evenly.
    """

    rect: Rect
    room: Rect
    field: str
    path: Path


Shape = DrawnPath | Bitmap | Slot | Text
"""What ads are composed of."""


def _straight(points: tuple[Point, ...]) -> Contours:
    return (tuple((point,) for point in points),)


def shifted_path(path: DrawnPath, dx: float, dy: float) -> DrawnPath:
    """Return a path moved to the right and down, pt."""
    match path:
        case Panel(rect):
            return replace(path, rect=Rect(rect.x + dx, rect.y + dy, rect.width, rect.height))
        case Polygon(points) | Outline(points):
            return replace(path, points=tuple((x + dx, y + dy) for x, y in points))
        case Curve(contours):
            moved = tuple(tuple(tuple((x + dx, y + dy) for x, y in part) for part in contour) for contour in contours)
            return replace(path, contours=moved)
