"""Page boxes, bleed and marks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from layout.base.codes import Code
from layout.base.units import MM, Rect
from layout.pdf.facts import Family, Fill, Stroke, overlap
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, OUR_OWN, kind_of, mm, on_page, quoted, texts_of
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
        yield Fault("the page has no TrimBox", "build the page with page.width and page.height in design.yaml")
    elif trim[2] - trim[0] < 1 or trim[3] - trim[1] < 1:
        yield Fault("the TrimBox is empty", "build the page anew")


def _art(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.boxes.art is not None:
        yield Fault("the page has an ArtBox beside its TrimBox", "remove the ArtBox")


def _nesting(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    boxes = facts.boxes
    named = {"MediaBox": boxes.media, "CropBox": boxes.crop, "BleedBox": boxes.bleed, "TrimBox": boxes.trim}
    order = [(name, box) for name, box in named.items() if box is not None and name != "CropBox"]
    for (outer_name, outer), (name, box) in pairwise(order):
        if not _inside(box, outer):
            yield Fault(f"the {name} reaches out of the {outer_name}", "make the sheet large enough (page.slug)")
    if boxes.crop and boxes.bleed and not _inside(boxes.bleed, boxes.crop):
        yield Fault("the CropBox cuts into the bleed", "remove the CropBox, or give it the MediaBox's size")


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
        yield Skip("there is no TrimBox to reckon from")
        return
    if bleed is None:
        if profile.bleed > 0:
            fix = "set page.bleed in design.yaml"
            yield Fault(f"the page has no BleedBox; the press wants {mm(profile.bleed)}", fix)
        return
    sides = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if min(sides) < profile.bleed - BOX_PLAY:
        yield Fault(
            f"the bleed is {mm(max(0, min(sides)))} at its narrowest; the press wants {mm(profile.bleed)}",
            f"set page.bleed in design.yaml to {mm(profile.bleed).replace(' ', '')}",
        )


def _size(facts: Facts, _profile: Profile) -> Iterator[Fault | Skip]:
    if facts.copy.layout is None:
        yield Skip("layout.json of this page is not at hand, so the size it should have is not known")
        return
    wanted = facts.copy.layout.trim
    width, height = wanted.width * MM, wanted.height * MM
    if facts.boxes.trim and max(abs(facts.width - width), abs(facts.height - height)) > 0.1:
        yield Fault(
            f"the trim is {mm(facts.width)} x {mm(facts.height)}, the template's page {mm(width)} x {mm(height)}",
            "build the page anew; if the format has changed, build the whole edition",
        )


def _turned(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    if facts.boxes.rotate:
        yield Fault(f"the page is turned by {facts.boxes.rotate} degrees", "send the page upright, without /Rotate")
    if facts.boxes.unit != 1:
        yield Fault(f"the page's unit is {facts.boxes.unit:g} points", "send the page in its true size")


def _content_bleeds(facts: Facts, profile: Profile) -> Iterator[Fault]:
    trim = facts.trim
    for thing in on_page(facts, (*facts.fills, *facts.images)):
        colour = getattr(thing, "colour", None)
        if (colour is not None and colour.is_paper) or overlap(thing.rect, trim) is None:
            continue
        rect = thing.rect
        out = {"left": -rect.x, "top": -rect.y, "right": rect.right - trim.right, "bottom": rect.bottom - trim.bottom}
        short = [side for side, far in out.items() if -NEAR_TRIM <= far < profile.bleed - BOX_PLAY]
        if short:
            yield Fault(
                f"{kind_of(thing)} ends at the trim ({', '.join(short)}) and should run {mm(profile.bleed)} over it",
                "draw it on into the bleed, or end it well inside the page",
                rect,
            )


def _safe(facts: Facts, profile: Profile) -> Iterator[Fault]:
    safe = facts.trim.inset(profile.safe)
    for text in texts_of(facts):
        rect = text.rect
        near = min(rect.x, rect.y, facts.width - rect.right, facts.height - rect.bottom)
        if rect.x < safe.x or rect.y < safe.y or rect.right > safe.right or rect.bottom > safe.bottom:
            yield Fault(
                f"text {quoted(text.text)} is {mm(near)} from the trim; {mm(profile.safe)} is the least"
                if near > 0
                else f"text {quoted(text.text)} reaches over the trim",
                "move it inwards (page.margins in design.yaml)",
                rect,
            )


def _crop_marks(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    if not profile.crop_marks:
        yield Skip("the press wants no crop marks")
        return
    marks = [one for one in facts.strokes if one.colour.family is Family.REGISTRATION]
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
            f"crop marks are missing for the {', '.join(missing)} edge of the page",
            "make page.slug in design.yaml wide enough for marks, or set marks.crop: false in the press condition",
        )


def _marks(mark: Stroke, at: float, *, along: bool) -> bool:
    """Tell whether a stroke is upright (or level) and stands at an edge's x (or y)."""
    rect = mark.rect
    breadth, length = (rect.width, rect.height) if along else (rect.height, rect.width)
    middle = rect.x + rect.width / 2 if along else rect.y + rect.height / 2
    return length > 3 * breadth and abs(middle - at) <= MARK_PLAY


def _marks_in_bleed(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    trim = facts.trim.inset(BOX_PLAY)
    inside = facts.bleed.inset(BOX_PLAY)
    marks: list[Stroke | Fill] = [*facts.strokes, *facts.fills]
    for mark in marks:
        if mark.colour.family is Family.REGISTRATION and _apart(mark.rect, trim) and not _apart(mark.rect, inside):
            yield Fault("a mark stands in the bleed", "let marks begin outside the bleed", mark.rect)


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
