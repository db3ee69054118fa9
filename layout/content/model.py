"""The edition as data: frozen, complete, checked. No file is read here and nothing is laid out."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from layout.diagnostics import Place
from layout.units import Length

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

    # A space at the edge parts this span's last word from the next span's first.
    model_config = ConfigDict(str_strip_whitespace=False)

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
    columns: int | None = Field(default=None, ge=1, le=16, description="base columns it shall stand over")


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


Border = Literal["none", "plain", "thick", "thick-thin", "double", "dotted", "wave", "key"]
"""A border by its name (边框, 花线): see layout.ads.borders."""

Corners = Literal["square", "notched", "cut", "round"]
"""The corners of a border of rules; dots, waves and keys have their own."""

Tint = Annotated[int, Field(ge=10, le=30)]
"""A grey ground, per cent of black: below 10 % newsprint loses the dots, above 30 % type on it is hard to read."""


class FramedAd(AdBase):
    """An ad that we draw: it stands in a border."""

    border: Border = "plain"
    corners: Corners = "square"


class SloganAd(FramedAd):
    """A slogan with a contact block under it."""

    kind: Literal["slogan"]
    border: Border = "thick"
    slogans: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    title: Text
    subtitle: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=4)]


class HouseAd(FramedAd):
    """The paper's own ad: a name, claims, a list of services, a contact block."""

    kind: Literal["house"]
    border: Border = "thick-thin"
    title: Text
    claims: Annotated[tuple[Text, ...], Field(max_length=6)] = ()
    services_title: str = ""
    services: Annotated[tuple[Text, ...], Field(max_length=24)] = ()
    highlight: str = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=6)]


_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
_WEB = re.compile(r"https?://[^\s/]+\S*")


def _phone(value: str) -> str:
    if value and not _PHONE.fullmatch(value):
        raise ValueError("a telephone number has digits, spaces and hyphens, and may begin with +")
    return value


def _web(value: str) -> str:
    if value and not _WEB.fullmatch(value):
        raise ValueError("a web address begins with http:// or https:// and has no spaces")
    return value


Phone = Annotated[str, AfterValidator(_phone)]
"""A telephone number, or nothing."""

WebAddress = Annotated[str, AfterValidator(_web)]
"""A web address, or nothing."""


class VCard(Model):
    """Who is to be put into the reader's address book: a vCard 3.0 (RFC 2426)."""

    name: Text
    organisation: str = ""
    phones: Annotated[tuple[Phone, ...], Field(max_length=3)] = ()
    email: str = ""
    url: WebAddress = ""
    address: str = ""


class QrCode(Model):
    """A QR code: what it opens, one of three, and what is printed under it."""

    url: WebAddress = ""
    phone: Phone = ""
    vcard: VCard | None = None
    caption: str = ""

    @model_validator(mode="after")
    def _one_content(self) -> QrCode:
        if sum((bool(self.url), bool(self.phone), self.vcard is not None)) != 1:
            raise ValueError("a QR code holds one of url, phone and vcard")
        return self


class AdPicture(Model):
    """A picture or a logo of an ad: a file of the edition folder. ``whole`` forbids cropping it."""

    file: Text
    whole: bool = False


class ContactAd(FramedAd):
    """A contact block: a name, lines such as address and hours, numbers, perhaps a QR code."""

    kind: Literal["contact"]
    border: Border = "double"
    title: Text
    lines: Annotated[tuple[Text, ...], Field(max_length=8)] = ()
    contacts: Annotated[tuple[Contact, ...], Field(max_length=6)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None

    @model_validator(mode="after")
    def _reachable(self) -> ContactAd:
        if not (self.lines or self.contacts or self.qr):
            raise ValueError("a contact ad needs lines, contacts or a qr code")
        return self


class DisplayAd(FramedAd):
    """A display ad: a headline, a picture, text, a logo, contacts, a QR code; only the headline must be."""

    kind: Literal["display"]
    border: Border = "thick"
    headline: Text
    subline: str = ""
    text: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    picture: AdPicture | None = None
    logo: AdPicture | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=4)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None


class ClassifiedEntry(Model):
    """One classified ad: the heading it stands under, its first words in bold, its text."""

    heading: Text
    lead: str = ""
    text: Text
    place: Place = Field(default_factory=Place)


class ClassifiedAd(FramedAd):
    """Classified ads (行分类) under headings; ``headings`` gives their order, the entries may come in any."""

    kind: Literal["classified"]
    border: Border = "thick-thin"
    title: str = ""
    note: str = ""
    headings: Annotated[tuple[Text, ...], Field(max_length=24)] = ()
    entries: Annotated[tuple[ClassifiedEntry, ...], Field(min_length=1, max_length=200)]
    contacts: Annotated[tuple[Contact, ...], Field(max_length=2)] = ()

    @model_validator(mode="after")
    def _headings_known(self) -> ClassifiedAd:
        if self.headings:
            for entry in self.entries:
                if entry.heading not in self.headings:
                    raise ValueError(f"the heading {entry.heading} of an entry is not in headings")
        if len(set(self.headings)) != len(self.headings):
            raise ValueError("a heading stands in headings twice")
        return self


class NoticeAd(FramedAd):
    """A notice (公告, 遗失声明): a title, its text, and at the right who signs it and when."""

    kind: Literal["notice"]
    border: Border = "thick-thin"
    title: Text
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=24)]
    signature: str = ""
    date: str = ""
    tint: Tint | None = None


class SuppliedAd(AdBase):
    """An ad that comes ready-made: a PDF of one page, or a picture, of the size of the module.

    ``bleed`` is what a PDF without a TrimBox has around the ad at each side, pt; it is cut off.
    """

    kind: Literal["supplied"]
    border: Literal["none", "plain"] = "none"
    file: Text
    bleed: Length = 0.0


Ad = Annotated[
    SloganAd | HouseAd | ContactAd | DisplayAd | ClassifiedAd | NoticeAd | SuppliedAd, Field(discriminator="kind")
]


class Paper(Model):
    """The newspaper: its name and what the law wants printed with it."""

    name: Text
    latin_name: str = ""
    publisher: str = ""
    cn_number: str = ""
    issn: str = ""
    """The serial's number, such as 2049-3630; the front page then carries its barcode."""
    phone: str = ""
    motto: str = ""
    """A line under the name, if the template has a place for it."""
    price: str = ""


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
    volume: int | None = Field(default=None, ge=1)
    language: Language = "zh-Hans"
    press: Id = "newsprint"
    """The press condition: the name of a file in assets/press, without its ending."""
    pages: tuple[Page, ...]
    stories: dict[str, Story]
    ads: dict[str, Ad]

    def page(self, page_id: str) -> Page:
        """Return the page of that number; raises KeyError if there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)
