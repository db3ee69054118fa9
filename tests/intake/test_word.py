"""Word files as Word shows them: what becomes the story, what is told, and that the account of a package is whole."""

import re

import pytest

from layout.base.errors import ContentError
from layout.compose.elements.chart import Bar
from layout.compose.elements.listing import Listing
from layout.edition.blocks import Emphasis, Span
from layout.intake.document.numbers import FORMS, number_text
from layout.intake.document.symbols import sign
from layout.intake.story import story_text
from layout.intake.word import read_word
from layout.intake.word.package import open_package
from tests.intake.documents import level, listed, numbers, package, para, png, row, run, table


def read(body, **options):
    (draft,) = read_word(package(body, **options), "x", "x.docx")
    return draft


def texts(draft):
    return [block.text for block in draft.blocks]


def told(draft):
    return [(str(note.code), note.quoted) for note in draft.notes]


def style(name, inside, kind="paragraph", based="", of_numbers=""):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{of_numbers}</w:pPr><w:rPr>{inside}</w:rPr></w:style>"
    )


# ---- What a run looks like ---------------------------------------------------------------------------------------

STYLES = (
    style("Secret", "<w:vanish/>", "character")
    + style("Secret2", "", "character", based="Secret")
    + style("Gone", "<w:strike/>")
    + style("Strong", "<w:b/>", "character")
    + style("Bold", "<w:b/>")
    + style("Raised", '<w:vertAlign w:val="superscript"/>', "character")
)


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ("<w:vanish/>", "import-hidden"),
        ('<w:rStyle w:val="Secret"/>', "import-hidden"),
        ('<w:rStyle w:val="Secret2"/>', "import-hidden"),
        ("<w:strike/>", "import-struck"),
        ('<w:dstrike w:val="true"/>', "import-struck"),
        ('<w:vanish w:val="0"/><w:webHidden/>', ""),
        ('<w:rStyle w:val="Secret"/><w:vanish w:val="false"/>', ""),
    ],
)
def test_what_word_does_not_show_is_told_with_its_words_and_place(properties, code):
    draft = read(para(run("会议于15日") + run("上午", properties) + run("", properties) + run("召开。")), styles=STYLES)
    assert texts(draft) == ["会议于15日召开。" if code else "会议于15日上午召开。"]
    notes = [note for note in draft.notes if str(note.code) == code]
    assert [note.quoted for note in notes] == (["上午"] if code else [])
    assert all("after “会议于15日”" in note.message for note in notes)


def test_words_left_out_one_after_the_other_are_told_together():
    draft = read(para(run("甲") + run("乙", "<w:strike/>") + run("丙", "<w:b/><w:strike/>") + run("丁。")))
    assert (texts(draft), told(draft)[0]) == (["甲丁。"], ("import-struck", "乙丙"))


def test_a_style_of_paragraphs_hides_and_its_runs_can_say_otherwise():
    body = para(run("旧文") + run("新文", '<w:strike w:val="0"/>'), '<w:pStyle w:val="Gone"/>')
    draft = read(body, styles=STYLES)
    assert texts(draft) == ["新文"]
    assert ("import-struck", "旧文") in told(draft)


def test_voices_come_through_styles_and_two_switches_undo_each_other():
    inside = run("甲") + run("乙", '<w:rStyle w:val="Strong"/>') + run("2", '<w:rStyle w:val="Raised"/>')
    plain, bold = read(para(inside) + para(inside, '<w:pStyle w:val="Bold"/>'), styles=STYLES).blocks
    assert [span.emphasis for span in plain.spans] == [Emphasis.PLAIN, Emphasis.STRONG, Emphasis.SUPERSCRIPT]
    assert [span.emphasis for span in bold.spans] == [Emphasis.STRONG, Emphasis.PLAIN, Emphasis.SUPERSCRIPT]


def test_styles_of_ones_own_are_what_they_are_based_on():
    own = style("Heading2", "").replace('w:val="Heading2"', 'w:val="heading 2"') + style("栏目", "", based="Heading2")
    own += style("小节", "", of_numbers='<w:outlineLvl w:val="2"/>') + style("编者按", "", based="Normal")
    body = para(run("开头的一段话，不长。"))
    body += "".join(para(run(name), f'<w:pStyle w:val="{name}"/>') for name in ("栏目", "小节", "编者按"))
    draft = read(body, styles=own)
    assert [type(block).__name__ for block in draft.blocks] == ["Paragraph", "Subhead", "Subhead", "Paragraph"]
    assert told(draft) == [("import-heading", "栏目"), ("import-heading", "小节"), ("import-unknown-style", "编者按")]


