"""Heads: sizes from the ladder, balanced lines, natural breaks, rows that hold what they claim."""

from itertools import pairwise

import pytest

from layout.base.locale import DEFAULT
from layout.compose.heads import MOST_POINTS, compose_heads
from layout.compose.phrases import phrase_breaks
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.files.project import Project
from layout.scene.text import Role
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def story(headline, **more):
    return Story(id="s", headline=headline, blocks=(Paragraph(spans=(Span(text="正文。"),)),), **more)


def head(headline, voices, columns=2, at_top=True, **more):
    return heads(headline, voices, columns, at_top, **more)[0]


def heads(headline, voices, columns=2, at_top=True, **more):
    measure = voices.design.grid.measure(columns)
    return compose_heads(story(headline, **more), columns, measure, voices, at_top=at_top)


def texts(made, role=Role.HEADLINE):
    return [line.text for block in made.blocks if block.role is role for line in block.lines]


HEADLINES = [
    "中央环保督察曝光5省区突出问题",
    "三协会倡议 给NFT划出风险底线",
    "立案同比连降9个月，反诈之战成色如何？",
    "我市举行春季义务植树活动",
    "《大运河保护条例》下月起施行 沿岸禁建项目",
    "雨",
    "今夜到明天阴有小雨",
]


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("headline", HEADLINES)
def test_no_line_is_wider_than_the_head_and_nothing_is_lost(headline, columns, voices):
    made = head(headline, voices, columns)
    measure = voices.design.grid.measure(columns)
    block = made.blocks[0]
    assert not made.too_long
    assert all(line.x >= -1e-6 and line.x + line.width <= measure + 1e-6 for line in block.lines)
    assert "".join("".join(texts(made)).split()) == "".join(headline.split())
    assert block.lines[0].size in voices.design.head.headline.ladder


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("headline", HEADLINES)
def test_a_second_line_is_never_one_character_nor_a_title_or_number_parted(headline, columns, voices):
    lines = texts(head(headline, voices, columns))
    if len(lines) > 1:
        assert all(sum(char.isalnum() for char in line) >= 2 for line in lines)
        for line in lines:
            assert line.count("《") == line.count("》")
        for one, other in pairwise(lines):
            assert not (one[-1].isascii() and one[-1].isalnum() and other[0].isascii() and other[0].isalnum())


def test_the_editors_space_is_where_a_headline_breaks(voices):
    assert texts(head("防汛物资到位 一线日夜值守巡堤", voices, 2, priority=1)) == ["防汛物资到位", "一线日夜值守巡堤"]


def test_a_lead_is_larger_than_a_brief(voices):
    sizes = [head("我市举行春季义务植树活动", voices, 2, priority=p).blocks[0].lines[0].size for p in (1, 5, 9)]
    assert sizes[0] > sizes[1] >= sizes[2]


def test_rows_hold_the_lines(voices):
    row = voices.design.grid.row
    for headline in HEADLINES:
        for columns in (1, 2, 4):
            block = head(headline, voices, columns).blocks[0]
            assert block.height >= (len(block.lines) - 1) * 1.2 * block.lines[0].size + 0.9 * block.lines[0].size
            assert block.top + block.height <= head(headline, voices, columns).rows * row


def test_all_parts_stand_in_order_below_each_other(voices):
    made = head("主题一行", voices, 3, kicker="引题", deck="副题", byline="本报记者 某某", at_top=False)
    assert [block.role for block in made.blocks] == [Role.KICKER, Role.HEADLINE, Role.DECK, Role.BYLINE]
    for one, other in pairwise(made.blocks):
        assert one.top + one.height + 2 < other.top


def whites(made, voices, edge):
    """Return the white above the first and below the last part of a head, pt, from ink to ink."""
    grid, body = voices.design.grid, voices.design.body
    foot = made.rows * grid.row + grid.baseline - 0.84 * body.size
    return made.blocks[0].top - edge, foot - made.blocks[-1].top - made.blocks[-1].height


PARTS = [{}, {"byline": "本报记者 某某"}, {"kicker": "引题", "deck": "副题", "byline": "某某"}]


