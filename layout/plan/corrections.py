"""A story as its editor makes it shorter or longer by so many characters, when nobody knows where he will do it.

Where he cuts or adds changes how many lines are gained: a paragraph loses a line only when its last one goes. So what
is asked of him is tried in the two ways that gain the least and the most, and is true if a page comes out in both.

Pure: from a story comes a story. Nothing of it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from layout.design.closing import ClosingTokens
from layout.edition.blocks import Block, Element, Paragraph, Span
from layout.edition.model import Edition, Story
from layout.plan.giving import Kind, Way
from layout.plan.jumps import split_spans

AMOUNTS = 16
"""Amounts of copy that are looked at for a story."""
OPENED = 15
"""Points of a story that an editor has to open: rather one story cut by ten lines than five by two."""
MOST_ADDED = 1.0
"""Most that may be added to a story, as a part of it: who has to write more than that writes another one."""
LEAST_LINES = 1
"""Less than a line is not asked for: it may change nothing."""
LEFT_OF_PARAGRAPH = 12
"""Of a paragraph so short nothing is left by who cuts it from its end, in characters."""
NEW_PARAGRAPH = 60
"""From so many characters on, what is added may be a paragraph of its own."""


def amounts(story: Story, a_character: float, a_line: float, tokens: ClosingTokens, *, longer: bool) -> Iterator[Way]:
    """Yield ways to make a story shorter, or longer, by more and more characters.

    ``a_character`` is how many cells a character takes, ``a_line`` how many characters a line holds. Of a story no more
    is cut than the share `most_cut`, and `least_left` characters are left of it; as much again may be added.
    """
    whole = story.characters
    most = whole * MOST_ADDED if longer else min(whole * tokens.most_cut, whole - tokens.least_left)
    if most < LEAST_LINES * a_line or not any(isinstance(block, Paragraph) for block in story.blocks):
        return
    lines = most / a_line
    step = max(LEAST_LINES * a_line, most / AMOUNTS) if lines > AMOUNTS else a_line
    for number in range(1, int(most / step) + 1):
        way = correction(story, (-1 if longer else 1) * round(number * step), a_character, tokens)
        if way and way.freed:
            yield way


def correction(story: Story, characters: int, a_character: float, tokens: ClosingTokens) -> Way | None:
    """Return the way of taking so many characters out of a story, or putting them in if negative.

    None if that is too much to ask. A character takes ``a_character`` cells.
    """
    whole, much = story.characters, abs(characters)
    if much > whole * (tokens.most_cut if characters > 0 else MOST_ADDED) or characters > max(
        0, whole - tokens.least_left
    ):
        return None
    cells = round(characters * a_character)
    price = OPENED + tokens.cut * abs(cells) * (1 + tokens.cut_rise * much / whole)
    return Way(Kind.CORRECT, story.id, cells, price, characters=characters)


def corrected(edition: Edition, ways: Sequence[Way]) -> Iterator[tuple[Way, ...]]:
    """Yield the ways with the stories that their editor makes: as they gain the least, as asked from the end, the most.

    Only once if no story is corrected.
    """
    if not any(way.kind is Kind.CORRECT for way in ways):
        yield tuple(ways)
        return
    for most, beyond in ((False, 0), (True, 0), (True, LEFT_OF_PARAGRAPH)):
        yield tuple(
            replace(way, lesser=correct(edition.stories[way.story], _more(way.characters, beyond), most=most))
            if way.kind is Kind.CORRECT
            else way
            for way in ways
        )


def _more(characters: int, beyond: int) -> int:
    """Return a number of characters to be cut, or to be added if negative, with so many more."""
    return characters + (beyond if characters > 0 else -beyond)


def correct(story: Story, characters: int, *, most: bool) -> Story:
    """Return a story with so many characters less, or more if it is a negative number.

    With ``most`` they are counted without white space and taken from its end, or added as a paragraph of its own;
    else white space is counted among them, and they come out of, or into, the middle of its longest paragraph.
    """
    if characters >= 0:
        blocks = _cut_at_end(story.blocks, characters) if most else _cut_inside(story.blocks, characters)
    else:
        blocks = _added(story.blocks, -characters, most=most)
    return story.model_copy(update={"blocks": tuple(blocks)})


def _paragraphs(blocks: Sequence[Block]) -> list[tuple[int, Paragraph]]:
    return [(at, block) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]


def _cut_inside(story: Sequence[Block], characters: int) -> list[Block]:
    blocks, left = list(story), characters
    while left > 0:
        at, longest = max(_paragraphs(blocks), key=lambda each: (len(each[1].text), -each[0]))
        text = longest.text
        take = min(left, len(text) - len(text) // 3)
        if take <= 0:
            break
        begin = (len(text) - take) // 2
        spans = split_spans(longest.spans, begin)[0] + split_spans(longest.spans, begin + take)[1]
        blocks[at] = longest.model_copy(update={"spans": spans})
        left -= take
    return blocks


def _cut_at_end(story: Sequence[Block], characters: int) -> list[Block]:
    blocks, left = list(story), characters
    while left > 0 and len(paragraphs := _paragraphs(blocks)) > 1:
        at, last = paragraphs[-1]
        there = len("".join(last.text.split()))
        if there > left + LEFT_OF_PARAGRAPH:
            break
        left -= there
        del blocks[at]
        # A subhead that nothing follows goes with what stood under it.
        while (
            at and at == len(blocks) and not isinstance(blocks[at - 1], Paragraph | Element) and blocks[at - 1].is_copy
        ):
            at -= 1
            left -= len("".join(blocks.pop().text.split()))
    if left > 0:
        at, last = _paragraphs(blocks)[-1]
        keep = _position(last.text, len("".join(last.text.split())) - left)
        if keep > 0:
            blocks[at] = last.model_copy(update={"spans": split_spans(last.spans, keep)[0]})
    return blocks


def _position(text: str, characters: int) -> int:
    """Return where in a text so many of its characters have passed, white space not counted."""
    for at, each in enumerate(text):
        if characters <= 0:
            return at
        characters -= not each.isspace()
    return len(text)


def _added(story: Sequence[Block], characters: int, *, most: bool) -> list[Block]:
    """Return blocks with some more of their own words."""
    blocks, paragraphs = list(story), _paragraphs(story)
    words = "".join(block.text for _, block in paragraphs)
    words *= ceil(2 * characters / max(1, len(words))) + 1
    more = words[: _position(words, characters) if most else characters]
    if most and characters >= NEW_PARAGRAPH:
        at, last = paragraphs[-1]
        blocks.insert(at + 1, last.model_copy(update={"spans": (Span(text=more),)}))
        return blocks
    at, longest = max(paragraphs, key=lambda each: (len(each[1].text), -each[0]))
    spans = (*longest.spans, longest.spans[-1].model_copy(update={"text": more, "reading": ()}))
    blocks[at] = longest.model_copy(update={"spans": spans})
    return blocks
