"""Errors that end a run. Each owns its exit code; the command line prints it and exits, without a traceback."""

from __future__ import annotations

from typing import ClassVar


class BanmianError(Exception):
    """Base of every error shown to the user: what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


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
