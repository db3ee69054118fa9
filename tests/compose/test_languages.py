"""A paragraph and a story of every language in words, composed in a narrow column and read back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Ref, Report
from layout.base.locale import LANGUAGES
from layout.base.locale.latin import SOFT
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


TIED = {
    "en": "No.~5 and Mr.~Low, Mr~Low, p.~5, 5~p.m. and 5~pm, 5~May, "
    "May~5, Sept.~3, J.~K.~Low, §~5, no pets, no Chinese paper, US$~5, Vol.~IV",
    "de": "u.~a. hier, Nr.~5, am 5.~März, Dr.~Mai, §~5, z.~B. so, u.~dgl. hier, 5~Mio. Menschen, auf S.~5",
    "fr": "Dr~Rey et M.~Hugo, Mme~Curie, n°~5, nº~6, p.~5, art.~5, à 20~h~30, le 1er~mai, 5~€, 10~%",
    "es": "n.º~5 el 1.º~de~mayo, Sr.~López, EE.~UU., pág.~5, p.~ej. eso, Dª~Ana, no más",
    "it": "n.~5, sig.~Rossi, n°~5, sig.ra~Rossi, 1º~maggio, p.~es. qui, pag.~5, noi due",
    "pt": "n.º~5 a 1.º~de~maio, Sr.~Silva, R$~5, Sra.~Costa, p.~ex. isso, de novo",
    "pt-BR": "nº~5 a 1º~de~maio, Sr.~Silva, R$~5, de novo",
    "nl": "nr.~5, dhr.~Bos, mevr.~Smit, blz.~5, op 5~mei, €~5, hij is er",
    "pl": "nr~5, ul.~Długa, XX~w., 2022~r., dnia 5~maja, dr~Nowak, s.~5, 5~tys.~zł, 5~zł, ten dom",
    "cs": "č.~5, dne 5.~května, 500~Kč, 16.~ledna 1972, a.~s., s.~r.~o., 500~lidí, Karel~IV., ten dům",
    "sv": "nr~5, kl.~12, t.~ex. så, m.~fl. här, bl.~a. så, s.~5, den 5~maj, 5~kr, är här",
    "tr": "s.~5, Dr.~Kaya, No.~5, 5~Mayıs, 5~TL, Prof.~Dr.~Ak, bir ev",
    "ru": "100~руб. или 5~тыс.~руб., №~5, т.~е. там, г.~Москва, ул.~Ленина, А.~С.~Пушкин, XX~в., он~же, там~— нет",
    "uk": "100~грн або 5~тис.~грн, №~5, м.~Київ, вул.~Франка, І.~Я.~Франко, XX~ст., проф.~Гнатюк, 2008~р., там~— ні",
    "el": "αρ.~5, κ.~Αλεξίου, σελ.~5, στις 5~Μαΐου, 5~€, εδώ είναι",
}
"""What stays together in each language, with a tilde where no line is to end."""


@pytest.mark.parametrize("language", TIED)
def test_what_is_written_short_stays_with_what_it_goes_with(language: str, fonts: FontBook) -> None:
    text = TIED[language].replace("~", " ")
    items = paragraph(text, fonts, language=language).items
    spaces = [gap for gap in items.gaps if gap.text]
    tied = ["~" if gap.penalty is None or gap.penalty >= SOFT else " " for gap in spaces]
    assert tied == [char for char in TIED[language] if char in " ~"], "".join(tied)


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
    texts = ("Một dòng chữ. " * 9, "xyzq" * 29 + "x\u00ady\u00adzq", "Một dòng chữ. " * 9)
    blocks = tuple(Paragraph(spans=(Span(text=text),)) for text in texts)
    composer = StoryComposer(Story(id="s", headline="x", language="vi", blocks=blocks), Voices(design, fonts))
    report = Report()
    report_copy([composer.compose(StoryShape(2, composer.needed_rows(2)))], report)
    (found,) = [finding for finding in report.findings if finding.code is Code.WORD_TOO_WIDE]
    assert found.severity is Severity.ERROR
    assert found.message.endswith("xyzq" * 30)
    assert found.place == Ref("story", "s", "block", 1)
