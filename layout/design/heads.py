"""Tokens of heads: the parts over a story, the white in them, and the headline that runs from the top down."""

from __future__ import annotations

from pydantic import Field

from layout.design.styles import HeadlineStyle, TextStyle
from layout.design.values import Length, Share, Tokens, amount, em, pt, rows, share, shares


class VerticalHead(Tokens):
    """A headline from the top down, in the first column beside the story's text."""

    lines: int = amount(3, "most vertical lines; the headline is parted at its spaces", "lines", most=8)
    pitch: float = em(1.25, "distance of two vertical lines", "the headline", least=1, most=3)
    cell: float = em(1.06, "least height of a character's cell", "the headline", least=1, most=3)
    most_cell: float = em(1.4, "height of a character's cell where there is room", "the headline", least=1, most=3)
    largest: float = share(1.25, "largest size tried", "the size natural to the story's priority", least=0.2, most=3)
    smallest: float = share(0.7, "smallest size tried", "the size natural to the story's priority", least=0.2, most=3)
    pair: float = em(
        0.94, "most width of two digits or letters side by side in one cell", "the headline", least=0.3, most=1.2
    )
    kicker_lines: int = amount(3, "most lines of the kicker over it", "lines", most=20)
    kicker_rows: int = rows(2, "what a line of that kicker takes", least=1)
    byline_lines: int = amount(2, "most lines of the byline under it", "lines", most=20)


class HeadTokens(Tokens):
    """What stands over a story, and the white around and between its parts.

    What is seen is ink, so the white is measured from ink to ink.
    """

    kicker: TextStyle = Field(description="the line over the headline (引题)")
    headline: HeadlineStyle = Field(description="the headline (主题)")
    deck: TextStyle = Field(description="the lines under the headline (副题)")
    byline: TextStyle = Field(description="who wrote it (署名)")
    before: int = rows(0, "white above a head that is not at the page's top")
    after: int = rows(1, "white between head and body")
    han_latin: float = em(
        0.125, "space between han and Latin: a quarter em looks like a hole at 40 pt", "the line", most=0.5
    )
    least_line: float = em(2.0, "no line of a head of several lines is shorter", "the line", most=8)
    shrink: tuple[Share, ...] = shares(
        (0.92, 0.85, 0.78), "sizes tried one after another for a kicker, deck or byline that is too long", "the style's"
    )
    across: float = share(
        0.12, "how much smaller a line across the fold of a spread may be so that no word is parted there", "its size"
    )
    subordinate: float = share(0.75, "largest size of a kicker, deck or byline", "the headline's", least=0.2)
    pitch: float = em(1.4, "most distance of the baselines of a kicker or deck", "its size", least=1, most=3)
    gap: Length = pt(2.0, "white between two parts, to which gap_em is added")
    gap_em: float = em(0.22, "white between two parts, to which gap is added", "the larger of the two", most=3)
    comfort: float = rows(1.2, "white above and below a head that is enough", most=10)
    inner: float = share(0.25, "what the gaps between the parts get", "the white beyond comfort")
    least_white: float = rows(
        0.4, "white above and below a head that is too little: the parts draw nearer then", most=10
    )
    least_below: float = rows(0.75, "least white below a head, above its text", most=10)
    most_below: float = rows(1.5, "most white below a head: what is more stands above it", most=10)
    least_gap: float = share(0.4, "how near the parts may draw", "their gaps")
    band_foot: float = rows(0.7, "white between the ground of a head on black or on a tint and the text below", most=10)
    band_side: Length = pt(10.0, "white at both sides of the words of a head on black or on a tint", most=100)
    vertical: VerticalHead = VerticalHead.usual()
