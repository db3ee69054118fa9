"""What became of every story between two builds, read from their layout.json and report.json."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from layout.base.messages import Message, listed, say, word
from layout.base.text import run_on
from layout.base.units import Rect
from layout.compose.copyfit import StoryFit
from layout.files.codec import to_data
from layout.scene.record import GalleyRecord, PageRecord, PictureRecord, StoryRecord

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
    """Words of a text that were replaced by others; either may be empty."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: where it stood and where it stands, pt from the trim's top left.

    ``boxes`` are the places on the new page that look different. ``fit`` is the copyfit before and after, ``fit_said``
    in words for people.
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
    fit_said: tuple[str, str] = ("", "")
    boxes: tuple[Rect, ...] = field(default=())

    @property
    def displaced(self) -> bool:
        """Whether it stands elsewhere, or in another shape."""
        return Kind.MOVED in self.kinds or Kind.RECUT in self.kinds

    @property
    def summary(self) -> Message:
        """The change in a line."""
        name = self.item if self.what in (What.STORY, What.AD) else word(self.what)
        said = listed(map(word, self.kinds))
        if self.from_page and self.to_page and self.from_page != self.to_page:
            said = say("{said} ({before} → {after})", said=said, before=self.from_page, after=self.to_page)
        if self.fit[0] != self.fit[1] and all(self.fit):
            fits = say("{before} → {after}", before=self.fit_said[0], after=self.fit_said[1])
            said = listed((said, fits), "; ")
        return say("{name}: {said}", name=name, said=said)

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain data, rectangles in mm."""
        return {
            "what": str(self.what),
            "item": self.item,
            "kinds": [str(kind) for kind in self.kinds],
            "summary": str(self.summary),
            "displaced": self.displaced,
            "before": to_data(self.before.as_mm()) if self.before else None,
            "after": to_data(self.after.as_mm()) if self.after else None,
            "from_page": self.from_page,
            "to_page": self.to_page,
            "edits": [{"before": edit.before, "after": edit.after} for edit in self.edits],
            "more_edits": self.more_edits,
            "fit": {"before": self.fit[0], "after": self.fit[1]},
            "boxes": [to_data(box.as_mm()) for box in self.boxes],
        }


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of a page: the story it is and how it fits, or the text of the index."""

    what: What
    id: str
    rect: Rect
    story: StoryRecord | None = None
    fit: StoryFit | None = None
    text: str = ""

    @property
    def head(self) -> str:
        """The text of a story's head."""
        return _text(self.story.head) if self.story else ""

    @property
    def body(self) -> str:
        """The text of a story, also that which found no place."""
        return run_on((_text(self.story.body) if self.story else "", self.fit.over_text if self.fit else ""))

    @property
    def lines(self) -> list[tuple[str, float]]:
        """The lines of a story's text and their widths, mm."""
        return [(line.text, line.width) for galley in self.story.body for line in galley.lines] if self.story else []

    @property
    def picture(self) -> PictureRecord | None:
        """A story's first picture."""
        return self.story.picture if self.story else None

    @property
    def caption(self) -> str:
        """The caption of that picture."""
        caption = self.picture.caption if self.picture else None
        return "".join(line.text for line in caption.lines) if caption else ""


def items(page: PageRecord | None, fits: Iterable[StoryFit] = ()) -> Iterator[Item]:
    """Yield what stands on a page; nothing of one that is not known."""
    if page is None:
        return
    known = {fit.id: fit for fit in fits}
    for story in page.stories:
        yield Item(What.STORY, story.id, Rect.of_mm(story.rect), story, known.get(story.id))
    for ad in page.ads:
        yield Item(What.AD, ad.id, Rect.of_mm(ad.rect))
    if page.nameplate:
        yield Item(What.NAMEPLATE, "nameplate", Rect.of_mm(page.nameplate))
    if page.index:
        text = "\n".join(line.text for line in page.index.entries.lines)
        yield Item(What.INDEX, "index", Rect.of_mm(page.index.rect), text=text)


