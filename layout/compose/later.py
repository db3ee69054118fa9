"""A sequence that is made when it is looked at: most of what is set for a choice is thrown away unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """Things of known number that are made, once, when one of them is looked at."""

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, count: int, make: Callable[[], tuple[T, ...]]) -> None:
        self._count = count
        self._make: Callable[[], tuple[T, ...]] | None = make
        self._made: tuple[T, ...] = ()

    def __len__(self) -> int:
        """Return their number, without making them."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """Return one of them or some."""
        if self._make is not None:
            self._made, self._make = self._make(), None
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence has the same things."""
        return isinstance(other, Sequence) and self[:] == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the things."""
        return hash(self[:])
