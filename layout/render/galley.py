"""Galleys: blocks of a scene drawn into WeasyPrint's page, their lines as positioned glyphs of real text.

WeasyPrint looks an image up in its ``cache`` by URL before it fetches anything. A Galley put there under its
URL is drawn like an image, into the page's own content stream, with the style of the ``img`` element and the
page's own subset fonts. This leans on parts of WeasyPrint that are not its public API: the image protocol
(``ratio``, ``get_intrinsic_size``, ``draw``), ``Stream.add_font``, ``Font.widths`` and ``Font.to_unicode``, and a
Pango layout to find the font of a style. The version is pinned, and tests/render/test_galley.py fails loudly
when one of them moves. No other module touches them; `layout.render.subsets` has what becomes of fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tinycss2.color5 import parse_color

from layout.base.errors import EnvironmentError_
from layout.base.messages import say
from layout.design.fonts import Face
from layout.design.values import Colour
from layout.render.engine import create_layout
from layout.render.subsets import head_of
from layout.scene.model import Block
from layout.scene.shapes import DrawnPath
from layout.scene.text import Glyph, SetLine, Text
from layout.scene.writer import PlacedRun, readings, runs

PX = 96 / 72
"""CSS pixels in a point: WeasyPrint's unit inside a page."""
_SAMPLES = "永A0"
_CHOOSES = (
    "font_stretch",
    "font_variant_caps",
    "font_variation_settings",
    "font_language_override",
    "lang",
)
"""The properties of a style, besides family, weight and style, that tell Pango which font to take."""
_SOFT_HYPHEN = "\u00ad"
"""What a hyphen at a line's end stands for: nothing that is read, so it may be told as any hyphen."""


class Galley:
    """One block of a page's scene, in WeasyPrint's image protocol; ``fonts`` are what the galleys of a page share."""

    ratio: float | None = None

    def __init__(self, block: Block, faces: Mapping[str, Face], fonts: dict[object, DrawnFont] | None = None) -> None:
        self.block = block
        self.faces = faces
        self._fonts = {} if fonts is None else fonts

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Return width and height in px, and their ratio."""
        rect = self.block.rect
        return rect.width * PX, rect.height * PX, rect.width / rect.height

    def draw(self, stream: Any, _width: float, _height: float, style: Any) -> None:
        """Write the block into the page's content stream; the origin is its top left, y downwards.

        Lines without an ink of their own have that of the style. Raises ValueError for marks other than type and paths.
        """
        fonts: dict[str, DrawnFont] = {}
        for is_type, marks in groupby(self.block.marks, lambda mark: isinstance(mark, SetLine | Text)):
            if is_type:
                stream.begin_text()
            over: list[tuple[SetLine | Text, PlacedRun]] = []
            for mark in marks:
                if isinstance(mark, SetLine | Text):
                    self._type(stream, mark, runs(mark, self.block.ink), style, fonts)
                    over += ((mark, run) for run in readings(mark, self.block.ink))
                elif isinstance(mark, DrawnPath):
                    _draw_path(stream, mark)
                else:
                    raise ValueError(f"a galley holds type and paths, not a {type(mark).__name__}")
            # Readings are drawn last: who searches or copies the text has it without them between its words.
            for mark, run in over:
                self._type(stream, mark, (run,), style, fonts)
            if is_type:
                stream.end_text()

    def _type(
        self, stream: Any, mark: SetLine | Text, drawn: Iterable[PlacedRun], style: Any, fonts: dict[str, DrawnFont]
    ) -> None:
        ink = mark.colour if isinstance(mark, Text) else mark.ink
        stream.set_color(_css_colour(ink) if ink else style["color"])
        for run, x, baseline, _, turned in drawn:
            across = -1.0 if turned else 1.0
            if run.face not in fonts:
                fonts[run.face] = self._font(stream, style, self.faces[run.face])
            font = fonts[run.face]
            stream.set_font_size(font.font.hash, run.size * PX)
            for read_right, glyphs in font.told(run.glyphs):
                left = (x + across * glyphs[0].x) * PX
                stream.set_text_matrix(across * run.stretch, 0, 0, -across, left, baseline * PX)
                if not read_right:
                    _begin_told(stream, "".join(glyph.text for glyph in glyphs))
                stream.show_text(font.encode(glyphs, run.size * run.stretch))
                if not read_right:
                    stream.end_marked_content()

    def _font(self, stream: Any, style: Any, face: Face) -> DrawnFont:
        """Return the page's font for a face: galleys of a style have the same."""
        key = (face.name, *(style[name] for name in _CHOOSES))
        if key not in self._fonts:
            self._fonts[key] = DrawnFont(stream, style, face)
        return self._fonts[key]


