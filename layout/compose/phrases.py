"""Where display type breaks naturally: between phrases, after parts of names, never inside a title or a number.

budoux (a phrase segmenter) lives only here.
"""

from __future__ import annotations

import re
from functools import lru_cache

import budoux

from layout.base.locale.record import Language, Phrases

_SEGMENTERS = {
    "zh-Hans": budoux.load_default_simplified_chinese_parser,
    "zh-Hant": budoux.load_default_traditional_chinese_parser,
    "ja": budoux.load_default_japanese_parser,
}


@lru_cache(maxsize=len(_SEGMENTERS))
def _parser(segmenter: str) -> budoux.Parser:
    return _SEGMENTERS[segmenter]()


def phrase_breaks(text: str, language: Language) -> frozenset[int]:
    """Return the offsets at which a head in that language may break between two phrases."""
    rules = language.phrases
    if not rules.segmenter:
        spaces = (match for match in re.finditer(r"(\S+)(\s+)", text) if match[1].lower() not in rules.leaning)
        return frozenset(at for match in spaces for at in match.span(2))
    breaks = set()
    at = 0
    for phrase in _parser(rules.segmenter).parse(text)[:-1]:
        at += len(phrase)
        if text[at] not in rules.clinging:
            breaks.add(at)
    breaks |= {at for match in re.finditer(r"\s+", text) for at in match.span()}
    breaks |= {match.end() for match in re.finditer(r"[，。；：？！、…—]+[”’》）]*", text)}
    breaks |= {at for match in re.finditer(r"[［【〔][^］】〕]*[］】〕]", text) for at in match.span()}
    breaks |= {match.start() for match in re.finditer(r"(?<![\d.第A-Za-z])\d", text) if match.start()}
    return frozenset(breaks - unbreakable(text, rules))


def name_ends(text: str, language: Language) -> frozenset[int]:
    """Return the offsets at which a part of a firm's or an office's name ends, if the text is one."""
    rules = language.phrases
    ends = {
        match.end()
        for pattern in language.name_ends
        for match in re.finditer(pattern, text)
        if text[match.end() : match.end() + 1] not in rules.clinging
    }
    return frozenset(ends - unbreakable(text, rules))


def unbreakable(text: str, rules: Phrases) -> set[int]:
    """Return the offsets where a head must not break: inside of a title, of a number and what it counts in."""
    return {
        at
        for pattern in rules.whole
        for match in re.finditer(pattern, text)
        for at in range(match.start() + 1, match.end())
    }
