"""A guest: a kind of ad, an element, a rule, a language and a reader that the program knows nothing of.

What stands between the lines of the recipes here is shown in CONTRIBUTING.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field

from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kinds import KINDS
from layout.ads.kit import Kit
from layout.ads.prose import prose
from layout.ads.stack import Item, stack
from layout.base.codes import Code, Severity, Stage
from layout.base.locale import LANGUAGES, en
from layout.base.units import Rect
from layout.compose.element import SetElement
from layout.compose.elements import ELEMENTS
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.texts import Texts
from layout.compose.voices import Voices
from layout.edition.ads import FramedAd
from layout.edition.blocks import Element, MapSpans, MapText, Text
from layout.edition.markdown import Body, Written
from layout.intake.draft import Draft
from layout.intake.readers import READERS, Reader
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules import RULES
from layout.preflight.states import State
from layout.scene.shapes import Shape
from layout.scene.text import SetLine


class TollAd(FramedAd):
    """What a ferry costs: a line for each kind of passenger."""

    tolls: Annotated[tuple[Text, ...], Field(min_length=1, max_length=12)]


def compose(ad: TollAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the lines in the ad's border."""
    tokens = kit.palette.tokens
    border = frame(box, ad.border, ad.corners, kit.palette.ink, tokens.border)
    inside = border.inside.inset(tokens.notice.inset(box.width, box.height))
    lines = prose([((line, kit.text),) for line in ad.tolls], "tolls", tokens.notice.text, kit, indent=0)
    return (*border.shapes, *stack([Item(lines)], inside, tokens.stack).shapes)


TOLLS = AdKind("tolls", TollAd, compose)


class Hours(Element):
    """Opening hours: a line each, as they are written."""

    kind: Literal["hours"] = "hours"
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        return self.model_copy(update={"lines": tuple(map(text, self.lines))})


def read_hours(body: Body, written: Written) -> Iterator[Hours]:
    """Yield the hours; tell that there are none."""
    if lines := tuple(filter(str.strip, written.text.split("\n"))):
        yield Hours(lines=lines, **written.options)
    else:
        body.error(Code.ELEMENT_CONTENT, "there are no hours here", written.line, "write a line for each day")


def set_hours(hours: Hours, width: float, voices: Voices, language: str) -> SetElement:
    """Set each line on a row of the grid."""
    texts, grid = Texts(voices, language), voices.design.grid
    lines = [texts.one_line(line, voices.design.element.text, width, "left") for line in hours.lines]
    placed = tuple(SetLine(line, row * grid.row + grid.baseline) for row, line in enumerate(lines))
    return SetElement("hours", len(lines), width, placed, text=hours.text, missing=tuple(texts.missing))


HOURS = ElementKind(model=Hours, words=("hours", "时间"), read=read_hours, set=set_hours)


def every_page(_facts: Facts, _profile: Profile) -> Iterator[Fault]:
    yield Fault("a toy has seen this page", "nothing is to be done")


def read_slip(data: bytes, name: str, _file: str) -> list[Draft]:
    draft = Draft(name)
    draft.set("headline", data.decode("utf-8"))
    return [draft]


def add_kinds() -> None:
    """Add the records to the tables, as an entry point of the group ``banmian.kinds`` is to do."""
    KINDS.add(TOLLS)
    ELEMENTS.add(HOURS)
    seen = Code.of_guest("toy-seen", Severity.WARNING, Stage.PREFLIGHT, "A toy has not seen the page")
    RULES.add(Rule(seen, State.WARN, "Toys look at pages.", "tests", every_page))
    LANGUAGES.add(dataclasses.replace(en.LANGUAGE, tag="qaa", also=(), name="Toy"))
    READERS.add(Reader("slips", (".slip",), "a headline", read_slip))
