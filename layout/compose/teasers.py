"""Teasers of a front page: side by side, a picture and beside it the headline with the page it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.base.units import Rect
from layout.compose.element import SetElement
from layout.compose.elements.texts import Texts, centred
from layout.compose.picture import focus_of
from layout.compose.voices import Voices
from layout.design.styles import TextStyle
from layout.edition.model import Picture
from layout.images.crop import CENTRE, Focus
from layout.scene.text import Line

_SCALES = (1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6)
"""Sizes that headlines are tried in, as parts of their style's: the largest in which all have room is taken."""


@dataclass(frozen=True, slots=True)
class TeaserEntry:
    """A story inside: its page and the page's section, its id, what is said of it, its picture if that is shown."""

    page: str
    section: str
    story: str
    headline: str
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class SetTeaser:
    """A set teaser: its cell, where its words and its picture stand, in pt from the strip's top left."""

    entry: TeaserEntry
    cell: Rect
    words: Rect
    element: SetElement
    picture: Rect | None = None
    focus: Focus = CENTRE

    @property
    def fits(self) -> bool:
        """Whether all of its words have room."""
        return not self.element.tight


def compose_teasers(
    entries: Sequence[TeaserEntry], width: float, height: float, voices: Voices, language: str
) -> tuple[SetTeaser, ...]:
    """Set teasers side by side in a strip of that size, pt, with headlines of one size."""
    made: tuple[SetTeaser, ...] = ()
    for scale in _SCALES if entries else ():
        made = tuple(_side_by_side(entries, width, height, scale, voices, language))
        if all(teaser.fits for teaser in made):
            break
    return made


def _side_by_side(
    entries: Sequence[TeaserEntry], width: float, height: float, scale: float, voices: Voices, language: str
) -> Iterator[SetTeaser]:
    tokens = voices.design.teasers
    wide = (width - (len(entries) - 1) * tokens.gap) / len(entries)
    for number, entry in enumerate(entries):
        cell = Rect(number * (wide + tokens.gap), tokens.air, wide, height - 2 * tokens.air)
        taken, picture, focus = 0.0, None, CENTRE
        if entry.picture:
            focus = focus_of(entry.picture, voices)
            picture = Rect(cell.x, cell.y, min(tokens.picture * wide, tokens.ratio * cell.height), cell.height)
            taken = picture.width + tokens.beside
        words = Rect(cell.x + taken, cell.y, wide - taken, cell.height)
        element = _words(entry, words, scale, voices, language)
        yield SetTeaser(entry, cell, words, element, picture, focus)


def _words(entry: TeaserEntry, room: Rect, scale: float, voices: Voices, language: str) -> SetElement:
    """Return a headline of that part of its style's size, and under it the page in the accent."""
    design, tokens = voices.design, voices.design.teasers
    texts = Texts(voices, language, heads=True)
    under = texts.one_line(" ".join(filter(None, (entry.page, entry.section))), design.teaser_page, room.width, "left")
    foot = (tokens.pitch + tokens.apart) * under.size
    style = design.teaser_headline
    lines = texts.phrases(entry.headline, _scaled(style, scale), room.width)
    pitch = tokens.pitch * lines[0].size
    fits = _have_room(lines, pitch, room.height - foot, style.max_lines)
    top = (room.height - foot - pitch * len(lines)) / 2
    set_lines = [centred(line, top + at * pitch, pitch) for at, line in enumerate(lines)]
    foot_line = centred(
        under, top + pitch * len(lines) + tokens.apart * under.size, tokens.pitch * under.size, design.colours["accent"]
    )
    text = f"{entry.headline} {under.text}"
    return SetElement("teaser", 0, room.width, (*set_lines, foot_line), (), text, tuple(texts.missing), not fits)


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    return style.model_copy(update={"size": style.size * scale})


def _have_room(lines: Sequence[Line], pitch: float, height: float, most: int) -> bool:
    wide = any(line.over or line.width > line.measure + 0.01 for line in lines)
    return not wide and len(lines) <= most and pitch * len(lines) <= height
