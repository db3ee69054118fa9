"""A story too long for its page, continued on another one (转版): where it is broken, and the two parts it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.base.text import SENTENCE_END
from layout.edition.blocks import Paragraph, Span, Subhead
from layout.edition.model import Edition, Page, Story
from layout.edition.provenance import PART
from layout.plan.demand import Load

SENTENCE_COST = 6
"""Cells that a break between paragraphs may be farther from the right place than one inside a paragraph."""
LEAST_STAYING, LEAST_GOING = 220, 120
"""Characters that must at least stay, some fifteen lines, and go on, some eight: a stub is worth nobody's turning."""
PART_PRIORITY = 7
"""A continued part is found by its page number, not by its head."""
SUFFIX = PART
"""A part's id is its story's with this, and one more 2 as long as another item has that id."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a story may be broken: before a block, or inside one after so many characters."""

    block: int
    characters: int = 0

    @property
    def cost(self) -> int:
        """What the break costs besides where it stands, in cells."""
        return SENTENCE_COST if self.characters else 0


@dataclass(frozen=True, slots=True)
class Jump:
    """A story broken: its part that stays, its part that goes on, and the page that goes to."""

    story: str
    first: Story
    second: Story
    page: str
    target: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """A page as the breaking of stories sees it: the cells for stories, the load of those it has."""

    page: str
    cells: int
    load: Load

    @property
    def crowded(self) -> bool:
        """Whether there is too much copy for any good page."""
        return self.load.tight > self.cells

    @property
    def room(self) -> int:
        """Cells left."""
        return self.cells - self.load.typical


def breaks(story: Story) -> Iterator[Break]:
    """Yield where a story may be broken: between paragraphs, not after a subhead, and at the ends of sentences."""
    blocks = story.blocks
    total = sum(len(block.text) for block in blocks)
    before = 0
    for at, block in enumerate(blocks):
        if LEAST_STAYING <= before <= total - LEAST_GOING and not isinstance(blocks[at - 1], Subhead):
            yield Break(at)
        if isinstance(block, Paragraph):
            for match in SENTENCE_END.finditer(block.text):
                end = match.end()
                inside = 0 < end < len(block.text.rstrip())
                if inside and LEAST_STAYING <= before + end <= total - LEAST_GOING:
                    yield Break(at, end)
        before += len(block.text)


def split(story: Story, where: Break, page: str, target: str) -> tuple[Story, Story]:
    """Return a story's two parts: the one that stays on ``page``, and the one that goes on to ``target``.

    Together they have every character of the body; kicker, deck, byline and pictures stay with the first, the source
    ends the second.
    """
    first, second = list(story.blocks[: where.block]), list(story.blocks[where.block :])
    if where.characters:
        block = second[0]
        assert isinstance(block, Paragraph)
        head, tail = split_spans(block.spans, where.characters)
        first.append(block.model_copy(update={"spans": head}))
        second[0] = block.model_copy(update={"spans": tail})
    staying = story.model_copy(update={"blocks": tuple(first), "continued_on": target, "source": ""})
    going = story.model_copy(
        update={
            "id": f"{story.id}{SUFFIX}",
            "part_of": story.id,
            "part_from": where.block,
            "blocks": tuple(second),
            "headline": story.short_headline or story.headline,
            "kicker": "",
            "deck": "",
            "byline": "",
            "dateline": "",
            "picture": None,
            "pictures": (),
            "boxed": False,
            "continued_from": page,
            "priority": PART_PRIORITY,
        }
    )
    return staying, going


def split_spans(spans: Sequence[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of a paragraph before and after so many of its characters; what has a reading stays whole."""
    head: list[Span] = []
    tail: list[Span] = []
    for span in spans:
        end = len(span.text) if span.reading and at > 0 else max(0, at)
        kept, rest = span.text[:end], span.text[end:]
        at -= len(span.text)
        if kept:
            head.append(span.model_copy(update={"text": kept}))
        if rest:
            tail.append(span.model_copy(update={"text": rest}))
    if tail:
        # The blank after a sentence in Latin letters would indent the second part.
        tail[0] = tail[0].model_copy(update={"text": tail[0].text.lstrip(" ")})
    return tuple(head), tuple(tail)


def may_jump(story: Story) -> bool:
    """Tell whether a story may be continued: not one that is a part, nor one that its editor keeps whole."""
    return story.jump != "never" and not (story.part_of or story.continued_from or story.continued_on)


def with_jump(edition: Edition, jump: Jump) -> Edition:
    """Return the edition with a story broken in two; the second part gets an id that nothing else has."""
    name = jump.second.id
    while name in edition.stories or name in edition.ads:
        name += "2"
    jump = replace(jump, second=jump.second.model_copy(update={"id": name}))
    stories = {**edition.stories, jump.story: jump.first, name: jump.second}
    pages = tuple(_taking(page, jump) for page in edition.pages)
    return edition.model_copy(update={"stories": stories, "pages": pages})


def _taking(page: Page, jump: Jump) -> Page:
    return page.model_copy(update={"stories": (*page.stories, jump.second.id)}) if page.id == jump.target else page
