"""What a kind of ad is: one record, in the table of `layout.ads.kinds`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from layout.ads.kit import Kit
from layout.base.units import Rect
from layout.edition.ads import Ad, AdPicture, Contact, FramedAd, QrCode
from layout.edition.blocks import Model
from layout.scene.shapes import Shape


def words(value: object) -> Iterator[str]:
    """Yield what an ad or a part of it says, in the order of its keys. Files, borders and places are not said."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item)
    elif isinstance(value, Contact):
        yield f"{value.label} {value.value}"
    elif isinstance(value, QrCode):
        yield value.caption
        yield value.url or value.phone
        yield from words(value.vcard)
    elif isinstance(value, Model) and not isinstance(value, AdPicture):
        for name in type(value).model_fields:
            if not (isinstance(value, Ad) and name in FramedAd.model_fields):
                yield from words(getattr(value, name))


@dataclass(frozen=True, slots=True)
class AdKind:
    """One kind of ad, with one of two ways to draw it.

    ``name`` is what ``kind:`` has for it in ads.yaml, ``model`` says which keys it has. ``compose`` takes an ad, its
    frame rectangle and the kit, and returns shapes; it raises TooTight, MissingGlyph or BadFile, naming a field.
    ``place``, for ads that come ready-made, takes an ad, its width and height, the white drawn ads keep at top and
    foot, all in pt, and the kit, and returns a PDF page of exactly that size; it raises BadFile. ``lines`` is what the
    ad says, for those who cannot see it. Ads of a kind that is ``alike`` are set alike where they stand on one page in
    one module: the kit's ``fellows`` are the others then.
    """

    name: str
    model: type[Ad]
    compose: Callable[[Any, Rect, Kit], tuple[Shape, ...]] | None = None
    place: Callable[[Any, float, float, float, Kit], bytes] | None = None
    lines: Callable[[Any], Iterable[str]] = words
    alike: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError unless there is one way to draw it."""
        if (self.compose is None) == (self.place is None):
            raise ValueError(f"the kind of ad {self.name!r} needs either compose or place")
