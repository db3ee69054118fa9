"""A drop cap: the first character, or a number whole, over two or three lines, level with the first and last one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from layout.base.apostrophes import is_apostrophe
from layout.base.locale import DEFAULT
from layout.base.locale.record import Language, Script
from layout.compose.classes import HAN_CENTRE, HAN_INK
from layout.compose.dictionary import dictionary_with
from layout.compose.itemize import Setting, itemize
from layout.compose.lines import set_line
from layout.compose.voices import Voices
from layout.scene.text import Line, Role

CAP_HEIGHT = 0.733
"""Height of Latin capitals over the baseline, em, where the face does not tell."""


_OPENING = "\"'([{«‹¡¿„‚"
"""Opening marks that are in no language's table of marks of full width."""
_MOST_MARKS = 2
"""A text that begins with more opening marks has no drop cap."""
_LETTER = "A-Za-zªºµ\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff"
_MYRIAD = "百千万亿萬億"
_NUMERAL = f"〇零一二三四五六七八九十{_MYRIAD}"
_JOINED = rf"(?:[-‑–/&+.·×’']?[{_LETTER}\d]+)"
"""What runs on in a number or code: letters and figures, and a sign between two of them."""
_BEFORE = r"(?:[-−+±]?(?:[A-Z]{0,3}[$£€¥￥＄￡₩₴₹₺₽]\s?|[#№]\s?)?|N[or]\.?\s?|[Nn][º°]\.?\s?)"  # US$5, No. 5, nº 5
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:[.,:/：∶·～~–—-]\d+)*[¼-¾⅐-⅞]?"
_AFTER = rf"(?:[ \u00a0\u202f]?[%％‰]|°[CF]?|[℃℉㍱-㏟]|{_JOINED}*[²³⁰-⁹]?)[+＋]?"
_NUMBER = re.compile(rf"{_BEFORE}{_DIGITS}[{_MYRIAD}]*{_AFTER}|[{_NUMERAL}]{{2,}}")
"""A number with its signs and its 万, in figures or in han, or run together with letters (4K, 21st, 24-hour)."""
_ORDINAL = re.compile(rf"第(?:\d+|[{_NUMERAL}]+)|제\d+")
"""A number that tells a place in a row: what it counts in belongs to it, 第3届."""
_COUNTED = re.compile(
    r"[회차호대조장과권기](?:째|[은는이가을를의에로와과도만]|에서|에는|에도|으로|부터|까지|보다)?(?![가-힣])"
)
"""A syllable of Korean that counts with such a number: a word of its own, if need be with a particle."""
_NEXT_WORD = 8
"""So many characters show where the word after a number ends."""
_WORD = re.compile(rf"[{_LETTER}]{_JOINED}*\+*")
"""A Latin word or code in a text of han: Wi-Fi, GB/T, C++."""
_CODE = re.compile(rf"[A-Z]{{1,3}}-?\d{_JOINED}*|[A-Z](?:[-‑/&][{_LETTER}]+)+|IJ")
"""What is not parted after its first letter among Latin letters: C919, F-16, X-ray, R&B; IJ, which is one letter."""


@dataclass(frozen=True, slots=True)
class DropCap:
    """A drop cap: its text, the lines it stands in, the room it takes from them (pt), and where it stands.

    ``baseline`` is pt from the top of the first line's row.
    """

    text: str
    lines: int
    room: float
    line: Line
    baseline: float


def set_drop_cap(text: str, lines: int, measure: float, voices: Voices, language: Language = DEFAULT) -> DropCap | None:
    """Set the beginning of a text as a drop cap in a column of ``measure`` pt: see `cap_of`.

    None if it begins with nothing that may be one, or with something wider than the part of the column that the design
    allows. A han character's ink reaches from the top of the first line's han to the foot of the last one's; Latin
    letters and figures stand on the last line's baseline and are as high as a capital.
    """
    first = cap_of(text, language)
    if not first or lines < 2:
        return None
    design = voices.design
    body, grid, tokens = design.body, design.grid, design.element.drop_cap
    face = voices.fonts[tokens.font]
    last = grid.baseline + (lines - 1) * grid.row
    top = grid.baseline - (HAN_CENTRE + HAN_INK) * body.size
    below = (HAN_INK - HAN_CENTRE) * body.size
    if _is_han(first[-1]):
        size = (last + below - top) / (2 * HAN_INK)
        baseline = last + below - (HAN_INK - HAN_CENTRE) * size
    else:
        size = (last - top) / (face.cap_height or CAP_HEIGHT)
        baseline = last
    items = itemize([(first, voices.faced(tokens.font))], Setting(language, breaks=frozenset()))
    line = set_line(
        items,
        0,
        len(items.atoms) - 1,
        measure=1e4,
        indent=0.0,
        size=size,
        align="left",
        role=Role.DROP_CAP,
    )
    room = line.width + tokens.gap * body.size
    return DropCap(first, lines, room, line, baseline) if room <= tokens.widest * measure else None


def cap_of(text: str, language: Language) -> str:
    """Return what a text's drop cap is: its first character, with an opening mark before it, or a number whole.

    A number keeps its signs and its 万, and 第3届 what it counts in; a Latin word in a text of han stays whole. In a
    text of Latin letters its first is the cap, with an apostrophe after it, or a code whole (C919, X-ray). Empty if the
    text begins with another mark, or if a mark that may not begin a line would begin the line beside the cap.
    """
    opening = "".join(row.marks for row in language.marks.full_width if row.kind == "open") + _OPENING
    start = len(text) - len(text.lstrip(opening))
    rest = text[start:]
    in_han = language.script is Script.HAN
    if (ordinal := _ORDINAL.match(rest)) is not None:
        end = ordinal.end()
        end += _is_unit(rest[end:], language)
    elif (whole := _NUMBER.match(rest) or (_WORD if in_han else _CODE).match(rest)) is not None:
        end = whole.end()
    elif rest[:1].isalpha():
        end = next(
            (at for at, char in enumerate(rest) if at and not unicodedata.category(char).startswith("M")), len(rest)
        )
        end += rest[end : end + 1] in ("’", "'") and is_apostrophe(rest, end)  # I’ve, L’été: no line begins with it
    else:
        return ""
    after = rest[end : end + 1]
    return "" if start > _MOST_MARKS or (after and after in language.marks.not_first) else text[: start + end]


def _is_unit(text: str, language: Language) -> bool:
    """Tell whether a text begins with what an ordinal counts in, and that is a word: not 集 of 集团军."""
    if not text or not any(re.fullmatch(number, f"第1{text[0]}") for number in language.phrases.whole):
        return _COUNTED.match(text) is not None
    known = dictionary_with(language.phrases.words)
    rest = known.words_of(text[:_NEXT_WORD])[0].text[1:]
    return not rest or (len(rest) > 1 and known.has(rest))  # 次列车 is in the dictionary


def _is_han(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
