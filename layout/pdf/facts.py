"""What a finished page holds, as frozen data: everything a rule may ask about, read once.

Lengths are points, rectangles are told from the trim's top left with y downwards, tone values run from 0 to 1.
Things painted are numbered in the order of painting, Form XObjects unrolled, so that what lies under what is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from layout.base.units import Rect
from layout.images.inks import BLACK, PROCESS

Slant = tuple[tuple[float, float], tuple[float, float]]
"""The two ends of a straight line, pt."""

Inks = tuple[float, ...]
"""A tone value, 0 to 1, for each of the process inks in their order."""


class Family(StrEnum):
    """Kinds of colour spaces (ISO 32000-1, 8.6), as a press tells them apart."""

    CMYK = "DeviceCMYK"
    GREY = "DeviceGray"
    RGB = "DeviceRGB"
    CAL_RGB = "CalRGB"
    CAL_GREY = "CalGray"
    LAB = "Lab"
    ICC_CMYK = "ICC profile of CMYK"
    ICC_GREY = "ICC profile of grey"
    ICC_RGB = "ICC profile of RGB"
    ICC_LAB = "ICC profile of Lab"
    SPOT = "spot colour"
    REGISTRATION = "registration colour"
    PATTERN = "pattern"
    UNKNOWN = "unknown colour space"


PRESS_FAMILIES = frozenset((Family.CMYK, Family.GREY, Family.SPOT, Family.REGISTRATION, Family.PATTERN))
"""What a press takes as it is; the rest has to be converted first."""
ICC_FAMILIES = frozenset((Family.ICC_CMYK, Family.ICC_GREY))
"""Device-independent, and still one number a plate."""


@dataclass(frozen=True)
class Colour:
    """A colour as it is painted.

    ``base`` is the space a spot colour, an index or a pattern rests on. ``inks`` are the tone values on the process
    plates, None where they cannot be told; ``spots`` the further plates with their tone values. A gradient
    has the inks of its darkest end.

    Thousands of things have a few colours, so what is asked of these is worked out once (and slots are left out, which
    would leave it no place).
    """

    family: Family
    base: Family
    inks: Inks | None = None
    spots: tuple[tuple[str, float], ...] = ()

    @cached_property
    def total(self) -> float | None:
        """Sum of all tone values, per cent."""
        if self.inks is None:
            return None
        return 100 * (sum(self.inks) + sum(tone for _, tone in self.spots))

    @cached_property
    def plates(self) -> int:
        """How many plates it prints on."""
        return sum(tone > 0 for tone in self.inks or ()) + sum(tone > 0 for _, tone in self.spots)

    @cached_property
    def is_black(self) -> bool:
        """Whether it is the black plate alone, full."""
        if self.inks is None or self.spots:
            return False
        return all(tone > 0.999 if ink == BLACK else tone == 0 for ink, tone in zip(PROCESS, self.inks, strict=True))

    @cached_property
    def is_paper(self) -> bool:
        """Whether it prints on no plate at all."""
        return self.inks is not None and self.plates == 0

    def __str__(self) -> str:
        if self.inks is None:
            return str(self.family)
        process = ((ink.letter, tone) for ink, tone in zip(PROCESS, self.inks, strict=True))
        names = [*process, *((f" {name} ", tone) for name, tone in self.spots)]
        return " ".join(f"{name}{100 * tone:.0f}" for name, tone in names if tone > 0) or "paper white"


@dataclass(frozen=True, slots=True)
class Overprint:
    """Whether paint leaves the plates alone that it does not print on (ISO 32000-1, 8.6.7)."""

    fills: bool = False
    strokes: bool = False
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Painted:
    """What all painted things have. ``source`` is the page or the Form XObject's name that paints it."""

    order: int
    rect: Rect
    source: str


@dataclass(frozen=True, slots=True)
class Text(Painted):
    """Characters shown together in one style.

    ``size`` is the size on paper. ``fill`` and ``stroke`` are None where the text is not painted so. ``unknown``
    counts glyphs without a character in ToUnicode, ``notdef`` those that are the font's blank for missing ones.
    """

    text: str
    font: str
    size: float
    baseline: float
    fill: Colour | None
    stroke: Colour | None
    overprint: Overprint
    unknown: int = 0
    notdef: int = 0

    @property
    def colour(self) -> Colour | None:
        """The colour one sees."""
        return self.fill or self.stroke


@dataclass(frozen=True, slots=True)
class Fill(Painted):
    """A filled area, as far as it is seen. ``exact`` tells that the rectangle is its very shape.

    ``thinned`` tells that it is thicker than it is seen: a clip cuts it off.
    """

    colour: Colour
    overprints: bool
    mode: int
    exact: bool
    gradient: bool = False
    thinned: bool = False

    @property
    def thickness(self) -> float:
        """The lesser side, pt."""
        return min(self.rect.width, self.rect.height)


