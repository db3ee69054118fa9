"""The colour spaces of a ready-made ad, each with what its numbers are in the press's inks, and as light.

`layout.pdf.spaces` tells which space something is in; here the whole of it is read: profiles, tables, functions.
Many colours are brought over at once, a row each.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from layout.base.messages import say
from layout.images import colour
from layout.images.inks import BLACK, PROCESS
from layout.pdf.functions import Function, FunctionError, Rows, function_of
from layout.pdf.mend.change import CannotMendError
from layout.pdf.resources import Resources
from layout.pdf.spaces import INLINE_NAMES

_DEPTH = 8
"""Spaces that rest on one another; what goes deeper goes in a circle."""
_NEUTRAL, _COLOURED = 4.0, 16.0
"""How far apart red, green and blue are, of 255: up to the first a colour is grey and is printed in black alone, from
the second on it has a hue. Between them it is mixed of both, so that no gradient has an edge there."""
_LAB_NEUTRAL, _LAB_COLOURED = 1.5, 6.0
"""The same of the chroma of CIELAB."""
_LIGHT = np.array([0.3, 0.59, 0.11])
"""The parts of red, green and blue in the luminosity of a soft mask (ISO 32000-1, 11.3.5.3)."""
_D50 = np.array([0.9642, 1.0, 0.8249])
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
"""The matrix of chromatic adaptation that ICC profiles are made with (ICC.1, annex E)."""


@dataclass(frozen=True, slots=True)
class Inks:
    """A press: its profile, the most ink it takes, and the faintest and fullest tint its plates hold, per cent."""

    profile: bytes = field(repr=False)
    limit: float
    lightest: float = 0.0
    darkest: float = 100.0

    def within(self, rows: Rows) -> Rows:
        """Return inks within the limit: the three chromatic ones go down in proportion, black stays."""
        most = self.limit / 100
        chromatic, black = rows[:, :3].sum(axis=1), rows[:, 3]
        over = chromatic + black > most + _SLACK
        if not over.any():
            return rows
        part = np.where(over, np.maximum(most - black, 0) / np.maximum(chromatic, _SLACK), 1.0)
        made = np.column_stack([rows[:, :3] * part[:, None], black])
        # Rounded down, so that what is written never passes the limit again.
        made[over, :3] = np.floor(made[over, :3] * 1e4) / 1e4
        return made

    def held(self, rows: Rows) -> Rows:
        """Return inks of flat colours in tints that the plates hold: a trace beside other ink goes, what is nearly full
        is full. A colour that is no more than a trace stays: somebody wanted it."""
        least, most = self.lightest / 100, self.darkest / 100
        trace = (rows < least) & (rows.max(axis=1, keepdims=True) >= least)
        full = np.where(rows < (1 + most) / 2, most, 1.0)
        return np.where(trace, 0.0, np.where(rows > most, full, rows))

    def of_rgb(self, rows: Rows, embedded: bytes) -> Rows:
        """Return colours of red, green and blue, 0 to 1, in inks; those without a hue in black alone."""
        codes = np.rint(np.clip(rows, 0, 1) * 255).astype(np.uint8)
        inks = _matched(codes, "RGB", embedded, self.profile)
        spread = codes.max(axis=1).astype(float) - codes.min(axis=1)
        return self._with_black(inks, codes @ _LIGHT, _hue(spread, _NEUTRAL, _COLOURED))

    def of_lab(self, rows: Rows) -> Rows:
        """Return colours of CIELAB in inks; those without a hue in black alone."""
        inks = _matched(lab_codes(rows), "LAB", b"", self.profile)
        grey = _srgb_tone(rows[:, 0]) * 255
        return self._with_black(inks, grey, _hue(np.hypot(rows[:, 1], rows[:, 2]), _LAB_NEUTRAL, _LAB_COLOURED))

    def _with_black(self, inks: Rows, greys: Rows, hue: Rows) -> Rows:
        """Return inks mixed with the black that prints their greys, 0 to 255, as far as they have no hue."""
        tones = np.array(colour.black_tones(self.profile), np.float64)
        black = np.zeros_like(inks)
        black[:, PROCESS.index(BLACK)] = 1 - tones[np.clip(np.rint(greys), 0, 255).astype(int)] / 255
        return inks * hue[:, None] + black * (1 - hue[:, None])


_SLACK = 1e-6


def _hue(spread: Rows, neutral: float, coloured: float) -> Rows:
    return np.clip((spread - neutral) / (coloured - neutral), 0, 1)


def _matched(codes: Any, mode: str, embedded: bytes, press: bytes) -> Rows:
    """Return colours of a byte a number, brought over by the profiles, from 0 to 1."""
    made = colour.matched(Image.frombytes(mode, (len(codes), 1), codes.tobytes()), embedded, press)
    return np.frombuffer(made.tobytes(), np.uint8).reshape(len(codes), -1) / 255.0


def lab_codes(rows: Rows) -> Any:
    """Return CIELAB as Pillow has it: lightness as a byte of 255, the others as bytes with a sign."""
    light = np.rint(np.clip(rows[:, :1], 0, 100) * 2.55).astype(np.uint8)
    return np.hstack([light, np.clip(np.rint(rows[:, 1:]), -128, 127).astype(np.int8).view(np.uint8)])


def _srgb_tone(lightness: Rows) -> Rows:
    """Return CIE lightness, 0 to 100, as the number that sRGB has for it (IEC 61966-2-1)."""
    light = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness / 903.3)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055)


class Source(ABC):
    """A colour space.

    ``label`` is what a studio calls it, ``ours`` whether its numbers are the press's as they are, ``in_inks`` whether
    they are chosen as inks, whoever they are reckoned by, ``nothing`` whether it leaves no mark, whatever its numbers
    are (ISO 32000-1, 8.6.6.4).
    """

    components = 1
    label = ""
    ours = False
    in_inks = False
    nothing = False

    @property
    def reckoned(self) -> bool:
        """Whether the press's profile makes its inks, so that nobody chose their tints."""
        return not self.in_inks

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour that choosing the space gives (ISO 32000-1, table 74, operator CS)."""
        return (0.0,) * self.components

    @property
    def ranges(self) -> Rows:
        """The least and the greatest of each number: what a picture's samples stand for without Decode (table 90)."""
        return np.array([[0.0, 1.0]] * self.components)

    @abstractmethod
    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return colours in the four inks, 0 to 1, not held to the limit. Raises FunctionError."""

    @abstractmethod
    def light(self, rows: Rows) -> Rows:
        """Return the luminosity of colours, a column of 0 to 1, as a soft mask takes it. Raises FunctionError."""

    def told(self, values: tuple[float, ...]) -> str:
        """Return a colour in figures, for people."""
        return " ".join(f"{value * 100:.0f}" for value in values)


class Grey(Source):
    """DeviceGray, and calibrated greys by their numbers."""

    def __init__(self, label: str = "") -> None:
        self.label, self.ours = label, not label

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return the black plate."""
        made = np.zeros((len(rows), len(PROCESS)))
        made[:, PROCESS.index(BLACK)] = 1 - np.clip(rows[:, 0], 0, 1)
        return made

    def light(self, rows: Rows) -> Rows:
        """Return the numbers."""
        return np.clip(rows[:, :1], 0, 1)


