"""OpenDocument texts as LibreOffice shows them: what becomes the story, what is told, that nothing else is lost."""

import base64
import io
import zipfile

import pytest

from layout.base.errors import ContentError
from layout.compose.elements.listing import Listing
from layout.compose.elements.table import Table
from layout.edition.blocks import Emphasis, Span, Subhead
from layout.intake import read_copy
from layout.intake.opendocument import read_opendocument
from tests.intake.documents import png

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "text", "style", "table", "draw", "form")
) + (
    f' xmlns:fo="{_OASIS}xsl-fo-compatible:1.0" xmlns:svg="{_OASIS}svg-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:math="http://www.w3.org/1998/Math/MathML"'
)


def document(body, automatic="", styles="", master="", root="document"):
    return (
        f'<office:{root} {_NAMES} office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>{styles}'
        f"</office:styles><office:automatic-styles>{automatic}</office:automatic-styles><office:master-styles>{master}"
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:{root}>"
    )


def read(body, **options):
    (draft,) = read_opendocument(document(body, **options).encode(), "x", "x.fodt")
    return draft


def style(name, inside="", based="", family="paragraph", shown=""):
    base = f' style:parent-style-name="{based}"' if based else ""
    shown = f' style:display-name="{shown}"' if shown else ""
    return f'<style:style style:name="{name}" style:family="{family}"{base}{shown}>{inside}</style:style>'


def look(properties):
    return f"<style:text-properties {properties}/>"


def para(text, name=""):
    return f'<text:p text:style-name="{name}">{text}</text:p>' if name else f"<text:p>{text}</text:p>"


def texts(draft):
    return [block.text for block in draft.blocks]


def told(draft):
    return [(str(note.code), note.quoted) for note in draft.notes]


# ---- Heads and voices --------------------------------------------------------------------------------------------


def test_styles_say_what_a_paragraph_is_through_those_they_are_based_on():
    styles = style("Title") + style("Heading_20_2", shown="Heading 2") + style("栏目", based="Heading_20_2")
    body = (
        para("渡口大桥封闭", "P1") + para("公交改道", "Subtitle") + para("本报讯（记者 林舟）大桥昨起封闭。")
        + para("怎样绕行", "栏目") + '<text:h text:outline-level="1">另一问</text:h>' + para("答。", "没见过")
    )  # fmt: skip
    draft = read(body, styles=styles, automatic=style("P1", based="Title"))
    assert draft.head == {
        "headline": "渡口大桥封闭", "deck": "公交改道", "dateline": "本报讯", "byline": "记者 林舟",
    }  # fmt: skip
    assert draft.blocks[1:3] == [Subhead(text="怎样绕行"), Subhead(text="另一问")]
    assert texts(draft)[::3] == ["大桥昨起封闭。", "答。"]
    assert told(draft)[1:] == [
        ("import-heading", "怎样绕行"), ("import-heading", "另一问"), ("import-unknown-style", "答。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "shown", "code"),
    [
        ('fo:font-weight="bold"', Span(text="乙b", emphasis=Emphasis.STRONG), ""),
        ('fo:font-style="italic"', Span(text="乙b", emphasis=Emphasis.EM), ""),
        ('style:text-position="33% 58%"', Span(text="乙b", emphasis=Emphasis.SUPERSCRIPT), ""),
        ('style:text-position="sub 58%"', None, "import-subscript"),
        ('fo:text-transform="uppercase"', Span(text="甲乙B丙"), "import-capitals"),
        ('text:display="none"', Span(text="甲丙"), "import-hidden"),
        ('style:text-line-through-style="solid"', Span(text="甲丙"), "import-struck"),
        ('style:text-line-through-style="none"', Span(text="甲乙b丙"), ""),
    ],
)
def test_runs_are_as_they_look_and_what_is_not_shown_is_told(properties, shown, code):
    run = '<text:span text:style-name="T1">乙b</text:span>'
    draft = read(para(f"甲{run}丙"), automatic=style("T1", look(properties), family="text"))
    assert shown is None or shown in draft.blocks[0].spans
    assert [kind for kind, _ in told(draft)] == ([code] if code else [])


def test_blanks_breaks_readings_links_and_fields_are_read():
    body = para(
        'a<text:s text:c="2"/>b\n   c<text:tab/>d<text:line-break/>'
        "<text:ruby><text:ruby-base>渡</text:ruby-base><text:ruby-text>ど</text:ruby-text></text:ruby>"
        '<text:a xlink:href="https://ferry.example">网站</text:a><text:page-number>7</text:page-number>'
        "<text:placeholder>填这里</text:placeholder>"
    )
    draft = read(body)
    assert texts(draft) == ["a b c d", "渡网站7"]
    assert draft.blocks[1].spans[0] == Span(text="渡", reading=("ど",))
    assert ("import-link", "https://ferry.example") in told(draft)


# ---- Lists and tables --------------------------------------------------------------------------------------------


def level(number, form, suffix=".", more=""):
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" style:num-suffix="{suffix}"'
        f" {more}/>"
    )


