"""The rules of setting Chinese, one test a rule: design.md section 5, clreq and GB/T 15834-2011.

Paragraphs are set at 1 pt, so all numbers are em.
"""

from __future__ import annotations

import pytest

from layout.base.locale.han import CLOSING, OPENING
from layout.compose.breaking import break_greedy
from layout.compose.classes import Kind
from layout.compose.gaps import NUMBER_UNIT
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.paragraph import ParagraphStyle, prepare
from layout.compose.spacing import Shrink, Stretch
from layout.design.fonts import FontBook
from layout.scene.text import Line
from tests.compose.setting import gap_widths, kinds, paragraph, parts, set_text, set_to, texts

NEAR = 1e-6


def width_of(text: str, fonts: FontBook, **options: object) -> float:
    """Return the natural width of a text between two han characters, which are left out."""
    items = paragraph(f"国{text}国", fonts, **options).items  # type: ignore[arg-type]
    return sum(atom.width for atom in items.atoms) + sum(gap.width for gap in items.gaps) - 2


def gap_between(text: str, fonts: FontBook, **options: object):  # type: ignore[no-untyped-def]
    """Return the one gap of a text of two pieces."""
    (gap,) = paragraph(text, fonts, **options).items.gaps  # type: ignore[arg-type]
    return gap


# Line ends


@pytest.mark.parametrize("mark", list("、，。；：？！》）】〕」』”’·～–—…％‰℃"))
def test_never_first(fonts: FontBook, mark: str) -> None:
    """Clreq #prohibition_rules_for_line_start_end; GB/T 15834-2011 5.1.1 to 5.1.5."""
    assert gap_between("国" + mark, fonts).penalty is None
    lines = set_text("一二三四五六" + mark + "七八九十一二", fonts, em=6.0)
    assert all(not line.text.startswith(mark) for line in lines)


@pytest.mark.parametrize("mark", list("《（【〔「『“‘／￥"))
def test_never_last(fonts: FontBook, mark: str) -> None:
    assert gap_between(mark + "国", fonts).penalty is None
    lines = set_text("一二三四五" + mark + "六七八九十一二", fonts, em=6.0)
    assert all(not line.text.endswith(mark) for line in lines)


@pytest.mark.parametrize("mark", list("，。；：？！、" + CLOSING))
def test_a_mark_at_a_lines_end_takes_half_a_square(fonts: FontBook, mark: str) -> None:
    """GB/T 15834-2011 5.1.10. Five han and a trimmed mark fill five and a half em without any adjustment."""
    lines = set_text("一二三四五" + mark + "六七八九十", fonts, em=5.5)
    assert lines[0].text == "一二三四五" + mark
    assert lines[0].width == pytest.approx(5.5)
    assert lines[0].added == 0.0
    assert gap_widths(paragraph("一二三四五" + mark + "六", fonts).items, lines[0]) == pytest.approx([0.0] * 5)


@pytest.mark.parametrize("mark", list(OPENING))
def test_an_opening_bracket_at_a_lines_start_loses_its_blank(fonts: FontBook, mark: str) -> None:
    """Clreq #h-compression_of_punctuation_marks_at_line_start: the ink stands at the column's edge."""
    lines = set_text("一二三四五" + mark + "六七八", fonts, em=5.0)
    assert lines[1].text.startswith(mark)
    assert lines[1].x == 0.0
    first, second = lines[1].runs[0].glyphs[:2]
    assert first.x == pytest.approx(-0.5)  # the glyph's blank half hangs out
    assert second.x == pytest.approx(0.5)


def test_indent_and_an_opening_quote_after_it(fonts: FontBook) -> None:
    """Two em; an opening quote's square begins at 1.5 em, so that its ink begins at two as well."""
    plain = set_text("一二三四五六七八九十", fonts, indent=2.0)[0]
    assert plain.x == 2.0
    assert plain.runs[0].glyphs[0].x == pytest.approx(2.0)
    quoted = set_text("“一二三四五六七八九十", fonts, indent=2.0)[0]
    assert quoted.x == 2.0
    assert quoted.runs[0].glyphs[0].x == pytest.approx(1.5)


# Widths


