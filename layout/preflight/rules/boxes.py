"""Page boxes, bleed and marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from layout.base.codes import Code
from layout.base.messages import listed, say, word
from layout.base.units import MM, Rect
from layout.pdf.facts import Colour, Family, Fill, Stroke, overlap
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, OUR_OWN, kind_of, mm, quoted
from layout.preflight.states import State

BOX_PLAY = 0.05
"""Boxes may differ by this, pt: their numbers are rounded."""
NEAR_TRIM = 1 * MM
"""An area that ends this near to the trim, pt, is meant to run off the page."""
MARK_PLAY = 0.5
"""A crop mark stands within this, pt, of the edge it marks."""

Box = tuple[float, float, float, float]


def _trim(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    trim = facts.boxes.trim
    if trim is None:
        yield Fault(
            say("the page has no TrimBox"), say("build the page with page.width and page.height in design.yaml")
        )
    elif trim[2] - trim[0] < 1 or trim[3] - trim[1] < 1:
        yield Fault(say("the TrimBox is empty"), say("build the page anew"))


def _art(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.boxes.art is not None:
        yield Fault(say("the page has an ArtBox beside its TrimBox"), say("remove the ArtBox"))


def _nesting(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    boxes = facts.boxes
    named = {"MediaBox": boxes.media, "CropBox": boxes.crop, "BleedBox": boxes.bleed, "TrimBox": boxes.trim}
    order = [(name, box) for name, box in named.items() if box is not None and name != "CropBox"]
    for (outer_name, outer), (name, box) in pairwise(order):
        if not _inside(box, outer):
            yield Fault(
                say("the {name} reaches out of the {outer_name}", name=name, outer_name=outer_name),
                say("make the sheet large enough (page.slug)"),
            )
    if boxes.crop and boxes.bleed and not _inside(boxes.bleed, boxes.crop):
        yield Fault(say("the CropBox cuts into the bleed"), say("remove the CropBox, or give it the MediaBox's size"))


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - BOX_PLAY
        and inner[1] >= outer[1] - BOX_PLAY
        and inner[2] <= outer[2] + BOX_PLAY
        and inner[3] <= outer[3] + BOX_PLAY
    )


def _bleed(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    bleed, trim = facts.boxes.bleed, facts.boxes.trim
    if trim is None:
        yield Skip(say("there is no TrimBox to reckon from"))
        return
    if bleed is None:
        if profile.bleed > 0:
            fix = say("set page.bleed in design.yaml")
            yield Fault(say("the page has no BleedBox; the press wants {bleed}", bleed=mm(profile.bleed)), fix)
        return
    every = {"left": trim[0] - bleed[0], "right": bleed[2] - trim[2]}
    gutter = facts.gutter
    if gutter and every[gutter.side] < gutter.bleed * MM - BOX_PLAY:
        yield Fault(
            say(
                "the bleed at the gutter is {value}; {bleed} are said for the spread",
                value=mm(max(0, every[gutter.side])),
                bleed=mm(gutter.bleed * MM),
            ),
            say("build the page anew"),
        )
    outer = [far for side, far in every.items() if gutter is None or side != gutter.side]
    sides = (*outer, trim[1] - bleed[1], bleed[3] - trim[3])
    if min(sides) < profile.bleed - BOX_PLAY:
        yield Fault(
            say(
                "the bleed is {value} at its narrowest; the press wants {bleed}",
                value=mm(max(0, min(sides))),
                bleed=mm(profile.bleed),
            ),
            say("set page.bleed in design.yaml to {bleed}", bleed=mm(profile.bleed).replace(" ", "")),
        )


def _size(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.layout is None:
        yield Skip(say("layout.json of this page is not at hand, so the size it should have is not known"))
        return
    wanted = facts.copy.layout.trim
    width, height = wanted.width * MM, wanted.height * MM
    if facts.boxes.trim and max(abs(facts.width - width), abs(facts.height - height)) > 0.1:
        yield Fault(
            say(
                "the trim is {width} x {height}, the template's page {width2} x {height2}",
                width=mm(facts.width),
                height=mm(facts.height),
                width2=mm(width),
                height2=mm(height),
            ),
            say("build the page anew; if the format has changed, build the whole edition"),
        )


def _turned(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.boxes.rotate:
        yield Fault(
            say("the page is turned by {rotate} degrees", rotate=facts.boxes.rotate),
            say("send the page upright, without /Rotate"),
        )
    if facts.boxes.unit != 1:
        yield Fault(
            say("the page's unit is {unit:g} points", unit=facts.boxes.unit), say("send the page in its true size")
        )


def _content_bleeds(facts: Facts, profile: Profile) -> Iterator[Fault]:
    trim = facts.trim
    for thing in facts.on_page((*facts.fills, *facts.images)):
        colour = getattr(thing, "colour", None)
        if (colour is not None and colour.is_paper) or overlap(thing.rect, trim) is None:
            continue
        rect = thing.rect
        out = {"left": -rect.x, "top": -rect.y, "right": rect.right - trim.right, "bottom": rect.bottom - trim.bottom}
        if gutter := facts.gutter:
            del out[gutter.side]  # what crosses the fold is cut where its bleed ends, whatever it is
        short = [side for side, far in out.items() if -NEAR_TRIM <= far < profile.bleed - BOX_PLAY]
        if short:
            yield Fault(
                say(
                    "{thing} ends at the trim ({short}) and should run {bleed} over it",
                    thing=kind_of(thing),
                    short=listed(map(word, short)),
                    bleed=mm(profile.bleed),
                ),
                say("draw it on into the bleed, or end it well inside the page"),
                rect,
            )


def _safe(facts: Facts, profile: Profile) -> Iterator[Fault]:
    safe, gutter = facts.trim.inset(profile.safe), facts.gutter
    right, bottom = safe.right, safe.bottom
    # Nothing is cut at the fold of a spread; what of its letters stands there was told when it was set.
    left = -inf if gutter and gutter.side == "left" else safe.x
    right = inf if gutter and gutter.side == "right" else right
    for text in facts.printed.texts:
        rect = text.rect
        if rect.x < left or rect.y < safe.y or rect.right > right or rect.bottom > bottom:
            near = min(rect.x, rect.y, facts.width - rect.right, facts.height - rect.bottom)
            yield Fault(
                say(
                    "text {text} is {near} from the trim; {safe} is the least",
                    text=quoted(text.text),
                    near=mm(near),
                    safe=mm(profile.safe),
                )
                if near > 0
                else say("text {text} reaches over the trim", text=quoted(text.text)),
                say("move it inwards (page.margins in design.yaml)"),
                rect,
            )


def _crop_marks(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    if not profile.crop_marks:
        yield Skip(say("the press wants no crop marks"))
        return
    marks = [one for one in facts.strokes if _on_every_plate(one.colour, profile)]
    missing = []
    for name, at, along in (
        ("left", 0.0, True),
        ("right", facts.width, True),
        ("top", 0.0, False),
        ("bottom", facts.height, False),
    ):
        count = sum(_marks(mark, at, along=along) for mark in marks)
        if count < 2:
            missing.append(name)
    if missing:
        yield Fault(
            say("crop marks are missing for the {missing} edge of the page", missing=listed(map(word, missing))),
            say("make page.slug in design.yaml wide enough for marks, or set marks.crop: false in the press condition"),
        )


def _marks(mark: Stroke, at: float, *, along: bool) -> bool:
    """Tell whether a stroke is upright (or level) and stands at an edge's x (or y)."""
    rect = mark.rect
    breadth, length = (rect.width, rect.height) if along else (rect.height, rect.width)
    middle = rect.x + rect.width / 2 if along else rect.y + rect.height / 2
    return length > 3 * breadth and abs(middle - at) <= MARK_PLAY


