"""The site: whole, well formed, linked, in order, and nothing an editor wrote is lost or becomes code."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from PIL import Image
from tinyhtml5.parser import HTMLParser as StrictParser
from typer.testing import CliRunner

import layout.epaper
from layout.base.diagnostics import Report
from layout.base.errors import OutputError, PageError
from layout.base.locale import language_for
from layout.build.inputs import read_folder
from layout.cli.application import app
from layout.compose.elements import ELEMENTS
from layout.compose.elements.chart import Bar, Chart
from layout.compose.elements.crossword import Crossword
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.notice import Notice
from layout.compose.elements.programme import Group, Item, Programme
from layout.compose.elements.quote import Quote
from layout.compose.elements.solution import Solution
from layout.compose.elements.sudoku import Sudoku
from layout.compose.elements.table import Table
from layout.compose.elements.weather import Spell, Told, Weather
from layout.edition.blocks import Emphasis, Paragraph, Span
from layout.edition.model import Edition
from layout.epaper import make_epaper
from layout.epaper.ads import ad_lines
from layout.epaper.blocks import block_html
from layout.epaper.editions import edition_card, link_of
from layout.epaper.html import Neighbours, PictureFile, ReadingFile, phrases, site_pages
from layout.epaper.joining import join
from layout.epaper.newsml import epaper_xml
from layout.epaper.site import make_site
from layout.files.project import Project
from tests import records
from tests.conftest import ROOT
from tests.epaper.printed import make_edition, print_pages, read_layout, write_layout

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Reader(HTMLParser):
    """What a page holds: tags with their attributes, its text, the ids; the text of main by itself."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.in_main = [], [], []
        self.open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)
        if "main" in self.open and self.open[-1] not in ("rt", "rp"):
            self.in_main.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def read(path):
    return Reader(path.read_text("utf-8"))


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def edition(project) -> Edition:
    return read_folder(project.content / "2022-04-15", project.templates).edition


@pytest.fixture(scope="module")
def pages(made):
    found = sorted(made.folder.rglob("*.html"))
    assert len(found) == 1 + 2 + 4
    return [*found, made.index]


def test_every_page_is_well_formed_html5(pages):
    for page in pages:
        parser = StrictParser()
        parser.parse(page.read_text("utf-8"))
        assert parser.errors == [], page


def test_every_link_and_picture_leads_to_a_file_of_the_site(pages, made):
    assert assert_links_lead_somewhere(pages, made.index.parent) > 100


def assert_links_lead_somewhere(pages, root):
    """Follow every link of the pages; return how many there are."""
    count = 0
    for page in pages:
        for tag, attrs in read(page).tags:
            named = [attrs[key] for key in ("href", "src") if key in attrs]
            named += [size.split()[0] for size in attrs.get("srcset", "").split(",") if size.strip()]
            for link in named:
                assert not re.match(r"[a-z]+:|/", link), f"{page}: {link} in <{tag}> is not relative"
                name, place = urldefrag(link)
                target = (page.parent / unquote(name)).resolve() if name else page
                assert target.is_file(), f"{page}: {link}"
                assert target.is_relative_to(root.resolve())
                if place and target.suffix == ".pdf":
                    assert re.fullmatch(r"page=[12]", place)
                elif place:
                    assert place in {attrs.get("id") for _, attrs in read(target).tags}, f"{page}: {link}"
                count += 1
    return count


def test_no_script_no_handler_nothing_from_elsewhere(pages, site):
    for page in pages:
        for tag, attrs in read(page).tags:
            assert tag not in ("script", "iframe", "object", "embed", "style"), page
            assert not any(name.startswith("on") or name == "style" for name in attrs), page
    assert "url(" not in (site / "style.css").read_text("utf-8")


