"""Errors that end a run. Each owns its exit code; the command line prints it and exits, without a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from layout.base.messages import Message

if TYPE_CHECKING:
    from layout.base.diagnostics import Finding


def visible(text: str) -> str:
    """Return text that can be shown in a terminal, a log or a page: what cannot be seen is written out, as \\x1b.

    Messages quote names of files and words of other people's PDFs. A control character in one would be obeyed by
    the terminal, a writing-direction mark would turn the rest of the line round. Line breaks stay.
    """
    if text.isprintable():
        return text
    if isinstance(text, Message):
        return text.mapped(lambda value: visible(value) if isinstance(value, str) else value)
    return "".join(
        one if one.isprintable() or one in "\n\u3000\u00a0" else one.encode("unicode_escape").decode("ascii")
        for one in text
    )


class BanmianError(Exception):
    """Base of every error shown to the user: what is wrong, where, and what to do.

    ``findings`` are those that its message lists, if it lists any.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", findings: Iterable[Finding] = ()) -> None:
        super().__init__(visible(message))
        self.message = visible(message)
        self.hint = visible(hint)
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of another process as it is, whatever its class is made of."""
        return _remade, (type(self), self.args, self.__dict__)


def _remade(kind: type[BanmianError], args: tuple[Any, ...], state: dict[str, Any]) -> BanmianError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class ContentError(BanmianError):
    """The edition folder cannot be used as it is; the report says why, with file and line."""

    exit_code = 3


class TemplateError(BanmianError):
    """A template folder or its design.yaml cannot be used as it is."""

    exit_code = 4


class EnvironmentError_(BanmianError):
    """Something the machine should have is missing: a font, a system library."""

    exit_code = 5


class PageError(BanmianError):
    """The pages were built but must not be printed: copy overset, an empty hole, a preflight failure."""

    exit_code = 6


class OutputError(BanmianError):
    """The output folder cannot be written; the last good output is untouched."""

    exit_code = 7


class PressError(BanmianError):
    """A press condition or its profile cannot be used as it is."""

    exit_code = 8
