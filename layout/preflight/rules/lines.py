"""Lines of body text, as they are read back from the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.preflight.facts import Facts
from layout.preflight.lines.model import PageFigures, Spot
from layout.preflight.model import Check, Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import CLREQ, OUR_OWN, quoted
from layout.preflight.states import State
from layout.scene.record import LineRecord

PLAY = 0.1
"""A line reaches its column's edge within this, pt: layout.json is rounded."""
MISREAD = 0.5
"""A line of ours that is so far (em) from its column's edge would not be found at its place: the column was misread."""

TYPED = 0.02
"""White of ideographic spaces is whole squares within this, em: layout.json is rounded."""
_SQUARE = "\u3000"

Excuse = Callable[[LineRecord, Spot], bool]
"""Tells of a line of body text, as layout.json has it, that a rule does not ask of it what was found."""


def _lines(
    pick: Callable[[PageFigures], tuple[Spot, ...]], fix: str, excuse: Excuse = lambda line, spot: False
) -> Check:
    """Return a check that makes a finding of every line the figures name.

    Where layout.json is at hand it tells which lines are text in columns at all: a folio line beside them is not, nor
    is a caption or a list.
    """

    def check(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
        figures = facts.figures
        if figures is None or not figures.lines:
            yield Skip(say("no column of body text was found, so there are no lines to judge"))
            return
        body = list(_body(facts))
        for spot in pick(figures):
            rect = _rect(spot, figures)
            line = next((each for each in body if _is_same(rect, each.rect)), None)
            if facts.copy.layout is None or (line is not None and not excuse(line, spot)):
                yield Fault(say("{spot}: {note}", spot=quoted(spot.text), note=spot.note), fix, rect)

    return check


def _body(facts: Facts) -> Iterator[LineRecord]:
    """Yield the lines of body text in columns; nothing without layout.json."""
    for story in facts.copy.layout.stories if facts.copy.layout else ():
        for galley in story.body:
            yield from (line for line in galley.lines if line.role == "body")


def _rect(spot: Spot, figures: PageFigures) -> Rect:
    """Return the line's place: its column's width where one is found."""
    size = figures.body_size
    right = spot.x + len(spot.text) * size
    for left_edge, right_edge in figures.columns:
        if left_edge - size <= spot.x < right_edge:
            right = min(right, right_edge)
    return Rect(spot.x, spot.baseline - 0.88 * size, right - spot.x, size)


def _flush(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    """Yield lines short of their column, but for those that layout.json knows to be free or to make room."""
    stood = list(_insets(facts))
    check = _lines(lambda figures: figures.edges, say("set the paragraph again"), _free(facts))
    for found in check(facts, profile):
        line = found.rect if isinstance(found, Fault) else None
        if line is None or not any(_beside(line, rect) for rect in stood):
            yield found


def _is_not_loose(line: LineRecord, spot: Spot) -> bool:
    """Tell whether a gap has another reason than a full line: what stands at a paragraph's end, or typed white."""
    return line.final or _is_typed(line, spot)


def _is_typed(line: LineRecord, spot: Spot) -> bool:
    """Tell whether a gap is white that was typed, ideographic spaces as after a dateline: a square each."""
    squares = round(spot.amount)
    return squares > 0 and abs(spot.amount - squares) < TYPED and _SQUARE * squares in line.text


def _free(facts: Facts) -> Excuse:
    """Return who excuses lines that need not reach their column's edges, and those whose column was misread."""
    full = {
        line
        for story in (facts.copy.layout.stories if facts.copy.layout else ())
        for galley in story.body
        for line in galley.lines
        if abs(line.x + line.width - galley.rect.x - galley.rect.width) * MM < PLAY
    }
    return lambda line, spot: line.final or line.ragged or (line in full and _is_misread(line, spot))


def _is_misread(line: LineRecord, spot: Spot) -> bool:
    """Tell whether a line stands where layout.json has it, so that not the line but its column was read otherwise."""
    # A mark at an end may have been read with the blank half of its square, or without the white in its place.
    ends = ((line.text[:1], spot.x - line.x * MM), (line.text[-1:], (line.x + line.width) * MM - spot.right))

    def stands(char: str, inside: float) -> bool:
        half = line.size / 2
        return min(abs(inside), abs(inside + half)) < PLAY or (not char.isalnum() and 0 < inside < half)

    return all(stands(*end) for end in ends) or abs(spot.amount) > MISREAD * line.size


def _insets(facts: Facts) -> Iterator[Rect]:
    """Yield what stands in the columns of the page's stories, pt; nothing without layout.json."""
    for story in facts.copy.layout.stories if facts.copy.layout else ():
        for picture in story.pictures:
            yield Rect.of_mm(picture.rect)
            if picture.caption:
                yield Rect.of_mm(picture.caption.rect)
        for element in story.elements:
            yield Rect.of_mm(element.rect)


def _is_same(line: Rect, other: Rect) -> bool:
    """Tell whether two rectangles are those of one line, read back and written."""
    return abs(line.y - other.y) < 1.0 and line.x < other.right and other.x < line.right


def _beside(line: Rect, inset: Rect) -> bool:
    """Tell whether an inset stands at a line's left or right, no farther than a column away."""
    level = inset.y - line.height < line.y and line.bottom < inset.bottom + line.height
    return level and (inset.x < line.right + inset.width and line.x < inset.right + inset.width)


RULES = (
    Rule(
        Code.LINE_KINSOKU,
        State.WARN,
        "A line that begins with a comma or ends with an opening bracket is a plain mistake.",
        f"GB/T 15834-2011, 5.1; {CLREQ}",
        _lines(lambda figures: figures.kinsoku, say("set the paragraph again")),
    ),
    Rule(
        Code.LINE_FLUSH,
        State.WARN,
        "A ragged edge in a justified column is seen from a metre away.",
        OUR_OWN,
        _flush,
    ),
    Rule(
        Code.LINE_GRID,
        State.WARN,
        "Lines beside each other, and those showing through the paper, have to be level.",
        OUR_OWN,
        _lines(lambda figures: figures.off_grid, say("let everything between lines be whole rows high")),
    ),
    Rule(
        Code.LINE_LOOSE,
        State.WARN,
        "Gaps between characters tear holes into the text.",
        CLREQ,
        _lines(lambda figures: figures.loose, say("change a word or two in the paragraph"), _is_not_loose),
    ),
    Rule(
        Code.LINE_HYPHENS,
        State.WARN,
        "More than two hyphenated lines in a row make a ladder at the column's edge.",
        OUR_OWN,
        _lines(lambda figures: figures.ladders, say("change a word or two in the paragraph")),
    ),
    Rule(
        Code.LINE_RUNT,
        State.INFO,
        "One character alone on a line looks like a mistake (孤字).",
        CLREQ,
        _lines(lambda figures: figures.runts, say("add or cut a few characters in the paragraph")),
    ),
    Rule(
        Code.LINE_WIDOW,
        State.INFO,
        "The eye loses the paragraph it belongs to.",
        OUR_OWN,
        _lines(lambda figures: (*figures.widows, *figures.orphans), say("add or cut a line in the story")),
    ),
)