def test_a_hostile_headline_is_text(site):
    reader = read(site / "stories" / "hostile.html")
    shown = "".join(reader.text)
    assert "<script>alert(1)</script>" in shown
    assert "<img src=x onerror=alert(2)>" in shown
    assert "{{ 7 * 7 }}" in shown
    assert reader.all("img") == []
    newsml = ET.parse(site / "newsml" / "hostile.xml")
    assert not [node for node in newsml.iter() if node.tag.endswith("script")]


def test_every_character_of_every_story_is_on_its_page(site, edition):
    for whole in join(edition):
        reader = read(site / "stories" / f"{whole.id}.html")
        shown = squeezed("".join(reader.in_main))
        for part in whole.parts:
            story = part.story
            texts = [story.headline, story.kicker, story.deck, story.byline, story.dateline, story.source]
            texts += [block.text for block in story.blocks]
            if story.picture:
                texts += [story.picture.caption, story.picture.credit]
            for text in texts:
                assert squeezed(text) in shown, f"{story.id}: {text}"


def test_paragraphs_and_voices_are_as_the_editor_wrote_them(site):
    html = (site / "stories" / "bridge.html").read_text("utf-8")
    assert "约3200m<sup>2</sup>，<strong>预计</strong>工期<em>20天</em>。</p>" in html
    assert '<h2><span class="ph">车辆</span> <span class="ph">怎样绕行</span></h2>' in html
    assert '<span class="dateline">渡口4月15日电　</span>' in html


def test_the_parts_of_a_story_are_one_page(site, edition):
    assert [[part.story.id for part in whole.parts] for whole in join(edition)] == [
        ["bridge", "bridge-end"],
        ["market"],
        ["ferry"],
        ["hostile"],
    ]
    assert not (site / "stories" / "bridge-end.html").exists()
    zone = next(a for a in read(site / "pages" / "A2.html").all("a") if a.get("data-story") == "bridge")
    assert zone["href"] == "../stories/bridge.html#part-2"


def with_part_of(edition, **parts):
    """Return the edition as a planner's parts make it: stories that name the whole they are a part of."""
    none = {"continued_on": None, "continued_from": None}
    stories = {
        name: story.model_copy(update={**none, "part_of": parts.get(name, "")})
        for name, story in edition.stories.items()
    }
    return edition.model_copy(update={"stories": stories})


def test_stories_that_say_what_they_are_a_part_of_are_joined(edition):
    joined = join(with_part_of(edition, **{"bridge-end": "bridge", "ferry": "bridge"}))
    assert [part.story.id for part in joined[0].parts] == ["bridge", "bridge-end", "ferry"]
    assert [whole.id for whole in joined[1:]] == ["market", "hostile"]


def test_jumps_that_could_be_either_are_not_guessed(edition):
    stories = dict(edition.stories)
    stories["market"] = stories["market"].model_copy(update={"continued_on": "A2"})
    assert all(len(whole.parts) == 1 for whole in join(edition.model_copy(update={"stories": stories})))
    stories["market"] = stories["market"].model_copy(update={"headline": stories["bridge-end"].headline})
    joined = join(edition.model_copy(update={"stories": stories}))
    assert [[part.story.id for part in whole.parts] for whole in joined if len(whole.parts) > 1] == [
        ["market", "bridge-end"]
    ]


def test_landmarks_headings_languages_and_alternatives(pages, made):
    for page in pages:
        reader = read(page)
        assert reader.all("html")[0]["lang"] == "zh-Hans"
        assert len(reader.all("main")) == 1
        levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), page
        assert all("alt" in img and img["width"] and img["height"] for img in reader.all("img"))
        ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), page
        if page != made.index:
            assert reader.all("a")[0]["class"] == "skip"
            assert all(nav.get("aria-label") for nav in reader.all("nav"))
    ferry = read(made.folder / "stories" / "ferry.html")
    assert ferry.all("article")[0]["lang"] == "en-GB"
    bridge = read(made.folder / "stories" / "bridge.html")
    assert bridge.all("img")[0]["alt"] == "检修中的大桥。"


