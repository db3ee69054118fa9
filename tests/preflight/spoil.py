"""Ways to spoil one thing of a good page. Places are in points from the trim's top left, y downwards."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from layout.compose.copyfit import StoryFit
from layout.scene.record import PageRecord

SLUG = 10 * 72 / 25.4
"""The trim's distance from the sheet's edge in the sample's template, pt."""
FREE = (34.0, 80.0)
"""The top left of 90 x 100 pt beside a headline, where nothing is painted."""


@dataclass(frozen=True)
class Built:
    """A page of the sample edition: its PDF, what stands on it and how its stories fit."""

    pdf: bytes
    layout: PageRecord
    fits: tuple[StoryFit, ...]


def spoiled(pdf: bytes, spoil: Callable[[pikepdf.Pdf], None], **saving: Any) -> bytes:
    """Return the PDF after something was done to it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoil(opened)
        out = io.BytesIO()
        saving = {"force_version": opened.pdf_version, "fix_metadata_version": False, **saving}
        opened.save(out, **saving)
        return out.getvalue()


def draw(pdf: pikepdf.Pdf, operators: str, **resources: Mapping[str, Any]) -> None:
    """Paint something more over the page; resources are given as ColorSpace={"/Name": ...}."""
    page = pdf.pages[0]
    for category, entries in resources.items():
        for name, value in entries.items():
            page.add_resource(value, Name(f"/{category}"), Name(name))
    page.contents_add(f"q {operators} Q".encode("latin-1"))


def at(pdf: pikepdf.Pdf, x: float, y: float) -> tuple[float, float]:
    """Return a place in the page's own coordinates."""
    left, _, _, upper = (float(value) for value in pdf.pages[0].TrimBox)
    return left + x, upper - y


def box(pdf: pikepdf.Pdf, x: float, y: float, width: float, height: float) -> str:
    """Return the operator for a rectangle whose top left is at that place."""
    left, top = at(pdf, x, y)
    return f"{left:.3f} {top - height:.3f} {width:.3f} {height:.3f} re"


def area(pdf: pikepdf.Pdf, colour: str, rect: tuple[float, float, float, float] = (*FREE, 80, 40), **more: Any) -> None:
    """Fill a rectangle; ``colour`` are the operators that choose it."""
    draw(pdf, f"{colour} {box(pdf, *rect)} f", **more)


def over() -> dict[str, Dictionary]:
    """Return the graphics state under which paint overprints."""
    return {"/TestOver": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)}


def font_of(pdf: pikepdf.Pdf, base: str) -> tuple[str, bytes]:
    """Return the name of the page's font of that base name and the codes of two characters it has."""
    for name, font in pdf.pages[0].Resources.Font.items():
        if str(font.get("/BaseFont", "")).split("+")[-1] == base:
            return name, _two_codes(pdf, name)
    raise LookupError(base)


def _two_codes(pdf: pikepdf.Pdf, font: str) -> bytes:
    current = ""
    for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(instruction.operator) == "Tf":
            current = str(instruction.operands[0])
        elif str(instruction.operator) == "TJ" and current == font:
            shown = b"".join(bytes(one) for one in instruction.operands[0] if isinstance(one, pikepdf.String))
            if len(shown) >= 4:
                return shown[:4]
    raise LookupError(font)


HEAD = "Noto-Serif-CJK-SC-Heavy"
BODY = "Noto-Serif-CJK-SC"


def write(
    pdf: pikepdf.Pdf,
    size: float,
    colour: str,
    place: tuple[float, float] = (FREE[0] + 10, FREE[1] + 25),
    *,
    overprints: bool = True,
    base: str = HEAD,
    font: str = "",
    shown: bytes = b"",
    before: str = "",
) -> None:
    """Set two characters; black ones have to overprint. ``before`` are operators drawn first."""
    name, codes = font_of(pdf, base)
    x, y = at(pdf, *place)
    state = "/TestOver gs" if overprints else ""
    text = f"BT {font or name} {size} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm <{(shown or codes).hex()}> Tj ET"
    draw(pdf, f"{before} {state} {colour} {text}", ExtGState=over())


def line(pdf: pikepdf.Pdf, width: float, colour: str, *, before: str = "") -> None:
    """Draw a level line of 60 pt."""
    x, y = at(pdf, FREE[0] + 10, FREE[1] + 20)
    draw(pdf, f"{before} {colour} {width} w {x:.3f} {y:.3f} m {x + 60:.3f} {y:.3f} l S")


def picture(
    pdf: pikepdf.Pdf,
    ppi: float = 240,
    *,
    space: Any = Name.DeviceCMYK,
    pixel: bytes = b"\x20\x20\x20\x20",
    bits: int = 8,
    stretch: float = 1.0,
    before: str = "",
    **entries: Any,
) -> None:
    """Place a picture of one colour, 80 x 60 pixels, at that effective resolution."""
    columns, rows = 80, 60
    data = entries.pop("data", b"\xaa" * (columns // 8 * rows) if bits == 1 else pixel * columns * rows)
    image = pikepdf.Stream(pdf, data)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = columns, rows, bits, space
    for key, value in entries.items():
        image[f"/{key}"] = value
    width, height = columns / ppi * 72, rows / ppi * 72 * stretch
    x, y = at(pdf, *FREE)
    operators = f"{before} {width:.4f} 0 0 {height:.4f} {x:.3f} {y - height:.3f} cm /TestPicture Do"
    draw(pdf, operators, XObject={"/TestPicture": image})


def tint(pdf: pikepdf.Pdf, name: str) -> Array:
    """Return a Separation space of that name."""
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 0.8, 0], N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, pdf.make_indirect(function)])


def icc(pdf: pikepdf.Pdf, profile: bytes, channels: int) -> Array:
    """Return an ICCBased space."""
    return Array([Name.ICCBased, pdf.make_indirect(pikepdf.Stream(pdf, profile, N=channels))])


def lab() -> Array:
    return Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249])])


Instructions = list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]


def rewrite(pdf: pikepdf.Pdf, change: Callable[[Instructions], Instructions]) -> None:
    """Replace the page's operators."""
    page = pdf.pages[0]
    page.contents_coalesce()
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(change(list(pikepdf.parse_content_stream(page)))))


def full_lines(pdf: pikepdf.Pdf, instructions: Instructions) -> list[tuple[int, int]]:
    """Return where Tm and TJ of long lines of body text stand among the operators, in the order of the page."""
    body, _ = font_of(pdf, BODY)
    found, font, matrix = [], "", -1
    for number, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if operator == "Tf":
            font = str(instruction.operands[0])
        elif operator == "Tm":
            matrix = number
        elif operator == "TJ" and font == body:
            shown = [one for one in instruction.operands[0] if isinstance(one, pikepdf.String)]
            if sum(len(bytes(one)) for one in shown) >= 28:
                found.append((matrix, number))
    return found


def with_metadata(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    """Replace text in the XMP packet."""
    packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new).encode("utf-8"))
