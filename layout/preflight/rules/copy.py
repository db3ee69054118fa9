"""Whether everything that should be on the page is on it, and fits. Needs layout.json and report.json."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations, pairwise

import numpy as np

from layout.base.codes import Code
from layout.base.messages import Name, say
from layout.base.units import MM, Rect
from layout.compose.copyfit import StoryFit
from layout.pdf.facts import overlap, united
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.pieces import Piece
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import OUR_OWN, quoted
from layout.preflight.states import State
from layout.scene.record import LineRecord, StoryRecord

_NO_LAYOUT = Skip(say("layout.json of this page is not at hand"))
_NO_REPORT = Skip(say("report.json of this page is not at hand"))
_NOT_READ = ("Cf", "Mn", "Me")
"""Unicode categories of characters that leave no ink of their own, or are read with another."""
_ABOVE, _BELOW, _BESIDE = 1.05, 0.35, 0.3
"""How far the middles of a line's glyphs are from its baseline and its ends at most, em."""
_SMALL = 0.45
"""Raised figures are not smaller than this part of their line."""
_SHARED = 0.2 * MM
"""Rectangles that share less than this, pt, only touch: layout.json is rounded."""


def _lines(story: StoryRecord) -> Iterator[LineRecord]:
    """Yield every line of a story."""
    for galley in (*story.head, *story.body, *story.elements):
        yield from galley.lines


class _Seen(dict[int, int | None]):
    """What of a character can be seen, for `str.translate`: none of blanks and accents, of all others themselves."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        seen = unicodedata.category(char) not in _NOT_READ and not char.isspace()
        self[code] = code if seen else None
        return self[code]


_SEEN = _Seen()


def _printed(text: str) -> str:
    """Return what of a text can be seen, in one of its writings: no blanks and accents, hyphens only as drawn."""
    # The hyphen of a line's end, or one of the copy that is written again at its beginning; others are not drawn.
    if text.endswith("\u00ad"):
        text = f"{text[:-1]}-"
    if text.startswith("\u00ad"):
        text = f"-{text[1:]}"
    return unicodedata.normalize("NFD", text).translate(_SEEN)


class _Letters:
    """The page's glyphs by the middles of their ink, from the top down."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        boxes = np.concatenate([np.empty((0, 4)), *(piece.boxes for piece in pieces)])
        middles = boxes[:, :2] + boxes[:, 2:] / 2
        letters = [letter for piece in pieces for letter in piece.letters]
        ranks = {letter: rank for rank, letter in enumerate(sorted(set(letters)))}
        order = np.argsort(middles[:, 1], kind="stable")
        self._x, self._y = middles[order].T
        self._sizes = np.repeat([piece.size for piece in pieces], [len(piece.boxes) for piece in pieces])[order]
        self._letters = [letters[at] for at in order.tolist()]
        self._ranks = np.array([ranks[letter] for letter in self._letters], dtype=np.int64)

    def of(self, lines: Sequence[LineRecord]) -> list[str]:
        """Return what is read, from left to right, where each line stands.

        Raised figures are in it, a drop cap's letter is not.
        """
        x, width, baseline, size = (
            np.array([(one.x, one.width, one.baseline, one.size) for one in lines]).reshape(-1, 4).T
        )
        left, right = x * MM - _BESIDE * size, (x + width) * MM + _BESIDE * size
        top, foot = baseline * MM - _ABOVE * size, baseline * MM + _BELOW * size
        # The glyphs level with each line, all lines' one after another; then those of them that stand in it.
        first, end = np.searchsorted(self._y, top, side="right"), np.searchsorted(self._y, foot, side="left")
        counts = np.maximum(end - first, 0)
        line = np.repeat(np.arange(len(lines)), counts)
        at = np.arange(len(line)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        middle, own, set_in = self._x[at], self._sizes[at], size[line]
        here = (left[line] < middle) & (middle < right[line]) & (_SMALL * set_in < own) & (own < set_in / _SMALL)
        line, at, middle = line[here], at[here], middle[here]
        order = np.lexsort((self._ranks[at], middle, line))
        letters = [self._letters[number] for number in at[order].tolist()]
        ends = np.cumsum(np.bincount(line, minlength=len(lines))).tolist()
        return ["".join(letters[start:stop]) for start, stop in pairwise((0, *ends))]


def _is_in(text: str, read: str) -> bool:
    """Tell whether all that is printed of a text is read, in its order.

    What else is printed there is told by another rule.
    """
    if text == read:
        return True
    rest = iter(_printed(read))
    return all(char in rest for char in _printed(text))


def _missing(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield _NO_LAYOUT
        return
    if facts.boxes.trim is None:
        yield Skip(say("there is no TrimBox to reckon from"))
        return
    letters = _Letters(facts.pieces)
    for story in layout.stories:
        lines = list(_lines(story))
        read = letters.of(lines)
        gone = [line for line, said in zip(lines, read, strict=True) if not _is_in(line.text, said)]
        if not gone:
            continue
        rect = reduce(united, (line.rect for line in gone))
        what = (
            say("is not on the page")
            if len(gone) == len(lines)
            else say("lacks {count} of its {count2} lines", count=len(gone), count2=len(lines))
        )
        yield Fault(
            say("the story {story} {what}: {gone}", story=Name(story.id), what=what, gone=quoted(gone[0].text)),
            say("build the page anew"),
            rect,
        )


def _ads(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    layout = facts.copy.layout
    if layout is None:
        yield _NO_LAYOUT
        return
    painted = (*facts.texts, *facts.fills, *facts.strokes, *facts.images)
    for ad in layout.ads:
        rect = Rect.of_mm(ad.rect)
        inner = rect.inset(0.1 * rect.width, 0.1 * rect.height)
        if not any(overlap(thing.rect, inner) and facts.meets_bleed(thing.rect) for thing in painted):
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


def _hole(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.fits is None:
        yield _NO_REPORT
    for fit, rect in _stories(facts):
        if fit.has_hole:
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
        "A line that was lost between plan and page, or stands elsewhere, is missed by its readers first.",
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