@pytest.mark.parametrize(
    "pair", ["，“", "。”", "”，", "》《", "“《", "》”", "：“", "）、", "！”", "？！", "》（", "；“", "」「"]
)
def test_two_adjacent_marks_take_an_em_and_a_half(fonts: FontBook, pair: str) -> None:
    """Clreq #h-adjustment_of_adjacent_punctuation_marks."""
    assert width_of(pair, fonts) == pytest.approx(1.5)


def test_three_adjacent_marks(fonts: FontBook) -> None:
    assert width_of("。”（", fonts) == pytest.approx(2.0)


@pytest.mark.parametrize("mark", list("，。；：？！、（）《》“”"))
def test_a_mark_alone_takes_a_square(fonts: FontBook, mark: str) -> None:
    assert width_of(mark, fonts) == pytest.approx(1.0)


@pytest.mark.parametrize("font", ["song", "hei", "kai"])
@pytest.mark.parametrize("mark", list("·／"))
def test_interpunct_and_solidus_take_half_a_square(fonts: FontBook, mark: str, font: str) -> None:
    """GB/T 15834-2011 5.1.6 and 5.1.9, in every face; they give nothing (clreq #h-punctuation_adjustment_space)."""
    assert width_of(mark, fonts, font=font) == pytest.approx(0.5)
    items = paragraph(f"国{mark}国", fonts, font=font).items
    assert all(gap.shrink == gap.stretch == 0.0 for gap in items.gaps)


@pytest.mark.parametrize("font", ["song", "hei", "kai"])
@pytest.mark.parametrize("mark", ["——", "……"])
def test_dash_and_ellipsis_take_two_squares_in_one_piece(fonts: FontBook, mark: str, font: str) -> None:
    assert width_of(mark, fonts, font=font) == pytest.approx(2.0)
    assert parts(f"国{mark}国", fonts, font=font)[0].endswith(mark)
    assert all(
        mark in line for line in texts(set_text(f"一二三{mark}四五六", fonts, em=4.0, font=font)) if mark[0] in line
    )


def test_marks_of_a_smaller_voice_are_smaller(fonts: FontBook) -> None:
    """A superscript’s brackets have blanks of their own size."""
    faces = (fonts["song"],)
    items = itemize([("国", Voice(faces)), ("（一）", Voice(faces, 0.6, 0.4)), ("国", Voice(faces))], Setting())
    width = sum(atom.width for atom in items.atoms) + sum(gap.width for gap in items.gaps)
    assert width == pytest.approx(2 + 3 * 0.6)


def test_ideographic_space_is_a_square(fonts: FontBook) -> None:
    assert width_of("\u3000", fonts) == pytest.approx(1.0)
    items = paragraph("电\u300014日", fonts).items
    assert items.gaps[0].width == pytest.approx(1.0)
    assert items.gaps[0].stretch == items.gaps[0].shrink == 0.0


# Numbers, signs, units


@pytest.mark.parametrize(
    "piece",
    [
        "39.4%",
        "28.5%；",
        "5℃",
        "￥100",
        "￥100。",
        "№5",
        "30％",
        "120㎡",
        "12‰",
        "28.5 %",
        "$3.50",
        "10:30",
        "0318-2065575",
        "18603184959",
        "2021-2022",
        "1/3",
        "1,234,567",
        "App",
        "NFT",
        "ICO",
        "5G",
        "COVID-19",
        "Xi’an",
        "don’t",
        "80’s",
        "l’été",
    ],
)
def test_kept_together(fonts: FontBook, piece: str) -> None:
    """Clreq #prohibition_rules_for_unbreakable_marks: a number with its sign, unit or per cent, a Latin word."""
    assert parts(f"国{piece}国", fonts) == ["国", piece, "国"]


def test_a_number_and_its_counting_word(fonts: FontBook) -> None:
    """39.4 | 万 is legal, but costs."""
    assert gap_between("39.4万", fonts).penalty > 0
    assert gap_between("39.4却", fonts).penalty == 0
    assert gap_between("2022年", fonts).penalty > 0


def test_no_space_between_a_number_and_its_sign(fonts: FontBook) -> None:
    for text in ("5℃", "￥5", "5‰"):
        gap = gap_between(text, fonts)
        assert (gap.width, gap.stretch, gap.shrink) == (0.0, 0.0, 0.0)


# Han and Latin


