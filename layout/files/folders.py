"""Folders that are made whole: whether their place is free, and copies that can be written."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from layout.base.errors import OutputError
from layout.base.messages import say
from layout.files.text import shown


def check_free(target: Path) -> None:
    """Raise OutputError if there is something at a place where a folder is to be made; an empty folder is nothing."""
    try:
        taken = target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir())))
    except OSError as error:
        raise OutputError(
            say("{target} cannot be used: {reason}", target=shown(target), reason=reason_of(error)),
            say("give another folder"),
        ) from error
    if taken:
        raise OutputError(
            say("{target} exists already and is not empty", target=shown(target)),
            say("give another folder, or move this one away"),
        )


def make_writable(folder: Path) -> None:
    """Let its owner write what was copied from where nobody may write."""
    for parent, _, files in os.walk(folder):
        os.chmod(parent, stat.S_IMODE(os.stat(parent).st_mode) | stat.S_IRWXU)
        for name in files:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)


def reason_of(error: OSError) -> str:
    """Return in words why something could not be made."""
    # A shutil.Error has a list of (from, to, why) in place of a number and a text.
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return "; ".join(str(why) for _, _, why in error.args[0][:3])
    return error.strerror or str(error)
