"""A page's scene as one SVG document, for the desk: to look at, to point at, to copy text from.

Glyphs are the outlines of the very faces the page was measured with, each defined once and used where it stands;
over every line lies its text, unseen, to be selected and read aloud. Each block is a group that tells its
owner (``data-owner``, ``data-id``, ``data-part``, ``data-role``). An ad drawn here is drawn from its own scene;
one that came as a file is a grey place with its name. Colours are shown, not proofed.

What a template's HTML prints by itself (the nameplate, the folio line) is not composed here and so not in the scene. Of
the furniture that the page's model knows there are dashed rectangles; rules, boxes and grounds look as in the styles
that all templates share, whatever the template's own CSS makes of them. The same scene gives the same bytes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from functools import lru_cache

from PIL import Image

from layout.base.units import Rect
from layout.design.fonts import Face
from layout.design.press import PressCondition
from layout.design.values import Colour
from layout.images.colour import in_black, lab_rgb
from layout.images.inks import ink_called, printed_inks, spots_of
from layout.scene.model import Block, Form, Mark, Scene
from layout.scene.shapes import Bitmap, DrawnPath, Point, Slot
from layout.scene.text import SetLine, Text
from layout.scene.writer import PlacedRun, readings, runs

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) does not allow in a text."""
_PLACE = {"fill": "#ddd", "stroke": "#999", "stroke-width": "0.3"}
_EMPTY = {"fill": "none", "stroke": "#999", "stroke-width": "0.3", "stroke-dasharray": "2 2"}


def plain_rgb(colour: Colour) -> str:
    """Return a colour of inks as ``#rrggbb``, each ink taking its share of the light: no press, no paper."""
    return "#" + "".join(f"{round(255 * (1 - ink) * (1 - colour.k)):02x}" for ink in (colour.c, colour.m, colour.y))


def inked_rgb(press: PressCondition) -> Callable[[Colour], str]:
    """Return what shows colours as a page has them: spots as they look, on a black page greys."""
    spots = spots_of(printed_inks(press))

    @lru_cache(maxsize=256)
    def shown(colour: Colour) -> str:
        ink = ink_called(colour.spot, spots) if colour.spot else None
        if ink is not None and ink.lab:
            return "#" + "".join(f"{round(255 - colour.tint * (255 - part)):02x}" for part in lab_rgb(ink.lab))
        c, m, y, k = colour.stands
        if press.mono and ink is None:
            codes = bytes(round(255 * value) for value in (c, m, y, k))
            tone = in_black(Image.frombytes("CMYK", (1, 1), codes), press.profile_data).tobytes()[0]
            return "#" + 3 * f"{tone:02x}"
        return plain_rgb(Colour(c=c, m=m, y=y, k=k))

    return shown


def no_picture(_slot: Slot) -> str:
    """Return no address: the picture is shown as a grey place."""
    return ""


def write_svg(
    scene: Scene,
    faces: Mapping[str, Face],
    *,
    picture: Callable[[Slot], str] = no_picture,
    shown: Callable[[Colour], str] = plain_rgb,
    margin: float = 0.0,
    prefix: str = "",
) -> str:
    """Return the SVG document of a scene; its user unit is the point.

    ``picture`` gives the address of a picture's file, ``shown`` the colour of inks on a screen. With a ``margin`` (pt)
    what stands around the page is seen too. ``prefix`` begins every id, for several documents in one HTML page.
    """
    return _Drawing(faces, picture, shown, prefix).document(scene, margin)


