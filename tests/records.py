"""Records as a build leaves them, small enough to be read in a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from layout.base.millimetres import MmRect
from layout.build.records import LeftOver, PageCopyfit, PreflightRecord, ReportRecord
from layout.compose import levers
from layout.compose.copyfit import StoryFit
from layout.scene.record import (
    AdRecord,
    GalleyRecord,
    LayoutRecord,
    LineRecord,
    PageRecord,
    PictureRecord,
    SizeRecord,
    StoryRecord,
)

Rect = tuple[float, float, float, float]


def galley(text: str, place: Rect = (0, 0, 40, 20), role: str = "body") -> GalleyRecord:
    """A galley; | ends a line, every character is 4 mm wide."""
    x, y, _, _ = place
    lines = (
        LineRecord(line, role, x, y + 4.0 * number, 4.0 * len(line), 9.0, final=False)
        for number, line in enumerate(text.split("|"), start=1)
    )
    return GalleyRecord(role, MmRect(*place), tuple(lines))


def story(
    name: str,
    where: Rect,
    body: str | Iterable[GalleyRecord] = "正文一行。",
    head: str | GalleyRecord = "标题",
    picture: Rect | None = None,
    elements: tuple[GalleyRecord, ...] = (),
) -> StoryRecord:
    return StoryRecord(
        id=name,
        rect=MmRect(*where),
        boxed=False,
        columns=1,
        head=(galley(head, where, "headline") if isinstance(head, str) else head,),
        body=(galley(body, where),) if isinstance(body, str) else tuple(body),
        pictures=(PictureRecord(MmRect(*picture), None),) if picture else (),
        elements=elements,
    )


def page(
    *stories: StoryRecord,
    name: str = "A1",
    ads: Mapping[str, Rect] | None = None,
    size: tuple[float, float] = (100, 150),
) -> PageRecord:
    return PageRecord(
        id=name,
        template="tabloid",
        trim=SizeRecord(*size),
        type_area=MmRect(10, 10, size[0] - 20, size[1] - 20),
        row=4.0,
        stories=stories,
        nameplate=None,
        index=None,
        ads=tuple(AdRecord(ad, MmRect(*where)) for ad, where in (ads or {}).items()),
        rules=(),
    )


def layout(*pages: PageRecord) -> LayoutRecord:
    return LayoutRecord("2022-04-15", pages)


def fit(name: str, over: int = 0, under: int = 0, over_text: str = "", **more: Any) -> StoryFit:
    """How a story of 300 characters fits: ``over`` or ``under`` by so many characters, a line of them."""
    told = {
        "id": name,
        "headline": f"{name} 的题",
        "file": f"content/day/{name}.md",
        "part_of": "",
        "continued_from": None,
        "continued_on": None,
        "columns": 2,
        "rows": 18,
        "head_rows": 3,
        "characters": 300,
        "lines": 22,
        "capacity_lines": 22,
        "over_lines": int(over > 0),
        "over_characters": over,
        "over_text": over_text,
        "under_lines": int(under > 0),
        "under_characters": under,
        "used": (levers.head(1),),
        "widows": 0,
        "orphans": 0,
        "loose_lines": (),
    }
    return StoryFit(**{**told, **more})


def report(pages: Mapping[str, Iterable[StoryFit]], left_over: tuple[LeftOver, ...] = ()) -> ReportRecord:
    return ReportRecord(
        program="banmian",
        paper="晚报",
        edition="2022-04-15",
        printable=True,
        pages=tuple(PageCopyfit(name, tuple(fits)) for name, fits in pages.items()),
        left_over=left_over,
        preflight=PreflightRecord("newsprint", "pass", printable=True, counts={}, pages=()),
        findings=(),
    )
