"""Sizes of ads as ad desks write them: by name, in parts of a page, in millimetres, on the grid of a page's template.

A size that ads.yaml has a name for (`layout.edition.ads.Size`) stays that name: `layout.ads.modules` says what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, isqrt
from typing import get_args

from layout.ads import modules
from layout.base.text import one_line
from layout.base.units import MM
from layout.design.sheet import GridTokens
from layout.design.tokens import Design
from layout.edition.ads import Size

MOST_OVER = 1.0
"""Millimetres that a size may be larger than the columns and rows it is given: sizes are written rounded."""
_LEAST_ROWS = 2
"""The fewest rows an ad can have: see `layout.edition.ads.Ad`."""
SIZES: tuple[Size, ...] = get_args(Size)


@dataclass(frozen=True, slots=True)
class Sold:
    """Columns and rows that an ad was sold as, and the name of the size if it has one.

    ``is_guess`` tells that the grid cannot have the size as it is named: as of half the width of five columns;
    ``is_turned`` that it only fits with its height written before its width.
    """

    columns: int
    rows: int
    name: Size | None = None
    is_guess: bool = False
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class Designs:
    """The templates of an edition's pages: page -> its template's name and tokens, in the order of the pages."""

    pages: Mapping[str, tuple[str, Design]]

    def of(self, page: str) -> tuple[str, Design | None]:
        """Return the template of a page as a booking calls it (A1, 第3版), of the first one if none is so called."""
        if not self.pages:
            return "", None
        return self.pages.get(self.page(page)) or next(iter(self.pages.values()))

    def page(self, called: str) -> str:
        """Return the page that a booking means; what it says, in one line, if none is so called."""
        plain = _plain_page(called)
        return next((name for name in self.pages if _plain_page(name) == plain), one_line(called))


_MIXED = re.compile(r"(\d{1,2}) ?([¼½¾⅛⅜⅝⅞])")
_INCHES = re.compile(r"\b(\d{1,2})[ -](\d{1,2})/([248]|16)(?=\s*(?:in|\"|x|×))")
"""Numbers such as 4½ and 4 1/2."""


def _plain_page(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    found = re.fullmatch(r"(?:第|page|p\.?)?\s*0*(\w+?)\s*版?", plain)
    return found[1] if found else plain


def sold_as(text: str, design: Design, unit: str = "") -> Sold | None:
    """Return what a size is on a template's grid; None if it is none, or larger than the type area.

    One in a unit is the smallest columns and rows that hold it; one that is named and measured is as it is measured.
    ``unit`` is that of bare numbers: what the column's name says, such as 尺寸(cm).
    """
    text = _MIXED.sub(lambda found: f"{int(found[1]) + unicodedata.numeric(found[2]):.2f}", text)
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("⁄", "/")
    plain = _INCHES.sub(lambda found: f"{int(found[1]) + int(found[2]) / int(found[3]):.2f}", plain)
    grid = design.grid
    if found := _BOTH.fullmatch(plain):
        name, measure = found["name"].strip(), found["measure"].strip()
        called = _called(name, design)
        if called is not None and not _SAYS_UNIT.search(measure) and not unit:
            return called  # 半版 (235×170), of which nobody knows the unit
        if called is not None:
            return _measured(measure, grid, unit) or _high_strip(name, measure, design, unit)
    return _called(plain, design) or _measured(plain, grid, unit)


def _called(text: str, design: Design) -> Sold | None:
    """Return what is meant by a name or by a part of a page."""
    if (name := _named(text)) is not None:
        module = modules.Module.named(name, design)
        return Sold(module.columns, module.rows, name)
    return _part(text, design.grid) or _strip(text, design)


# Names

_NAMES: Mapping[Size, str] = {
    "full": r"(?:整|全|满|滿|一整|[一1])\s*[个個]?版面?|full|(?:full|whole|1|one)[\s-]*(?:page|pg\.?|p)",
    "bleed": r"(?:full[\s-]*(?:page[\s-]*)?)?bleed|出血(?:整?版)?",
    "strip": r"(?:一[条條个個]|1)?\s*通[栏欄]|(?:full[\s-]*width\s+)?strip|banner",
    "double-strip": r"(?:双|雙|两[个条]?|兩[個條]?|2)\s*通[栏欄]|double[\s-]*(?:strip|banner)",
    "ear": r"(?:报|報)眼(?:[广廣]告)?|ears?(?:\s*(?:piece|panel))?",
}


def _named(text: str) -> Size | None:
    """Return the size of ads.yaml that a name means; a part of a page may be one, too: see `_part`."""
    if text in SIZES:
        return text
    return next((size for size, names in _NAMES.items() if re.fullmatch(names, text)), None)


# Parts of a page

_NUMBERS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12,
    "十六": 16, "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "ninth": 9, "tenth": 10,
    "twelfth": 12, "sixteenth": 16, "one": 1, "two": 2, "three": 3,
}  # fmt: skip
_WORD = "|".join(sorted((name for name in _NUMBERS if name.isascii()), key=len, reverse=True))
_PAGE = r"(?:[个個]?版面?|page|pg\.?|p)"
_ACROSS, _UPRIGHT = r"horizontal|horiz\.?|landscape|h|横|橫", r"vertical|vert\.?|portrait|v|竖|豎|立|直"
_WAY = rf"(?:{_ACROSS}|{_UPRIGHT})"
_FRACTION = re.compile(
    rf"(?:(?P<before>{_WAY})[\s-]*)?(?:(?P<part>\d{{1,2}})\s*/\s*(?P<of>\d{{1,2}})|(?P<zhof>[一二三四五六七八九十]+)分之"
    rf"(?P<zh>[一二两三四五六七八九])|(?:(?P<many>one|two|three|a)[\s-]+)?(?P<word>{_WORD})s?|(?P<half>半))"
    rf"\s*[-\s]?\s*(?P<page>{_PAGE})?(?:\s*,?\s*\(?(?P<after>{_WAY})\)?)?"
)


def _part(text: str, grid: GridTokens) -> Sold | None:
    found = _FRACTION.fullmatch(text)
    if found is None or (found["half"] and not found["page"]):
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
    return _share(part, of, found["before"] or found["after"] or "", grid)


def _share(part: int, of: int, way: str, grid: GridTokens) -> Sold | None:
    """Return a part of a page, lying or upright: half of it over all columns, a quarter half as wide and as high.

    No more rows than its share, so that all parts of a page stand on it; where columns cannot be divided, those that
    hold its width, and fewer rows.
    """
    upright, lying = re.fullmatch(_UPRIGHT, way) is not None, re.fullmatch(_ACROSS, way) is not None
    name: Size | None = None
    if part == of:
        name = "full"
    elif of == 2 * part and not upright:
        name = "half"
    elif of == 4 * part and not way:
        name = "quarter"
    across = next(each for each in range(isqrt(of), 0, -1) if of % each == 0) if part == 1 else 1
    if lying and of <= 4:
        across = 1
    down = of // across
    if upright:
        across, down = down, across
    wide = part / across if part > 1 and upright else 1 / across
    if name == "quarter" and grid.columns % 2:
        wide = 1.0  # as `layout.ads.modules` has it
    columns = ceil(grid.columns * wide - 1e-9)
    rows = grid.columns * grid.rows * part // (of * columns)
    exact = columns == round(grid.columns * wide, 6)
    return Sold(columns, rows, name, is_guess=not exact) if rows >= _LEAST_ROWS else None


_STRIP = re.compile(
    r"(?:(?P<part>\d)\s*/\s*(?P<of>\d)|(?P<half>半)|(?P<many>三|3)[个個条條]?)\s*通[栏欄]|half[\s-]*strip"
)


def _strip(text: str, design: Design) -> Sold | None:
    """Return a part of a strip over the whole width, which is as high as one (半通栏), or three of them."""
    found = _STRIP.fullmatch(text)
    if found is None:
        return None
    grid, rows = design.grid, modules.Module.named("strip", design).rows
    if found["many"]:
        return Sold(grid.columns, min(grid.rows, 3 * rows))
    share = int(found["part"]) / (int(found["of"]) or 1) if found["part"] else 0.5
    columns = ceil(grid.columns * share - 1e-9)
    exact = columns == round(grid.columns * share, 6)
    return Sold(columns, rows, is_guess=not exact) if 0 < share < 1 else None


# Sizes in millimetres

_UNITS = {
    "mm": 1.0, "毫米": 1.0, "cm": 10.0, "厘米": 10.0, "公分": 10.0, "in": 25.4, "inch": 25.4, "inches": 25.4,
    '"': 25.4, "英寸": 25.4,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SIDE = r"(?:宽度?|寬度?|高度?|长|長|width|wide|height|high|tall|deep|w|h)"
_TIMES = r"\s*(?:[x×*✕╳乘,，]|by)\s*"
_COLUMNS = r"(?:栏|欄|col(?:umn)?s?\.?)"
_SAYS_UNIT = re.compile(rf"\d\s*(?:{_UNIT})")
_BOTH = re.compile(
    r"(?P<name>[^:,(]{0,40}?(?:版面?|[栏欄眼]|page|pg\.?|strip|banner|ear))\s*[:,(×x*]?\s*(?P<measure>[^()]*\d.*?)\)?"
)
"""A name and a measure: 通栏 24×8cm, 半版（235×170mm）, 通栏高8cm."""


def _one(name: str) -> str:
    return (
        rf"\(?(?P<{name}before>{_SIDE})?\)?\s*[:：]?\s*(?P<{name}>\d{{1,4}}(?:\.\d{{1,2}})?)\s*"
        rf"(?:(?P<{name}unit>{_UNIT})\.?|(?P<{name}columns>{_COLUMNS}))?\s*\(?(?P<{name}after>{_SIDE})?\)?"
    )


_MEASURED = re.compile(
    rf"{_one('a')}(?:{_TIMES}|(?<=[宽寬高wh度])(?=\d)|\s+(?={_SIDE})|(?<=\D)(?={_SIDE})|(?<=[栏欄sln.])\s*){_one('b')}"
)


def unit_in(name: str) -> str:
    """Return the unit of length that a column's name has in brackets, or behind a stroke; nothing if it has none."""
    plain = unicodedata.normalize("NFKC", name).lower()
    found = re.search(rf"[(/\[,:]\s*(?:单位\s*:?\s*|單位\s*:?\s*)?({_UNIT})\s*[)\]]?\s*$", plain)
    return found[1] if found else ""


