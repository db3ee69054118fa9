"""An edition that asks much of a template: the longest head, the shortest story, a picture, thirty classified ads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from layout.design.fonts import FontBook
from layout.design.tokens import Design

ENTRIES = 30


@dataclass(frozen=True, slots=True)
class Copy:
    """What the stress edition says in one language."""

    language: str
    head: str
    kicker: str
    sentence: str
    short: str
    heading: str
    entry: str


HAN = Copy(
    "zh-Hans",
    "一条长得几乎放不下的主题 说了又说 改了又改 到末了还是没有人舍得删去一个字",
    "引题也不肯短，它要把主题没有说清的再说一遍",
    "这一句话是用来填满栏目的，它没有别的意思，只求行数够多，标点也够多：“引号”、（括号）、2022年、39.4万。",
    "短。",
    "二手",
    "一件用不着的东西，成色尚好，自提优先。0999-0000000",
)
LATIN = Copy(
    "en",
    "A headline so long that it hardly fits, said and said again, until nobody has the heart to cut a word of it",
    "The kicker will not be short either and says the same thing once more",
    "This sentence is here to fill the column and for nothing else, with “marks,” (brackets) and 39.4 percent. ",
    "Short.",
    "For sale",
    "One thing no longer needed, in good order, to be fetched. 555-0100.",
)


def copy_for(design: Design, fonts: FontBook) -> Copy:
    """Return the copy a template's body face can set."""
    return HAN if fonts[design.body.font].has("永") else LATIN


def write_edition(folder: Path, template: str, design: Design, copy: Copy) -> Path:
    """Write the stress edition of a template: one page of the kind inside, its areas given."""
    across, rows = design.grid.columns, design.grid.rows
    left = max(1, across // 2)
    right = across - left
    folder.mkdir(parents=True)
    Image.effect_noise((1200, 800), 40).convert("RGB").save(folder / "noise.jpg")
    areas = [["long"] * left + ["picture"] * right, ["short"] * left + ["plain"] * right, ["market"] * across]
    (folder / "edition.yaml").write_text(
        "paper: {name: Stress}\ndate: 2022-04-01\nissue: 1\n"
        f"language: {copy.language}\n"
        f"pages:\n  - id: T1\n    section: Stress\n    template: {template}\n    kind: inside\n"
        "    stories: [long, picture, short, plain]\n    ads: [market]\n    areas:\n"
        + "".join(f"      - {' '.join(row)}\n" for row in areas),
        "utf-8",
    )
    entries = "".join(
        f'    - {{heading: {copy.heading}, lead: "{number}", text: "{copy.entry}"}}\n'
        for number in range(1, ENTRIES + 1)
    )
    (folder / "ads.yaml").write_text(
        f"- id: market\n  kind: classified\n  columns: {across}\n  rows: {round(0.4 * rows)}\n"
        f"  headings: [{copy.heading}]\n  entries:\n{entries}",
        "utf-8",
    )
    stories = {
        "long": (f"kicker: {copy.kicker}\nheadline: {copy.head}\ndeck: {copy.kicker}\npriority: 1\n", 6),
        "picture": (f"headline: {copy.short}\npriority: 3\npicture: {{file: noise.jpg, caption: {copy.short}}}\n", 8),
        "plain": (f"headline: {copy.kicker}\nboxed: true\n", 5),
        "short": (f"headline: {copy.short}\n", 0),
    }
    for name, (head, count) in stories.items():
        body = "\n\n".join([copy.sentence * 2] * count) or copy.short
        (folder / f"{name}.md").write_text(f"---\n{head}---\n{body}\n", "utf-8")
    return folder
