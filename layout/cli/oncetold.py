"""What a command tells of several editions: what is wrong with one that others are based on is told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from layout import shown
from layout.base.diagnostics import Finding, listing
from layout.base.errors import ContentError
from layout.base.messages import listed, say


class OnceTold:
    """The findings that were told of editions, by whose files they are in."""

    def __init__(self) -> None:
        self._told: dict[Finding, Path] = {}

    def fresh(self, edition: Path, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings of an edition but for those of other editions' files that were told with another one."""
        own = f"{shown(edition).rstrip('/')}/"
        kept = [each for each in findings if each.place.file.startswith(own) or not self._elsewhere(edition, each)]
        for each in findings:
            self._told.setdefault(each, edition)
        return kept

    def _elsewhere(self, edition: Path, finding: Finding) -> bool:
        return bool(finding.place.file) and self._told.get(finding, edition) != edition

    @contextmanager
    def of(self, edition: Path) -> Iterator[None]:
        """Leave out of an error of an edition what was told with another one."""
        try:
            yield
        except ContentError as error:
            left = self.fresh(edition, error.findings)
            if gone := len(error.findings) - len(left):
                more = say("{count:finding|findings} of what it is based on: see above", count=gone)
                message = listed((*(() if not left else (listing(left),)), more), "\n")
                raise ContentError(message, error.hint, error.findings) from None
            raise
