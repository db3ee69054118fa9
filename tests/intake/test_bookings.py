"""Bookings from CSV and Excel: every cell is in ads.yaml or on the list, what is there stays, nothing is doubled."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from typer.testing import CliRunner

from layout.ads.kinds import KINDS
from layout.ads.kinds.classified import ClassifiedAd
from layout.ads.modules import Module as Place
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.cli.application import command_line
from layout.design.sheet import GridTokens
from layout.design.tokens import Design, load_design
from layout.edition.ads import Ad, Size
from layout.files.models import Form, read_model
from layout.files.yaml import Mapping, Scalar, Sequence, parse_yaml
from layout.intake import take_bookings
from layout.intake.bookings_map import parsed_size
from layout.intake.days import days_of
from layout.intake.sheets import read_sheets, shown_number
from layout.intake.sizes import Designs, Sold, sold_as, unit_in

EDITION = """\
paper: {name: 渡口晚报, latin_name: FERRY}
date: 2026-03-04
issue: 118
pages:
  - id: B2
    template: tabloid
    stories: [a]
"""
ADS = "# What is sold\n- id: house  # ours\n  kind: house\n  columns: 3\n  rows: 10\n  title: 渡口晚报\n"
ADS += "  contacts: [{label: 电话, value: '1'}]\n"
TABLE = (
    ("广告登记", "", "", "", "", "", "", ""),
    ("客户", "广告内容", "版面", "规格（栏×行）", "刊期", "电话", "类别", "价格"),
    ("家具城", "周年庆\n全场五折 #起。", "B2", "3×18", "3月4日", "0318-2345678", "", "1,200"),
    ("水务", "停水公告\n因改造停水。", "", "2栏12行", "2026-03-03 至 2026-03-06", "", "", ""),
    ("张三", "转让早餐店", "", "", "3/4", "13931880003", "转让", ""),
    ("李四", "诚聘店员两名。", "", "", "2026年3月4日", "007", "招聘", ""),
    ("王五", "坏规格", "", "半个", "3月4日", "", "", ""),
    ("赵六", "另一天", "", "2×10", "3月5日", "", "", "9"),
    ("钱七", "没日期", "", "2×10", "", "", "", ""),
)


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content" / "today"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION, "utf-8")
    return folder


def csv_of(rows: tuple[tuple[str, ...], ...], delimiter: str = ",") -> str:
    quoted = [
        [f'"{c}"' if re.search(r'[",;\t\n]', c) else c for c in (x.replace('"', '""') for x in row)] for row in rows
    ]
    return "".join(delimiter.join(row) + "\r\n" for row in quoted)


def written(folder: Path, data: bytes, name: str = "bookings.csv") -> Path:
    path = folder.parent.parent / name
    path.write_bytes(data)
    return path


def ads_of(folder: Path) -> dict[str, Ad]:
    report = Report()
    root = parse_yaml((folder / "ads.yaml").read_text("utf-8-sig"), "ads.yaml", report)
    models = {kind.name: kind.model for kind in KINDS}
    assert isinstance(root, Sequence)
    read = {}
    for node in root.items:
        assert isinstance(node, Mapping)
        kind = node.get("kind")
        assert isinstance(kind, Scalar)
        ad = read_model(models[kind.text], Form(node, "ads.yaml"), report)
        assert ad is not None, report.findings
        read[ad.id] = ad
    assert report.findings == ()
    return read


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_any_encoding(encoding: str, delimiter: str) -> None:
    (sheet,) = read_sheets(csv_of(TABLE, delimiter).encode(encoding), "a file")
    assert [tuple(row.cells) for row in sheet.rows] == list(TABLE)
    assert sheet.rows[2].number == 3
    assert sheet.rows[3].number == 5


def test_every_cell_is_in_ads_yaml_or_on_the_list(edition: Path) -> None:
    done = take_bookings(written(edition, csv_of(TABLE).encode("gb18030")), edition)
    assert (done.ads, done.entries, done.other_days, done.refused) == (
        ("booking-3", "booking-5", "classified"),
        2,
        1,
        2,
    )
    ads = ads_of(edition)
    furniture, water, small = (ads[name].model_dump() for name in done.ads)
    assert (furniture["headline"], furniture["text"], furniture["advertiser"]) == (
        "周年庆",
        ("全场五折 #起。",),
        "家具城",
    )
    assert furniture["contacts"] == ({"label": "电话", "value": "0318-2345678"},)
    assert (water["kind"], water["title"], water["columns"], water["rows"]) == ("notice", "停水公告", 2, 12)
    assert (furniture["runs"], [str(run) for run in ads[done.ads[1]].runs]) == ((), ["2026-03-03..2026-03-06"])
    assert [entry["text"] for entry in small["entries"]] == ["转让早餐店。电话13931880003", "诚聘店员两名。电话007"]
    assert done.todo is not None
    told = words((edition / "ads.yaml").read_text("utf-8") + done.todo.read_text("utf-8"))
    for row in TABLE[2:]:
        for column, cell in enumerate(row):
            # A size and a day that were understood are in the ad as numbers, or are why it is there.
            assert column in (3, 4) or all(words(line) in told for line in cell.split("\n")), cell
    assert all(word in told for word in ("半个", "另一天", "广告登记"))


def test_what_stands_in_ads_yaml_stays_and_nothing_is_doubled(edition: Path) -> None:
    before = ("\ufeff" + ADS).replace("\n", "\r\n").encode("utf-8").rstrip(b"\r\n")
    (edition / "ads.yaml").write_bytes(before)
    file = written(edition, csv_of(TABLE).encode("utf-8"))
    take_bookings(file, edition)
    once = (edition / "ads.yaml").read_bytes()
    assert once.startswith(before)
    assert b"\n" not in once.replace(b"\r\n", b"")
    assert set(ads_of(edition)) == {"house", "booking-3", "booking-5", "classified"}
    again = take_bookings(file, edition)
    assert (again.ads, again.there) == ((), 4)
    assert (edition / "ads.yaml").read_bytes() == once


def test_a_workbook_of_a_kind_that_is_not_read_is_not_called_empty() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as book, zipfile.ZipFile(made, "w") as strict:
        for name in book.namelist():
            ours = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            strict.writestr(name, book.read(name).replace(ours, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    with pytest.raises(ContentError, match="Strict Open XML"):
        read_sheets(made.getvalue(), "a file")


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["客户", "标题", "文案", "栏数", "行数", "见报日期", "热线", "备注"])
    sheet.append(["甲", "开业", "第一行\n第二行", 2, 10.0, datetime.datetime(2026, 3, 4), 3182345678, None])
    sheet["G2"].number_format = "0000-0000000"
    sheet.append([None, "二店开业", "同一客户", 2, 10, datetime.date(2026, 3, 4), 7, "=1+1"])
    sheet["G3"].number_format = "000"
    sheet.append(["丙", "三店", '="四 店"', 2, 10, datetime.date(2026, 3, 4), '="0318"', None])
    sheet.merge_cells("A2:A3")
    sheet["B2"].comment = Comment("放左上", "广告部")
    hidden = book.create_sheet("空")
    assert hidden.max_row == 1
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_excel_is_read_as_it_is_shown(edition: Path) -> None:
    done = take_bookings(written(edition, workbook(), "b.xlsx"), edition)
    first, second, third = (ad.model_dump() for ad in ads_of(edition).values())
    assert first["contacts"] == ({"label": "热线", "value": "0318-2345678"},)
    assert second["contacts"][0]["value"] == "007"
    assert (third["text"], third["contacts"][0]["value"]) == (("四 店",), "0318")
    assert (first["advertiser"], second["advertiser"]) == ("甲", "甲")
    assert first["text"] == ("第一行", "第二行")
    told = "\n".join(done.notes)
    assert "放左上" in told
    assert "=1+1" in told


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3182345678, "0000-0000000", "0318-2345678"), (7, "000", "007"), (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.25, "0%", "25%"), (13931880003, "General", "13931880003"), (500, '"¥"#,##0', "¥500"), (12.5, "0.##", "12.5"),
        (3182345678, "\\(0000\\)\\ 0000000", "(0318) 2345678"), (-5, "0", "-5"), (1e21, "General", "1" + "0" * 21),
        (800.0, "¥#,##0_);[Red]\\(¥#,##0\\)", "¥800"), (2.0, "General", "2"), (5, "@", "5"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_their_format_tells(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_a_mapping_names_columns_sizes_and_constants(edition: Path) -> None:
    mapping = edition.parent / "map.yaml"
    mapping.write_text(
        "columns: {甲方: advertiser, 话: text, 多大: size, 抬头: title}\nconstants: {kind: notice, border: wave}\n"
        "sizes: {半版: 5x42}\nonly: 2026-03-09\n",
        "utf-8",
    )
    rows = (
        ("甲方", "抬头", "话", "多大", "日期"),
        ("水务", "公告", "停水。", "半版", "3-9"),
        ("水务", "公告", "来水。", "半版", "3-4"),
    )
    done = take_bookings(written(edition, csv_of(rows).encode()), edition, mapping)
    (ad,) = ads_of(edition).values()
    assert (ad.kind, ad.columns, ad.rows, ad.model_dump()["border"]) == ("notice", 5, 42, "wave")
    assert (done.other_days, done.refused) == (1, 0)


@pytest.mark.parametrize(
    "text", ["columns: {a: colour}", "sizes: {半版: 大}", "colums: {a: text}", "- a", "constants: {colour: red}"]
)
def test_a_mapping_with_a_fault_is_refused(edition: Path, text: str) -> None:
    mapping = edition.parent / "map.yaml"
    mapping.write_text(text, "utf-8")
    with pytest.raises(ContentError):
        take_bookings(written(edition, csv_of(TABLE).encode()), edition, mapping)
    assert not (edition / "ads.yaml").exists()


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b" " * 20_000_000)
    return made.getvalue()


def entities() -> bytes:
    source, made = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in source.namelist():
            data = source.read(name)
            file.writestr(name, b'<!DOCTYPE a [<!ENTITY x "y">]>' + data if name.endswith("sheet1.xml") else data)
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04no", b'a,b\r\n"c,d\r\n', b"a,b\r\n\0,c\r\n", b"x,y\r\n1,2\r\n",
        ("客户,文案\r\n" + "," * 90 + "x").encode(), bomb(), entities(), workbook()[:-300],
    ],
)  # fmt: skip
def test_what_is_no_table_or_hostile_is_refused(edition: Path, data: bytes) -> None:
    with pytest.raises(ContentError):
        take_bookings(written(edition, data, "b.xlsx"), edition)
    assert not (edition / "ads.yaml").exists()


@pytest.mark.parametrize("ads", ["- id: a\n  title: x #y\n", "[{id: a}]\n", "a: b\n", "- id: a\n  - b\n"])
def test_an_ads_yaml_that_cannot_be_added_to_stays(edition: Path, ads: str) -> None:
    (edition / "ads.yaml").write_text(ads, "utf-8")
    with pytest.raises(ContentError):
        take_bookings(written(edition, csv_of(TABLE).encode()), edition)
    assert (edition / "ads.yaml").read_text("utf-8") == ads


def test_a_row_with_a_taken_id_or_a_fault_of_its_own_is_on_the_list(edition: Path) -> None:
    (edition / "ads.yaml").write_text(ADS, "utf-8")
    rows = (
        ("id", "headline", "text", "size", "kind", "file"),
        ("house", "Sale", "x", "2x10", "display", ""),
        ("sale", "Sale", "x", "20x10", "display", ""),
        ("b", "", "", "2x10", "", "b.pdf"),
        ("c", "Sale", "y", "2x10", "poster", ""),
    )
    done = take_bookings(written(edition, csv_of(rows).encode()), edition)
    assert done.ads == ("b",)
    assert done.refused == 3
    assert [":2 " in note or ":3 " in note or ":5 " in note for note in done.notes[:3]] == [True] * 3


def test_sums_are_no_bookings_and_names_of_groups_no_columns(edition: Path) -> None:
    rows = (
        ("客户", "", "规格", "", "", ""),
        ("名称", "电话", "栏数", "行数", "广告内容", "日期"),
        ("甲", "0318", "2", "10", "开业\n五折", "3月4日"),
        ("合计", "", "2", "", "", ""),
    )
    done = take_bookings(written(edition, csv_of(rows).encode()), edition)
    assert (done.ads, done.refused) == (("booking-3",), 0)
    assert any("合计" in note for note in done.notes)


def test_entries_go_into_the_ad_that_the_mapping_describes(edition: Path) -> None:
    mapping = edition.parent / "map.yaml"
    mapping.write_text("classified: {id: small, columns: 3, rows: 20, title: 便民信息}\n", "utf-8")
    take_bookings(written(edition, csv_of(TABLE).encode()), edition, mapping)
    small = ads_of(edition)["small"]
    assert isinstance(small, ClassifiedAd)
    assert (small.columns, small.rows, small.title, len(small.entries)) == (3, 20, "便民信息", 2)


def test_the_command_tells_and_exits_as_import_does(edition: Path) -> None:
    file = written(edition, csv_of(TABLE).encode())
    words = ["import-ads", str(file), "--to", str(edition)]
    assert CliRunner().invoke(command_line(words), words).exit_code == 3
    good = written(edition, csv_of(TABLE[1:3]).encode(), "good.csv")
    words = ["import-ads", str(good), "--to", str(edition)]
    assert CliRunner().invoke(command_line(words), words).exit_code == 0


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3月4日", [4]), ("2026/3/4", [4]), ("3.4-3.6", [4, 5, 6]), ("3/4、3/6", [4, 6]),
        ("2026-03-04-2026-03-05", [4, 5]), ("3月4-6日", [4, 5, 6]), ("2026年3月4、6日", [4, 6]), ("20260304", [4]),
        ("3月4日（周三）", [4]), ("星期三 3月4日", [4]), ("04.03.2026", [4]), ("20261304", None),
        ("3月4日、周五", None), ("三月四日", [4]), ("二〇二六年三月廿一日至廿二日", [21, 22]), ("4日", [4]),
        ("3/24/2026", [24]), ("24/3/2026", [24]), ("3/24/26", [24]), ("26-3-24", [24]), ("Mar. 4, 2026", [4]),
        ("Wed, March 4th", [4]), ("4 Mar 2026", [4]), ("March 4-6", [4, 5, 6]), ("March 4 & 6", [4, 6]),
        ("4-6日", [4, 5, 6]), ("4、6日", [4, 6]), ("2026.3.4-6", [4, 5, 6]), ("4–6 March 2026", [4, 5, 6]),
        ("March 4-6, 2026", [4, 5, 6]), ("4 & 6 March", [4, 6]), ("4 Mar, 6 Mar and 8 Mar", [4, 6, 8]),
        ("3月4日（三）", [4]), ("三月四、六日", [4, 6]), ("4-6", [(4, 6)]), ("3月6日-2月4日", None),
        ("26.3.24", [24]), ("2026-03-04,2026-03-06", [4, 6]), ("24/3", [24]),
        ("3/24/31", None), ("03/04/2026", [(3, 4), (4, 3)]),
        ("2026-03-04 至 2026-03-05", [4, 5]), ("周五", None), ("3月40日", None), ("3月6日-3月4日", None),
    ],
)  # fmt: skip
def test_days(text: str, days: list[int | tuple[int, int]] | None) -> None:
    found = days_of(text, datetime.date(2026, 3, 10))
    both = [{datetime.date(2026, *day)} for day in days or () if isinstance(day, tuple)]
    one = [{datetime.date(2026, 3, day) for day in days or () if isinstance(day, int)}]
    assert found == ([] if days is None else both or one)


@pytest.mark.parametrize("text", ["12月30日-1月2日", "Dec 30 - Jan 2", "12/30-1/2"])
def test_a_span_may_go_over_new_year(text: str) -> None:
    for day in (datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)):
        (days,) = days_of(text, day)
        assert (min(days), max(days)) == (datetime.date(2025, 12, 30), datetime.date(2026, 1, 2))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2×18", Sold(2, 18)),
        ("2 栏 18 行", Sold(2, 18)),
        ("2欄18行", Sold(2, 18)),
        ("３*２０", Sold(3, 20)),
        ("120×80mm", None),
        ("218", None),
        ("半版", None),
    ],
)
def test_sizes(text: str, size: Sold | None) -> None:
    assert parsed_size(text) == size


TABLOID = load_design(Path("templates/tabloid"))
FIVE = TABLOID.model_copy(
    update={"grid": GridTokens(columns=5, column="45mm", gutter="5mm", rows=81, row="5mm", baseline="10pt")}
)
"""245 mm wide, 405 mm high."""
FOUR = TABLOID.model_copy(
    update={"grid": GridTokens(columns=4, column="50mm", gutter="5mm", rows=80, row="5mm", baseline="10pt")}
)


@pytest.mark.parametrize(
    ("text", "unit", "columns", "rows"),
    [
        ("3/4版", "", 5, 60), ("2/3版", "", 5, 54), ("three quarters page", "", 5, 60), ("⅓ page", "", 5, 27),
        ("1/4版（横）", "", 5, 20), ("三通栏", "", 5, 30),
        ("120mm x 85mm", "", 3, 17), ("8×12cm", "", 2, 24), ("宽8cm高12cm", "", 2, 24), ("高 120 × 宽 80", "mm", 2, 24),
        ("80毫米宽120毫米高", "", 2, 24), ("8 cm wide x 12 cm high", "", 2, 24), ("45 x 50", "mm", 1, 10),
        ("2栏×10cm", "", 2, 20), ("2 col 4in", "", 2, 21), ("246.0×5毫米", "", 5, 2),
        ("通栏 8cm", "", 5, 16), ("通欄高100", "mm", 5, 20), ('4½" x 3 1/4"', "", 3, 17),
        ("半版（235×170mm）", "", 5, 34), ("通栏 120×60", "mm", 3, 12),
        ("3/2版", "", 0, 0), ("400×410mm", "", 0, 0), ("高300宽400mm", "", 0, 0), ("120×85", "", 0, 0),
        ("大", "", 0, 0), ("0×5cm", "", 0, 0), ("6栏×10cm", "", 0, 0), ("双版", "", 0, 0), ("1/2通栏 0cm", "", 0, 0),
    ],
)  # fmt: skip
def test_sizes_of_ad_desks_become_the_smallest_module_that_holds_them(
    text: str, unit: str, columns: int, rows: int
) -> None:
    assert sold_as(text, FIVE, unit) == (Sold(columns, rows) if columns else None)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ("整版 满版 一整版 1版 full full-page", "full"),
        ("半版 横半版 1/2 ½ 二分之一版 half half-page 半版（235×170）", "half"),
        ("1/4版 1／4版 四分之一版 1/4 ¼ quarter quarter-page", "quarter"),
        ("通栏 通欄 一条通栏 strip banner", "strip"),
        ("双通栏 雙通欄 两个通栏 2通栏 double-strip", "double-strip"),
        ("报眼 報眼廣告 ear", "ear"),
    ],
)
@pytest.mark.parametrize("design", [FIVE, FOUR], ids=["five", "four"])
def test_a_size_that_ads_yaml_names_is_what_it_says_there(texts: str, name: Size, design: Design) -> None:
    place = Place.named(name, design)
    sold = {text: sold_as(text, design) for text in texts.split()}
    assert sold == dict.fromkeys(sold, Sold(place.columns, place.rows, name))


@pytest.mark.parametrize("design", [FIVE, FOUR], ids=["five", "four"])
def test_all_parts_of_a_page_stand_on_it(design: Design) -> None:
    grid = design.grid
    for of in (2, 3, 4, 5, 6, 8, 9, 10, 12, 16):
        for way in ("", "横", "竖"):
            sold = sold_as(f"{way}1/{of}版", design)
            assert sold is not None
            assert of * sold.columns * sold.rows <= grid.columns * grid.rows
            assert of * sold.columns * (sold.rows + 1) > grid.columns * (grid.rows - of)
    assert [sold_as("竖半版", each) for each in (FIVE, FOUR)] == [Sold(3, 67, is_guess=True), Sold(2, 80)]
    assert [sold_as("半通栏", each) for each in (FIVE, FOUR)] == [Sold(3, 10, is_guess=True), Sold(2, 10)]


def test_a_size_that_fits_only_turned_is_told_to_be() -> None:
    assert sold_as("300×200mm", FIVE) == Sold(5, 60, is_turned=True)
    assert sold_as("宽300×高200mm", FIVE) is None


def test_units_of_columns() -> None:
    names = ("规格(cm)", "尺寸（毫米）", "规格（栏×行）", "size, mm", "尺寸（單位：公分）")
    assert [unit_in(name) for name in names] == ["cm", "毫米", "", "mm", "公分"]


def test_pages_are_known_as_bookings_call_them() -> None:
    designs = Designs({"A1": ("five", FIVE), "03": ("four", FOUR)})
    assert [designs.page(page) for page in ("第3版", "a1版", "Page A1", "B\n2")] == ["03", "A1", "A1", "B 2"]
    asked = ("A1", "a1", "A1版", "第3版", "3", "page 3", "p.3", "９", "")
    assert [designs.of(page)[0] for page in asked] == ["five"] * 3 + ["four"] * 4 + ["five"] * 2


def test_sizes_are_measured_on_the_grid_of_the_editions_language(edition: Path) -> None:
    (edition / "edition.yaml").write_text(f"language: en\n{EDITION}", "utf-8")
    (edition / "ads.yaml").write_text(ADS, "utf-8")
    ad = ("Ferry", "Boats", "{}", "100", "60", "2026-03-04")
    rows = (("Client", "Title", "Text", "Width (mm)", "Height (mm)", "Run date"), ad, (*ad[:2], "By night", *ad[3:]))
    done = take_bookings(written(edition, csv_of(rows).encode()), edition)
    ads = ads_of(edition)
    assert [(ads[name].columns, ads[name].rows) for name in done.ads] == [(2, 16)] * 2  # of 171 pt and 11 pt
    text = (edition / "ads.yaml").read_text("utf-8")
    assert text.startswith(f"{ADS}\n- id: ")
    assert (text.count("\n\n- id: "), text.endswith("\n\n")) == (2, False)


def test_sizes_and_days_of_a_desk_are_understood_and_told(edition: Path) -> None:
    rows = (
        ("Client", "Title", "Text", "Width (mm)", "Height (mm)", "Run date", "Remarks", "Rate"),
        ("Café Zoë", "Sale", "Crème brûlée “today”", "100", "60", "Mar 4, 2026", "pays cash", "£90"),
        ("Ferry", "Boats", "All day", "100", "60", "04/03/2026", "", ""),
        ("Ferry", "Boats", "All night", "100", "60", "05/06/2026", "", ""),
    )
    done = take_bookings(written(edition, csv_of(rows).encode("cp1252")), edition)
    ad = ads_of(edition)["booking-2"]
    assert (done.ads, done.refused, done.other_days, ad.advertiser) == (("booking-2",), 1, 1, "Café Zoë")
    assert (ad.columns, ad.rows) == (2, 13)  # the tabloid's columns have 135 pt, its rows 13
    told = "\n".join(done.notes)
    for said in ("Windows-1252", "100 × 60", "import-booking-guess", "pays cash", "£90", "04/03/2026"):
        assert said in told