def test_zones_are_links_with_names(site):
    zones = [a for a in read(site / "pages" / "A2.html").all("a") if "data-story" in a or "data-ad" in a]
    assert [zone.get("data-story", zone.get("data-ad")) for zone in zones] == [
        "bridge",
        "ferry",
        "hostile",
        "subscribe",
        "small-ads",
    ]
    assert all(zone["aria-label"] for zone in zones)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_text_stands_out_from_the_paper():
    """WCAG 2.2, 1.4.3: 4.5 to 1 at least; body text 7 to 1."""
    css = (Path(layout.epaper.__file__).parent / "templates" / "style.css").read_text("utf-8")
    colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))
    paper = luminance(colour["paper"])
    for name, least in (("ink", 7), ("soft", 4.5), ("accent", 4.5)):
        assert (paper + 0.05) / (luminance(colour[name]) + 0.05) >= least, name
    assert ":focus-visible { outline: 3px solid" in css


def test_the_words_of_ads_are_told(site, edition):
    shown = squeezed("".join(read(site / "pages" / "A2.html").in_main))
    for ad in edition.ads.values():
        for line in ad_lines(ad):
            assert squeezed(line) in shown
    assert ad_lines(edition.ads["small-ads"]) == ("分类广告", "出租", "码头仓库一间。", "招聘", "船工 两名。")
    assert "https://example.org/?a=1&b=2" in ad_lines(edition.ads["subscribe"])


def unread(node):
    """The words of an element without their readings."""
    words = (("" if one.tag.rpartition("}")[2] in ("rp", "rt") else unread(one)) + (one.tail or "") for one in node)
    return (node.text or "") + "".join(words)


def test_readings_stand_over_their_characters(site):
    group = "<ruby>渡舟<rp>（</rp><rt>dùzhōu</rt><rp>）</rp></ruby>"
    mono = "<ruby>渡<rp>（</rp><rt>dù</rt><rp>）</rp>口<rp>（</rp><rt>kǒu</rt><rp>）</rp></ruby>"
    for path in (site / "stories" / "ferry.html", site / "newsml" / "ferry.xml", site / "epaper.xml"):
        told = path.read_text("utf-8")
        assert f"The boat is the {group} of <strong>{mono}</strong>." in told


def test_epaper_xml_follows_its_schema_and_holds_every_paragraph(site, edition):
    schema = etree.RelaxNG(etree.parse(Path(layout.epaper.__file__).parent / "epaper.rng"))
    tree = etree.parse(site / "epaper.xml")
    schema.assertValid(tree)
    name = {"e": "urn:banmian:epaper:1"}
    told = [unread(node) for node in tree.iterfind(".//e:part/e:p", name)]
    written = [block.text for whole in join(edition) for part in whole.parts for block in part.story.blocks]
    subheads = [node.text for node in tree.iterfind(".//e:part/e:subhead", name)]
    assert sorted(told + subheads) == sorted(written)
    for picture in tree.iterfind(".//e:picture", name):
        with Image.open(site / picture.get("href")) as image:
            assert image.size == (int(picture.get("pixel-width")), int(picture.get("pixel-height")))


def test_news_items_hold_every_paragraph_and_the_head(site, edition):
    g2, xhtml = "{http://iptc.org/std/nar/2006-10-01/}", "{http://www.w3.org/1999/xhtml}"
    for whole in join(edition):
        root = ET.parse(site / "newsml" / f"{whole.id}.xml").getroot()
        assert root.get("guid") == f"urn:banmian:2022-04-15:{whole.id}"
        content = root.find(f"{g2}contentMeta")
        assert content.findtext(f"{g2}headline") == whole.story.headline
        assert (content.findtext(f"{g2}by") or "") == whole.story.byline
        assert (content.findtext(f"{g2}creditline") or "") == whole.story.source
        body = root.find(f".//{xhtml}body")
        texts = list(map(unread, body))
        for part in whole.parts:
            for block in part.story.blocks:
                assert block.text in texts


