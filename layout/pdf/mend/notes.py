"""Annotations of a page: those that print are drawn into the ad, all others are left out (ISO 32000-1, 12.5).

An ad's price or its stamp may be an annotation; so may be what a studio's reader wrote to another on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf

from layout.base.messages import listed, say
from layout.pdf.allowlist import Keeper
from layout.pdf.geometry import Matrix
from layout.pdf.mend.change import Change, Cure

_NEVER = frozenset(("/Popup", "/PrinterMark", "/TrapNet", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"))
"""Kinds that are no part of what is printed, or move."""
_HIDDEN, _PRINT = 1 << 1, 1 << 2
"""Bits of an annotation's flags (table 165)."""
_FIELD_TYPES = ("/Tx", "/Ch")
"""Fields whose value is text."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a page's annotations come to: those to be drawn, what is told of it, and what cannot be drawn."""

    printed: tuple[pikepdf.Object, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()


def notes_of(page: pikepdf.Page, hidden: Callable[[pikepdf.Object], bool]) -> Notes:
    """Look at a page's annotations. hidden: tells of a layer whether it does not print."""
    given = page.obj.get("/Annots")
    printed: list[pikepdf.Object] = []
    drawn: dict[str, None] = {}
    left: dict[str, None] = {}
    problems: dict[str, None] = {}
    for note in given if isinstance(given, pikepdf.Array) else ():
        if not isinstance(note, pikepdf.Dictionary):
            continue
        kind, flags = str(note.get("/Subtype", "/Note")), int(note.get("/F", 0))
        layer = note.get("/OC")
        prints = flags & _PRINT and not flags & _HIDDEN and kind not in _NEVER
        if not prints or (isinstance(layer, pikepdf.Dictionary) and hidden(layer)):
            left[kind[1:]] = None
        elif _appearance(note) is not None:
            printed.append(note)
            drawn[kind[1:]] = None
        elif _has_text(note):
            problems[str(note.get("/T", kind[1:]))] = None
        else:
            left[kind[1:]] = None
    changes = []
    if drawn:
        said = say("notes and fields that print were made a part of the drawing: {kinds}", kinds=listed(drawn))
        changes.append(Change(Cure.NOTES, said))
    if left:
        changes.append(Change(Cure.SCREEN, say("notes for the screen were left out: {kinds}", kinds=listed(left))))
    told = [say("only a reader on a screen draws the text of its form field {name}", name=name) for name in problems]
    return Notes(tuple(printed), tuple(changes), tuple(told))


def _appearance(note: pikepdf.Object) -> pikepdf.Stream | None:
    """Return how an annotation looks as it is (12.5.5), None if it does not say."""
    held = note.get("/AP")
    normal = held.get("/N") if isinstance(held, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(str(note.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) and "/BBox" in normal else None


def _has_text(note: pikepdf.Object) -> bool:
    """Tell whether an annotation without an appearance has text that a reader would draw."""
    if note.get("/Subtype") == "/FreeText":
        return bool(str(note.get("/Contents", "")).strip())
    if note.get("/Subtype") != "/Widget":
        return False
    parent = note.get("/Parent", pikepdf.Dictionary())
    kind, value = (note.get(key, parent.get(key)) for key in ("/FT", "/V"))
    return kind in _FIELD_TYPES and bool(str(value or "").strip())


def with_notes(
    pdf: pikepdf.Pdf, keeper: Keeper, form: pikepdf.Object, notes: Sequence[pikepdf.Object]
) -> tuple[pikepdf.Object, Sequence[pikepdf.Object]]:
    """Return a form that draws a form and, over it, annotations as ISO 32000-1, 12.5.5 places them; and these parts.

    Each part begins as a page does, not as what draws it. Without annotations the form is as it was and has none.
    """
    if not notes:
        return form, ()
    held, lines = pikepdf.Dictionary(BmPage=form), ["q /BmPage Do Q"]
    parts = {form.objgen: form}
    for number, note in enumerate(notes, 1):
        drawn = _appearance(note)
        assert drawn is not None
        if (matrix := _placing(drawn, [float(value) for value in note.Rect])) is None:
            continue
        copy = keeper.form(drawn)
        copy.Subtype = pikepdf.Name.Form
        parts[copy.objgen] = copy
        held[f"/BmNote{number}"] = copy
        lines.append(f"q {' '.join(f'{value:.6f}' for value in matrix)} cm /BmNote{number} Do Q")
    whole = pdf.make_stream(
        "\n".join(lines).encode("ascii"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=form.BBox,
        Resources=pikepdf.Dictionary(XObject=held),
    )
    for key in ("/Matrix", "/Group"):
        if key in form:
            whole[key] = form[key]
            del form[key]
    return whole, tuple(parts.values())


def _placing(drawn: pikepdf.Stream, rect: Sequence[float]) -> Matrix | None:
    """Return the matrix that brings an appearance's box to the annotation's; None if either has no size."""
    own = Matrix.of(list(drawn.get("/Matrix", pikepdf.Array(Matrix()))))
    x0, y0, x1, y1 = (float(value) for value in drawn.BBox)
    box = own.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    left, right = sorted((rect[0], rect[2]))
    lower, upper = sorted((rect[1], rect[3]))
    if min(box.width, box.height, right - left, upper - lower) <= 0:
        return None
    across, up = (right - left) / box.width, (upper - lower) / box.height
    return Matrix(across, 0, 0, up, left - box.x * across, lower - box.y * up)
