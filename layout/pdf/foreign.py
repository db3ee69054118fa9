"""An advertiser's ready-made PDF: looked through, mended for the press, and put on a page of ours.

Nothing is executed and nothing outside the file is read. Only the page's own drawing is taken over (`allowlist`), into
a copy; what can be put right is put right there (`layout.pdf.mend`) and told, and it is refused for the rest.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import atan2, hypot, pi
from typing import Any, TypeAlias

import numpy as np
import pikepdf

from layout.base.messages import Message, listed, say, word
from layout.base.units import Rect
from layout.design.press import IMAGES, PressCondition
from layout.images.fineness import Coarse, coarse_in
from layout.pdf import guard
from layout.pdf.allowlist import Keeper, TooDeepError
from layout.pdf.functions import FunctionError, function_of
from layout.pdf.interpreter import DEPTH
from layout.pdf.mend.change import CannotMendError, Change, Cure
from layout.pdf.mend.colours import brought_to_inks
from layout.pdf.mend.darkground import on_dark_grounds
from layout.pdf.mend.drawnglyphs import with_drawn_glyphs
from layout.pdf.mend.faces import with_known_faces
from layout.pdf.mend.inspection import SenselessError, inspected
from layout.pdf.mend.layers import Layers
from layout.pdf.mend.lines import seen_in_print
from layout.pdf.mend.notes import notes_of, with_notes
from layout.pdf.mend.packing import repack
from layout.pdf.mend.pictured import without_transparency
from layout.pdf.mend.tidy import Tidied, TooMuchError, tidied
from layout.pdf.mend.whole import damage, guessed, reached, unclear
from layout.pdf.single import begin_in_black, extent_of, single_page

guard.limit()

Mend: TypeAlias = Callable[[pikepdf.Pdf, pikepdf.Object, PressCondition], tuple[Change, ...]]
"""Puts one thing right in the copy of an ad, a Form XObject of that file, for a press; returns what it changed."""

MENDS: tuple[Mend, ...] = (
    with_drawn_glyphs,
    with_known_faces,
    brought_to_inks,
    seen_in_print,
    on_dark_grounds,
    without_transparency,
)
"""What is done for a press, in this order: colours before what asks about them."""

_SCREEN = {
    "/JavaScript": "scripts",
    "/Launch": "actions",
    "/SubmitForm": "actions",
    "/ImportData": "actions",
    "/GoToE": "actions",
    "/Rendition": "sound and film",
    "/Movie": "sound and film",
    "/Sound": "sound and film",
    "/RichMediaExecute": "sound and film",
    "/GoTo3DView": "sound and film",
}
"""Kind of action (ISO 32000-1, table 198) -> what is told of it."""

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

_GUARDED = {
    guard.SLOW: say("takes too long to read: it is broken, or made to do harm"),
    guard.HEAVY: say("takes too much memory or time to read: it is broken, or made to do harm"),
    guard.ENORMOUS: say("unpacks to an enormous size"),
    guard.OBJECTS: say("has more than {most} objects", most=guard.MOST_OBJECTS),
    guard.PAGES: say("has more than {most} pages", most=guard.MOST_PAGES),
}


class NotUsableError(Exception):
    """A file is not looked at any further: why, in words that follow its name, and what to ask for."""

    def __init__(self, problem: str, hint: str = EXPORT) -> None:
        super().__init__(problem)
        self.problem, self.hint = problem, hint


@dataclass(frozen=True, slots=True, eq=False)
class ForeignPage:
    """A ready-made page looked through and mended: its size, pt, and the mended copy.

    ``problems`` are why it is refused all the same, ``changes`` what was put right, ``remarks`` what is only told.
    ``coarse`` is what there is to say of its pictures' pixels. ``trimmed`` tells whether the file itself says where it
    is trimmed. ``around`` is what was kept beyond the trim, pt: at the left, the foot, the right, the top.
    """

    width: float
    height: float
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    changes: tuple[Change, ...]
    coarse: tuple[Coarse, ...]
    trimmed: bool
    around: tuple[float, float, float, float]
    _form: pikepdf.Object = field(repr=False)

    def placed(self, box: Rect, x: float, y: float, over: str = "", scale: tuple[float, float] = (1.0, 1.0)) -> bytes:
        """Return a PDF page of the size of a box with the drawing in it, its trim's lower left at x, y from the box's.

        over: operators drawn over it. scale: of its width and height. Raises NotUsableError for a drawing that turns
        out to be broken.
        """
        with _reading():
            out = pikepdf.new()
            left, lower, _, _ = extent_of(self._form)
            across, up = scale
            left, lower = left + self.around[0], lower + self.around[1]
            matrix = f"{across:.6f} 0 0 {up:.6f} {x - across * left:.4f} {y - up * lower:.4f} cm"
            return single_page(out, Keeper(out).form(self._form), matrix, box, over)

    def cut(self, bleed: float, beyond: float = 0.0) -> ForeignPage:
        """Return the page without so much of it, pt, at each side, of which so much is kept ``beyond`` its trim.

        The copy is cut: this page is cut with it.
        """
        _, _, width, height = extent_of(self._form)
        kept = min(beyond, bleed)
        off = bleed - kept
        x0, y0, x1, y1 = (float(value) for value in self._form.BBox)
        unit = (x1 - x0) / (width if _is_upright(self._form) else height)
        self._form.BBox = pikepdf.Array([x0 + off * unit, y0 + off * unit, x1 - off * unit, y1 - off * unit])
        return replace(self, width=width - 2 * bleed, height=height - 2 * bleed, around=(kept,) * 4)


def _is_upright(form: pikepdf.Object) -> bool:
    return "/Matrix" not in form or float(form.Matrix[0]) != 0


@contextmanager
def foreign_page(
    data: bytes, bleed: float, press: PressCondition | None = None, page: int = 0, beyond: float = 0.0
) -> Iterator[ForeignPage]:
    """Open a ready-made page, look through it and mend it; it can be placed while it is open.

    bleed: what is to be taken off, pt, from a page that has no trim of its own. press: what it is mended for; without
    one its colours and lines stay as they are. page: which page of a file of several, from 1; with 0 the file is to
    have one. beyond: what is kept beyond the trim that the file tells, pt, for an ad that runs off the page. Raises
    NotUsableError for a file that is not to be opened, or is no PDF of one page that can be read.
    """
    if problem := guard.problem_of(data):
        raise NotUsableError(guarded(problem))
    with _reading():
        source = pikepdf.open(BytesIO(data))
    with source, pikepdf.new() as copy:
        with _reading():
            chosen = _chosen(source, page)
            made = _Looking(source, copy, press).page(chosen, bleed, beyond)
        yield made


def guarded(problem: str) -> Message:
    """Return why a file is not opened, of one of the guard's tokens, in words that follow its name."""
    return _GUARDED.get(problem, _GUARDED[guard.HEAVY])


