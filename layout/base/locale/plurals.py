"""How languages count: which form of a word a whole number takes, by CLDR's plural rules (Unicode TR35, part 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _one(count: int) -> str:
    return "one" if count == 1 else "other"


def _is_few(count: int) -> bool:
    return 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14


def _east_slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if _is_few(count) else "many"


def _polish(count: int) -> str:
    return "one" if count == 1 else "few" if _is_few(count) else "many"


def _czech(count: int) -> str:
    return "one" if count == 1 else "few" if 2 <= count <= 4 else "other"


PLURALS: Mapping[str, Callable[[int], str]] = {
    "one": _one,
    "east-slavic": _east_slavic,
    "polish": _polish,
    "czech": _czech,
}
"""Ways to count: a whole number from 1 on -> its category."""
