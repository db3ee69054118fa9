"""Display type: where its lines end in simplified Chinese, what a line end costs, and where none is possible."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.base.errors import EnvironmentError_
from layout.base.locale import DEFAULT, language_for
from layout.compose import dictionary
from layout.compose.display import display_text
from layout.compose.itemize import Voice
from layout.compose.phrases import BOUND, COMPOUND, CUT, OPEN, PHRASE, TIED, TITLE, line_end_prices, phrase_breaks
from layout.compose.text import StoryText
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Story
from layout.scene.text import Role
from tests.amount import some


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def taken_apart(text, fonts, language=DEFAULT, least_line=2.0):
    return display_text(text, Voice((fonts["song"],)), language, han_latin=0.25, least_line=least_line)


def lines(text, count, em, fonts, language=DEFAULT):
    """Return the texts of the lines, or None if there is no way."""
    shown = taken_apart(text, fonts, language)
    found = shown.best(count, em)
    if found is None:
        return None
    return [line.text for line in shown.lines(found.breaks, em, 1.0, "left", 0.0, Role.HEADLINE)]


def price(text, language=DEFAULT):
    """Return what a line end costs at the bar."""
    at = text.index("|")
    return line_end_prices(text.replace("|", ""), language).get(at, CUT)


class TestPrices:
    @pytest.mark.parametrize(
        "text", ["家|电市场", "供|水管网", "年|内建成", "各|种用具", "用|具", "亿|美元", "凭证|式国债", "净|资产增长",
                 "文学|奖", "村|干部", "女|作家", "奔|突", "惩前|毖后", "并|且投入使用"],
    )  # fmt: skip
    def test_inside_a_word_a_line_end_costs_more_than_any_size_of_type(self, text):
        assert price(text) == CUT

    @pytest.mark.parametrize("text", ["土豆|了", "农民|的土豆", "值钱|吗", "孩子|们"])
    def test_a_particle_never_begins_a_line(self, text):
        assert price(text) == CUT

    @pytest.mark.parametrize("text", ["家电|市场", "投入|使用"])
    def test_a_long_word_parts_between_the_words_it_is_made_of_at_a_price(self, text):
        assert price(text) == TIED

    @pytest.mark.parametrize("text", ["仅|增长一成", "再|就业工程", "防汛和|抗旱", "向|贫困宣战", "为|企业减负"])
    def test_a_word_that_leans_on_the_next_one_hardly_ends_a_line(self, text):
        assert price(text) == BOUND

    @pytest.mark.parametrize("text", ["老手艺的|新传人", "居民|获补贴", "经济|和社会发展", "去年|建成"])
    def test_between_phrases_it_costs_little(self, text):
        assert price(text) == PHRASE

    def test_between_two_nouns_it_costs_more_than_between_phrases(self):
        assert PHRASE < price("社区|食堂") == COMPOUND < BOUND

    @pytest.mark.parametrize("text", ["三|业并举", "各|单位和部门", "大桥|下", "2026|春季", "“非遗|文化”展"])
    def test_what_belongs_together_is_tied(self, text):
        assert price(text) == TIED

    @pytest.mark.parametrize("text", ["麦田| 喝足", "麦田 |喝足", "同比降九成，|反诈有成色", "谁说的？|专家解读"])
    def test_at_a_space_and_after_a_pause_it_is_free(self, text):
        assert price(text) == OPEN

    def test_a_persons_name_that_no_dictionary_has_is_kept_whole(self):
        assert price("记者张宁|禾报道") >= TIED

    def test_a_title_is_parted_only_between_its_words(self):
        assert TITLE < price("《大运河|保护条例》施行") < CUT < price("《大运|河保护条例》施行")

    def test_a_number_with_what_it_counts_has_no_line_end_at_all(self, fonts):
        assert lines("一百三十一点四五万亩", 2, 20.0, fonts) is None

    def test_the_index_breaks_where_words_end(self):
        text = "惩前毖后专题展览下月开幕"
        assert {4, 6} <= phrase_breaks(text, DEFAULT)
        assert not {1, 2, 3, 5, 7} & phrase_breaks(text, DEFAULT)

    def test_english_ends_its_lines_at_spaces_and_hardly_after_an_article(self):
        english = language_for("en-GB")
        assert price("Council |votes on the bridge", english) == OPEN
        assert price("Council votes on the |bridge", english) == BOUND
        assert price("Coun|cil votes", english) == CUT

    def test_traditional_chinese_and_japanese_break_between_the_phrases_of_their_segmenter(self):
        assert phrase_breaks("今天天氣晴朗適合出門", language_for("zh-Hant"))
        assert phrase_breaks("今日は天気です。", language_for("ja"))


class TestLines:
    @pytest.mark.parametrize(
        ("text", "count", "em", "expected"),
        [
            ("家里值钱的就是那堆土豆了", 2, 7.0, ["家里值钱的", "就是那堆土豆了"]),
            ("惩前毖后专题展览下月在图书馆开幕", 2, 9.0, ["惩前毖后专题展览", "下月在图书馆开幕"]),
            ("建成网络电视的覆盖工程并且投入使用", 2, 11.0, ["建成网络电视的", "覆盖工程并且投入使用"]),
            ("市民可拨打热线反映", 2, 6.0, ["市民可拨打", "热线反映"]),
            ("水塔街夜市开张 自己约法七条", 2, 8.0, ["水塔街夜市开张", "自己约法七条"]),
        ],
    )
    def test_a_head_breaks_between_its_words(self, text, count, em, expected, fonts):
        found = lines(text, count, em, fonts)
        assert [line.strip() for line in found] == expected

    def test_a_word_is_cut_only_if_nothing_else_fits(self, fonts):
        shown = taken_apart("老手艺学习班开张", fonts)
        assert shown.best(2, 5.0).whole
        tight = taken_apart("社会主义核心价值观", fonts).best(3, 3.0)
        assert not tight.whole
        assert tight.cost > CUT

    def test_fewest_takes_a_line_more_rather_than_cut_a_word(self, fonts):
        shown = taken_apart("欢聚一堂 中小学课后服务", fonts)
        assert shown.best(2, 6.0) is None or not shown.best(2, 6.0).whole
        assert shown.fewest(6.0).whole
        assert len(shown.fewest(6.0).widths) == 3


class TestSubheads:
    @pytest.mark.parametrize(
        "text", ["建成网络电视的覆盖工程并且投入使用", "提高经济效益产生了重要作用", "无异于打开了通向世界的门户"]
    )
    def test_a_subhead_of_two_lines_is_balanced_and_cuts_no_word(self, text, voices):
        story = Story(id="s", headline="题", blocks=(Subhead(text=text), Paragraph(spans=(Span(text="正文。"),))))
        measure = voices.design.grid.measure(1)
        (length,) = StoryText(story, voices).pieces(measure, levers=False)[0].lengths
        one, other = (line.text for line in length.lines)
        assert one + other == text
        assert len(one) in phrase_breaks(text, DEFAULT)
        assert min(len(one), len(other)) > 0.45 * max(len(one), len(other))
        assert all(line.role is Role.SUBHEAD and line.width <= measure for line in length.lines)

    def test_a_subhead_that_fits_stays_on_one_line(self, voices):
        story = Story(id="s", headline="题", blocks=(Subhead(text="有了新办法"),))
        (length,) = StoryText(story, voices).pieces(voices.design.grid.measure(1), levers=False)[0].lengths
        assert [line.text for line in length.lines] == ["有了新办法"]


MARKS = "，。；：？！、“”‘’（）《》【】〔〕「」『』·～—…—-–/／%％‰℃°￥$#№([{)]}<>«»,.;:?!'\" 　"
texts = st.text(
    st.one_of(*map(st.sampled_from, (MARKS, "的了家电市场供水管网一二三春季大促销全场", "A4b0-8"))),
    min_size=1,
    max_size=24,
).filter(lambda text: text.strip() and text == text.strip())  # fmt: skip


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant", "ja"])
@settings(max_examples=some(150), deadline=None)
@given(text=texts, count=st.integers(2, 5))
def test_no_line_of_any_text_begins_or_ends_with_a_mark_that_may_not(tag, text, count, fonts):
    language = language_for(tag)
    found = lines(text, count, 40.0, fonts, language)
    for line in (found or [""])[1:]:
        assert not line or line[0] not in language.marks.not_first, found
    for line in (found or [""])[:-1]:
        assert not line or line[-1] not in language.marks.not_last, found


class TestTheDictionary:
    def test_english_and_an_unbroken_page_never_load_it(self):
        code = (
            "import sys; from layout.base.locale import language_for; from layout.compose.phrases import phrase_breaks;"
            "phrase_breaks('Council votes on the bridge', language_for('en-GB')); print('rjieba' in sys.modules)"
        )
        made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert made.stdout.strip() == "False"

    def test_its_absence_is_an_error_that_says_what_to_do(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "rjieba", None)
        dictionary.dictionary_with.cache_clear()
        try:
            with pytest.raises(EnvironmentError_) as caught:
                dictionary.dictionary_with().words_of("供水管网")
        finally:
            dictionary.dictionary_with.cache_clear()
        assert "rjieba" in caught.value.message
        assert "make setup" in caught.value.hint

    def test_words_come_with_their_parts_of_speech(self):
        assert [(word.text, word.tag, word.end) for word in dictionary.dictionary_with().words_of("老手艺的 传人")] == [
            ("老", "a", 1), ("手艺", "n", 3), ("的", "uj", 4), (" ", "x", 5), ("传人", "n", 7),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("记者张晓明采访欧阳志远教授", "张晓明"), ("记者张晓明采访欧阳志远教授", "欧阳志远")),
        *(("副市长李文静赴北京招商", "李文静"), ("教师赵丽颖获评全国模范", "赵丽颖"), ("陈小鲁和孙海英出席", "孙海英")),
        *(("2022年衡水湖马拉松开跑", "衡水湖"), ("桥头村通了自来水", "桥头村")),
    ],
)
def test_a_name_is_dear_as_a_word(text, name):
    prices = line_end_prices(text, DEFAULT)
    start = text.index(name)
    assert all(prices.get(at, CUT) >= CUT for at in range(start + 1, start + len(name)))
    assert not start or prices[start] < CUT


@pytest.mark.parametrize(
    ("tag", "text", "dearer"),
    [
        ("pl", "Roboty będą kosztować 2,4| mln zł", True),
        ("ru", "капитан порта И.| К. Воробьёв", True),
        ("pt", "A obra custará 2,4| milhões de euros", True),
        ("en", "Nobody knew in 2019| what it would cost", False),
        ("zh-Hant", "工程經費2400萬|元負擔", True),
        ("zh-Hant", "走了三小|時到站", True),
        ("ja", "工費は2億4000万|円で負担", True),
    ],
)
def test_a_number_leans_on_what_it_counts_and_initials_on_the_name(tag, text, dearer):
    assert (price(text, language_for(tag)) >= BOUND) is dearer
