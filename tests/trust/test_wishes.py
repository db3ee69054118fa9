"""A contract of wishes: every key of edition, page, story and ad is honoured on the finished page, or told as not.

The models are walked: a key without a check is a fault. One edition sets nearly all keys on pages that its editor gives
(areas); checks read its PDFs, its records and what was told. What needs an edition of its own is tested elsewhere, and
the check names that test.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from pydantic import BaseModel

from layout.ads.kinds import KINDS
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.build import pipeline
from layout.build.furniture import dress_page
from layout.build.inputs import open_template
from layout.compose.elements import ELEMENTS
from layout.compose.elements.chart import Chart, ChartKeys
from layout.edition.blocks import Block, Paragraph, Subhead
from layout.edition.load import EditionKeys
from layout.edition.model import Page, Picture, Story
from layout.edition.story import PictureKeys, read_story
from layout.epaper.ads import ad_lines
from layout.files.project import Project
from layout.files.shelf import MemoryShelf
from layout.pdf.pdfium import page_texts
from layout.plan.index import index_rows
from layout.plan.solver.grid import PagePlan
from layout.render.html import template_folders
from layout.render.page import page_model
from layout.render.pdf import render_pdf
from tests.conftest import ROOT
from tests.pdfread import sheet_image
from tests.trust.tiny import jpeg

DAY = "2022-04-15"

EDITION = """\
paper:
  name: 渡口晚报
  latin_name: FERRY EVENING NEWS
  publisher: 渡口晚报社
  cn_number: "00-0000"
  issn: 2049-3630
  phone: "0300-0000123"
  motto: 写给岸边人
  price: 一元五角
date: 2022-04-15
issue: 4210
volume: 7
language: zh-Hans
press: newsprint
closing: hand
cut: end
pull_quotes: auto
pages:
  - id: A2
    section: 民生
    template: tabloid
    kind: inside
    editor: 林舟
    designer: 沈听雨
    stories: [rich, upright, wave]
    ads: [slogan, house]
    areas:
      - rich rich rich rich rich
      - upright upright wave wave wave
      - slogan slogan house house house
  - id: A3
    section: 广告
    template: tabloid
    kind: notice
    editor: 周河
    stories: []
    ads: [contact, display, classified, notice, supplied]
    areas:
      - contact contact display display display
      - notice notice classified classified classified
      - supplied supplied classified classified classified
"""

COPY = "河堤上的柳树今年绿得早，晨练的人沿着新铺的步道走，一圈正好两公里。社区把闲置的锅炉房改成了阅览室。"

RICH = f"""\
---
kicker: 引题在上
headline: 主题居中一行
deck: 副题在下
byline: 本报记者 江一帆
dateline: 渡口4月14日电
source: 本报讯
language: zh-Hans
priority: 1
form: story
series: 岸边事
head: reverse
drop-cap: 2
continued-from: A3
columns: 3
measure: wide
pull-quotes: never
picture:
  file: bridge.jpg
  caption: 检修中的桥。
  credit: 林舟 摄
  columns: 4
  place: top-right
  focus: left
pictures:
  - file: tower.jpg
    whole: true
    columns: 1
    place: bottom-left
---
{COPY * 3}有**粗体字**也有*楷体字*，面积3200m^2^。

## 车辆怎样绕行

{COPY * 4}

- 第一样东西
- 第二样东西

{COPY * 4}

> 引语是这样一句
> —— 说话人

::: facts 资料题 columns=2 place=bottom-right
资料里的一段话。

{{可删}}
:::

::: table 表的题目
| 队 | 分 |
|:---|---:|
| 河湾 | 61 |
:::

```chart bars
title: 图的题目
unit: 只
source: 湿地站
highlight: 甲年
data:
  甲年: 36
  乙年: 48
```

{COPY * 3}
"""

UPRIGHT = f"""\
---
headline: 竖排的主题
head: vertical
box: double
continued-on: A3
drop-cap: 3
matter: 银行
---
{COPY * 2}
"""

WAVE = f"""\
---
headline: 花线里的主题
head: tint
boxed: true
box: wave
picture:
  file: bridge.jpg
  columns: half
---
{COPY * 4}
"""

ADS = """\
- id: slogan
  kind: slogan
  columns: 2
  rows: 16
  matter: 银行
  position: [top]
  border: thick
  corners: notched
  slogans: [一份报纸, 一城的事]
  title: 订报题目
  subtitle: 订报副题
  contacts:
    - label: 订报热线
      value: "0300-1234567"
- id: house
  kind: house
  columns: 3
  rows: 16
  not-beside: [wave]
  title: 策划中心
  claims: [主流媒体, 资质齐全]
  services_title: 业务
  services: [展览, 画册]
  highlight: 今日起接单
  contacts:
    - label: 联系电话
      value: "0300-1234568"
