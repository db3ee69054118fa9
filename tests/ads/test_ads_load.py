"""Ads as an editor writes them: the examples of the documentation are read and drawn, and mistakes have a line."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from layout.ads.draw import draw_ad
from layout.ads.kinds import KINDS
from layout.ads.kinds.classified import ClassifiedEntry
from layout.ads.kinds.notices import NoticeEntry
from layout.ads.kinds.supplied import SuppliedAd
from layout.base.diagnostics import Ref
from layout.base.units import MM
from layout.build.inputs import read_folder
from layout.edition.ads import AdPicture, Contact, QrCode
from layout.edition.regular import copy_fields

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
    return read_folder(folder, ROOT / "templates")


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


IRREGULAR = """\
- id: shop
  kind: display
  columns: 3
  rows: 18
  advertiser: 老马,小马
  matter: 家具(实木)
  headline: 家具"大卖场",周年庆
  text: [全场五折起!, 先看样;后付款]
  picture: {file: "shop,1.jpg"}
  contacts: [{label: 门市(总店), value: "人民东路318号,报业大厦"}]
  qr: {url: "https://example.com/a,b", caption: "扫码,看样"}
- id: card
  kind: contact
  columns: 2
  rows: 10
  title: 老马家具,十年老店
  qr: {vcard: {name: "马,先生", address: "人民东路,318号"}}
"""


def loaded_freely(ads: str, folder: Path, language: str = "zh-Hans"):
    """Load an edition of one story with these ads, wherever they stand on its page."""
    load(ads, folder)
    file = folder / "edition.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if "areas" not in line]
    file.write_text("\n".join([f"language: {language}", *lines, ""]), "utf-8")
    return read_folder(folder, ROOT / "templates")


def test_copy_is_made_regular_and_told_but_numbers_addresses_and_names_of_files_are_not(tmp_path):
    loaded = loaded_freely(IRREGULAR, tmp_path)
    assert loaded.errors == ()
    shop, card = loaded.edition.ads["shop"], loaded.edition.ads["card"]
    assert shop.headline == "家具“大卖场”，周年庆"
    assert shop.text == ("全场五折起！", "先看样；后付款")
    assert shop.contacts[0].label == "门市（总店）"
    assert shop.qr.caption == "扫码，看样"
    assert card.title == "老马家具，十年老店"
    assert (shop.advertiser, shop.matter) == ("老马,小马", "家具(实木)")
    assert shop.picture.file == "shop,1.jpg"
    assert shop.contacts[0].value == "人民东路318号,报业大厦"
    assert shop.qr.url == "https://example.com/a,b"
    assert (card.qr.vcard.name, card.qr.vcard.address) == ("马,先生", "人民东路,318号")
    told = [finding for finding in loaded.findings if finding.code == "normalised"]
    assert [(finding.subject, finding.place.line) for finding in told] == [("shop", 1), ("card", 12)]
    assert "2 × , → ，" in told[0].message


def test_ads_in_english_are_made_regular_as_english_is(tmp_path):
    ads = """\
- id: a
  kind: notice
  columns: 2
  rows: 9
  title: Pike "and" Daughter
  text: [Open, closed]
"""
    assert loaded_freely(ads, tmp_path, "en").edition.ads["a"].title == "Pike “and” Daughter"


def test_what_is_copy_is_told_by_the_types_of_fields():
    models = (*(kind.model for kind in KINDS), ClassifiedEntry, NoticeEntry, Contact, QrCode, AdPicture)
    assert {model.__name__: set(copy_fields(model)) for model in models} == {
        "SloganAd": {"slogans", "title", "subtitle"},
        "HouseAd": {"title", "claims", "services_title", "services", "highlight"},
        "ContactAd": {"title", "lines"},
        "DisplayAd": {"headline", "subline", "text"},
        "ClassifiedAd": {"title", "note", "headings"},
        "NoticeAd": {"title", "text", "signature"},
        "CouponAd": {"headline", "subline", "text", "fields", "reply_to"},
        "MastheadAd": {"title", "lines"},
        "NoticesAd": {"title"},
        "NoticeEntry": {"name", "dates", "text", "signature"},
        "SuppliedAd": set(),
        "ClassifiedEntry": {"heading", "lead", "text"},
        "Contact": {"label"},
        "QrCode": {"caption"},
        "AdPicture": set(),
    }


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
    edition = read_folder(tmp_path, ROOT / "templates").edition
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