def _chosen(source: pikepdf.Pdf, page: int) -> pikepdf.Page:
    """Return the page that is the ad."""
    if source.is_encrypted and not source.allow.print_highres:
        raise NotUsableError(say("does not allow to be printed"), say("ask for a copy without restrictions"))
    count = len(source.pages)
    if not page and count != 1:
        hint = say("say which page: page: in ads.yaml, or --page") if count else EXPORT
        raise NotUsableError(pages_problem(count), hint)
    if page > count:
        said = say("has no page {page}: it has {count:page|pages}", page=page, count=count)
        raise NotUsableError(said, say("correct page: in ads.yaml, or --page"))
    return source.pages[max(page, 1) - 1]


def pages_problem(count: int) -> str:
    """Return what is said of a file of more pages than one, or of none, in words that follow its name."""
    return say("has {count} pages, but an ad is one page", count=count)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except pikepdf.PasswordError as error:
        raise NotUsableError(say("is locked with a password"), say("ask for a copy that is not locked")) from error
    except SenselessError as error:
        raise NotUsableError(
            say("is damaged: what it draws makes no sense ({where})", where=error.where), say("ask for it anew")
        ) from error
    except _BROKEN as error:
        raise NotUsableError(say("is not a PDF that can be read: it is damaged"), say("ask for it anew")) from error


