"""What the ads take from a design: three faces, three inks, and their measures."""

from __future__ import annotations

from dataclasses import dataclass

from layout.design.fonts import Face, FontBook
from layout.design.tokens import AdTokens, Colour, Design


@dataclass(frozen=True, slots=True)
class Palette:
    """The faces and inks of a design's ads: display for heads, text for lists, strong for bars; and their tokens."""

    display: Face
    text: Face
    strong: Face
    ink: Colour
    paper: Colour
    accent: Colour
    tokens: AdTokens

    @classmethod
    def of(cls, design: Design, fonts: FontBook) -> Palette:
        """Return the palette that a design's ``ads`` tokens name; a design without an accent has black."""
        black = design.colours.get("ink", Colour(c=0, m=0, y=0, k=1))
        return cls(
            display=fonts[design.ads.display],
            text=fonts[design.ads.text],
            strong=fonts[design.ads.accent_text],
            ink=black,
            paper=design.colours.get("paper", Colour(c=0, m=0, y=0, k=0)),
            accent=design.colours.get("accent", black),
            tokens=design.ads,
        )
