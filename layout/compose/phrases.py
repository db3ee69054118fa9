"""Where a Chinese headline breaks naturally: between phrases, never inside a title or a number.

budoux (a phrase segmenter) lives only here.
"""

from __future__ import annotations

import re
from functools import lru_cache

import budoux

_CLINGING = frozenset("化性者们的了着过得率度")
"""Han that belong to the word before them: the segmenter sometimes parts them from it."""
_LEADING = frozenset(("a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "from", "with", "and", "or", "as"))
"""English words that lean on the word after them: a line of a head does not end in one."""
_TITLE = re.compile(r"《[^》]*》")


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
    return frozenset(breaks - title_insides(text))


def title_insides(text: str) -> set[int]:
    """Return the offsets inside of 《》 titles: a head must not break there."""
    return {at for match in _TITLE.finditer(text) for at in range(match.start() + 1, match.end())}
