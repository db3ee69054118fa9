"""What a build told its user, told again where the same command would make the same files.

That is seen from the contents of files alone, before anything is imported that reads a command line, an edition or a
record: it takes several times as long to import as the question takes to answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from layout.base.messages import chosen
from layout.build.fingerprint import fingerprint
from layout.files.bases import bases_of
from layout.files.cache import Cache, key_of
from layout.files.digest import file_digest, tree_digest
from layout.files.project import EDITION_FILE, Project


@dataclass(frozen=True, slots=True)
class Said:
    """What a build told: words for standard output (1) and standard error (2), in their order.

    ``state`` is the key of the build, ``left`` the digest of its output folder, as they were.
    """

    folder: Path
    options: tuple[object, ...]
    state: str
    output: Path
    left: str
    words: tuple[tuple[int, str], ...]


def said_before(project: Project, cache: Cache, asked: tuple[object, ...]) -> tuple[tuple[int, str], ...]:
    """Return what the same command told when it was given last; nothing if it may make or tell something else now.

    ``asked`` is the command as it was typed, and what the look of its words depends on.
    """
    said = cache.get(said_key(asked))
    if not isinstance(said, Said) or said.state != build_key(project, said.folder, said.options):
        return ()
    return said.words if said.left == left_in(said.output) else ()


def said_key(asked: tuple[object, ...]) -> str:
    """Return the key under which is kept what a command told."""
    return key_of("said", Path.cwd(), asked)


def build_key(project: Project, folder: Path, options: tuple[object, ...]) -> str:
    """Return the key of a build's outcome; empty where the edition cannot be read, which the build will tell.

    Findings name files as they are seen from the current folder, and are told in the language that was chosen.
    """
    if not (folder / EDITION_FILE).is_file():
        return ""
    try:
        content = [tree_digest(each) for each in (folder, *bases_of(folder))]
        paper = file_digest(project.file) if project.file.is_file() else ""
    except OSError:
        return ""
    edition = (folder, os.path.realpath(folder), content, paper)
    return key_of("outcome", fingerprint(project), Path.cwd(), *edition, chosen(), options)


def left_in(folder: Path) -> str:
    """Return the digest of an output folder, empty if it cannot be read."""
    try:
        return tree_digest(folder) if folder.is_dir() else ""
    except OSError:
        return ""
