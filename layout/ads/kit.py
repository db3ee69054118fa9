"""What a kind of ad works with: faces and inks, the composer's faces, the edition's files, a place for remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layout.ads.palette import Palette
from layout.ads.pictures import Separate, bitmap, separate
from layout.ads.problems import ad_finding
from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.base.locale import language_for
from layout.base.messages import say
from layout.compose.itemize import Setting, Voice
from layout.compose.items import LetterFit
from layout.design.fonts import Face, FontBook
from layout.design.press import IMAGES, PressCondition
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
    known; ``bleed`` is how far beyond the trim the page is printed, pt. ``report`` takes what is worth a remark.
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
        )

    def remark(self, ad: Ad, field: str, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Report something that does not stop the ad, but that whoever booked it should know."""
        self.report.extend([ad_finding(Code.AD_FILE, severity, ad, field, message, hint)])

    def remark_on(self, ad: Ad, field: str, notes: Sequence[Note]) -> None:
        """Report what there is to tell of a picture of the ad."""
        for note in notes:
            if note.code.severity is Severity.WARNING:
                self.remark(ad, field, note.said, note.hint)


def fill(ad: Ad, shapes: Sequence[Shape], kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes with the pictures in their slots. Raises BadFile for one that cannot be used."""
    filled: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Slot):
            made, dpi, notes = bitmap(shape.path, shape.rect, None, kit.separate, shape.field)
            kit.remark_on(ad, shape.field, notes)
            if dpi < IMAGES.good:
                kit.remark(
                    ad,
                    shape.field,
                    say(
                        "{path} has {dpi:.0f} pixels per inch at this size; {good:.0f} are good",
                        path=shape.path.name,
                        dpi=dpi,
                        good=IMAGES.good,
                    ),
                    say("get a larger picture if there is one"),
                )
            filled.append(made)
        else:
            filled.append(shape)
    return tuple(filled)
