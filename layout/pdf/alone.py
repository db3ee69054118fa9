"""One ad as a page of its own: finished as pages are, without what stands beside a page."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from layout.base.units import Rect
from layout.design.press import MarkSettings, PressCondition
from layout.design.sheet import Margins, PageTokens
from layout.pdf.finish import finish_page
from layout.pdf.identity import PressInfo
from layout.pdf.place import PlacedAd


def finish_alone(ad: PlacedAd, info: PressInfo, press: PressCondition, beyond: float = 0.0) -> bytes:
    """Return an ad as a PDF of one page for the press: its trim is the ad's box without what runs ``beyond`` it, pt.

    It goes through everything that ads on a page go through. Raises ContentError as `finish_page` does.
    """
    box = Rect(-beyond, -beyond, ad.rect.width, ad.rect.height)
    blank, out = pikepdf.new(), BytesIO()
    blank.add_blank_page(page_size=(box.width, box.height))
    blank.save(out, deterministic_id=True)
    bare = press.model_copy(update={"marks": MarkSettings(crop=False, slug=False)})
    tokens = PageTokens.model_construct(
        width=box.width - 2 * beyond,
        height=box.height - 2 * beyond,
        bleed=beyond,
        slug=beyond,
        margins=Margins.model_construct(top=0.0, left=0.0),
    )
    return finish_page(out.getvalue(), tokens, [PlacedAd(ad.id, ad.pdf, box)], info, press=bare)
