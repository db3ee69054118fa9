"""Words of an element as lines: set in a style to a width, with what no face has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from layout.base.locale.record import Script
from layout.compose.classes import HAN_CENTRE
from layout.compose.display import display_text
from layout.compose.elements.listing import Listing
from layout.compose.itemize import Setting, Voice
from layout.compose.lines import held, shifted
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.phrases import phrase_breaks
from layout.compose.spacing import HAN_LATIN
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.design.values import Colour
from layout.edition.blocks import Span
from layout.scene.text import Line, Role, SetLine

DISPLAY_LINES = 6
"""Most lines that are broken as those of a head are: of more lines there are ways without end."""
LETTER = 0.45
"""About how wide a letter is, em; han and hangul are a square."""


class Texts:
    """Sets the words of one element, and remembers the characters that no face has.

    ``heads`` tells that they are headlines, whose lines end between phrases and never part a word, ``hyphenate``
    whether other words may be parted.
    """

    def __init__(self, voices: Voices, language: str, *, heads: bool = False, hyphenate: bool = True) -> None:
        self.voices, self.language, self.heads, self.hyphenate = voices, voices.language(language), heads, hyphenate
        self.missing: list[str] = []

    def lines(self, words: str | Sequence[Span], style: TextStyle, width: float, align: str = "") -> tuple[Line, ...]:
        """Return words set to a width, broken where they have to be."""
        if isinstance(words, str):
            return self._set([(words, self.voices.of(style))], style, width, align or style.align)
        return self._set(self.voices.spans(words, style, self.language), style, width, align or style.align)

    def _set(self, spans: Sequence[tuple[str, Voice]], style: TextStyle, width: float, align: str) -> tuple[Line, ...]:
        breaks = phrase_breaks("".join(text for text, _ in spans), self.language) if self.heads else None
        setting = Setting(self.language, hyphenate=self.hyphenate, breaks=breaks, fit=self.voices.fit)
        made = ParagraphStyle(style.size, width, 0.0, align, Role.ELEMENT, style.tracking, setting)
        paragraph = prepare(spans, made)
        self.missing += paragraph.items.missing
        return paragraph.lines(paragraph.broken())

    def phrases(self, words: str, style: TextStyle, width: float) -> tuple[Line, ...]:
        """Return words on ragged lines of like lengths that part no word, if they are few; else as `lines` does."""
        em = width / style.size
        each = LETTER if self.language.script is Script.LATIN else 1.0
        if each * len(words) > DISPLAY_LINES * em:
            return self.lines(words, style, width, "left")
        least, between = self.voices.design.head.least_line, HAN_LATIN
        voice, tracking = self.voices.of(style), style.tracking
        shown = display_text(words, voice, self.language, han_latin=between, least_line=least, tracking=tracking)
        found = shown.fewest(em)
        if found is None:
            return self.lines(words, style, width, "left")
        self.missing += shown.items.missing
        return shown.lines(found.breaks, width, style.size, "left", tracking, Role.ELEMENT)

    def items(self, listing: Listing, style: TextStyle, width: float) -> list[Line]:
        """Return the lines of a list: every item hangs in, with its number or dot before it."""
        tokens = self.voices.design.element
        hang = (tokens.facts.hang + 0.5 * (max(map(len, listing.marks)) - 1)) * style.size
        made: list[Line] = []
        for item, written in zip(listing.items, listing.marks, strict=True):
            mark = self.lines(written, style, width, "left")[0]
            lines = [shifted(line, hang) for line in self.lines(item, style, width - hang)]
            first = lines[0]
            joined = replace(
                first,
                text=f"{mark.text} {first.text}",
                runs=(*mark.runs, *first.runs),
                x=0.0,
                width=first.x + first.width,
            )
            made += [joined, *lines[1:]]
        return made

    def one_line(self, words: str, style: TextStyle, width: float, align: str = "") -> Line:
        """Return words on one line: at the style's size if they fit, else smaller; too long they stand out."""
        if fitting := self._fitting(words, style, width, align):
            return fitting[0]
        return held(self.lines(words, self._sizes(style)[-1], 1e4, "left")[0], width)

    def few_lines(self, words: str, style: TextStyle, width: float, align: str = "left") -> tuple[Line, ...]:
        """Return words on one line if they fit at a size that they may have, else on several of their own size."""
        return self._fitting(words, style, width, align) or self.lines(words, style, width, align)

    def _fitting(self, words: str, style: TextStyle, width: float, align: str) -> tuple[Line, ...]:
        """Return words on one line at the largest size at which they fit; nothing if they fit at none."""
        tries = (self.lines(words, smaller, width, align) for smaller in self._sizes(style))
        return next((lines for lines in tries if len(lines) == 1 and not lines[0].over), ())

    def _sizes(self, style: TextStyle) -> list[TextStyle]:
        """Return a style at its own size and at the smaller ones that words may have in it."""
        scales = (1.0, *self.voices.design.element.shrink)
        return [style.model_copy(update={"size": style.size * scale}) for scale in scales]


def centred(line: Line, top: float, height: float, ink: Colour | None = None) -> SetLine:
    """Return a line whose han characters stand in the middle of a height, pt."""
    return SetLine(line, top + height / 2 + HAN_CENTRE * line.size, ink)


def moved(line: Line, x: float) -> Line:
    """Return a line moved right, or itself."""
    return shifted(line, x) if x else line
