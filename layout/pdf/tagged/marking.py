"""A finished page's content marked: what is drawn is told apart by whose it is (ISO 32000-1, 14.6 and 14.8.2).

Every text that stands in a line of the page is that line's, by its place; what is drawn in an area is the area's. All
else is an artifact: what a reader is not to be told, such as folio lines, rules and grounds. What stands beside the
trim (crop marks, the slug line) is left out, and so is overprinting, which a screen has not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

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
from layout.pdf.operators import NUMBERS, Kind
from layout.pdf.shown import shown
from layout.pdf.state import OVERPRINTING, State
from layout.pdf.tagged.model import Area, Bit, Line
from layout.scene.text import HAN_CENTRE

NEAR = 0.4
"""How far a text's baseline may be from its line's, pt: layout.json rounds, and the renderer does."""
_RAISED, _OVER = 0.6, 1.6
"""How high over its line's baseline, em, a text still stands in the line (superscript), and is a reading over it."""
_PLAY = 2.0
"""How far what is drawn may reach out of its area, pt: a pen has a width."""
_SOFT = "\u00ad"
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
    """Marked content of a page: its number there (MCID), its box (pt from the trim's top left), its words."""

    number: int
    rect: Rect
    text: str = ""

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


def mark(
    pdf: pikepdf.Pdf, page: pikepdf.Page, lines: Sequence[Line], areas: Sequence[Area], headings: Sequence[str] = ()
) -> Marked:
    """Mark a page's content in place, and return what was found of its lines, its areas and its heading."""
    page.contents_coalesce()
    marking = _Marking(page, lines, areas, headings)
    content = Content.of_page(page)
    for machine in carried_out(content, PRESS_START, pass_over):
        marking.step(machine)
    page.Contents = pdf.make_stream(unparsed(marking.written))
    return marking.marked()


class _Marking:
    """Goes through a page's operators in their order. ``written`` is what they become."""

    def __init__(
        self, page: pikepdf.Page, lines: Sequence[Line], areas: Sequence[Area], headings: Sequence[str]
    ) -> None:
        left, lower, right, upper = (float(value) for value in page.trimbox.as_list())
        self._left, self._upper = left, upper
        self._trim = Rect(0.0, 0.0, right - left, upper - lower)
        self._lines = _Lines(lines)
        self._whole = [area for area in areas if area.whole]
        self._texts = [area for area in areas if not area.whole]
        self._headings = frozenset(map(squeezed, filter(None, headings)))
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
            before = _blank(use) if self._is_apart(key, y, text) else ()
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
        parts = list(self._parts(machine, line, use))
        ended = line.spaced and self._read[line] >= len(line.text.rstrip())
        space = _space(use)
        for number, soft, pieces, (least, most), text in parts:
            self._begin(("bit", Bit(line, number)), self._box(state, where, least, most), text)
            self.written += spans
            spans = []
            if soft:
                self.written += _standing_for(_SOFT, pieces)
            elif ended and not space and self._told is None and pieces is parts[-1][2] and len(text) > 0:
                # A font without a blank: the last glyph stands for one, too.
                last = next(at for at in range(len(pieces) - 1, -1, -1) if isinstance(pieces[at], pikepdf.String))
                if last:
                    self.written.append(instruction("TJ", pikepdf.Array(pieces[:last])))
                self.written += _standing_for(f"{text[-1]} ", pieces[last:])
            else:
                self.written.append(instruction("TJ", pikepdf.Array(pieces)))
        if ended and space:
            self.written.append(instruction("TJ", pikepdf.Array([pikepdf.String(space)])))

    def _parts(
        self, machine: Machine, line: Line, use: FontUse
    ) -> Iterator[tuple[int, bool, list[Any], tuple[float, float], str]]:
        """Yield the parts of a text: the line's part, whether it is a soft hyphen, operands, ends, words."""
        state = machine.state
        size, stretch = state.size, state.stretch
        given = machine.operands[-1]
        at, pen = self._read.get(line, 0), 0.0
        key: tuple[int, bool] | None = None
        pieces: list[Any] = []
        least = most = 0.0
        words = ""
        told = self._told
        for piece in given if isinstance(given, pikepdf.Array) else (given,):
            if type(piece) in NUMBERS:
                pieces.append(piece)
                pen -= float(piece) / 1000 * size * stretch
                continue
            data = bytes(piece)
            step = 2 if use.wide else 1
            for place, code in enumerate(use.codes(data)):
                text = told if told is not None else use.characters.get(code, "")
                told = "" if told is not None else None  # a span's first glyph says all of it
                before = at
                at, soft = _read_on(line.text, at, text)
                if (gap := line.text[before : at - len(text)]) and gap.isspace() and (space := _space(use)):
                    pieces += [pikepdf.String(space), use.advance(int.from_bytes(space, "big")) * 1000]
                here = (bisect_right(line.cuts, max(0, at - len(text))), soft)
                if here != key:
                    if key is not None:
                        yield (*key, pieces, (least, most), words)
                    pieces = pieces if key is None else []
                    key, least, words = here, pen, ""
                advance = (use.advance(code) * size + state.spacing) * stretch
                pieces.append(pikepdf.String(data[place * step : place * step + step]))
                pen += advance
                most, words = pen, words + text
        self._read[line] = at
        yield (*(key or (0, False)), pieces, (least, most), words)

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
        found.append(Found(self._count, box, text))
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


