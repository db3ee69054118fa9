"""One page of a spread: what of it stands there, told from that page's own trim.

What crosses the fold is on both pages, for each to be cut where its gutter bleed ends. A letter is on the page that it
stands on; one that stands on the fold is on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.base.units import Rect
from layout.design.fold import FoldPlace
from layout.design.tokens import Design
from layout.edition.model import Page
from layout.render.fold import letters
from layout.render.page import AdBox, GalleyBox, PageModel, PictureBox, Separator, SpreadSide, StoryBox
from layout.scene.model import Block, Mark
from layout.scene.text import Line, Run, SetLine


def half_of(model: PageModel, page: Page, fold: FoldPlace, design: Design) -> PageModel:
    """Return the model of one page of a spread, whose ``design`` is that of a page."""
    bleed = page.gutter_bleed
    if bleed is None:
        bleed = 0.0 if fold.kind == "through" else design.page.bleed
    side = SpreadSide(page.spread or "", "left" if page.right_hand else "right", fold.kind, bleed)
    half = _Half(page, fold, side)
    return replace(
        model,
        page=page,
        design=design,
        stories=tuple(half.story(story) for story in model.stories if half.has(story.rect)),
        ads=tuple(AdBox(ad.id, half.moved(ad.rect)) for ad in model.ads if half.has(ad.rect)),
        separators=tuple(Separator(rule.kind, half.cut(rule.rect)) for rule in model.separators if half.has(rule.rect)),
        side=side,
    )


def begun_on(model: PageModel, page: Page, fold: FoldPlace) -> frozenset[str]:
    """Return the stories of a spread that begin on one of its pages: where their heads do, or else they."""
    begins = {story.id: (story.head[0].rect if story.head else story.rect).x for story in model.stories}
    return frozenset(name for name, x in begins.items() if (x >= fold.x) == page.right_hand)


@dataclass(frozen=True, slots=True)
class _Half:
    page: Page
    fold: FoldPlace
    side: SpreadSide

    @property
    def left(self) -> float:
        """Where the page begins on the spread, pt."""
        return self.fold.x if self.page.right_hand else 0.0

    def has(self, rect: Rect) -> bool:
        """Tell whether some of a rectangle is on the page."""
        if self.page.right_hand:
            return rect.right > self.fold.x
        return rect.x < self.fold.x

    def moved(self, rect: Rect) -> Rect:
        """Return a rectangle from the page's trim."""
        return replace(rect, x=rect.x - self.left)

    def cut(self, rect: Rect) -> Rect:
        """Return what of a rectangle is printed with the page, from its trim."""
        first, last = rect.x, rect.right
        if self.page.right_hand:
            first = max(first, self.fold.x - self.side.bleed)
        else:
            last = min(last, self.fold.x + self.side.bleed)
        return Rect(first - self.left, rect.y, last - first, rect.height)

    def story(self, story: StoryBox) -> StoryBox:
        """Return what of a story stands on the page."""
        return replace(
            story,
            rect=self.cut(story.rect),
            box=self.cut(story.box),
            band=self.cut(story.band) if story.band and self.has(story.band) else None,
            notch=self.cut(story.notch) if story.notch and self.has(story.notch) else None,
            frame=self._framed(story.frame) if story.frame else None,
            head=tuple(self.galleys(story.head)),
            body=tuple(self.galleys(story.body)),
            elements=tuple(self.galleys(story.elements)),
            pictures=tuple(self.picture(picture) for picture in story.pictures if self.has(picture.rect)),
        )

    def picture(self, picture: PictureBox) -> PictureBox:
        """Return a picture with what of its caption stands on the page."""
        caption = next(self.galleys((picture.caption,) if picture.caption else ()), None)
        return replace(picture, rect=self.moved(picture.rect), caption=caption)

    def _framed(self, frame: GalleyBox) -> GalleyBox | None:
        return self._placed(frame, frame.block) if self.has(frame.rect) else None

    def galleys(self, galleys: Sequence[GalleyBox]) -> Iterator[GalleyBox]:
        """Yield the galleys of which something stands on the page."""
        for galley in galleys:
            if not self.has(galley.rect):
                continue
            block = galley.block
            if galley.rect.x < self.fold.x < galley.rect.right:
                marks = tuple(self._marks(block))
                if not marks:
                    continue
                block = replace(block, marks=marks)
            yield self._placed(galley, block)

    def _placed(self, galley: GalleyBox, block: Block) -> GalleyBox:
        return replace(galley, block=replace(block, rect=self.moved(block.rect)))

    def _marks(self, block: Block) -> Iterator[Mark]:
        """Yield the marks of a block that crosses the fold; of a line the letters that stand on the page."""
        fold = self.fold.x - block.rect.x
        for mark in block.marks:
            if not isinstance(mark, SetLine):
                yield mark
            elif (line := self._line(mark.line, fold)) is not None:
                yield replace(mark, line=line)

    def _line(self, line: Line, fold: float) -> Line | None:
        def here(left: float, right: float) -> bool:
            return right > fold if self.page.right_hand else left < fold

        spans = [(glyph, left, right) for glyph, left, right in letters(line) if here(left, right)]
        while spans and not spans[0][0].text.strip():
            spans.pop(0)
        while spans and not spans[-1][0].text.strip():
            spans.pop()
        if not spans:
            return None
        kept = {(glyph.x, glyph.gid) for glyph, _, _ in spans}
        first, last = spans[0][1], spans[-1][2]
        if len(spans) == len(letters(line)):
            return line

        def part(runs: Sequence[Run]) -> tuple[Run, ...]:
            glyphs = ((run, tuple(each for each in run.glyphs if (each.x, each.gid) in kept)) for run in runs)
            return tuple(replace(run, glyphs=some) for run, some in glyphs if some)

        readings = tuple(
            replace(run, glyphs=some)
            for run in line.readings
            if (some := tuple(each for each in run.glyphs if first <= each.x < last))
        )
        runs = part(line.runs)
        # A letter on the fold is drawn on both pages, and read on that which has more of it.
        text = "".join(glyph.text for glyph, left, right in spans if here((left + right) / 2, (left + right) / 2))
        return replace(line, text=text, runs=runs, readings=readings, x=first, width=last - first, final=True)
