"""Facing pages that were planned as one, as they are read: a story that crosses the fold is read once, and whole.

The right-hand page is told from the left one's trim, and what stands on both is the left one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from layout.base.millimetres import MmRect
from layout.scene.record import AdRecord, GalleyRecord, LineRecord, PageRecord, PictureRecord, StoryRecord

_SAME = 0.01
"""How far what stands on both pages may be apart by how numbers are rounded, mm."""


def as_read(pages: Sequence[PageRecord]) -> dict[str, PageRecord]:
    """Return pages by their numbers, those of spreads as they are read."""
    made = {page.id: page for page in pages}
    for left in pages:
        if left.spread and left.spread.side == "right" and left.spread.page in made:
            made[left.id], made[left.spread.page] = _joined(left, _moved_page(made[left.spread.page], left.trim.width))
    return made


def beside_of(page: PageRecord, pages: dict[str, PageRecord]) -> tuple[str, float]:
    """Return the page that the right-hand one of a spread is told with, and where it begins there, mm."""
    if page.spread and page.spread.side == "left" and page.spread.page in pages:
        return page.spread.page, pages[page.spread.page].trim.width
    return "", 0.0


def _joined(left: PageRecord, right: PageRecord) -> tuple[PageRecord, PageRecord]:
    """Return both pages, what is on both of them on the left one."""
    there = {story.id: story for story in right.stories}
    stories = tuple(_story(story, there.pop(story.id)) if story.id in there else story for story in left.stories)
    ads = {ad.id for ad in left.ads}
    rest = tuple(ad for ad in right.ads if ad.id not in ads)
    return replace(left, stories=stories), replace(right, stories=tuple(there.values()), ads=rest)


def _story(left: StoryRecord, right: StoryRecord) -> StoryRecord:
    pictures = list(left.pictures)
    for picture in right.pictures:
        at = next((at for at, other in enumerate(pictures) if _same(picture.rect, other.rect)), None)
        if at is None:
            pictures.append(picture)
        else:
            captions = [each.caption for each in (pictures[at], picture) if each.caption]
            pictures[at] = PictureRecord(picture.rect, next(iter(_galleys(captions)), None))
    return replace(
        left,
        head=tuple(_galleys((*left.head, *right.head))),
        body=tuple(_galleys((*left.body, *right.body))),
        elements=tuple(_galleys((*left.elements, *right.elements))),
        pictures=tuple(pictures),
    )


def _galleys(galleys: Iterable[GalleyRecord]) -> Iterator[GalleyRecord]:
    """Yield galleys in their order, the two sides of one that crosses the fold as one."""
    made: list[GalleyRecord] = []
    for galley in galleys:
        for at, other in enumerate(made):
            if other.role == galley.role and _same(other.rect, galley.rect):
                made[at] = replace(other, lines=tuple(_lines((*other.lines, *galley.lines))))
                break
        else:
            made.append(galley)
    yield from made


def _lines(lines: Sequence[LineRecord]) -> Iterator[LineRecord]:
    """Yield the lines of a galley that crosses the fold: a line that goes on over it ends nothing."""
    ordered: list[LineRecord] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        row = [each for each in ordered if abs(each.baseline - line.baseline) < _SAME]
        after = len(ordered) - sum(each.x > line.x for each in row)
        if not any(abs(each.x - line.x) < _SAME for each in row):
            ordered.insert(after, line)
    for line, following in zip(ordered, (*ordered[1:], None), strict=True):
        goes_on = following is not None and abs(following.baseline - line.baseline) < _SAME
        yield replace(line, final=False) if goes_on else line


def _same(one: MmRect, other: MmRect) -> bool:
    pairs = ((one.x, other.x), (one.y, other.y), (one.width, other.width), (one.height, other.height))
    return all(abs(first - second) < _SAME for first, second in pairs)


def _moved_page(page: PageRecord, by: float) -> PageRecord:
    return replace(
        page,
        type_area=_moved(page.type_area, by),
        stories=tuple(
            replace(
                story,
                rect=_moved(story.rect, by),
                head=tuple(_moved_galley(galley, by) for galley in story.head),
                body=tuple(_moved_galley(galley, by) for galley in story.body),
                elements=tuple(_moved_galley(galley, by) for galley in story.elements),
                pictures=tuple(
                    PictureRecord(
                        _moved(picture.rect, by), _moved_galley(picture.caption, by) if picture.caption else None
                    )
                    for picture in story.pictures
                ),
            )
            for story in page.stories
        ),
        ads=tuple(AdRecord(ad.id, _moved(ad.rect, by)) for ad in page.ads),
    )


def _moved_galley(galley: GalleyRecord, by: float) -> GalleyRecord:
    lines = tuple(replace(line, x=round(line.x + by, 3)) for line in galley.lines)
    return replace(galley, rect=_moved(galley.rect, by), lines=lines)


def _moved(rect: MmRect, by: float) -> MmRect:
    return replace(rect, x=round(rect.x + by, 3))
