"""What every ad has, and the parts that ads of several kinds are made of. The models of the kinds: layout.ads.kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue, model_validator

from layout.base.diagnostics import Ref
from layout.base.messages import Message, say
from layout.edition.blocks import Id, Model, Text
from layout.edition.runs import Runs


class Contact(Model):
    """One line of a contact block: a label and a number or address, such as 订版热线 13503189058."""

    label: Text
    value: Text


class Offer(Model):
    """An offer (促销): its number as it is printed large, what stands small before and after it, what it was before.

    Such as ``¥``, ``280``, ``元/斤起`` and ``原价360元``, which is struck through.
    """

    amount: Text
    before: str = ""
    unit: str = ""
    was: str = ""


Position = Literal["top", "bottom", "left", "right", "corner", "right-hand", "island"]
"""A place an advertiser may have bought: an edge of the page, any corner, a right-hand page, amid the text (孤岛)."""


GridSize = Literal["half", "quarter", "strip", "double-strip"]
"""Sizes that a template may have measures of its own for, those of the paper's price list."""

Size = Literal["full", "bleed", GridSize, "ear"]
"""A size that ads are sold in, by its name; ``layout.ads.modules`` says what it is on a template's grid.

``bleed`` is a ready-made ad over the whole trimmed page and beyond, ``ear`` one beside the name of a front page.
"""

_UNLESS_SIZE: dict[str, JsonValue] = {"unless": "size"}


class Ad(Model):
    """What every ad has: an id, its kind, the module it was sold as in base columns and grid rows, where it was sold.

    What an ad of a kind has besides is told by the kind's own model.
    ``size`` names a module instead of ``columns`` and ``rows``: they are 0 until the grid is known that it stands on.
    ``matter`` is what it is about: it is kept away from stories and ads on the same matter, and from what
    ``not_beside`` names. A ``filler`` stands on a page only if there is room for it.
    """

    id: Id
    kind: str
    size: Size | None = None
    columns: int = Field(default=0, ge=1, le=16, json_schema_extra=_UNLESS_SIZE)
    rows: int = Field(default=0, ge=2, le=200, json_schema_extra=_UNLESS_SIZE)
    advertiser: str = ""
    position: Annotated[tuple[Position, ...], Field(max_length=4)] = ()
    matter: str = ""
    not_beside: Annotated[tuple[Id, ...], Field(max_length=24)] = ()
    filler: bool = False
    runs: Runs = ()
    """The days it was booked for, such as ``2026-12-01..2026-12-31``; nothing is held against it if it does not say."""

    @property
    def ref(self) -> Ref:
        """What findings about it refer to."""
        return Ref("ad", self.id)

    def key_ref(self, key: str) -> Ref:
        """Return what findings about one of its keys refer to."""
        return Ref("ad", self.id, key)

    def idle(self) -> Iterator[tuple[str, Message, Message]]:
        """Yield keys that are given and have no effect beside the others: the key, why, and what to do."""
        for key in ("columns", "rows"):
            if self.size and getattr(self, key):
                yield key, say("size: {size} says it", size=self.size), say("take one of the two out")

    @property
    def on_grid(self) -> bool:
        """Whether its place is columns and rows of the grid."""
        return self.size not in ("bleed", "ear")

    @property
    def in_ear(self) -> bool:
        """Whether it stands beside the name of a front page, and not on the grid."""
        return self.size == "ear"


Border = Literal["none", "plain", "thick", "thick-thin", "double", "dotted", "wave", "key", "coupon"]
"""A border by its name (边框, 花线): see layout.ads.borders."""

Corners = Literal["square", "notched", "cut", "round"]
"""The corners of a border of rules; dots, waves and keys have their own."""

Tint = Annotated[int, Field(ge=10, le=30)]
"""A grey ground, per cent of black: below 10 % newsprint loses the dots, above 30 % type on it is hard to read."""


_CORNERED = ("none", "dotted", "wave", "key", "coupon")
"""Borders that have no corners but their own."""


class FramedAd(Ad):
    """An ad that we draw: it stands in a border."""

    border: Border = "plain"
    corners: Corners = "square"

    @model_validator(mode="after")
    def _stays_on_the_page(self) -> FramedAd:
        if self.size == "bleed":
            raise ValueError(
                say("size: bleed is for ready-made ads: the border would be cut off with the page; write size: full")
            )
        return self

    def idle(self) -> Iterator[tuple[str, Message, Message]]:
        """Yield keys that are given and have no effect beside the others: the key, why, and what to do."""
        yield from super().idle()
        if self.corners != "square" and self.border in _CORNERED:
            why = say("border: {border} has its own", border=self.border)
            yield "corners", why, say("take corners: out, or take a border of rules")


_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
_WEB = re.compile(r"https?://[^\s/]+\S*")


def _phone(value: str) -> str:
    if value and not _PHONE.fullmatch(value):
        raise ValueError(say("a telephone number has digits, spaces and hyphens, and may begin with +"))
    return value


def _web(value: str) -> str:
    if value and not _WEB.fullmatch(value):
        raise ValueError(say("a web address begins with http:// or https:// and has no spaces"))
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
            raise ValueError(say("a QR code holds one of url, phone and vcard"))
        return self


class AdPicture(Model):
    """A picture or a logo of an ad: a file of the edition folder. ``whole`` forbids cropping it, as of a drawing."""

    file: Text
    whole: bool | None = None
