"""The edition as data: frozen, complete, checked. No file is read here and nothing is laid out."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, StringConstraints, model_validator

from layout.base.diagnostics import Ref
from layout.base.patterns import ID_PATTERN, JUMP_PATTERN, LANGUAGE_PATTERN, PAGE_PATTERN
from layout.base.units import Length
from layout.edition.blocks import HALF as HALF
from layout.edition.blocks import Bar as Bar
from layout.edition.blocks import Block as Block
from layout.edition.blocks import Chart as Chart
from layout.edition.blocks import Element as Element
from layout.edition.blocks import Emphasis as Emphasis
from layout.edition.blocks import Facts as Facts
from layout.edition.blocks import InsetPlace as InsetPlace
from layout.edition.blocks import Listing as Listing
from layout.edition.blocks import Model as Model
from layout.edition.blocks import Paragraph as Paragraph
from layout.edition.blocks import Quote as Quote
from layout.edition.blocks import Span as Span
from layout.edition.blocks import SpotPlace as SpotPlace
from layout.edition.blocks import Subhead as Subhead
from layout.edition.blocks import Table as Table
from layout.edition.blocks import Text as Text
from layout.edition.blocks import Width as Width
from layout.edition.places import Pin, Pins
from layout.edition.provenance import NOWHERE, Provenance

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""An id: small Latin letters, digits and hyphens."""

PageId = Annotated[str, StringConstraints(pattern=PAGE_PATTERN)]
"""A page number as newspapers write it: a section letter and a number, such as B2."""

Jump = Annotated[str, StringConstraints(pattern=JUMP_PATTERN)]
"""Whether a story may be continued on another page: ``auto``, ``never``, or the page it shall go on to."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A language as BCP 47 writes it: language, script, region, such as zh-Hans or en-GB."""

_RANGE = re.compile(r"([0-9]{1,2})(?:\s*[-–]\s*([0-9]{1,2}))?")


def _counts(value: object) -> object:
    """Read a number, a range such as 2-3, or a list of either."""
    found: set[int] = set()
    for part in value if isinstance(value, tuple) else (value,):
        match = _RANGE.fullmatch(str(part).strip())
        if match is None:
            raise ValueError(f"{part} is no number of columns: write 2, a range such as 2-3, or a list of numbers")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= 16:
            raise ValueError(f"{part}: columns are counted from 1 to 16, the smaller number first")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


ColumnCounts = Annotated[tuple[int, ...], BeforeValidator(_counts)]
"""Numbers of base columns, written as one number, a range or a list."""

BoxStyle = Literal["tint", "rules", "plain", "thick", "double", "dotted", "wave"]
"""The box around a story by its name: a tint between rules, rules alone, or a frame (花线)."""


