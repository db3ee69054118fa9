"""A small edition with pages that look printed: a layout.json and blank PDFs, without setting a line."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pikepdf
from PIL import Image

from layout.edition.load import load_edition
from layout.edition.model import Story
from layout.files.project import Project
from tests.conftest import ROOT

EDITION = """\
paper: {name: 渡口晚报, latin_name: FERRY EVENING NEWS, publisher: 渡口报社, cn_number: "CN 00-0000"}
date: 2022-04-15
issue: 4210
pages:
  - {id: A1, section: 要闻, template: tabloid, kind: inside, stories: [bridge, market]}
  - {id: A2, section: 民生, template: tabloid, stories: [bridge-end, ferry, hostile], ads: [subscribe, small-ads]}
"""

ADS = """\
- id: subscribe
  kind: contact
  columns: 2
  rows: 8
  title: 《渡口晚报》订阅
  lines: [全年 240 元 <不含邮费>]
  contacts: [{label: 订报热线, value: "0300-1234567"}]
  qr: {url: "https://example.org/?a=1&b=2", caption: 扫码订报}
- id: small-ads
  kind: classified
  columns: 3
  rows: 10
  title: 分类广告
  headings: [出租, 招聘]
  entries:
    - {heading: 招聘, lead: 船工, text: 两名。}
    - {heading: 出租, text: 码头仓库一间。}
"""

STORIES = {
    "bridge": """\
---
kicker: 工期二十天
headline: 渡口大桥今起封闭检修
deck: 公交改走新桥，步行改乘渡船
byline: 本报记者 林舟
dateline: 渡口4月15日电
source: 本报讯
priority: 1
continued-on: A2
picture: {file: bridge.png, caption: 检修中的大桥。, credit: 林舟 摄}
---
渡口大桥从15日零时起封闭检修，检修面积约3200m^2^，**预计**工期*20天*。

## 车辆 怎样绕行

过江车辆可以走上游的新桥。
""",
    "bridge-end": """\
---
headline: 大桥检修 先查钢索
byline: 本报记者 林舟
continued-from: A1
---
检修从钢索开始。

工人说：“一根一根地查。”
""",
    "market": """\
---
headline: 春菜上市 价格回落
---
菜价比上月低了两成。
""",
    "ferry": """\
---
headline: Ferries run later
language: en-GB
dateline: FERRY TOWN, April 15
source: Reuters
---
The last boat leaves at 10 p.m. while the bridge is shut.
""",
    "hostile": """\
---
headline: 标题<script>alert(1)</script>&amp;"引号'
byline: "\\"><img src=x onerror=alert(2)>"
---
正文里的<b>标签</b>也是字，&lt;不是&gt;代码 \\& {{ 7 * 7 }}。
""",
}


def make_edition(root: Path) -> Project:
    """Make a project folder with the edition in content/2022-04-15."""
    for name in ("templates", "assets"):
        (root / name).symlink_to(ROOT / name)
    folder = root / "content" / "2022-04-15"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION, "utf-8")
    (folder / "ads.yaml").write_text(ADS, "utf-8")
    for name, text in STORIES.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), (20, 90, 140)).save(picture, "PNG")
    (folder / "bridge.png").write_bytes(picture.getvalue())
    return Project(root)


def make_other(project: Project, day: str, issue: int, **words: str) -> Path:
    """Make another edition of the same stories and its printed pages, with words of edition.yaml changed.

    Return its folder; the first edition's pages must be printed.
    """
    first = project.content / "2022-04-15"
    folder = project.content / day
    shutil.copytree(first, folder)
    text = EDITION.replace("2022-04-15", day[:10]).replace("4210", str(issue))
    for old, new in words.items():
        text = text.replace(old, new)
    (folder / "edition.yaml").write_text(text, "utf-8")
    shutil.copytree(project.output(first), project.output(folder))
    return folder


def rect(x: float, y: float, width: float, height: float) -> dict[str, float]:
    return {"x": x, "y": y, "width": width, "height": height}


def galley(role: str, place: dict[str, float], text: str) -> dict[str, object]:
    return {"role": role, "rect": place, "lines": [{"text": text}]}


def print_pages(project: Project) -> Path:
    """Write what a build of the edition leaves, with bridge as an L around market; return the output folder."""
    folder = project.content / "2022-04-15"
    loaded = load_edition(folder, project.templates)
    assert loaded.edition, loaded.errors
    stories = loaded.edition.stories
    pages = [
        {
            "stories": [
                # Its rectangle is the whole page; market stands in its lower right corner.
                placed(
                    stories["bridge"],
                    rect(10, 10, 180, 240),
                    head=rect(10, 10, 180, 40),
                    body=[rect(10, 50, 85, 200), rect(105, 120, 85, 50)],
                    picture=rect(105, 55, 85, 55),
                ),
                placed(stories["market"], rect(105, 180, 85, 70), rect(105, 184, 85, 10), [rect(105, 196, 85, 54)]),
            ],
            "ads": [],
        },
        {
            "stories": [
                placed(stories["bridge-end"], rect(10, 10, 180, 60), rect(10, 10, 180, 12), [rect(10, 24, 180, 46)]),
                placed(stories["ferry"], rect(10, 75, 85, 60), rect(10, 75, 85, 12), [rect(10, 90, 85, 45)]),
                placed(stories["hostile"], rect(105, 75, 85, 60), rect(105, 75, 85, 12), [rect(105, 90, 85, 45)]),
            ],
            "ads": [
                {"id": "subscribe", "rect": rect(10, 140, 85, 110)},
                {"id": "small-ads", "rect": rect(105, 140, 85, 110)},
            ],
        },
    ]
    output = project.output(folder)
    (output / "pages").mkdir(parents=True)
    for name, page in zip(("A1", "A2"), pages, strict=True):
        page |= {"id": name, "trim": {"width": 200.0, "height": 260.0}}
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200 / 25.4 * 72, 260 / 25.4 * 72))
            pdf.save(output / "pages" / f"{name}.pdf")
    (output / "layout.json").write_text(json.dumps({"pages": pages}), "utf-8")
    return output


def placed(
    story: Story, area: dict[str, float], head: dict[str, float], body: list[dict[str, float]], picture: object = None
) -> dict[str, object]:
    text = "".join(block.text for block in story.blocks)
    galleys = [galley("body", place, text if number == 0 else "") for number, place in enumerate(body)]
    shown = {"rect": picture, "caption": None} if picture else None
    return {"id": story.id, "rect": area, "head": [galley("headline", head, story.headline)], "body": galleys} | {
        "picture": shown
    }
