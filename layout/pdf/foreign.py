"""An advertiser's ready-made PDF: looked through for what a press cannot print, and put on a page of ours.

The page's operators are followed into every form, pattern, glyph and soft mask, with the place each picture has.
Nothing is executed and nothing outside the file is read. Only the page's own drawing is taken over (`allowlist`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from layout.base.messages import say, word
from layout.base.units import Rect
from layout.design.press import ImageLimits
from layout.images.limits import MAX_PIXELS
from layout.pdf.allowlist import Keeper
from layout.pdf.guard import limit, problem_of
from layout.pdf.interpreter import DEPTH, Content, Drawing, Fault, Machine, follow
from layout.pdf.operators import Kind
from layout.pdf.pixels import picture_of
from layout.pdf.single import extent_of, single_page
from layout.pdf.spaces import RGB, Space
from layout.pdf.state import State

limit()

_MOST_OPERATORS = 3_000_000
"""A file of more is broken or made to do harm."""

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

_HARMLESS_DAMAGE = (
    "reported number of objects",
    "a common error handled correctly",
    "xref entry for the xref stream itself is missing",
    "invalid /ID in trailer",
)
"""What a reader says of a file that it need not guess at: every part of the drawing was found where it should be."""

_BROKEN = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RuntimeError,
)
"""What reading a damaged file can raise: its parts are not of the types they should be."""

EXPORT = say("ask for a PDF/X-4 (or PDF/X-1a) of that one page: CMYK, fonts embedded, nothing interactive")


class NotUsableError(Exception):
    """A file is not looked at any further: why, in words that follow its name, and what to ask for."""

    def __init__(self, problem: str, hint: str = EXPORT) -> None:
        super().__init__(problem)
        self.problem, self.hint = problem, hint


class _SenselessError(Exception):
    """A drawing cannot be followed: the stream and operator where. What a library says of it helps no advertiser."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


@dataclass(frozen=True, slots=True, eq=False)
class ForeignPage:
    """A ready-made page looked through: its size, pt, why it is refused (``problems``), and what is only told."""

    width: float
    height: float
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    _form: pikepdf.Object = field(repr=False)

    def placed(self, box: Rect, x: float, y: float, over: str = "") -> bytes:
        """Return a PDF page of the size of a box with the drawing in it, its lower left at x, y from the box's.

        over: operators drawn over it. Raises NotUsableError for a drawing that turns out to be broken.
        """
        with _reading():
            out = pikepdf.new()
            left, lower, _, _ = extent_of(self._form)
            return single_page(
                out, Keeper(out).form(self._form), f"1 0 0 1 {x - left:.4f} {y - lower:.4f} cm", box, over
            )


@contextmanager
def foreign_page(data: bytes, bleed: float, images: ImageLimits) -> Iterator[ForeignPage]:
    """Open a ready-made page and look through it; it can be placed while it is open.

    bleed: what is to be taken off, pt, from a page that has no trim of its own. images: what the press wants of
    pictures. Raises NotUsableError for a file that is not to be opened, or is no PDF of one page that can be read.
    """
    if problem := problem_of(data):
        raise NotUsableError(problem)
    with _reading():
        source = pikepdf.open(BytesIO(data))
    with source:
        with _reading():
            _names_as_text(source)
            page = _looked_through(source, bleed, images)
        yield page


def pages_problem(count: int) -> str:
    """Return what is said of a file of more pages than one, or of none, in words that follow its name."""
    return say("has {count} pages, but an ad is one page", count=count)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except pikepdf.PasswordError as error:
        raise NotUsableError(say("is locked with a password"), say("ask for a copy that is not locked")) from error
    except _SenselessError as error:
        raise NotUsableError(
            say("is damaged: what it draws makes no sense ({where})", where=error.where), say("ask for it anew")
        ) from error
    except _BROKEN as error:
        raise NotUsableError(say("is not a PDF that can be read: it is damaged"), say("ask for it anew")) from error


