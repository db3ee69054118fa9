"""What a kind of ad works with: faces and inks, the composer's faces, the edition's files, a place for remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layout.ads.palette import Palette
from layout.ads.pictures import Separate, filled, separate
from layout.ads.problems import BadFile, ad_finding
from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.base.locale import language_for
from layout.base.messages import say
from layout.compose.itemize import Setting, Voice
from layout.compose.items import LetterFit
from layout.design.fonts import Face, FontBook
from layout.design.press import IMAGES, ImageLimits, PressCondition
from layout.design.tokens import Design
from layout.edition.ads import Ad
from layout.images.notes import Note
from layout.scene.shapes import Shape, Slot


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything one ad is composed with.

    ``text`` and ``strong`` are the voices of running text, the design's body face behind them for characters
    they lack; ``faces`` are all faces by name, as composed lines name them. ``folder`` is the edition's,
    ``separate`` brings its pictures into the press's inks, ``press`` tells what a ready-made ad is mended for, if it is
    known; ``bleed`` is how far beyond the trim the page is printed, pt. ``report`` takes what is worth a remark;
    ``fellows`` are other ads of the page that are set alike with it.
    """

    palette: Palette
    text: Voice
    strong: Voice
    setting: Setting
    faces: dict[str, Face]
    folder: Path = Path()
    separate: Separate = separate
    report: Report = field(default_factory=Report)
    press: PressCondition | None = None
    bleed: float = 0.0
    fellows: tuple[Ad, ...] = ()

    @classmethod
    def of(
        cls,
        design: Design,
        fonts: FontBook,
        folder: Path,
        separate: Separate,
        report: Report,
        language: str,
        press: PressCondition | None = None,
        fellows: tuple[Ad, ...] = (),
    ) -> Kit:
        """Return the kit of a design."""

        setting = Setting(language_for(language), fit=LetterFit(design.fit.glyphs, design.fit.tracking))
        palette = Palette.of(design, fonts, setting.language)
        return cls(
            palette=palette,
            text=palette.text.voice,
            strong=palette.strong.voice,
            setting=setting,
            faces=dict(fonts.faces),
            folder=folder,
            separate=separate,
            report=report,
            press=press,
            bleed=design.page.bleed,
            fellows=fellows,
        )

    @property
    def images(self) -> ImageLimits:
        """What the press wants of pictures; newsprint's if it is not known."""
        return self.press.images if self.press else IMAGES

    def remark(self, ad: Ad, field: str, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Report something that does not stop the ad, but that whoever booked it should know."""
        self.report.extend([ad_finding(Code.AD_FILE, severity, ad, field, message, hint)])

    def remark_on(self, ad: Ad, field: str, notes: Sequence[Note]) -> None:
        """Report what there is to tell of a picture of the ad."""
        for note in notes:
            if note.printed or note.code.severity is Severity.WARNING:
                self.remark(ad, field, note.said, note.hint, note.code.severity)


def fill(ad: Ad, shapes: Sequence[Shape], kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes with the pictures in their slots. Raises BadFile for one that cannot be used."""
    made: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Slot):
            made.append(_picture(ad, shape, kit))
        else:
            made.append(shape)
    return tuple(made)


def _picture(ad: Ad, slot: Slot, kit: Kit) -> Shape:
    try:
        made = filled(slot.path, slot.rect, kit.separate, kit.images)
    except ContentError as error:
        raise BadFile(slot.field, error.message, error.hint) from error
    kit.remark_on(ad, slot.field, made.notes)
    if found := made.coarse:
        said = say("{ad}: {text}", ad=slot.path.name, text=found.said)
        if found.refused:
            raise BadFile(slot.field, said, found.ask)
        kit.remark(ad, slot.field, said, found.ask)
    return made.bitmap
