"""One display ad to be arranged: what it says, its look, its room; and an arrangement with what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from layout.ads.kit import Kit
from layout.ads.looks.image import Image
from layout.ads.looks.table import Look
from layout.base.units import Rect
from layout.design.ads import DisplayTokens
from layout.edition.ads import Contact, Offer, QrCode
from layout.scene.shapes import Shape


class Copy(Protocol):
    """What a display ad says."""

    @property
    def headline(self) -> str:
        """The headline."""

    @property
    def subline(self) -> str:
        """A line under it; may be empty."""

    @property
    def text(self) -> tuple[str, ...]:
        """Its texts."""

    @property
    def offer(self) -> Offer | None:
        """The offer, if it has one."""

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Numbers, addresses."""

    @property
    def qr(self) -> QrCode | None:
        """The code, if it has one."""


@dataclass(frozen=True, slots=True)
class Made:
    """An ad arranged, and how well: larger is better."""

    shapes: tuple[Shape, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Job:
    """One ad to be arranged: its words and pictures, its look, the room inside its border."""

    ad: Copy
    look: Look
    inside: Rect
    kit: Kit
    picture: Image | None = None
    logo: Image | None = None

    @property
    def tokens(self) -> DisplayTokens:
        """The measures of display ads."""
        return self.kit.palette.tokens.display_ad

    @property
    def solid(self) -> str:
        """What the headline stands in; a picture to the border takes the place of a panel."""
        return "" if self.look.solid == "panel" and self.picture else self.look.solid
