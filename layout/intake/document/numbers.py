"""Numbers as Word writes them: the forms of w:numFmt (ECMA-376, part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_GANADA, _CHOSUNG = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_ONES = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
_TENS = ("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ODD = {"One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
        "Twelve": "Twelfth"}  # fmt: skip


def number_text(number: int, form: str) -> str:
    """Return a number in a form of w:numFmt; one that is not known is written in digits."""
    made = FORMS.get(form, str)(number) if number >= 0 else ""
    return made or ("" if form in ("none", "bullet") else str(number))


def _from(first: int, last: str) -> Callable[[int], str]:
    """Return a form that counts in characters that follow each other in Unicode."""
    return lambda number: chr(first + number - 1) if 1 <= number <= ord(last) - first + 1 else ""


def _circled(number: int) -> str:
    for first, base, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= number <= last:
            return chr(base + number - first)
    return "⓪" if number == 0 else ""


def _signs(signs: str) -> Callable[[int], str]:
    """Return a form that counts in signs, and begins again after the last."""
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _letters(letters: str) -> Callable[[int], str]:
    """Return a form in letters: after the last each is doubled, aa, bb."""
    return lambda number: letters[(number - 1) % len(letters)] * (1 + (number - 1) // len(letters)) if number else ""


def _roman(number: int) -> str:
    made = ""
    for worth, sign in _ROMAN:
        made += sign * (number // worth)
        number %= worth
    return made


def _upper(form: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: form(number).upper()


def _lower(form: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: form(number).lower()


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _counting(digits: str, units: str, *, zero: bool, one: str) -> Callable[[int], str]:
    """Return a form that counts in tens, hundreds and thousands.

    digits: 零 to 九; units: ten, hundred, thousand, ten thousand; zero: whether a gap is said (一百零一). one: which
    ones before a unit are not said: those of ``ten`` at the beginning (十一), ``all`` (百十), or ``none`` (一十一).
    """

    def below(number: int, leads: bool) -> str:
        made, gap = "", False
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if not digit:
                gap = bool(made)
                continue
            bare = digit == 1 and place and (one == "all" or (one == "ten" and place == 1 and not made and leads))
            made += (digits[0] if gap and zero else "") + ("" if bare else digits[digit])
            made += units[place - 1] if place else ""
            gap = False
        return made

    def form(number: int) -> str:
        if not number:
            return digits[0]
        high, low = divmod(number, 10_000)
        head = below(high, leads=True) + units[3] if high else ""
        gap = digits[0] if head and zero and 0 < low < 1000 else ""
        return head + gap + below(low, leads=not head)

    return form


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _cardinal_text(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones].lower()}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" {_cardinal_text(rest).lower()}" if rest else "") if number < 1000 else ""


def _ordinal_text(number: int) -> str:
    said = _cardinal_text(number)
    head, mark, last = said.rpartition("-" if "-" in said else " ")
    upper = last.capitalize()
    made = _ODD.get(upper) or (f"{upper[:-1]}ieth" if upper.endswith("y") else f"{upper}th")
    return f"{head}{mark}{made.lower() if head else made}" if said else ""


_CHINESE = _counting("〇一二三四五六七八九", "十百千万", zero=True, one="ten")
_CHINESE_THOUSAND = _counting("零一二三四五六七八九", "十百千万", zero=True, one="ten")
_TAIWANESE = _counting("零一二三四五六七八九", "十百千萬", zero=True, one="ten")
_JAPANESE = _counting("〇一二三四五六七八九", "十百千万", zero=False, one="all")
_FULL = _digits("０１２３４５６７８９")
_HAN = _digits("〇一二三四五六七八九")

FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": _lower(_roman),
    "upperLetter": _upper(_letters(_LATIN)),
    "lowerLetter": _letters(_LATIN),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _upper(_letters(_RUSSIAN)),
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "numberInDash": lambda number: f"- {number} -",
    "chicago": lambda number: "*†‡§"[(number - 1) % 4] * (1 + (number - 1) // 4) if number else "",
    "decimalFullWidth": _FULL,
    "decimalFullWidth2": _FULL,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, "⒛"),
    "decimalEnclosedParen": _from(0x2474, "⒇"),
    "ideographEnclosedCircle": _from(0x3280, "㊉"),
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE_THOUSAND,
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", zero=True, one="none"),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", zero=True, one="none"),
    "taiwaneseCounting": _TAIWANESE,
    "taiwaneseCountingThousand": _TAIWANESE,
    "taiwaneseDigital": _HAN,
    "ideographDigital": _HAN,
    "japaneseDigitalTenThousand": _HAN,
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "japaneseCounting": _JAPANESE,
    "japaneseLegal": _counting("零壱弐参四伍六七八九", "拾百阡萬", zero=False, one="none"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanCounting": _counting("영일이삼사오육칠팔구", "십백천만", zero=False, one="all"),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n else "",
    "aiueo": _signs(_AIUEO),
    "aiueoFullWidth": _signs(_AIUEO),
    "iroha": _signs(_IROHA),
    "irohaFullWidth": _signs(_IROHA),
    "ganada": _signs(_GANADA),
    "chosung": _signs(_CHOSUNG),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
"""Form -> a function from a number; it returns nothing for a number that it cannot write."""
