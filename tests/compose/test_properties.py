"""What holds of every paragraph, whatever the text: nothing lost, nothing too wide, no mark where it may not be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layout.base.locale import language_for
from layout.base.locale.han import OPENING
from layout.compose.breaking import Breaker, break_greedy, break_optimum
from layout.compose.classes import regime_for
from layout.compose.cuts import CODE, URL
from layout.compose.paragraph import Paragraph
from layout.compose.spacing import Gap, Stretch
from layout.design.fonts import FontBook
from layout.scene.text import Glyph, Line
from tests.amount import some
from tests.compose.setting import HYPHEN, paragraph

TORN = 0.3
"""Most added between two han of a line that is filled, em."""
TORN_SPACES = 2.5
"""The same for word spaces: times of their width."""
NEAR = 1e-6
"""em"""

han = st.text(
    "的一是不了在人有我他这中大来上国和地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里",
    min_size=1,
    max_size=9,
)
marks = st.sampled_from(("——", "……", "，“", "。”", "》（", *"，。、；：？！“”‘’（）《》〈〉【】「」—…·～–／％℃￥№"))
WORDS = (
    "App NFT ICO 5G COVID-19 don't Xi’an information international, (well-known) re-entry e.g. AI——"
    " naïve CD-ROM/DVD $3.50 C++ 100% A4 half—way “quote” supercalifragilisticexpialidocious"
)
words = st.sampled_from(WORDS.split())
NUMBERS = "7 2022 39.4 28.5% 10:30 1,234,567 0318-2065575 18603184959 3.14159265358979323846 2021-2022 1/3 −5"
numbers = st.sampled_from(NUMBERS.split())
addresses = st.sampled_from(
    (
        "https://www.hengshui.gov.cn/news/2022-04-15/index.html?id=123&from=paper",
        "someone@example.com",
        "www.example.com",
        "http://a.b/....",
    )
)
spaces = st.sampled_from((" ", "  ", "\u3000", "\u00a0", " \u3000 "))
rare = st.sampled_from(
    (
        "𠮷",
        "𪚥",
        "㐀",
        "😀",
        "👨‍👩‍👧",
        "👍🏽",
        "🇨🇳",
        "①",
        "Ⅲ",
        "→",
        "㎡",
        "e\u0301",
        "q\u0303",
        "字\ufe00",
        "か\u3099",
        "ー",
        "ッ",
        "々",
    )
)
mixed = st.lists(
    st.one_of(han, han, han, marks, marks, words, numbers, addresses, spaces, rare), min_size=1, max_size=24
).map("".join)
styles = st.tuples(
    st.sampled_from((6.0, 9.0, 13.0, 15.0, 22.5)),
    st.sampled_from((0.0, 2.0)),
    st.sampled_from(("zh-Hans", "zh-Hant", "ja")),
)
breakers = pytest.mark.parametrize("breaker", [break_optimum, break_greedy], ids=["optimum", "greedy"])


def visible(text: str) -> str:
    return "".join(char for char in text if not char.isspace())


def drawn(line: Line) -> Iterator[Glyph]:
    """Yield the glyphs of a line that are not spaces."""
    for run in line.runs:
        for glyph in run.glyphs:
            if glyph.gid != -1:
                yield glyph


def check(made: Paragraph, breaker: Breaker, language: str) -> None:
    items, style = made.items, made.style
    broken = made.broken(breaker=breaker)
    lines = made.lines(broken)
    bounds = list(zip((0, *(at + 1 for at in broken.breaks)), (*broken.breaks, len(items.atoms) - 1), strict=True))
    if not items.atoms:
        assert not visible(items.text)
        assert lines == ()
        return
    nothing_is_lost(items.text, lines)
    regime = regime_for(language_for(language))
    for number, (line, (first, last)) in enumerate(zip(lines, bounds, strict=True)):
        indent = style.indent if number == 0 else 0.0
        inner = items.gaps[first:last]
        assert line.final is (number == len(lines) - 1)
        assert line.x == pytest.approx(indent, abs=NEAR)
        right = line.x + line.width
        if all(gap.penalty is None for gap in inner):
            pass  # nothing could have been done about its width
        elif breaker is break_optimum:
            assert right <= style.measure + NEAR
        if not line.final and right < style.measure - NEAR:
            assert line.ragged
            assert all(gap.stretch_step is Stretch.NONE for gap in inner) or is_torn(inner, style.measure - right)
        if number:
            gap = items.gaps[first - 1]
            assert gap.penalty is not None
            before, after = items.text[items.atoms[first - 1].end - 1], items.text[items.atoms[first].start]
            if not items.text[items.atoms[first - 1].end : items.atoms[first].start]:
                assert after not in regime.not_at_start, (before, after)
                # An address breaks after its solidi, as everywhere, and so do a code and two words with one between.
                assert before not in regime.not_at_end or gap.penalty in (URL, CODE), (before, after)
        rises(line)


def is_torn(gaps: Sequence[Gap], room: float) -> bool:
    """Tell whether gaps that take so much, em, are torn: those between han, or where there are none the spaces."""
    between = [TORN for gap in gaps if gap.stretch_step is Stretch.ALL]
    spaces = [(TORN_SPACES - 1) * gap.width for gap in gaps if gap.stretch_step is Stretch.WORD_SPACE]
    beside = [TORN for gap in gaps if gap.stretch_step is Stretch.HAN_LATIN]
    return room > sum(between or spaces or beside) - NEAR


def nothing_is_lost(text: str, lines: tuple[Line, ...]) -> None:
    assert visible("".join(line.text for line in lines).replace(HYPHEN, "")) == visible(text)
    for line in lines:
        shown = "".join(glyph.text for glyph in drawn(line))
        if line.text.endswith(HYPHEN):
            assert shown.endswith("-")
            shown = shown[:-1]
        assert shown == visible(line.text).replace(HYPHEN, "")


def has_accent(text: str) -> bool:
    return any(unicodedata.category(char).startswith("M") for char in text)


def rises(line: Line) -> None:
    """Glyphs stand from left to right: accents over what is before them, and pens are not quite where ink is.

    An opening bracket's ink is half an em from its pen; a narrow interpunct is centred in half a square. The mark that
    is an opening quote or an apostrophe is left out.
    """
    inks = [
        glyph.x + 0.5 * (glyph.text in OPENING)
        for glyph in drawn(line)
        if glyph.text not in ("", "‘") and not has_accent(glyph.text)
    ]
    assert all(a <= b + 0.1 for a, b in pairwise(inks))


@breakers
@settings(max_examples=some(200), deadline=None)
@given(text=mixed, style=styles)
@example(text="（" * 20, style=(6.0, 0.0, "zh-Hans"))
@example(text="1" * 60, style=(6.0, 2.0, "zh-Hans"))
@example(text=" \u3000", style=(6.0, 2.0, "zh-Hans"))
@example(text="", style=(6.0, 2.0, "zh-Hans"))
@example(text="12345678901234,5", style=(6.0, 0.0, "zh-Hans"))
@example(text="我们http://www.example.com/....", style=(6.0, 0.0, "zh-Hans"))
def test_chinese(fonts: FontBook, breaker: Breaker, text: str, style: tuple[float, float, str]) -> None:
    em, indent, language = style
    check(paragraph(text, fonts, em=em, indent=indent, language=language), breaker, language)


@breakers
@settings(max_examples=some(120), deadline=None)
@given(
    words=st.lists(
        st.one_of(
            words,
            numbers,
            addresses,
            st.text("etaoinshrdlu", min_size=1, max_size=16),
            st.sampled_from(("—", "“But—”", "international,", "half–way", "(see", "it)", "and/or", "汉字")),
        ),
        min_size=1,
        max_size=40,
    ),
    em=st.sampled_from((8.0, 12.0, 15.0, 30.0)),
)
def test_english(fonts: FontBook, breaker: Breaker, words: list[str], em: float) -> None:
    check(paragraph(" ".join(words), fonts, em=em, indent=1.0, language="en"), breaker, "en")


@settings(max_examples=some(60), deadline=None)
@given(text=mixed, looseness=st.sampled_from((-1, 1)))
def test_levers_lose_nothing_either(fonts: FontBook, text: str, looseness: int) -> None:
    made = paragraph(text, fonts, indent=2.0)
    lines = made.lines(made.broken(looseness))
    if lines:
        nothing_is_lost(text, lines)