def length(text: str, unit: str) -> float | None:
    """Return a length in mm, with its own unit or the given one; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = re.fullmatch(rf"(\d{{1,4}}(?:\.\d{{1,2}})?)\s*({_UNIT})?\.?", plain)
    if found is None or not (found[2] or unit):
        return None
    return float(found[1]) * _UNITS[found[2] or unit]


def _high_strip(name: str, measure: str, design: Design, unit: str) -> Sold | None:
    """Return a strip whose height is told: 通栏 8cm."""
    strip = _called(name, design)
    high = length(re.sub(r"^高度?\s*[:为為]?\s*", "", measure), unit)
    is_strip = strip is not None and (strip.name in ("strip", "double-strip") or _STRIP.fullmatch(name))
    rows = _rows(high, design.grid) if high is not None and is_strip else None
    return Sold(strip.columns, rows, is_guess=strip.is_guess) if strip and rows else None


def _measured(text: str, grid: GridTokens, unit: str) -> Sold | None:
    found = _MEASURED.fullmatch(text)
    if found is None:
        return None
    units = (found["aunit"] or found["bunit"] or unit, found["bunit"] or found["aunit"] or unit)
    sides = [_side(found[f"{name}before"] or found[f"{name}after"] or "") for name in "ab"]
    first, second = float(found["a"]), float(found["b"])
    if found["acolumns"]:  # 2 columns × 10 cm
        fits = first == int(first) and units[1] and 1 <= first <= grid.columns
        rows = _rows(second * _UNITS[units[1]], grid) if fits else None
        return Sold(int(first), rows) if rows else None
    if found["bcolumns"] or not all(units):
        return None
    wide, high = first * _UNITS[units[0]], second * _UNITS[units[1]]
    if sides[0] == "h" or sides[1] == "w":
        wide, high = high, wide
    if (sold := sold_for(wide, high, grid)) or any(sides):
        return sold
    return replace(turned, is_turned=True) if (turned := sold_for(high, wide, grid)) else None


def _side(word: str) -> str:
    return "w" if word[:1] in ("宽", "寬", "w") else "h" if word[:1] in ("高", "h", "t", "d") else ""


def sold_for(wide: float, high: float, grid: GridTokens) -> Sold | None:
    """Return the smallest columns and rows that hold a width and a height in mm; None if the type area does not."""
    over = MOST_OVER * MM
    widths = range(1, grid.columns + 1)
    columns = next((each for each in widths if grid.measure(each) + over >= wide * MM), 0)
    rows = _rows(high, grid)
    return Sold(columns, rows) if columns and rows and wide > 0 else None


def _rows(high: float, grid: GridTokens) -> int | None:
    rows = ceil((high - MOST_OVER) * MM / grid.row)
    return max(_LEAST_ROWS, rows) if high > 0 and rows <= grid.rows else None
