"""Listings (节目表): television, cinema, events. Times stand below each other, heads stay with what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, Self
from unicodedata import normalize
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import SubElement

from layout.base.codes import Code
from layout.base.locale.record import Words
from layout.base.messages import say
from layout.compose.element import Part, SetElement, flowing, stacked
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.rows import row_of, title_of
from layout.compose.elements.texts import Texts, moved
from layout.compose.elements.xhtml import put, with_spans, xml
from layout.compose.voices import Voices
from layout.edition.blocks import Element, MapSpans, MapText, Model, Spans
from layout.edition.inline import one_voice, spans_in
from layout.edition.markdown import Body, Written

_HEAD = re.compile(r"\s*#{1,2}\s+(?P<head>.*\S)")
_HALF = r"(?:[ap]\.?m\b\.?|Uhr\b)"
_CLOCK = (
    r"(?:(?:上午|下午|中午|凌晨|早上|晚上|早|晚|午前|午後|오전|오후)\s*)?\d{1,2}"
    rf"(?:(?:[:：.]|\s?h\s?)[0-5０-５]\d(?:[:：][0-5０-５]\d)?(?:\s?{_HALF})?|\s?{_HALF}"
    r"|[点點时時시](?:\s?\d{1,2}[分분]|半)?(?=[\s|~～至到–—-]|から))"
)
"""``19:30``, ``7.30 pm``, ``9am``, ``20h30``, ``上午9:00``, ``晚上7点半``, ``24:10`` as television counts nights."""
_SPAN = rf"{_CLOCK}(?:\s*(?:[-–—~～至到]|から|bis|to)\s*{_CLOCK})?"
_IS_TIME = re.compile(_SPAN, re.IGNORECASE)
_TIME = re.compile(
    r"\s*(?:[-*+•]\s+)?"
    rf"(?:(?P<label>[^|]*\S)\s*\||(?P<strong>\*{{1,2}})?(?P<time>{_SPAN})(?(strong)(?P=strong)|)(?![\d.]|\s?[亿億万萬元円%％€$£]))"
    r"\s*(?P<what>.*)",
    re.IGNORECASE,
)
"""A time and what is on, or any words, an upright stroke and what is on; it may be written as an item of a list."""


class Item(Model):
    """What is on: its time, or another word that stands there, and the words after it."""

    time: str = ""
    what: Spans


class Group(Model):
    """What stands under a head: a channel, a hall, a day."""

    head: str = ""
    items: tuple[Item, ...]


class Programme(Element):
    """A listing: its title, and groups of times with what is on."""

    kind: Literal["listing"] = "listing"
    title: str = ""
    groups: tuple[Group, ...]

    @property
    def text(self) -> str:
        """The title, and all heads, times and words."""
        return self.title + "".join(
            group.head + "".join(item.time + "".join(span.text for span in item.what) for item in group.items)
            for group in self.groups
        )

    @property
    def stays(self) -> bool:
        """It flows."""
        return True

    def mapped(self, text: MapText, spans: MapSpans) -> Self:
        """Return the block with its words put through functions; times stay as they are."""
        groups = tuple(
            Group(
                head=text(group.head),
                items=tuple(item.model_copy(update={"what": spans(item.what)}) for item in group.items),
            )
            for group in self.groups
        )
        return self.model_copy(update={"title": text(self.title), "groups": groups})


def read_programme(body: Body, written: Written) -> Iterator[Programme]:
    """Yield a listing; tell heads that nothing stands under, and lines that have neither a time nor words."""
    groups: list[tuple[str, int, list[Item]]] = []
    bare: set[int] = set()
    for number, line in enumerate(written.text.split("\n"), written.line + 1):
        if not (line := line.strip()):  # many blanks at its beginning would take for ever
            continue
        if found := _HEAD.fullmatch(line):
            groups.append((_one_voice(body, body.bare(found["head"], number)), number, []))
            continue
        if not groups:
            groups.append(("", number, []))
        body.check_lines(line, number)
        body.check_inline(line, number)
        on = _TIME.fullmatch(line)
        time = _time(on["label"] or on["time"]) if on else ""
        what = body.bare(on["what"] if on else line, number)
        words = spans_in(what, body.language)
        if "|" in what.replace("\\|", ""):
            hint = say("a listing has one upright stroke a line, behind what stands in place of the time")
            body.literal(say("an upright stroke is set as it stands"), what, number, 0, hint)
        if words:
            groups[-1][2].append(Item(time=time, what=words))
        else:
            hint = say("write what is on after the time")
            body.error(Code.ELEMENT_CONTENT, say("nothing stands after {time}", time=time), number, hint)
            bare.add(len(groups))
    for at, (head, number, items) in enumerate(groups, 1):
        if not items and at not in bare:
            hint = say("write a time and what is on below it, one a line, or take the head out")
            body.error(Code.ELEMENT_CONTENT, say("nothing stands under {head}", head=head), number, hint)
    if not groups:
        hint = say("write a head such as ## Channel 1, and below it a time and what is on, one a line")
        body.error(Code.ELEMENT_CONTENT, say("this listing is empty"), written.line, hint)
    elif all(items for _, _, items in groups):
        made = tuple(Group(head=head, items=tuple(items)) for head, _, items in groups)
        yield Programme(title=written.title, groups=made, **written.options)


def _one_voice(body: Body, typed: str) -> str:
    return one_voice(spans_in(typed, body.language), body.language)


def _time(written: str) -> str:
    """Return what stands in place of the time; a time has the digits and the colon that newspapers print."""
    return normalize("NFKC", written).replace("~", "～") if _IS_TIME.fullmatch(written) else written


def programme_parts(programme: Programme, width: float, voices: Voices, language: str) -> tuple[Part, ...]:
    """Set a listing so that it flows: a head stays with two lines, and stands again where its group goes on."""
    styles, texts = voices.design.element, Texts(voices, language)
    tokens, kind = styles.listing, programme.kind
    bold = styles.cell.model_copy(update={"font": styles.cell.strong or styles.title.font})
    times = [item.time for group in programme.groups for item in group.items if item.time]
    set_times = {time: texts.lines(time, bold, 1e4, "left")[0] for time in dict.fromkeys(times)}
    gap = tokens.gap * styles.text.size
    widest = max((line.x + line.width for line in set_times.values()), default=-gap)
    time_width = min(widest, tokens.most_time * width)
    title = title_of(kind, programme.title, width, texts, tokens.title_height, tokens.rule)
    parts: list[Part] = []
    for group in programme.groups:
        head = None
        if group.head:
            lines = texts.few_lines(group.head, bold, width)
            head = row_of(kind, [lines], width, texts, below=tokens.head_rule)
        rows = []
        for item in group.items:
            hang = time_width + gap if item.time or times else 0.0
            what = [moved(line, hang) for line in texts.lines(item.what, styles.text, width - hang, "left")]
            time = texts.lines(item.time, bold, time_width, "left") if item.time else ()
            cell = [moved(line, max(0.0, time_width - line.x - line.width)) for line in time]
            rows.append(row_of(kind, [cell, what], width, texts))
        made = flowing(title, head, rows, voices.design.grid.row)
        # Groups without a head follow each other as one.
        parts += made if group.head or title or not parts else (Part(each.element, each.headed) for each in made)
        title = None
    return tuple(parts)


def set_programme(programme: Programme, width: float, voices: Voices, language: str) -> SetElement:
    """Set a listing that has a place of its own, in one piece: a white row above each of its groups but the first."""
    row = voices.design.grid.row
    parts = programme_parts(programme, width, voices, language)
    white = SetElement(programme.kind, 1, width, ())
    made = [each for part in parts for each in ((white, part.element) if part.before else (part.element,))]
    return stacked([*made[1:], white], row)


def programme_html(programme: Programme, _words: Words) -> Xml:
    """Return a listing as an XHTML table."""
    made = xml("table", kind="listing")
    put(made, "caption", programme.title)
    body = SubElement(made, "tbody")
    for group in programme.groups:
        if group.head:
            SubElement(SubElement(body, "tr"), "th", {"scope": "colgroup", "colspan": "2"}).text = group.head
        for item in group.items:
            row = SubElement(body, "tr")
            SubElement(row, "td").text = item.time
            with_spans(SubElement(row, "td"), item.what)
    return made


KIND = ElementKind(
    model=Programme,
    fence="listing",
    read=read_programme,
    set=set_programme,
    parts=programme_parts,
    html=programme_html,
)
