"""Stories that are printed in parts (转版), joined again for the reader at a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from layout.edition.model import Edition, Story


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a story: its copy, and the page it is printed on."""

    story: Story
    page: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A story with all its parts in reading order; its id is that of the first."""

    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """The id of the first part."""
        return self.parts[0].story.id

    @property
    def story(self) -> Story:
        """The first part, whose head is the story's."""
        return self.parts[0].story


def join(edition: Edition) -> tuple[Whole, ...]:
    """Return the stories of an edition, in the order of its pages, each with its parts.

    A part says what it is a part of (``part_of``), or the two pages name each other: ``continued_on`` here,
    ``continued_from`` there. Where a page has several that fit, those of the same headline belong together, then
    the first to the first, if there are as many of them; else nothing is guessed and they stay stories of their own.
    """
    page_of = edition.page_of
    order = [name for name in page_of if name in edition.stories]
    following = dict(_named_parts(order, edition.stories))
    taken = set(following.values())
    following |= {
        here: there
        for here, there in _jumps(order, page_of, edition.stories)
        if here not in following and there not in taken
    }
    taken = set(following.values())
    wholes = []
    for name in order:
        if name not in taken:
            chain = list(_chain(name, following))
            wholes.append(Whole(tuple(Part(edition.stories[part], page_of[part]) for part in chain)))
    # Parts that only name each other in a circle have no first: they stay stories of their own.
    told = {part.story.id for whole in wholes for part in whole.parts}
    wholes += [Whole((Part(edition.stories[name], page_of[name]),)) for name in order if name not in told]
    return tuple(sorted(wholes, key=lambda whole: order.index(whole.id)))


def _named_parts(order: Iterable[str], stories: Mapping[str, Story]) -> Iterator[tuple[str, str]]:
    """Yield (part, next part) of stories whose parts name the whole."""
    last: dict[str, str] = {}
    for name in order:
        whole = stories[name].part_of
        if whole in stories and whole != name:
            yield last.get(whole, whole), name
            last[whole] = name


def _jumps(order: Iterable[str], page_of: Mapping[str, str], stories: Mapping[str, Story]) -> Iterator[tuple[str, str]]:
    """Yield (part, next part) of stories whose pages name each other."""
    leaving: dict[tuple[str, str], list[str]] = {}
    coming: dict[tuple[str, str], list[str]] = {}
    for name in order:
        story, page = stories[name], page_of[name]
        if story.continued_on:
            leaving.setdefault((page, story.continued_on), []).append(name)
        if story.continued_from:
            coming.setdefault((story.continued_from, page), []).append(name)
    for way, here in leaving.items():
        there = coming.get(way, [])
        same = [
            (one, other)
            for one in here
            for other in there
            if _once(stories[one].headline, here, stories) and _once(stories[one].headline, there, stories)
            if stories[one].headline == stories[other].headline
        ]
        yield from same
        rest_here = [name for name in here if name not in dict(same)]
        rest_there = [name for name in there if name not in {other for _, other in same}]
        if len(rest_here) == len(rest_there):
            yield from zip(rest_here, rest_there, strict=True)


def _once(headline: str, names: Iterable[str], stories: Mapping[str, Story]) -> bool:
    return sum(stories[name].headline == headline for name in names) == 1


def _chain(name: str, following: Mapping[str, str]) -> Iterator[str]:
    seen = set()
    while name and name not in seen:
        seen.add(name)
        yield name
        name = following.get(name, "")
