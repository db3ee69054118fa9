"""Say by plain names what the machine still lacks for a checkout: Python's venv, shared libraries, fonts.

Prints one line for each thing that is missing and exits with 1, or prints nothing and exits with 0. It looks
for the things themselves and not for packages, so it serves every system. With --command it prints the command that
installs what is missing on this system, as root gives it, if its packages are known: see layout/base/machine.py.
Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from layout.base import machine

FONTS = (
    *(
        (f"Noto {kind} CJK {region}", weight, "normal")
        for kind, weights in (("Serif", (400, 500, 600, 700, 900)), ("Sans", (100, 300, 400, 700, 900)))
        for region in ("SC", "TC", "HK", "JP", "KR")
        for weight in weights
    ),
    ("Noto Sans", 400, "normal"),
    ("Noto Sans", 700, "normal"),
    ("Noto Serif", 400, "normal"),
    ("Noto Serif", 400, "italic"),
    ("Noto Serif", 700, "normal"),
    ("Noto Serif Display", 400, "normal"),
    ("Noto Serif Display", 400, "italic"),
    ("Noto Serif Display", 700, "normal"),
    ("LXGW WenKai", 400, "normal"),
    ("TeX Gyre Termes", 400, "normal"),
    ("TeX Gyre Termes", 400, "italic"),
    ("TeX Gyre Termes", 700, "normal"),
    ("TeX Gyre Schola", 400, "italic"),
    ("TeX Gyre Schola", 700, "normal"),
    ("TeX Gyre Pagella", 400, "normal"),
    ("TeX Gyre Pagella", 400, "italic"),
    ("TeX Gyre Pagella", 700, "normal"),
    ("TeX Gyre Adventor", 400, "normal"),
    ("TeX Gyre Adventor", 700, "normal"),
    ("TeX Gyre Heros", 400, "normal"),
    ("TeX Gyre Heros", 700, "normal"),
    ("TeX Gyre Heros Cn", 400, "normal"),
    ("TeX Gyre Heros Cn", 700, "normal"),
)
"""Family, CSS weight and style of every face the design files under templates/ ask for, in any language."""

_FONTCONFIG_SLANT = {"normal": "0", "italic": "100"}
_FONTCONFIG_WEIGHT = {100: "0", 300: "50", 400: "80", 500: "100", 600: "180", 700: "200", 900: "210"}

Missing = tuple[str, str]
"""What a thing is called, and what packages are known for: see `layout.base.machine.System`."""


def missing_libraries() -> Iterator[Missing]:
    """Yield the shared libraries that cannot be loaded."""
    for library in machine.LIBRARIES:
        if not machine.loaded(library):
            yield f"the library {library.name}", library.part


def missing_fonts() -> Iterator[Missing]:
    """Yield the faces fontconfig does not know; fc-list itself and all of them, if that cannot be run."""
    try:
        listing = subprocess.run(
            ["fc-list", "--format", "%{weight}\t%{slant}\t%{family}\n"], stdout=subprocess.PIPE, check=True
        ).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        yield "fontconfig's command fc-list", machine.FONTCONFIG
        listing = ""
    known = set()
    for line in listing.splitlines():
        weight, slant, families = line.split("\t", 2) if line.count("\t") > 1 else ("", "", "")
        known.update((family, weight, slant) for family in families.split(","))
    for family, weight, style in FONTS:
        if (family, _FONTCONFIG_WEIGHT[weight], _FONTCONFIG_SLANT[style]) not in known:
            name = f"the font {family}, weight {weight}{', italic' if style == 'italic' else ''}"
            yield name, "".join(machine.parts_of([family]))


def missing_modules() -> Iterator[Missing]:
    """Yield what this Python lacks to make a virtual environment with pip in it."""
    for name in ("venv", "ensurepip"):
        if importlib.util.find_spec(name) is None:
            yield f"Python's module {name} (for {sys.executable})", machine.VENV


if __name__ == "__main__":
    lacking = [*missing_modules(), *missing_libraries(), *missing_fonts()]
    if "--command" in sys.argv:
        system = machine.this_system()
        print(system.command([part for _, part in lacking], as_root=True) if system else "")
        sys.exit(0)
    if any(name.endswith("fc-list") for name, _ in lacking):
        lacking = [each for each in lacking if not each[0].startswith("the font ")]  # they cannot be looked for
    print("".join(f"{name}\n" for name, _ in lacking), end="")
    sys.exit(1 if lacking else 0)