class _Looking:
    """One file on its way: what is found of it, and what was changed, in the order in which it was."""

    def __init__(self, source: pikepdf.Pdf, copy: pikepdf.Pdf, press: PressCondition | None) -> None:
        self._source, self._copy, self._press = source, copy, press
        self._problems: list[str] = []
        self._remarks: list[str] = []
        self._changes: list[Change] = []
        self._coarse: tuple[Coarse, ...] = ()

    def page(self, page: pikepdf.Page, bleed: float, beyond: float) -> ForeignPage:
        """Look through a page, mend it, and return it."""
        source = self._source
        names_as_text(source)
        if source.is_encrypted:
            self._changes.append(Change(Cure.LOCK, say("its restrictions were left behind: it may be printed")))
        if left := _for_the_screen(source):
            said = say("what is for a screen only was left out: {what}", what=listed(map(word, left)))
            self._changes.append(Change(Cure.SCREEN, said))
        if _draws_itself(source):
            self._problems.append(say("it is a form that draws itself (XFA)"))
        trimmed = not _trim(page, bleed)
        if bleed and trimmed:
            self._remarks.append(say("it says itself where it is trimmed, so bleed: has no effect"))
        around = _widened(page, beyond) if beyond and (trimmed or bleed) else (0.0, 0.0, 0.0, 0.0)
        drawn = page.as_form_xobject()
        _, _, width, height = extent_of(drawn)
        form = drawn
        try:
            form = self._copied(page, drawn)
            self._mend(form)
        except TooDeepError:
            self._problems.append(say("its drawings are nested too deeply"))
        except TooMuchError as error:
            self._problems.append(error.problem)
        problems, remarks = (tuple(dict.fromkeys(one)) for one in (self._problems, self._remarks))
        changes = tuple(dict.fromkeys(self._changes))
        width, height = width - around[0] - around[2], height - around[1] - around[3]
        return ForeignPage(width, height, problems, remarks, changes, self._coarse, trimmed, around, form)

    def _copied(self, page: pikepdf.Page, drawn: pikepdf.Object) -> pikepdf.Object:
        """Return the page's drawing in the copy, whole and tidy."""
        layers = Layers(self._source)
        notes = notes_of(page, layers.hides)
        keeper = Keeper(self._copy, layers.hides)
        form, parts = with_notes(self._copy, keeper, keeper.form(drawn), notes.printed)
        self._problems += notes.problems
        done = tidied(form)
        for part in parts:
            begin_in_black(part)
        if any(one.objgen in keeper.elsewhere for one in reached(form)):
            self._problems.append(say("it only refers to data in other files"))
        if keeper.referring:
            self._remarks.append(say("it refers to pictures in other files; those in it are printed"))
        repack(self._copy)
        self._changes += (*notes.changes, *layers.changes(), *done.changes)
        if keeper.lost:
            said = say("settings of another press were left out: transfer curves, halftones, black generation")
            self._changes.append(Change(Cure.STATES, said))
        if any(map(_turns, keeper.curves)):
            self._problems.append(say("transfer curves turn its colours into others"))
        self._judge_damage(form, done, keeper.sources)
        return form

    def _judge_damage(self, form: pikepdf.Object, done: Tidied, drawn: set[tuple[int, int]]) -> None:
        """Tell damage to what is drawn from damage to the rest of the file, which does not matter."""
        problems = [*damage(form)]
        problems += [say("a part of its drawing is cut off ({source})", source=source) for source in done.broken]
        warnings = [str(one) for one in self._source.get_warnings()]
        if count := guessed(warnings, drawn) + unclear([str(one) for one in self._copy.get_warnings()]):
            problems.append(say("it is damaged ({count} places)", count=count))
        if warnings and done.empty:
            problems.append(say("it is damaged: nothing is left of what it draws"))
        if done.missing and warnings:
            problems.append(say("it draws what the file does not have: {names}", names=listed(done.missing)))
        elif done.missing:
            said = say("what the file does not have was left out: {names}", names=listed(done.missing))
            self._changes.append(Change(Cure.DAMAGE, said))
        self._problems += problems
        if warnings and not problems:
            self._changes.append(Change(Cure.DAMAGE, say("small errors in the list of its parts were mended")))

    def _mend(self, form: pikepdf.Object) -> None:
        """Mend the copy for the press, and look through what it comes to."""
        findings = inspected(form)
        if self._press and not findings.enough:
            known = len(self._changes)
            for mend in MENDS:
                try:
                    self._changes += mend(self._copy, form, self._press)
                except CannotMendError as error:
                    self._problems.append(error.args[0])
            if findings.mendable and len(self._changes) > known:
                findings = inspected(form, self._press.printed[1:])
        self._problems += findings.problems
        self._remarks += findings.remarks
        self._coarse = coarse_in(findings.pictures, self._press.images if self._press else IMAGES)


