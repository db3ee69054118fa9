"""What is written as a story file is read back by the loader with the same characters, whatever they are."""

from contextlib import suppress
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Report
from layout.base.errors import ContentError
from layout.compose.elements import ELEMENTS
from layout.edition.blocks import Emphasis, Paragraph, Span, Subhead
from layout.edition.markdown import read_body
from layout.edition.story import read_story
from layout.files.shelf import FolderShelf
from layout.files.text import Source
from layout.intake import READERS
from layout.intake.draft import Aside, Draft, tidy
from layout.intake.mail import read_saved
from layout.intake.markup import read_blocks
from layout.intake.plain import read_plain
from layout.intake.story import block_text, story_text
from tests.amount import some

SIGNS = "{|}*_^\\#-+>~`|[]()!<>&;:'\"=.1 2\u3000\u00a0。，“”（）渡口ab％＃é😀\u00ad\u200b"
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=40)
READ = st.builds(
    Span,
    text=st.text("渡口{|}a*\\", min_size=1, max_size=4).filter(lambda text: any(map(str.isalnum, text))),
    emphasis=st.sampled_from([Emphasis.PLAIN, Emphasis.STRONG, Emphasis.EM]),
    reading=st.text("かな{|}*\\", min_size=1, max_size=5).map(lambda text: (text,)),
)
SPANS = st.lists(
    st.one_of(st.builds(Span, text=TEXTS, emphasis=st.sampled_from(Emphasis)), READ), min_size=1, max_size=5
)


