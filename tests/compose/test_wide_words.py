"""A word that nothing parts and that is wider than its line is told at its copy, wherever the line stands."""

from __future__ import annotations

import re

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.units import MM
from layout.build.joining import Places, joined
from layout.build.page import report_copy
from layout.build.widewords import report_wide_index
from layout.compose.elements.chart import Bar, Chart
from layout.compose.elements.crossword import Crossword
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.notice import Notice
from layout.compose.elements.programme import Group, Item, Programme
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import Table
from layout.compose.elements.weather import Spell, Told, Weather
from layout.compose.index import IndexEntry, compose_index
from layout.compose.pullquotes import quoted
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import Design
from layout.edition.blocks import Block, Element, InsetPlace, Paragraph, Span, Subhead
from layout.edition.model import Edition, Page, Picture, Story

LONG = "xyzq" * 30
TEXT = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 9


@pytest.fixture(scope="module")
def voices(design: Design, fonts: FontBook) -> Voices:
    return Voices(design, fonts)


def spans(text: str) -> tuple[Span, ...]:
    return (Span(text=text),)


def of_text(block: Block, **keys: object) -> Story:
    blocks = (Paragraph(spans=spans(TEXT)), block, Paragraph(spans=spans(TEXT)))
    return Story(id="s", headline="大桥", blocks=blocks, **keys)


def told(story: Story, voices: Voices, columns: int = 2, ratio: float | None = None) -> list[Finding]:
    composer = StoryComposer(story, voices, ratio)
    report = Report()
    report_copy([composer.compose(StoryShape(columns, composer.needed_rows(columns)))], report)
    return list(report.findings)


def wide(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code is Code.WORD_TOO_WIDE]


def row(*cells: str) -> Table:
    return Table(heads=("队", "胜"), rows=(cells,), aligns=("left", "left"))


BLOCKS = {
    "paragraph": Paragraph(spans=spans(f"短。{LONG}。短。")),
    "subhead": Subhead(text=LONG),
    "quote": Quote(text=f"他说 {LONG} 好"),
    "who says it": Quote(text="树是停着的。", by=LONG),
    "cell": row("清溪", LONG),
    "head of a column": Table(heads=(LONG, "胜"), rows=(("一", "二"),), aligns=("left", "left")),
    "title of a table": Table(title=LONG, heads=("队", "胜"), rows=(("一", "二"),), aligns=("left", "left")),
    "facts": Facts(title="怎么去", blocks=(Paragraph(spans=spans(LONG)),)),
    "title of facts": Facts(title=LONG, blocks=(Paragraph(spans=spans("坐26路")),)),
    "list in facts": Facts(title="怎么去", blocks=(Listing(items=(spans(LONG),), marks=("•",)),)),
    "table in facts": Facts(title="怎么去", blocks=(row("清溪", LONG),)),
    "list": Listing(items=(spans("短"), spans(LONG)), marks=("•", "•")),
    "label": Chart(title="种数", data=(Bar(label=LONG, value=3), Bar(label="乙", value=4))),
    "title of a chart": Chart(title=LONG, data=(Bar(label="甲", value=3), Bar(label="乙", value=4))),
    "unit": Chart(title="种数", unit=LONG, data=(Bar(label="甲", value=3), Bar(label="乙", value=4))),
    "place of the weather": Weather(spells=(Spell(place=LONG, sky="sun", high="24"),)),
    "time of the weather": Weather(spells=(), times=(Told(label="日出", value=LONG),)),
    "words of a listing": Programme(groups=(Group(items=(Item(time="19:00", what=spans(LONG)),)),)),
    "head of a listing": Programme(groups=(Group(head=LONG, items=(Item(time="19:00", what=spans("新闻")),)),)),
    "name of a notice": Notice(title=LONG, blocks=(Paragraph(spans=spans("短。")),)),
    "title of a puzzle": Crossword(title=LONG, rows=("AB", "CD")),
    "source of a chart": Chart(title="种数", source=LONG, data=(Bar(label="甲", value=3), Bar(label="乙", value=4))),
}


@pytest.mark.parametrize(
    ("name", "floats"),
    [(name, floats) for name, block in BLOCKS.items() for floats in (False, True)[: 1 + isinstance(block, Element)]],
)
def test_a_wide_word_is_told_at_its_block(name: str, floats: bool, voices: Voices) -> None:
    block = BLOCKS[name]
    if floats:
        block = block.model_copy(update={"place": InsetPlace.TOP_LEFT, "columns": 1})
    found = wide(told(of_text(block), voices))
    assert [finding.place for finding in found] == [Ref("story", "s", "block", 1)]
    said = re.search(
        r"a word is ([\d.]+) mm wide, its line ([\d.]+) mm, and no rule parts it: .*xyzq", found[0].message
    )
    assert said
    width, measure = map(float, said.groups())
    assert 2 < measure < width
    assert measure <= voices.design.grid.column / MM + 0.1


