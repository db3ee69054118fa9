"""Press conditions: what a press wants, as data. ``assets/press/<name>.yaml`` says it, this module reads it.

A condition names its ICC profile, so that another press is another file and no other code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from layout.base.codes import Code, Stage
from layout.base.diagnostics import Place, Report, listing
from layout.base.errors import PressError
from layout.base.messages import listed, say
from layout.base.patterns import NAME_PATTERN
from layout.base.units import MM
from layout.design.values import Length
from layout.edition.inknames import ALL_FOUR, BLACK_ONLY, ink_names
from layout.files.models import Form, read_model
from layout.files.project import document
from layout.files.text import meant, read_source, shown
from layout.files.yaml import Mapping, parse_yaml


class PdfX(StrEnum):
    """The standards a page can be written to: ISO 15930-7 and ISO 15930-4."""

    X4 = "PDF/X-4"
    X1A = "PDF/X-1a:2003"

    @property
    def pdf_version(self) -> str:
        """The version of PDF the standard is a part of."""
        return "1.6" if self is PdfX.X4 else "1.4"

    @property
    def transparency(self) -> bool:
        """Whether a page may have transparent objects."""
        return self is PdfX.X4


Level = Literal["off", "info", "warn", "fail", "fatal"]
"""What a press may say of a rule of the preflight: not to look at it, or how much what it finds matters."""


_PROCESS_NAMES = ("Cyan", "Magenta", "Yellow", "Black")


class _Group(BaseModel):
    """Base of all groups of keys: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Units(StrEnum):
    """What inks the units of a press can print on one page."""

    BLACK = "black"
    BLACK_SPOT = "black + spot"
    PROCESS = "process"
    PROCESS_SPOT = "process + spot"
    PROCESS_SPOTS = "process + spots"

    @classmethod
    def of(cls, names: tuple[str, ...]) -> tuple[Units, ...]:
        """Return the units of which any one prints inks of those names, the least first; none if no press does."""
        spots = len(names) - 1
        if names[:1] == (BLACK_ONLY,):
            wide = (cls.PROCESS_SPOTS,) if spots > 1 else (cls.PROCESS_SPOT, cls.PROCESS_SPOTS)
            narrow = () if spots > 1 else (cls.BLACK_SPOT,) if spots else (cls.BLACK, cls.BLACK_SPOT)
            return (*narrow, *(() if spots else (cls.PROCESS,)), *wide)
        return (cls.PROCESS, cls.PROCESS_SPOT, cls.PROCESS_SPOTS)[min(spots, 2) :]


_Tone = Annotated[float, Field(ge=0, le=1)]


class SpotInk(_Group):
    """A spot ink of a press (专色): what prints for it where there is no such plate, and what it looks like.

    ``cmyk`` is the full ink in process inks, 0 to 1. ``lab`` is CIELAB (D50) of it on this paper, without which
    previews show the process inks. ``letter`` is what its plate is called by in the slug line: its number or first
    letter if not given.
    """

    cmyk: Annotated[tuple[_Tone, ...], Field(min_length=4, max_length=4)]
    lab: Annotated[tuple[float, ...], Field(min_length=3, max_length=3)] | None = None
    letter: str = Field(default="", max_length=3)

    @model_validator(mode="after")
    def _seen(self) -> SpotInk:
        if self.lab is not None and not (0 <= self.lab[0] <= 100 and max(map(abs, self.lab[1:])) <= 128):
            raise ValueError(say("lab is lightness from 0 to 100, then a and b from -128 to 128"))
        if self.letter in ("C", "M", "Y", "K"):
            raise ValueError(say("{letter} is the letter of a process ink's plate", letter=self.letter))
        return self


