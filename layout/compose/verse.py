"""Verse and letters among a story's blocks: which blocks are one poem, and pieces that part no stanza and no signature
from its letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from layout.compose.pour import Length, Piece
from layout.edition.blocks import Block, Paragraph, ParagraphForm

WITH_SIGNATURE = 2
"""Lines of a letter that its signature stays with."""
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


def is_signature(blocks: Sequence[Block], number: int) -> bool:
    """Tell whether the block of that number, if there is one, tells who wrote what stands above it."""
    return 0 < number < len(blocks) and getattr(blocks[number], "form", None) is ParagraphForm.SIGNATURE


def kept_together(pieces: Sequence[Piece], blocks: Sequence[Block], poems: Mapping[int, Poem]) -> Iterator[Piece]:
    """Yield the pieces of a story, the lines of each stanza as one that stands in one column, and so a signature with
    the last lines of its letter."""
    stanza: list[Piece] = []

    def kept() -> Iterator[Piece]:
        if len(stanza) > 1:
            yield replace(stanza[0], lengths=(_joined(stanza),), whole=True, block=-1)
        else:
            yield from stanza

    for piece in pieces:
        block = blocks[piece.block] if piece.block in poems else None
        if block is None or getattr(block, "form", None) is ParagraphForm.STANZA:
            yield from kept()
            stanza = []
        if block is not None:
            stanza.append(piece)
        elif piece.block >= 0 and is_signature(blocks, piece.block + 1):
            yield from _signed(piece)
        else:
            yield piece
    yield from kept()


def _joined(pieces: Sequence[Piece]) -> Length:
    return Length(tuple(line for piece in pieces for line in piece.lengths[0].lines))


def _signed(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph at its best length, its last lines with the signature under them as a piece of their own."""
    lines = tuple(piece.lengths[0].lines)
    last = sum(line.paragraph == piece.block for line in lines) - WITH_SIGNATURE
    if last < WITH_SIGNATURE:
        yield replace(piece, lengths=(Length(lines),), whole=True, block=-1)
    else:
        yield replace(piece, lengths=(Length(lines[:last]),), block=-1)
        yield Piece((Length(lines[last:]),), whole=True)
