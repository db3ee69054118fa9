"""The edition for machines: epaper.xml, a schema of our own (docs/epaper.md), and a NewsML-G2 item for each story.

NewsML-G2 2.34 (IPTC): https://iptc.org/std/NewsML-G2/. The copy stands in it as XHTML, of which only p, h1, h2, strong,
em, sup, ruby, figure, img, figcaption and a few classes are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from layout.base.locale import language_for
from layout.edition.blocks import Subhead
from layout.edition.model import Story
from layout.epaper.blocks import block_element
from layout.epaper.html import PictureFile
from layout.epaper.site import Site, SiteStory, story_pictures

EPAPER = "urn:banmian:epaper:1"
NEWSML = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def epaper_xml(
    site: Site, page_pictures: Mapping[str, Sequence[PictureFile]], pictures: Mapping[str, PictureFile]
) -> bytes:
    """Return epaper.xml: pages with their zones, stories with their text, ads with their words."""
    edition = site.edition
    root = ET.Element("epaper", {"xmlns": EPAPER, "version": "1", "date": edition.date.isoformat()})
    root.set("issue", str(edition.issue))
    root.set(XML_LANG, edition.language)
    paper = ET.SubElement(root, "paper")
    for name in ("name", "latin_name", "publisher", "cn_number", "issn", "phone"):
        _text(paper, name.replace("_", "-"), getattr(edition.paper, name))
    for page in site.pages:
        size = {"width": f"{page.width:g}", "height": f"{page.height:g}"}
        node = ET.SubElement(root, "page", {"id": page.id, "section": page.page.section, **size, "href": page.href})
        for picture in page_pictures[page.id]:
            ET.SubElement(node, "picture", _picture(picture))
        for zone in page.zones:
            to = (
                {"story": zone.story.id, "part": str(zone.part)}
                if zone.story
                else {"ad": zone.ad.id if zone.ad else ""}
            )
            shape = ET.SubElement(node, "zone", to)
            for ring in zone.rings:
                ET.SubElement(shape, "polygon", {"points": " ".join(f"{x:g},{y:g}" for x, y in ring)})
        for ad in page.ads:
            words = ET.SubElement(node, "ad", {"id": ad.id, "kind": ad.kind})
            if ad.advertiser:
                words.set("advertiser", ad.advertiser)
            for line in ad.lines:
                _text(words, "line", line)
    for story in site.stories:
        root.append(_story(story, pictures))
    return _bytes(root)


def _story(story: SiteStory, pictures: Mapping[str, PictureFile]) -> ET.Element:
    node = ET.Element("story", {"id": story.id, "href": story.href, "newsml": story.newsml})
    node.set("priority", str(story.story.priority))
    node.set(XML_LANG, story.story.language)
    for part in story.whole.parts:
        copy = part.story
        inner = ET.SubElement(node, "part", {"id": copy.id, "page": part.page})
        for name in ("series", "kicker", "headline", "deck", "byline", "dateline", "source"):
            _text(inner, name, getattr(copy, name))
        for file, shown in story_pictures(copy):
            picture = ET.SubElement(inner, "picture", _picture(pictures[file]))
            _text(picture, "caption", shown.caption)
            _text(picture, "credit", shown.credit)
        for block in copy.blocks:
            element = block_element(block, language_for(copy.language).words)
            if isinstance(block, Subhead):
                element.tag = "subhead"
            inner.append(element)
    return node


def newsml(site: Site, story: SiteStory, pictures: Mapping[str, PictureFile]) -> bytes:
    """Return a story as a NewsML-G2 news item. Its id is made of the edition's date and the story's id."""
    edition, copy = site.edition, story.story
    day = edition.date.isoformat()
    root = ET.Element(
        "newsItem",
        {
            "xmlns": NEWSML,
            "guid": f"urn:banmian:{day}:{story.id}",
            "version": "1",
            "standard": "NewsML-G2",
            "standardversion": "2.34",
            "conformance": "core",
            XML_LANG: copy.language,
        },
    )
    ET.SubElement(root, "catalogRef", {"href": "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"})
    rights = ET.SubElement(root, "rightsInfo")
    _text(ET.SubElement(rights, "copyrightHolder", {"literal": edition.paper.name}), "name", edition.paper.name)
    about = ET.SubElement(root, "itemMeta")
    ET.SubElement(about, "itemClass", {"qcode": "ninat:text"})
    _text(ET.SubElement(about, "provider", {"literal": edition.paper.name}), "name", edition.paper.name)
    # The edition says its day, not the hour it was made; the same edition gives the same bytes.
    _text(about, "versionCreated", f"{day}T00:00:00Z")
    ET.SubElement(about, "pubStatus", {"qcode": "stat:usable"})
    content = ET.SubElement(root, "contentMeta")
    _text(content, "urgency", str(copy.priority))
    ET.SubElement(content, "language", {"tag": copy.language})
    _text(content, "headline", copy.headline)
    _text(content, "dateline", copy.dateline)
    _text(content, "by", copy.byline)
    _text(content, "creditline", copy.source)
    inline = ET.SubElement(ET.SubElement(root, "contentSet"), "inlineXML", {"contenttype": "application/xhtml+xml"})
    inline.append(_xhtml(story, pictures))
    return _bytes(root)


def _xhtml(story: SiteStory, pictures: Mapping[str, PictureFile]) -> ET.Element:
    html = ET.Element("html", {"xmlns": XHTML, XML_LANG: story.story.language})
    _text(ET.SubElement(html, "head"), "title", story.story.headline)
    body = ET.SubElement(html, "body")
    for number, part in enumerate(story.whole.parts):
        copy = part.story
        _class(body, "p", "series", copy.series if number == 0 else "")
        _class(body, "p", "kicker", copy.kicker if number == 0 or copy.kicker != story.story.kicker else "")
        if number == 0 or copy.headline != story.story.headline:
            _text(body, "h1" if number == 0 else "h2", copy.headline)
        _class(body, "p", "deck", copy.deck if number == 0 or copy.deck != story.story.deck else "")
        _class(body, "p", "byline", copy.byline if number and copy.byline != story.story.byline else "")
        _figures(body, copy, pictures)
        _class(body, "p", "dateline", copy.dateline if number else "")
        words = language_for(copy.language).words
        body.extend(block_element(block, words) for block in copy.blocks)
        _class(body, "p", "source", copy.source if number and copy.source != story.story.source else "")
    return html


def _figures(body: ET.Element, copy: Story, pictures: Mapping[str, PictureFile]) -> None:
    for file, shown in story_pictures(copy):
        figure = ET.SubElement(body, "figure")
        size = {"width": str(pictures[file].width), "height": str(pictures[file].height)}
        ET.SubElement(figure, "img", {"src": f"../{file}", "alt": shown.caption, **size})
        _text(figure, "figcaption", shown.caption)
        _class(figure, "p", "credit", shown.credit)


def _picture(picture: PictureFile) -> dict[str, str]:
    return {"href": picture.file, "pixel-width": str(picture.width), "pixel-height": str(picture.height)}


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element with text; none if there is no text."""
    if text:
        ET.SubElement(parent, tag).text = text


def _class(parent: ET.Element, tag: str, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, tag, {"class": name}).text = text


def _bytes(root: ET.Element) -> bytes:
    # White space between the blocks only: inside a paragraph it would be copy.
    for parent in root.iter():
        if (
            parent.tag not in ("p", "subhead", "h1", "h2", "line", "li", "td", "strong", "em", "ruby")
            and len(parent)
            and not (parent.text or "").strip()
        ):
            parent.text = "\n"
            for child in parent:
                child.tail = "\n"
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
