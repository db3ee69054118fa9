"""Editions made up in memory: stories of any length, pages that take them. Nothing is read but the tabloid."""

from __future__ import annotations

import datetime
import itertools

from layout.ads.kinds.notice import NoticeAd
from layout.edition.ads import Ad
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Edition, Page, Paper, Story

SENTENCES = (
    "河堤上的柳树今年绿得早，晨练的人沿着新铺的步道走，一圈正好两公里。",
    "社区把闲置的锅炉房改成了阅览室，周末有志愿者给孩子们念书。",
    "菜市场换了顶棚，摊位编了号，雨天地上也不再积水。",
    "修鞋的老周说，来他这里的人，多半是为了坐一坐、说说话。",
    "镇上的小学添了一间木工房，学生自己量尺寸、锯木板、钉书架。",
    "从三月起，乡村公交的末班车推迟了四十分钟，赶晚集的人不必再走夜路。",
)


def text(characters: int, start: int = 0) -> str:
    """Whole sentences, at least so many characters."""
    found = ""
    for sentence in itertools.islice(itertools.cycle(SENTENCES), start, None):
        if len(found) >= characters:
            return found
        found += sentence
    raise AssertionError


def story(name: str, characters: int, *, priority: int = 5, paragraph: int = 110, **keys: object) -> Story:
    paragraphs = []
    left, start = characters, len(name)
    while left > 0:
        made = text(min(left, paragraph), start)
        paragraphs.append(Paragraph(spans=(Span(text=made),)))
        left -= len(made)
        start += 1
    headline = str(keys.pop("headline", "河堤步道全线贯通"))
    return Story.model_validate(
        {"id": name, "headline": headline, "priority": priority, "blocks": tuple(paragraphs), **keys}
    )


def filler(name: str, columns: int, rows: int) -> NoticeAd:
    return NoticeAd(id=name, kind="notice", columns=columns, rows=rows, title="征稿", text=("欢迎来稿。",), filler=True)


def page(name: str, *stories: str, **keys: object) -> Page:
    return Page.model_validate({"id": name, "template": "tabloid", "stories": stories, **keys})


def edition(pages: list[Page], stories: list[Story], ads: list[Ad] | None = None) -> Edition:
    return Edition(
        paper=Paper(name="渡口晚报"),
        date=datetime.date(2022, 4, 15),
        issue=1,
        pages=tuple(pages),
        stories={each.id: each for each in stories},
        ads={each.id: each for each in ads or []},
    )
