"""Copy from Word, text and the wire: what becomes the story, what goes on the list, and that nothing is lost."""

import json
import re
import zipfile
from contextlib import suppress
from io import BytesIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import tostring

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from typer.testing import CliRunner

from layout.base.diagnostics import Report
from layout.base.errors import ContentError, OutputError
from layout.base.locale import language_for
from layout.base.patterns import ID_PATTERN
from layout.build.inputs import read_folder
from layout.cli.application import app
from layout.compose.elements import ELEMENTS
from layout.compose.elements.chart import Chart
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import Table
from layout.edition.blocks import Emphasis, Span, Subhead
from layout.edition.story import read_story
from layout.epaper.blocks import block_element
from layout.epaper.html import PictureFile
from layout.epaper.joining import join
from layout.epaper.newsml import newsml
from layout.epaper.site import Site, SiteStory, story_pictures
from layout.files.commands import new_command
from layout.files.shelf import FolderShelf
from layout.files.text import EncodingError, decode_any
from layout.files.zips import ZipLimits, is_inner, opened_zip
from layout.intake import READERS, Reader, Refused, Taken, read_copy, take_in
from layout.intake.draft import Draft
from layout.intake.taking import story_id
from layout.intake.wire import language_of
from tests.amount import some
from tests.conftest import ROOT
from tests.intake.documents import (
    DOCUMENT_TEXTS,
    NINJS,
    NITF,
    make_edition,
    png,
    put_full,
    rewrite,
    save,
    with_footnote_and_text_box,
)


@pytest.fixture
def edition(tmp_path):
    return make_edition(tmp_path)


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def one(path, edition, **options) -> Taken:
    (taken,) = take_in([path], edition, **options)
    assert isinstance(taken, Taken), taken.error.message
    return taken


def story(taken, edition):
    report = Report()
    read = read_story(FolderShelf(edition), taken.story.name, "zh-Hans", report, ELEMENTS)
    assert report.errors == ()
    return read.story


def codes(taken):
    return {note.split("[")[-1].split("]")[0] for note in taken.notes}


def everything(taken):
    told = taken.todo.read_text("utf-8") if taken.todo else ""
    return "".join((taken.story.read_text("utf-8").replace("\\", "") + told.replace("\\", "")).split())


# ---- Word ------------------------------------------------------------------------------------------------------


def test_a_word_document_becomes_a_story(edition, inbox):
    taken = one(put_full(inbox / "Bridge 大桥.docx"), edition)
    assert taken.story.name == "bridge-大桥.md"
    made = story(taken, edition)
    assert (made.headline, made.deck) == ("渡口大桥今起封闭检修", "公交改走新桥")
    assert (made.dateline, made.byline) == ("本报讯", "记者 林舟")
    first = made.blocks[0]
    assert first.spans[0] == Span(text="渡口大桥从15日零时起")
    assert Span(text="封闭检修", emphasis=Emphasis.STRONG) in first.spans
    assert Span(text="工期", emphasis=Emphasis.EM) in first.spans
    assert Span(text="2", emphasis=Emphasis.SUPERSCRIPT) in first.spans
    assert first.text.endswith("5*6 # <b>不是标签</b> &amp; \\n。")
    assert made.blocks[1] == Subhead(text="车辆怎样绕行")
    assert made.blocks[2].text == "过江车辆可以走上游的新桥。"
    listing, table = made.blocks[5:7]
    assert (listing.items, listing.marks) == (((Span(text="第一件事"),), (Span(text="第二件事"),)), ("•", "•"))
    assert (table.heads, table.rows) == (("", ""), (("线路", "改道"), ("3路", "新桥")))
    assert made.picture.caption == "检修中的大桥。"
    assert (edition / made.picture.file).read_bytes() == png()


def test_every_character_of_a_document_is_in_the_story_or_on_the_list(edition, inbox):
    taken = one(put_full(inbox / "bridge.docx"), edition)
    held = everything(taken)
    for text in DOCUMENT_TEXTS:
        assert "".join(text.replace("\\", "").split()) in held, text
    assert codes(taken) == {
        "import-dateline",
        "import-inserted",
        "import-deleted",
        "import-link",
        "import-unknown-style",
        "import-header",
        "import-comment",
        "import-leftover",
    }


