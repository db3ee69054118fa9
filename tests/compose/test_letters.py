"""Letters to the editor and notices: who signs stands at the right and with the last lines, white parts the letters."""

import pytest

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.compose.elements import ELEMENTS, set_element
from layout.compose.elements.notice import Notice
from layout.compose.frame import Frame
from layout.compose.text import StoryText
from layout.compose.voices import Voices
from layout.design.closing import ClosingTokens
from layout.edition.blocks import Paragraph, ParagraphForm
from layout.edition.markdown import read_body
from layout.edition.story import read_story
from layout.files.shelf import MemoryShelf
from layout.files.text import Source
from layout.plan.shortening import cuts

LETTER = "我住在堤北，天天坐26路。站牌上的字被雨水冲得只剩一半，外地来的客人总要问人，也盼把末班车的时间写大一点。"
LETTERS = f"""\
{LETTER}

— 王小明（桃城区）

{LETTER}

*— Ann Smith, Town*

— 这一段以破折号开头，可是{LETTER * 4}"""


@pytest.fixture(scope="module")
def voices(design, fonts):
    return Voices(design, fonts)


def story(form, text=LETTERS):
    report = Report()
    shelf = MemoryShelf({"a.md": f"---\nheadline: 来信\nform: {form}\n---\n{text}\n"})
    read = read_story(shelf, "a.md", "zh-Hans", report, ELEMENTS)
    assert report.errors == ()
    return read.story


def test_a_short_last_line_with_a_dash_signs_a_letter_and_no_other_story():
    forms = [block.form.value for block in story("letters").blocks]
    assert forms == ["prose", "signature", "prose", "signature", "prose"]
    assert {block.form for block in story("story").blocks} == {ParagraphForm.PROSE}


def test_a_hyphen_signs_a_letter_too_and_nothing_signs_a_head():
    text = f"— 起头\n\n{LETTER}\n\n- 王小明\n\n{LETTER}\n\n-李四\n\n- 甲\n- 乙\n\n-5度\n\n## 问答\n\n— 答"
    blocks = story("letters", text).blocks
    signatures = [block.text for block in blocks if getattr(block, "form", None) is ParagraphForm.SIGNATURE]
    assert signatures == ["——王小明", "——李四"]
    assert len(blocks) == 9
    assert [block.kind for block in story("story", text).blocks].count("list") == 2


@pytest.mark.parametrize("last", ["— 王小明", "——王小明", "-王小明", "*— 王小明*", "王小明 {署名}"])
def test_a_letter_may_be_signed_on_the_line_below_it(last):
    (first, second) = story("letters", f"{LETTER}\n{last}").blocks
    assert (first.text, first.form, second.form) == (LETTER, ParagraphForm.PROSE, ParagraphForm.SIGNATURE)
    assert second.text.endswith("王小明")


def test_below_a_greeting_a_dash_signs_what_is_no_sentence():
    greeted, going_on = (story("letters", f"此致敬礼\n{last}").blocks for last in ("— 王小明", "— 他说。"))
    assert [block.text for block in greeted] == ["此致敬礼", "——王小明"]
    assert len(going_on) == 1


@pytest.mark.parametrize(("form", "last"), [("letters", "-5度"), ("story", "— 王小明"), ("letters", "王小明")])
def test_other_last_lines_go_on_with_the_paragraph(form, last):
    (block,) = story(form, f"{LETTER}\n{last}").blocks
    assert block.text.startswith(LETTER)


def test_a_signature_may_have_two_lines():
    (block,) = story("story", "河北省衡水市桃城区\n王小明 {署名}").blocks
    assert block.form is ParagraphForm.SIGNATURE


def test_a_signature_ends_its_letter_at_the_right_and_white_parts_the_next(voices):
    first, second, last = StoryText(story("letters"), voices).pieces(135.0, levers=True)
    for piece in (first, second):
        for length in piece.lengths:
            signature = length.lines[-1]
            assert signature.x + signature.width == pytest.approx(135.0)
            assert signature.text.startswith("—")
    assert (first.before, second.before, last.before) == (0, 1, 1)


@pytest.mark.parametrize("rows", [3, 5, 6, 7, 8])
def test_no_column_begins_with_a_signature(rows, voices):
    text = StoryText(story("letters"), voices)
    frame = Frame((0,) * 6, (rows,) * 6, (rows,) * 6)
    poured = text.pouring(135.0, frame, frame.segments(), levers=True).poured()
    heads = [each.line.text for each in poured.lines if each.row == 0]
    assert not any("王小明" in text or "Smith" in text for text in heads)


def test_nothing_is_cut_from_what_is_signed():
    whole = story("letters")
    signed = whole.model_copy(update={"blocks": whole.blocks[:4], "cut": "end"})
    assert list(cuts(signed, ClosingTokens())) == []
    assert list(cuts(signed.model_copy(update={"blocks": (*whole.blocks[:1], *whole.blocks[4:])}), ClosingTokens()))


def read(text):
    report = Report()
    return read_body(text, Source("a.md", text), 1, report, ELEMENTS), [each.code for each in report.findings]


def test_a_notice_is_framed_with_its_name_dates_and_who_signs(voices, design):
    (notice,), findings = read("::: 讣告 程渡先生\n1938年3月—2026年11月\n\n先生十七岁上船。\n\n程家子女 {署名}\n:::")
    assert (notice.title, notice.dates, findings) == ("程渡先生", "1938年3月—2026年11月", [])
    assert [block.text for block in notice.blocks] == ["先生十七岁上船。", "程家子女"]
    made = set_element(notice, 135.0, voices, "zh-Hans")
    name, dates, text, signed = (line.line for line in made.lines)
    for line in (name, dates):
        assert line.x + line.width / 2 == pytest.approx(135.0 / 2)
    assert name.size > text.size
    assert signed.x + signed.width == pytest.approx(135.0 - design.element.notice.padding)
    outer = [shape.rect for shape in made.shapes][:4]
    assert {round(rect.width, 2) for rect in outer} == {135.0, design.element.notice.frame}


def test_a_notice_without_dates_keeps_its_first_paragraph():
    (notice,), _ = read("::: notice Joe\nHe worked for the ferry from 1961 on. We miss him.\n\nAll of us.\n:::")
    assert (notice.dates, len(notice.blocks)) == ("", 2)
    assert isinstance(notice, Notice)
    assert isinstance(notice.blocks[0], Paragraph)


@pytest.mark.parametrize("inside", ["", "> 引语"])
def test_what_a_notice_cannot_hold_is_told(inside):
    assert read(f"::: notice 某\n{inside}\n:::") == ((), [Code.ELEMENT_CONTENT])
