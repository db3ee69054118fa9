"""The sizes of a display ad: from its module and its look, ranked in ratios that stay the same at every size."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from layout.ads.sizing import SMALLEST
from layout.base.units import Rect
from layout.design.ads import DisplayTokens, LookTokens

_LEAST_RATIO = 1.3
"""A headline is so much larger than the text at least, if it has room."""
_TEXT_GIVES = 0.55
"""How far the text gives way where all becomes smaller, as a power: it is near its least size anyhow."""
_SMALL = 0.86
"""Labels, captions and what an offer was before, of the text."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What type likes to be in a module, pt, before it is known how long the headline is; ``growth``: the module's."""

    headline: float
    text: float
    margin: float
    growth: float
    tokens: DisplayTokens

    @classmethod
    def of(cls, inside: Rect, tokens: DisplayTokens, look: LookTokens, scale: float) -> Sizes:
        """Return the sizes in a border's inside; ``scale`` is how much larger or smaller than it likes the ad is."""
        side = sqrt(inside.width * inside.height) / tokens.module
        growth = side**tokens.growth * scale
        headline = tokens.headline * look.headline * growth
        margin = min(
            tokens.margin * headline * look.margin, tokens.margin_share * look.margin * min(inside.width, inside.height)
        )
        text = tokens.text * look.text * side**tokens.text_growth * min(scale, 1.0) ** _TEXT_GIVES
        return cls(
            max(SMALLEST, min(headline, margin / tokens.x_height) if tokens.x_height else headline),
            max(SMALLEST, min(text, tokens.most_text)),
            margin,
            growth,
            tokens,
        )

    def ranked(self, headline: float) -> Ranks:
        """Return the sizes of the rest beside a headline as large as it came out, pt."""
        tokens = self.tokens
        text = max(SMALLEST, min(self.text, headline / _LEAST_RATIO))
        ratio = max(1.0, headline / text)
        return Ranks(
            headline,
            text * ratio**tokens.number,
            text * ratio**tokens.subline,
            text,
            max(SMALLEST, _SMALL * text),
        )


@dataclass(frozen=True, slots=True)
class Ranks:
    """The sizes of an ad's type, largest first, pt: no other is used but that of an offer's number."""

    headline: float
    number: float
    subline: float
    text: float
    small: float
