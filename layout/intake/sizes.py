"""Sizes of ads as ad desks write them, in parts of a page and in millimetres, as columns and rows of a page's grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, isqrt

from layout.base.units import MM
from layout.design.sheet import GridTokens

MOST_OVER = 1.0
"""Millimetres that a size may be larger than the columns and rows it is given: sizes are written rounded."""
STRIP = 80.0
"""The height of a strip over the whole width (通栏), mm: what price lists have where they say no other."""


@dataclass(frozen=True, slots=True)
class Module:
    """Columns and rows that hold a size; and whether the size was a guess, as of a strip that names no height."""

    columns: int
    rows: int
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Grids:
    """The grids of an edition's pages: page -> its template's name and grid, in the order of the pages."""

    pages: Mapping[str, tuple[str, GridTokens]]

    def of(self, page: str) -> tuple[str, GridTokens | None]:
        """Return the template and grid of a page, of the first one if it is not known which."""
        if not self.pages:
            return "", None
        return self.pages.get(page.strip()) or next(iter(self.pages.values()))


def module_of(text: str, grid: GridTokens, unit: str = "") -> Module | None:
    """Return the smallest columns and rows that hold a size; None if it is none, or larger than the type area.

    ``unit`` is that of bare numbers: what the column's name says, such as 尺寸(cm).
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _part(plain, grid) or _strip(plain, grid) or _measured(plain, grid, unit)


# Parts of a page

_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12,
    "十六": 16, "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "ninth": 9, "tenth": 10,
    "twelfth": 12, "sixteenth": 16, "one": 1, "two": 2, "three": 3,
}  # fmt: skip
_WORD = "|".join(sorted((name for name in _NUMBERS if name.isascii()), key=len, reverse=True))
_PAGE = r"(?:个?版面?|page|pg\.?|p)"
_FRACTION = re.compile(
    rf"(?:(?P<up>横|竖|立)\s*)?(?:(?P<part>\d{{1,2}})\s*/\s*(?P<of>\d{{1,2}})|(?P<zhof>[一二三四五六七八九十]+)分之"
    rf"(?P<zh>[一二两三四五六七八九])|(?:(?P<many>one|two|three|a)[\s-]+)?(?P<word>{_WORD})s?|(?P<half>半))"
    rf"\s*[-\s]?\s*{_PAGE}(?:\s*,?\s*\(?(?P<way>horizontal|vertical|横|竖)\)?)?"
)
_WHOLE = re.compile(rf"(?:(?:整|全|一|1)\s*个?版面?|full[\s-]*{_PAGE}|1\s*{_PAGE}|whole[\s-]*page)")


def _part(text: str, grid: GridTokens) -> Module | None:
    if _WHOLE.fullmatch(text):
        return Module(grid.columns, grid.rows)
    found = _FRACTION.fullmatch(text)
    if found is None:
        return None
    if found["half"]:
        part, of = 1, 2
    elif found["word"]:
        part, of = _NUMBERS.get(found["many"] or "a", 1), _NUMBERS[found["word"]]
    elif found["zhof"]:
        part, of = _NUMBERS[found["zh"]], _NUMBERS.get(found["zhof"], 0)
    else:
        part, of = int(found["part"]), int(found["of"])
    if not 0 < part <= of:
        return None
    upright = (found["up"] or found["way"] or "") in ("竖", "立", "vertical")
    across = next(each for each in range(isqrt(of), 0, -1) if of % each == 0) if part == 1 else 1
    down = of // across
    if upright:
        across, down = down, across
    wide, high = (1 / across, part / down) if part == 1 or not upright else (part / across, 1 / down)
    return Module(ceil(grid.columns * wide - 1e-9), ceil(grid.rows * high - 1e-9))


_STRIP = re.compile(r"(?:(?P<part>\d)\s*/\s*(?P<of>\d)|(?P<half>半)|(?P<two>双|两))?\s*通栏")