- id: contact
  kind: contact
  columns: 2
  rows: 28
  title: 分类广告部
  lines: [渡口大街九号]
  tint: 10
  contacts:
    - label: 广告热线
      value: "0300-1234569"
  qr:
    url: https://example.org/ad
    caption: 扫码下单
- id: display
  kind: display
  columns: 3
  rows: 28
  headline: 展示广告的题
  subline: 展示副题
  text: [这里是一段说明文字。]
  picture: {file: bridge.jpg, whole: true}
  logo: {file: tower.jpg}
  contacts:
    - label: 展示热线
      value: "0300-1234570"
- id: classified
  kind: classified
  columns: 3
  rows: 56
  title: 便民信息
  note: 刊前核实
  headings: [招聘, 出租]
  entries:
    - heading: 出租
      lead: 老城
      text: 两室一厅一千二
    - heading: 招聘
      lead: 诚招
      text: 面点师傅一名
  contacts:
    - label: 分类热线
      value: "0300-1234571"
- id: notice
  kind: notice
  columns: 2
  rows: 28
  title: 停水公告
  text: [人民路今夜停水。]
  signature: 渡口水务所
  date: 四月十四日
  tint: 10
- id: supplied
  kind: supplied
  columns: 2
  rows: 28
  advertiser: 渡口商行
  border: plain
  file: ready.pdf
  bleed: 3mm
"""


FRONT = Page(id="A1", section="要闻", template="tabloid", kind="front", stories=(), editor="林舟", designer="沈听雨")


def ready(path: Path) -> None:
    """Write a ready-made ad of two columns by 28 rows, with 3 mm around it."""
    around = 2 * 3 * 72 / 25.4
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(2 * 135 + 13.5 + around, 28 * 13 + around))
        page.contents_add(pdf.make_stream(b"0 0 0 1 k 60 60 90 90 re f"))
        pdf.save(path)


@dataclass(frozen=True)
class Made:
    """The edition built: its folder, its result, what is read of it; and its front page, drawn alone."""

    folder: Path
    result: pipeline.BuildResult
    front: bytes

    def pdf(self, page: str) -> bytes:
        return next(each.pdf for each in self.result.pages if each.page.id == page)

    @cached_property
    def words(self) -> dict[str, str]:
        """All characters of every page, as its PDF has them."""
        pdfs = {each.page.id: each.pdf for each in self.result.pages} | {"A1": self.front}
        return {name: squeezed("".join(char.text for char in page_texts(pdf)[0].chars)) for name, pdf in pdfs.items()}

    @cached_property
    def layout(self) -> dict[str, Any]:
        pages = json.loads((self.result.folder / "layout.json").read_text("utf-8"))["pages"]
        return {page["id"]: page for page in pages}

    def story(self, name: str) -> dict[str, Any]:
        return next(story for page in self.layout.values() for story in page["stories"] if story["id"] == name)

    def ad(self, name: str) -> dict[str, float]:
        return next(ad["rect"] for page in self.layout.values() for ad in page["ads"] if ad["id"] == name)

    def element(self, role: str) -> dict[str, Any]:
        return next(each for each in self.story("rich")["elements"] if each["role"] == role)

    def told(self, code: Code, file: str, key: str) -> bool:
        """Whether that was told at the line that begins with the key."""
        lines = (self.folder / file).read_text("utf-8").splitlines()
        return any(
            finding.code is code
            and Path(finding.place.file).name == file
            and finding.place.line
            and lines[finding.place.line - 1].lstrip("- ").startswith(key)
            for finding in self.result.findings
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    root = tmp_path_factory.mktemp("wishes")
    for name in ("templates", "assets", "banmian.toml"):
        (root / name).symlink_to(ROOT / name)
    folder = root / "content" / DAY
    folder.mkdir(parents=True)
    files = {"edition.yaml": EDITION, "ads.yaml": ADS, "rich.md": RICH, "upright.md": UPRIGHT, "wave.md": WAVE}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "bridge.jpg").write_bytes(jpeg("L", 1500, 1000))
    (folder / "tower.jpg").write_bytes(jpeg("L", 700, 1000))
    ready(folder / "ready.pdf")
    project = Project(root)
    result = pipeline.build(project, folder)
    kit = open_template(project, "tabloid")
    design = kit.design
    plate = replace(design.type_area, height=design.nameplate * design.grid.row)
    empty = PagePlan("A1", design.grid.columns, design.grid.rows, ())
    model = replace(page_model(result.edition, FRONT, empty, {}, design), nameplate=plate)
    front = render_pdf(
        dress_page(model, kit).html, (), kit.fonts.faces, [*template_folders(kit.folder), project.assets]
    )
    return Made(folder, result, front)


def squeezed(text: str) -> str:
    return "".join(text.split())


Check = Callable[[Made], object]


def says(text: str, page: str = "A2") -> Check:
    """The page's PDF has the words."""
    return lambda made: squeezed(text) in made.words[page]


