"""What cannot be set whatever words one has for it: scripts, and the languages that are written in them.

The composer places letters from left to right, each by itself. What reads the other way (Unicode Standard Annex 9) or
from the top down, or is put together and moved about before it is placed (OpenType's shaping for South and Southeast
Asia), it would spoil. Ol Chiki is an alphabet as others are (Unicode Standard 13.10), so it is not here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from layout.base.locale.latin import spaced
from layout.base.messages import say


class Unset(StrEnum):
    """Why a script cannot be set."""

    LEFTWARDS = "leftwards"
    """Its lines run from right to left."""
    JOINED = "joined"
    """Its letters change their shape and their place beside others."""
    DOWNWARDS = "downwards"
    """Its lines run from the top down."""


class UnsetScript(NamedTuple):
    """A script that cannot be set: its name, its codes by ISO 15924, why, and its blocks by the Unicode Standard, as a
    class of a regular expression."""

    name: str
    codes: str
    why: Unset
    blocks: str


SCRIPTS = (
    UnsetScript(say("Hebrew"), "Hebr", Unset.LEFTWARDS, "\u0590-\u05ff\ufb1d-\ufb4f"),
    UnsetScript(
        say("Arabic"),
        "Arab Aran",
        Unset.LEFTWARDS,
        "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdfb\ufe70-\ufefc",
    ),
    UnsetScript(say("Syriac"), "Syrc", Unset.LEFTWARDS, "\u0700-\u074f\u0860-\u086f"),
    UnsetScript(say("Thaana"), "Thaa", Unset.LEFTWARDS, "\u0780-\u07bf"),
    UnsetScript(say("N’Ko"), "Nkoo", Unset.LEFTWARDS, "\u07c0-\u07ff"),
    UnsetScript(say("Adlam"), "Adlm", Unset.LEFTWARDS, "\U0001e900-\U0001e95f"),
    UnsetScript(
        say("an old or rare script of the Near East or Africa"),
        "Mand Mend Rohg Samr",
        Unset.LEFTWARDS,
        "\u0800-\u085f\U00010800-\U00010fff\U0001e800-\U0001e8df",
    ),
    UnsetScript(say("Devanagari"), "Deva", Unset.JOINED, "\u0900-\u097f\ua8e0-\ua8ff"),
    UnsetScript(say("Bengali"), "Beng", Unset.JOINED, "\u0980-\u09f1\u09f4-\u09fa\u09fc-\u09ff"),
    UnsetScript(say("Gurmukhi"), "Guru", Unset.JOINED, "\u0a00-\u0a7f"),
    UnsetScript(say("Gujarati"), "Gujr", Unset.JOINED, "\u0a80-\u0af0\u0af2-\u0aff"),
    UnsetScript(say("Oriya"), "Orya", Unset.JOINED, "\u0b00-\u0b7f"),
    UnsetScript(say("Tamil"), "Taml", Unset.JOINED, "\u0b80-\u0bf8\u0bfa-\u0bff"),
    UnsetScript(say("Telugu"), "Telu", Unset.JOINED, "\u0c00-\u0c7f"),
    UnsetScript(say("Kannada"), "Knda", Unset.JOINED, "\u0c80-\u0cff"),
    UnsetScript(say("Malayalam"), "Mlym", Unset.JOINED, "\u0d00-\u0d7f"),
    UnsetScript(say("Sinhala"), "Sinh", Unset.JOINED, "\u0d80-\u0dff"),
    UnsetScript(say("Thai"), "Thai", Unset.JOINED, "\u0e01-\u0e3a\u0e40-\u0e7f"),
    UnsetScript(say("Lao"), "Laoo", Unset.JOINED, "\u0e80-\u0eff"),
    UnsetScript(say("Tibetan"), "Tibt", Unset.JOINED, "\u0f00-\u0fff"),
    UnsetScript(say("Burmese"), "Mymr", Unset.JOINED, "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"),
    UnsetScript(say("Khmer"), "Khmr", Unset.JOINED, "\u1780-\u17da\u17dc-\u17ff\u19e0-\u19ff"),
    UnsetScript(say("Mongolian"), "Mong", Unset.DOWNWARDS, "\u1800-\u18af\U00011660-\U0001167f"),
    UnsetScript(say("Phags-pa"), "Phag", Unset.DOWNWARDS, "\ua840-\ua87f"),
    UnsetScript(
        say("a script of South or Southeast Asia"),
        "Bali Cakm Cham Java Lana Lepc Limb Mtei Sund Talu Tavt Tglg",
        Unset.JOINED,
        "\u1700-\u177f\u1900-\u194f\u1a00-\u1aaf\u1b00-\u1c4f\ua800-\ua82f\ua880-\ua8df\ua930-\ua9df\uaa00-\uaa5f"
        "\uaa80-\uaaff\uabc0-\uabff\U00011000-\U0001165f\U00011680-\U00011fff\U00016f00-\U00016f9f",
    ),
)
"""The scripts that are not set. A sign of money in one of their blocks is a sign like others: ฿."""

_OF_CODE = {code: script.why for script in SCRIPTS for code in script.codes.split()}
_OF_LANGUAGE = {
    **dict.fromkeys(spaced("ar arc arz ckb dv fa glk he iw ks mzn ps sd syr ug ur yi"), Unset.LEFTWARDS),
    **dict.fromkeys(
        spaced("as bn bo brx doi dz gu hi km kn kok lo mai ml mni mr my ne or pa sa si ta te th"), Unset.JOINED
    ),
}
"""Why languages cannot be set that name no script, by the one that they are written in (CLDR, likely subtags)."""


def why_unset(tag: str) -> Unset | None:
    """Return why a language of that BCP 47 tag cannot be set; None if its script, as far as the tag tells, can be."""
    primary, *rest = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4), "")
    return _OF_CODE.get(script) if script else _OF_LANGUAGE.get(primary.lower())