def test_defaults_of_the_document_are_read():
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:i/></w:rPr></w:rPrDefault></w:docDefaults>"
    (block,) = read(para(run("甲乙。") + run("丙", '<w:i w:val="0"/>')), styles=defaults).blocks
    assert [span.emphasis for span in block.spans] == [Emphasis.EM, Emphasis.PLAIN]


def test_capitals_are_set_as_word_shows_them_and_small_capitals_told():
    draft = read(para(run("Ferry ", "<w:caps/>") + run("Town", "<w:smallCaps/>") + run("。")))
    assert texts(draft) == ["FERRY Town。"]
    assert [each for each in told(draft) if each[0] == "import-capitals"] == [
        ("import-capitals", "Ferry"),
        ("import-capitals", "Town"),
    ]


def test_signs_of_fonts_are_characters_where_there_is_one():
    body = para(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>到</w:t></w:r>'
        + run("a", '<w:rFonts w:ascii="Symbol"/>')
        + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F03A"/></w:r>'
    )
    draft = read(body)
    assert texts(draft) == ["✓到α≥"]
    assert [note.message for note in draft.notes if str(note.code) == "import-symbol"] == [
        "a sign of the font 'Wingdings' was left out: number F03A"
    ]
    assert (sign("Wingdings", 0x81), sign("Segoe UI Emoji", 0x1F44D), sign("Runes", 0xF04A)) == ("①", "👍", "")


