"""Sign-off at the desk (签样): what an editor saw is signed, and how every page stands is shown.

A page is signed as it is on the screen: the order names the version that was seen, and if the page that lies in the
output has other bytes by then, it is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from layout import Project, sign_pages, sign_record, signs_of, withdraw_pages
from layout.base.errors import BanmianError, PageError
from layout.base.messages import say, telling
from layout.desk.board import Board

Sign = Callable[[str, int, str, bool], None]
"""Signs a page as it was in the version of that number, by name; or takes that back. Raises BanmianError."""


class SignBook:
    """The sign-offs of the edition that is on a board."""

    def __init__(self, project: Project, folder: Path, board: Board) -> None:
        self.project, self.folder, self.board = project, folder, board

    def look(self) -> None:
        """Show how the pages stand. What is wrong with the files is told elsewhere."""
        with suppress(BanmianError, OSError):
            language = telling(self.board.language)
            signs = signs_of(self.project, self.folder)
            self.board.signed({page: sign_record(sign, (), language) for page, sign in signs.items()})

    def sign(self, page: str, number: int, name: str, withdraw: bool = False) -> None:
        """Sign a page as it was in the version of that number, or take its sign-off back."""
        if withdraw:
            withdraw_pages(self.project, self.folder, [page], name)
        else:
            version = self.board.version(page, number)
            if version is None:
                raise PageError(
                    say("page {page} was built again meanwhile", page=page), say("look at it as it is now, then sign")
                )
            seen = {page: hashlib.sha256(version.pdf).hexdigest()}
            sign_pages(self.project, self.folder, [page], name, seen=seen)
        self.look()


def read_order(order: Mapping[str, Any]) -> tuple[str, int, str, bool]:
    """Return the page, the version, the name and whether to withdraw of an order. Raises ValueError if it is none."""
    page, number, name, withdraw = (order.get(key) for key in ("page", "n", "name", "withdraw"))
    whole = isinstance(number, int) and not isinstance(number, bool)
    if not (isinstance(page, str) and whole and isinstance(name, str) and isinstance(withdraw, bool | None)):
        raise ValueError("page, n and name are wanted")
    return page, int(number or 0), name, bool(withdraw)
