"""A story's text: its paragraphs, subheads, lists and elements, set to columns of any width, poured into any rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate, pairwise, zip_longest

from layout.base.locale.record import Language
from layout.base.units import summed
from layout.compose.breaking import Broken
from layout.compose.display import display_text
from layout.compose.dropcap import DropCap, set_drop_cap
from layout.compose.element import SetElement
from layout.compose.elements import element_parts, set_element
from layout.compose.elements.listing import Listing, set_items
from layout.compose.frame import Frame, RowInset, Segment
from layout.compose.itemize import Setting, Voice, itemize
from layout.compose.later import Later
from layout.compose.lines import shifted
from layout.compose.paragraph import Paragraph, ParagraphStyle, prepare
from layout.compose.pour import BLOCKED, KEEP, Length, Lengths, Outcome, Piece, Poured, Prepared, outcome, pour
from layout.compose.verse import Poem, is_signature, kept_together, poems_in, verse_of
from layout.compose.voices import Voices
from layout.edition.blocks import Block, Element, InsetPlace, ParagraphForm, Span, Subhead
from layout.edition.blocks import Paragraph as Copy
from layout.edition.model import Story
from layout.scene.text import Line, Role

NARROWER = 4
"""How often a list's item is set anew as it grows down along what stands beside it."""
LOOSENESS_COST = 4e4
"""Demerits of a paragraph that weigh as 1 in the pouring."""
LEVERS = (-1, 1)
"""Lengths tried for a paragraph besides its best, in lines, when the columns do not come out."""
TURNED = 2.0
"""How much further in than its beginning a line of verse goes on, em, where it is too long and is turned over;"""
TURNED_ROWS = 12
"""over so many rows at most: it is a paragraph then."""
STANZA_PARTED = 300.0
"""What a pouring may cost more that parts no stanza, and no signature from its letter: as much as two rows that stay
empty at a column's foot."""
MOST_VARIED = 120
"""A paragraph of more lines is longer than any in a newspaper, and is set at its best length only."""
SWAPS = (-1, 1, -2, 2)
"""Places, counted in paragraphs, that an element may be moved from where it is written, if a column has a hole."""


BOX_MOVED, BOX_WIDER = 3.0, 4.0
"""Points of a box that stands at a place in the columns and not where it is written, and of a further column for it."""


@dataclass(frozen=True, slots=True)
class Pouring:
    """Pieces, the rows of the columns they are poured into, and what it comes to. Lines are placed when asked for."""

    prepared: Prepared
    rows: tuple[int, ...]
    outcome: Outcome

    def poured(self) -> Poured:
        """Return every line at its place."""
        return pour(self.prepared, self.rows)


Insets = tuple[tuple[float, float], ...]
"""What stands at the left and the right of a paragraph's rows, pt, from its first row on."""
Source = Callable[[float, float], tuple[Line, ...]]
"""Gives the lines that end a story, where at their left and right so much is taken; none if the story has none."""