@pytest.mark.parametrize("text", ["用App", "App用", "年5", "5年", "国 App", "App 国"])
def test_a_quarter_em_between_han_and_latin(fonts: FontBook, text: str) -> None:
    """Clreq #mixed_text_composition...: 1/4 em, from 1/8 to 1/3; a space typed there is the same."""
    gap = gap_between(text, fonts)
    assert gap.width == 0.25
    assert gap.width - gap.shrink == pytest.approx(1 / 8)
    assert gap.width + gap.stretch == pytest.approx(1 / 3)


@pytest.mark.parametrize("text", ["，5", "5，", "（5", "5）", "“App", "App”", "～5", "5～", "——5"])
def test_no_quarter_em_beside_marks(fonts: FontBook, text: str) -> None:
    items = paragraph(text, fonts).items
    assert Stretch.HAN_LATIN not in {gap.stretch_step for gap in items.gaps}


def test_word_spaces_in_chinese_copy(fonts: FontBook) -> None:
    gap = gap_between("App Store", fonts)
    assert gap.width == pytest.approx(1 / 3)
    assert gap.width - gap.shrink == pytest.approx(1 / 4)
    assert gap.width + gap.stretch == pytest.approx(1 / 2)


def test_quotes_and_apostrophes(fonts: FontBook) -> None:
    assert kinds("说“行”", fonts) == [Kind.HAN, Kind.OPEN, Kind.HAN, Kind.CLOSE]
    assert kinds("到Xi’an去", fonts) == [Kind.HAN, Kind.LATIN, Kind.HAN]
    assert kinds("“Good,” he said", fonts, language="en") == [Kind.LATIN] * 3
    assert kinds("don’t", fonts, language="en") == [Kind.LATIN]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("到O’Reilly去", "O’Reilly"), ("吃Lay’s，买", "Lay’s"), ("听rock’n’roll的", "rock’n’roll")),
        *(("唱rock ’n’ roll的", "’n’"), ("听Beatles’ songs去", "Beatles’"), ("那年’99届的", "’99")),
        *(("说‘the Workers’ Party’好", "Workers’"), ("在‘Class of ’99’上", "’99")),
    ],
)
def test_an_apostrophe_is_of_the_latin_face(fonts: FontBook, text: str, word: str) -> None:
    items = itemize([(text, Voice((fonts["song"],)))], Setting(hyphenate=False))
    (atom,) = (atom for atom in items.atoms if text[atom.start : atom.end] == word)
    letters = itemize([(word.replace("’", ""), Voice((fonts["song"],)))], Setting(hyphenate=False)).atoms[0]
    assert atom.width - letters.width < 0.3 * word.count("’") + 0.05


@pytest.mark.parametrize("text", ["说‘好’", "说‘good’吗", "说‘the Workers’ Party’好", "‘99届’的", "Lay’s‘好’", "好’"])
def test_a_quote_fills_its_square(fonts: FontBook, text: str) -> None:
    made = kinds(text, fonts)
    assert made.count(Kind.OPEN) == text.count("‘")
    assert Kind.CLOSE in made


# The order of adjustment: clreq #procedures_for_inter-character_spacing_reduction and ..._space_expansion

SHRINKS = [
    # text of a line with gaps of two steps, the room taken, and what the gaps of each step give
    ("国App Store国，国", 0.05, {Shrink.WORD_SPACE: 0.05}),
    ("国App Store国（国）国", 1 / 12 + 0.2, {Shrink.WORD_SPACE: 1 / 12, Shrink.BRACKET: 0.2}),
    ("国，国《国》国", 0.4, {Shrink.BRACKET: 0.4}),
    ("国，国《国》国", 1.3, {Shrink.BRACKET: 1.0, Shrink.COMMA: 0.3}),
    ("国，国、国App国", 0.3, {Shrink.COMMA: 0.3}),
    ("国，国；国App国", 1.1, {Shrink.COMMA: 1.0, Shrink.HAN_LATIN: 0.1}),
    ("国。国App国！国", 0.25, {Shrink.HAN_LATIN: 0.25}),
    ("国。国App国！国", 0.65, {Shrink.HAN_LATIN: 0.25, Shrink.STOP: 0.4}),
    ("国？国，国。国", 0.9, {Shrink.COMMA: 0.5, Shrink.STOP: 0.4}),
]


