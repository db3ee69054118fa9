"""Type in a scene: glyphs, runs of one face and size, composed lines, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from layout.base.units import Rect
from layout.design.fonts import Face
from layout.design.values import Colour

HAN_CENTRE = 0.38
"""Height of the middle of a han character over the baseline, em: its square reaches from -0.12 to 0.88."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a run: its id, its pen x in pt from the run's origin, and the text it stands for.

    An id below 0 is a space of the copy that no face was asked for.
    """

    gid: int
    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face (by its name in the design) and size; ``rise`` lifts them off the baseline, pt.

    ``stretch`` is how much wider than its outline every glyph is drawn (letter fitting: 0.98 to 1.02).
    """

    face: str
    size: float
    glyphs: tuple[Glyph, ...]
    rise: float = 0.0
    stretch: float = 1.0

    @property
    def text(self) -> str:
        """What the run says to a reader who copies it."""
        return "".join(glyph.text for glyph in self.glyphs)


class Role(StrEnum):
    """What a line is in its story."""

    BODY = "body"
    SUBHEAD = "subhead"
    SOURCE = "source"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    CAPTION = "caption"
    ELEMENT = "element"
    LIST = "list"
    DROP_CAP = "drop-cap"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Line:
    """A set line. ``x`` and ``width`` (pt) are its ink box: marks trimmed at the edges, indent left out.

    ``added`` is the space added between two han characters, em (what an editor sees as looseness). ``ragged`` is a line
    that would be torn if it were filled, and is left short; its ``added`` is what it would have taken. ``hang`` is how
    far its last mark is meant to stand out of its measure, pt. ``over`` is how much wider than its measure it is, pt:
    it holds a word that nothing parts. ``readings`` are set over its characters, and are no part of its text.
    """

    text: str
    runs: tuple[Run, ...]
    x: float
    width: float
    size: float
    role: Role = Role.BODY
    final: bool = False
    added: float = 0.0
    paragraph: int = 0
    ragged: bool = False
    hang: float = 0.0
    over: float = 0.0
    readings: tuple[Run, ...] = ()

    @property
    def measure(self) -> float:
        """The measure of a line that is wider than it, pt."""
        return self.width - self.hang - self.over

    @property
    def shown(self) -> str:
        """Its text as it is seen: a soft hyphen is a hyphen at its end or beginning, and nothing elsewhere."""
        ends = ("-" if self.text[at : at + 1] == "\u00ad" else "" for at in (0, len(self.text) - 1))
        return self.text.replace("\u00ad", "").join(ends) if self.text else ""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A composed line at its place: the baseline in pt from the block's top, and its ink if not the block's.

    One that is ``turned`` stands on its head there: about the middle of its ink box and of a han character's square.
    """

    line: Line
    baseline: float
    ink: Colour | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A run of display type at its place: its origin ``x`` and ``baseline`` in pt from the block's top left.

    ``field`` names the words of an ad it sets. ``ink`` is the rectangle that the glyphs blacken; ``reversed`` says
    that they are white in a solid.
    """

    field: str
    run: Run
    x: float
    baseline: float
    colour: Colour
    ink: Rect
    reversed: bool = False

    @property
    def text(self) -> str:
        """What it says to a reader who copies it."""
        return self.run.text

    @property
    def size(self) -> float:
        """Size of the type, pt."""
        return self.run.size


def typed(text: str, face: Face, size: float, positions: Sequence[float]) -> Run:
    """Return a run of the characters' nominal glyphs at pen positions in pt; a face that lacks one gives glyph 0."""
    glyphs = zip(map(face.glyph, text), positions, text, strict=True)
    return Run(face.name, size, tuple(Glyph(glyph.gid if glyph else 0, x, char) for glyph, x, char in glyphs))
