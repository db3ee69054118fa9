"""Drawing an ad: one function that makes an ad's PDF, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.ads.canvas import write_pdf
from layout.ads.kinds import KINDS
from layout.ads.kit import Kit, fill
from layout.ads.pictures import Separate, separate
from layout.ads.problems import AdFileError, AdTextError, BadFile, MissingGlyph, TooTight
from layout.base.diagnostics import Finding, Report
from layout.base.messages import say
from layout.base.units import Rect
from layout.design.fonts import FontBook
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
) -> AdDrawing:
    """Draw an ad in a box of that size (pt); white at top and foot as ``design.ads.inset`` says.

    ``folder`` is the edition's, where an ad's files are; ``separate`` brings pictures into the press's inks;
    ``language`` is that of running text. The same arguments and files give the same bytes. Raises AdTextError if
    text does not fit at its smallest legal size or has a character that its face lacks, AdFileError for a file
    that is not there or not fit for the press.
    """
    report = Report()
    kit = Kit.of(design, fonts, folder, separate, report, language)
    if (place := KINDS.named(ad.kind).place) is not None:
        try:
            pdf = place(ad, width, height, design.ads.inset, kit)
        except BadFile as error:
            raise AdFileError(ad, error.field, error.problem, error.hint) from error
        return AdDrawing(width, height, pdf, (), report.findings)
    shapes, filled = _compose(ad, width, height, design.ads.inset, kit)
    owner = Owner(OwnerKind.AD, ad.id)
    pdf = write_pdf(Scene.of(owner, filled, width, height), kit.faces, author=ad.advertiser)
    texts = tuple(shape.text for shape in shapes if isinstance(shape, Text))
    scene = Scene.of(owner, shapes, width, height)
    return AdDrawing(width, height, pdf, texts, report.findings, scene)


def compose_ad(
    ad: Ad, width: float, height: float, design: Design, fonts: FontBook, *, folder: Path = Path()
) -> tuple[Shape, ...]:
    """Return the shapes that `draw_ad` writes of an ad it draws itself. Raises as it does."""
    kit = Kit.of(design, fonts, folder, separate, Report(), "zh-Hans")
    return _compose(ad, width, height, design.ads.inset, kit)[1]


def _compose(
    ad: Ad, width: float, height: float, inset: float, kit: Kit
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return an ad's shapes, its pictures still slots, and the same with the pictures in them."""
    frame, compose = Rect(0, 0, width, height).inset(0, inset), KINDS.named(ad.kind).compose
    if compose is None:
        raise ValueError(f"the ad {ad.id!r} is not drawn: it comes ready-made")
    try:
        shapes = compose(ad, frame, kit)
        return shapes, fill(ad, shapes, kit)
    except TooTight as error:
        raise AdTextError(
            ad,
            error.field,
            error.problem
            or say(
                "the text does not fit a box of {width:g} x {height:g} pt at the smallest size that prints",
                width=width,
                height=height,
            ),
            say("shorten the text, or book a larger module (columns, rows)"),
            error.entry,
        ) from error
    except MissingGlyph as error:
        raise AdTextError(
            ad,
            error.field,
            say(
                "the face {family} has no character {character!r} (U+{number:04X})",
                family=error.family,
                character=error.character,
                number=ord(error.character),
            ),
            say("use another character, or another family in the design's ads tokens"),
            error.entry,
        ) from error
    except BadFile as error:
        raise AdFileError(ad, error.field, error.problem, error.hint) from error
