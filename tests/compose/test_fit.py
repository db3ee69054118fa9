"""Letter fitting: letters give a little, so that word spaces keep near their width; edges stay exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from layout.base.locale import language_for
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.items import NO_FIT, LetterFit
from layout.compose.lines import set_line
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.design.fonts import FontBook
from layout.design.tokens import load_design
from layout.scene.text import Line
from tests.compose.setting import paragraph

TEMPLATES = Path(__file__).parents[2] / "templates"
COLUMN = 176.0
"""The weekly's, pt."""
FIT = LetterFit(0.02, 0.01)
TORN, TORN_SPACES = 0.3, 2.5
"""Most that is added between two han, em, and widest word space, in times of its own, of a line that is filled."""
NEWS = (
    "Commissioners voted unanimously Wednesday to reconsider the redevelopment agreement after residents questioned "
    "whether construction estimates submitted last September still represented reasonable expectations. "
    "Superintendent Margaret Castellanos described the recommendation as disappointing but understandable.",
    "Transportation officials acknowledged that replacing the century-old bridge would inconvenience neighboring "
    "businesses throughout the summer. Approximately three-quarters of the respondents to an independent "
    "questionnaire nevertheless supported closing the intersection completely instead of alternating traffic.",
    "“Nobody anticipated these circumstances,” said Christopher Wetherington, who represents the northern districts. "
    "Insurance companies have meanwhile postponed reimbursement indefinitely, citing contradictory interpretations "
    "of the environmental regulations that the legislature introduced immediately before its adjournment.",
    "Preliminary measurements suggest that groundwater contamination extends considerably farther than previously "
    "reported. Investigators collected additional samples Thursday morning, and laboratory technicians expect "
    "comprehensive results within approximately three weeks, according to department spokeswoman Leonora Fitzgerald.",
)


@pytest.fixture(scope="module")
def weekly() -> FontBook:
    return FontBook(load_design(TEMPLATES / "weekly").fonts)


def news(weekly: FontBook, fit: LetterFit, measure: float = COLUMN) -> Iterator[Paragraph]:
    style = ParagraphStyle(9.2, measure, 1.0, setting=Setting(language_for("en"), fit=fit))
    for text in NEWS:
        yield prepare([(text, Voice((weekly["text"],)))], style)


def full_lines(paragraphs: Iterator[Paragraph]) -> list[Line]:
    return [line for made in paragraphs for line in made.lines(made.broken()) if not line.final]


def space_of(line: Line, weekly: FontBook) -> float:
    """Return the word spaces of a line, in times of the font's own."""
    face, gaps = weekly["text"], []
    glyphs = [(glyph, run.size, run.stretch) for run in line.runs for glyph in run.glyphs]
    for (before, size, stretch), (space, *_), (after, *_) in zip(glyphs, glyphs[1:], glyphs[2:], strict=False):
        if space.gid < 0:
            gaps.append((after.x - before.x - face.advance(before.gid) * size * stretch) / size)
    return sum(gaps) / len(gaps) / face.advance(face.glyph(" ").gid)  # type: ignore[union-attr]


def test_spaces_keep_near_their_width_where_letters_give(weekly: FontBook) -> None:
    plain = [space_of(line, weekly) for line in full_lines(news(weekly, NO_FIT))]
    fitted = [space_of(line, weekly) for line in full_lines(news(weekly, FIT))]
    assert sum(space > 1.5 for space in plain) > 5
    assert sum(space > 1.5 for space in fitted) <= 1
    assert max(fitted) < 2.0


def test_there_are_fewer_hyphens_and_no_ladder(weekly: FontBook) -> None:
    def hyphens(fit: LetterFit) -> list[bool]:
        return [line.text[-1] in "-\u00ad" for line in full_lines(news(weekly, fit))]

    plain, fitted = hyphens(NO_FIT), hyphens(FIT)
    assert sum(fitted) < sum(plain)
    assert not any(all(three) for three in zip(fitted, fitted[1:], fitted[2:], strict=False))


@pytest.mark.parametrize("measure", [110.0, 135.0, COLUMN, 260.0])
def test_edges_are_exact(weekly: FontBook, measure: float) -> None:
    """The last letter or hyphen ends where the measure does, as drawn: its advance times the run's stretch."""
    lines = [line for line in full_lines(news(weekly, FIT, measure)) if not line.ragged]
    assert len(lines) > 15
    for line in lines:
        run = line.runs[-1]
        last = run.glyphs[-1]
        end = last.x + weekly["text"].advance(last.gid) * run.size * run.stretch
        assert end == pytest.approx(measure, abs=1e-6), line.text


def test_letters_give_no_more_than_they_may(weekly: FontBook) -> None:
    stretches = {run.stretch for line in full_lines(news(weekly, FIT, 110.0)) for run in line.runs}
    assert min(stretches) < 0.99
    assert max(stretches) == pytest.approx(1.02)
    assert all(0.98 - 1e-9 <= stretch <= 1.02 + 1e-9 for stretch in stretches)


def test_letters_and_spaces_give_in_proportion(weekly: FontBook) -> None:
    """A line at half of what it can give: spaces at 1.25, letters at half of what they may."""
    items = itemize([("one two three four", Voice((weekly["text"],)))], Setting(language_for("en"), fit=FIT))
    natural = sum(atom.width for atom in items.atoms[:3]) + sum(gap.width for gap in items.gaps[:2])
    able = sum(items.gives[:3]) + sum(gap.stretch for gap in items.gaps[:2])
    line = set_line(items, 0, 2, measure=natural + able / 2, indent=0.0, size=1.0)
    assert line.runs[0].stretch == pytest.approx(1.01)
    assert space_of(line, weekly) == pytest.approx(1.25)
    assert line.width == pytest.approx(natural + able / 2)


