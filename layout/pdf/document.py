"""What a file says of itself, and what it carries beside its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf

from layout.base.messages import Message, reason
from layout.pdf.facts import ICC_FAMILIES, PRESS_FAMILIES, Annotation, Boxes, Family, File, Intent
from layout.pdf.geometry import Matrix
from layout.pdf.spaces import space_of

_ACTIONS = ("/OpenAction", "/AA")


def file_of(pdf: pikepdf.Pdf, transfer: set[str], external: set[str]) -> File:
    """Read everything that is of the file, not of a page's content."""
    root = pdf.Root
    intents = root.get("/OutputIntents", pikepdf.Array())
    return File(
        version=pdf.pdf_version,
        encrypted=pdf.is_encrypted,
        pages=len(pdf.pages),
        ids=tuple(bytes(one) for one in pdf.trailer.get("/ID", pikepdf.Array())),
        info={str(key).lstrip("/"): str(value) for key, value in _info(pdf).items()},
        xmp=_xmp(pdf),
        intents=tuple(_intent(one) for one in intents),
        actions=tuple(_actions(pdf)),
        attachments=tuple(_attachments(root)),
        layers="/OCProperties" in root,
        external=tuple(sorted(external)),
        transfer=tuple(sorted(transfer)),
        leftovers=tuple(sorted(set(_leftovers(pdf)))),
    )


_SOURCE = re.compile(r"(?:stream )?<[^>]*>\s*(?:\([^)]*\))?:?\s*")
"""How a reader's message begins that names what it reads: an object in memory, and a place in it."""


def damage_said(error: BaseException) -> str:
    """Return what is wrong with a file in the words of its reader, without what the reader calls the file."""
    said = reason(error)
    return said if isinstance(said, Message) else _SOURCE.sub("", said)


def file_said(data: bytes) -> File:
    """Read what a file says of itself, whatever its pages draw. Raises PdfError and others for a damaged one."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return file_of(pdf, set(), set())


_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


def claimed_standard(data: bytes) -> str:
    """Return the PDF/X standard a file says it keeps, such as PDF/X-4; nothing if it says none or cannot be read."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return str(_info(pdf).get("/GTS_PDFXVersion", "")) or (_xmp(pdf) or {}).get(_PDFX, "")
    except pikepdf.PdfError:
        return ""


def boxes_of(page: pikepdf.Page) -> Boxes:
    """Read the page boxes; MediaBox and CropBox may be the page tree's."""

    def box(name: str) -> tuple[float, float, float, float] | None:
        holder: pikepdf.Object | None = page.obj
        while holder is not None and name not in holder:
            holder = holder.get("/Parent") if name in ("/MediaBox", "/CropBox") else None
        if holder is None or len(holder[name]) != 4:
            return None
        x0, y0, x1, y1 = (float(value) for value in holder[name])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    return Boxes(
        box("/MediaBox"),
        box("/CropBox"),
        box("/BleedBox"),
        box("/TrimBox"),
        box("/ArtBox"),
        int(page.rotation) % 360,
        float(page.obj.get("/UserUnit", 1)),
    )


def annotations_of(page: pikepdf.Page, matrix: Matrix) -> tuple[Annotation, ...]:
    """Read the page's annotations."""
    found = []
    for one in page.obj.get("/Annots", pikepdf.Array()):
        corners = [float(value) for value in one.get("/Rect", pikepdf.Array())]
        rect = matrix.box(*corners) if len(corners) == 4 else None
        found.append(Annotation(str(one.get("/Subtype", "/?")).lstrip("/"), rect))
    return tuple(found)


def _info(pdf: pikepdf.Pdf) -> pikepdf.Object:
    info = pdf.trailer.get("/Info")
    return info if isinstance(info, pikepdf.Dictionary) else pikepdf.Dictionary()


def _xmp(pdf: pikepdf.Pdf) -> Mapping[str, str] | None:
    if "/Metadata" not in pdf.Root:
        return {}
    try:
        with pdf.open_metadata(False, update_docinfo=False, strict=True) as metadata:
            return {key: str(value) for key, value in metadata.items()}
    except (ValueError, SyntaxError, pikepdf.PdfError):
        return None


def _intent(intent: pikepdf.Object) -> Intent:
    profile = intent.get("/DestOutputProfile")
    return Intent(
        kind=str(intent.get("/S", "")).lstrip("/"),
        identifier=str(intent.get("/OutputConditionIdentifier", "")),
        registry=str(intent.get("/RegistryName", "")),
        info=str(intent.get("/Info", "")),
        profile=profile.read_bytes() if isinstance(profile, pikepdf.Stream) else b"",
        condition=str(intent.get("/OutputCondition", "")),
    )


def _actions(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    for key in _ACTIONS:
        if key in root:
            yield f"{key.lstrip('/')} of the file"
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield "JavaScript of the file"
    if "/AcroForm" in root:
        yield "a form to be filled in"
    for page in pdf.pages:
        if "/AA" in page.obj:
            yield "actions of the page"
        for one in page.obj.get("/Annots", pikepdf.Array()):
            if "/A" in one or "/AA" in one:
                yield f"an action of an annotation ({str(one.get('/Subtype', '/?')).lstrip('/')})"


def _attachments(root: pikepdf.Object) -> Iterator[str]:
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        yield "attached files"
    if "/AF" in root:
        yield "associated files"


def _leftovers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield colour spaces anywhere in the file that a press does not print, drawn with or not."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            if "/ColorSpace" in thing and not isinstance(thing.ColorSpace, pikepdf.Dictionary):
                yield from _foreign(thing.ColorSpace)
            resources = thing.get("/Resources", thing)
            spaces = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
            if isinstance(spaces, pikepdf.Dictionary):
                for space in spaces.as_dict().values():
                    yield from _foreign(space)


def _foreign(value: pikepdf.Object) -> Iterator[str]:
    space = space_of(value, {})
    for family in (space.family, space.base):
        if family not in (*PRESS_FAMILIES, *ICC_FAMILIES, Family.UNKNOWN):
            yield str(family)
