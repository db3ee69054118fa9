"""Where display type may end a line, and how willingly: between phrases, between words, hardly inside a word.

Each offset of a text has a price, the currency of the choice of line ends in `layout.compose.display`. Languages that
part words by spaces end lines at spaces. Simplified Chinese is read with a dictionary (`layout.compose.dictionary`)
and a little grammar over its parts of speech; traditional Chinese and Japanese with budoux, a segmenter of phrases,
which lives only here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

import budoux

from layout.base.locale.record import Language, Phrases
from layout.compose.dictionary import Dictionary, Word, dictionary_with
from layout.compose.ties import costs_of

OPEN = 0.0
"""The price of a line end at a space of the copy, after a mark, or after a part of a firm's name;"""
PHRASE = 0.3
"""between two phrases: who | does what, after 的;"""
WORD = 0.5
"""between two words of a phrase: a verb and what it is done to;"""
COMPOUND = 0.6
"""between two nouns that make one name: 供水 | 管网;"""
BOUND = 1.5
"""after a word that leans on the next one (仅, 将, 和, an English article), beside a word of one character;"""
TIED = 2.5
"""between a number and what it counts, at a tie of the language (initials and a name), inside a quotation, inside what
only looks like a word (a person's name), in a long word between two words that it is made of (家电 | 市场);"""
JOINING = 1.0
"""more than that before a word that joins two others (和), where that is asked for;"""
IN_NAME = 1.2
"""and so much more in a name of a street, a paper, somebody;"""
TITLE = 4.0
"""inside the title of a work: only where it is longer than any line;"""
CUT = 8.0
"""and inside a word, or before a particle that ends one (了): dearer than anything the size of type can cost."""

_SEGMENTERS = {
    "zh-Hant": budoux.load_default_traditional_chinese_parser,
    "ja": budoux.load_default_japanese_parser,
}
_PAUSE = re.compile(r"[，。；：？！、…—]+[”’》）]*")
_BRACKETED = re.compile(r"[［【〔][^］】〕]*[］】〕]")
_NUMBER_START = re.compile(r"(?<![\d.第A-Za-z])\d")
_COUNT = re.compile(r"(?!(?:1\d|20)\d\d\Z)\d[\d.,\u202f]*(?<=\d)")
"""A number, which counts what comes after it; a year does not."""
_COUNTED = re.compile(r"\d(?=[\u3400-\u9fff])")
_TITLE = re.compile(r"《[^》]*》")
_QUOTED = re.compile(r"“[^”]{1,8}”|「[^」]{1,8}」")
"""A quotation as short as a name. One that is longer is a sentence."""

# Parts of speech, by the first letters of their tags.
_PARTICLES = ("u", "y", "k")
"""Particles (的 了 着 过), those of mood (吗 呢 吧) and endings (们): they end a word, and never begin a line."""
_LEANING = ("d", "p", "c", "h", "zg")
"""Adverbs, prepositions, conjunctions, prefixes: they belong to what follows."""
_NOUNS = ("n", "vn", "b", "j", "s", "eng", "l")