@dataclass(frozen=True, slots=True)
class Stroke(Painted):
    """A stroked line or outline. ``width`` is the pen's on paper; 0 is the thinnest line a machine can draw.

    ``pieces`` are what the pen covers, segment by segment: an outline's rectangle holds much that it does not touch.
    ``slants`` have of those that run neither level nor upright where they begin and end, of others None.
    """

    colour: Colour
    overprints: bool
    mode: int
    width: float
    pieces: tuple[Rect, ...]
    slants: tuple[Slant | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Image(Painted):
    """A picture. ``ppi`` are effective pixels an inch across and down.

    ``ink_most`` is the most ink of any pixel, ``ink_common`` what only one pixel of a thousand passes, per cent;
    None where the data are not CMYK or grey of 8 bit. ``mask`` tells a stencil painted in the fill colour.
    """

    name: str
    family: Family
    base: Family
    width: int
    height: int
    bits: int
    ppi: tuple[float, float]
    codecs: tuple[str, ...]
    mask: bool
    ink_most: float | None = None
    ink_common: float | None = None


@dataclass(frozen=True, slots=True)
class Transparency:
    """A use of transparency: what it is, and where."""

    what: str
    rect: Rect
    source: str


@dataclass(frozen=True, slots=True)
class Font:
    """A font that text of the page is shown in."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    unicode: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation and where it is; None without a rectangle."""

    kind: str
    rect: Rect | None


@dataclass(frozen=True, slots=True)
class Boxes:
    """The page boxes as the file writes them (left, lower, right, upper in pt); None where there is none."""

    media: tuple[float, float, float, float] | None
    crop: tuple[float, float, float, float] | None
    bleed: tuple[float, float, float, float] | None
    trim: tuple[float, float, float, float] | None
    art: tuple[float, float, float, float] | None
    rotate: int = 0
    unit: float = 1.0


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent. ``profile`` are the embedded ICC profile's bytes."""

    kind: str
    identifier: str
    registry: str
    info: str
    profile: bytes = field(repr=False)
    condition: str = ""
    """The printing condition, for people."""


@dataclass(frozen=True, slots=True)
class File:
    """What the file says of itself. ``xmp`` has XMP's keys as ``{namespace}name``; None where it cannot be read."""

    version: str
    encrypted: bool
    pages: int
    ids: tuple[bytes, ...]
    info: Mapping[str, str]
    xmp: Mapping[str, str] | None
    intents: tuple[Intent, ...]
    actions: tuple[str, ...]
    attachments: tuple[str, ...]
    layers: bool
    external: tuple[str, ...]
    """Things that are kept outside of the file or replaced when it is printed: OPI, PostScript, reference forms."""
    transfer: tuple[str, ...]
    """Transfer curves in graphics states."""
    leftovers: tuple[str, ...]
    """Colour spaces anywhere in the file, used or not, that are not the press's."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its file has it, everything told from the trim's top left.

    ``width`` and ``height`` are the trim's, ``bleed`` is the BleedBox, the trim where there is none. ``group`` is the
    blend space of the page's transparency group, empty without one. ``unreadable`` tells what could not be followed.
    """

    width: float
    height: float
    bleed: Rect
    boxes: Boxes
    file: File
    texts: tuple[Text, ...]
    fills: tuple[Fill, ...]
    strokes: tuple[Stroke, ...]
    images: tuple[Image, ...]
    transparency: tuple[Transparency, ...]
    group: str
    fonts: tuple[Font, ...]
    annotations: tuple[Annotation, ...]
    unreadable: tuple[str, ...]

    @property
    def trim(self) -> Rect:
        """The trim, whose top left is 0 0."""
        return Rect(0, 0, self.width, self.height)


def overlap(one: Rect, other: Rect) -> Rect | None:
    """Return what two rectangles share; None where that is nothing. Rectangles without breadth share lines."""
    left, top = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.x + one.width, other.x + other.width), min(one.y + one.height, other.y + other.height)
    if right < left or bottom < top:
        return None
    return Rect(left, top, right - left, bottom - top)


def covers(outer: Rect, inner: Rect, play: float = 0.01) -> bool:
    """Tell whether a rectangle lies in another, within ``play`` pt."""
    return (
        outer.x <= inner.x + play
        and outer.y <= inner.y + play
        and outer.right >= inner.right - play
        and outer.bottom >= inner.bottom - play
    )


def united(one: Rect, other: Rect) -> Rect:
    """Return the smallest rectangle around two."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Rect(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)
