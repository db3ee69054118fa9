"""Ready-made ads in colour on pages that are printed in black: their advertisers paid for colour, so it is told."""

from __future__ import annotations

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Ref
from layout.base.messages import Name, say
from layout.edition.ads import Ad
from layout.edition.inknames import written
from layout.images.inks import BLACK, PROCESS
from layout.pdf.plates import separations


def in_colour(pdf: bytes) -> bool:
    """Tell whether an ad as it would be printed in process leaves ink on another plate than black's."""
    found = separations(pdf, inks=PROCESS)
    return any(plate for ink, plate in zip(found.inks, found.plates, strict=True) if ink != BLACK)


def on_black(ad: Ad, inks: tuple[str, ...]) -> Finding:
    """Return what is told of such an ad on a page of those inks."""
    said = say(
        "{ad} is in colour, and its page is printed in {inks}: what is not comes in greys",
        ad=Name(ad.id), inks=written(inks),
    )  # fmt: skip
    hint = say("move it to a page in colour, or agree with the advertiser that it runs so")
    return Finding(Code.AD_ON_BLACK, Code.AD_ON_BLACK.severity, said, Ref("ad", ad.id), hint, subject=ad.id)
