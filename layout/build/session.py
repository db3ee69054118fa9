"""An edition in memory: planned and set, changed and planned anew, with undo; no file is written until asked.

The truth of a session is texts, the very ones an editor writes: edition.yaml, the stories, ads.yaml. An order changes a
text (a place becomes a line of ``at:``), and everything else follows from reading it again: so whatever a session can
show is what a build of the same texts makes, every message names file and line, and undo is the texts before. Pages
that an order does not touch keep their plan; those it touches stay as near to theirs as can be (few moves).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report, listing
from layout.base.errors import ContentError, OutputError
from layout.base.messages import reason, say
from layout.build.foreseen import Foreseen, foresee
from layout.build.inputs import check_known, every_kind, sound
from layout.build.joining import Places, joined
from layout.build.page import set_page
from layout.build.pageinks import page_press
from layout.build.pipeline import ALONE, BuildResult, Means, build_edition, workshop_for
from layout.compose.copyfit import StoryFit
from layout.compose.kit import open_story
from layout.compose.shape import StoryShape
from layout.design.fonts import Face
from layout.design.press import PressCondition
from layout.edition.edits import with_ids, with_page, with_places
from layout.edition.load import load_shelf
from layout.edition.model import Edition, Page
from layout.edition.places import parse_place
from layout.edition.plain import texts_of
from layout.edition.story import with_body
from layout.edition.zones import with_zones
from layout.files.atomic import write_text
from layout.files.bases import bases_of, every_folder
from layout.files.project import EDITION_FILE, Project, find_project
from layout.files.shelf import FolderShelf, MemoryShelf, Shelf
from layout.files.text import is_inside, shown
from layout.plan.edition import Remembering, Shared, plan_edition, planner_here, share_out
from layout.plan.page import Planned
from layout.plan.pins import place_of
from layout.plan.solver.budget import PROVEN, UNCANCELLED, Budget, Cancel
from layout.plan.solver.grid import GridRect, PagePlan
from layout.plan.view import page_view
from layout.scene.model import Scene

BELOW: Mapping[str, Any] = MappingProxyType({})
"""Nothing."""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page as it stands in a session: what is on it and where, how its copy fits, what there is to say.

    ``plan`` is in base columns and grid rows, ``scene``, what is drawn, in points from the trim's top left. ``cost`` is
    the plan's score in points, None where the page's areas are given. ``cancelled`` tells that the search was told to
    stop, and that the page may come out better.
    """

    page: Page
    plan: PagePlan
    scene: Scene
    stories: tuple[StoryFit, ...]
    findings: tuple[Finding, ...]
    cost: int | None = None
    cancelled: bool = False

    @property
    def id(self) -> str:
        """The page's number, such as B2."""
        return self.page.id

    def place(self, item: str) -> str:
        """Return where an item stands, as an editor writes it; raises KeyError if it is not on the page."""
        return str(place_of(self.rect(item)))

    def rect(self, item: str) -> GridRect:
        """Return where an item stands on the grid; raises KeyError if it is not on the page."""
        return self.plan.of(item)


@dataclass(frozen=True, slots=True)
class Change:
    """What came of an order: the pages that are others now, what stands elsewhere, and what there is to say.

    ``moved`` are the stories and ads whose place or page is not what it was, the one that was ordered among them.
    """

    pages: tuple[PageState, ...]
    moved: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A session between two orders: the texts that differ from what is below, the edition they make, its pages.

    ``findings`` are those of reading it; ``foreseen`` what else its files tell, with the edition that its pages can
    have; ``shared`` is that with every story on a page. The last two are found out when they are asked for.
    ``views`` is what each page was planned from, and ``planned`` its plan: while they stay, so does the page.
    """

    texts: Mapping[str, str]
    edition: Edition
    findings: tuple[Finding, ...]
    foreseen: Foreseen | None = None
    shared: Shared | None = None
    views: Mapping[str, Edition] = field(default_factory=dict)
    planned: Mapping[str, Planned] = field(default_factory=dict)
    pages: Mapping[str, PageState] = field(default_factory=dict)

    @property
    def told(self) -> tuple[Finding, ...]:
        """What there is to say of the edition's files and of sharing out its stories."""
        later = (made.findings for made in (self.foreseen, self.shared) if made)
        return (*self.findings, *self.edition.provenance.told(finding for each in later for finding in each))


