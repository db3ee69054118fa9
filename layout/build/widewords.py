"""Words that are wider than the line they stand in, and that nothing parts: each is told where its copy is written.

The composer knows them: whatever sets a line to a measure leaves in it how much wider it came out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.base.messages import Message, Name, say
from layout.base.units import MM
from layout.compose.composed import ComposedStory
from layout.compose.heads import Head
from layout.compose.index import Index
from layout.compose.teasers import SetTeaser
from layout.edition.model import FRONT, Edition, Page
from layout.scene.text import Line, Role

BLOCKS = (Role.BODY, Role.LIST, Role.SUBHEAD, Role.SOURCE)
"""What of a column's lines is a block of the story."""


def report_wide_words(composed: ComposedStory, report: Report) -> None:
    """Report every line of a story's text and captions that is wider than its measure, at its copy; of each of its
    boxes the worst one."""
    story = composed.story
    met: dict[Ref, list[Line]] = {}
    for line, ref in dict.fromkeys(_wide(composed)):
        met.setdefault(ref, []).append(line)
    for ref, lines in met.items():
        hint = say("write it otherwise, or give the story wider columns")
        if any(line.role is Role.ELEMENT for line in lines):
            # Of a table with a hundred such words one is enough.
            lines = [max(lines, key=lambda line: line.over)]
            hint = say(
                "write it otherwise, write columns=2 at the end of the element's first line, or take part of it out"
            )
        for line in lines:
            report.error(
                Code.WORD_TOO_WIDE,
                say(
                    "{story}: a word is {width:.1f} mm wide, its line {measure:.1f} mm, and no rule parts it: {line}",
                    story=Name(story.id),
                    width=line.width / MM,
                    measure=line.measure / MM,
                    line=line.shown,
                ),
                ref,
                hint=hint,
                subject=story.id,
            )


def _wide(composed: ComposedStory) -> Iterator[tuple[Line, Ref]]:
    story = composed.story
    for line in (placed.line for column in composed.columns for placed in column.lines):
        if line.over:
            yield line, story.block_ref(line.paragraph) if line.role in BLOCKS else story.ref
    for each in composed.elements:
        # A pull quote from the text is no block of its own.
        ref = story.block_ref(each.number) if each.number < len(story.blocks) else story.ref
        yield from ((made.line, ref) for made in each.element.lines if made.line.over)
    for made in composed.pictures:
        picture = story.every_picture[made.number]
        for line in made.caption:
            if line.over:
                key = "credit" if line.text in picture.credit else "caption"
                yield line, Ref("story", story.part_of or story.id, f"picture_{key}", made.number)


def report_wide_index(index: Index | None, edition: Edition, page: Page, report: Report) -> None:
    """Report every line of a front page's index that is wider than its measure, at the headline it is of."""
    for line, said in index.wide if index else ():
        own = next((story for story in edition.stories.values() if story.headline == said), None)
        report.error(
            Code.WORD_TOO_WIDE,
            say(
                "page {page}: a word of the index is {width:.1f} mm wide, its line {measure:.1f} mm: {line}",
                page=page.id,
                width=line.width / MM,
                measure=line.measure / MM,
                line=line.shown,
            ),
            own.key_ref("headline") if own else page.ref,
            hint=say("write it otherwise, or give the index more columns"),
            subject=own.id if own else page.id,
            page=page.id,
        )


def report_tight_teasers(teasers: Iterable[SetTeaser], edition: Edition, page: Page, report: Report) -> None:
    """Report every teaser of a front page whose headline has no room at its least size."""
    for teaser in teasers:
        if not teaser.fits:
            report.error(
                Code.FURNITURE_TOO_LONG,
                say(
                    "page {page}: the teaser “{headline}” is too long for its place",
                    page=page.id,
                    headline=teaser.entry.headline,
                ),
                edition.key_ref("teasers"),
                hint=say("give it a shorter headline: there or short-headline: in its story, or have fewer teasers"),
                subject=page.id,
                page=page.id,
            )


def report_lost_teasers(edition: Edition, page: Page, report: Report) -> None:
    """Report every teaser that a front page was to have of a story which stands on no other page: one held over."""
    inside = {name for other in edition.pages if other.id != page.id for name in other.stories}
    for teaser in edition.teasers.stories if edition.teasers and page.kind == FRONT else ():
        if teaser.story not in inside and teaser.story not in page.stories:
            report.warning(
                Code.NO_EFFECT,
                say(
                    "page {page}: the teaser of {story} is left out: the story stands on no page inside",
                    page=page.id,
                    story=Name(teaser.story),
                ),
                edition.key_ref("teasers"),
                hint=say("put the story on a page, or take it out of teasers:"),
                subject=teaser.story,
                page=page.id,
            )


def wide_in_head(head: Head, role: Role, otherwise: Message) -> Message:
    """Return what to do about a part of a head that does not fit: names the word it is for, else ``otherwise``."""
    found = next((wide for wide in head.wide if wide.role is role), None)
    if found is None:
        return otherwise
    return say(
        "its word {word} is {width:.1f} mm wide, the head {measure:.1f} mm: write it otherwise, "
        "or give the story more columns",
        word=found.word,
        width=found.width / MM,
        measure=found.measure / MM,
    )
