"""A pull quote: a few words of the story set large between two rules, and who said them."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.element import SetElement, missing_of, rule
from layout.compose.elements.kind import ElementKind, Say
from layout.compose.elements.texts import Texts
from layout.compose.elements.xhtml import put, xml
from layout.compose.voices import Voices
from layout.edition.blocks import Element, MapSpans, MapText, Span, Text
from layout.edition.containers import OPTIONAL, SAID_BY, SIGNATURE
from layout.edition.inline import one_voice, spans_in
from layout.edition.markdown import Body, Written
from layout.scene.text import SetLine


class Quote(Element):
    """A pull quote (引语): words of the story set large, and who said them."""

    kind: Literal["quote"] = "quote"
    text: Text
    by: str = ""

    @property
    def stays(self) -> bool:
        """It belongs to the text."""
        return True

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its words put through functions."""
        return self.model_copy(update={"text": text(self.text), "by": text(self.by)})


def read_quote(body: Body, written: Written) -> Iterator[Quote]:
    """Yield a pull quote; a last line that begins with a dash, or is marked as a signature, says who said it."""
    text, by, options = [], "", dict(written.options)
    for index, token in enumerate(written.tokens):
        if token.type == "paragraph_open":
            content = OPTIONAL.sub("", marked := written.tokens[index + 1].content)
            if content != marked:
                options["optional"] = True
            said, _, last = content.rpartition("\n")
            unsigned = SIGNATURE.sub("", last)
            if (found := SAID_BY.fullmatch(unsigned.strip())) or unsigned != last:
                by, content = body.one_voice(found[1] if found else unsigned.strip()), said
            if content.strip():
                body.check_lines(content, body.line(token))
                body.check_inline(content, body.line(token))
                text.append(one_voice(spans_in(content, body.language), body.language))
        elif (token.nesting >= 0 and token.type not in ("inline", "blockquote_open")) or (
            token.type == "blockquote_open" and index
        ):
            body.unsupported(token)
            return
    if text:
        yield Quote(text="".join(text), by=by, **options)
    else:
        body.error(
            Code.ELEMENT_CONTENT, say("this pull quote is empty"), written.line, say("write its words after the sign")
        )


def set_quote(quote: Quote, width: float, voices: Voices, language: str) -> SetElement:
    """Set a pull quote. Its words are ragged: lines so short and large cannot be justified."""
    styles, colours, row = voices.design.element, voices.design.colours, voices.design.grid.row
    texts = Texts(voices, language, hyphenate=False)
    lines = texts.phrases(quote.text, styles.quote, width)
    tokens, size = styles.quote, styles.quote.size
    ink = 2 * HAN_INK * size + (len(lines) - 1) * tokens.pitch * size
    said_by = texts.language.words.quoted_by.format(name=quote.by) if quote.by else ""
    by = texts.lines(said_by, styles.quote_by, width, "right") if said_by else ()
    by_height = len(by) * tokens.by_pitch * styles.quote_by.size + tokens.by_gap if by else 0.0
    natural = tokens.rule_above + tokens.rule_below + 2 * tokens.inside + ink + by_height
    rows = ceil((natural + 2 * tokens.outside) / row)
    inside = tokens.inside + (rows * row - 2 * tokens.outside - natural) / 4
    top = (rows * row - natural - 2 * (inside - tokens.inside)) / 2
    first = top + tokens.rule_above + inside + (HAN_CENTRE + HAN_INK) * size
    made = [
        SetLine(line, first + number * tokens.pitch * size, colours.get("accent")) for number, line in enumerate(lines)
    ]
    after = top + tokens.rule_above + inside + ink + tokens.by_gap
    for number, line in enumerate(by):
        middle = after + (number + 0.5) * tokens.by_pitch * styles.quote_by.size
        made.append(SetLine(line, middle + HAN_CENTRE * styles.quote_by.size))
    foot = rows * row - top - tokens.rule_below
    rules = ((top, tokens.rule_above), (foot, tokens.rule_below))
    shapes = tuple(rule(0.0, y, width, thickness, colours["rule"]) for y, thickness in rules if thickness)
    text = quote.text + said_by
    tight = width < tokens.least * size
    return SetElement("quote", rows, width, tuple(made), shapes, text, missing_of(texts.missing), tight)


def quote_html(quote: Quote, words: Words) -> Xml:
    """Return a pull quote as XHTML."""
    made = xml("blockquote", kind="quote")
    put(made, "p", quote.text)
    put(made, "p", words.quoted_by.format(name=quote.by) if quote.by else "", "by")
    return made


def quote_markdown(quote: Quote, say: Say) -> str:
    """Return a pull quote as Markdown."""
    by = f"\n> —— {quote.by}" if quote.by else ""
    return f"> {say.spans((Span(text=quote.text),))}{by}"


KIND = ElementKind(
    model=Quote,
    words=("quote", "引语"),
    tokens=("blockquote_open",),
    read=read_quote,
    set=set_quote,
    html=quote_html,
    markdown=quote_markdown,
    paragraphs=lambda quote: [(Span(text=said),) for said in (quote.text, quote.by) if said],
)
