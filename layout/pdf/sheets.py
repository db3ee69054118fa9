"""One side of a sheet: two finished pages side by side, their trims meeting at the fold, ready for the plate.

Pages are placed as they are, as Form XObjects, and cut at the fold; at the other sides their bleed stays. What stands
beside a page (marks, slug line, bar) is left off; the sheet has its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from layout.base.units import MM
from layout.design.press import PdfX
from layout.design.sheet import Margins, PageTokens
from layout.images.inks import BLACK, PROCESS, Ink
from layout.pdf.boxes import Sheet, set_boxes, sheet_of
from layout.pdf.document import boxes_of
from layout.pdf.identity import PressInfo, identify, pdfx_version
from layout.pdf.imposition import Side
from layout.pdf.inknote import inks_noted, note_inks
from layout.pdf.intent import set_blend_space
from layout.pdf.marks import COLOUR_SPACE, STROKE, crop_marks, draw_marks, registered
from layout.pdf.plates import inks_of
from layout.pdf.save import saved
from layout.pdf.slug import SlugPen, draw_slug

MARGIN = 9 * MM
"""From the bleed to the edge of the sheet, pt: room for the marks, the line and the bar."""
FOLD = 2 * MM
"""Dash and gap of the marks where the sheet is folded, pt."""
A3 = (420 * MM, 297 * MM)
"""The largest paper an office prints on."""
PRINTER = 5 * MM
"""What an office printer leaves white at each edge, pt."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A finished page to be imposed: its PDF, its trim's width and height, pt, and what it claims and is made for."""

    pdf: bytes
    width: float
    height: float
    bleed: tuple[float, float, float, float]
    """Beyond the trim at the left, at the foot, at the right and at the head, pt; a page of a spread is cut at one."""
    claim: str
    condition: str
    """What the output intent says of the printing condition, for people."""
    intent: bytes
    """The output intent's identifier and profile: pages of one are of one condition."""


def leaf_of(pdf: bytes) -> Leaf:
    """Read what imposing needs of a finished page. Raises ValueError for one without a trim, or one that is turned."""
    with pikepdf.open(BytesIO(pdf)) as source:
        boxes = boxes_of(source.pages[0])
        if boxes.trim is None or boxes.rotate:
            raise ValueError("a finished page has a TrimBox and lies upright")
        trim, bleed = boxes.trim, boxes.bleed or boxes.trim
        around = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        intents = source.Root.get("/OutputIntents", pikepdf.Array())
        intent, condition = b"", ""
        if len(intents):
            profile = intents[0].get("/DestOutputProfile")
            intent = str(intents[0].get("/OutputConditionIdentifier", "")).encode("utf-8") + b"\n"
            intent += profile.read_bytes() if isinstance(profile, pikepdf.Stream) else b""
            condition = str(intents[0].get("/OutputCondition", ""))
        width, height = trim[2] - trim[0], trim[3] - trim[1]
        left, foot, right, head = (max(0.0, out) for out in around)
        return Leaf(pdf, width, height, (left, foot, right, head), pdfx_version(source), condition, intent)


def one_condition(leaves: Mapping[str, Leaf]) -> bool:
    """Tell whether pages are made for one printing condition and claim one standard."""
    return len({(leaf.intent, leaf.claim) for leaf in leaves.values()}) <= 1


def bleed_of(sides: Iterable[Side], leaves: Mapping[str, Leaf]) -> float:
    """Return the bleed round all sheets of some pages, pt: the least that a page has where it is not at the fold."""
    ways = [(name, way) for side in sides for name, way in ((side.left, 0), (side.right, 2)) if name]
    return min(leaves[name].bleed[at] for name, way in ways for at in (way, 1, 3))


def sheet_side(
    side: Side, leaves: Mapping[str, Leaf], bleed: float, texts: Sequence[str], info: PressInfo, pen: SlugPen
) -> bytes:
    """Return one side of a sheet as a PDF for the press.

    leaves: all pages of the section, of one size; those of one printing condition keep their claim and output intent,
    others leave the side without. bleed: see `bleed_of`. texts: the slug line, and shorter ones for a narrow sheet.
    Raises TemplateError when the shortest is wider than the sheet.
    """
    here = {page: leaves[page] for page in side.pages}
    # A side without a page is of the same size and claims what the others do.
    like = next(iter((here or leaves).values()))
    told = like if one_condition(here or leaves) else None
    tokens = PageTokens.model_construct(
        width=2 * like.width,
        height=like.height,
        bleed=bleed,
        slug=bleed + MARGIN,
        margins=Margins.model_construct(top=0.0, left=0.0),
    )
    sheet = sheet_of(tokens)
    inks = _inks(here or leaves)
    fold = round((sheet.trim[0] + sheet.trim[2]) / 2, 4)
    with ExitStack() as opened:
        pdf = opened.enter_context(pikepdf.new())
        page = pdf.add_blank_page(page_size=(sheet.media[2], sheet.media[3]))
        page.obj.Resources = pikepdf.Dictionary()
        set_boxes(page, sheet)
        drawn = [b"0 0 0 1 k 0 0 0 1 K"]
        for name, at_left in ((side.left, True), (side.right, False)):
            if name:
                source = opened.enter_context(pikepdf.open(BytesIO(leaves[name].pdf)))
                drawn.append(_placed(pdf, page, source, sheet, fold, bleed, at_left=at_left))
        drawn += [
            draw_marks(pdf, page, sheet, crop_marks(tokens, sheet), inks),
            _fold_marks(sheet, fold, tokens.slug, inks),
            draw_slug(pdf, page, tokens, sheet, texts, pen, inks),
        ]
        page.obj.Contents = pdf.make_stream(b"\n".join(drawn))
        standard = next((one for one in PdfX if told and told.claim == one), None)
        if told:
            _keep_intent(pdf, told)
        if standard is None or standard.transparency:
            set_blend_space(page)
        note_inks(page, inks)
        identify(pdf, info, told.claim if told else "")
        return saved(pdf, least_version="1.6", exact_version=standard.pdf_version if standard else "")


