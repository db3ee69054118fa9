"""The edition as data: frozen, complete, checked. No file is read here and nothing is laid out."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from layout.diagnostics import Place

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
PAGE_PATTERN = r"^[A-Z][0-9]{1,2}$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""An id: small Latin letters, digits and hyphens."""

PageId = Annotated[str, StringConstraints(pattern=PAGE_PATTERN)]
"""A page number as newspapers write it: a section letter and a number, such as B2."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A language as BCP 47 writes it: language, script, region, such as zh-Hans or en-GB."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is there: at least one character that is not white space."""


class Model(BaseModel):
    """Base of all models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class Emphasis(StrEnum):
    """The voice of a span of body text."""

    PLAIN = "plain"
    STRONG = "strong"
    EM = "em"
    SUPERSCRIPT = "superscript"


class Span(Model):
    """A run of text in one voice. White space inside is single spaces; there are no line breaks."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


class Paragraph(Model):
    """A paragraph of body text. ``line`` is its first line in the story file."""

    kind: Literal["paragraph"] = "paragraph"
    spans: tuple[Span, ...]
    line: int = 0

    @property
    def text(self) -> str:
        """The paragraph's characters without their voices."""
        return "".join(span.text for span in self.spans)


class Subhead(Model):
    """A subhead (小标题) between paragraphs."""

    kind: Literal["subhead"] = "subhead"
    text: Text
    line: int = 0


Block = Annotated[Paragraph | Subhead, Field(discriminator="kind")]


class Picture(Model):
    """A picture that belongs to a story; ``path`` is absolute and known to exist."""

    path: Path
    caption: str = ""
    credit: str = ""


class Story(Model):
    """A story: its head, its body, and what the editor says about its place."""

    id: Id
    headline: Text
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    source: str = ""
    language: Language = "zh-Hans"
    priority: int = Field(default=5, ge=1, le=9, description="1 is the lead, 9 the least")
    continued_from: PageId | None = None
    continued_on: PageId | None = None
    picture: Picture | None = None
    boxed: bool = False
    blocks: tuple[Block, ...]
    place: Place = Field(default_factory=Place)

    @property
    def characters(self) -> int:
        """Characters of the body, white space not counted (what an editor calls the story's length)."""
        return sum(len("".join(block.text.split())) for block in self.blocks)


class Contact(Model):
    """One line of a contact block: a label and a number or address, such as 订版热线 13503189058."""

    label: Text
    value: Text


class AdBase(Model):
    """What every ad has: an id and the module it was sold as, in base columns and grid rows."""

    id: Id
    columns: int = Field(ge=1, le=12)
    rows: int = Field(ge=2, le=200)
    advertiser: str = ""
    place: Place = Field(default_factory=Place)


class SloganAd(AdBase):
    """A slogan with a contact block under it."""

    kind: Literal["slogan"]
    slogans: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    title: Text
    subtitle: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=4)]


class HouseAd(AdBase):
    """The paper's own ad: a name, claims, a list of services, a contact block."""

    kind: Literal["house"]
    title: Text
    claims: Annotated[tuple[Text, ...], Field(max_length=6)] = ()
    services_title: str = ""
    services: Annotated[tuple[Text, ...], Field(max_length=24)] = ()
    highlight: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=6)]


Ad = Annotated[SloganAd | HouseAd, Field(discriminator="kind")]


class Paper(Model):
    """The newspaper: its name and what the law wants printed with it."""

    name: Text
    latin_name: str = ""
    publisher: str = ""
    cn_number: str = ""
    phone: str = ""


class Page(Model):
    """One page to make: its template, its stories and ads, and (for now always) its picture of areas.

    ``areas`` is written like CSS ``grid-template-areas``: one string a band of the page, one word a base
    column, the word being the id of the story or ad that fills the cell. The heights of the bands are
    computed.
    """

    id: PageId
    section: str = ""
    template: Id
    kind: Id = "inside"
    stories: tuple[Id, ...]
    ads: tuple[Id, ...] = ()
    areas: tuple[tuple[str, ...], ...] = ()
    editor: str = ""
    designer: str = ""
    place: Place = Field(default_factory=Place)


class Edition(Model):
    """One day's paper, complete and consistent: every id that is named exists, every story is used once."""

    folder: Path
    paper: Paper
    date: datetime.date
    issue: int = Field(ge=1)
    language: Language = "zh-Hans"
    pages: tuple[Page, ...]
    stories: dict[str, Story]
    ads: dict[str, Ad]

    def page(self, page_id: str) -> Page:
        """Return the page of that number; raises KeyError if there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)
