"""Word documents, wire items and an edition to take them in, made for the tests."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from PIL import Image

from layout.intake import read_copy
from tests.content.sandbox import EDITION_YAML


def make_edition(root: Path) -> Path:
    folder = root / "content" / "2022-04-15"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION_YAML, "utf-8")
    return folder


def png(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 90, 140)).save(out, "PNG")
    return out.getvalue()


def element(tag: str, text: str = "", **attributes: str):
    """Return an OOXML element, such as w:del, with text and attributes of the w namespace."""
    made = OxmlElement(tag)
    if text:
        made.text = text
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def put_full(path: Path) -> Path:
    """Save the full document there."""
    path.write_bytes(_full_bytes())
    return path


@cache
def _full_bytes() -> bytes:
    out = io.BytesIO()
    full_document().save(out)
    return out.getvalue()


def full_document() -> Document:
    """A document with one of everything an editor may meet."""
    document = Document()
    document.add_paragraph("渡口大桥今起封闭检修", style="Title")
    document.add_paragraph("公交改走新桥", style="Subtitle")
    paragraph = document.add_paragraph("本报讯（记者 林舟）渡口大桥从15日零时起")
    paragraph.add_run("封闭检修").bold = True
    paragraph.add_run("，预计")
    paragraph.add_run("工期").italic = True
    paragraph.add_run("20天，面积约3200m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("。价格 5*6 # <b>不是标签</b> &amp; \\n 。")
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph("检修中的大桥。", style="Caption")
    document.add_paragraph("车辆怎样绕行", style="Heading 2")

    changed = document.add_paragraph("过江车辆可以走")
    inserted = element("w:ins", author="编辑甲", id="1")
    run = element("w:r")
    run.append(element("w:t", "上游的"))
    inserted.append(run)
    changed._p.append(inserted)
    deleted = element("w:del", author="编辑乙", id="2")
    run = element("w:r")
    run.append(element("w:delText", "下游的"))
    deleted.append(run)
    changed._p.append(deleted)
    changed.add_run("新桥。")

    link = document.add_paragraph("详情见")
    relation = document.part.relate_to(
        "https://example.org/bridge",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), relation)
    run = element("w:r")
    run.append(element("w:t", "本报网站"))
    anchor.append(run)
    link._p.append(anchor)

    document.styles.add_style("编者按", 1)
    document.add_paragraph("这一段的样式没有人认识。", style="编者按")
    document.add_paragraph("第一件事", style="List Bullet")
    document.add_paragraph("第二件事", style="List Bullet")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("线路", "改道"), ("3路", "新桥")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "内部稿件"
    commented = document.add_paragraph("检修期间渡船加班。")
    document.add_comment(commented.runs[0], text="请核实加班时间", author="值班主任")

    odd = document.add_paragraph("")
    shape = OxmlElement("w:unheardOf")
    run = element("w:r")
    run.append(element("w:t", "没人想到的地方也有字。"))
    shape.append(run)
    odd._p.append(shape)
    return document


DOCUMENT_TEXTS = (
    "渡口大桥今起封闭检修", "公交改走新桥", "本报讯（记者 林舟）", "渡口大桥从15日零时起", "封闭检修", "工期",
    "价格 5*6 # <b>不是标签</b> &amp; \\n 。", "检修中的大桥。", "车辆怎样绕行", "过江车辆可以走", "上游的",
    "下游的", "新桥。", "详情见", "本报网站", "https://example.org/bridge", "这一段的样式没有人认识。", "编者按",
    "第一件事", "线路", "改道", "3路", "内部稿件", "检修期间渡船加班。", "请核实加班时间", "值班主任",
    "没人想到的地方也有字。",
)  # fmt: skip
"""Everything that full_document says; each must be in the story or on the list."""


def with_footnote_and_text_box() -> Document:
    """A document with a footnote, and a text box in the two forms Word writes it in."""
    document = Document()
    document.add_paragraph("标题", style="Title")
    paragraph = document.add_paragraph("正文一段，写在这里。")
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {word} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    note = (
        f'<w:footnotes {word}><w:footnote w:id="2"><w:p><w:r><w:t>脚注的字</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode("utf-8"), document.part.package)
    document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    return document


def save(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def rewrite(path: Path, **changes: bytes) -> Path:
    """Write a zip file anew with other members, named with __ for a slash and _ for a dot before the ending."""
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members |= {name.replace("__", "/"): data for name, data in changes.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


NITF = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="zh-CN">
  <head>
    <title>大桥</title>
    <docdata><doc-id id-string="X1"/><urgency ed-urg="4"/></docdata>
    <pubdata name="某社线路"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>渡口大桥 检修</hl1><hl2>工期二十天</hl2></hedline>
      <byline><person>林舟</person></byline>
      <distributor>某通讯社</distributor>
      <dateline><location>渡口</location>4月14日电</dateline>
    </body.head>
    <body.content>
      <p>第一段，<em>强调</em>，<strong>很强</strong>。</p>
      <hl2>绕行</hl2>
      <block><p>第二段见<a href="https://example.org/x">网页</a>。</p></block>
      <table><tr><td>3路</td><td>新桥</td></tr></table>
      <media media-type="image"><media-reference source="bridge.jpg"/><media-caption>大桥。</media-caption></media>
      <ul><li>其一</li><li>其二</li></ul>
      <mystery>没见过的元素</mystery>
    </body.content>
    <body.end><tagline>完</tagline></body.end>
  </body>
</nitf>
"""

