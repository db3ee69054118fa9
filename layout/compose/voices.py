"""From a story's spans and a design's styles to the voices the composer sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layout.base.locale import LANGUAGES, language_for
from layout.base.locale.record import Language
from layout.compose.itemize import Voice
from layout.compose.items import LetterFit
from layout.compose.readings import Reading, reading_rise, reading_size
from layout.design.fonts import Face, FontBook
from layout.design.styles import TextStyle
from layout.design.tokens import Design
from layout.edition.blocks import Emphasis, Span
from layout.edition.readings import noted


def company(fonts: FontBook, font: str, body: str) -> tuple[Face, ...]:
    """Return a face with the faces behind it, and behind those the ``body`` face with its own."""
    first, last = fonts[font], fonts[body]
    return tuple(dict.fromkeys((first, *first.behind, last, *last.behind)))


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """The faces of one design, ready to be asked for a style's voices. Two are the same only if they are one.

    ``languages`` are those that copy may be set in.
    """

    design: Design
    fonts: FontBook
    languages: Sequence[Language] = LANGUAGES

    def language(self, tag: str) -> Language:
        """Return the record of a language by its BCP 47 tag."""
        return language_for(tag, self.languages)

    @property
    def fit(self) -> LetterFit:
        """How far letters of running text give to fill a line."""
        fit = self.design.fit
        return LetterFit(fit.glyphs, fit.tracking, fit.hang)

    def of(self, style: TextStyle, font: str = "") -> Voice:
        """Return a style's plain voice."""
        return self.faced(font or style.font, style.features)

    def faced(self, font: str, features: tuple[str, ...] = ()) -> Voice:
        """Return the voice of a face. For what it lacks there are those behind it and, after them, the body's.

        ``features`` are OpenType's, for those faces that have them.
        """
        faces = company(self.fonts, font, self.design.body.font)
        return Voice(tuple(face.dressed(features) for face in faces) if features else faces)

    def table(self, style: TextStyle) -> Mapping[Emphasis, Voice]:
        """Return the voice of each emphasis in a style."""
        superscript = self.design.superscript
        return {
            Emphasis.PLAIN: self.of(style),
            Emphasis.STRONG: self.of(style, style.strong),
            Emphasis.EM: self.of(style, style.em),
            Emphasis.SUPERSCRIPT: Voice(self.faced(style.font).faces, superscript.size, superscript.rise),
        }

    def spans(
        self, spans: Sequence[Span], style: TextStyle, language: Language, *, readings: bool = False
    ) -> list[tuple[str, Voice]]:
        """Return a paragraph's spans with their voices.

        With ``readings`` those that have one have it over them, if the design has room for it. Else it stands in the
        language's brackets behind them.
        """
        table = self.table(style)
        return [self._voiced(span, table, language, readings=readings) for span in spans if span.text]

    def _voiced(
        self, span: Span, table: Mapping[Emphasis, Voice], language: Language, *, readings: bool
    ) -> tuple[str, Voice]:
        voice = table[span.emphasis]
        if not span.reading:
            return span.text, voice
        if readings and (size := reading_size(self.design)):
            return span.text, replace(voice, reading=Reading(span.reading, size, reading_rise(self.design, size)))
        return noted(span.text, span.reading, language), voice
