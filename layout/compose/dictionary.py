"""The words of a simplified Chinese text, with their parts of speech, from jieba's dictionary of 350,000.

rjieba (the dictionary and its search in Rust) lives only here. It is loaded when the first such head is broken (0.2 s,
34 MB): a paper in English never pays for it. Why this one: docs/decisions/0031-words-in-heads.md.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import NamedTuple

from layout.base.errors import EnvironmentError_
from layout.base.messages import say
from layout.files.commands import install_command


class Word(NamedTuple):
    """A word in a text: its part of speech is a tag of the ICTCLAS set, such as n, v, uj; ``end`` its last offset."""

    text: str
    tag: str
    end: int


class Dictionary:
    """The dictionary with ``more`` nouns, parted by spaces, that a language's record adds to it."""

    def __init__(self, more: str = "") -> None:
        try:
            import rjieba
        except ImportError as error:
            raise EnvironmentError_(
                say(
                    "the dictionary that keeps the words of Chinese headlines whole is missing: the "
                    "Python package rjieba"
                ),
                say("install what is needed: {command}", command=install_command()),
            ) from error
        for word in more.split():
            rjieba.add_word(word, None, "n")
        self._jieba: ModuleType = rjieba

    def words_of(self, text: str) -> tuple[Word, ...]:
        """Return the words of a text in order, marks and spaces among them: the likeliest way to read it.

        What the dictionary does not know, such as a person's name, comes out as single characters.
        """
        words, end = [], 0
        for part, tag in self._jieba.tag(text, False):
            end += len(part)
            words.append(Word(part, tag, end))
        return tuple(words)

    def guessed_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, those among them that only look like words (a hidden Markov model's guess)."""
        return tuple(self._jieba.cut(text, True))

    def has(self, word: str) -> bool:
        """Tell whether it has a word."""
        return bool(self._jieba.has_word(word))


@cache
def dictionary_with(more: str = "") -> Dictionary:
    """Return the dictionary, loaded once. Raises EnvironmentError_ where set-up did not install it."""
    return Dictionary(more)
