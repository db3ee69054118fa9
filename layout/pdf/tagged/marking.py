"""A finished page's content marked: what is drawn is told apart by whose it is (ISO 32000-1, 14.6 and 14.8.2).

Every text that stands in a line of the page is that line's, by its place; what is drawn in an area is the area's. All
else is an artifact: what a reader is not to be told, such as folio lines, rules and grounds. What stands beside the
trim (crop marks, the slug line) is left out, and so is overprinting, which a screen has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pikepdf

from layout.base.units import Rect
from layout.pdf.fonts import FontUse, font_use
from layout.pdf.geometry import Matrix, Point, around
from layout.pdf.interpreter import (
    PRESS_START,
    Content,
    Instruction,
    Machine,
    carried_out,
    instruction,
    pass_over,
    unparsed,
)
from layout.pdf.operators import Kind
from layout.pdf.shown import shown
from layout.pdf.state import OVERPRINTING, State
from layout.pdf.tagged.lines import NEAR, Lines, blank_of, parts_of, shown_again
from layout.pdf.tagged.model import Area, Bit, Line, ReadPage

_PLAY = 2.0
"""How far what is drawn may reach out of its area, pt: a pen has a width."""
_AS_READ = re.compile(r"[\s\u00ad]")
"""What in a line may be drawn otherwise than it is read: blanks that are a gap, and hyphens that are no character."""

_WIDE = "\u2e80"
"""The first of the characters that stand in squares: between those no blank is read."""

Key: TypeAlias = tuple[object, ...]
_PAGINATION: Key = ("/Pagination",)
_LAYOUT: Key = ("/Layout",)
_HEADING: Key = ("heading",)
"""The page's heading, as the template prints it."""


@dataclass(slots=True)
class Found:
    """Marked content of a page: its number there (MCID), its box (pt, as the page is told), its words, its page."""

    number: int
    rect: Rect
    text: str = ""
    page: str = ""

    def add(self, rect: Rect, text: str) -> None:
        """Add what is drawn on."""
        right, bottom = max(self.rect.right, rect.right), max(self.rect.bottom, rect.bottom)
        x, y = min(self.rect.x, rect.x), min(self.rect.y, rect.y)
        self.rect, self.text = Rect(x, y, right - x, bottom - y), self.text + text


@dataclass(frozen=True, slots=True)
class Marked:
    """What was found on a page, by whose it is; ``heading`` is the page's own, ``count`` how many numbers there are."""

    count: int = 0
    bits: dict[Bit, list[Found]] = field(default_factory=dict)
    areas: dict[Area, list[Found]] = field(default_factory=dict)
    readings: dict[Line, list[Found]] = field(default_factory=dict)
    heading: list[Found] = field(default_factory=list)

    def take(self, other: Marked) -> None:
        """Take over what was found on the page beside this one of the same lines and areas."""
        for bit, found in other.bits.items():
            self.bits.setdefault(bit, []).extend(found)
        for area, found in other.areas.items():
            self.areas.setdefault(area, []).extend(found)
        for line, found in other.readings.items():
            self.readings.setdefault(line, []).extend(found)


def mark(pdf: pikepdf.Pdf, page: pikepdf.Page, lines: Sequence[Line], areas: Sequence[Area], read: ReadPage) -> Marked:
    """Mark a page's content in place, and return what was found of its lines, its areas and its heading."""
    page.contents_coalesce()
    marking = _Marking(page, lines, areas, read)
    content = Content.of_page(page)
    for machine in carried_out(content, PRESS_START, pass_over):
        marking.step(machine)
    page.Contents = pdf.make_stream(unparsed(marking.written))
    return marking.marked()


