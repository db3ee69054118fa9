"""Keys that are written and of which nothing can come, because of what else is written: told before anything is made.

What is asked and cannot be had on the page, for want of room, is told when the page is made (layout.build.orders).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.locale import LANGUAGES, has_own_words, known_language
from layout.edition.ads import Ad
from layout.edition.blocks import Subhead
from layout.edition.model import Edition, Page, Story
from layout.edition.references import FRONT, INDEX_ID


@dataclass(frozen=True, slots=True)
class Idle:
    """A key without an effect: what refers to it, why, what it would need, and its name if that is not the ref's."""

    ref: Ref
    why: str
    hint: str
    key: str = ""


def idle_keys(edition: Edition) -> Iterator[Finding]:
    """Yield a finding for every key of an edition that is written and has no effect."""
    places = edition.provenance.places
    yield from _languages(edition)
    for page in edition.pages:
        written = {ref.part for ref in places if ref.kind == "page" and ref.id == page.id}
        yield from _told(_of_page(page, written), f"page {page.id}", page.id, edition)
    for story in edition.stories.values():
        written = {ref.part for ref in places if ref.kind == "story" and ref.id == story.id}
        yield from _told(_of_story(story, written), story.id, story.id, edition)
    for ad in edition.ads.values():
        yield from _told(_of_ad(ad), f"the ad {ad.id}", ad.id, edition)


def _languages(edition: Edition) -> Iterator[Finding]:
    """Yield a finding for each language that is asked for and of which the program lacks words, at its line."""
    asked = [(edition.language, Edition.key_ref("language"))]
    asked += [(story.language, story.key_ref("language")) for story in edition.stories.values()]
    for tag, ref in asked:
        known = known_language(tag)
        if (known and has_own_words(known)) or ref not in edition.provenance.places:
            continue
        lacks = "has no words of its own" if known else "is no language that is known"
        rest = "" if known else ", and copy is left as it is typed"
        said = f"{tag} {lacks}: dates, jump lines and the like are printed in English{rest}"
        hint = f"write one of {', '.join(each.tag for each in LANGUAGES)}; docs/languages.md tells how to add one"
        yield Finding(Code.LANGUAGE_NOT_KNOWN, Severity.WARNING, said, edition.provenance.of(ref), hint)


def _told(found: Iterator[Idle], named: str, subject: str, edition: Edition) -> Iterator[Finding]:
    for idle in found:
        place = edition.provenance.of(idle.ref)
        key = idle.key or idle.ref.part.replace("_", "-")
        said = f"{named}: {key} has no effect: {idle.why}"
        yield Finding(Code.NO_EFFECT, Severity.WARNING, said, place, idle.hint, subject)


def _of_page(page: Page, written: Collection[str]) -> Iterator[Idle]:
    if page.areas:
        for key, why in (
            ("takes", "stories are not allotted to a page that is given by areas"),
            ("forbid", "areas say where everything stands"),
        ):
            if key in written:
                yield Idle(page.key_ref(key), why, f"take {key}: out, or areas:")
        if page.closing == "auto":
            why = "a page that is given by areas is closed by its editor"
            yield Idle(page.key_ref("closing"), why, "take areas: out")
    if page.kind != FRONT and "index" in written:
        yield Idle(page.key_ref("index"), "only a front page has an index", "take it out, or write kind: front")
    for key in ("at", "forbid"):
        if INDEX_ID in getattr(page, key) and not (page.kind == FRONT and page.index):
            why = f"it names {INDEX_ID}, and " + ("index: false" if page.kind == FRONT else "only a front page has one")
            yield Idle(page.key_ref(key), why, "take the line out")


_PARTS: dict[str, Callable[[Story], object]] = {
    "deck": lambda story: story.deck,
    "kicker": lambda story: story.kicker,
    "byline": lambda story: story.byline,
    "picture": lambda story: story.picture,
    "pictures": lambda story: story.pictures,
    "quotes": lambda story: any(block.kind == "quote" for block in story.blocks),
    "facts": lambda story: any(block.kind == "facts" for block in story.blocks),
}
"""Whether a story has a part that may be left out."""


def _of_story(story: Story, written: Collection[str]) -> Iterator[Idle]:
    if story.form == "briefs" and not any(isinstance(block, Subhead) for block in story.blocks):
        why = "a column of short items has each under a subhead, and there is none"
        yield Idle(story.key_ref("form"), why, "write ## and a subhead over each item, or take form: out")
    if "box" in written and not story.boxed:
        yield Idle(story.key_ref("box"), "boxed: false says that there is no box", "take boxed: out, or box:")
    if story.jump not in ("auto", "never") and (story.continued_from or story.continued_on):
        why = "the story is continued by hand, from or on a page that it names"
        yield Idle(story.key_ref("jump"), why, "take jump: out, or continued-from: and continued-on:")
    if story.short_headline and story.jump == "never":
        why = "jump: never keeps the story whole, so there is no further part for it to stand over"
        yield Idle(story.key_ref("short_headline"), why, "take it out, or jump: never")
    if "head" in written and story.head == "vertical" and story.series:
        why = "the label of a series stands over a level head"
        yield Idle(story.key_ref("head"), why, "take series: out, or head: vertical")
    lacking = [part for part in story.optional if not _PARTS[part](story)]
    if lacking:
        yield Idle(story.key_ref("optional"), f"the story has no {' and no '.join(lacking)}", "take the word out")
    for number, picture in enumerate(story.every_picture):
        if picture.whole and picture.focus:
            why = f"it says what a crop of {picture.file} keeps, and whole: true forbids one"
            yield Idle(Ref("story", story.id, "picture_focus", number), why, "keep one of the two", "focus")


def _of_ad(ad: Ad) -> Iterator[Idle]:
    for key, why, hint in ad.idle():
        yield Idle(ad.key_ref(key), why, hint)