@pytest.mark.parametrize(("text", "taken", "expected"), SHRINKS)
def test_shrink_order(fonts: FontBook, text: str, taken: float, expected: dict[Shrink, float]) -> None:
    gaps = paragraph(text + "字", fonts).items.gaps
    before, after = set_to(text, fonts, -taken)
    given = [a - b for a, b in zip(before, after, strict=True)]
    assert sum(given) == pytest.approx(taken)
    for step in Shrink:
        shares = [share for share, gap in zip(given, gaps, strict=False) if gap.shrink_step is step]
        assert sum(shares) == pytest.approx(expected.get(step, 0.0), abs=NEAR)
        if shares:
            assert max(shares) == pytest.approx(min(shares), abs=NEAR)  # equally within a step


def test_a_colon_is_not_squeezed_inside_a_line(fonts: FontBook) -> None:
    assert gap_between("：国", fonts).shrink == 0.0


STRETCHES = [
    ("国App Store国国", 0.1, {Stretch.WORD_SPACE: 0.1}),
    ("国App Store国国", 1 / 6 + 0.1, {Stretch.WORD_SPACE: 1 / 6, Stretch.HAN_LATIN: 0.1}),
    ("国App Store国，国", 1 / 6 + 1 / 6 + 0.3, {Stretch.WORD_SPACE: 1 / 6, Stretch.HAN_LATIN: 1 / 6, Stretch.ALL: 0.3}),
    ("国国国国，国", 0.5, {Stretch.ALL: 0.5}),
    ("国国——国……国", 0.5, {Stretch.ALL: 0.5}),
    ("国～国／国·国国", 0.2, {Stretch.ALL: 0.2}),
]


@pytest.mark.parametrize(("text", "room", "expected"), STRETCHES)
def test_stretch_order(fonts: FontBook, text: str, room: float, expected: dict[Stretch, float]) -> None:
    gaps = paragraph(text + "字", fonts).items.gaps
    before, after = set_to(text, fonts, room)
    given = [b - a for a, b in zip(before, after, strict=True)]
    assert sum(given) == pytest.approx(room)
    for step in Stretch:
        shares = [share for share, gap in zip(given, gaps, strict=False) if gap.stretch_step is step]
        assert sum(shares) == pytest.approx(expected.get(step, 0.0), abs=NEAR)
        if shares:
            assert max(shares) == pytest.approx(min(shares), abs=NEAR)


def test_nothing_is_added_beside_connectors_and_solidi(fonts: FontBook) -> None:
    """Clreq #procedures_for_inter-character_space_expansion, exception b."""
    before, after = set_to("国～国／国国", fonts, 0.25)
    assert after[:4] == pytest.approx(before[:4], abs=NEAR)
    assert after[4] - before[4] == pytest.approx(0.25)


def test_three_hundred_lines_tell_how_much_was_added(fonts: FontBook) -> None:
    """``added`` is what stands between two han: four han in 4.3 em have three gaps."""
    line = set_text("一二三四五六七八", fonts, em=4.3)[0]
    assert line.added == pytest.approx(0.1)


def test_han_gaps_stay_within_a_quarter_em_beside_latin(fonts: FontBook) -> None:
    """Spaces beside Latin text give at most 1/12 em, so han would take the rest: such a line is not tolerable.

    One line would be 国NFT国 in six em or so: room for the two gaps beside NFT only.
    """
    made = paragraph("国国国NFT国国国国国国国国国", fonts, em=6.2)
    broken = made.broken()
    lines = made.lines(broken)
    worst = max(line.added for line in lines)
    assert broken.tolerable == (worst <= 0.25 + NEAR)


@pytest.mark.parametrize("em", [5.0 + step / 8 for step in range(0, 80, 3)])
def test_tolerable_means_a_quarter_em(fonts: FontBook, em: float) -> None:
    text = "通报显示App用户中39.4万起案件，同比增加28.5%；63.4万名NFT买家在5G网络上用ICO方式，增幅达76.6%。"
    made = paragraph(text, fonts, em=em, indent=2.0)
    broken = made.broken()
    worst = max(line.added for line in made.lines(broken))
    assert not broken.tolerable or worst <= 0.25 + NEAR


# Paragraphs


def letters(line: Line) -> int:
    return sum(char.isalnum() for char in line.text)


