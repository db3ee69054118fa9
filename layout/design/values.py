"""What a design token can be: a length, a part of something, a count, a colour; and what is told about each.

A group of tokens is a model. Its fields are made by the functions here, each of which names a unit: the table of
tokens in docs/templates.md and the custom properties of the CSS are read off them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from layout.base.messages import say
from layout.base.units import LENGTH_PATTERN, parse_length

_LengthWritten = Annotated[str, Field(pattern=LENGTH_PATTERN)]

Length = Annotated[float, BeforeValidator(parse_length, json_schema_input_type=_LengthWritten)]
"""A pydantic field that is written as a string with a unit and held as points."""


class Tokens(BaseModel):
    """Base of all token groups: frozen, and an unknown token is an error.

    ``in_css`` tells whether its lengths and counts are custom properties too. What only drawn ads use is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    in_css: ClassVar[bool] = True

    @classmethod
    def usual(cls) -> Self:
        """Return the group with its defaults, which need no validator: making one takes longer than importing it."""
        return cls.model_construct()


_Tone = Annotated[float, Field(ge=0, le=1)]


class Colour(Tokens):
    """A process colour, each ink 0 to 1 (ISO 12647: cyan, magenta, yellow, black); or a spot ink in a tint (专色).

    CSS and drawings know four numbers and no spots. So the four of a spot colour are those of what stands for it with a
    mark in their fourth decimal, by which the page's finishing knows them again, whoever wrote them: no colour that
    somebody mixes has it, and a ten-thousandth of an ink is seen by nobody. ``cmyk`` is what stands for the full spot.
    """

    c: float = Field(ge=0, le=1)
    m: float = Field(ge=0, le=1)
    y: float = Field(ge=0, le=1)
    k: float = Field(ge=0, le=1)
    spot: str = ""
    tint: float = Field(default=1.0, gt=0, le=1)
    cmyk: tuple[_Tone, ...] = ()

    @classmethod
    def of_spot(cls, spot: str, tint: float, cmyk: tuple[float, ...]) -> Colour:
        """Return a tint of a spot ink, ``cmyk`` being what stands for the full one."""
        sign = hashlib.sha256(f"{spot}\0{tint:g}".encode()).digest()
        marked = [
            min(999, round(1000 * tint * value)) / 1000 + (1 + byte % 9) / 10_000
            for value, byte in zip(cmyk, sign[:4], strict=True)
        ]
        c, m, y, k = (round(value, 4) for value in marked)
        return cls(c=c, m=m, y=y, k=k, spot=spot, tint=tint, cmyk=cmyk)

    @property
    def stands(self) -> tuple[float, ...]:
        """The process inks that print for it where there is no such spot; its own numbers if it is none."""
        return tuple(round(self.tint * value, 4) for value in self.cmyk) if self.spot else tuple(self)

    @property
    def css(self) -> str:
        """The colour as CSS writes it."""
        return f"device-cmyk({self.c:g} {self.m:g} {self.y:g} {self.k:g})"

    def __iter__(self) -> Iterator[float]:  # type: ignore[override]
        yield from (self.c, self.m, self.y, self.k)


def _inks(value: object) -> object:
    if isinstance(value, list | tuple):
        if len(value) != 4:
            raise ValueError(say("an ink is four numbers from 0 to 1: [cyan, magenta, yellow, black]"))
        return dict(zip("cmyk", value, strict=True))
    if isinstance(value, dict) and value.get("spot"):
        given = value.get("cmyk")
        tones = [each for each in given if isinstance(each, int | float)] if isinstance(given, list | tuple) else []
        if len(tones) != 4 or not all(0 <= tone <= 1 for tone in tones):
            raise ValueError(say("a spot colour needs cmyk: four numbers from 0 to 1 that stand for the full ink"))
        if any(key in value for key in "cmyk"):
            raise ValueError(say("a spot colour has spot, cmyk and tint, and no inks of its own"))
        tint = value.get("tint", 1)
        if not isinstance(tint, int | float) or not 0 < tint <= 1:
            raise ValueError(say("tint is more than 0, and 1 for the full ink"))
        return Colour.of_spot(" ".join(str(value["spot"]).split()), float(tint), tuple(map(float, tones)))
    if isinstance(value, dict) and ("cmyk" in value or "tint" in value):
        raise ValueError(say("cmyk and tint are of a spot colour: name its ink, spot: PANTONE 185 C"))
    return value


class _SpotWritten(Tokens):
    """A spot colour as it is written."""

    spot: Annotated[str, Field(min_length=1)]
    cmyk: Annotated[tuple[_Tone, ...], Field(min_length=4, max_length=4)]
    tint: float = Field(default=1.0, gt=0, le=1)


class _InksWritten(Tokens):
    """A process colour as a group of keys."""

    c: _Tone
    m: _Tone
    y: _Tone
    k: _Tone


_InkWritten = Annotated[tuple[_Tone, ...], Field(min_length=4, max_length=4)]

Ink = Annotated[Colour, BeforeValidator(_inks, json_schema_input_type=_InkWritten | _InksWritten | _SpotWritten)]
"""A colour written as four numbers, [c, m, y, k], or as a spot ink with what stands for it."""


class _Font:
    """Marks a token that names one of the design's fonts."""


FontName = Annotated[str, _Font]
"""A short name of ``fonts:``."""

FontNames = Annotated[dict[int, str], _Font]
"""Short names of ``fonts:`` by numbers."""

Share = Annotated[float, Field(ge=0.05, le=1)]
"""An item of a list of shares."""

REQUIRED: Any = ...
"""The default of a token that every design has to give."""


def pt(default: float, says: str, *, least: float = 0.0, most: float = 144.0) -> Any:
    """Return the field of a length, of type Length; default and bounds in pt."""
    return told(default, says, "pt", least, most)


def em(default: float, says: str, of: str, *, least: float = 0.0, most: float = 6.0) -> Any:
    """Return the field of a distance in em of a size of type."""
    return told(default, says, f"em of {of}", least, most)


def share(default: float, says: str, of: str, *, least: float = 0.0, most: float = 1.0) -> Any:
    """Return the field of a part of something, 1 being all of it."""
    return told(default, says, f"share of {of}", least, most)


def rows(default: float, says: str, *, least: float = 0, most: float = 40) -> Any:
    """Return the field of a height in rows of the grid; parts of a row where its type is float."""
    return told(default, says, "rows", least, most)


def amount(default: float, says: str, unit: str, *, least: float = 1, most: float = 100) -> Any:
    """Return the field of a count or of a plain number."""
    return told(default, says, unit, least, most)


def shares(default: tuple[float, ...], says: str, of: str) -> Any:
    """Return the field of several shares that are tried, of type ``tuple[Share, ...]``."""
    return Field(
        default=default, min_length=1, max_length=16, description=says, json_schema_extra=_unit(f"shares of {of}")
    )


def told(default: Any, says: str, unit: str, least: float | None = None, most: float | None = None) -> Any:
    """Return a field with its unit in words."""
    return Field(default=default, ge=least, le=most, description=says, json_schema_extra=_unit(unit))


def _unit(unit: str) -> dict[str, Any]:
    return {"unit": unit}


def unit_of(field: FieldInfo) -> str:
    """Return the unit of a token, nothing if it has none."""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def names_font(field: FieldInfo) -> bool:
    """Tell whether a token is the name of a font, or names of fonts by numbers."""
    return _Font in field.metadata
