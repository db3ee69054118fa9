"""Languages: one record each, in one table. How to add one is told in docs/languages.md.

An editor's own words (By Maud Ashdown, 本报记者) are copy and are never touched. No other module and no shared
template has words of its own, and none asks which language it has before it: it takes what the record says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from layout.base.locale import en, ja, ko, zh_hans, zh_hant
from layout.base.locale.record import Hyphenation, Language
from layout.base.tables import Table

LANGUAGES = Table(
    "language",
    lambda language: language.tag,
    (
        zh_hans.LANGUAGE,
        zh_hant.LANGUAGE,
        en.LANGUAGE,
        en.AMERICAN,
        en.BRITISH,
        ja.LANGUAGE,
        ko.LANGUAGE,
    ),
)
"""The table. No tag stands in it twice."""

DEFAULT = zh_hans.LANGUAGE
"""The language of an edition that names none."""


def known_language(tag: str, languages: Sequence[Language] = LANGUAGES) -> Language | None:
    """Return the record that a BCP 47 tag stands for, or None.

    A tag without a record of its own is looked up without its region, then without its script, then as the language
    alone (a simpler form of RFC 4647, 3.4 "Lookup"): zh-Hans-SG is zh-Hans, en-Latn-GB is en-GB.
    """
    return _known(tag, languages, len(languages))


@lru_cache(maxsize=256)
def _known(tag: str, languages: Sequence[Language], _count: int) -> Language | None:
    """What is kept is of a table of that length: it may have grown since."""
    primary, *rest = tag.split("-")
    script = [part for part in rest if len(part) == 4]
    region = [part for part in rest if len(part) != 4]
    for parts in ([*script, *region], script, region, []):
        wanted = "-".join((primary, *parts))
        for language in languages:
            if wanted == language.tag or wanted in language.also:
                return language
    return None


def has_own_words(language: Language) -> bool:
    """Whether what is printed in a language is in its own words: English ones stand in where they are not known yet."""
    return language.words is not en.WORDS or language.tag.split("-")[0] == en.LANGUAGE.tag


def language_for(tag: str, languages: Sequence[Language] = LANGUAGES) -> Language:
    """Return the record of a language, written as BCP 47 does.

    A language that is not in the table is set as English: its words are printed in English, but its copy is left as
    it is typed, and its words are parted by its own dictionary if pyphen has one.
    """
    # The one place that says so. To refuse such a tag, raise here, and tell it where editions are read.
    return known_language(tag, languages) or _unknown(tag)


@lru_cache(maxsize=256)
def _unknown(tag: str) -> Language:
    hyphenation = Hyphenation(tag.replace("-", "_"))
    return replace(en.LANGUAGE, tag=tag, also=(), name=tag, hyphenation=hyphenation, rules=())
