"""Drawing an ad: one function that makes an ad's PDF, whatever its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.ads.canvas import write_pdf
from layout.ads.kinds import KINDS
from layout.ads.kit import Kit, fill
from layout.ads.pictures import Separate, separate
from layout.ads.problems import BadFile, MissingGlyph, TooTight, as_error
from layout.base.diagnostics import Finding, Report
from layout.base.units import Rect
from layout.design.fonts import FontBook
from layout.design.press import PressCondition
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.shapes import Shape
from layout.scene.text import Text


@dataclass(frozen=True, slots=True)
class AdDrawing:
    """An ad drawn: a PDF of one page of ``width`` x ``height`` pt, and its lines of text in reading order.

    ``scene`` is what it was drawn of, its pictures as slots that name their files. Of a ready-made ad neither that nor
    the text is known. ``findings`` are remarks that do not stop the ad.
    """

    width: float
    height: float
    pdf: bytes
    texts: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    scene: Scene | None = None


def draw_ad(
    ad: Ad,
    width: float,
    height: float,
    design: Design,
    fonts: FontBook,
    *,
    folder: Path = Path(),
    separate: Separate = separate,
    language: str = "zh-Hans",
    press: PressCondition | None = None,
    fellows: tuple[Ad, ...] = (),
) -> AdDrawing:
    """Draw an ad in a box of that size (pt); white at top and foot as ``design.ads.inset`` says.

    ``folder`` is the edition's, where an ad's files are; ``separate`` brings pictures into the press's inks;
    ``language`` is that of running text; ``press`` is what a ready-made ad is mended for; ``fellows`` are other ads of
    its page that it is set alike with. The same arguments and files give the same bytes. Raises AdTextError if text
    does not fit at its smallest legal size or has a character that its face lacks, AdFileError for a file that is not
    there or not fit for the press.
    """
    try:
        return make_ad(
            ad,
            width,
            height,
            design,
            fonts,
            folder=folder,
            separate=separate,
            language=language,
            press=press,
            fellows=fellows,
        )
    except (TooTight, MissingGlyph, BadFile) as fault:
        raise as_error(ad, fault, width, height) from fault


def make_ad(
    ad: Ad,
    width: float,
    height: float,
    design: Design,
    fonts: FontBook,
    *,
    folder: Path,
    separate: Separate,
    language: str,
    press: PressCondition | None = None,
    fellows: tuple[Ad, ...] = (),
) -> AdDrawing:
    """Draw an ad as `draw_ad` does. Raises TooTight, MissingGlyph or BadFile, as its kind does."""
    report = Report()
    kit = Kit.of(design, fonts, folder, separate, report, language, press, fellows)
    if (place := KINDS.named(ad.kind).place) is not None:
        pdf = place(ad, width, height, _inset(ad, design), kit)
        return AdDrawing(width, height, pdf, (), report.findings)
    shapes = compose_shapes(ad, width, height, kit, design)
    return drawing_of(ad, shapes, fill(ad, shapes, kit), width, height, kit, report.findings)


def drawing_of(
    ad: Ad,
    shapes: Sequence[Shape],
    filled: Sequence[Shape],
    width: float,
    height: float,
    kit: Kit,
    findings: tuple[Finding, ...],
) -> AdDrawing:
    """Return the drawing of shapes; ``filled`` are the same with their pictures in them."""
    owner = Owner(OwnerKind.AD, ad.id)
    pdf = write_pdf(Scene.of(owner, filled, width, height), kit.faces, author=ad.advertiser)
    texts = tuple(shape.text for shape in shapes if isinstance(shape, Text))
    return AdDrawing(width, height, pdf, texts, findings, Scene.of(owner, shapes, width, height))


def compose_ad(
    ad: Ad, width: float, height: float, design: Design, fonts: FontBook, *, folder: Path = Path()
) -> tuple[Shape, ...]:
    """Return the shapes that `draw_ad` writes of an ad it draws itself. Raises as it does."""
    kit = Kit.of(design, fonts, folder, separate, Report(), "zh-Hans")
    try:
        return fill(ad, compose_shapes(ad, width, height, kit, design), kit)
    except (TooTight, MissingGlyph, BadFile) as fault:
        raise as_error(ad, fault, width, height) from fault


def compose_shapes(ad: Ad, width: float, height: float, kit: Kit, design: Design) -> tuple[Shape, ...]:
    """Return an ad's shapes, its pictures still slots. Raises TooTight, MissingGlyph or BadFile, as its kind does."""
    compose = KINDS.named(ad.kind).compose
    if compose is None:
        raise ValueError(f"the ad {ad.id!r} is not drawn: it comes ready-made")
    return compose(ad, Rect(0, 0, width, height).inset(0, _inset(ad, design)), kit)


def _inset(ad: Ad, design: Design) -> float:
    """Return the white that an ad keeps at top and foot, pt: none where nothing stands over or under it."""
    return design.ads.inset if ad.on_grid else 0.0