class Session:
    """An edition that is being made. Every order answers with the pages it changed, or raises and changes nothing.

    ``budget`` is what a page may cost to plan (deterministic steps), ``cancel`` is asked every few milliseconds whether
    anybody still waits: raises Cancelled if there is no page by then. Not for several threads at once.
    """

    def __init__(
        self,
        source: Path | Mapping[str, Any],
        project: Project | None = None,
        *,
        files: Path | None = None,
        budget: Budget = PROVEN,
        cache: Path | None = None,
    ) -> None:
        """Open the edition in a folder, or one given as plain data (see `layout.edition.plain.texts_of`).

        ``files`` is where pictures and ready-made ads of plain data are; ``cache`` the folder of what was made before,
        None for none. Raises ContentError with all findings if it cannot be used.
        """
        self.project = project or find_project(source if isinstance(source, Path) else None)
        self.budget = budget
        self._means = Means(cache=cache)
        self._under = FolderShelf(every_folder(source)[0]) if isinstance(source, Path) else None
        self._place = files or Path("edition")
        self._origin = BELOW if isinstance(source, Path) else texts_of(source)
        self._seen: dict[str, bytes | None] = {}
        self._now = self._read(self._origin)
        self._past: list[_Moment] = []
        self._future: list[_Moment] = []
        self._workshop = workshop_for(self.project, self.edition, self._means)
        self._planner = Remembering(planner_here(self._workshop.kits(self.edition)))

    # ---- what stands -----------------------------------------------------------------------------------------

    @property
    def edition(self) -> Edition:
        """The edition as it is written now, its stories not shared out yet."""
        return self._now.edition

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say of the edition as its files are, and of the pages planned so far."""
        self._foreseen()
        pages = (finding for state in self._now.pages.values() for finding in state.findings)
        return joined((*self._now.told, *pages), Places(dict(self.edition.page_of)))

    @property
    def faces(self) -> Mapping[str, Mapping[str, Face]]:
        """The faces the scenes' runs are set in: of each template, by name."""
        return {
            page.template: self._workshop.kit(page.template, self.edition.language).fonts.faces
            for page in self.edition.pages
        }

    def pages(
        self, names: Sequence[str] = (), *, budget: Budget | None = None, cancel: Cancel = UNCANCELLED
    ) -> tuple[PageState, ...]:
        """Return pages planned and set: those that are named, or all. Raises ContentError for one there is not."""
        self._settle(names, budget, cancel)
        order = [page.id for page in self._foreseen().edition.pages if not names or page.id in names]
        return tuple(self._now.pages[name] for name in order)

    def page(self, name: str, *, budget: Budget | None = None, cancel: Cancel = UNCANCELLED) -> PageState:
        """Return a page planned and set. Raises ContentError if there is none of that number."""
        (state,) = self.pages([name], budget=budget, cancel=cancel)
        return state

    def where(self, item: str) -> str:
        """Return the page a story or an ad stands on, planned or named; raises ContentError if on none."""
        for page in (*(state.page for state in self._now.pages.values()), *self._shared().edition.pages):
            if item in page.stories or item in page.ads:
                return page.id
        raise ContentError(
            say("{item} is on no page of this edition", item=item), say("name a story or an ad that is on one")
        )

    def fit(self, story: str, columns: int, rows: int, *, page: str = "") -> StoryFit:
        """Return how a story would fit a place of so many base columns and grid rows; nothing is moved.

        ``page`` is the page in whose template it is set: its own if not given.
        """
        page = page or self.where(story)
        kit = self._workshop.kit(self.edition.page(page).template, self.edition.language)
        composer = open_story(self._shared().edition.stories[story], kit, self.edition.folder)
        return composer.compose(StoryShape(columns, rows)).fit

    def text(self, name: str) -> str:
        """Return a text of the edition as it stands: edition.yaml, ads.yaml, or a story's file by its id."""
        report = Report()
        shelf: Shelf = self._shelf(self._now.texts)
        if self._under is not None and not shelf.holds(_file(name)):
            # What is not written here is that of the edition below; changed, it is written here.
            below = (FolderShelf(base) for base in bases_of(self._under.folder))
            shelf = next((each for each in below if each.holds(_file(name))), shelf)
        source = shelf.read(_file(name), report)
        if source is None:
            raise ContentError(listing(report.findings))
        return source.text

    # ---- orders ----------------------------------------------------------------------------------------------

    def move(
        self, item: str, place: str = "", *, page: str = "", budget: Budget | None = None, cancel: Cancel = UNCANCELLED
    ) -> Change:
        """Put a story or an ad at a place (``columns 1-3, rows 13-40``; either part may be left out), or on a page.

        Other items give way, as few of them as can. Without a place it stands anywhere on the ``page``. Raises
        ContentError, with nothing changed, if there is no such item, page or place.
        """
        source = self.where(item)
        target = page or source
        key = "ads" if item in self.edition.ads else "stories"
        said = _place(place)
        text = self.text(EDITION_FILE)
        file = self._shown(EDITION_FILE)
        for name in dict.fromkeys((source, target)):
            text = with_page(text, name, file)
        if source != target:
            listed = self._listed(source, key)
            text = with_ids(text, source, key, [one for one in listed if one != item], file)
            text = with_places(text, source, _without(self._pins(source), item), file, said=self._is_based)
        listed = self._listed(target, key)
        if item not in listed:
            text = with_ids(text, target, key, [*listed, item], file)
        if said:
            text = with_places(text, target, {**self._pins(target), item: said}, file)
        elif source == target:
            text = with_places(text, target, _without(self._pins(target), item), file, said=self._is_based)
        return self._ordered({EDITION_FILE: text}, budget, cancel)

    def pin(self, item: str, *, budget: Budget | None = None, cancel: Cancel = UNCANCELLED) -> Change:
        """Keep a story or an ad where it stands now, whatever else moves."""
        state = self.page(self.where(item), budget=budget, cancel=cancel)
        return self.move(item, state.place(item), budget=budget, cancel=cancel)

    def unpin(self, item: str, *, budget: Budget | None = None, cancel: Cancel = UNCANCELLED) -> Change:
        """Let a story or an ad stand anywhere on its page again."""
        return self.move(item, budget=budget, cancel=cancel)

    def set_text(self, name: str, text: str, *, budget: Budget | None = None, cancel: Cancel = UNCANCELLED) -> Change:
        """Put a text in the place of another: a story's body, or its whole file if it begins with front matter.

        ``name`` is a story's id, or edition.yaml or ads.yaml. A story there is not yet is made, if the text is whole.
        Raises ContentError with all findings, and changes nothing, if the edition cannot be used then.
        """
        file = _file(name)
        whole = not file.endswith(".md") or text.lstrip("\ufeff").startswith("---")
        made = text if whole else with_body(self.text(name), text)
        return self._ordered({file: made}, budget, cancel)

    def undo(self) -> Change:
        """Take the last order back; raises ContentError if there is none."""
        if not self._past:
            raise ContentError(say("there is nothing to undo"))
        self._future.append(self._now)
        return self._turned(self._past.pop())

    def redo(self) -> Change:
        """Give an order that was taken back again; raises ContentError if there is none."""
        if not self._future:
            raise ContentError(say("there is nothing to redo"))
        self._past.append(self._now)
        return self._turned(self._future.pop())

    # ---- to the disk -----------------------------------------------------------------------------------------

    @property
    def changed(self) -> Mapping[str, str]:
        """The texts that differ from those the session was opened with, by file name."""
        return {name: text for name, text in self._now.texts.items() if self._before(name) != text}

    def save(self, folder: Path | None = None) -> tuple[Path, ...]:
        """Write the texts that were changed, or into another ``folder`` (which must exist) all of them.

        An edition that was plain data needs a folder. Line ends stay what they were. Raises OutputError, before
        anything is written, if a file is no longer what it was when the session read it.
        """
        if folder is None and self._under is None:
            raise OutputError(say("this edition is in memory alone"), say("name the folder it shall be written to"))
        shelf = self._shelf(self._now.texts)
        names = [name for name in shelf.names() if _is_text(name)] if folder else list(self.changed)
        target = folder or shelf.folder
        written = [(target / name, self.text(name)) for name in names]
        for path, _ in written:
            if folder is None and self._seen.get(path.name) != _bytes(path):
                raise OutputError(
                    say("{path} was changed by somebody else", path=shown(path)), say("open the edition again")
                )
            if not is_inside(path, target):
                raise OutputError(
                    say("{path} is a link that leads out of the folder", path=shown(path)),
                    say("put the file itself there"),
                )
        for path, text in written:
            write_text(path, text)
            if folder is None:
                self._seen[path.name] = _bytes(path)
        return tuple(path for path, _ in written)

    def build(
        self,
        to: Path | None = None,
        *,
        pages: Sequence[str] = (),
        force: bool = False,
        means: Means | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> BuildResult:
        """Build the edition as it stands, its pages as they are planned here, into its output folder or ``to``.

        See `layout.build.pipeline.build` for the rest; nothing of the edition's own files is written.
        """
        check_known(self.edition, pages)
        target = to or self.project.output(self.edition.folder)
        plans = {name: state.plan for name, state in self._now.pages.items()}
        report = Report(self._now.findings)
        return build_edition(
            self.project,
            self.edition,
            target,
            report,
            pages=pages,
            force=force,
            previous=plans if self._past else None,
            means=means or replace(ALONE, cache=self._means.cache),
            progress=progress,
        )

    # ---- inside ----------------------------------------------------------------------------------------------

    def _shelf(self, texts: Mapping[str, str]) -> MemoryShelf:
        return MemoryShelf(texts, self._under, self._place)

    def _shown(self, name: str) -> str:
        return shown(self._shelf(BELOW).folder / name)

    def _read(self, texts: Mapping[str, str]) -> _Moment:
        """Return the edition that texts make. Raises ContentError with all findings if they make none."""
        loaded = load_shelf(self._shelf(texts), self.project.template_places, every_kind())
        report = loaded.report
        return _Moment(texts, sound(loaded, report, self.project), report.findings)

    def _foreseen(self) -> Foreseen:
        """Return what the files tell to be wrong, without the faults of ads, which are found as they are drawn."""
        if self._now.foreseen is None:
            edition, shop = self.edition, self._workshop
            with edition.provenance.telling():
                made = foresee(edition, shop.kits(edition), self.project.assets, shop.press(edition))
            self._now = replace(self._now, foreseen=made)
            return made
        return self._now.foreseen

    def _shared(self, budget: Budget | None = None, cancel: Cancel = UNCANCELLED) -> Shared:
        """Return the edition with every story on a page, without what its pages cannot have."""
        if self._now.shared is None:
            edition = self._foreseen().edition
            with edition.provenance.telling():
                kits = self._workshop.kits(edition)
                self._planner.planner = planner_here(kits, budget or self.budget, cancel)
                previous = {name: state.plan for name, state in self._now.pages.items()}
                shared = share_out(edition, kits, self._planner, previous=previous)
            pages = with_zones(shared.edition.pages, edition, shared.edition.stories)
            shared = replace(shared, edition=shared.edition.model_copy(update={"pages": pages}))
            self._now = replace(self._now, shared=shared)
            return shared
        return self._now.shared

    @property
    def _is_based(self) -> bool:
        return len(every_folder(self.edition.folder)) > 1

    def _listed(self, page: str, key: str) -> list[str]:
        """Return the ids that a page lists as it is written, here or in an edition below."""
        check_known(self.edition, [page])
        return list(getattr(self.edition.page(page), key))

    def _pins(self, page: str) -> dict[str, str]:
        return {item: str(place) for item, place in self.edition.page(page).at.items()}

    def _before(self, name: str) -> str | None:
        """Return a text as the session was opened with it, None if there was none."""
        if name in self._origin:
            return self._origin[name]
        if self._under is None or not self._under.holds(name):
            return None
        source = self._under.read(name, Report())
        return source.text if source else None

    def _ordered(self, texts: Mapping[str, str], budget: Budget | None, cancel: Cancel) -> Change:
        """Follow an order that makes other texts; if anything is raised, everything is as it was."""
        self._note(texts)
        before, planned = self._now, tuple(self._now.pages)
        after = self._read({**before.texts, **texts})
        self._now = replace(after, views=before.views, planned=before.planned, pages=before.pages)
        try:
            self._refuse_places(before)
            self._settle(planned, budget, cancel)
        except BaseException:
            self._now = before
            raise
        self._past.append(before)
        self._future.clear()
        return _change(before, self._now)

    def _refuse_places(self, before: _Moment) -> None:
        """Raise ContentError if an order gave a place that its page cannot have."""
        known = before.foreseen.findings if before.foreseen else ()
        new = [one for one in self._foreseen().findings if one.code is Code.PLACE_IMPOSSIBLE and one not in known]
        if new:
            raise ContentError(listing(self.edition.provenance.told(new)))

    def _note(self, names: Iterable[str]) -> None:
        """Remember what the files of texts hold before they are changed here for the first time."""
        if self._under is not None:
            for name in names:
                self._seen.setdefault(name, _bytes(self._under.folder / name))

    def _turned(self, moment: _Moment) -> Change:
        before, self._now = self._now, moment
        return _change(before, moment)

    def _settle(self, names: Sequence[str], budget: Budget | None, cancel: Cancel) -> None:
        """Plan and set the pages that are named (all if none is), unless they stand already."""
        edition = self.edition
        check_known(edition, names)
        foreseen = self._foreseen()
        there = {page.id for page in foreseen.edition.pages}
        if not there or not there.issuperset(names):
            raise ContentError(listing(edition.provenance.told(foreseen.findings)))
        shared, now = self._shared(budget, cancel), self._now
        views = {page.id: page_view(shared.edition, page) for page in shared.edition.pages}
        asked = [name for name in views if not names or name in names or name in now.pages]
        wanted = [name for name in asked if not (views[name] == now.views.get(name) and _stands(name, shared, now))]
        pages = {name: state for name, state in now.pages.items() if name in views and name not in wanted}
        if wanted:
            press = self._workshop.press(edition)
            with edition.provenance.telling():
                plan = plan_edition(edition, self._workshop.kits(edition), wanted, shared=shared)
                pages |= {made.page.id: self._state(plan.edition, made, press, shared) for made in plan.pages}
        kept = {name: view for name, view in views.items() if name in pages}
        self._now = replace(now, views=kept, planned={name: shared.planned[name] for name in pages}, pages=pages)

    def _state(self, edition: Edition, planned: Planned, press: PressCondition, shared: Shared) -> PageState:
        half = planned.page if planned.page.spread else None
        if half and half.is_half and half.spread:
            planned = shared.planned[half.spread]
        kit = self._workshop.kit(planned.page.template, edition.language)
        zone = self._shared().edition.page(planned.page.id).zone
        planned = replace(planned, page=planned.page.model_copy(update={"zone": zone}))
        view = page_view(edition, planned.page).placed(edition.provenance)
        made = set_page(view, planned, kit, page_press(view, planned.page, press), half=half)
        result = planned.result
        return PageState(
            made.page,
            made.plan,
            made.scene,
            tuple(composed.fit for composed in made.stories),
            joined(edition.provenance.told(made.findings), Places(dict.fromkeys(view.stories, planned.page.id))),
            result.cost if result else None,
            bool(result and result.cancelled),
        )


def _stands(page: str, shared: Shared, now: _Moment) -> bool:
    """Tell whether a page is planned as it was."""
    return shared.planned[page] is now.planned.get(page)


def _change(before: _Moment, after: _Moment) -> Change:
    changed = tuple(state for name, state in after.pages.items() if before.pages.get(name) is not state)
    places, earlier = _places(after.pages), _places(before.pages)
    moved = tuple(item for item, place in places.items() if earlier.get(item) != place)
    findings = (*after.told, *(finding for state in changed for finding in state.findings))
    return Change(changed, moved, findings)


def _places(pages: Mapping[str, PageState]) -> dict[str, tuple[str, GridRect]]:
    return {placed.item: (name, placed.rect) for name, state in pages.items() for placed in state.plan.placements}


def _place(written: str) -> str:
    """Return a place as it is written in edition.yaml; raises ContentError if it is none."""
    if not written:
        return ""
    try:
        return str(parse_place(written))
    except ValueError as error:
        raise ContentError(
            reason(error), say("write it as columns 1-4, rows 13-58; either part may be left out")
        ) from error


def _without(pins: Mapping[str, str], item: str) -> dict[str, str]:
    return {name: place for name, place in pins.items() if name != item}


def _file(name: str) -> str:
    return name if name.endswith((".yaml", ".md")) else f"{name}.md"


def _is_text(name: str) -> bool:
    return name.endswith((".yaml", ".md")) and not name.startswith(".")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
