"""Verse among a story's blocks: which blocks are one poem, and pieces of which no stanza is parted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from layout.compose.pour import Length, Piece
from layout.edition.blocks import Block, Paragraph, ParagraphForm

Poem = tuple[int, int]
"""The number of the first of a poem's blocks, and of the one after them."""


def poems_in(blocks: Sequence[Block]) -> dict[int, Poem]:
    """Return the poem of each block, by its number, that was written as verse."""
    found: dict[int, Poem] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.form is ParagraphForm.STANZA and not block.goes_on:
            after = range(at + 1, len(blocks))
            end = next((end for end in after if not getattr(blocks[end], "goes_on", False)), len(blocks))
            found |= dict.fromkeys(range(at, end), (at, end))
    return found


def verse_of(blocks: Sequence[Block], poem: Poem) -> Iterator[Paragraph]:
    """Yield the lines of a poem, but for who signed it."""
    for block in blocks[poem[0] : poem[1]]:
        if isinstance(block, Paragraph) and block.form is not ParagraphForm.SIGNATURE:
            yield block


def kept_stanzas(pieces: Sequence[Piece], blocks: Sequence[Block], poems: Mapping[int, Poem]) -> Iterator[Piece]:
    """Yield the pieces of a story, the lines of each stanza as one that stands in one column."""
    stanza: list[Piece] = []

    def kept() -> Iterator[Piece]:
        if len(stanza) > 1:
            lines = tuple(line for piece in stanza for line in piece.lengths[0].lines)
            yield replace(stanza[0], lengths=(Length(lines),), whole=True, block=-1)
        else:
            yield from stanza

    for piece in pieces:
        block = blocks[piece.block] if piece.block in poems else None
        if block is None or getattr(block, "form", None) is ParagraphForm.STANZA:
            yield from kept()
            stanza = []
        if block is None:
            yield piece
        else:
            stanza.append(piece)
    yield from kept()
