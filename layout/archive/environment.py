"""What pages depend on besides their own files: the program, its libraries, the fonts of the machine."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import layout
from layout import __version__
from layout.design.fonts import Face
from layout.render.pdf import pango_version

DISTRIBUTION = "banmian"


def environment() -> dict[str, Any]:
    """Return what the pages of this machine are made with, as plain data: names and versions."""
    return {
        "program": __version__,
        "program_sha256": _program_hash(),
        "python": platform.python_version(),
        "system": _system(),
        "machine": platform.machine(),
        "pango": pango_version(),
        "packages": dict(sorted(_packages(DISTRIBUTION))),
    }


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


def fonts(books: Iterable[Mapping[str, Face]]) -> list[dict[str, Any]]:
    """Return the faces of designs as plain data: family, weight, file, its face in a collection, its hash."""
    faces = {(face.family, face.weight): face for book in books for face in book.values()}
    sums: dict[Path, str] = {}
    for face in faces.values():
        if face.path not in sums:
            sums[face.path] = hashlib.sha256(face.path.read_bytes()).hexdigest()
    return [
        {"family": family, "weight": weight, "file": face.path.name, "face": face.index, "sha256": sums[face.path]}
        for (family, weight), face in sorted(faces.items(), key=lambda item: item[0])
    ]


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return in words what is another version now than when the archive was made."""
    found = []
    for key in ("program", "python", "system", "machine", "pango"):
        if then.get(key) != now.get(key):
            found.append(f"{key}: {then.get(key, 'unknown')} then, {now.get(key, 'unknown')} now")
    if then.get("program") == now.get("program") and then.get("program_sha256") != now.get("program_sha256"):
        found.append("program: of the same version, but its files are others")
    before, after = then.get("packages", {}), now.get("packages", {})
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            found.append(f"package {name}: {before.get(name, 'none')} then, {after.get(name, 'none')} now")
    return found


def font_differences(then: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return in words which fonts are others now."""
    here = {(font["family"], font["weight"]): font for font in now}
    found = []
    for font in then:
        other = here.get((font["family"], font["weight"]))
        name = f"font {font['family']} (weight {font['weight']})"
        if other is None:
            found.append(f"{name}: {font['file']} then, not used now")
        elif other["sha256"] != font["sha256"]:
            found.append(f"{name}: another {font['file']} than then (SHA-256 {font['sha256'][:12]}…)")
    return found
