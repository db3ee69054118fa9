"""What a build came to, and the build that need not be done because its outcome stands already.

A build whose edition, options and tools are as they were, and whose output folder is as it was left, would make the
same files and say the same again. That is seen from the files' contents alone, before anything is imported that reads
an edition or makes pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layout.base.codes import Severity
from layout.base.diagnostics import Finding
from layout.base.errors import PageError
from layout.base.messages import say
from layout.build.copyfit import Copyfit
from layout.build.said import Said, build_key, left_in, said_key
from layout.files.cache import Cache
from layout.files.project import Project
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
    names: tuple[str, ...] = ()
    """The pages that were built, by their numbers."""

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
    before = build_key(project, folder, options) if cache.folder else ""
    if not before:
        return build()
    kept = cache.get(before)
    if isinstance(kept, _Kept) and left_in(kept.outcome.folder) == kept.left:
        return kept.outcome
    outcome = build()
    # An edition that was changed meanwhile is not what was built.
    if build_key(project, folder, options) == before and (left := left_in(outcome.folder)):
        cache.put(before, _Kept(outcome, left))
    return outcome


def keep_said(
    project: Project,
    cache: Cache,
    asked: tuple[object, ...],
    built: tuple[Path, tuple[object, ...], Outcome],
    words: tuple[tuple[int, str], ...],
) -> None:
    """Keep what a command told (see `layout.build.said`) about a build: of which folder, with which options, what came.

    Nothing is kept if that outcome does not stand any more.
    """
    folder, options, outcome = built
    state = build_key(project, folder, options) if cache.folder else ""
    kept = cache.get(state) if state else None
    if isinstance(kept, _Kept) and kept.outcome == outcome:
        cache.put(said_key(asked), Said(folder, options, state, outcome.folder, kept.left, words))
