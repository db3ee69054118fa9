"""What an edition that came out lacks of what was written: stories held over (压稿), cut, moved, parts left out.

It is seen by comparing the two editions, not remembered on the way: so nothing can be lost without being told.
"""

from __future__ import annotations

from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import Name, listed, say, word
from layout.edition.blocks import Block, Paragraph
from layout.edition.model import Edition, Story


@dataclass(frozen=True, slots=True)
class HeldOver:
    """A story that its page names and that is printed on none, and that page."""

    story: Story
    page: str


@dataclass(frozen=True, slots=True)
class Shortened:
    """A story printed with less in it: the copy that is gone, the other parts, each by its name and with its words."""

    story: Story
    page: str
    text: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]

    @property
    def characters(self) -> int:
        """Characters of the copy that are gone, white space not counted."""
        return sum(len("".join(text.split())) for text in self.text)


@dataclass(frozen=True, slots=True)
class TakenOff:
    """Everything that an edition as it is printed lacks of what its files say."""

    held_over: tuple[HeldOver, ...] = ()
    shortened: tuple[Shortened, ...] = ()


NOTHING = TakenOff()
"""An edition is printed as it was written."""


def taken_off(written: Edition, printed: Edition) -> TakenOff:
    """Return what the edition as it is printed lacks of the one that was written."""
    named, there = written.page_of, printed.page_of
    held = tuple(HeldOver(written.stories[name], page) for name, page in named.items() if name not in there)
    parts: dict[str, list[Story]] = {}
    for story in printed.stories.values():
        parts.setdefault(story.part_of or story.id, []).append(story)
    shortened = []
    for name, page in there.items():
        if name not in written.stories or (len(parts[name]) == 1 and parts[name][0] == written.stories[name]):
            continue
        less = _less(written.stories[name], sorted(parts[name], key=lambda story: (story.part_from, story.id)), page)
        if less.text or less.parts:
            shortened.append(less)
    return TakenOff(held, tuple(shortened))


def _numbers(columns: tuple[int, ...]) -> str:
    return ", ".join(map(str, columns))


def _less(story: Story, printed: list[Story], page: str) -> Shortened:
    first = printed[0]
    keys = [(key, str(getattr(story, key))) for key in ("kicker", "deck", "byline")]
    gone = [(key, words) for key, words in keys if words and not getattr(first, key)]
    kept = {picture.file for part in printed for picture in part.every_picture}
    gone += [("picture", picture.caption) for picture in story.every_picture if picture.file not in kept]
    copy, elements = _gone(story.blocks, [block for part in printed for block in part.blocks])
    return Shortened(story, page, tuple(copy), (*gone, *((block.kind, block.text) for block in elements)))


def _gone(written: tuple[Block, ...], printed: list[Block]) -> tuple[list[str], list[Block]]:
    """Return the copy, and the other blocks, that are written and not printed. What is printed has their order; a
    paragraph may be broken in two by a jump, or lack its end."""
    copy, elements = [], []
    at = 0
    for block in written:
        if at < len(printed) and printed[at] == block:
            at += 1
            continue
        left = block.text
        while isinstance(block, Paragraph) and left and at < len(printed) and isinstance(printed[at], Paragraph):
            if not left.lstrip(" ").startswith(printed[at].text):
                break
            left = left.lstrip(" ")[len(printed[at].text) :]
            at += 1
        if left.strip():
            if block.is_copy:
                copy.append(left.strip())
            else:
                elements.append(block)
    return copy, elements


