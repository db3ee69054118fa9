"""Languages: one record each, in one table. How to add one is told in docs/languages.md.

An editor's own words (By Maud Ashdown, 本报记者) are copy and are never touched. No other module and no shared
template has words of its own, and none asks which language it has before it: it takes what the record says.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from layout.base.locale import en, ja, ko, zh_hans, zh_hant
from layout.base.locale.record import Hyphenation, Language

LANGUAGES: tuple[Language, ...] = (
    zh_hans.LANGUAGE,
    zh_hant.LANGUAGE,
    en.LANGUAGE,
    en.AMERICAN,
    en.BRITISH,
    ja.LANGUAGE,
    ko.LANGUAGE,
)
"""The table. No tag stands in it twice."""

DEFAULT = zh_hans.LANGUAGE
"""The language of an edition that names none."""


@lru_cache(maxsize=256)
def known_language(tag: str, languages: tuple[Language, ...] = LANGUAGES) -> Language | None:
    """Return the record that a BCP 47 tag stands for, or None.

    A tag without a record of its own is looked up without its region, then without its script, then as the language
    alone (a simpler form of RFC 4647, 3.4 "Lookup"): zh-Hans-SG is zh-Hans, en-Latn-GB is en-GB.
    """
    primary, *rest = tag.split("-")
    script = [part for part in rest if len(part) == 4]
    region = [part for part in rest if len(part) != 4]
    for parts in ([*script, *region], script, region, []):
        wanted = "-".join((primary, *parts))
        for language in languages:
            if wanted == language.tag or wanted in language.also:
                return language
    return None


@lru_cache(maxsize=256)
def language_for(tag: str, languages: tuple[Language, ...] = LANGUAGES) -> Language:
    """Return the record of a language, written as BCP 47 does.

    A language that is not in the table is set as English: its words are printed in English, but its copy is left as
    it is typed, and its words are parted by its own dictionary if pyphen has one.
    """
    # The one place that says so. To refuse such a tag, raise here, and tell it where editions are read.
    if (known := known_language(tag, languages)) is not None:
        return known
    hyphenation = Hyphenation(tag.replace("-", "_"))
    return replace(en.LANGUAGE, tag=tag, also=(), name=tag, hyphenation=hyphenation, rules=())
