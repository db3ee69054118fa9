"""One page in two builds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from layout.base.units import Rect
from layout.compare.changes import Change, Item, Kind, What, item_changes, items
from layout.compare.pixels import changed_boxes
from layout.compose.copyfit import StoryFit
from layout.files.codec import to_data
from layout.scene.record import PageRecord

DPI = 100
"""Resolution at which pages are compared: a hairline of 0.25 pt is a third of a pixel and still seen."""


@dataclass(frozen=True, slots=True)
class PageSide:
    """A page of one build: its picture at ``DPI``, what stands on it and how its stories fit, as far as that is known.

    ``same`` tells pages that cannot differ: two with the same mark are not looked at.
    """

    page: str
    image: Image.Image = field(repr=False)
    layout: PageRecord | None = field(default=None, repr=False)
    fits: tuple[StoryFit, ...] = field(default=(), repr=False)
    same: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands on the page."""
        return tuple(items(self.layout, self.fits))


@dataclass(frozen=True, slots=True)
class PageChanges:
    """What is different on a page. Without one of the sides the page is new, or gone."""

    page: str
    before: PageSide | None
    after: PageSide | None
    changes: tuple[Change, ...] = ()
    boxes: tuple[Rect, ...] = ()

    @property
    def kind(self) -> Kind | None:
        """NEW or GONE for a page that one build alone has."""
        return Kind.NEW if self.before is None else Kind.GONE if self.after is None else None

    @property
    def different(self) -> bool:
        """Whether anything is."""
        return bool(self.kind or self.changes)

    def as_json(self) -> dict[str, Any]:
        """Return the changes as plain data, rectangles in mm."""
        return {
            "id": self.page,
            "different": self.different,
            "page": str(self.kind or ""),
            "changes": [change.as_json() for change in self.changes],
            "boxes": [to_data(box.as_mm()) for box in self.boxes],
        }


def compare_page(before: PageSide, after: PageSide, dpi: float = DPI) -> PageChanges:
    """Say what is different on a page: story by story from the data, the rest from the pixels."""
    if before.same and before.same == after.same:
        return PageChanges(after.page, before, after)
    old, new = before.items, after.items
    boxes = changed_boxes(before.image, after.image, dpi)
    return PageChanges(after.page, before, after, tuple(_with_boxes(item_changes(old, new), boxes, old, new)), boxes)


def _with_boxes(
    changes: Sequence[Change], boxes: Sequence[Rect], old: Sequence[Item], new: Sequence[Item]
) -> list[Change]:
    """Give every box to the change it belongs to; boxes nothing else accounts for are changes of their own."""
    found: dict[tuple[What, str], list[Rect]] = {}
    for box in boxes:
        item = _under(box, new) or _under(box, old)
        found.setdefault((item.what, item.id) if item else (What.REST, ""), []).append(box)
    told = []
    for change in changes:
        own = found.pop((change.what, change.item), [])
        told.append(replace(change, boxes=tuple(own)))
    moved = [rect for change in changes for rect in (change.before, change.after) if rect]
    for (what, name), own in found.items():
        item = next((item for item in new if (item.what, item.id) == (what, name)), None)
        left = [box for box in own if not any(_share(box, rect) > 0.5 for rect in moved)]
        # A rule between two stories goes where they go; what lies around a change is not told again.
        if what is What.REST and moved and all(_near(box, moved) for box in left):
            continue
        if left:
            kinds = (Kind.PICTURE if item and _in_picture(left, item) else Kind.LOOKS,)
            rect = item.rect if item else None
            told.append(Change(what, name, kinds, rect, rect, boxes=tuple(left)))
    return told


def _under(box: Rect, among: Sequence[Item]) -> Item | None:
    """Return the item that has most of a box, if any has a good part of it."""
    best = max(among, key=lambda item: _share(box, item.rect), default=None)
    return best if best and _share(box, best.rect) > 0.3 else None


def _share(box: Rect, rect: Rect) -> float:
    """Return the part of a box that lies in a rectangle."""
    width = min(box.right, rect.right) - max(box.x, rect.x)
    height = min(box.bottom, rect.bottom) - max(box.y, rect.y)
    area = max(box.width, 0.1) * max(box.height, 0.1)
    return max(0.0, width) * max(0.0, height) / area


AROUND = 15.0
"""What lies so near to a thing, pt, belongs to it: its rules and the white around it."""


def _near(box: Rect, rects: Sequence[Rect]) -> bool:
    return any(_share(box, rect.inset(-AROUND)) > 0.9 for rect in rects)


def _in_picture(boxes: Sequence[Rect], item: Item) -> bool:
    picture = item.picture
    return picture is not None and all(_share(box, Rect.of_mm(picture.rect)) > 0.5 for box in boxes)
