"""A drawing copied within its file, with everything it draws: for one that is to be changed where another is not."""

from __future__ import annotations

from typing import Any

import pikepdf

from layout.base.messages import say
from layout.pdf.mend.change import CannotMendError

_DEEPEST = 100
_SHARED = frozenset(("/FontDescriptor", "/DescendantFonts", "/ToUnicode", "/Encoding", "/Parent"))
"""What no drawing changes: fonts' parts."""


def duplicate(pdf: pikepdf.Pdf, drawing: pikepdf.Object) -> pikepdf.Object:
    """Return a copy of a Form XObject. Raises CannotMendError for one that is nested too deeply."""
    copied = _Copier(pdf).copy(drawing, 0)
    assert isinstance(copied, pikepdf.Object)
    return copied


class _Copier:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[tuple[int, int], pikepdf.Object] = {}

    def copy(self, value: Any, depth: int) -> Any:
        """Return the copy of a value; names, texts and numbers are copied where they are put."""
        if depth > _DEEPEST:
            raise CannotMendError(say("is nested too deeply"))
        if isinstance(value, pikepdf.Array):
            return pikepdf.Array([self.copy(each, depth + 1) for each in value.as_list()])
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            return value
        if value.is_indirect and value.objgen in self._known:
            return self._known[value.objgen]
        if isinstance(value, pikepdf.Stream):
            made: Any = self._pdf.make_stream(value.read_raw_bytes())
        else:
            made = self._pdf.make_indirect(pikepdf.Dictionary()) if value.is_indirect else pikepdf.Dictionary()
        if value.is_indirect:
            self._known[value.objgen] = made
        for key, inner in value.items():
            if key != "/Length":
                made[key] = inner if key in _SHARED else self.copy(inner, depth + 1)
        return made
