"""What a drawn ad depends on: told here, apart from what draws, which takes long to import."""

from __future__ import annotations

from pathlib import Path

from layout.design.press import PressCondition
from layout.edition.ads import Ad
from layout.edition.inputs import files_of


def ad_parts(
    ad: Ad, template: str, language: str, press: PressCondition, folder: Path, fellows: tuple[Ad, ...] = ()
) -> tuple[object, ...]:
    """Return everything that the drawing of an ad depends on, besides the program and the files of templates.

    ``fellows`` are the ads that it is set alike with.
    """
    return ad, template, language, press, files_of(ad, folder), fellows
