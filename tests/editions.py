"""Editions of any size from a few sentences of our own, for tests and benchmarks, and pages of the sample edition.

Same arguments, same edition.
"""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

from layout.files.project import Project

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "2022-04-15"

SENTENCES = (
    "清晨六点，老街的豆腐坊已经冒起了热气。",
    "街道办的工作人员说，新的停车位下周起投入使用。",
    "河岸边的柳树抽了新芽，散步的人比上月多了一倍。",
    "学校把操场向周边居民开放，每天傍晚到九点。",
    "据介绍，这条管线长3.6公里，工期约40天。",
    "社区食堂推出了15元的午餐，两荤两素，还有一碗汤。",
    "“我们等这座桥等了八年。”家住河东的一位老人说。",
    "修表匠在摊前坐了三十年，手边的放大镜换过五只。",
    "图书馆延长了开放时间，周末的座位仍然不够用。",
    "气象台预计，周四起有一次小到中雨，气温下降6℃左右。",
    "集市上的春笋每斤卖到4.5元，比去年便宜。",
    "消防队员教孩子们打绳结，一个下午教会了42人。",
    "新线路试运行首日，共运送乘客1.2万人次。",
    "合唱团的平均年龄是61岁，最年长的成员已经79岁。",
    "工程师提醒，雨天路滑，骑车经过工地时请减速。",
    "果农把剪下的枝条捆好，送到村口的发电站。",
)
HEADLINES = (
    "老桥换新颜 通行更顺畅",
    "春耕备足种子 农机下田检修",
    "夜间公交增至五条",
    "社区食堂开门迎客",
    "图书馆周末延时开放",
    "河岸步道全线贯通",
    "小学操场傍晚对外开放",
    "集市搬进新大棚",
)
PLACES = ("lead", "second", "third", "fourth", "fifth")
AREAS = ("{0} {0} {0} {1} {1}", "{2} {2} {3} {3} {3}", "{4} {4} {4} {4} {4}")
LENGTHS = (1040, 580, 975, 1420, 585)
"""Characters that fill a page of the tabloid template, within what levers make up for."""


def write_edition(
    folder: Path, pages: int, *, seed: int = 1, scale: float = 1.0, kicker: str = "", areas: bool = True
) -> Path:
    """Write an edition of so many pages, five stories each; ``scale`` makes all of them longer or shorter.

    With ``areas`` the pages say where their stories stand, without they are to be planned.
    """
    folder.mkdir(parents=True)
    rows = []
    for number in range(pages):
        page = f"{'ABCDEFGH'[number // 16]}{number % 16 + 1}"
        chance = random.Random(seed * 1000 + number)
        names = [f"{page.lower()}-{place}" for place in PLACES]
        for at, name in enumerate(names):
            text = story(chance, round(LENGTHS[at] * scale), HEADLINES[(number + at) % len(HEADLINES)], at + 1, kicker)
            (folder / f"{name}.md").write_text(text, "utf-8")
        rows.append(f"  - id: {page}\n    section: 综合\n    template: tabloid\n    stories: [{', '.join(names)}]\n")
        if areas:
            rows.append("    areas:\n" + "".join(f"      - {line.format(*names)}\n" for line in AREAS))
    text = "paper:\n  name: 渡口晚报\n  latin_name: FERRY EVENING NEWS\ndate: 2022-04-15\nissue: 4210\npages:\n"
    (folder / "edition.yaml").write_text(text + "".join(rows), "utf-8")
    return folder


def write_zones(base: Path, zones: int, own: int) -> list[Path]:
    """Write zones of an edition of `write_edition`, beside it; each has other stories on its first ``own`` pages."""
    made = []
    for number in range(zones):
        folder = base.with_name(f"zone{number:02d}")
        folder.mkdir()
        (folder / "edition.yaml").write_text(f"based-on: ../{base.name}\nzone: 第{number + 1}版\n", "utf-8")
        for page in range(own):
            chance = random.Random(7000 + number * 100 + page)
            for at, place in enumerate(PLACES):
                text = story(chance, LENGTHS[at], HEADLINES[(page + at) % len(HEADLINES)], at + 1)
                (folder / f"a{page + 1}-{place}.md").write_text(text, "utf-8")
        made.append(folder)
    return made


def story(chance: random.Random, length: int, headline: str, priority: int, kicker: str = "") -> str:
    """Return a story's file of about that many characters."""
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < length:
        paragraphs.append("".join(chance.sample(SENTENCES, chance.randint(3, 5))))
    over = sum(map(len, paragraphs)) - length
    if over > 0:
        paragraphs[-1] = paragraphs[-1][: max(30, len(paragraphs[-1]) - over)].rstrip("，。“”、") + "。"
    head = f"---\n{f'kicker: {kicker}{chr(10)}' if kicker else ''}headline: {headline}\npriority: {priority}\n---\n"
    return head + "\n\n".join(paragraphs) + "\n"


def sample_project(root: Path, *pages: str) -> Project:
    """Make a project of its own: the real templates and assets, a copy of the sample edition or of some of its pages.

    What a test shows on one page is planned and made in a fraction of the time the four take.
    """
    for name in ("templates", "assets", "banmian.toml"):
        (root / name).symlink_to(ROOT / name)
    sample, folder = ROOT / "content" / SAMPLE, root / "content" / SAMPLE
    if not pages:
        shutil.copytree(sample, folder)
        return Project(root)
    folder.mkdir(parents=True)
    head, rest = (sample / "edition.yaml").read_text("utf-8").split("pages:\n")
    kept = [page for page in re.split(r"(?m)^(?=  - id: )", rest) if page[8:].split("\n")[0] in pages]
    stories, ads = (re.findall(r"[\w-]+", " ".join(re.findall(rf"{key}: (.*)", "".join(kept)))) for key in KEYS)
    (folder / "edition.yaml").write_text(f"{head}pages:\n{''.join(kept)}", "utf-8")
    every = re.split(r"(?m)^(?=- id: )", (sample / "ads.yaml").read_text("utf-8"))
    (folder / "ads.yaml").write_text("".join(ad for ad in every if ad[6:].split("\n")[0] in ads), "utf-8")
    for name in stories:
        shutil.copy(sample / f"{name}.md", folder)
    texts = "".join(path.read_text("utf-8") for path in folder.iterdir())
    for picture in sample.glob("images/*"):
        if picture.name in texts:
            (folder / "images").mkdir(exist_ok=True)
            shutil.copy(picture, folder / "images")
    return Project(root)


KEYS = ("stories", "ads")
