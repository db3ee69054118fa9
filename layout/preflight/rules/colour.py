"""Colour spaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.design.press import PdfX
from layout.pdf.facts import ICC_FAMILIES, Colour, Family, Painted, overlap
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, ISO_15930_4, OUR_OWN, colours_of, kind_of
from layout.preflight.states import State

_CMYK = say("write the colour in CMYK: as a colour of design.yaml, or device-cmyk() in CSS")


def _in(facts: Facts, families: Iterable[Family]) -> Iterator[Fault]:
    wanted = frozenset(families)
    for thing, colour in _painted(facts):
        found = {colour.family, colour.base} & wanted
        if found:
            name = str(next(iter(found)))
            yield Fault(say("{thing} is painted in {name}", thing=kind_of(thing), name=name), _CMYK, thing.rect)


def _painted(facts: Facts) -> Iterator[tuple[Painted, Colour]]:
    """Yield everything painted on the sheet, marks and slug too: a foreign space is foreign anywhere in the file."""
    for fill in facts.fills:
        yield fill, fill.colour
    for stroke in facts.strokes:
        yield stroke, stroke.colour
    for text in facts.texts:
        yield from ((text, colour) for colour in (text.fill, text.stroke) if colour is not None)


def _rgb(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    yield from _in(facts, [Family.RGB])


def _lab(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    yield from _in(facts, [Family.LAB, Family.CAL_RGB, Family.CAL_GREY, Family.ICC_LAB])


def _icc_rgb(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    yield from _in(facts, [Family.ICC_RGB])


def _icc(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    if profile.pdfx is not PdfX.X1A:
        yield Skip(say("{pdfx} allows ICC profiles of CMYK and grey", pdfx=profile.pdfx))
        return
    yield from _in(facts, ICC_FAMILIES)
    for image in facts.images:
        if image.family in ICC_FAMILIES:
            yield Fault(
                say("the picture {image} is in an {family}", image=image.name, family=image.family),
                say("save it without its profile"),
                image.rect,
            )


def _spot(facts: Facts, profile: Profile) -> Iterator[Fault]:
    told: set[str] = set()
    for thing, colour in _painted(facts):
        for name, _ in colour.spots:
            if name not in profile.spots and name not in told:
                told.add(name)
                yield Fault(
                    say(
                        "{thing} is painted in the spot colour {name}, for which the press has no plate",
                        thing=kind_of(thing),
                        name=name,
                    ),
                    say("write it in CMYK, or name the spot colour in the press's profile"),
                    thing.rect,
                )
    for image in facts.images:
        if image.family is Family.SPOT and not profile.spots:
            yield Fault(
                say("the picture {image} is in spot colours", image=image.name), say("save it in CMYK"), image.rect
            )


def _black_page(facts: Facts, profile: Profile) -> Iterator[Fault]:
    if not profile.mono:
        return
    fix = say("build the page anew, or let it be printed in process: ink: in edition.yaml")
    for thing, colour in _painted(facts):
        if colour.inks and any(colour.inks[:-1]) and colour.family is not Family.REGISTRATION:
            said = say(
                "{thing} is in colour ({colour}) on a page that is printed in black",
                thing=kind_of(thing),
                colour=colour,
            )
            yield Fault(said, fix, thing.rect)
    for image in facts.images:
        if image.family in (Family.CMYK, Family.ICC_CMYK) and not image.mask:
            said = say("the picture {image} is in colour on a page that is printed in black", image=image.name)
            yield Fault(said, fix, image.rect)


def _registration(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for thing, colour in colours_of(facts):
        if colour.family is Family.REGISTRATION and overlap(thing.rect, facts.trim):
            yield Fault(
                say("{thing} is in registration colour and prints on all plates", thing=kind_of(thing)),
                say("use black (0 0 0 1); registration colour is for marks outside the page"),
                thing.rect,
            )


def _left_over(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    used: set[Family] = set()
    for _, colour in _painted(facts):
        used |= {colour.family, colour.base}
    for image in facts.images:
        used |= {image.family, image.base}
    for name in facts.file.leftovers:
        if name not in {str(family) for family in used}:
            yield Fault(
                say("the file holds {name} that nothing is painted in", name=name),
                say("build the page anew for the press"),
            )


RULES = (
    Rule(
        Code.COLOUR_RGB,
        State.FATAL,
        "RGB is turned into inks by whoever meets it first, each in his own way: black text comes on four plates.",
        GHENT,
        _rgb,
    ),
    Rule(
        Code.COLOUR_LAB,
        State.FATAL,
        "Like RGB it has to be turned into inks, and nobody has seen the result.",
        GHENT,
        _lab,
    ),
    Rule(
        Code.COLOUR_ICC_RGB,
        State.FATAL,
        "PDF/X-4 permits it, newspaper presses do not want it: the separation is left to chance.",
        GHENT,
        _icc_rgb,
    ),
    Rule(
        Code.COLOUR_ICC,
        State.FAIL,
        "PDF/X-1a knows the inks of the output intent only.",
        ISO_15930_4,
        _icc,
    ),
    Rule(
        Code.COLOUR_SPOT,
        State.FAIL,
        "A spot colour without a plate of its own is left out or guessed.",
        GHENT,
        _spot,
    ),
    Rule(
        Code.COLOUR_BLACK_PAGE,
        State.FAIL,
        "No unit prints its cyan, magenta and yellow: what is in them is missing in the paper.",
        OUR_OWN,
        _black_page,
    ),
    Rule(
        Code.COLOUR_REGISTRATION,
        State.FAIL,
        "It is 400 % ink and never in register.",
        BOTH_X,
        _registration,
    ),
    Rule(
        Code.COLOUR_LEFT_OVER,
        State.WARN,
        "Some programs report, or convert, a space as soon as it is named.",
        GHENT,
        _left_over,
    ),
)
