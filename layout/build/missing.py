"""Characters of a page that no font has: each is named with the story or the key it stands in, never left out silently.

The composer knows of the body's; here the set page is looked through, so that nothing on it is forgotten: heads,
subheads, captions, elements. What a template sets itself (the folio line, the nameplate) is asked for by its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from layout.base.codes import Code
from layout.base.diagnostics import Ref, Report
from layout.base.messages import Name, say
from layout.compose.composed import ComposedStory
from layout.design.fonts import FontBook
from layout.edition.blocks import Paragraph, Subhead
from layout.edition.model import Edition, Page, Story
from layout.render.page import PageModel
from layout.scene.text import Line

_HINT = say("replace the character, or name a font that has it in the template's design.yaml")


def report_lacking(
    edition: Edition, model: PageModel, stories: Mapping[str, ComposedStory], fonts: FontBook, report: Report
) -> None:
    """Report every character of the page that no font has, once for each story, at its line where that is known."""
    for name, composed in stories.items():
        lacking = dict.fromkeys((*composed.missing, *_undrawn(composed.overset)))
        for box in model.stories:
            if box.id == name:
                lacking |= dict.fromkeys(_undrawn(line.line for galley in box.galleys for line in galley.lines))
        for char in lacking:
            ref = _ref_of(char, composed.story)
            report.error(
                Code.MISSING_GLYPH,
                say("{name}: {said}", name=Name(name), said=_said(char)),
                ref,
                hint=_HINT,
                subject=name,
            )
    for key, text in _words(edition, model.page):
        for char in dict.fromkeys(text):
            if not char.isspace() and not any(face.has(char) for face in fonts.faces.values()):
                said = say("page {page}, {key}: {said}", page=model.page.id, key=key, said=_said(char))
                report.error(Code.MISSING_GLYPH, said, model.page.ref, hint=_HINT, subject=model.page.id)


def _said(char: str) -> str:
    return say("no font has a glyph for {char!r} (U+{number:04X})", char=char, number=ord(char))


def _undrawn(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the characters of set lines that stand as glyph 0, the one a font has for what it lacks."""
    for line in lines:
        for run in line.runs:
            for glyph in run.glyphs:
                if glyph.gid == 0:
                    yield from glyph.text.strip()


def _ref_of(char: str, story: Story) -> Ref:
    for number, block in enumerate(story.blocks):
        if isinstance(block, Paragraph | Subhead) and char in block.text:
            return story.block_ref(number)
    return story.ref


def _words(edition: Edition, page: Page) -> Iterator[tuple[str, str]]:
    """Yield what templates set themselves: (key of edition.yaml, text)."""
    yield "paper: name", edition.paper.name
    yield "paper: latin_name", edition.paper.latin_name
    for key in ("section", "editor", "designer"):
        yield key, getattr(page, key)
