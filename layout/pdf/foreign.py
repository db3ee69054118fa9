"""A ready-made PDF looked through: what a press cannot print, and what must not come into a page of ours.

The page's operators are followed into every form, pattern and glyph, with the place each picture has. Nothing is
executed and nothing outside the file is read. pikepdf is used here and in `layout.ads.supplied` for what other
people's files hold; what we write goes through `layout.finish`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from layout.images.limits import GOOD_PPI, LEAST_PPI, MAX_PIXELS
from layout.pdf.guard import limit

limit()

LINE_ART_PPI = 600.0
"""Pixels per inch that pictures of black and white alone should have."""

_MOST_OPERATORS = 3_000_000
_DEEPEST = 24
"""Limits of what is followed: a file beyond them is broken or made to do harm."""

_MOST_CONTENT = 16_000_000
"""Bytes of drawing operators that are followed, a stream drawn at several scales counted each time."""

_ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/GoToE"),
        *("/GoTo3DView", "/RichMediaExecute"),
    )
)
_HARMLESS_NOTES = frozenset(("/Link", "/Popup", "/PrinterMark", "/TrapNet"))
"""Annotations that are left out without a loss to the print; all others are something to see."""

_PROCESS = frozenset(("/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"))
_SHORT = {"/G": "/DeviceGray", "/CMYK": "/DeviceCMYK", "/RGB": "/DeviceRGB", "/I": "/Indexed"}
"""Names of colour spaces in inline images (ISO 32000-1, table 94)."""

_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Findings:
    """What was found: ``problems`` for which the file is refused, ``remarks`` that are only told."""

    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        """Add a reason to refuse the file, once."""
        if text not in self.problems:
            self.problems.append(text)

    def remark(self, text: str) -> None:
        """Add a remark, once."""
        if text not in self.remarks:
            self.remarks.append(text)


def look_through(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Findings:
    """Return what is wrong with a file and its one page. Raises what pikepdf does on a broken file."""
    findings = Findings()
    _whole_file(pdf, findings)
    _notes(page, findings)
    _Walk(findings).page(page)
    return findings


def _whole_file(pdf: pikepdf.Pdf, findings: Findings) -> None:
    for one in _dictionaries(pdf):
        if str(one.get("/S", "")) in _ACTIONS and "/K" not in one:
            findings.problem(f"it carries an action ({str(one.S)[1:]})")
        if "/JS" in one or "/JavaScript" in one:
            findings.problem("it carries a script (JavaScript)")
        if "/EF" in one or "/EmbeddedFiles" in one:
            findings.problem("it carries other files (attachments)")
        if "/XFA" in one:
            findings.problem("it is a form that draws itself (XFA)")
        if _hides(one):
            findings.problem(_HIDDEN)
        if "/OPI" in one or ("/Ref" in one and one.get("/Subtype") == "/Form"):
            findings.problem("it only refers to pictures in other files")
    for thing in pdf.objects:
        # A stream may say that its data is in another file or at an address (ISO 32000-1, table 5).
        if isinstance(thing, pikepdf.Stream) and "/F" in thing:
            findings.problem("it only refers to data in other files")
    layers = pdf.Root.get("/OCProperties")
    if layers is not None and "/D" in layers:
        hidden = list(layers.D.get("/OFF", pikepdf.Array()))
        if hidden or layers.D.get("/BaseState", "/ON") != "/ON":
            findings.problem(_HIDDEN)


_HIDDEN = "it has hidden layers, which would be seen in print"


def _hides(one: pikepdf.Object) -> bool:
    """Tell whether a layer is not printed, or is seen when others are not (ISO 32000-1, 8.11): ours has no layers."""
    if one.get("/Type") == "/OCMD":
        return "/VE" in one or one.get("/P", "/AnyOn") not in ("/AnyOn", "/AllOn")
    usage = one.get("/Usage") if one.get("/Type") == "/OCG" else None
    printed = usage.get("/Print") if isinstance(usage, pikepdf.Dictionary) else None
    return isinstance(printed, pikepdf.Dictionary) and printed.get("/PrintState", "/ON") != "/ON"


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of a file, those of streams included."""
    for thing in (*pdf.objects, pdf.trailer):
        stack = [(thing, 0)]
        while stack:
            one, depth = stack.pop()
            if depth > _DEEPEST:
                continue
            if isinstance(one, pikepdf.Stream):
                yield one
                stack += [(value, depth + 1) for value in one.stream_dict.values() if _direct(value)]
            elif isinstance(one, pikepdf.Dictionary):
                yield one
                stack += [(value, depth + 1) for value in one.values() if _direct(value)]
            elif isinstance(one, pikepdf.Array):
                stack += [(value, depth + 1) for value in one if _direct(value)]