def test_the_same_edition_gives_the_same_site(project, site):
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    make_epaper(project, project.content / "2022-04-15")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_the_site_stands_beside_the_printed_pages(project, site):
    assert site == project.root / "output" / "epaper" / "2022-04-15"
    assert not site.is_relative_to(project.output(project.content / "2022-04-15"))
    with pytest.raises(OutputError, match="cannot have the name 'epaper'"):
        project.output(project.content / "epaper")


@pytest.fixture
def fresh(tmp_path) -> Project:
    return make_edition(tmp_path)


def test_the_command_says_where_the_site_is(fresh, monkeypatch):
    monkeypatch.chdir(fresh.root)
    assert CliRunner().invoke(app, ["epaper", "content/2022-04-15"]).exit_code == 6
    print_pages(fresh)
    done = CliRunner().invoke(app, ["epaper", "content/2022-04-15"])
    assert done.exit_code == 0
    assert "output/epaper/2022-04-15/index.html" in done.output


def test_pages_must_have_been_built(fresh):
    with pytest.raises(PageError, match="no built pages") as caught:
        make_epaper(fresh, fresh.content / "2022-04-15")
    assert "banmian build" in caught.value.hint
    assert not fresh.epaper.exists()


def test_pages_of_another_state_are_refused(fresh):
    folder = fresh.content / "2022-04-15"
    print_pages(fresh)
    (folder / "market.md").rename(folder / "fair.md")
    edition = folder / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("market", "fair"), "utf-8")
    with pytest.raises(PageError, match="page A1 has the story market"):
        make_epaper(fresh, folder)


def test_copy_that_was_changed_since_the_build_is_told(fresh):
    folder = fresh.content / "2022-04-15"
    print_pages(fresh)
    market = folder / "market.md"
    market.write_text(market.read_text("utf-8").replace("两成", "三成"), "utf-8")
    (finding,) = (f for f in make_epaper(fresh, folder).findings if f.code == "epaper-copy-differs")
    assert finding.subject == "market"
    assert finding.place.line == 4


def test_parts_made_by_the_planner_lead_to_the_whole_story(fresh):
    """The planner breaks bridge-end after its first paragraph and carries the rest to page A1, as bridge-end-2."""
    output = print_pages(fresh)
    one, two = read_layout(output).pages
    ferry = next(story for story in two.stories if story.id == "ferry")
    whole = ferry.body[0].lines[0].text
    first, second = whole[:30], whole[30:]
    here = replace(ferry, body=(records.galley(f"{first}Reuters. Continued on A1", (10, 90, 85, 45)),))
    place = (105.0, 171.0, 85.0, 8.0)
    there = replace(records.story("ferry-2", place, f"From A2: {second}"), head=())
    stories = tuple(here if story is ferry else story for story in two.stories)
    write_layout(output, records.layout(replace(one, stories=(*one.stories, there)), replace(two, stories=stories)))
    made = make_epaper(fresh, fresh.content / "2022-04-15")
    assert [finding.code for finding in made.findings if finding.code.startswith("epaper")] == []
    site = fresh.epaper / "2022-04-15"
    zones = [a for a in read(site / "pages" / "A1.html").all("a") if a.get("data-story") == "ferry"]
    assert [(zone["href"], zone["data-part"]) for zone in zones] == [("../stories/ferry.html", "2")]
    where = [a["href"] for a in read(site / "stories" / "ferry.html").all("a") if "pages/" in a["href"]]
    assert where[-2:] == ["../pages/A2.html", "../pages/A1.html"]


def test_a_story_that_found_no_room_is_left_out_and_told(fresh):
    output = print_pages(fresh)
    one, two = read_layout(output).pages
    left = tuple(story for story in one.stories if story.id != "market")
    write_layout(output, records.layout(replace(one, stories=left), two))
    made = make_epaper(fresh, fresh.content / "2022-04-15")
    assert [finding.subject for finding in made.findings if finding.code == "epaper-not-printed"] == ["market"]
    assert not (made.folder / "stories" / "market.html").exists()


