"""What became of every story between two builds, read from their layout.json and report.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from layout.base.units import MM, Rect

MOST_EDITS = 12
"""So many edits of a text are told one by one."""
SAME = 0.05
"""Two lengths are the same within so many pt; layout.json has them to 0.001 mm."""


class What(StrEnum):
    """What a change is of."""

    STORY = "story"
    AD = "ad"
    NAMEPLATE = "nameplate"
    INDEX = "index"
    REST = "rest of the page"


class Kind(StrEnum):
    """What became of it. RESET is the same text in the same place with other line ends; LOOKS is told by pixels."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    RECUT = "recut"
    HEAD = "new head"
    TEXT = "text changed"
    PICTURE = "picture changed"
    RESET = "lines set anew"
    LOOKS = "looks different"


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a text that were replaced by others; either may be empty."""

    before: str
    after: str

    def __str__(self) -> str:
        return f"“{self.before}” → “{self.after}”"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: where it stood and where it stands, pt from the trim's top left.

    ``boxes`` are the places on the new page that look different. ``fit`` is the copyfit before and after.
    """

    what: What
    item: str
    kinds: tuple[Kind, ...]
    before: Rect | None = None
    after: Rect | None = None
    from_page: str = ""
    to_page: str = ""
    edits: tuple[Edit, ...] = ()
    more_edits: int = 0
    fit: tuple[str, str] = ("", "")
    boxes: tuple[Rect, ...] = field(default=())

    @property
    def displaced(self) -> bool:
        """Whether it stands elsewhere, or in another shape."""
        return Kind.MOVED in self.kinds or Kind.RECUT in self.kinds

    @property
    def summary(self) -> str:
        """The change in a line."""
        name = self.item if self.what in (What.STORY, What.AD) else str(self.what)
        words = ", ".join(map(str, self.kinds))
        if self.from_page and self.to_page and self.from_page != self.to_page:
            words += f" ({self.from_page} → {self.to_page})"
        if self.fit[0] != self.fit[1] and all(self.fit):
            words += f"; {self.fit[0]} → {self.fit[1]}"
        return f"{name}: {words}"

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain data, rectangles in mm."""
        return {
            "what": str(self.what),
            "item": self.item,
            "kinds": [str(kind) for kind in self.kinds],
            "summary": self.summary,
            "displaced": self.displaced,
            "before": self.before.as_mm() if self.before else None,
            "after": self.after.as_mm() if self.after else None,
            "from_page": self.from_page,
            "to_page": self.to_page,
            "edits": [{"before": edit.before, "after": edit.after} for edit in self.edits],
            "more_edits": self.more_edits,
            "fit": {"before": self.fit[0], "after": self.fit[1]},
            "boxes": [box.as_mm() for box in self.boxes],
        }


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of a page as layout.json has it."""

    what: What
    id: str
    rect: Rect
    data: Mapping[str, Any]


def rect_of(data: Mapping[str, float]) -> Rect:
    """Return a rectangle of layout.json, mm, in pt."""
    return Rect(data["x"] * MM, data["y"] * MM, data["width"] * MM, data["height"] * MM)


def items(layout: Mapping[str, Any]) -> Iterator[Item]:
    """Yield what stands on a page of layout.json."""
    for story in layout.get("stories", ()):
        yield Item(What.STORY, story["id"], rect_of(story["rect"]), story)
    for ad in layout.get("ads", ()):
        yield Item(What.AD, ad["id"], rect_of(ad["rect"]), ad)
    if layout.get("nameplate"):
        yield Item(What.NAMEPLATE, "nameplate", rect_of(layout["nameplate"]), {})
    if layout.get("index"):
        yield Item(What.INDEX, "index", rect_of(layout["index"]["rect"]), layout["index"])


