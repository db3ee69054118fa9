"""A story made shorter or longer as its editor may do it: where the characters go, and how much may be asked."""

from __future__ import annotations

import pytest

from layout.design.closing import ClosingTokens
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Story
from layout.plan.corrections import LEFT_OF_PARAGRAPH, amounts, correct, corrected, correction
from layout.plan.giving import Kind, Way
from tests.planning.editions import edition, page, story

TOKENS = ClosingTokens()


def of(*texts: str) -> Story:
    blocks = tuple(
        Subhead(text=text[3:]) if text.startswith("## ") else Paragraph(spans=(Span(text=text),)) for text in texts
    )
    return Story(id="x", headline="河堤", blocks=blocks)


def texts(made: Story) -> list[str]:
    return [block.text for block in made.blocks]


class TestCut:
    def test_inside_it_comes_out_of_the_middle_of_the_longest_paragraph(self):
        assert texts(correct(of("甲乙", "一二三四五六七八九十", "丙丁"), 4, most=False)) == [
            "甲乙",
            "一二三八九十",
            "丙丁",
        ]

    def test_what_one_paragraph_cannot_give_comes_from_the_next(self):
        made = correct(of("一二三四五六七八九", "甲乙丙丁戊己庚辛"), 8, most=False)
        assert sum(map(len, texts(made))) == 9
        assert len(made.blocks) == 2

    def test_inside_white_space_is_counted_and_at_the_end_it_is_not(self):
        long = of("first " * 4, "ab cd ef gh ij kl mn op qr st uv wx yz")
        assert long.characters - correct(long, 9, most=False).characters == 6
        assert long.characters - correct(long, 9, most=True).characters == 9

    def test_from_the_end_paragraphs_go_whole_with_the_subheads_over_them(self):
        made = correct(of("甲" * 40, "乙" * 40, "## 小题", "丙" * 20), 25, most=True)
        assert texts(made) == ["甲" * 40, "乙" * 37]

    def test_a_paragraph_of_which_little_would_be_left_goes(self):
        assert texts(correct(of("甲" * 40, "丙" * 20), 12, most=True)) == ["甲" * 40]

    def test_the_first_paragraph_stays(self):
        assert texts(correct(of("甲" * 40), 100, most=True)) == ["甲" * 40]


class TestAdded:
    @pytest.mark.parametrize(("most", "blocks"), [(False, 2), (True, 3)])
    def test_so_many_characters_more(self, most: bool, blocks: int):
        made = correct(of("甲" * 40, "丙" * 20), -80, most=most)
        assert made.characters == 140
        assert len(made.blocks) == blocks

    def test_few_are_no_paragraph_of_their_own(self):
        assert len(correct(of("甲" * 40, "丙" * 20), -20, most=True).blocks) == 2


class TestAsked:
    def test_no_more_than_a_part_of_a_story(self):
        each = story("x", 1000)
        most = max(way.characters for way in amounts(each, 1 / 13, 13, TOKENS, longer=False))
        assert 0.3 < most / each.characters <= TOKENS.most_cut
        assert correction(each, most, 1 / 13, TOKENS)
        assert correction(each, round(0.5 * each.characters), 1 / 13, TOKENS) is None

    def test_a_short_story_is_not_cut_and_may_be_longer(self):
        short = story("x", 190)
        assert not list(amounts(short, 1 / 13, 13, TOKENS, longer=False))
        longer = list(amounts(short, 1 / 13, 13, TOKENS, longer=True))
        assert longer
        assert all(way.characters < 0 and way.freed < 0 for way in longer)

    def test_the_more_of_a_story_goes_the_dearer_is_a_cell(self):
        found = [way for way in amounts(story("x", 1000), 1 / 13, 13, TOKENS, longer=False) if way.freed]
        assert (found[-1].price - found[0].price) / (found[-1].freed - found[0].freed) > TOKENS.cut


class TestCorrected:
    def test_a_sum_with_corrections_is_tried_as_it_gains_the_least_and_the_most(self):
        made = edition([page("A2", "s")], [story("s", 600)])
        ways = [Way(Kind.HOLD, "other", 20, 100), Way(Kind.CORRECT, "s", 5, 20, characters=65)]
        found = list(corrected(made, ways))
        assert {one[0] for one in found} == {ways[0]}
        gone = [made.stories["s"].characters - one[1].lesser.characters for one in found]
        assert gone == [65, 65, 65 + LEFT_OF_PARAGRAPH]
        assert found[0][1].lesser.blocks[-1] == made.stories["s"].blocks[-1] != found[1][1].lesser.blocks[-1]

    def test_another_is_tried_once(self):
        made = edition([page("A2", "s")], [story("s", 600)])
        assert list(corrected(made, [Way(Kind.HOLD, "s", 20, 100)])) == [(Way(Kind.HOLD, "s", 20, 100),)]
