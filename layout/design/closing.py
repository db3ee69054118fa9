"""Tokens of closing (收版): what gives way on a page that does not come out, and what each thing costs.

Points are those of the paper's own rules, and weigh one way out against another; they are not the planner's score.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from layout.design.values import Share, Tokens, amount, share, shares


class PartPrices(Tokens):
    """Points of a part that a story may do without, where its writer or its editor said so."""

    in_css: ClassVar[bool] = False

    quote: int = amount(6, "a pull quote", "points", least=0, most=1000)
    facts: int = amount(14, "a fact box, a chart or a table", "points", least=0, most=1000)
    paragraph: int = amount(6, "a paragraph or a section", "points", least=0, most=1000)
    kicker: int = amount(12, "the kicker", "points", least=0, most=1000)
    deck: int = amount(16, "the deck", "points", least=0, most=1000)
    byline: int = amount(24, "the byline", "points", least=0, most=1000)
    picture: int = amount(36, "the picture", "points", least=0, most=1000)
    pictures: int = amount(24, "all further pictures", "points", least=0, most=1000)


class PullTokens(Tokens):
    """Pull quotes proposed from a story's text where a page has room left; points of the planner's score."""

    in_css: ClassVar[bool] = False

    points: int = amount(22, "a pull quote that nobody asked for", "points", least=0, most=1000)
    least_lines: int = amount(24, "lines of text that a story has at least for each", "lines", most=1000)
    least_words: int = amount(2, "lines of its words at least", "lines", most=20)
    most_words: int = amount(5, "lines of its words at most", "lines", most=20)
    places: tuple[Share, ...] = shares(
        (0.4, 0.75), "how far into the text they stand; no more than there are", "the text"
    )


class ClosingTokens(Tokens):
    """What gives way on a page that has too much copy or too little, with `closing: auto`: the cheapest first.

    A page is planned with one way out after another until it comes out.
    """

    in_css: ClassVar[bool] = False

    part: PartPrices = PartPrices.usual()
    pull: PullTokens = PullTokens.usual()
    cut: float = amount(1.5, "a cell cut from a story's end", "points", least=0)
    cut_rise: float = amount(4.0, "how many times dearer a cell is if all of the story were cut", "times", least=0)
    sentence: int = amount(3, "a cut inside a paragraph", "points", least=0)
    columns: int = amount(60, "a story over other columns than it may have", "points", least=0, most=5000)
    jump: int = amount(50, "a story continued on a later page", "points", least=0, most=1000)
    move: int = amount(70, "a whole story on another page", "points", least=0, most=1000)
    hold: dict[int, int] = Field(
        default_factory=lambda: {1: 3200, 2: 1900, 3: 1100, 4: 760, 5: 580, 6: 470, 7: 400, 8: 340, 9: 300},
        description="priority: a story held over, dearer than a fault that a reader sees; gaps are filled downwards",
        json_schema_extra={"unit": "points"},
    )
    exchange: int = amount(2, "a story of the pool taken or given back, and as much a step of priority", "points")
    spare: float = amount(0.5, "a cell freed beyond what is needed", "points", least=0)
    lack: float = amount(4.0, "a cell too few", "points", least=0)
    little_white: int = amount(150, "a page that is printed with a little white in it", "points", most=5000)
    most_cut: float = share(
        0.35,
        "most that is cut of a story that says `cut: end`, or of another but `cut: never` as a last resort",
        "a story",
    )
    trim: float = share(0.12, "most that is cut of a story that says neither `cut: end` nor `cut: never`", "a story")
    trimmed: int = amount(4, "a cut in such a story, besides its cells", "points", least=0)
    deep_cut: int = amount(
        240, "cuts beyond `trim` in such stories, however many, besides their cells", "points", most=5000
    )
    mend_trim: float = share(0.12, "most that is cut of a story only so that its page is rid of a fault", "a story")
    mend_tries: int = amount(4, "ways out that are planned for a page that came out with a fault", "ways", most=64)
    least_left: int = amount(200, "least that is left of a story that is cut", "characters", least=1, most=5000)
    tries: int = amount(10, "ways out that are planned for a page", "ways", most=64)
    better_tries: int = amount(
        2, "ways out that are planned after one that comes out, for a cheaper one", "ways", most=64
    )
    pool_tries: int = amount(8, "ways out with stories of the pool alone, before those named give way", "ways", most=64)
    step: float = share(
        0.01, "what is freed more after a try that did not fit together, twice as much each time", "the page"
    )
    slack: float = share(0.2, "most that is freed beyond what is needed", "the page", most=0.5)

    def hold_price(self, priority: int) -> int:
        """Return the points of holding over a story of a priority."""
        return self.hold[max((p for p in self.hold if p <= priority), default=min(self.hold))]