def test_numbered_lists_and_tables_of_a_document(edition, inbox):
    document = Document()
    document.add_paragraph("标题", style="Title")
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("隔开。")
    document.add_paragraph("丙", style="List Number")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("线路", "改道"), ("3路|4路", "新桥 *")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = texts[0] == "线路"
    odd = document.add_table(2, 2)
    odd.cell(0, 0).merge(odd.cell(0, 1)).text = "合并"
    odd.cell(1, 0).text = "格子"
    taken = one(save(document, inbox / "x.docx"), edition)
    first, _, second, cells, merged = story(taken, edition).blocks
    assert (first.marks, second.marks) == (("1.", "2."), ("3.",))
    assert (cells.heads, cells.rows) == (("线路", "改道"), (("3路|4路", "新桥 *"),))
    assert (merged.title, merged.rows) == ("合并", (("格子", ""),))
    assert codes(taken) == set()


def test_a_comment_is_told_with_its_place(edition, inbox):
    taken = one(put_full(inbox / "bridge.docx"), edition)
    assert any(note.startswith("a comment by 值班主任 after “检修期间渡船加班。”") for note in taken.notes)


def test_footnotes_and_text_boxes_are_on_the_list_once(edition, inbox):
    taken = one(save(with_footnote_and_text_box(), inbox / "x.docx"), edition)
    assert [block.text for block in story(taken, edition).blocks] == ["正文一段，写在这里。"]
    assert codes(taken) == {"import-footnote", "import-text-box"}
    assert everything(taken).count("框里的字") == 1
    assert "脚注的字" in everything(taken)


RARE = """
<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">
  <w:r><w:t>大桥</w:t><w:tab/><w:t>全长</w:t></w:r>
  <w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>
  <w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:sym w:font="Runes" w:char="F04A"/></w:r>
  <w:r><w:ruby><w:rt><w:r><w:t>zhang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>长</w:t></w:r></w:rubyBase></w:ruby></w:r>
  <w:r><w:ruby><w:rt><w:r><w:t>kong</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>—</w:t></w:r></w:rubyBase></w:ruby></w:r>
  <w:r><w:instrText> PAGE </w:instrText></w:r>
  <w:smartTag><w:r><w:t>智签</w:t></w:r></w:smartTag>
  <w:sdt><w:sdtContent><w:r><w:t>栏位</w:t></w:r></w:sdtContent></w:sdt>
  <m:oMath><m:r><m:t>x=2y</m:t></m:r></m:oMath>
</w:p>"""


def test_what_is_rare_in_a_document_is_in_the_story_or_on_the_list(edition, inbox):
    document = Document()
    document.add_paragraph("渡口大桥检修", style="Title")
    document.element.body.insert(1, parse_xml(RARE))
    taken = one(save(document, inbox / "rare.docx"), edition)
    (text,) = (block.text for block in story(taken, edition).blocks)
    assert "".join(text.split()) == "大桥全长A\u20111✓长—智签栏位x=2y"
    assert codes(taken) >= {"import-symbol", "import-ruby", "import-field", "import-formula"}
    held = everything(taken)
    for lost in ("F04A", "kong", "PAGE"):
        assert lost in held


def test_readings_of_a_document_stay_over_their_characters(edition, inbox):
    document = Document()
    document.add_paragraph("渡口大桥检修", style="Title")
    document.element.body.insert(1, parse_xml(RARE))
    (block,) = story(one(save(document, inbox / "rare.docx"), edition), edition).blocks
    assert [(span.text, span.reading) for span in block.spans if span.reading] == [("长", ("zhang",))]


XHTML = """<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>と
<strong><ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby></strong>、
<ruby><rb>江</rb><rb>戸</rb><rt>え</rt><rt>ど</rt></ruby>と<ruby>川<rt></rt></ruby>。
<ruby>二段<rt>にだん</rt><rtc><rt>two</rt><rt>rows</rt></rtc></ruby>だ。"""


