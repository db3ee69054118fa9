"""Languages: one record each, in one table. How to add one is told in docs/languages.md.

An editor's own words (By Maud Ashdown, 本报记者) are copy and are never touched. No other module and no shared
template has words of its own, and none asks which language it has before it: it takes what the record says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from layout.base.locale import cs, de, el, en, es, fr, it, ja, ko, nl, pl, pt, ru, sv, tr, uk, vi, zh_hans, zh_hant
from layout.base.locale.record import Hyphenation, Language
from layout.base.tables import Table

LANGUAGES = Table(
    "language",
    lambda language: language.tag,
    (
        zh_hans.LANGUAGE,
        zh_hant.LANGUAGE,
        zh_hant.HONG_KONG,
        en.LANGUAGE,
        en.AMERICAN,
        en.BRITISH,
        de.LANGUAGE,
        fr.LANGUAGE,
        es.LANGUAGE,
        it.LANGUAGE,
        pt.LANGUAGE,
        pt.BRAZILIAN,
        nl.LANGUAGE,
        pl.LANGUAGE,
        cs.LANGUAGE,
        sv.LANGUAGE,
        tr.LANGUAGE,
        ru.LANGUAGE,
        uk.LANGUAGE,
        el.LANGUAGE,
        vi.LANGUAGE,
        ja.LANGUAGE,
        ko.LANGUAGE,
    ),
)
"""The table. No tag stands in it twice."""

FOREIGN: Mapping[str, Hyphenation] = {
    parts.script: parts for parts in (ru.LANGUAGE.hyphenation, el.LANGUAGE.hyphenation) if parts
}
"""How a word is parted in copy of another script: a Cyrillic one as Russian, a Greek one as Greek, a Latin one not at
all, for its language is not known."""

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


def language_for(tag: str, languages: Sequence[Language] = LANGUAGES) -> Language:
    """Return the record of a language, written as BCP 47 does.

    No edition is read with a language that is not in the table (`layout.edition.tongues`). Where one is met all the
    same, in what an older program left, it is English whose words are not parted and whose copy stays as it is typed.
    """
    return known_language(tag, languages) or _unknown(tag)


@lru_cache(maxsize=256)
def _unknown(tag: str) -> Language:
    return replace(en.LANGUAGE, tag=tag, also=(), name=tag, hyphenation=None, rules=())


def weekday_of(name: str) -> int | None:
    """Return the number of a weekday (Monday is 0) by its name in any language of the table; None if it is none.

    English names may be cut to three letters, and a Chinese one may be written 周五, 每周五 or 礼拜五, 星期天.
    """
    name = name.strip().casefold().removeprefix("每")
    for other, usual in (("周", "星期"), ("週", "星期"), ("礼拜", "星期"), ("禮拜", "星期"), ("星期天", "星期日")):
        name = name.replace(other, usual)
    for language in LANGUAGES:
        for number, day in enumerate(language.words.days):
            if name == day.casefold() or (language.tag == "en" and name == day.casefold()[:3]):
                return number
    return None