class _Lines:
    """The lines of a page, found by where a text begins."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._all, self._read = lines, [line for line in lines if line.read]
        self._by_row: dict[int, list[Line]] = {}
        for line in lines:
            self._by_row.setdefault(round(line.baseline), []).append(line)

    def at(self, x: float, y: float, *, turned: bool) -> tuple[Line | None, bool]:
        """Return the line that a text stands in, or over (true), which begins at a point."""
        if turned:
            on = [line for line in self._all if abs(line.baseline - 2 * HAN_CENTRE * line.size - y) < NEAR]
            return _nearest(on, x), False
        rows = [line for row in range(round(y) - 1, round(y) + 2) for line in self._by_row.get(row, ())]
        if line := _nearest([line for line in rows if abs(line.baseline - y) < NEAR], x):
            return line, False
        raised = [line for line in self._all if 0 < line.baseline - y <= _RAISED * line.size]
        if line := _nearest(raised, x):
            return line, False
        return _nearest([line for line in self._read if 0 < line.baseline - y <= _OVER * line.size], x), True


def _nearest(lines: Sequence[Line], x: float) -> Line | None:
    """Return the line whose extent is the nearest to a place; none farther than its em is it."""

    def off(line: Line) -> float:
        return max(line.x - x, x - line.x - line.width, 0.0)

    line = min(lines, key=off, default=None)
    return line if line is not None and off(line) <= line.size else None


def _standing_for(text: str, pieces: Sequence[Any]) -> list[Instruction]:
    """Return what shows glyphs that stand for a text of their own (ISO 32000-1, 14.9.4)."""
    stands = pikepdf.Dictionary(ActualText=pikepdf.String(text))
    shows = instruction("TJ", pikepdf.Array(pieces))
    return [instruction("BDC", pikepdf.Name.Span, stands), shows, instruction("EMC")]


def _read_on(said: str, at: int, text: str) -> tuple[int, bool]:
    """Return how far a line's words are read after a glyph of that text, and whether that was a soft hyphen."""
    if text and said.startswith(text, at) and text != _SOFT:
        return at + len(text), False
    if said[at : at + 1] == _SOFT and text in ("-", "\u2010", _SOFT):
        return at + 1, True
    if text and (found := said.find(text, at, at + len(text) + 3)) >= 0:  # what no glyph was asked for
        return found + len(text), False
    return min(len(said), at + len(text)), False


def _space(use: FontUse) -> bytes:
    """Return the code of a font's space; nothing if it has none."""
    code = next((code for code, text in use.characters.items() if text == " " and not use.is_notdef(code)), None)
    return b"" if code is None else code.to_bytes(2 if use.wide else 1, "big")


def _blank(use: FontUse) -> tuple[Instruction, ...]:
    """Return what shows a blank that takes no room; nothing in a font that has none."""
    if not (code := _space(use)):
        return ()
    back = use.advance(int.from_bytes(code, "big")) * 1000
    return (instruction("TJ", pikepdf.Array([pikepdf.String(code), back])),)


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
    return box.right <= 0 or box.bottom <= 0 or box.x >= trim.width or box.y >= trim.height


def squeezed(text: str) -> str:
    """Return a text without blanks, as what is set with its letters apart is compared."""
    return "".join(text.split()).casefold()