@pytest.mark.parametrize("more", PARTS)
def test_the_white_above_a_head_equals_the_white_below_it_within_bounds(more, voices):
    """Below there is never less than `least_below` nor more than `most_below`: what is more stands above."""
    tokens, row = voices.design.head, voices.design.grid.row
    level = 0
    for made in heads("我市春季义务植树", voices, at_top=False, **more):
        above, below = whites(made, voices, edge=row / 2)
        assert tokens.least_below * row - 0.01 <= below <= tokens.most_below * row + 0.01
        assert above >= below - 0.01
        if above > below + 0.01:
            assert below == pytest.approx(tokens.most_below * row, abs=0.01)
        else:
            level += 1
        inner = [other.top - one.top - one.height for one, other in pairwise(made.blocks)]
        assert all(gap < min(above, below) for gap in inner)
    assert level


@pytest.mark.parametrize(("least", "most"), [(0.75, 1.0), (1.5, 1.5), (2.0, 3.0)])
def test_the_gap_below_a_head_obeys_its_tokens(least, most, design, fonts):
    tokens = design.head.model_copy(update={"least_below": least, "most_below": most})
    voices = Voices(design.model_copy(update={"head": tokens}), fonts)
    below = [whites(made, voices, 0.0)[1] for made in heads("我市春季义务植树", voices, at_top=False)]
    row = design.grid.row
    assert max(below) <= most * row + 0.01
    # The head of fewest rows has no room for more than it has.
    assert sorted(below)[1] >= min(least * row, 19.0) - 0.01


# A head of many heights -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [1, 2, 4])
@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("more", PARTS)
def test_a_head_of_more_rows_has_larger_type_more_lines_or_more_white(headline, columns, more, voices):
    found = heads(headline, voices, columns, **more)
    assert len({made.rows for made in found}) == len(found) >= 3
    assert list(found) == sorted(found, key=lambda made: (made.points, made.rows))
    assert found[0].white == 0
    assert found[-1].points <= found[0].points + MOST_POINTS
    by_rows = sorted(found, key=lambda made: made.rows)
    for lower, higher in pairwise(by_rows):
        one, other = (next(b for b in made.blocks if b.role is Role.HEADLINE) for made in (lower, higher))
        assert made_of(one) < made_of(other) or higher.white > lower.white
    for made in found:
        (block,) = [b for b in made.blocks if b.role is Role.HEADLINE]
        assert made.size == block.lines[0].size
        assert block.top + block.height <= made.rows * voices.design.grid.row


def made_of(headline):
    """What a headline takes down the page, pt."""
    return len(headline.lines) * headline.lines[0].size


def test_white_in_a_head_costs_more_by_the_row(voices):
    (best, *others) = heads("我市春季义务植树", voices, at_top=True)
    rows = {made.white: made for made in others if made.size == best.size and len(texts(made)) == len(texts(best))}
    assert {white: made.rows - best.rows for white, made in rows.items()} == {1: 1, 2: 2}
    assert [rows[white].points - best.points for white in (1, 2)] == pytest.approx([3.0, 9.0])


def test_a_head_that_fits_at_no_size_has_white_only_to_give(voices):
    made = heads("这是一条无论如何也放不进一个基本栏的特别特别特别长的新闻标题" * 3, voices, 1)
    assert [(each.white, each.rows - made[0].rows, each.size) for each in made] == [
        (white, white, min(voices.design.head.headline.ladder)) for white in (0, 1, 2)
    ]


def test_a_kicker_is_smaller_than_its_headline(voices):
    made = head("水塔街夜市开张自己约法七条", voices, 1, kicker="120个摊位明晚迎客")
    kicker, headline = made.blocks
    assert kicker.lines[0].size <= 0.75 * headline.lines[0].size


