"""Pages of many forms, made by chance: stories in shapes they fill, with all that a story may have, and ads.

A page is small, so that hundreds can be drawn and read. It is divided at random; every story is given text until it
fills its part as the planner asks of a shape. The same seed gives the same page.
"""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from layout.ads.kinds.contact import ContactAd
from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.slogan import SloganAd
from layout.build.inputs import open_template
from layout.compose.elements.chart import Bar, Chart
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import Table
from layout.compose.kit import TemplateKit, open_story
from layout.edition.ads import Ad
from layout.edition.blocks import Block, Paragraph, Span, Subhead
from layout.edition.model import Edition, Page, Paper, Picture, Story
from layout.edition.provenance import Provenance
from layout.files.project import Project
from layout.plan.notches import shape_of
from layout.plan.solver.grid import GridRect, ItemKind, PagePlan, Placement
from tests.conftest import ROOT
from tests.trust.tiny import jpeg

COLUMNS, ROWS = 4, 36
LEAST_ROWS = 11
BASES = ("tabloid", "weekly", "broadsheet")
ENGLISH = frozenset({"weekly"})
TRIES = 9
"""How often a story's text is made longer or shorter before it is given up."""

HAN = (
    "清晨六点，老街的豆腐坊已经冒起了热气。", "街道办的工作人员说，新的停车位下周起投入使用。",
    "据介绍，这条管线长3.6公里，工期约40天。", "“我们等这座桥等了八年。”家住河东的一位老人说。",
    "气象台预计，周四起有一次小到中雨，气温下降6℃左右。", "图书馆延长了开放时间，周末的座位仍然不够用。",
    "新线路试运行首日，共运送乘客1.2万人次。", "果农把剪下的枝条捆好，送到村口的发电站。",
    "作家佩尔·努和阿伦·布说，“路还长”。", "详情见www.dukou.cn/a，电话0318-0000123转801。",
    "——这句话写在门板上。", "比分是3∶2（11∶9、8∶11），PM2.5为35微克。",
)  # fmt: skip
LATIN = (
    "The ferry will run every half hour until the bridge is open again.", "Neighbors said they had waited eight years.",
    "“We count the boats each morning,” the harbor master said.", "Work on the line is to cost $3.6 million.",
    "The library will stay open until nine on weekdays.", "Rain is likely from Thursday on, with a cold wind.",
    "About 120 people rode the new line on its first day.", "The school opened its field to the public at dusk.",
    "For details visit www.ferry.example/dates or write to us@ferry.example.",
    "“Wait—it’s Tomás,” she said.", "They won, 3–2, in AVATAR Tavern, P.O. Box 7.",
)  # fmt: skip
HAN_HEADS = ("老桥换新颜", "春耕备足种子 农机下田检修", "夜间公交增至五条", "社区食堂开门迎客 午餐十五元一份")
LATIN_HEADS = ("Ferry runs late", "Old bridge to open in spring", "Library stays open", "School field is free at dusk")


@dataclass(frozen=True)
class MadePage:
    """A page, the edition it is of, and where everything on it stands."""

    edition: Edition
    page: Page
    plan: PagePlan


def small_project(root: Path) -> Path:
    """Write a project whose templates are the shipped ones on a small page, and a folder of pictures beside them."""
    yaml = YAML(typ="safe", pure=True)
    for base in BASES:
        folder = root / "templates" / base
        shutil.copytree(ROOT / "templates" / base, folder)
        design = yaml.load(folder / "design.yaml")
        del design["for"]  # it has sizes of its own
        grid, page = design["grid"], design["page"]
        column, gutter, row = (float(str(grid[key]).removesuffix("pt")) for key in ("column", "gutter", "row"))
        left, top = (float(str(page["margins"][side]).removesuffix("mm")) for side in ("left", "top"))
        grid |= {"columns": COLUMNS, "rows": ROWS}
        page["width"] = f"{2 * left + (COLUMNS * column + (COLUMNS - 1) * gutter) * 25.4 / 72:.3f}mm"
        page["height"] = f"{top + 12 + ROWS * row * 25.4 / 72:.3f}mm"
        out = io.StringIO()
        yaml.dump(design, out)
        (folder / "design.yaml").write_text(out.getvalue(), "utf-8")
    (root / "templates" / "shared").symlink_to(ROOT / "templates" / "shared")
    (root / "assets").symlink_to(ROOT / "assets")
    pictures = root / "pictures"
    pictures.mkdir()
    for name, (width, height) in {"wide": (1500, 1000), "tall": (900, 1300), "square": (1100, 1100)}.items():
        (pictures / f"{name}.jpg").write_bytes(jpeg("L", width, height))
    return root


def kits(root: Path) -> dict[str, TemplateKit]:
    return {base: open_template(Project(root), base) for base in BASES}


def made_pages(root: Path, kits: dict[str, TemplateKit], seeds: range) -> Iterator[tuple[int, MadePage]]:
    """Yield a page for every seed that gives one."""
    for seed in seeds:
        chance = Random(seed)
        base = BASES[seed % len(BASES)]
        if (made := _page(chance, base, kits[base], root / "pictures")) is not None:
            yield seed, made


