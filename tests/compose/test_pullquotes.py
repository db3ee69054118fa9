"""Pull quotes proposed from a story's text: which sentences, where they stand, and when a story is set with them."""

from __future__ import annotations

import pytest

from layout.base.locale import language_for
from layout.compose.elements.quote import Quote
from layout.compose.pullquotes import proposals, quoted
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Story


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


PLAIN = "渡口的石阶又往下修了七级，水枯的时候也能靠船。撑船的人在岸上等，把缆绳绕了两圈。"
SAID = "老何说：“水一退我们就开船，一天也不多等。”说完他把竹篙靠在门边，回屋添了一壶水。"


def story(*texts, **more):
    blocks = tuple(Paragraph(spans=(Span(text=text),)) if isinstance(text, str) else text for text in texts)
    return Story(id="s", headline="题", blocks=blocks, **{"pull_quotes": "auto", **more})


def words(made, language="zh-Hans"):
    return [one.quote.text for one in proposals(made, language_for(language))]


def test_what_somebody_says_comes_before_what_the_paper_says():
    made = story(PLAIN, PLAIN, SAID, PLAIN)
    assert words(made)[0] == "“水一退我们就开船，一天也不多等。”"
    assert words(made)[1] == "渡口的石阶又往下修了七级，水枯的时候也能靠船。"
    assert all("说完" not in each or each.endswith("。") for each in words(made))


def test_quotes_are_those_of_the_language_with_their_white():
    said = "Elle a dit\u00a0: «\u202fOn part à l’aube. Quoi\u202f? Personne n’attend.\u202f» Puis elle est partie."
    assert words(story(said, language="fr"), "fr")[0].startswith("«\u202fOn part à l’aube.")
    assert words(story(said, language="fr"), "fr")[0].endswith(".\u202f»")
    assert (
        words(story("Er sagte: „Wir fahren früh los.“ Dann ging er.", language="de"), "de")[0]
        == "„Wir fahren früh los.“"
    )


def test_words_with_who_says_them_inside_the_quotes_are_no_quote():
    said = "«Ещё одну зиму она не выдержит, – сказал капитан порта. – Кто это предвидел? Никто!»"
    assert words(story(said, language="ru"), "ru") == []
    assert words(story("«Кто это предвидел? Никто!»", language="ru"), "ru") == ["«Кто это предвидел?»"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr. Hale opened the gate at seven.", []),
        ("The gate opened. Mr. Hale spoke to Dr. Lee.", ["The gate opened."]),
        ("Nobody was hurt. The road reopened Monday.", ["Nobody was hurt.", "The road reopened Monday."]),
        ("The ferry runs until 5 p.m. on weekdays.", []),
        ("“We start at dawn,” she said.", []),
        (
            "“We start at dawn. Nobody waits.” That was all anyone said.",
            ["“We start at dawn.”", "That was all anyone said."],
        ),
    ],
)
def test_a_full_stop_that_may_be_an_abbreviation_ends_no_quote(text, found):
    assert words(story(text, language="en"), "en") == found


@pytest.mark.parametrize(
    "made",
    [
        story(SAID, form="briefs"),
        story(SAID, part_of="other"),
        story(SAID, Quote(text="水一退我们就开船。"), PLAIN),
    ],
)
def test_short_items_parts_and_stories_with_a_quote_get_none(made):
    assert words(made) == []


def test_quotes_stand_between_paragraphs_away_from_their_own_words(voices):
    years = [f"{year}年，{PLAIN}" for year in range(2001, 2008)]
    made = story(years[0], SAID, *years[1:3], Subhead(text="小标题"), *years[3:])
    ways = quoted(made, 135.0, 60, voices)
    assert ways
    for way in ways:
        for after, quote in way:
            around = made.blocks[after : after + 2]
            assert all(isinstance(block, Paragraph) for block in around)
            assert all(quote.text not in block.text for block in around)
    assert len({after for after, _ in ways[-1]}) == len(ways[-1]) == 2


def test_a_short_story_has_none_and_a_longer_one_a_single_one(voices):
    made = story(*[PLAIN, SAID] * 6)
    tokens = voices.design.closing.pull
    assert quoted(made, 135.0, tokens.least_lines - 1, voices) == ()
    assert {len(way) for way in quoted(made, 135.0, tokens.least_lines, voices)} == {1}


def composers(voices, paragraphs=12):
    texts = [SAID if at % 4 == 1 else PLAIN for at in range(paragraphs)]
    return StoryComposer(story(*texts), voices), StoryComposer(story(*texts, pull_quotes="never"), voices)


def test_a_story_with_room_left_is_filled_with_a_quote_and_one_that_fits_has_none(voices):
    auto, never = composers(voices)
    natural = auto.needed_rows(1)
    assert auto.compose(StoryShape(1, natural)).elements == ()
    rows = next(
        rows
        for rows in range(natural, natural + 20)
        if auto.fill(StoryShape(1, rows)) and not never.fill(StoryShape(1, rows))
    )
    composed = auto.compose(StoryShape(1, rows))
    (placed,) = composed.elements
    assert placed.element.kind == "quote"
    assert "1 pull quote from the text" in composed.fit.levers
    assert composed.overset == ()
    text = "".join(line.line.text for column in composed.columns for line in column.lines)
    assert text == "".join(block.text for block in auto.story.blocks)
    assert never.compose(StoryShape(1, rows)).elements == ()


def test_a_quote_is_no_way_out_where_there_is_too_much_copy(voices):
    auto, _ = composers(voices)
    shape = StoryShape(1, auto.needed_rows(1) - 6)
    assert auto.fill(shape) is None
    assert auto.compose(shape).elements == ()
