"""Letters to the editor: several in one story, each with who wrote it in a last paragraph that begins with a dash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.base.locale.record import Language
from layout.edition.blocks import Block, Paragraph, ParagraphForm, Span, Spans, Subhead
from layout.edition.containers import LONGEST_SIGNATURE, SAID_BY, TYPED_DASH


def signed(blocks: Iterable[Block], language: Language) -> Iterator[Block]:
    """Yield the blocks of a story of letters: paragraphs that are a signature told as one. Over it stands a letter.

    A signature typed with a hyphen, which is a list of one item where a blank follows, gets the language's dash.
    """
    above: Block | None = None
    for block in blocks:
        spans = None if above is None or isinstance(above, Subhead) else _signature(block, language)
        above = (
            block if spans is None else Paragraph(spans=spans, optional=block.optional, form=ParagraphForm.SIGNATURE)
        )
        yield above


def _signature(block: Block, language: Language) -> Spans | None:
    """Return the spans of a block that is a signature, None of any other."""
    if len(block.text) > LONGEST_SIGNATURE:
        return None
    if isinstance(block, Paragraph) and SAID_BY.fullmatch(block.text.strip()):
        return block.spans
    dash = language.words.quoted_by.format(name="")
    if isinstance(block, Paragraph) and (typed := TYPED_DASH.match(block.spans[0].text)):
        first = block.spans[0]
        return (first.model_copy(update={"text": dash + first.text[typed.end() :]}), *block.spans[1:])
    if getattr(block, "marks", None) == ("•",):
        (item,) = getattr(block, "items", ((),))
        return (Span(text=dash), *item) if item else None
    return None
