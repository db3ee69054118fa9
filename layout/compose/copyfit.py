"""How copy fits the room it was given, in the words of a newsroom: 正好, 超26字, 缺15字."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from layout.base.messages import Message, say
from layout.base.text import run_on

if TYPE_CHECKING:
    # The record is read where nothing is set: see layout.build.standing.
    from layout.compose.pour import Poured
    from layout.compose.shape import StoryShape
    from layout.edition.model import Story
    from layout.scene.text import Line


HOLE_ROWS = 2
"""Empty rows of a story that are let pass, however few its columns."""


@dataclass(frozen=True, slots=True)
class StoryFit:
    """How a story fits the place it was given: the one record of it, from the composer to report.json and the desk.

    ``columns`` by ``rows`` is the place in base columns and grid rows, ``head_rows`` the head's part of it.
    ``characters`` are those of the copy, ``lines`` those it was set in, ``capacity_lines`` the rows the text had.
    ``over_lines`` and ``over_text`` are what found no place, ``over_characters`` what to cut, in whichever paragraph,
    so that it fits; ``under_*`` are the rows that stay empty and the characters that would fill them. ``fit`` says it
    in the words of a newsroom. ``used`` is what was used to come so near, ``levers`` the same in English; ``widows``,
    ``orphans`` and ``loose_lines`` what it cost. ``file`` is where the story is written; the composer does not know it.
    """

    id: str
    headline: str
    part_of: str
    continued_from: str | None
    continued_on: str | None
    columns: int
    rows: int
    head_rows: int
    characters: int
    lines: int
    capacity_lines: int
    over_lines: int
    over_characters: int
    over_text: str
    under_lines: int
    under_characters: int
    widows: int
    orphans: int
    loose_lines: tuple[str, ...]
    used: tuple[Message, ...] = ()
    file: str = ""
    fit: str = field(init=False)
    levers: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the fit into words, from the figures, and the levers, for who reads them in a record."""
        words = "正好"
        if self.over_lines:
            words = f"超{self.over_characters}字（{self.over_lines}行）"
        elif self.under_lines:
            words = f"缺{self.under_characters}字（{self.under_lines}行）"
        object.__setattr__(self, "fit", words)
        object.__setattr__(self, "levers", tuple(map(str, self.used)))

    @property
    def has_hole(self) -> bool:
        """Whether more rows stay empty than are let pass: each column may end a row above the others."""
        return self.under_lines > max(HOLE_ROWS, self.columns)

    @property
    def said(self) -> Message:
        """The fit in words for people, in whichever language they are told."""
        count, lines = self.over_characters or self.under_characters, self.over_lines or self.under_lines
        if self.over_lines:
            return say("{count:character|characters} over ({lines:line|lines})", count=count, lines=lines)
        if self.under_lines:
            return say("{count:character|characters} short ({lines:line|lines})", count=count, lines=lines)
        return say("fits")


def story_fit(
    story: Story,
    shape: StoryShape,
    head_rows: int,
    poured: Poured,
    *,
    capacity: int,
    under: int,
    per_line: float,
    used: tuple[Message, ...],
    loose: Iterable[Line],
) -> StoryFit:
    """Return how a story fits the shape it was poured into.

    ``capacity`` are the rows its text had, ``under`` those that stay empty, ``per_line`` is how many characters a line
    holds (see `characters_a_line`), ``loose`` are the lines that are set too wide.
    """
    return StoryFit(
        id=story.id,
        headline=story.headline,
        part_of=story.part_of,
        continued_from=story.continued_from,
        continued_on=story.continued_on,
        columns=shape.columns,
        rows=shape.rows,
        head_rows=head_rows,
        characters=story.characters,
        lines=len(poured.lines) + len(poured.overset),
        capacity_lines=capacity,
        over_lines=len(poured.overset),
        over_characters=_to_cut(poured, per_line),
        over_text=run_on(line.text for line in poured.overset),
        under_lines=under,
        under_characters=round(under * per_line),
        widows=poured.widows,
        orphans=poured.orphans,
        loose_lines=tuple(line.shown for line in loose),
        used=used,
    )


def _to_cut(poured: Poured, per_line: float) -> int:
    """Return the characters to cut so that all lines fit, be it at the story's end or inside a paragraph.

    A paragraph loses a line only when as much is cut as its last line holds, and one more so that it need not be
    squeezed; so the paragraph with the fullest last line tells.
    """
    if not poured.overset:
        return 0
    every = (*(placed.line for placed in poured.lines), *poured.overset)
    last = max((_characters(line) for line in every if line.final), default=0)
    inside = ceil((len(poured.overset) - 1) * per_line) + last + 1
    return max(inside, sum(map(_characters, poured.overset)))


def _characters(line: Line) -> int:
    return len("".join(line.text.split()))


def characters_a_line(poured: Poured, width: float, size: float, *, latin: bool) -> float:
    """Return how many characters a line of ``width`` pt holds: han fill an em each, of Latin text the lines tell."""
    from layout.scene.text import Role

    full = [line for line in (placed.line for placed in poured.lines) if not line.final and line.role is Role.BODY]
    if not latin or not full:
        return width / size
    return sum(len("".join(line.text.split())) for line in full) / len(full)