def _looked_through(source: pikepdf.Pdf, bleed: float, images: ImageLimits) -> ForeignPage:
    if source.is_encrypted:
        raise NotUsableError(say("is encrypted"), say("ask for a copy without restrictions"))
    if len(source.pages) != 1:
        raise NotUsableError(pages_problem(len(source.pages)))
    page = source.pages[0]
    findings = _Findings()
    _whole_file(source, findings)
    _notes(page, findings)
    _follow(page, findings, images)
    if float(page.obj.get("/UserUnit", 1)) != 1:
        findings.problem(say("it is drawn in units of its own (UserUnit)"))
    warnings = [str(warning) for warning in source.get_warnings()]
    if damage := [one for one in warnings if not any(known in one for known in _HARMLESS_DAMAGE)]:
        # What had to be guessed may not be what was drawn.
        findings.problem(say("it is damaged ({count} places)", count=len(damage)))
    elif warnings:
        findings.remarks.append(say("small errors in the list of its parts were mended"))
    if bleed and not _trim(page, bleed):
        findings.remarks.append(say("it says itself where it is trimmed, so bleed: has no effect"))
    form = page.as_form_xobject()
    _, _, width, height = extent_of(form)
    return ForeignPage(width, height, tuple(findings.problems), tuple(findings.remarks), form)


def _trim(page: pikepdf.Page, bleed: float) -> bool:
    """Take a declared bleed off a page that has no trim of its own; return whether it has none."""
    media, trim = [[float(value) for value in box] for box in (page.mediabox, page.trimbox)]
    if any(abs(one - other) >= 0.01 for one, other in zip(media, trim, strict=True)):
        return False
    page.trimbox = pikepdf.Array([media[0] + bleed, media[1] + bleed, media[2] - bleed, media[3] - bleed])
    return True


@dataclass(slots=True)
class _Findings:
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


def _whole_file(pdf: pikepdf.Pdf, findings: _Findings) -> None:
    for one in _dictionaries(pdf):
        if str(one.get("/S", "")) in _ACTIONS and "/K" not in one:
            findings.problem(say("it carries an action ({s})", s=str(one.S)[1:]))
        if "/JS" in one or "/JavaScript" in one:
            findings.problem(say("it carries a script (JavaScript)"))
        if "/EF" in one or "/EmbeddedFiles" in one:
            findings.problem(say("it carries other files (attachments)"))
        if "/XFA" in one:
            findings.problem(say("it is a form that draws itself (XFA)"))
        if _hides(one):
            findings.problem(_HIDDEN)
        if "/OPI" in one or ("/Ref" in one and one.get("/Subtype") == "/Form"):
            findings.problem(say("it only refers to pictures in other files"))
    for thing in pdf.objects:
        # A stream may say that its data is in another file or at an address (ISO 32000-1, table 5).
        if isinstance(thing, pikepdf.Stream) and "/F" in thing:
            findings.problem(say("it only refers to data in other files"))
    layers = pdf.Root.get("/OCProperties")
    if layers is not None and "/D" in layers:
        hidden = list(layers.D.get("/OFF", pikepdf.Array()))
        if hidden or layers.D.get("/BaseState", "/ON") != "/ON":
            findings.problem(_HIDDEN)


_HIDDEN = say("it has hidden layers, which would be seen in print")


def _hides(one: pikepdf.Object) -> bool:
    """Tell whether a layer is not printed, or is seen when others are not (ISO 32000-1, 8.11): ours has no layers."""
    if one.get("/Type") == "/OCMD":
        return "/VE" in one or one.get("/P", "/AnyOn") not in ("/AnyOn", "/AllOn")
    usage = one.get("/Usage") if one.get("/Type") == "/OCG" else None
    printed = usage.get("/Print") if isinstance(usage, pikepdf.Dictionary) else None
    return isinstance(printed, pikepdf.Dictionary) and printed.get("/PrintState", "/ON") != "/ON"


def _names_as_text(pdf: pikepdf.Pdf) -> None:
    """Bring the names that a file's dictionaries and arrays hold into UTF-8.

    Names are bytes (ISO 32000-1, 7.3.5); Chinese programs write those of fonts and inks in GBK. Names of glyphs
    (/Differences) stay as they are: an embedded font knows them by their bytes.
    """
    for one in _containers(pdf):
        held: list[tuple[Any, Any]] = [*(enumerate(one.as_list()) if isinstance(one, pikepdf.Array) else one.items())]
        for key, value in held:
            if isinstance(value, pikepdf.Name) and (text := _misread(bytes(value))):
                one[key] = pikepdf.Name(text)


