"""Running text in ads: what the composer set is what is drawn, glyph by glyph, and what is said can be read back."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from layout.ads.canvas import write_pdf
from layout.ads.kit import Kit
from layout.ads.pictures import separate
from layout.ads.problems import MissingGlyph, TooTight
from layout.ads.prose import best_size, check_amount, prose, set_paragraph
from layout.ads.sizing import draw_line
from layout.ads.truetype import glyph_code, glyph_of, truetype
from layout.base.diagnostics import Report
from layout.base.units import Rect
from layout.design.ads import ProseTokens
from layout.scene.model import Owner, OwnerKind, Scene
from layout.scene.text import Glyph, Line, Run

TEXT = (
    "请提前储水，并关好水龙头。由此带来的不便，敬请谅解——恢复供水时间如有变化，“另行通知”。"
    "电话：0318-2065575，Office affluent 3.5万元。"
)


@pytest.fixture(scope="module")
def kit(design, fonts):
    return Kit.of(design, fonts, Path(), separate, Report(), "zh-Hans")


@pytest.fixture(scope="module")
def lines(kit):
    return set_paragraph(((TEXT, kit.text),), 9.0, 150.0, "text", kit.setting, 2.0)


@pytest.fixture(scope="module")
def drawn(lines, kit):
    return [
        list(draw_line(line, 10.0, 20.0 + 14 * number, kit.palette.ink, "text", kit.faces))
        for number, line in enumerate(lines)
    ]


def written(texts, width, height, fonts) -> bytes:
    return write_pdf(Scene.of(Owner(OwnerKind.AD, "prose"), texts, width, height), fonts.faces)


def content(document):
    return pikepdf.parse_content_stream(document.pages[0])


def test_every_glyph_stands_where_the_composer_put_it(lines, drawn, kit):
    for line, texts in zip(lines, drawn, strict=True):
        composed = [(glyph.gid, glyph.x + 10.0) for run in line.runs for glyph in run.glyphs if glyph.gid >= 0]
        placed = [(glyph.gid, text.x + glyph.x) for text in texts for glyph in text.run.glyphs if glyph.text != " "]
        assert [gid for gid, _ in placed] == [gid for gid, _ in composed]
        assert [x for _, x in placed] == pytest.approx([x for _, x in composed], abs=0.001)


def test_justified_lines_fill_the_measure(lines, drawn):
    for line, texts in list(zip(lines, drawn, strict=True))[:-1]:
        assert line.x + line.width == pytest.approx(150.0, abs=0.01)
        assert max(text.ink.right for text in texts) <= 160.0 + 0.01
        assert max(text.ink.right for text in texts) >= 160.0 - 0.6 * 9


def test_ligatures_and_the_long_dash_are_drawn_by_their_glyphs_and_told(drawn):
    assert any(len(glyph.text) > 1 for texts in drawn for text in texts for glyph in text.run.glyphs)
    together = "".join(text.text for texts in drawn for text in texts)
    assert "".join(together.split()) == "".join(TEXT.split())


def test_the_text_of_the_pdf_is_the_text_of_the_ad(drawn, fonts):
    pdf = written([text for texts in drawn for text in texts], 200, 220, fonts)
    with pypdfium2.PdfDocument(pdf) as document:
        read = document[0].get_textpage().get_text_range()
    squeezed = "".join(read.split()).replace("\ufffe", "").replace("\u00ad", "")
    for word in ("谅解——恢复", "Office", "affluent", "0318-2065575", "“另行通知”"):
        assert word in squeezed


def test_the_glyphs_drawn_have_the_advances_of_the_face(drawn, fonts):
    """Widths in the PDF's fonts against the face's own: the viewer's pen must go where the composer's went."""
    texts = [text for texts in drawn for text in texts]
    pdf = written(texts, 200, 220, fonts)
    with pikepdf.open(BytesIO(pdf)) as document:
        widths = set()
        for font in document.pages[0].Resources.Font.values():
            widths.update(round(float(width)) for width in font.Widths)
    runs = [text.run for text in texts]
    wanted = {round(fonts[run.face].advance(glyph.gid) * 1000) for run in runs for glyph in run.glyphs if glyph.gid > 0}
    assert all(any(abs(width - want) <= 1 for width in widths) for want in wanted)


def test_a_glyph_that_is_not_the_usual_one_of_its_character_is_drawn_by_its_number(fonts, kit):
    other = fonts["hei"].glyph("f").gid
    line = Line("e", (Run("hei", 9.0, (Glyph(other, 0.0, "e"),)),), 0.0, 5.0, 9.0)
    (text,) = draw_line(line, 0, 10, kit.palette.ink, "text", kit.faces)
    assert (text.run.glyphs[0].gid, text.text) == (other, "e")
    pdf = written([text], 200, 40, fonts)
    with pikepdf.open(BytesIO(pdf)) as document:
        told = [str(one.operands[1].ActualText) for one in content(document) if str(one.operator) == "BDC"]
    assert told == ["e"]


def test_glyphs_by_number_get_codes_of_the_private_use_area(fonts):
    face = fonts["hei"]
    ligature = face.shape("office")[1]
    assert ligature.text == "ffi"
    font = truetype(face, "o" + glyph_code(ligature.gid))
    assert dict(font.codes) == {ord(glyph_code(ligature.gid)): 0xE000}
    assert glyph_of(face, glyph_code(ligature.gid)).advance == pytest.approx(ligature.advance)


def test_a_rare_character_beyond_the_first_plane_is_drawn_and_read_back(kit, fonts):
    (line,) = set_paragraph((("张\U00020bb7的店", kit.text),), 9.0, 150.0, "text", kit.setting)
    pdf = written(list(draw_line(line, 10, 20, kit.palette.ink, "text", kit.faces)), 200, 40, fonts)
    # PDFium leaves out what is told beyond the first plane, so the telling itself is looked at.
    with pikepdf.open(BytesIO(pdf)) as document:
        told = [
            one.operands[1].ActualText
            for one in pikepdf.parse_content_stream(document.pages[0])
            if str(one.operator) == "BDC"
        ]
    assert [str(text) for text in told] == ["张\U00020bb7的店"]


def test_a_word_wider_than_the_measure_and_a_character_without_a_glyph_are_errors(kit):
    with pytest.raises(TooTight):
        set_paragraph((("https://example.com/averylongaddresswithoutabreak", kit.text),), 9.0, 30.0, "x", kit.setting)
    with pytest.raises(TooTight) as tight:  # beside the indent it is not 90 pt that the word has
        set_paragraph((("X" * 20, kit.text),), 9.0, 130.0, "x", kit.setting, indent=4.0)
    told = [float(number) for number in re.findall(r"([0-9.]+) mm", tight.value.problem)]
    assert told[0] > told[1]
    with pytest.raises(MissingGlyph) as caught:
        set_paragraph((("电\U0001f4de话", kit.text),), 9.0, 100.0, "text", kit.setting)
    assert (caught.value.field, caught.value.character) == ("text", "\U0001f4de")


def test_type_under_the_legal_size_is_refused(kit):
    (line,) = set_paragraph((("电话", kit.text),), 6.9, 100.0, "text", kit.setting)
    with pytest.raises(TooTight):
        list(draw_line(line, 0, 10, kit.palette.ink, "text", kit.faces))


def test_a_very_wide_measure_is_parted_into_columns(kit):
    block = prose([((TEXT * 4, kit.text),)], "text", 9.0, kit)
    laid = block(700.0, 1.0)
    texts = laid.paint(Rect(0, 0, 700, laid.height))
    assert max(text.ink.right - text.ink.x for text in texts) < 34 * 9 + 1
    assert laid.height < prose([((TEXT * 4, kit.text),)], "text", 9.0, kit)(300.0, 1.0).height


def test_a_few_words_in_a_large_place_are_display_type_and_one_word_more_makes_no_leap(kit):
    tokens = kit.palette.tokens.prose
    assert best_size(["水" * 12], 195.0, tokens) == tokens.largest
    assert best_size(["水" * 12], 650.0, tokens) == best_size(["水" * 39], 650.0, tokens) == 50
    sizes = [best_size(["水" * count], 700.0, tokens) for count in range(10, 300)]
    assert all(1 <= one / other < 1.05 for one, other in pairwise(sizes))
    assert sizes[-1] == tokens.largest

    def size(text: str, width: float, *, grows: bool) -> float:
        laid = prose([((text, kit.text),)], "text", 9.5, kit, grows=grows)(width, 3.0)
        return laid.paint(Rect(0, 0, width, laid.height))[0].run.size

    assert size("今日停电。", 700.0, grows=True) == 28.5
    assert size("今日停电。", 700.0, grows=False) == size("今日停电。", 195.0, grows=True) == 14.25


def test_a_short_line_that_is_all_there_is_stands_in_the_middle(kit):
    def left(text: str) -> float:
        laid = prose([((text, kit.text),)], "text", 9.5, kit, grows=True)(260.0, 1.0)
        (shown,) = laid.paint(Rect(0, 0, 260.0, laid.height))
        return shown.x

    assert left("今日停电。") == pytest.approx((260 - 5 * 9.5) / 2, abs=3)
    assert left("今日停电，明日上午八时恢复供电。") == pytest.approx((260 - 16 * 9.5) / 2, abs=3)
    assert left("水" * 25) == pytest.approx(2 * 9.5, abs=0.1)


def test_far_too_much_text_is_found_without_setting_it():
    check_amount(["水" * 100], "text", Rect(0, 0, 100, 100), ProseTokens())
    with pytest.raises(TooTight):
        check_amount(["水" * 200], "text", Rect(0, 0, 100, 100), ProseTokens())


def test_a_line_before_a_number_is_left_short_rather_than_spread(kit):
    copy = "二手车价格面议，建设大街附近优先，随叫随到，十年经验可试工。"
    for length in range(4, len(copy)):
        spans = ((copy[:length] + "电话", kit.text), ("18906828836", kit.strong))
        *above, last = set_paragraph(spans, 7.0, 84.0, "text", kit.setting)
        assert last.text.endswith("18906828836")
        assert all(line.ragged or line.added <= 0.126 for line in above), length
        assert sum(line.ragged for line in above) <= 1, length
        assert not any(line.ragged for line in above[:-1]), length
