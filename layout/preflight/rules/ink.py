"""How much ink is laid on the paper, and tones a plate cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from layout.base.codes import Code
from layout.base.messages import listed, say
from layout.base.units import Rect
from layout.pdf.facts import Colour, Family, Image, Inks, Overprint, Painted, Stroke
from layout.preflight.backdrop import overprints, printed
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import GHENT, ISO_12647_3, colours_of, kind_of, quoted
from layout.preflight.states import State

INK_PLAY = 0.5
"""Sums over the limit by this little, per cent, are rounding."""
RICH_BLACK_SIZE = 24.0
"""Type smaller than this, pt, that is black is black alone."""
MOSTLY_BLACK = 0.85
"""Black of this tone with other inks under it is meant as black."""
PIXEL_PLAY = 10.0
"""A few pixels may pass the limit by this, per cent: JPEG gives back about what it was given."""


def _total(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    told: set[Colour] = set()
    unknown = 0
    for thing, colour in colours_of(facts):
        if colour.family is Family.REGISTRATION or colour in told:
            continue
        if colour.total is None:
            unknown += 1
            continue
        if colour.total > profile.ink + INK_PLAY:
            told.add(colour)
            yield Fault(
                say(
                    "{thing} has {total:.0f} % ink ({colour}); the press takes {ink:.0f} %",
                    thing=kind_of(thing),
                    total=colour.total,
                    colour=colour,
                    ink=profile.ink,
                ),
                say("lighten the three colours under the black, or take black alone"),
                thing.rect,
            )
    if unknown:
        yield Skip(
            say("the ink of {unknown} thing(s) painted in patterns or foreign colours cannot be told", unknown=unknown)
        )


def _overlap(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    backdrop = facts.backdrop
    over_pictures = 0
    for thing, pieces, colour, overprint in _overprinting_ink(facts):
        sums = []
        for piece in pieces:
            over_pictures += any(isinstance(under, Image) for under in backdrop.under(thing.order, piece))
            below = backdrop.inks(thing.order, piece)
            sums += [both for one in below if (both := printed(colour, overprint.mode, one))]
        worst = max(sums, key=_sum, default=None)
        if worst and _sum(worst) > max(profile.ink, colour.total or 0.0) + INK_PLAY:
            yield Fault(
                say(
                    "{thing} overprints what is under it: together {sum:.0f} % ink; the press takes {ink:.0f} %",
                    thing=kind_of(thing),
                    sum=_sum(worst),
                    ink=profile.ink,
                ),
                say("lighten what is under it, or let it knock out"),
                thing.rect,
            )
    if any(one.what.startswith("blend mode") for one in facts.transparency):
        yield Skip(say("what blend modes make of the inks was not reckoned"))
    if over_pictures:
        yield Skip(
            say(
                "{over_pictures} thing(s) overprint pictures; their ink differs from pixel to pixel",
                over_pictures=over_pictures,
            )
        )


def _sum(inks: tuple[Inks, float]) -> float:
    return 100 * (sum(inks[0]) + inks[1])


def _overprinting_ink(facts: Facts) -> Iterator[tuple[Painted, list[Rect], Colour, Overprint]]:
    """Yield what overprints more than paper, and the places where it does: on paper alone it is its own ink."""
    things = list(_overprinting(facts))
    places = [
        (number, piece)
        for number, (thing, *_) in enumerate(things)
        for piece in (thing.pieces if isinstance(thing, Stroke) else (thing.rect,))
    ]
    covered = facts.backdrop.covered([things[number][0].order for number, _ in places], [piece for _, piece in places])
    of: dict[int, list[Rect]] = {}
    for at in sorted(covered):
        number, piece = places[at]
        of.setdefault(number, []).append(piece)
    for number, pieces in of.items():
        thing, colour, overprint = things[number]
        yield thing, pieces, colour, overprint


def _overprinting(facts: Facts) -> Iterator[tuple[Painted, Colour, Overprint]]:
    things: list[tuple[Painted, Colour | None, Overprint, bool]] = []
    for fill in facts.printed.fills:
        things.append((fill, fill.colour, Overprint(fill.overprints, False, fill.mode), False))
    for line in facts.printed.strokes:
        things.append((line, line.colour, Overprint(False, line.overprints, line.mode), True))
    for text in facts.printed.texts:
        things += [(text, text.fill, text.overprint, False), (text, text.stroke, text.overprint, True)]
    for thing, colour, overprint, stroke in things:
        if colour is not None and overprints(colour, overprint, stroke=stroke) and not colour.is_paper:
            yield thing, colour, overprint


def _image(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    for image in facts.printed.images:
        if image.mask:
            continue
        if image.ink_most is None or image.ink_common is None:
            if image.family in (Family.CMYK, Family.ICC_CMYK):
                yield Skip(
                    say(
                        "the pixels of picture {image} could not be read ({codecs})",
                        image=image.name,
                        codecs=listed(image.codecs),
                    )
                )
            continue
        fix = say("prepare the picture anew for this press")
        if image.ink_common > profile.ink + INK_PLAY:
            what = say("picture {image} has up to {ink_most:.0f} % ink", image=image.name, ink_most=image.ink_most)
            yield Fault(say("{what}; the press takes {ink:.0f} %", what=what, ink=profile.ink), fix, image.rect)
        elif image.ink_most > profile.ink + PIXEL_PLAY:
            what = say(
                "some pixels of picture {image} have up to {ink_most:.0f} % ink",
                image=image.name,
                ink_most=image.ink_most,
            )
            yield Fault(
                say("{what}; the press takes {ink:.0f} %", what=what, ink=profile.ink), fix, image.rect, State.WARN
            )


def _rich_text(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for text in facts.printed.texts:
        colour = text.colour
        if colour is None or colour.inks is None or colour.family is Family.REGISTRATION:
            continue
        if colour.inks[3] >= MOSTLY_BLACK and colour.plates > 1 and text.size < RICH_BLACK_SIZE:
            yield Fault(
                say(
                    "text {text} ({size:.1f} pt) is black of several inks ({colour})",
                    text=quoted(text.text),
                    size=text.size,
                    colour=colour,
                ),
                say("take black alone: 0 0 0 1"),
                text.rect,
            )


def _lightest(facts: Facts, profile: Profile) -> Iterator[Fault]:
    limit = profile.tone_lightest
    for thing, colour in _tones(facts, lambda tone: 0 < tone < limit - 0.1):
        said = say(
            "{thing} ({colour}) has a tint fainter than {limit:.0f} %, which the plate does not hold",
            thing=kind_of(thing),
            colour=colour,
            limit=limit,
        )
        yield Fault(said, _TINT, thing.rect)


def _darkest(facts: Facts, profile: Profile) -> Iterator[Fault]:
    limit = profile.tone_darkest
    for thing, colour in _tones(facts, lambda tone: limit + 0.1 < tone < 99.9):
        said = say(
            "{thing} ({colour}) has a tint over {limit:.0f} %, which the plate does not hold",
            thing=kind_of(thing),
            colour=colour,
            limit=limit,
        )
        yield Fault(said, _TINT, thing.rect)


_TINT = say("take a tint the press holds, or the solid ink")


def _tones(facts: Facts, bad: Callable[[float], bool]) -> Iterator[tuple[Painted, Colour]]:
    """Yield the first thing of each colour that has a bad tint, per cent, of some ink."""
    seen: set[Colour] = set()
    for thing, colour in colours_of(facts):
        if colour not in seen:
            seen.add(colour)
            tones = (100 * tone for tone in (*(colour.inks or ()), *(tone for _, tone in colour.spots)))
            if any(map(bad, tones)):
                yield thing, colour


RULES = (
    Rule(
        Code.INK_TOTAL,
        State.FAIL,
        "Newsprint takes no more; the rest sets off onto the next page and shows through.",
        ISO_12647_3,
        _total,
    ),
    Rule(
        Code.INK_OVERLAP,
        State.FAIL,
        "Where one flat colour overprints another the paper gets the ink of both.",
        ISO_12647_3,
        _overlap,
    ),
    Rule(
        Code.INK_PICTURE,
        State.FAIL,
        "A picture separated for another paper smears on newsprint.",
        ISO_12647_3,
        _image,
    ),
    Rule(
        Code.INK_RICH_TEXT,
        State.FAIL,
        "Four plates are never quite in register: text of several inks has coloured edges.",
        GHENT,
        _rich_text,
    ),
    Rule(
        Code.INK_FAINT,
        State.WARN,
        "Dots that are too small do not hold on the plate, and the tint is gone.",
        ISO_12647_3,
        _lightest,
    ),
    Rule(
        Code.INK_FILLED_IN,
        State.INFO,
        "With the tone value increase of newsprint, tints this dark print as solids.",
        ISO_12647_3,
        _darkest,
    ),
)
