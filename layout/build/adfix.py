"""What is written of an ad that was checked: the mended PDF, a picture of before and after, a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from layout.base.errors import ContentError, OutputError
from layout.base.messages import listed, say
from layout.build.adcheck import AdChecked, AdDesk
from layout.build.adletter import ad_letter
from layout.files.atomic import write_whole
from layout.files.text import shown

PDF, PICTURE, LETTER = ".pdf", ".png", ".txt"


@dataclass(frozen=True, slots=True)
class AdWritten:
    """The files that were written of an ad."""

    checked: AdChecked
    files: tuple[Path, ...]


def write_fixed(
    desk: AdDesk, checked: Sequence[AdChecked], to: Path, language: str, *, force: bool = False
) -> tuple[AdWritten, ...]:
    """Write what is to be had of ads: of one that is refused the letter alone, unless something could be made of it.

    to: the PDF to write, for one ad, the others beside it; else a folder. The files that came are never changed, and
    nothing that is there is replaced unless it is to be by ``force``. language: that of letters and captions. Raises
    ContentError for a place that will not do, OutputError for files that are there or cannot be written.
    """
    stems = _stems(checked, to)
    plans = [(one, [stem.with_name(stem.name + end) for end in _endings(one)]) for one, stem in stems]
    sources = {one.order.path.resolve() for one in checked}
    every = [path for _, paths in plans for path in paths]
    if taken := [path for path in every if path.resolve() in sources]:
        hint = say("give another folder: the files that came are never changed")
        raise ContentError(say("{file} is the ad itself", file=shown(taken[0])), hint)
    if there := [path for path in every if path.exists() and not force]:
        raise OutputError(
            say("{files} would be replaced", files=listed(map(shown, there))),
            say("give another name, or let it be replaced: --force"),
        )
    for one, paths in plans:
        for path in paths:
            write_whole(path, _made(one, desk, path.suffix, language))
    return tuple(AdWritten(one, tuple(paths)) for one, paths in plans)


def write_pictures(desk: AdDesk, checked: Sequence[AdChecked], folder: Path, language: str) -> tuple[Path, ...]:
    """Write the picture of before and after of each ad that was changed, into a folder; return the files."""
    changed = [one for one in checked if one.looked.changes and one.finished]
    paths = tuple(stem.with_name(stem.name + PICTURE) for _, stem in _stems(changed, folder))
    for one, path in zip(changed, paths, strict=True):
        write_whole(path, _made(one, desk, PICTURE, language))
    return paths


def _endings(checked: AdChecked) -> tuple[str, ...]:
    return (PDF, PICTURE, LETTER) if checked.finished else (LETTER,)


def _made(checked: AdChecked, desk: AdDesk, ending: str, language: str) -> bytes:
    if ending == PDF:
        return checked.finished
    if ending == LETTER:
        return ad_letter(checked, desk, language).encode("utf-8")
    from layout.build.adpicture import before_and_after

    return before_and_after(checked, desk, language)


def _stems(checked: Sequence[AdChecked], to: Path) -> list[tuple[AdChecked, Path]]:
    """Return the name, without its ending, of what is written of each ad: no two have the same."""
    if to.suffix.lower() == PDF and not to.is_dir():
        if len(checked) != 1:
            raise ContentError(
                say("{to} is one file, but there are {count:ad|ads}", to=shown(to), count=len(checked)),
                say("give a folder"),
            )
        return [(checked[0], to.with_suffix(""))]
    named: list[tuple[AdChecked, Path]] = []
    taken: set[str] = set()
    for one in checked:
        path = one.order.path
        names = (
            one.order.ad or path.stem,
            path.stem,
            path.name,
            *(f"{path.name}-{number}" for number in range(2, 999)),
        )
        name = next(name for name in names if name.lower() not in taken)
        taken.add(name.lower())
        named.append((one, to / name))
    return named