def tell_taken_off(written: Edition, printed: Edition, gone: TakenOff, report: Report) -> None:
    """Say what was held over, cut, left out, moved or continued: one finding for each. ``gone`` is `taken_off`."""
    named, there = written.page_of, printed.page_of
    for held in gone.held_over:
        report.warning(
            Code.STORY_HELD_OVER,
            say(
                "{story} is held over: page {page} has more copy than it can hold",
                story=Name(held.story.id),
                page=held.page,
            ),
            held.story.ref,
            hint=say("`must: true` keeps it there; the report has its text, the next edition can take it along"),
            subject=held.story.id,
        )
    for less in gone.shortened:
        if less.text:
            report.warning(
                Code.STORY_SHORTENED,
                say(
                    "{story} is printed without {characters} of its {all} characters, from {first_words} on",
                    story=Name(less.story.id),
                    characters=less.characters,
                    all=less.story.characters,
                    first_words=_first_words(less.text[0]),
                ),
                less.story.ref,
                hint=say("`cut: never` keeps it whole; the report has what is gone"),
                subject=less.story.id,
            )
        if less.parts:
            report.info(
                Code.PART_LEFT_OUT,
                say(
                    "{story} is printed without its {parts}",
                    story=Name(less.story.id),
                    parts=listed(word(name) for name, _ in less.parts),
                ),
                less.story.ref,
                subject=less.story.id,
            )
    for name, page in there.items():
        story = printed.stories[name]
        ordered = written.stories[name].columns if name in written.stories else story.columns
        if story.columns != ordered:
            report.warning(
                Code.STORY_COLUMNS,
                say(
                    "{name} may stand over any columns, not {numbers} alone: page {page} does not come out so",
                    name=Name(name),
                    numbers=_numbers(ordered),
                    page=page,
                ),
                story.ref,
                hint=say("take columns: out, name more, or give the story less text"),
                subject=name,
            )
        if story.part_of:
            report.info(
                Code.STORY_JUMPS,
                say(
                    "{part_of} is continued on page {page}: page {continued_from} has too much copy",
                    part_of=Name(story.part_of),
                    page=page,
                    continued_from=story.continued_from,
                ),
                story.ref,
                hint=say("jump: never keeps it whole; jump: and a page number sends it elsewhere"),
                subject=story.part_of,
            )
        elif name in named and named[name] != page:
            report.warning(
                Code.STORY_MOVED,
                say(
                    "{name} stands on page {page}: page {named} has more copy than it can hold",
                    name=Name(name),
                    page=page,
                    named=named[name],
                ),
                story.ref,
                hint=say("`must: true` keeps it on page {named}", named=named[name]),
                subject=name,
            )
    _tell_pool(written, printed, report)
    _tell_index(written, printed, report)


def _tell_pool(written: Edition, printed: Edition, report: Report) -> None:
    named, there = written.page_of, printed.page_of
    for name, story in written.stories.items():
        if name in named:
            continue
        if name in there:
            report.info(
                Code.STORY_ALLOTTED,
                say("{name} goes on page {page}", name=Name(name), page=there[name]),
                story.ref,
                subject=name,
            )
            continue
        if story.must:
            report.error(
                Code.STORY_LEFT_OVER,
                say(
                    "{name} is to be printed (must: true), and no page that takes {section!r} has room for its "
                    "{characters} characters",
                    name=Name(name),
                    section=story.section,
                    characters=story.characters,
                ),
                story.ref,
                hint=say("name it under stories: of a page, let another page take its section, or make it shorter"),
                subject=name,
            )
            continue
        report.info(
            Code.STORY_LEFT_OVER,
            say(
                "{name}: no page that takes {section!r} has room for it: its {characters} characters are not printed",
                name=Name(name),
                section=story.section,
                characters=story.characters,
            ),
            story.ref,
            hint=say("keep it for tomorrow, raise its priority, or let another page take its section"),
            subject=name,
        )


def _tell_index(written: Edition, printed: Edition, report: Report) -> None:
    for page in printed.pages:
        if not page.has_index and written.page(page.id).has_index:
            report.warning(
                Code.INDEX_LEFT_OUT,
                say("there is no room for an index"),
                page.ref,
                hint=say("the stories of the page need its room"),
                subject=page.id,
                page=page.id,
            )


def _first_words(text: str) -> str:
    return f"“{text[:12]}…”" if len(text) > 12 else f"“{text}”"
