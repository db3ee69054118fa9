"""The places that ads are sold: how large they are, whether a ready-made ad fits one, and which one it would fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from layout.base.messages import Message, say
from layout.base.units import MM, Rect, parse_length
from layout.design.sheet import GridTokens
from layout.design.tokens import Design
from layout.edition.ads import Ad, Size
from layout.edition.model import Edition
from layout.pdf.mend.sizes import PLAY

LEAST_BLEED, MOST_BLEED = 1 * MM, 10 * MM
"""White or ink that an ad has more than its place at each side is taken to be bleed between these, pt."""

_SIZE = re.compile(
    r"(?P<width>\d+(?:\.\d+)?)\s*(?P<unit>[a-z]*)\s*[x×*]\s*(?P<height>\d+(?:\.\d+)?)\s*(?P<last>[a-z]+)"
)


@dataclass(frozen=True, slots=True)
class Module:
    """A place for an ad, pt. ``columns`` and ``rows`` are what it was sold as; 0 of a place that is only a size.

    ``inset`` is the white that drawn ads keep at top and foot: a ready-made one may leave it out. ``beyond`` is how
    much of it is cut off at each side with the page.
    """

    width: float
    height: float
    inset: float = 0.0
    columns: int = 0
    rows: int = 0
    beyond: float = 0.0

    @classmethod
    def of(cls, grid: GridTokens, columns: int, rows: int, inset: float) -> Module:
        """Return the place of so many columns and rows of a grid."""
        return cls(grid.measure(columns), rows * grid.row, inset, columns, rows)

    @classmethod
    def named(cls, size: Size, design: Design) -> Module:
        """Return the place of a size that has a name (整版, 半版, 通栏 …) on a template's grid.

        A half stands across the page; a strip too, an eighth of it high, and a double one a quarter. A quarter stands
        over half of the columns, or where their number is odd, across. ``full`` is the type area, ``bleed`` all that is
        printed. Where the template has measures of its own for a size, it is as large as those say.
        """
        grid, ear, inset = design.grid, design.ears, design.ads.inset
        own = next((sold for name, sold in design.ads.sizes.items() if name == size), None)
        if own is not None:
            return cls.of(grid, *own, inset)
        match size:
            case "bleed":
                page, more = design.page, 2 * design.page.bleed
                wide, high = page.width + more, page.height + more
                return cls(wide, high, 0.0, grid.columns, grid.rows, page.bleed)
            case "ear":
                return cls(ear.width, ear.height)
            case "full":
                columns, rows = grid.columns, grid.rows
            case "half":
                columns, rows = grid.columns, grid.rows // 2
            case "quarter" if grid.columns % 2:
                columns, rows = grid.columns, grid.rows // 4
            case "quarter":
                columns, rows = grid.columns // 2, grid.rows // 2
            case "strip" | "double-strip":
                columns, rows = grid.columns, grid.rows // (8 if size == "strip" else 4)
        return cls.of(grid, columns, rows, inset)

    @property
    def rooms(self) -> tuple[Rect, ...]:
        """What a ready-made ad may fill: all of the place, or the place without the white."""
        whole = Rect(0, 0, self.width, self.height)
        return (whole, whole.inset(0, self.inset)) if self.inset else (whole,)

    @property
    def trimmed(self) -> Module:
        """What is left of the place when the page is cut; the place itself where it does not run off the page."""
        if not self.beyond:
            return self
        return Module(self.width - 2 * self.beyond, self.height - 2 * self.beyond)

    def room(self, width: float, height: float) -> Rect | None:
        """Return the room that an ad of that size (pt) fills, None if it fits none."""
        near = (room for room in self.rooms if _near(width, room.width) and _near(height, room.height))
        return next(near, None)

    def room_like(self, aspect: float) -> Rect | None:
        """Return the room that has the proportions (width over height) of a picture, None if none has."""
        return next((room for room in self.rooms if _near(room.width / aspect, room.height)), None)

    def bleed_of(self, width: float, height: float) -> float:
        """Return the bleed, pt, with which an ad of that size would fit: as much more at all sides; 0 if none."""
        for room in self.rooms:
            more = (width - room.width) / 2
            if LEAST_BLEED <= more <= MOST_BLEED and self.room(width - 2 * more, height - 2 * more):
                return more
        return 0.0

    @property
    def said(self) -> Message:
        """The place in words: columns, rows and millimetres; what runs off the page by its trim and its bleed."""
        if self.beyond:
            return say("{trim} and {bleed:g} mm of bleed", trim=self.trimmed.said, bleed=round(self.beyond / MM, 2))
        size = say("{wide:.1f} x {tall:.1f} mm", wide=self.width / MM, tall=self.height / MM)
        if not self.columns:
            return size
        return say(
            "{columns:column|columns} x {rows:row|rows} ({size})", columns=self.columns, rows=self.rows, size=size
        )


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= PLAY


def sold_module(ad: Ad, design: Design) -> Module:
    """Return the place that an ad was sold on pages of a template."""
    if ad.size and not (ad.on_grid and ad.columns):
        return Module.named(ad.size, design)
    sold = Module.of(design.grid, ad.columns, ad.rows, design.ads.inset)
    over = design.fold is not None and ad.columns > design.fold.columns
    return replace(sold, width=sold.width + design.fold.apart) if over and design.fold else sold


def with_sizes(edition: Edition, design_of: Callable[[str], Design]) -> Edition:
    """Return an edition whose ads all have columns and rows, those sold by a name by the grid of the page they are on.

    ``design_of`` opens a template by its name; it is asked only where there is such an ad. One that no page names (a
    filler) has what it would have on the first page. Ads in an ear have none.
    """
    made: dict[str, Ad] = {}
    first = edition.pages[0].template
    template = {name: page.template for page in edition.pages for name in page.ads}
    for name, ad in edition.ads.items():
        if ad.size:
            module = Module.named(ad.size, design_of(template.get(name, first)))
            made[name] = ad.model_copy(update={"columns": module.columns, "rows": module.rows})
    pool = {story.section for story in edition.stories.values()}
    for page in edition.pages if made else ():
        ads = [made.get(name, edition.ads[name]) for name in page.ads]
        if not page.stories and not pool.intersection(page.sections) and all(ad.size for ad in ads):
            made |= {ad.id: ad for ad in _to_the_foot(ads, design_of(page.template).grid)}
    return edition.model_copy(update={"ads": {**edition.ads, **made}}) if made else edition


def _to_the_foot(ads: Sequence[Ad], grid: GridTokens) -> Iterator[Ad]:
    """Yield ads that stand across a page alone, a row higher each as long as halves and quarters leave some over."""
    left = grid.rows - sum(ad.rows for ad in ads)
    if all(ad.columns == grid.columns for ad in ads) and 0 < left <= len(ads):
        yield from (ad.model_copy(update={"rows": ad.rows + 1}) for ad in ads[:left])


def nearest(width: float, height: float, grid: GridTokens, inset: float) -> Module:
    """Return the module of a grid that an ad of that size (pt) comes nearest to: the one it fits, if it fits one."""
    columns = min(range(1, grid.columns + 1), key=lambda count: abs(grid.measure(count) - width))

    def off(rows: int) -> float:
        return min(abs(room.height - height) for room in Module.of(grid, columns, rows, inset).rooms)

    # The fewest rows an ad can have: see `layout.edition.ads.Ad`.
    return Module.of(grid, columns, min(range(2, grid.rows + 1), key=off), inset)


def nearest_like(aspect: float, columns: int, grid: GridTokens, inset: float) -> Module:
    """Return the module over so many columns that comes nearest to the proportions of a picture."""
    width = grid.measure(columns)
    return nearest(width, width / aspect, grid, inset)


def parse_size(text: str) -> tuple[float, float]:
    """Read a size such as ``128x90mm``, width first, and return it in pt. Raises ValueError for anything else."""
    if found := _SIZE.fullmatch(text.strip().lower()):
        unit = found["last"]
        size = parse_length(found["width"] + (found["unit"] or unit)), parse_length(found["height"] + unit)
        if all(size):
            return size
    raise ValueError(say("{text!r} is not a size: write width and height, such as 128x90mm", text=text))
