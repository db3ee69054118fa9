"""A founder's first afternoon: own name, logo, fifteen stories of any length, six ads; the first build is printable.

It takes a minute or more, so it is walked only when it is asked for: ``make walk``.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from layout.build import pipeline
from layout.build.starter import new_paper
from layout.files.project import find_project
from tests.editions import HEADLINES, story
from tests.paper.test_first_issue import answers

pytestmark = pytest.mark.skipif("BANMIAN_WALK" not in os.environ, reason="make walk")

SECTIONS = ("要闻", "采编", "出版", "服务")
AD = """- id: shop-{number}
  kind: display
  columns: {columns}
  rows: {rows}
  headline: 老街{number}号新店开张
  text: [开业三天全场八折，街坊邻里都来坐坐。]
  contacts:
    - label: 电话
      value: "0300-000000{number}"

"""


def emptied(edition: Path, keep: tuple[str, ...]) -> None:
    """Take the guide out of a first issue, all but what every issue has."""
    text = (edition / "edition.yaml").read_text("utf-8")
    for path in edition.glob("*.md"):
        if path.stem not in keep:
            path.unlink()
    listed = re.sub(
        r"stories: \[(.*)\]",
        lambda found: f"stories: [{', '.join(name for name in found[1].split(', ') if name in keep)}]",
        text,
    )
    (edition / "edition.yaml").write_text(listed, "utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_first_paper_of_ones_own_can_be_printed(seed, tmp_path):
    made = new_paper(
        tmp_path / "ferry", answers(language="zh-Hans", name="渡口社区报", town="渡口", template="tabloid")
    )
    look = made.folder / "templates" / "ferry"
    logo = Image.new("RGBA", (3000, 600), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((40, 40, 2960, 560), fill=(200, 30, 40, 255))
    logo.save(look / "nameplate.png")
    design = (look / "design.yaml").read_text("utf-8")
    (look / "design.yaml").write_text(f"logo: nameplate.png\n{design}", "utf-8")
    emptied(made.edition, ("letters", "masthead"))
    chance = random.Random(seed)
    for number in range(15):
        text = story(chance, chance.randint(250, 1500), f"{HEADLINES[number % len(HEADLINES)]}", chance.randint(1, 7))
        front = f"---\nsection: {SECTIONS[number % 4]}\n"
        (made.edition / f"story-{number}.md").write_text(text.replace("---\n", front, 1), "utf-8")
    ads = (made.edition / "ads.yaml").read_text("utf-8").split("# 只登这一期的广告")[0]
    sizes = ((2, 16), (3, 20), (5, 18), (2, 24))
    own = [AD.format(number=at, columns=columns, rows=rows) for at, (columns, rows) in enumerate(sizes)]
    (made.edition / "ads.yaml").write_text(ads + "".join(own), "utf-8")
    written = (made.edition / "edition.yaml").read_text("utf-8")
    written = written.replace("ads: [sizes, small-ads]", "ads: [shop-0, shop-1]")
    written = written.replace("ads: [advertise]", "ads: [advertise, shop-2]")
    written = written.replace("ads: [subscribe]", "ads: [subscribe, shop-3]")
    (made.edition / "edition.yaml").write_text(written, "utf-8")

    result = pipeline.build(find_project(made.edition), made.edition)
    assert [str(finding) for finding in result.findings if finding.severity.value == "error"] == []
    assert not result.proof
    assert len(result.pages) == 4