def _direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _notes(page: pikepdf.Page, findings: Findings) -> None:
    for note in page.obj.get("/Annots", pikepdf.Array()):
        kind = str(note.get("/Subtype", "/Note"))
        if kind in _HARMLESS_NOTES:
            findings.remark("links and marks for the screen were left out")
        else:
            findings.problem(f"it has an annotation ({kind[1:]}) on the page, which does not print")


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that is followed: where pictures come to stand."""

    matrix: _Matrix


class _Walk:
    """Follows a page's operators. ``_seen`` holds the streams followed, with the scale they were followed at."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._operators = self._unpacked = 0
        self._active: list[tuple[int, int]] = []
        self._seen: set[tuple[tuple[int, int], tuple[float, ...]]] = set()

    def page(self, page: pikepdf.Page) -> None:
        self._stream(page, page.obj.get("/Resources", page.resources), _UNIT)

    def _stream(self, stream: Any, resources: pikepdf.Object, matrix: _Matrix) -> None:
        if len(self._active) > _DEEPEST:
            self._findings.problem("its drawings are nested too deeply")
            return
        self._unpacked += _size(stream)
        if self._unpacked > _MOST_CONTENT:
            self._findings.problem("its drawing operators unpack to an enormous size")
            return
        for name, space in _entries(resources, "/ColorSpace"):
            if name.startswith("/Default"):
                self._space(space, resources)
        state = _State(matrix)
        saved: list[_State] = []
        for one in pikepdf.parse_content_stream(stream):
            self._operators += 1
            if self._operators > _MOST_OPERATORS:
                self._findings.problem("it has more than three million drawing operators")
                return
            if isinstance(one, pikepdf.ContentStreamInlineImage):
                self._inline(one, resources, state.matrix)
                continue
            operator, operands = str(one.operator), list(one.operands)
            match operator:
                case "q":
                    saved.append(state)
                case "Q":
                    state = saved.pop() if saved else state
                case "cm":
                    state = _State(_times(_numbers(operands), state.matrix))
                case "rg" | "RG":
                    self._findings.problem("it has colours in RGB")
                case "cs" | "CS" if operands:
                    self._space(operands[0], resources)
                case "sh" if operands:
                    self._shading(_named(resources, "/Shading", operands[0]), resources)
                case "scn" | "SCN" if operands and isinstance(operands[-1], pikepdf.Name):
                    self._pattern(_named(resources, "/Pattern", operands[-1]), resources, state.matrix)
                case "Tf" if operands:
                    self._font(_named(resources, "/Font", operands[0]), resources, state.matrix)
                case "gs" if operands:
                    self._graphics_state(_named(resources, "/ExtGState", operands[0]), resources, state.matrix)
                case "Do" if operands:
                    self._object(_named(resources, "/XObject", operands[0]), resources, state.matrix)

    def _inner(self, stream: pikepdf.Object, resources: pikepdf.Object, matrix: _Matrix) -> None:
        """Follow a form, a pattern or a glyph, once at each scale and never into itself."""
        key = (stream.objgen, tuple(round(value, 2) for value in matrix[:4]))
        if stream.objgen in self._active or (stream.is_indirect and key in self._seen):
            return
        self._seen.add(key)
        self._active.append(stream.objgen)
        self._stream(stream, stream.get("/Resources", resources), matrix)
        self._active.pop()

    def _object(self, thing: pikepdf.Object | None, resources: pikepdf.Object, matrix: _Matrix) -> None:
        if thing is None:
            return
        match str(thing.get("/Subtype", "")):
            case "/Image":
                self._image(thing, resources, matrix)
            case "/Form":
                inner = _numbers(list(thing.get("/Matrix", pikepdf.Array(_UNIT))))
                self._inner(thing, resources, _times(inner, matrix))
            case kind:
                self._findings.problem(f"it has a drawing of an unknown kind ({kind[1:] or 'none'})")

    def _image(self, image: pikepdf.Object, resources: pikepdf.Object, matrix: _Matrix) -> None:
        width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        mask = bool(image.get("/ImageMask", False))
        bits = 1 if mask else int(image.get("/BitsPerComponent", 8))
        if width * height > MAX_PIXELS:
            self._findings.problem(f"it has a picture of more than {MAX_PIXELS // 1_000_000} million pixels")
        if "/SMask" in image:
            self._findings.remark("it has transparent pictures")
        space = image.get("/ColorSpace")
        if space is not None and not mask:
            self._space(space, resources, what="a picture")
        elif not mask:
            self._findings.problem("it has a picture whose colours cannot be told (JPEG 2000 without a colour space)")
        self._resolution(width, height, bits, matrix)

    def _inline(self, one: pikepdf.ContentStreamInlineImage, resources: pikepdf.Object, matrix: _Matrix) -> None:
        image = one.iimage.obj
        mask = bool(image.get("/ImageMask", image.get("/IM", False)))
        space = image.get("/ColorSpace", image.get("/CS"))
        if space is not None and not mask:
            self._space(space, resources, what="a picture")
        bits = 1 if mask else int(image.get("/BitsPerComponent", image.get("/BPC", 8)))
        self._resolution(
            int(image.get("/Width", image.get("/W", 0))), int(image.get("/Height", image.get("/H", 0))), bits, matrix
        )

    def _resolution(self, width: int, height: int, bits: int, matrix: _Matrix) -> None:
        a, b, c, d, *_ = matrix
        across, down = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        if min(width, height) <= 4 or across <= 0 or down <= 0:
            return  # a strip stretched into a plain area or a gradient
        ppi = min(width / across, height / down)
        if ppi < LEAST_PPI - 0.5:
            self._findings.problem(
                f"it has a picture of {ppi:.0f} pixels per inch; below {LEAST_PPI:.0f} they are seen in print"
            )
        elif ppi < GOOD_PPI - 0.5:
            self._findings.remark(f"it has a picture of {ppi:.0f} pixels per inch; {GOOD_PPI:.0f} are good")
        elif bits == 1 and ppi < LINE_ART_PPI - 0.5:
            self._findings.remark(f"it has line art of {ppi:.0f} pixels per inch; {LINE_ART_PPI:.0f} are good")

    def _space(self, space: Any, resources: pikepdf.Object, *, what: str = "colours") -> None:
        if foreign := self._foreign(space, resources, 0):
            self._findings.problem(f"it has {what} in {foreign}")

    def _foreign(self, space: Any, resources: pikepdf.Object, depth: int) -> str:
        """Return the name of a space that no CMYK press prints, or nothing; spot colours are remarked."""
        if depth > 8:
            return "a colour space without end"
        if isinstance(space, pikepdf.Name):
            name = _SHORT.get(str(space), str(space))
            if name in ("/DeviceCMYK", "/DeviceGray", "/Pattern"):
                return ""
            named = _named(resources, "/ColorSpace", space)
            if named is not None and named != space:
                return self._foreign(named, resources, depth + 1)
            return "RGB" if name == "/DeviceRGB" else name[1:]
        if not isinstance(space, pikepdf.Array) or not len(space):
            return ""
        family = _SHORT.get(str(space[0]), str(space[0]))
        match family:
            case "/ICCBased":
                channels = int(space[1].get("/N", 0))
                return "" if channels in (1, 4) else ("RGB" if channels == 3 else f"a profile of {channels} channels")
            case "/Indexed" | "/Pattern":
                return self._foreign(space[1], resources, depth + 1) if len(space) > 1 else ""
            case "/Separation" | "/DeviceN":
                names = [space[1]] if family == "/Separation" else list(space[1])
                for spot in map(str, names):
                    if spot not in _PROCESS:
                        self._findings.remark(f"its spot colour {spot[1:]} is printed from the four inks")
                return self._foreign(space[2], resources, depth + 1)
            case "/CalGray" | "/DeviceCMYK" | "/DeviceGray":
                return "CalGray" if family == "/CalGray" else ""
            case "/CalRGB" | "/DeviceRGB":
                return "RGB"
            case other:
                return other[1:]

    def _shading(self, shading: pikepdf.Object | None, resources: pikepdf.Object) -> None:
        if shading is not None and "/ColorSpace" in shading:
            self._space(shading.ColorSpace, resources, what="a gradient")

    def _pattern(self, pattern: pikepdf.Object | None, resources: pikepdf.Object, matrix: _Matrix) -> None:
        if pattern is None:
            return
        if "/Shading" in pattern:
            self._shading(pattern.Shading, resources)
        else:
            inner = _numbers(list(pattern.get("/Matrix", pikepdf.Array(_UNIT))))
            self._inner(pattern, resources, inner)

    def _font(self, font: pikepdf.Object | None, resources: pikepdf.Object, matrix: _Matrix) -> None:
        if font is None:
            self._findings.problem("it names a font that is not in the file")
            return
        if font.get("/Subtype") == "/Type3":
            for glyph in font.get("/CharProcs", pikepdf.Dictionary()).values():
                self._inner(glyph, font.get("/Resources", resources), matrix)
            return
        name = str(font.get("/BaseFont", "/unnamed"))[1:]
        holder = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
        descriptor = holder.get("/FontDescriptor", pikepdf.Dictionary())
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            self._findings.problem(f"its font {name} is not embedded")

    def _graphics_state(self, state: pikepdf.Object | None, resources: pikepdf.Object, matrix: _Matrix) -> None:
        if state is None:
            return
        if "/Font" in state:
            self._font(state.Font[0], resources, matrix)
        soft = state.get("/SMask")
        if isinstance(soft, pikepdf.Dictionary):
            self._findings.remark("it has transparency")
            if "/G" in soft:
                self._object(soft.G, resources, matrix)
        opacity = [float(state.get(key, 1)) for key in ("/ca", "/CA")]
        if min(opacity) < 1 or state.get("/BM", "/Normal") not in ("/Normal", "/Compatible"):
            self._findings.remark("it has transparency")


def _size(stream: Any) -> int:
    """Return the bytes of a content stream, or of a page's streams, unpacked: the file was gauged before."""
    holder = stream.obj.get("/Contents", pikepdf.Array()) if isinstance(stream, pikepdf.Page) else stream
    parts = [holder] if isinstance(holder, pikepdf.Stream) else list(holder)
    return sum(len(part.read_bytes()) for part in parts)


def _named(resources: pikepdf.Object, category: str, name: Any) -> pikepdf.Object | None:
    group = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
    found = group.get(str(name)) if isinstance(group, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Object) else None


def _entries(resources: pikepdf.Object, category: str) -> Iterator[tuple[str, Any]]:
    group = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(group, pikepdf.Dictionary):
        yield from group.items()


def _numbers(operands: list[Any]) -> _Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix that applies the inner one first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
