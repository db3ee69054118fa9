"""The words of an ad, for those who cannot see its picture. Works from the model, so a new kind needs no line here."""

from __future__ import annotations

from collections.abc import Iterator

from layout.edition.model import AdBase, AdPicture, ClassifiedAd, Contact, Model, QrCode, VCard

_NOT_WORDS = frozenset({*AdBase.model_fields, "kind", "border", "corners", "file", "bleed", "tint"})
"""Keys that say how an ad looks and where it stands, not what it says."""


def ad_lines(ad: AdBase) -> tuple[str, ...]:
    """Return the words of an ad, a line each, in the order of its keys; who pays, if it says nothing else."""
    lines = tuple(line for line in _lines(ad) if line)
    return lines or ((ad.advertiser,) if ad.advertiser else ())


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _lines(item)
    elif isinstance(value, Contact):
        yield f"{value.label} {value.value}"
    elif isinstance(value, QrCode):
        yield value.caption
        yield value.url or value.phone
        yield from _lines(value.vcard)
    elif isinstance(value, VCard):
        yield from (value.name, value.organisation, *value.phones, value.email, value.url, value.address)
    elif isinstance(value, Model) and not isinstance(value, AdPicture):
        for name in type(value).model_fields:
            if name == "entries" and isinstance(value, ClassifiedAd):
                yield from _entries(value)
            # The list of headings is only their order: each heading stands over its entries.
            elif name not in _NOT_WORDS and not (name == "headings" and isinstance(value, ClassifiedAd)):
                yield from _lines(getattr(value, name))


def _entries(ad: ClassifiedAd) -> Iterator[str]:
    for heading in ad.headings or dict.fromkeys(entry.heading for entry in ad.entries):
        entries = [entry for entry in ad.entries if entry.heading == heading]
        if entries:
            yield heading
            yield from (f"{entry.lead}{entry.text}" for entry in entries)