TWO = 'text:display-levels="2"'
LISTS = (
    f'<text:list-style style:name="L1">{level(1, "1")}{level(2, "1", more=TWO)}</text:list-style>'
    f'<text:list-style style:name="L2">{level(1, "一, 二, 三, ...", "、")}</text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    "</text:list-style>"
)


def listed(name, *items, more=""):
    made = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{name}" {more}>{made}</text:list>'


def test_lists_keep_the_numbers_that_are_shown():
    goes_on = 'text:continue-numbering="true"'
    draft = read(
        listed("L1", para("甲"), para("乙") + listed("L1", para("丙"), para("丁"))) + para("中间。")
        + listed("L1", para("戊"), more=goes_on) + listed("L2", para("办法"), para("")) + listed("L3", para("点")),
        automatic=LISTS,
    )  # fmt: skip
    lists = [(block.marks, block.text) for block in draft.blocks if isinstance(block, Listing)]
    assert lists == [(("1.", "2."), "甲乙"), (("3.",), "戊"), (("•",), "点")]
    assert [text for text in texts(draft) if text[0] in "2中一"] == ["2.1. 丙", "2.2. 丁", "中间。", "一、办法"]


def test_headings_are_counted_where_the_document_numbers_them():
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="a" style:num-suffix=")"/></text:outline-style>'
    )
    heads = "".join(
        f'<text:h text:outline-level="{at}">{text}</text:h>' for at, text in ((1, "甲"), (2, "乙"), (2, "丙"))
    )
    draft = read(heads, styles=outline)
    assert (draft.head["headline"], texts(draft)) == ("1 甲", ["a) 乙", "b) 丙"])


def test_tables_keep_their_cells_and_bold_in_them_is_told():
    bold = '<text:span text:style-name="T1">涨</text:span>'
    cell = "<table:table-cell>{}</table:table-cell>"
    row = f"<table:table-row>{cell}{cell}</table:table-row>"
    merged = (
        '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>合计</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row>"
    )
    body = (
        "<table:table><table:table-header-rows>" + row.format(para("站"), para(bold)) + "</table:table-header-rows>"
        + row.format(para("东门"), para("2米") + para(bold)) + merged + "</table:table>"
    )  # fmt: skip
    draft = read(body, automatic=style("T1", look('fo:font-weight="bold"'), family="text"))
    (table,) = draft.blocks
    assert isinstance(table, Table)
    assert (table.heads, table.rows) == (("站", "涨"), (("东门", "2米；涨"), ("合计", "")))
    assert ("import-emphasis", "涨") in told(draft)
    assert ("import-cells", "合计") in told(draft)


# ---- What is told ------------------------------------------------------------------------------------------------


