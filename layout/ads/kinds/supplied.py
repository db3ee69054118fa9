"""A ready-made ad: a PDF of one page or a picture, checked and put on a page of exactly the size of its box.

Only the page's own drawing is taken over. Whatever else a PDF may carry is refused or stays behind, nothing in
it is executed, and nothing it refers to is fetched. An ad is never scaled: it has the size it was sold at.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Literal

import pikepdf
from pydantic import Field

from layout.ads.files import find_file
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.pictures import bitmap, look_at
from layout.ads.problems import BadFile
from layout.base.units import MM, Length, Rect
from layout.edition.ads import Ad
from layout.edition.blocks import Text
from layout.images.limits import GOOD_PPI
from layout.pdf.allowlist import Keeper
from layout.pdf.foreign import look_through
from layout.pdf.guard import problem_of
from layout.scene.shapes import Bitmap


class SuppliedAd(Ad):
    """An ad that comes ready-made: a PDF of one page, or a picture, of the size of the module.

    ``bleed`` is what a PDF without a TrimBox has around the ad at each side, pt, up to 20 mm; it is cut off.
    """

    border: Literal["none", "plain"] = "none"
    file: Text
    bleed: Annotated[Length, Field(ge=0, le=57)] = 0.0


TOLERANCE = 0.5 * MM
"""How much a ready-made ad may differ from its box in width or height, pt."""

_EXPORT = "ask for a PDF/X-4 (or PDF/X-1a) of that one page: CMYK, fonts embedded, nothing interactive"

_BROKEN = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RuntimeError,
)
"""What reading a damaged file can raise: its parts are not of the types they should be."""


def place(ad: SuppliedAd, width: float, height: float, inset: float, kit: Kit) -> bytes:
    """Return a PDF page of exactly that size (pt) with the ad in its middle.

    The ad may have the size of the whole module, or of the module without the white at top and foot (``inset``)
    that drawn ads keep. Raises BadFile with everything that is wrong with the file.
    """
    path = find_file(ad.file, kit.folder, "file")
    rooms = (Rect(0, 0, width, height), Rect(0, inset, width, height - 2 * inset))
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise BadFile("file", f"{ad.file} cannot be read: {error.strerror}", "change its rights") from error
    if b"%PDF-" in start:
        return _pdf(ad, path, rooms, kit)
    return _picture(ad, path, rooms, kit)


def _pdf(ad: SuppliedAd, path: Path, rooms: tuple[Rect, Rect], kit: Kit) -> bytes:
    data = path.read_bytes()
    if problem := problem_of(data):
        raise BadFile("file", f"{ad.file} {problem}", _EXPORT)
    try:
        with pikepdf.open(BytesIO(data)) as source:
            return _checked(ad, source, rooms, kit)
    except pikepdf.PasswordError as error:
        raise BadFile("file", f"{ad.file} is locked with a password", "ask for a copy that is not locked") from error
    except _BROKEN as error:
        raise BadFile("file", f"{ad.file} is not a PDF that can be read: {error}", "ask for it anew") from error


def _checked(ad: SuppliedAd, source: pikepdf.Pdf, rooms: tuple[Rect, Rect], kit: Kit) -> bytes:
    if source.is_encrypted:
        raise BadFile("file", f"{ad.file} is encrypted", "ask for a copy without restrictions")
    if len(source.pages) != 1:
        raise BadFile("file", f"{ad.file} has {len(source.pages)} pages, but an ad is one page", _EXPORT)
    page = source.pages[0]
    findings = look_through(source, page)
    if float(page.obj.get("/UserUnit", 1)) != 1:
        findings.problem("it is drawn in units of its own (UserUnit)")
    if damage := source.get_warnings():
        # What had to be guessed may not be what was drawn.
        findings.problem(f"it is damaged ({len(damage)} places)")
    _trim(page, ad.bleed)
    form = page.as_form_xobject()
    left, lower, wide, tall = _extent(form)
    room = next((room for room in rooms if _fits(wide, tall, room)), None)
    if room is None:
        findings.problem(_size_problem(wide, tall, rooms, ad.bleed))
    if findings.problems or room is None:
        raise BadFile("file", f"{ad.file} cannot be printed: {'; '.join(findings.problems)}", _EXPORT)
    for text in findings.remarks:
        kit.remark(ad, "file", f"{ad.file}: {text}")
    out = pikepdf.new()
    x = room.x + (room.width - wide) / 2 - left
    y = rooms[0].height - room.bottom + (room.height - tall) / 2 - lower
    return _page(out, Keeper(out).form(form), f"1 0 0 1 {x:.4f} {y:.4f} cm", rooms[0], room, ad, kit)


def _trim(page: pikepdf.Page, bleed: float) -> None:
    """Take a declared bleed off a page that has no trim of its own."""
    media, trim = [_values(box) for box in (page.mediabox, page.trimbox)]
    if bleed and all(abs(one - other) < 0.01 for one, other in zip(media, trim, strict=True)):
        page.trimbox = pikepdf.Array([media[0] + bleed, media[1] + bleed, media[2] - bleed, media[3] - bleed])


def _values(box: Any) -> list[float]:
    return [float(value) for value in box]


def _extent(form: pikepdf.Object) -> tuple[float, float, float, float]:
    """Return left, lower, width and height of what a form covers, pt, with its matrix (a turned page) applied."""
    box = pikepdf.Rectangle(*_values(form.BBox))
    if "/Matrix" in form:
        box = pikepdf.Matrix(form.Matrix).transform(box)
    return float(box.llx), float(box.lly), float(box.width), float(box.height)


def _fits(width: float, height: float, room: Rect) -> bool:
    return abs(width - room.width) <= TOLERANCE and abs(height - room.height) <= TOLERANCE


def _size_problem(width: float, height: float, rooms: tuple[Rect, Rect], bleed: float) -> str:
    whole, framed = rooms
    cut = f" without its bleed of {bleed / MM:g} mm" if bleed else ""
    return (
        f"it is {width / MM:.1f} x {height / MM:.1f} mm{cut}, but the module is {whole.width / MM:.1f} x "
        f"{whole.height / MM:.1f} mm ({framed.height / MM:.1f} mm high with white at top and foot)"
    )


def _picture(ad: SuppliedAd, path: Path, rooms: tuple[Rect, Rect], kit: Kit) -> bytes:
    file = look_at(path, "file")
    room = next((room for room in rooms if abs(room.width / file.aspect - room.height) <= TOLERANCE), None)
    if room is None:
        wide = rooms[0].width
        raise BadFile(
            "file",
            f"{ad.file} cannot be printed: {_size_problem(wide, wide / file.aspect, rooms, 0)}",
            "ask for a picture in the proportions of the module: nothing is stretched or cut",
        )
    made, dpi = bitmap(path, room, None, kit.separate, "file")
    if dpi < GOOD_PPI:
        kit.remark(ad, "file", f"{ad.file} has {dpi:.0f} pixels per inch; {GOOD_PPI:.0f} are good")
    if file.rgb:
        kit.remark(ad, "file", f"{ad.file} is RGB and was brought into the press's inks", "compare its colours")
    out = pikepdf.new()
    matrix = f"{room.width:.4f} 0 0 {room.height:.4f} {room.x:.4f} {rooms[0].height - room.bottom:.4f} cm"
    return _page(out, _image(out, made), matrix, rooms[0], room, ad, kit)


def _image(pdf: pikepdf.Pdf, made: Bitmap) -> pikepdf.Object:
    image = pdf.make_stream(
        made.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=made.width,
        Height=made.height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name(f"/{made.space}"),
        Filter=pikepdf.Name(f"/{made.filter}"),
    )
    if made.inverted:
        image.Decode = pikepdf.Array([1, 0] * 4)
    return image


def _page(
    pdf: pikepdf.Pdf, thing: pikepdf.Object, matrix: str, box: Rect, room: Rect, ad: SuppliedAd, kit: Kit
) -> bytes:
    """Return a file of one page that draws a form or an image, cut off at the box."""
    page = pdf.add_blank_page(page_size=(box.width, box.height))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Ad=thing))
    lines = [f"q 0 0 {box.width:.4f} {box.height:.4f} re W n", matrix, "/Ad Do Q"]
    if ad.border == "plain":
        lines.append(
            _rules(Rect(room.x, box.height - room.bottom, room.width, room.height), kit.palette.tokens.border.plain)
        )
    page.obj.Contents = pdf.make_stream("\n".join(lines).encode("ascii"))
    out = BytesIO()
    pdf.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


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
