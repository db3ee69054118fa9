"""Elements between paragraphs as editors type them: what is read, with which options, and that nothing is lost."""

from __future__ import annotations

import pytest

from layout.base.diagnostics import Report
from layout.compose.elements import ELEMENTS
from layout.compose.elements.chart import Chart
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import Table
from layout.edition.blocks import InsetPlace, Paragraph
from layout.edition.markdown import numbered_blocks, read_body
from layout.edition.model import Story
from layout.edition.story import read_story
from layout.files.shelf import FolderShelf
from layout.files.text import Source


def read(text):
    report = Report()
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS)
    assert report.findings == ()
    return blocks


def only(text):
    (block,) = read(text)
    return block


def test_a_pull_quote_and_who_said_it():
    quote = only("> 树是停着的，\n> 等过谁。\n> —— 程渡")
    assert isinstance(quote, Quote)
    assert (quote.text, quote.by, quote.floats) == ("树是停着的，等过谁。", "程渡", False)


@pytest.mark.parametrize("sign", ["——", "—", "--", "–", "— ", "―"])
def test_who_said_it_is_told_behind_any_dash(sign):
    quote = only(f"> We came every day,\n> even when it froze.\n> {sign}Ann Lee")
    assert (quote.text, quote.by) == ("We came every day, even when it froze.", "Ann Lee")


@pytest.mark.parametrize(
    "body", ["> 3200m^2^，10^-3^", "## 3200m^2^，10^-3^\n\n想。", "|a|\n|---|\n|3200m^2^，10^-3^|"]
)
def test_a_superscript_in_a_text_of_one_voice_is_a_character(body):
    """3200m2 is another thing than 3200m²."""
    made = read(body)[0]
    assert "3200m²，10⁻³" in (made.text)


def test_a_pull_quote_with_a_place():
    quote = only("::: quote columns=half place=top-left\n想起来。\n:::")
    assert (quote.text, quote.columns, quote.place, quote.floats) == ("想起来。", "half", InsetPlace.TOP_LEFT, True)


def test_a_list_keeps_its_numbers():
    listing = only("3. 甲\n4. 乙")
    assert isinstance(listing, Listing)
    assert listing.marks == ("3.", "4.")
    assert only("1986. 旧事").marks == ("1986.",)
    assert only("- 甲\n- **乙**").marks == ("•", "•")


def test_a_table_and_how_its_columns_are_aligned():
    table = only("| 队 | 胜 | 积分 |\n|:--|:-:|--:|\n| 河湾 | 3 | 9 |\n| 清溪 | 1 | 3 |")
    assert isinstance(table, Table)
    assert table.heads == ("队", "胜", "积分")
    assert table.rows == (("河湾", "3", "9"), ("清溪", "1", "3"))
    assert table.aligns == ("left", "center", "right")


def test_a_table_with_a_title_and_a_width():
    table = only("::: 表 A组积分榜 columns=2\n| 队 | 分 |\n|---|---|\n| 河湾 | 9 |\n:::")
    assert (table.title, table.columns, table.floats) == ("A组积分榜", 2, True)


def test_a_fact_box_holds_paragraphs_lists_and_tables():
    box = only(
        "::: facts 怎么去 columns=2 place=bottom-right\n先说。\n\n- 坐车\n\n| 线 | 站 |\n|---|---|\n| 26 | 21 |\n:::"
    )
    assert isinstance(box, Facts)
    assert [type(block) for block in box.blocks] == [Paragraph, Listing, Table]
    assert (box.title, box.columns, box.place) == ("怎么去", 2, InsetPlace.BOTTOM_RIGHT)
    assert box.text == "怎么去先说。坐车线站2621"


def test_a_chart_has_its_figures_in_order():
    chart = only(
        "```chart line columns=2\ntitle: 水鸟\nunit: 种\nhighlight: 2022\ndata:\n  2021: 39\n  2022: 46.5\n```"
    )
    assert isinstance(chart, Chart)
    assert (chart.form, chart.title, chart.unit, chart.highlight) == ("line", "水鸟", "种", "2022")
    assert [(bar.label, bar.value) for bar in chart.data] == [("2021", 39), ("2022", 46.5)]


def test_text_around_elements_stays_in_order_with_its_lines():
    text = "一。\n\n::: facts 甲\n乙。\n:::\n\n二。\n\n> 丙。\n\n三。"
    blocks = numbered_blocks(text, Source("a.md", text), 1, Report(), ELEMENTS)
    assert [(block.kind, line) for block, line in blocks] == [
        ("paragraph", 1),
        ("facts", 3),
        ("paragraph", 7),
        ("quote", 9),
        ("paragraph", 11),
    ]


def test_colons_inside_a_chart_are_not_the_end_of_anything():
    chart = only('```chart\nsource: "::: x"\ndata: {a: 1, b: 2}\n```')
    assert chart.source == "::: x"


def test_the_length_of_a_story_is_that_of_its_copy():
    story = Story(id="s", headline="题", blocks=read("一二三。\n\n- 四五\n\n> 六七\n\n::: facts 八\n九十\n:::"))
    assert story.characters == 6


@pytest.mark.parametrize(
    ("keys", "boxed"), [("box: wave", True), ("box: wave\nboxed: false", False), ("boxed: true", True)]
)
def test_a_box_that_is_named_is_a_box(keys, boxed, tmp_path):
    (tmp_path / "s.md").write_text(f"---\nheadline: 题\n{keys}\n---\n正文。\n", encoding="utf-8")
    read_ = read_story(FolderShelf(tmp_path), "s.md", "zh-Hans", Report(), ELEMENTS)
    assert read_.story.boxed is boxed


@pytest.mark.parametrize(("written", "wanted"), [(2, (2,)), ("2-3", (2, 3)), ((4, "1-2"), (1, 2, 4)), ((), ())])
def test_columns_are_a_number_a_range_or_a_list(written, wanted):
    story = Story(id="s", headline="题", blocks=read("一。"), columns=written)
    assert story.columns == wanted