def told(code: Code, file: str, key: str) -> Check:
    """It was told, at the line of the key."""
    return lambda made: made.told(code, file, key)


def beside(words: str) -> Check:
    """Neighbours that must not be were told, with these words."""
    return lambda made: any(each.code is Code.PLAN_BESIDE and words in each.message for each in made.result.findings)


def without_index(made: Made) -> bool:
    page = FRONT.model_copy(update={"index": False})
    return index_rows(made.result.edition, page, open_template(Project(ROOT), "tabloid")) == {}


@dataclass(frozen=True)
class Both:
    """Several checks, all of which hold."""

    checks: tuple[Check, ...]

    def __call__(self, made: Made) -> bool:
        return all(check(made) for check in self.checks)


def both(*checks: Check) -> Check:
    return Both(checks)


@dataclass(frozen=True)
class Elsewhere:
    """A test of another module sets the key and reads what came of it."""

    file: str
    test: str

    def __call__(self, _made: Made) -> bool:
        tree = ast.parse((ROOT / "tests" / self.file).read_text("utf-8"))
        return any(isinstance(node, ast.FunctionDef) and node.name == self.test for node in ast.walk(tree))

    def names(self, key: str) -> bool:
        """Whether that module writes the key."""
        text = (ROOT / "tests" / self.file).read_text("utf-8")
        return key in text or key.replace("_", "-") in text


def named_tests(check: Check) -> Iterator[Elsewhere]:
    for part in check.checks if isinstance(check, Both) else (check,):
        if isinstance(part, Elsewhere):
            yield part


def near(one: float, other: float) -> bool:
    return abs(one - other) < 0.2


def across(columns: int) -> float:
    """The width of so many columns of the tabloid, mm."""
    return (columns * 135 + (columns - 1) * 13.5) * 25.4 / 72


GUTTER = 13.5 * 25.4 / 72
TEXT = (across(5) - 2 * GUTTER) / 3
"""The width of a column of the story whose measure is wide, mm."""


def rich(made: Made) -> dict[str, Any]:
    return made.story("rich")


def headline(made: Made, story: str) -> dict[str, Any]:
    return next(each for each in made.story(story)["head"] if each["role"] == "headline")


def is_reversed(made: Made) -> bool:
    """White type on black: both are in the headline's box, and black alone beside it."""
    rect = headline(made, "rich")["rect"]
    image = sheet_image(made.pdf("A2"), 72)
    scale, slug = 72 / 25.4, 10.0
    left, top = ((rect[key] + slug) * scale for key in ("x", "y"))
    box = image.crop((int(left), int(top), int(left + rect["width"] * scale), int(top + rect["height"] * scale)))
    beside = image.crop((int(left) - 8, int(top), int(left) - 2, int(top + 8)))
    lightest, darkest = box.getextrema()[1], beside.getextrema()[1]
    return lightest > 200 and darkest < 60


def turns(made: Made) -> int:
    """Corners of paths on the page: a wave has hundreds."""
    with pikepdf.open(io.BytesIO(made.pdf("A2"))) as pdf:
        return sum(str(one.operator) == "l" for one in pikepdf.parse_content_stream(pdf.pages[0]))


def intent(made: Made) -> str:
    with pikepdf.open(io.BytesIO(made.pdf("A2"))) as pdf:
        return str(pdf.Root.OutputIntents[0].OutputCondition)


def ad_words(*texts: str, page: str = "A3") -> Check:
    return both(*(says(text, page) for text in texts))


def printed_or_told(key: str, text: str) -> Check:
    """A key of the paper: the front page prints it; without one it is told at its line."""
    return both(says(text, "A1"), told(Code.NOT_PRINTED, "edition.yaml", key))


ADS_KINDS, CLOSING, PLANNED = "ads/test_ads_kinds.py", "planning/test_closing.py", "planning/test_edition.py"
ADS_LOOKS = "ads/test_ads_looks.py"
LOAD, ORDERS, QUOTES = "content/test_load.py", "build/test_orders.py", "compose/test_pullquotes.py"
PUZZLES, BASED = "compose/test_puzzles.py", "content/test_based_on.py"
BOXES, FRONT_PAGE = "ads/test_ads_boxes.py", "planning/test_front_page.py"
SHORTENING, SUPPLIED, CODES = "planning/test_shortening.py", "ads/test_ads_supplied.py", "ads/test_ads_codes.py"