class _Drawing:
    def __init__(
        self,
        faces: Mapping[str, Face],
        picture: Callable[[Slot], str],
        shown: Callable[[Colour], str],
        prefix: str,
    ) -> None:
        self._faces = faces
        self._picture = picture
        self._shown = shown
        self._prefix = prefix
        self._ids: dict[tuple[str, int], str] = {}
        self._defs = ET.Element("defs")

    def document(self, scene: Scene, margin: float) -> str:
        width, height = scene.width + 2 * margin, scene.height + 2 * margin
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": f"{_number(width)}pt",
                "height": f"{_number(height)}pt",
                "viewBox": " ".join(map(_number, (-margin, -margin, width, height))),
                "stroke-miterlimit": "10",  # PDF's own; SVG's is 4
            },
        )
        ET.SubElement(root, "title").text = _clean(scene.title)
        root.append(self._defs)
        self._scene(root, scene)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _scene(self, parent: ET.Element, scene: Scene) -> None:
        for block in scene.blocks:
            self._block(parent, block)

    def _block(self, parent: ET.Element, block: Block) -> None:
        owner, rect = block.owner, block.rect
        told = {"owner": str(owner.kind), "id": owner.id, "part": owner.part, "role": str(block.role)}
        group = ET.SubElement(parent, "g", {f"data-{name}": _clean(value) for name, value in told.items() if value})
        group.set("transform", f"translate({_number(rect.x)} {_number(rect.y)})")
        if not block.marks:
            _rect(group, Rect(0.0, 0.0, rect.width, rect.height), _EMPTY)
        for mark in block.marks:
            self._mark(group, mark, block.ink)

    def _mark(self, group: ET.Element, mark: Mark, ink: Colour) -> None:
        match mark:
            case SetLine() | Text():
                for run in (*runs(mark, ink), *readings(mark, ink)):
                    self._run(group, run)
                _words(group, mark)
            case Form(rect, name, scene):
                if scene is None:
                    _rect(group, rect, {**_PLACE, "data-form": _clean(name)})
                else:
                    # An inner document cuts off what reaches over its edge, as a PDF's form does.
                    self._scene(ET.SubElement(group, "svg", {**_at(rect), "data-form": _clean(name)}), scene)
            case Slot():
                self._slot(group, mark)
            case Bitmap():  # its pixels are in the press's inks
                _rect(group, mark.rect, _PLACE)
            case _:
                self._path(group, mark)

    def _run(self, group: ET.Element, placed: PlacedRun) -> None:
        """Draw a run: a group in units of its face, y upwards, with a use for each glyph."""
        face = self._faces[placed.run.face]
        scale = placed.run.size / face.units_per_em
        across, turn = scale * placed.run.stretch, " rotate(180)" if placed.turned else ""
        place = f"translate({_number(placed.x)} {_number(placed.baseline)}){turn} scale({across:.6g} {-scale:.6g})"
        run = ET.Element("g", {"transform": place, "fill": self._shown(placed.ink)})
        for glyph in placed.run.glyphs:
            if glyph.gid >= 0 and (outline := _outline(face, glyph.gid)):
                name = self._glyph(placed.run.face, glyph.gid, outline)
                ET.SubElement(run, "use", {"href": f"#{name}", "x": f"{glyph.x / across:.1f}"})
        if len(run):
            group.append(run)

    def _glyph(self, face: str, gid: int, outline: str) -> str:
        """Return the id under which a glyph's outline is defined."""
        key = (face, gid)
        if key not in self._ids:
            self._ids[key] = f"{self._prefix}{_clean(face)}-{gid}"
            ET.SubElement(self._defs, "path", {"id": self._ids[key], "d": outline})
        return self._ids[key]

    def _path(self, group: ET.Element, path: DrawnPath) -> None:
        colour = self._shown(path.colour)
        look = {"fill": colour}
        if path.width:
            look = {"fill": "none", "stroke": colour, "stroke-width": _number(path.width)}
            if path.dash:
                look["stroke-dasharray"] = " ".join(map(_number, path.dash))
        ET.SubElement(group, "path", {"d": _data(path), **look})

    def _slot(self, group: ET.Element, slot: Slot) -> None:
        address = self._picture(slot)
        if not address:
            _rect(group, slot.rect, _PLACE)
            return
        attributes = {"href": address, **_at(slot.rect), "preserveAspectRatio": "xMidYMid slice"}
        ET.SubElement(group, "image", attributes)


def _words(group: ET.Element, mark: SetLine | Text) -> None:
    """Lay the text of a line over it, unseen but to be selected, stretched to its width."""
    if isinstance(mark, Text):
        text, x, width, size = mark.text, mark.x, mark.ink.right - mark.x, mark.size
    else:
        text, x, width, size = mark.line.text, mark.line.x, mark.line.width, mark.line.size
    if text.strip() and width > 0:
        words = ET.SubElement(
            group,
            "text",
            {
                "x": _number(x),
                "y": _number(mark.baseline),
                "font-size": _number(size),
                "textLength": _number(width),
                "lengthAdjust": "spacingAndGlyphs",
                "fill-opacity": "0",
            },
        )
        words.text = _clean(text)


def _rect(group: ET.Element, rect: Rect, look: Mapping[str, str]) -> None:
    ET.SubElement(group, "rect", {**_at(rect), **look})


def _at(rect: Rect) -> dict[str, str]:
    sides = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    return {name: _number(value) for name, value in sides.items()}


def _data(path: DrawnPath) -> str:
    parts = []
    for (start, *_), *further in path.contours:
        parts.append(f"M{_points(start)}")
        parts += [("L" if len(part) == 1 else "C") + _points(*part) for part in further]
        if path.closed:
            parts.append("Z")
    return "".join(parts)


def _points(*points: Point) -> str:
    return " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Return a number with up to three places, pt: finer than any screen."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


class _OutlinePen:
    """Takes a glyph's outline (fontTools' pen protocol) down as SVG path data, in units of the face.

    Each point is told from the one before it: that takes a third less room.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._start = self._at = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:
        self._add("m", point)
        self._start = point

    def lineTo(self, point: Point) -> None:
        self._add("l", point)

    def curveTo(self, *points: Point) -> None:
        self._add("c", *points)

    def qCurveTo(self, *points: Point) -> None:
        self._add("q", *points)

    def closePath(self) -> None:
        self.parts.append("z")
        self._at = self._start

    def _add(self, command: str, *points: Point) -> None:
        left, top = self._at
        told = " ".join(f"{x - left:g} {y - top:g}" for x, y in points)
        self.parts.append(command + told.replace(" -", "-"))
        self._at = points[-1]


@lru_cache(maxsize=16384)
def _outline(face: Face, gid: int) -> str:
    """Return a glyph's outline as path data, empty if it leaves no ink."""
    pen = _OutlinePen()
    face.draw(gid, pen)
    return "".join(pen.parts)
