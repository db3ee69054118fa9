"""Beside the page: the slug line, which says what sheet and what plate this is, and the colour bar.

The line (paper, date, page, version, condition) is in registration colour, so that every plate tells whose it is; each
ink's letter is in that ink, so that a plate shows one letter: its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from layout.base.errors import TemplateError
from layout.base.messages import say
from layout.base.units import MM, Rect
from layout.design.fonts import Face
from layout.design.press import PdfX, PressCondition
from layout.design.sheet import PageTokens
from layout.design.values import Colour
from layout.images.inks import PROCESS, Ink, InkKind, is_process
from layout.pdf.boxes import Sheet
from layout.pdf.identity import PressInfo
from layout.pdf.marks import COLOUR_SPACE, SHEET_MARGIN, registered, registration
from layout.pdf.spots import spot_space
from layout.scene.model import REGISTRATION, Owner, OwnerKind, Scene
from layout.scene.shapes import Panel, Shape
from layout.scene.text import Text, typed
from layout.scene.writer import Writer

TYPE_SIZE = 5.5
CLEAR = 1 * MM
"""White between the bleed and what stands beside it, pt."""
FROM_MARKS = 4 * MM
"""From the trim's edge, where a crop mark stands, to the line or the bar, pt."""
PATCH = 4 * MM
LEAST_BAND = TYPE_SIZE + CLEAR + SHEET_MARGIN


def _solid(ink: Ink, tone: float = 1.0) -> Colour:
    """Return a tint of an ink; a spot's has its mark, by which `_form` knows it."""
    if ink.kind is InkKind.SPOT:
        return Colour.of_spot(ink.name, tone, ink.cmyk)
    c, m, y, k = (tone * (other == ink) for other in PROCESS)
    return Colour(c=c, m=m, y=y, k=k)


_MIXED = (
    Colour(c=0, m=1, y=1, k=0),
    Colour(c=1, m=0, y=1, k=0),
    Colour(c=1, m=1, y=0, k=0),
    # Grey of the three chromatic inks beside grey of black: they differ when the press is out of balance.
    Colour(c=0.4, m=0.3, y=0.3, k=0),
)
_GREY = Colour(c=0, m=0, y=0, k=0.4)


def colour_bar(inks: Sequence[Ink]) -> tuple[Colour, ...]:
    """Return the patches: solids, 50 % tints, overprints of two solids, the two greys; those that the inks print."""
    mixed = _MIXED if is_process(inks) else ()
    return (*map(_solid, inks), *(_solid(ink, 0.5) for ink in inks), *mixed, _GREY)


def slug_text(info: PressInfo, press: PressCondition, standard: PdfX) -> tuple[str, ...]:
    """Return the slug line, without the plates' letters; after the whole line shorter ones, for narrow pages.

    The time of the version goes first, which its number stands for, then the standard, which the file tells.
    """
    long, short = (info.stamp.long, info.stamp.short) if info.stamp else ("", "")
    whose = (info.paper, info.date.isoformat(), info.page)
    lines = (
        (*whose, long, press.title, str(standard)),
        (*whose, short, press.title, str(standard)),
        (*whose, short, press.title),
    )
    return tuple(dict.fromkeys("  ".join(part for part in line if part) for line in lines))


@dataclass(frozen=True, slots=True)
class SlugPen:
    """What the slug line is set in, and who makes a PDF of what is drawn."""

    face: Face
    write: Writer[bytes]


def slug_place(tokens: PageTokens) -> Rect:
    """Return the place of the slug line: over the page, between bleed and sheet edge; pt from the trim's top left."""
    return Rect(FROM_MARKS, -tokens.slug, tokens.width - 2 * FROM_MARKS, tokens.slug - tokens.bleed)


