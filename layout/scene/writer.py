"""Who makes something of a scene: the protocol of all writers, and the way through a scene's marks.

A new output is one module with one function of this form; it reads the scene and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol, TypeVar

from layout.design.fonts import Face
from layout.design.values import Colour
from layout.scene.model import Block, Form, Mark, Scene
from layout.scene.text import HAN_CENTRE, Run, SetLine, Text

Made_co = TypeVar("Made_co", covariant=True)


class Writer(Protocol[Made_co]):
    """Makes something of a scene: a PDF, an SVG document, a text. The same scene gives the same."""

    def __call__(self, scene: Scene, faces: Mapping[str, Face], /) -> Made_co:
        """Return what was made; ``faces`` are those that the runs name."""
        ...


class PlacedMark(NamedTuple):
    """A mark with its block and the place of the block's top left, pt from that of the whole drawing."""

    block: Block
    x: float
    y: float
    mark: Mark


class PlacedRun(NamedTuple):
    """A run with its ink and the place of its origin, pt from the block's top left; its rise is in the baseline.

    One that is ``turned`` stands on its head and runs leftwards from its origin.
    """

    run: Run
    x: float
    baseline: float
    ink: Colour
    turned: bool = False


def walk(scene: Scene, x: float = 0.0, y: float = 0.0) -> Iterator[PlacedMark]:
    """Yield all marks in drawing order, those of forms that can be looked into after the form itself."""
    for block in scene.blocks:
        left, top = x + block.rect.x, y + block.rect.y
        for mark in block.marks:
            yield PlacedMark(block, left, top, mark)
            if isinstance(mark, Form) and mark.scene:
                yield from walk(mark.scene, left + mark.rect.x, top + mark.rect.y)


def runs(mark: SetLine | Text, ink: Colour) -> Iterator[PlacedRun]:
    """Yield the runs of a line or a text of a block with that ink; its readings are told by `readings`."""
    if isinstance(mark, Text):
        yield PlacedRun(mark.run, mark.x, mark.baseline - mark.run.rise, mark.colour)
    else:
        line, origin, baseline, rises = mark.line, 0.0, mark.baseline, 1.0
        if mark.turned:
            origin, baseline, rises = 2 * line.x + line.width, mark.baseline - 2 * HAN_CENTRE * line.size, -1.0
        for run in line.runs:
            yield PlacedRun(run, origin, baseline - rises * run.rise, mark.ink or ink, mark.turned)


def readings(mark: SetLine | Text, ink: Colour) -> Iterator[PlacedRun]:
    """Yield the readings that stand over a line's characters; nothing else has any."""
    if isinstance(mark, SetLine):
        for run in mark.line.readings:
            yield PlacedRun(run, 0.0, mark.baseline - run.rise, mark.ink or ink)
