"""How characters are read (ruby, 振り仮名), as copy writes it: ``{漢字|かんじ}`` and, in Japanese, ``漢字《かんじ》``.

The second notation is Aozora Bunko's (青空文庫, 注記一覧): a reading of kana stands behind a run of kanji, or one of
anything behind what ``｜`` begins. In Chinese 《》 are the brackets of titles: the language's record says who has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layout.base.characters import characters
from layout.base.locale.record import Language
from layout.base.text import is_seen, is_wide

MOST_BASE, MOST_READING = 20, 60
"""Characters of the longest base, which is never parted, and of the longest reading of one; a longer one is copy."""

# Every count is limited: see layout.edition.markdown. What is emphasised inside a base is no base.
_BRACED = re.compile(
    rf"\{{(?P<base>(?:\\.|[^\\{{}}|*^\n]){{1,{2 * MOST_BASE}}})"
    rf"(?P<parts>(?:\|(?:\\.|[^\\{{}}|\n]){{1,{MOST_READING}}}){{1,{MOST_BASE}}})\}}"
)
_PART = re.compile(r"\|((?:\\.|[^\\|])*)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_KANJI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇〻ヶ\ufe00-\ufe0f\U000e0100-\U000e01ef"
_KANA = "\u3041-\u309f\u30a1-\u30ff"
_AOZORA = re.compile(
    rf"｜(?P<marked>[^｜《》*^\n]{{1,{MOST_BASE}}})《(?P<over>[^《》\n]{{1,{MOST_READING}}})》"
    rf"|(?<![{_KANJI}])(?P<kanji>[{_KANJI}]{{1,{MOST_BASE}}})《(?P<kana>[{_KANA}]{{1,{MOST_READING}}})》"
)
_MEANT = re.compile(r"(?<!\\)\{[^{}\n]{0,80}(?<!\\)\|[^{}\n]{0,80}\}")
_MEANT_AOZORA = re.compile(r"(?<!\\)｜[^｜《》\n]{0,40}《[^《》\n]{0,80}》?")
_ESCAPED = re.compile(r"\\(?=\{[^{}\n]{0,80}\|[^{}\n]{0,80}\})")
_ESCAPED_AOZORA = re.compile(r"\\(?=[｜《])")


class Read(NamedTuple):
    """Characters with their reading, as they stand in a text: see `layout.edition.blocks.Span`."""

    base: str
    reading: tuple[str, ...]
    start: int
    end: int


def braced_at(text: str, at: int) -> Read | None:
    """Return what stands in braces at an offset, if that is characters with their reading."""
    found = _BRACED.match(text, at)
    if found is None:
        return None
    parts = [_ESCAPE.sub(r"\1", part[1]) for part in _PART.finditer(found["parts"])]
    return _read(_ESCAPE.sub(r"\1", found["base"]), parts, found)


def aozora_in(text: str, start: int, end: int) -> Read | None:
    """Return the first characters between two offsets that have their reading as Aozora Bunko writes it.

    They begin before ``end``, and may end after it.
    """
    if "《" not in text:
        return None
    for found in _AOZORA.finditer(text, start, end + MOST_BASE + MOST_READING + 2):
        if found.start() >= end:
            return None
        if read := _read(found["marked"] or found["kanji"], [found["over"] or found["kana"]], found):
            return read
    return None


def _read(base: str, parts: Sequence[str], found: re.Match[str]) -> Read | None:
    """Return a reading if it is one."""
    reading = tuple(part.strip() for part in parts)
    return Read(base, reading, *found.span()) if is_reading(base, reading) else None


def is_reading(base: str, reading: Sequence[str]) -> bool:
    """Tell whether a reading of characters can be: of what is letters, for the whole or for each, and can be seen."""
    if base != base.strip() or len(base) > MOST_BASE or "\n" in base or not any(map(str.isalnum, base)):
        return False
    if not reading or not all(is_seen(part) and "\n" not in part and len(part) <= MOST_READING for part in reading):
        return False
    return len(reading) == 1 or (len(list(characters(base))) == len(reading) and not any(map(str.isspace, base)))


def meant_in(text: str, *, aozora: bool) -> Iterator[tuple[str, int]]:
    """Yield what looks like characters with their reading and is none, as it is written, and where it stands."""
    for found in _MEANT.finditer(text):
        if braced_at(text, found.start()) is None:
            yield found[0], found.start()
    for found in _MEANT_AOZORA.finditer(text) if aozora else ():
        if aozora_in(text, found.start(), found.start() + 1) is None:
            yield found[0], found.start()


def noted(base: str, reading: Sequence[str], language: Language) -> str:
    """Return characters with their reading, if they have one, in brackets behind them, where nothing can stand over
    them."""
    if not reading:
        return base
    return base + language.words.read("".join(reading), is_wide=is_wide(base[-1]))


def in_brackets(text: str, language: Language) -> str:
    """Return a text of one voice, as it is typed, with its readings in brackets behind what they are of.

    A backslash before such a sign goes: the sign is copy.
    """
    if "|" not in text and not (language.readings and "《" in text):
        return text
    made, at = [], 0
    while at < len(text):
        escape = _ESCAPED.match(text, at) or (_ESCAPED_AOZORA.match(text, at) if language.readings else None)
        if escape:
            made.append(text[at + 1])
            at += 2
            continue
        read = braced_at(text, at) if text[at] == "{" else None
        if read is None and language.readings:
            read = aozora_in(text, at, at + 1)
        made.append(noted(read.base, read.reading, language) if read else text[at])
        at = read.end if read else at + 1
    return "".join(made)
