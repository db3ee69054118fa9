"""Measuring, spacing and breaking display type, and placing a list on a grid."""

from __future__ import annotations

import pytest

from layout.ads.draw import compose_ad
from layout.ads.frame import rule
from layout.ads.listing import place
from layout.ads.palette import Palette
from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.sizing import measure, wrap
from layout.ads.stack import Item, Laid, stack
from layout.base.locale import DEFAULT
from layout.base.units import Rect
from layout.design.ads import StackTokens
from layout.design.values import Colour

BLACK = Colour(c=0, m=0, y=0, k=1)


@pytest.fixture
def face(design, fonts):
    return Palette.of(design, fonts, DEFAULT).display


def broken(text, count, face):
    lines = wrap(text, count, face, "title")
    return None if lines is None else [line.text for line in lines]


def test_a_name_is_broken_where_its_parts_end(face):
    name = "衡水日报社融媒体中心策划营销中心"
    assert broken(name, 1, face) == [name]
    assert broken(name, 2, face) == ["衡水日报社融媒体中心", "策划营销中心"]
    assert broken(name, 3, face) == ["衡水日报社", "融媒体中心", "策划营销中心"]


def test_lines_without_a_good_place_are_even(face):
    assert broken("文旅活动大型展览", 2, face) == ["文旅活动", "大型展览"]


@pytest.mark.parametrize("mark", list("，。；：？！》）】」』”’、%·…-"))
def test_no_line_begins_with_a_closing_mark(mark, face):
    lines = broken(f"有限的付出{mark}期待无限", 2, face)
    assert lines is not None
    assert not lines[1].startswith(mark)


@pytest.mark.parametrize("mark", list("《（【「『“‘"))
def test_no_line_ends_with_an_opening_mark(mark, face):
    lines = broken(f"有限的付出{mark}期待无限雄", 2, face)
    assert lines is not None
    assert not lines[0].endswith(mark)


def test_numbers_and_words_are_kept_whole_and_no_line_has_one_character(face):
    assert broken("电话0318-2065575", 2, face) == ["电话", "0318-2065575"]
    assert broken("13503189058", 2, face) is None
    assert broken("报纸报", 2, face) is None


def test_han_and_latin_stand_apart_in_heads_as_over_stories_and_elsewhere_as_in_text(face, design, fonts):
    han, digits = measure("热线", face, "x"), measure("135", face, "x")
    assert design.head.han_latin == 0.125
    assert measure("热线135", face, "x").width == pytest.approx(han.width + 0.125 + digits.width)
    strong = Palette.of(design, fonts, DEFAULT).strong
    han, digits = measure("热线", strong, "x"), measure("135", strong, "x")
    assert measure("热线135", strong, "x").width == pytest.approx(han.width + 0.25 + digits.width)


def test_an_interpunct_takes_half_a_square(face):
    assert measure("修车·补胎", face, "x").width == pytest.approx(4.5)


def test_a_student_is_not_parted_from_his_university(face):
    assert broken("高校大学生就业服务", 2, face) == ["高校大学生", "就业服务"]


def test_a_very_long_name_is_broken_into_even_lines(face):
    text = "渡口晚报社与老城修表匠联合举办的春季旧物修复公开课报名处" * 5
    lines = wrap(text, 4, face, "title")
    assert "".join(line.text for line in lines) == text
    assert max(line.width for line in lines) < 1.5 * min(line.width for line in lines)


def test_brackets_lose_their_empty_half_at_the_edges_of_a_line(face):
    assert measure("《衡水晚报》", face, "x").width == pytest.approx(5.0)
    assert measure("《衡水》《晚报》", face, "x").width == pytest.approx(6.5)


def test_type_is_centred_by_its_ink(face):
    for text in ("一二", "13503189058", "衡水"):
        (line,) = measure(text, face, "x").centred(100, 50, 20, BLACK, "x")
        assert (line.ink.y + line.ink.bottom) / 2 == pytest.approx(50)
        assert line.baseline != 50


def test_type_under_the_legal_size_is_refused(face):
    line = measure("衡水", face, "x")
    line.at(0, 0, 7, BLACK, "x")
    with pytest.raises(TooTight):
        line.at(0, 0, 6.9, BLACK, "x")
    with pytest.raises(TooTight):
        line.at(0, 0, 8.9, BLACK, "x", reversed=True)


def test_a_character_the_face_lacks_is_named(face):
    with pytest.raises(MissingGlyph) as caught:
        measure("电\U0001f4de", face, "subtitle")
    assert caught.value.field == "subtitle"
    assert caught.value.character == "\U0001f4de"


def test_a_rule_too_thin_for_newsprint_is_refused():
    rule(0, 0, 10, 0.3, BLACK)
    with pytest.raises(ValueError, match="breaks up"):
        rule(0, 0, 10, 0.25, BLACK)


def test_a_list_fills_its_grid_in_reading_order():
    grid = place([1, 2, 1, 1, 1, 1, 1, 1], 3)
    assert grid.cells[:3] == ((0, 0, 1), (0, 1, 2), (1, 0, 1))
    assert (grid.rows, grid.holes) == (3, 0)


def test_the_widest_entry_takes_an_empty_cell():
    assert place([1, 2], 4).holes == 0
    grid = place([1, 1, 2, 1], 3)
    assert (grid.rows, grid.holes) == (2, 0)
    assert grid.cells == ((0, 0, 2), (0, 2, 1), (1, 0, 2), (1, 2, 1))


def block(tall, stretch=0.0):
    def lay(width, scale):
        return Laid("field", tall * scale, scale, lambda box: (rule(box.x, box.y, box.height, 1, BLACK),), stretch)

    return lay


def test_a_stack_takes_the_largest_scale_that_fits():
    stacked = stack([Item(block(10)), Item(block(20), gap=10)], Rect(0, 0, 100, 80), StackTokens())
    assert stacked.merit == pytest.approx(2.0, rel=0.02)
    assert stacked.merit <= 2.0


def test_a_stack_that_cannot_fit_says_which_field_is_in_the_way():
    with pytest.raises(TooTight) as caught:
        stack([Item(block(1000))], Rect(0, 0, 100, 50), StackTokens())
    assert caught.value.field == "field"


def test_plans_that_cannot_come_out_larger_are_left_out_and_the_same_one_is_drawn(slogan, design, fonts, monkeypatch):
    from layout.ads.kinds import slogan as kind

    laid = []
    solid = kind._solid
    monkeypatch.setattr(kind, "_solid", lambda *what: laid.append(1) or solid(*what))
    for columns, rows in ((2, 8), (3, 6), (1, 12)):
        size = design.grid.measure(columns), rows * design.grid.row
        some = compose_ad(slogan, *size, design, fonts)
        few, laid[:] = len(laid), []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kind, "_most", lambda *_: 1e9)
            assert compose_ad(slogan, *size, design, fonts) == some
        assert few < len(laid)
        laid[:] = []