def _on_every_plate(colour: Colour, profile: Profile) -> bool:
    """Tell whether a colour is that of marks: registration colour, or every ink of a page that has not all of them."""
    if colour.family is Family.REGISTRATION or not profile.mono:
        return colour.family is Family.REGISTRATION
    spots = dict(colour.spots)
    return bool(colour.inks and colour.inks[-1] == 1) and all(spots.get(name) == 1 for name in profile.spots)


def _marks_in_bleed(facts: Facts, profile: Profile) -> Iterator[Fault]:
    trim = facts.trim.inset(BOX_PLAY)
    inside = facts.bleed.inset(BOX_PLAY)
    marks: list[Stroke | Fill] = [*facts.strokes, *facts.fills]
    for mark in marks:
        wanted = isinstance(mark, Stroke) or not profile.mono
        if (
            wanted
            and _on_every_plate(mark.colour, profile)
            and _apart(mark.rect, trim)
            and not _apart(mark.rect, inside)
        ):
            yield Fault(say("a mark stands in the bleed"), say("let marks begin outside the bleed"), mark.rect)


def _apart(one: Rect, other: Rect) -> bool:
    return overlap(one, other) is None


RULES = (
    Rule(
        Code.BOX_TRIM,
        State.FATAL,
        "The TrimBox tells where the paper is cut; without it the page is placed by guess.",
        BOTH_X,
        _trim,
    ),
    Rule(
        Code.BOX_ART,
        State.FAIL,
        "PDF/X lets a page have one of them only, so that there is no doubt which counts.",
        BOTH_X,
        _art,
    ),
    Rule(
        Code.BOX_NESTING,
        State.FAIL,
        "A box that reaches out of the one around it is cut off there.",
        BOTH_X,
        _nesting,
    ),
    Rule(
        Code.BOX_BLEED,
        State.FAIL,
        "Without enough bleed a cut a little off leaves a white edge.",
        GHENT,
        _bleed,
    ),
    Rule(
        Code.BOX_SIZE,
        State.FATAL,
        "A page of another size is scaled or cut to fit the plate.",
        OUR_OWN,
        _size,
    ),
    Rule(
        Code.BOX_TURNED,
        State.FAIL,
        "Imposition programs differ in what they make of turned and scaled pages.",
        GHENT,
        _turned,
    ),
    Rule(
        Code.BLEED_CONTENT,
        State.FAIL,
        "An area that ends at the cut shows a white edge when the cut is a little off.",
        GHENT,
        _content_bleeds,
    ),
    Rule(
        Code.TEXT_SAFE,
        State.WARN,
        "The cut of a newspaper press wanders by some millimetres and the fold adds to it.",
        OUR_OWN,
        _safe,
    ),
    Rule(
        Code.MARKS_CROP,
        State.WARN,
        "Whoever cuts a proof or a sheet by hand needs two marks an edge.",
        OUR_OWN,
        _crop_marks,
    ),
    Rule(
        Code.MARKS_IN_BLEED,
        State.FAIL,
        "A mark in the bleed is seen on the page when the cut is a little off.",
        BOTH_X,
        _marks_in_bleed,
    ),
)