def test_of_a_table_of_wide_words_the_worst_one_is_told(voices: Voices) -> None:
    """And what gives it room: more columns."""
    rows = tuple((f"甲{number}", LONG + "x" * number) for number in range(20))
    (found,) = wide(told(of_text(Table(heads=("", ""), rows=rows, aligns=("left", "left"))), voices))
    assert LONG + "x" * 19 in found.message
    assert "columns=2" in found.hint


@pytest.mark.parametrize("key", ["caption", "credit"])
def test_a_wide_word_of_a_picture_is_told_at_its_key(key: str, voices: Voices) -> None:
    picture = Picture(file="a.jpg", columns=1, **{"caption": "渡口", "credit": "程渡 摄", key: LONG})
    (found,) = wide(told(of_text(Subhead(text="渡口"), picture=picture), voices, ratio=1.5))
    assert found.place == Ref("story", "s", f"picture_{key}", 0)


def test_what_has_room_is_not_told(voices: Voices) -> None:
    blocks = (
        Quote(text="树是停着的，没有要停下来等谁的意思。", by="程渡"),
        row("清溪镇少年足球联队", "internationalisation"),
        Chart(title="水鸟种数", unit="种", data=(Bar(label="甲", value=3), Bar(label="乙", value=4))),
    )
    for block in blocks:
        assert not wide(told(of_text(block), voices))


def test_a_word_of_a_cell_is_parted_as_that_of_a_text_is(voices: Voices) -> None:
    """Beside a column that takes most of the table."""
    table = row("internationalisation", "乙" * 60)
    found = told(of_text(table.model_copy(update={"place": InsetPlace.TOP_LEFT, "columns": 1})), voices, 1)
    assert not wide(found)


@pytest.mark.parametrize(("key", "role"), [("headline", "headline"), ("kicker", "kicker"), ("deck", "deck")])
def test_a_head_that_does_not_fit_for_a_word_names_it(key: str, role: str, voices: Voices) -> None:
    story = of_text(Subhead(text="渡口")).model_copy(update={key: f"大桥 {LONG} 检修"})
    (found,) = [each for each in told(story, voices) if each.code is Code.HEAD_TOO_LONG]
    assert role in found.message
    assert re.match(rf"its word {LONG} is [\d.]+ mm wide, the head [\d.]+ mm: ", found.hint)
    long = of_text(Subhead(text="渡口")).model_copy(update={key: "大桥检修" * 60})
    (found,) = [each for each in told(long, voices) if each.code is Code.HEAD_TOO_LONG]
    assert found.hint == "shorten it, or give the story more columns"


def test_a_label_of_a_series_that_is_too_long_is_told(voices: Voices) -> None:
    found = told(of_text(Subhead(text="渡口"), series="渡口往事" * 20), voices)
    assert ["the series" in each.message for each in found if each.code is Code.HEAD_TOO_LONG] == [True]
    assert not told(of_text(Subhead(text="渡口"), series="渡口往事"), voices)


def test_no_pull_quote_is_proposed_that_has_no_room(voices: Voices) -> None:
    said = [f"他说：“{LONG}来了，江边的人都在看这条船。”", "她说：“江边的人都在看这条船，一直看到天黑。”"]
    filler = [Paragraph(spans=spans(TEXT))] * 4
    story = Story(
        id="s",
        headline="大桥",
        pull_quotes="auto",
        blocks=tuple(each for text in said for each in (*filler, Paragraph(spans=spans(text)), *filler)),
    )
    ways = quoted(story, voices.design.grid.column, 400, voices)
    assert ways
    assert not any("xyzq" in quote.text for way in ways for _, quote in way)


def test_a_wide_word_of_an_index_is_told_at_its_headline(voices: Voices) -> None:
    entries = [IndexEntry("A2", "夜渡"), IndexEntry("A3", f"{LONG} 检修")]
    index = compose_index("", entries, 1, 0, voices, "zh-Hans")
    page = Page(id="A1", template="tabloid", stories=())
    stories = {"s": Story(id="s", headline=entries[1].headline, blocks=(Paragraph(spans=spans("短")),))}
    report = Report()
    report_wide_index(index, Edition.model_construct(stories=stories), page, report)
    (found,) = report.findings
    assert (found.code, found.place) == (Code.WORD_TOO_WIDE, Ref("story", "s", "headline"))


def test_the_loose_line_beside_a_wide_word_is_not_told(voices: Voices) -> None:
    story = of_text(Paragraph(spans=spans(f"短。{LONG}{TEXT}")))
    found = told(story, voices)
    loose = [finding for finding in found if finding.code is Code.LOOSE_LINE]
    assert loose
    assert {finding.code for finding in joined(found, Places())} == {Code.WORD_TOO_WIDE}
    # One of another paragraph is.
    other = Finding(loose[0].code, loose[0].severity, loose[0].message, story.block_ref(2), subject="s")
    assert other in joined([*found, other], Places())