def _begin_told(stream: Any, text: str) -> None:
    """Begin glyphs that say something else than their font tells of them (ActualText, ISO 32000-1, 14.9.4)."""
    told = ("\ufeff" + text).encode("utf-16-be").hex().upper()
    stream.begin_marked_content("Span", f"<</ActualText <{told}>>>".encode("ascii"))


def _css_colour(ink: Colour) -> Any:
    return parse_color(ink.css)


def _draw_path(stream: Any, path: DrawnPath) -> None:
    """Fill or stroke a path; the state of the stream is left as it was."""
    stream.push_state()
    stream.set_color(_css_colour(path.colour), stroke=bool(path.width))
    for (start, *_), *parts in path.contours:
        stream.move_to(start[0] * PX, start[1] * PX)
        for part in parts:
            points = [coordinate * PX for point in part for coordinate in point]
            (stream.line_to if len(part) == 1 else stream.curve_to)(*points)
        if path.closed:
            stream.close()
    if path.width:
        stream.set_line_width(path.width * PX)
        if path.dash:
            stream.set_dash([length * PX for length in path.dash], 0)
        stream.stroke()
    else:
        stream.fill()
    stream.pop_state()


class DrawnFont:
    """The page's font for one of our faces: glyph ids, widths and texts are handed to it as they are used."""

    def __init__(self, stream: Any, style: Any, face: Face) -> None:
        self.face = face
        self._known: dict[int, str] = {}
        """What the font tells of glyphs that were entered with that very text."""
        self._drawn: dict[int, tuple[str, int]] = {}
        """Of each glyph that was entered what is written for it, and its advance in thousandths of its size."""
        wanted = style.copy()
        wanted["font_family"] = (face.family,)
        wanted["font_weight"] = face.weight
        wanted["font_style"] = face.style
        # The layout must outlive the use of its runs: Pango frees them with it.
        # A character the face has: for any other Pango would take a font of its own choice.
        sample = next((char for char in _SAMPLES if face.has(char)), None) or face.sample
        self._layout = create_layout(sample, wanted, None, None, 0)
        line, _ = self._layout.get_first_line()
        self.font, _ = stream.add_font(line.runs[0].data.item.analysis.font)
        _check_same(self.font, face)

    def told(self, glyphs: tuple[Glyph, ...]) -> Iterator[tuple[bool, tuple[Glyph, ...]]]:
        """Enter glyphs of a run into the page's font; yield them in parts: those it tells right of, and the others."""
        known = self._known
        if all(known.get(glyph.gid) == glyph.text for glyph in glyphs):
            yield True, glyphs
            return
        for read_right, same in groupby(glyphs, self.enters):
            yield read_right, tuple(same)

    def enters(self, glyph: Glyph) -> bool:
        """Enter a glyph into the page's font; tell whether the font then says of it what this glyph stands for.

        A font tells one text of a glyph, and the first that uses it decides; faces draw a middle dot and a bullet, or
        a hyphen and one that stands at a line's end only, by one glyph.
        """
        gid = self._id(glyph)
        if gid not in self.font.widths:
            self.font.widths[gid] = round(self.face.advance(gid) * 1000)
        told = self.font.to_unicode.setdefault(gid, glyph.text)
        if glyph.text == told:
            self._known[glyph.gid] = told
        self._drawn[glyph.gid] = f"{gid:04x}", self.font.widths[gid]
        return glyph.text in (told, _SOFT_HYPHEN)

    def encode(self, glyphs: Sequence[Glyph], size: float) -> str:
        """Return a TJ array (without its brackets) that puts every glyph at its x, in pt, with ems ``size`` pt wide.

        The glyphs have been entered.
        """
        parts = []
        pen, drawn = glyphs[0].x, self._drawn
        for glyph in glyphs:
            x = glyph.x
            # The difference is looked at first: to round it takes as long as all the rest.
            if pen != x and (shift := round((pen - x) / size * 1000, 3)):
                parts.append(f">{shift:g}<")
                pen -= shift * size / 1000
            code, advance = drawn[glyph.gid]
            parts.append(code)
            pen += advance * size / 1000
        return "<" + "".join(parts) + ">"

    def _id(self, glyph: Glyph) -> int:
        """Return the id of the glyph that is drawn: .notdef, which is empty, for a space that the face lacks."""
        if glyph.gid >= 0:
            return glyph.gid
        space = self.face.glyph(" ")
        return space.gid if space else 0


_checked: dict[tuple[str, str], bool] = {}


def _check_same(font: Any, face: Face) -> None:
    """Make sure WeasyPrint draws from the very font file the text was measured with."""
    key = (font.hash, face.name)
    if key not in _checked:
        _checked[key] = head_of(font) == face.head_table()
    if not _checked[key]:
        raise EnvironmentError_(
            say(
                "{family} (weight {weight}) is measured from {path}, but drawn from another font",
                family=face.family,
                weight=face.weight,
                path=face.path.name,
            ),
            say("two fonts of one name are installed: remove one, or name another family in design.yaml"),
        )