def test_readings_of_markup_stay_over_their_characters(edition, inbox):
    item = {"headline": "題", "body_xhtml": f"<p>{XHTML}</p>", "language": "ja", "uri": "a"}
    path = inbox / "a.json"
    path.write_text(json.dumps(item), "utf-8")
    taken = one(path, edition)
    (block,) = story(taken, edition).blocks
    assert [(span.text, span.reading) for span in block.spans if span.reading] == [
        ("漢字", ("かんじ",)),
        ("東", ("とう",)),
        ("京", ("きょう",)),
        ("江戸", ("え", "ど")),
        ("二段", ("にだん",)),
    ]
    assert [span.text for span in block.spans if span.emphasis is Emphasis.STRONG] == ["東", "京"]
    assert block.text == "漢字と東京、江戸と川。二段だ。"
    assert codes(taken) >= {"import-ruby"}


def test_the_list_is_not_read_as_a_story(edition, inbox):
    taken = one(put_full(inbox / "bridge.docx"), edition)
    assert taken.todo.name == "_bridge.import.txt"
    findings = read_folder(edition, ROOT / "templates").findings
    assert not [finding for finding in findings if "import" in finding.place.file]


def test_a_bare_bold_line_is_taken_for_the_headline_and_told(edition, inbox):
    document = Document()
    document.add_paragraph().add_run("春菜上市").bold = True
    document.add_paragraph("菜价比上月低了两成。")
    taken = one(save(document, inbox / "market.docx"), edition)
    assert story(taken, edition).headline == "春菜上市"
    assert codes(taken) == {"import-headline"}


def test_pictures_that_cannot_be_printed_are_told_and_not_copied(edition, inbox, monkeypatch):
    path = put_full(inbox / "bridge.docx")
    with zipfile.ZipFile(path) as file:
        name = next(name for name in file.namelist() if name.startswith("word/media/"))
    taken = one(rewrite(path, **{name.replace("/", "__"): b"GIF89a not really"}), edition)
    assert taken.pictures == ()
    assert "import-picture" in codes(taken)
    monkeypatch.setattr("layout.images.reading.MAX_PIXELS", 100)
    taken = one(put_full(inbox / "large.docx"), edition)
    assert taken.pictures == ()
    assert any("the most is" in note for note in taken.notes)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(edition, inbox):
    path = save(Document(), inbox / "bomb.docx")
    (refused,) = take_in([rewrite(path, word__media__x=bytes(40_000_000))], edition)
    assert isinstance(refused, Refused)
    assert "times as large unpacked" in refused.error.message
    assert not list(edition.glob("*.md"))


@pytest.mark.parametrize(
    ("limits", "said"),
    [(ZipLimits(members=3), "members"), (ZipLimits(bytes=1000), "MB unpacked")],
)
def test_zip_limits(inbox, limits, said):
    path = save(Document(), inbox / "a.docx")
    with pytest.raises(ContentError, match=said), opened_zip(path, limits):
        pass


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "C:\\x", "a\\b", "", "x\0y"])
def test_names_that_lead_out_of_a_zip(name):
    assert not is_inner(name)


def test_a_document_with_entities_is_refused(edition, inbox):
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    path = rewrite(save(Document(), inbox / "evil.docx"), **{"word__comments.xml": evil})
    (refused,) = take_in([path], edition)
    assert "declares entities" in refused.error.message
    assert "word/comments.xml" in refused.error.message


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_word_document_is_told(edition, inbox, data):
    (inbox / "x.docx").write_bytes(data)
    (refused,) = take_in([inbox / "x.docx"], edition)
    assert "x.docx" in refused.error.message
    assert refused.error.hint


def test_a_zip_that_is_no_document_is_told(edition, inbox):
    with zipfile.ZipFile(inbox / "x.docx", "w") as file:
        file.writestr("a.txt", "hello")
    (refused,) = take_in([inbox / "x.docx"], edition)
    assert "no Word document" in refused.error.message


