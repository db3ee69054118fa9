"""The measure finds what is wrong with a page, names it, and finds nothing wrong with a good one."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from layout.base.errors import BanmianError
from layout.base.units import MM
from layout.pdf.chars import Char, Chars
from layout.pdf.pdfium import page_texts
from layout.preflight.lines import Measurement, PageFigures, as_table, measure_pdf, measure_text, story_text
from layout.preflight.lines.grid import find_grid, find_pitch
from layout.preflight.lines.marks import begins_wrongly, divided, ends_wrongly
from layout.preflight.lines.read import TextLine
from tests.measure.pages import (
    EM,
    ENGLISH,
    HAN,
    LEFTS,
    MEASURE,
    PITCH,
    SONG,
    TOP,
    Glyph,
    Line,
    drawn,
    english_lines,
    good_page,
    moved,
    set_text,
)


def measured(lines: list[Line], form: list[Line] | None = None) -> Measurement:
    return measure_text(page_texts(drawn(lines, form or [])), "page.pdf")


def figures(lines: list[Line]) -> PageFigures:
    return measured(lines).pages[0]


def codes(measurement: Measurement) -> list[str]:
    return [finding.code for finding in measurement.broken_limits()]


def text(line: Line) -> str:
    return "".join(glyph.char for glyph in line)


def test_a_good_page_keeps_every_limit() -> None:
    measurement = measured(good_page())
    assert measurement.broken_limits() == ()
    page = measurement.pages[0]
    assert (page.body_font, page.body_size) == (SONG, EM)
    assert [(round(a, 2), round(b, 2)) for a, b in page.columns] == [(left, left + MEASURE) for left in LEFTS]
    assert (page.lines, page.full_lines, page.flush_lines, page.paragraphs) == (20, 16, 16, 4)
    assert page.pitch == pytest.approx(PITCH, abs=1e-4)
    assert page.first_baseline == pytest.approx(TOP % PITCH, abs=1e-3)
    assert page.largest_error is not None
    assert abs(page.largest_error.amount) < 1e-3
    assert page.loosest is not None
    assert page.loosest.amount == pytest.approx(1 / 8, abs=1e-4)
    assert page.unjudged == page.untrimmed == 0
    assert page.runts == page.widows == page.orphans == page.ladders == ()


@pytest.mark.parametrize("line", [1, 6, 11, 13])
def test_a_line_short_by_a_fifth_of_a_point_is_found(line: int) -> None:
    lines = good_page()
    lines[line][-1] = lines[line][-1].moved(dx=-0.2)
    measurement = measured(lines)
    (finding,) = measurement.broken_limits()
    assert finding.code == "measure-flush"
    assert finding.place.file == "page.pdf"
    first = lines[line][0]
    where = f"page 1, {first.x / MM:.1f} mm from the left, {first.y / MM:.1f} mm from the top"
    assert finding.message == f"{where}: right edge 0.20 pt short of the column's: “{text(lines[line])}”"
    page = measurement.pages[0]
    assert page.flush_share == 15 / 16
    assert page.largest_error is not None
    assert page.largest_error.amount == pytest.approx(-0.2, abs=1e-3)


@pytest.mark.parametrize(("line", "dx"), [(1, 0.2), (1, -0.2), (4, 0.3), (0, 0.2), (2, -0.2)])
def test_a_left_edge_out_of_place_is_found(line: int, dx: float) -> None:
    lines = good_page()
    lines[line][0] = lines[line][0].moved(dx=dx)
    (finding,) = measured(lines).broken_limits()
    way = "short of" if dx > 0 else "past"
    assert f"left edge {abs(dx):.2f} pt {way} the column's: “{text(lines[line])}”" in finding.message


def test_a_line_past_the_right_edge_is_found() -> None:
    lines = good_page()
    lines[3] = set_text(text(lines[3]) + "多", LEFTS[0], lines[3][0].y, gap=0.005)
    (finding,) = measured(lines).broken_limits()
    assert "right edge 0.45 pt past the column's" in finding.message


def test_a_whole_column_end_moved_sideways_is_found() -> None:
    lines = good_page()
    for at in (15, 16, 17, 18):
        lines[at] = moved(lines[at], dx=0.1)
    assert codes(measured(lines)) == ["measure-flush"] * 4


def test_a_hyphen_that_is_written_again_may_begin_a_line() -> None:
    lines = good_page()
    first = lines[1][0]
    lines[1][0] = Glyph("-", first.x, first.y)
    assert [spot.note for spot in figures(lines).kinsoku] == ["the line begins with -"]
    last = lines[0][-1]
    lines[0][-1] = Glyph("-", last.x, last.y)
    assert figures(lines).kinsoku == ()


@pytest.mark.parametrize("mark", "，。、；：？！”’）》】」』·～…%℃/")
def test_a_mark_that_must_not_begin_a_line_is_found(mark: str) -> None:
    lines = good_page()
    first = lines[1][0]
    lines[1][0] = Glyph(mark, first.x, first.y)
    found = figures(lines).kinsoku
    assert [spot.note for spot in found] == [f"the line begins with {mark}"]
    assert "measure-kinsoku" in codes(measured(lines))


@pytest.mark.parametrize("mark", "“‘（《【「『")
def test_a_mark_that_must_not_end_a_line_is_found(mark: str) -> None:
    lines = good_page()
    last = lines[1][-1]
    lines[1][-1] = Glyph(mark, last.x, last.y)
    assert [finding.message.split(": ")[1] for finding in measured(lines).broken_limits()] == [
        f"the line ends with {mark}"
    ]


@pytest.mark.parametrize(("pair", "what"), [("——", "dash"), ("……", "ellipsis")])
def test_a_mark_of_two_squares_is_not_divided(pair: str, what: str) -> None:
    lines = good_page()
    lines[0][-1] = Glyph(pair[0], lines[0][-1].x, lines[0][-1].y)
    lines[1][0] = Glyph(pair[1], lines[1][0].x, lines[1][0].y)
    assert f"a {what} is divided at the line's end" in [spot.note for spot in figures(lines).kinsoku]


def test_a_number_is_not_divided_at_its_point() -> None:
    assert [divided("es waren 3", after) for after in (".5 Prozent", "5 Tage", ". Mai", ".org")] == ["number"] * 2 + [
        ""
    ] * 2


def test_a_paragraph_may_begin_with_any_mark() -> None:
    lines = good_page()
    lines[5][0] = Glyph("…", lines[5][0].x, lines[5][0].y)
    assert figures(lines).kinsoku == ()


@pytest.mark.parametrize("dy", [0.3, -0.3])
def test_a_baseline_off_the_grid_is_found(dy: float) -> None:
    lines = good_page()
    lines[14] = moved(lines[14], dy=dy)
    (finding,) = measured(lines).broken_limits()
    assert finding.code == "measure-grid"
    assert f"baseline 0.30 pt {'below' if dy > 0 else 'above'} the grid: “{text(lines[14])}”" in finding.message


def test_a_single_character_off_the_grid_is_found() -> None:
    lines = good_page()
    lines[6][4] = lines[6][4].moved(dy=0.3)
    assert codes(measured(lines)) == ["measure-grid"]


def test_a_column_off_the_other_columns_grid_is_found() -> None:
    lines = good_page()
    lines[12:] = [moved(line, dy=0.2) for line in lines[12:]]
    assert codes(measured(lines)) == ["measure-grid"] * 8


def test_a_raised_smaller_character_is_no_line_off_the_grid() -> None:
    lines = good_page()
    last = lines[4][-1]
    lines[4].append(Glyph("2", last.x + EM, last.y - 3.5, size=6))
    assert figures(lines).off_grid == ()


def test_a_loose_line_is_found() -> None:
    lines = good_page()
    y = lines[1][0].y
    lines[1] = set_text("防范知识进社区楼", LEFTS[0], y, gap=2 / 7)
    (finding,) = measured(lines).broken_limits()
    assert finding.code == "measure-loose"
    assert "0.286 em between 防 and 范: “防范知识进社区楼”" in finding.message


def test_one_wide_gap_is_found_even_wider_than_a_gutter() -> None:
    lines = good_page()
    lines[1] = [*lines[1][:4], *lines[1][8:]]
    measurement = measured(lines)
    assert codes(measurement) == ["measure-loose"]
    assert measurement.pages[0].loosest is not None
    assert measurement.pages[0].loosest.amount == pytest.approx(4.0, abs=1e-3)
    assert measurement.pages[0].lines == 20


def test_marks_with_their_blank_half_inside_the_measure_are_counted_and_no_error() -> None:
    lines = good_page()
    lines[1] = set_text("防范知识进社区楼院，", LEFTS[0], lines[1][0].y)
    page = figures(lines)
    assert page.edges == ()
    assert page.untrimmed == 1


@pytest.mark.parametrize(("advance", "side"), [(2.9, 1.05), (5.0, 0.0), (10.0, 0.0)])
def test_an_interpunct_stands_in_the_middle_of_half_a_square(advance: float, side: float) -> None:
    """A line that one ends or begins is as wide as its place, of which the glyph may be a part."""
    dot = Char("·", 100.0, 50.0, advance, 10.0, "Song")
    assert TextLine.of(Chars.of([dot])).right_edges[0] == pytest.approx(100.0 + advance + side)
    assert TextLine.of(Chars.of([dot])).left_edges[0] == pytest.approx(100.0 - side)


@pytest.mark.parametrize(
    ("mark", "middle", "edges"),
    [
        ("，", 1.6, (105.0, 110.0)),
        ("，", 4.8, (107.5, 110.0)),
        ("：", 5.0, (107.5, 110.0)),
        ("·", 5.0, (107.5, 110.0)),
        ("？", 2.5, (105.0, 110.0)),
        ("？", 4.9, (110.0,)),
        ("字", 5.0, (110.0,)),
    ],
)
def test_where_its_ink_is_tells_how_much_of_a_mark_is_blank(mark: str, middle: float, edges: tuple[float, ...]) -> None:
    """In the left half of its square as on the mainland, or in the middle as in Taiwan (where ？ keeps its square)."""
    char = Char(mark, 100.0, 50.0, 10.0, 10.0, "Song", middle=middle)
    assert TextLine.of(Chars.of([char])).right_edges == pytest.approx(edges)


def test_a_runt_a_widow_and_an_orphan_are_named() -> None:
    lines = good_page(rows=(11, 9))
    assert [spot.text for spot in figures(lines).orphans] == [text(lines[10])]
    lines = good_page(rows=(14, 6))
    assert [spot.text for spot in figures(lines).widows] == [text(lines[14])]
    lines = good_page()
    lines[9] = set_text("识。", LEFTS[0], lines[9][0].y)
    assert [spot.text for spot in figures(lines).runts] == ["识。"]


def test_a_signature_at_the_right_is_no_column_of_its_own() -> None:
    """Though it stands beside the last words above it, not below them."""
    lines = good_page()
    right = max(glyph.x for glyph in lines[0])
    for at in (7, 2):
        lines[at] = set_text("识。", LEFTS[0], lines[at][0].y)
        lines[at + 1] = set_text("王明", right - 10, lines[at + 1][0].y)
        del lines[at + 2]  # white parts the next letter
    assert figures(lines).widows == ()


def test_a_subhead_a_source_and_a_head_end_paragraphs_and_are_not_judged() -> None:
    lines = good_page()
    y = lines[4][0].y
    # A subhead of another size instead of line 5: line 4 is the last before it; it may be short then.
    lines[4] = [Glyph(char, LEFTS[0] + 20 + 12 * at, y, size=12) for at, char in enumerate("各方发力")]
    lines[3] = set_text("防范知识。", LEFTS[0], lines[3][0].y)
    head = [Glyph(char, LEFTS[0] + 30 * at, 12, size=28) for at, char in enumerate("反诈之战")]
    measurement = measured([head, *lines])
    assert measurement.broken_limits() == ()
    assert (measurement.lines, measurement.full_lines) == (19, 15)


def test_a_short_line_in_the_middle_of_a_paragraph_is_not_taken_for_its_last() -> None:
    lines = good_page()
    del lines[1][6:]
    assert codes(measured(lines)) == ["measure-flush"]
    # At a column's foot, where the text runs on, it is the same.
    lines = good_page()
    del lines[11][6:]
    assert codes(measured(lines)) == ["measure-flush"]


def test_text_of_ads_is_left_out() -> None:
    lines = good_page()
    spoilt = [moved(line, dx=0.37, dy=200.31) for line in good_page()]
    assert codes(measured([*lines, *spoilt])) != []
    measurement = measured(lines, form=spoilt)
    assert measurement.broken_limits() == ()
    assert measurement.lines == 20


def test_a_page_without_text_breaks_the_limit_of_having_any() -> None:
    assert codes(measured([])) == ["measure-no-body"]


def english_page(*, justified: bool = True) -> list[Line]:
    words = ENGLISH.split()
    left = english_lines(words, 20, 30, 140, justified=justified)
    right = english_lines(words, 174, 30, 110, justified=justified)
    return [*left, *right]


def test_an_english_page_is_judged_by_its_word_spaces() -> None:
    measurement = measured(english_page())
    assert measurement.broken_limits() == ()
    page = measurement.pages[0]
    assert [(round(a), round(b)) for a, b in page.columns] == [(20, 160), (174, 284)]
    assert (page.lines, page.full_lines) == (len(english_page()), len(english_page()) - 2)
    assert page.loosest is None
    assert page.word_spaces is not None
    narrowest, widest, lines, wide, very_wide = page.word_spaces
    spaces = [
        (after.x - before.x) / 2.5 for line in english_page() for before, after in pairwise(line) if before.char == " "
    ]
    assert widest == pytest.approx(max(spaces), abs=0.01)
    assert 0.99 < narrowest < widest
    full = [line for line in english_page() if any(char.char == " " for char in line)]
    assert lines == len(full) - 2
    assert 0 <= very_wide <= wide < lines
    assert page.hyphens == 0
    assert page.pitch == pytest.approx(12, abs=1e-4)


def test_an_english_line_that_falls_short_is_found() -> None:
    lines = english_page()
    lines[2][-1] = lines[2][-1].moved(dx=-0.2)
    assert codes(measured(lines)) == ["measure-flush"]


def test_a_ragged_column_is_not_flush() -> None:
    measurement = measured(english_page(justified=False))
    assert measurement.flush_share < 0.5
    assert codes(measurement)


def test_hyphens_at_line_ends_are_read_and_ladders_counted() -> None:
    lines = english_page()
    for at in (1, 2, 3):
        last = lines[at][-1]
        lines[at][-1] = Glyph("-", last.x, last.y, last.size, last.font)
    (spot,) = figures(lines).ladders
    assert (spot.amount, spot.text) == (3, text(lines[1]))
    lines[3][-1] = Glyph("e", lines[3][-1].x, lines[3][-1].y, 10, lines[3][-1].font)
    assert figures(lines).ladders == ()


def test_the_text_of_the_columns_in_reading_order_is_the_story() -> None:
    lines = good_page()
    head = [Glyph(char, LEFTS[0] + 30 * at, 12, size=28) for at, char in enumerate("反诈之战")]
    (page,) = page_texts(drawn([head, *lines], form=[set_text("广告", 20, 380)]))
    left, right = story_text(page)
    assert left.splitlines() == [text(line) for line in lines[:12]]
    assert right.splitlines() == [text(line) for line in lines[12:]]
    (page,) = page_texts(drawn(english_page()))
    for column in story_text(page):
        assert column.split() == ENGLISH.split()


def test_the_table_shows_the_figures_of_every_page() -> None:
    lines = good_page()
    lines[14] = moved(lines[14], dy=0.3)
    shown = " ".join(as_table(measured(lines)).split())
    assert "page.pdf page 1" in shown
    assert "100.0% of full lines within 0.05 pt at both edges" in shown
    assert "off the grid 1 (rows of 14.000 pt from 2.000 pt; largest error 0.300 pt)" in shown
    assert "0.125 em" in shown
    chinese = as_table(measured(lines), "zh").splitlines()
    assert f"  齐边{' ' * 17}满行中 100.0% 两边相差不到 0.05 pt" in chinese
    assert not re.search(r"[a-z]{4}", re.sub(r"page\.pdf|[A-Z]\w+-\w+", "", "\n".join(chinese)))


def test_a_file_is_measured_and_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "B2.pdf"
    with pytest.raises(BanmianError, match="No such file"):
        measure_pdf(path)
    path.write_bytes(b"not a PDF")
    with pytest.raises(BanmianError, match="no PDF"):
        measure_pdf(path)
    path.write_bytes(drawn(good_page()))
    measurement = measure_pdf(path)
    assert (measurement.file, measurement.lines, measurement.flush_share) == ("B2.pdf", 20, 1.0)
    assert HAN[:8] in story_text(page_texts(path.read_bytes())[0])[0]


def test_lines_that_all_fall_short_alike_make_no_column_of_their_own() -> None:
    lines = good_page(rows=(10, 20))
    lines[20] = [Glyph(char, LEFTS[1] + 20 + 12 * at, lines[20][0].y, size=12) for at, char in enumerate("各方发力")]
    short = [21, 22, 23, 26, 27, 28]
    for at in short:
        lines[at] = set_text("知识" * 4 + "楼", LEFTS[1], lines[at][0].y)
    del lines[25][-1]
    measurement = measured(lines)
    assert codes(measurement) == ["measure-flush"] * (len(short) + 1)
    assert len(measurement.pages[0].columns) == 2


def test_space_added_after_a_mark_is_space_added() -> None:
    lines = good_page()
    lines[1] = [*set_text("防范知识。", LEFTS[0], lines[1][0].y), *set_text("进社区", LEFTS[0] + 70, lines[1][0].y)]
    (finding,) = measured(lines).broken_limits()
    assert "2.000 em between 。 and 进" in finding.message


def test_a_source_set_flush_right_on_a_last_line_is_no_loose_line() -> None:
    lines = good_page()
    y = lines[4][0].y
    lines[4] = [*set_text("防范。", LEFTS[0], y), *set_text("（新华社）", LEFTS[0] + 55, y)]
    measurement = measured(lines)
    assert measurement.broken_limits() == ()
    assert measurement.lines == 20


def test_the_grid_is_found_to_a_thousandth_over_a_long_page() -> None:
    pitch, first = 13.33371, 5.2
    baselines = [first + row * pitch for row in range(90) if row % 7]
    grid = find_grid([*baselines, first + 30 * pitch + 0.3], find_pitch([13.3337, 13.3334, 13.3401, 26.7]), 0.05)
    assert grid is not None
    assert grid.pitch == pytest.approx(pitch, abs=1e-6)
    assert max(abs(grid.error(baseline)) for baseline in baselines) < 0.001
    assert grid.error(first + 30 * pitch + 0.3) == pytest.approx(0.3, abs=0.001)
    assert find_grid([], 13, 0.05) is None


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        ("„Ja, er kommt“", False, False),
        ("”Hej, sade han", False, False),
        ("«Да», сказал он", False, False),
        ("Er sagte: „", False, True),
        ("” sagte er", True, False),
        ("he said “", False, True),
        ("他说“", False, True),
        ("”他说", True, False),
        ("用APP“", False, True),
        ("Er schrieb: ‚Ja.‘“", False, False),
        ("he said (“‘", False, True),
        ("he said “‘", False, True),
        ("%12,5’ini", False, False),
        ("% 12", True, False),
        (".org addresses", False, False),
        (".22 rifles", False, False),
        (". Then he left", True, False),
        (".” Then he left", True, False),
        (".org网站", True, False),
        ("и/или/", False, False),
        ("男/", False, True),
        ("…und dann", True, False),
        ("’99届毕业生", False, False),
        ("’tis 时节", False, False),
        ("’A股上涨", True, False),
    ],
)
def test_a_mark_that_may_open_or_close_is_told_by_its_neighbour(line, begins, ends):
    """The quotes of one language are those of another turned round; in lines with han they are as GB has them."""
    assert (begins_wrongly(line), ends_wrongly(line)) == (begins, ends)