NINJS = """\
{
  "uri": "tag:example.org,2022:1", "type": "text", "language": "en-GB", "urgency": 3,
  "headline": "Ferries run later", "byline": "Anna Bell", "located": "FERRY TOWN", "slugline": "FERRY-LATE",
  "body_xhtml":
    "<p>The last boat leaves at <b>ten</b>.</p><h2>Fares</h2><p>One &pound;1 coin &amp; no more<br>than that",
  "body_text": "The last boat leaves at ten.\\nFares\\nOne £1 coin & no more\\nthan that\\nOnly here.",
  "associations": {"picture": {"headline": "A ferry", "renditions": {"full": {"href": "https://example.org/f.jpg"}}}}
}
"""


NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    _RELATION: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
}
"""Names of Transitional -> those of Strict (ISO/IEC 29500-1)."""


def run(text: str, properties: str = "") -> str:
    """Return a run of WordprocessingML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str, properties: str = "") -> str:
    """Return a paragraph, of plain text if it has no tags."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside if '<' in inside else run(inside)}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of cells, each plain text or what stands in it."""
    held = "".join(f"<w:tc>{cell if '<' in cell else para(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{held}</w:tr>"


def level(form: str, text: str, number: int = 0, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbers(*lists: str, overrides: str = "") -> str:
    """Return numbering.xml of lists of levels: the first is number 1, and so on; ``overrides`` are further uses."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{at}">{each}</w:abstractNum>' for at, each in enumerate(lists, 1))
    uses = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(1, len(lists) + 1))
    return f"<w:numbering>{made}{uses}{overrides}</w:numbering>"


def listed(number: int, level: int = 0) -> str:
    """Return the properties of a paragraph that belongs to a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def package(
    body: str,
    *,
    styles: str = "",
    parts: dict[str, str | bytes] | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
    strict: bool = False,
) -> bytes:
    """Return a Word file as bytes: a body, styles, further parts by name, references by id (kind, part or address)."""
    heads = ('<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
             '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>')  # fmt: skip
    held: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles>{heads}{styles}</w:styles>",
        **(parts or {}),
    }
    relations = {"rIdS": ("styles", "styles.xml"), **(relations or {})}
    for name in held:
        if name not in ("word/document.xml", "word/styles.xml") and name.count("/") == 1 and name.endswith(".xml"):
            relations[f"rId{len(relations)}"] = (name.split("/")[1].rstrip("0123456789.xml") or "x", name.split("/")[1])
    links = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for id_, (kind, target) in relations.items()
    )
    root = f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        for name, inside in (("_rels/.rels", root), ("word/_rels/document.xml.rels", links)):
            text = f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
            file.writestr(name, _spelled(text, strict))
        for name, data in held.items():
            if isinstance(data, str):
                first, _, rest = data.partition(">")
                slash = "/" if first.endswith("/") else ""
                data = _spelled(f"{first.rstrip('/')} {_DECLARED}{slash}>{rest}", strict).encode()
            file.writestr(name, data)
    return out.getvalue()


def _spelled(text: str, strict: bool) -> str:
    for transitional, name in STRICT.items() if strict else ():
        text = text.replace(transitional, name)
    return text


def read(folder, name, data):
    """Return what is read from a file of that name."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_copy(path)


def told(draft):
    """Return the editor's list as it is written."""
    return "\n".join(str(note.remark) for note in draft.notes)


def texts(draft):
    """Return the words of a draft's blocks."""
    return [block.text for block in draft.blocks]
