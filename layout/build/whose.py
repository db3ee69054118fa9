"""Whose it is what the preflight found: the story or ad that stands where it was seen. It is told at its line.

The preflight reads a finished file, which knows no story and calls its pictures by names of its own.
"""

from __future__ import annotations

from dataclasses import replace

from layout.base.diagnostics import Finding, Ref
from layout.base.messages import Message, Name, say
from layout.base.units import Rect
from layout.edition.model import Edition, Page
from layout.scene.record import PageRecord

_PICTURE = "image"
"""The name of the value of a message that is a picture's name in the file."""


def owned(finding: Finding, edition: Edition, page: Page, record: PageRecord) -> Finding:
    """Return a finding of the preflight with what it is about as its place, and its picture by whose it is."""
    ref = _owner(finding.rect, edition, record) or page.ref
    return replace(finding, place=ref, message=_named(finding.message, ref, edition))


def holds(box: Rect, rect: Rect) -> bool:
    """Tell whether the middle of a rectangle lies in a box."""
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def _owner(rect: Rect | None, edition: Edition, record: PageRecord) -> Ref | None:
    if rect is None:
        return None
    ads = (Ref("ad", ad.id) for ad in record.ads if ad.id in edition.ads and holds(Rect.of_mm(ad.rect), rect))
    stories = (
        Ref("story", edition.stories[story.id].part_of or story.id)
        for story in record.stories
        if story.id in edition.stories and any(holds(Rect.of_mm(box), rect) for box in story.outline)
    )
    return next(ads, None) or next(stories, None)


def _named(message: str, ref: Ref, edition: Edition) -> str:
    if not isinstance(message, Message) or all(name != _PICTURE for name, _ in message.values):
        return message
    story = edition.stories.get(ref.id) if ref.kind == "story" else None
    if ref.kind == "ad":
        called: object = say("of the ad {ad}", ad=ref.id)
    elif story and len(story.every_picture) == 1:
        called = story.every_picture[0].file
    elif story:
        called = say("of {story}", story=Name(ref.id))
    else:
        return message
    return Message(message.template, tuple((n, called if n == _PICTURE else value) for n, value in message.values))
