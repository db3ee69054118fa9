"""Posts, feeds and pages: what of them is copy, and where the rest goes."""

import json

import pytest

from layout.base.errors import ContentError
from layout.edition.blocks import ParagraphForm
from layout.intake import read_copy
from layout.intake.draft import Aside, Draft
from layout.intake.wordpress import read_post
from tests.intake.documents import png, read, texts, told

# ---- WordPress ---------------------------------------------------------------------------------------------------

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- generator="WordPress" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>渡口日报</title>
  <wp:author><wp:author_login>lin</wp:author_login><wp:author_display_name>林舟</wp:author_display_name></wp:author>
"""


def post(content, kind="post", status="publish", title="大桥 &amp; 渡口", excerpt="", more=""):
    return (
        f"<item><title>{title}</title><link>http://x/1</link><dc:creator>lin</dc:creator><description></description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>"
        f"<wp:post_id>1</wp:post_id><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{more}</item>"
    )


def export(*items):
    return f"{HEAD}{''.join(items)}</channel></rss>"


PHOTO = """<item><title>bridge</title><excerpt:encoded><![CDATA[检修中的大桥。]]></excerpt:encoded>
<wp:post_id>7</wp:post_id>
<wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
<wp:attachment_url>http://x/up/bridge-scaled.png</wp:attachment_url></item>"""
GUTENBERG = """<!-- wp:paragraph --><p>大桥<strong>封闭</strong>。</p><!-- /wp:paragraph -->
<!-- wp:heading --><h2>绕行</h2><!-- /wp:heading -->
<!-- wp:image {"id":8} --><figure class="wp-block-image"><img src="http://x/up/boat-300x200.png" alt="一条船"/>
<figcaption>渡船。</figcaption></figure><!-- /wp:image -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>停不了。</p></blockquote></figure>
<!-- /wp:pullquote -->
<!-- wp:embed --><figure class="wp-block-embed"><div>https://video.example/1</div></figure><!-- /wp:embed -->
<!-- wp:verse --><pre class="wp-block-verse">春天来了
花儿开了</pre><!-- /wp:verse -->
<!-- wp:paragraph --><p>完。</p><!-- /wp:paragraph -->"""


def test_a_post_of_blocks_with_its_pictures(tmp_path):
    meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
    terms = """<category domain="category" nicename="news"><![CDATA[时事]]></category>
      <category domain="post_tag" nicename="b"><![CDATA[桥梁]]></category>"""
    (tmp_path / "bridge.png").write_bytes(png())
    (tmp_path / "boat.png").write_bytes(png(80))
    draft, aside = read(tmp_path, "site.xml", export(post(GUTENBERG, excerpt="一句导语。", more=meta + terms), PHOTO))
    assert draft.head == {"headline": "大桥 & 渡口", "byline": "林舟"}
    assert texts(draft) == ["大桥封闭。", "绕行", "停不了。", "春天来了", "花儿开了", "完。"]
    assert draft.blocks[-2].form is ParagraphForm.VERSE
    assert [(one.name, one.caption) for one in draft.pictures] == [
        ("bridge.png", "检修中的大桥。"),
        ("boat.png", "渡船。"),
    ]
    assert draft.sections == ["时事"]
    for text in ("桥梁", "一句导语。", "一条船", "https://video.example/1"):
        assert text in told(draft)
    assert (aside.what, aside.lines) == ("1 of the kind attachment, no posts", ("bridge",))


def test_a_post_that_was_typed_and_its_short_codes(tmp_path):
    content = (
        '大桥封闭 [sic]。\n\n[caption id="a" width="3"]<a href="http://x"><img src="http://x/a.png"></a> '
        "大桥旧影。[/caption]\n\n"
        '船票价格：\n三元\n\n[contact-form to="a@b"]姓名[/contact-form]\n[gallery ids="7,9"]\n\n<h3>绕行</h3>\n走新桥。'
    )
    whole = export(post(content), PHOTO).replace("http://wordpress.org", "https://wordpress.org")
    draft, _ = read(tmp_path, "site.xml", whole)
    assert texts(draft) == ["大桥封闭 [sic]。", "船票价格：", "三元", "绕行", "走新桥。"]
    for text in ("http://x/a.png", "大桥旧影。", "姓名", "http://x/up/bridge-scaled.png", "检修中的大桥。"):
        assert text in told(draft)