class StoryText:
    """The text of one story. What was set or poured once is kept: many shapes share their columns' width."""

    def __init__(self, story: Story, voices: Voices) -> None:
        self.story = story
        self.voices = voices
        self.blocks: tuple[Block, ...] = story.blocks
        self.points = 0.0
        """What its pull quotes, and boxes that stand elsewhere than they are written, cost in the page's score."""
        self.boxes_at: tuple[InsetPlace, int] | None = None
        """Where its boxes stand and over how many columns, if not where they are written."""
        self._after: dict[int, list[int]] = {}
        self._bases: dict[tuple[int, int], Paragraph] = {}
        """Paragraphs as they were first set, by their number and how many of their characters are a drop cap."""
        self._pourings: dict[tuple[object, ...], Pouring] = {}
        self._ready: dict[tuple[float, bool], Prepared] = {}
        self._pieces: dict[tuple[float, bool], tuple[Piece, ...]] = {}
        self._set: dict[tuple[int, float, bool, tuple[tuple[float, float], ...]], Lengths] = {}
        self._elements: dict[tuple[int, float], SetElement] = {}
        self._longest: dict[Poem, float] = {}
        self._caps: dict[float, DropCap | None] = {}
        self._sources: dict[tuple[float, float, float], tuple[Line, ...]] = {}

    def take_over(self, other: StoryText) -> None:
        """Take over the paragraphs and elements that were set of another version of the text, up to where they differ.

        The last paragraph may end with the story's source, and is set anew.
        """
        pairs = enumerate(zip(self.blocks, other.blocks, strict=False))
        differs = next(
            (at for at, (mine, theirs) in pairs if mine is not theirs), min(len(self.blocks), len(other.blocks))
        )
        same = min(differs, self._last_text, other._last_text)
        self._set = {key: lengths for key, lengths in other._set.items() if key[0] < same} | self._set
        self._bases = {key: base for key, base in other._bases.items() if key[0] < same} | self._bases
        self._elements = {key: made for key, made in other._elements.items() if key[0] < same} | self._elements
        if same:
            self._caps = other._caps | self._caps

    def with_quotes(self, quotes: Sequence[tuple[int, Element]]) -> StoryText:
        """Return the text with pull quotes proposed from it, each after the block of that number.

        Their own numbers follow those of the story's blocks. What was set is shared with the text without them.
        """
        other = self._another()
        other._elements, other._after = {}, {}
        for after, quote in quotes:
            other._after.setdefault(after, []).append(len(other.blocks))
            other.blocks = (*other.blocks, quote)
        other.points = self.voices.design.closing.pull.points * other.quotes
        return other

    def with_boxes_at(self, place: InsetPlace, columns: int = 1) -> StoryText | None:
        """Return the text with the elements that have no place of their own at one in its columns, over so many of
        them, so that lines run on from column to column around them; None if it has no such element.

        They stand apart from the text, in a box or between rules, and may be read before or after it.
        """
        moved = [_is_box(block) for block in self.blocks]
        if not any(moved):
            return None
        other = self._another()
        other.blocks = tuple(
            block.model_copy(update={"place": place, "columns": columns}) if at_place else block
            for block, at_place in zip(self.blocks, moved, strict=True)
        )
        other.story = self.story.model_copy(update={"blocks": other.blocks})
        other.points = self.points + (BOX_MOVED + BOX_WIDER * (columns - 1)) * sum(moved)
        other.boxes_at = place, columns
        return other

    def _another(self) -> StoryText:
        """Return a copy of which other pieces may be made; what was set is shared."""
        other = copy(self)
        other._pourings, other._ready, other._pieces = {}, {}, {}
        return other

    @property
    def quotes(self) -> int:
        """How many pull quotes it has that were proposed from it."""
        return len(self.blocks) - len(self.story.blocks)

    def pieces(self, measure: float, *, levers: bool) -> tuple[Piece, ...]:
        """Return the story's paragraphs, subheads and elements set to a column of ``measure`` pt.

        With ``levers`` a paragraph may be had a line longer and shorter too.
        """
        key = (measure, levers)
        if key not in self._pieces:
            made = list(self._make_pieces(measure, levers))
            for at, (piece, after) in enumerate(pairwise(made), 1):
                if piece.stays and not after.stays:  # white below what flows
                    made[at] = replace(after, before=max(1, after.before))
            self._pieces[key] = tuple(made)
        return self._pieces[key]

    def lines(self, measure: float) -> int:
        """Return about how many rows the text takes in columns of that width, with the white above subheads."""
        return sum(len(piece.lengths[0].lines) + piece.before for piece in self.pieces(measure, levers=False))

    def rows(self, measure: float, columns: int, *, levers: bool) -> tuple[int, int]:
        """Return the fewest and the most rows that the text takes in so many columns of that width, where nothing
        stands beside it."""
        prepared = self._prepared(measure, levers=levers)
        heads = max(
            (len(piece.headed) - len(piece.lengths[0].lines) for piece in prepared.pieces if piece.headed), default=0
        )
        return prepared.least, prepared.most + heads * (columns - 1)

    def pouring(self, measure: float, frame: Frame, segments: Sequence[Segment], *, levers: bool) -> Pouring:
        """Tell what pouring the text into the segments of a frame comes to, whose columns are ``measure`` pt wide."""
        rows = tuple(segment.rows for segment in segments)
        room = frame.row_insets(segments) if frame.narrow else ()
        key = (measure, rows, room, levers)
        if key not in self._pourings:
            self._pourings[key] = self._pouring_anew(measure, rows, room, levers=levers)
        return self._pourings[key]

    def element(self, number: int, width: float) -> SetElement:
        """Set the element that is the story's block of that number, to a width in pt."""
        key = (number, width)
        if key not in self._elements:
            block = self.blocks[number]
            assert isinstance(block, Element)
            self._elements[key] = set_element(block, width, self.voices, self.story.language)
        return self._elements[key]

    def drop_cap(self, measure: float) -> DropCap | None:
        """Return the drop cap of the story in a column of that width; None if it has none, or no room for one."""
        if measure not in self._caps:
            first = self.story.blocks[0] if self.story.blocks else None
            cap = None
            if self.story.drop_cap and first is not None and _is_prose(first) and not self.story.dateline:
                assert isinstance(first, Copy)
                # A long number may have room over fewer lines than asked for.
                tries = range(self.story.drop_cap, 1, -1)
                set_caps = (set_drop_cap(first.text, lines, measure, self.voices, self._language) for lines in tries)
                cap = next((made for made in set_caps if made), None)
                # A cap has no reading over it, and parts none from what it is of.
                if cap and _has_reading(first.spans, len(cap.text)):
                    cap = None
                # Two lines more than the cap is high; else it would stand in the next paragraph too.
                if cap and self._length_of(first) < (cap.lines + 1) * (measure - cap.room):
                    cap = None
            self._caps[measure] = cap
        return self._caps[measure]

    def _length_of(self, block: Copy) -> float:
        """Return how long a paragraph's text is on one line, pt."""
        body = self.voices.design.body
        items = itemize(self.voices.spans(block.spans, body, self._language, readings=True), self.setting)
        return body.size * (summed(atom.width for atom in items.atoms) + summed(gap.width for gap in items.gaps))

    def missing(self, measure: float) -> tuple[str, ...]:
        """Return the characters of the paragraphs that no face has."""
        return tuple(
            char
            for number, block in enumerate(self.story.blocks)
            if isinstance(block, Copy)
            for char in self._paragraph(block, measure, number).items.missing
        )

    @cached_property
    def setting(self) -> Setting:
        """How the story's language is set."""
        return Setting(self._language, fit=self.voices.fit)

    @cached_property
    def _language(self) -> Language:
        return self.voices.language(self.story.language)

    @cached_property
    def _last_text(self) -> int:
        """The number of the block that the source ends: the last paragraph, or list that has no place of its own."""
        return max((at for at, block in enumerate(self.story.blocks) if in_text(block)), default=-1)

    @cached_property
    def _first_text(self) -> int:
        """The number of the block that dateline and continuation begin: the first paragraph."""
        return next((at for at, block in enumerate(self.story.blocks) if isinstance(block, Copy)), -1)

    def _make_pieces(self, measure: float, levers: bool) -> Iterator[Piece]:
        for number, block in enumerate(self.story.blocks):
            if isinstance(block, Subhead):
                piece = self._subhead(block, measure, number)
                yield replace(piece, narrower=partial(self._subhead_lines, block, number))
            elif isinstance(block, Copy):
                white = self.voices.design.element.verse
                if block.form is ParagraphForm.STANZA:
                    most = white.most_white if block.goes_on else 0
                    yield Piece(self._lengths(number, measure, levers), white.white, most, block=number)
                elif not self._is_signature(number) or not _is_prose(self.story.blocks[number - 1]):
                    # White parts a letter from the one above it.
                    parted = number > 0 and self._is_signature(number - 1) and not self._is_signature(number)
                    before, most = (white.white, white.most_white) if parted else (0, 0)
                    yield Piece(self._lengths(number, measure, levers), before, most, block=number)
            elif isinstance(block, Listing) and not block.floats:
                yield from self._items(block, measure, number)
            elif isinstance(block, Element) and not block.floats:
                yield from self._parts(number, measure)
            yield from (self._whole(quote, measure) for quote in self._after.get(number, ()))
        if self._last_text < 0 and (source := self._source(measure, 0.0, 0.0)):
            yield Piece((Length(source),))

    def _parts(self, number: int, measure: float) -> Iterator[Piece]:
        """Yield the parts of an element that flows, or the whole of another one."""
        block = self.blocks[number]
        assert isinstance(block, Element)
        parts = element_parts(block, measure, self.voices, self.story.language)
        if not parts:
            yield self._whole(number, measure)
        for part in parts:
            headed = part.headed.placeholders(number) if part.headed else ()
            lengths = (Length(part.element.placeholders(number)),)
            yield Piece(lengths, part.before, whole=True, headed=headed, stays=True)

    def _whole(self, number: int, measure: float) -> Piece:
        return Piece((Length(self.element(number, measure).placeholders(number)),), whole=True)

    def _lengths(
        self, number: int, measure: float, levers: bool, insets: tuple[tuple[float, float], ...] = ()
    ) -> Lengths:
        """Return the ways to set a paragraph; its first lines make room for ``insets`` and for a drop cap."""
        key = (number, measure, levers, insets)
        if key not in self._set:
            block = self.story.blocks[number]
            assert isinstance(block, Copy)
            paragraph = self._paragraph(block, measure, number, insets)
            source: Source = partial(self._source, measure) if number == self._last_text else _no_source
            lengths = _lengths(paragraph, number, source, insets, levers and _is_prose(block))
            if _is_prose(block) and self._is_signature(number + 1):
                lengths = [self._signed(length, number, measure, insets) for length in lengths]
            self._set[key] = Lengths(lengths)
        return self._set[key]

    def _is_signature(self, number: int) -> bool:
        return is_signature(self.story.blocks, number)

    def _signed(self, length: Length, number: int, measure: float, insets: Insets) -> Length:
        """Return a paragraph with the signatures under it, which stay with its last lines."""
        lines = tuple(length.lines)
        while self._is_signature(number := number + 1):
            lines += tuple(self._lengths(number, measure, False, insets[len(lines) :])[0].lines)
        return replace(length, lines=lines)

    def _paragraph(
        self, block: Copy, measure: float, number: int, insets: tuple[tuple[float, float], ...] = ()
    ) -> Paragraph:
        body = self.voices.design.body
        cap = self.drop_cap(measure) if number == 0 else None
        indent, align, setting = body.indent, body.align, self.setting
        if not _is_prose(block):
            setting = replace(setting, hyphenate=False)
            if block.form is ParagraphForm.SIGNATURE:
                indent, align = 0.0, "right"
            else:
                indent = self._verse_indent(number, measure)
                align, insets = "left", _hung(insets, min((indent + TURNED) * body.size, measure / 3))
        if cap:
            indent = 0.0
            lefts = [cap.room + (insets[at][0] if at < len(insets) else 0.0) for at in range(cap.lines)]
            rights = [insets[at][1] if at < len(insets) else 0.0 for at in range(cap.lines)]
            insets = (*zip(lefts, rights, strict=True), *insets[cap.lines :])
        style = ParagraphStyle(body.size, measure, indent, align, setting=setting, insets=insets)
        base = (number, len(cap.text) if cap else 0)
        # Taking a text apart costs more than breaking it, and its parts are the same at any measure.
        if base not in self._bases:
            self._bases[base] = prepare(self._spans(block, number, base[1]), style)
        return self._bases[base].styled(style)

    def _verse_indent(self, number: int, measure: float) -> float:
        """Return how far in the line of verse that is the block of that number begins, em."""
        body = self.voices.design.body
        poem = self._poems.get(number)
        if poem is None or self.voices.design.element.verse.stand == "left":
            return body.indent
        if poem not in self._longest:
            self._longest[poem] = max(map(self._length_of, verse_of(self.story.blocks, poem)))
        left = (measure - self._longest[poem]) / 2
        return max(0.0, left) / body.size

    @cached_property
    def _has_kept(self) -> bool:
        """Whether there are stanzas, or letters with a signature, to be kept together."""
        return bool(self._poems) or any(map(self._is_signature, range(len(self.story.blocks))))

    @cached_property
    def _poems(self) -> dict[int, Poem]:
        return poems_in(self.story.blocks)

    def _spans(self, block: Copy, number: int, in_cap: int) -> list[tuple[str, Voice]]:
        """Return a paragraph's text with its voices, with what stands before it and without what the drop cap is."""
        body = self.voices.design.body
        own = _without_first(block.spans, in_cap) if in_cap else block.spans
        spans = self.voices.spans(own, body, self._language, readings=True)
        if number == self._first_text and self.story.continued_from and not self.story.part_of:
            jump = self.voices.of(self.voices.design.jump)
            spans.insert(0, (self._language.words.jump_from(self.story.continued_from), jump))
        if number == self._first_text and self.story.dateline:
            spans.insert(0, (self._language.words.dateline(self.story.dateline), self.voices.of(body, body.strong)))
        return spans

    def _items(self, block: Listing, measure: float, number: int) -> Iterator[Piece]:
        """Yield a list's items; the story's source stands under the last one if nothing else ends the story."""

        def item(at: int, measure: float) -> tuple[Line, ...]:
            return list(set_items(block, measure, self.voices, self.setting, number))[at]

        items = list(set_items(block, measure, self.voices, self.setting, number))
        *most, last = range(len(items))
        # Two lines stay with a subhead, as of a paragraph.
        headed = number > 0 and isinstance(self.blocks[number - 1], Subhead) and len(items[0]) < KEEP
        for at in most:
            yield Piece((Length(items[at]),), keeps=headed and not at, narrower=partial(item, at))
        ends = number == self._last_text

        def end(measure: float) -> tuple[Line, ...]:
            return (*item(last, measure), *(self._source(measure, 0.0, 0.0) if ends else ()))

        yield Piece((Length(end(measure)),), narrower=end)

    def _subhead(self, block: Subhead, measure: float, number: int) -> Piece:
        """Set a subhead as display type is: over several lines they are of like lengths and part no word."""
        design = self.voices.design
        style = design.subhead
        voice, size, least = self.voices.of(style), style.size, design.head.least_line
        tracking, between = style.tracking, self.setting.han_latin
        shown = display_text(block.text, voice, self._language, han_latin=between, least_line=least, tracking=tracking)
        if (found := shown.fewest(measure / size)) is not None:
            set_lines = shown.lines(found.breaks, measure, size, style.align, tracking, Role.SUBHEAD)
            lines = tuple(replace(line, paragraph=number) for line in set_lines)
        else:
            made = ParagraphStyle(size, measure, 0.0, style.align, Role.SUBHEAD, tracking, setting=self.setting)
            paragraph = prepare([(block.text, voice)], made)
            lines = paragraph.lines(paragraph.broken(), number)
        return Piece((Length(lines),), style.before, style.before + 1, keeps=True)

    def _subhead_lines(self, block: Subhead, number: int, measure: float) -> tuple[Line, ...]:
        return tuple(self._subhead(block, measure, number).lengths[0].lines)

    def _source(self, measure: float, left: float, right: float) -> tuple[Line, ...]:
        """Set what ends the story at the right, its source and continuation: in one line if that can be.

        ``left`` and ``right`` of its row something else stands, pt.
        """
        key = measure, left, right
        if key not in self._sources:
            self._sources[key] = self._source_anew(measure, left, right)
        return self._sources[key]

    def _source_anew(self, measure: float, left: float, right: float) -> tuple[Line, ...]:
        text = self._language.words.ending(self.story.source, self.story.continued_on)
        if not text:
            return ()
        style = self.voices.design.source
        spans: list[tuple[str, Voice]] = [(text, self.voices.of(style))]
        natural: tuple[Line, ...] = ()
        for scale in (1.0, *self.voices.design.head.shrink):
            room = max(style.size, measure - left - right)
            made = ParagraphStyle(style.size * scale, room, 0.0, "right", Role.SOURCE, setting=self.setting)
            paragraph = prepare(spans, made)
            lines = tuple(shifted(line, left) for line in paragraph.lines(paragraph.broken()))
            if len(lines) == 1:
                return lines
            natural = natural or lines
        return natural

    def _pouring_anew(
        self, width: float, rows: tuple[int, ...], room: Sequence[RowInset | None], *, levers: bool
    ) -> Pouring:
        narrow = [inset is not None for inset in room]
        pieces = self.pieces(width, levers=levers)
        heads = (0, *accumulate(rows)) if any(piece.headed for piece in pieces) else ()
        if narrow:
            pieces = self._beside_insets(pieces, width, room, levers, heads)
        elif heads:
            pieces = tuple(
                replace(piece, beside=partial(_at_head, piece, heads)) if piece.headed else piece for piece in pieces
            )
        if heads:
            beside = zip_longest(narrow, (row in heads for row in range(sum(rows))), fillvalue=False)
            narrow = [any(each) for each in beside]
        prepared = Prepared.of(pieces, narrow) if narrow else self._prepared(width, levers=levers)
        best = Pouring(prepared, rows, outcome(prepared, rows))
        if self._has_kept and not any(narrow):
            kept = Prepared.of(kept_together(prepared.pieces, self.blocks, self._poems))
            made = Pouring(kept, rows, outcome(kept, rows))
            if made.outcome.cost <= best.outcome.cost + STANZA_PARTED:
                best = made
        if best.outcome.holes and any(piece.whole for piece in prepared.pieces):
            for pieces in _reordered(prepared.pieces):
                other = Prepared.of(pieces, narrow)
                made = Pouring(other, rows, outcome(other, rows))
                if made.outcome.cost < best.outcome.cost:
                    best = made
        return best

    def _prepared(self, measure: float, *, levers: bool) -> Prepared:
        key = (measure, levers)
        if key not in self._ready:
            self._ready[key] = Prepared.of(self.pieces(measure, levers=levers))
        return self._ready[key]

    def _beside_insets(
        self,
        pieces: Sequence[Piece],
        width: float,
        room: Sequence[RowInset | None],
        levers: bool,
        heads: Sequence[int],
    ) -> tuple[Piece, ...]:
        """Return the pieces so that paragraphs make room on the rows where something narrower than a column stands."""
        insets = tuple(inset or RowInset() for inset in room)

        def beside(number: int, row: int) -> Lengths:
            return self._lengths(number, width, levers, insets[row:])

        def narrowed(piece: Piece, row: int) -> tuple[Length, ...]:
            return _narrowed(replace(piece, lengths=_at_head(piece, heads, row)), width, insets, row)

        return tuple(
            replace(
                piece,
                beside=partial(beside, piece.block) if piece.block >= 0 else partial(narrowed, piece),
            )
            for piece in pieces
        )


