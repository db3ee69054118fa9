"""A ready-made ad: a PDF of one page or a picture, checked and put on a page of exactly the size of its box.

Only the page's own drawing is taken over, mended for the press (`layout.pdf.foreign`). Whatever else a PDF may carry
stays behind, nothing in it is executed, and nothing it refers to is fetched. What was changed is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from layout.ads.files import find_file
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.pictures import bitmap, look_at
from layout.ads.problems import BadFile
from layout.ads.sized import sized
from layout.base.codes import Severity
from layout.base.messages import listed, say
from layout.base.units import MM, Rect
from layout.design.press import IMAGES
from layout.design.values import Length
from layout.edition.ads import Ad
from layout.edition.blocks import Text
from layout.pdf.foreign import EXPORT, NotUsableError, foreign_page, pages_problem
from layout.pdf.mend.change import Change
from layout.pdf.mend.sizes import PLAY
from layout.pdf.single import picture_page


class SuppliedAd(Ad):
    """An ad that comes ready-made: a PDF of one page, or a picture, of the size of the module.

    ``bleed`` is what a PDF without a TrimBox has around the ad at each side, pt, up to 20 mm; it is cut off. ``page``
    is the page of a PDF that has several, from 1.
    """

    border: Literal["none", "plain"] = "none"
    file: Text
    page: Annotated[int, Field(ge=0)] = 0
    bleed: Annotated[Length, Field(ge=0, le=57)] = 0.0


_ONE_PAGE = say("ask for a file of the one page that is to be printed")
_WHICH_PAGE = say("say which with page: in ads.yaml, or ask for a file of that page alone")


def place(ad: SuppliedAd, width: float, height: float, inset: float, kit: Kit) -> bytes:
    """Return a PDF page of exactly that size (pt) with the ad in its middle.

    It is scaled by no more than `layout.pdf.mend.sizes` allows. The ad may have the size of the whole module, or of
    the module without the white at top and foot (``inset``) that drawn ads keep. Raises BadFile with everything that is
    wrong with the file.
    """
    path = find_file(ad.file, kit.folder, "file")
    rooms = (Rect(0, 0, width, height), Rect(0, inset, width, height - 2 * inset))
    if ad.size in ("bleed", "ear"):
        rooms = (rooms[0], rooms[0])
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise BadFile(
            "file", say("{ad} cannot be read: {reason}", ad=ad.file, reason=error.strerror), say("change its rights")
        ) from error
    if b"%PDF-" in start:
        return _pdf(ad, path, rooms, kit)
    if path.suffix.lower() == ".pdf":
        raise BadFile("file", say("{ad} is no PDF: it does not begin as one", ad=ad.file), EXPORT)
    return _picture(ad, path, rooms, kit)


def _pdf(ad: SuppliedAd, path: Path, rooms: tuple[Rect, Rect], kit: Kit) -> bytes:
    try:
        beyond = kit.bleed if ad.size == "bleed" else 0.0
        with foreign_page(path.read_bytes(), ad.bleed, kit.press, ad.page, beyond) as page:
            made = sized(page, rooms)
            problems = list(page.problems)
            if made is None:
                problems.append(_size_problem(page.width, page.height, rooms, ad.bleed))
            if problems or made is None:
                raise BadFile(
                    "file",
                    say("{ad} cannot be printed: {problems}", ad=ad.file, problems=listed(problems, "; ")),
                    EXPORT,
                )
            _tell(ad, made.changes, kit)
            for text in page.remarks:
                kit.remark(ad, "file", say("{ad}: {text}", ad=ad.file, text=text))
            return made.placed(rooms[0], _border(ad, made.fit.room, rooms[0], kit))
    except NotUsableError as error:
        hint = error.hint if error.count < 2 else _WHICH_PAGE
        raise BadFile("file", say("{ad} {problem}", ad=ad.file, problem=error.problem), hint) from error


def _tell(ad: SuppliedAd, changes: tuple[Change, ...], kit: Kit) -> None:
    """Tell what was changed: in one remark what may be seen, in another what changes nothing that is seen."""
    for seen in (True, False):
        if said := [change.said for change in changes if change.cure.seen is seen]:
            hint = say("see it before and after: banmian ad check --pictures FOLDER") if seen else ""
            what = say("{ad} was mended: {changes}", ad=ad.file, changes=listed(said, "; "))
            kit.remark(ad, "file", what, hint, Severity.WARNING if seen else Severity.INFO)


def _size_problem(width: float, height: float, rooms: tuple[Rect, Rect], bleed: float) -> str:
    whole, framed = rooms
    cut = say(" without its bleed of {bleed:g} mm", bleed=bleed / MM) if bleed else ""
    return say(
        "it is {width:.1f} x {height:.1f} mm{cut}, but the module is {width2:.1f} x "
        "{height2:.1f} mm ({height3:.1f} mm high with white at top and foot)",
        width=width / MM,
        height=height / MM,
        cut=cut,
        width2=whole.width / MM,
        height2=whole.height / MM,
        height3=framed.height / MM,
    )


def _picture(ad: SuppliedAd, path: Path, rooms: tuple[Rect, Rect], kit: Kit) -> bytes:
    file = look_at(path, "file")
    if file.pages > 1:
        raise BadFile("file", say("{ad} {problem}", ad=ad.file, problem=pages_problem(file.pages)), _ONE_PAGE)
    room = next((room for room in rooms if abs(room.width / file.aspect - room.height) <= PLAY), None)
    if room is None:
        wide = rooms[0].width
        raise BadFile(
            "file",
            say(
                "{ad} cannot be printed: {size_problem}",
                ad=ad.file,
                size_problem=_size_problem(wide, wide / file.aspect, rooms, 0),
            ),
            say("ask for a picture in the proportions of the module: nothing is stretched or cut"),
        )
    made, dpi, notes = bitmap(path, room, None, kit.separate, "file")
    kit.remark_on(ad, "file", notes)
    if dpi < IMAGES.good:
        kit.remark(
            ad,
            "file",
            say("{ad} has {dpi:.0f} pixels per inch; {good:.0f} are good", ad=ad.file, dpi=dpi, good=IMAGES.good),
        )
    if ad.bleed:
        what = say("bleed: has no effect: it is taken off a PDF, never off a picture")
        kit.remark(ad, "bleed", what, say("take it out"))
    if file.rgb:
        kit.remark(
            ad, "file", say("{ad} is RGB and was brought into the press's inks", ad=ad.file), say("compare its colours")
        )
    return picture_page(made, room, rooms[0], _border(ad, room, rooms[0], kit))


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
