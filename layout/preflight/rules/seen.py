"""What a reader sees of the type: that it stands out from its ground, and that nothing stands on it or cuts it.

All is told from the drawing: the ink of glyphs, and what is painted before and after it. Only where an item has its
place is taken from layout.json. What a supplied ad does within itself is its designer's: it is told, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, groupby, pairwise, product
from operator import itemgetter
from statistics import median
from typing import cast

import numpy as np
from PIL.Image import Image as Picture

from layout.base.codes import Code
from layout.base.messages import Message, say
from layout.base.units import Rect
from layout.pdf.facts import Colour, Fill, Image, Painted, Slant, Text, covers, overlap
from layout.pdf.geometry import around
from layout.preflight.facts import THIN, Facts, Ground
from layout.preflight.lines.readings import HIGHEST, LARGEST, LOWEST
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.pieces import Piece
from layout.preflight.places import PLACE_PLAY, Places
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import OUR_OWN, kind_of, mm, quoted
from layout.preflight.sides import Array, inside, meeting, shared, sharing, sides_of, sides_of_boxes
from layout.preflight.states import State

CONTRAST_DPI = 216
"""At this resolution the strokes of the smallest type are a pixel wide."""
UNSEEN, FAINT = 24, 60
"""Levels of grey, of 255, between a glyph and its ground: with less it is not seen, or read with trouble."""
DARK = 0.5
"""Type that leaves paper no more than this part of its light stands out from it."""
PALE = 0.7
"""Type on a ground that gives back more of the light by this part of all stands out from it."""
TYPE_PLAY = 0.06
"""Glyphs that share less than this in either way, em, only touch."""
INSET = 0.1
"""The part of a glyph's ink, at each side, that other ink may come into: curves leave the corners of a box empty."""
ON_ITSELF = 0.4
"""Neighbours in a line lie on each other if they share this part of the smaller one; kerned letters share less."""
DRAWN_UP = 0.7
"""Neighbours whose pens are farther apart than this part of the first one's advance stand as their face has them, or
kerned."""
MIDDLE = 0.25
"""A rule runs through a glyph if it comes into its ink but for this part at each side: it may touch a descender."""
DESCENT = 0.25
"""Letters reach so far below the baseline, em."""
STEP = 2.0
"""Slanting lines are followed in steps of this length, pt."""
AIR = 0.06
"""Type stands at least this far, em, from the edge of the ground it stands on."""


