"""The display ad: a headline, an offer, a picture, text, and at the foot logo, numbers and a QR code, in a look."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from layout.ads.borders import frame
from layout.ads.kind import AdKind
from layout.ads.kit import Kit
from layout.ads.looks.arrange import arranged
from layout.ads.looks.image import image_of
from layout.ads.looks.job import Job
from layout.ads.looks.table import LOOKS, Look, LookName
from layout.ads.prose import check_amount
from layout.base.units import Rect
from layout.edition.ads import AdPicture, Border, Contact, FramedAd, Offer, QrCode, Tint
from layout.edition.blocks import Text
from layout.scene.shapes import Shape


class DisplayAd(FramedAd):
    """A display ad: a headline, an offer, a picture, text, a logo, contacts, a QR code; only the headline must be.

    ``look`` is how it is set; one that has none gets what suits it (`look_of`). A look has a border of its own.
    """

    look: LookName | None = None
    border: Border | None = None  # type: ignore[assignment]
    headline: Text
    subline: str = ""
    offer: Offer | None = None
    text: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    picture: AdPicture | None = None
    logo: AdPicture | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=4)] = ()
    qr: QrCode | None = None
    tint: Tint | None = None


def look_of(ad: DisplayAd, box: Rect) -> Look:
    """Return the look of an ad: the one it says, or what suits what it has and the module it stands in."""
    if ad.look:
        return LOOKS[ad.look]
    if ad.offer:
        return LOOKS["offer"]
    if ad.picture:
        return LOOKS["poster"]
    if sum(map(len, ad.text)) > _MUCH_TEXT:
        return LOOKS["modern"]
    if box.width * box.height < _SMALL_MODULE:
        return LOOKS["bold"]
    return LOOKS["classic"]


_MUCH_TEXT = 160
"""Characters from which on an ad is read rather than looked at."""
_SMALL_MODULE = 22_000
"""A module that is smaller, square pt, has to be seen: the headline stands in a solid."""


def compose(ad: DisplayAd, box: Rect, kit: Kit) -> tuple[Shape, ...]:
    """Return the shapes of a display ad in its border; pictures as slots.

    Raises TooTight or MissingGlyph naming a field, BadFile for a picture that is not there.
    """
    tokens = kit.palette.tokens
    look = look_of(ad, box)
    border = frame(box, ad.border or look.border, ad.corners, kit.palette.ink, tokens.border)
    check_amount(ad.text, "text", border.inside, tokens.prose)
    picture = image_of(ad.picture, "picture", tokens.display_ad.crop, kit) if ad.picture else None
    logo = image_of(ad.logo, "logo", 0.0, kit) if ad.logo else None
    inside = arranged(Job(ad, look, border.inside, kit, picture, logo))
    return (*border.on(ad.tint), *inside)


KIND = AdKind("display", DisplayAd, compose)