def test_a_story_that_was_held_over_is_whole_and_told_as_not_printed(fresh):
    output = print_pages(fresh)
    one, two = read_layout(output).pages
    left = tuple(story for story in one.stories if story.id != "market")
    write_layout(output, records.layout(replace(one, stories=left), two))
    edition = read_folder(fresh.content / "2022-04-15", ROOT / "templates").edition
    layout = read_layout(output)
    site = make_site(edition, layout, report := Report(), held_over=["market"])
    (story,) = [each for each in site.stories if each.id == "market"]
    assert (story.pages, story.home) == ((), "A1")
    assert [each.id for each in site.pages[0].stories][-1] == "market"
    assert all(zone.story is not story for page in site.pages for zone in page.zones)
    assert report.findings == ()


def test_copy_that_was_cut_is_whole_and_no_other_difference_is_passed_over(fresh):
    output = print_pages(fresh)
    one, two = read_layout(output).pages
    ferry = next(story for story in two.stories if story.id == "ferry")
    whole = ferry.body[0].lines[0].text
    here = replace(ferry, body=(records.galley(whole[:30], (10, 90, 85, 45)),))
    stories = tuple(here if story is ferry else story for story in two.stories)
    layout = records.layout(one, replace(two, stories=stories))
    edition = read_folder(fresh.content / "2022-04-15", ROOT / "templates").edition
    make_site(edition, layout, cut := Report(), cut={"ferry": (whole[30:],)})
    assert cut.findings == ()
    make_site(edition, layout, told := Report())
    assert [finding.subject for finding in told.findings] == ["ferry"]


def test_a_story_that_was_allotted_to_a_page_stands_on_it(fresh):
    print_pages(fresh)
    edition = fresh.content / "2022-04-15" / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("[bridge, market]", "[bridge]"), "utf-8")
    market = fresh.content / "2022-04-15" / "market.md"
    market.write_text(market.read_text("utf-8").replace("headline:", "section: 要闻\nheadline:"), "utf-8")
    made = make_epaper(fresh, fresh.content / "2022-04-15")
    zones = [a for a in read(made.folder / "pages" / "A1.html").all("a") if a.get("data-story") == "market"]
    assert len(zones) == 1


def elements():
    """Every kind of element that may stand between paragraphs, by the characters it has."""
    span = Span(text="一<b>", emphasis=Emphasis.STRONG)
    table = Table(title="表<", heads=("甲", "乙"), rows=(("1&", "2"), ("3", "4")), aligns=("left", "left"))
    spell = Spell(place="渡<", sky="sun", high="24", low="11", wind="东风<", rain="5")
    weather = Weather(title="天", spells=(spell,), times=(Told(label="日出", value="6:12"),))
    listing = Listing(items=((span, Span(text="二")), (span,)), marks=("3.", "4."))
    marked = Listing(items=((span,),), marks=("3)",))
    data = (Bar(label="一月", value=3.5), Bar(label="二月", value=4.0))
    return {
        "引语<——谁": Quote(text="引语<", by="谁"),
        "一<b>二一<b>": listing,
        "3) 一<b>": marked,
        "表<甲乙1&234": table,
        "框一<b>二一<b>表<甲乙1&234": Facts(title="框", blocks=(listing, table)),
        "填1": Crossword(title="填", rows=("甲乙", "丙#")),
        "节台<8:00一<b>": Programme(title="节", groups=(Group(head="台<", items=(Item(time="8:00", what=(span,)),)),)),
        "某<1938—2026一<b>二": Notice(
            title="某<", dates="1938—2026", blocks=(Paragraph(spans=(span, Span(text="二"))),)
        ),
        "天渡<晴24°/11°东风<5日出6:12": weather,
        "独12": Sudoku(title="独", rows=("1...", "....", "....", "...2")),
        "答甲乙丙": Solution(title="答", rows=("甲乙", "丙#")),
        "图（吨）一月3.5二月4某局": Chart(title="图", unit="吨", source="某局", data=data),
    }


