"""Text around things: notches, insets wider and narrower than a column, wide measures; nothing lost or covered."""

from itertools import pairwise
from random import Random

import pytest

from layout.base.locale import DEFAULT, language_for
from layout.compose.dropcap import cap_of
from layout.compose.elements.facts import Facts
from layout.compose.frame import Frame, RowInset, Segment
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.phrases import phrase_breaks
from layout.compose.shape import Corner, Notch, StoryShape
from layout.compose.story import StoryComposer
from layout.compose.voices import Voices
from layout.edition.blocks import InsetPlace, Paragraph, Span
from layout.edition.model import Picture, Story
from layout.scene.text import Role

TEXT = "各地各部门多管齐下，收效显著，这类犯罪不断走高的态势已被压住，群众拍手称快。" * 3
SIZE = 9.0


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def story(paragraphs=6, text=TEXT, **more):
    blocks = tuple(Paragraph(spans=(Span(text=text),)) for _ in range(paragraphs))
    return Story(id="s", headline="我市举行春季义务植树", blocks=blocks, **more)


def words(composed):
    lines = [placed.line for column in composed.columns for placed in column.lines] + list(composed.overset)
    cap = composed.drop_cap.text if composed.drop_cap else ""
    return cap + "".join("".join(line.text for line in lines).split())


def cells(composed):
    """Return the column (by its x) and the row of every line of body text."""
    return [(round(column.x), column.row + placed.row) for column in composed.columns for placed in column.lines]


class TestFrame:
    def test_an_inset_in_the_middle_of_a_column_parts_it(self):
        frame = Frame([3, 3], [20, 20])
        assert frame.take(1, 1, 5) == 3
        assert frame.take(1, 1, 4, at_foot=True) == 16
        assert frame.segments() == (Segment(0, 3, 17), Segment(1, 8, 8))

    def test_insets_at_one_place_stand_below_each_other(self):
        frame = Frame([0, 0, 0], [30, 30, 30])
        assert frame.take(1, 2, 6) == 0
        assert frame.take(2, 1, 4) == 6
        assert frame.take(0, 3, 4) == 10

    def test_a_stretch_of_one_row_is_left_white(self):
        frame = Frame([0], [10])
        frame.take(0, 1, 9)
        assert frame.segments() == ()

    @pytest.mark.parametrize("seed", range(40))
    def test_an_inset_never_stands_on_another_though_there_is_no_room(self, seed):
        chance = Random(seed)
        columns, rows = chance.randint(1, 4), chance.randint(8, 24)
        frame, taken = Frame([0] * columns, [rows] * columns), {}
        for number in range(5):
            span = chance.randint(1, columns)
            first, high = chance.randint(0, columns - span), chance.randint(2, 12)
            keep = RowInset(right=9.0) if span == 1 and chance.random() < 0.3 else None
            row = frame.take(first, span, high, at_foot=chance.random() < 0.5, keep=keep)
            for cell in ((at, each) for at in range(first, first + span) for each in range(row, row + high)):
                assert taken.setdefault(cell, number) == number

    def test_rows_beside_a_narrow_inset_stay(self):
        frame = Frame([0], [6])
        frame.take(0, 1, 2, keep=RowInset(right=40.0))
        segments = frame.segments()
        assert segments == (Segment(0, 0, 6),)
        assert [inset.right if inset else 0 for inset in frame.row_insets(segments)] == [40, 40]


