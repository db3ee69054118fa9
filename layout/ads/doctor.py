"""A ready-made ad looked at before it is booked: how large it is, what is mended, what is told, why it is refused.

The file is only read. What comes of it is a PDF of exactly its place, or of its own size, in the press's inks: the same
that `layout.ads.kinds.supplied` puts on a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeAlias

from layout.ads.files import MAX_BYTES
from layout.ads.modules import Module
from layout.ads.pictures import Crop, Separate, filled, look_at
from layout.ads.pictures import separate as separate_alone
from layout.ads.problems import BadFile
from layout.ads.sized import sized
from layout.base.codes import Code, Severity
from layout.base.errors import ContentError
from layout.base.messages import Message, listed, say
from layout.base.units import MM, Rect
from layout.design.press import IMAGES, ImageLimits, PressCondition
from layout.images.prepare import PreparedImage, prepare
from layout.pdf.foreign import EXPORT, NotUsableError, foreign_page, pages_problem
from layout.pdf.mend.change import Change, Cure
from layout.pdf.mend.sizes import PLAY
from layout.pdf.single import picture_page

ENDINGS = frozenset(
    f".{ending}"
    for ending in (
        *(
            "pdf",
            "ai",
            "jpg",
            "jpeg",
            "jpe",
            "jfif",
            "png",
            "tif",
            "tiff",
            "webp",
            "avif",
            "heic",
            "heif",
            "gif",
            "bmp",
        ),
        *("jp2", "jpf", "jpx", "j2k", "psd", "psb", "eps", "ps", "svg"),
    )
)
"""Endings of files that are sent as ready-made ads. Those that are not read are told, with what to do."""


class Form(StrEnum):
    """What a file is."""

    PDF = "pdf"
    PICTURE = "picture"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Looked:
    """A ready-made ad looked through, pt: ``width`` and ``height`` are 0 where they are not known.

    A picture has ``pixels`` and no size but that of its place; without one that of good resolution. ``problems`` are
    why it is refused, each a sentence, ``ask`` what to ask for then; ``changes`` what was mended, ``remarks`` what is
    only told; ``coarse`` is what the preflight finds fault with in its pictures' pixels. ``pdf`` is a page of the
    place's size with the ad in it, empty if it is refused. ``safe`` tells that it may be opened by others: it does not
    unpack to more than it should.
    """

    form: Form
    width: float = 0.0
    height: float = 0.0
    pixels: tuple[int, int] | None = None
    fits: bool | None = None
    problems: tuple[str, ...] = ()
    ask: str = ""
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()
    coarse: tuple[Code, ...] = ()
    pdf: bytes = field(default=b"", repr=False)
    safe: bool = False

    @property
    def size(self) -> Message:
        """How large it is, in words."""
        size = say("{wide:.1f} x {tall:.1f} mm", wide=self.width / MM, tall=self.height / MM)
        if self.pixels is None:
            return size if self.width else say("of unknown size")
        return say("{width} x {height} pixels", width=self.pixels[0], height=self.pixels[1])


Frame: TypeAlias = Callable[[Rect, Rect], str]
"""Returns the operators of what is drawn round an ad: of its room, from its place's top left, and its place, pt."""


def _no_frame(room: Rect, box: Rect) -> str:
    return ""


def look_over(
    path: Path,
    press: PressCondition | None,
    place: Module | None = None,
    bleed: float = 0.0,
    page: int = 0,
    *,
    separate: Separate | None = None,
    frame: Frame = _no_frame,
) -> Looked:
    """Look through a ready-made ad, for a place if one is known; everything that is wrong with it is told at once.

    press: what it is mended for; without one its colours and lines stay, and newsprint tells how fine pictures are to
    be. bleed: what a PDF without a TrimBox has around the ad at each side, pt; page: which page of a PDF of several is
    the ad, from 1. separate: brings a picture into the inks, if not the press's profile does. frame: what is drawn
    round it. Never raises for what is wrong with a file.

    Of a place that runs off the page a PDF's trim fills what is left when that is cut, and its bleed the rest; a
    picture, which tells of no trim, fills all of it.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        there = say("see that the file is there and may be read")
        return _refused(Form.NEITHER, say("there is no file {file}", file=path.name), there)
    except OSError as error:
        what = say("{file} cannot be read: {reason}", file=path.name, reason=error.strerror or error)
        return _refused(Form.NEITHER, what, say("see that the file is there and may be read"))
    if not size:
        return _refused(Form.NEITHER, say("{file} is empty", file=path.name), say("ask for it anew"))
    if size > MAX_BYTES:
        what = say("it has {size:.0f} MB; the most is {most:.0f} MB", size=size / 1e6, most=MAX_BYTES / 1e6)
        again = say("make it anew with pictures of no more pixels than the press shows (300 per inch)")
        return _refused(Form.NEITHER, what, again)
    if b"%PDF-" in data[:1024]:
        return _pdf(path, data, press, place, bleed, page, frame)
    if path.suffix.lower() == ".pdf":
        return _refused(Form.NEITHER, say("{ad} is no PDF: it does not begin as one", ad=path.name), EXPORT)
    separate = separate or (partial(_separated, press=press) if press else separate_alone)
    return _picture(path, press.images if press else IMAGES, place, bleed, separate, frame)


def _separated(path: Path, rect: Rect, crop: Crop | None, press: PressCondition) -> PreparedImage:
    return prepare(path, rect, crop, press)


def _follows(path: Path, problem: str) -> Message:
    """Return a sentence of a problem whose words follow the file's name."""
    return say("{ad} {problem}", ad=path.name, problem=problem)