CHECKS: dict[str, Check] = {
    "EditionKeys.based_on": Elsewhere(BASED, "test_the_zone_of_the_next_day_is_based_on_the_edition_of_that_day"),
    "EditionKeys.without": Elsewhere(BASED, "test_what_is_taken_away_leaves_its_page_and_its_places"),
    "EditionKeys.zone": Elsewhere(BASED, "test_a_zone_is_printed_where_the_day_is"),
    "EditionKeys.paper": says("渡口晚报", "A1"),
    "EditionKeys.date": both(says("2022年4月15日"), says("2022年4月", "A1")),
    "EditionKeys.issue": printed_or_told("issue", "第4210期"),
    "EditionKeys.volume": printed_or_told("volume", "第7卷"),
    "EditionKeys.language": both(says("责任编辑"), Elsewhere("templates/test_furniture.py", "test_nothing_overlaps")),
    "EditionKeys.press": lambda made: "newsprint" in intent(made),
    "EditionKeys.ink": Elsewhere("press/test_press_inks.py", "test_what_each_page_is_printed_in"),
    "EditionKeys.closing": Elsewhere(CLOSING, "test_by_hand_nothing_gives_way_and_what_would_do_is_said"),
    "EditionKeys.cut": Elsewhere("content/test_closing_keys.py", "test_the_keys_of_a_story_and_those_of_its_edition"),
    "EditionKeys.pull_quotes": Elsewhere(
        "content/test_closing_keys.py", "test_pull_quotes_are_allowed_by_story_then_edition_then_closing"
    ),
    "EditionKeys.pages": lambda made: list(made.layout) == ["A2", "A3"],
    "EditionKeys.ears": Elsewhere(FRONT_PAGE, "test_ears_hold_texts_and_small_ads_at_the_sides_that_are_free"),
    "EditionKeys.teasers": Elsewhere(FRONT_PAGE, "test_teasers_name_the_most_important_story_of_each_page_inside"),
    **{
        f"{model}.{key}": Elsewhere(FRONT_PAGE, "test_ears_hold_texts_and_small_ads_at_the_sides_that_are_free")
        for model, keys in (("Ears", ("left", "right")), ("Ear", ("title", "lines")))
        for key in keys
    },
    "Teasers.stories": Elsewhere(FRONT_PAGE, "test_teasers_that_are_named_stand_in_their_order_with_what_they_say"),
    "Teasers.most": Elsewhere(FRONT_PAGE, "test_teasers_name_the_most_important_story_of_each_page_inside"),
    "Teasers.pictures": Elsewhere(FRONT_PAGE, "test_teasers_name_the_most_important_story_of_each_page_inside"),
    "Teasers.place": Elsewhere(FRONT_PAGE, "test_the_strip_of_teasers_has_rows_of_its_own_beside_the_nameplate"),
    **{
        f"Teaser.{key}": Elsewhere(FRONT_PAGE, "test_teasers_that_are_named_stand_in_their_order_with_what_they_say")
        for key in ("story", "headline", "picture")
    },
    "Paper.name": says("渡口晚报", "A1"),
    "Paper.latin_name": says("FERRY EVENING NEWS", "A1"),
    "Paper.publisher": printed_or_told("publisher", "渡口晚报社出版"),
    "Paper.cn_number": printed_or_told("cn_number", "CN00-0000"),
    "Paper.issn": printed_or_told("issn", "ISSN2049-3630"),
    "Paper.phone": printed_or_told("phone", "电话0300-0000123"),
    "Paper.motto": printed_or_told("motto", "写给岸边人"),
    "Paper.price": printed_or_told("price", "零售价一元五角"),
    "Paper.binding": Elsewhere(
        "press/test_imposed_sheets.py", "test_an_edition_is_imposed_beside_its_output_on_the_side_its_paper_is_bound"
    ),
    "Page.id": both(says("A2"), says("A1", "A1")),
    "Page.section": both(
        says("民生"), says("要闻", "A1"), Elsewhere(PLANNED, "test_stories_of_a_section_find_their_pages")
    ),
    "Page.template": lambda made: made.layout["A2"]["template"] == "tabloid",
    "Page.kind": says("广告渡口晚报2022年4月15日", "A3"),
    "Page.stories": lambda made: [story["id"] for story in made.layout["A2"]["stories"]] == ["rich", "upright", "wave"],
    "Page.ads": lambda made: [ad["id"] for ad in made.layout["A2"]["ads"]] == ["slogan", "house"],
    "Page.areas": lambda made: near(made.story("upright")["rect"]["width"], across(2)),
    "Page.at": Elsewhere(PLANNED, "test_a_pin_is_kept"),
    "Page.forbid": Elsewhere(PLANNED, "test_a_forbidden_place_is_kept_free"),
    "Page.takes": Elsewhere("planning/test_allot.py", "test_a_section_no_page_takes_is_left_over"),
    "Page.closing": Elsewhere(PLANNED, "test_too_much_copy_says_what_to_cut"),
    "Page.index": without_index,
    "Page.spread": Elsewhere("build/test_spread.py", "test_a_page_that_is_asked_for_brings_the_other"),
    "Page.fold": Elsewhere("build/test_spread.py", "test_where_printing_runs_through_the_columns_go_on_evenly"),
    "Page.across": Elsewhere("build/test_spread.py", "test_what_is_named_stands_across_the_fold"),
    "Page.gutter_bleed": Elsewhere("build/test_spread.py", "test_each_plate_has_its_trim_and_the_bleed_of_its_gutter"),
    "Page.ink": Elsewhere("press/test_press_inks.py", "test_what_each_page_is_printed_in"),
    "Page.zone": Elsewhere(BASED, "test_a_zone_is_printed_where_the_day_is"),
    "Page.editor": both(says("责任编辑林舟"), says("责任编辑周河", "A3"), says("责任编辑林舟", "A1")),
    "Page.designer": both(says("版式设计沈听雨"), says("版式设计沈听雨", "A1")),
    "Story.headline": says("主题居中一行"),
    "Story.kicker": says("引题在上"),
    "Story.deck": says("副题在下"),
    "Story.byline": says("本报记者江一帆"),
    "Story.dateline": says("渡口4月14日电"),
    "Story.source": says("（本报讯）"),
    "Story.language": Elsewhere(LOAD, "test_story_language_is_the_editions_unless_given"),
    "Story.priority": Elsewhere(CLOSING, "test_the_least_important_goes_and_it_is_no_error"),
    "Story.form": Elsewhere("planning/test_index.py", "test_further_stories_join_in_where_there_are_few_pages"),
    "Story.section": Elsewhere(PLANNED, "test_stories_of_a_section_find_their_pages"),
    "Story.matter": beside("“竖排的主题” and slogan touch (both on 银行)"),
    "Story.must": Elsewhere(CLOSING, "test_what_must_be_there_is"),
    "Story.cut": Elsewhere(CLOSING, "test_one_that_is_never_cut_is_whole"),
    "Story.optional": Elsewhere(SHORTENING, "test_the_cheapest_goes_first_then_more"),
    "Story.pull_quotes": Elsewhere(
        "compose/test_pullquotes.py", "test_a_short_story_has_none_and_a_longer_one_a_single_one"
    ),
    "Story.held": Elsewhere("build/test_heldover.py", "test_the_report_has_every_word"),
    "Story.jump": both(
        Elsewhere(CLOSING, "test_an_order_is_followed_though_the_page_is_not_crowded"),
        Elsewhere(CLOSING, "test_an_order_that_cannot_be_followed_is_told_at_its_line"),
    ),
    "Story.short_headline": Elsewhere("planning/test_jumps.py", "test_what_stays_and_what_goes"),
    "Story.continued_from": says("（上接A3版）"),
    "Story.continued_on": says("下转A3版"),
    "Story.picture": lambda made: len(made.story("wave")["pictures"]) == 1,
    "Story.pictures": lambda made: len(made.story("rich")["pictures"]) == 2,
    "Story.columns": told(Code.STORY_COLUMNS, "rich.md", "columns"),
    "Story.measure": lambda made: near(made.story("rich")["body"][0]["rect"]["width"], TEXT),
    "Story.boxed": lambda made: made.story("wave")["boxed"],
    "Story.box": lambda made: turns(made) > 400,
    "Story.series": says("岸边事"),
    "Story.head": both(is_reversed, lambda made: len(headline(made, "upright")["lines"]) == 5),
    "Story.drop_cap": both(
        told(Code.DROP_CAP_NOT_SET, "rich.md", "drop-cap"),
        lambda made: any(each["role"] == "drop-cap" for each in made.story("upright")["elements"]),
    ),
    "PictureKeys.file": Elsewhere(ORDERS, "test_a_whole_picture_has_all_its_edges_on_the_page"),
    "PictureKeys.caption": says("检修中的桥。"),
    "PictureKeys.credit": says("林舟摄"),
    "PictureKeys.columns": both(
        told(Code.PICTURE_WIDTH, "rich.md", "columns: 4"),
        lambda made: made.story("wave")["pictures"][0]["rect"]["width"] < 0.6 * across(1),
    ),
    "PictureKeys.place": lambda made: near(right(rich(made)["pictures"][0]["rect"]), right(rich(made)["rect"])),
    "PictureKeys.focus": Elsewhere(ORDERS, "test_a_picture_that_loses_much_is_told_with_how_much_and_where"),
    "PictureKeys.whole": Elsewhere(ORDERS, "test_a_whole_picture_has_all_its_edges_on_the_page"),
    "Block.optional": Elsewhere(
        "planning/test_shortening.py", "test_a_marked_paragraph_a_marked_box_and_a_marked_section"
    ),
    "Paragraph.spans": says("河堤上的柳树"),
    "Span.text": says("面积3200m2"),
    "Span.emphasis": both(
        says("有粗体字也有楷体字"), lambda made: fonts_of(made, "粗体字") != fonts_of(made, "楷体字")
    ),
    "Span.reading": Elsewhere("content/test_readings.py", "test_a_story_says_its_language"),
    "Subhead.text": says("车辆怎样绕行"),
    "Element.columns": lambda made: near(made.element("facts")["rect"]["width"], 2 * TEXT + GUTTER),
    "Element.place": lambda made: near(right(made.element("facts")["rect"]), right(rich(made)["rect"])),
    "Quote.text": says("引语是这样一句"),
    "Quote.by": says("说话人"),
    "Facts.title": says("资料题"),
    "Facts.blocks": says("资料里的一段话"),
    "Table.title": says("表的题目"),
    "Table.heads": says("队分"),
    "Table.rows": says("河湾61"),
    "Table.aligns": lambda made: made.element("table")["lines"][-1]["x"] > made.element("table")["rect"]["x"] + 20,
    "Listing.items": both(says("第一样东西"), says("第二样东西")),
    "Listing.marks": says("•第一样东西"),
    "ChartKeys.title": says("图的题目"),
    "ChartKeys.unit": says("（只）"),
    "ChartKeys.source": says("湿地站"),
    "ChartKeys.highlight": lambda made: fonts_of(made, "甲年") != fonts_of(made, "乙年"),
    "ChartKeys.data": both(says("甲年"), says("48")),
    "Crossword.title": Elsewhere(PUZZLES, "test_a_crossword_is_its_cells_two_lists_of_clues_and_a_solution"),
    "Crossword.rows": Elsewhere(PUZZLES, "test_black_cells_are_black_and_numbers_stand_in_corners"),
    **{
        key: Elsewhere(
            "compose/test_flowing.py", "test_a_listing_flows_and_a_head_stands_again_where_its_group_goes_on"
        )
        for key in ("Programme.title", "Programme.groups", "Group.head", "Group.items", "Item.time", "Item.what")
    },
    **{
        f"Notice.{key}": Elsewhere(
            "compose/test_letters.py", "test_a_notice_is_framed_with_its_name_dates_and_who_signs"
        )
        for key in ("title", "dates", "blocks")
    },
    **{
        key: Elsewhere("compose/test_weather.py", "test_the_weather_is_read_line_by_line")
        for key in (
            *("Weather.title", "Weather.spells", "Weather.times", "Told.label", "Told.value"),
            *("Spell.place", "Spell.sky", "Spell.high", "Spell.low", "Spell.wind", "Spell.rain"),
        )
    },
    "Sudoku.title": Elsewhere(PUZZLES, "test_a_sudoku_of_none_or_several_solutions_is_told"),
    "Sudoku.rows": Elsewhere(PUZZLES, "test_a_digit_stands_in_the_middle_of_its_cell_and_boxes_are_ruled"),
    "Solution.title": Elsewhere(PUZZLES, "test_a_solution_stands_on_its_head"),
    "Solution.rows": Elsewhere(PUZZLES, "test_a_solution_stands_on_its_head"),
    "Ad.id": lambda made: made.ad("slogan") is not None,
    "Ad.kind": says("一份报纸"),
    "Ad.columns": lambda made: near(made.ad("slogan")["width"], across(2)),
    "Ad.rows": lambda made: near(made.ad("slogan")["height"], 16 * 13 * 25.4 / 72),
    "Ad.size": Elsewhere(BOXES, "test_a_size_is_so_many_columns_and_rows"),
    "Ad.advertiser": lambda made: ad_lines(made.result.edition.ads["supplied"]) == ("渡口商行",),
    "Ad.position": lambda made: any(one.code is Code.PLAN_AD_EDGE for one in made.result.findings),
    "Ad.matter": beside("“竖排的主题” and slogan touch (both on 银行)"),
    "Ad.not_beside": beside("“花线里的主题” and house touch"),
    "Ad.runs": Elsewhere("test_issue.py", "test_a_build_outside_of_a_run_is_warned_of"),
    "Ad.filler": Elsewhere(PLANNED, "test_one_appears_where_there_is_room_and_is_used_once"),
    "FramedAd.border": Elsewhere(ADS_KINDS, "test_no_border_leaves_its_box_or_enters_its_room"),
    "FramedAd.corners": Elsewhere(ADS_KINDS, "test_text_stays_clear_of_every_border_and_corner"),
    "Contact.label": says("订报热线"),
    "Contact.value": says("0300-1234567"),
    "QrCode.url": Elsewhere(CODES, "test_the_code_of_a_rendered_ad_can_be_read"),
    "QrCode.phone": Elsewhere(CODES, "test_the_code_of_a_rendered_ad_can_be_read"),
    "QrCode.vcard": Elsewhere(CODES, "test_the_code_of_a_rendered_ad_can_be_read"),
    "QrCode.caption": says("扫码下单", "A3"),
    **{
        f"VCard.{key}": Elsewhere(CODES, "test_a_card_says_what_it_was_booked_with")
        for key in ("name", "organisation", "phones", "email", "url", "address")
    },
    "AdPicture.file": Elsewhere(ADS_KINDS, "test_pictures_come_through_the_function_that_is_handed_in"),
    "AdPicture.whole": Elsewhere(ADS_KINDS, "test_a_picture_is_cropped_a_little_or_not_at_all"),
    "SloganAd.slogans": ad_words("一份报纸", "一城的事", page="A2"),
    "SloganAd.title": says("订报题目"),
    "SloganAd.subtitle": says("订报副题"),
    "SloganAd.contacts": says("0300-1234567"),
    "HouseAd.title": says("策划中心"),
    "HouseAd.claims": ad_words("主流媒体", "资质齐全", page="A2"),
    "HouseAd.services_title": both(says("业务"), Elsewhere(LOAD, "test_one_fault")),
    "HouseAd.services": ad_words("展览", "画册", page="A2"),
    "HouseAd.highlight": says("今日起接单"),
    "HouseAd.contacts": says("0300-1234568"),
    "ContactAd.title": says("分类广告部", "A3"),
    "ContactAd.lines": says("渡口大街九号", "A3"),
    "ContactAd.contacts": says("0300-1234569", "A3"),
    "ContactAd.qr": says("扫码下单", "A3"),
    "ContactAd.tint": Elsewhere(ADS_KINDS, "test_a_tint_lies_under_the_type_and_the_code_keeps_its_white"),
    "DisplayAd.look": Elsewhere(ADS_LOOKS, "test_every_look_ranks_its_type_at_every_size"),
    "DisplayAd.offer": Elsewhere(ADS_LOOKS, "test_an_offer_is_the_largest_in_its_look"),
    "Offer.amount": Elsewhere(ADS_LOOKS, "test_an_offer_is_the_largest_in_its_look"),
    "Offer.before": Elsewhere(ADS_LOOKS, "test_an_offer_is_the_largest_in_its_look"),
    "Offer.unit": Elsewhere(ADS_LOOKS, "test_an_offer_is_the_largest_in_its_look"),
    "Offer.was": Elsewhere(ADS_LOOKS, "test_an_offer_is_the_largest_in_its_look"),
    "DisplayAd.headline": says("展示广告的题", "A3"),
    "DisplayAd.subline": says("展示副题", "A3"),
    "DisplayAd.text": says("这里是一段说明文字", "A3"),
    "DisplayAd.picture": Elsewhere(ADS_KINDS, "test_a_picture_is_cropped_a_little_or_not_at_all"),
    "DisplayAd.logo": Elsewhere(ADS_KINDS, "test_a_display_ad_may_have_any_one_part"),
    "DisplayAd.contacts": says("0300-1234570", "A3"),
    "DisplayAd.qr": Elsewhere(ADS_KINDS, "test_a_display_ad_may_have_any_one_part"),
    "DisplayAd.tint": Elsewhere(ADS_KINDS, "test_a_tint_lies_under_the_type_and_the_code_keeps_its_white"),
    "ClassifiedAd.title": says("便民信息", "A3"),
    "ClassifiedAd.note": says("刊前核实", "A3"),
    "ClassifiedAd.headings": lambda made: made.words["A3"].index("招聘") < made.words["A3"].index("出租"),
    "ClassifiedAd.entries": says("两室一厅一千二", "A3"),
    "ClassifiedAd.contacts": says("0300-1234571", "A3"),
    "ClassifiedEntry.heading": says("出租", "A3"),
    "ClassifiedEntry.lead": says("诚招", "A3"),
    "ClassifiedEntry.text": says("面点师傅一名", "A3"),
    "NoticeAd.title": says("停水公告", "A3"),
    "NoticeAd.text": says("人民路今夜停水", "A3"),
    "NoticeAd.signature": says("渡口水务所", "A3"),
    "NoticeAd.date": says("四月十四日", "A3"),
    "NoticeAd.tint": Elsewhere(ADS_KINDS, "test_a_tint_lies_under_the_type_and_the_code_keeps_its_white"),
    **{
        f"CouponAd.{key}": Elsewhere(BOXES, "test_a_coupon_has_its_words_and_a_rule_to_write_on_for_each_field")
        for key in ("headline", "subline", "text", "fields", "reply_to", "code", "qr", "tint")
    },
    **{
        f"MastheadAd.{key}": Elsewhere(BOXES, "test_a_masthead_box_says_who_and_where")
        for key in ("title", "entries", "lines", "qr", "tint")
    },
    **{
        f"NoticesAd.{key}": Elsewhere(BOXES, "test_notices_are_of_one_size_and_in_type_of_one_size")
        for key in ("title", "entries", "each")
    },
    **{
        f"NoticesAd.{key}": Elsewhere(BOXES, "test_notices_are_sorted_by_name_and_stand_in_the_columns_asked_for")
        for key in ("order", "across")
    },
    **{
        f"NoticeEntry.{key}": Elsewhere(BOXES, "test_notices_are_of_one_size_and_in_type_of_one_size")
        for key in ("name", "dates", "text", "signature", "picture")
    },
    "SuppliedAd.border": Elsewhere(SUPPLIED, "test_a_border_may_be_drawn_round_it"),
    "SuppliedAd.file": Elsewhere(
        "ads/test_ads_supplied.py", "test_the_page_is_exactly_the_box_and_draws_the_ad_where_it_was"
    ),
    "SuppliedAd.bleed": Elsewhere(SUPPLIED, "test_a_declared_bleed_is_cut_off"),
    "SuppliedAd.page": Elsewhere(SUPPLIED, "test_more_than_one_page"),
}
"""Model and field -> how it is seen that the key is honoured, or told."""

