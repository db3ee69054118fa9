"""A paragraph and a story of every language in words, composed in a narrow column and read back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Ref, Report
from layout.base.locale import LANGUAGES
from layout.base.locale.record import Language, Script
from layout.build.page import report_copy
from layout.compose.classes import regime_for
from layout.compose.cuts import find_cuts
from layout.compose.shape import StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import Design
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.edition.typography.normalise import normalise
from tests.compose.setting import HYPHEN, paragraph, parts, set_text

IN_WORDS = [language for language in LANGUAGES if language.script is Script.LATIN]
WHITE = {0x20: None, 0xA0: None, 0x202F: None}
NEVER_FIRST = tuple(",.;:?!)]}%…–—")
NEVER_LAST = tuple("([{¿¡„‚")


def copy_of(language: Language) -> str:
    """Return copy of a language as it is read: the texts of its specimen sheet, one of them between straight quotes."""
    first, *rest = language.specimen.paragraphs
    return normalise(" ".join([f'"{first}"', *rest]), language)[0]


@pytest.mark.parametrize("language", IN_WORDS, ids=lambda language: language.tag)
@pytest.mark.parametrize("em", [11.0, 16.0])
def test_a_paragraph_of_a_language(language: Language, em: float, fonts: FontBook) -> None:
    text = copy_of(language)
    made = paragraph(text, fonts, em=em, language=language.tag)
    lines = [line.text for line in made.lines(made.broken())]
    assert "".join(lines).replace(HYPHEN, "").translate(WHITE) == text.translate(WHITE)
    opening, closing = (mark.strip() for mark in language.quotes.double)
    assert text.startswith(language.quotes.double[0])
    assert '"' not in text
    for line, following in pairwise(lines):
        if line.endswith(HYPHEN):
            tail = line.removesuffix(HYPHEN).split(" ")[-1]
            word = tail + following.split(" ")[0].removesuffix(HYPHEN)
            assert len(tail) in find_cuts(word, language.hyphenation, regime_for(language)), word
        assert not following.startswith(NEVER_FIRST)
        assert not line.endswith(NEVER_LAST)
        assert not following.startswith(closing) or opening == closing
        assert not line.endswith(opening) or opening == closing


@pytest.mark.parametrize("language", IN_WORDS, ids=lambda language: language.tag)
def test_a_story_of_a_language_says_where_it_goes_in_its_own_words(
    language: Language, design: Design, fonts: FontBook
) -> None:
    story = Story(
        id="s",
        headline=language.specimen.lead[1],
        dateline="X",
        source="Y",
        language=language.tag,
        continued_from="A1",
        continued_on="B3",
        blocks=tuple(Paragraph(spans=(Span(text=text),)) for text in language.specimen.paragraphs),
    )
    composer = StoryComposer(story, Voices(design, fonts))
    made = composer.compose(StoryShape(2, composer.needed_rows(2)))
    said = "".join(placed.line.text for column in made.columns for placed in column.lines)
    said = said.replace(HYPHEN, "").translate(WHITE)
    for words in (language.words.jump_from("A1"), language.words.ending("Y", "B3"), language.words.dateline("X")):
        assert words.translate(WHITE) in said


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("pl", "W tym roku i w domu", ["W tym", "roku", "i w domu"]),
        ("cs", "o poli a k mostu v noci", ["o poli", "a k mostu", "v noci"]),
        ("ru", "Дом — кров", ["Дом —", "кров"]),
        ("fr", "Quoi\u202f? «\u202foui\u202f»", ["Quoi\u202f?", "«\u202foui\u202f»"]),
        ("de", "12 000 Euro und 5 % mehr", ["12 000", "Euro", "und", "5 %", "mehr"]),
    ],
)
def test_what_stays_on_one_line(language: str, text: str, whole: list[str], fonts: FontBook) -> None:
    there = [part.replace("\u202f", " ") for part in parts(text, fonts, language=language)]
    for part in whole:
        assert part.replace("\u202f", " ") in there


@pytest.mark.parametrize("language", ["pl", "cs"])
def test_no_line_ends_in_a_word_of_one_letter(language: str, fonts: FontBook) -> None:
    words = "a i o u w z" if language == "pl" else "a i k o s u v z"
    text = " ".join(f"{word} {'přívoz'[: 2 + at % 5]}" for at, word in enumerate(words.split() * 12))
    for em in (9.0, 12.0, 17.0):
        lines = [line.text for line in set_text(text, fonts, em=em, language=language)]
        assert not any(line.split(" ")[-1] in words.split() for line in lines)


def test_white_of_a_french_mark_never_gives(fonts: FontBook) -> None:
    made = paragraph("Il dit\u00a0: «\u202foui\u202f» et puis non\u202f! " * 4, fonts, em=14.0, language="fr")
    own = [gap for gap in made.items.gaps if gap.penalty is None]
    assert own
    assert all(gap.stretch == gap.shrink == 0 and 0 < gap.width < 0.4 for gap in own)


def test_a_word_wider_than_its_column_is_told_at_its_paragraph(design: Design, fonts: FontBook) -> None:
    texts = ("Một dòng chữ. " * 9, "xyzq" * 30, "Một dòng chữ. " * 9)
    blocks = tuple(Paragraph(spans=(Span(text=text),)) for text in texts)
    composer = StoryComposer(Story(id="s", headline="x", language="vi", blocks=blocks), Voices(design, fonts))
    report = Report()
    report_copy([composer.compose(StoryShape(2, composer.needed_rows(2)))], report)
    (found,) = [finding for finding in report.findings if finding.code is Code.WORD_TOO_WIDE]
    assert found.severity is Severity.ERROR
    assert found.place == Ref("story", "s", "block", 1)
