"""Scripts that lines cannot be set in: their words in what is printed are told with their lines, and never set wrongly.

Lines run from left to right, one letter after the other. What runs the other way or from the top down, and what builds
its syllables around a letter, would be printed reversed or broken. Which these are: `layout.base.locale.unset`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.locale.unset import SCRIPTS, Unset, UnsetScript
from layout.base.messages import say
from layout.files.text import Source
from layout.files.yaml import Mapping, Node, Scalar

MOST_LINES = 5
"""So many lines of a file are told one by one; a text in such a script has them all."""

NOT_PRINTED = frozenset({"file", "advertiser", "matter", "vcard"})
"""Keys whose values are not printed, and may be in any script: names of files and in the books, what a code holds."""

_WHY = {
    Unset.LEFTWARDS: say("it runs from right to left"),
    Unset.JOINED: say("its letters change with their neighbours"),
    Unset.DOWNWARDS: say("it runs from the top down"),
}
_NOT_SET = re.compile(f"[{''.join(script.blocks for script in SCRIPTS)}]")
_WORDS = tuple((script, re.compile(f"[{script.blocks}][{script.blocks}\u200c\u200d]*")) for script in SCRIPTS)


def printed(node: Node | None, text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of the values in a tree that are printed, each with its number; ``text`` is what was parsed.

    Comments are in no tree, and the values of ``NOT_PRINTED`` are left out.
    """
    if isinstance(node, Scalar):
        yield from enumerate(text[node.start : node.end].split("\n"), node.line)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            if entry.name not in NOT_PRINTED:
                yield from printed(entry.value, text)
    elif node is not None:
        for item in node.items:
            yield from printed(item, text)


def report_scripts(texts: Iterable[tuple[int, str]], source: Source, report: Report, *, subject: str = "") -> None:
    """Report the lines of a file, each with its number, that have a word of a script that is not set."""
    if not _NOT_SET.search(source.text):
        return
    lines = list(_faults(texts))
    for line, script, word in lines[:MOST_LINES]:
        report.error(
            Code.SCRIPT_NOT_SET,
            say(
                "“{word}” is {script}, which cannot be set: {why}", word=word, script=script.name, why=_WHY[script.why]
            ),
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


def _faults(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, UnsetScript, str]]:
    """Yield the lines that have such a word: number, script, the first word of it."""
    for number, line in texts:
        if _NOT_SET.search(line):
            found = ((script, word) for script, pattern in _WORDS if (word := pattern.search(line)))
            script, word = min(found, key=lambda each: each[1].start())
            yield number, script, word[0]
