"""Scripts that lines cannot be set in: each of their words in copy is told with its line, and never set wrongly.

Lines run from left to right, one letter after the other. What runs the other way or from the top down, and what builds
its syllables around a letter, would be printed reversed or broken. The blocks are those of the Unicode Standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import say
from layout.files.text import Source

MOST_LINES = 5
"""So many lines of a file are told one by one; a text in such a script has them all."""


class Script(NamedTuple):
    """A script that is not set: its name, its blocks as a class of a regular expression, and why."""

    name: str
    blocks: str
    why: str


_RIGHT_TO_LEFT = say("it runs from right to left")
_BUILT = say("its letters change with their neighbours")
_DOWN = say("it runs from the top down")

SCRIPTS = (
    Script(say("Hebrew"), "\u0590-\u05ff\ufb1d-\ufb4f", _RIGHT_TO_LEFT),
    Script(
        say("Arabic"),
        "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdfb\ufe70-\ufefc",
        _RIGHT_TO_LEFT,
    ),
    Script(say("Syriac"), "\u0700-\u074f\u0860-\u086f", _RIGHT_TO_LEFT),
    Script(say("Thaana"), "\u0780-\u07bf", _RIGHT_TO_LEFT),
    Script(say("N’Ko"), "\u07c0-\u07ff", _RIGHT_TO_LEFT),
    Script(say("Adlam"), "\U0001e900-\U0001e95f", _RIGHT_TO_LEFT),
    Script(
        say("an old or rare script of the Near East or Africa"),
        "\u0800-\u085f\U00010800-\U00010fff\U0001e800-\U0001e8df",
        _RIGHT_TO_LEFT,
    ),
    Script(say("Devanagari"), "\u0900-\u097f\ua8e0-\ua8ff", _BUILT),
    Script(say("Bengali"), "\u0980-\u09f1\u09f4-\u09fa\u09fc-\u09ff", _BUILT),
    Script(say("Gurmukhi"), "\u0a00-\u0a7f", _BUILT),
    Script(say("Gujarati"), "\u0a80-\u0af0\u0af2-\u0aff", _BUILT),
    Script(say("Oriya"), "\u0b00-\u0b7f", _BUILT),
    Script(say("Tamil"), "\u0b80-\u0bf8\u0bfa-\u0bff", _BUILT),
    Script(say("Telugu"), "\u0c00-\u0c7f", _BUILT),
    Script(say("Kannada"), "\u0c80-\u0cff", _BUILT),
    Script(say("Malayalam"), "\u0d00-\u0d7f", _BUILT),
    Script(say("Sinhala"), "\u0d80-\u0dff", _BUILT),
    Script(say("Thai"), "\u0e01-\u0e3a\u0e40-\u0e7f", _BUILT),
    Script(say("Lao"), "\u0e80-\u0eff", _BUILT),
    Script(say("Tibetan"), "\u0f00-\u0fff", _BUILT),
    Script(say("Burmese"), "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", _BUILT),
    Script(say("Khmer"), "\u1780-\u17da\u17dc-\u17ff\u19e0-\u19ff", _BUILT),
    Script(say("Mongolian"), "\u1800-\u18af\U00011660-\U0001167f", _DOWN),
    Script(say("Phags-pa"), "\ua840-\ua87f", _DOWN),
    Script(
        say("a script of South or Southeast Asia"),
        "\u1700-\u177f\u1900-\u194f\u1a00-\u1aaf\u1b00-\u1c4f\ua800-\ua82f\ua880-\ua8df\ua930-\ua9df\uaa00-\uaa5f"
        "\uaa80-\uaaff\uabc0-\uabff\U00011000-\U0001165f\U00011680-\U00011fff\U00016f00-\U00016f9f",
        _BUILT,
    ),
)
"""The scripts that are not set. A sign of money in one of their blocks is a sign like others: ฿."""

_NOT_SET = re.compile(f"[{''.join(script.blocks for script in SCRIPTS)}]")
_WORDS = tuple((script, re.compile(f"[{script.blocks}][{script.blocks}\u200c\u200d]*")) for script in SCRIPTS)


def report_scripts(source: Source, report: Report, *, subject: str = "") -> None:
    """Report the lines of a file of copy that have a word of a script that is not set."""
    if not _NOT_SET.search(source.text):
        return
    lines = list(_lines(source.text))
    for line, script, word in lines[:MOST_LINES]:
        report.error(
            Code.SCRIPT_NOT_SET,
            say("“{word}” is {script}, which cannot be set: {why}", word=word, script=script.name, why=script.why),
            source.place(line),
            hint=_HINT,
            subject=subject,
        )
    if len(lines) > MOST_LINES:
        report.error(
            Code.SCRIPT_NOT_SET,
            say("{count} more lines have words in scripts that cannot be set", count=len(lines) - MOST_LINES),
            source.place(lines[MOST_LINES][0]),
            hint=_HINT,
            subject=subject,
        )


_HINT = say("write it in Latin letters or in the language of the copy, or print it as a picture")


def _lines(text: str) -> Iterator[tuple[int, Script, str]]:
    """Yield the lines that have such a word: number, script, the first word of it."""
    for number, line in enumerate(text.split("\n"), 1):
        if _NOT_SET.search(line):
            found = ((script, word) for script, pattern in _WORDS if (word := pattern.search(line)))
            script, word = min(found, key=lambda each: each[1].start())
            yield number, script, word[0]
