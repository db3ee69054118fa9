"""What a bare CFF font says of its glyphs' numbers (Adobe Technical Note 5176)."""

from __future__ import annotations

from itertools import islice

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, 1200 + 30
"""Operators of a Top DICT (Technical Note 5176, tables 9 and 10); those of two bytes are 1200 and the second."""


def cids(table: bytes) -> tuple[int, ...]:
    """Return the CID of every glyph of a CID-keyed CFF font, by glyph number; empty for a font of another kind.

    A PDF viewer finds a glyph of a CIDFontType0 by them (ISO 32000-1, 9.7.4.2); a font that is not CID-keyed has
    none, and there the number itself is meant.
    """
    try:
        _, at = _index(table, table[2])
        tops, _ = _index(table, at)
        top = _dictionary(table[tops[0][0] : tops[0][1]])
        if _ROS not in top:
            return ()
        start = top[_CHARSTRINGS][-1]
        return (0, *_charset(table, top[_CHARSET][-1], _number(table, start, 2)))
    except (IndexError, KeyError):
        return ()


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise IndexError(at)
    return int.from_bytes(data[at : at + size], "big")


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return where the objects of an INDEX begin and end, and where it ends itself."""
    count = _number(data, at, 2)
    if not count:
        return [], at + 2
    size = data[at + 2]
    base = at + 2 + size * (count + 1)
    ends = [base + _number(data, at + 3 + size * number, size) for number in range(count + 1)]
    return list(zip(ends, islice(ends, 1, None), strict=False)), ends[-1]


def _dictionary(data: bytes) -> dict[int, list[int]]:
    """Return a DICT's operands by operator. Real numbers are left out: none of those that are looked for is one."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= 21:
            if first == 12:
                first, at = 1200 + data[at], at + 1
            found[first], operands = operands, []
        elif first == 28 or first == 29:
            size = 2 if first == 28 else 4
            operands.append(int.from_bytes(data[at : at + size], "big", signed=True))
            at += size
        elif first == 30:
            while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
                at += 1
            at += 1
        elif first <= 246:
            operands.append(first - 139)
        else:
            high = (first - 247) * 256 if first <= 250 else -(first - 251) * 256
            operands.append(high + data[at] + 108 if first <= 250 else high - data[at] - 108)
            at += 1
    return found


def _charset(data: bytes, at: int, glyphs: int) -> list[int]:
    """Return the CIDs of all glyphs but the first, which is always 0."""
    kind, at = data[at], at + 1
    if kind == 0:
        return [_number(data, at + 2 * number, 2) for number in range(glyphs - 1)]
    size = 1 if kind == 1 else 2
    found: list[int] = []
    while len(found) < glyphs - 1:
        first, left = _number(data, at, 2), _number(data, at + 2, size)
        found += range(first, first + left + 1)
        at += 2 + size
    return found
