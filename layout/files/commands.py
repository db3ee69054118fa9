"""What a message tells its reader to type: make's words in a checkout that make is run in, else the program's own."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from layout.base.errors import ContentError
from layout.files.project import find_project, shipped
from layout.files.text import shown

DISTRIBUTION = "banmian"
"""The name the program is installed by."""

_SAFE = str.maketrans("", "", " \t\n'\"\\$`!&|;<>()*?[]{}#~")
"""Takes out of a name what shells read as something else; other scripts than Latin are letters to them."""


def build_command(edition: Path) -> str:
    """Return the command that builds an edition."""
    return _command("make pdf EDITION={}", "banmian build {}", edition)


def new_command(edition: Path) -> str:
    """Return the command that makes an edition."""
    return _command("make new EDITION={}", "banmian new {}", edition)


def sign_command(edition: Path, rest: str) -> str:
    """Return the command that signs pages of an edition, or tells of it; ``rest`` are its options."""
    name = shown(edition)
    return f"banmian sign {name if name == name.translate(_SAFE) else shlex.quote(name)} {rest}"


def install_command(*, anew: bool = False) -> str:
    """Return the command that installs what the program needs and lacks; if ``anew`` what is there already, too."""
    if is_checkout():
        return "make distclean setup" if anew else "make setup"
    return f"{sys.executable} -m pip install {'--force-reinstall ' if anew else ''}{DISTRIBUTION}"


def is_checkout() -> bool:
    """Tell whether the program runs from a checkout, which has a Makefile."""
    return (shipped() / "Makefile").is_file()


def _command(make: str, banmian: str, edition: Path) -> str:
    name = shown(edition)
    typed = name if name == name.translate(_SAFE) else shlex.quote(name)
    return (make if _made_by_make(edition) else banmian).format(typed)


def _made_by_make(edition: Path) -> bool:
    """Tell whether an edition is one of the checkout's, and make is run where its Makefile is."""
    try:
        root = find_project(edition).root.resolve()
    except ContentError:
        return False
    return is_checkout() and root == shipped() and root == Path.cwd().resolve()