def _placed(
    pdf: pikepdf.Pdf, page: pikepdf.Page, source: pikepdf.Pdf, sheet: Sheet, fold: float, bleed: float, *, at_left: bool
) -> bytes:
    """Put a page into its half, cut at the fold, and return the operators that draw it."""
    trim = boxes_of(source.pages[0]).trim
    assert trim is not None
    form = pdf.copy_foreign(source.pages[0].as_form_xobject())
    # The sheet is blended as its pages were, in a group of its own; each lies on white paper.
    if "/Group" in form:
        del form.Group
    out_left, out_right = (bleed, 0.0) if at_left else (0.0, bleed)
    box = (trim[0] - out_left, trim[1] - bleed, trim[2] + out_right, trim[3] + bleed)
    form.BBox = pikepdf.Array([round(value, 4) for value in box])
    name = pikepdf.Name("/BmLeft" if at_left else "/BmRight")
    page.add_resource(form, pikepdf.Name.XObject, name)
    x = fold - trim[2] if at_left else fold - trim[0]
    return f"q 1 0 0 1 {x:.4f} {sheet.trim[1] - trim[1]:.4f} cm {name} Do Q".encode("ascii")


def _inks(leaves: Mapping[str, Leaf]) -> tuple[Ink, ...]:
    """Return the inks of all pages, the process inks before the spots, each spot once.

    For a spot of which its page does not say what stands for it, black does.
    """
    inks = {ink.name: ink for leaf in leaves.values() for ink in inks_of(leaf.pdf)}
    spots = (ink for ink in inks.values() if ink not in PROCESS)
    black = tuple(float(ink == BLACK) for ink in PROCESS)
    return (
        *(ink for ink in PROCESS if ink.name in inks),
        *(replace(ink, cmyk=ink.cmyk or black) for ink in spots),
    )


def _fold_marks(sheet: Sheet, fold: float, slug: float, inks: Sequence[Ink]) -> bytes:
    """Return the operators of the dashed marks at head and foot of the fold, in the colour of the crop marks."""
    near = max(sheet.trim[1] - sheet.bleed[1], 3 * MM)
    far = min(near + 5 * MM, slug - 1 * MM)
    full = " ".join("1" for _ in registered(inks))
    lines = ["q", f"{COLOUR_SPACE} CS {full} SCN", f"{STROKE:g} w 0 J [{FOLD / 2:.4f}] 0 d"]
    for edge, way in ((sheet.trim[1], -1), (sheet.trim[3], 1)):
        lines.append(f"{fold:.4f} {edge + way * near:.4f} m {fold:.4f} {edge + way * far:.4f} l S")
    return "\n".join([*lines, "Q"]).encode("ascii")


def _keep_intent(pdf: pikepdf.Pdf, leaf: Leaf) -> None:
    with pikepdf.open(BytesIO(leaf.pdf)) as source:
        if "/OutputIntents" in source.Root:
            pdf.Root.OutputIntents = pdf.copy_foreign(source.make_indirect(source.Root.OutputIntents))


def reduced(side: bytes, info: PressInfo) -> tuple[bytes, float]:
    """Return a side of a sheet on A3 for an office printer, and how much smaller it is than the sheet.

    The whole sheet is on it with its marks. It keeps the output intent, so that its colours can be proofed, and claims
    no standard: nobody makes plates of it.
    """
    with pikepdf.open(BytesIO(side)) as source, pikepdf.new() as pdf:
        boxes = boxes_of(source.pages[0])
        assert boxes.media is not None
        assert boxes.trim is not None
        width, height = boxes.media[2], boxes.media[3]
        paper = A3 if width >= height else A3[::-1]
        scale = min(1.0, (paper[0] - 2 * PRINTER) / width, (paper[1] - 2 * PRINTER) / height)
        x, y = (paper[0] - scale * width) / 2, (paper[1] - scale * height) / 2
        page = pdf.add_blank_page(page_size=paper)
        form = pdf.copy_foreign(source.pages[0].as_form_xobject())
        form.BBox = pikepdf.Array(boxes.media)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(BmSheet=form))
        page.obj.Contents = pdf.make_stream(f"q {scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm /BmSheet Do Q".encode())
        left, lower, right, upper = boxes.trim
        trim = [x + scale * left, y + scale * lower, x + scale * right, y + scale * upper]
        page.obj.TrimBox = pikepdf.Array([round(value, 4) for value in trim])
        if "/OutputIntents" in source.Root:
            pdf.Root.OutputIntents = pdf.copy_foreign(source.make_indirect(source.Root.OutputIntents))
        note_inks(page, inks_noted(source.pages[0]))
        identify(pdf, info, "")
        return saved(pdf, least_version="1.6"), scale
