"""Letters to the editor: several in one story, each with who wrote it on a last line that begins with a dash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.edition.blocks import Block, Paragraph, ParagraphForm
from layout.edition.containers import SAID_BY

LONGEST = 80
"""Characters of a signature: more are a paragraph that begins with a dash, as speech does in many languages."""


def signed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a story of letters: paragraphs that are a signature told as one."""
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.text) <= LONGEST and SAID_BY.fullmatch(block.text.strip()):
            yield block.model_copy(update={"form": ParagraphForm.SIGNATURE})
        else:
            yield block
