"""What PDF/UA-1 (ISO 14289-1) asks of a file, as far as a program can tell, read back from the file alone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
CMYK = {"k", "K", "/DeviceCMYK"}
STANDARD = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "Span",
    "Link",
    "Ruby",
    "RB",
    "RT",
    "Figure",
]


def faults(data: bytes) -> list[str]:
    """Return in words what a file does not keep."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*_of_file(pdf), *_of_structure(pdf), *_of_content(pdf), *_of_fonts(pdf)]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the structure elements in reading order."""

    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    for kid in _kids(pdf.Root.StructTreeRoot):
        yield from below(kid)


def outline(data: bytes) -> list[str]:
    """Return types and words of the elements that hold text or say something, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        texts = {(page.objgen, number): text for page in pdf.pages for number, text in marked(page).items()}
        told = []
        for element in elements(pdf):
            places = [place for kid in _kids(element) if (place := _content(element, kid))]
            words = "".join(texts.get(place, "") for place in places)
            if words or "/Alt" in element:
                told.append(f"{str(element.S)[1:]}: {element.get('/Alt', words)}")
        return told


def marked(page: pikepdf.Page) -> dict[int, str]:
    """Return the words of each marked content of a page whose fonts have a byte a character, by its number."""
    found: dict[int, str] = {}
    for operands, operator, number, told in _steps(page):
        if operator in ("Tj", "TJ") and number is not None:
            parts = operands[0] if operator == "TJ" else [operands[0]]
            plain = "".join(bytes(part).decode("latin-1") for part in parts if isinstance(part, pikepdf.String))
            found[number] = found.get(number, "") + (plain if told is None else told)
    return found


def _steps(page: pikepdf.Page) -> Iterator[tuple[list, str, int | None, str | None]]:
    """Yield each operator with the number of what it is marked as (-1: an artifact), and what its glyphs stand for."""
    open_now: list[tuple[int | None, str | None]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in ("BDC", "BMC"):
            last = open_now[-1][0] if open_now else None
            entries = operands[1] if operator == "BDC" else {}
            number = int(entries["/MCID"]) if "/MCID" in entries else -1 if operands[0] == "/Artifact" else last
            open_now.append((number, str(entries["/ActualText"]) if "/ActualText" in entries else None))
        elif operator == "EMC":
            open_now.pop()
        number, told = open_now[-1] if open_now else (None, None)
        yield operands, operator, number, told
    assert not open_now


def _kids(element: pikepdf.Object) -> list:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _content(element: pikepdf.Object, kid: object) -> tuple[tuple[int, int], int] | None:
    """Return the page and the number of marked content that a kid of an element names; None if it is another one."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
        return kid.Pg.objgen, int(kid.MCID)
    return None


def _of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "it does not say that it is tagged"
    if not str(root.get("/Lang", "")):
        yield "it has no language"
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "its title is not shown"
    with pdf.open_metadata() as said:
        if said.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1" or not said.get("dc:title"):
            yield "it claims no PDF/UA, or has no title"
    if len(list(root.PageLabels.Nums)) != 2 * len(pdf.pages):
        yield "its pages have no labels"
    for page in pdf.pages:
        if page.obj.get("/Tabs") != "/S":
            yield "its links are not reached in the order of the structure"
        if "/Group" in page.obj and page.obj.Group.CS != "/DeviceRGB":
            yield "a page blends in inks"


def _of_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    level = 0
    for element in elements(pdf):
        tag = str(element.S)[1:]
        if tag not in STANDARD:
            yield f"{tag} is no standard type"
        if not _kids(element):
            yield f"a {tag} is empty"
        if tag[0] == "H" and tag[1:].isdigit():
            if int(tag[1:]) > level + 1:
                yield f"{tag} after level {level}"
            level = int(tag[1:])
        if tag == "Figure" and not (str(element.get("/Alt", "")) and "/BBox" in element.get("/A", {})):
            yield "a figure has no alternative, or no place"
        if tag == "TH" and "/Scope" not in element.get("/A", {}):
            yield "a head of a table heads nothing"
        links = [kid.Obj for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        if bool(links) != (tag == "Link") or not all(str(link.get("/Contents", "")) for link in links):
            yield f"a {tag} and its annotations do not belong together"
        for link in links:
            if _owner(pdf, int(link.StructParent)) != element:
                yield "an annotation does not know its element"
    annotations = sum(len(page.obj.get("/Annots", [])) for page in pdf.pages)
    if annotations != sum(
        "/Obj" in kid for element in elements(pdf) for kid in _kids(element) if "/S" not in _keys(kid)
    ):
        yield "an annotation is in no element"


def _keys(kid: object) -> object:
    return kid if isinstance(kid, pikepdf.Dictionary) else {"/S": None}


def _owner(pdf: pikepdf.Pdf, key: int) -> pikepdf.Object:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))[key]


def _of_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    held: dict[tuple[tuple[int, int], int], pikepdf.Object] = {}
    for element in elements(pdf):
        for kid in _kids(element):
            if place := _content(element, kid):
                if place in held:
                    yield f"content {place[1]} is in two elements"
                held[place] = element
    for page in pdf.pages:
        owners, numbers = _owner(pdf, int(page.obj.StructParents)), set()
        for operands, operator, number, _ in _steps(page):
            if operator in PAINTS and number is None:
                yield f"{operator} is neither in the structure nor an artifact"
            if operator in CMYK or any(operand in CMYK for operand in operands if isinstance(operand, pikepdf.Name)):
                yield "a page paints in inks"
            if number is not None and number >= 0:
                numbers.add(number)
        for number in numbers:
            if (element := held.get((page.objgen, number))) is None or owners[number] != element:
                yield f"content {number} is in no element"
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/ColorSpace") == "/DeviceCMYK":
            yield "a picture is in inks"


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/DescendantFonts" in thing:
            held = thing.DescendantFonts[0].FontDescriptor
            if "/ToUnicode" not in thing or not any(key in held for key in ("/FontFile2", "/FontFile3")):
                yield f"{thing.BaseFont} is not embedded, or says nothing"
