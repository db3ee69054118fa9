"""Pictures: resolution, colour, codec."""

from __future__ import annotations

from collections.abc import Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.design.press import FINER, PdfX
from layout.design.press import PIXEL_PLAY as _PLAY
from layout.images.limits import STRIP
from layout.pdf.facts import PRESS_FAMILIES, Family, Image
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule, Skip
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, ISO_15930_4, OUR_OWN
from layout.preflight.states import State


def _pictures(facts: Facts) -> Iterator[tuple[Image, float]]:
    """Yield pictures with their lesser effective resolution; not strips stretched into an area."""
    for image in facts.printed.images:
        if min(image.width, image.height) > STRIP:
            yield image, min(image.ppi)


def _grave(ppi: float, profile: Profile) -> State | None:
    """Return how grave it is that a picture is coarse: if it is the best there is, it is printed. Squares never are."""
    return State.WARN if ppi >= profile.ppi_blocks - _PLAY else None


def _low(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for image, ppi in _pictures(facts):
        if image.bits > 1 and ppi < profile.ppi_least - _PLAY:
            yield Fault(
                say(
                    "picture {image} has {ppi:.0f} pixels an inch; the least is {ppi_least:.0f}",
                    image=image.name,
                    ppi=ppi,
                    ppi_least=profile.ppi_least,
                ),
                say("take a larger picture, or show it smaller"),
                image.rect,
                _grave(ppi, profile),
            )


def _weak(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for image, ppi in _pictures(facts):
        if image.bits > 1 and profile.ppi_least - _PLAY <= ppi < profile.ppi_good - _PLAY:
            yield Fault(
                say(
                    "picture {image} has {ppi:.0f} pixels an inch; {ppi_good:.0f} show all the press can",
                    image=image.name,
                    ppi=ppi,
                    ppi_good=profile.ppi_good,
                ),
                say("take a larger picture if there is one"),
                image.rect,
            )


def _high(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for image, ppi in _pictures(facts):
        if image.bits > 1 and ppi > profile.ppi_most * FINER + _PLAY:
            yield Fault(
                say(
                    "picture {image} has {ppi:.0f} pixels an inch; more than {ppi_most:.0f} only costs time",
                    image=image.name,
                    ppi=ppi,
                    ppi_most=profile.ppi_most,
                ),
                say("make it smaller before it is placed"),
                image.rect,
            )


def _line_art(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for image, ppi in _pictures(facts):
        if image.bits == 1 and ppi < profile.ppi_line_art - _PLAY:
            yield Fault(
                say(
                    "line art {image} has {ppi:.0f} pixels an inch; the least is {ppi_line_art:.0f}",
                    image=image.name,
                    ppi=ppi,
                    ppi_line_art=profile.ppi_line_art,
                ),
                say("scan it finer, or draw it as vectors"),
                image.rect,
                _grave(ppi, profile),
            )


def _colour(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    allowed = {*PRESS_FAMILIES, Family.ICC_CMYK, Family.ICC_GREY}
    for image in facts.images:
        foreign = [family for family in (image.family, image.base) if family not in allowed]
        if foreign and not image.mask:
            yield Fault(
                say(
                    "picture {image} is in {foreign}; the press takes CMYK and grey",
                    image=image.name,
                    foreign=foreign[0],
                ),
                say("convert it with the press's profile"),
                image.rect,
            )


def _stretched(facts: Facts, profile: Profile) -> Iterator[Fault]:
    for image, _ in _pictures(facts):
        across, down = image.ppi
        rounding = 1 / max(1, min(image.width, image.height))
        if across and down and abs(across / down - 1) > profile.ppi_stretch + rounding:
            yield Fault(
                say(
                    "picture {image} is stretched: {across:.0f} pixels an inch across, {down:.0f} down",
                    image=image.name,
                    across=across,
                    down=down,
                ),
                say("give its box the picture's proportions, or crop it"),
                image.rect,
            )


def _codec(facts: Facts, profile: Profile) -> Iterator[Fault | Skip]:
    barred = {"LZWDecode": "LZW", "Crypt": say("encryption")}
    if profile.pdfx is PdfX.X1A:
        barred |= {"JPXDecode": "JPEG 2000", "JBIG2Decode": "JBIG2"}
    for image in facts.images:
        for codec in image.codecs:
            if codec in barred:
                what = say(
                    "picture {image} is packed with {barred}, which {pdfx} does not allow",
                    image=image.name,
                    barred=barred[codec],
                    pdfx=profile.pdfx,
                )
                yield Fault(what, say("save it as JPEG or losslessly packed (Flate)"), image.rect)


RULES = (
    Rule(
        Code.PICTURE_COARSE,
        State.FAIL,
        "Below the least resolution single pixels are seen; below half of it they are squares, and it fails.",
        f"{GHENT}; limits of the press condition",
        _low,
    ),
    Rule(
        Code.PICTURE_WEAK,
        State.WARN,
        "With fewer the picture is softer than the press could print it.",
        f"{GHENT}; limits of the press condition",
        _weak,
    ),
    Rule(
        Code.PICTURE_FINE,
        State.WARN,
        "The screen cannot show them; they make files large and plates late.",
        f"{GHENT}; limits of the press condition",
        _high,
    ),
    Rule(
        Code.PICTURE_LINE_ART,
        State.FAIL,
        "Edges of black and white without greys between show their steps; graver where pixels are squares.",
        f"{GHENT}; limits of the press condition",
        _line_art,
    ),
    Rule(
        Code.PICTURE_COLOUR,
        State.FATAL,
        "A picture in RGB is separated by whoever meets it first, with an ink limit nobody chose.",
        GHENT,
        _colour,
    ),
    Rule(
        Code.PICTURE_STRETCHED,
        State.WARN,
        "People made broader or narrower look wrong before anyone can say why.",
        OUR_OWN,
        _stretched,
    ),
    Rule(
        Code.PICTURE_CODEC,
        State.FAIL,
        "An old interpreter prints nothing where it cannot unpack a picture.",
        f"{BOTH_X}; {ISO_15930_4} for JPEG 2000 and JBIG2",
        _codec,
    ),
)
