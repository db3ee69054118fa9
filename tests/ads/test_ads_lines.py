"""Lines of ads begin and end as lines of stories do: the same composer, the same marks, the same phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from layout.ads.draw import compose_ad
from layout.ads.kinds.classified import ClassifiedAd, ClassifiedEntry
from layout.ads.kinds.contact import ContactAd
from layout.ads.kinds.display import DisplayAd
from layout.ads.kinds.house import HouseAd
from layout.ads.kinds.notice import NoticeAd
from layout.ads.kinds.slogan import SloganAd
from layout.ads.palette import Palette
from layout.ads.problems import AdTextError
from layout.ads.prose import set_paragraph
from layout.ads.sizing import DisplayType, measure, wrap
from layout.base.locale import DEFAULT
from layout.build.inputs import read_folder
from layout.compose.heads import compose_heads
from layout.compose.itemize import Setting
from layout.compose.items import LetterFit
from layout.compose.spacing import LOOSE
from layout.compose.voices import Voices
from layout.edition.ads import Contact
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.scene.text import Role, Text
from tests.amount import some
from tests.conftest import ROOT

HAN = ("春季", "大促销", "全场", "五折起售", "老城的修表铺", "今日开业", "先试后买")
LATIN = ("Banmian", "WiFi", "A4", "2026", "0318-206", "39.4", "35%")
NAMES = ("渡口晚报社", "水塔街家具有限公司", "石桥大学", "市第一医院")
MARKED = (
    "［全场］",
    "《大运河》",
    "（见右）",
    "“好店”",
    "【急售】",
    "，",
    "！",
    "：",
    "、",
    "……",
    "——",
    "·",
    "％",
    "/",
    "+",
)

pieces = st.lists(st.sampled_from((*HAN, *LATIN, *NAMES, *MARKED)), min_size=1, max_size=6)
headlines = st.tuples(st.sampled_from(HAN), pieces, st.sampled_from(HAN)).map(lambda it: it[0] + "".join(it[1]) + it[2])

often = settings(max_examples=some(120), deadline=None)
seldom = settings(
    max_examples=some(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_lawful(lines):
    """No line but the first begins with a mark that may not begin one, none but the last ends so."""
    for line in lines[1:]:
        assert line[0] not in DEFAULT.marks.not_first, lines
    for line in lines[:-1]:
        assert line[-1] not in DEFAULT.marks.not_last, lines


def words(text):
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9.%-]*", text)


@often
@given(headlines, st.integers(2, 4))
def test_no_line_of_display_type_ends_where_it_must_not(design, fonts, text, count):
    lines = wrap(text, count, Palette.of(design, fonts, DEFAULT).display, "title")
    assume(lines is not None)
    texts = [line.text for line in lines]
    assert "".join(texts) == text
    assert_lawful(texts)
    assert [word for line in texts for word in words(line)] == words(text)


def ad_of(kind, text, other):
    """Return an ad of a kind that says the text in every place of it that may take several lines."""
    place = {"id": "ad", "kind": kind, "columns": 2, "rows": 20}
    number = (Contact(label="电话", value="0318-0000101"),)
    match kind:
        case "display":
            return DisplayAd(**place, headline=text, subline=other, text=(other + "。" + text,))
        case "contact":
            return ContactAd(**place, title=text, lines=(other, text), contacts=number)
        case "house":
            return HouseAd(
                **place, title=text, services_title=other, services=("旧书",), highlight=other, contacts=number
            )
        case "notice":
            return NoticeAd(**place, title=text, text=(other + text,), signature=other)
        case "slogan":
            return SloganAd(**place, slogans=(text,), title=other, contacts=number)
        case _:
            entries = tuple(ClassifiedEntry(heading="转让", text=one) for one in (text, other))
            return ClassifiedAd(**place, title="信息", note=other + text, entries=entries)


def lines_of(texts):
    """Return what stands on each line. Where a number in the copy is bold, a line is drawn in several texts."""
    lines, last = [], None
    for text in texts:
        if last and (text.field, text.baseline) == (last.field, last.baseline) and text.x > last.x:
            lines[-1] += text.text
        else:
            lines.append(text.text)
        last = text
    return lines


@pytest.mark.parametrize("kind", ["display", "contact", "house", "notice", "slogan", "classified"])
@seldom
@given(text=headlines, other=headlines)
def test_no_line_of_any_kind_of_ad_ends_where_it_must_not(kind, text, other, design, fonts):
    try:
        shapes = compose_ad(ad_of(kind, text, other), design.grid.measure(3), 24 * design.grid.row, design, fonts)
    except AdTextError:
        assume(False)
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    for line in lines_of(texts):
        assert line[0] not in DEFAULT.marks.not_first, line
        assert line[-1] not in DEFAULT.marks.not_last, line
    for shape in texts:
        if shape.field in ("headline", "title", "subline", "highlight", "services_title", "slogans"):
            assert set(words(shape.text)) <= set(words(text + " " + other)), shape.text


@often
@given(headlines)
def test_a_line_is_as_wide_as_the_composer_sets_it_in_running_text(design, fonts, text):
    strong = Palette.of(design, fonts, DEFAULT).strong
    (line,) = set_paragraph(((text, strong.voice),), 10.0, 1e5, "text", Setting(DEFAULT), align="left")
    assert measure(text, strong, "text").width == pytest.approx(line.width / 10.0, abs=1e-6)


def test_what_is_left_before_a_number_stands_at_its_own_lines_end(design, fonts):
    """A number that goes to the next line tears no line before it, and none above that is left short for its sake."""
    kind = Palette.of(design, fonts, DEFAULT).text.voice
    setting = Setting(DEFAULT, fit=LetterFit(0.02, 0.01))
    lines = set_paragraph(
        (("鼓楼钟表店　招学徒一名，手稳心静，三年出师。0999-0000209", kind),), 8.0, 104.0, "text", setting
    )
    assert [line.ragged for line in lines] == [False, True, False]
    assert lines[0].width == pytest.approx(104.0)
    assert all(line.added <= LOOSE for line in lines if not line.ragged)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    "headline",
    [
        "中央环保督察曝光5省区突出问题",
        "三协会倡议 给NFT划出风险底线",
        "立案同比连降9个月，反诈之战成色如何？",
        "《大运河保护条例》下月起施行 沿岸禁建项目",
        "［春季］大促销［全场］五折起售",
        "4.6万亩麦田 喝足拔节水",
        "家里值钱的就是那堆土豆了",
    ],
)
def test_heads_and_ads_break_a_text_at_the_same_places(headline, columns, design, fonts):
    measure_ = design.grid.measure(columns)
    story = Story(id="s", headline=headline, blocks=(Paragraph(spans=(Span(text="正文。"),)),))
    head = compose_heads(story, columns, measure_, Voices(design, fonts), at_top=True)[0]
    (block,) = [block for block in head.blocks if block.role is Role.HEADLINE]
    faces = (fonts[design.head.headline.font], fonts[design.body.font])
    type_ = DisplayType(faces, DEFAULT, design.head.han_latin, design.head.least_line)
    lines = wrap(headline, len(block.lines), type_, "headline", measure_ / block.lines[0].size)
    assert [line.text for line in lines] == [line.text for line in block.lines]


EDITION = """\
paper: {name: 渡口晚报}
date: 2026-03-04
issue: 118
pages:
  - {id: B2, section: 时事, template: tabloid, stories: [b], ads: [sale]}
"""
SALE = """\
- id: sale
  kind: display
  columns: 2
  rows: 14
  headline: ［春季］大促销［全场］五折起售
  text: [全场优惠50％起,今日开业]
"""


def test_a_headline_with_square_brackets_is_broken_before_one(tmp_path, design, fonts):
    (tmp_path / "edition.yaml").write_text(EDITION, "utf-8")
    (tmp_path / "ads.yaml").write_text(SALE, "utf-8")
    (tmp_path / "b.md").write_text("---\nheadline: 老城的修表铺\n---\n正文。\n", "utf-8")
    loaded = read_folder(tmp_path, ROOT / "templates")
    assert not loaded.errors
    shapes = compose_ad(loaded.edition.ads["sale"], design.grid.measure(2), 14 * design.grid.row, design, fonts)
    texts = [shape.text for shape in shapes if isinstance(shape, Text)]
    assert texts[:2] == ["［春季］大促销", "［全场］五折起售"]
    assert "％" not in "".join(texts)
