"""Paragraphs of Latin text: word spaces, hyphens, dashes, kerned widths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from layout.base.locale import DEFAULT, language_for
from layout.base.locale.record import Hyphenation
from layout.compose.breaking import line_ratio
from layout.compose.classes import regime_for
from layout.compose.cuts import ANYWHERE, EXPLICIT_HYPHEN, HYPHEN, URL, find_cuts
from layout.compose.itemize import Setting, Voice
from layout.compose.paragraph import LATIN_LEAST_LAST, ParagraphStyle, prepare
from layout.design.fonts import FontBook
from tests.compose.setting import paragraph, parts, set_text, texts

STORY = (
    "Hengshui Lake has seen an increase in migratory birds this spring, with more than 300 species recorded by "
    "volunteers—among them the critically endangered Baer’s pochard, a diving duck whose worldwide population is "
    "estimated at fewer than one thousand individuals. “They arrive earlier every year,” said the reserve’s "
    "director, who has counted waterfowl here since 1998, “and they stay longer.” The long-standing restoration "
    "of reed beds, she explained, has given the birds undisturbed places to nest; fishing boats, which once "
    "crossed the lake at all hours, are now restricted to its south-eastern corner."
)

GB = regime_for(DEFAULT)
AMERICAN = Hyphenation("en_US")


def hyphenated(cuts: Iterable[int], text: str) -> str:
    return "-".join(text[a:b] for a, b in pairwise((0, *sorted(cuts), len(text))))


@pytest.mark.parametrize("em", [33.5, 35.5, 43.0, 47.5])
def test_word_spaces_stay_between_two_thirds_and_three_halves(fonts: FontBook, em: float) -> None:
    """At these measures the story can be set so. In narrow columns some lines cannot; see test_breaking."""
    made = paragraph(STORY, fonts, em=em, indent=1.0, language="en")
    broken = made.broken()
    assert broken.tolerable
    normal = fonts["song"].glyph(" ").advance  # type: ignore[union-attr]
    lines = made.lines(broken)
    starts = (0, *(at + 1 for at in broken.breaks))
    widths = []
    for first, last, line in zip(starts, broken.breaks, lines[:-1], strict=False):
        spaces = sum(bool(gap.text) for gap in made.items.gaps[first:last])
        room = line.width - sum(atom.width for atom in made.items.atoms[first : last + 1])
        if (hyphen := made.items.hyphens.get(last)) is not None:
            room -= hyphen.width
        assert line.x + line.width == pytest.approx(em)
        widths.append(room / spaces / normal)
    assert min(widths) >= 2 / 3 - 1e-9
    assert max(widths) <= 3 / 2 + 1e-9


def test_hyphenation_is_pyphens_and_can_be_had_beside_marks() -> None:
    for text in ("international", "international,", "(international)", "“international”"):
        cuts = find_cuts(text, AMERICAN, GB)
        assert hyphenated(cuts, text) == text.replace("international", "in-ter-na-tional")
        assert all(cut.hyphen and cut.penalty == HYPHEN for cut in cuts.values())


def test_hyphenation_follows_the_language() -> None:
    german = find_cuts("Zeitungsdruckerei", Hyphenation("de"), GB)
    assert hyphenated(german, "Zeitungsdruckerei") == "Zei-tungs-dru-cke-rei"
    assert find_cuts("Zeitungsdruckerei", Hyphenation("xx"), GB).keys() != german.keys()
    assert not any(cut.hyphen for cut in find_cuts("Zeitungsdruckerei", None, GB).values())
    assert Setting(language_for("de")).hyphens == Hyphenation("de")
    assert Setting(language_for("zh-Hans")).hyphens == AMERICAN
    assert Setting(language_for("en")).hyphens == Hyphenation("en_GB")
    assert Setting(language_for("en"), breaks=frozenset()).hyphens is None
    assert Setting(language_for("en"), hyphenate=False).hyphens is None


def test_a_language_says_what_its_words_are_made_of_and_how_small_a_part_may_be() -> None:
    russian = Hyphenation("ru", letters="А-яЁё")
    assert hyphenated(find_cuts("типография", russian, GB), "типография") == "ти-по-гра-фия"
    assert find_cuts("типография", Hyphenation("ru"), GB) == {}
    assert hyphenated(find_cuts("типография", replace(russian, left=3), GB), "типография") == "типо-гра-фия"
    assert find_cuts("типография", replace(russian, shortest=11), GB) == {}


def test_short_words_and_capitals_are_not_hyphenated() -> None:
    assert find_cuts("over", AMERICAN, GB) == {}
    assert find_cuts("UNESCO", AMERICAN, GB) == {}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("well-known", [5]),
        ("half—way", [5]),
        ("“But—”", []),
        ("“—well", []),
        ("COVID-19", []),
        ("2021-2022", []),
        ("-5", []),
        ("wait—“now”", [5]),
        ("long--dash", []),
    ],
)
def test_dashes(text: str, places: list[int]) -> None:
    """A line may end after a hyphen or dash that joins words, but not before a closing quote or inside numbers."""
    assert [at for at, cut in find_cuts(text, None, GB).items() if cut.penalty == EXPLICIT_HYPHEN] == places


def test_addresses() -> None:
    text = "http://www.example.com/a-b?c=d"
    cuts = find_cuts(text, AMERICAN, GB)
    assert set(cuts) == {at + 1 for at, char in enumerate(text) if char in "/.?=-" and text[at + 1 : -1][:1].isalnum()}
    assert {cut.penalty for cut in cuts.values()} == {URL}
    assert 6 not in cuts  # not between the two solidi


def test_a_long_run_is_parted_only_inside_and_only_if_nothing_else_is_left() -> None:
    cuts = find_cuts("12345678901234,5", AMERICAN, GB)
    assert set(cuts) == set(range(2, 13))
    assert {cut.penalty for cut in cuts.values()} == {ANYWHERE}
    assert find_cuts("123456789012", AMERICAN, GB) == {}


@pytest.mark.parametrize("em", [13.0, 15.0, 18.0, 24.0])
def test_ladders_have_two_rungs_at_most(fonts: FontBook, em: float) -> None:
    lines = texts(set_text(STORY, fonts, em=em, indent=1.0, language="en"))
    ends = [line.endswith("-") for line in lines]
    assert sum(ends) >= 1
    assert not any(a and b and c for a, b, c in zip(ends, ends[1:], ends[2:], strict=False))


@pytest.mark.parametrize("em", [12.0, 15.0, 18.0, 24.0])
def test_the_last_line_has_five_letters(fonts: FontBook, em: float) -> None:
    last = set_text(STORY, fonts, em=em, language="en")[-1]
    assert sum(char.isalnum() for char in last.text) >= LATIN_LEAST_LAST


def test_a_dash_ends_a_line(fonts: FontBook) -> None:
    assert parts("volunteers—among", fonts, language="en")[-2:] == ["teers—", "among"]


@pytest.mark.parametrize("font", ["song", "hei", "kai"])
def test_kerned_widths_are_harfbuzzs(fonts: FontBook, font: str) -> None:
    """The parts of a run keep the places they have when the whole run is shaped."""
    text = "AVATAR, Toronto. Wave—office"
    face = fonts[font]
    style = ParagraphStyle(1.0, 60.0, setting=Setting(language_for("en")))
    made = prepare([(text, Voice((face,)))], style)
    line = made.lines(made.broken())[0]
    glyphs = [glyph for run in line.runs for glyph in run.glyphs if glyph.gid != -1]
    at = 0
    x = 0.0
    for word in text.split():
        for shaped in face.shape(word):
            assert glyphs[at].gid == shaped.gid
            assert glyphs[at].x == pytest.approx(x + shaped.shift)
            x += shaped.advance
            at += 1
        x += face.glyph(" ").advance  # type: ignore[union-attr]
    assert at == len(glyphs)
    plain = sum(face.advance(shaped.gid) for char in "AVATAR" for shaped in face.shape(char))
    if font != "kai":
        assert sum(glyph.advance for glyph in face.shape("AVATAR")) < plain


def test_accents_are_not_parted_from_their_letters(fonts: FontBook) -> None:
    """A line may end after the dash; the letter there is two glyphs, the first of which stands for no text."""
    items = paragraph("half—q\u0303uick", fonts, language="en").items
    assert [items.text[atom.start : atom.end] for atom in items.atoms] == ["half—", "q\u0303uick"]


def test_ratio_one_is_three_halves_of_a_space(fonts: FontBook) -> None:
    made = paragraph("one two three four", fonts, em=8.0, language="en")
    natural = sum(made.problem.widths[:3]) + sum(gap.width for gap in made.problem.gaps[:2])
    space = made.problem.gaps[0].width
    wider = ParagraphStyle(1.0, natural + space, setting=Setting(language_for("en")))
    again = prepare([("one two three four", Voice((fonts["song"],)))], wider)
    assert line_ratio(again.problem, 0, 2, 0) == pytest.approx(1.0)


@pytest.mark.parametrize("em", [9.0, 11.0, 13.0, 17.0])
def test_a_line_ends_where_its_last_letter_ends_alone(fonts: FontBook, em: float) -> None:
    """A letter drawn to the next one (w. V, AV) has its own width back where the line is broken between the two."""
    words = "Visit www.northhaven-Avocado.example.org/Tavern/AVAWAY/www.waves.example.org/To.Vote, P.O. VAT/AVATAR."
    face = fonts["song"]
    made = paragraph(f"{words} {words}", fonts, em=em, language="en")
    kerned = 0
    for line in made.lines(made.broken())[:-1]:
        last = [glyph for run in line.runs for glyph in run.glyphs if glyph.gid >= 0][-1]
        alone = face.shape(last.text)[-1].advance
        assert line.x + last.x + alone == pytest.approx(line.x + line.width), line.text
        kerned += 1
    assert kerned > 5
