"""How copy fits the room it was given, in the words of a newsroom: 正好, 超26字, 缺15字."""

from __future__ import annotations

from dataclasses import dataclass

from layout.compose.items import Role
from layout.compose.pour import Poured


@dataclass(frozen=True, slots=True)
class CopyFit:
    """How the copy fits: lines and characters over (overset) or under (rows left, and what would fill them).

    ``stubs`` are stretches of a column over or under a picture or an element that are too low to be read.
    """

    characters: int
    lines: int
    capacity: int
    over_lines: int
    over_characters: int
    under_lines: int
    under_characters: int
    levers: tuple[str, ...]
    widows: int
    orphans: int
    stubs: int = 0

    @property
    def summary(self) -> str:
        """The fit in the words of a newsroom."""
        if self.over_lines:
            return f"超{self.over_characters}字（{self.over_lines}行）"
        if self.under_lines:
            return f"缺{self.under_characters}字（{self.under_lines}行）"
        return "正好"


def copy_fit(
    characters: int, poured: Poured, capacity: int, per_line: float, levers: tuple[str, ...], *, stubs: int = 0
) -> CopyFit:
    """Return how copy of so many characters fits the ``capacity`` rows it was poured into.

    ``per_line`` is how many characters a line holds, see `characters_a_line`.
    """
    # Rows left empty at a column's foot are as white as those after the end.
    under = poured.empty_rows + poured.holes
    return CopyFit(
        characters=characters,
        lines=len(poured.lines) + len(poured.overset),
        capacity=capacity,
        over_lines=len(poured.overset),
        over_characters=sum(len("".join(line.text.split())) for line in poured.overset),
        under_lines=under,
        under_characters=round(under * per_line),
        levers=levers,
        widows=poured.widows,
        orphans=poured.orphans,
        stubs=stubs,
    )


def characters_a_line(poured: Poured, width: float, size: float, *, latin: bool) -> float:
    """Return how many characters a line of ``width`` pt holds: han fill an em each, of Latin text the lines tell."""
    full = [line for line in (placed.line for placed in poured.lines) if not line.final and line.role is Role.BODY]
    if not latin or not full:
        return width / size
    return sum(len("".join(line.text.split())) for line in full) / len(full)