@pytest.mark.parametrize(
    ("headline", "whole"),
    [
        ("4.6万亩麦田 喝足拔节水", "4.6万亩"),
        ("全市新增参保3.2亿元以上 覆盖百万人", "3.2亿元"),
        ("新栽白蜡一千二百棵", "一千二百棵"),
    ],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_a_number_stays_with_what_it_counts(headline, whole, columns, voices):
    assert any(whole in line for line in texts(head(headline, voices, columns, priority=2)))


def test_a_headline_has_fewer_lines_rather_than_ragged_ones(voices):
    assert texts(head("水塔街夜市开张 自己约法七条", voices, 1, priority=4)) == ["水塔街夜市开张", "自己约法七条"]


def test_a_part_carried_to_another_page_has_a_small_head_that_says_where_it_comes_from(voices):
    made = head("立案连降", voices, 2, priority=7, part_of="lead", continued_from="A1")
    assert texts(made, Role.KICKER) == ["（上接A1版）"]
    assert made.blocks[0].lines[0].size < voices.design.head.kicker.size


def test_a_head_that_cannot_fit_is_told(voices):
    made = head("这是一条无论如何也放不进一个基本栏的特别特别特别长的新闻标题" * 3, voices, 1)
    assert made.too_long == (Role.HEADLINE,)


def test_phrases_are_not_parted_before_a_clinging_character():
    assert not {at for at in phrase_breaks("防止金融化倾向", DEFAULT) if "防止金融化倾向"[at] == "化"}


def test_a_story_asks_for_the_rows_it_fills(voices):
    text = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住。" * 6
    made = Story(id="s", headline="标题在此", blocks=tuple(Paragraph(spans=(Span(text=text),)) for _ in range(4)))
    composer = StoryComposer(made, voices)
    for columns in (1, 2, 3):
        rows = composer.needed_rows(columns)
        fits = composer.compose(StoryShape(columns, rows))
        assert not fits.overset
        assert composer.compose(StoryShape(columns, rows - 2)).overset


def test_every_character_is_on_the_page_or_in_the_overset(voices):
    text = "国家反诈中心App受理线索1466万条，“断卡”行动共破案39.4万起；有关部门说，要继续依法严打。"
    made = Story(id="s", headline="标题", source="本报讯", blocks=(Paragraph(spans=(Span(text=text * 8),)),))
    for rows in (6, 12, 30):
        composed = StoryComposer(made, voices).compose(StoryShape(1, rows))
        placed = [placed.line.text for column in composed.columns for placed in column.lines]
        whole = "".join(placed + [line.text for line in composed.overset])
        assert "".join(whole.replace("（本报讯）", "").split()) == text * 8


def test_an_empty_row_or_two_goes_into_the_head(voices):
    made = Story(id="s", headline="标题", blocks=tuple(Paragraph(spans=(Span(text="字" * 15 * 4),)) for _ in range(2)))
    composer = StoryComposer(made, voices)
    rows = composer.needed_rows(2, at_top=True)
    composed = composer.compose(StoryShape(2, rows + 2, at_top=True))
    assert composed.fit.under_lines <= 1
    assert "head +2 rows" in composed.fit.levers


def test_paragraphs_are_lengthened_before_a_head_gets_a_second_white_row(voices):
    text = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 3
    made = Story(id="s", headline="标题", blocks=tuple(Paragraph(spans=(Span(text=text),)) for _ in range(8)))
    composer = StoryComposer(made, voices)
    rows = composer.needed_rows(1, at_top=True)
    assert "head +2 rows" not in composer.compose(StoryShape(1, rows + 2, at_top=True)).fit.levers


@pytest.mark.parametrize("ground", ["reverse", "tint"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_head_on_a_ground_of_its_own_has_air_at_both_sides(ground, columns, voices):
    parts = {"kicker": "引题在上", "deck": "副题在下", "byline": "记者", "series": "岸边事"}
    design = voices.design
    side, measure = design.head.band_side, design.grid.measure(columns)
    for boxed, air in ((False, side), (True, side - design.box.padding)):
        for text in HEADLINES:
            made = head(text, voices, columns, head=ground, boxed=boxed, **parts)
            assert [block.x for block in made.blocks] == pytest.approx([air] * len(made.blocks))
            lines = [line for block in made.blocks if not block.width for line in block.lines]
            assert max(line.x + line.width for line in lines) <= measure - 2 * air + 1e-6


def test_a_plain_head_has_the_whole_measure(voices):
    assert {block.x for block in head("雨", voices, series="岸边事").blocks} == {0.0}


def test_a_head_never_rises_above_its_place_at_a_pages_top():
    project = Project(ROOT)
    design = load_design(project.template("daily"), "en")
    lately = Voices(design, FontBook(design.fonts))
    parts = {
        "kicker": "Rowing",
        "deck": "The novice four takes the cup by the length of a bow ball",
        "byline": "By Eli",
    }
    for priority in range(1, 8):
        told = Story(
            id="s", language="en", headline="Ten weeks ago they could not row", blocks=(), priority=priority, **parts
        )
        for columns in (1, 2, 3, 4):
            for made in compose_heads(told, columns, design.grid.measure(columns), lately, at_top=True):
                assert min(block.top for block in made.blocks) >= -1e-9