class TestNotch:
    @pytest.mark.parametrize("corner", list(Corner))
    def test_no_line_stands_in_it_and_no_character_is_lost(self, corner, voices, design):
        notch = Notch(1, 9, corner)
        composer = StoryComposer(story(), voices)
        rows = composer.needed_rows(3, notch=notch)
        composed = composer.compose(StoryShape(3, rows, notch=notch))
        assert not composed.overset
        assert words(composed) == TEXT * 6
        cut = 0 if corner.at_left else round(2 * (design.grid.column + design.grid.gutter))
        inside = range(9) if corner.at_top else range(rows - 9, rows)
        assert not [row for x, row in cells(composed) if x == cut and row in inside]
        assert {x for x, _ in cells(composed)} == {
            round(at * (design.grid.column + design.grid.gutter)) for at in range(3)
        }

    def test_the_rows_asked_for_are_those_that_are_needed(self, voices):
        notch = Notch(1, 9, Corner.BOTTOM_RIGHT)
        composer = StoryComposer(story(), voices)
        rows = composer.needed_rows(3, notch=notch)
        assert rows > composer.needed_rows(3)
        assert composer.compose(StoryShape(3, rows - 2, notch=notch)).overset

    @pytest.mark.parametrize(("corner", "first"), [(Corner.TOP_LEFT, 1), (Corner.TOP_RIGHT, 0)])
    def test_the_head_spans_the_columns_that_are_free(self, corner, first, voices, design):
        composed = StoryComposer(story(), voices).compose(StoryShape(3, 40, notch=Notch(1, 9, corner)))
        assert composed.measure == pytest.approx(design.grid.measure(2))
        assert composed.head_x == pytest.approx(first * (design.grid.column + design.grid.gutter))

    def test_it_leaves_a_column(self):
        with pytest.raises(ValueError, match="no whole column"):
            StoryShape(2, 20, notch=Notch(2, 5, Corner.TOP_LEFT))

    def test_a_boxed_story_has_none(self, voices):
        with pytest.raises(ValueError, match="no notch"):
            StoryComposer(story(boxed=True), voices).compose(StoryShape(3, 40, notch=Notch(1, 5, Corner.TOP_LEFT)))


class TestPictures:
    @pytest.mark.parametrize(
        ("place", "column", "at_foot"),
        [("top-left", 0, False), ("top-right", 2, False), ("top-center", 1, False), ("bottom-left", 0, True)],
    )
    def test_stand_where_they_are_asked_to(self, place, column, at_foot, voices, tmp_path):
        picture = Picture.model_validate({"file": "a.jpg", "caption": "图说。", "columns": 1, "place": place})
        composer = StoryComposer(story(picture=picture), voices, 1.5)
        rows = composer.needed_rows(3)
        composed = composer.compose(StoryShape(3, rows))
        made = composed.picture
        assert made.first == column
        assert (made.row + made.taken == rows) if at_foot else (made.row == composed.head.rows)
        taken = range(made.row, made.row + made.taken)
        assert not [row for x, row in cells(composed) if x == round(made.x) and row in taken]
        assert words(composed) == TEXT * 6

    @pytest.mark.parametrize("place", [InsetPlace.TOP_LEFT, InsetPlace.BOTTOM_RIGHT])
    def test_of_two_boxes_the_first_written_stands_over_the_other(self, place, voices):
        boxes = tuple(Facts(title=name, blocks=story().blocks[:1], place=place, columns=1) for name in "甲乙")
        made = StoryComposer(Story(id="s", headline="题", blocks=(*story().blocks, *boxes)), voices)
        placed = made.compose(StoryShape(3, made.needed_rows(3))).elements
        first, second = sorted(placed, key=lambda each: each.row)
        assert (first.element.text[0], second.element.text[0]) == ("甲", "乙")

    def test_two_do_not_touch_each_other(self, voices, tmp_path):
        pictures = [Picture(file="p.jpg", columns=1, place=InsetPlace.TOP_RIGHT) for _ in range(2)]
        made = story(picture=pictures[0], pictures=(pictures[1],))
        composer = StoryComposer(made, voices, 1.5, [1.0])
        one, other = composer.compose(StoryShape(2, composer.needed_rows(2))).pictures
        assert other.row >= one.row + one.taken

    def test_text_under_one_is_no_stub_of_two_rows_if_the_picture_can_be_cropped(self, voices, tmp_path, monkeypatch):
        def lowest() -> int:
            composer = StoryComposer(story(5, picture=Picture(file="p.jpg")), voices, 1.5)
            composed = composer.compose(StoryShape(4, composer.needed_rows(4)))
            assert (words(composed), composed.overset) == (TEXT * 5, ())
            assert composed.stubs == sum(column.rows < 3 for column in composed.columns)
            return min(column.rows for column in composed.columns)

        assert lowest() >= 3
        monkeypatch.setattr("layout.compose.body.STUB", 0.0)
        assert lowest() == 2

    def test_a_carried_part_has_none(self, voices, tmp_path):
        made = story(pictures=(Picture(file="p.jpg"),), part_of="lead", continued_from="A1")
        assert StoryComposer(made, voices, None, [1.0]).compose(StoryShape(2, 40)).pictures == ()

    def test_lines_make_room_for_half_a_column(self, voices, design, tmp_path):
        picture = Picture(file="p.jpg", columns="half")
        composer = StoryComposer(story(2, picture=picture), voices, 0.8)
        composed = composer.compose(StoryShape(1, composer.needed_rows(1)))
        made, (column,) = composed.picture, composed.columns
        beside = [placed.line for placed in column.lines if placed.row < made.taken]
        below = [placed.line for placed in column.lines if placed.row >= made.taken and not placed.line.final]
        assert len(beside) == made.taken
        free = design.grid.column - made.beside
        assert free % SIZE == pytest.approx(0)
        assert all(line.x + line.width == pytest.approx(free, abs=0.01) for line in beside if not line.final)
        assert all(line.x + line.width == pytest.approx(design.grid.column, abs=0.01) for line in below)
        assert made.x + made.width == pytest.approx(design.grid.column)
        assert words(composed) == TEXT * 2