# ---- Numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 27: "AA", 28: "BB"}),
        ("lowerLetter", {26: "z", 53: "aaa"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("cardinalText", {1: "One", 21: "Twenty-one", 100: "One hundred"}),
        ("ordinalText", {1: "First", 20: "Twentieth", 21: "Twenty-first"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五"}),
        ("chineseCountingThousand", {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1005: "一千零五"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 20: "贰拾"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("japaneseCounting", {10: "十", 110: "百十", 21: "二十一"}),
        ("japaneseDigitalTenThousand", {10: "一〇"}),
        ("aiueoFullWidth", {1: "ア", 46: "ン"}),
        ("none", {5: ""}),
        ("bullet", {5: ""}),
        ("someOther", {5: "5"}),
    ],
)
def test_numbers_in_the_forms_of_word(form, expected):
    assert {number: number_text(number, form) for number in expected} == expected


def test_every_form_writes_the_first_hundred_numbers():
    for form in FORMS.keys() - {"none", "bullet"}:
        assert all(number_text(number, form) for number in range(1, 101)), form


def test_numbers_of_heads_articles_and_lists_stand_as_word_shows_them():
    held = numbers(
        level("chineseCountingThousand", "%1、", more="<w:pStyle w:val='2'/>"),
        level("decimal", "%1.", start=5),
        level("chineseCountingThousand", "第%1条"),
        level("decimal", "%1)") + level("lowerLetter", "%2)", 1),
    )
    head = '<w:pStyle w:val="Head"/>'
    body = "".join(
        para(text, head if at == 0 else listed(at, depth))
        for text, at, depth in (
            ("总则", 0, 0), ("施行", 3, 0), ("附则", 0, 0), ("带证", 2, 0), ("带章", 2, 0), ("解释", 3, 0),
            ("甲", 4, 0), ("子", 4, 1), ("丑", 4, 1), ("乙", 4, 0), ("寅", 4, 1),
        )
    )  # fmt: skip
    # The style's numbers come from its base; a name that is no head itself is told as such and keeps its number.
    styles = style("Base", "", of_numbers=listed(1)) + style("Head", "", based="Base").replace(
        '<w:name w:val="Head"/>', '<w:name w:val="heading 3"/>'
    )
    draft = read(body, styles=styles, parts={"word/numbering.xml": held})
    assert [getattr(block, "marks", block.text) for block in draft.blocks] == [
        "一、总则", "第一条 施行", "二、附则", ("5.", "6."), "第二条 解释", ("1)",), "a) 子", "b) 丑", ("2)",), "a) 寅",
    ]  # fmt: skip
    written = "## 一、总则|第一条 施行|## 二、附则|5. 带证\n6. 带章|第二条 解释|1) 甲|a) 子|b) 丑|2) 乙|a) 寅\n"
    assert story_text(draft).endswith(written.replace("|", "\n\n"))


@pytest.mark.parametrize(
    ("levels", "overrides", "steps", "expected"),
    [
        ("", "", [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1", "1.1", "1.2", "2", "2.1"]),
        ("", "", [(1, 1), (1, 2), (1, 0)], ["1.1", "1.1.1", "2"]),
        ("", "", [(1, 0), (1, 2), (1, 1)], ["1", "1.1.1", "1.2"]),
        ("nothing", "", [(1, 0), (1, 1)], ["0", "0.1"]),
        ("legal", "", [(1, 0), (1, 1)], ["I", "1.1"]),
        ("kept", "", [(1, 0), (1, 1), (1, 0), (1, 1)], ["1", "1.1", "2", "2.2"]),
        ("", "same", [(1, 0), (2, 0), (1, 0)], ["1", "2", "3"]),
        ("", "again", [(1, 0), (1, 0), (2, 0), (2, 0)], ["1", "2", "7", "8"]),
        ("", "other", [(1, 0), (2, 0)], ["1", "(ii)"]),
    ],
)
def test_levels_restart_go_on_and_are_overridden(levels, overrides, steps, expected):
    more = {"legal": "<w:isLgl/>", "kept": '<w:lvlRestart w:val="0"/>'}.get(levels, "")
    first = level("upperRoman" if levels == "legal" else "decimal", "%1")
    first = first.replace('<w:start w:val="1"/>', "") if levels == "nothing" else first
    held = first + level("decimal", "%1.%2", 1, more) + level("decimal", "%1.%2.%3", 2)
    override = {
        "again": '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>',
        "other": f'<w:lvlOverride w:ilvl="0">{level("lowerRoman", "(%1)")}</w:lvlOverride>',
    }.get(overrides, "")
    use = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{override}</w:num>' if overrides else ""
    body = "".join(para("文", listed(number, depth)) for number, depth in steps)
    draft = read(body, parts={"word/numbering.xml": numbers(held, overrides=use)})
    assert texts(draft) == [f"{number} 文" for number in expected]


def test_a_style_takes_its_number_away_and_what_is_not_shown_is_not_counted():
    held = numbers(level("decimal", "（%1）"))
    gone = '<w:rPr><w:del w:author="a"/></w:rPr>'
    body = (
        para("甲", listed(1)) + para("乙", '<w:pStyle w:val="N"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + para('<w:del w:author="a"><w:r><w:delText>丙</w:delText></w:r></w:del>', listed(1) + gone)
        + para("丁", '<w:pStyle w:val="N"/>') + para("", listed(1))
    )  # fmt: skip
    draft = read(body, styles=style("N", "", of_numbers=listed(1)), parts={"word/numbering.xml": held})
    assert texts(draft) == ["（1）甲", "乙", "（2）丁"]
    assert ("import-list", "（3）") in told(draft)


def test_bullets_are_a_list_and_other_signs_are_told():
    dots = level("bullet", "\uf0b7", more="").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>')
    arrows = dots.replace("\uf0b7", "\uf0d8").replace("Symbol", "Wingdings")
    body = para("甲", listed(1)) + para("乙", listed(1)) + para("隔。") + para("丙", listed(2))
    draft = read(body, parts={"word/numbering.xml": numbers(dots, arrows)})
    assert [block.marks for block in draft.blocks if isinstance(block, Listing)] == [("•", "•"), ("•",)]
    (note,) = [note for note in draft.notes if str(note.code) == "import-list"]
    assert (note.message, note.quoted) == ("a list had ➢ before its items; it was set with dots", "丙")


# ---- Two forms of one thing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "requires", "expected"),
    [
        ('<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F44D"/>', "w16se", "👍好"),
        ("<w:t>新</w:t>", "w14", "新好"),
        ("<w:t>新</w:t>", "unheard", "👍好"),
    ],
)
def test_of_two_forms_the_one_that_can_be_read_is_taken(choice, requires, expected):
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        "<mc:Fallback><w:t>👍</w:t></mc:Fallback></mc:AlternateContent>"
    )
    draft = read(para(f"<w:r>{both}<w:t>好</w:t></w:r>"))
    assert texts(draft) == [expected]
    # Words that only the other form has are told.
    other = {"w16se": [], "w14": [("import-leftover", "👍")], "unheard": [("import-leftover", "新")]}[requires]
    assert [each for each in told(draft) if each[0] == "import-leftover"] == other


# ---- Drawings ----------------------------------------------------------------------------------------------------


def drawn(inside, description=""):
    held = f'<wp:docPr id="1" name="图 1" descr="{description}"/>'
    graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    return para(f"<w:r><w:drawing><wp:inline>{held}{graphic}</wp:inline></w:drawing></w:r>")


def points(tag, kind, values, form=""):
    held = "".join(f'<c:pt idx="{at}"><c:v>{each}</c:v></c:pt>' for at, each in enumerate(values))
    code = f"<c:formatCode>{form}</c:formatCode>" if form else ""
    return (
        f"<c:{tag}><c:{kind}Ref><c:f>Sheet1!A1</c:f><c:{kind}Cache>{code}{held}</c:{kind}Cache></c:{kind}Ref></c:{tag}>"
    )


def chart_part(plot, *series, title="春季水鸟种数", more=""):
    head = f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>" if title else ""
    return (
        f"<c:chartSpace><c:chart>{head}<c:plotArea><c:{plot}>{''.join(series)}</c:{plot}>{more}</c:plotArea>"
        "</c:chart></c:chartSpace>"
    )


def series(values, name="", labels=("2020", "2021"), form=""):
    said = f"<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    return f"<c:ser>{said if name else ''}{points('cat', 'str', labels)}{points('val', 'num', values, form)}</c:ser>"


def with_chart(part):
    return read(
        para("鸟种：") + drawn('<c:chart r:id="rIdC"/>') + para("完。"),
        parts={"word/charts/chart1.xml": part},
        relations={"rIdC": ("chart", "charts/chart1.xml")},
    )


def test_a_chart_of_one_row_becomes_a_chart():
    draft = with_chart(chart_part("barChart", series((36, 39.5))))
    assert (draft.blocks[1].form, draft.blocks[1].title) == ("columns", "春季水鸟种数")
    assert draft.blocks[1].data == (Bar(label="2020", value=36), Bar(label="2021", value=39.5))
    assert "```chart columns\ntitle: 春季水鸟种数\ndata:\n  2020: 36\n  2021: 39.5\n```" in story_text(draft)
    assert told(draft) == []


def test_shares_keep_their_sign_and_a_name_of_the_row_is_the_title():
    draft = with_chart(chart_part("lineChart", series((0.36, 0.395), "占比", form="0.0%"), title=""))
    assert (draft.blocks[1].title, draft.blocks[1].unit) == ("占比", "%")
    assert [bar.value for bar in draft.blocks[1].data] == [36, 39.5]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (chart_part("pieChart", series((36, 39))), "春季水鸟种数\n2020 36, 2021 39"),
        (
            chart_part("barChart", series((1, 2), "甲"), series((3, 4), "乙"), title=""),
            "甲: 2020 1, 2021 2\n乙: 2020 3, 2021 4",
        ),
        (chart_part("barChart", series(("n/a", 2))), "春季水鸟种数\n2020 n/a, 2021 2"),
    ],
)
def test_any_other_chart_is_told_with_its_figures(part, words):
    draft = with_chart(part)
    assert texts(draft) == ["鸟种：", "完。"]
    assert told(draft) == [("import-chart", words)]


def test_words_of_a_chart_that_it_cannot_hold_are_told():
    extra = "<c:catAx><c:title><c:tx><c:rich><a:p><a:r><a:t>年份</a:t></a:r></a:p></c:rich></c:tx></c:title></c:catAx>"
    label = series((1, 2)).replace(
        "<c:ser>", "<c:ser><c:dLbls><c:tx><c:rich><a:p><a:r><a:t>估计</a:t></a:r></a:p></c:rich></c:tx></c:dLbls>"
    )
    draft = with_chart(chart_part("barChart", label, more=extra))
    held = story_text(draft) + "".join(words for _, words in told(draft))
    assert "年份" in held
    assert "估计" in held


def test_a_diagram_is_told_with_its_words():
    pts = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt>" for word in ("报名", "公示")
    )
    draft = read(
        para("流程：") + drawn('<dgm:relIds r:dm="rIdD"/>'),
        parts={"word/diagrams/data1.xml": f"<dgm:dataModel><dgm:ptLst>{pts}</dgm:ptLst></dgm:dataModel>"},
        relations={"rIdD": ("diagramData", "diagrams/data1.xml")},
    )
    assert told(draft) == [("import-drawing", "报名\n公示")]


def test_pictures_that_lie_elsewhere_and_what_is_said_of_pictures():
    body = (
        drawn('<pic:pic><a:blip r:link="rIdL"/></pic:pic>', "大桥远景")
        + drawn('<pic:pic><a:blip r:embed="rIdE" r:link="rIdL"/></pic:pic>')
        + para('<w:r><w:pict><v:shape alt="旧照"><v:imagedata r:id="rIdE" o:title="scan"/></v:shape></w:pict></w:r>')
    )
    draft = read(
        body,
        parts={"word/media/image1.png": png()},
        relations={"rIdL": ("image", "file://server/share/bridge.jpg"), "rIdE": ("image", "media/image1.png")},
    )
    assert [picture.data for picture in draft.pictures] == [png(), png()]
    assert told(draft) == [
        ("import-remote", "file://server/share/bridge.jpg"),
        ("import-caption", "大桥远景\n旧照\nscan"),
    ]


def test_boxes_word_art_objects_and_shapes_are_told():
    inner = para("框里") + table(row("格一", "格二")) + para(run("不见", "<w:vanish/>"))
    body = para(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        '<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>'
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="rIdO"/></w:object></w:r>'
        '<w:r><w:pict><v:line id="line1"/></w:pict></w:r>'
    )
    draft = read(
        body,
        parts={"word/embeddings/sheet1.xlsx": b"x"},
        relations={"rIdO": ("package", "embeddings/sheet1.xlsx")},
    )
    assert told(draft) == [
        ("import-hidden", "不见"),
        ("import-text-box", "框里\n格一 | 格二"),
        ("import-text-box", "艺术字"),
        ("import-drawing", "Excel.Sheet.12\nsheet1.xlsx"),
        ("import-drawing", "line1"),
    ]


# ---- Paragraph marks ---------------------------------------------------------------------------------------------


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next():
    gone = '<w:rPr><w:del w:author="编辑"/></w:rPr>'
    draft = read(para("大桥自今日零时", gone) + para("起封闭", gone) + para("检修。") + para("完。"))
    assert texts(draft) == ["大桥自今日零时起封闭检修。", "完。"]
    assert told(draft) == [("import-deleted", "大桥自今日零时"), ("import-deleted", "起封闭")]
    # At the end of the text there is nothing to join it to.
    assert texts(read(para("大桥", gone))) == ["大桥"]
    assert texts(read(para("大桥", gone) + table(row("甲", "乙")))) == ["大桥", "甲乙"]
    # A table that was deleted whole parts nothing.
    rows = row("甲", "乙", properties='<w:trPr><w:del w:author="编辑"/></w:trPr>')
    assert texts(read(para("大桥", gone) + table(rows) + para("封闭。"))) == ["大桥封闭。"]


def test_moved_text_stands_where_it_was_moved_to():
    body = para(
        f'<w:moveFrom w:author="a">{run("旧处")}</w:moveFrom>', '<w:rPr><w:moveFrom w:author="a"/></w:rPr>'
    ) + para(f'前。<w:moveTo w:author="a">{run("旧处")}</w:moveTo>')
    draft = read(body.replace("前。", run("前。")))
    assert texts(draft) == ["前。旧处"]
    assert told(draft) == [("import-deleted", "旧处"), ("import-inserted", "旧处")]


def test_a_drop_cap_is_the_beginning_of_its_paragraph():
    frame = '<w:framePr w:dropCap="drop" w:lines="2"/>'
    draft = read(para("春", frame) + para("天来了。") + para("夏", frame) + para("天也来了。"))
    assert texts(draft) == ["春天来了。", "夏天也来了。"]
    assert draft.drop_cap == 2
    assert "drop_cap: 2\n" in story_text(draft)
    assert told(draft) == [("import-drop-cap", "春\n夏")]


def test_a_hidden_end_of_a_paragraph_runs_a_head_into_its_text():
    mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    held = numbers(level("decimal", "%1.1"))
    draft = read(para("票价。", mark + listed(1)) + para("一元。"), parts={"word/numbering.xml": held})
    assert texts(draft) == ["1.1 票价。一元。"]


# ---- Tables ------------------------------------------------------------------------------------------------------


def cells(draft):
    (block,) = [block for block in draft.blocks if block.kind == "table"]
    return [list(each) for each in ((block.heads,) if any(block.heads) else ()) + block.rows]


def test_lines_of_a_cell_stay_apart():
    draft = read(
        table(
            row("时间", "地点"),
            row(
                para("<w:r><w:t>8时</w:t><w:br/><w:t>9时</w:t></w:r>"),
                para("东门") + para("西门。") + para("At 8") + para("or 9"),
            ),
        )
    )
    assert cells(draft) == [["时间", "地点"], ["8时；9时", "东门；西门。At 8; or 9"]]
    assert [code for code, _ in told(draft)] == ["import-cells"]


def test_deleted_rows_and_cells_are_told_and_inserted_rows_stand():
    gone = '<w:trPr><w:del w:author="a"/></w:trPr>'
    new = '<w:trPr><w:ins w:author="b"/></w:trPr>'
    draft = read(table(row("站1", "1点"), row("站2", "2点", properties=gone), row("站3", "3点", properties=new)))
    assert cells(draft) == [["站1", "1点"], ["站3", "3点"]]
    assert told(draft) == [("import-deleted", "站2 | 2点"), ("import-inserted", "站3 | 3点")]


def test_merged_cells_keep_their_words_and_their_place():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{para("早班")}</w:tc>'
    tall = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{para("3路")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{para('')}</w:tc>"
    draft = read(
        table(
            row("线路", "时", "站"),
            f"<w:tr>{tall}{wide}</w:tr>",
            f"<w:tr>{below}<w:tc>{para('9时')}</w:tc><w:tc>{para('西')}</w:tc></w:tr>",
        )
    )
    assert cells(draft) == [["线路", "时", "站"], ["3路", "早班", ""], ["", "9时", "西"]]
    assert told(draft) == [("import-cells", "3路\n早班")]


def test_tables_in_tables_numbers_in_cells_and_tables_too_wide():
    inner = table(row("子", "丑"), row("寅", "卯"))
    held = numbers(level("decimal", "%1"))
    body = table(row(para("", listed(1)), "甲"), row(para("", listed(1)), inner + para("")))
    draft = read(body, parts={"word/numbering.xml": held})
    assert cells(draft) == [["1", "甲"], ["2", "子 | 丑；寅 | 卯"]]
    wide = read(table(row(*(f"格{at}" for at in range(14)))))
    assert told(wide)[0] == ("import-table", " | ".join(f"格{at}" for at in range(14)))


def test_a_table_of_one_cell_is_text():
    draft = read(table(row(para("甲。") + para("乙。"))))
    assert (texts(draft), told(draft)) == (["甲。", "乙。"], [("import-cells", "甲。\n乙。")])


# ---- Fields, forms, formulas -------------------------------------------------------------------------------------


def field(code, result="", form=""):
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_text_and_tell_what_makes_it():
    ticked = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    entries = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    body = para(
        run("第")
        + field(" PAGE ", "3")
        + field(' HYPERLINK "https://example.org/a" ', "网页")
        + field(" FORMCHECKBOX ", form=ticked)
        + field(" FORMDROPDOWN ", form=chosen)
        + field(' TC "目录" ')
        + field(' SYMBOL 252 \\f "Wingdings" ')
        + f'<w:fldSimple w:instr=" AUTHOR ">{run("林舟")}</w:fldSimple>'
    )
    draft = read(body)
    assert texts(draft) == ["第3网页☑乙✓林舟"]
    assert told(draft) == [
        ("import-link", "https://example.org/a"),
        ("import-field", 'PAGE\nFORMCHECKBOX\nFORMDROPDOWN\nSYMBOL 252 \\f "Wingdings"\nAUTHOR'),
        ("import-field", 'TC "目录"'),
    ]


def test_a_field_that_never_ends_loses_nothing():
    draft = read(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("正文")) + para("第二段。"))
    assert told(draft) == [("import-field", "正文第二段。")]


def test_prompts_of_forms_are_told_and_boxes_stand():
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
    )
    box = "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    draft = read(para(run("姓名：") + prompt + box))
    assert (texts(draft), told(draft)) == (["姓名：☒"], [("import-left-out", "单击此处输入文字。")])


def test_formulas_are_read_in_one_line():
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2n</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    draft = read(para(f"<m:oMath>{half}<m:d><m:e>{power}</m:e></m:d></m:oMath>"))
    assert draft.blocks[0].spans[:2] == (Span(text="1/2n(x"), Span(text="2", emphasis=Emphasis.SUPERSCRIPT))


# ---- The package -------------------------------------------------------------------------------------------------


def test_strict_files_are_read_as_the_others():
    body = para(run("甲") + run("乙", '<w:vanish w:val="true"/>')) + drawn(
        '<pic:pic><a:blip r:embed="rIdE"/></pic:pic>'
    )
    options = {"parts": {"word/media/image1.png": png()}, "relations": {"rIdE": ("image", "media/image1.png")}}
    assert b"purl.oclc.org/ooxml/wordprocessingml" in package(body, strict=True, **options)
    plain, strict = read(body, **options), read(body, strict=True, **options)
    assert (texts(strict), told(strict), len(strict.pictures)) == (texts(plain), told(plain), 1)
    assert texts(strict) == ["甲"]


def test_macros_are_told_and_locked_files_refused():
    draft = read(
        para("文。"), parts={"word/vbaProject.bin": b"x"}, relations={"rIdV": ("vbaProject", "vbaProject.bin")}
    )
    assert told(draft) == [("import-left-out", "vbaProject.bin")]
    with pytest.raises(ContentError, match="locked with a password"):
        open_package(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "x.docx")


def test_notes_are_told_with_their_places_and_files_inside_the_text_with_their_words():
    body = para(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。")) + '<w:altChunk r:id="rIdA"/>'
    notes = f'<w:footnotes><w:footnote w:id="2">{para(run("注") + run("删", "<w:strike/>"))}</w:footnote></w:footnotes>'
    draft = read(
        body,
        parts={"word/footnotes.xml": notes, "word/chunk.html": "<html><p>片段</p></html>".encode()},
        relations={"rIdA": ("aFChunk", "chunk.html")},
    )
    assert told(draft) == [
        ("import-leftover", "chunk.html\n片段"),
        ("import-struck", "删"),
        ("import-footnote", "注"),
    ]
    assert "after “正文”" in draft.notes[-1].message


ODD = {
    "word/document.xml": "",
    "word/footnotes.xml": f"<w:footnotes><w:odd>{run('脚下')}</w:odd></w:footnotes>",
    "word/header1.xml": f"<w:hdr>{para('页眉')}</w:hdr>",
    "word/new.xml": f"<w:unheard>{para('新部件')}</w:unheard>",
    "word/charts/chart7.xml": "<c:chartSpace><a:t>没人引的图</a:t></c:chartSpace>",
    "word/media/image9.png": b"x",
    "word/odd.bin": b"x",
}


def test_the_account_finds_what_nobody_has_read():
    body = para("文。") + f"<w:unheard>{para('怪处')}<w:r><w:t>裸字</w:t></w:r></w:unheard>" + "散字"
    draft = read(body, parts={name: data for name, data in ODD.items() if data})
    held = "\n".join(words for _, words in told(draft))
    for words in ("脚下", "页眉", "新部件", "没人引的图", "image9.png", "odd.bin", "怪处", "裸字", "散字"):
        assert words in held, words


def everything(draft):
    held = [story_text(draft), *(picture.caption for picture in draft.pictures)]
    held += [f"{note.message}\n{note.quoted}" for note in draft.notes]
    return re.sub(r"[\s\\]", "", "\n".join(held))


def words_of(data):
    """Yield all words of the parts of a package, read with nothing of the program but its trees of XML."""
    parts = open_package(data, "x.docx")
    for name, tree in parts.trees.items():
        if not name.endswith(".rels") and name not in ("word/styles.xml", "word/numbering.xml", "[Content_Types].xml"):
            for node in tree.iter():
                if node.tag not in ("c:f", "c:formatCode", "wp:posOffset"):
                    yield from (node.text or "").split()
                yield from (node.tail or "").split()


WHOLE = (
    para("标题", '<w:pStyle w:val="Title"/>')
    + para(run("正文") + run("藏", "<w:vanish/>") + run("划", "<w:strike/>") + run("Caps", "<w:smallCaps/>"))
    + para(f"<w:ins>{run('插入')}<w:del><w:r><w:delText>插后删</w:delText></w:r></w:del></w:ins>")
    + para(field(" SEQ 图 ", "7"))
    + para("<m:oMath><m:r><m:t>x=1</m:t></m:r><w:del><m:r><m:t>y</m:t></m:r></w:del></m:oMath>")
    + para(f"<w:hyperlink w:anchor='a'>{run('跳转')}</w:hyperlink><w:ruby/>")
    + table(row("甲", table(row("乙", "丙"))), row(para(run("丁", "<w:vanish/>")), ""))
    + f"<w:sdt><w:sdtContent>{para('控件')}</w:sdtContent></w:sdt><w:customXml>{para('自定')}</w:customXml>"
    + drawn("<a:p><a:r><a:t>画中字</a:t></a:r></a:p>", "图意")
    + "<w:p><w:r><w:weird><w:t>怪</w:t></w:weird></w:r><w:weird><w:r><w:t>更怪</w:t></w:r></w:weird></w:p>"
)  # fmt: skip


def test_every_word_of_a_package_is_in_the_story_or_on_the_list():
    data = package(WHOLE, parts={name: part for name, part in ODD.items() if part})
    (draft,) = read_word(data, "x", "x.docx")
    held = everything(draft)
    words = list(words_of(data))
    assert len(words) > 25
    assert [word for word in words if re.sub(r"\\", "", word) not in held] == []


# ---- As programs write them --------------------------------------------------------------------------------------

GOOGLE = para(
    '<w:r><w:rPr><w:b w:val="0"/><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">旧稿</w:t></w:r>'
    + run("划去", '<w:strike w:val="1"/>'),
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="720"/>',
)
"""Google Docs numbers with direct properties, says every switch with a number, and sets ``w:rtl`` everywhere."""

_BOX = "<w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent>"
LIBRE_OFFICE = (
    para(run("票价", '<w:b w:val="false"/>'), '<w:pStyle w:val="Heading2"/>' + listed(2, 1))
    + '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="框"/>'
    f"<a:graphic><a:graphicData><wps:wsp><wps:txbx>{_BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>{_BOX}</v:textbox></v:rect></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
"""LibreOffice counts its heads in a list whose first level shows nothing, and writes a box in both forms."""

WPS_WRITER = para("总则", '<w:pStyle w:val="2"/>' + listed(3)) + para(
    run("正文") + run("藏", "<w:vanish/>"), '<w:pStyle w:val="10"/><w:ind w:firstLineChars="200"/>'
)
"""WPS names its styles by numbers, and numbers its heads by direct properties."""


def test_files_as_other_programs_write_them():
    styles = style("Heading2", "<w:b/>").replace('<w:name w:val="Heading2"/>', '<w:name w:val="Heading 2"/>')
    styles += style("10", "").replace('<w:name w:val="10"/>', '<w:name w:val="Body Text"/>')
    heads = level("none", "") + level("upperRoman", "%2.", 1)
    parts = {"word/numbering.xml": numbers(level("decimal", "%1."), heads, level("chineseCounting", "%1、"))}
    google, libre, wps = (read(body, styles=styles, parts=parts) for body in (GOOGLE, LIBRE_OFFICE, WPS_WRITER))
    assert [block.marks for block in google.blocks] == [("1.",)]
    assert (texts(google), told(google)) == (["旧稿"], [("import-struck", "划去")])
    assert (texts(libre), told(libre)) == (["I. 票价"], [("import-text-box", "框里")])
    assert (texts(wps), told(wps)) == (["一、总则", "正文"], [("import-hidden", "藏")])