NOT_WRITTEN = {
    "Story.id": "the name of the file",
    "Story.blocks": "the body",
    "Story.part_of": "the planner's",
    "Story.part_from": "the planner's",
    **dict.fromkeys(
        (
            "Paragraph.kind",
            "Paragraph.form",
            "Paragraph.goes_on",
            "Subhead.kind",
            "Quote.kind",
            "Facts.kind",
            "Table.kind",
            "Listing.kind",
            "Crossword.kind",
            "Weather.kind",
            "Notice.kind",
            "Programme.kind",
            "Sudoku.kind",
            "Solution.kind",
        ),
        "read",
    ),
}
"""Fields that are no keys: nobody can write them in an edition."""


def right(rect: dict[str, float]) -> float:
    return rect["x"] + rect["width"]


def fonts_of(made: Made, text: str) -> set[str]:
    """The faces that a text of page A2 is set in."""
    chars = [char for char in page_texts(made.pdf("A2"))[0].chars if char.text.strip()]
    at = "".join(char.text[0] for char in chars).index(text)
    return {char.font for char in chars[at : at + len(text)]}


ROOTS = (EditionKeys, Story, PictureKeys, Paragraph, Subhead, ChartKeys, *(kind.model for kind in KINDS))
ELEMENT_MODELS = tuple(kind.model for kind in ELEMENTS if kind.name != "chart")