def test_of_an_export_posts_are_taken_and_all_else_is_put_aside(tmp_path):
    items = [
        post("<p>甲</p>"),
        post("<p>乙</p>", status="draft"),
        post("<p>丙</p>", status="trash", title="丙事"),
        post("<p>丁</p>", kind="page", title="关于"),
        post("", title="空"),
        post("", kind="nav_menu_item", title="菜单"),
    ]
    found = read(tmp_path, "site.xml", export(*items))
    assert [texts(one) for one in found if isinstance(one, Draft)] == [["甲"], ["乙"]]
    asides = [(one.what, one.title or one.lines[0]) for one in found if isinstance(one, Aside)]
    assert asides == [
        ("a post without text", "空"),
        ("1 of the kind trash, no posts", "丙事"),
        ("1 of the kind page, no posts", "关于"),
        ("1 of the kind nav_menu_item, no posts", "菜单"),
    ]
    assert "draft" in told(found[1])


def test_posts_as_the_interface_returns_them(tmp_path):
    item = {
        "id": 1, "slug": "bridge-closed", "title": {"rendered": "Bridge &#8211; closed"},
        "content": {"rendered": "<p>Boats go <em>all</em> night.</p>"},
        "excerpt": {"rendered": "<p>Boats go [&hellip;]</p>"},
        "_embedded": {
            "author": [{"name": "Anna Bell"}],
            "wp:featuredmedia": [{"source_url": "http://x/b.png", "caption": {"rendered": "<p>The bridge.</p>"}}],
            "wp:term": [[{"name": "News", "taxonomy": "category"}], [{"name": "river", "taxonomy": "post_tag"}]],
        },
    }  # fmt: skip
    (draft,) = read(tmp_path, "posts.json", json.dumps([item]))
    assert (draft.name, draft.head) == ("bridge-closed", {"headline": "Bridge – closed", "byline": "Anna Bell"})
    assert (texts(draft), draft.sections) == (["Boats go all night."], ["News"])
    assert "The bridge." in told(draft)
    assert "river" in told(draft)
    assert "import-summary" not in told(draft)  # It is only how the text begins.


