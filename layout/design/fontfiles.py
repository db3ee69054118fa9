"""Which font files there are: those of the paper's folders, then those of the machine. fontconfig lives only here."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from layout.base.errors import EnvironmentError_
from layout.base.machine import FONTCONFIG, fontconfig, remedy
from layout.base.messages import say
from layout.files.digest import digest

_SETTINGS = (Path("/etc/fonts"), Path("~/.config/fontconfig"), Path("~/.fonts.conf"))
"""Where fontconfig is told which face stands in for another."""

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
"""Of files that HarfBuzz reads as they are. What is packed for the web (.woff) it does not."""

_SLANTS = {"0": "normal", "100": "italic"}
"""fontconfig slant -> CSS style."""

_PATTERN = "%{file}\t%{index}\t%{weight}\t%{slant}\t%{family}\n"

Kind = tuple[str, int, str]
"""Family, fontconfig weight, CSS style."""

At = tuple[Path, int]
"""A file, and the face's number in it."""


@dataclass(frozen=True, eq=False)
class Stock:
    """The faces that can be had. ``faces`` has the file of each, a folder's own before the machine's.

    ``files`` are those in folders, which Pango has to be told of; ``hidden`` are the machine's faces that one of them
    stands before.
    """

    faces: Mapping[Kind, At]
    files: tuple[Path, ...] = ()
    hidden: tuple[At, ...] = ()

    def styles_of(self, family: str) -> Sequence[tuple[int, str]]:
        """Return (fontconfig weight, CSS style) of every face of a family."""
        return self._families.get(family, ())

    @cached_property
    def _families(self) -> dict[str, list[tuple[int, str]]]:
        families: dict[str, list[tuple[int, str]]] = {}
        for family, weight, style in self.faces:
            families.setdefault(family, []).append((weight, style))
        return families


def stock(places: Iterable[Path] = ()) -> Stock:
    """Return the faces of folders, the first first, and those fontconfig knows: the same stock while they are the same.

    Raises EnvironmentError_ where fontconfig's programs cannot be run.
    """
    return _stock(tuple(_stat(file) for file in _files(places)))


@lru_cache(maxsize=8)
def _stock(files: tuple[tuple[str, int, int], ...]) -> Stock:
    own: dict[Kind, At] = {}
    order = {path: number for number, (path, _, _) in enumerate(files)}
    for kind, at in sorted(_read(_scanned(order)), key=lambda face: order[str(face[1][0])]):
        own.setdefault(kind, at)
    machine = _machine()
    before = {kind: at for kind, at in own.items() if machine.get(kind) != at}
    hidden = dict.fromkeys(machine[kind] for kind in before if kind in machine)
    return Stock({**machine, **own}, tuple(dict.fromkeys(path for path, _ in before.values())), tuple(hidden))


@lru_cache(maxsize=1)
def _machine() -> dict[Kind, At]:
    """Return the faces fontconfig knows."""
    faces: dict[Kind, At] = {}
    for kind, at in _read(_listing()):
        faces.setdefault(kind, at)
    return faces


def _read(listing: str) -> Iterator[tuple[Kind, At]]:
    for line in sorted(listing.splitlines()):
        file, index, weight, slant, families = [*line.split("\t", 4), "", "", "", ""][:5]
        if slant not in _SLANTS or not weight.isdigit() or not index.isdigit():
            continue  # slanted (oblique) faces, and the bare axes of variable fonts
        for family in families.split(","):
            yield (family, int(weight), _SLANTS[slant]), (Path(file), int(index))


@lru_cache(maxsize=1)
def _listing() -> str:
    return _told("fc-list", "--format", _PATTERN)


def _scanned(files: Iterable[str]) -> str:
    """Return what is listed of files that fontconfig need not know; nothing of one that is no font."""
    named = list(files)
    return _told("fc-scan", "--format", _PATTERN, *named) if named else ""


def _told(program: str, *words: str) -> str:
    try:
        done = subprocess.run([program, *words], capture_output=True, check=False, encoding="utf-8")
    except OSError as error:
        raise _not_run(program, error) from error
    if done.returncode and program == "fc-list":
        raise _not_run(program, OSError(done.stderr.strip()))
    return done.stdout


def _not_run(program: str, error: OSError) -> EnvironmentError_:
    return EnvironmentError_(
        say("fontconfig's {program} cannot be run: {error}", program=program, error=error),
        remedy([FONTCONFIG]),
    )


def add_to(config: int, stock: Stock) -> None:
    """Have one of fontconfig's configurations, known by its address, take faces as a stock does.

    Where the machine has a face too it would take the machine's, or the newer: so that is taken out first.
    """
    library = fontconfig()
    if library is None:
        return  # whoever has a configuration has the library
    address = ctypes.c_void_p(config)
    if stock.hidden:
        faces = "".join(
            f'<pattern><patelt name="file"><string>{escape(str(path))}</string></patelt>'
            f'<patelt name="index"><int>{index}</int></patelt></pattern>'
            for path, index in stock.hidden
        )
        rule = f"<fontconfig><selectfont><rejectfont>{faces}</rejectfont></selectfont></fontconfig>"
        library.FcConfigParseAndLoadFromMemory(address, rule.encode("utf-8"), 1)
        library.FcConfigBuildFonts(address)
    for path in stock.files:
        library.FcConfigAppFontAddFile(address, os.fsencode(path))


def identity(places: Iterable[Path] = ()) -> str:
    """Return a digest that changes with the fonts of folders and of the machine, and with fontconfig's settings.

    Font files are many megabytes, so they are known by path, size and time of change.
    """
    lines = sorted(_listing().splitlines())
    files = sorted({line.split("\t")[0] for line in lines})
    settings = [path for place in _SETTINGS for path in _below(Path(os.path.expanduser(place)))]
    told = {name: value for name, value in sorted(os.environ.items()) if name.startswith(("FC_", "FONTCONFIG_"))}
    own = [_stat(path) for path in _files(places)]
    return digest(lines, [_stat(Path(file)) for file in files], [_stat(path) for path in settings], told, own)


def _files(places: Iterable[Path]) -> list[Path]:
    """Return the files in folders that are fonts by their names, the folders one after another."""
    found = (path for place in places for path in _below(place.absolute()))
    return list(dict.fromkeys(path for path in found if path.suffix.lower() in ENDINGS))


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
