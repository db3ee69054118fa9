"""A spread put over its fold (see `layout.design.fold`): what lies beyond is moved apart, and letters keep off it.

A page is laid out on an even grid. Where its two pages lie apart, everything right of the fold stands further to the
right, and what crosses it, a picture, a box, an ad, is as much wider. A line that crosses it, as that of a head does,
is parted there: between words, or between two characters where a script has no spaces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import NamedTuple, cast

from layout.base.locale import language_for
from layout.base.locale.record import Language
from layout.base.text import is_wide
from layout.base.units import Rect
from layout.compose.lines import shifted
from layout.compose.phrases import CUT, line_end_prices
from layout.design.fold import FoldPlace
from layout.design.tokens import Design
from layout.edition.model import BoxStyle
from layout.render.frames import frame_shapes
from layout.render.page import AdBox, GalleyBox, PageModel, PictureBox, Separator, StoryBox
from layout.scene.model import Block, Mark
from layout.scene.shapes import DrawnPath, Panel, shifted_path
from layout.scene.text import Glyph, Line, Role, Run, SetLine, Text

_DISPLAY = (Role.KICKER, Role.HEADLINE, Role.DECK)
_NEAR = 0.01
"""Lengths are not told apart by less, pt."""


def over_fold(model: PageModel, fold: FoldPlace, whole: Collection[str] = ()) -> PageModel:
    """Return the page of a spread as it is printed: what crosses the fold, or lies beyond it, moved apart.

    Pictures whose files are ``whole`` are never cropped, so they get no wider there.
    """
    over = _Over(fold, model.design, language_for(model.language), whole)
    return replace(
        model,
        stories=tuple(map(over.story, model.stories)),
        ads=tuple(AdBox(ad.id, over.rect(ad.rect)) for ad in model.ads),
        separators=tuple(over.separators(model.separators)),
    )


def on_fold(model: PageModel, fold: FoldPlace, about: Collection[str] = ()) -> Iterator[str]:
    """Yield the stories of which letters stand on the fold, or the point of a picture that it is about.

    ``about`` are the files of the pictures of which that is said.
    """
    for story in model.stories:
        lines = ((galley, placed.line) for galley in story.galleys for placed in galley.lines)
        lettered = any(_letter_at(line, fold.x - galley.rect.x) for galley, line in lines)
        if lettered or any(picture.file in about and _focus_at(picture, fold) for picture in story.pictures):
            yield story.id


def _focus_at(picture: PictureBox, fold: FoldPlace) -> bool:
    """Tell whether what a picture is about is nearer to the fold than a tenth of its width."""
    rect = picture.rect
    return abs(rect.x + picture.focus[0] * rect.width - fold.x) < rect.width / 10


def _letter_at(line: Line, x: float) -> bool:
    return any(left + _NEAR < x < right - _NEAR for glyph, left, right in letters(line) if glyph.text.strip())


def letters(line: Line) -> list[tuple[Glyph, float, float]]:
    """Return the glyphs of a line in their order from the left, each with where it and its room begin and end."""
    glyphs = sorted(((glyph, run.size) for run in line.runs for glyph in run.glyphs), key=lambda each: each[0].x)
    ends = [*(after.x for after, _ in glyphs[1:]), line.x + line.width]
    # No glyph is wider than it is high: what else is between it and the next one is white.
    return [
        (glyph, glyph.x, max(glyph.x, min(end, glyph.x + size)))
        for (glyph, size), end in zip(glyphs, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Over:
    """Puts the parts of a page over a fold."""

    fold: FoldPlace
    design: Design
    language: Language
    whole: Collection[str] = ()

    def x(self, x: float) -> float:
        """Return where a point of the even grid is."""
        return x + self.fold.apart if x > self.fold.grid_x else x

    def rect(self, rect: Rect) -> Rect:
        """Return where a rectangle is, wider if it crosses the fold."""
        left = self.x(rect.x)
        return Rect(left, rect.y, self.x(rect.right) - left, rect.height)

    def crosses(self, rect: Rect) -> bool:
        """Tell whether a rectangle lies on both sides of the fold."""
        return rect.x < self.fold.grid_x < rect.right

    def separators(self, rules: Sequence[Separator]) -> Iterator[Separator]:
        """Yield the rules between items but for those on the fold, which parts them itself."""
        for rule in rules:
            if rule.rect.width or abs(rule.rect.x - self.fold.grid_x) > _NEAR:
                yield Separator(rule.kind, self.rect(rule.rect))

    def story(self, story: StoryBox) -> StoryBox:
        """Return a story with all that is drawn of it."""
        box = self.rect(story.box)
        frame = self.galley(story.frame) if story.frame else None
        if frame and self.crosses(story.box):
            tokens, style = self.design.box.frame, cast(BoxStyle, story.box_style)
            shapes = frame_shapes(style, box.width, box.height, self.design.colours["rule"], tokens)
            frame = replace(frame, block=replace(frame.block, marks=shapes))
        return replace(
            story,
            rect=self.rect(story.rect),
            box=box,
            frame=frame,
            band=self.rect(story.band) if story.band else None,
            notch=self.rect(story.notch) if story.notch else None,
            head=tuple(map(self.galley, story.head)),
            body=tuple(map(self.galley, story.body)),
            elements=tuple(map(self.galley, story.elements)),
            pictures=tuple(
                replace(
                    picture,
                    rect=self._picture(picture),
                    caption=self.galley(picture.caption) if picture.caption else None,
                )
                for picture in story.pictures
            ),
        )

    def _picture(self, picture: PictureBox) -> Rect:
        rect = picture.rect
        if picture.file in self.whole and self.crosses(rect):
            return replace(rect, x=rect.x + self.fold.apart / 2)
        return self.rect(rect)

    def galley(self, galley: GalleyBox) -> GalleyBox:
        """Return a galley at its place, its lines parted if it crosses the fold."""
        block = galley.block
        rect = self.rect(block.rect)
        if not self.crosses(block.rect):
            return replace(galley, block=replace(block, rect=rect))
        return replace(galley, block=replace(block, rect=rect, marks=tuple(self._marks(block, rect))))

    def _marks(self, block: Block, rect: Rect) -> Iterator[Mark]:
        lines = iter(self._lines(block, rect))
        for mark in block.marks:
            if isinstance(mark, SetLine):
                yield replace(mark, line=next(lines))
            elif isinstance(mark, Panel):
                inner = replace(mark.rect, x=mark.rect.x + block.rect.x)
                there = self.rect(inner)
                yield Panel(replace(there, x=there.x - rect.x), mark.colour)
            elif isinstance(mark, Text):
                away = self.x(block.rect.x + mark.ink.x) - block.rect.x - mark.ink.x
                yield replace(mark, x=mark.x + away, ink=replace(mark.ink, x=mark.ink.x + away))
            elif isinstance(mark, DrawnPath):
                left = min(x for contour in mark.contours for part in contour for x, _ in part)
                yield shifted_path(mark, self.x(block.rect.x + left) - block.rect.x - left, 0.0)
            else:
                yield mark

    def _lines(self, block: Block, rect: Rect) -> list[Line]:
        """Return the lines of a block that crosses the fold, so that no letter of them stands there if that can be.

        Those of a head are set a little smaller where a word would be parted otherwise, all alike.
        """
        least = self.design.head.across if block.role in _DISPLAY else 0.0
        steps = (0.0, least / 2, least) if least else (0.0,)
        ways: list[tuple[float, list[Line]]] = []
        for step in steps:
            made = [
                self._parted(_smaller(line.line, 1 - step, block.rect.width), block.rect, rect) for line in block.lines
            ]
            ways.append((max((price for price, _ in made), default=0.0), [line for _, line in made]))
            if ways[-1][0] < CUT:
                return ways[-1][1]
        return min(ways, key=lambda way: way[0])[1]

    def _parted(self, line: Line, before: Rect, rect: Rect) -> tuple[float, Line]:
        """Return a line at its place, and the price of where it is parted, `inf` if a letter is on the fold."""
        fold, end, centred = self.fold.x - rect.x, line.x + line.width, _is_centred(line, before.width)
        if end <= self.fold.grid_x - before.x and end <= fold:
            return 0.0, line
        if line.x >= self.fold.grid_x - before.x:
            return 0.0, shifted(line, self.fold.apart)
        usual = self.fold.apart / 2 if centred else 0.0
        wide = self.design.grid.gutter / (4 if self.fold.kind == "through" else 2)
        for clear in (wide, wide / 2, 0.0):
            ways = [
                (abs(way.back - usual) + abs(way.on - usual) + way.price * line.size, way)
                for way in self._ways(line, fold - clear, fold + clear, centred=centred)
                if line.x + way.back > -_NEAR and end + way.on < rect.width + _NEAR
            ]
            if ways:
                _, best = min(ways)
                return best.price, _apart(line, best)
        return inf, shifted(line, usual)

    def _ways(self, line: Line, last: float, first: float, *, centred: bool) -> Iterator[_Way]:
        """Yield the ways to keep the letters of a line off the fold: they end before ``last`` or begin at ``first``."""
        spans = letters(line)
        end = line.x + line.width
        yield _Way(0.0, last - end, last - end, end)
        yield _Way(0.0, first - line.x, first - line.x, line.x)
        text = "".join(glyph.text for glyph, _, _ in spans)
        prices = line_end_prices(text, self.language)
        offset, near = 0, line.x
        for (before, _, ends), (after, far, _) in pairwise(spans):
            offset += len(before.text)
            near = ends if before.text.strip() else near
            if after.text.strip() and self._may_part(before, after, named=offset in prices):
                back, on = last - near, first - far
                if far - near > line.size:  # white on purpose, as before a credit: either part keeps its place
                    back, on = min(0.0, back), max(on, self.fold.apart if far > last else 0.0)
                yield _Way(prices.get(offset, CUT), back if centred else min(0.0, back), on, far)

    def _may_part(self, before: Glyph, after: Glyph, *, named: bool) -> bool:
        """Tell whether a line may be parted between two letters: where its language names a price, or between two han.

        No mark stands at the fold that may not stand at the end of a line, or at its beginning (避头尾).
        """
        marks = self.language.marks
        last, first = before.text[-1:], after.text[0]
        if last.strip() and (first in marks.not_first or last in marks.not_last):
            return False
        return named or (bool(last) and is_wide(last) and is_wide(first))


class _Way(NamedTuple):
    """A way to part a line: its price, how far what stands before ``far`` is moved, and the rest of it, pt."""

    price: float
    back: float
    on: float
    far: float


def _smaller(line: Line, by: float, room: float) -> Line:
    """Return a line set smaller, where it began or about the middle of its room."""
    if by == 1:
        return line
    middle = room / 2 if _is_centred(line, room) else 0.0

    def at(x: float) -> float:
        return middle + by * (x - middle)

    def sized(runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(
            replace(
                run,
                size=by * run.size,
                rise=by * run.rise,
                glyphs=tuple(replace(glyph, x=at(glyph.x)) for glyph in run.glyphs),
            )
            for run in runs
        )

    return replace(
        line,
        runs=sized(line.runs),
        readings=sized(line.readings),
        x=at(line.x),
        width=by * line.width,
        size=by * line.size,
    )


def _is_centred(line: Line, room: float) -> bool:
    """Tell whether a line has as much white at its left as at its right."""
    white = room - line.x - line.width
    return line.x > _NEAR and abs(line.x - white) < line.size / 2


def _apart(line: Line, way: _Way) -> Line:
    """Return a line parted in a way."""
    _, back, on, far = way

    def parted(runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(
            replace(
                run,
                glyphs=tuple(
                    replace(glyph, x=glyph.x + (on if glyph.x > far - _NEAR else back)) for glyph in run.glyphs
                ),
            )
            for run in runs
        )

    return replace(
        line,
        runs=parted(line.runs),
        readings=parted(line.readings),
        x=line.x + back,
        width=line.width + on - back,
    )