# ---- Plain text ------------------------------------------------------------------------------------------------

TEXT = """\
引题：工期二十天
渡口大桥今起封闭检修
本报记者 林舟

　　新华社渡口4月14日电 渡口大桥从15日零时起封闭检修，预计工期20天。
　　车辆怎样绕行
　　过江车辆可以走上游的新桥，#号和*号照旧。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_in_any_of_the_encodings(edition, inbox, encoding):
    (inbox / "bridge.txt").write_bytes(TEXT.encode(encoding))
    taken = one(inbox / "bridge.txt", edition)
    made = story(taken, edition)
    assert made.headline == "渡口大桥今起封闭检修"
    assert made.kicker == "工期二十天"
    assert made.byline == "本报记者 林舟"
    assert made.dateline == "新华社渡口4月14日电"
    assert [block.text for block in made.blocks] == [
        "渡口大桥从15日零时起封闭检修，预计工期20天。",
        "车辆怎样绕行",
        "过江车辆可以走上游的新桥，#号和*号照旧。",
    ]
    assert isinstance(made.blocks[1], Subhead)
    guesses = {"import-label", "import-byline", "import-dateline", "import-subhead"}
    assert codes(taken) - {"import-encoding"} == guesses


@pytest.mark.parametrize(
    "data",
    [
        "渡口大橋從十五日零時起封閉檢修，預計工期二十天".encode("big5"),
        "café société".encode("latin-1"),
        b"\xff\xfe\x00",
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(edition, inbox, data):
    with pytest.raises(EncodingError):
        decode_any(data)
    (inbox / "x.txt").write_bytes(data)
    (refused,) = take_in([inbox / "x.txt"], edition)
    assert "x.txt" in refused.error.message
    assert refused.error.hint


def test_lines_broken_at_a_width_are_joined(edition, inbox):
    lines = [
        "Ferries run later",
        "",
        "The last boat leaves at ten in the evening while",
        "the bridge is shut for repairs, the",
    ]
    lines += ["council said on Thursday after a long meeting in", "the old town hall.", "", "It will cost a pound.", ""]
    (inbox / "ferry.txt").write_text("\n".join(lines), "utf-8")
    taken = one(inbox / "ferry.txt", edition)
    made = story(taken, edition)
    assert made.language == "en"
    assert [block.text for block in made.blocks] == [
        "The last boat leaves at ten in the evening while the bridge is shut for repairs, the council said on Thursday "
        "after a long meeting in the old town hall.",
        "It will cost a pound.",
    ]
    assert codes(taken) == {"import-wrapped"}


def test_characters_that_cannot_be_printed_are_on_the_list(edition, inbox):
    (inbox / "x.txt").write_text("标题\n甲\u200e乙\ufeff丙，这是一句话。\n", "utf-8")
    taken = one(inbox / "x.txt", edition)
    assert story(taken, edition).blocks[0].text == "甲乙丙，这是一句话。"
    assert [note.split()[0] for note in taken.notes] == ["U+200E", "U+FEFF"]


def test_what_is_missing_is_told(edition, inbox):
    (inbox / "x.txt").write_text("", "utf-8")
    taken = one(inbox / "x.txt", edition)
    assert codes(taken) == {"import-no-headline", "import-no-paragraph"}
    assert {finding.code for finding in taken.findings} >= {"story-empty"}


def test_a_story_of_pictures_alone_has_no_text_missing_and_their_own_words_are_told(edition, inbox):
    photo = BytesIO()
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        + (
            '<r:Description xmlns:d="http://purl.org/dc/elements/1.1/"><d:description><r:Alt><r:li>夜里的渡船。</r:li></r:Alt>'
            "</d:description></r:Description></r:RDF></x:xmpmeta>"
        ).encode()
    )
    Image.new("RGB", (60, 40), (20, 90, 140)).save(photo, "JPEG", xmp=xmp)
    document = Document()
    document.add_paragraph("夜里的渡船", style="Title")
    document.add_picture(BytesIO(photo.getvalue()))
    document.add_picture(BytesIO(photo.getvalue().replace("夜里".encode(), "清晨".encode())))
    document.add_picture(BytesIO(photo.getvalue()))
    taken = one(save(document, inbox / "x.docx"), edition)
    assert codes(taken) == {"import-no-caption", "import-more-pictures", "import-caption"}
    assert "夜里的渡船。" in next(note for note in taken.notes if "import-no-caption" in note)
    assert "清晨的渡船。" in next(note for note in taken.notes if "import-caption" in note)
    assert everything(taken).count("夜里的渡船。") == 1  # offered once, and printed nowhere
    assert story(taken, edition).picture.caption == ""
    assert [finding.code for finding in taken.findings if finding.severity != "info"] == []


# ---- The wire --------------------------------------------------------------------------------------------------


def test_nitf(edition, inbox):
    (inbox / "bridge.xml").write_text(NITF, "utf-8")
    taken = one(inbox / "bridge.xml", edition)
    made = story(taken, edition)
    assert (made.headline, made.deck, made.byline) == ("渡口大桥 检修", "工期二十天", "林舟")
    assert (made.dateline, made.source) == ("渡口4月14日电", "某通讯社")
    texts = [block.text for block in made.blocks]
    assert texts == ["第一段，强调，很强。", "绕行", "第二段见网页。", "3路新桥", "其一其二", "没见过的元素"]
    assert isinstance(made.blocks[3], Table)
    assert isinstance(made.blocks[4], Listing)
    assert Span(text="强调", emphasis=Emphasis.EM) in made.blocks[0].spans
    held = everything(taken)
    for text in (
        "https://example.org/x",
        "|3路|新桥|",
        "bridge.jpg",
        "大桥。",
        "title:大桥",
        "tagline:完",
        "没见过的元素",
    ):
        assert text in held
    assert codes(taken) == {"import-link", "import-picture", "import-unknown-element", "import-data"}


def test_a_news_item_with_plain_text_lists_and_a_part_elsewhere(edition, inbox):
    item = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x">
      <contentMeta><headline>大桥检修</headline></contentMeta>
      <contentSet>{}<remoteContent href="https://example.org/part.mp4"/></contentSet></newsItem>"""
    plain = "<inlineData contenttype='text/plain'>第一段。\n第二段。</inlineData>"
    html = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
      <p>第一段。</p><hr/><blockquote><p>第二段。</p></blockquote><div><ul><li>其一</li><li>其二</li></ul></div>
      <table><caption>班次</caption><tr><td>三路</td><td><table><tr><td>内</td></tr></table></td></tr></table>
      </body></html></inlineXML>"""
    for name, content, told in (
        ("plain", plain, {"import-remote"}),
        ("html", html, {"import-remote", "import-quotation"}),
    ):
        (inbox / f"{name}.xml").write_text(item.format(content), "utf-8")
        taken = one(inbox / f"{name}.xml", edition)
        made = story(taken, edition)
        assert made.headline == "大桥检修"
        assert [block.text for block in made.blocks][:2] == ["第一段。", "第二段。"]
        assert told <= codes(taken), codes(taken)
        held = everything(taken)
        wanted = ["https://example.org/part.mp4", *(["其一", "其二", "班次", "三路", "内"] if name == "html" else [])]
        assert all(text in held for text in wanted), held


@pytest.mark.parametrize("tag", ["zh-Hans", "de"])
def test_who_said_a_pull_quote_comes_back_without_its_dash(edition, inbox, tag):
    quote = tostring(block_element(Quote(text="停着。", by="程渡"), language_for(tag).words), encoding="unicode")
    item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x">
      <contentMeta><headline>大桥检修</headline></contentMeta><contentSet>
      <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
      <p>第一段。</p>{quote}<p>第二段。</p></body></html></inlineXML></contentSet></newsItem>"""
    (inbox / "quote.xml").write_text(item, "utf-8")
    made = story(one(inbox / "quote.xml", edition), edition)
    assert [block.by for block in made.blocks if block.kind == "quote"] == ["程渡"]