def slug_scene(tokens: PageTokens, texts: Sequence[str], face: Face, inks: Sequence[Ink] = PROCESS) -> Scene | None:
    """Return the slug line and the colour bar as a drawing of the size of their place; none without a slug.

    Each of the page's inks has its letter and its patches. Of the ``texts`` the first is the line that leaves room for
    the bar; a page too narrow for both has the first that fits, alone. Raises TemplateError when there is no room for
    the line.
    """
    if tokens.slug == 0:
        return None
    place = slug_place(tokens)
    width, band = place.width, place.height
    if band < LEAST_BAND:
        raise TemplateError(
            say("page.slug is {slug:.2f} mm: too narrow for the slug line", slug=tokens.slug / MM),
            say(
                "make page.slug in design.yaml at least {bleed:.1f} mm, or set slug: false under "
                "marks in the press condition",
                bleed=(tokens.bleed + LEAST_BAND) / MM,
            ),
        )
    foot = band - CLEAR
    side = min(PATCH, band - CLEAR - SHEET_MARGIN)
    bar = colour_bar(inks)
    left = width - side * len(bar)
    lines = [_line(text, face, foot, inks) for text in texts]
    fitting = (next((line for line in lines if line[1] <= most), None) for most in (left - FROM_MARKS, width))
    shapes, end = next(filter(None, fitting), lines[-1])
    if end > width:
        raise TemplateError(
            say("the slug line is {end:.0f} mm long, wider than the page", end=end / MM),
            say("shorten the title in the press condition"),
        )
    if left >= end + FROM_MARKS:
        patches = [Rect(left + number * side, foot - side, side, side) for number in range(len(bar))]
        shapes += [Panel(patch, colour) for patch, colour in zip(patches, bar, strict=True)]
    return Scene.of(Owner(OwnerKind.FURNITURE, "slug"), shapes, width, band)


def _line(text: str, face: Face, foot: float, inks: Sequence[Ink]) -> tuple[list[Shape], float]:
    """Return the slug line with the letters of the plates, and where it ends."""
    line = _text(text, face, 0.0, foot, REGISTRATION)
    shapes: list[Shape] = [line]
    end = line.ink.right + TYPE_SIZE
    for ink in inks:
        plate = _text(ink.letter, face, end, foot, _solid(ink))
        shapes.append(plate)
        end = plate.ink.right + TYPE_SIZE / 2
    return shapes, end


def draw_slug(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    tokens: PageTokens,
    sheet: Sheet,
    texts: Sequence[str],
    pen: SlugPen,
    inks: Sequence[Ink] = PROCESS,
) -> bytes:
    """Add the slug line and the colour bar as a Form XObject and return the operators that draw it.

    Raises TemplateError when there is no room for the line.
    """
    scene = slug_scene(tokens, texts, pen.face, inks)
    if scene is None:
        return b""
    form = _form(pdf, pen.write(scene, {pen.face.name: pen.face}), inks)
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/BmSlug"))
    x, y = sheet.trim[0] + FROM_MARKS, sheet.bleed[3]
    return f"q 1 0 0 1 {x:.4f} {y:.4f} cm /BmSlug Do Q".encode("ascii")


def _text(text: str, face: Face, x: float, baseline: float, colour: Colour) -> Text:
    positions, pen = [], 0.0
    kept = "".join(character for character in text if face.has(character))
    for character in kept:
        glyph = face.glyph(character)
        positions.append(pen)
        pen += glyph.advance * TYPE_SIZE if glyph else 0.0
    ink = Rect(x, baseline - TYPE_SIZE, pen, TYPE_SIZE)
    return Text("slug", typed(kept, face, TYPE_SIZE, positions), x, baseline, colour, ink)


def _form(pdf: pikepdf.Pdf, drawing: bytes, inks: Sequence[Ink]) -> pikepdf.Object:
    """Return the drawing as a form of this file, its four-ink text in registration colour, its spots on their plates.

    Who made it knows process colours only.
    """
    with pikepdf.open(BytesIO(drawing)) as source:
        form = pdf.copy_foreign(source.pages[0].as_form_xobject())
    spots = {
        tuple(colour): (pikepdf.Name(f"/BmSpot{number}"), colour.tint)
        for number, ink in enumerate(inks)
        if ink.kind is InkKind.SPOT
        for colour in (_solid(ink), _solid(ink, 0.5))
    }
    full = [1] * len(registered(inks))
    operators: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for instruction in pikepdf.parse_content_stream(form):
        values = tuple(map(float, instruction.operands)) if str(instruction.operator) == "k" else ()
        if values and all(value == 1 for value in values):
            operators += _painted(COLOUR_SPACE, full)
        elif values in spots:
            space, tint = spots[values]
            operators += _painted(space, [tint])
        else:
            operators.append(instruction)
    form.write(pikepdf.unparse_content_stream(operators))
    spaces = {f"/BmSpot{number}": spot_space(pdf, (ink,)) for number, ink in enumerate(inks) if ink not in PROCESS}
    form.Resources.ColorSpace = pikepdf.Dictionary({str(COLOUR_SPACE): registration(pdf, inks), **spaces})
    return form


def _painted(space: pikepdf.Name, tints: Sequence[float]) -> list[pikepdf.ContentStreamInstruction]:
    """Return what sets a colour of fills."""
    return [
        pikepdf.ContentStreamInstruction([space], pikepdf.Operator("cs")),
        pikepdf.ContentStreamInstruction(list(tints), pikepdf.Operator("scn")),
    ]