_LEANING_WORDS = frozenset("到赴在向从对为给由")
"""Prepositions that the dictionary may take for verbs."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段龙史陶贺顾毛郝龚邵万覃武钱戴严莫孔向汤"
)
_DOUBLE_SURNAMES = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯")
)
_PLACE_ENDS = frozenset("省市县区州镇乡村屯湖河江山岛湾港路街巷桥寺")
"""What ends the name of a place: 衡水 and 湖, 桥头 and 村."""


@lru_cache(maxsize=len(_SEGMENTERS))
def _parser(segmenter: str) -> budoux.Parser:
    return _SEGMENTERS[segmenter]()


@lru_cache(maxsize=1024)
def line_end_prices(text: str, language: Language) -> Mapping[int, float]:
    """Return the price of a line end at each offset of a display text; one that is not named costs `CUT`.

    What no line may part at all (a number and its unit) is not in it either: see `unbreakable`.
    """
    rules = language.phrases
    if not rules.segmenter:
        prices = {
            at: BOUND if match[1].lower() in rules.leaning or _COUNT.fullmatch(match[1]) else OPEN
            for match in re.finditer(r"(\S+)(\s+)", text)
            for at in match.span(2)
        }
        for at in costs_of(text, language.ties):
            _raise(prices, at, TIED)
        return MappingProxyType(prices)
    prices = _dictionary_prices(text, language) if rules.segmenter == "dictionary" else _segmented_prices(text, rules)
    for match in _NUMBER_START.finditer(text):
        prices[match.start()] = min(prices.get(match.start(), CUT), max(PHRASE, prices.get(match.start(), PHRASE)))
    for match in _COUNTED.finditer(text):
        _raise(prices, match.end(), TIED)
    for match in _QUOTED.finditer(text):
        for at in range(match.start() + 1, match.end()):
            _raise(prices, at, TIED)
    for match in _BRACKETED.finditer(text):
        prices |= dict.fromkeys(match.span(), PHRASE)
    prices |= {match.end(): OPEN for match in _PAUSE.finditer(text)}
    prices |= {at: OPEN for match in re.finditer(r"\s+", text) for at in match.span()}
    for match in _TITLE.finditer(text):
        for at in range(match.start() + 1, match.end()):
            prices[at] = TITLE + prices.get(at, CUT)
    for at in unbreakable(text, rules):
        prices.pop(at, None)
    return MappingProxyType(prices)


def phrase_breaks(text: str, language: Language) -> frozenset[int]:
    """Return the offsets at which a head in that language may break between two words without hurting its sense."""
    prices = line_end_prices(text, language)
    most = BOUND if language.phrases.segmenter else OPEN
    return frozenset(at for at, price in prices.items() if price <= most)


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


def in_names(text: str, language: Language) -> Mapping[int, float]:
    """Return what more a line end costs inside a name that stands in a text, and before a word that joins two."""
    rules = language.phrases
    dear = {at: JOINING for at, char in enumerate(text) if char in rules.hardly_first}
    for pattern in rules.together:
        for match in re.finditer(pattern, text):
            inside = text[match.start() : match.end()]
            # Offsets on either side of the blanks of a name are one place.
            dear |= {match.start() + at: IN_NAME for at in range(1, len(inside))}
    return MappingProxyType(dear)


def unbreakable(text: str, rules: Phrases) -> set[int]:
    """Return the offsets where a head must not break: inside of a number and what it counts in."""
    return {
        at
        for pattern in rules.whole
        for match in re.finditer(pattern, text)
        for at in range(match.start() + 1, match.end())
    }


def _raise(prices: dict[int, float], at: int, price: float) -> None:
    """Make a line end cost so much at least."""
    if at in prices:
        prices[at] = max(prices[at], price)


def _segmented_prices(text: str, rules: Phrases) -> dict[int, float]:
    """Return the prices in a language whose phrases budoux finds: it knows no words, so inside a phrase all cost."""
    prices, at = {}, 0
    for phrase in _parser(rules.segmenter).parse(text)[:-1]:
        at += len(phrase)
        if text[at] not in rules.clinging:
            prices[at] = PHRASE
    return prices


def _dictionary_prices(text: str, language: Language) -> dict[int, float]:
    """Return the prices in simplified Chinese."""
    known = dictionary_with(language.phrases.words)
    words = known.words_of(text)
    prices = {left.end: _between(left, right, language.phrases) for left, right in pairwise(words)}
    for word in words:
        prices |= dict(_inside(word, known))
    end = 0
    for part in known.guessed_words(text):
        name = part[0] in _SURNAMES and len(part) <= 3 and not known.has(part)
        for at in range(end + 1, end + len(part)):
            _raise(prices, at, CUT if name else TIED)
        end += len(part)
    for pattern in language.name_ends:
        for match in re.finditer(pattern, text):
            _raise(prices, match.start(), BOUND)
    return prices


def _between(left: Word, right: Word, rules: Phrases) -> float:
    """Return the price of a line end between two words."""
    if right.tag.startswith(_PARTICLES) or right.text in rules.clinging:
        return CUT
    if _is_name(left, right):
        return CUT
    if left.tag == "x" or right.tag == "x":
        return WORD  # beside a quotation mark; what may not begin or end a line is the composer's rule
    if left.tag.startswith(_PARTICLES) or (left.tag in ("t", "f") and right.tag != "f"):
        return PHRASE  # 的 | 土豆, 去年 | 建成, 大桥下 | 通车
    if right.tag in ("f", "q") or left.tag == "m" or left.text in "各每这那某本该两几":
        return TIED  # 大桥 | 下, 一 | 批, 三 | 县
    if len(right.text) == 1 and (len(left.text) == 1 or left.tag == "nr"):
        return TIED  # most likely a name that no dictionary has
    if left.tag.startswith(_LEANING) or left.text in _LEANING_WORDS or left.tag == "q":
        return BOUND
    if len(left.text) > 1 and right.tag.startswith((*_LEANING, "v")) and left.tag.startswith(_NOUNS):
        return PHRASE  # 女作家 | 获文学奖, 经济 | 和社会
    if 1 in (len(left.text), len(right.text)):
        return BOUND
    return COMPOUND if left.tag.startswith((*_NOUNS, "a")) else WORD


def _is_name(left: Word, right: Word) -> bool:
    """Tell whether two words are one name: 李 and 文静, 李 and 县长, 欧阳 and 志远, 衡水 and 湖."""
    if left.text in _DOUBLE_SURNAMES or (left.text in _SURNAMES and left.tag == "nr"):
        return len(right.text) <= 2 and right.tag != "x"
    return len(left.text) > 1 and left.tag in ("n", "ns") and right.text in _PLACE_ENDS


def _inside(word: Word, known: Dictionary) -> Iterator[tuple[int, float]]:
    """Yield the places inside a long word between two words that it is made of: 投入 | 使用."""
    start = word.end - len(word.text)
    for at in range(2, len(word.text) - 1):
        if known.has(word.text[:at]) and known.has(word.text[at:]):
            yield start + at, TIED
