"""The characters of a finished page, in columns: a page has several thousand, and most is asked of all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Char(NamedTuple):
    """A glyph drawn on a page and the text it stands for; pt from the trim's top left, y downwards.

    ``x`` is the pen before the glyph, ``advance`` what the font's width table moves it by, ``baseline`` its y.
    ``font`` is the base font's name without the tag of a subset. ``inside`` tells that the glyph is drawn
    by a Form XObject, ``upright`` that its line runs to the right, ``visible`` that it leaves ink if it has any.
    ``middle`` is how far from the pen the middle of its ink lies, pt.
    """

    text: str
    x: float
    baseline: float
    advance: float
    size: float
    font: str
    inside: bool = False
    upright: bool = True
    visible: bool = True
    middle: float = 0.0

    @property
    def right(self) -> float:
        """The pen after the glyph, pt."""
        return self.x + self.advance


@dataclass(frozen=True, slots=True)
class Chars(Sequence[Char]):
    """Characters, a column for each thing that is told of them (see `Char`)."""

    text: Sequence[str] = ()
    x: Sequence[float] = ()
    baseline: Sequence[float] = ()
    advance: Sequence[float] = ()
    size: Sequence[float] = ()
    font: Sequence[str] = ()
    inside: Sequence[bool] = ()
    upright: Sequence[bool] = ()
    visible: Sequence[bool] = ()
    middle: Sequence[float] = ()

    @classmethod
    def of(cls, chars: Iterable[Char]) -> Chars:
        """Return single characters in columns."""
        return cls(*map(list, zip(*chars, strict=True)))

    @property
    def columns(self) -> tuple[Sequence[object], ...]:
        """All columns, in the order of `Char`."""
        return (
            self.text, self.x, self.baseline, self.advance, self.size, self.font, self.inside, self.upright,
            self.visible, self.middle,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.text)

    def __iter__(self) -> Iterator[Char]:
        return map(Char, *self.columns)

    @overload
    def __getitem__(self, at: int) -> Char: ...
    @overload
    def __getitem__(self, at: slice) -> Chars: ...
    def __getitem__(self, at: int | slice) -> Char | Chars:
        parts = [column[at] for column in self.columns]
        return Chars(*parts) if isinstance(at, slice) else Char(*parts)  # type: ignore[arg-type]

    def __add__(self, others: Chars) -> Chars:
        columns = zip(self.columns, others.columns, strict=True)
        return Chars(*([*ones, *more] for ones, more in columns))  # type: ignore[arg-type]

    def those(self, which: Iterable[object]) -> Chars:
        """Return the characters for which something true is told, in their order."""
        chosen = list(which)
        return Chars(*(list(compress(column, chosen)) for column in self.columns))  # type: ignore[arg-type]

    def numbers(self) -> Array:
        """Return x, baseline, advance and size as four rows, pt."""
        return np.array((self.x, self.baseline, self.advance, self.size))


NO_INKS = np.empty((0, 4))


@dataclass(frozen=True, slots=True, eq=False)
class PageText:
    """Size of a page's trim in pt, and its characters in the order in which they are drawn.

    ``inks`` has a row for each: x, y, width and height of the rectangle that it blackens, with no area for a space.
    """

    width: float
    height: float
    chars: Chars
    inks: Array = field(default_factory=lambda: NO_INKS, repr=False)
