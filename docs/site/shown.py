"""What the gallery shows: a table of snippets, and those that are made of one snippet, a value of a key each.

A snippet is a story or an ad as an editor writes it, in `docs/site/snippets/`, a folder a language. Where the program
has a list of values (borders, boxes, heads), the gallery has a picture of each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from ruamel.yaml import YAML

from layout.ads.kinds import KINDS
from layout.ads.kinds.display import DisplayAd
from layout.edition.ads import Border, Corners
from layout.edition.model import BoxStyle, Story
from layout.edition.story import with_front_keys

HERE = Path(__file__).resolve().parent
SNIPPETS = HERE / "snippets"
TEMPLATES = MappingProxyType({"zh": "tabloid", "en": "weekly"})
"""Language of a gallery page -> the template its snippets are set in."""
TAGS = MappingProxyType({"zh": "zh-Hans", "en": "en"})
PAPERS = MappingProxyType({"zh": "渡口晚报", "en": "The Ternhaven Packet"})

Title = tuple[str, str]
"""A title in English and in Chinese."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the gallery: what it is called, how wide it stands, and the source that makes it.

    ``columns`` are base columns of a story; an ad has its own. ``only`` are lines of the source that the page shows,
    where the rest is that of another picture.
    """

    id: str
    title: Title
    source: str
    columns: int = 2
    only: str = ""
    is_ad: bool = False
    language: str = ""
    """The language whose pages it is set on, where that is not the gallery's: it is the same picture in all."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a gallery page: a heading, a sentence under it, its pictures."""

    id: str
    title: Title
    told: Title
    shown: tuple[Shown, ...] = field(repr=False)


STORIES: tuple[tuple[str, Title, Title, tuple[tuple[str, int, Title], ...]], ...] = (
    (
        "elements",
        ("Elements of stories", "稿件里的组件"),
        (
            "What stands between paragraphs. The keys are told in [the content format](../content-format.md#elements).",
            "夹在段落之间的内容。写法见[稿件格式](../../content-format.md#elements)。",
        ),
        (
            ("quote", 1, ("Pull quote", "引语")),
            ("facts", 1, ("Fact box", "资料框")),
            ("obituary", 1, ("Notice of a person", "讣告、祝福")),
            ("list", 1, ("Lists", "列表")),
            ("table", 1, ("Table", "表格")),
            ("long-table", 2, ("A long table flows", "长表格跨栏")),
            ("bars", 1, ("Chart: bars", "图表：条形")),
            ("columns", 1, ("Chart: columns", "图表：柱形")),
            ("line", 1, ("Chart: line", "图表：折线")),
            ("chart-inset", 3, ("A chart with a place of its own", "图表占两栏，文字绕排")),
            ("weather", 2, ("Weather", "天气")),
            ("listing", 1, ("Listing", "节目表")),
            ("crossword", 1, ("Crossword", "填字")),
            ("sudoku", 1, ("Sudoku", "数独")),
            ("solution", 1, ("Solution", "答案")),
        ),
    ),
    (
        "text",
        ("Text, pictures, forms", "文字、图片、体裁"),
        (
            "What front matter and signs in the text ask for: [stories](../content-format.md#stories), "
            "[pictures](../content-format.md#pictures), [the body](../content-format.md#the-body).",
            "稿件头部的键和正文里的记号：[稿件](../../content-format.md#stories)、"
            "[图片](../../content-format.md#pictures)、[正文](../../content-format.md#the-body)。",
        ),
        (
            ("drop-cap", 2, ("Drop cap", "首字下沉")),
            ("series", 2, ("Label of a series", "栏花")),
            ("verse", 1, ("Verse", "诗")),
            ("letters", 1, ("Letters to the editor", "读者来信")),
            ("signature", 1, ("Signature", "落款")),
            ("briefs", 1, ("Briefs", "简讯")),
            ("readings", 2, ("Readings over characters (Japanese)", "字上注音（日文）")),
            ("jump", 2, ("Continued on another page", "下转")),
            ("wide", 3, ("A wide measure", "破栏")),
            ("picture", 2, ("Picture with caption and credit", "图片、图说、署名")),
            ("pictures", 2, ("A group of pictures", "组图")),
            ("half", 2, ("Half a column", "半栏图")),
        ),
    ),
)  # fmt: skip
"""Sections of stories: id, title, a sentence, and each snippet with its columns and title."""

KINDS_OF_AD: MappingProxyType[str, Title] = MappingProxyType(
    {
        "slogan": ("Slogan", "口号广告"),
        "house": ("House ad", "本报广告"),
        "contact": ("Contact", "联系方式广告"),
        "display": ("Display ad", "商业广告"),
        "classified": ("Classified ads", "行分类广告"),
        "notice": ("Notice", "公告"),
        "notices": ("Notices", "贺词、讣告栏"),
        "coupon": ("Coupon", "剪报回执"),
        "masthead": ("Masthead box", "版权栏"),
        "supplied": ("Ready-made ad", "来图广告"),
    }
)


