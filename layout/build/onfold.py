"""What of a spread stands on its fold although nothing fine should, told to its editor."""

from __future__ import annotations

from collections.abc import Iterable

from layout.base.codes import Code
from layout.base.diagnostics import Report
from layout.base.messages import Name, say
from layout.edition.model import Edition, Page


def report_on_fold(edition: Edition, page: Page, stories: Iterable[str], report: Report) -> None:
    """Report the stories of a spread of which letters, or what a picture is about, stand on the fold."""
    for name in stories:
        report.warning(
            Code.SPREAD_FOLD,
            say(
                "{story}: letters, or what its picture is about, stand on the fold between pages {page} and {other}",
                story=Name(name),
                page=page.id,
                other=page.spread or "",
            ),
            edition.stories[name].ref,
            hint=say("shorten or turn the words there, give the story another place, or the picture another focus:"),
            subject=name,
        )