def _at_head(piece: Piece, heads: Sequence[int], row: int) -> tuple[Length, ...]:
    """Return the lines of a part of an element that begins on a row: with its head at the head of a column."""
    return (Length(piece.headed),) if piece.headed and row in heads else piece.lengths


def _narrowed(piece: Piece, width: float, insets: Insets, row: int) -> tuple[Length, ...]:
    """Return the lines of a subhead, a list's item or an element that begins on a row, so that all keep off what stands
    beside one of them; an element that cannot be narrower may not stand there."""
    (length,) = piece.lengths
    lines: Sequence[Line] = length.lines
    for _ in range(NARROWER):
        beside = insets[row : row + len(lines)]
        left, right = (max((inset[side] for inset in beside), default=0.0) for side in (0, 1))
        if not left and not right:
            return piece.lengths
        if piece.narrower is None:
            break
        made = tuple(shifted(line, left) for line in piece.narrower(width - left - right))
        if len(made) <= len(lines):
            return (Length(made),)
        lines = made
    return (Length(length.lines, BLOCKED),)


def _is_prose(block: Block) -> bool:
    """Tell whether a block is a paragraph that is set as such, and not line by line as verse is."""
    return isinstance(block, Copy) and block.form is ParagraphForm.PROSE


def _hung(insets: Insets, room: float) -> Insets:
    """Return the room on a line's rows so that what is turned over hangs in by ``room`` pt, besides what stands there
    already."""
    rows = [*insets, *[(0.0, 0.0)] * (TURNED_ROWS - len(insets))]
    return (rows[0], *((left + room, right) for left, right in rows[1:]))


