"""The pictures of an edition's stories, looked at as the edition is read: what there is to say of each, at its line."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from layout.base.codes import Code
from layout.base.diagnostics import Finding, Ref, Report
from layout.base.errors import ContentError
from layout.base.messages import CHINESE, listed, say
from layout.edition.load import Parts
from layout.edition.model import Picture, Story
from layout.images.metadata import PictureWords, words_of
from layout.images.notes import Note
from layout.images.prepare import Checked, check

PICTURES = 512
"""Pictures whose contents are remembered: a desk reads its edition anew after every change."""


def look_at_pictures(parts: Parts, report: Report) -> dict[str, Story]:
    """Report what there is to say of the pictures of stories, each where it is named; return stories with drawings.

    In these the drawings are whole.
    """
    changed = {}
    for story in parts.stories.values():
        seen = [_look_at(story, number, parts, report) for number in range(len(story.every_picture))]
        if seen != list(story.every_picture):
            first, rest = (seen[0], seen[1:]) if story.picture else (None, seen)
            changed[story.id] = story.model_copy(update={"picture": first, "pictures": tuple(rest)})
    return changed


def _look_at(story: Story, number: int, parts: Parts, report: Report) -> Picture:
    """Report what there is to say of a picture of a story; return it as it is to be set."""
    picture = story.every_picture[number]
    path, place = parts.provenance.folder / picture.file, parts.provenance.of(Ref("story", story.id, "picture", number))
    try:
        found = _checked(path, picture.content)
        words = _words(path, picture.content, story.language.split("-")[0] == CHINESE)
    except ContentError as error:
        report.error(Code.PICTURE_UNREADABLE, error.message, place, hint=error.hint, subject=story.id)
        return picture
    notes = list(found.notes)
    drawing = found.drawing and picture.whole is None and picture.focus is None
    if drawing:
        notes.append(
            Note(
                Code.PICTURE_WHOLE,
                say("the picture {file} is a drawing: it is never cropped", file=picture.file),
                say("if it may be, write whole: false"),
            )
        )
    lacking = {
        key: text for key, text in (("caption", words.caption), ("credit", words.credit))
        if text and not getattr(picture, key) and text not in f"{picture.caption}\n{picture.credit}"
    }  # fmt: skip
    if lacking:
        notes.append(
            Note(
                Code.PICTURE_WORDS,
                say("the file of the picture {file} says what the story does not", file=picture.file),
                say(
                    "if it is right, write it under picture: {keys}",
                    keys=listed([f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in lacking.items()]),
                ),
            )
        )
    report.extend(
        Finding(note.code, note.code.severity, note.said, place, note.hint, subject=story.id) for note in notes
    )
    return picture.model_copy(update={"whole": True}) if drawing else picture


@lru_cache(maxsize=PICTURES)
def _checked(path: Path, _content: str) -> Checked:
    """Read a picture through, once for each content."""
    return check(path)


@lru_cache(maxsize=PICTURES)
def _words(path: Path, _content: str, chinese: bool) -> PictureWords:
    return words_of(path, chinese=chinese)