def test_ninjs(edition, inbox):
    (inbox / "ferry.json").write_text(NINJS, "utf-8")
    taken = one(inbox / "ferry.json", edition)
    made = story(taken, edition)
    assert (made.headline, made.byline, made.dateline) == ("Ferries run later", "Anna Bell", "FERRY TOWN")
    assert (made.language, made.priority) == ("en-GB", 3)
    assert [block.text for block in made.blocks] == [
        "The last boat leaves at ten.",
        "Fares",
        "One £1 coin & no more",
        "than that",
    ]
    held = everything(taken)
    assert "Onlyhere." in held
    assert "slugline:FERRY-LATE" in held
    assert "https://example.org/f.jpg" in held


def test_ninjs_2_with_headlines_and_bodies(edition, inbox):
    item = {
        "headlines": [
            {"role": "main", "value": "甲"},
            {"role": "subhead", "value": "乙"},
            {"role": "short", "value": "丙"},
        ],
        "bodies": [{"contentType": "text/plain", "value": "一段文字，写在这里。"}],
    }
    (inbox / "x.ninjs").write_text(json.dumps([item, item]), "utf-8")
    first, second = take_in([inbox / "x.ninjs"], edition)
    assert (first.story.name, second.story.name) == ("x-1.md", "x-2.md")
    made = story(first, edition)
    assert (made.headline, made.deck) == ("甲", "乙")
    assert "丙" in everything(first)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xml", '<!DOCTYPE n [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf>&a;</nitf>'),
        ("x.xml", "<nitf><p>"),
        ("x.xml", "<svg/>"),
        ("x.xml", "<nitf>" + "<p>" * 200 + "</p>" * 200 + "</nitf>"),
        ("x.json", "{"),
        ("x.json", "[" * 100_000),
        ("x.json", '{"type": "text"}'),
        ("x.json", '{"headline": "a", "b": ' + "[" * 60 + "]" * 60 + "}"),
        ("x.pdf", "%PDF-"),
    ],
)
def test_what_is_no_wire_item_is_told(edition, inbox, name, data):
    (inbox / name).write_text(data, "utf-8")
    (refused,) = take_in([inbox / name], edition)
    assert isinstance(refused, Refused)
    assert name in refused.error.message
    assert refused.error.hint


