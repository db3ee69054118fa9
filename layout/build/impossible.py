"""What pages order that no page can have, seen from the edition and its templates' grids alone, before any planning.

Every fault is told, each at its line, and what is at fault is taken away, so that the page can be made as a proof: an
ad that has no room, a place off the page, a picture of areas that is not the grid's. A page with more on it than can be
planned is taken away whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.edition.model import Edition, Page
from layout.edition.places import GridPlace
from layout.plan.adstack import MOST_ADS
from layout.plan.solver.grid import GridRect
from layout.plan.solver.tables import MOST_LOOSE
from layout.plan.view import FRONT


def possible(edition: Edition, designs: Mapping[str, Design], report: Report) -> Edition:
    """Return the edition without what its pages cannot have; the report says what that is and what to do.

    ``designs`` are those of the templates, by name. An edition none of whose pages can be planned comes back without
    any.
    """
    pages, ads = [], dict(edition.ads)
    for page in edition.pages:
        looked = _Look(edition, page, designs[page.template], report)
        if looked.too_many():
            continue
        kept = looked.ads_with_room()
        ads |= {ad.id: ad for ad in kept}
        pages.append(looked.without_places([ad.id for ad in kept]))
    made = edition.model_copy(update={"pages": tuple(pages), "ads": ads})
    return without_stories(made, (page for page in edition.pages if page.id not in {each.id for each in pages}))


def without_page(edition: Edition, page_id: str) -> Edition:
    """Return the edition without a page and its stories."""
    pages = tuple(page for page in edition.pages if page.id != page_id)
    return without_stories(edition.model_copy(update={"pages": pages}), [edition.page(page_id)])


def without_stories(edition: Edition, gone: Iterable[Page]) -> Edition:
    """Return the edition without the stories of pages that it has no more, and without orders to go on there."""
    names = {name for page in gone for name in page.stories}
    jumps = {"auto", "never", *(page.id for page in edition.pages)}
    stories = {
        name: story if story.jump in jumps else story.model_copy(update={"jump": "auto"})
        for name, story in edition.stories.items()
        if name not in names
    }
    return edition.model_copy(update={"stories": stories})


@dataclass(frozen=True, slots=True)
class _Look:
    """A page that is looked at: ``report`` takes what is wrong with it."""

    edition: Edition
    page: Page
    design: Design
    report: Report

    @property
    def columns(self) -> int:
        """Base columns of the page."""
        return self.design.grid.columns

    @property
    def top(self) -> int:
        """Rows at the page's top that are its nameplate's."""
        return self.design.nameplate if self.page.kind == FRONT and not self.page.areas else 0

    @property
    def rows(self) -> int:
        """Rows under the nameplate."""
        return self.design.grid.rows - self.top

    def told(self, code: Code, said: str, place: Ref, hint: str, subject: str = "") -> None:
        """Report an error on the page."""
        self.report.error(code, f"page {self.page.id}: {said}", place, hint=hint, subject=subject or self.page.id)

    # ---- how many --------------------------------------------------------------------------------------------------

    def too_many(self) -> bool:
        """Tell whether there is more on the page than can be planned, and say so."""
        page = self.page
        if page.areas:
            return False
        free = [name for name in page.stories if not ((place := page.at.get(name)) and place.exact)]
        ads = [name for name in page.ads if not self.edition.ads[name].filler and name not in page.at]
        loose = len(free) + (len(ads) if len(ads) > MOST_ADS else 0)
        if loose <= MOST_LOOSE:
            return False
        what = f"{len(free)} stories" + (f" and {len(ads)} ads" if loose > len(free) else "")
        hint = f"take {loose - MOST_LOOSE} off the page, give them places under at:, or put short ones into one story"
        self.told(Code.PAGE_NOT_PLANNED, f"{what} to be placed, at most {MOST_LOOSE} can be", page.ref, hint)
        return True

    # ---- ads -------------------------------------------------------------------------------------------------------

    def ads_with_room(self) -> list[Ad]:
        """Return the page's ads that have room, with the edges that they can have."""
        kept: list[Ad] = []
        for ad in (self.edition.ads[name] for name in self.page.ads):
            # One that is too wide stands over the whole page: so the others show how they will stand.
            narrow = ad.model_copy(update={"columns": min(ad.columns, self.columns)})
            if self._fits(ad) and all(self._fits_beside(narrow, other) for other in kept):
                kept.append(narrow)
        self._fit_together(kept)
        return self._with_edges(kept)

    def _fits(self, ad: Ad) -> bool:
        wide, high = ad.columns > self.columns, ad.rows > self.rows
        if wide or high:
            room = f"the page has {self.columns} columns" if wide else f"the page has {self.rows} rows for it"
            said = f"the ad {ad.id} was sold {ad.columns} columns by {ad.rows} rows, but {room}"
            self.told(Code.AD_NO_ROOM, said, ad.ref, "correct columns: or rows:, or put it on another page")
        return not high

    def _fits_beside(self, ad: Ad, other: Ad) -> bool:
        if ad.filler or other.filler or ad.columns + other.columns <= self.columns or ad.rows + other.rows <= self.rows:
            return True
        said = f"the ads {other.id} and {ad.id} fit neither side by side nor one over the other"
        self.told(Code.AD_NO_ROOM, said, ad.ref, "put one of them on another page")
        return False

    def _fit_together(self, kept: list[Ad]) -> None:
        """Take ads off the list's end until the page has cells enough."""
        room, wanted = self.columns * self.rows, sum(ad.columns * ad.rows for ad in kept if not ad.filler)
        if wanted <= room:
            return
        over, gone = wanted - room, []
        while wanted > room:
            last = max(at for at, ad in enumerate(kept) if not ad.filler)
            gone.append(kept.pop(last))
            wanted -= gone[-1].columns * gone[-1].rows
        said = f"its ads take {over} of its cells (columns x rows) more than the {room} it has"
        names = ", ".join(ad.id for ad in reversed(gone))
        self.told(Code.AD_NO_ROOM, said, self.page.ref, f"put ads on another page: without {names} the others fit")

    def _with_edges(self, ads: Sequence[Ad]) -> list[Ad]:
        """Return ads without edges that they cannot have, or that another one was sold too."""
        kept: list[Ad] = []
        for ad in ads:
            why = self._no_edge(ad) or self._taken_edge(ad, kept)
            if why:
                hint = "correct position:, or put it on another page"
                self.told(Code.PLAN_AD_EDGE, f"the ad {ad.id} was sold {_sold(ad)}, but {why}", ad.ref, hint, ad.id)
            kept.append(ad.model_copy(update={"position": ()}) if why else ad)
        return kept

    def _no_edge(self, ad: Ad) -> str:
        edges = set(ad.position)
        if "right-hand" in edges and not self.page.right_hand:
            return f"{self.page.id} is a left-hand page"
        if "top" in edges and self.top:
            return "the nameplate stands at the top"
        if {"top", "bottom"} <= edges and ad.rows < self.rows:
            return "it is not as high as the page"
        if {"left", "right"} <= edges and ad.columns < self.columns:
            return "it is not as wide as the page"
        return ""

    def _taken_edge(self, ad: Ad, others: Sequence[Ad]) -> str:
        for edge in ad.position:
            there = [other for other in others if edge in other.position]
            corner = [other for other in there if _corner(ad) and _corner(ad) == _corner(other)]
            wide, high = (sum(getattr(each, key) for each in (ad, *there)) for key in ("columns", "rows"))
            full = wide > self.columns if edge in ("top", "bottom") else high > self.rows
            if corner or (edge in ("top", "bottom", "left", "right") and there and full):
                names = " and ".join(other.id for other in corner or there)
                return f"so was {names}" + ("" if corner else f", and the {edge} has no room for both")
        return ""

    # ---- places ----------------------------------------------------------------------------------------------------

    def without_places(self, ads: Sequence[str]) -> Page:
        """Return the page with these ads alone, and without places and areas that it cannot have."""
        page = self.page
        update: dict[str, object] = {"ads": tuple(ads)}
        if page.areas and (why := self._bad_areas() or ("an ad of it has no room" if len(ads) < len(page.ads) else "")):
            if len(ads) == len(page.ads):
                hint = "correct areas: or the ads' sizes; without areas: the page is planned"
                self.told(Code.PLACE_IMPOSSIBLE, why, Ref("page", page.id, "areas"), hint)
            update["areas"] = ()
        known = {*page.stories, *ads}
        gone = {name for name in page.at if name in page.ads and name not in ads} | set(self._bad_places(known))
        update["at"] = {name: place for name, place in page.at.items() if name not in gone}
        barred = self._barred()
        update["forbid"] = {
            name: tuple(place for at, place in enumerate(places) if (name, at) not in barred)
            for name, places in page.forbid.items()
            if name not in page.ads or name in ads
        }
        return page.model_copy(update=update)

    def _bad_areas(self) -> str:
        """Return what is wrong with the picture of areas; empty if nothing is."""
        areas, rows = self.page.areas, self.design.grid.rows
        if any(len(band) != self.columns for band in areas):
            wrong = next(band for band in areas if len(band) != self.columns)
            return f"a row of areas has {len(wrong)} words, but the template has {self.columns} base columns"
        if len(areas) > rows:
            return f"areas has {len(areas)} rows, but the page only {rows}"
        for column in range(self.columns):
            names = dict.fromkeys(band[column] for band in areas)
            ads = [self.edition.ads[name] for name in names if name in self.page.ads]
            least = sum(ad.rows for ad in ads) + len(names) - len(ads)
            if ads and least > rows:
                return f"the ads of column {column + 1} and what stands over and under them take {least} rows of {rows}"
        return ""

    def _bad_places(self, known: set[str]) -> Iterator[str]:
        """Yield the items whose place under ``at`` cannot be, each told."""
        taken: dict[str, GridRect] = {}
        if self.top:
            taken["the nameplate"] = GridRect(0, 0, self.columns, self.top)
        for number, (name, place) in enumerate(self.page.at.items()):
            rect, ad = self._rect(place), self.edition.ads.get(name) if name in self.page.ads else None
            why, hint = "", "correct it, or take it out"
            if not self._on_page(rect):
                why = f"the page has {self.columns} columns and {self.design.grid.rows} rows"
            elif ad and place.exact and (ad.columns, ad.rows) != (rect.columns, rect.rows):
                why = f"it was sold {ad.columns} columns by {ad.rows} rows, and this is {rect.columns} by {rect.rows}"
            elif ad and (ad.columns > rect.columns or ad.rows > rect.rows):
                why = f"it was sold {ad.columns} columns by {ad.rows} rows, which is more"
            elif place.exact:
                other = next((item for item, there in taken.items() if there.meets(rect)), "")
                inside = any(rect.meets(self._rect(each)) for each in self.page.forbid.get(name, ()))
                why = f"that is where {other} stands" if other else "forbid: has that place too" if inside else ""
            if why:
                where = Ref("page", self.page.id, "place", number)
                self.told(Code.PLACE_IMPOSSIBLE, f"{name} is given {place}, but {why}", where, hint, name)
                yield name
            elif place.exact and name in known:
                taken[name] = rect

    def _barred(self) -> set[tuple[str, int]]:
        """Return the forbidden places that are not on the page, by item and number, each told."""
        found = set()
        for number, (name, places) in enumerate(self.page.forbid.items(), len(self.page.at)):
            for at, place in enumerate(places):
                if not self._on_page(self._rect(place)):
                    said = f"{name} is forbidden {place}, but the page has {self.columns} columns and "
                    where = Ref("page", self.page.id, "place", number)
                    told = f"{said}{self.design.grid.rows} rows"
                    self.told(Code.PLACE_IMPOSSIBLE, told, where, "correct it, or take it out", name)
                    found.add((name, at))
        return found

    def _on_page(self, rect: GridRect) -> bool:
        return GridRect(0, 0, self.columns, self.design.grid.rows).contains(rect)

    def _rect(self, place: GridPlace) -> GridRect:
        columns, rows = place.columns or (1, self.columns), place.rows or (1, self.design.grid.rows)
        return GridRect(columns[0] - 1, rows[0] - 1, columns[1] - columns[0] + 1, rows[1] - rows[0] + 1)


def _sold(ad: Ad) -> str:
    return " and ".join(f"the {edge}" if edge != "right-hand" else "a right-hand page" for edge in ad.position)


def _corner(ad: Ad) -> frozenset[str]:
    """Return the two edges of the corner that an ad was sold, none if it was sold no certain one."""
    edges = frozenset(ad.position) & {"top", "bottom", "left", "right"}
    return edges if edges & {"top", "bottom"} and edges & {"left", "right"} else frozenset()
