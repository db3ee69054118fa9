"""Copy as it is loaded: its punctuation made regular by the rules of `punctuation`, and what was changed told.

The rules of a language are applied in the order of the table, again and again until none finds anything, so
normalised copy stays as it is. That ends, because no rule writes what an earlier state could have come from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from layout.base.locale.record import Language
from layout.base.messages import listed, say, word
from layout.edition.blocks import Span
from layout.edition.typography.passage import Passage
from layout.edition.typography.punctuation import RULES, Edit, Rule

KEPT = 4096
"""Paragraphs kept as they came out: an edition is read anew whenever one of its files is saved."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to a text, or noticed in it.

    ``offset`` counts characters of the original text from 0. Of a change, ``before`` is what stands there in
    the original, and no two changes overlap: put one by one into the original, they give the result. A notice
    has the same text, that of the result, as ``before`` and ``after``.
    """

    rule: str
    offset: int
    before: str
    after: str

    @property
    def is_notice(self) -> bool:
        """Tell whether this only points something out."""
        return self.before == self.after


def normalise(text: str, language: Language, *, phrases: bool = False) -> tuple[str, tuple[Change, ...]]:
    """Return one paragraph with its punctuation normalised, and what was changed or noticed, by offset.

    Copy in a language without rules comes back as it is. ``phrases`` is for headlines, subheads and bylines, where a
    space parts two phrases or names whatever stands beside it: only spaces that cannot do so are taken out.
    """
    pieces, changes = _normalised(text, language, phrases=phrases)
    return text if pieces is None else "".join(piece.text for piece in pieces), changes


def normalise_spans(spans: Sequence[Span], language: Language) -> tuple[tuple[Span, ...], tuple[Change, ...]]:
    """Return the spans of one paragraph with its punctuation normalised as that of one text.

    Offsets count from the paragraph's beginning. What replaces characters of two spans goes to the first; a span
    that has no character left is left out. Of characters that have a reading, a rule may change each for another one.
    """
    starts = list(accumulate((len(span.text) for span in spans), initial=0))
    whole = tuple(ends for ends, span in zip(pairwise(starts), spans, strict=True) if span.reading)
    pieces, changes = _normalised("".join(span.text for span in spans), language, whole=whole)
    if pieces is None:
        return tuple(span for span in spans if span.text), changes
    parts: list[list[str]] = [[] for _ in spans]
    for piece in pieces:
        parts[bisect_right(starts, piece.start) - 1].append(piece.text)
    texts = ["".join(part) for part in parts]
    kept = ((span, text) for span, text in zip(spans, texts, strict=True) if text)
    return tuple(span.model_copy(update={"text": text}) for span, text in kept), changes


def summary(changes: Iterable[Change]) -> str:
    """Return changes and notices in one line for the report, the most frequent first; empty if there are none.

    Such as: 7 × , → ，; 2 × " → “”; 1 × ，， kept.
    """
    changes = list(changes)
    labels = {rule.id: word(rule.label) if rule.label else "" for rule in RULES}
    for quotes in ("double-quotes", "single-quotes"):  # become what the language has
        made = [change for change in changes if change.rule == quotes]
        if made:
            marks = dict.fromkeys(mark for change in made for mark in change.after if not mark.isspace())
            labels[quotes] = f"{made[0].before} → {''.join(marks)}"
    counts = Counter((change.is_notice, labels.get(change.rule) or _label(change)) for change in changes)
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1]))
    return listed((say("{count} × {what}", count=count, what=label) for (_, label), count in ordered), "; ")


def _label(change: Change) -> str:
    if change.is_notice:
        return say("{before} kept", before=change.before)
    return f"{change.before} → {change.after}" if change.after else say("{before} removed", before=change.before)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What has become of characters ``start`` to ``end`` of the original, and which rule did it last."""

    start: int
    end: int
    text: str
    rule: str = ""


@lru_cache(maxsize=KEPT)
def _normalised(
    text: str, language: Language, *, phrases: bool = False, whole: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[_Piece, ...] | None, tuple[Change, ...]]:
    """Return what became of a text, None if it is as it was, and what was changed or noticed.

    Between the offsets of ``whole`` as many characters stay as there are.
    """
    rules = [rule for rule in RULES if rule.id in language.rules and (rule.in_phrases or not phrases)]
    pieces: list[_Piece] | None = None
    passage = Passage(text, language.quotes)
    at_work = True
    while at_work:
        at_work = False
        for rule in rules:
            if not rule.notice and (edits := _in_order(rule, passage)):
                each = [_Piece(at, at + 1, char) for at, char in enumerate(text)] if pieces is None else pieces
                if whole and not (edits := list(_keeping(edits, each, whole))):
                    continue
                pieces = list(_edited(each, edits, rule.id))
                passage = Passage("".join(piece.text for piece in pieces), language.quotes)
                at_work = True
    changes = [
        Change(piece.rule, piece.start, text[piece.start : piece.end], piece.text)
        for piece in pieces or ()
        if piece.text != text[piece.start : piece.end]
    ]
    origins: Sequence[int] = (
        range(len(text)) if pieces is None else [piece.start for piece in pieces for _ in piece.text]
    )
    for rule in rules:
        if rule.notice:
            changes += (Change(rule.id, origins[edit.start], edit.text, edit.text) for edit in _in_order(rule, passage))
    return None if pieces is None else tuple(pieces), tuple(sorted(changes, key=lambda change: change.offset))


def _in_order(rule: Rule, passage: Passage) -> list[Edit]:
    return sorted(rule.find(passage), key=lambda edit: edit.start)


def _keeping(edits: Iterable[Edit], pieces: Sequence[_Piece], whole: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield the edits that leave as many characters as there are in what is to stay whole."""
    starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    for edit in edits:
        first = pieces[bisect_right(starts, edit.start) - 1].start
        last = pieces[bisect_right(starts, max(edit.start, edit.end - 1)) - 1].end
        touched = [(begin, end) for begin, end in whole if begin < last and first < end]
        inside = all(begin <= first and last <= end for begin, end in touched)
        if not touched or (inside and len(edit.text) == edit.end - edit.start):
            yield edit


def _edited(pieces: Sequence[_Piece], edits: Iterable[Edit], rule: str) -> Iterator[_Piece]:
    """Yield the pieces with the edits made; those that one edit covers become one piece."""
    index = at = 0
    for edit in edits:
        while at + len(pieces[index].text) <= edit.start:
            yield pieces[index]
            at += len(pieces[index].text)
            index += 1
        first, begin = index, at
        while at < edit.end:
            at += len(pieces[index].text)
            index += 1
        covered = pieces[first:index]
        now = "".join(piece.text for piece in covered)
        made = now[: edit.start - begin] + edit.text + now[edit.end - begin :]
        yield _Piece(covered[0].start, covered[-1].end, made, rule)
    yield from pieces[index:]