def _turns(curves: pikepdf.Object) -> bool:
    """Tell whether transfer functions do more than suit a device: those make no light tone dark, nor the other way."""
    for one in curves.as_list() if isinstance(curves, pikepdf.Array) else [curves]:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            try:
                ends = function_of(one)(np.array([[0.0], [1.0]]))[:, 0]
            except FunctionError:
                return True
            if ends[0] > _TURNED or ends[1] < 1 - _TURNED:
                return True
    return False


_TURNED = 0.3
"""How far a transfer function may bring an end of the scale."""


def _for_the_screen(pdf: pikepdf.Pdf) -> list[str]:
    """Return what a file carries that is for a screen alone, each thing once."""
    found: dict[str, None] = {}
    for one in _containers(pdf):
        if isinstance(one, pikepdf.Array):
            continue
        if "/K" not in one and (told := _SCREEN.get(str(one.get("/S", "")))):
            found[told] = None
        if "/JS" in one or "/JavaScript" in one:
            found["scripts"] = None
        if "/EF" in one or "/EmbeddedFiles" in one:
            found["attached files"] = None
    return list(found)


def _draws_itself(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a file is a dynamic form: its page only says that it takes another reader (ISO 32000-2, 12.7.8)."""
    held = pdf.Root.get("/AcroForm")
    if not isinstance(held, pikepdf.Dictionary) or "/XFA" not in held:
        return False
    return bool(pdf.Root.get("/NeedsRendering", False)) or not len(held.get("/Fields", pikepdf.Array()))


def _trim(page: pikepdf.Page, bleed: float) -> bool:
    """Take a declared bleed off a page that has no trim of its own; return whether it has none."""
    media, trim = [[float(value) for value in box] for box in (page.mediabox, page.trimbox)]
    if any(abs(one - other) >= 0.01 for one, other in zip(media, trim, strict=True)):
        return False
    page.trimbox = pikepdf.Array([media[0] + bleed, media[1] + bleed, media[2] - bleed, media[3] - bleed])
    return True


def _widened(page: pikepdf.Page, beyond: float) -> tuple[float, float, float, float]:
    """Take so much beyond a page's trim, pt, for its trim, as far as its sheet reaches.

    Return what that is at the left, the foot, the right and the top, as the page is seen.
    """
    drawn = page.as_form_xobject()
    a, b = (float(value) for value in drawn.Matrix.as_list()[:2]) if "/Matrix" in drawn else (1.0, 0.0)
    unit = hypot(a, b)
    sheet, trim = [[float(value) for value in box] for box in (page.mediabox, page.trimbox)]
    more = [min(abs(edge - at), beyond / unit) for edge, at in zip(sheet, trim, strict=True)]
    page.trimbox = pikepdf.Array([trim[0] - more[0], trim[1] - more[1], trim[2] + more[2], trim[3] + more[3]])
    turned = round(-atan2(b, a) / (pi / 2)) % 4
    left, foot, right, top = (*more[turned:], *more[:turned])
    return left * unit, foot * unit, right * unit, top * unit


def names_as_text(pdf: pikepdf.Pdf) -> bool:
    """Bring the names that a file's dictionaries and arrays hold into UTF-8; tell whether any was not.

    Names are bytes (ISO 32000-1, 7.3.5); Chinese programs write those of fonts and inks in GBK. Names of glyphs
    (/Differences) stay as they are: an embedded font knows them by their bytes.
    """
    changed = False
    for one in _containers(pdf):
        held: list[tuple[Any, Any]] = [*(enumerate(one.as_list()) if isinstance(one, pikepdf.Array) else one.items())]
        for key, value in held:
            if isinstance(value, pikepdf.Name) and (text := _misread(bytes(value))):
                one[key] = pikepdf.Name(text)
                changed = True
    return changed


def _misread(name: bytes) -> str:
    """Return a name that is not UTF-8 as what it most likely says; nothing if it is.

    The bytes of some Chinese words are UTF-8 by chance (those of 专色, a spot colour): as letters that no ink or font
    is named with, which GB 2312 would have as common characters.
    """
    try:
        text = name.decode()
    except UnicodeDecodeError:
        try:
            return name.decode("gb18030")
        except UnicodeDecodeError:
            return name.decode("latin-1")
    if not any(first <= ord(letter) <= last for letter in text for first, last in _RARE):
        return ""
    try:
        return name.decode("gb2312")
    except UnicodeDecodeError:
        return ""


_RARE = ((0x0180, 0x036F), (0x0530, 0x07FF))
"""Letters of two bytes in UTF-8 but Latin ones of Europe, Greek and Cyrillic."""


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
