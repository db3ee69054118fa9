"""A ready-made ad: a PDF of one page or a picture, checked and put on a page of exactly the size of its box.

Only the page's own drawing is taken over, mended for the press (`layout.pdf.foreign`). Whatever else a PDF may carry
stays behind, nothing in it is executed, and nothing it refers to is fetched. What was changed is told.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from layout.ads.doctor import look_over
from layout.ads.files import find_file
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.modules import Module
from layout.ads.problems import BadFile
from layout.base.codes import Severity
from layout.base.messages import listed, say
from layout.base.units import Rect
from layout.design.values import Length
from layout.edition.ads import Ad
from layout.edition.blocks import Text
from layout.pdf.mend.change import Change


class SuppliedAd(Ad):
    """An ad that comes ready-made: a PDF of one page, or a picture, of the size of the module.

    ``bleed`` is what a PDF without a TrimBox has around the ad at each side, pt, up to 20 mm; it is cut off. ``page``
    is the page of a PDF that has several, from 1.
    """

    border: Literal["none", "plain"] = "none"
    file: Text
    page: Annotated[int, Field(ge=0)] = 0
    bleed: Annotated[Length, Field(ge=0, le=57)] = 0.0


def place(ad: SuppliedAd, width: float, height: float, inset: float, kit: Kit) -> bytes:
    """Return a PDF page of exactly that size (pt) with the ad in its middle, looked over by `layout.ads.doctor`.

    The ad may have the size of the whole module, or of the module without the white at top and foot (``inset``) that
    drawn ads keep. Raises BadFile with everything that is wrong with the file.
    """
    path = find_file(ad.file, kit.folder, "file")
    beyond = kit.bleed if ad.size == "bleed" else 0.0
    sold = Module(width, height, inset if ad.on_grid else 0.0, ad.columns, ad.rows, beyond)
    looked = look_over(
        path,
        kit.press,
        sold,
        ad.bleed,
        ad.page,
        separate=kit.separate,
        frame=partial(_border, ad, kit=kit),
    )
    if looked.problems:
        problems = listed(looked.problems, "; ")
        # Of a file that was not opened a sentence with its name is said.
        said = say("{ad} cannot be printed: {problems}", ad=ad.file, problems=problems) if looked.safe else problems
        raise BadFile("file", said, looked.ask)
    _tell(ad, looked.changes, kit)
    for text in looked.remarks:
        kit.remark(ad, "file", say("{ad}: {text}", ad=ad.file, text=text))
    return looked.pdf


def _tell(ad: SuppliedAd, changes: tuple[Change, ...], kit: Kit) -> None:
    """Tell what was changed: in one remark what may be seen, in another what changes nothing that is seen."""
    for seen in (True, False):
        if said := [change.said for change in changes if change.cure.seen is seen]:
            hint = say("see it before and after: banmian ad check --pictures FOLDER") if seen else ""
            what = say("{ad} was mended: {changes}", ad=ad.file, changes=listed(said, "; "))
            kit.remark(ad, "file", what, hint, Severity.WARNING if seen else Severity.INFO)


def _border(ad: SuppliedAd, room: Rect, box: Rect, kit: Kit) -> str:
    """Return the operators of the rules around an ad that asks for them."""
    if ad.border != "plain":
        return ""
    return _rules(Rect(room.x, box.height - room.bottom, room.width, room.height), kit.palette.tokens.border.plain)


def _rules(room: Rect, width: float) -> str:
    """Return four rules of so many pt just inside a room, y upwards, in black alone."""
    x, y, right, top = room.x, room.y, room.right, room.y + room.height
    sides = (
        (x, y, room.width, width), (x, top - width, room.width, width),
        (x, y, width, room.height), (right - width, y, width, room.height),
    )  # fmt: skip
    drawn = " ".join(f"{left:.4f} {low:.4f} {wide:.4f} {tall:.4f} re" for left, low, wide, tall in sides)
    return f"q 0 0 0 1 k {drawn} f Q"


KIND = AdKind("supplied", SuppliedAd, place=place, lines=lambda ad: ())