class Picture(Model):
    """A picture that belongs to a story: a file of the edition folder, by its name there and by its content.

    ``content`` is the digest of the file as it was when the edition was read, empty if it could not be.
    """

    file: str
    content: str = ""
    caption: str = ""
    credit: str = ""
    columns: Width = None
    place: SpotPlace = None


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
    form: Literal["story", "briefs"] = "story"
    """``briefs`` is a column of short items (简讯), each under a subhead of its own."""
    section: str = ""
    """Where it belongs if no page names it: it is allotted to a page that takes the section."""
    matter: str = ""
    """What it is about, such as 银行: an ad on the same matter is kept away from it."""
    jump: Jump = "auto"
    short_headline: str = ""
    """The headline over a part that was continued on another page; without it the headline itself."""
    continued_from: PageId | None = None
    continued_on: PageId | None = None
    part_of: str = ""
    """Of a part that the planner carried to another page: the id of the story it was taken from."""
    part_from: int = 0
    """Of such a part: the number of the block of that story that it begins with or in."""
    picture: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    """Further pictures."""
    columns: ColumnCounts = ()
    """How many base columns it may stand over; empty for any number."""
    measure: Literal["columns", "wide"] = "columns"
    """``wide`` sets it in fewer, wider columns than the base columns it stands over (破栏)."""
    boxed: bool = False
    box: BoxStyle = "tint"
    series: str = ""
    """The series it belongs to (栏花), a label over the head."""
    head: Literal["plain", "reverse", "tint", "vertical"] = "plain"
    """How the head is drawn: white on black, on a tint, or the headline from the top down at the story's left."""
    drop_cap: Annotated[int, Field(ge=0, le=3)] = 0
    """Lines that the first character stands in: 2 or 3, 0 for none."""
    blocks: tuple[Block, ...]

    @property
    def ref(self) -> Ref:
        """What findings about it refer to; a part that the planner carried on is written where its story is."""
        return Ref("story", self.part_of or self.id)

    def block_ref(self, number: int) -> Ref:
        """Return what findings about a block of it refer to."""
        return Ref("story", self.part_of or self.id, "block", self.part_from + number)

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Its pictures, the first one first."""
        return (*((self.picture,) if self.picture else ()), *self.pictures)

    @property
    def characters(self) -> int:
        """Characters of the body, white space not counted (what an editor calls the story's length)."""
        copy = (block for block in self.blocks if isinstance(block, Paragraph | Subhead | Listing))
        return sum(len("".join(block.text.split())) for block in copy)


class Contact(Model):
    """One line of a contact block: a label and a number or address, such as 订版热线 13503189058."""

    label: Text
    value: Text


Position = Literal["top", "bottom", "left", "right", "corner", "right-hand"]
"""A place an advertiser may have bought: an edge of the page, any corner, a right-hand page."""


class AdBase(Model):
    """What every ad has: an id, the module it was sold as in base columns and grid rows, and the place it was sold.

    ``matter`` is what it is about: it is kept away from stories and ads on the same matter, and from what
    ``not_beside`` names. A ``filler`` stands on a page only if there is room for it.
    """

    id: Id
    columns: int = Field(ge=1, le=12)
    rows: int = Field(ge=2, le=200)
    advertiser: str = ""
    position: Annotated[tuple[Position, ...], Field(max_length=4)] = ()
    matter: str = ""
    not_beside: Annotated[tuple[Id, ...], Field(max_length=24)] = ()
    filler: bool = False

    @property
    def ref(self) -> Ref:
        """What findings about it refer to."""
        return Ref("ad", self.id)


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

    ``bleed`` is what a PDF without a TrimBox has around the ad at each side, pt, up to 20 mm; it is cut off.
    """

    kind: Literal["supplied"]
    border: Literal["none", "plain"] = "none"
    file: Text
    bleed: Annotated[Length, Field(ge=0, le=57)] = 0.0


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
    """One page to make: its template, its stories and ads, and what the editor says about their places.

    ``areas`` is the whole page as a picture, written like CSS ``grid-template-areas``: one string a band of the page,
    one word a base column, the word being the id of the story or ad that fills the cell; the heights of the bands are
    computed. Without it the page is planned; ``at`` then pins items to a place, or keeps them inside one, and
    ``forbid`` names places where an item must not stand. ``takes`` are the sections whose stories may be allotted to
    the page, its own section if it has none.
    """

    id: PageId
    section: str = ""
    template: Id
    kind: Id = "inside"
    stories: tuple[Id, ...]
    ads: tuple[Id, ...] = ()
    areas: tuple[tuple[str, ...], ...] = ()
    at: dict[str, Pin] = Field(default_factory=dict)
    forbid: dict[str, Pins] = Field(default_factory=dict)
    takes: tuple[Text, ...] = ()
    editor: str = ""
    designer: str = ""

    @property
    def ref(self) -> Ref:
        """What findings about it refer to."""
        return Ref("page", self.id)

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections whose stories may be allotted to the page; none if its areas are given."""
        if self.areas:
            return ()
        return self.takes or ((self.section,) if self.section else ())

    @property
    def right_hand(self) -> bool:
        """Whether it is a right-hand page: the odd ones are."""
        return int(self.id[1:]) % 2 == 1


class Edition(Model):
    """One day's paper, complete and consistent: every id that is named exists, every story is used once.

    Two editions of the same content are equal, wherever they are written: ``provenance`` is no part of what they are.
    """

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
    provenance: InstanceOf[Provenance] = Field(default=NOWHERE, repr=False)

    @property
    def folder(self) -> Path:
        """The folder it was read from, and its pictures and ready-made ads are in."""
        return self.provenance.folder

    def placed(self, provenance: Provenance) -> Edition:
        """Return the same edition as written elsewhere, or nowhere."""
        return self.model_copy(update={"provenance": provenance})

    def page(self, page_id: str) -> Page:
        """Return the page of that number; raises KeyError if there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)
