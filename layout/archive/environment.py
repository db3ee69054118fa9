"""What pages depend on besides their own files: the program, its libraries, the fonts of the machine."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import layout
from layout import __version__
from layout.base.messages import Message, say, word
from layout.design.fonts import Face
from layout.files.commands import DISTRIBUTION
from layout.render.pdf import pango_version


@dataclass(frozen=True, slots=True)
class Environment:
    """What pages are made with: versions, by their names; ``program_sha256`` is one hash of all of its own files."""

    program: str
    program_sha256: str
    python: str
    system: str
    machine: str
    pango: str
    packages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face of a design: its family and weight, the file's name, its number in a collection, the file's SHA-256."""

    family: str
    weight: int
    file: str
    face: int
    sha256: str


def environment() -> Environment:
    """Return what the pages of this machine are made with."""
    return Environment(
        program=__version__,
        program_sha256=_program_hash(),
        python=platform.python_version(),
        system=_system(),
        machine=platform.machine(),
        pango=pango_version(),
        packages=dict(sorted(_packages(DISTRIBUTION))),
    )


def _program_hash() -> str:
    """Return one hash of all of the program's own files: a version in work may differ from the released one."""
    root = Path(layout.__file__).parent
    sums = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".j2", ".css"):
            name = path.relative_to(root).as_posix()
            sums.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return sums.hexdigest()


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.platform(aliased=True, terse=True)


def _packages(name: str) -> Iterator[tuple[str, str]]:
    """Yield (package, version) of everything the program needs to run, its needs' needs included."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        wanted = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if wanted in seen:
            continue
        seen.add(wanted)
        try:
            found = metadata.distribution(wanted)
        except metadata.PackageNotFoundError:
            continue  # of another system or Python
        if wanted != name:
            yield wanted, found.version
        for requirement in found.requires or ():
            needed = re.match(r"[A-Za-z0-9._-]+", requirement)
            if needed and "extra ==" not in requirement:
                waiting.append(needed[0])


def fonts(books: Iterable[Mapping[str, Face]]) -> tuple[FontFile, ...]:
    """Return the faces of designs, sorted by family and weight; upright and italic are files of their own."""
    faces = {(face.family, face.weight, face.path, face.index) for book in books for face in book.values()}
    sums = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in {path for _, _, path, _ in faces}}
    return tuple(
        FontFile(family, weight, path.name, index, sums[path]) for family, weight, path, index in sorted(faces)
    )


def differences(then: Environment, now: Environment) -> list[str]:
    """Return in words what is another version now than when the archive was made."""
    found: list[str] = []
    for key in ("program", "python", "system", "machine", "pango"):
        if getattr(then, key) != getattr(now, key):
            found.append(_other(word(key), getattr(then, key), getattr(now, key)))
    if then.program == now.program and then.program_sha256 != now.program_sha256:
        found.append(say("program: of the same version, but its files are others"))
    before, after = then.packages, now.packages
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            package = say("package {name}", name=name)
            found.append(_other(package, before.get(name) or say("none"), after.get(name) or say("none")))
    return found


def _other(name: Message, then: str, now: str) -> Message:
    return say("{name}: {then} then, {now} now", name=name, then=then, now=now)


def font_differences(then: Iterable[FontFile], now: Iterable[FontFile]) -> list[str]:
    """Return in words which fonts are others now."""
    here = {(font.family, font.weight, font.file, font.face): font for font in now}
    found: list[str] = []
    for font in then:
        other = here.get((font.family, font.weight, font.file, font.face))
        name = say("font {family} (weight {weight})", family=font.family, weight=font.weight)
        if other is None:
            found.append(say("{name}: {file} then, not used now", name=name, file=font.file))
        elif other.sha256 != font.sha256:
            sha = font.sha256[:12]
            found.append(say("{name}: another {file} than then (SHA-256 {sha}…)", name=name, file=font.file, sha=sha))
    return found
