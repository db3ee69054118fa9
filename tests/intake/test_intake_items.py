"""Wire items as agencies send them: lines, NewsML 1, entities and encodings, items that are no copy, sections."""

import json

import pytest
from typer.testing import CliRunner

from layout.base.errors import ContentError
from layout.cli.application import app
from layout.edition.blocks import ParagraphForm, Subhead
from layout.intake import PutAside, Taken, take_in
from layout.intake.draft import Aside, Draft
from layout.intake.lines import is_wrapped
from layout.intake.xml import all_text, read_xml, root_name
from tests.intake.documents import make_edition, png, read, texts, told


def nitf(body):
    head = "<body.head><hedline><hl1>Bridge</hl1></hedline></body.head>"
    return f"<nitf><body>{head}<body.content>{body}</body.content></body></nitf>"


# ---- Lines -------------------------------------------------------------------------------------------------------

WRAPPED = """<p>   The old bridge at the ferry will stay closed to all cars and <br/>lorries until the twentieth of
next month, while its deck is looked <br/>at and mended from below.</p><p/>
<p>   Buses take the new bridge upstream, and stops stay where <br/>they are.</p>"""


def test_lines_of_an_item_that_were_broken_at_a_width_are_joined(tmp_path):
    (draft,) = read(tmp_path, "a.xml", nitf(WRAPPED))
    assert texts(draft) == [
        "The old bridge at the ferry will stay closed to all cars and lorries until the twentieth of next month, "
        "while its deck is looked at and mended from below.",
        "Buses take the new bridge upstream, and stops stay where they are.",
    ]
    assert [note.code for note in draft.notes] == ["import-wrapped"]


def test_two_breaks_and_an_indent_begin_a_paragraph(tmp_path):
    line = "过江车辆可以走上游的新桥，渡船在检修期间加开夜班，末班船的时间"
    body = f"<p>{line}<br/>推迟到夜里十一点。<br/><br/>{line}<br/>照旧。<br/>　　{line}<br/>另行通知。</p>"
    (draft,) = read(tmp_path, "a.xml", nitf(body))
    assert texts(draft) == [f"{line}推迟到夜里十一点。", f"{line}照旧。", f"{line}另行通知。"]


def test_short_lines_stay_lines_and_long_ones_are_paragraphs(tmp_path):
    long = "检修期间，渡口两岸的公交线路一律改走上游的新桥，站点不变，票价不变，请市民留意。"
    body = f"<p>{long}<br/>{long}</p><p>来信请寄<br/>渡口大街1号<br/>日报编辑部</p><p>一行</p>"
    (draft,) = read(tmp_path, "a.xml", nitf(body))
    assert texts(draft) == [long, long, "来信请寄", "渡口大街1号", "日报编辑部", "一行"]
    prose, verse = ParagraphForm.PROSE, ParagraphForm.VERSE
    assert [block.form for block in draft.blocks] == [prose, prose, verse, verse, verse, prose]
    assert [block.goes_on for block in draft.blocks] == [False, False, False, True, True, False]


def test_kept_lines_are_written_with_hard_breaks_and_come_back(tmp_path):
    edition = make_edition(tmp_path)
    (tmp_path / "poem.txt").write_text("春\n\n春天来了\n*花* 开了\\\n1. 我笑了\n\n这是一句话，写在这里。\n", "utf-8")
    (taken,) = take_in([tmp_path / "poem.txt"], edition)
    body = taken.story.read_text("utf-8").split("---\n")[2]
    assert body == "春天来了\\\n\\*花\\* 开了\\\\\\\n1\\. 我笑了\n\n这是一句话，写在这里。\n"
    assert any("import-lines" in note for note in taken.notes)


def test_lines_of_speech_in_a_text_file_are_paragraphs(tmp_path):
    (draft,) = read(
        tmp_path,
        "a.txt",
        "问答\n“走吗？”\n“走。”\n“几点？”\n这是一句话，写在这里，长得不能再当小标题用了，你看是不是。\n",
    )
    assert {block.form for block in draft.blocks if not isinstance(block, Subhead)} == {ParagraphForm.PROSE}