def item_changes(before: Iterable[Item], after: Iterable[Item]) -> list[Change]:
    """Return what became of the things of a page; its new order, then what is gone."""
    was = {(item.what, item.id): item for item in before}
    changes = []
    for item in after:
        old = was.pop((item.what, item.id), None)
        if old is None:
            changes.append(
                Change(
                    item.what, item.id, (Kind.NEW,), after=item.rect, fit=("", _fit(item)), fit_said=("", _said(item))
                )
            )
        elif change := _change(old, item):
            changes.append(change)
    changes += [
        Change(old.what, old.id, (Kind.GONE,), before=old.rect, fit=(_fit(old), ""), fit_said=(_said(old), ""))
        for old in was.values()
    ]
    return changes


def _fit(item: Item) -> str:
    return item.fit.fit if item.fit else ""


def _said(item: Item) -> str:
    return item.fit.said if item.fit else ""


def _change(old: Item, new: Item) -> Change | None:
    kinds: list[Kind] = []
    recut = abs(old.rect.width - new.rect.width) > SAME or abs(old.rect.height - new.rect.height) > SAME
    if abs(old.rect.x - new.rect.x) > SAME or abs(old.rect.y - new.rect.y) > SAME:
        kinds.append(Kind.MOVED)
    if recut:
        kinds.append(Kind.RECUT)
    edits: list[Edit] = []
    if _bare(old.head) != _bare(new.head):
        kinds.append(Kind.HEAD)
        edits += text_edits(old.head, new.head)
    was, now = old.body + old.text, new.body + new.text
    if _bare(was) != _bare(now):
        kinds.append(Kind.TEXT)
        edits += text_edits(was, now)
    elif old.lines != new.lines and not kinds:
        kinds.append(Kind.RESET)
    if bool(old.picture) != bool(new.picture) or old.caption != new.caption:
        kinds.append(Kind.PICTURE)
    if not kinds:
        return None
    more = max(0, len(edits) - MOST_EDITS)
    return Change(
        new.what,
        new.id,
        tuple(kinds),
        old.rect,
        new.rect,
        edits=tuple(edits[:MOST_EDITS]),
        more_edits=more,
        fit=(_fit(old), _fit(new)),
        fit_said=(_said(old), _said(new)),
    )


_WIDE = "\u2e80-\uabff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_WIDE}]|[^\W{_WIDE}]+(?:['’.,-][^\W{_WIDE}]+)*|\S")
"""What an edit replaces whole: a wide character, a word or a number of others, a mark."""


def text_edits(before: str, after: str) -> list[Edit]:
    """Return what was replaced by what, in the order of the text; edits a few characters apart are told as one.

    Words and numbers are told whole. Where one text has a blank more than the other, nothing is.
    """
    old, new = _tokens(before), _tokens(after)
    said = [each.group() for each in old]
    blocks = SequenceMatcher(None, said, [each.group() for each in new], autojunk=False).get_matching_blocks()
    edits: list[Edit] = []
    old_at = new_at = 0
    held: tuple[int, int] | None = None  # where an edit began that may still grow
    for block in blocks:
        if held is None and (block.a > old_at or block.b > new_at):
            held = (old_at, new_at)
        if held is not None and (block.size == 0 or sum(map(len, said[block.a : block.a + block.size])) > 3):
            edits.append(_trimmed(before, old[held[0] : block.a], after, new[held[1] : block.b]))
            held = None
        old_at, new_at = block.a + block.size, block.b + block.size
    return [edit for edit in edits if _bare(edit.before) != _bare(edit.after)]


def _tokens(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _trimmed(before: str, old: Sequence[re.Match[str]], after: str, new: Sequence[re.Match[str]]) -> Edit:
    """Return an edit without what both have at its beginning and at its end."""
    start = _alike(old, new)
    old, new = old[start:], new[start:]
    end = _alike(old[::-1], new[::-1])
    return Edit(_span(before, old[: len(old) - end]), _span(after, new[: len(new) - end]))


def _span(text: str, tokens: Sequence[re.Match[str]]) -> str:
    return text[tokens[0].start() : tokens[-1].end()] if tokens else ""


def _alike(one: Sequence[re.Match[str]], other: Sequence[re.Match[str]]) -> int:
    """Return how many tokens two texts have alike at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a.group() != b.group()), min(len(one), len(other)))


def _text(galleys: Iterable[GalleyRecord]) -> str:
    return run_on(line.text for galley in galleys for line in galley.lines)


def _bare(text: str) -> str:
    """Return a text without its blanks: where lines end is no matter of the copy."""
    return "".join(text.split())
