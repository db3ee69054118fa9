"""A whole project that is built in a moment: a template of two columns and twenty rows, and a small good edition."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image
from ruamel.yaml import YAML

from layout.files.project import Project
from tests.conftest import ROOT

DAY = "2022-04-15"

SIZES = {
    "name": "tiny",
    "page": {
        "width": "106mm", "height": "125mm", "bleed": "3mm", "slug": "10mm", "margins": {"top": "20mm", "left": "12mm"},
    },
    "grid": {
        "columns": 2, "column": "108pt", "gutter": "13.5pt", "rows": 20, "row": "13pt", "baseline": "9.9pt",
    },
    "nameplate": 4,
    "barcode": None,
}  # fmt: skip
"""What the tiny design has of its own; all else is the tabloid's."""

HEADLINE = {
    "natural": {1: "18pt", 5: "14pt"},
    "max_lines": {1: 2, 2: 1},
    "ladder": ["18pt", "16pt", "14pt", "12pt"],
}

EDITION = """\
paper:
  name: 渡口晚报
date: 2022-04-15
issue: 4210
pages:
  - id: A1
    section: 要闻
    template: tiny
    stories: [lead, market]
    ads: [house]
    areas:
      - lead market
      - lead house
"""

ADS = """\
- id: house
  kind: notice
  columns: 1
  rows: 8
  title: 停水公告
  text: [人民路今夜停水，明早恢复。]
"""

LEAD = """\
---
headline: 大桥检修
priority: 1
---
渡口大桥从15日零时起封闭检修，预计工期二十天。过江车辆可以走上游的新桥，公交改线，站点不变。检修面积三千平方米。

市政部门说，桥面铺装在夜间施工，白天清理。请市民提前安排出行时间，留意沿途标志，听从现场人员指挥。

新桥桥头增设了两处临时站台，公交车每五分钟一班，末班车延到二十三点。渡轮照常开行，早晚加开四班，票价不变，老人和学生免票。
"""

MARKET = """\
---
headline: 春菜上市
---
本地春菜大量上市，菜价比上月低了两成。菠菜、油菜、小葱都在每斤两元上下，买菜的人多了起来，摊主笑得合不拢嘴。

市场管理处说，货源充足，价格还会再降，本周末另有三场展销，凭本报可享优惠，欢迎光临。
"""


@dataclass(frozen=True)
class Tiny:
    """A project folder of its own: the tiny template, the real assets, the small edition."""

    root: Path

    @property
    def project(self) -> Project:
        return Project(self.root)

    @property
    def edition(self) -> Path:
        return self.root / "content" / DAY

    @property
    def template(self) -> Path:
        return self.root / "templates" / "tiny"

    @property
    def output(self) -> Path:
        return self.root / "output" / DAY

    def path(self, name: str) -> Path:
        return self.edition / name

    def read(self, name: str) -> str:
        return self.path(name).read_bytes().decode("utf-8")

    def write(self, name: str, data: str | bytes) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))

    def replace(self, name: str, old: str, new: str) -> None:
        """Change one passage of a file; it must stand there exactly once."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def body(self, name: str, text: str) -> None:
        """Give a story another body."""
        head = self.read(name).split("---\n")[1]
        self.write(name, f"---\n{head}---\n{text}")


@lru_cache(maxsize=1)
def design_text() -> str:
    """Return the tiny design: the tabloid's with other sizes."""
    yaml = YAML(typ="safe", pure=True)
    design = {**yaml.load(ROOT / "templates" / "tabloid" / "design.yaml"), **SIZES}
    del design["for"]  # it has sizes of its own
    design["head"] = {**design["head"], "after": 0, "headline": {**design["head"]["headline"], **HEADLINE}}
    out = io.StringIO()
    yaml.dump(design, out)
    return out.getvalue()


def make_tiny(root: Path) -> Tiny:
    """Make the project in a folder, which must be empty or not there."""
    made = Tiny(root)
    made.template.mkdir(parents=True)
    (made.root / "banmian.toml").touch()
    tabloid = ROOT / "templates" / "tabloid"
    (made.template / "design.yaml").write_text(design_text(), encoding="utf-8")
    for path in tabloid.iterdir():
        if path.name != "design.yaml":
            shutil.copy(path, made.template)
    for path in tabloid.parent.iterdir():
        if path.is_dir() and not (path / "design.yaml").exists():  # what several templates share
            (made.template.parent / path.name).symlink_to(path)
    (root / "assets").symlink_to(ROOT / "assets")
    made.write("edition.yaml", EDITION)
    made.write("ads.yaml", ADS)
    made.write("lead.md", LEAD)
    made.write("market.md", MARKET)
    return made


@lru_cache(maxsize=8)
def jpeg(mode: str = "L", width: int = 600, height: int = 400) -> bytes:
    """Return a picture that is good for the press."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert(mode).save(out, "JPEG", quality=80)
    return out.getvalue()
