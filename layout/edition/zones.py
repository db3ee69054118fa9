"""Which pages of an edition that is based on another are its own: their folio lines name its zone, and no others do.

A page that is taken as it is keeps the folio line it has below. So it stays the same to the byte, and in a plant the
plates of such pages are not changed between the zones. A front page names the zone in any case, and so does a page with
an index, if anything at all is another one.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as Map
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.messages import say
from layout.edition.ads import Ad
from layout.edition.based import Stack
from layout.edition.inputs import files_of
from layout.edition.model import FRONT, Edition, Page, Story
from layout.files.bases import Overlay, every_folder
from layout.files.text import meant
from layout.files.yaml import Mapping, Scalar, Sequence


def zoned(
    pages: tuple[Page, ...], zone: str, parts: Map[str, Story | Ad], levels: Map[str, int], stack: Stack
) -> tuple[Page, ...]:
    """Return the pages of an edition, each with the zone that its folio line names.

    ``levels`` tells in which edition its stories and ads, ``parts``, are written: 0 is this one, 1 the one below.
    """
    together = stack.together
    if together is None:
        return tuple(_named(page, zone) for page in pages)
    nearest = {name: _nearest(part, stack, levels.get(name, 0)) for name, part in parts.items()}
    named = {name for page in pages for name in page.stories}
    allotted = [(s.section, nearest[name]) for name, s in parts.items() if isinstance(s, Story) and name not in named]
    none = len(together.zones) - 1
    gone = min((level for level, words in enumerate(stack.without) if words), default=none)

    def level(page: Page) -> int:
        inside = [nearest[name] for name in (*page.stories, *page.ads) if name in nearest]
        taken = [level for section, level in allotted if section in page.sections]
        # What is taken away may have been a story that was allotted to such a page.
        return min((together.pages.get(page.id, 0), *inside, *taken, gone if page.takes else none))

    each = {page.id: level(page) for page in pages}
    least = min((*each.values(), together.ears, gone))
    each |= {page.id: least for page in pages if page.kind == FRONT or page.has_index}
    return tuple(_named(page, together.zones[each[page.id]]) for page in pages)


def without_zones(edition: Edition) -> Edition:
    """Return an edition whose pages name no zone: what its plans do not depend on."""
    pages = tuple(page.model_copy(update={"zone": ""}) if page.zone else page for page in edition.pages)
    return edition.model_copy(update={"pages": pages, "zone": ""})


def with_zones(printed: tuple[Page, ...], edition: Edition, stories: Map[str, Story]) -> tuple[Page, ...]:
    """Return pages as they are planned, each with its zone; one that a page of the zone gave a story has it, too."""
    zones = {page.id: page.zone for page in edition.pages}
    of_story = {name: page.zone for page in edition.pages if page.zone == edition.zone for name in page.stories}

    def zone(page: Page) -> str:
        come = (stories[name].part_of or name for name in page.stories if name in stories)
        return edition.zone if any(of_story.get(name) for name in come) else zones.get(page.id, "")

    return tuple(page.model_copy(update={"zone": name}) if (name := zone(page)) else page for page in printed)


def _named(page: Page, zone: str) -> Page:
    return page.model_copy(update={"zone": zone}) if zone and not page.zone else page


def _nearest(part: Story | Ad, stack: Stack, level: int) -> int:
    """Return the nearest of the editions that a story or an ad is written in, and that its files lie in."""
    return min((level, *(_holder(name, stack.shelf.folder) for name, _ in files_of(part, stack.shelf.folder))))


def _holder(name: str, folder: Path) -> int:
    folders = every_folder(folder)
    return folders.index(folder.holder(name)) if isinstance(folder, Overlay) else 0


def without_idle(
    pages: Collection[Page], stories: Map[str, Story], ads: Map[str, Ad], below: Collection[str]
) -> tuple[dict[str, Story], dict[str, Ad]]:
    """Return stories and ads without those of an edition below that no page of this one names or takes."""
    named = {name for page in pages for name in (*page.stories, *page.ads)}
    taken = {section for page in pages for section in page.sections}
    return (
        {n: story for n, story in stories.items() if n in named or n not in below or story.section in taken},
        {n: ad for n, ad in ads.items() if n in named or n not in below or ad.filler},
    )


def report_unknown_without(
    words: Collection[str], stack: Stack, ads: Collection[str], file: str, report: Report
) -> None:
    """Report what ``without`` names and no edition below has; ``ads`` are the ids of theirs."""
    entry = stack.root.entry("without") if stack.root else None
    if not words or entry is None:
        return
    files = (name for shelf in stack.shelves[1:] for name in shelf.names() if name.endswith(".md"))
    known = {*ads, *(stack.together.below if stack.together else ()), *(name.removesuffix(".md") for name in files)}
    pages = stack.root.get("pages") if stack.root else None
    whole = {
        half.text.strip(): page.text.strip()
        for node in (pages.items if isinstance(pages, Sequence) else ())
        if isinstance(node, Mapping) and isinstance(half := node.get("spread"), Scalar)
        if isinstance(page := node.get("id"), Scalar)
    }
    nodes = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    lines = {node.text.strip(): node.line for node in nodes if isinstance(node, Scalar)}
    for name in words:
        if name in whole and name not in known:
            report.warning(
                Code.BASE_WITHOUT,
                say("without: page {name} is the other half of page {whole}, and stays", name=name, whole=whole[name]),
                Place(file, lines.get(name, entry.line)),
                hint=say("take both away: without: {whole}", whole=whole[name]),
                subject=name,
            )
        elif name not in known:
            report.warning(
                Code.BASE_WITHOUT,
                say("without: the edition that this one is based on has no {name!r}", name=name)
                if stack.together
                else say("without: this edition is based on no other"),
                Place(file, lines.get(name, entry.line)),
                hint=meant(name, known) or say("take the word out"),
                subject=name,
            )
