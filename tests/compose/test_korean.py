"""Korean: set in words, whose syllables are parted where a column is narrow; and the numbers of Japanese."""

import pytest

from layout.base.locale import language_for
from layout.compose.classes import Kind
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.syllables import syllable_cuts
from layout.design.fonts import FontBook
from tests.compose.setting import kinds, set_text, texts

TEXT = (
    "시는 15일 나루터 다리(渡口橋)의 보수 공사를 다음 달 1일부터 시작한다고 밝혔다. “주민들이 불편을 조금만 참아 "
    "주시면 고맙겠습니다.”라고 "
    "담당자는 말했다. 《나루터의 역사》라는 책에는 이 다리가 1936년에 처음 세워졌다고 적혀 있다."
)


def test_a_word_is_one_piece_with_its_marks_and_han(fonts: FontBook) -> None:
    assert set(kinds(TEXT, fonts, language="ko")) == {Kind.LATIN}
    gaps = itemize([("다리(渡口橋)의", Voice((fonts["song"],)))], Setting(language_for("ko"))).gaps
    assert all(abs(gap.width) < 0.1 for gap in gaps)


def test_wide_columns_hardly_part_a_word(fonts: FontBook) -> None:
    whole = 0
    for em in (36.0, 38.0, 42.0, 44.0, 46.0, 48.0):
        lines = texts(set_text(TEXT, fonts, em=em, language="ko"))
        assert len(lines) > 1
        whole += " ".join(lines) == TEXT
    assert whole >= 4


@pytest.mark.parametrize("em", [11.0, 15.0, 20.0])
def test_a_narrow_column_parts_words_between_syllables(fonts: FontBook, em: float) -> None:
    lines = set_text(TEXT, fonts, em=em, language="ko")
    assert not any("\u00ad" in line.text for line in lines)
    assert all(line.text[0] not in ".,)”》" for line in lines)
    assert all(line.text[-1] not in "(“《" for line in lines)
    assert all(line.ragged or line.x + line.width == pytest.approx(em) for line in lines[:-1])
    assert sum(line.ragged for line in lines) <= 2
    assert "".join("".join(texts(lines)).split()) == "".join(TEXT.split())


def test_a_single_syllable_is_left_for_the_next_line_only_before_a_line_is_torn() -> None:
    cuts = syllable_cuts("보건소에서")
    assert sorted(cuts) == [1, 2, 3, 4]
    assert cuts[4].penalty > cuts[1].penalty == cuts[3].penalty
    assert list(syllable_cuts("낸다.")) == [1]
    assert not syllable_cuts("(김)")


def test_hangul_is_in_words_in_english_copy_too(fonts: FontBook) -> None:
    assert kinds("the word 나루터, he said", fonts, language="en") == [Kind.LATIN] * 5


@pytest.mark.parametrize(
    ("text", "cost"), [("２０２６", None), ("三・五億", 180.0), ("五・三", 180.0), ("0138・55・5012", 180.0)]
)
def test_numbers_of_japanese_stay_whole(fonts: FontBook, text: str, cost: float | None) -> None:
    gaps = itemize([(text, Voice((fonts["song"],)))], Setting(language_for("ja"))).gaps
    assert {gap.penalty for gap in gaps} <= {cost, None}
