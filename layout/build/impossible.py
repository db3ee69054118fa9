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
from layout.base.messages import Message, Name, listed, say, word
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.edition.model import Edition, Page
from layout.edition.places import GridPlace
from layout.plan.adstack import MOST_ADS
from layout.plan.solver.grid import GridRect
from layout.plan.solver.tables import MOST_LOOSE
from layout.plan.teasers import plate_rows

EARS = 2
"""A nameplate has two sides."""


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
    made = edition.model_copy(update={"pages": tuple(_whole(pages)), "ads": ads})
    return without_stories(made, (page for page in edition.pages if page.id not in {each.id for each in pages}))


def without_page(edition: Edition, page_id: str) -> Edition:
    """Return the edition without a page, or a spread, and its stories."""
    pages = tuple(_whole(page for page in edition.pages if page.id != page_id))
    return without_stories(edition.model_copy(update={"pages": pages}), [edition.page(page_id)])


def _whole(pages: Iterable[Page]) -> list[Page]:
    """Return pages without halves of spreads that have lost the other half."""
    pages = list(pages)
    there = {page.id for page in pages}
    return [page for page in pages if not page.spread or page.spread in there]


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
        return plate_rows(self.edition, self.page, self.design)

    @property
    def rows(self) -> int:
        """Rows under the nameplate."""
        return self.design.grid.rows - self.top

    def told(self, code: Code, said: str, place: Ref, hint: str, subject: str = "") -> None:
        """Report an error on the page."""
        message = say("page {page}: {said}", page=self.page.id, said=said)
        self.report.error(code, message, place, hint=hint, subject=subject or self.page.id)

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
        what = say("{stories:story|stories}", stories=len(free))
        if loose > len(free):
            what = listed((what, say("{ads:ad|ads}", ads=len(ads))), " and ")
        hint = say(
            "take {many} off the page, give them places under at:, or put short ones into one story",
            many=loose - MOST_LOOSE,
        )
        said = say("{what} to be placed, at most {most} can be", what=what, most=MOST_LOOSE)
        self.told(Code.PAGE_NOT_PLANNED, said, page.ref, hint)
        return True

    # ---- ads -------------------------------------------------------------------------------------------------------

    def ads_with_room(self) -> list[Ad]:
        """Return the page's ads that have room, with the edges that they can have."""
        kept: list[Ad] = []
        for ad in (self.edition.ads[name] for name in self.page.ads):
            # One that is too wide stands over the whole page: so the others show how they will stand.
            narrow = ad.model_copy(update={"columns": min(ad.columns, self.columns)})
            if self._has_ear(ad, kept) and self._fits(ad) and all(self._fits_beside(narrow, other) for other in kept):
                kept.append(narrow)
        self._fit_together(kept)
        return self._with_edges(kept)

    def _has_ear(self, ad: Ad, others: Sequence[Ad]) -> bool:
        """Tell whether there is an ear for an ad that was sold one, and say so if there is none."""
        if not ad.in_ear:
            return True
        ears, texts = [other for other in others if other.in_ear], self.edition.ears
        taken = len(ears) + sum(bool(text) for text in (texts.left, texts.right))
        if self.top and taken < EARS:
            return True
        why = say("both ears are taken") if self.top else say("only a front page has ears")
        said = say("the ad {ad} was sold an ear, but {why}", ad=ad.id, why=why)
        self.told(Code.AD_NO_ROOM, said, ad.ref, say("give it another size:, or put it on another page"))
        return False

    def _fits(self, ad: Ad) -> bool:
        wide, high = ad.columns > self.columns, ad.rows > self.rows
        if wide or high:
            said = say(
                "the ad {ad} was sold {columns:column|columns} by {rows:row|rows}, but {room}",
                ad=ad.id,
                columns=ad.columns,
                rows=ad.rows,
                room=say("the page has {columns:column|columns}", columns=self.columns)
                if wide
                else say("the page has {rows:row|rows} for it", rows=self.rows),
            )
            self.told(Code.AD_NO_ROOM, said, ad.ref, say("correct columns: or rows:, or put it on another page"))
        return not high

    def _fits_beside(self, ad: Ad, other: Ad) -> bool:
        if ad.filler or other.filler or ad.columns + other.columns <= self.columns or ad.rows + other.rows <= self.rows:
            return True
        said = say(
            "the ads {one} and {other} fit neither side by side nor one over the other", one=other.id, other=ad.id
        )
        self.told(Code.AD_NO_ROOM, said, ad.ref, say("put one of them on another page"))
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
        said = say(
            "its ads take {over} of its cells (columns x rows) more than the {room} it has", over=over, room=room
        )
        names = listed(ad.id for ad in reversed(gone))
        hint = say("put ads on another page: without {names} the others fit", names=names)
        self.told(Code.AD_NO_ROOM, said, self.page.ref, hint)

    def _with_edges(self, ads: Sequence[Ad]) -> list[Ad]:
        """Return ads without edges that they cannot have, or that another one was sold too."""
        kept: list[Ad] = []
        for ad in ads:
            why = self._no_edge(ad) or self._taken_edge(ad, kept)
            if why:
                said = say("the ad {ad} was sold {edges}, but {why}", ad=ad.id, edges=_sold(ad), why=why)
                hint = say("correct position:, or put it on another page")
                self.told(Code.PLAN_AD_EDGE, said, ad.ref, hint, ad.id)
            kept.append(ad.model_copy(update={"position": ()}) if why else ad)
        return kept

    def _no_edge(self, ad: Ad) -> str:
        edges = set(ad.position)
        if "right-hand" in edges and not self.page.right_hand:
            if not self.page.spread:
                return say("{page} is a left-hand page", page=self.page.id)
            if 2 * ad.columns > self.columns:
                return say("it is wider than page {page}", page=self.page.spread)
        if "top" in edges and self.top:
            return say("the nameplate stands at the top")
        if {"top", "bottom"} <= edges and ad.rows < self.rows:
            return say("it is not as high as the page")
        if {"left", "right"} <= edges and ad.columns < self.columns:
            return say("it is not as wide as the page")
        if "island" in edges and (ad.columns == self.columns or ad.rows == self.rows):
            return say("it reaches over the whole page")
        if "island" in edges and not (self.page.stories or self.page.sections):
            return say("the page has no story")
        return ""

    def _taken_edge(self, ad: Ad, others: Sequence[Ad]) -> str:
        for edge in ad.position:
            there = [other for other in others if edge in other.position]
            corner = [other for other in there if _corner(ad) and _corner(ad) == _corner(other)]
            wide, high = (sum(getattr(each, key) for each in (ad, *there)) for key in ("columns", "rows"))
            full = wide > self.columns if edge in ("top", "bottom") else high > self.rows
            if corner or (edge in ("top", "bottom", "left", "right") and there and full):
                names = listed((other.id for other in corner or there), " and ")
                if corner:
                    return say("so was {names}", names=names)
                return say("so was {names}, and the {edge} has no room for both", names=names, edge=word(edge))
        return ""

    # ---- places ----------------------------------------------------------------------------------------------------

    def without_places(self, ads: Sequence[str]) -> Page:
        """Return the page with these ads alone, and without places and areas that it cannot have."""
        page = self.page
        update: dict[str, object] = {"ads": tuple(ads)}
        some_gone = len(ads) < len(page.ads)
        if page.areas and ((why := self._bad_areas()) or some_gone):
            if not some_gone:
                hint = say("correct areas: or the ads' sizes; without areas: the page is planned")
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
            if self.page.spread:
                return say(
                    "a row of areas has {words:word|words}, but the spread has {columns:base column|base columns}",
                    words=len(wrong),
                    columns=self.columns,
                )
            return say(
                "a row of areas has {words:word|words}, but the template has {columns:base column|base columns}",
                words=len(wrong),
                columns=self.columns,
            )
        if len(areas) > rows:
            return say("areas has {many:row|rows}, but the page only {rows}", many=len(areas), rows=rows)
        for column in range(self.columns):
            names = dict.fromkeys(band[column] for band in areas)
            ads = [self.edition.ads[name] for name in names if name in self.page.ads]
            least = sum(ad.rows for ad in ads) + len(names) - len(ads)
            if ads and least > rows:
                return say(
                    "the ads of column {column} and what stands over and under them take {least} rows of {rows}",
                    column=column + 1,
                    least=least,
                    rows=rows,
                )
        return ""

    def _bad_places(self, known: set[str]) -> Iterator[str]:
        """Yield the items whose place under ``at`` cannot be, each told."""
        taken: dict[object, GridRect] = {}
        if self.top:
            taken[word("the nameplate")] = GridRect(0, 0, self.columns, self.top)
        for number, (name, place) in enumerate(self.page.at.items()):
            rect, ad = self._rect(place), self.edition.ads.get(name) if name in self.page.ads else None
            why: Message | None = None
            if not self._on_page(rect):
                why = self._has()
            elif ad and place.exact and (ad.columns, ad.rows) != (rect.columns, rect.rows):
                why = say(
                    "it was sold {columns:column|columns} by {rows:row|rows}, and this is {wide} by {high}",
                    columns=ad.columns,
                    rows=ad.rows,
                    wide=rect.columns,
                    high=rect.rows,
                )
            elif ad and (ad.columns > rect.columns or ad.rows > rect.rows):
                why = say(
                    "it was sold {columns:column|columns} by {rows:row|rows}, which is more",
                    columns=ad.columns,
                    rows=ad.rows,
                )
            elif place.exact:
                other = next((item for item, there in taken.items() if there.meets(rect)), None)
                if other:
                    why = say("that is where {other} stands", other=other)
                elif any(rect.meets(self._rect(each)) for each in self.page.forbid.get(name, ())):
                    why = say("forbid: has that place too")
            if why:
                where = Ref("page", self.page.id, "place", number)
                said = say("{name} is given {place}, but {why}", name=Name(name), place=place, why=why)
                self.told(Code.PLACE_IMPOSSIBLE, said, where, say("correct it, or take it out"), name)
                yield name
            elif place.exact and name in known:
                taken[Name(name)] = rect

    def _barred(self) -> set[tuple[str, int]]:
        """Return the forbidden places that are not on the page, by item and number, each told."""
        found = set()
        for number, (name, places) in enumerate(self.page.forbid.items(), len(self.page.at)):
            for at, place in enumerate(places):
                if not self._on_page(self._rect(place)):
                    said = say("{name} is forbidden {place}, but {why}", name=Name(name), place=place, why=self._has())
                    where = Ref("page", self.page.id, "place", number)
                    self.told(Code.PLACE_IMPOSSIBLE, said, where, say("correct it, or take it out"), name)
                    found.add((name, at))
        return found

    def _has(self) -> Message:
        return say(
            "the page has {columns:column|columns} and {rows:row|rows}",
            columns=self.columns,
            rows=self.design.grid.rows,
        )

    def _on_page(self, rect: GridRect) -> bool:
        return GridRect(0, 0, self.columns, self.design.grid.rows).contains(rect)

    def _rect(self, place: GridPlace) -> GridRect:
        columns, rows = place.columns or (1, self.columns), place.rows or (1, self.design.grid.rows)
        return GridRect(columns[0] - 1, rows[0] - 1, columns[1] - columns[0] + 1, rows[1] - rows[0] + 1)


_SOLD_AS = {"right-hand": say("a right-hand page"), "island": say("a place amid the text")}


def _sold(ad: Ad) -> Message:
    edges = (_SOLD_AS.get(edge) or say("the {edge}", edge=word(edge)) for edge in ad.position)
    return listed(edges, " and ")


def _corner(ad: Ad) -> frozenset[str]:
    """Return the two edges of the corner that an ad was sold, none if it was sold no certain one."""
    edges = frozenset(ad.position) & {"top", "bottom", "left", "right"}
    return edges if edges & {"top", "bottom"} and edges & {"left", "right"} else frozenset()
