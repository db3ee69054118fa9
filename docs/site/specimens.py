"""The sheets of a template's ads: every look at some of the sizes that ads are sold in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from docs.site.pictures import Make, small
from docs.site.shown import TAGS, TEMPLATES
from layout.build.adspecimen import make_ad_specimen
from layout.files.project import Project
from layout.pdf.pdfium import page_image

DPI = 120
EVERY = 3
"""Of the sizes, smallest first, every so many is shown, which is a sheet for each look."""


def ad_specimens(language: str) -> Make:
    """Return what makes the pictures of the sheets of ads in a language's template."""

    def make(made: Project, content: Path) -> Iterator[tuple[str, Image.Image | str]]:
        sheets = make_ad_specimen(made, TEMPLATES[language], TAGS[language], every=EVERY)
        for number, sheet in enumerate(sheets, start=1):
            # The picture of the starter is coarse across a page.
            yield from (("told", str(finding)) for finding in sheet.findings if finding.code != "ad-file")
            yield str(number), small(page_image(sheet.pdf, DPI))

    return make
