"""In whose words the first issue of a new paper is written, by the paper's language: ours are Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from layout.base.locale.traditional import traditional
from layout.base.messages import CHINESE, ENGLISH, TRADITIONAL, spoken_in


@dataclass(frozen=True, slots=True)
class StarterWords:
    """The folder of assets/starter that has the words, and what makes them those of the language.

    ``language`` is the language that the stories have to name, empty where it is the paper's own.
    """

    folder: str
    language: str
    turned: Callable[[str], str]


def starter_words(tag: str) -> StarterWords:
    """Return the words for a paper in a language, by its BCP 47 tag: English where there are none of its own."""
    folder = {CHINESE: "zh", TRADITIONAL: "zh"}.get(spoken_in(tag), "en")
    own = tag.split("-")[0] == folder
    return StarterWords(folder, "" if own else ENGLISH, _as_copy if spoken_in(tag) == TRADITIONAL else str)


def _as_copy(text: str) -> str:
    """Return copy in traditional characters, in which no space stands before han, as in “QR 碼”, a word of messages."""
    return re.sub(r"(?<=[A-Z]) (?=[\u4e00-\u9fff])", "", traditional(text))
