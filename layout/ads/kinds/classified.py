"""Classified ads (行分类): entries under reversed headings, in narrow columns between hairlines.

Here is what stands around them: the title over all, the note and the numbers at the foot. How the entries are set and
where their columns end is told in `layout.ads.entries`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from layout.ads.blocks import bar
from layout.ads.borders import frame
from layout.ads.entries import SmallAd, set_entries
from layout.ads.frame import rule
from layout.ads.kind import AdKind, words
from layout.ads.kit import Kit
from layout.ads.numbers import Spans, marked
from layout.ads.phones import contacts
from layout.ads.prose import TOP, set_paragraph
from layout.ads.sizing import SMALLEST, draw_line
from layout.ads.stack import Block, Laid
from layout.base.messages import Message, listed, say
from layout.base.units import Rect
from layout.edition.ads import Border, Contact, FramedAd
from layout.edition.blocks import Model, Text
from layout.scene.shapes import Shape


class ClassifiedEntry(Model):
    """One classified ad: the heading it stands under, its first words in bold, its text."""

    heading: Text
    lead: str = ""
    text: Text


class ClassifiedAd(FramedAd):
    """Classified ads (行分类) under headings; ``headings`` gives their order, the entries may come in any."""

    border: Border = "thick-thin"
    title: str = ""
    note: str = ""
    headings: Annotated[tuple[Text, ...], Field(max_length=60)] = ()
    entries: Annotated[tuple[ClassifiedEntry, ...], Field(min_length=1, max_length=2000)]
    contacts: Annotated[tuple[Contact, ...], Field(max_length=2)] = ()

    @model_validator(mode="after")
    def _headings_known(self) -> ClassifiedAd:
        if self.headings:
            for entry in self.entries:
                if entry.heading not in self.headings:
                    raise ValueError(say("the heading {heading} of an entry is not in headings", heading=entry.heading))
        if len(set(self.headings)) != len(self.headings):
            raise ValueError(say("a heading stands in headings twice"))
        return self

    def idle(self) -> Iterator[tuple[str, Message, Message]]:
        """Yield keys that are given and have no effect beside the others: the key, why, and what to do."""
        yield from super().idle()
        headed = {entry.heading for entry in self.entries}
        if empty := [heading for heading in self.headings if heading not in headed]:
            why = say("no entry stands under {headings}", headings=listed(empty))
            yield "headings", why, say("take it out, or add its entries")


def compose(ad: ClassifiedAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a column of classified ads in its border.

    Raises TooTight or MissingGlyph naming a field; the first entry that does not fit is named by its number.
    """
    tokens, rule_width = kit.palette.tokens.classified, kit.palette.tokens.rule
    border = frame(box, ad.border, ad.corners, kit.palette.ink, kit.palette.tokens.border)
    inside = border.inside.inset(tokens.inset(box.width, box.height))
    scale = min(inside.width / tokens.width, inside.height / tokens.height)
    scale = min(tokens.most_scale, max(tokens.least_scale, scale))
    gap = tokens.gap * scale
    shapes: list[Shape] = []
    top, bottom = inside.y, inside.bottom
    for block in _above(ad, kit):
        laid = block(inside.width, scale)
        shapes += laid.paint(Rect(inside.x, top, inside.width, laid.height))
        top += laid.height + gap
    for block in _below(ad, kit):
        laid = block(inside.width, scale)
        bottom -= laid.height
        shapes += laid.paint(Rect(inside.x, bottom, inside.width, laid.height))
        bottom -= gap
        shapes.append(rule(inside.x, bottom, inside.width, rule_width, kit.palette.ink))
        bottom -= gap
    room = Rect(inside.x, top, inside.width, bottom - top)
    return (*border.shapes, *shapes, *set_entries(_small(ad, kit), room, kit))


def _above(ad: ClassifiedAd, kit: Kit) -> list[Block]:
    size = kit.palette.tokens.classified.title
    return [bar(ad.title, "title", size, kit.palette, kit.palette.accent, most_lines=1)] if ad.title else []


def _below(ad: ClassifiedAd, kit: Kit) -> list[Block]:
    """Return what stands at the foot, lowest first."""
    blocks = []
    if ad.note:
        blocks.append(_note(ad.note, kit))
    if ad.contacts:
        tokens = kit.palette.tokens.classified
        blocks.append(contacts(ad.contacts, tokens.number, kit.palette, apart=tokens.numbers_apart))
    return blocks


def _note(text: str, kit: Kit) -> Block:
    tokens = kit.palette.tokens.classified

    def lay(width: float, scale: float) -> Laid:
        size = max(SMALLEST, tokens.note * min(scale, tokens.note_growth))
        lines = set_paragraph(((text, kit.text),), size, width, "note", kit.setting, align="center")
        step = tokens.note_leading * size

        def paint(box: Rect) -> tuple[Shape, ...]:
            return tuple(
                shape
                for number, line in enumerate(lines)
                for shape in draw_line(
                    line, box.x, box.y + TOP * size + number * step, kit.palette.ink, "note", kit.faces
                )
            )

        return Laid("note", (len(lines) - 1) * step + size, 1.0, paint)

    return lay


def in_order(ad: ClassifiedAd) -> list[tuple[int, ClassifiedEntry]]:
    """Return the entries with their numbers in ads.yaml (from 1), sorted by heading and then by their text.

    Headings stand in the order of ``headings``, or else of their first entries; the text goes by its code in
    GB 18030, which is the order of pinyin for the 3755 commonest characters.
    """
    order = list(ad.headings or dict.fromkeys(entry.heading for entry in ad.entries))

    def key(item: tuple[int, ClassifiedEntry]) -> tuple[int, bytes]:
        return order.index(item[1].heading), (item[1].lead + item[1].text).encode("gb18030")

    return sorted(enumerate(ad.entries, 1), key=key)


def _small(ad: ClassifiedAd, kit: Kit) -> tuple[SmallAd, ...]:
    """Return the entries in order, as they are set."""
    return tuple(
        SmallAd(number, entry.heading, _spans(entry, kit), _first_words(entry)) for number, entry in in_order(ad)
    )


def _spans(entry: ClassifiedEntry, kit: Kit) -> Spans:
    apart = " " if kit.setting.is_latin else "\u3000"
    lead = ((entry.lead + apart, kit.strong),) if entry.lead else ()
    return (*lead, *marked(((entry.text, kit.text),), kit.text, kit.strong))


def _first_words(entry: ClassifiedEntry) -> str:
    words = entry.lead + entry.text
    return words if len(words) <= 14 else f"{words[:14]}…"


def _said(ad: ClassifiedAd) -> Iterator[str]:
    """Yield the ad's words, its entries under their headings; what is bold in one is apart, as it is in print."""
    yield from (ad.title, ad.note)
    for heading in ad.headings or dict.fromkeys(entry.heading for entry in ad.entries):
        entries = [entry for entry in ad.entries if entry.heading == heading]
        if entries:
            yield heading
            yield from (" ".join(filter(None, (entry.lead, entry.text))) for entry in entries)
    yield from words(ad.contacts)


KIND = AdKind("classified", ClassifiedAd, compose, lines=_said)
