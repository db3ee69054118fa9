"""Characters with their reading: both notations, what is none, and that no rule of copy and no cut parts the two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.base.characters import characters
from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.locale import language_for
from layout.compose.elements import ELEMENTS
from layout.edition.blocks import Block, Emphasis, Paragraph, Span, Spans
from layout.edition.markdown import read_body
from layout.edition.model import Story
from layout.edition.readings import in_brackets
from layout.edition.regular import Mending
from layout.edition.story import read_story
from layout.edition.typography.normalise import normalise_spans
from layout.files.shelf import MemoryShelf
from layout.files.text import Source
from layout.plan.corrections import correct
from layout.plan.jumps import split_spans
from tests.amount import some

KANJI = ("漢字", ("かんじ",))


def read(text: str, language: str = "ja") -> tuple[tuple[Block, ...], list[Code]]:
    report = Report()
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS, language_for(language))
    return blocks, [finding.code for finding in report.findings]


def spans(text: str, language: str = "ja") -> Spans:
    blocks, found = read(text, language)
    assert found == []
    assert isinstance(blocks[0], Paragraph)
    return blocks[0].spans


def readings(text: str, language: str = "ja") -> list[tuple[str, tuple[str, ...]]]:
    return [(span.text, span.reading) for span in spans(text, language) if span.reading]


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "en"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("読む{漢字|かんじ}と", [KANJI]),
        ("{東京|とう|きょう}へ", [("東京", ("とう", "きょう"))]),
        ("{漢字| かんじ }", [KANJI]),
        ("{葛\U000e0100飾|かつ|しか}", [("葛\U000e0100飾", ("かつ", "しか"))]),
        ("{Wi-Fi|ワイファイ}", [("Wi-Fi", ("ワイファイ",))]),
        (r"{A\|B|エー\}}", [("A|B", ("エー}",))]),
        ("{漢字|かんじ}{漢字|かんじ}", [KANJI, KANJI]),
        (r"\{漢字|かんじ}", []),
        (r"{漢字\|かんじ}", []),
    ],
)
def test_braces_are_read_in_every_language(text, wanted, language):
    assert readings(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("この漢字《かんじ》は", [KANJI]),
        ("ある日々《ひび》と", [("日々", ("ひび",))]),
        ("その｜漢字《かんじ》は", [KANJI]),
        ("｜Wi-Fi《ワイファイ》", [("Wi-Fi", ("ワイファイ",))]),
        ("｜お茶《teatime》", [("お茶", ("teatime",))]),
        ("本《雪国》を", []),
        ("かな《かな》を", []),
        (r"漢字\《かんじ》", []),
        (r"\｜漢字《雪国》", []),
    ],
)
def test_japanese_copy_has_readings_as_aozora_bunko_writes_them(text, wanted):
    assert readings(text) == wanted
    assert "".join(span.text for span in spans(text)).count("\\") == 0


@pytest.mark.parametrize("text", ["她主演《はな》一片", "｜漢字《かんじ》", "漢字《かんじ》"])
def test_titles_of_chinese_copy_are_no_readings(text):
    (span,) = spans(text, "zh-Hans")
    assert (span.text, span.reading) == (text, ())


def test_readings_stand_in_strong_and_em_and_are_spans_of_their_own():
    told = [(span.text, span.emphasis, span.reading) for span in spans("**強い漢字《かんじ》だ**と*{字|じ}*")]
    strong = Emphasis.STRONG
    wanted = [("強い", strong, ()), ("漢字", strong, ("かんじ",)), ("だ", strong, ()), ("と", Emphasis.PLAIN, ())]
    assert told == [*wanted, ("字", Emphasis.EM, ("じ",))]


@pytest.mark.parametrize(
    "text",
    [
        "{東京都|とう|きょう}へ",
        "{漢字|}",
        "{|かんじ}",
        "{、|かんじ}",
        "{**漢字**|かんじ}",
        "｜漢字《》は",
        "{漢 |かん}",
    ],
)
def test_what_is_no_reading_stays_as_it_is_and_is_told(text):
    (block,), found = read(text)
    assert block.text == text.replace("**", "")
    assert found == [Code.MARKDOWN_LITERAL]


def test_a_story_says_its_language():
    def blocks(head: str) -> tuple[Block, ...]:
        shelf = MemoryShelf({"a.md": f"---\nheadline: 題\n{head}---\nこの漢字《かんじ》は。\n"})
        made = read_story(shelf, "a.md", "zh-Hans", Report(), ELEMENTS)
        assert made
        assert made.story
        return made.story.blocks

    assert [span.reading for span in blocks("language: ja\n")[0].spans] == [(), ("かんじ",), ()]
    assert [span.reading for span in blocks("")[0].spans] == [()]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("皇居の{濠|ほり}", "ja", "皇居の濠（ほり）"),
        ("皇居の濠《ほり》", "ja", "皇居の濠（ほり）"),
        ("主演《はな》", "zh-Hans", "主演《はな》"),
        ("{AI|エーアイ}の", "ja", "AI(エーアイ)の"),
        ("the {漢字|kan|ji} here", "en", "the 漢字 (kanji) here"),
        (r"\{濠|ほり}", "ja", "{濠|ほり}"),
        (r"濠\《ほり》", "ja", "濠《ほり》"),
        ("C:\\{a", "en", "C:\\{a"),
    ],
)
def test_texts_of_one_voice_have_readings_in_brackets(text, language, wanted):
    assert in_brackets(text, language_for(language)) == wanted


def test_heads_subheads_quotes_tables_and_charts_have_them_in_brackets():
    body = (
        "一段。\n\n## {小|こ}見出し\n\n二段。\n\n> {声|こえ}だ\n> —— {山|やま}\n\n"
        "| 甲 | {乙\\|おつ} |\n|---|---|\n| 一 | 二《に》 |\n\n"
        "```chart bars\ntitle: '{図|ず}'\ndata:\n  '{丙|へい}': 3\n  丁: 4\n```\n\n"
        "::: facts {資料|しりょう}\n{事|こと}\n:::\n"
    )
    head = 'headline: 皇居の{濠|ほり}\nlanguage: ja\nbyline: "{林|はやし}"\n'
    made = read_story(MemoryShelf({"a.md": f"---\n{head}---\n{body}"}), "a.md", "zh-Hans", Report(), ELEMENTS)
    assert made
    assert made.story
    assert (made.story.headline, made.story.byline) == ("皇居の濠（ほり）", "林（はやし）")
    _, subhead, _, quote, table, chart, facts = made.story.blocks
    assert subhead.text == "小（こ）見出し"
    assert (quote.text, quote.by) == ("声（こえ）だ", "山（やま）")
    assert (table.heads[1], table.rows[0][1]) == ("乙（おつ）", "二（に）")
    assert (chart.title, chart.data[0].label) == ("図（ず）", "丙（へい）")
    assert (facts.title, facts.blocks[0].spans[0].reading) == ("資料（しりょう）", ("こと",))


def test_an_escaped_sign_of_a_subhead_stays_one():
    (_, subhead, _) = Mending(language_for("ja")).blocks(read("甲。\n\n## \\{小|こ}見出し\n\n乙。")[0])
    assert subhead.text == "{小|こ}見出し"


MADE = (
    Span(text="他说 "),
    Span(text="“ＡＩ”", reading=("“えー ，あい”",)),
    Span(text=" ,"),
    Span(text="３５", reading=("さん", "ご")),
    Span(text="%"),
    Span(text="漢,字", reading=("かん", "、", "じ")),
)


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "en", "fr"])
def test_rules_of_copy_leave_readings_alone(language):
    mended, _ = normalise_spans(MADE, language_for(language))
    kept = [span for span in mended if span.reading]
    assert [span.reading for span in kept] == [span.reading for span in MADE if span.reading]
    assert all(len(span.reading) in (1, len(list(characters(span.text)))) for span in kept)


def test_marks_beside_a_reading_are_made_regular():
    mended, changes = normalise_spans(spans("他说{漢字|かんじ},好.", "zh-Hans"), language_for("zh-Hans"))
    assert "".join(span.text for span in mended) == "他说漢字，好。"
    assert len(changes) == 2


@settings(max_examples=some(200), deadline=None)
@given(st.text('漢字かな{}|\\｜《》、," 3%ＡA*\n', max_size=30), st.sampled_from(["ja", "zh-Hans", "en"]))
def test_of_any_text_every_reading_has_its_characters(text, language):
    for block in Mending(language_for(language)).blocks(read(f"前{text}後", language)[0]):
        for span in block.spans if isinstance(block, Paragraph) else ():
            assert span.text
            assert len(span.reading) in (0, 1, len(list(characters(span.text))))
            assert all(span.reading)


@settings(max_examples=some(100), deadline=None)
@given(st.text("漢字かなAI{}|\\｜《》", min_size=1, max_size=30))
def test_without_signs_of_readings_text_stays_as_it_is(text):
    """What stands in brackets is what was read, or the text itself."""
    made = in_brackets(text, language_for("en"))
    assert made == text or "|" in text


SPANS = (Span(text="甲"), Span(text="東京都", reading=("とう", "きょう", "と")), Span(text="乙。"))


@pytest.mark.parametrize(("at", "head"), [(0, ""), (1, "甲"), (2, "甲東京都"), (3, "甲東京都"), (5, "甲東京都乙")])
def test_a_cut_never_parts_characters_from_their_reading(at, head):
    first, second = split_spans(SPANS, at)
    assert "".join(span.text for span in first) == head
    assert "".join(span.text for span in (*first, *second)) == "甲東京都乙。"
    assert all(len(span.reading) == 3 for span in (*first, *second) if span.text == "東京都")


@pytest.mark.parametrize("characters", [-200, -40, 20, 50])
@pytest.mark.parametrize("most", [True, False])
def test_a_story_that_is_made_longer_or_shorter_keeps_them(characters, most):
    paragraph = Paragraph(spans=(*SPANS * 20, SPANS[1]))
    story = Story(id="a", headline="題", blocks=(paragraph, paragraph))
    for block in correct(story, characters, most=most).blocks:
        for span in block.spans:
            assert len(span.reading) in (0, len(span.text))