@pytest.mark.parametrize(
    ("lines", "wrapped"),
    [
        (["The bridge will stay closed until the twentieth", "of next month, when the deck is done, so", "go."], True),
        # Verse: each line begins with a capital.
        (["The river bends below the silent town", "And bears the ferry slowly to the quay",
          "While evening lets its golden lantern down", "Upon the widening water and the tree"], False),
        (["一句话写完了。", "又一句话写完了。", "再一句。"], False),
        (["only one line"], False),
    ],
)  # fmt: skip
def test_what_is_wrapped(lines, wrapped):
    assert is_wrapped(lines) is wrapped


# ---- Entities, encodings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        ('<!DOCTYPE n [ <!ENTITY x "&#8212;"> ]>', "a—b"),
        ('<!DOCTYPE n [ <!ENTITY x "Ferry News"> ]>', "aFerry Newsb"),
        ('<!DOCTYPE n PUBLIC "urn:x" "http://example.org/n.dtd" [ <!ENTITY % n SYSTEM "n.dtd"> %n; ]>', None),
        ('<!DOCTYPE n [ <!NOTATION jpg SYSTEM "jpg"><!ENTITY p SYSTEM "a.jpg" NDATA jpg><!ENTITY x "—"> ]>', "a—b"),
    ],
)  # fmt: skip
def test_harmless_entities_are_read(doctype, text):
    body = "<n>a&x;b</n>" if text else "<n>a&mdash;b</n>"
    assert all_text(read_xml(f"{doctype}{body}".encode(), "f.xml")) == (text or "a—b")


def test_entities_of_html_are_read_without_a_dtd():
    assert all_text(read_xml(b"<rss>a&nbsp;b&eacute;&amp;</rss>", "f.xml")) == "a\u00a0bé&"


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "another file (file:///etc/passwd)"),
        ('<!ENTITY y "ha"><!ENTITY x "&y;&y;&y;&y;">', "made of other entities"),
        ('<!ENTITY x "<b>b</b>">', "markup"),
        (f'<!ENTITY x "{"a" * 41}">', "more than 40 characters"),
    ],
)
def test_entities_that_could_do_harm_are_refused_by_their_name(declared, said):
    with pytest.raises(ContentError) as caught:
        read_xml(f"<!DOCTYPE n [ {declared} ]><n>a&x;b</n>".encode(), "f.xml")
    assert "f.xml declares the entity x" in caught.value.message
    assert said in caught.value.message
    assert "attack" not in caught.value.message + caught.value.hint


@pytest.mark.parametrize(
    ("named", "codec"),
    [("GB2312", "gbk"), ("GBK", "gbk"), ("Big5", "big5"), ("Shift_JIS", "shift_jis"), ("gb2312", "utf-8")],
)
def test_xml_in_the_encoding_that_it_names(named, codec):
    text = "渡口大橋" if codec != "gbk" else "渡口大桥"
    assert all_text(read_xml(f'<?xml version="1.0" encoding="{named}"?>\n<n>{text}</n>'.encode(codec), "f")) == text


def test_xml_that_is_not_in_the_encoding_it_names_is_refused():
    with pytest.raises(ContentError, match="says it is in big5"):
        read_xml(b'<?xml version="1.0" encoding="Big5"?><n>\xff\xff</n>', "f.xml")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- <b> -->\n<!DOCTYPE x [ <!ENTITY a '>'> ]>\n<p:NewsML a=''>", "newsml"),
        ("<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16"), "rss"),
        (b"no xml", ""),
    ],
)  # fmt: skip
def test_the_first_element_is_told_without_reading_the_file(data, name):
    assert root_name(data) == name


# ---- NewsML 1 ----------------------------------------------------------------------------------------------------

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.1:1" "http://example.org/NewsMLv1.1.dtd" [
  <!ENTITY % nitf SYSTEM "nitf-3-1.dtd"> %nitf; ]>
