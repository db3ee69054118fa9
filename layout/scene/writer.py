"""Who makes a file of what is drawn: the protocol of all writers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from layout.scene.shapes import Shape


class Writer(Protocol):
    """Makes a PDF of one page, exactly ``width`` by ``height`` pt, with the shapes drawn in order."""

    def __call__(self, shapes: Sequence[Shape], width: float, height: float, title: str, /) -> bytes:
        """Return the PDF. The same shapes give the same bytes."""
        ...
