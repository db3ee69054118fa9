"""The shape a story gets on the grid: a rectangle, from one corner of which something else may be cut out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Corner(StrEnum):
    """A corner of a story's rectangle."""

    TOP_LEFT = "top-left"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_RIGHT = "bottom-right"

    @property
    def at_top(self) -> bool:
        """Whether it is one of the two upper corners."""
        return self in (Corner.TOP_LEFT, Corner.TOP_RIGHT)

    @property
    def at_left(self) -> bool:
        """Whether it is one of the two corners at the left."""
        return self in (Corner.TOP_LEFT, Corner.BOTTOM_LEFT)


@dataclass(frozen=True, slots=True)
class Notch:
    """Cells of a story's rectangle that belong to something else, such as an ad: the story is L-shaped.

    ``columns`` and ``rows`` are base columns and grid rows, counted from the ``corner``.
    """

    columns: int
    rows: int
    corner: Corner


@dataclass(frozen=True, slots=True)
class StoryShape:
    """The rectangle a story gets: base columns wide, grid rows high, what touches its head, what is cut out of it.

    Raises ValueError if the notch leaves no whole column.
    """

    columns: int
    rows: int
    at_top: bool = False
    notch: Notch | None = None

    def __post_init__(self) -> None:
        if self.notch and not (1 <= self.notch.columns < self.columns and self.notch.rows >= 1):
            raise ValueError(f"a notch of {self.notch.columns} columns leaves no whole column of {self.columns}")

    @property
    def head_columns(self) -> tuple[int, int]:
        """The base columns the head spans: the first, and how many. A notch at the top takes some away."""
        if self.notch is None or not self.notch.corner.at_top:
            return 0, self.columns
        return (self.notch.columns if self.notch.corner.at_left else 0), self.columns - self.notch.columns