def _is_box(block: Block) -> bool:
    """Tell whether a block may stand elsewhere than it is written."""
    return isinstance(block, Element) and not block.stays and not block.floats


def _has_reading(spans: Sequence[Span], characters: int) -> bool:
    """Tell whether one of the first characters of spans has a reading."""
    starts = accumulate((len(span.text) for span in spans), initial=0)
    return any(span.reading and start < characters for span, start in zip(spans, starts, strict=False))


def _without_first(spans: Sequence[Span], characters: int) -> tuple[Span, ...]:
    """Return spans without their first characters: those of a drop cap."""
    left = characters
    kept = []
    for span in spans:
        text = span.text[left:]
        left = max(0, left - len(span.text))
        if text:
            kept.append(span.model_copy(update={"text": text}))
    return tuple(kept)


def _reordered(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces with one element moved past a paragraph or two, never between a subhead and its text, nor
    between the items of a list."""
    for at, piece in enumerate(pieces):
        if not piece.whole or piece.stays:
            continue
        rest = [*pieces[:at], *pieces[at + 1 :]]
        for step in SWAPS:
            to = at + step
            held = 1 <= to < len(rest) and _is_item(rest[to - 1]) and _is_item(rest[to])
            if 1 <= to <= len(rest) and not (rest[to - 1].keeps or rest[to - 1].stays or held):
                yield (*rest[:to], piece, *rest[to:])


def _is_item(piece: Piece) -> bool:
    """Tell whether a piece is an item of a list."""
    lines = piece.lengths[0].lines
    return bool(lines) and lines[0].role is Role.LIST


def _lengths(paragraph: Paragraph, number: int, source: Source, insets: Insets, levers: bool) -> list[Length]:
    """Return a paragraph's best length and, as levers, those a line shorter and longer that it can have."""
    ends = bool(source(0.0, 0.0))
    best = paragraph.broken()

    def lines(broken: Broken) -> Sequence[Line]:
        if not ends and paragraph.items.atoms:
            return Later(len(broken.breaks) + 1, partial(paragraph.lines, broken, number))
        return _with_source(paragraph.lines(broken, number), source, insets)

    lengths = {len(best.breaks): Length(lines(best))}
    # Where even the best lines are not tolerable no others are; and one long as a book is searched for ever.
    may_vary = levers and best.tolerable and len(best.breaks) < MOST_VARIED
    for other in paragraph.lengths(LEVERS) if may_vary else ():
        if other.tolerable and len(other.breaks) not in lengths:
            cost = max(0.0, (other.demerits - best.demerits) / LOOSENESS_COST)
            lengths[len(other.breaks)] = Length(lines(other), cost, len(other.breaks) - len(best.breaks))
    return list(lengths.values())


def _no_source(_left: float, _right: float) -> tuple[Line, ...]:
    return ()


def _with_source(lines: Sequence[Line], source: Source, insets: Insets) -> tuple[Line, ...]:
    """Put the source at the right of the last line if an em of white remains between, else on lines of its own."""

    def at(row: int) -> tuple[Line, ...]:
        return source(*insets[row]) if row < len(insets) else source(0.0, 0.0)

    if lines and len(beside := at(len(lines) - 1)) == 1:
        (line,), last = beside, lines[-1]
        if last.x + last.width + last.size <= line.x:
            width = line.x + line.width - last.x
            return (*lines[:-1], replace(last, text=last.text + line.text, runs=last.runs + line.runs, width=width))
    return (*lines, *at(len(lines)))


def in_text(block: Block) -> bool:
    """Whether a block is lines of the text, whose last the source may follow."""
    return isinstance(block, Copy) or (isinstance(block, Listing) and not block.floats)