def _misread(name: bytes) -> str:
    """Return a name that is not UTF-8 as what it most likely says; nothing if it is."""
    try:
        name.decode()
    except UnicodeDecodeError:
        try:
            return name.decode("gb18030")
        except UnicodeDecodeError:
            return name.decode("latin-1")
    return ""


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary of a file, those of streams included."""
    return (one for one in _containers(pdf) if not isinstance(one, pikepdf.Array))


def _containers(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary, stream and array of a file, but arrays of the names of glyphs."""
    for thing in (*pdf.objects, pdf.trailer):
        stack = [(thing, 0)]
        while stack:
            one, depth = stack.pop()
            if depth > DEPTH:
                continue
            if isinstance(one, pikepdf.Array):
                inner = list(one)
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                fields = one.stream_dict if isinstance(one, pikepdf.Stream) else one
                inner = [value for key, value in fields.items() if key != "/Differences"]
            else:
                continue
            yield one
            stack += [(value, depth + 1) for value in inner if _direct(value)]


def _direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def _notes(page: pikepdf.Page, findings: _Findings) -> None:
    for note in page.obj.get("/Annots", pikepdf.Array()):
        kind = str(note.get("/Subtype", "/Note"))
        if kind in _HARMLESS_NOTES:
            findings.remark(say("links and marks for the screen were left out"))
        else:
            findings.problem(say("it has an annotation ({kind}) on the page, which does not print", kind=kind[1:]))


class _EnoughError(Exception):
    """Nothing more is looked at: what was found is enough to refuse the file."""


def _follow(page: pikepdf.Page, findings: _Findings, images: ImageLimits) -> None:
    inspector = _Inspector(findings, images)
    content = Content.of_page(page)
    try:
        inspector.begin(content)
        follow(content, State(), inspector)
    except _EnoughError:
        pass


