"""Which font files the machine has. fontconfig lives only here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from layout.base.errors import EnvironmentError_
from layout.base.messages import say
from layout.files.digest import digest

_SETTINGS = (Path("/etc/fonts"), Path("~/.config/fontconfig"), Path("~/.fonts.conf"))
"""Where fontconfig is told which face stands in for another."""


_SLANTS = {"0": "normal", "100": "italic"}
"""fontconfig slant -> CSS style."""


@lru_cache(maxsize=1)
def installed() -> dict[tuple[str, int, str], tuple[Path, int]]:
    """Return (family, fontconfig weight, CSS style) -> (file, index) of every face fontconfig knows."""
    faces: dict[tuple[str, int, str], tuple[Path, int]] = {}
    for line in sorted(_listing().splitlines()):
        file, index, weight, slant, families = line.split("\t")
        if slant not in _SLANTS or not weight.isdigit() or not index.isdigit():
            continue  # slanted (oblique) faces, and the bare axes of variable fonts
        for family in families.split(","):
            faces.setdefault((family, int(weight), _SLANTS[slant]), (Path(file), int(index)))
    return faces


def styles_of(family: str) -> Sequence[tuple[int, str]]:
    """Return (fontconfig weight, CSS style) of every face of a family that is installed."""
    return _families().get(family, ())


@lru_cache(maxsize=1)
def _families() -> dict[str, list[tuple[int, str]]]:
    families: dict[str, list[tuple[int, str]]] = {}
    for family, weight, style in installed():
        families.setdefault(family, []).append((weight, style))
    return families


@lru_cache(maxsize=1)
def _listing() -> str:
    pattern = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{family}\n"
    try:
        return subprocess.run(
            ["fc-list", "--format", pattern], capture_output=True, check=True, encoding="utf-8"
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EnvironmentError_(
            say("fontconfig's fc-list cannot be run: {error}", error=error),
            say("install it: apt-get install fontconfig"),
        ) from error


def identity() -> str:
    """Return a digest that changes with the fonts of the machine and with fontconfig's settings.

    Font files are many megabytes, so they are known by path, size and time of change.
    """
    lines = sorted(_listing().splitlines())
    files = sorted({line.split("\t")[0] for line in lines})
    settings = [path for place in _SETTINGS for path in _below(place.expanduser())]
    told = {name: value for name, value in sorted(os.environ.items()) if name.startswith(("FC_", "FONTCONFIG_"))}
    return digest(lines, [_stat(Path(file)) for file in files], [_stat(path) for path in settings], told)


def _below(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else []


def _stat(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), state.st_size, state.st_mtime_ns