@pytest.mark.parametrize("count", range(12, 60))
def test_no_runts(fonts: FontBook, count: int) -> None:
    """Clreq #adjustments_of_orphans_and_widows: the last line has two han at least, marks not counted."""
    text = (
        "春风又绿江南岸，明月何时照我还。两岸猿声啼不住，轻舟已过万重山。"
        "天街小雨润如酥，草色遥看近却无。最是一年春好处，绝胜烟柳满皇都。"
    )
    lines = set_text(text[: count - 1] + "。", fonts, em=10.5, indent=2.0)
    assert len(lines) == 1 or letters(lines[-1]) >= 2


def test_at_most_two_lines_end_in_the_same_mark(fonts: FontBook) -> None:
    """Set greedily every line ends in a comma; the optimum finds another way."""
    text = "春风又绿江南岸两岸猿声啼不住，明月何时照我还轻舟已过万重山，" * 3
    made = paragraph(text, fonts, em=14.5)
    greedy = texts(made.lines(made.broken(breaker=break_greedy)))
    assert all(line.endswith("，") for line in greedy)
    ends = [line[-1] for line in texts(made.lines(made.broken()))]
    assert all(not (a == b == c and not a.isalnum()) for a, b, c in zip(ends, ends[1:], ends[2:], strict=False))


# Mixed copy

COPY = {
    "App": "下载国家反诈中心App后打开预警功能，每天都有新的提示信息推送给用户",
    "NFT": "三家协会倡议坚决遏制NFT金融化证券化倾向，防范非法金融活动风险",
    "5G": "全市新建5G基站3210个，其中2022年一季度建成198个，覆盖全部乡镇",
    "phone": "订版热线0318-2065575，联系手机18603184959，每天8:30至17:30有人接听",
    "url": "详情请看http://www.hengshui.gov.cn/news/index.html?id=2022，也可来电垂询",
    "e-mail": "投稿信箱hswb_news@example.com，请写明姓名和地址，三个月内未见报可自行处理",
    "apostrophe": "从Xi’an到北京的G88次列车10:30发车，don’t miss it，请提前到站候车",
    "money": "活动期间满￥100减￥20，全场低至5％折扣，气温预计升至26℃左右",
}
WHOLE = {
    "App": ["App"],
    "NFT": ["NFT"],
    "5G": ["5G", "3210", "2022", "198"],
    "phone": ["0318-2065575", "18603184959", "8:30", "17:30"],
    "url": [],
    "e-mail": [],
    "apostrophe": ["Xi’an", "G88", "10:30", "don’t"],
    "money": ["￥100", "￥20", "5％", "26℃"],
}


@pytest.mark.parametrize("em", [9.0, 11.5, 13.0, 15.0, 22.5])
@pytest.mark.parametrize("name", COPY)
def test_mixed_copy(fonts: FontBook, name: str, em: float) -> None:
    lines = set_text(COPY[name], fonts, em=em, indent=2.0)
    for piece in WHOLE[name]:
        assert any(piece in line.text for line in lines), piece
    for line in lines[:-1]:
        assert line.ragged or line.x + line.width == pytest.approx(em)
        assert not line.ragged or line.added == 0.0 or line.added > 0.3
    assert "".join(line.text for line in lines).replace("\u00ad", "").replace(" ", "") == COPY[name].replace(" ", "")


def test_addresses_break_after_their_marks(fonts: FontBook) -> None:
    lines = texts(set_text("请看http://www.hengshui.gov.cn/news/2022-04-15/index.html网站上的消息", fonts, em=9.0))
    inside = [line for line in lines[:-1] if line.isascii()]
    assert inside
    assert all(line[-1] in "/.?&=_-" for line in inside)


def test_a_long_number_breaks_where_it_must(fonts: FontBook) -> None:
    lines = set_text("账号" + "6228480402564890018" * 2 + "请核对后再转账", fonts, em=9.0)
    assert all(line.x + line.width <= 9.0 + NEAR for line in lines)


# Other tables


def test_traditional_marks_stand_in_the_middle(fonts: FontBook) -> None:
    """Taiwan and Hong Kong: a quarter em at both sides, both trimmed with the line's edge at its end."""
    items = paragraph("國，國", fonts, language="zh-Hant").items
    assert [gap.width for gap in items.gaps] == [0.25, 0.25]
    assert [gap.shrink_step for gap in items.gaps] == [Shrink.COMMA, Shrink.COMMA]
    assert gap_between("國，", fonts, language="zh-Hant").penalty is None
    assert width_of("，「", fonts, language="zh-Hant") == pytest.approx(1.5)
    for mark in "？！":
        assert width_of(mark, fonts, language="zh-Hant") == pytest.approx(1.0)
        assert gap_between(mark + "國", fonts, language="zh-Hant").shrink == 0.0