MAIL = """From: a@ferry.example
Subject: =?utf-8?B?5qGl?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8; format=flowed

Boats go \nall night.
--b
Content-Type: message/rfc822

Subject: x

y
--b
Content-Type: image/png
Content-Disposition: attachment; filename*=utf-8''a.png

x
--b--
"""
EXPORT = """<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><item><title>a</title><content:encoded><![CDATA[[caption id="1"]<img src="a.png">b[/caption]<p>c</p>]]>
</content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"""
NEWSML = """<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>a</HeadLine></NewsLines><NewsComponent><Role
FormalName="Body"/><ContentItem Href="a.jpg"><DataContent><nitf><body><body.content><p>a<br/>b</p></body.content></body>
</nitf></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""
FEED = """{"version": "https://jsonfeed.org/version/1",
 "items": [{"title": "a", "content_html": "<p>b", "authors": [{"name": "c"}]}]}"""
PAGE = """<html><title>a</title><body><nav>b</nav><article><h1>c</h1><figure><img src='a'>d</figure><p>e</article>
</body></html>"""
ITEM = """{"uri": "u", "type": "picture", "headline": "a", "renditions": {"b": {"href": "c", "width": 1}},
 "subject": [{"name": "d"}]}"""


def read_back(markdown):
    report = Report()
    return read_body(markdown + "\n", Source("", ""), 1, report, ELEMENTS), report.findings


@settings(max_examples=some(150), deadline=None)
@given(SPANS)
@example([Span(text="1. 一"), Span(text="（b）", emphasis=Emphasis.STRONG)])
@example([Span(text="---")])
@example([Span(text="[a](b) ![c](d) <b> &amp; \\")])
@example([Span(text="a", emphasis=Emphasis.EM), Span(text="b", emphasis=Emphasis.STRONG)])
def test_paragraphs_are_read_back_to_the_same_characters(spans):
    draft = Draft("x")
    draft.paragraph(spans)
    for block in draft.blocks:
        markdown = block_text(block, draft)
        blocks, findings = read_back(markdown)
        codes = {note.code for note in draft.notes}
        if "import-markdown" in codes:
            # Only copy that begins with two full-width hashes cannot be said.
            assert block.text.lstrip("# \t\u3000")[:1] == "＃" or "＃" in block.text[:3]
            continue
        assert findings == ()
        assert len(blocks) == 1
        assert blocks[0].text == block.text
        if "import-emphasis" not in codes:
            assert blocks[0].spans == block.spans


CELLS = st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3)


@settings(max_examples=some(80), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["•", "#."]), SPANS), max_size=4), CELLS, TEXTS, TEXTS)
def test_elements_keep_their_characters_whatever_they_are(items, rows, title, words):
    draft = Draft("x")
    for mark, spans in items:
        draft.item(spans, mark)
    draft.table([], rows, title)
    draft.quote(words, title)
    draft.facts(title, [*draft.blocks])
    draft.subhead("完")
    markdown = "\n\n".join(block_text(block, draft) for block in draft.blocks)
    blocks, _ = read_back(markdown)
    told = "".join(str(note) for note in draft.notes)
    if "import-markdown" not in told:
        assert [type(block) for block in blocks] == [type(block) for block in draft.blocks]
        assert [block.text for block in blocks] == [block.text for block in draft.blocks]
    held = "".join("".join(block.text.split()) for block in blocks)
    for block in draft.blocks:
        for character in set("".join(block.text.split())):
            assert character in held or character in told


@settings(max_examples=some(100), deadline=None)
@given(TEXTS)
def test_subheads_are_read_back_to_the_same_characters(text):
    draft = Draft("x")
    draft.subhead(text)
    for block in draft.blocks:
        blocks, findings = read_back(block_text(block, draft))
        if not any(note.code == "import-markdown" for note in draft.notes):
            assert findings == ()
            assert [one.text for one in blocks] == [block.text]
            assert isinstance(blocks[0], Subhead)


@settings(max_examples=some(100), deadline=None)
@given(st.dictionaries(st.sampled_from(["kicker", "headline", "deck", "byline", "dateline", "source"]), TEXTS))
@example({"headline": "null", "deck": "2022-04-15", "byline": "0318", "source": "a: b #c", "kicker": "\\\"'"})
def test_front_matter_is_read_back_to_the_same_characters(tmp_path_factory, head):
    folder = tmp_path_factory.mktemp("story")
    draft = Draft("x")
    for key, text in head.items():
        draft.set(key, text)
    draft.set("headline", "标题")
    draft.text("内容。")
    (folder / "x.md").write_text(story_text(draft), "utf-8")
    report = Report()
    # A language without rules of punctuation: nothing is made regular on load.
    read = read_story(FolderShelf(folder), "x.md", "xx", report, ELEMENTS)
    # A text in a script that cannot be set is told, and read as it is.
    faults = [each for each in report.findings if each.severity is not Severity.INFO]
    assert [each for each in faults if each.code is not Code.SCRIPT_NOT_SET] == []
    for key, text in draft.head.items():
        assert getattr(read.story, key) == text


@settings(max_examples=some(150), deadline=None)
@given(
    st.text(
        st.one_of(st.sampled_from(SIGNS + "\n\r\t标题：副记者本报讯新华社日电"), st.characters(codec="utf-8")),
        max_size=200,
    )
)
@example("标题\n本报讯（记者 林舟）内容，写在这里。\n\n## 二\n")
def test_no_character_of_a_text_file_is_lost(text):
    (draft,) = read_plain(text.encode("utf-8"), "x", file="x.txt")
    held = "".join(
        [*draft.head.values(), *(block.text for block in draft.blocks), *(str(note) for note in draft.notes)]
    )
    for character in set("".join(text.split())) - {"\ufeff"}:
        assert character in held or f"U+{ord(character):04X}" in held
    # In order, too: the body is the text without what was taken from its beginning, and without what is no copy.
    body = "".join("".join(block.text for block in draft.blocks).split())
    clean = "".join(Draft("y").clean(text).split())
    assert clean.endswith(body)


@settings(max_examples=some(60), deadline=None)
@given(st.lists(SPANS, min_size=2, max_size=4))
@example([[Span(text="a\\\\")], [Span(text="# b")], [Span(text="- c", emphasis=Emphasis.STRONG)]])
def test_lines_are_read_back_to_the_same_characters(lines):
    draft = Draft("x")
    draft.set("headline", "标题")
    draft.lines(lines)
    blocks, _ = read_back(story_text(draft).split("---\n", 2)[2])
    if not any(note.code == "import-markdown" for note in draft.notes):
        assert [block.text for block in blocks] == [block.text for block in draft.blocks]
        kept = {block.form for block in blocks} == {block.form for block in draft.blocks}
        assert kept or any(note.code == "import-emphasis" for note in draft.notes)


def held(found):
    """Return all that drafts and what was put aside say."""
    parts = []
    for one in found:
        if isinstance(one, Draft):
            parts += [*one.head.values(), *one.sections, *(block.text for block in one.blocks)]
            parts += [str(note.remark) for note in one.notes]
            parts += [text for picture in one.named for text in (*picture.names, picture.caption)]
        elif isinstance(one, Aside):
            parts += [one.title, *one.lines]
    return "".join("".join(parts).split())


COPY = st.text(st.one_of(st.sampled_from(SIGNS + "\n\n>-=Re:转发"), st.characters(codec="utf-8")), max_size=120)
PLAIN = st.text(st.sampled_from("abc 渡口。，A1\u00a0\u3000\n"), max_size=40)


@settings(max_examples=some(100), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "pre", "div", "h2", "li", "figure", "b"]), st.lists(PLAIN, max_size=5)),
        max_size=4,
    )
)
def test_no_character_of_markup_is_lost_whatever_lines_its_breaks_make(parts):
    root = ElementTree.Element("div")
    for name, lines in parts:
        node = ElementTree.SubElement(root, name)
        for number, line in enumerate(lines):
            if number:
                ElementTree.SubElement(node, "br").tail = line
            else:
                node.text = line
    draft = Draft("x")
    read_blocks(root, draft)
    everything = "".join("".join(root.itertext()).split())
    assert sorted("".join("".join(block.text for block in draft.blocks).split())) <= sorted(everything)
    assert set(everything) <= set(held([draft]))
    # In order: what is not told for another reason is the body, character by character.
    if "figure" not in {name for name, _ in parts}:
        assert "".join("".join(block.text for block in draft.blocks).split()) == everything


@settings(max_examples=some(100), deadline=None)
@given(COPY, COPY, st.sampled_from(["", "Fw: ", "投稿：", "Re: "]))
@example("----- 转发邮件 -----\nFrom: a\nSubject: b\n\nc", "d", "Fw: ")
@example("a\n-- \nb\n> c\n-----Original Message-----\nd", "e", "Re: ")
def test_no_character_of_a_mail_that_was_saved_as_text_is_lost(text, subject, mark):
    subject = " ".join(subject.split())
    head = f"From: lin\nSubject: {mark}{subject}\nDate: heute\n\n"
    found = read_saved((head + text).encode("utf-8"), "x", "x.txt")
    everything = held(found)
    for character in set("".join((subject + text).split())) - {"\ufeff"}:
        assert character in everything or f"U+{ord(character):04X}" in everything


@settings(max_examples=some(60), deadline=None)
@given(st.sampled_from(READERS), st.sampled_from([MAIL, EXPORT, NEWSML, FEED, PAGE, ITEM]), st.data())
def test_a_damaged_file_of_any_kind_is_read_or_refused(reader, whole, data):
    at = data.draw(st.integers(0, len(whole)))
    gone = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "<p>", "</p>", "&", "<", "\0", "é", "]]>", "=?gbk?B?", "[", "\n\n", "{"]))
    damaged = (whole[:at] + put + whole[at + gone :]).encode("utf-8")
    with suppress(ContentError):
        if reader.recognises(damaged):
            list(reader.read(damaged, "x", "x"))


def test_tidy_keeps_voices_and_moves_blanks_out_of_them():
    spans = [Span(text="　甲 "), Span(text=" 乙 ", emphasis=Emphasis.STRONG), Span(text="丙\n丁")]
    assert tidy(spans) == (
        Span(text="甲 "),
        Span(text="乙", emphasis=Emphasis.STRONG),
        Span(text=" 丙丁"),
    )
    assert tidy([Span(text=" \n\u3000")]) == ()
    assert isinstance(Paragraph(spans=tidy(spans)), Paragraph)