@settings(max_examples=some(40), deadline=None)
@given(
    st.integers(0, len(NITF) - 1), st.integers(0, 30), st.sampled_from(["", "<p>", "</p>", "&", "<", "\0", "é", "]]>"])
)
def test_a_damaged_wire_item_is_read_or_refused(tmp_path_factory, at, gone, put):
    path = tmp_path_factory.mktemp("wire") / "x.xml"
    path.write_text(NITF[:at] + put + NITF[at + gone :], "utf-8")
    with suppress(ContentError):
        assert read_copy(path)


@settings(max_examples=some(10), deadline=None)
@given(st.data())
def test_a_document_of_which_parts_are_missing_is_read_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("word")
    path = put_full(folder / "x.docx")
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = data.draw(st.sampled_from(sorted(name for name in members if name.endswith((".xml", ".rels")))))
    root = ET.fromstring(members[name])
    parents = [(parent, child) for parent in root.iter() for child in parent]
    if parents:
        parent, child = data.draw(st.sampled_from(parents))
        parent.remove(child)
    with suppress(ContentError):
        assert read_copy(rewrite(path, **{name.replace("/", "__"): ET.tostring(root)}))


def said(block):
    """Return what a block says, without where it stands."""
    if isinstance(block, Facts):
        return [block.title, *map(said, block.blocks)]
    keys = ("spans", "items", "marks", "title", "heads", "rows", "by")
    return [block.kind, block.text, *(getattr(block, key, None) for key in keys)]


