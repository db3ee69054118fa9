"""Tokens of text: faces, and how each kind of text is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from layout.design.values import REQUIRED, FontName, FontNames, Length, Tokens, amount, em, pt, rows, share, told

Align = Literal["left", "center", "right", "justify"]


LAST = "last"
"""The list of fallbacks that stands behind all the others."""

FALLBACKS: dict[str, tuple[str, ...]] = {
    "serif": ("Noto Serif", "Noto Serif CJK SC", "Noto Serif Georgian", "Noto Serif Armenian", "Noto Serif Ethiopic"),
    "sans": ("Noto Sans", "Noto Sans CJK SC", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Ethiopic"),
    LAST: (
        "Noto Sans Yi", "Noto Sans Lisu", "Noto Sans New Tai Lue", "Noto Sans Tai Le", "Noto Sans Cherokee",
        "Noto Sans Tifinagh", "Noto Sans Canadian Aboriginal", "Symbola", "Noto Sans Symbols2", "BabelStone Han",
    ),
}  # fmt: skip
"""What stands behind the faces of a design that names nothing: letters of Europe and han; other scripts that are set
letter after letter; signs and black emoji; rare han."""


def families_behind(like: str, fallbacks: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the families behind a face that is like that, the first to be asked for a letter first."""
    return (*fallbacks.get(like, ()), *fallbacks.get(LAST, ()))


class FontTokens(Tokens):
    """A face by its family, CSS weight (100 to 900) and style, as the system's font configuration knows it."""

    family: str = Field(description="the family, as `fc-list : family` names it")
    weight: int = amount(400, "how heavy", "CSS weight", least=100, most=900)
    style: Literal["normal", "italic"] = Field(default="normal", description="upright or slanted")
    like: str = Field(default="serif", description="the list of `fallbacks` that stands behind it: what it looks like")


class Variant(NamedTuple):
    """A kind of figures or capitals: its OpenType features, and how CSS writes it (CSS Fonts 4, font-variant)."""

    features: tuple[str, ...]
    css: str


FIGURES: Mapping[str, Variant] = {
    "normal": Variant((), "normal"),
    "lining": Variant(("lnum",), "lining-nums"),
    "oldstyle": Variant(("onum", "pnum"), "oldstyle-nums proportional-nums"),
    "tabular": Variant(("lnum", "tnum"), "lining-nums tabular-nums"),
    "oldstyle-tabular": Variant(("onum", "tnum"), "oldstyle-nums tabular-nums"),
}
"""Figures as a face draws them; all as high as capitals; with ascenders and descenders; and these all of one width."""
CAPS: Mapping[str, Variant] = {"normal": Variant((), "normal"), "small": Variant(("smcp",), "small-caps")}
"""Small letters as they are, or as capitals of their height."""


Figures = Literal["normal", "lining", "oldstyle", "tabular", "oldstyle-tabular"]


class LetterStyle(Tokens):
    """Which of a face's figures and capitals a text is set in. What a face lacks is set as it has it."""

    figures: Figures = Field(
        default="normal",
        description="its figures: as the face has them, or lining, oldstyle, tabular (lining, all as wide) or "
        "oldstyle-tabular",
    )
    caps: Literal["normal", "small"] = Field(default="normal", description="small: small letters become small capitals")

    @property
    def features(self) -> tuple[str, ...]:
        """The OpenType features that this asks for."""
        return FIGURES[self.figures].features + CAPS[self.caps].features


class TextStyle(LetterStyle):
    """How a kind of text is set. ``rows`` is how many grid rows one of its lines takes."""

    font: FontName = Field(description="its face")
    size: Length = pt(REQUIRED, "its size", least=1)
    rows: int = rows(1, "what a line of it takes", least=1)
    align: Align = Field(default="justify", description="left, center, right or justify")
    tracking: float = em(0.0, "space between glyphs", "its size", least=-0.1, most=1.0)
    strong: FontName = Field(default="", description="the face of `**`")
    em: FontName = Field(default="", description="the face of `*`")
    max_lines: int = amount(1, "most lines of a part of a head", "lines", most=20)


class BodyStyle(TextStyle):
    """Body text: adds the first-line indent (段首缩进)."""

    indent: float = em(2.0, "indent of a paragraph's first line", "the body", most=8)


class FitTokens(Tokens):
    """Letter fitting: how far letters may give on a line that is filled, so that its spaces stay near their width."""

    in_css: ClassVar[bool] = False

    glyphs: float = share(0.02, "how much wider or narrower a letter is drawn at most", "its width", most=0.05)
    tracking: float = em(0.01, "most space that is added or taken between two letters", "its size", most=0.05)
    hang: float = share(0.0, "how much of a point, comma or hyphen hangs out of a column of words", "its width")


class SuperscriptTokens(Tokens):
    """Superscripts."""

    size: float = share(0.6, "size of a superscript", "the text it stands in", least=0.2)
    rise: float = em(0.4, "how far it is lifted off the baseline", "the text it stands in", most=1)


class RubyTokens(Tokens):
    """Readings over the characters of body text (ruby, 振り仮名)."""

    in_css: ClassVar[bool] = False

    size: float = em(0.5, "their size, less where it has no room between two rows", "the text", least=0.3, most=0.6)
    least: Length = pt(4.5, "their least size; smaller, they stand in brackets behind the characters", least=1)


class SubheadStyle(TextStyle):
    """Subheads (小标题): the rows around the line. At a column's head the rows before fall away."""

    before: int = rows(1, "white above, but not at a column's head")
    after: int = rows(0, "white below")


class HeadlineStyle(LetterStyle):
    """Headlines: their face, a ladder of sizes, and which size is natural for which priority."""

    font: FontName = Field(description="its face")
    faces: FontNames = told(
        {}, "priority: its face, where stories of that priority and below have another; gaps are filled downwards", ""
    )
    align: Align = Field(default="center", description="left or center")
    ladder: Annotated[tuple[Length, ...], Field(min_length=1)] = told(REQUIRED, "the sizes a headline may have", "pt")
    pitch: float = em(
        1.2, "least distance of two baselines; the whole takes the rows it fills then", "its size", least=1.0, most=2.0
    )
    natural: dict[int, Length] = told(REQUIRED, "priority: size that suits it; gaps are filled downwards", "pt")
    max_lines: dict[int, int] = told(REQUIRED, "columns wide: most lines; gaps are filled downwards", "lines")
    max_tracking: float = em(0.08, "most space added between glyphs to fill the measure", "its size", most=0.5)

    def natural_size(self, priority: int) -> float:
        """Return the size natural for a priority, pt."""
        return self.natural[max((p for p in self.natural if p <= priority), default=min(self.natural))]

    def face(self, priority: int) -> str:
        """Return the face for a priority, by its short name."""
        return self.faces[max(known)] if (known := [p for p in self.faces if p <= priority]) else self.font

    def line_limit(self, columns: int) -> int:
        """Return the most lines a headline over that many columns may have."""
        return self.max_lines[max((c for c in self.max_lines if c <= columns), default=min(self.max_lines))]