"""
LINES = """<NewsLines><HeadLine>Bridge closes</HeadLine><SubHeadLine>Buses go round</SubHeadLine><ByLine>Anna
  Bell</ByLine><DateLine>FERRY TOWN, March 4</DateLine><CreditLine>Ferry News</CreditLine><SlugLine>BRIDGE</SlugLine>
  <KeywordLine>TRAFFIC</KeywordLine></NewsLines>"""
ABOUT = '<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>'


def newsml(*items, header=HEADER):
    inner = "".join(
        f"<NewsItem><Identification><NameLabel>N-1</NameLabel></Identification><NewsManagement>"
        f'<Urgency FormalName="4"/></NewsManagement>{item}</NewsItem>'
        for item in items
    )
    sent = "<NewsEnvelope><DateAndTime>20260304</DateAndTime></NewsEnvelope>"
    return f'{header}<NewsML Version="1.2">{sent}{inner}</NewsML>'


def component(inner, role="", lang="", lines=""):
    role = f'<Role FormalName="{role}"/>' if role else ""
    lang = f' xml:lang="{lang}"' if lang else ""
    return f"<NewsComponent{lang}>{role}{lines}{inner}</NewsComponent>"


def text_item(data, mime=""):
    mime = f'<MimeType FormalName="{mime}"/>' if mime else ""
    return f"<ContentItem>{mime}<DataContent>{data}</DataContent></ContentItem>"


def picture_item(file, size):
    return (
        f'<ContentItem Href="{file}"><MediaType FormalName="Photo"/><Characteristics><SizeInBytes>{size}</SizeInBytes>'
        f"</Characteristics></ContentItem>"
    )


TEXT = "<p>The bridge is closed.</p><p>Boats go all night.</p>"
WANTED = ["The bridge is closed.", "Boats go all night."]


@pytest.mark.parametrize(
    "data",
    [
        text_item(f"<nitf><body><body.content>{TEXT}</body.content></body></nitf>"),
        text_item(f"<html><body>{TEXT}</body></html>", "application/xhtml+xml"),
        text_item(f"<![CDATA[{TEXT}]]>", "text/html"),
        text_item("The bridge is closed.\n\nBoats go all night.", "text/plain"),
        text_item("<![CDATA[The <b>bridge</b> is closed.\nBoats go all night.]]>"),
    ],
)
def test_a_newsml_item_with_its_text_in_each_form(tmp_path, data):
    (draft,) = read(tmp_path, "a.xml", newsml(component(ABOUT + data, lines=LINES)))
    assert texts(draft) == WANTED
    assert draft.head == {
        "headline": "Bridge closes",
        "deck": "Buses go round",
        "byline": "Anna Bell",
        "dateline": "FERRY TOWN, March 4",
        "source": "Ferry News",
    }
    assert (draft.name, draft.language, draft.priority) == ("a", "en", 4)
    for word in ("BRIDGE", "TRAFFIC", "N-1", "20260304"):
        assert word in told(draft)


def test_roles_of_components_make_one_story_and_languages_two(tmp_path):
    def in_language(tag, head, lead, body):
        parts = (("Title", head), ("Lead", lead), ("Body", body))
        return component("".join(component(text_item(text), role) for role, text in parts), "Short", tag)

    item = component(
        in_language("nl", "Brug dicht", "De brug is dicht.", "Boten varen.")
        + in_language("fr", "Pont fermé", "Le pont est fermé.", "Les bateaux vont.")
    )
    dutch, french = read(tmp_path, "a.xml", newsml(item))
    assert (dutch.name, dutch.language, dutch.head["headline"]) == ("a-1", "nl", "Brug dicht")
    assert (french.name, french.language, texts(french)) == ("a-2", "fr", ["Le pont est fermé.", "Les bateaux vont."])


def test_a_summary_under_the_same_headline_is_on_the_list_of_the_story(tmp_path):
    parts = component(text_item("Boats."), "Abstract only") + component(text_item(f"<![CDATA[{TEXT}]]>"), "Main")
    (draft,) = read(tmp_path, "a.xml", newsml(component(parts + component(text_item("p {}", "text/css")), lines=LINES)))
    assert texts(draft) == WANTED
    assert "Boats." in told(draft)
    assert "p {}" in told(draft)


def test_several_items_in_one_file_are_several_stories(tmp_path):
    item = component(text_item("Boats go all night."), lines=LINES)
    assert [draft.name for draft in read(tmp_path, "a.xml", newsml(item, item, header=""))] == ["a-1", "a-2"]


def test_pictures_of_an_item_are_taken_if_they_lie_beside_it(tmp_path):
    photo = component(
        component(text_item("The bridge."), "Caption")
        + component(picture_item("http://example.org/small/thumb.jpg", 10), "Preview")
        + component(picture_item("bridge%20one.png", 900), "Image"),
        "Picture",
    )
    item = newsml(component(component(text_item("Boats go all night."), "Main") + photo, lines=LINES))
    (draft,) = read(tmp_path, "a.xml", item)
    assert draft.pictures == []
    assert "bridge%20one.png" in told(draft)
    assert "The bridge." in told(draft)
    (tmp_path / "bridge one.png").write_bytes(png())
    (draft,) = read(tmp_path, "a.xml", item)
    assert [(one.name, one.caption, one.data) for one in draft.pictures] == [("bridge one.png", "The bridge.", png())]
    assert "is named and not enclosed" not in told(draft)


def test_a_caption_beside_a_picture_and_not_in_it_is_its_caption(tmp_path):
    parts = component(text_item("The bridge."), "Caption") + component(text_item("Boats go all night."), "Body")
    item = newsml(component(parts + component(picture_item("bridge.png", 9), "Photo"), lines=LINES))
    (draft,) = read(tmp_path, "a.xml", item)
    assert (texts(draft), [one.caption for one in draft.named]) == (["Boats go all night."], ["The bridge."])
    assert "a caption without its picture" not in told(draft)


def test_who_wrote_an_item_of_ninjs_2_is_its_byline(tmp_path):
    item = {"uri": "x", "by": "Anna Bell", "bodies": [{"contentType": "text/html", "value": "<p>Boats.</p>"}]}
    assert read(tmp_path, "a.json", json.dumps(item))[0].head == {"byline": "Anna Bell"}


def test_a_picture_alone_is_put_aside_and_told_where_it_lies(tmp_path):
    (tmp_path / "bridge.png").write_bytes(png())
    item = newsml(
        component(picture_item("bridge.png", 9) + component(text_item("The bridge."), "Caption"), lines=LINES)
    )
    (aside,) = read(tmp_path, "a.xml", item)
    assert isinstance(aside, Aside)
    assert (aside.what, aside.title) == ("a picture", "Bridge closes")
    assert "The bridge." in aside.lines
    assert any(line.endswith("bridge.png") and "lies here" in line for line in aside.lines)


def test_an_item_that_was_taken_back_is_put_aside(tmp_path):
    item = newsml(component(text_item("Boats go all night."), lines=LINES))
    (aside,) = read(tmp_path, "a.xml", item.replace("<Urgency", '<Status FormalName="Canceled"/><Urgency'))
    assert "took back" in aside.what
    assert "Boats go all night." in aside.lines


# ---- What is no copy ---------------------------------------------------------------------------------------------

G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x"'
PLAN = f"<planningItem {G2}><itemMeta><title>Visit</title></itemMeta></planningItem>"
EVENT = f'<conceptItem {G2}><concept><type qcode="cpnat:event"/><name>Fair</name></concept></conceptItem>'
PACKAGE = f"<packageItem {G2}><itemMeta><title>Top ten</title></itemMeta><groupSet/></packageItem>"
PHOTO = f"""<newsItem {G2}><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
  <contentMeta><headline>Bridge</headline>
  <description role="drol:caption">The bridge.</description></contentMeta><contentSet>
  <remoteContent contenttype="image/jpeg" href="bridge.jpg" size="7"/></contentSet></newsItem>"""


@pytest.mark.parametrize(
    ("name", "data", "what", "title"),
    [
        ("a.xml", PLAN, "a plan of coverage", "Visit"),
        ("a.xml", EVENT, "an event", "Fair"),
        ("a.xml", PACKAGE, "a package of other items", "Top ten"),
        ("a.xml", PHOTO, "a picture", "Bridge"),
        ("a.xml", nitf(""), "an item without text", "Bridge"),
        ("a.json", '{"uri": "u:1", "type": "picture", "headline": "Bridge", "body_text": "T"}', "a picture", "Bridge"),
        ("a.json", '{"uri": "u:1", "type": "composite", "headline": "Ten"}', "a package of other items", "Ten"),
        ("a.json", '{"uri": "u:1", "type": "event", "title": "Fair"}', "an event", "Fair"),
        ("a.json", '{"guid": "u:1", "type": "planning", "slugline": "Visit"}', "a plan of coverage", "Visit"),
        ("a.json", '{"uri": "u:1", "headline": "Bridge"}', "an item without text", "Bridge"),
        ("a.json", '{"uri": "u:1", "pubstatus": "canceled", "headline": "B", "body_text": "T."}',
         "an item that its sender took back", "B"),
    ],
)  # fmt: skip
def test_what_is_no_copy_is_put_aside_with_what_it_is(tmp_path, name, data, what, title):
    (aside,) = read(tmp_path, name, data)
    assert isinstance(aside, Aside)
    assert (aside.what, aside.title) == (what, title)


def test_a_package_with_text_of_its_own_is_a_story(tmp_path):
    (draft,) = read(tmp_path, "a.json", '{"uri": "u:1", "type": "composite", "headline": "B", "body_text": "Text."}')
    assert texts(draft) == ["Text."]


def test_the_command_tells_what_was_put_aside_and_does_not_fail(tmp_path):
    edition = make_edition(tmp_path)
    item = {"uri": "u:1", "type": "picture", "headline": "大桥一角", "description_text": "检修中的大桥。",
            "renditions": {"a": {"href": "http://example.org/bridge.png", "width": 9}}}  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(item), "utf-8")
    before = sorted(edition.rglob("*"))
    done = CliRunner().invoke(app, ["import", str(tmp_path / "a.json"), "--to", str(edition)])
    assert done.exit_code == 0
    for text in ("大桥一角", "检修中的大桥。", "http://example.org/bridge.png"):
        assert text in done.output.replace("\n", "")
    assert sorted(edition.rglob("*")) == before
    (aside,) = take_in([tmp_path / "a.json"], edition)
    assert isinstance(aside, PutAside)


def test_pictures_of_a_ninjs_item_are_taken_if_they_lie_beside_it(tmp_path):
    (tmp_path / "big.png").write_bytes(png())
    sizes = {"small": {"href": "http://x/small.png", "width": 9}, "big": {"href": "http://x/big.png", "width": 99}}
    picture = {"type": "picture", "description_text": "大桥。", "byline": "林舟", "renditions": sizes}
    item = {"uri": "u", "headline": "桥", "body_text": "一句话。", "associations": {"main": picture}}
    (draft,) = read(tmp_path, "a.json", json.dumps(item))
    assert [(one.name, one.caption, one.credit) for one in draft.pictures] == [("big.png", "大桥。", "林舟")]


# ---- Sections ----------------------------------------------------------------------------------------------------


def test_a_section_is_filled_if_a_page_takes_it_and_told_if_none_does(tmp_path):
    edition = make_edition(tmp_path)
    pages = "pages:\n  - id: A1\n    section: 时事\n  - id: A2\n    section: 文体\n    takes: [体育, Sport]\n"
    (edition / "edition.yaml").write_text(f"name: 渡口日报\nlanguage: zh-Hans\n{pages}", "utf-8")
    for name, subjects, section in (("a", ["River", "SPORT"], "Sport"), ("b", ["文体"], ""), ("c", ["时事"], "时事")):
        item = {"uri": "u", "headline": "桥", "body_text": "一句话。", "subject": [{"name": one} for one in subjects]}
        (tmp_path / f"{name}.json").write_text(json.dumps(item), "utf-8")
        (taken,) = take_in([tmp_path / f"{name}.json"], edition)
        assert isinstance(taken, Taken)
        written = [line for line in taken.story.read_text("utf-8").split("\n") if line.startswith("section:")]
        assert written == ([f"section: {section}"] if section else [])
        said = "".join(note for note in taken.notes if "import-section" in note)
        assert all((one in said) == (one.casefold() != section.casefold()) for one in subjects)


# ---- Items with control characters -------------------------------------------------------------------------------

LINE_ITEM = (
    "\x01fer061 4 i 211 ccccb ferry 061\r\n\r\nbridge/traffic/\r\n\x02EXTRA\r\n"
    "Bridge closes, boats go all night =\r\n\r\n   Ferry Town - The bridge will stay closed to all cars and lorries\r\n"
    "until the twentieth of next month, as the town and the ferry\r\n"
    "said on Wednesday.\r\n\r\n# notebook\r\nnot for print\r\n\x03121137 GMT Mar 26\r\n\x7f\x04"
)


def test_an_item_as_it_comes_over_a_line(tmp_path):
    (draft,) = read(tmp_path, "a.txt", LINE_ITEM)
    assert isinstance(draft, Draft)
    assert draft.head["headline"] == "Bridge closes, boats go all night"
    assert texts(draft) == ["Ferry Town - The bridge will stay closed to all cars and lorries until the twentieth of "
                            "next month, as the town and the ferry said on Wednesday."]  # fmt: skip
    for text in ("fer061", "bridge/traffic/", "EXTRA", "not for print", "121137"):
        assert text in told(draft)