def _page(chance: Random, base: str, kit: TemplateKit, pictures: Path) -> MadePage | None:
    language = "en" if base in ENGLISH else "zh-Hans"
    placements: list[Placement] = []
    stories: list[Story] = []
    ads: list[Ad] = []
    for part in sorted(_parts(chance, GridRect(0, 0, COLUMNS, ROWS)), key=lambda each: (each.row, each.column)):
        if part.foot == ROWS and part.row and (part.rows <= 12 or chance.random() < 0.2):
            ads.append(_ad(chance, f"ad{len(ads)}", part, language))
            placements.append(Placement(ads[-1].id, ItemKind.AD, part))
            continue
        notch = None
        if part.columns > 1 and part.rows > 22 and chance.random() < 0.3:
            at = chance.choice((part.column, part.right - 1))
            notch = GridRect(at, part.foot - 9, 1, 9)
        placed = Placement(f"s{len(stories)}", ItemKind.STORY, part, notch)
        if (story := _story(chance, placed, kit, language, pictures, len(stories))) is None:
            return None
        stories.append(story)
        placements.append(placed)
        if notch:
            ads.append(_ad(chance, f"ad{len(ads)}", notch, language))
            placements.append(Placement(ads[-1].id, ItemKind.AD, notch))
    page = Page(
        id=f"A{chance.randint(2, 8)}", section=chance.choice(("", "要闻", "综合新闻")) if language != "en" else "News",
        template=base, stories=tuple(one.id for one in stories), ads=tuple(one.id for one in ads),
        editor=chance.choice(("", "Ada Pierce" if language == "en" else "沈青")),
        designer=chance.choice(("", "R. Nakamura" if language == "en" else "陆远")),
    )  # fmt: skip
    edition = Edition(
        paper=Paper(name="渡口晚报" if language != "en" else "The Ferry Courier"), language=language,
        date=datetime.date(2022, 4, 15), issue=4210, pages=(page,), stories={one.id: one for one in stories},
        ads={one.id: one for one in ads}, provenance=Provenance(pictures),
    )  # fmt: skip
    return MadePage(edition, page, PagePlan(page.id, COLUMNS, ROWS, tuple(placements)))


def _parts(chance: Random, whole: GridRect) -> Iterator[GridRect]:
    """Divide a rectangle by level and upright cuts, into parts that a story can stand in."""
    across = whole.columns >= 2 and whole.columns * whole.rows > 50
    down = whole.rows >= 2 * LEAST_ROWS
    if (not across and not down) or (chance.random() < 0.2 and whole.columns * whole.rows < 110):
        yield whole
    elif down and (not across or chance.random() < 0.6):
        at = chance.randint(LEAST_ROWS, whole.rows - LEAST_ROWS)
        yield from _parts(chance, GridRect(whole.column, whole.row, whole.columns, at))
        yield from _parts(chance, GridRect(whole.column, whole.row + at, whole.columns, whole.rows - at))
    else:
        at = chance.randint(1, whole.columns - 1)
        yield from _parts(chance, GridRect(whole.column, whole.row, at, whole.rows))
        yield from _parts(chance, GridRect(whole.column + at, whole.row, whole.columns - at, whole.rows))


def _story(
    chance: Random, placed: Placement, kit: TemplateKit, language: str, pictures: Path, number: int
) -> Story | None:
    """Return a story that fills its part, with less and less besides its text until one does."""
    shape, rect = shape_of(placed), placed.rect
    for plain in (False, False, True):
        keys = _keys(chance, rect, language, plain=plain, notched=placed.notch is not None)
        blocks = () if plain else tuple(_elements(chance, language))
        # About so many characters stand in a cell, half of the rows of a low part are its head's.
        a_cell = (34 if language == "en" else 14) * kit.design.grid.column / 135
        cells = rect.columns * (rect.rows - 5) - (9 if placed.notch else 0)
        length = max(60, round(a_cell * cells * (0.9 if plain else 0.6)))
        for _ in range(TRIES):
            story = _with_text(placed.item, length, keys, blocks, language, number, chance)
            composer = open_story(story, kit, pictures)
            if composer.head(shape).too_long:
                break  # the planner gives such a story other columns
            if composer.fill(shape) is not None:
                return story
            fit = composer.compose(shape).fit
            change = fit.under_characters - fit.over_characters
            if not change or not 40 <= length + change <= 6000:
                break
            length += change
    return None


def _with_text(
    name: str, length: int, keys: dict[str, Any], inner: tuple[Block, ...], language: str, number: int, chance: Random
) -> Story:
    sentences = LATIN if language == "en" else HAN
    paragraphs: list[Block] = []
    order = Random(f"{name} {number} {len(inner)}")
    joint = " " if language == "en" else ""
    left = length
    while left > 0:
        text = joint.join(order.choice(sentences) for _ in range(order.randint(1, 5)))[:left]
        if len(text) < left or not paragraphs:
            text = text.rstrip(" ，,“") or sentences[0]
        paragraphs.append(Paragraph(spans=(Span(text=text),)))
        left -= len(text) or 1
    for block in inner:
        paragraphs.insert(order.randint(1, len(paragraphs)), block)
    if len(paragraphs) > 4 and not inner and order.random() < 0.4:
        paragraphs.insert(2, Subhead(text="怎么走" if language != "en" else "How to go"))
    return Story.model_validate({"id": name, "language": language, "blocks": tuple(paragraphs), **keys})