# ---- Feeds -------------------------------------------------------------------------------------------------------

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Ferry News</title><language>en-GB</language>
  <item><title>Bridge &amp;amp; boats</title><dc:creator>Anna Bell</dc:creator><category>News</category>
    <description>In short.</description><content:encoded><![CDATA[<p>Boats go all night.</p>]]></content:encoded>
    <enclosure url="http://x/b.png" type="image/png"/></item>
  <item><title>Fares</title><description>&lt;p&gt;One&amp;nbsp;pound.&lt;/p&gt;</description></item>
  <item><title>Only a link</title><link>http://x/3</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Ferry News</title>
  <entry><title type="html">Bridge</title><author><name>Anna Bell</name></author><category term="News"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Boats go all night.</p></div></content></entry>
  <entry><title>Fares</title><summary>One pound.</summary></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Ferry News", "language": "en",
    "items": [
        {"id": "1", "title": "Bridge", "content_html": "<p>Boats go all night.</p>", "authors": [{"name": "Anna Bell"}],
         "tags": ["News"], "image": "http://x/b.png"},
        {"id": "2", "title": "Fares", "content_text": "One pound."},
        {"id": "3", "title": "Only a link", "url": "http://x/3"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"), [("a.xml", RSS), ("a.rss", RSS), ("a.atom", ATOM), ("a.json", json.dumps(JSON_FEED))]
)
def test_items_of_a_feed(tmp_path, name, data):
    first, second, *rest = read(tmp_path, name, data)
    assert (first.name, first.head["byline"], first.sections) == ("a-1", "Anna Bell", ["News"])
    assert first.head["headline"] in ("Bridge", "Bridge & boats")
    assert texts(first) == ["Boats go all night."]
    assert first.language.startswith("en") or name.endswith("atom")
    assert [text.replace("\u00a0", " ") for text in texts(second)] == ["One pound."]
    assert ("import-summary" in told(second)) == (not name.endswith("json"))
    for aside in rest:
        assert isinstance(aside, Aside)
        assert aside.title == "Only a link"
        assert any("http://x/3" in line for line in aside.lines)


def test_a_summary_beside_the_text_is_offered_as_a_deck(tmp_path):
    first, *_ = read(tmp_path, "a.xml", RSS)
    assert "In short." in told(first)
    assert "http://x/b.png" in told(first)


# ---- Pages -------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}"><title>大桥检修 - 渡口日报</title>
<meta name="author" content="林舟"><style>p {{}}</style></head><body><nav><a href="/">首页</a></nav>
<article><h1>大桥检修</h1><p>大桥封闭&nbsp;，工期<b>二十天</b>。</p>
<figure><img src="up/bridge.png"><figcaption>检修中的大桥。</figcaption></figure><p>渡船加班。</p>
<form><button>分享</button></form></article><footer>版权所有</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312", "big5"])
def test_a_page_and_what_stands_around_its_text(tmp_path, charset):
    text = PAGE.format(charset=charset)
    if charset == "big5":
        text = text.translate(str.maketrans("检桥闭渡报页权", "檢橋閉渡報頁權")).replace("中的", "中之")
    data = text.encode("gbk" if charset == "gb2312" else charset, "ignore")
    (tmp_path / "bridge.png").write_bytes(png())
    (draft,) = read(tmp_path, "a.html", data)
    assert draft.head["headline"] in ("大桥检修", "大橋檢修")
    assert len(draft.blocks) == 2
    assert [one.name for one in draft.pictures] == ["bridge.png"]
    held = told(draft)
    if charset != "big5":
        assert texts(draft) == ["大桥封闭 ，工期二十天。".replace(" ", "\u00a0"), "渡船加班。"]
        assert draft.pictures[0].caption == "检修中的大桥。"
        for left in ("首页", "分享", "版权所有", "渡口日报", "林舟"):
            assert left in held
    assert draft.language == "zh-Hans"


def test_a_page_without_a_headline_of_its_own_has_that_of_its_title(tmp_path):
    page = "<title>Bridge closes | Ferry News</title><body><p>Boats go all night.</p></body>"
    (draft,) = read(tmp_path, "a.htm", page)
    assert (draft.head["headline"], texts(draft)) == ("Bridge closes", ["Boats go all night."])
    assert "Ferry News" in told(draft)


def test_a_page_without_text_is_put_aside_and_one_in_no_certain_encoding_refused(tmp_path):
    (aside,) = read(tmp_path, "a.html", "<title>Bridge</title><body><img src='a.png'></body>")
    assert (aside.what, aside.title) == ("a page without text", "Bridge")
    with pytest.raises(ContentError, match="cannot be told"):
        read(tmp_path, "b.html", b"<p>caf\xe9</p>")


def test_lines_of_a_tables_cell_stay_apart_and_its_caption_is_its_title(tmp_path):
    cells = "<tr><td>早班</td><td>六点<br>七点</td></tr><tr><td><p>末班</p></td><td><p>ten</p><p>eleven</p></td></tr>"
    html = f"<article><h1>渡船</h1><p>时刻表。</p><table><caption>时刻</caption>{cells}</table></article>"
    (tmp_path / "a.html").write_text(html, "utf-8")
    (draft,) = read_copy(tmp_path / "a.html")
    made = draft.blocks[1]
    assert (made.title, made.rows) == ("时刻", (("早班", "六点；七点"), ("末班", "ten; eleven")))
    assert "import-cells" in {note.code for note in draft.notes}


def test_pictures_of_a_table_that_is_left_out_are_told(tmp_path):
    html = '<article><h1>渡船</h1><p>见表。</p><table><tr><td>甲</td><td><img src="a.png"></td></tr></table></article>'
    (tmp_path / "a.html").write_text(html, "utf-8")
    (draft,) = read_copy(tmp_path / "a.html")
    assert "a.png" in told(draft)


def test_a_post_with_one_tag_of_a_paragraph_keeps_those_that_empty_lines_part():
    draft = Draft("a")
    read_post("甲。\n\n乙。\n<p>丙。</p>\n\n丁。", draft, "a", {}, typed=True)
    assert [block.text for block in draft.blocks] == ["甲。", "乙。", "丙。", "丁。"]


def test_the_author_of_a_feed_is_the_name_behind_the_address(tmp_path):
    item = "<item><title>渡船</title><author>lin@ferry.example (林舟)</author><description>延长。</description></item>"
    (tmp_path / "a.rss").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>", "utf-8")
    assert read_copy(tmp_path / "a.rss")[0].head["byline"] == "林舟"
