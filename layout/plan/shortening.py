"""A story with less in it: cut from its end, or without parts that its writer or editor said it can do without.

Pure: what is left is a story, what was taken away is text. Nothing else of a story is ever taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from layout.base.text import SENTENCE_END
from layout.design.closing import ClosingTokens
from layout.edition.blocks import Block, Element, Paragraph, ParagraphForm, Subhead, written_as_one
from layout.edition.model import Story
from layout.plan.jumps import split_spans


@dataclass(frozen=True, slots=True)
class Lesser:
    """A story with less in it, and the points of that; ``characters`` are those of the copy that are gone."""

    story: Story
    price: int
    characters: int


def without_parts(story: Story, tokens: ClosingTokens) -> tuple[Lesser, ...]:
    """Return a story without more and more of what it can do without, the cheapest part first."""
    found: list[Lesser] = []
    price = 0
    for part_price, leave_out in sorted(_parts(story, tokens), key=lambda part: part[0]):
        before = found[-1].story if found else story
        price += part_price
        after = leave_out(before)
        if after != before and any(isinstance(block, Paragraph) for block in after.blocks):
            found.append(Lesser(after, price, story.characters - after.characters))
    return tuple(found)


_LeaveOut = Callable[[Story], Story]


def _parts(story: Story, tokens: ClosingTokens) -> Iterator[tuple[int, _LeaveOut]]:
    prices, optional = tokens.part, story.optional
    for name, empty in (("kicker", ""), ("deck", ""), ("byline", ""), ("picture", None), ("pictures", ())):
        if name in optional and getattr(story, name):
            yield getattr(prices, name), _without_key(name, empty)
    for section in _sections(story.blocks):
        first = section[0]
        if isinstance(first, Element):
            kind = "quote" if first.kind == "quote" else "facts"
            if first.optional or (f"{kind}s" if kind == "quote" else kind) in optional:
                yield getattr(prices, kind), _without_blocks(section)
        elif first.optional:
            yield prices.paragraph, _without_blocks(section)


def _sections(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield what goes together: a block, lines written as one, or a subhead that may go with all that is under it."""
    written = list(written_as_one(blocks))
    at = 0
    while at < len(written):
        end, first = at + 1, written[at][0]
        if isinstance(first, Subhead) and first.optional:
            while end < len(written) and not isinstance(written[end][0], Subhead):
                end += 1
        yield tuple(chain.from_iterable(written[at:end]))
        at = end


def _without_key(name: str, empty: object) -> _LeaveOut:
    return lambda story: story.model_copy(update={name: empty})


def _without_blocks(section: tuple[Block, ...]) -> _LeaveOut:
    """Return what takes blocks out of a story, and a subhead that nothing follows then."""
    gone = {id(block) for block in section}

    def left(story: Story) -> Story:
        kept = [block for block in story.blocks if id(block) not in gone]
        return story.model_copy(update={"blocks": _no_bare_subheads(kept)})

    return left


def _no_bare_subheads(blocks: list[Block]) -> tuple[Block, ...]:
    following = [*blocks, None][1:]
    return tuple(
        block
        for block, after in zip(blocks, following, strict=True)
        if not isinstance(block, Subhead) or (after is not None and not isinstance(after, Subhead))
    )


def cuts(story: Story, tokens: ClosingTokens, most: float | None = None) -> Iterator[Lesser]:
    """Yield a story cut from its end, less and less of it: at the ends of paragraphs and of sentences.

    The first paragraph stays, and so do elements, what stands before a list, and the source; a cut never ends with a
    subhead. Of a story at least `least_left` characters are left, and all but a share of it: ``most``, if not given
    `most_cut`, or `trim` if it does not say that it may be cut. Nothing for one that is not to be cut. The points are
    those of the place alone: what the cut text is worth depends on its cells.
    """
    if story.cut == "never":
        return
    whole, asked = story.characters, story.cut == "end"
    if most is None:
        most = tokens.most_cut if asked else tokens.trim
    least = max(tokens.least_left, whole * (1 - most))
    price = 0 if asked else tokens.trimmed
    first = next((at for at, block in enumerate(story.blocks) if isinstance(block, Paragraph)), len(story.blocks))
    for at in range(len(story.blocks) - 1, first, -1):
        block = story.blocks[at]
        if block.is_copy and not isinstance(block, Paragraph | Subhead):
            return  # a list belongs to the words before it
        if isinstance(block, Paragraph) and block.form is not ParagraphForm.PROSE:
            return  # nobody cuts verse, nor what is signed
        if not isinstance(block, Paragraph):
            continue
        for end in sorted({match.end() for match in SENTENCE_END.finditer(block.text)}, reverse=True):
            if 0 < end < len(block.text.rstrip()):
                head, _ = split_spans(block.spans, end)
                made = _cut(story, at, block.model_copy(update={"spans": head}))
                if made.characters < least:
                    return
                yield Lesser(made, price + tokens.sentence, whole - made.characters)
        made = _cut(story, at, None)
        if made.characters < least:
            return
        yield Lesser(made, price, whole - made.characters)


def _cut(story: Story, at: int, last: Paragraph | None) -> Story:
    """Return a story that ends with block ``at``, of which ``last`` is left; elements after it stay.

    No room is filled with a quote from a text that was cut for want of room.
    """
    kept = [*story.blocks[:at], *([last] if last else [])]
    kept += [block for block in story.blocks[at + 1 :] if isinstance(block, Element)]
    blocks = list(_no_bare_subheads(kept))
    return story.model_copy(update={"blocks": tuple(blocks), "pull_quotes": "never"})
