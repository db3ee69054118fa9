"""Versions of stories: what may stand in a story's place on its page, with less in it, and what that costs.

Of a page whose stories have versions the planner chooses among all of them together, shape by shape. So one search
finds which few sentences are to go from which stories, where otherwise sum after sum of cuts had to be tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from layout.edition.model import Story


@dataclass(frozen=True, slots=True)
class LesserVersion:
    """A version of a story with less in it, and the points of its standing in the story's place."""

    story: Story
    points: int


Versions = Mapping[str, Sequence[LesserVersion]]
"""The versions there are of stories besides what they are."""
StatedVersions = tuple[tuple[str, tuple[LesserVersion, ...]], ...]
"""The same as data of a task."""
WHOLE: Versions = MappingProxyType({})
"""Every story is as it is."""