class Cmyk(Source):
    """DeviceCMYK, and profiles of CMYK by their numbers. ``profile`` is for pictures."""

    components = len(PROCESS)
    in_inks = True

    def __init__(self, label: str = "", profile: bytes = b"") -> None:
        self.label, self.ours, self.profile = label, not label, profile

    @property
    def initial(self) -> tuple[float, ...]:
        """Black."""
        return tuple(float(ink == BLACK) for ink in PROCESS)

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return the numbers."""
        return np.clip(rows, 0, 1)

    def light(self, rows: Rows) -> Rows:
        """Return what is left of the light by every ink (ISO 32000-1, 11.5.3)."""
        left = 1 - np.clip(rows, 0, 1)
        return np.asarray(left[:, :3] @ _LIGHT * left[:, 3])[:, None]


class Rgb(Source):
    """DeviceRGB, and profiles of RGB."""

    components = 3
    label = "RGB"

    def __init__(self, profile: bytes = b"") -> None:
        self.profile = profile

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return them by the profile, or else as sRGB."""
        return press.of_rgb(rows, self.profile)

    def light(self, rows: Rows) -> Rows:
        """Return their luminosity."""
        return np.asarray(np.clip(rows, 0, 1) @ _LIGHT)[:, None]

    def told(self, values: tuple[float, ...]) -> str:
        """Return them as a studio writes them."""
        return " ".join(f"{letter}{value * 255:.0f}" for letter, value in zip("RGB", values, strict=True))


