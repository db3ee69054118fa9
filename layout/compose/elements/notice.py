"""A notice of a person (讣告, 祝福): a name, dates and words in a black frame. Its lines stand on the page's grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.base.units import Rect
from layout.compose.element import SetElement, block, missing_of
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.texts import Texts, centred, moved
from layout.compose.elements.xhtml import paragraph_html, put, xml
from layout.compose.voices import Voices
from layout.design.values import Colour
from layout.edition.blocks import Element, MapSpans, MapText, Paragraph, ParagraphForm
from layout.edition.markdown import Body, Written
from layout.scene.shapes import DrawnPath
from layout.scene.text import SetLine

_DATES = re.compile(r"[^。！？!?]{0,24}\d{4}[^。！？!?]{0,24}")
"""A short first paragraph with a year in it: from when to when somebody lived, or the day of a wedding."""


class Notice(Element):
    """A notice: whom it is about, the dates, and paragraphs, the last of them perhaps who signs."""

    kind: Literal["notice"] = "notice"
    title: str = ""
    dates: str = ""
    blocks: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The notice's characters."""
        return self.title + self.dates + "".join(block.text for block in self.blocks)

    @property
    def stays(self) -> bool:
        """Notices follow each other as they are written."""
        return True

    def mapped(self, text: MapText, spans: MapSpans) -> Self:
        """Return the block with its words put through functions."""
        blocks = tuple(block.mapped(text, spans) for block in self.blocks)
        return self.model_copy(update={"title": text(self.title), "dates": text(self.dates), "blocks": blocks})


def read_notice(body: Body, written: Written) -> Iterator[Notice]:
    """Yield a notice; its first paragraph are dates if it looks like it."""
    blocks = list(body.blocks(written.tokens))
    wrong = next((each for each in blocks if not isinstance(each[0], Paragraph)), None)
    held = [each for each, _ in blocks if isinstance(each, Paragraph)]
    dates = ""
    if len(held) > 1 and _DATES.fullmatch(held[0].text):
        dates = held.pop(0).text
    if wrong is not None:
        hint = say("a notice has a name after its word, and paragraphs; take the rest out")
        body.error(Code.ELEMENT_CONTENT, say("a {kind} cannot stand in a notice", kind=wrong[0].kind), wrong[1], hint)
    elif not held:
        hint = say("write its text before the closing colons")
        body.error(Code.ELEMENT_CONTENT, say("this notice is empty"), written.line, hint)
    else:
        yield Notice(title=written.title, dates=dates, blocks=tuple(held), **written.options)


def set_notice(notice: Notice, width: float, voices: Voices, language: str) -> SetElement:
    """Set a notice in its frame."""
    design = voices.design
    styles, grid, ink = design.element, design.grid, design.colours["rule"]
    tokens, texts = styles.notice, Texts(voices, language)
    inner = width - 2 * tokens.padding
    made: list[SetLine] = []
    row = 1
    for words, style in ((notice.title, styles.title), (notice.dates, styles.label)):
        if words:
            scaled = style.model_copy(update={"size": style.size * (tokens.name if words is notice.title else 1.0)})
            for line in texts.few_lines(words, scaled, inner, "center"):
                rows = ceil(line.size * tokens.name_height / grid.row)
                made.append(centred(moved(line, tokens.padding), row * grid.row, rows * grid.row))
                row += rows
    for paragraph in notice.blocks:
        align = {ParagraphForm.PROSE: "", ParagraphForm.SIGNATURE: "right"}.get(paragraph.form, "center")
        for line in texts.lines(paragraph.spans, styles.text, inner, align):
            made.append(SetLine(moved(line, tokens.padding), row * grid.row + grid.baseline))
            row += 1
    outer = Rect(0.0, tokens.air, width, (row + 1) * grid.row - 2 * tokens.air)
    inner_frame = outer.inset(tokens.frame + tokens.between)
    shapes = (*_frame(outer, tokens.frame, ink), *_frame(inner_frame, tokens.line, ink))
    return SetElement("notice", row + 1, width, tuple(made), shapes, notice.text, missing_of(texts.missing))


def _frame(rect: Rect, thick: float, ink: Colour) -> tuple[DrawnPath, ...]:
    """Return the four rules of a frame that lie inside a rectangle."""
    x, y, width, height = rect.x, rect.y, rect.width, rect.height
    return (
        block(x, y, width, thick, ink),
        block(x, rect.bottom - thick, width, thick, ink),
        block(x, y + thick, thick, height - 2 * thick, ink),
        block(rect.right - thick, y + thick, thick, height - 2 * thick, ink),
    )


def notice_html(notice: Notice, _words: Words) -> Xml:
    """Return a notice as XHTML."""
    made = xml("aside", kind="notice")
    put(made, "h3", notice.title)
    put(made, "p", notice.dates, "dates")
    for paragraph in notice.blocks:
        made.append(paragraph_html(paragraph))
    return made


KIND = ElementKind(
    model=Notice,
    words=("notice", "启事", "讣告", "祝福"),
    read=read_notice,
    set=set_notice,
    html=notice_html,
)