def sections(language: str) -> tuple[Section, ...]:
    """Return the sections of the gallery in a language, with all their pictures."""
    return (*_ad_sections(language), *_story_sections(language))


@cache
def read(language: str, name: str) -> str:
    """Return the text of a snippet."""
    return (SNIPPETS / language / name).read_text("utf-8")


def entries(folder: str) -> dict[str, str]:
    """Return the ads of a folder of snippets as they are written, each by its id."""
    parts = re.split(r"^(?=- id: )", read(folder, "ads.yaml"), flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].removeprefix("- id: ").strip(): part.strip() + "\n" for part in parts}


def keys_of(source: str) -> dict[str, Any]:
    """Return the keys of one ad as it is written."""
    (ad,) = YAML(typ="safe", pure=True).load(source)
    return dict(ad)


# ---- ads -------------------------------------------------------------------------------------------------------


def _ad_sections(language: str) -> Iterator[Section]:
    written = entries(language)
    kinds = tuple(Shown(name, KINDS_OF_AD.get(name, (name, name)), written[name], is_ad=True) for name in KINDS.names)
    yield Section(
        "kinds",
        ("Kinds of ad", "广告的种类"),
        (
            "Each is drawn to fit the module it was sold as: [ads](../ads.md).",
            "按卖出的大小排满：见[广告](../../ads.md)。",
        ),
        kinds,
    )
    if looks := get_args(DisplayAd.model_fields["look"].annotation) if "look" in DisplayAd.model_fields else ():
        names = [name for look in looks for name in (get_args(look) or (look,)) if isinstance(name, str)]
        yield Section(
            "looks",
            ("Looks of display ads", "商业广告的样式"),
            ("The same copy in each look; `offer` has a price.", "同一份文案，各种样式；`offer` 多一个价钱。"),
            tuple(_ad_with(written["display"], "look", name, **OFFERS[language].get(name, {})) for name in names),
        )
    yield Section(
        "borders",
        ("Borders", "边框（花线）"),
        ("`border:` of any ad that is drawn.", "凡程序画的广告都可以写 `border:`。"),
        tuple(_ad_with(written["notice"], "border", name) for name in get_args(Border)),
    )
    yield Section(
        "corners",
        ("Corners", "四角"),
        ("`corners:` of borders that are rules.", "线框可以写 `corners:`。"),
        tuple(_ad_with(written["notice"], "corners", name, border="double") for name in get_args(Corners)),
    )
    yield Section(
        "tints",
        ("Grounds", "底色"),
        ("`tint:`, per cent of black.", "`tint:`，黑的百分数。"),
        tuple(_ad_with(written["contact"], "tint", str(tint)) for tint in (10, 20, 30)),
    )


OFFERS: MappingProxyType[str, dict[str, dict[str, str]]] = MappingProxyType(
    {
        "zh": {"offer": {"offer": '{before: ¥, amount: "5", unit: 元/盆起, was: 原价12元}'}},
        "en": {"offer": {"offer": '{before: $, amount: "4", unit: a seat, was: was $7}'}},
    }
)
"""Language -> look of display ads -> keys without which it would look like another one."""


def _ad_with(source: str, key: str, value: str, **more: str) -> Shown:
    """Return an ad with a value of a key put in."""
    name = f"{key}-{value}"
    rest = source.split("\n", 1)[1]
    added = "".join(f"  {each}: {said}\n" for each, said in {**more, key: value}.items())
    return Shown(name, (value, value), f"- id: {name}\n{rest.rstrip()}\n{added}", only=added, is_ad=True)


# ---- stories ---------------------------------------------------------------------------------------------------


def _story_sections(language: str) -> Iterator[Section]:
    for name, title, told, snippets in STORIES:
        yield Section(name, title, told, tuple(_story(language, *snippet) for snippet in snippets))
    yield Section(
        "heads",
        ("Heads", "标题的样式"),
        ("`head:` of a story.", "稿件头部写 `head:`。"),
        tuple(_story_with(language, "head", value, 2) for value in values_of("head")),
    )
    yield Section(
        "boxes",
        ("Boxes", "加框"),
        ("`box:` of a story.", "稿件头部写 `box:`。"),
        tuple(_story_with(language, "box", value, 2) for value in get_args(BoxStyle)),
    )


def _story(language: str, name: str, columns: int, title: Title) -> Shown:
    there = (SNIPPETS / language / f"{name}.md").exists()
    return Shown(name, title, read(language if there else "zh", f"{name}.md"), columns, language="" if there else "zh")


def values_of(key: str) -> tuple[str, ...]:
    """Return the values that a key of a story may have."""
    return tuple(map(str, get_args(Story.model_fields[key].annotation)))


def _story_with(language: str, key: str, value: str, columns: int) -> Shown:
    source = with_front_keys(read(language, f"{key}.md"), {key: value})
    return Shown(f"{key}-{value}", (value, value), source, columns, only=f"{key}: {value}\n")