class _Marking:
    """Goes through a page's operators in their order. ``written`` is what they become."""

    def __init__(self, page: pikepdf.Page, lines: Sequence[Line], areas: Sequence[Area], read: ReadPage) -> None:
        left, lower, right, upper = (float(value) for value in page.trimbox.as_list())
        self._left, self._upper, self._page = left - read.left, upper, read.id
        self._trim = Rect(read.left, 0.0, right - left, upper - lower)
        self._lines = Lines(lines)
        self._whole = [area for area in areas if area.whole]
        self._texts = [area for area in areas if not area.whole]
        self._headings = frozenset(map(squeezed, filter(None, read.headings)))
        self.written: list[Instruction] = []
        self._open: Key | None = None
        self._found: dict[Key, list[Found]] = {}
        self._count = 0
        self._path: list[Instruction] = []
        self._points: list[Point] = []
        self._spans: list[Instruction] = []
        """Marked content of the file's own that was begun and nothing shown in yet: it begins inside of ours."""
        self._depth = 0
        self._told: str | None = None
        """What the glyphs of the span that is open stand for."""
        self._texts_begun = 0
        self._last: tuple[Key, float, str] = (_LAYOUT, 0.0, "")
        """Whose the last text outside of lines was, its baseline, and its last character."""
        self._read: dict[Line, int] = {}
        self._uses: dict[tuple[int, int], FontUse] = {}

    def marked(self) -> Marked:
        """Return what was found."""
        made = Marked(self._count)
        for key, found in self._found.items():
            match key:
                case ("bit", Bit() as bit):
                    made.bits[bit] = found
                case ("over", Line() as line, _):
                    made.readings.setdefault(line, []).extend(found)
                case ("area", Area() as area, _):
                    made.areas.setdefault(area, []).extend(found)
                case ("heading",):
                    made.heading.extend(found)
        return made

    def step(self, machine: Machine) -> None:
        """Take an operator over."""
        row, written = machine.operator, machine.instruction
        match row.kind:
            case Kind.PATH | Kind.CLIP:
                self._path.append(written)
                self._points += _points(machine)
            case Kind.PAINT:
                self._painted(machine)
            case Kind.SHOW:
                self._shown(machine)
            case Kind.OBJECT | Kind.SHADING | Kind.IMAGE:
                self._drawn(machine)
            case Kind.MARK:
                self._own_mark(machine)
            case Kind.NAMED_STATE:
                if machine.thing is not None and not set(machine.thing.keys()) <= {"/Type", *OVERPRINTING}:
                    self.written.append(written)
            case Kind.SAVE | Kind.RESTORE:
                self._close()
                self.written.append(written)
            case _:
                if row.name in ("BT", "ET"):
                    self._close()
                    self._texts_begun += row.name == "BT"
                self.written.append(written)

    def _own_mark(self, machine: Machine) -> None:
        """Keep what glyphs stand for where their font tells otherwise; any other mark of the file's own goes."""
        name = machine.operator.name
        if name in ("BDC", "BMC"):
            self._depth += 1
            properties = machine.operands[1] if name == "BDC" else None
            if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
                self._told = str(properties.ActualText)
                self._spans.append(machine.instruction)
                return
            self._spans.append(instruction("BMC", pikepdf.Name.Span))
        elif name == "EMC" and self._depth:
            self._depth -= 1
            self._told = None
            if self._spans:
                self._spans.pop()
            else:
                self.written.append(machine.instruction)

    def _shown(self, machine: Machine) -> None:
        state = machine.state
        where = state.ctm.after(state.text)
        x, y = self._at(where.at(0, state.rise))
        line, over = self._lines.at(x, y, turned=where.a < 0)
        use = self._use(state)
        if use is None:
            self._begin(_LAYOUT)
            self.written += [*self._taken(), machine.instruction]
            return
        run = shown(machine.operands[-1], use, state)
        box = self._box(state, where, run.least, run.most)
        if line is not None and not over:
            self._in_line(machine, line, use, box)
        else:
            text = self._told if self._told is not None else use.text(run.codes)
            key = ("over", line, self._count) if line is not None else self._key_of_text(x, y, text)
            before = blank_of(use) if self._is_apart(key, y, text) else ()
            self._begin(key, box, f" {text}" if before else text)
            self._last = (key, y, text[-1:])
            self.written += [*before, *self._taken(), machine.instruction]
        machine.state = state.at(state.text.moved(run.pen, 0), state.line)

    def _is_apart(self, key: Key, y: float, text: str) -> bool:
        """Tell whether a text begins a line of what a template printed, so that a blank is read before it."""
        last, at, end = self._last
        wide = min(end, text[:1]) >= _WIDE
        return last == key and key[0] == "area" and key[2] != 0 and abs(at - y) > NEAR and not wide

    def _key_of_text(self, x: float, y: float, text: str) -> Key:
        if self._headings and squeezed(text) in self._headings and _HEADING not in self._found:
            return _HEADING
        if area := next((area for area in self._whole if _holds(area.rect, x, y)), None):
            return "area", area, 0
        if area := next((area for area in self._texts if _holds(area.rect, x, y)), None):
            return "area", area, self._texts_begun
        return _PAGINATION

    def _in_line(self, machine: Machine, line: Line, use: FontUse, box: Rect) -> None:
        """Take a text of a line over, in parts where the line is parted or ends in a hyphen that is no character."""
        if not (line.cuts or line.spaced or _AS_READ.search(line.text)):
            self._begin(("bit", Bit(line)), box)
            self.written += [*self._taken(), machine.instruction]
            return
        state = machine.state
        where = state.ctm.after(state.text)
        spans = self._taken()
        at = self._read.get(line, 0)
        parts, at = parts_of(machine.operands[-1], line, at, use, state, self._told)
        self._read[line] = at
        blank = line.spaced and at >= len(line.text.rstrip())
        for part in parts:
            self._begin(("bit", Bit(line, part.number)), self._box(state, where, part.least, part.most), part.text)
            self.written += [*spans, *shown_again(part, use, blank=blank and part is parts[-1], told=bool(self._told))]
            spans = []

    def _painted(self, machine: Machine) -> None:
        row, state = machine.operator, machine.state
        path, points = [*self._path, machine.instruction], self._points
        self._path, self._points = [], []
        if not (row.fills or row.strokes) or not points:
            self._close()
            self.written += path
            return
        pen = state.width * state.ctm.pen / 2 if row.strokes else 0.0
        box = self._down(around(points).inset(-pen, -pen))
        if _apart(box, self._trim):
            if any(str(each.operator) in ("W", "W*") for each in path):  # it still cuts off what follows
                self.written += [*path[:-1], instruction("n")]
            return
        area = next((area for area in self._whole if _inside(box, area.rect)), None)
        self._begin(("area", area, 0) if area else _LAYOUT, box)
        self.written += path

    def _drawn(self, machine: Machine) -> None:
        state, thing = machine.state, machine.thing
        box = self._trim
        if thing is not None and thing.get("/Subtype") == "/Form" and "/BBox" in thing:
            matrix = state.ctm.after(Matrix.of(list(thing.get("/Matrix", Matrix()))))
            box = self._down(matrix.box(*map(float, thing.BBox)))
        elif machine.operator.kind is not Kind.SHADING:
            box = self._down(state.ctm.box(0, 0, 1, 1))
        if _apart(box, self._trim):
            return
        x, y = box.x + box.width / 2, box.y + box.height / 2
        near = [area for area in self._whole if _holds(area.rect, x, y)]
        area = min(near, key=lambda area: area.rect.width * area.rect.height, default=None)
        if machine.operator.kind is Kind.SHADING:
            area = None
        self._close()
        self._begin(("area", area, 0) if area else _LAYOUT, box)
        self.written.append(machine.instruction)
        self._close()

    def _begin(self, key: Key, box: Rect | None = None, text: str = "") -> None:
        """Have what is written next marked as somebody's; it goes on where it was marked so just before."""
        box = box or Rect(0.0, 0.0, 0.0, 0.0)
        found = self._found.setdefault(key, [])
        if self._open == key:
            if found:
                found[-1].add(box, text)
            return
        self._close()
        self._open = key
        if key in (_PAGINATION, _LAYOUT):
            entries = pikepdf.Dictionary(Type=pikepdf.Name(str(key[0])))
            self.written.append(instruction("BDC", pikepdf.Name.Artifact, entries))
            return
        found.append(Found(self._count, box, text, self._page))
        tag = "/Figure" if key[0] == "area" and key[2] == 0 else "/Span"
        self.written.append(instruction("BDC", pikepdf.Name(tag), pikepdf.Dictionary(MCID=self._count)))
        self._count += 1

    def _close(self) -> None:
        if self._open is not None:
            self.written.append(instruction("EMC"))
            self._open = None

    def _taken(self) -> list[Instruction]:
        """Return what begins the spans that wait: now they are written."""
        taken, self._spans = self._spans, []
        return taken

    def _use(self, state: State) -> FontUse | None:
        font = state.font
        if font is None:
            return None
        if font.objgen not in self._uses or not font.is_indirect:
            self._uses[font.objgen] = font_use(font)
        return self._uses[font.objgen]

    def _at(self, point: Point) -> Point:
        return point[0] - self._left, self._upper - point[1]

    def _down(self, box: Rect) -> Rect:
        """Return a box of the sheet (y upwards) from the trim's top left."""
        return Rect(box.x - self._left, self._upper - box.bottom, box.width, box.height)

    def _box(self, state: State, where: Matrix, least: float, most: float) -> Rect:
        size = state.size
        return self._down(where.box(least, state.rise - 0.2 * size, most, state.rise + 0.9 * size))


def _points(machine: Machine) -> Iterator[Point]:
    """Yield the points of a part of a path, on the sheet; those that steer curves among them."""
    given = [float(value) for value in machine.operands]
    if machine.operator.name == "re":
        left, lower, right, upper = given[0], given[1], given[0] + given[2], given[1] + given[3]
        given = [left, lower, right, lower, right, upper, left, upper]
    if machine.operator.kind is Kind.PATH:
        yield from (machine.state.ctm.at(x, y) for x, y in zip(given[::2], given[1::2], strict=True))


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.x - NEAR <= x <= rect.right + NEAR and rect.y - NEAR <= y <= rect.bottom + NEAR


def _inside(box: Rect, rect: Rect) -> bool:
    rect = rect.inset(-_PLAY)
    return rect.x <= box.x and box.right <= rect.right and rect.y <= box.y and box.bottom <= rect.bottom


def _apart(box: Rect, trim: Rect) -> bool:
    return box.right <= trim.x or box.bottom <= 0 or box.x >= trim.right or box.y >= trim.height


def squeezed(text: str) -> str:
    """Return a text without blanks, as what is set with its letters apart is compared."""
    return "".join(text.split()).casefold()
