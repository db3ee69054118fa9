"""Sizes and colours of type that print."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.facts import Colour, Fill, Image, Text
from layout.preflight.backdrop import Backdrop, Paper, Under
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules.ink import MOSTLY_BLACK
from layout.preflight.rules.wording import GHENT, OUR_OWN, SIZE_PLAY, quoted
from layout.preflight.states import State

LIGHT = 10.0
"""Type with no more ink than this, per cent, is light."""
DARK = 20.0
"""A ground with at least this much ink, per cent, makes light type reversed."""
STRONG = 0.2
"""A plate with at least this tone shows where it is out of register."""


def _core(text: Text) -> Rect:
    """Return the middle of a text: em squares reach a little over the edges of the panels they stand in."""
    return text.rect.inset(min(0.25 * text.size, 0.25 * text.rect.width), min(0.25 * text.size, 0.4 * text.rect.height))


def _grounds(backdrop: Backdrop, text: Text) -> list[Under]:
    return list(backdrop.under(text.order, _core(text)))


def _is_light(text: Text) -> bool:
    colour = text.colour
    return colour is not None and colour.total is not None and colour.total <= LIGHT


def _darkness(ground: Under) -> float:
    """Return a ground's ink, per cent; a picture or a pattern counts as full."""
    if isinstance(ground, Paper):
        return 0.0
    if isinstance(ground, Image):
        return 100.0
    return ground.colour.total if ground.colour.total is not None else 100.0


def _is_reversed(backdrop: Backdrop, text: Text) -> bool:
    return _is_light(text) and any(_darkness(ground) >= DARK for ground in _grounds(backdrop, text))


def _plates(colour: Colour) -> int:
    """Return how many plates of a colour show when they stray. Yellow is too light to show."""
    if colour.inks is None:
        return 0
    cyan, magenta, _, black = colour.inks
    return sum(tone >= STRONG for tone in (cyan, magenta, black, *(tone for _, tone in colour.spots)))


def _ground_plates(ground: Under) -> int:
    if isinstance(ground, Image):
        return 4
    return _plates(ground.colour) if isinstance(ground, Fill) else 0


def _small(facts: Facts, profile: Profile) -> Iterator[Fault]:
    backdrop = facts.backdrop
    for text in facts.printed.texts:
        if text.size < profile.type_positive - SIZE_PLAY and not _is_reversed(backdrop, text):
            yield Fault(
                say(
                    "text {text} is {size:.1f} pt; the least is {type_positive:g} pt",
                    text=quoted(text.text),
                    size=text.size,
                    type_positive=profile.type_positive,
                ),
                say("make it larger"),
                text.rect,
            )


def _small_reversed(facts: Facts, profile: Profile) -> Iterator[Fault]:
    backdrop = facts.backdrop
    for text in facts.printed.texts:
        if text.size < profile.type_reversed - SIZE_PLAY and _is_reversed(backdrop, text):
            yield Fault(
                say(
                    "light text {text} on a dark ground is {size:.1f} pt; the least is {type_reversed:g} pt",
                    text=quoted(text.text),
                    size=text.size,
                    type_reversed=profile.type_reversed,
                ),
                say("make it larger, or print it dark on light"),
                text.rect,
            )


def _reversed_inks(facts: Facts, profile: Profile) -> Iterator[Fault]:
    backdrop = facts.backdrop
    for text in facts.printed.texts:
        if not profile.type_reversed - SIZE_PLAY <= text.size < profile.several_inks_reversed - SIZE_PLAY:
            continue
        if _is_light(text) and (plates := max(map(_ground_plates, _grounds(backdrop, text)), default=0)) > 1:
            yield Fault(
                say(
                    "light text {text} of {size:.1f} pt stands in a ground of {plates} inks",
                    text=quoted(text.text),
                    size=text.size,
                    plates=plates,
                ),
                say(
                    "print the ground in one ink, or make the text {several_inks_reversed:g} pt at least",
                    several_inks_reversed=profile.several_inks_reversed,
                ),
                text.rect,
            )


def _several_inks(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for text in facts.printed.texts:
        colour = text.colour
        if colour is None or colour.inks is None or colour.inks[3] >= MOSTLY_BLACK:
            continue
        if (plates := _plates(colour)) > 1 and text.size < profile.several_inks - SIZE_PLAY:
            yield Fault(
                say(
                    "text {text} of {size:.1f} pt is printed in {plates} inks ({colour})",
                    text=quoted(text.text),
                    size=text.size,
                    plates=plates,
                    colour=colour,
                ),
                say("print it in one ink, or make it {several_inks:g} pt at least", several_inks=profile.several_inks),
                text.rect,
            )


def _screened(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for text in facts.printed.texts:
        colour = text.colour
        if colour is None or colour.inks is None or colour.is_paper:
            continue
        if max(*colour.inks, *(tone for _, tone in colour.spots)) < 0.999 and text.size < profile.screened - SIZE_PLAY:
            yield Fault(
                say(
                    "text {text} of {size:.1f} pt is screened ({colour}): no ink of it is solid",
                    text=quoted(text.text),
                    size=text.size,
                    colour=colour,
                ),
                say("print one ink solid, or make it {screened:g} pt at least", screened=profile.screened),
                text.rect,
            )


RULES = (
    Rule(
        Code.TYPE_SMALL,
        State.FAIL,
        "Newsprint fills in the counters of smaller type.",
        f"{GHENT}; limits of the press condition",
        _small,
    ),
    Rule(
        Code.TYPE_SMALL_REVERSED,
        State.FAIL,
        "Ink runs into light strokes and closes them.",
        f"{GHENT}; limits of the press condition",
        _small_reversed,
    ),
    Rule(
        Code.TYPE_REVERSED_INKS,
        State.WARN,
        "Plates that stray by a tenth of a millimetre close the strokes.",
        f"{GHENT}; size: {OUR_OWN}",
        _reversed_inks,
    ),
    Rule(
        Code.TYPE_SEVERAL_INKS,
        State.WARN,
        "Its strokes are as thin as the plates are out of register.",
        f"{GHENT}; size: {OUR_OWN}",
        _several_inks,
    ),
    Rule(
        Code.TYPE_SCREENED,
        State.WARN,
        "The screen's dots are as large as its strokes; edges become ragged.",
        f"{OUR_OWN}",
        _screened,
    ),
)
