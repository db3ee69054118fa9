"""Languages that cannot be set whatever words one has for them, by the script that they are written in.

The composer places letters from left to right, each by itself. What reads the other way (Unicode Standard Annex 9), or
is put together and moved about before it is placed (OpenType's shaping for South and Southeast Asia), it would spoil.
"""

from __future__ import annotations

from enum import StrEnum

from layout.base.locale.latin import spaced


class Unset(StrEnum):
    """Why a language cannot be set."""

    LEFTWARDS = "leftwards"
    """Its lines run from right to left."""
    JOINED = "joined"
    """Its letters change their shape and their place beside others."""


_LEFTWARDS = spaced("Adlm Arab Hebr Nkoo Rohg Samr Syrc Thaa")
_JOINED = spaced("Beng Cakm Deva Gujr Guru Java Khmr Knda Laoo Mlym Mong Mymr Olck Orya Sinh Sund Taml Telu Thai Tibt")
_OF_LANGUAGE = {
    **dict.fromkeys(spaced("ar arc arz ckb dv fa glk he iw ks mzn ps sd syr ug ur yi"), Unset.LEFTWARDS),
    **dict.fromkeys(
        spaced("as bn bo brx doi dz gu hi km kn kok lo mai ml mni mr my ne or pa sa sat si ta te th"), Unset.JOINED
    ),
}


def why_unset(tag: str) -> Unset | None:
    """Return why a language of that BCP 47 tag cannot be set; None if its script, as far as the tag tells, can be."""
    primary, *rest = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4), "")
    if script:
        return Unset.LEFTWARDS if script in _LEFTWARDS else Unset.JOINED if script in _JOINED else None
    return _OF_LANGUAGE.get(primary.lower())