class Lab(Source):
    """CIELAB, of the file's own or by a profile of it."""

    components = 3
    label = "Lab"

    def __init__(self, ends: Rows) -> None:
        self._ranges = np.vstack([[[0.0, 100.0]], ends])

    @property
    def initial(self) -> tuple[float, ...]:
        """The darkest."""
        return tuple(float(np.clip(0, low, high)) for low, high in self._ranges)

    @property
    def ranges(self) -> Rows:
        """Those of the space."""
        return self._ranges

    def lab(self, rows: Rows) -> Rows:
        """Return the numbers within their ranges."""
        return np.clip(rows, self._ranges[:, 0], self._ranges[:, 1])

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return them by the press's profile."""
        return press.of_lab(self.lab(rows))

    def light(self, rows: Rows) -> Rows:
        """Return the luminosity of what sRGB has for them."""
        return np.asarray(_matched(lab_codes(self.lab(rows)), "LAB", b"", b"") @ _LIGHT)[:, None]

    def told(self, values: tuple[float, ...]) -> str:
        """Return them as a studio writes them."""
        return " ".join(f"{letter}{value:.0f}" for letter, value in zip("Lab", values, strict=True))


class CalRgb(Rgb):
    """CalRGB by its parameters (ISO 32000-1, 8.6.5.3)."""

    def __init__(self, white: Rows, gamma: Rows, matrix: Rows) -> None:
        super().__init__()
        cone = (_BRADFORD @ _D50) / (_BRADFORD @ white)
        self._gamma = gamma
        self._to_d50 = np.linalg.inv(_BRADFORD) @ np.diag(cone) @ _BRADFORD @ matrix

    def lab(self, rows: Rows) -> Rows:
        """Return the colours in CIELAB."""
        part = (np.clip(rows, 0, 1) ** self._gamma) @ self._to_d50.T / _D50
        root = np.where(part > (6 / 29) ** 3, np.cbrt(part), part * (29 / 6) ** 2 / 3 + 4 / 29)
        return np.column_stack(
            [116 * root[:, 1] - 16, 500 * (root[:, 0] - root[:, 1]), 200 * (root[:, 1] - root[:, 2])]
        )

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return them by what they look like."""
        return press.of_lab(self.lab(rows))


class Table(Source):
    """An Indexed space; ``colours`` are those of its table, in inks and as light worked out when they are asked for."""

    def __init__(self, under: Source, table: bytes, most: int) -> None:
        self.under, self.label, self.in_inks = under, under.label, under.in_inks
        each = under.components
        codes = np.frombuffer(table[: (most + 1) * each].ljust((most + 1) * each, b"\0"), np.uint8).reshape(-1, each)
        self.colours = under.ranges[:, 0] + codes / 255.0 * (under.ranges[:, 1] - under.ranges[:, 0])

    @property
    def reckoned(self) -> bool:
        """Whether the press's profile makes the inks of its colours."""
        return self.under.reckoned

    def _looked_up(self, rows: Rows) -> Rows:
        made: Rows = self.colours[np.clip(np.rint(rows[:, 0]), 0, len(self.colours) - 1).astype(int)]
        return made

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return the table's."""
        return self.under.inks(self._looked_up(rows), press)

    def light(self, rows: Rows) -> Rows:
        """Return the table's."""
        return self.under.light(self._looked_up(rows))

    def told(self, values: tuple[float, ...]) -> str:
        """Return the colour of the table."""
        found = self._looked_up(np.array([values]))[0]
        return self.under.told(tuple(float(value) for value in found))


_PROCESS = {ink.name: number for number, ink in enumerate(PROCESS)}