def test_heads_and_last_lines_are_set_as_they_are(weekly: FontBook) -> None:
    for made in news(weekly, FIT):
        last = made.lines(made.broken())[-1]
        assert last.final
        assert all(run.stretch == 1.0 for run in last.runs)


def test_an_accent_keeps_its_letter(weekly: FontBook) -> None:
    """A letter of two glyphs is one letter: nothing is added between them."""
    style = ParagraphStyle(9.2, COLUMN, setting=Setting(language_for("en"), fit=FIT))
    made = prepare([("half q\u0303uick", Voice((weekly["text"],)))], style)
    (atom,) = (atom for atom in made.items.atoms if "q" in made.items.text[atom.start : atom.end])
    assert list(atom.letters()) == [True, False, True, True, True, True]
    assert made.items.gives[1] == pytest.approx(0.02 * atom.width + 0.01 * 4)


# What would be torn is left ragged


def test_chinese_is_left_ragged_rather_than_torn(fonts: FontBook) -> None:
    made = paragraph("详情请看12345678\u00a0901234567，可来电垂询", fonts, em=12.0)
    first = made.lines(made.broken())[0]
    assert (first.text, first.ragged) == ("详情请看", True)
    assert first.width == pytest.approx(4.0)
    assert first.added > TORN


def test_chinese_is_filled_where_that_does_not_tear_it(fonts: FontBook) -> None:
    made = paragraph("一二三四五六七八九十一1234567890123一二三", fonts, em=12.0)
    first = made.lines(made.broken())[0]
    assert not first.ragged
    assert 0.0 < first.added <= TORN
    assert first.width == pytest.approx(12.0)


def test_words_are_left_ragged_rather_than_torn(weekly: FontBook) -> None:
    long = "mmmmmmmmmmm\u00a0mmmmmmmmmmmm"
    style = ParagraphStyle(9.2, COLUMN, setting=Setting(language_for("en"), hyphenate=False, fit=FIT))
    made = prepare([(f"a few words {long} {long} go on here", Voice((weekly["text"],)))], style)
    lines = made.lines(made.broken())
    first = next(line for line in lines if line.text == "a few words")
    assert first.ragged
    assert space_of(first, weekly) == pytest.approx(1.0)
    assert all(space_of(line, weekly) <= TORN_SPACES for line in lines if not line.final and " " in line.text)


# Hyphens and points may hang out of the column


def test_hyphens_and_points_hang_out(weekly: FontBook) -> None:
    """Half of the mark does, exactly, and no other line is longer than the measure."""
    hanging = FIT._replace(hang=0.5)
    face, ends = weekly["text"], set()
    for line in full_lines(news(weekly, hanging)):
        run = line.runs[-1]
        mark = run.glyphs[-1]
        width = face.advance(mark.gid) * run.size
        out = mark.x + width * run.stretch - COLUMN
        if mark.text in "-\u00ad.,":
            assert out == pytest.approx(width / 2, abs=0.03 * width), line.text
            ends.add(mark.text)
        else:
            assert out == pytest.approx(0.0, abs=1e-6), line.text
    assert len(ends) > 1


def test_nothing_hangs_out_of_chinese(fonts: FontBook) -> None:
    setting = Setting(language_for("zh-Hans"), fit=FIT._replace(hang=0.5))
    assert itemize([("比分是3-2,再来", Voice((fonts["song"],)))], setting).fit.hang == 0.0


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_numbers_with_spaces_between_them_are_parted_there(fonts: FontBook, language: str) -> None:
    text = "Call 010 8888 6666 or 12 34 56 78 90 12 34 56 78 90"
    lines = paragraph(text, fonts, em=10.0, language=language)
    assert all(line.x + line.width <= 10.0 + 1e-6 for line in lines.lines(lines.broken()))


@pytest.mark.parametrize("unseen", ["\ufe0f", "\u034f", "\U000e0101", "\u200d"])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_stray_unseen_character_is_nothing(fonts: FontBook, unseen: str, language: str) -> None:
    setting = Setting(language_for(language), fit=FIT)
    made = prepare(
        [(f"one {unseen} two 好 {unseen}好", Voice((fonts["song"],)))], ParagraphStyle(9.0, 60.0, setting=setting)
    )
    assert not made.items.missing
    assert "two" in "".join(line.text for line in made.lines(made.broken()))


def test_a_soft_hyphen_that_was_typed_is_told_once(weekly: FontBook) -> None:
    style = ParagraphStyle(9.2, 60.0, setting=Setting(language_for("en"), fit=FIT))
    made = prepare([("and more Donau\u00addampf\u00adschiffahrt", Voice((weekly["text"],)))], style)
    texts = [line.text for line in made.lines(made.broken())]
    assert any(text.endswith("\u00ad") for text in texts)
    assert not any(text.endswith("\u00ad\u00ad") for text in texts)


@pytest.mark.parametrize("measure", [110.5, 135.0, COLUMN])
def test_nothing_hangs_out_of_lines_that_are_not_filled(weekly: FontBook, measure: float) -> None:
    setting = Setting(language_for("en"), fit=FIT._replace(hang=1.0))
    style = ParagraphStyle(9.2, measure, 1.0, "left", setting=setting)
    for text in NEWS:
        made = prepare([(text, Voice((weekly["text"],)))], style)
        assert all(line.x + line.width <= measure + 1e-6 for line in made.lines(made.broken()))