def _strip(text: str, grid: GridTokens) -> Module | None:
    """Return a strip over the whole width, or half of it; half of one is as high as one (半通栏)."""
    found = _STRIP.fullmatch(text)
    if found is None:
        return None
    share = 0.5 if found["half"] else int(found["part"]) / int(found["of"]) if found["part"] else 1.0
    high = STRIP * (2 if found["two"] else 1) * MM
    if not 0 < share <= 1:
        return None
    return Module(ceil(grid.columns * share - 1e-9), min(grid.rows, ceil(high / grid.row)), is_guess=True)


# Sizes in millimetres

_UNITS = {
    "mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "公分": 10.0, "in": 25.4, "inch": 25.4, "inches": 25.4,
    '"': 25.4, "英寸": 25.4,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SIDE = r"(?:宽度?|高度?|长|width|height|w|h)"
_TIMES = r"\s*(?:[x×*✕╳乘,，]|by)\s*"
_COLUMNS = r"(?:栏|col(?:umn)?s?\.?)"


def _one(name: str) -> str:
    return (
        rf"\(?(?P<{name}before>{_SIDE})?\)?\s*[:：]?\s*(?P<{name}>\d{{1,4}}(?:\.\d{{1,2}})?)\s*"
        rf"(?:(?P<{name}unit>{_UNIT})\.?|(?P<{name}columns>{_COLUMNS}))?\s*\(?(?P<{name}after>{_SIDE})?\)?"
    )


_MEASURED = re.compile(rf"{_one('a')}(?:{_TIMES}|\s+(?={_SIDE})|(?<=\D)(?={_SIDE})){_one('b')}")


def unit_in(name: str) -> str:
    """Return the unit of length that a column's name has in brackets, or behind a stroke; nothing if it has none."""
    plain = unicodedata.normalize("NFKC", name).lower()
    found = re.search(rf"[(/\[,:]\s*(?:单位\s*:?\s*)?({_UNIT})\s*[)\]]?\s*$", plain)
    return found[1] if found else ""


def length(text: str, unit: str) -> float | None:
    """Return a length in mm, with its own unit or the given one; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = re.fullmatch(rf"(\d{{1,4}}(?:\.\d{{1,2}})?)\s*({_UNIT})?\.?", plain)
    if found is None or not (found[2] or unit):
        return None
    return float(found[1]) * _UNITS[found[2] or unit]


def _measured(text: str, grid: GridTokens, unit: str) -> Module | None:
    found = _MEASURED.fullmatch(text)
    if found is None:
        return None
    units = (found["aunit"] or found["bunit"] or unit, found["bunit"] or found["aunit"] or unit)
    sides = [_names(found[f"{name}before"] or found[f"{name}after"] or "") for name in "ab"]
    first, second = float(found["a"]), float(found["b"])
    if found["acolumns"]:  # 2 columns × 10 cm
        fits = first == int(first) and found["bunit"] and 1 <= first <= grid.columns
        rows = _rows(second * _UNITS[units[1]], grid) if fits else None
        return Module(int(first), rows) if rows else None
    if found["bcolumns"] or not all(units):
        return None
    wide, high = first * _UNITS[units[0]], second * _UNITS[units[1]]
    if sides[0] == "h" or sides[1] == "w":
        wide, high = high, wide
    return module_for(wide, high, grid) or (None if any(sides) else module_for(high, wide, grid))


def _names(side: str) -> str:
    return "h" if side[:1] in ("高", "h") else "w" if side[:1] in ("宽", "w") else ""


def module_for(wide: float, high: float, grid: GridTokens) -> Module | None:
    """Return the smallest columns and rows that hold a width and a height in mm; None if the type area does not."""
    over = MOST_OVER * MM
    widths = range(1, grid.columns + 1)
    columns = next((each for each in widths if grid.measure(each) + over >= wide * MM), 0)
    rows = _rows(high, grid)
    return Module(columns, rows) if columns and rows and wide > 0 else None


def _rows(high: float, grid: GridTokens) -> int | None:
    rows = ceil((high - MOST_OVER) * MM / grid.row)
    return max(1, rows) if high > 0 and rows <= grid.rows else None
