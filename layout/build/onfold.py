"""What of a spread stands on its fold although nothing fine should, told to its editor."""

from __future__ import annotations

from collections.abc import Iterable

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import Name, say
from layout.design.fold import FoldPlace
from layout.edition.model import Edition, Page
from layout.pdf.place import PlacedAd
from layout.scene.text import Text
from layout.scene.writer import PlacedMark, walk


def report_on_fold(edition: Edition, page: Page, stories: Iterable[str], report: Report) -> None:
    """Report the stories of a spread of which letters, or what a picture is about, stand on the fold."""
    for name in stories:
        report.warning(
            Code.SPREAD_FOLD,
            say(
                "{story}: letters, or what its picture is about, stand on the fold between pages {page} and {other}",
                story=Name(name),
                page=page.id,
                other=page.spread or "",
            ),
            edition.stories[name].ref,
            hint=say("shorten or turn the words there, give the story another place, or the picture another focus:"),
            subject=name,
        )


def report_ads_on_fold(edition: Edition, page: Page, ads: Iterable[PlacedAd], fold: FoldPlace, report: Report) -> None:
    """Report the ads drawn across the fold of a spread of which letters stand on it; of ready-made ones none are known.

    The ads are placed on the left-hand page, ``page``.
    """
    for ad in ads:
        at = fold.x - ad.rect.x
        if ad.scene and any(_is_on(placed, at) for placed in walk(ad.scene)):
            report.warning(
                Code.SPREAD_FOLD,
                say(
                    "the ad {ad}: letters stand on the fold between pages {page} and {other}",
                    ad=ad.id,
                    page=page.id,
                    other=page.spread or "",
                ),
                edition.ads[ad.id].ref,
                hint=say("bring a ready-made ad with nothing fine there, or sell it on one page"),
                subject=ad.id,
            )


def _is_on(placed: PlacedMark, x: float) -> bool:
    return isinstance(placed.mark, Text) and placed.x + placed.mark.ink.x < x < placed.x + placed.mark.ink.right