def _unseen(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    """Yield text that is not painted, has the colour of its ground, or is painted over."""
    if facts.boxes.trim is None:
        yield Skip(say("there is no TrimBox to reckon from"))
        return
    for text in facts.printed.texts:
        if text.colour is None:
            what = say("text {text} is not painted at all", text=quoted(text.text))
            yield Fault(what, say("take it out, or paint it"), text.rect, State.WARN)
    glyphs = _Glyphs(facts)
    told = [(text, over, inks) for text, over in _doubtful(facts) if (inks := glyphs.of(text)).size]
    details = facts.look.details([text.rect for text, *_ in told], CONTRAST_DPI)
    for (text, over, inks), image in zip(told, details, strict=True):
        contrasts = list(_contrasts(image, text.rect, inks))
        hidden = sum(contrast < UNSEEN for contrast in contrasts)
        if hidden > 1 or (hidden and hidden == len(contrasts)):
            most = State.WARN if facts.places.ad(text.rect) else None
            yield Fault(_hidden(text, over, hidden, len(contrasts)), _CONTRAST, text.rect, most)
        elif contrasts and median(contrasts) < FAINT:
            what = say("text {text} hardly stands out from its ground", text=quoted(text.text))
            yield Fault(what, _CONTRAST, text.rect, State.WARN)


def _doubtful(facts: Facts) -> Iterator[tuple[Text, Ground | None]]:
    """Yield the texts that are not simply dark on bare paper or a pale ground, and what is painted over them."""
    not_there = {font.name for font in facts.fonts if not font.embedded}
    texts = [text for text in facts.printed.texts if text.colour is not None and text.font not in not_there]
    rects, orders = [text.rect for text in texts], [text.order for text in texts]
    grounds: tuple[Ground, ...] = facts.grounds
    over: dict[int, Ground] = {}
    for number, ground in sharing(sides_of(rects), facts.ground_sides, 0.5):
        if grounds[ground].order > orders[number]:
            over.setdefault(number, grounds[ground])
    covered = facts.backdrop.covered(orders, rects)
    for number, text in enumerate(texts):
        is_dark = text.colour is not None and _light(text.colour) <= DARK
        if number in over or not is_dark or (number in covered and not _is_on_pale(facts, text)):
            yield text, over.get(number)


def _is_on_pale(facts: Facts, text: Text) -> bool:
    """Tell whether all of a text stands on one area that hides what is under it, and is much lighter than the text.

    Nothing there may be transparent, so that the area's colour is what is seen of it.
    """
    ground = next(facts.backdrop.under(text.order, text.rect))
    if not isinstance(ground, Fill) or text.colour is None or ground.colour.inks is None or ground.colour.spots:
        return False
    hides = ground.exact and not ground.gradient and not ground.overprints and covers(ground.rect, text.rect)
    if not hides or _light(ground.colour) - _light(text.colour) < PALE:
        return False
    return not any(overlap(one.rect, text.rect) for one in facts.see_through)


def _hidden(text: Text, over: Ground | None, hidden: int, every: int) -> Message:
    """Say how much of a text cannot be seen, and why."""
    why = (
        say("it is covered by {thing}", thing=kind_of(over))
        if over
        else say("it has the colour of its ground ({colour})", colour=text.colour)
    )
    part = "" if hidden == every else say(" ({hidden} of {all} characters)", hidden=hidden, all=every)
    return say("text {text} cannot be seen{count}: {why}", text=quoted(text.text), count=part, why=why)


def _light(colour: Colour) -> float:
    """Return the part of the light that paper gives back under a colour, roughly; 1 where its inks are not known."""
    if colour.inks is None or colour.spots:
        return 1.0
    cyan, magenta, yellow, black = colour.inks
    return (1 - black) * (1 - 0.30 * cyan - 0.59 * magenta - 0.11 * yellow)


_CONTRAST = say("give the text another colour, or its ground (the template's style.css, the ad's file)")
_ROOM = say("make room for both: shorten one, or correct the template's style.css or the ad's file")


def _contrasts(grey: Picture, rect: Rect, inks: Array) -> Iterator[int]:
    """Yield for each glyph the levels of grey between the darkest and the lightest point of it and right beside it."""
    scale = CONTRAST_DPI / 72
    begin, end = ((inks[sides] - [[rect.x], [rect.y]]) * scale for sides in (slice(0, 2), slice(2, 4)))
    first, past = np.maximum(0, begin.astype(int) - 2), np.minimum(end.astype(int) + 3, [[grey.width], [grey.height]])
    for left, top, right, foot in np.concatenate((first, past))[:, (first < past).all(axis=0)].T.tolist():
        darkest, lightest = cast("tuple[int, int]", grey.crop((left, top, right, foot)).getextrema())
        yield lightest - darkest


def _over_type(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    """Yield pieces of lines whose glyphs lie on each other, each pair once."""
    within, pieces = facts.places, facts.pieces
    doubtful = frozenset(_on_themselves(pieces))
    # Every piece meets itself, so none is left out.
    for number, met in groupby(meeting(facts.piece_sides, facts.piece_sides), key=itemgetter(0)):
        piece = pieces[number]
        if number in doubtful and (common := _on_itself(piece)):
            yield _printed_on(
                say("characters of {text} are printed on each other", text=quoted(piece.shown)), common, within
            )
        for _, other in met:
            before = pieces[other]
            # A text does not run into itself; a glyph that seems to was read in a wrong place.
            if other < number and before.order != piece.order and (common := _on_other(before, piece)):
                what = say("text {text} is printed on {other}", text=quoted(piece.shown), other=quoted(before.shown))
                touches = _is_touched(before, piece, common) or _is_touched(piece, before, common)
                yield _printed_on(what, common, within, State.WARN if touches else None)


def _printed_on(what: str, shared: Rect, within: Places, most: State | None = None) -> Fault:
    return Fault(what, _ROOM, shared, State.WARN if within.ad(shared) else most)


def _is_touched(line: Piece, reading: Piece, shared: Rect) -> bool:
    """Tell whether letters of a line only reach down to a reading that stands under it, over the next row.

    Both are read; where there is room for readings of the least size that can be printed, there is none for that.
    """
    small = reading.size <= LARGEST * line.size
    return small and shared.y >= line.baseline and shared.bottom <= line.baseline + DESCENT * line.size


def _on_themselves(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the numbers of pieces in which neighbours share what they would have to share to lie on each other."""
    sides = sides_of_boxes(np.concatenate([piece.boxes for piece in pieces])) if pieces else np.empty((4, 0))
    of = np.repeat(np.arange(len(pieces)), [len(piece.boxes) for piece in pieces])
    width, height = shared(sides[:, :-1], sides[:, 1:])
    least = np.array([2 * TYPE_PLAY * piece.size for piece in pieces])[of[:-1]]
    suspects = of[:-1][(of[:-1] == of[1:]) & (np.minimum(width, height) >= least)]
    yield from np.unique(suspects).tolist()


def _on_itself(piece: Piece) -> Rect | None:
    """Return what two neighbours in a line share if they lie on each other.

    Slanting letters, and those with long tails, reach into each other's boxes where they stand as they are meant to.
    """
    far = piece.pens[1:, 0] - piece.pens[:-1, 0] > DRAWN_UP * piece.pens[:-1, 1]
    for one, other in compress(pairwise(piece.inks), ~far):
        shared = overlap(one, other)
        least = min(one.width * one.height, other.width * other.height)
        if not shared or min(shared.width, shared.height) < 2 * TYPE_PLAY * piece.size:
            continue
        if shared.width * shared.height > ON_ITSELF * least:
            return shared
    return None


def _on_other(one: Piece, other: Piece) -> Rect | None:
    """Return what glyphs of two pieces share if it is more than a touch."""
    play = TYPE_PLAY * min(one.size, other.size)
    near = [ink for ink in one.inks if overlap(ink, other.rect)]
    for first, second in product(near, other.inks):
        shared = overlap(_core(first, INSET, one.size), _core(second, INSET, other.size))
        if shared and shared.width > play and shared.height > play:
            return shared
    return None


def _core(ink: Rect, part: float, size: float) -> Rect:
    """Return ink but for a part of a glyph at each side: what stands for the glyphs of a text may be as long as it."""
    return ink.inset(part * min(ink.width, size), part * min(ink.height, size))


def _over_rule(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    """Yield type that a rule runs through: a stroke, or an area as thin as one."""
    within, pieces = facts.places, facts.pieces
    hiding = [one for one in facts.grounds if isinstance(one, Image) or not one.overprints]
    thin = [(fill, fill.rect) for fill in facts.printed.fills if fill.thickness <= THIN]
    strokes = [
        (stroke, piece)
        for stroke in facts.printed.strokes
        for whole, slant in zip(stroke.pieces, stroke.slants, strict=True)
        for piece in _steps(whole, slant)
    ]
    told: set[int] = set()
    drawn = [*thin, *strokes]
    for at, number in meeting(sides_of([rect for _, rect in drawn]), facts.piece_sides):
        (rule, rect), piece = drawn[at], pieces[number]
        # A letter that is drawn as paths is pieces without number, and no rule.
        if number in told or max(rule.rect.width, rule.rect.height) < piece.size:
            continue
        struck = [ink for ink in piece.inks if overlap(_core(ink, MIDDLE, piece.size), rect)]
        seen = (one for one in struck if not _is_hidden(rule, overlap(one, rect) or one, hiding))
        if (ink := next(seen, None)) is not None:
            told.add(number)
            yield Fault(
                say("a rule runs through the text {text}", text=quoted(piece.shown)),
                _ROOM,
                ink,
                State.WARN if within.ad(ink) else None,
            )


def _steps(whole: Rect, slant: Slant | None) -> Iterator[Rect]:
    """Yield what a piece of a stroke covers: a slanting line in short steps, whose rectangles hold little else."""
    if slant is None:
        yield whole
        return
    (left, top), (right, foot) = slant
    steps = max(1, round(max(whole.width, whole.height) / STEP))
    across, down = (right - left) / steps, (foot - top) / steps
    for step in range(steps):
        ends = [(left + at * across, top + at * down) for at in (step, step + 1)]
        yield around(ends)


def _is_hidden(rule: Painted, rect: Rect, hiding: Sequence[Ground]) -> bool:
    """Tell whether a part of a rule was painted over later."""
    return any(one.order > rule.order and covers(one.rect, rect, play=0.5) for one in hiding)


def _over_edge(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    """Yield type that runs over the edge of the picture or the ground it stands on, or touches it."""
    grounds = [one for one in facts.grounds if isinstance(one, Image) or not one.colour.is_paper]
    told: set[int] = set()
    for number, of in meeting(facts.piece_sides, sides_of([ground.rect for ground in grounds])):
        piece, ground = facts.pieces[number], grounds[of]
        rect, air = piece.rect, AIR * piece.size
        rooms = (rect.x - ground.rect.x, ground.rect.right - rect.right)
        if number in told or min(rooms) >= air:
            continue
        common = overlap(rect, ground.rect)
        if not common or common.width < air or common.height < 0.5 * min(piece.size, rect.height):
            continue
        if _goes_on(ground, rect, grounds) or facts.on_fold(rect):
            continue
        told.add(number)
        names = {"text": quoted(piece.shown), "ground": kind_of(ground)}
        yield Fault(
            say("text {text} runs over the edge of {ground}", **names)
            if min(rooms) < 0
            else say("text {text} touches the edge of {ground}", **names),
            say("shorten the text, or give it more room (the template's style.css, the ad's file)"),
            rect,
            State.WARN if facts.places.ad(rect) or min(rooms) >= 0 else None,
        )


def _goes_on(ground: Ground, rect: Rect, grounds: Sequence[Ground]) -> bool:
    """Tell whether a ground goes on beyond its edge: other areas of its colour stand beside it, or it was repainted."""
    return any(
        other is not ground
        and covers(other.rect, rect)
        and (
            isinstance(other, Image)
            or isinstance(ground, Image)
            or other.order > ground.order
            or other.colour == ground.colour
        )
        for other in grounds
    )


def _outside(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    """Yield type that runs over the border of the place of its story, its ad, the nameplate or the index."""
    if facts.copy.layout is None:
        yield Skip(say("layout.json of this page is not at hand"))
        return
    items = facts.places.items
    parts = [(number, part) for number, (_, parts) in enumerate(items) for part in parts]
    reached = sharing(facts.piece_sides, sides_of([part for _, part in parts]), PLACE_PLAY)
    told: set[int] = set()
    for number, item in dict.fromkeys((number, parts[part][0]) for number, part in reached):
        rect, (name, places) = facts.pieces[number].rect, items[item]
        whole = rect.width * rect.height
        most = (rect.width - PLACE_PLAY) * (rect.height - PLACE_PLAY)
        within = sum(common.width * common.height for place in places if (common := overlap(rect, place)))
        if number not in told and whole and within < min(most, whole):
            if any(_stands_over(facts.pieces[number], place, facts.pieces) for place in places):
                continue
            told.add(number)
            yield Fault(
                say(
                    "text {text} runs out of the place of {place}", text=quoted(facts.pieces[number].shown), place=name
                ),
                say("shorten it, or give it more room (the template's style.css, if the template prints it)"),
                rect,
            )


def _stands_over(reading: Piece, place: Rect, pieces: Sequence[Piece]) -> bool:
    """Tell whether a piece is the reading of characters on a place's first row, and reaches out over that row alone."""
    rect, small = reading.rect, reading.size / LARGEST
    if not (
        place.x <= rect.x and rect.right <= place.right and place.y - reading.size < rect.y < place.y < rect.bottom
    ):
        return False
    return any(
        LOWEST * other.size < other.baseline - reading.baseline < HIGHEST * other.size
        and place.y <= other.rect.y
        and other.rect.x < rect.right
        and rect.x < other.rect.right
        for other in pieces
        if other.size >= small
    )


def _trimmed(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    trim = facts.trim
    for number in np.flatnonzero(~inside(facts.piece_sides, sides_of([trim]))).tolist():
        piece = facts.pieces[number]
        if overlap(piece.rect, facts.bleed) and not facts.on_fold(piece.rect):
            beyond = max(-piece.rect.x, -piece.rect.y, piece.rect.right - trim.right, piece.rect.bottom - trim.bottom)
            yield Fault(
                say("text {text} is cut off: it reaches {far} over the trim", text=quoted(piece.shown), far=mm(beyond)),
                say("shorten it, or move it inwards (the template's style.css, page.margins in design.yaml)"),
                piece.rect,
            )


class _Glyphs:
    """The ink of glyphs by the baselines of their pieces."""

    def __init__(self, facts: Facts) -> None:
        self._pieces, self._sides = facts.pieces, facts.piece_sides
        self._baselines = np.array([piece.baseline for piece in facts.pieces])

    def of(self, text: Text) -> Array:
        """Return the sides of the glyphs that are, by their place, a text's."""
        around = sides_of([text.rect])
        width, height = shared(self._sides, around)
        on = (np.abs(self._baselines - text.baseline) < 0.5) & (width >= 0) & (height >= 0)
        boxes = [self._pieces[number].boxes for number in np.flatnonzero(on).tolist()]
        sides = sides_of_boxes(np.concatenate([np.empty((0, 4)), *boxes]))
        return np.compress(inside(sides, around, 1.0), sides, axis=1)


RULES = (
    Rule(
        Code.TYPE_UNSEEN,
        State.FATAL,
        "Text nobody sees was forgotten, or was meant to be seen: black on black, or under a picture.",
        OUR_OWN,
        _unseen,
    ),
    Rule(
        Code.TYPE_OVER_TYPE,
        State.FATAL,
        "Two texts in one place can both not be read.",
        OUR_OWN,
        _over_type,
    ),
    Rule(
        Code.TYPE_OVER_RULE,
        State.FAIL,
        "Type with a rule through it looks struck out.",
        OUR_OWN,
        _over_rule,
    ),
    Rule(
        Code.TYPE_OVER_EDGE,
        State.FAIL,
        "White type that leaves its solid is lost, and type that touches an edge looks cut.",
        OUR_OWN,
        _over_edge,
    ),
    Rule(
        Code.TYPE_OUTSIDE,
        State.FAIL,
        "What runs into the place of something else is read with it.",
        OUR_OWN,
        _outside,
    ),
    Rule(
        Code.TYPE_TRIMMED,
        State.FATAL,
        "What stands over the trim is cut off with the paper.",
        OUR_OWN,
        _trimmed,
    ),
)
