"""Beside a sheet of several pages: the line that says which sheet it is, the inks' letters, and the colour bar.

As beside a page (`slug`) the line is in registration colour and each letter in its own ink; the inks are those of all
the pages on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf

from layout.base.units import Rect
from layout.images.inks import PROCESS, Ink, InkKind
from layout.pdf.colourbar import Patch, bar_of
from layout.pdf.marks import SHEET_MARGIN, registration
from layout.pdf.slug import CLEAR, PATCH, TYPE_SIZE, SlugPen
from layout.scene.model import REGISTRATION, Owner, OwnerKind, Scene
from layout.scene.text import Text, typed

_SPACE = "/BmInk"


class SheetSlug:
    """Draws beside one sheet: gives its page the forms and colour spaces that its operators name."""

    def __init__(self, pdf: pikepdf.Pdf, page: pikepdf.Page, inks: Sequence[Ink], pen: SlugPen) -> None:
        self._pdf, self._page, self._inks, self._pen = pdf, page, inks, pen
        self._spaces = {ink.name: _space_of(pdf, page, ink.name) for ink in inks if ink.kind is InkKind.SPOT}

    def draw(self, text: str, place: Rect, foot: float, bar: float) -> bytes:
        """Return the operators of the line and the letters, from the left of a place on, and of the bar from x on.

        place: the band between bleed and sheet edge, foot: its lower edge; pt from the sheet's lower left.
        The line is made narrower if it would run into the bar; a bar that has no room is left out.
        """
        operators: list[str] = []
        baseline = foot + CLEAR
        letters = " ".join(ink.letter for ink in self._inks)
        room = (bar if bar > place.x else place.right) - place.x
        wide = self._width(f"{text}   {letters}")
        scale = min(1.0, room / wide) if wide else 1.0
        x = place.x
        for piece, colour in ((text, None), *((ink.letter, ink) for ink in self._inks)):
            name = self._form(piece, colour)
            operators.append(f"q {scale:.4f} 0 0 1 {x:.4f} {baseline:.4f} cm {name} Do Q")
            x += scale * (self._width(piece) + (TYPE_SIZE if colour is None else TYPE_SIZE / 2))
        side = min(PATCH, place.height - CLEAR - SHEET_MARGIN)
        patches = bar_of(self._inks)
        if bar + side * len(patches) <= place.right:
            for number, patch in enumerate(patches):
                where = f"{bar + number * side:.4f} {baseline:.4f} {side:.4f} {side:.4f} re f"
                operators += [f"q {colour} {where} Q" for colour in self._colours(patch)]
        return "\n".join(operators).encode("ascii")

    def _colours(self, patch: Patch) -> Iterator[str]:
        """Yield what sets the colour of a patch: its process inks at once, each spot over them."""
        process = [patch.get(ink.name, 0.0) for ink in PROCESS]
        if any(process):
            yield f"{' '.join(f'{tone:g}' for tone in process)} k"
        for name, tone in patch.items():
            if all(ink.name != name for ink in PROCESS):
                yield f"{self._named(name)} cs {tone:g} scn"

    def _named(self, ink: str) -> str:
        """Return the name of a spot's colour space on the sheet."""
        name = f"{_SPACE}{[one.name for one in self._inks].index(ink) + 1}"
        self._page.add_resource(self._spaces[ink], pikepdf.Name.ColorSpace, pikepdf.Name(name))
        return name

    def _width(self, text: str) -> float:
        face = self._pen.face
        return sum(glyph.advance * TYPE_SIZE for char in text if (glyph := face.glyph(char)) and face.has(char))

    def _form(self, text: str, ink: Ink | None) -> str:
        """Return the name of a form on the sheet that draws some words in an ink, in registration colour without."""
        form = _line_form(self._pdf, text, self._pen)
        if ink is None:
            setting, space = f"{_SPACE} cs 1 scn", registration(self._pdf)
        elif ink.kind is InkKind.SPOT:
            setting, space = f"{_SPACE} cs 1 scn", self._spaces[ink.name]
        else:
            setting, space = f"{' '.join(f'{float(one == ink):g}' for one in PROCESS)} k", None
        operators = []
        for instruction in pikepdf.parse_content_stream(form):
            if str(instruction.operator) == "k":
                operators.append(setting.encode("ascii"))
            else:
                operators.append(pikepdf.unparse_content_stream([instruction]))
        form.write(b"\n".join(operators))
        if space is not None:
            form.Resources.ColorSpace = pikepdf.Dictionary({_SPACE: space})
        forms = self._page.obj.Resources.get("/XObject", pikepdf.Dictionary())
        name = f"/BmLine{sum(str(key).startswith('/BmLine') for key in forms) + 1}"
        self._page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
        return name


def _line_form(pdf: pikepdf.Pdf, text: str, pen: SlugPen) -> pikepdf.Object:
    """Return words as a form whose origin is the beginning of their baseline."""
    kept = "".join(char for char in text if pen.face.has(char))
    positions, x = [], 0.0
    for char in kept:
        glyph = pen.face.glyph(char)
        positions.append(x)
        x += glyph.advance * TYPE_SIZE if glyph else 0.0
    line = Text(
        "slug", typed(kept, pen.face, TYPE_SIZE, positions), 0.0, TYPE_SIZE, REGISTRATION, Rect(0.0, 0.0, x, TYPE_SIZE)
    )
    scene = Scene.of(Owner(OwnerKind.FURNITURE, "slug"), [line], x, 2 * TYPE_SIZE)
    with pikepdf.open(BytesIO(pen.write(scene, {pen.face.name: pen.face}))) as source:
        form = pdf.copy_foreign(source.pages[0].as_form_xobject())
    form.Matrix = pikepdf.Array([1, 0, 0, 1, 0, -TYPE_SIZE])
    return form


def _space_of(pdf: pikepdf.Pdf, page: pikepdf.Page, ink: str) -> pikepdf.Object:
    """Return the colour space of a spot ink: that of the pages on the sheet, so that there is one plate of it."""
    found = _space_in(page.obj, ink)
    return _tinted(pdf, ink) if found is None else found


def _space_in(holder: pikepdf.Object, ink: str) -> pikepdf.Object | None:
    """Return the colour space of a spot ink that a page or a form in it paints with; None if there is none."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    for space in resources.get("/ColorSpace", pikepdf.Dictionary()).values():
        if isinstance(space, pikepdf.Array) and space[0] == "/Separation" and str(space[1]).lstrip("/") == ink:
            return space
    for form in resources.get("/XObject", pikepdf.Dictionary()).values():
        is_form = isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form"
        if is_form and (found := _space_in(form, ink)) is not None:
            return found
    return None


def _tinted(pdf: pikepdf.Pdf, ink: str) -> pikepdf.Object:
    """Return a space for an ink that pages have in company only: black stands for it where there is no such ink."""
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0, 0, 1], N=1)
    name = pikepdf.Name(f"/{ink}")
    return pdf.make_indirect(
        pikepdf.Array([pikepdf.Name.Separation, name, pikepdf.Name.DeviceCMYK, pdf.make_indirect(tint)])
    )
