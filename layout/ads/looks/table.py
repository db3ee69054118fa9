"""The six looks of display ads as a table: what tells each from the others. Their measures are tokens of the design."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from layout.ads.palette import Palette
from layout.ads.sizing import DisplayType
from layout.design.ads import LookTokens
from layout.design.values import Colour
from layout.edition.ads import Border

LookName = Literal["classic", "bold", "modern", "elegant", "offer", "poster"]
"""A look of display ads: 经典, 醒目, 简约, 雅致, 促销, 海报."""

Face = Literal["display", "strong", "body"]


@dataclass(frozen=True, slots=True)
class Look:
    """A look. ``align`` is where its lines stand: 0 flush left, 0.5 centred.

    ``solid``: the headline stands reversed in a solid, which a band of its own height holds, or one that takes all
    white. ``mark`` parts headline and text: a rule with a lozenge, a short hairline, or a short bar over the headline.
    ``low``: the numbers stand at the foot, and the white over them; else all stands together in the middle.
    ``ruled``: a rule over the foot. ``hero``: an offer is larger than the headline. ``bled``: a picture runs to the
    border.
    """

    name: LookName
    border: Border
    face: Face
    text: Face | Literal["text"] = "text"
    align: float = 0.0
    solid: Literal["", "band", "panel"] = ""
    mark: Literal["", "lozenge", "hairline", "bar"] = ""
    low: bool = True
    ruled: bool = False
    hero: bool = False
    bled: bool = False

    def tokens(self, palette: Palette) -> LookTokens:
        """Return its measures."""
        found: LookTokens = getattr(palette.tokens.display_ad, self.name)
        return found

    def type(self, palette: Palette) -> DisplayType:
        """Return the type of its headline."""
        found: DisplayType = getattr(palette, self.face)
        return found

    def text_type(self, palette: Palette) -> DisplayType:
        """Return the type of its text and sublines."""
        found: DisplayType = getattr(palette, self.text)
        return found

    def number_type(self, palette: Palette) -> DisplayType:
        """Return the type of its numbers: that of bars, or the body's where all is in it."""
        return palette.body if self.face == "body" else palette.strong

    def ground(self, palette: Palette) -> Colour:
        """Return the colour of its solid."""
        return palette.accent if self.solid == "panel" else palette.ink


LOOKS: MappingProxyType[LookName, Look] = MappingProxyType(
    {
        look.name: look
        for look in (
            Look("classic", "thick-thin", "display", align=0.5, mark="lozenge", ruled=True),
            Look("bold", "plain", "strong", solid="band"),
            Look("modern", "plain", "strong", mark="bar"),
            Look("elegant", "double", "body", text="body", align=0.5, mark="hairline", low=False),
            Look("offer", "thick", "strong", align=0.5, hero=True, ruled=True),
            Look("poster", "plain", "display", solid="panel", bled=True),
        )
    }
)
