"""What languages written in han share: their marks, the rules of their punctuation, what a head keeps whole.

A full-width mark is an ink half and a blank half (clreq, "Space for the adjustment of punctuation marks",
#h-punctuation_adjustment_space). Widths are in em.
"""

from __future__ import annotations

from dataclasses import replace

from layout.base.apostrophes import ENGLISH_ELIDED, ENGLISH_SHORTENED
from layout.base.locale.record import FullWidth, Hyphenation, Marks, Quotes

_HALF = 0.5
_QUARTER = 0.25

OPENING = "《〈（【〖〔「『“‘［｛"
CLOSING = "》〉）】〗〕」』”’］｝"
COMMAS = "，、；"
STOPS = "。？！．"
INTERPUNCTS = "·・"

# Line start: clreq "Prohibition rules for line start and line end" (#prohibition_rules_for_line_start_end),
# GB/T 15834-2011 5.1.1 to 5.1.7. The full-width signs are the same rule for their wide forms.
NEVER_FIRST = CLOSING + COMMAS + STOPS + "：·・～—–…⋯-/／%％‰℃°,.;:?!)]}›»"
NEVER_LAST = OPENING + "([{‹«￥＄$￡£#＃№"

JOINING = "和与與及或暨之等"
"""Han that join what stands before them to what comes after."""
NAMES = (
    r"[\u4e00-\u9fff]{2}[东東南西北中]?(?:大街|大道|路(?!线|線)|街(?!道办|坊))",
    r"[\u4e00-\u9fff]{2}(?:晚报|日报|时报|早报|晨报|周报|晚報|日報|時報|早報|晨報|週報|新聞|新闻)",
    r"[“「][^”」]{1,8}[”」][\u4e00-\u9fff]{1,4}",
)
"""Names of streets and of papers; a word or two in quotes with what bears it."""

_BEGINNING = "公平立海英小厘毫美多来几"
"""Han that begin what counts and are no counter by themselves: 公里, 平方米, 海里, 小时, 厘米, 美元; 多 and 余 stand
between the number and its counter."""
UNITS = (
    "年月日时分秒点周岁号版届次名人万亿千百起个条吨米元倍度级家种项间处余集部亩户只位棵株台辆本张块层栋座所场批件份"
    "站盆朵头匹口套艘架支把盒箱瓶袋车趟圈段根粒幅首篇册页期组队班桌顿盏遍轮席例宗克斤升省市县区村镇校"
    + _BEGINNING
    + "時點週歲號屆萬億個條噸級種項間處餘畝戶隻顆張塊層棟座場組隊輛臺頭雙圓円冊"
)
"""Han that count with the number before them, or begin what does; simplified, traditional and Japanese."""

BRACKETS = (FullWidth("open", OPENING, _HALF, 0.0), FullWidth("close", CLOSING, 0.0, _HALF))

MAINLAND = Marks(
    name="GB",
    source="GB/T 15834-2011 5.1; clreq #prohibition_rules_for_line_start_end, GB style",
    # Pauses and stops stand in the lower left of their square.
    full_width=(
        *BRACKETS,
        FullWidth("comma", COMMAS, 0.0, _HALF),
        FullWidth("stop", STOPS, 0.0, _HALF),
        FullWidth("colon", "：", 0.0, _HALF),
    ),
    half_width=INTERPUNCTS + "／",  # GB/T 15834-2011 5.1.6, 5.1.9
    not_first=NEVER_FIRST,
    not_last=NEVER_LAST + "/／",
    units=UNITS,
)

TRADITIONAL = Marks(
    name="traditional",
    source="clreq #prohibition_rules_for_line_start_end, basic style; centred marks of Taiwan and Hong Kong",
    # Pauses and stops stand in the middle of their square. Question and exclamation marks keep their square (clreq
    # #h-punctuation_adjustment_space); the interpunct may give its blanks.
    full_width=(
        *BRACKETS,
        FullWidth("comma", COMMAS, _QUARTER, _QUARTER),
        FullWidth("stop", "。．", _QUARTER, _QUARTER),
        FullWidth("stop", "？！", 0.0, 0.0),
        FullWidth("colon", "：", _QUARTER, _QUARTER),
        FullWidth("dot", INTERPUNCTS, _QUARTER, _QUARTER),
    ),
    half_width="",
    not_first=NEVER_FIRST,
    not_last=NEVER_LAST,
    units=UNITS,
)

_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
JAPANESE = Marks(
    name="japanese",
    source="JIS X 4051:2004 6.1; jlreq 3.1.7 and 3.1.8 (strict)",
    full_width=(
        *BRACKETS,
        FullWidth("comma", "，、", 0.0, _HALF),
        FullWidth("stop", "。．", 0.0, _HALF),
        FullWidth("stop", "？！", 0.0, 0.0),
        FullWidth("dot", INTERPUNCTS + "：；", _QUARTER, _QUARTER),
    ),
    half_width="",
    not_first=NEVER_FIRST + _SMALL_KANA + "ー々〻ヽヾゝゞ〜゠",
    not_last=NEVER_LAST,
    units=UNITS,
)

CURLY = Quotes(elided=ENGLISH_ELIDED, shortened=ENGLISH_SHORTENED)
"""Curly quotes, with the apostrophes of English."""
CORNERS = replace(CURLY, double=("「", "」"), single=("『", "』"))
"""The quotes of Taiwan, Hong Kong and Japan; the Latin words in copy of han are taken for English."""
ENGLISH_WORDS = Hyphenation("en_US")
"""The Latin words in copy of han are taken for English."""

CLINGING = "化性者们的了着过得率度里"

_COUNTERS = "".join(sorted(set(UNITS) - set(_BEGINNING)))
"""Measure words and units, all of one han, that follow a number."""
_FIGURES = "[一二三四五六七八九十百千万萬亿億两兩几幾零〇]+"
_MEASURES = rf"小[时時]|公里|公斤|[个個]月|[{_COUNTERS}]"
_NUMBER = (
    rf"第?[0-9][0-9.,]*(?:[%‰℃]|[十百千万萬亿億]*[多餘]?(?:[个個]?(?:平方|立方|省[区區]|{_MEASURES}))?)"
    rf"|{_FIGURES}(?:[点點]{_FIGURES})?(?:{_MEASURES})"
)
"""A number, in figures or in han, with its 万 or 亿 and with the measure word or unit it counts in."""
WHOLE = (_NUMBER,)

RULES = (
    *("zero-width", "tab", "indent", "alphanumerics", "percent", "decimal-point"),
    *("apostrophe", "elision", "double-quotes", "single-quotes", "ellipsis", "dash", "half-dash"),
    *(
        "comma",
        "full-stop",
        "semicolon",
        "colon",
        "question-mark",
        "exclamation-mark",
        "brackets",
        "range",
        "interpunct",
    ),
    *("space-inside", "space-mark", "space-latin", "doubled", "connector", "unpaired-quote"),
)
"""Ids of the rules of Chinese copy."""
