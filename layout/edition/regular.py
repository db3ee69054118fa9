"""Copy made regular as it is loaded, that of stories and that of ads: which texts are copy, and what is told."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any, TypeVar

from layout.base.codes import Code
from layout.base.diagnostics import Place, Report
from layout.base.locale.record import Language
from layout.base.messages import listed, say
from layout.edition.ads import Ad, VCard
from layout.edition.blocks import Block, Model, Paragraph, ParagraphForm, Span, Text, written_as_one
from layout.edition.inline import raised
from layout.edition.readings import in_brackets
from layout.edition.typography.normalise import Change, normalise, normalise_spans, summary

NOT_COPY = frozenset({"kind", "advertiser", "matter", "file", "content", "value", "date", "code"})
"""Fields of ads and pictures that any text may stand in, and that are no copy: names in the books, file names and
digests, numbers and places to go to, dates."""
NO_WORDS: tuple[type[Model], ...] = (VCard,)
"""Models nothing of which is printed."""

_MARKED = re.compile(r"\*\*[^*\s][^*]*\*\*|\^[^\^\s]{1,6}\^|\{(?:optional|可删|signature|署名)\}(?=\s*$)")
"""Signs of emphasis and of superscripts around words, and the marks at a text's end."""

_LINE_END = Span(text="\n")
"""Between lines that are read as one text; no rule takes it away."""

AnAd = TypeVar("AnAd", bound=Ad)


class Mending:
    """Makes the texts of one story or ad regular, and remembers what was changed in them or noticed."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.changes: list[Change] = []
        self.marked: list[str] = []

    def text(self, written: str) -> str:
        """Return a line of copy made regular, in which a space may part two phrases."""
        mended, found = normalise(raised(written), self._language, phrases=True)
        self.marked += [sign[0] for sign in _MARKED.finditer(mended)]
        self.changes += found
        return mended

    def copy(self, written: Any, *, is_copy: bool = True) -> Any:
        """Return a value with its copy made regular: a text, a model's fields of copy, or several of either."""
        if isinstance(written, tuple):
            return tuple(self.copy(one, is_copy=is_copy) for one in written)
        if isinstance(written, Model) and not isinstance(written, NO_WORDS):
            fields = copy_fields(type(written))
            made = {name: self.copy(value, is_copy=name in fields) for name, value in written}
            return written.model_copy(update=made)
        # Copy of a body has been read already, and its readings with it.
        return self.text(in_brackets(written, self._language)) if is_copy and isinstance(written, str) else written

    def spans(self, written: Sequence[Span]) -> tuple[Span, ...]:
        """Return a paragraph made regular."""
        mended, found = normalise_spans(written, self._language)
        self.changes += found
        return mended

    def blocks(self, written: Iterable[Block]) -> Iterator[Block]:
        """Yield the blocks of a body made regular."""
        for one in written_as_one(written):
            if lines := [block for block in one if isinstance(block, Paragraph)]:
                yield from self._lines(lines)
            else:
                yield from (block.mapped(self.text, self.spans) for block in one)

    def _lines(self, lines: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Yield the lines of a paragraph made regular, those of a stanza as one text: quotations go on over them."""
        stanzas: list[list[Paragraph]] = []
        for line in lines:
            if line.form is ParagraphForm.STANZA or not stanzas:
                stanzas.append([])
            stanzas[-1].append(line)
        for stanza in stanzas:
            left = iter(self.spans([span for line in stanza for span in (*line.spans, _LINE_END)][:-1]))
            for line in stanza:
                yield line.model_copy(update={"spans": tuple(takewhile(lambda span: span != _LINE_END, left))})

    def tell_signs(self, place: Place, subject: str, report: Report) -> None:
        """Say which signs stand in the texts since this was last asked, if there are any."""
        if self.marked:
            report.warning(
                Code.SIGNS_PRINTED,
                say("{marked}: the signs are printed too, for this text has one voice", marked=listed(self.marked)),
                place,
                hint=say("take the signs out"),
                subject=subject,
            )
            self.marked = []

    def tell(self, place: Place, subject: str, report: Report) -> None:
        """Say in the report what was changed, if anything was."""
        self.tell_signs(place, subject, report)
        if self.changes:
            report.info(
                Code.NORMALISED,
                say("punctuation made regular: {summary}", summary=summary(self.changes)),
                place,
                hint=say("mend the copy where a change was not meant"),
                subject=subject,
            )


def regular_ad(ad: AnAd, language: Language, place: Place, report: Report) -> AnAd:
    """Return the ad with the punctuation of its copy made regular; the report says what was changed.

    Copy is every text that the model does not bind to a form, as it does ids, telephone numbers and web addresses,
    but for ``NOT_COPY`` and ``NO_WORDS``.
    """
    mending = Mending(language)
    made = mending.copy(ad)
    mending.tell(place, ad.id, report)
    return typing.cast(AnAd, made)


@lru_cache(maxsize=64)
def copy_fields(model: type[Model]) -> frozenset[str]:
    """Return the names of a model's fields that hold copy, as one text or as several."""
    hints: Mapping[str, object] = typing.get_type_hints(model, include_extras=True)
    return frozenset(name for name in model.model_fields if name not in NOT_COPY and _holds_text(hints[name]))


def _holds_text(hint: object) -> bool:
    """Tell whether a field is of any text, or of a tuple of such; one with a pattern or a check of its own is not."""
    if hint is str or hint == Text:
        return True
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:  # a limit to how many texts there may be
        return typing.get_origin(inside[0]) is tuple and _holds_text(inside[0])
    return origin is tuple and _holds_text(inside[0])
