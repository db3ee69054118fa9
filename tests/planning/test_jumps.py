"""Stories continued on another page: where they may be broken, and that nothing is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.edition.blocks import Emphasis, Paragraph, Span, Subhead
from layout.edition.model import Story
from layout.plan.jumps import LEAST_GOING, LEAST_STAYING, Break, Jump, breaks, may_jump, split, with_jump
from tests.planning.editions import edition, page, story


def characters(*stories: Story) -> Counter[str]:
    return Counter("".join("".join(block.text.split()) for each in stories for block in each.blocks))


class TestBreaks:
    def test_between_paragraphs_and_at_the_ends_of_sentences(self):
        long = story("long", 400, paragraph=100)
        found = list(breaks(long))
        assert Break(2) in found
        assert any(where.characters for where in found)

    def test_no_part_is_a_stub(self):
        for where in breaks(story("long", 600)):
            first, second = split(story("long", 600), where, "A1", "A2")
            assert first.characters >= LEAST_STAYING
            assert second.characters >= LEAST_GOING

    def test_a_short_story_is_never_broken(self):
        assert list(breaks(story("short", LEAST_STAYING + LEAST_GOING - 60))) == []

    def test_not_after_a_subhead(self):
        made = story("long", 600)
        blocks = (*made.blocks[:2], Subhead(text="后来"), *made.blocks[2:])
        made = made.model_copy(update={"blocks": blocks})
        places = [where.block for where in breaks(made) if not where.characters]
        assert 4 in places
        assert 3 not in places

    def test_a_quotation_is_not_parted_from_its_mark(self):
        words = "他说：“河堤修好了。”大家都来走一走，看一看水，看一看树。"
        made = story("q", 10).model_copy(update={"blocks": (Paragraph(spans=(Span(text=words * 12),)),)})
        for where in breaks(made):
            first, second = split(made, where, "A1", "A2")
            assert not second.blocks[0].text.startswith("”")
            assert first.blocks[-1].text.endswith(("”", "树。"))

    def test_a_decimal_point_is_no_end_of_a_sentence(self):
        words = "The bridge is 3.5 km long and opens in May. "
        made = story("e", 10).model_copy(update={"blocks": (Paragraph(spans=(Span(text=words * 10),)),)})
        for where in breaks(made):
            first, second = split(made, where, "A1", "A2")
            assert first.blocks[-1].text.endswith("May.")
            assert second.blocks[0].text.startswith("The")


class TestSplit:
    @given(st.data())
    def test_every_character_is_in_one_of_the_parts(self, data):
        made = story("long", data.draw(st.integers(500, 1500)), paragraph=data.draw(st.integers(40, 300)))
        where = data.draw(st.sampled_from(list(breaks(made))))
        assert characters(*split(made, where, "A1", "A2")) == characters(made)

    def test_what_stays_and_what_goes(self):
        made = story("long", 600, kicker="引题", deck="副题", byline="记者", source="本报讯", short_headline="步道贯通")
        first, second = split(made, Break(2), "A1", "B3")
        assert (first.continued_on, first.source, first.kicker, first.byline) == ("B3", "", "引题", "记者")
        assert (second.id, second.part_of, second.continued_from) == ("long-2", "long", "A1")
        assert (second.headline, second.kicker, second.deck, second.source) == ("步道贯通", "", "", "本报讯")

    def test_voices_survive_a_break_inside_a_span(self):
        spans = (Span(text="甲" * 100 + "。"), Span(text="乙" * 100 + "。" + "丙" * 100, emphasis=Emphasis.STRONG))
        made = story("v", 10).model_copy(update={"blocks": (Paragraph(spans=spans),)})
        first, second = split(made, Break(0, 202), "A1", "A2")
        assert [(s.text[-2:], s.emphasis) for s in first.blocks[0].spans] == [("甲。", "plain"), ("乙。", "strong")]
        assert [(s.text, s.emphasis) for s in second.blocks[0].spans] == [("丙" * 100, "strong")]


class TestTaking:
    def test_the_second_part_gets_an_id_of_its_own(self):
        long, taken = story("long", 1200), story("long-2", 100)
        made = edition([page("A1", "long"), page("A2", "long-2")], [long, taken])
        first, second = split(long, Break(5), "A1", "A2")
        after = with_jump(made, Jump("long", first, second, "A1", "A2"))
        assert after.page("A2").stories == ("long-2", "long-22")
        assert after.stories["long-22"].part_of == "long"
        assert after.stories["long-2"] == taken

    @pytest.mark.parametrize("keys", [{"jump": "never"}, {"continued_from": "B1"}, {"continued_on": "B1"}])
    def test_some_stories_stay_whole(self, keys):
        assert may_jump(story("long", 1200))
        assert not may_jump(story("long", 1200, **keys))