def _positions(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return tuple((ink_names(inks), pages) for inks, pages in value.items())


_PageOfPress = int | str
_Positions = tuple[tuple[tuple[str, ...], tuple[_PageOfPress, ...]], ...]

Positions = Annotated[
    _Positions, BeforeValidator(_positions, json_schema_input_type=dict[str, tuple[_PageOfPress, ...]])
]
"""Inks -> the pages that the press prints in no others, by their number in the paper or by their page number."""


class OutputCondition(_Group):
    """What the output intent says of the printing condition (ISO 32000-1, 14.11.5).

    ``identifier`` is a name of the registry, such as FOGRA39, or Custom where the profile is of no registered
    condition; ``registry`` is then left out, and the profile embedded in the page is all there is to know.
    """

    name: str = Field(min_length=1, description="the condition in words, for people")
    identifier: str = Field(default="Custom", min_length=1)
    registry: str = ""
    info: str = ""

    @model_validator(mode="after")
    def _told(self) -> OutputCondition:
        if self.identifier == "Custom" and self.registry:
            raise ValueError(say("identifier Custom is in no registry: give the identifier that the registry has"))
        if self.identifier == "Custom" and not self.info:
            raise ValueError(say("identifier Custom needs info: what profile this is"))
        return self


class InkLimits(_Group):
    """How much ink the paper takes. ``total`` is the sum of all tone values, per cent.

    ``black_generation`` says how the profile separates (it is built into its tables): how early black takes over
    from the three chromatic inks.
    """

    total: float = Field(ge=100, le=400)
    black_generation: Literal["light", "medium", "heavy"]


class MarkSettings(_Group):
    """What is printed beside the page: crop marks; the slug line with the plates' letters and the colour bar."""

    crop: bool = True
    slug: bool = True


class TypeLimits(_Group):
    """The smallest type that prints: black on white, and white on a tint or on several inks.

    Plates are seldom nearer to each other than 0.1 mm: type of ``several_inks`` is at least that large, and type
    reversed out of them at least ``several_inks_reversed``, or two plates that stray close a thin stroke. At 100
    lines an inch a dot is as large as the strokes of type of ``screened``: smaller type is solid.
    """

    positive: Length
    reversed: Length
    several_inks: Length = 9.0
    several_inks_reversed: Length = 11.0
    screened: Length = 12.0


class RuleLimits(_Group):
    """The thinnest rule that prints, as for type. ``tint`` is the thinnest that may be screened."""

    positive: Length
    reversed: Length
    tint: Length


class OverprintLimits(_Group):
    """What of full black overprints besides type: rules no thicker than ``rules``, solids no larger than ``solids`` in
    width and height. Type larger than ``type`` knocks out of pictures, which would show through it."""

    rules: Length = 2.0
    solids: Length = 12.0
    type: Length = 24.0


class Fineness(IntEnum):
    """How a picture prints that has so many pixels per inch where it stands."""

    BLOCKS = 0
    """Its pixels are squares: nobody prints it."""
    COARSE = 1
    """Its pixels are seen: it is printed if there is no better one."""
    WEAK = 2
    """It is softer than the press could print it."""
    GOOD = 3


BLOCKS = 0.5
"""``blocks`` as a part of ``least``, where a press does not tell it. On newsprint these are 60 an inch, of 0.42 mm:
larger than a dot of the screen (0.25 mm), and nearly four times what an eye parts at reading distance (a minute of arc
at 40 cm: 0.12 mm). Pictures made for a screen, of 72 pixels an inch, are just above: poor, and often all there is."""
PIXEL_PLAY = 0.5
"""Resolutions are compared to half a pixel an inch."""


class ImageLimits(_Group):
    """Resolution of pictures at the size they are printed, pixels per inch.

    ``screen`` is the halftone's ruling in lines per inch. Two pixels a line are all that it shows: ``good``. Below
    ``least`` pixels are seen: a picture prints, badly, and is told. Below ``blocks`` it is squares, and no picture. One
    of more than ``most`` is made smaller before it is embedded. ``line_art`` is the least for pictures of black and
    white alone, which no screen breaks up; ``line_art_most`` is about what a plate is exposed at.
    """

    screen: float = Field(ge=40, le=400)
    least: float = Field(ge=36, le=1200)
    blocks: float = Field(default_factory=lambda known: known.get("least", 0.0) * BLOCKS, ge=0, le=1200)
    good: float = Field(ge=36, le=1200)
    most: float = Field(ge=36, le=2400)
    line_art: float = Field(ge=36, le=4800)
    line_art_most: float = Field(default=2400, ge=36, le=4800)

    @model_validator(mode="after")
    def _ordered(self) -> ImageLimits:
        if self.line_art > self.line_art_most:
            raise ValueError(say("line_art must not be more than line_art_most"))
        if not self.blocks <= self.least <= self.good <= self.most:
            raise ValueError(say("blocks, least, good and most must not get smaller in this order"))
        return self

    def fineness(self, ppi: float, *, line_art: bool = False) -> Fineness:
        """Return how a picture of so many pixels per inch prints; line art of one bit a pixel has a least of its
        own."""
        if ppi < self.blocks - PIXEL_PLAY:
            return Fineness.BLOCKS
        if ppi < (self.line_art if line_art else self.least) - PIXEL_PLAY:
            return Fineness.COARSE
        return Fineness.WEAK if not line_art and ppi < self.good - PIXEL_PLAY else Fineness.GOOD


IMAGES = ImageLimits(screen=100, least=120, good=200, most=300, line_art=600)
"""Pictures on newsprint: what holds where no press condition is at hand, or where it says nothing of pictures."""

FINER = 1.1
"""A picture of up to so many times the most pixels is left as it is, and no fault."""

AD_TYPE = TypeLimits.model_validate({"positive": "7pt", "reversed": "9pt"})
"""The smallest type of the ads that are drawn here, pt. A page is made for a press, an ad for any newspaper's: below
it counters fill in on newsprint, and ink spreads into white type from all sides."""


class ToneLimits(_Group):
    """Tone values a plate holds, per cent: lighter tints break off, darker ones fill in."""

    lightest: float = Field(ge=0, le=50)
    darkest: float = Field(ge=50, le=100)
    increase: float = Field(ge=0, le=50, description="tone value increase of a 50 % tint; told, not applied")


class PressCondition(_Group):
    """Everything a press wants of a page."""

    name: str = Field(pattern=NAME_PATTERN)
    title: str
    profile: str = Field(description="the ICC profile's file, in the same folder or in that of the program's")
    pdfx: PdfX = PdfX.X4
    output: OutputCondition
    ink: InkLimits
    bleed: Length
    safe: Length = Field(default=5 * MM, description="text keeps this far from the trim")
    marks: MarkSettings = MarkSettings()
    type: TypeLimits
    rules: RuleLimits
    overprint: OverprintLimits = OverprintLimits()
    images: ImageLimits = IMAGES
    tones: ToneLimits
    checks: dict[str, Level] = Field(
        default_factory=dict, description="how much a rule of the preflight matters at this press, by its id"
    )
    spots: dict[str, SpotInk] = Field(
        default_factory=dict, description="spot ink by its name, as its plate is to be called: what stands for it"
    )
    units: tuple[Units, ...] = Field(default=(), description="what inks a page can have; any that are named if none")
    positions: Positions = Field(
        default=(), description="inks: the pages that are printed in no others, by number in the paper, or such as B2"
    )
    printed: tuple[str, ...] = (ALL_FOUR,)
    """The inks of the page that is made under this condition: see ``for_inks``. No key of the file."""
    profile_data: bytes = Field(default=b"", repr=False)

    @property
    def mono(self) -> bool:
        """Whether black is the only process ink of the page that is made."""
        return self.printed[0] == BLACK_ONLY

    def for_inks(self, names: tuple[str, ...]) -> PressCondition:
        """Return the condition for a page of those inks."""
        return self if names in ((), self.printed) else self.model_copy(update={"printed": names})

    @model_validator(mode="after")
    def _told_inks(self) -> PressCondition:
        if any(spot in (BLACK_ONLY, ALL_FOUR, "All", "None", *_PROCESS_NAMES) for spot in self.spots):
            raise ValueError(say("a spot ink cannot be called as a process ink is"))
        for names, _ in self.positions:
            if unknown := [name for name in names[1:] if name not in self.spots]:
                raise ValueError(say("positions: spots: has no ink {name!r}", name=unknown[0]))
        return self


@dataclass(frozen=True, slots=True)
class ProfileFault:
    """Why a file cannot be the profile of a press, in words that follow its name, and what to do."""

    said: str
    hint: str = ""


Test = Callable[[PressCondition], ProfileFault | None]
"""Puts the profile of a press condition to the test; None if it can be used."""


def load_press(
    path: Path, *, pdfx: PdfX | None = None, places: Sequence[Path] = (), test: Test | None = None
) -> PressCondition:
    """Read a press condition and its profile. Raises PressError with every finding, file and line.

    pdfx: the standard to write, if it is not to be the condition's own. places: the folders its profile is looked for
    in, one after another; that of the condition if there are none. test: is asked of a profile whose header is right
    (`layout.images.profiles`).
    """
    report = Report()
    source = read_source(path, path.parent, report)
    root = parse_yaml(source.text, source.file, report) if source else None
    press = None
    if isinstance(root, Mapping) and source is not None:
        ours = {"profile_data": b"", "printed": (ALL_FOUR,)}
        press = read_model(PressCondition, Form(root, source.file), report, ours)
    elif source is not None and not report.errors:
        report.error(Code.PRESS_EMPTY, say("there is no press condition in this file"), Place(source.file, 1))
    if press is not None and source is not None and isinstance(root, Mapping):
        entry = root.entry("profile")
        place = Place(source.file, entry.line if entry else 0)
        _check_rules(root, source.file, report)
        data = _profile(places or (path.parent,), press.profile, place, report)
        press = press.model_copy(update={"profile_data": data, "pdfx": pdfx or press.pdfx})
        if test is not None and not report.errors and (fault := test(press)):
            _report_profile(press.profile, fault, place, report)
    if press is None or report.errors:
        raise PressError(listing(report.findings), findings=report.findings)
    return press


def _check_rules(root: Mapping, file: str, report: Report) -> None:
    """Report what ``checks:`` names that is no rule of the preflight, a guest's included."""
    entry = root.entry("checks")
    for each in entry.value.entries if entry and isinstance(entry.value, Mapping) else ():
        if not _is_rule(each.written):
            known = [str(code) for code in Code if code.stage is Stage.PREFLIGHT]
            hint = meant(each.written, known) or say(
                "{document} lists the rules", document=shown(document("preflight.md"))
            )
            said = say("checks: there is no rule {name!r}", name=each.written)
            report.error(Code.BAD_VALUE, said, Place(file, each.line), hint=hint)


def _is_rule(name: str) -> bool:
    try:
        return Code(name).stage is Stage.PREFLIGHT
    except ValueError:
        return False


def _profile(places: Sequence[Path], name: str, place: Place, report: Report) -> bytes:
    """Return the profile's bytes, having looked at its header (ICC.1, 7.2): an output profile of CMYK."""
    if Path(name).name != name:
        hint = say("put the profile beside the press condition and write its file name alone")
        report.error(Code.PRESS_PROFILE, say("profile: {name} is a path", name=name), place, hint=hint)
        return b""
    files = [folder / name for folder in places]
    try:
        data = next((file for file in files if file.exists()), files[0]).read_bytes()
    except OSError as error:
        looked = listed([shown(folder) for folder in places])
        hint = say("put the profile into {own}; it was looked for in {places}", own=shown(places[0]), places=looked)
        report.error(
            Code.PRESS_PROFILE,
            say("profile: {name} cannot be read: {reason}", name=name, reason=error.strerror),
            place,
            hint=hint,
        )
        return b""
    if problem := profile_problem(data):
        _report_profile(name, ProfileFault(problem), place, report)
    return data


def _report_profile(name: str, fault: ProfileFault, place: Place, report: Report) -> None:
    said = say("profile: {name} {problem}", name=name, problem=fault.said)
    hint = fault.hint or say("ask the press for the ICC output profile of its CMYK process")
    report.error(Code.PRESS_PROFILE, said, place, hint=hint)


def profile_problem(data: bytes) -> str:
    """Return why a file cannot be the profile of a press, as its header has it, in words that follow its name; empty
    if it can."""
    if not data:
        return say("is empty")
    if len(data) < 132 or data[36:40] != b"acsp":
        return say("is no ICC profile")
    if int.from_bytes(data[:4], "big") != len(data):
        return say("is cut off: its size is not what it says")
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        kind, space = (data[slice_].decode("ascii", "replace").strip() for slice_ in (slice(12, 16), slice(16, 20)))
        return say(
            "is a profile of class {kind} for {space}, not an output profile (prtr) for CMYK", kind=kind, space=space
        )
    return ""
