"""Keys that are written and of which nothing can come, because of what else is written: told before anything is made.

With them ads that stand in an edition of a day they were not booked for.

What is asked and cannot be had on the page, for want of room, is told when the page is made (layout.build.orders).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.messages import Message, Name, listed, say
from layout.edition.ads import Ad
from layout.edition.blocks import Subhead
from layout.edition.model import FRONT, Edition, Page, Story
from layout.edition.references import INDEX_ID
from layout.edition.runs import covers
from layout.edition.spreads import idle_on


@dataclass(frozen=True, slots=True)
class Idle:
    """A key without an effect: what refers to it, why, what it would need, and its name if that is not the ref's."""

    ref: Ref
    why: Message
    hint: Message
    key: str = ""


def idle_keys(edition: Edition) -> Iterator[Finding]:
    """Yield a finding for every key of an edition that is written and has no effect."""
    places = edition.provenance.places
    yield from _told(_of_edition(edition), say("the edition"), "", edition)
    for page in edition.pages:
        written = {ref.part for ref in places if ref.kind == "page" and ref.id == page.id}
        yield from _told(_of_page(page, written), say("page {page}", page=page.id), page.id, edition)
    for story in edition.stories.values():
        written = {ref.part for ref in places if ref.kind == "story" and ref.id == story.id}
        yield from _told(_of_story(story, written), Name(story.id), story.id, edition)
    for ad in edition.ads.values():
        yield from _told(_of_ad(ad), say("the ad {ad}", ad=ad.id), ad.id, edition)


def _told(found: Iterator[Idle], named: object, subject: str, edition: Edition) -> Iterator[Finding]:
    for idle in found:
        place = edition.provenance.of(idle.ref)
        key = idle.key or idle.ref.part.replace("_", "-")
        said = say("{named}: {key} has no effect: {why}", named=named, key=key, why=idle.why)
        yield Finding(Code.NO_EFFECT, Severity.WARNING, said, place, idle.hint, subject)


def _of_edition(edition: Edition) -> Iterator[Idle]:
    fronts = [page for page in edition.pages if page.kind == FRONT]
    for key, given in (("ears", edition.ears.left or edition.ears.right), ("teasers", edition.teasers)):
        if given and not fronts:
            why = say("only a front page has any")
            yield Idle(edition.key_ref(key), why, say("take it out, or write kind: front"))
    for teaser in edition.teasers.stories if edition.teasers else ():
        if len(fronts) == 1 and teaser.story in fronts[0].stories:
            why = say("{story} stands on the front page itself", story=Name(teaser.story))
            yield Idle(edition.key_ref("teasers"), why, say("take the word out"))


def _of_page(page: Page, written: Collection[str]) -> Iterator[Idle]:
    if page.is_half:
        return
    if page.areas:
        for key, why in (
            ("takes", say("stories are not allotted to a page that is given by areas")),
            ("forbid", say("areas say where everything stands")),
        ):
            if key in written:
                yield Idle(page.key_ref(key), why, say("take {key}: out, or areas:", key=key))
        if page.closing == "auto":
            why = say("a page that is given by areas is closed by its editor")
            yield Idle(page.key_ref("closing"), why, say("take areas: out"))
        if page.has_index:
            yield Idle(page.key_ref("index"), say("areas say where everything stands"), say("take areas: out"))
    yield from (Idle(page.key_ref(key), why, hint) for key, why, hint in idle_on(page))
    if page.kind != FRONT and page.index is False and "index" in written:
        why = say("a page of this kind has an index only if it says index: true")
        yield Idle(page.key_ref("index"), why, say("take it out"))
    for key in ("at", "forbid"):
        if INDEX_ID in getattr(page, key) and not page.has_index:
            if page.kind == FRONT:
                why, hint = say("it names {index}, and index: false", index=INDEX_ID), say("take the line out")
            else:
                why = say("it names {index}, and the page has none", index=INDEX_ID)
                hint = say("take the line out, or write index: true")
            yield Idle(page.key_ref(key), why, hint)


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
        why = say("a column of short items has each under a subhead, and there is none")
        yield Idle(story.key_ref("form"), why, say("write ## and a subhead over each item, or take form: out"))
    if "box" in written and not story.boxed:
        why = say("boxed: false says that there is no box")
        yield Idle(story.key_ref("box"), why, say("take boxed: out, or box:"))
    if story.jump not in ("auto", "never") and (story.continued_from or story.continued_on):
        why = say("the story is continued by hand, from or on a page that it names")
        yield Idle(story.key_ref("jump"), why, say("take jump: out, or continued-from: and continued-on:"))
    if story.short_headline and story.jump == "never":
        why = say("jump: never keeps the story whole, so there is no further part for it to stand over")
        yield Idle(story.key_ref("short_headline"), why, say("take it out, or jump: never"))
    if "head" in written and story.head == "vertical" and story.series:
        why = say("the label of a series stands over a level head")
        yield Idle(story.key_ref("head"), why, say("take series: out, or head: vertical"))
    lacking = [part for part in story.optional if not _PARTS[part](story)]
    if lacking:
        why = say("the story has no {parts}", parts=listed(lacking, " and no "))
        yield Idle(story.key_ref("optional"), why, say("take the word out"))
    for number, picture in enumerate(story.every_picture):
        if picture.whole and picture.focus:
            why = say("it says what a crop of {picture} keeps, and whole: true forbids one", picture=picture.file)
            yield Idle(Ref("story", story.id, "picture_focus", number), why, say("keep one of the two"), "focus")


def _of_ad(ad: Ad) -> Iterator[Idle]:
    for key, why, hint in ad.idle():
        yield Idle(ad.key_ref(key), why, hint)


def out_of_run(edition: Edition) -> Iterator[Finding]:
    """Yield a finding for every ad that was not booked for the edition's day."""
    for ad in edition.ads.values():
        if ad.runs and not covers(ad.runs, edition.date):
            said = say("the ad {ad} runs {runs}, and not on {date}", ad=ad.id, runs=listed(ad.runs), date=edition.date)
            hint = say("take it out, or write what else was booked under runs:")
            place = edition.provenance.of(ad.key_ref("runs"))
            yield Finding(Code.AD_OUT_OF_RUN, Severity.WARNING, said, place, hint, ad.id)
