"""What can be wrong with an ad's copy, said so that the one who booked the ad can mend it."""

from __future__ import annotations

from layout.content.model import Ad
from layout.errors import ContentError


class AdTextError(ContentError):
    """Text of an ad cannot be set in its box: too much of it, or a character the face does not have.

    ``ad_id`` and ``field`` name the ad and the key of ads.yaml that holds the text.
    """

    def __init__(self, ad: Ad, field: str, problem: str, hint: str) -> None:
        place = f"{ad.place}: " if ad.place.file else ""
        super().__init__(f"{place}ad {ad.id!r}, field {field!r}: {problem}", hint)
        self.ad_id = ad.id
        self.field = field


class TooTight(Exception):
    """A block cannot be laid in the room it is offered; ``field`` is the text that asks for more.

    Inner signal of the fitting: the kinds of ad try their next arrangement on it, and `layout.ads.draw`
    turns the last one into an AdTextError.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class MissingGlyph(Exception):
    """A face does not have a character of a field."""

    def __init__(self, field: str, character: str, family: str) -> None:
        super().__init__(field, character, family)
        self.field = field
        self.character = character
        self.family = family
