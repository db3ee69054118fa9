"""What was worked out of frozen objects, kept as long as the objects live.

An object is known by itself, not by being equal: to compare a story takes as long as to work out most things of it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Known(Generic[T]):
    """Results of one function, each for one object. The objects must be frozen, with all that they hold."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._found: dict[int, tuple[weakref.ref[Any], T]] = {}

    def __call__(self, value: object) -> T:
        """Return what the function gives for an object."""
        number = id(value)
        if (known := self._found.get(number)) is not None and known[0]() is value:
            return known[1]
        made = self._work(value)
        # The number may be another object's as soon as this one is gone.
        self._found[number] = weakref.ref(value, lambda _: self._found.pop(number, None)), made
        return made
