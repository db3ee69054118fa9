"""Rules (lines that are drawn) thin enough to vanish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.facts import Colour, Fill, Image
from layout.preflight.backdrop import Backdrop, Paper
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules.text import DARK, LIGHT
from layout.preflight.rules.wording import GHENT, SIZE_PLAY
from layout.preflight.states import State

_LONG = 4.0
"""A filled area this many times as long as it is thick is a rule."""
_NOTHING = 0.02
"""Lines thinner than this, pt, are as thin as the machine can draw them."""


@dataclass(frozen=True, slots=True)
class _Line:
    order: int
    rect: Rect
    width: float
    colour: Colour
    pieces: tuple[Rect, ...]


def _drawn(facts: Facts) -> Iterator[_Line]:
    """Yield what is a line to the reader: strokes, and long thin areas."""
    for stroke in facts.printed.strokes:
        yield _Line(stroke.order, stroke.rect, stroke.width, stroke.colour, stroke.pieces)
    for fill in facts.printed.fills:
        # What a clip leaves of an area is its edge, and no line that somebody drew too thin.
        if fill.exact and not fill.thinned and max(fill.rect.width, fill.rect.height) >= _LONG * fill.thickness:
            yield _Line(fill.order, fill.rect, fill.thickness, fill.colour, (fill.rect,))


def _is_reversed(backdrop: Backdrop, line: _Line) -> bool:
    if line.colour.total is None or line.colour.total > LIGHT:
        return False
    return any(_is_dark(under) for piece in line.pieces for under in backdrop.under(line.order, piece))


def _is_dark(under: Fill | Image | Paper) -> bool:
    if isinstance(under, Fill):
        return under.colour.total is not None and under.colour.total >= DARK
    return isinstance(under, Image)


def _is_screened(colour: Colour) -> bool:
    tones: list[float] = [*(colour.inks or (1.0,)), *(tone for _, tone in colour.spots)]
    return 0 < max(tones) < 0.999


def _told(line: _Line, what: str, least: float) -> Fault:
    return Fault(
        say("{what} is {width:.2f} pt thin; the least is {least:g} pt", what=what, width=line.width, least=least),
        say("draw it {least:g} pt or more", least=least),
        line.rect,
    )


def _hairline(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for line in _drawn(facts):
        if line.width < _NOTHING and not line.colour.is_paper:
            yield _told(line, say("a hairline"), profile.rule_positive)


def _positive(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for line in _drawn(facts):
        if _NOTHING <= line.width < profile.rule_positive - SIZE_PLAY and not line.colour.is_paper:
            yield _told(line, say("a line"), profile.rule_positive)


def _reversed(facts: Facts, profile: Profile) -> Iterator[Fault]:
    backdrop = facts.backdrop
    for line in _drawn(facts):
        if line.width < profile.rule_reversed - SIZE_PLAY and line.colour.is_paper and _is_reversed(backdrop, line):
            yield _told(line, say("a white line in a dark ground"), profile.rule_reversed)


def _tint(facts: Facts, profile: Profile) -> Iterator[Fault]:
    low = profile.rule_positive - SIZE_PLAY
    for line in _drawn(facts):
        if low <= line.width < profile.rule_tint - SIZE_PLAY and _is_screened(line.colour):
            yield _told(line, say("a screened line ({colour})", colour=line.colour), profile.rule_tint)


RULES = (
    Rule(
        Code.RULE_HAIRLINE,
        State.FAIL,
        "A line without a width is one dot wide: seen on a proof, gone on a plate.",
        GHENT,
        _hairline,
    ),
    Rule(
        Code.RULE_THIN,
        State.FAIL,
        "Thinner ones break up on newsprint.",
        f"{GHENT}; limits of the press condition",
        _positive,
    ),
    Rule(
        Code.RULE_THIN_REVERSED,
        State.FAIL,
        "The ground's ink runs into them and closes them.",
        f"{GHENT}; limits of the press condition",
        _reversed,
    ),
    Rule(
        Code.RULE_TINT,
        State.FAIL,
        "The screen makes a row of dots of a thin tinted line.",
        f"{GHENT}; limits of the press condition",
        _tint,
    ),
)
