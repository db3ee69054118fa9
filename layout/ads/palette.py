"""What the ads take from a design: three faces, three inks, and their measures."""

from __future__ import annotations

from dataclasses import dataclass

from layout.ads.sizing import DisplayType
from layout.base.locale.record import Language
from layout.compose.spacing import HAN_LATIN
from layout.compose.voices import company
from layout.design.ads import AdTokens
from layout.design.fonts import FontBook
from layout.design.tokens import Design
from layout.design.values import Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """The type and inks of a design's ads: display for heads, text for lists, strong for bars, body for
    what is to look like a story; and their tokens.

    Behind each face stand others for characters it lacks, the design's body face among them.
    """

    display: DisplayType
    text: DisplayType
    strong: DisplayType
    body: DisplayType
    ink: Colour
    paper: Colour
    accent: Colour
    tokens: AdTokens

    @classmethod
    def of(cls, design: Design, fonts: FontBook, language: Language) -> Palette:
        """Return the palette that a design's ``ads`` tokens name; a design without an accent has black.

        ``language`` is that of the ads. Heads stand as far from Latin as those of stories do, the rest, which is
        smaller, as far as running text.
        """

        def type_of(name: str, han_latin: float = HAN_LATIN) -> DisplayType:
            return DisplayType(company(fonts, name, design.body.font), language, han_latin, design.head.least_line)

        black = design.colours.get("ink", Colour(c=0, m=0, y=0, k=1))
        return cls(
            display=type_of(design.ads.display, design.head.han_latin),
            text=type_of(design.ads.text),
            strong=type_of(design.ads.accent_text),
            body=type_of(design.body.font),
            ink=black,
            paper=design.colours.get("paper", Colour(c=0, m=0, y=0, k=0)),
            accent=design.colours.get("accent", black),
            tokens=design.ads,
        )
