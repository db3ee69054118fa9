"""The words of an ad, for those who cannot see its picture."""

from __future__ import annotations

from layout.ads.kinds import KINDS
from layout.edition.ads import Ad


def ad_lines(ad: Ad) -> tuple[str, ...]:
    """Return the words of an ad, a line each, as its kind says them; who pays, if it says nothing."""
    lines = tuple(filter(None, KINDS.named(ad.kind).lines(ad)))
    return lines or ((ad.advertiser,) if ad.advertiser else ())
