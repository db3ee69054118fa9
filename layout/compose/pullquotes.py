"""Pull quotes proposed from a story's own text: short sentences worth seeing twice, and the places they may stand.

What somebody says is taken rather than what the paper says. A quote stands between two paragraphs, neither of which is
the one it was taken from: nobody reads the same words twice in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from layout.base.locale.record import Language
from layout.base.text import SENTENCE_END
from layout.compose.elements import set_element
from layout.compose.elements.quote import Quote
from layout.compose.voices import Voices
from layout.edition.blocks import Block, Paragraph, ParagraphForm
from layout.edition.inline import one_voice
from layout.edition.model import Story

FAR = 3
"""Paragraphs that lie between a quote and its own words, if the story has so many: it may be moved by one or two."""
CANDIDATES = 6
"""Sentences of a story, the best first, that are looked at."""
ABBREVIATION, NAMED = 4, 6
"""Characters, its full stop included, of a word that may be an abbreviation: of any, and of one with a capital."""
_INTERRUPTED = re.compile(r"[,.?!…] ?[–—]")
"""How Slavic and Romance copy says inside of the quotes who says it: «Не выдержит, – сказал капитан. – Кто знал?»"""
LONGEST = 160
"""Characters of a sentence beyond which no column is wide enough for it."""


@dataclass(frozen=True, slots=True)
class PullQuote:
    """Words of a story as a pull quote, the block they are taken from, and whether somebody says them."""

    quote: Quote
    block: int
    said: bool


def proposals(story: Story, language: Language) -> tuple[PullQuote, ...]:
    """Return sentences of a story that may stand as pull quotes, the best first.

    None for short items, for a part that was continued, and for a story that has a pull quote already.
    """
    if story.form != "story" or story.part_of or any(isinstance(block, Quote) for block in story.blocks):
        return ()
    found = [
        PullQuote(Quote(text=words), number, said)
        for number, block in enumerate(story.blocks)
        if isinstance(block, Paragraph) and block.form is ParagraphForm.PROSE
        for words, said in _sentences(one_voice(block.spans, language), language)
        if len(words) <= LONGEST
    ]
    # What is said first, then what stands further on: the opening has been read when the eye comes to the quote.
    found.sort(key=lambda one: (not one.said, one.block == 0, one.block))
    return tuple(found[:CANDIDATES])


def _sentences(text: str, language: Language) -> Iterator[tuple[str, bool]]:
    """Yield whole sentences that somebody says, in their quotes, and such in which nobody says anything."""
    before, after = language.quotes.double
    opening, closing = before.strip(), after.strip()
    said = list(re.finditer(f"{re.escape(opening)}([^{opening}{closing}]*){re.escape(closing)}", text))
    for match in said:
        words = match[1].strip()
        if _INTERRUPTED.search(words):
            continue
        ends = [end.end() for end in SENTENCE_END.finditer(words + " ")]
        if ends and ends[-1] >= len(words):
            whole = next((end for end in ends if not _may_abbreviate(words[:end])), ends[-1])
            yield before + words[:whole].strip() + after, True
    start, sure = 0, True
    for end in SENTENCE_END.finditer(text + " "):
        words, begins_one = text[start : end.end()].strip(), sure
        start, sure = end.end(), not _may_abbreviate(words)
        inside = any(match.start() < end.end() <= match.end() for match in said)
        if begins_one and sure and not inside and opening not in words and closing not in words:
            yield words, False


def _may_abbreviate(words: str) -> bool:
    """Tell whether the full stop after some words may end no sentence, but a short word: Mr., Sept., a.m."""
    last = words.rstrip("”’“‘»」』）)\u202f").rpartition(" ")[2]
    return last.endswith(".") and (len(last) <= (NAMED if last[:1].isupper() else ABBREVIATION) or "." in last[:-1])


Quoted = tuple[tuple[int, Quote], ...]
"""Pull quotes, each with the number of the block that it stands after."""


def quoted(story: Story, width: float, lines: int, voices: Voices) -> tuple[Quoted, ...]:
    """Return what pull quotes a story of so many lines may have in columns ``width`` pt wide: one, another, all.

    Only such that take some lines of a pull quote there, neither a word nor half a column.
    """
    tokens = voices.design.closing.pull
    places = tokens.places
    most = min(len(places), lines // tokens.least_lines)
    chosen: list[PullQuote] = []
    for one in proposals(story, voices.language(story.language)) if most else ():
        if len(chosen) == len(places):
            break
        if one.block in {other.block for other in chosen}:
            continue
        made = set_element(one.quote, width, voices, story.language).lines
        if tokens.least_words <= len(made) <= tokens.most_words and not any(each.line.over for each in made):
            chosen.append(one)
    ways = [_placed(story.blocks, [one], places[:1]) for one in chosen]
    if most == len(places) == len(chosen):
        ways.append(_placed(story.blocks, chosen, places))
    return tuple(way for way in ways if way)


def _placed(blocks: Sequence[Block], quotes: Sequence[PullQuote], shares: Sequence[float]) -> Quoted:
    """Return quotes at places of their own, as near as there are to shares of the text; none if there is no place.

    Before and after each is a paragraph.
    """
    lengths = [len(block.text) for block in blocks]
    ends, whole = list(accumulate(lengths)), max(1, sum(lengths))
    found: dict[int, Quote] = {}
    for one, share in zip(quotes, shares, strict=True):
        free = [
            (abs(at + 0.5 - one.block) < FAR, abs(ends[at] / whole - share), at)
            for at, (block, after) in enumerate(pairwise(blocks))
            if isinstance(block, Paragraph) and isinstance(after, Paragraph) and after.form is ParagraphForm.PROSE
            if one.block not in (at, at + 1) and at not in found
        ]
        if not free:
            return ()
        found[min(free)[2]] = one.quote
    return tuple(found.items())