def models() -> Iterator[type[BaseModel]]:
    """Every model that an edition is read into: those above, and those their fields are made of."""
    waiting, seen = [*ROOTS, *ELEMENT_MODELS], set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            waiting += [each for each in types_in(field.annotation) if each not in (Block, Chart, Picture)]


def types_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from types_in(part)


def keys() -> dict[str, str]:
    """Every key an editor can write, under the model that brings it."""
    found = {}
    for model in models():
        for name in model.model_fields:
            owner = [kin for kin in model.__mro__ if name in getattr(kin, "model_fields", {})][-1]
            found[f"{owner.__name__}.{name}"] = name
    return {name: key for name, key in found.items() if name not in NOT_WRITTEN}


def test_every_key_has_a_check_and_every_check_a_key():
    assert sorted(keys().keys() - CHECKS.keys()) == [], "say in CHECKS how it is seen that the key is honoured or told"
    assert sorted(CHECKS.keys() - keys().keys()) == [], "there is no such key"


@pytest.mark.parametrize("key", CHECKS)
def test_a_key_is_honoured_or_told(key, made):
    assert CHECKS[key](made), key
    assert all(each.names(key.partition(".")[2]) for each in named_tests(CHECKS[key])), "that test writes no such key"


def test_what_is_no_key_cannot_be_written(made):
    for key in ("part-of: rich", "part-from: 2", "blocks: 3", "id: other"):
        said = Report()
        shelf = MemoryShelf({"one.md": f"---\nheadline: 题\n{key}\n---\n文字。\n"})
        read_story(shelf, "one.md", "zh-Hans", said, ())
        assert [finding.code for finding in said.errors] == [Code.UNKNOWN_KEY], key


def test_of_a_page_built_alone_the_same_keys_are_told_as_not_printed(made):
    """What the front page prints is known from its template, though it is not built."""
    alone = pipeline.build(Project(made.folder.parents[1]), made.folder, pages=["A3"])
    assert [page.page.id for page in alone.pages] == ["A3"]

    def not_printed(result):
        return {finding.message for finding in result.findings if finding.code is Code.NOT_PRINTED}

    assert not_printed(alone)
    assert not_printed(alone) <= not_printed(made.result)
