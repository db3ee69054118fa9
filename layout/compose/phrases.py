"""Where a Chinese headline breaks naturally: between phrases, never inside a title or a number.

budoux (a phrase segmenter) lives only here.
"""

from __future__ import annotations

import re
from functools import lru_cache

import budoux

from layout.compose.classes import UNITS

_CLINGING = frozenset("化性者们的了着过得率度里")
"""Han that belong to the word before them: the segmenter sometimes parts them from it."""
_LEADING = frozenset(("a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "from", "with", "and", "or", "as"))
"""English words that lean on the word after them: a line of a head does not end in one."""
_TITLE = re.compile(r"《[^》]*》")
_COUNTERS = "".join(sorted(UNITS)) + (
    "亩户只位棵株台辆本张块层栋座所间场批件份站盆朵头匹口套艘架支把盒箱瓶袋车趟圈段根粒幅首篇册页期"
    "组队班桌顿盏遍轮席例宗克斤升省市县区村镇校"
)
"""Measure words and units, all of one han, that follow a number."""
_NUMBER = re.compile(
    rf"第?[0-9][0-9.,]*(?:[%‰℃]|[十百千万亿]*多?(?:个?(?:小时|公里|公斤|平方|立方|省区|个月|[{_COUNTERS}]))?)"
    rf"|[一二三四五六七八九十百千万亿两几零〇]+(?:小时|公里|公斤|个月|[{_COUNTERS}])"
)
"""A number, in figures or in han, with its 万 or 亿 and with the measure word or unit it counts in."""


@lru_cache(maxsize=4)
def _parser(language: str) -> budoux.Parser:
    if language.startswith("ja"):
        return budoux.load_default_japanese_parser()
    if "Hant" in language:
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()


def phrase_breaks(text: str, language: str) -> frozenset[int]:
    """Return the offsets at which a head in that language may break between two phrases."""
    if language.split("-")[0] not in ("zh", "ja"):
        return frozenset(
            at for match in re.finditer(r"(\S+)(\s+)", text) if match[1].lower() not in _LEADING for at in match.span(2)
        )
    breaks = set()
    at = 0
    for phrase in _parser(language).parse(text)[:-1]:
        at += len(phrase)
        if text[at] not in _CLINGING:
            breaks.add(at)
    breaks |= {at for match in re.finditer(r"\s+", text) for at in match.span()}
    breaks |= {match.end() for match in re.finditer(r"[，。；：？！、…—]+[”’》）]*", text)}
    breaks |= {match.start() for match in re.finditer(r"(?<![\d.第A-Za-z])\d", text) if match.start()}
    return frozenset(breaks - unbreakable(text))


def unbreakable(text: str) -> set[int]:
    """Return the offsets where a head must not break: inside of 《》 titles, of a number and what it counts in."""
    return {
        at
        for pattern in (_TITLE, _NUMBER)
        for match in pattern.finditer(text)
        for at in range(match.start() + 1, match.end())
    }
