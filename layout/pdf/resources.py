"""The resources of a content stream (ISO 32000-1, 7.8.3), looked up by name and each read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import pikepdf

from layout.pdf.spaces import UNKNOWN, Space, space_of
from layout.pdf.state import Pattern


class Resources:
    """A resource dictionary. What is not as it should be is as if it were not there."""

    def __init__(self, dictionary: pikepdf.Object | None) -> None:
        self.dictionary = dictionary if isinstance(dictionary, pikepdf.Dictionary) else None
        self._found: dict[tuple[str, str], pikepdf.Object | None] = {}
        self._spaces: dict[str, Space] = {}
        self._patterns: dict[str, Pattern] = {}
        self._within: dict[tuple[int, int], Resources] = {}

    @classmethod
    def of_page(cls, page: pikepdf.Page) -> Resources:
        """Return a page's resources, which it may have from the page tree (ISO 32000-1, 7.7.3.4)."""
        holder: pikepdf.Object | None = page.obj
        for _ in range(_TREE):
            if holder is None or "/Resources" in holder:
                break
            holder = holder.get("/Parent")
        return cls(holder.get("/Resources") if holder is not None else None)

    def within(self, stream: pikepdf.Object) -> Resources:
        """Return the resources of a stream drawn with these: its own, or these where it has none."""
        if "/Resources" not in stream:
            return self
        found = stream.Resources
        key = found.objgen if found.is_indirect else stream.objgen
        if key not in self._within:
            self._within[key] = Resources(found)
        return self._within[key]

    def items(self, category: str) -> Iterator[tuple[str, Any]]:
        """Yield the names and things of a category, such as /XObject."""
        group = self.dictionary.get(category) if self.dictionary is not None else None
        if isinstance(group, pikepdf.Dictionary):
            yield from group.items()

    def get(self, category: str, name: object) -> pikepdf.Object | None:
        """Return what a name stands for; None if there is nothing of that name."""
        key = (category, str(name))
        if key not in self._found:
            group = self.dictionary.get(category) if self.dictionary is not None else None
            found = group.get(key[1]) if isinstance(group, pikepdf.Dictionary) else None
            self._found[key] = found if isinstance(found, pikepdf.Object) else None
        return self._found[key]

    @cached_property
    def spaces(self) -> Mapping[str, pikepdf.Object]:
        """The colour spaces by their names."""
        return dict(self.items("/ColorSpace"))

    def space(self, value: object, *, inline: bool = False) -> Space:
        """Return a colour space read, as `spaces.space_of` does."""
        if not isinstance(value, pikepdf.Name) or inline:
            return space_of(value, self.spaces, inline=inline)
        name = str(value)
        if name not in self._spaces:
            self._spaces[name] = space_of(value, self.spaces)
        return self._spaces[name]

    def pattern(self, name: str) -> Pattern | None:
        """Return a pattern of that name, always the same."""
        if name not in self._patterns and (thing := self.get("/Pattern", name)) is not None:
            space = UNKNOWN if isinstance(thing, pikepdf.Stream) else self.space(thing.Shading.ColorSpace)
            self._patterns[name] = Pattern(name, thing, space)
        return self._patterns.get(name)


_TREE = 50
"""A page tree is not deeper; one that turns in a circle ends here."""
