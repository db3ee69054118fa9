"""A story with less in it: where it may be cut, what it can do without, and that nothing else is ever taken away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.design.closing import ClosingTokens
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Picture
from layout.plan.heldover import taken_off
from layout.plan.shortening import cuts, without_parts
from tests.planning.editions import edition, page, story

TOKENS = ClosingTokens()


def paragraph(text: str, **keys: object) -> Paragraph:
    return Paragraph(spans=(Span(text=text),), **keys)


def with_blocks(made, *blocks):
    return made.model_copy(update={"blocks": blocks})


class TestCuts:
    def test_a_story_that_says_never_is_not_cut_and_one_that_says_nothing_only_a_little(self):
        assert list(cuts(story("one", 900, cut="never"), TOKENS)) == []
        asked, unasked = (list(cuts(story("one", 900, **more), TOKENS)) for more in ({"cut": "end"}, {}))
        assert unasked
        assert max(lesser.characters for lesser in unasked) <= TOKENS.trim * 900
        assert max(lesser.characters for lesser in asked) > TOKENS.trim * 900
        assert min(lesser.price for lesser in unasked) >= TOKENS.trimmed

    def test_every_cut_ends_with_a_sentence_and_what_is_left_is_enough(self):
        made = story("one", 900, cut="end")
        found = list(cuts(made, TOKENS))
        assert len(found) > 5
        for lesser in found:
            assert lesser.story.blocks[-1].text.endswith("。")
            assert lesser.story.characters + lesser.characters == made.characters
            assert lesser.story.characters >= TOKENS.least_left
            assert lesser.characters <= TOKENS.most_cut * made.characters
            assert lesser.story.blocks[0] == made.blocks[0]
        assert [one.characters for one in found] == sorted(one.characters for one in found)

    def test_the_end_of_a_paragraph_is_cheaper_than_that_of_a_sentence(self):
        made = story("one", 900, cut="end", paragraph=220)
        prices = {lesser.price: len(lesser.story.blocks) for lesser in cuts(made, TOKENS)}
        assert set(prices) == {0, TOKENS.sentence}

    def test_a_short_story_keeps_what_it_has(self):
        assert list(cuts(story("one", TOKENS.least_left, cut="end"), TOKENS)) == []

    def test_no_subhead_is_left_without_its_text(self):
        long, end = "甲" * 300 + "。", "乙" * 60 + "。"
        made = with_blocks(story("one", 10, cut="end"), paragraph(long), Subhead(text="后来"), paragraph(end))
        (lesser,) = cuts(made, TOKENS)
        assert lesser.story.blocks == (paragraph(long),)
        assert lesser.characters == 61 + 2

    def test_elements_stay_and_what_a_list_belongs_to_too(self):
        long, end = paragraph("甲" * 300 + "。"), paragraph("乙" * 60 + "。")
        quote = Quote(text="说的话")
        made = with_blocks(story("one", 10, cut="end"), long, end, quote)
        assert [lesser.story.blocks for lesser in cuts(made, TOKENS)] == [(long, quote)]
        items = Listing(items=((Span(text="其一"),), (Span(text="其二"),)), marks=("•", "•"))
        assert list(cuts(with_blocks(made, long, end, items), TOKENS)) == []

    @given(st.integers(300, 1500), st.integers(60, 300))
    def test_what_is_cut_and_what_is_left_is_the_story(self, characters, long):
        made = story("one", characters, cut="end", paragraph=long)
        whole = "".join(block.text for block in made.blocks)
        for lesser in cuts(made, TOKENS):
            assert whole.startswith("".join(block.text for block in lesser.story.blocks))


class TestParts:
    def test_nothing_goes_that_is_not_named(self):
        made = story("one", 300, deck="副题", kicker="引题")
        made = with_blocks(made, *made.blocks, Quote(text="说的话"))
        assert without_parts(made, TOKENS) == ()

    def test_the_cheapest_goes_first_then_more(self):
        made = story("one", 300, deck="副题", kicker="引题", optional=("deck", "kicker", "quotes"))
        made = with_blocks(made, *made.blocks, Quote(text="说的话"))
        found = without_parts(made, TOKENS)
        gone = [(not one.story.kicker, not one.story.deck, len(one.story.blocks)) for one in found]
        count = len(made.blocks)
        assert gone == [(False, False, count - 1), (True, False, count - 1), (True, True, count - 1)]
        part = TOKENS.part
        assert [one.price for one in found] == [
            part.quote,
            part.quote + part.kicker,
            part.quote + part.kicker + part.deck,
        ]

    def test_a_marked_paragraph_a_marked_box_and_a_marked_section(self):
        first, more = paragraph("甲" * 50), paragraph("乙" * 50, optional=True)
        box = Facts(title="资料", blocks=(paragraph("丙"),), optional=True)
        section = (Subhead(text="后来", optional=True), paragraph("丁" * 20), Quote(text="说的话"))
        last = (Subhead(text="现在"), paragraph("戊" * 20))
        made = with_blocks(story("one", 10), first, more, box, *section, *last)
        least = without_parts(made, TOKENS)[-1]
        assert least.story.blocks == (first, *last)

    def test_the_lines_of_one_paragraph_go_together(self):
        first, second = paragraph("甲" * 50), paragraph("乙" * 50, optional=True)
        verse = [paragraph(words * 20, optional=True, goes_on=on) for words, on in (("丙", False), ("丁", True))]
        found = without_parts(with_blocks(story("one", 10), first, *verse, second), TOKENS)
        assert [lesser.story.blocks for lesser in found] == [(first, second), (first,)]

    def test_pictures(self):
        pictures = {"picture": Picture(file="a.jpg"), "pictures": (Picture(file="b.jpg"),)}
        made = story("one", 300, optional=("picture", "pictures"), **pictures)
        found = without_parts(made, TOKENS)
        assert [tuple(p.file for p in one.story.every_picture) for one in found] == [("a.jpg",), ()]

    def test_a_story_is_never_left_without_text(self):
        made = with_blocks(story("one", 10), paragraph("甲" * 50, optional=True))
        assert without_parts(made, TOKENS) == ()


class TestTaken:
    """What is told is what differs between the two editions."""

    def written(self, *stories):
        return edition([page("A1", *(each.id for each in stories))], list(stories))

    def test_nothing_is_taken_off_an_edition_that_is_printed_as_it_is(self):
        made = self.written(story("one", 300))
        assert taken_off(made, made) == taken_off(made, made).__class__()

    def test_a_cut_story_is_told_with_its_text(self):
        made = story("one", 900, cut="end", deck="副题")
        lesser = list(cuts(made, TOKENS))[3].story.model_copy(update={"deck": ""})
        before = self.written(made)
        after = before.model_copy(update={"stories": {"one": lesser}})
        (less,) = taken_off(before, after).shortened
        whole = "".join(block.text for block in made.blocks)
        assert "".join(block.text for block in lesser.blocks) + "".join(less.text) == whole
        assert (less.page, less.parts) == ("A1", (("deck", "副题"),))
        assert less.characters == made.characters - lesser.characters

    @pytest.mark.parametrize("there", [True, False])
    def test_a_story_on_no_page_is_held_over(self, there):
        one, two = story("one", 300), story("two", 300)
        before = self.written(one, two)
        stories = ("one", "two") if there else ("one",)
        after = before.model_copy(update={"pages": (page("A1", *stories),)})
        assert [(held.story.id, held.page) for held in taken_off(before, after).held_over] == (
            [] if there else [("two", "A1")]
        )
