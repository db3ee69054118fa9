"""A small edition with pages that look printed: a layout.json and blank PDFs, without setting a line."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
from PIL import Image

from layout.build.inputs import read_folder
from layout.edition.model import Story
from layout.files.codec import read_record, to_data
from layout.files.output import json_text
from layout.files.project import Project
from layout.scene.record import LayoutRecord, StoryRecord
from tests import records
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
The last boat leaves at 10 p.m. while the bridge is shut. The boat is the {渡舟|dùzhōu} of **{渡口|dù|kǒu}**.
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
    for name in ("templates", "assets", "banmian.toml"):
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


def print_pages(project: Project) -> Path:
    """Write what a build of the edition leaves, with bridge as an L around market; return the output folder."""
    folder = project.content / "2022-04-15"
    loaded = read_folder(folder, project.templates)
    assert loaded.edition, loaded.errors
    stories = loaded.edition.stories
    layout = records.layout(
        records.page(
            # Its rectangle is the whole page; market stands in its lower right corner.
            placed(
                stories["bridge"],
                (10, 10, 180, 240),
                head=(10, 10, 180, 40),
                body=[(10, 50, 85, 200), (105, 120, 85, 50)],
                picture=(105, 55, 85, 55),
            ),
            placed(stories["market"], (105, 180, 85, 70), (105, 184, 85, 10), [(105, 196, 85, 54)]),
            name="A1",
            size=(200.0, 260.0),
        ),
        records.page(
            placed(stories["bridge-end"], (10, 10, 180, 60), (10, 10, 180, 12), [(10, 24, 180, 46)]),
            placed(stories["ferry"], (10, 75, 85, 60), (10, 75, 85, 12), [(10, 90, 85, 45)]),
            placed(stories["hostile"], (105, 75, 85, 60), (105, 75, 85, 12), [(105, 90, 85, 45)]),
            name="A2",
            size=(200.0, 260.0),
            ads={"subscribe": (10, 140, 85, 110), "small-ads": (105, 140, 85, 110)},
        ),
    )
    output = project.output(folder)
    (output / "pages").mkdir(parents=True)
    for page in layout.pages:
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200 / 25.4 * 72, 260 / 25.4 * 72))
            pdf.save(output / "pages" / f"{page.id}.pdf")
    write_layout(output, layout)
    return output


def read_layout(output: Path) -> LayoutRecord:
    return read_record(LayoutRecord, output / LayoutRecord.FILE, "")


def write_layout(output: Path, layout: LayoutRecord) -> None:
    (output / LayoutRecord.FILE).write_text(json_text(to_data(layout)), "utf-8")


def placed(
    story: Story, area: records.Rect, head: records.Rect, body: list[records.Rect], picture: records.Rect | None = None
) -> StoryRecord:
    text = "".join(block.text for block in story.blocks)
    galleys = [records.galley(text if number == 0 else "", place) for number, place in enumerate(body)]
    return records.story(story.id, area, galleys, records.galley(story.headline, head, "headline"), picture)
