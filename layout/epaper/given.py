"""What gave way when the pages were built, as the report of the build tells it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from layout.base.errors import PageError
from layout.build.records import ReportRecord, read_built


def given_way(built: Path, folder: Path) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return what the last build says of stories held over, and of copy that was cut; nothing without its report."""
    with suppress(PageError):
        told = read_built(ReportRecord, built, folder)
        return tuple(held.id for held in told.held_over), {less.id: less.text for less in told.shortened}
    return (), {}