def _keys(chance: Random, rect: GridRect, language: str, *, plain: bool, notched: bool) -> dict[str, Any]:
    """Return what a story has in its front matter."""
    english = language == "en"
    keys: dict[str, Any] = {
        "headline": chance.choice(LATIN_HEADS if english else HAN_HEADS), "priority": chance.randint(1, 9),
    }  # fmt: skip
    if plain:
        return keys
    maybe: dict[str, Callable[[], Any]] = {
        "kicker": lambda: "On the river" if english else "本报记者渡口走访",
        "deck": lambda: "Eight years of waiting" if english else "工期四十天 两岸搭便桥",
        "byline": lambda: "By Ada Pierce" if english else "本报记者 沈青",
        "source": lambda: "Staff report" if english else "据新华社",
        "dateline": lambda: "MILLBROOK" if english else "本报讯",
        "series": lambda: "Along the shore" if english else "走读渡口",
        "head": lambda: chance.choice(("plain", "reverse", "tint", "vertical")),
        "drop_cap": lambda: chance.choice((0, 2, 3)),
        "boxed": lambda: not notched,
        "box": lambda: chance.choice(("tint", "rules", "plain", "thick", "double", "dotted", "wave")),
        "measure": lambda: "wide",
        "picture": lambda: _picture(chance, english),
        "pictures": lambda: tuple(_picture(chance, english) for _ in range(chance.randint(1, 2))),
    }
    wanted = {key: make() for key, make in maybe.items() if chance.random() < 0.25}
    if rect.columns * rect.rows < 40:
        wanted.pop("pictures", None)
    return {**keys, **wanted}


def _picture(chance: Random, english: bool) -> Picture:
    caption = chance.choice(("", "A ferry on Monday." if english else "渡轮驶过新桥，两岸的柳树刚刚抽芽。"))
    return Picture(
        file=f"{chance.choice(('wide', 'tall', 'square'))}.jpg", content="x", caption=caption,
        credit="Ada Pierce" if english and caption else "林舟 摄" if caption else "",
        columns=chance.choice((None, None, 1, 2, "half")),
    )  # fmt: skip


def _elements(chance: Random, language: str) -> Iterator[Block]:
    english = language == "en"
    line = (Span(text="Open until nine" if english else "周末开到九点"),)
    dotted = (Span(text="Ferry · Bridge" if english else "佩尔·努日场"),)
    listing = Listing(items=(line, dotted), marks=chance.choice((("1.", "2."), ("•", "•"))))
    titles = ("In figures", "In figures, by year and town") if english else ("几个数字", "沿南昆线的经济走廊与车站")
    title = chance.choice(("", *titles))
    table = Table(
        title=title, heads=("", "A", "B"), rows=(("x", "12", "3"), ("y", "4", "50")), aligns=("left", "right", "right")
    )
    data = tuple(Bar(label=str(2015 + at), value=chance.randint(3, 400)) for at in range(chance.randint(2, 6)))
    width = chance.choice((None, 1, 2, "half"))
    chart = Chart(
        form=chance.choice(("bars", "columns", "line")), title=title, unit="t" if english else "吨", data=data
    )
    facts = Facts(title=title, blocks=(Paragraph(spans=line), listing))
    quote = Quote(
        text="We count the boats." if english else "我们等这座桥等了八年。",
        by=chance.choice(("", "Ada" if english else "程渡")),
    )
    for element in (listing, table, chart, facts, quote):
        if chance.random() < 0.12:
            yield element if element is listing else element.model_copy(update={"columns": width})


def _ad(chance: Random, name: str, part: GridRect, language: str) -> Ad:
    place = {"id": name, "columns": part.columns, "rows": part.rows}
    english = language == "en"
    title, text = (
        ("Town notice", "The ferry will not run on Monday.") if english else ("停水公告", "人民路今夜停水，明早恢复。")
    )
    number = {"label": "Call" if english else "电话", "value": "0318-0000123"}
    border = chance.choice(("none", "plain", "thick", "thick-thin", "double", "dotted", "wave", "key"))
    kind = chance.choice(("notice", "contact", "house", "slogan" if part.rows >= 12 else "notice"))
    if kind == "slogan":
        slogans = ("Half price", "This week") if english else ("门槛再降低", "工期缩一半")
        return SloganAd.model_validate(
            {**place, "kind": kind, "border": border, "slogans": slogans, "title": title, "contacts": (number,)}
        )
    if kind == "notice":
        return NoticeAd.model_validate({**place, "kind": kind, "border": border, "title": title, "text": (text,)})
    if kind == "contact":
        return ContactAd.model_validate(
            {**place, "kind": kind, "border": border, "title": title, "lines": (text,), "contacts": (number,)}
        )
    return HouseAd.model_validate({**place, "kind": kind, "border": border, "title": title, "contacts": (number,)})