def test_changes_notes_comments_boxes_and_furniture_are_told_with_their_words():
    region = (
        '<text:tracked-changes><text:changed-region text:id="c{}"><text:{}><office:change-info>'
        "<dc:creator>{}</dc:creator><dc:date>2022-04-15</dc:date></office:change-info>{}</text:{}></text:changed-region></text:tracked-changes>"
    )
    body = (
        region.format(1, "insertion", "编辑甲", "", "insertion")
        + region.format(2, "deletion", "编辑乙", para("下游的"), "deletion")
        + para(
            '过江走<text:change-start text:change-id="c1"/>上游的<text:change-end text:change-id="c1"/>'
            '<text:change text:change-id="c2"/>新桥'
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注。</text:p></text:note-body>"
            "</text:note><office:annotation><dc:creator>主任</dc:creator><text:p>请核实</text:p></office:annotation>。"
        )
        + para("<draw:frame><draw:text-box><text:p>框里的话</text:p></draw:text-box></draw:frame>另起。")
        + para('<draw:custom-shape><svg:title>图形</svg:title><text:p>形里</text:p></draw:custom-shape>')
        + '<text:section text:display="none"><text:p>藏起来的</text:p></text:section>'
        + "<text:unheard-of>没人想到</text:unheard-of>"
    )  # fmt: skip
    header = "<style:master-page><style:header><text:p>内部稿件</text:p></style:header></style:master-page>"
    draft = read(body, master=header)
    assert texts(draft) == ["过江走上游的新桥。", "另起。"]
    notes = {(str(note.code), note.quoted): note.message for note in draft.notes}
    assert "编辑甲" in notes["import-inserted", "上游的"]
    assert "编辑乙" in notes["import-deleted", "下游的"]
    assert "过江走上游的新桥" in notes["import-footnote", "脚注。"]
    assert "主任" in notes["import-comment", "请核实"]
    assert notes.keys() >= {
        ("import-text-box", "框里的话"), ("import-text-box", "图形\n形里"), ("import-header", "内部稿件"),
        ("import-hidden", "藏起来的"), ("import-leftover", "没人想到"),
    }  # fmt: skip


def test_a_picture_comes_with_the_caption_it_is_framed_with(tmp_path):
    image = '<draw:frame><draw:image xlink:href="Pictures/{}"/><svg:desc>桥</svg:desc></draw:frame>'
    far = '<draw:frame><draw:image xlink:href="https://ferry.example/a.png"/></draw:frame>'
    data = base64.b64encode(png()).decode()
    held = f"<draw:frame><draw:image><office:binary-data>{data}</office:binary-data></draw:image>"
    framed = para(image.format("a.png") + "检修中的大桥")
    body = para(f"<draw:frame><draw:text-box>{framed}</draw:text-box></draw:frame>正文。")
    body += para(far + held + "</draw:frame>")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", document(body, root="document-content"))
        file.writestr("Pictures/a.png", png())
        file.writestr("Pictures/b.png", png())
    (tmp_path / "a.odt").write_bytes(made.getvalue())
    (draft,) = read_copy(tmp_path / "a.odt")
    assert [(picture.data, picture.caption) for picture in draft.pictures] == [(png(), "检修中的大桥"), (png(), "")]
    assert told(draft)[0] == ("import-remote", "https://ferry.example/a.png")
    assert told(draft)[1:3] == [("import-caption", "桥"), ("import-leftover", "Pictures/b.png")]


def test_a_formula_is_told_by_its_source():
    inner = "<math:math><math:mi>E</math:mi><math:annotation>E = m c^2</math:annotation></math:math>"
    draft = read(para(f"质能<draw:frame><draw:object>{inner}</draw:object></draw:frame>式。"))
    assert (texts(draft), told(draft)[0]) == (["质能式。"], ("import-formula", "E = m c^2"))
    assert "质能" in draft.notes[0].message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<a/>", "no OpenDocument text"),
        (document("").replace("opendocument.text", "opendocument.spreadsheet").encode(), "no OpenDocument text"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "stands for another file"),
        (b"PK\x03\x04 damaged", "damaged"),
    ],
)
def test_files_that_are_none_or_want_more_are_refused(data, said):
    with pytest.raises(ContentError, match=said):
        read_opendocument(data, "x", "x.odt")
