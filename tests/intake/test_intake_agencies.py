"""Copy as agencies and correspondents have it: ANPA 1312, AP's appl and Media API, parts in base64, Markdown."""

import base64
import json

import pytest

from layout.compose.elements.listing import Listing
from layout.compose.elements.table import Table
from layout.edition.blocks import Subhead
from layout.intake.draft import Aside, Draft
from tests.intake.documents import png, read, texts


def told(draft):
    return [(str(note.code), note.quoted) for note in draft.notes]


# ---- ANPA 1312 ---------------------------------------------------------------------------------------------------

ANPA = (
    "\x16\x16\x01W2870\x1f_ferry\nr l\x13\x11 BC-Ferry--Bridge   11-13 0149\n"
    "\x02^BC-Ferry--Bridge,149<\n^The old bridge is mended <\n^AP Photo XNP101<\n^Eds: With photos.<\n"
    "^By ANNA FERRYMAN=\n^AP Staff Writer=\n^Associated Press=\n"
    "\t   FERRYTOWN (AP) _ The bridge is ``closed,'' the mayor said,\nuntil spring. \n"
    "^WHAT NOW=\n\t   Buses take the new one.\n\t   ___\n"
    "\x08^\x1e W\x1e \x1e L\x1e\n\x08Ferry\x10Town\x1f\x1e 3\x1e \x1e 1\n\t   Ferry;1;2\n\t   Town;3;4\n"
    "\t   ^AP-WF-11-13 1509GMT<\n\x03\x0c"
)


def test_lines_of_anpa_are_what_their_signs_say(tmp_path):
    (draft,) = read(tmp_path, "a.txt", ANPA)
    assert draft.head == {
        "headline": "The old bridge is mended",
        "byline": "By ANNA FERRYMAN",
        "source": "Associated Press",
    }
    first, head, second, table = draft.blocks
    assert first.text == "FERRYTOWN (AP) — The bridge is “closed,” the mayor said, until spring."
    assert (head, second.text) == (Subhead(text="WHAT NOW"), "Buses take the new one.")
    assert isinstance(table, Table)
    assert table.rows == (("", "W", "L"), ("Ferry Town", "3", "1"), ("Ferry", "1", "2"), ("Town", "3", "4"))
    listed = "\n".join(quoted for _, quoted in told(draft))
    for words in ("W2870", "BC-Ferry--Bridge,149", "AP Photo XNP101", "Eds: With photos.", "AP Staff Writer", "___"):
        assert words in listed
    assert "AP-WF-11-13 1509GMT" in listed
    assert "import-wire-signs" in [code for code, _ in told(draft)]


def test_keywords_are_the_headline_of_an_item_without_one_and_a_summary_is_not_doubled(tmp_path):
    whole = "The ferry runs all night while the old bridge at the town is mended and closed."
    (draft,) = read(
        tmp_path, "a.anpa", f"\x16\x01A1\nr a\x02^BC-Ferry--Night,22<\n^{whole} And more<\n\t  TOWN _ {whole}\n\x03"
    )
    assert (draft.head, texts(draft)) == ({"headline": "BC-Ferry--Night"}, [f"TOWN — {whole}"])
    assert any(f"{whole} And more" in quoted for _, quoted in told(draft))


# ---- AP ----------------------------------------------------------------------------------------------------------

COMPONENT = (
    '<PublicationComponent Role="{}" MediaType="Text"><TextContentItem><DataContent><nitf><body.content>'
    "<block>{}</block></body.content></nitf></DataContent></TextContentItem></PublicationComponent>"
)
APPL = (
    '<Publication xmlns="http://ap.org/schemas/03/2005/appl"><Identification><MediaType>Text</MediaType>'
    "<DefaultLanguage>en-us</DefaultLanguage></Identification><PublicationManagement><Status>{}</Status>"
    "</PublicationManagement><NewsLines><Title>Slug</Title><HeadLine>Bridge</HeadLine>"
    '<ByLine Title="Staff Writer">Anna</ByLine></NewsLines>{}</Publication>'
)


