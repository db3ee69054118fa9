"""What a rule may ask about: a finished page as read, what was measured of its lines, what the program says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from layout.compose.copyfit import StoryFit
from layout.pdf.facts import Page
from layout.preflight.lines.model import PageFigures
from layout.preflight.pieces import Piece
from layout.scene.record import PageRecord


@dataclass(frozen=True, slots=True)
class Copy:
    """What the program says it set: the page of layout.json and the stories of report.json, where they are known."""

    layout: PageRecord | None = None
    fits: tuple[StoryFit, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Page):
    """Everything known of a finished page: what its file has, and its name.

    ``pieces`` are the pieces of its lines with their ink, in the order in which they are drawn; ``figures`` what was
    measured of its lines, ``data`` the file.
    """

    page: str
    data: bytes = field(repr=False)
    pieces: tuple[Piece, ...]
    figures: PageFigures | None
    copy: Copy