class TestWideMeasure:
    @pytest.mark.parametrize(("columns", "wide"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
    def test_fewer_columns_fill_the_same_width(self, columns, wide, voices, design):
        composer = StoryComposer(story(measure="wide"), voices)
        composed = composer.compose(StoryShape(columns, composer.needed_rows(columns)))
        xs = sorted({column.x for column in composed.columns})
        last = composed.columns[-1]
        assert len(xs) == wide
        assert last.x + last.width == pytest.approx(design.grid.measure(columns))
        gutters = {round(right - left - last.width, 6) for left, right in pairwise(xs)}
        assert gutters in (set(), {round(design.grid.gutter, 6)})
        assert not composed.overset


def test_a_paragraph_takes_a_measure_for_each_line(fonts, voices, design):
    style = ParagraphStyle(SIZE, 135.0, 0.0, insets=((0.0, 0.0), (45.0, 0.0), (0.0, 63.0)))
    paragraph = prepare([(TEXT, voices.of(design.body))], style)
    lines = paragraph.lines(paragraph.broken())
    edges = [(line.x, line.x + line.width) for line in lines]
    assert edges[0] == pytest.approx((0, 135))
    assert edges[1] == pytest.approx((45, 135))
    assert edges[2] == pytest.approx((0, 72))
    assert all(edge == pytest.approx((0, 135)) for edge in edges[3:-1])
    assert "".join(line.text for line in lines) == TEXT


class TestDropCap:
    @pytest.mark.parametrize("lines", [2, 3])
    def test_its_ink_reaches_from_the_first_line_to_the_last(self, lines, voices, design):
        made = story(drop_cap=lines)
        composed = StoryComposer(made, voices).compose(StoryShape(1, 90))
        cap, grid = composed.drop_cap, design.grid
        size = cap.line.size
        assert cap.text == TEXT[0]
        top, foot = cap.baseline - 0.84 * size, cap.baseline + 0.08 * size
        assert top == pytest.approx(grid.baseline - 0.84 * SIZE)
        assert foot == pytest.approx(grid.baseline + (lines - 1) * grid.row + 0.08 * SIZE)
        beside = composed.columns[0].lines[: lines + 1]
        assert [placed.line.x >= cap.room - 0.01 for placed in beside] == [True] * lines + [False]
        assert words(composed) == TEXT * 6

    def test_a_latin_letter_stands_on_the_baseline(self, voices, design):
        blocks = (Paragraph(spans=(Span(text="Hengshui wetland, early in the morning. " * 8),)),)
        made = Story(id="s", headline="News", language="en", drop_cap=2, blocks=blocks)
        cap = StoryComposer(made, voices).compose(StoryShape(2, 40)).drop_cap
        assert cap.text == "H"
        assert cap.baseline == pytest.approx(design.grid.baseline + design.grid.row)

    @pytest.mark.parametrize("words", range(3, 40, 4))
    def test_no_cap_is_higher_than_its_paragraph(self, voices, words):
        """Latin letters are half as wide as han: a paragraph is as long as it is set, not as its letters are many."""
        first = " ".join(["Little"] + ["fill it till"] * (words // 3))
        blocks = tuple(Paragraph(spans=(Span(text=text),)) for text in (first, "Next week. " * 30))
        made = Story(id="s", headline="News", language="en", drop_cap=3, blocks=blocks)
        composed = StoryComposer(made, voices).compose(StoryShape(2, 60))
        rows = [placed.line for column in composed.columns for placed in column.lines if placed.line.paragraph == 0]
        assert composed.drop_cap is None or composed.drop_cap.lines <= len(rows)
        assert composed.drop_cap is not None or words < 35

    @pytest.mark.parametrize(
        ("text", "language", "cap"),
        [
            ("1997年9月，大桥通车", "zh-Hans", "1997"),
            ("35%的住户", "zh-Hans", "35%"),
            ("3.2亿元投下去", "zh-Hans", "3.2亿"),
            ("第3届运动会", "zh-Hans", "第3届"),
            ("“第12次列车", "zh-Hans", "“第12次"),
            ("第三十届大会", "zh-Hans", "第三十届"),
            ("第5代移动通信", "zh-Hans", "第5"),
            ("第３回大会", "ja", "第３"),
            ("１９９７年", "ja", "１９９７"),
            ("제3회 대회", "ko", "제3회"),
            ("二十一世纪", "zh-Hans", "二十一"),
            ("三名学生", "zh-Hans", "三"),
            ("300多万人", "zh-Hans", "300"),
            ("US$500的票", "zh-Hans", "US$500"),
            ("3—5天", "zh-Hans", "3—5"),
            ("3·15晚会", "zh-Hans", "3·15"),
            ("3D打印", "zh-Hans", "3D"),
            ("5G+医疗", "zh-Hans", "5G+"),
            ("C919起飞", "zh-Hans", "C919"),
            ("GB/T 15834规定", "zh-Hans", "GB/T"),
            ("10²个", "zh-Hans", "10²"),
            ("“App”上线", "zh-Hans", ""),
            ("第5集团军在演习", "zh-Hans", "第5"),
            ("第5集播出后", "zh-Hans", "第5集"),
            ("第3届全国人大", "zh-Hans", "第3届"),
            ("第3小学", "zh-Hans", "第3"),
            ("第5公里处", "zh-Hans", "第5"),
            ("第3小学校", "ja", "第3"),
            ("第5集團軍演習", "zh-Hant", "第5"),
            ("第3屆年會", "zh-Hant", "第3屆"),
            ("第5部隊が", "ja", "第5"),
            ("第3回大会", "ja", "第3"),
            ("第3期の工事", "ja", "第3期"),
            ("제3대대가 떠났다", "ko", "제3"),
            ("제3회는 서울", "ko", "제3회"),
            ("제3회까지 서울", "ko", "제3회"),
            ("제3장관은 서울", "ko", "제3"),
            ("No. 5 Middle School", "en-GB", "No. 5"),
            ("No 10 said", "en-GB", "No 10"),
            ("No one", "en-GB", "N"),
            ("C919 took off", "en-GB", "C919"),
            ("F-16s flew", "en-GB", "F-16s"),
            ("X-ray", "en-GB", "X-ray"),
            ("24-hour shops", "en-GB", "24-hour"),
            ("1½ miles", "en-GB", "1½"),
            ("5\u00a0000 personnes", "fr", "5\u00a0000"),
            ("100 % aller", "de", "100 %"),
            ("5-й класс", "ru", "5-й"),
            ("IJsselmeer", "nl", "IJ"),
            ("Élan", "fr", "É"),
            ("Ca\u0300 Mau在越南", "zh-Hans", "Ca\u0300"),
            ("￥500一张", "zh-Hans", "￥500"),
            ("-5℃的早晨", "zh-Hans", "-5℃"),
            ("App上线", "zh-Hans", "App"),
            ("Wi-Fi覆盖", "zh-Hans", "Wi-Fi"),
            ("“好戏开场", "zh-Hans", "“好"),
            ("“《千里江山图》", "zh-Hans", "“《千"),
            ("“1200人”", "zh-Hans", "“1200"),
            ("「好戲開場", "zh-Hant", "「好"),
            ("水塔街", "zh-Hans", "水"),
            ("Hengshui wetland", "en-GB", "H"),
            ("“We won", "en-GB", "“W"),
            ("I’ve been", "en-GB", "I’"),
            ("“L’été fut", "en-GB", "“L’"),
            ("A man", "en-GB", "A"),
            ("’99届校友", "zh-Hans", ""),
            ("1997年9月", "zh-Hans", "1997"),
            ("E\u0301tat", "en-GB", "E\u0301"),
            ("1,200 people", "en-GB", "1,200"),
            ("21st street", "en-GB", "21st"),
            ("$5 a day", "en-GB", "$5"),
            ("——记者", "zh-Hans", ""),
            ("……后来", "zh-Hans", ""),
            ("“好”，他说", "zh-Hans", ""),
            ("1997，那一年", "zh-Hans", ""),
            ("（“《三层", "zh-Hans", ""),
            ("", "zh-Hans", ""),
        ],
    )
    def test_it_is_a_whole_number_word_or_quoted_character(self, text, language, cap):
        assert cap_of(text, language_for(language)) == cap

    def test_a_number_stands_whole_beside_the_rest_of_its_text(self, voices):
        text = "1997年9月，" + TEXT
        composed = StoryComposer(story(1, text, drop_cap=2), voices).compose(StoryShape(1, 90))
        assert composed.drop_cap.text == "1997"
        assert words(composed) == text
        edge = composed.drop_cap.room
        assert all(placed.line.x >= edge - 0.01 for placed in composed.columns[0].lines[:2])

    def test_one_that_would_take_most_of_the_column_is_not_set(self, voices):
        text = "1997000000人次，" + TEXT
        composed = StoryComposer(story(1, text, drop_cap=3), voices).compose(StoryShape(1, 90))
        assert composed.drop_cap is None
        assert words(composed) == text

    def test_a_short_paragraph_has_none(self, voices):
        blocks = tuple(Paragraph(spans=(Span(text=text),)) for text in ("短。", TEXT))
        composed = StoryComposer(Story(id="s", headline="题", drop_cap=3, blocks=blocks), voices).compose(
            StoryShape(1, 40)
        )
        assert composed.drop_cap is None
        assert words(composed) == "短。" + TEXT


class TestVerticalHead:
    def composed(self, voices, columns=3, **more):
        made = story(head="vertical", kicker="春分", byline="本报记者 某某", **more)
        composer = StoryComposer(made, voices)
        return composer.compose(StoryShape(columns, composer.needed_rows(columns)))

    def test_stands_in_the_first_column_and_the_text_beside_it(self, voices, design):
        composed = self.composed(voices)
        assert composed.head.beside
        assert min(x for x, _ in cells(composed)) == round(design.grid.column + design.grid.gutter)
        (block,) = [block for block in composed.head.blocks if block.role is Role.HEADLINE]
        assert "".join(line.text for line in block.lines) == composed.story.headline
        last = composed.head.blocks[-1]
        assert last.top + last.height <= composed.shape.rows * design.grid.row
        tops = [block.top for block in composed.head.blocks]
        assert tops == sorted(tops)

    def test_lines_go_from_right_to_left_and_marks_have_their_upright_shape(self, voices, fonts, design):
        made = Story(id="s", headline="“老街”修旧， 63户不搬", head="vertical", blocks=story().blocks)
        composed = StoryComposer(made, voices).compose(StoryShape(3, 60))
        (block,) = composed.head.blocks
        assert [line.text for line in block.lines] == [*"“老街”修旧，", "63", *"户不搬"]
        assert block.lines[0].x > block.lines[-1].x
        face = fonts[design.head.headline.font]
        comma = block.lines[6].runs[0].glyphs[0]
        assert (comma.gid, comma.text) == (face.upright("，").gid, "，")
        assert comma.gid != face.glyph("，").gid

    def test_is_level_over_one_column(self, voices):
        assert not self.composed(voices, columns=1).head.beside

    @pytest.mark.parametrize(
        "headline",
        ["惩前毖后", "老榆树下等船的人又多了", "老榆树 等船的人 又多了33个 好", "建成网络电视的覆盖工程并且投入使用"
         "惠及百姓", "“老街”修旧，63户不搬"],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "more", [{}, {"kicker": "供水管网改造年内建成惠及万户居民"}, {"deck": "副题在下", "priority": 1}]
    )
    def test_in_every_height_it_stands_inside_its_story_or_is_level(self, headline, more, voices, design):
        made = story(9).model_copy(update={"head": "vertical", "headline": headline, "byline": "本报记者 某某", **more})
        composer, row = StoryComposer(made, voices), design.grid.row
        kinds = set()
        for rows in range(3, 84):
            for columns in (2, 3):
                head = composer.head(StoryShape(columns, rows))
                kinds.add(head.beside)
                if not head.beside:
                    continue
                assert not head.too_long
                assert rows >= composer.head(StoryShape(columns, 0)).least
                assert {block.role for block in head.blocks} >= {
                    Role(name) for name in more if name in ("kicker", "deck")
                }
                foot = max(block.top + block.height for block in head.blocks)
                assert foot <= rows * row
                lines = [line for block in head.blocks for line in block.lines]
                assert min(line.x for line in lines) >= -0.01
                assert max(line.x + line.width for line in lines) <= design.grid.column + 0.01
                text = "".join(line.text for b in head.blocks if b.role is Role.HEADLINE for line in b.lines)
                assert text == "".join(headline.split())
        assert kinds == {True, False}

    def test_a_long_headline_without_spaces_is_parted_between_words(self, voices):
        made = Story(id="s", headline="建成网络电视覆盖工程并且投入使用", head="vertical", blocks=story(8).blocks)
        (block,) = StoryComposer(made, voices).compose(StoryShape(2, 30)).head.blocks
        xs = [line.x for line in block.lines]
        assert len(set(xs)) > 1
        breaks = [at + 1 for at, (one, other) in enumerate(pairwise(xs)) if one != other]
        assert set(breaks) <= phrase_breaks(made.headline, DEFAULT)

    def test_is_level_where_the_text_beside_it_would_end_far_above_it(self, voices):
        made = Story(id="s", headline="建成网络电视的覆盖工程并且投入使用", head="vertical", blocks=story(1).blocks)
        composer = StoryComposer(made, voices)
        rows = composer.needed_rows(3)
        composed = composer.compose(StoryShape(3, rows))
        assert not composed.head.beside
        assert not composed.overset
        assert composed.fit.under_lines <= 3

    def test_a_head_whose_kicker_has_no_room_beside_the_text_is_level(self, voices):
        assert not self.composed(voices, series="专栏").head.beside
        long = story(head="vertical", kicker="供水管网改造年内建成惠及万户居民" * 4)
        assert not StoryComposer(long, voices).compose(StoryShape(2, 70)).head.beside
