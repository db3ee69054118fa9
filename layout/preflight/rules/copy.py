"""Whether everything that should be on the page is on it, and fits. Needs layout.json and report.json."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import combinations

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.base.units import MM, Rect
from layout.compose.copyfit import StoryFit
from layout.pdf.facts import overlap, united
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import OUR_OWN, on_page, quoted
from layout.preflight.states import State
from layout.scene.record import StoryRecord

_NO_LAYOUT = Skip(say("layout.json of this page is not at hand"))
_NO_REPORT = Skip(say("report.json of this page is not at hand"))
_SHARED = 0.2 * MM
"""Rectangles that share less than this, pt, only touch: layout.json is rounded."""


def _lines(story: StoryRecord) -> Iterator[tuple[str, Rect]]:
    """Yield the text of every line of a story without blanks, hyphens as they are drawn, and its place."""
    for galley in (*story.head, *story.body, *story.elements):
        for line in galley.lines:
            text = "".join(line.text.split())
            if text.endswith("\u00ad"):  # the hyphen of a line's end; elsewhere a soft hyphen is not drawn
                text = f"{text[:-1]}-"
            yield text, line.rect


def _printed(text: str) -> str:
    """Return what of a text can be seen, accents and syllables composed (Unicode NFC): soft hyphens are not drawn."""
    return unicodedata.normalize("NFC", "".join(char for char in text if unicodedata.category(char) != "Cf"))


def _missing(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield _NO_LAYOUT
        return
    printed = _printed(facts.text)
    for story in layout.stories:
        lines = list(_lines(story))
        gone = [(text, rect) for text, rect in lines if _printed(text) not in printed]
        if not gone:
            continue
        rect = gone[0][1]
        for _, other in gone:
            rect = united(rect, other)
        what = (
            say("is not on the page")
            if len(gone) == len(lines)
            else say("lacks {count} of its {count2} lines", count=len(gone), count2=len(lines))
        )
        yield Fault(
            say("the story {story} {what}: {gone}", story=Name(story.id), what=what, gone=quoted(gone[0][0])),
            say("build the page anew"),
            rect,
        )


def _ads(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield _NO_LAYOUT
        return
    painted = [*on_page(facts, (*facts.texts, *facts.fills, *facts.strokes, *facts.images))]
    for ad in layout.ads:
        rect = Rect.of_mm(ad.rect)
        inner = rect.inset(0.1 * rect.width, 0.1 * rect.height)
        if not any(overlap(thing.rect, inner) for thing in painted):
            yield Fault(say("the box of the ad {ad} is empty", ad=ad.id), say("build the page anew"), rect)


def _collisions(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield _NO_LAYOUT
        return
    boxes = [(story.id, Rect.of_mm(part)) for story in layout.stories for part in story.outline]
    boxes += [(ad.id, Rect.of_mm(ad.rect)) for ad in layout.ads]
    for (one, rect), (other, another) in combinations(boxes, 2):
        shared = overlap(rect, another) if one != other else None
        if shared and shared.width > _SHARED and shared.height > _SHARED:
            yield Fault(
                say("{one} and {other} stand on each other", one=Name(one), other=Name(other)),
                say("correct areas: in edition.yaml"),
                shared,
            )


def _stories(facts: Facts) -> Iterator[tuple[StoryFit, Rect | None]]:
    """Yield every story of the report with its place, where the layout is at hand."""
    layout = facts.copy.layout
    places = {story.id: Rect.of_mm(story.rect) for story in layout.stories} if layout else {}
    for fit in facts.copy.fits or ():
        yield fit, places.get(fit.id)


def _overset(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.fits is None:
        yield _NO_REPORT
    for fit, rect in _stories(facts):
        if fit.over_lines:
            yield Fault(
                say(
                    "{over_lines} lines of the story {story} do not fit", over_lines=fit.over_lines, story=Name(fit.id)
                ),
                say(
                    "cut about {over_characters} characters, or give the story more room",
                    over_characters=fit.over_characters,
                ),
                rect,
            )


def _hole(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.fits is None:
        yield _NO_REPORT
    for fit, rect in _stories(facts):
        if fit.under_lines > profile.hole_rows:
            yield Fault(
                say(
                    "{under_lines} rows under the story {story} are empty",
                    under_lines=fit.under_lines,
                    story=Name(fit.id),
                ),
                say(
                    "add about {under_characters} characters, or give the story less room",
                    under_characters=fit.under_characters,
                ),
                rect,
            )


def _loose(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.fits is None:
        yield _NO_REPORT
    for fit, rect in _stories(facts):
        for text in fit.loose_lines:
            what = say(
                "a line of the story {story} could only be filled by wide gaps: {text}",
                story=Name(fit.id),
                text=quoted(text),
            )
            yield Fault(what, say("change a word or two in the paragraph"), rect)


RULES = (
    Rule(
        Code.COPY_MISSING,
        State.FATAL,
        "A story that was lost between plan and page is missed by its readers first.",
        OUR_OWN,
        _missing,
    ),
    Rule(
        Code.COPY_ADS,
        State.FATAL,
        "An ad that does not appear is not paid for.",
        OUR_OWN,
        _ads,
    ),
    Rule(
        Code.COPY_COLLISION,
        State.FATAL,
        "Two items in one place can both not be read.",
        OUR_OWN,
        _collisions,
    ),
    Rule(
        Code.COPY_OVERSET,
        State.FATAL,
        "What does not fit is cut off in the middle of a sentence (溢文).",
        OUR_OWN,
        _overset,
    ),
    Rule(
        Code.COPY_HOLE,
        State.WARN,
        "White under a story looks like something was forgotten (缺文).",
        OUR_OWN,
        _hole,
    ),
    Rule(
        Code.COPY_LOOSE,
        State.WARN,
        "The composer says itself that it found no good break.",
        OUR_OWN,
        _loose,
    ),
)