def test_every_kind_of_block_keeps_its_characters():
    kinds = {"paragraph", "subhead", *(block.kind for block in elements().values())}
    assert kinds == {"paragraph", "subhead", *ELEMENTS.names}
    for text, block in elements().items():
        html = block_html(block, language_for("zh-Hans"))
        assert "".join(Reader(html).text) == text
        parser = StrictParser()
        parser.parse(f"<!doctype html><html><head><title>a</title></head><body>{html}</body></html>")
        assert parser.errors == []


def test_the_numbers_of_a_list_are_those_that_were_written():
    html = block_html(elements()["一<b>二一<b>"], language_for("zh-Hans"))
    assert html == (
        '<ol><li value="3"><strong>一&lt;b&gt;</strong>二</li><li value="4"><strong>一&lt;b&gt;</strong></li></ol>'
    )


def test_a_story_with_every_element_and_two_pictures_is_whole(project, edition):
    printed = read_layout(project.output(edition.folder))
    market = edition.stories["market"]
    picture = edition.stories["bridge"].picture
    more = {"blocks": (*market.blocks, *elements().values()), "series": "赶集", "pictures": (picture, picture)}
    changed = edition.model_copy(update={"stories": edition.stories | {"market": market.model_copy(update=more)}})
    report = Report()
    site = make_site(changed, printed, report)
    assert report.findings == ()
    files = {
        name: PictureFile(name, 60, 40) for name in ("images/market.jpg", "images/market.2.jpg", "images/bridge.jpg")
    }
    pictures = {page.id: [PictureFile("images/x.webp", 60, 40)] for page in site.pages}
    links = Neighbours(link_of("2022-04-15", edition_card(changed, PictureFile("images/x.webp", 60, 40))))
    reader = Reader(
        dict(site_pages(site, pictures, files, links, ReadingFile("read.pdf", "1 kB")))["stories/market.html"]
    )
    shown = squeezed("".join(reader.in_main))
    for text in ("赶集", *elements()):
        assert squeezed(text) in shown
    assert [img["src"] for img in reader.all("img")] == ["../images/market.jpg", "../images/market.2.jpg"]
    xml = etree.fromstring(epaper_xml(site, pictures, files))
    etree.RelaxNG(etree.parse(Path(layout.epaper.__file__).parent / "epaper.rng")).assertValid(xml.getroottree())


@pytest.mark.parametrize("text", ["春水涨起来 候鸟歇脚", "“好”，他说：行！", "A <b> & ，，", "……——", "  空  格 "])
def test_phrases_change_no_character(text):
    reader = Reader(str(phrases(text, language_for("zh-Hans").marks)))
    assert "".join(reader.text) == text


SAID = {
    "zh-Hans": ("渡口　", "（新华社）", "（吨）", "3.5", "——程渡"),
    "ja": ("【渡口】", "（新华社）", "（吨）", "3.5", "——程渡"),
    "ko": ("[渡口] ", "(新华社)", " (단위: 吨)", "3.5", "— 程渡"),
    "de": ("渡口 – ", "新华社", " (吨)", "3,5", "– 程渡"),
    "en-GB": ("渡口 — ", "新华社", " (吨)", "3.5", "— 程渡"),
}


@pytest.mark.parametrize("tag", SAID)
def test_what_a_story_says_beside_its_copy_is_of_its_language(tag, project, edition):
    place, source, unit, figure, by = SAID[tag]
    market = edition.stories["market"]
    blocks = (*market.blocks, Quote(text="停", by="程渡"), elements()["图（吨）一月3.5二月4某局"])
    told = {"language": tag, "dateline": "渡口", "source": "新华社", "blocks": blocks}
    stories = edition.stories | {"market": market.model_copy(update=told)}
    html, xml = site_of(edition.model_copy(update={"stories": stories}), project)
    assert f'<span class="dateline">{place}</span>' in html
    assert f'<p class="source">{source}</p>' in html
    assert f"<caption>图{unit}</caption>" in html
    assert f"<td>{figure}</td>" in html
    assert f'<p class="by">{by}</p>' in html
    assert f"<td>{figure}</td>" in xml


