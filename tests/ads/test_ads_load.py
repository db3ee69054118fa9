"""Ads as an editor writes them: the examples of the documentation are read and drawn, and mistakes have a line."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from layout.ads.draw import draw_ad
from layout.ads.kinds import KINDS
from layout.ads.kinds.supplied import SuppliedAd
from layout.base.diagnostics import Ref
from layout.base.units import MM
from layout.build.inputs import read_edition

ROOT = Path(__file__).parents[2]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs" / "ads.md").read_text(encoding="utf-8"), re.M | re.S)
EDITION = """\
paper: {{name: 衡水晚报}}
date: 2022-04-15
issue: 1
pages:
  - id: B2
    template: tabloid
    stories: [lead]
    ads: [{ids}]
    areas: [lead lead lead lead lead]
"""


def load(ads: str, folder: Path):
    """Load an edition of one story with these ads; findings about the page's picture of areas are left out."""
    ids = ", ".join(re.findall(r"^- id: (\S+)", ads, re.M))
    (folder / "edition.yaml").write_text(EDITION.format(ids=ids), encoding="utf-8")
    (folder / "lead.md").write_text("---\nheadline: 头条\n---\n\n正文。\n", encoding="utf-8")
    (folder / "ads.yaml").write_text(ads, encoding="utf-8")
    return read_edition(folder, ROOT / "templates")


def findings(ads: str, folder: Path) -> list[str]:
    return [
        f"{finding.place.line}: {finding.message}"
        for finding in load(ads, folder).findings
        if finding.place.file.endswith("ads.yaml")
    ]


def test_every_kind_but_those_told_elsewhere_has_an_example():
    kinds = {re.search(r"kind: (\S+)", example)[1] for example in EXAMPLES}
    assert kinds == {*KINDS.names} - {"slogan", "house"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: re.search(r"kind: (\S+)", text)[1])
def test_the_examples_are_read_and_drawn(example, tmp_path, folder, design, fonts):
    assert findings(example, tmp_path) == []
    (ad,) = read(example, tmp_path)
    if isinstance(ad, SuppliedAd):
        assert ad.bleed == pytest.approx(3 * MM)
        pdf = pikepdf.new()
        wide, tall = design.grid.measure(ad.columns) + 2 * ad.bleed, ad.rows * design.grid.row + 2 * ad.bleed
        pdf.add_blank_page(page_size=(wide, tall))
        pdf.save(folder / ad.file)
    drawing = draw_ad(ad, design.grid.measure(ad.columns), ad.rows * design.grid.row, design, fonts, folder=folder)
    assert drawing.pdf.startswith(b"%PDF")
    assert drawing.findings == ()


def read(ads: str, folder: Path):
    """Read ads.yaml as the loader does, without a page for them."""
    from layout.base.diagnostics import Report
    from layout.files.models import Form, read_model
    from layout.files.yaml import parse_yaml

    report = Report()
    root = parse_yaml(ads, "ads.yaml", report)
    ads = [read_model(KINDS.named(node.get("kind").text).model, Form(node, "ads.yaml"), report) for node in root.items]
    assert report.findings == ()
    return ads


def test_every_entry_of_a_classified_ad_knows_its_line(tmp_path):
    example = next(example for example in EXAMPLES if "kind: classified" in example)
    load(example, tmp_path)
    path = tmp_path / "edition.yaml"
    path.write_text(re.sub(r"    areas:.*\n", "", path.read_text("utf-8")), "utf-8")
    edition = read_edition(tmp_path, ROOT / "templates").edition
    (ad,) = edition.ads.values()
    lines = [number for number, line in enumerate(example.splitlines(), 1) if "- heading:" in line]
    found = [edition.provenance.of(Ref("ad", ad.id, "entry", number)) for number in range(len(ad.entries))]
    assert [place.line for place in found] == lines
    assert {Path(place.file).name for place in found} == {"ads.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('    phone: "0318-2065575"\n', "", "one of url, phone and vcard"),
        ('phone: "0318-2065575"', "url: example.com", "begins with http"),
        ("title: 衡水晚报发行站", "border: wavy\n  title: 站", "border"),
        ("title: 衡水晚报发行站", "tint: 5\n  title: 站", "tint is 5, but must be at least 10"),
        ("title: 衡水晚报发行站", "corners: sharp\n  title: 站", "corners"),
        ("caption:", "captoin:", "unknown key 'captoin'"),
    ],
)
def test_mistakes_are_told_with_their_line(old, new, said, tmp_path):
    example = next(example for example in EXAMPLES if "kind: contact" in example)
    assert old in example
    found = findings(example.replace(old, new), tmp_path)
    assert len(found) == 1
    assert said in found[0]
    assert int(found[0].split(":")[0]) > 1