def test_an_item_of_appl_has_the_text_of_its_main_component(tmp_path):
    parts = COMPONENT.format("Main", "<p>It is closed.</p><p>Buses go.</p>") + COMPONENT.format(
        "Caption", "<p>A pier.</p>"
    )
    parts += COMPONENT.format("PublishableEditorNotes", "<p>Call the desk.</p>")
    photo = '<PublicationComponent Role="{}" MediaType="Photo"><PhotoContentItem Href="{}"/></PublicationComponent>'
    parts += photo.format("Preview", "b.jpg") + photo.format("Main", "a.jpg")
    (draft,) = read(tmp_path, "a.xml", APPL.format("Usable", parts))
    assert (draft.head, draft.language) == ({"headline": "Bridge", "byline": "Anna, Staff Writer"}, "en-US")
    assert texts(draft) == ["It is closed.", "Buses go."]
    listed = dict(told(draft))
    assert listed["import-picture"] == "a.jpg\nb.jpg\nA pier."
    assert listed["import-other-body"] == "Call the desk."
    (gone,) = read(tmp_path, "b.xml", APPL.format("Canceled", parts))
    assert isinstance(gone, Aside)


def test_items_of_the_media_api_are_read_out_of_what_wraps_them(tmp_path):
    text = {"uri": "u", "type": "text", "headline": "Bridge", "headline_extended": "It is closed",
            "body_html": "<p>A.</p>", "bylines": [{"by": "By ANNA", "title": "Staff Writer"}],
            "versioncreated": "2022-04-15"}  # fmt: skip
    bare = {"uri": "v", "type": "text", "headline": "Boats", "renditions": {"nitf": {"href": "https://ap.example/n"}},
            "versioncreated": "2022-04-15"}  # fmt: skip
    photo = {"uri": "w", "type": "picture", "headline": "Pier", "description_caption": "A pier.",
             "renditions": {"main": {"href": "p.jpg"}}, "versioncreated": "2022-04-15"}  # fmt: skip
    feed = json.dumps({"data": {"items": [{"meta": {}, "item": each} for each in (text, bare, photo)]}})
    story, other = read(tmp_path, "a.json", feed)
    assert isinstance(story, Draft)
    assert story.head == {"headline": "Bridge", "deck": "It is closed", "byline": "By ANNA, Staff Writer"}
    assert texts(story) == ["A."]
    assert any("https://ap.example/n" in line for line in other.lines)
    assert ("import-picture", "p.jpg\nA pier.") in told(story)
    for whole in ({"data": {"item": text}}, {"total": 1, "item": [text]}):
        (alone,) = read(tmp_path, "b.json", json.dumps(whole))
        assert texts(alone) == ["A."]


# ---- Base64 ------------------------------------------------------------------------------------------------------


def coded(data):
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def newsml(*parts):
    held = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><MediaType FormalName="{kind}"/>'
        f'<Encoding Notation="base64"><DataContent>{coded(data)}</DataContent></Encoding></ContentItem></NewsComponent>'
        for role, kind, data in parts
    )
    lines = "<NewsLines><HeadLine>桥</HeadLine></NewsLines>"
    return f"<NewsML><NewsItem><NewsComponent>{lines}{held}</NewsComponent></NewsItem></NewsML>"


@pytest.mark.parametrize(
    "data",
    ["<nitf><body><body.content><p>大桥封闭。</p></body.content></body></nitf>",
     "<html><body><p>大桥封闭。</p></body></html>", "大桥封闭。"],
)  # fmt: skip
def test_texts_in_base64_are_read_in_each_form(tmp_path, data):
    (draft,) = read(tmp_path, "a.xml", newsml(("Body", "Text", data)))
    assert texts(draft) == ["大桥封闭。"]


