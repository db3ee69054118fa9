"""What is to be told of a picture that was taken, at the line that names it."""

from __future__ import annotations

from dataclasses import dataclass

from layout.base.codes import Code


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a picture file, without a place: whoever names the picture knows that.

    ``printed`` tells that it was seen only as the picture was made for the press, not as its file was read.
    """

    code: Code
    said: str
    hint: str = ""
    printed: bool = False
