"""Black that overprints, and white that must not."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.pdf.facts import Colour, Fill, Image, Overprint, Painted, Stroke, Text, overlap
from layout.preflight.backdrop import Under, overprints
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import GHENT, OUR_OWN, kind_of, quoted
from layout.preflight.states import State

_BODY_PLAY = 0.05
"""Text within this of the body's size, pt, is of the body."""
_NEAR = 0.3
"""Type stands on a ground that comes as near to it as this, em: its accents and descenders do."""


def _body(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    figures = facts.figures
    if figures is None or not figures.body_font:
        yield Skip(say("the page has no body text"))
        return
    for text in facts.printed.texts:
        name = text.font.split("+", 1)[-1]
        of_body = abs(text.size - figures.body_size) < _BODY_PLAY and name == figures.body_font
        if of_body and text.source == "page" and text.colour is not None and not text.colour.is_black:
            yield Fault(
                say("body text {text} is {colour}, not black alone", text=quoted(text.text), colour=text.colour),
                say("give body text the ink [0, 0, 0, 1]"),
                text.rect,
            )


def _overprinting(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for text in facts.printed.texts:
        sides = ((text.fill, False), (text.stroke, True))
        if any(
            colour is not None and colour.is_black and not overprints(colour, text.overprint, stroke=stroke)
            for colour, stroke in sides
        ) and not (_too_dark(facts, profile, text) or _on_picture(facts, profile, text)):
            yield Fault(
                say("black text {text} does not overprint", text=quoted(text.text)),
                say("set overprinting (OP, op true, OPM 1) for text in 0 0 0 1 k"),
                text.rect,
            )


def _too_dark(facts: Facts, profile: Profile, text: Text) -> bool:
    """Tell whether black would be more ink than the press takes on a ground of a text: then it may knock out.

    Any ground will do, seen there or not: a seam is no harm where the ground is as dark, and too much ink always is.
    """
    near = text.rect.inset(-_NEAR * text.size, -_NEAR * text.size)
    dark = (one for one in facts.printed.fills if one.order < text.order and _inks_with_black(one) > profile.ink)
    return any(overlap(one.rect, near) for one in dark)


def _on_picture(facts: Facts, profile: Profile, text: Text) -> bool:
    """Tell whether a text is so large that a picture under it would show through: then it may knock out."""
    if text.size <= profile.overprint_type:
        return False
    return any(one.order < text.order and overlap(one.rect, text.rect) for one in facts.printed.images)


def _inks_with_black(fill: Fill) -> float:
    """Return the sum of inks, per cent, of an area with full black over it."""
    inks = fill.colour.inks
    return 100 * (sum(inks[:-1]) + 1) if inks else 0.0


def _white(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    backdrop = facts.backdrop
    for thing, colour, overprint, stroke in _things(facts):
        if not colour.is_paper or not overprints(colour, overprint, stroke=stroke):
            continue
        pieces = thing.pieces if isinstance(thing, Stroke) else (thing.rect,)
        if any(_has_ink(under) for piece in pieces for under in backdrop.under(thing.order, piece)):
            yield Fault(
                say("white {thing} overprints what is under it, so it will not be seen", thing=kind_of(thing)),
                say("let white knock out: no overprinting for 0 0 0 0"),
                thing.rect,
            )


def _has_ink(under: Under) -> bool:
    return isinstance(under, Image) or (isinstance(under, Fill) and not under.colour.is_paper)


def _things(facts: Facts) -> Iterator[tuple[Painted, Colour, Overprint, bool]]:
    for fill in facts.printed.fills:
        yield fill, fill.colour, Overprint(fills=fill.overprints, mode=fill.mode), False
    for line in facts.printed.strokes:
        yield line, line.colour, Overprint(strokes=line.overprints, mode=line.mode), True
    for text in facts.printed.texts:
        if text.fill is not None:
            yield text, text.fill, text.overprint, False
        elif text.stroke is not None:
            yield text, text.stroke, text.overprint, True


RULES = (
    Rule(
        Code.BLACK_BODY,
        State.FAIL,
        "Small type on one plate is sharp whatever the register; a screened black is ragged.",
        GHENT,
        _body,
    ),
    Rule(
        Code.BLACK_OVERPRINT,
        State.FAIL,
        "Type knocked out of a colour shows a white seam where the plates do not meet.",
        GHENT,
        _overprinting,
    ),
    Rule(
        Code.WHITE_OVERPRINT,
        State.FATAL,
        "White that overprints is no ink at all: it looks right on the screen and is gone in print.",
        f"{GHENT}; {OUR_OWN}",
        _white,
    ),
)
