"""Characters of a page that no font has: each is named with the story or the key it stands in, never left out silently.

Before anything is planned the copy is looked through for characters that no font at all has. Of the font that sets a
text the composer knows, and the set page is looked through, so that nothing on it is forgotten: heads, subheads,
captions, elements. What a template sets itself (the folio line, the nameplate) is asked for by its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from layout.base.characters import is_unseen
from layout.base.codes import Code
from layout.base.diagnostics import Place, Ref, Report
from layout.base.machine import fonts_remedy
from layout.base.messages import Name, listed, say
from layout.build.printed import PAGE_KEYS, PAPER_KEYS
from layout.compose.composed import ComposedStory
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.kit import TemplateKit
from layout.design.fonts import FontBook
from layout.design.styles import CAPS, FIGURES
from layout.edition.blocks import Paragraph, Subhead, readings_of
from layout.edition.model import FRONT, Edition, Page, Story
from layout.files.text import shown
from layout.render.page import PageModel
from layout.scene.text import Line


def report_absent(kit: TemplateKit, report: Report) -> None:
    """Report the families behind a template's faces that are not installed: no fault, unless a character needs them."""
    if not kit.fonts.absent:
        return
    said = say("behind the faces of this template, not installed: {families}", families=listed(kit.fonts.absent))
    hint = say("for letters that its faces lack: {remedy}", remedy=fonts_remedy(kit.fonts.absent))
    report.info(Code.FALLBACK_ABSENT, said, Place(shown(kit.folder / "design.yaml"), 1), hint=hint)


def report_lacking_features(kit: TemplateKit, report: Report) -> None:
    """Report at its line every token that asks for figures or capitals which a face of its style lacks."""
    for path, style in kit.design.letter_styles():
        named = dict.fromkeys(filter(None, (getattr(style, key, "") for key in ("font", "strong", "em"))))
        for key, kinds in (("figures", FIGURES), ("caps", CAPS)):
            value = getattr(style, key)
            features = kinds[value].features if key in style.model_fields_set else ()
            lacking = dict.fromkeys(kit.fonts[font].family for font in named if kit.fonts[font].lacks(features))
            if lacking:
                report.info(
                    Code.FEATURE_LACKING,
                    say(
                        "{token}: {value}, which {families} lacks: what it has is set",
                        token=f"{path}.{key}",
                        families=listed(lacking),
                        value=value,
                    ),
                    Place(shown(kit.folder / "design.yaml"), kit.design.line_of(f"{path}.{key}")),
                    hint=say("name another family under fonts:, or take the token out"),
                )


def _hint(fonts: FontBook) -> str:
    if fonts.absent:
        return say(
            "replace the character; or, for what the template names: {remedy}", remedy=fonts_remedy(fonts.absent)
        )
    return say("replace the character, or name a font that has it in the template's design.yaml")


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
            _report_story(composed.story, char, fonts, report)
    report_lacking_of_page(edition, model.page, fonts, report)


def report_lacking_of_page(edition: Edition, page: Page, fonts: FontBook, report: Report) -> None:
    """Report every character of what a page's template sets itself that no font has."""
    for key, ref, text in _words(edition, page):
        for char in dict.fromkeys(text):
            if not char.isspace() and not any(face.covers(char) for face in fonts.faces.values()):
                said = say("page {page}, {key}: {said}", page=page.id, key=key, said=_said(char))
                report.error(Code.MISSING_GLYPH, said, ref, hint=_hint(fonts), subject=page.id)


def report_lacking_of_story(story: Story, kit: TemplateKit, report: Report) -> None:
    """Report the characters of a story that no font of a template has, without setting it.

    What only the font that sets it lacks is found when it is set.
    """
    faces = tuple(kit.fonts.faces.values())
    body = kit.fonts[kit.design.body.font]
    voice = Voice((body, *(face for face in faces if face is not body)))
    for text in _texts(story):
        # Most have all their characters in the body's face, and are told without taking them apart.
        if all(char.isspace() or body.has(char) for char in dict.fromkeys(text)):
            continue
        for char in dict.fromkeys(itemize([(text, voice)], Setting(kit.voices.language(story.language))).missing):
            _report_story(story, char, kit.fonts, report)


def _texts(story: Story) -> Iterator[str]:
    yield from (story.series, story.kicker, story.headline, story.deck, story.byline, story.dateline, story.source)
    for picture in story.every_picture:
        yield from (picture.caption, picture.credit)
    for block in story.blocks:
        yield block.text
        yield from readings_of(block)


def _report_story(story: Story, char: str, fonts: FontBook, report: Report) -> None:
    # A story that goes on elsewhere is written where its beginning is, and told as that.
    name = story.part_of or story.id
    said = say("{name}: {said}", name=Name(name), said=_said(char))
    report.error(Code.MISSING_GLYPH, said, _ref_of(char, story), hint=_hint(fonts), subject=name)


def _said(char: str) -> str:
    return say("no font has a glyph for {char!r} (U+{number:04X})", char=char, number=ord(char))


def _undrawn(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the characters of set lines that stand as glyph 0, the one a font has for what it lacks."""
    for line in lines:
        for run in (*line.runs, *line.readings):
            for glyph in run.glyphs:
                if glyph.gid == 0:
                    yield from (char for char in glyph.text.strip() if not is_unseen(char))


def _ref_of(char: str, story: Story) -> Ref:
    for number, block in enumerate(story.blocks):
        if isinstance(block, Paragraph | Subhead) and any(char in text for text in (block.text, *readings_of(block))):
            return story.block_ref(number)
    return story.ref


def _words(edition: Edition, page: Page) -> Iterator[tuple[str, Ref, str]]:
    """Yield what templates set themselves: key of edition.yaml, what refers to it, text."""
    for key in PAPER_KEYS:
        yield f"paper: {key}", edition.key_ref(key), getattr(edition.paper, key)
    for key in PAGE_KEYS:
        yield key, page.key_ref(key), getattr(page, key)
    if page.kind == FRONT:
        for ear in filter(None, (edition.ears.left, edition.ears.right)):
            yield "ears", edition.key_ref("ears"), "".join((ear.title, *ear.lines))
        for teaser in edition.teasers.stories if edition.teasers else ():
            yield "teasers", edition.key_ref("teasers"), teaser.headline
