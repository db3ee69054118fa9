"""The body of a story: what is read, and that no character of the copy is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Report
from layout.base.text import one_line
from layout.compose.elements import ELEMENTS
from layout.edition.blocks import Emphasis, Paragraph, ParagraphForm, Subhead
from layout.edition.markdown import numbered_blocks, read_body
from layout.files.text import Source, without_bad_characters

PLAIN, STRONG, EM, SUPER = Emphasis.PLAIN, Emphasis.STRONG, Emphasis.EM, Emphasis.SUPERSCRIPT
ASCII_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def read(text: str) -> tuple[tuple[Paragraph | Subhead, ...], tuple[Finding, ...]]:
    report = Report()
    blocks = read_body(text, Source("a.md", text), 1, report, ELEMENTS)
    return blocks, report.findings


def paragraph(text: str) -> str:
    blocks, findings = read(text)
    assert findings == ()
    assert [block.kind for block in blocks] == ["paragraph"]
    return blocks[0].text


def voices(text: str) -> list[tuple[str, Emphasis]]:
    blocks, findings = read(text)
    assert findings == ()
    assert isinstance(blocks[0], Paragraph)
    return [(span.text, span.emphasis) for span in blocks[0].spans]


def forms(text: str) -> list[tuple[str, str]]:
    blocks, findings = read(text)
    assert findings == ()
    return [(block.text, str(block.form)) for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一行  \n二行\n接着\\\n三行", [("一行", "verse"), ("二行接着", "verse"), ("三行", "verse")]),
        ("一段  \n\n二段", [("一段", "prose"), ("二段", "prose")]),
        ("甲\\\n{optional}", [("甲", "prose")]),
        ("甲 {署名}  \n{optional}", [("甲", "signature")]),
        ("```诗\n一\n　二\n\n三\n```", [("一", "stanza"), ("二", "verse"), ("三", "stanza")]),
        ("```verse\nOne *two\n# three*\n```", [("One *two", "stanza"), ("# three*", "verse")]),
        ("王小山 {署名}", [("王小山", "signature")]),
        ("Ann Lee {signature}", [("Ann Lee", "signature")]),
        (r"写作\{署名}", [("写作{署名}", "prose")]),
    ],
)
def test_lines_that_the_copy_ends(text: str, wanted: list[tuple[str, str]]) -> None:
    assert forms(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一\\\n二\n\n三", [(False, False), (True, False), (False, False)]),
        ("一\\\n二 {可删}\n\n三", [(False, True), (True, True), (False, False)]),
        ("```verse {optional}\nOne\n\ntwo\n```\n\nThree", [(False, True), (True, True), (False, False)]),
    ],
)
def test_lines_know_what_they_are_of(text: str, wanted: list[tuple[bool, bool]]) -> None:
    blocks, findings = read(text)
    assert findings == ()
    assert [(block.goes_on, block.optional) for block in blocks if isinstance(block, Paragraph)] == wanted


def test_strong_text_goes_on_over_a_hard_break() -> None:
    blocks, _ = read("一**行\\\n二**行")
    assert [[(span.text, span.emphasis) for span in block.spans] for block in blocks] == [
        [("一", PLAIN), ("行", STRONG)],
        [("二", STRONG), ("行", PLAIN)],
    ]


class TestVoices:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("他说**好**。", [("他说", PLAIN), ("好", STRONG), ("。", PLAIN)]),
            ("他说*好*。", [("他说", PLAIN), ("好", EM), ("。", PLAIN)]),
            ("他说**“断卡”**行动", [("他说", PLAIN), ("“断卡”", STRONG), ("行动", PLAIN)]),
            ("他说**《断卡》**行动", [("他说", PLAIN), ("《断卡》", STRONG), ("行动", PLAIN)]),
            ("**提醒：**别信", [("提醒：", STRONG), ("别信", PLAIN)]),
            ("**提醒(二)**别信", [("提醒(二)", STRONG), ("别信", PLAIN)]),
            ("***最***要紧", [("最", STRONG), ("要紧", PLAIN)]),
            ("1500m^2^的院子", [("1500m", PLAIN), ("2", SUPER), ("的院子", PLAIN)]),
            ("10^−6^", [("10", PLAIN), ("−6", SUPER)]),
            ("the 5^th^ day", [("the 5", PLAIN), ("th", SUPER), (" day", PLAIN)]),
            ("a **b\nc** d", [("a ", PLAIN), ("b c", STRONG), (" d", PLAIN)]),
        ],
    )
    def test_are_told_apart(self, text: str, wanted: list[tuple[str, Emphasis]]) -> None:
        assert voices(text) == wanted

    @pytest.mark.parametrize(
        "text",
        [
            "5*3=15",
            "2 * 3 * 4",
            "snake_case_name",
            "_下划线_",
            "^_^",
            "x^2+y^2",
            "`代码`",
            "~~旧~~",
            "R&D",
            "A&B;",
            "3 < 5 > 2",
            "https://example.com/a_b?c=d&e=f",
            "[注]",
            "[注](",
            "{{ 7 }}",
            "{% raw %}",
            "$5",
            "#衡水加油#",
            "1.5万",
            "-3℃",
            "—— 他说",
            "a\\b",
            "[a]: b",
            "+86",
        ],
    )
    def test_stay_plain(self, text: str) -> None:
        assert voices(text) == [(text, PLAIN)]

    def test_escapes_give_the_sign(self) -> None:
        text = "".join(f"\\{mark}" for mark in ASCII_MARKS)
        assert paragraph(f"字{text}") == f"字{ASCII_MARKS}"

    @pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<b>字</b>", "<!-- 字 -->", "&lt;", "&#8238;"])
    def test_html_is_text(self, text: str) -> None:
        blocks, findings = read(f"字{text}字")
        assert blocks[0].text == f"字{text}字"
        assert len(findings) == 1

    @pytest.mark.parametrize("text", ["\\<b>", "\\&lt;", "\\[a](b)", "\\![a](b)", "\\*\\*"])
    def test_escaped_signs_are_meant(self, text: str) -> None:
        assert paragraph(f"字{text}") == f"字{text}".replace("\\", "")

    def test_subhead_is_plain_text(self) -> None:
        blocks, findings = read("## 重拳**不松劲**\n\n字")
        assert findings == ()
        assert blocks[0] == Subhead(text="重拳不松劲")


class TestLines:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("一行\n二行", "一行二行"),
            ("使用NFT\n技术", "使用NFT技术"),
            ("使用\nNFT技术", "使用NFT技术"),
            ("他说：“好”\n“再见”，走了很远的路", "他说：“好”“再见”，走了很远的路"),
            ("one line\ntwo lines", "one line two lines"),
            ("he said “no”\nand left", "he said “no” and left"),
            ("用iPhone\nPro拍照片很清楚", "用iPhone Pro拍照片很清楚"),
            ("서울\n부산", "서울 부산"),
            ("一行 \n二行", "一行二行"),
            ("a  b\tc", "a b c"),
            ("　　一行　字", "一行　字"),
            ("one\n   two", "one two"),
        ],
    )
    def test_are_joined(self, text: str, wanted: str) -> None:
        assert paragraph(text) == wanted
        assert one_line(text) == wanted

    @pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n　　\n", "\n \t\n"])
    def test_empty_line_parts_paragraphs(self, between: str) -> None:
        text, report = f"一段。{between}二段。", Report()
        blocks = numbered_blocks(text, Source("a.md", text), 1, report, ELEMENTS)
        assert report.findings == ()
        assert [block.text for block, _ in blocks] == ["一段。", "二段。"]
        assert [line for _, line in blocks] == [1, 1 + between.count("\n")]

    def test_straight_marks_pass(self) -> None:
        assert paragraph("他说\"好\",'行'...(对)") == "他说\"好\",'行'...(对)"

    def test_rare_characters_pass(self) -> None:
        text = "𠮷野家与㐂，e\u0301，👩‍🌾，\u00a0，\u3000，々〇"
        assert paragraph(text) == text

    def test_deeply_nested_blocks_are_errors(self) -> None:
        _, findings = read("> " * 200 + "字")
        assert [finding.code for finding in findings] == ["markdown-unsupported"]


@settings(deadline=None)
@given(st.text(st.sampled_from("中文，。“”《》（）…—々ァカ가aZ0é9%:;,'\"/@=$ 𠮷㐂👍\u3000"), min_size=1))
def test_every_character_of_a_paragraph_survives(text: str) -> None:
    # But for three colons nothing here means anything at a line's beginning or inside, so there is nothing to report.
    if not text.strip() or text.lstrip().startswith(":::"):
        return
    wanted = one_line(text)
    if text.startswith((" ", "\u3000")):
        wanted = one_line(text.lstrip())
    assert paragraph(text) == wanted


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4).map("\n".join))
def test_everything_escaped_survives(text: str) -> None:
    """Any text at all, every ASCII mark with a backslash before it, comes out as it went in."""
    text = without_bad_characters(text.replace("\r", "\n"), "", Report())
    lines = [line.strip() for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    # A number and a full stop, and a hyphen, begin a list only if they are not escaped.
    escaped = "".join(f"\\{character}" if character in ASCII_MARKS else character for character in text)
    blocks, findings = read(escaped)
    assert findings == ()
    assert "".join(block.text for block in blocks) == one_line(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("字a*^_#>-+1.`~[]()!<&;|\\= \t\n　“。:")))
def test_whatever_is_not_reported_is_kept(text: str) -> None:
    """Without escapes too: letters and marks are gone only where they were signs, or are reported."""
    blocks, findings = read(text)
    if any(finding.code != "markdown-literal" for finding in findings):
        return
    kept = "".join(block.text for block in blocks)
    signs = "*^#\\ \t\n　"
    if any(block.kind not in ("paragraph", "subhead") for block in blocks):
        signs += "->+1.|:"  # what begins an item, a quotation or a cell; an item's number is in its mark
    assert [c for c in text if c not in signs] == [c for c in kept if c not in signs]


def test_spans_of_one_voice_are_one() -> None:
    assert voices("a\\*b\\_c") == [("a*b_c", PLAIN)]
    assert voices("**甲**^2^**乙**") == [("甲", STRONG), ("2", SUPER), ("乙", STRONG)]
    assert voices("**甲**\n**乙**") == [("甲乙", STRONG)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- one\\\n  two\n- three  \n  four", ["one two", "three four"]),
        ("- 一号\\\n  渡口\n- 二号", ["一号渡口", "二号"]),
        ("- 甲\\\n  乙 {可删}", ["甲乙"]),
        ("- 甲\\\n  乙\\{署名}", ["甲乙{署名}"]),
    ],
)
def test_an_item_that_is_broken_hard_keeps_its_words(text: str, items: list[str]) -> None:
    (block,), _ = read(text)
    assert ["".join(span.text for span in item) for item in block.items] == items


def test_an_item_of_nothing_but_a_mark_is_empty() -> None:
    _, findings = read("- 甲\n- {可删}")
    assert [finding.code for finding in findings] == [Code.ELEMENT_CONTENT]


@pytest.mark.parametrize("marks", ["{signature}{optional}", "{optional} {signature}"])
def test_two_marks_at_a_paragraphs_end_are_both_taken(marks: str) -> None:
    (block,), _ = read(f"Ann Lee {marks}")
    assert (block.text, block.optional, block.form) == ("Ann Lee", True, ParagraphForm.SIGNATURE)


IDLE = Code.MARK_IDLE


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- 甲\n- 乙 {署名}\n- 丙", 2),
        ("- 甲 {可删}\n- 乙", 1),
        ("1. 甲\n2. 乙\n   丙{optional}", 3),
        ("## 小标题 {signature}", 1),
        ("```verse\n树停着\n等谁 {可删}\n```", 3),
        ("```verse\n树停着\n{署名}\n```", 3),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 {optional} |", 3),
        ("::: facts 绕行 {署名}\n走新桥。\n:::", 1),
        ("::: facts 绕行\n走新桥。\n\n走老桥。{可删}\n:::", 4),
        ("甲\n\n{signature}\n\n乙", 3),
    ],
)
def test_a_mark_that_does_nothing_is_left_out_and_told_at_its_line(text: str, line: int) -> None:
    blocks, findings = read(text)
    assert [(finding.code, finding.place.line) for finding in findings] == [(IDLE, line)]
    assert "{optional} stands at the end of a paragraph" in findings[0].hint
    assert not any("{" in block.text for block in blocks)


def test_marks_that_do_something_are_not_told() -> None:
    text = "## 小标题 {可删}\n\n甲 {署名}\n\n::: facts 绕行 {可删}\n走新桥。\n\n王小山 {署名}\n:::\n\n- 甲\\{署名}"
    blocks, findings = read(text)
    assert not findings
    assert [block.optional for block in blocks] == [True, False, True, False]
    assert blocks[2].blocks[1].form is ParagraphForm.SIGNATURE
    assert blocks[3].text == "甲{署名}"


def test_a_poet_signs_verse() -> None:
    blocks, findings = read("```verse\n树停着\n等谁\n程渡 {署名}\n\n又一节\n```")
    assert not findings
    assert [(block.text, block.form.value) for block in blocks] == [
        ("树停着", "stanza"), ("等谁", "verse"), ("程渡", "signature"), ("又一节", "stanza"),
    ]  # fmt: skip


@pytest.mark.parametrize("by", ["程渡 {署名}", "—— 程渡 {署名}", "—— 程渡"])
@pytest.mark.parametrize("mark", ["", " {可删}"])
def test_a_pull_quote_is_signed_and_may_be_left_out(by: str, mark: str) -> None:
    (quote,), findings = read(f"> 树是停着的。\n> {by}{mark}")
    assert (quote.text, quote.by, quote.optional, findings) == ("树是停着的。", "程渡", bool(mark), ())