def site_of(edition, project):
    """The page of the story market, and epaper.xml, of an edition as it is printed."""
    site = make_site(edition, read_layout(project.output(edition.folder)), Report())
    files = {name: PictureFile(name, 60, 40) for name in ("images/market.jpg", "images/bridge.jpg")}
    pictures = {page.id: [PictureFile("images/x.webp", 60, 40)] for page in site.pages}
    links = Neighbours(link_of("2022-04-15", edition_card(edition, PictureFile("images/x.webp", 60, 40))))
    pages = dict(site_pages(site, pictures, files, links, ReadingFile("read.pdf", "1 kB")))
    return pages["stories/market.html"], epaper_xml(site, pictures, files).decode()


def test_a_caption_and_the_imprint_are_as_they_are_printed(site):
    html = (site / "stories" / "bridge.html").read_text("utf-8")
    assert '<figcaption>检修中的大桥。　<span class="credit">林舟 摄</span></figcaption>' in html
    assert "渡口报社出版" in html
    assert "CN 00-0000" in html


STYLE = Path(layout.epaper.__file__).parent / "templates" / "style.css"


def test_every_language_of_han_has_faces_of_its_own_region():
    rules = dict(re.findall(r"^(:[^{]*?) \{\n(.*?)\n\}", STYLE.read_text("utf-8"), re.DOTALL | re.MULTILINE))
    of = {
        "zh-Hant": (" TC", "zh-TW"), "zh-Hant-HK": (" HK", "zh-HK"), "ja": (" JP", "ja"), "ko": (" KR", "ko"),
    }  # fmt: skip
    for tag, (region, also) in of.items():
        (found,) = (
            body for names, body in rules.items() if names.split(",")[0].removeprefix(":is(") == f":lang({tag})"
        )
        (names,) = (names for names, body in rules.items() if body == found)
        assert f":lang({also})" in names
        for face in ("--song", "--hei"):
            first = re.search(rf"{face}: \"([^\"]+)\"", found)[1]
            assert first.endswith(region), tag
        assert " SC" not in found
    (traditional,) = (body for names, body in rules.items() if names.startswith(":is(:lang(zh-Hant),"))
    assert "TC" in re.search(r"--kai: ([^;]+);", traditional)[1]


def test_text_of_another_language_has_its_own_faces_and_line_ends():
    style = STYLE.read_text("utf-8")
    assert "\n[lang] { font-family: var(--song); }" in style
    assert "\n:lang(ko) { word-break: keep-all; }\n:not(:lang(ko)) { word-break: normal; }" in style


@pytest.mark.parametrize(("tag", "marks"), [("zh-Hans", "，：！”』"), ("ja", "、。」』"), ("zh-Hant", "，：」")])
def test_phrases_end_after_the_marks_of_their_language(tag, marks):
    for mark in marks[:1]:
        assert str(phrases(f"甲乙{mark}丙丁", language_for(tag).marks)).count('class="ph"') == 2
    closing = marks[-1]
    assert f"甲乙。{closing}</span>" in str(phrases(f"甲乙。{closing}丙丁", language_for(tag).marks))


def test_no_line_of_a_story_ends_where_its_language_holds_words_together():
    spans = (Span(text="Es kostet 12 "), Span(text="000", emphasis=Emphasis.STRONG), Span(text=" Euro für 5 km Seil"))
    html = block_html(Paragraph(spans=spans), language_for("de"), "Hamburg – ")
    assert html == (
        '<p><span class="dateline">Hamburg – </span>Es kostet 12\xa0<strong>000</strong> Euro für 5\xa0km Seil</p>'
    )
