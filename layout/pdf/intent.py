"""The output intent: for which printing condition the page was made (ISO 32000-1, 14.11.5; ISO 15930)."""

from __future__ import annotations

import zlib
from functools import lru_cache

import pikepdf

from layout.design.press import PressCondition
from layout.images.inks import PROCESS


def set_intent(pdf: pikepdf.Pdf, press: PressCondition) -> None:
    """Write the one output intent, with the press's profile embedded.

    The profile is embedded for a registered condition as well: then nobody has to find it.
    """
    profile = pdf.make_stream(_packed(press.profile_data), N=len(PROCESS), Filter=pikepdf.Name.FlateDecode)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputCondition=pikepdf.String(press.output.name),
        OutputConditionIdentifier=pikepdf.String(press.output.identifier),
        DestOutputProfile=profile,
    )
    if press.output.registry:
        intent.RegistryName = pikepdf.String(press.output.registry)
    if press.output.info:
        intent.Info = pikepdf.String(press.output.info)
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


@lru_cache(maxsize=2)
def _packed(profile: bytes) -> bytes:
    """Return a profile as pages have it: half a megabyte is packed once, and not for each page anew."""
    return zlib.compress(profile)


def set_blend_space(page: pikepdf.Page) -> None:
    """Let transparent objects be blended in CMYK (ISO 15930-7 wants a blend space; ISO 32000-1, 11.6.6)."""
    page.obj.Group = pikepdf.Dictionary(
        Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK, I=True, K=False
    )
