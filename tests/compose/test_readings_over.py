"""Readings over characters: how wide a box is, how the shorter is spread, what stands over kana, and edges of lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout.base.locale import language_for
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.items import Items
from layout.compose.lines import set_line
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.readings import Reading, reading_rise, reading_size
from layout.compose.text import StoryText
from layout.compose.voices import Voices
from layout.design.fonts import FontBook
from layout.design.tokens import Design, load_design
from layout.edition.blocks import Paragraph, Span
from layout.edition.model import Story
from layout.scene.text import Line
from tests.conftest import ROOT

JA = Setting(language_for("ja"))
SIZE, RISE = 0.5, 0.94


def spans(fonts: FontBook, *parts: str | tuple[str, ...]) -> list[tuple[str, Voice]]:
    plain = Voice((fonts["song"],))
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append((part, plain))
        else:
            base, *over = part
            made.append((base, Voice(plain.faces, reading=Reading(tuple(over), SIZE, RISE))))
    return made


def items(fonts: FontBook, *parts: str | tuple[str, ...]) -> Items:
    return itemize(spans(fonts, *parts), JA)


def line(fonts: FontBook, *parts: str | tuple[str, ...]) -> Line:
    made = items(fonts, *parts)
    return set_line(made, 0, len(made.atoms) - 1, measure=100.0, indent=0.0, size=1.0)


def places(runs: object) -> dict[str, float]:
    return {glyph.text: glyph.x for run in runs for glyph in run.glyphs}


@pytest.mark.parametrize(
    ("base", "widths"),
    [
        (("漢字", "かんじ"), [2.0]),
        (("東京", "とう", "きょう"), [1.0, 1.5]),
        (("志", "こころざし"), [2.5]),
        (("躊躇", "ちゅうちょ"), [2.5]),
    ],
)
def test_a_box_is_as_wide_as_the_wider_of_the_two(fonts, base, widths):
    assert [atom.width for atom in items(fonts, base).atoms] == pytest.approx(widths)


def test_a_shorter_reading_is_spread_with_half_the_white_at_its_ends(fonts):
    made = line(fonts, ("江戸川", "えどがわ"))
    # 3 em over 4 half ems: 1 em of white in 1-2-2-2-1 eighths.
    assert list(places(made.readings).values()) == pytest.approx([0.125, 0.875, 1.625, 2.375])
    assert list(places(made.runs).values()) == pytest.approx([0.0, 1.0, 2.0])


def test_a_shorter_base_is_spread_likewise(fonts):
    made = line(fonts, "市、", ("躊躇", "ちゅうちょ"), "。")
    left = made.readings[0].glyphs[0].x
    assert [x - left for text, x in places(made.runs).items() if text in "躊躇"] == pytest.approx([0.125, 1.375])


def test_one_reading_for_each_character_stands_over_its_own(fonts):
    made = line(fonts, ("東京", "とう", "きょう"))
    over, under = places(made.readings), places(made.runs)
    assert over["と"] == pytest.approx(under["東"])
    # The last of the line ends with it: its reading is half an em longer.
    assert (over["き"], under["京"]) == pytest.approx((1.0, 1.25))
    assert [run.size for run in made.readings] == [SIZE]
    assert [run.rise for run in made.readings] == [RISE]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("か", "か", (0.25, 0.25)),
        ("カ", "ー", (0.25, 0.25)),
        ("市", "か", (0.0, 0.25)),
        ("か", "市", (0.25, 0.0)),
        ("、", "。", (0.0, 0.0)),
        ("・", "A", (0.0, 0.0)),
    ],
)
@pytest.mark.parametrize("reading", ["ひがし", "こころざし"])
def test_a_longer_reading_stands_over_kana_by_half_a_character_and_over_nothing_else(
    fonts, before, after, wanted, reading
):
    plain = items(fonts, before, "東", after).gaps
    read = items(fonts, before, ("東", reading), after).gaps
    assert [one.width - other.width for one, other in zip(plain, read, strict=True)] == pytest.approx(wanted)


def test_two_readings_beside_each_other_do_not_meet(fonts):
    assert [gap.width for gap in items(fonts, ("志", "こころざし"), ("志", "こころざし")).gaps] == [0.0]
    made = line(fonts, ("志", "こころざし"), "の", ("東", "ひがし"))
    over = [(run.glyphs[0].x, run.glyphs[-1].x + SIZE) for run in made.readings]
    edges = sorted(glyph.x for run in made.readings for glyph in run.glyphs)
    assert over
    assert all(second - first >= SIZE - 1e-9 for first, second in pairwise(edges))


def test_a_reading_that_is_no_longer_leaves_gaps_as_they_are(fonts):
    assert {gap.width for gap in items(fonts, "か", ("漢字", "かんじ"), "か").gaps} == {0.0}


def test_lines_end_between_characters_with_readings_of_their_own_and_inside_of_no_other(fonts):
    text = [("東京", "とう", "きょう"), ("江戸川", "えどがわ")] * 20
    made = prepare(spans(fonts, *text), ParagraphStyle(1.0, 10.0, setting=JA))
    lines = made.lines(made.broken())
    assert len(lines) > 5
    assert any(one.text.startswith("京") for one in lines)
    assert all("江戸川" in one.text for one in lines if set(one.text) & set("江戸川"))
    assert "".join(one.text for one in lines) == "東京江戸川" * 20
    assert "".join(run.text for one in lines for run in one.readings) == "とうきょうえどがわ" * 20


@pytest.mark.parametrize("em", [8.0, 11.0, 15.0])
def test_edges_stay_flush_and_nothing_sticks_out(fonts, em):
    text = ["人は", ("志", "こころざし"), "を", ("承", "うけたまわ"), "り、また", ("躊躇", "ちゅうちょ"), "した。"] * 12
    made = prepare(spans(fonts, *text), ParagraphStyle(1.0, em, setting=JA))
    lines = made.lines(made.broken())
    begun = ended = 0
    for one in lines[:-1]:
        assert not one.ragged
        assert one.x + one.width == pytest.approx(em)
        for run in one.readings:
            assert run.glyphs[0].x >= -1e-9
            assert run.glyphs[-1].x + SIZE <= em + 1e-9
        first, last = one.runs[0].glyphs[0], one.runs[-1].glyphs[-1]
        if first.text in "志承躊":
            begun += 1
            assert first.x == pytest.approx(0.0)
        if last.text in "志承躇":
            ended += 1
            assert last.x + 1.0 == pytest.approx(em)
    assert begun + ended


def test_characters_that_no_face_has_are_told_of_readings_too(fonts):
    assert items(fonts, ("漢", "か\U0010fffd")).missing == ("\U0010fffd",)


def test_a_text_without_readings_has_no_boxes(fonts):
    assert items(fonts, "東京の漢字").boxes == {}


def scaled(design: Design, **changed: object) -> Design:
    return design.model_copy(update=changed)


@pytest.mark.parametrize(
    ("template", "language", "points"),
    [("tabloid", "ja", 4.5), ("tabloid", "zh-Hans", 4.5), ("weekly", "zh-Hans", 4.529), ("weekly", "en", 0.0)],
)
def test_the_size_is_what_has_room_between_two_rows(template, language, points):
    design = load_design(ROOT / "templates" / template, language)
    assert reading_size(design) * design.body.size == pytest.approx(points, abs=1e-3)
    if points:
        # The ink of readings, 0.85 of their em, keeps off both rows by as much.
        size, body = points, design.body.size
        foot = reading_rise(design, size / body) * body + (0.38 - 0.425) * size
        assert foot - 0.88 * body == pytest.approx(design.grid.row - 0.12 * body - (foot + 0.85 * size), abs=0.01)


def test_the_token_gives_the_size_wanted_and_the_least(design):
    ruby = design.ruby
    smaller = scaled(design, ruby=ruby.model_copy(update={"size": 0.4, "least": 3.0}))
    assert reading_size(smaller) == pytest.approx(0.4)
    assert reading_size(scaled(design, ruby=ruby.model_copy(update={"least": 4.6}))) == 0.0


READ = Span(text="来月", reading=("らい", "げつ"))


def story(*spans: Span, **keys: object) -> Story:
    return Story(id="a", headline="題", language="ja", blocks=(Paragraph(spans=spans * 3),), **keys)


def lines_of(made: Story, voices: Voices) -> tuple[Line, ...]:
    (piece,) = StoryText(made, voices).pieces(135.0, levers=False)
    return tuple(piece.lengths[0].lines)


def test_where_there_is_no_room_readings_stand_in_brackets(design, fonts):
    copy = story(Span(text="市は"), READ, Span(text="から時刻を変える。"))
    over = lines_of(copy, Voices(design, fonts))
    assert "".join(run.text for line in over for run in line.readings) == "らいげつ" * 3
    tight = Voices(scaled(design, ruby=design.ruby.model_copy(update={"least": 6.0})), fonts)
    behind = lines_of(copy, tight)
    assert not any(line.readings for line in behind)
    assert "".join(line.text for line in behind) == "市は来月（らいげつ）から時刻を変える。" * 3


@pytest.mark.parametrize(("spans", "cap"), [((READ, Span(text="から時刻")), ""), ((Span(text="市は"), READ), "市")])
def test_a_drop_cap_has_no_reading(design, fonts, spans, cap):
    copy = story(*spans, *[Span(text="長い段落の文章がここにずっと続いている。")] * 8, drop_cap=2)
    made = StoryText(copy, Voices(design, fonts)).drop_cap(135.0)
    assert (made.text if made else "") == cap


def test_white_inside_of_a_base_or_reading_is_drawn_so_that_copying_gives_it_back(fonts: FontBook) -> None:
    made = line(fonts, "彼は", ("New York", "nyū yōku"), "へ")
    assert "".join(glyph.text for run in made.runs for glyph in run.glyphs) == "彼はNew Yorkへ"
    assert "".join(glyph.text for run in made.readings for glyph in run.glyphs) == "nyū yōku"