def _refused(form: Form, problem: str, ask: str) -> Looked:
    return Looked(form, problems=(problem,), ask=ask)


def _pdf(
    path: Path,
    data: bytes,
    press: PressCondition | None,
    place: Module | None,
    bleed: float,
    number: int,
    frame: Frame,
) -> Looked:
    beyond = place.beyond if place else 0.0
    try:
        with foreign_page(data, bleed, press, number, beyond) as page:
            box = Rect(0, 0, place.width, place.height) if place else Rect(0, 0, page.width, page.height)
            rooms = (box.inset(beyond),) if place is None or beyond else place.rooms
            made = sized(page, rooms, beyond)
            problems, asked = list(page.problems), [EXPORT] if page.problems else []
            remarks = list(page.remarks)
            if made and (least := min(made.page.around)) < beyond - PLAY:
                remarks.append(_short_said(least, beyond))
            for each in page.coarse:
                if each.refused:
                    problems.append(each.said)
                    asked.append(each.ask)
            if place and made is None:
                problems.append(_size_problem(page.width, page.height, place))
                asked.append(_size_asked(page.width, page.height, place.trimmed))
            return Looked(
                Form.PDF,
                page.width,
                page.height,
                fits=None if place is None else made is not None,
                problems=tuple(problems),
                ask=listed(asked, "; "),
                changes=made.changes if made else page.changes,
                remarks=(*remarks, *(each.told for each in page.coarse if not each.refused)),
                coarse=tuple(each.code for each in page.coarse),
                pdf=made.placed(box, frame(made.fit.room, box)) if made and not problems else b"",
                safe=True,
            )
    except NotUsableError as error:
        return _refused(Form.PDF, _follows(path, error.problem), error.hint)


def _short_said(least: float, beyond: float) -> Message:
    """Say that an ad which runs off the page has too little beyond its trim, pt."""
    return say(
        "it has {least:.1f} mm beyond its trim, and {wanted:.1f} mm are printed there: what reaches its edges may be "
        "seen to end before the page does; ask for it with that bleed",
        least=least / MM,
        wanted=beyond / MM,
    )


def _size_problem(width: float, height: float, place: Module) -> Message:
    size = say("{wide:.1f} x {tall:.1f} mm", wide=width / MM, tall=height / MM)
    return say("it is {size}, but its place is {place}", size=size, place=place.said)


def _size_asked(width: float, height: float, place: Module) -> Message:
    """Say what to do about an ad of another size than its place: it may have bleed that it does not tell of."""
    if bleed := place.bleed_of(width, height):
        return say(
            "if the {bleed:.1f} mm more at each side are bleed, say so: bleed: in ads.yaml, or --bleed",
            bleed=bleed / MM,
        )
    return say("ask for it in the size of its place: no more than 2 % is scaled")


def _picture(
    path: Path, images: ImageLimits, place: Module | None, bleed: float, separate: Separate, frame: Frame
) -> Looked:
    try:
        file = look_at(path, "file")
        if file.pages > 1:
            one = say("ask for a file of the one page that is to be printed")
            return _refused(Form.PICTURE, _follows(path, pages_problem(file.pages)), one)
        own = Rect(0, 0, file.width / images.good * 72, file.height / images.good * 72)
        room = place.room_like(file.aspect) if place else own
        shown = room or (place.rooms[0] if place else own)
        made = filled(path, shown, separate, images)
    except BadFile as bad:
        return _refused(Form.PICTURE, bad.problem, bad.hint)
    except ContentError as error:
        return _refused(Form.PICTURE, error.message, error.hint)
    problems: list[str] = []
    remarks: list[str] = [note.said for note in made.notes if note.code.severity is Severity.WARNING]
    changes = [Change(Cure.INK, note.said) for note in made.notes if note.printed]
    if file.rgb:
        changes.append(Change(Cure.COLOUR, _FROM_RGB))
    ask = ""
    if place and room is None:
        problems.append(_proportions_problem(file.width, file.height, place))
        ask = say("ask for a picture in the proportions of the module: nothing is stretched or cut")
    if made.coarse and made.coarse.refused:
        problems.append(made.coarse.said)
        ask = ask or made.coarse.ask
    elif made.coarse:
        remarks.append(made.coarse.told)
    if bleed:
        remarks.append(say("bleed has no effect: it is taken off a PDF, never off a picture"))
    pdf = b""
    if room is not None and not problems:
        box = Rect(0, 0, place.width, place.height) if place else own
        pdf = picture_page(made.bitmap, room, box, frame(room, box))
    return Looked(
        Form.PICTURE,
        shown.width,
        shown.height,
        (file.width, file.height),
        fits=None if place is None else room is not None,
        problems=tuple(problems),
        ask=ask,
        changes=tuple(changes),
        remarks=tuple(remarks),
        coarse=(made.coarse.code,) if made.coarse else (),
        pdf=pdf,
        safe=True,
    )


_FROM_RGB = say("RGB was brought into the press's inks: compare its colours")


def _proportions_problem(width: int, height: int, place: Module) -> Message:
    size = say("{width} x {height} pixels", width=width, height=height)
    return say("it is {size}, which are not the proportions of its place of {place}", size=size, place=place.said)