def with_overset(layout: Mapping[str, Any], report: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page's layout in which every story has the text, too, that found no place."""
    over = {story["id"]: story.get("over_text", "") for story in report.get("stories", ())}
    stories = [{**story, "over_text": over.get(story["id"], "")} for story in layout.get("stories", ())]
    return {**layout, "stories": stories}


def item_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what became of the things of a page; its new order, then what is gone."""
    was = {(item.what, item.id): item for item in items(before)}
    changes = []
    for item in items(after):
        old = was.pop((item.what, item.id), None)
        if old is None:
            changes.append(Change(item.what, item.id, (Kind.NEW,), after=item.rect))
        elif change := _change(old, item):
            changes.append(change)
    changes += [Change(old.what, old.id, (Kind.GONE,), before=old.rect) for old in was.values()]
    return changes


def _change(old: Item, new: Item) -> Change | None:
    kinds: list[Kind] = []
    recut = abs(old.rect.width - new.rect.width) > SAME or abs(old.rect.height - new.rect.height) > SAME
    if abs(old.rect.x - new.rect.x) > SAME or abs(old.rect.y - new.rect.y) > SAME:
        kinds.append(Kind.MOVED)
    if recut:
        kinds.append(Kind.RECUT)
    edits: list[Edit] = []
    if new.what is What.STORY:
        if _text(old.data, "head") != _text(new.data, "head"):
            kinds.append(Kind.HEAD)
            edits += text_edits(_text(old.data, "head"), _text(new.data, "head"))
        if _text(old.data, "body") != _text(new.data, "body"):
            kinds.append(Kind.TEXT)
            edits += text_edits(_text(old.data, "body"), _text(new.data, "body"))
        elif _lines(old.data, "body") != _lines(new.data, "body") and not kinds:
            kinds.append(Kind.RESET)
        if bool(old.data.get("picture")) != bool(new.data.get("picture")) or _caption(old.data) != _caption(new.data):
            kinds.append(Kind.PICTURE)
    elif new.what is What.INDEX and _index(old.data) != _index(new.data):
        kinds.append(Kind.TEXT)
        edits += text_edits(_index(old.data), _index(new.data))
    if not kinds:
        return None
    more = max(0, len(edits) - MOST_EDITS)
    return Change(new.what, new.id, tuple(kinds), old.rect, new.rect, edits=tuple(edits[:MOST_EDITS]), more_edits=more)


def text_edits(before: str, after: str) -> list[Edit]:
    """Return what was replaced by what, in the order of the text; edits a few characters apart are told as one."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    edits: list[Edit] = []
    old_at = new_at = 0
    held: tuple[int, int] | None = None  # where an edit began that may still grow
    for block in blocks:
        if held is None and (block.a > old_at or block.b > new_at):
            held = (old_at, new_at)
        if held is not None and (block.size > 3 or block.size == 0):
            edits.append(_trimmed(before[held[0] : block.a], after[held[1] : block.b]))
            held = None
        old_at, new_at = block.a + block.size, block.b + block.size
    return [edit for edit in edits if edit.before != edit.after]


def _trimmed(before: str, after: str) -> Edit:
    """Return an edit without what both have at its beginning and at its end."""
    start = _alike(before, after)
    before, after = before[start:], after[start:]
    end = _alike(before[::-1], after[::-1])
    return Edit(before[: len(before) - end], after[: len(after) - end])


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have alike at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _lines(story: Mapping[str, Any], part: str) -> list[tuple[str, float]]:
    return [(line["text"], line["width"]) for galley in story.get(part, ()) for line in galley["lines"]]


def _text(story: Mapping[str, Any], part: str) -> str:
    """Return a story's text without what line ends bring in: spaces and hyphens that may be broken at."""
    texts = [text for text, _ in _lines(story, part)]
    if part == "body":
        texts.append(story.get("over_text", ""))
    return "".join("".join(text.split()) for text in texts).replace("\u00ad", "")


def _caption(story: Mapping[str, Any]) -> str:
    caption = (story.get("picture") or {}).get("caption")
    return "".join(line["text"] for line in caption["lines"]) if caption else ""


def _index(data: Mapping[str, Any]) -> str:
    return "\n".join(line["text"] for line in data.get("entries", {}).get("lines", ()))


def with_fits(changes: list[Change], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Add the copyfit of stories from the pages' parts of report.json."""
    was, now = (
        {story["id"]: str(story.get("fit", "")) for story in side.get("stories", ())} for side in (before, after)
    )
    return [
        replace(change, fit=(was.get(change.item, ""), now.get(change.item, "")))
        if change.what is What.STORY
        else change
        for change in changes
    ]
