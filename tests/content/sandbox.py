"""A small edition without a fault, in a project folder of its own, to be broken in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layout.build.inputs import read_folder
from layout.edition.load import Loaded

EDITION_YAML = """\
# Made up for tests.
paper:
  name: 渡口晚报
  latin_name: FERRY EVENING NEWS
date: 2022-04-15
issue: 4210  # a made-up number
language: zh-Hans
pages:
  - id: B1
    section: 要闻
    template: tabloid
    kind: inside
    stories: [lead]
  - id: B2
    section: 时事
    template: tabloid
    stories: [river, market]
    ads: [subscribe, house]
    areas:
      - river river market
      - subscribe subscribe market
      - house house house
"""

ADS_YAML = """\
- id: subscribe
  kind: slogan
  columns: 2
  rows: 8
  slogans: [一份报纸。, 一城的事。]
  title: 《渡口晚报》
  contacts:
    - label: 订报热线
      value: "0300-1234567"
- id: house
  kind: house
  columns: 3
  rows: 10
  title: 渡口晚报广告部
  contacts:
    - label: 电话
      value: "03001234568"
"""

LEAD = """\
---
headline: 渡口大桥今起封闭检修
deck: 工期二十天
byline: 本报记者 林舟
priority: 1
continued-on: B2
picture:
  file: pictures/bridge.jpg
  caption: 检修中的大桥。
---
渡口大桥从15日零时起封闭检修，预计工期20天。

## 车辆怎样绕行

过江车辆可以走上游的新桥。
"""

RIVER = """\
---
headline: 检修期间公交改线
continued-from: B1
priority: 2
---
公交3路、7路改走**新桥**。
"""

MARKET = """\
---
kicker: 菜价
headline: 春菜上市 价格回落
source: 本报讯
boxed: true
---
菜价比上月低了两成。
"""


@dataclass(frozen=True)
class Sandbox:
    """A project folder with templates and one edition."""

    root: Path

    @property
    def edition(self) -> Path:
        return self.root / "content" / "2022-04-15"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    def path(self, name: str) -> Path:
        return self.edition / name

    def read(self, name: str) -> str:
        return self.path(name).read_bytes().decode("utf-8")

    def write(self, name: str, data: str | bytes) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one passage of a file; it must stand there exactly once."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def load(self) -> Loaded:
        return read_folder(self.edition, self.templates)

    def body(self, name: str, text: str) -> None:
        """Give a story another body."""
        head = self.read(name).split("---\n")[1]
        self.write(name, f"---\n{head}---\n{text}")


def make_sandbox(root: Path) -> Sandbox:
    made = Sandbox(root)
    template = made.templates / "tabloid"
    template.mkdir(parents=True)
    (made.root / "banmian.toml").touch()
    (template / "design.yaml").write_text("name: tabloid\n", encoding="utf-8")
    (template / "inside.html").write_text("", encoding="utf-8")
    made.write("edition.yaml", EDITION_YAML)
    made.write("ads.yaml", ADS_YAML)
    made.write("lead.md", LEAD)
    made.write("river.md", RIVER)
    made.write("market.md", MARKET)
    made.write("pictures/bridge.jpg", b"\xff\xd8\xff\xe0 a picture, as far as the loader looks at it")
    made.write("README.md", "notes for the desk, no story\n")
    made.write("_later.md", "kept for another day\n")
    return made