class Tints(Source):
    """Separation and DeviceN: tints of inks by their names."""

    in_inks = True

    def __init__(self, names: tuple[str, ...], under: Source, function: Callable[[], Function]) -> None:
        self.names, self.components, self._under, self._function = names, len(names), under, function
        self.nothing = set(names) == {"None"}
        self.spots = tuple(name for name in names if name not in (*_PROCESS, "All", "None"))
        self.label = "" if self.spots else say("inks by their names")

    @property
    def reckoned(self) -> bool:
        """Whether the press's profile makes its inks: what stands for a spot may be told in RGB or Lab."""
        return bool(self.spots) and self._under.reckoned

    @property
    def initial(self) -> tuple[float, ...]:
        """Full tints."""
        return (1.0,) * self.components

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return process inks as they are; others as the alternate space has them."""
        rows = np.clip(rows, 0, 1)
        if self.names == ("All",):
            return np.repeat(rows, len(PROCESS), axis=1)
        if self.spots and isinstance(self._under, Cmyk):
            return self._under.inks(self._function()(rows), press)
        made = np.zeros((len(rows), len(PROCESS)))
        own = [number for number, name in enumerate(self.names) if name in _PROCESS]
        if self.spots:
            alone = rows.copy()
            alone[:, own] = 0
            made += self._under.inks(self._function()(alone), press)
        for number in own:
            made[:, _PROCESS[self.names[number]]] += rows[:, number]
        return np.clip(made, 0, 1)

    def light(self, rows: Rows) -> Rows:
        """Return the luminosity of the alternate; of inks without a function that of the inks."""
        if self.spots:
            return self._under.light(self._function()(np.clip(rows, 0, 1)))
        return Cmyk().light(self.inks(rows, _NO_PRESS))


_NO_PRESS = Inks(b"", 400)


class Uncoloured(Source):
    """The space of a pattern; an uncoloured one is painted in a colour of the space ``under`` it."""

    def __init__(self, under: Source | None) -> None:
        self.under = under
        self.components = under.components if under else 0
        self.label = under.label if under else ""

    @property
    def reckoned(self) -> bool:
        """Whether the press's profile makes the inks of the colour."""
        return self.under is not None and self.under.reckoned

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Return the colours under it."""
        if self.under is None:
            raise CannotMendError(say("has a pattern without a colour where it needs one"))
        return self.under.inks(rows, press)

    def light(self, rows: Rows) -> Rows:
        """Return the colours under it."""
        if self.under is None:
            raise CannotMendError(say("has a pattern without a colour where it needs one"))
        return self.under.light(rows)

    def told(self, values: tuple[float, ...]) -> str:
        """Return the colour under it."""
        return self.under.told(values) if self.under else ""


class Inherited(Source):
    """What a stream finds set by who draws it and what cannot be known, such as the colour under a glyph."""

    ours = True

    def inks(self, rows: Rows, press: Inks) -> Rows:
        """Raise the error: nobody knows."""
        raise CannotMendError(say("has a colour whose space is not told"))

    def light(self, rows: Rows) -> Rows:
        """Raise the error: nobody knows."""
        raise CannotMendError(say("has a colour whose space is not told"))


GREY, CMYK, RGB, PATTERN, UNTOLD = Grey(), Cmyk(), Rgb(), Uncoloured(None), Inherited()
_DEVICE: dict[str, tuple[Source, str]] = {
    "/DeviceGray": (GREY, "/DefaultGray"),
    "/DeviceRGB": (RGB, "/DefaultRGB"),
    "/DeviceCMYK": (CMYK, "/DefaultCMYK"),
}
"""Device space -> itself, and the name under which the resources may have another for it (ISO 32000-1, 8.6.5.6)."""
CALIBRATED_GREY, PROFILED_CMYK = say("grey with a profile"), say("CMYK with a profile")

_SENSELESS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, pikepdf.PdfError)


def source_of(value: object, resources: Resources, *, inline: bool = False) -> Source:
    """Return the space an operator, a picture or a gradient names. Raises CannotMendError for what is none."""
    try:
        return _source(value, resources, inline, 0)
    except FunctionError as error:
        raise CannotMendError(say("has a colour that cannot be reckoned: {error}", error=error)) from error
    except _SENSELESS as error:
        raise CannotMendError(say("has a colour space that makes no sense")) from error


def _source(value: Any, resources: Resources, inline: bool, depth: int) -> Source:
    if depth > _DEPTH:
        raise CannotMendError(say("has a colour space that makes no sense"))
    if isinstance(value, pikepdf.Name):
        return _named(str(value), resources, inline, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        raise CannotMendError(say("has a colour space that makes no sense"))
    kind = str(value[0])
    match INLINE_NAMES.get(kind, kind):
        case "/ICCBased":
            return _profiled(value[1], resources, depth)
        case "/CalGray":
            return Grey(CALIBRATED_GREY)
        case "/CalRGB":
            return _calibrated(value[1])
        case "/Lab":
            return Lab(_numbers(value[1].get("/Range"), (-100, 100, -100, 100)).reshape(2, 2))
        case "/Indexed":
            under = _source(value[1], resources, inline, depth + 1)
            if isinstance(under, Table | Uncoloured):
                raise CannotMendError(say("has a colour space that makes no sense"))
            table = value[3].read_bytes() if isinstance(value[3], pikepdf.Stream) else bytes(value[3])
            return Table(under, table, min(255, max(0, int(value[2]))))
        case "/Separation" | "/DeviceN":
            names = [value[1]] if kind == "/Separation" else value[1].as_list()
            under = _source(value[2], resources, inline, depth + 1)
            made: list[Function] = []

            def function(held: Any = value[3]) -> Function:
                if not made:
                    made.append(function_of(held))
                return made[0]

            return Tints(tuple(str(name)[1:] for name in names), under, function)
        case "/Pattern" if len(value) > 1:
            return Uncoloured(_source(value[1], resources, inline, depth + 1))
        case name:
            return _named(name, resources, inline, depth)


def _named(name: str, resources: Resources, inline: bool, depth: int) -> Source:
    found = resources.get("/ColorSpace", name)
    if inline or found is None:
        name = INLINE_NAMES.get(name, name)
    if name == "/Pattern":
        return PATTERN
    if name in _DEVICE:
        source, default = _DEVICE[name]
        other = resources.get("/ColorSpace", default)
        # The space that stands for a device space never rests on that itself.
        return source if other is None else _source(other, _NONE, inline, depth + 1)
    if name in ("/CalRGB", "/CalGray"):  # PDF 1.0 had them without parameters
        return RGB if name == "/CalRGB" else Grey(CALIBRATED_GREY)
    if found is None:
        raise CannotMendError(say("has a colour in a space that is not in the file ({name})", name=name[1:]))
    return _source(found, resources, inline, depth + 1)


_NONE = Resources(None)


def _profiled(profile: Any, resources: Resources, depth: int) -> Source:
    """Return a profile's space; where the profile is broken, what it says stands for it, or the usual one."""
    count = int(profile.get("/N", 0))
    try:
        data = profile.read_bytes()
    except pikepdf.PdfError:
        data = b""
    if count == 1:
        return Grey(CALIBRATED_GREY)
    if count == 3 and data[16:20] == b"Lab ":
        return Lab(_numbers(profile.get("/Range"), (0, 100, -128, 127, -128, 127)).reshape(3, 2)[1:])
    if count == 4:
        return Cmyk(PROFILED_CMYK, data if colour.profile_fits(data, "CMYK") else b"")
    if count == 3 and colour.profile_fits(data, "RGB"):
        return Rgb(data)
    if "/Alternate" in profile:
        other = _source(profile.Alternate, resources, False, depth + 1)
        if other.components == count and not isinstance(other, Uncoloured):
            return other
    if count == 3:
        return RGB
    raise CannotMendError(say("has colours of a profile of {count:channel|channels}", count=count))


def _calibrated(entry: Any) -> Source:
    white = _numbers(entry.get("/WhitePoint"), (0.9505, 1, 1.089))
    gamma = _numbers(entry.get("/Gamma"), (1, 1, 1))
    # Columns of the matrix are what red, green and blue are; the file has one after another.
    matrix = _numbers(entry.get("/Matrix"), (1, 0, 0, 0, 1, 0, 0, 0, 1)).reshape(3, 3).T
    if (white <= 0).any() or (gamma <= 0).any():
        return RGB
    return CalRgb(white, gamma, matrix)


def _numbers(value: Any, usual: tuple[float, ...]) -> Rows:
    made = np.array(usual if value is None else [float(each) for each in value.as_list()], np.float64)
    if len(made) != len(usual) or not np.isfinite(made).all():
        raise CannotMendError(say("has a colour space that makes no sense"))
    return made
