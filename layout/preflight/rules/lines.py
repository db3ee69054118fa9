"""Lines of body text, as they are read back from the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.units import Rect
from layout.preflight.facts import Facts
from layout.preflight.lines.model import PageFigures, Spot
from layout.preflight.model import Check, Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import CLREQ, OUR_OWN, quoted
from layout.preflight.states import State


def _lines(pick: Callable[[PageFigures], tuple[Spot, ...]], fix: str) -> Check:
    """Return a check that makes a finding of every line the figures name."""

    def check(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
        figures = facts.figures
        if figures is None or not figures.lines:
            yield Skip(say("no column of body text was found, so there are no lines to judge"))
            return
        for spot in pick(figures):
            yield Fault(say("{spot}: {note}", spot=quoted(spot.text), note=spot.note), fix, _rect(spot, figures))

    return check


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
    stood, free = list(_insets(facts)), list(_free_lines(facts))
    for found in _lines(lambda figures: figures.edges, say("set the paragraph again"))(facts, profile):
        line = found.rect if isinstance(found, Fault) else None
        excused = line is not None and (
            any(_beside(line, rect) for rect in stood) or any(_is_same(line, each) for each in free)
        )
        if not excused:
            yield found


def _insets(facts: Facts) -> Iterator[Rect]:
    """Yield what stands in the columns of the page's stories, pt; nothing without layout.json."""
    for story in facts.copy.layout.stories if facts.copy.layout else ():
        for picture in story.pictures:
            yield Rect.of_mm(picture.rect)
            if picture.caption:
                yield Rect.of_mm(picture.caption.rect)
        for element in story.elements:
            yield Rect.of_mm(element.rect)


def _free_lines(facts: Facts) -> Iterator[Rect]:
    """Yield the lines of lists, which hang in, and those that end a paragraph, where that is all there is to say."""
    for story in facts.copy.layout.stories if facts.copy.layout else ():
        for galley in story.body:
            yield from (line.rect for line in galley.lines if line.role == "list" or line.final)


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
        _lines(lambda figures: figures.loose, say("change a word or two in the paragraph")),
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
        State.WARN,
        "One character alone on a line looks like a mistake (孤字).",
        CLREQ,
        _lines(lambda figures: figures.runts, say("add or cut a few characters in the paragraph")),
    ),
    Rule(
        Code.LINE_WIDOW,
        State.WARN,
        "The eye loses the paragraph it belongs to.",
        OUR_OWN,
        _lines(lambda figures: (*figures.widows, *figures.orphans), say("add or cut a line in the story")),
    ),
)