def test_pictures_in_base64_come_with_their_story_and_what_cannot_be_read_is_told(tmp_path):
    item = newsml(("Body", "Text", "大桥封闭。"), ("Image", "Photo", png()), ("Caption", "Text", "封闭的桥"))
    (draft,) = read(tmp_path, "a.xml", item)
    assert ([picture.data for picture in draft.pictures], texts(draft)) == ([png()], ["大桥封闭。"])
    (left,) = read(tmp_path, "b.xml", newsml(("Body", "Text", b"\x00\xff\x00\xfe\x01")))
    assert any("cannot be read" in line or line for line in left.lines)
    inside = '<inlineData contenttype="text/plain" encoding="base64">{}</inlineData>'
    g2 = f"<newsItem><contentMeta><headline>桥</headline></contentMeta><contentSet>{inside.format(coded('大桥封闭。'))}"
    (two,) = read(tmp_path, "c.newsml", f"{g2}{inside.format(coded(png()))}</contentSet></newsItem>")
    assert (texts(two), [picture.data for picture in two.pictures]) == (["大桥封闭。"], [png()])


# ---- Markdown ----------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: 大桥检修
作者: 林舟
tags: [桥, 船]
picture: {file: a.png, caption: 桥}
---
渡口**大桥**起封闭。

![夜景](night.jpg)

- 新桥

```
print(1)
```
"""


def test_markdown_of_a_correspondent_is_a_story(tmp_path):
    (tmp_path / "night.jpg").write_bytes(png())
    (draft,) = read(tmp_path, "a.md", MARKDOWN)
    assert draft.head == {"headline": "大桥检修", "byline": "林舟"}
    assert texts(draft) == ["渡口大桥起封闭。", "新桥"]
    assert isinstance(draft.blocks[1], Listing)
    assert [(picture.name, picture.caption) for picture in draft.pictures] == [("night.jpg", "夜景")]
    listed = "\n".join(quoted for _, quoted in told(draft))
    assert all(words in listed for words in ("tags: 桥, 船", "a.png", "print(1)"))
    (bare,) = read(tmp_path, "b.md", "# 渡船加班\n\n夜里也开。\n")
    assert (bare.head, texts(bare)) == ({"headline": "渡船加班"}, ["夜里也开。"])


def test_lines_of_signs_are_no_words(tmp_path):
    text = (
        "Boats at night\n==============\nThey go all night from now on.\n* * *\nFares\n-----\nThey do not rise.\n……\n"
    )
    (draft,) = read(tmp_path, "a.txt", text)
    assert draft.head == {"headline": "Boats at night"}
    assert texts(draft) == ["They go all night from now on.", "Fares", "They do not rise.", "……"]
    assert [quoted for code, quoted in told(draft) if code == "import-left-out"] == ["==============\n* * *\n-----"]


def test_markdown_that_a_story_has_not_becomes_words(tmp_path):
    text = """# The [bridge](https://a.example "t")

A [boat](b.html), ![a view](<pic dir/1 (2).png>)the [port][P] and [quay][] by <https://c.example>
&amp; <b>Bo</b> &lt;i&gt;; a[0][1], `[code](x)`.

Fares
-----

They rise.

[p]: https://p.example
[^n]: https://n.example
"""
    (draft,) = read(tmp_path, "a.md", text)
    assert draft.head == {"headline": "The bridge"}
    assert texts(draft) == [
        "A boat, the port and [quay][] by https://c.example & Bo <i>; a[0][1], `[code](x)`.",
        "Fares",
        "They rise.",
        "[^n]: https://n.example",
    ]
    assert [(named.names, named.caption) for named in draft.named] == [(("pic dir/1 (2).png",), "a view")]
    listed = "\n".join(quoted for _, quoted in told(draft))
    assert all(place in listed for place in ("https://a.example", "b.html", "https://p.example"))


def test_markdown_and_text_that_came_with_a_mail_are_stories_of_their_own(tmp_path):
    part = '--b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: attachment; filename="{}"\n\n{}\n'
    mail = "From: a@ferry.example\nSubject: two\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    mail += "--b\nContent-Type: text/plain\n\nHere they are.\n"
    mail += part.format("a.md", "# Bridge\n\nIt is closed.")
    mail += part.format("b.txt", "Boats\n\nThey go all night.") + "--b--\n"
    letter, first, second = read(tmp_path, "m.eml", mail)
    assert isinstance(letter, Aside)
    assert [(each.head["headline"], texts(each)) for each in (first, second)] == [
        ("Bridge", ["It is closed."]), ("Boats", ["They go all night."]),
    ]  # fmt: skip