def test_traditional_interpunct_gives_its_blanks_first(fonts: FontBook) -> None:
    """Clreq reduction, step c: equally at both sides, to half an em."""
    before, after = set_to("國·國，國", fonts, -0.3, language="zh-Hant")
    assert before == pytest.approx([0.25] * 4)
    assert after == pytest.approx([0.1, 0.1, 0.25, 0.25])


def test_a_language_tag_finds_its_table(fonts: FontBook) -> None:
    for tag in ("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-TW"):
        assert gap_between("國，", fonts, language=tag).width == 0.25
    for tag in ("zh", "zh-Hans", "zh-CN", "zh-SG"):
        assert gap_between("国，", fonts, language=tag).width == 0.0


@pytest.mark.parametrize("char", list("ぁっゃゅょァッャュョヮー々ゝ"))
def test_japanese_small_kana_never_first(fonts: FontBook, char: str) -> None:
    """Jlreq 3.1.7; JIS X 4051 6.1. In Chinese copy nothing forbids them."""
    assert gap_between("国" + char, fonts, language="ja").penalty is None
    assert gap_between("国" + char, fonts, language="zh-Hans").penalty == 0.0
    lines = texts(set_text(f"コンピュータの一二三{char}四五六七八", fonts, em=10.0, language="ja"))
    assert all(not line.startswith(char) for line in lines)


def test_japanese_marks(fonts: FontBook) -> None:
    assert width_of("・", fonts, language="ja") == pytest.approx(1.0)
    assert width_of("」「", fonts, language="ja") == pytest.approx(1.5)


# Faces


def test_a_character_of_a_second_face_is_hyphenated_in_it(fonts: FontBook) -> None:
    """The hyphen comes from the face the word is drawn with."""

    class Lacking:
        """A face that has no Latin letters."""

        name = "lacking"
        x_height = 0.5

        def spoken(self, language: object) -> Lacking:
            return self

        def glyph(self, character: str):  # type: ignore[no-untyped-def]
            return None if character.isascii() and character != " " else fonts["song"].glyph(character)

        def covers(self, text: str) -> bool:
            return not any(char.isascii() and char != " " for char in text)

        def shape(self, text: str):  # type: ignore[no-untyped-def]
            return tuple(g.__class__(0, g.text, g.advance) for g in fonts["song"].shape(text))

    style = ParagraphStyle(1.0, 7.0)
    made = prepare([("我们的international合作", Voice((Lacking(), fonts["hei"])))], style)
    assert made.items.missing == ()
    lines = made.lines(made.broken())
    hyphenated = [line for line in lines if line.text.endswith("\u00ad")]
    assert hyphenated
    assert {run.face for line in hyphenated for run in line.runs if run.glyphs[-1].text == "-"} == {"hei"}


def test_missing_characters_are_told_every_time(fonts: FontBook) -> None:
    for _ in range(2):
        assert paragraph("国\U0001f600国", fonts).items.missing == ("\U0001f600",)


@pytest.mark.parametrize(
    "text",
    [
        *("投了39.4万元给", "有3亿人在看", "第3届比赛", "在第12次会", "过了5公里路", "约60余户人", "收70万吨煤"),
        *("长3～5米宽", "从1816—1862年", "共1萬個人"),
    ],
)
def test_a_number_is_parted_unwillingly(fonts: FontBook, text: str) -> None:
    """Inside of it a line end costs something, and beside it nothing."""
    gaps = itemize([(text, Voice((fonts["song"],)))], Setting()).gaps
    at = [number for number, gap in enumerate(gaps) if gap.penalty]
    assert at
    assert all(gaps[number].penalty == NUMBER_UNIT for number in at)


@pytest.mark.parametrize("text", ["有很多人在看", "第一次去", "买了书本和笔", "用App年年"])
def test_han_alone_are_no_number(fonts: FontBook, text: str) -> None:
    assert not any(gap.penalty for gap in itemize([(text, Voice((fonts["song"],)))], Setting()).gaps)
