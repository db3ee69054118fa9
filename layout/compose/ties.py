"""What stays on one line by the custom of a language: short words with the next one, a number with its unit, a date.

The record of the language says what (`layout.base.locale.record.Tie`). A tie is at the white space that it ends before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from layout.base.locale.record import Tie
from layout.compose.items import Atom
from layout.compose.spacing import Gap


def tied(text: str, atoms: Sequence[Atom], gaps: list[Gap], ties: tuple[Tie, ...]) -> list[Gap]:
    """Return the gaps of a text, at those that a tie holds of no line's end, or of one that costs more."""
    costs = costs_of(text, ties)
    if not costs:
        return gaps
    return [
        _dearer(gap, costs[atom.end]) if atom.end in costs and gap.text and gap.penalty is not None else gap
        for gap, atom in zip(gaps, atoms, strict=False)
    ]


def held_together(text: str, ties: tuple[Tie, ...]) -> str:
    """Return a text whose blanks are such as no line ends at where a tie holds them, for who sets no lines himself."""
    held = {at for at in costs_of(text, ties) if text[at : at + 1] == " "}
    return "".join("\u00a0" if at in held else char for at, char in enumerate(text)) if held else text


def costs_of(text: str, ties: tuple[Tie, ...]) -> Mapping[int, float | None]:
    """Return what a line end costs at the offsets that ties end at, None for no line end there."""
    costs: dict[int, float | None] = {}
    for pattern, cost in _compiled(ties):
        for found in pattern.finditer(text):
            costs[found.end()] = cost if costs.get(found.end(), cost) is not None else None
    return costs


@lru_cache(maxsize=64)
def _compiled(ties: tuple[Tie, ...]) -> tuple[tuple[re.Pattern[str], float | None], ...]:
    return tuple((re.compile(tie.pattern), tie.cost) for tie in ties)


@lru_cache(maxsize=256)
def _dearer(gap: Gap, cost: float | None) -> Gap:
    return replace(gap, penalty=None if cost is None or gap.penalty is None else gap.penalty + cost)