def test_our_own_news_items_come_back_the_same(edition, inbox):
    loaded = read_folder(ROOT / "content" / "2022-04-15", ROOT / "templates").edition
    wholes = join(loaded)
    site = Site(loaded, (), tuple(SiteStory(whole, ("A1",)) for whole in wholes))
    for item in site.stories:
        path = inbox / f"{item.id}.xml"
        pictures = {file: PictureFile(file, 60, 40) for file, _ in story_pictures(item.story)}
        path.write_bytes(newsml(site, item, pictures))
        made = story(one(path, edition), edition)
        for key in ("headline", "kicker", "deck", "byline", "dateline", "source", "priority"):
            assert getattr(made, key) == getattr(item.story, key)
        # A chart is a picture to the reader of a news item, and has no form in which it could come back.
        kept = [block for block in item.story.blocks if not isinstance(block, Chart)]
        assert list(map(said, made.blocks)) == list(map(said, kept))


# ---- Writing ---------------------------------------------------------------------------------------------------


def test_files_that_are_there_are_never_replaced_without_force(edition, inbox):
    (inbox / "lead.txt").write_text("标题\n新的内容写在这里。\n", "utf-8")
    (edition / "lead.md").write_text("old", "utf-8")
    (refused,) = take_in([inbox / "lead.txt"], edition)
    assert isinstance(refused.error, OutputError)
    assert "--force" in refused.error.hint
    assert (edition / "lead.md").read_text("utf-8") == "old"
    taken = one(inbox / "lead.txt", edition, force=True)
    assert "新的内容" in taken.story.read_text("utf-8")