class _Inspector:
    """Looks at everything a page draws. ``_seen`` holds the streams followed, with the scale they were followed at."""

    follows = frozenset(Drawing)

    def __init__(self, findings: _Findings, images: ImageLimits) -> None:
        self._findings, self._images = findings, images
        self._operators = self._unpacked = 0
        self._seen: set[tuple[tuple[int, int], tuple[float, ...]]] = set()

    def begin(self, content: Content) -> None:
        """Look at a stream that will be followed, as a whole."""
        self._unpacked += _size(content.stream)
        if self._unpacked > _MOST_CONTENT:
            self._enough(say("its drawing operators unpack to an enormous size"))
        for name, space in content.resources.items("/ColorSpace"):
            if name.startswith("/Default"):
                self._space(content.resources.space(space))

    def enter(self, content: Content, state: State) -> _Inspector | None:
        """Follow a stream once at each scale."""
        key = (content.stream.objgen, tuple(round(value, 2) for value in state.ctm[:4]))
        if content.stream.is_indirect and key in self._seen:
            return None
        self._seen.add(key)
        self.begin(content)
        return self

    def fault(self, content: Content, fault: Fault, operator: str, error: Exception | None) -> None:
        """Refuse what cannot be followed; a drawing that draws itself is not drawn again."""
        if fault is Fault.DEEP:
            self._findings.problem(say("its drawings are nested too deeply"))
        elif error is not None:
            where = (
                say("{source}, operator {operator}", source=content.source, operator=operator)
                if operator
                else content.source
            )
            raise _SenselessError(where) from error

    def step(self, machine: Machine) -> None:
        """Look at an operator."""
        self._operators += 1
        if self._operators > _MOST_OPERATORS:
            self._enough(say("it has more than three million drawing operators"))
        row, thing, resources = machine.operator, machine.thing, machine.content.resources
        match row.kind:
            case Kind.DEVICE | Kind.SPACE:
                self._space((machine.state.fill if row.fills else machine.state.stroke).space)
            case Kind.COLOUR if pattern := (machine.state.fill if row.fills else machine.state.stroke).pattern:
                if not pattern.is_tiling:
                    self._space(pattern.space, "a gradient")
            case Kind.SHADING if thing is not None and "/ColorSpace" in thing:
                self._space(resources.space(thing.ColorSpace), "a gradient")
            case Kind.TEXT if row.category:
                self._font(thing)
            case Kind.NAMED_STATE if thing is not None:
                self._graphics_state(thing)
            case Kind.OBJECT if thing is not None:
                kind = str(thing.get("/Subtype", ""))
                if kind == "/Image":
                    self._image(thing, machine)
                elif kind != "/Form":
                    self._findings.problem(say("it has a drawing of an unknown kind ({kind})", kind=kind[1:] or "none"))
            case Kind.IMAGE:
                assert isinstance(machine.instruction, pikepdf.ContentStreamInlineImage)
                self._image(machine.instruction.iimage.obj, machine, inline=True)

    def _enough(self, problem: str) -> None:
        self._findings.problem(problem)
        raise _EnoughError

    def _image(self, image: Any, machine: Machine, *, inline: bool = False) -> None:
        picture = picture_of(image, machine.content.resources, inline=inline)
        if picture.width * picture.height > MAX_PIXELS:
            self._findings.problem(
                say("it has a picture of more than {max_pixels} million pixels", max_pixels=MAX_PIXELS // 1000000)
            )
        if "/SMask" in image:
            self._findings.remark(say("it has transparent pictures"))
        if picture.space is not None:
            self._space(picture.space, "a picture")
        elif not picture.mask and not inline:
            self._findings.problem(
                say("it has a picture whose colours cannot be told (JPEG 2000 without a colour space)")
            )
        across, down = machine.state.ctm.width / 72, machine.state.ctm.height / 72
        if min(picture.width, picture.height) <= 4 or across <= 0 or down <= 0:
            return  # a strip stretched into a plain area or a gradient
        limits, ppi = self._images, min(picture.width / across, picture.height / down)
        if ppi < limits.least - 0.5:
            self._findings.problem(
                say(
                    "it has a picture of {ppi:.0f} pixels per inch; below {least:.0f} they are seen in print",
                    ppi=ppi,
                    least=limits.least,
                )
            )
        elif ppi < limits.good - 0.5:
            self._findings.remark(
                say("it has a picture of {ppi:.0f} pixels per inch; {good:.0f} are good", ppi=ppi, good=limits.good)
            )
        elif picture.bits == 1 and ppi < limits.line_art - 0.5:
            self._findings.remark(
                say(
                    "it has line art of {ppi:.0f} pixels per inch; {line_art:.0f} are good",
                    ppi=ppi,
                    line_art=limits.line_art,
                )
            )

    def _space(self, space: Space, what: str = "colours") -> None:
        """Refuse a space that no press of process inks prints; spot colours are told."""
        for spot in space.spots:
            self._findings.remark(say("its spot colour {spot} is printed from the four inks", spot=spot))
        if foreign := space.foreign(icc=True):
            self._findings.problem(say("it has {what} in {told}", what=word(what), told=_told(foreign)))

    def _font(self, font: pikepdf.Object | None) -> None:
        if font is None:
            self._findings.problem(say("it names a font that is not in the file"))
        elif font.get("/Subtype") != "/Type3":
            name = str(font.get("/BaseFont", "/unnamed"))[1:]
            holder = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else font
            descriptor = holder.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                self._findings.problem(say("its font {name} is not embedded", name=name))

    def _graphics_state(self, entry: pikepdf.Object) -> None:
        if "/Font" in entry:
            self._font(entry.Font[0])
        opacity = [float(entry.get(key, 1)) for key in ("/ca", "/CA")]
        blends = entry.get("/BM", "/Normal") not in ("/Normal", "/Compatible")
        if isinstance(entry.get("/SMask"), pikepdf.Dictionary) or min(opacity) < 1 or blends:
            self._findings.remark(say("it has transparency"))


def _told(space: Space) -> str:
    """Return a space as an advertiser's studio calls it."""
    if space.kind in (RGB.kind, "CalRGB") or (space.kind == "ICCBased" and space.components == RGB.components):
        return "RGB"
    if space.kind == "ICCBased":
        return say("a profile of {channels:channel|channels}", channels=space.components)
    return str(space)


def _size(stream: Any) -> int:
    """Return the bytes of a content stream, or of a page's streams, unpacked: the file was gauged before."""
    holder = stream.obj.get("/Contents", pikepdf.Array()) if isinstance(stream, pikepdf.Page) else stream
    parts = [holder] if isinstance(holder, pikepdf.Stream) else list(holder)
    return sum(len(part.read_bytes()) for part in parts)
