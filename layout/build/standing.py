"""What a build came to, and the build that need not be done because its outcome stands already.

A build whose edition, options and tools are as they were, and whose output folder is as it was left, would make the
same files and say the same again. That is seen from the files' contents alone, before anything is imported that reads
an edition or makes pages.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Severity
from layout.base.diagnostics import Finding
from layout.base.errors import PageError
from layout.base.messages import chosen, say
from layout.build.copyfit import Copyfit
from layout.build.fingerprint import fingerprint
from layout.files.cache import Cache, key_of
from layout.files.digest import tree_digest
from layout.files.project import EDITION_FILE, Project
from layout.files.text import shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build tells its user: how many pages are in which folder, what was found, how the copy fits.

    ``proof`` tells that the pages are not fit to print and were written beside the last good output.
    """

    folder: Path
    pages: int
    findings: tuple[Finding, ...]
    copyfit: Copyfit
    proof: bool
    language: str = ""
    """That of the edition."""

    def require_printable(self) -> None:
        """Raise PageError if the pages must not be printed."""
        if self.proof:
            errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
            raise PageError(
                say(
                    "{errors:error|errors}: the pages are not fit to print and stand as proofs in {folder}",
                    errors=errors,
                    folder=shown(self.folder),
                ),
                say("mend what is listed above and build again; the last good output was left as it was"),
            )


@dataclass(frozen=True, slots=True)
class _Kept:
    """An outcome, and the digest of the output folder as the build left it."""

    outcome: Outcome
    left: str


def standing(
    project: Project, folder: Path, options: tuple[object, ...], cache: Cache, build: Callable[[], Outcome]
) -> Outcome:
    """Return the outcome of a build of the edition in ``folder`` with these options; build only if it does not stand.

    ``options`` are all those that the output depends on. Raises as ``build`` does.
    """
    before = _key(project, folder, options) if cache.folder else ""
    if not before:
        return build()
    kept = cache.get(before)
    if isinstance(kept, _Kept) and _left(kept.outcome.folder) == kept.left:
        return kept.outcome
    outcome = build()
    # An edition that was changed meanwhile is not what was built.
    if _key(project, folder, options) == before and (left := _left(outcome.folder)):
        cache.put(before, _Kept(outcome, left))
    return outcome


def _key(project: Project, folder: Path, options: tuple[object, ...]) -> str:
    """Return the key of a build's outcome; empty where the edition cannot be read, which the build will tell.

    Findings name files as they are seen from the current folder, and are told in the language that was chosen.
    """
    if not (folder / EDITION_FILE).is_file():
        return ""
    try:
        content = tree_digest(folder)
    except OSError:
        return ""
    return key_of(
        "outcome", fingerprint(project), Path.cwd(), folder, os.path.realpath(folder), content, chosen(), options
    )


def _left(folder: Path) -> str:
    """Return the digest of an output folder, empty if it cannot be read."""
    try:
        return tree_digest(folder) if folder.is_dir() else ""
    except OSError:
        return ""