def test_a_link_in_the_edition_is_not_written_through(edition, inbox, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("old", "utf-8")
    (edition / "lead.md").symlink_to(outside)
    (inbox / "lead.txt").write_text("标题\n新的内容写在这里。\n", "utf-8")
    one(inbox / "lead.txt", edition, force=True)
    assert outside.read_text("utf-8") == "old"
    assert not (edition / "lead.md").is_symlink()


def test_one_bad_file_does_not_stop_the_others(edition, inbox):
    (inbox / "a.xml").write_text("<", "utf-8")
    (inbox / "b.txt").write_text("标题\n内容写在这里。\n", "utf-8")
    bad, good = take_in([inbox / "a.xml", inbox / "b.txt"], edition)
    assert isinstance(bad, Refused)
    assert isinstance(good, Taken)
    assert not [path for path in edition.iterdir() if path.name.startswith(".import")]


def test_the_command_prints_what_was_done_and_fails_if_a_file_was_not_taken_in(edition, inbox):
    path = put_full(inbox / "bridge.docx")
    done = CliRunner().invoke(app, ["import", str(path), "--to", str(edition)])
    assert done.exit_code == 0
    assert "a tracked deletion was left out of the text (by 编辑乙): 下游的" in done.output
    assert "_bridge.import.txt" in done.output
    again = CliRunner().invoke(app, ["import", str(path), "--to", str(edition)])
    assert again.exit_code == 3
    assert "--force" in again.output
    assert CliRunner().invoke(app, ["import", str(path), "--to", str(edition), "--force"]).exit_code == 0


def test_a_folder_that_is_no_edition_is_told(inbox):
    with pytest.raises(ContentError, match="no edition") as caught:
        take_in([], inbox)
    assert new_command(inbox) in caught.value.hint


def test_ids_are_legal_and_each_is_used_once():
    used = set()
    made = []
    asked = {
        "County News (2)": "county-news-2",
        "大桥": "大桥",
        "关于春耕的通讯（终稿）.": "关于春耕的通讯-终稿",
        "Über Bücher": "uber-bucher",
        "한국 소식": "한국-소식",
        "……": "copy-1",
        "（）": "copy-2",
        "\udcb0\udca1": "copy-3",
        "README": "copy-readme",
        "2022-04-15": "copy-2022-04-15",
        "a" * 90: "a" * 56,
        "County-news-2": "county-news-2-1",
    }
    for name in asked:
        made.append(story_id(name, used))
        used.add(made[-1])
        assert re.fullmatch(ID_PATTERN, made[-1])
    assert made == list(asked.values())


def test_two_files_of_one_name_are_two_stories(edition, inbox):
    (inbox / "a.txt").write_text("标题一\n内容写在这里。\n", "utf-8")
    (inbox / "a.json").write_text('{"headline": "标题二", "body_text": "内容写在这里。"}', "utf-8")
    names = [taken.story.name for taken in take_in([inbox / "a.txt", inbox / "a.json"], edition)]
    assert names == ["a.md", "a-1.md"]


def test_what_is_no_copy_is_told_with_what_to_do(inbox):
    for name in ("a.doc", "a.pdf", "a.rtf", "a.zip"):
        (inbox / name).write_bytes(b"x")
        with pytest.raises(ContentError, match=name) as caught:
            read_copy(inbox / name)
        assert caught.value.hint
    with pytest.raises(ContentError, match="no file"):
        read_copy(inbox / "missing.txt")


# ---- The table of readers ----------------------------------------------------------------------------------------


def read_toy(data, name, file):
    drafts = []
    for number, card in enumerate(data.decode("utf-8").split("card ")[1:], start=1):
        headline, text = card.split("\n", 1)
        draft = Draft(f"{name}-{number}")
        draft.set("headline", headline)
        draft.text(text)
        drafts.append(draft)
    return drafts


TOY = Reader("cards", (".card", ".txt"), "cards", read_toy, lambda data: data.startswith(b"card "), most=200)


def test_a_reader_from_outside_takes_the_files_it_recognises(edition, inbox):
    (inbox / "two.card").write_text("card 渡口封闭检修\n工期二十天。\ncard 今夜有雨\n明天转晴。", "utf-8")
    (inbox / "cards.txt").write_text("card 麦苗返青\n各地抓紧春管。", "utf-8")
    (inbox / "plain.txt").write_text(TEXT, "utf-8")
    files = [inbox / name for name in ("two.card", "cards.txt", "plain.txt")]
    taken = take_in(files, edition, readers=(TOY, *READERS))
    assert [one.story.name for one in taken] == ["two-1.md", "two-2.md", "cards-1.md", "plain.md"]
    story = read_story(FolderShelf(edition), taken[1].story.name, "zh-Hans", Report(), ELEMENTS).story
    assert (story.headline, [block.text for block in story.blocks]) == ("今夜有雨", ["明天转晴。"])
    # Without it the ending is not known, or the file is text as any other.
    with pytest.raises(ContentError, match="not read"):
        read_copy(inbox / "two.card")
    assert read_copy(inbox / "cards.txt")[0].head["headline"] == "card 麦苗返青"


def test_a_file_that_no_reader_of_its_ending_recognises_is_refused(inbox):
    (inbox / "a.card").write_text("no card", "utf-8")
    with pytest.raises(ContentError, match="not what its ending says"):
        read_copy(inbox / "a.card", (TOY,))
    # A file too large for the one reader may be small enough for the next.
    (inbox / "large.txt").write_text("card 雨\n" + "有雨。" * 100, "utf-8")
    assert read_copy(inbox / "large.txt", (TOY, *READERS))[0].name == "large"
    with pytest.raises(ContentError, match="too large"):
        read_copy(inbox / "large.txt", (TOY,))


def test_the_table_in_the_documents():
    endings = [", ".join(f"`{ending}`" for ending in reader.endings) for reader in READERS]
    rows = [f"| {reader.kind} | {ending} | {reader.says} |" for reader, ending in zip(READERS, endings, strict=True)]
    told = (ROOT / "docs" / "import.md").read_text("utf-8").split("For each story there is then")[0]
    assert [line for line in told.splitlines() if line.startswith("| ")][1:] == rows


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-hant", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("en-GB", "en-GB"),
        ("EN-us", "en-US"),
        ("de", "de"),
        ("", ""),
        ("x_y", ""),
        ("English", ""),
    ],
)
def test_the_language_of_an_item_is_written_as_editions_do(tag, written):
    assert language_of(tag) == written
