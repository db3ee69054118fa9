"""What the file of a page is called where it is handed over: a scheme with placeholders, as the press asks for it.

``{title}_{date:%d%m%y}_{section}{page:02}.pdf`` is one. After a colon stands how a value is written: of a date what
`strftime` knows, of a number its least digits (``02``) or that it is a letter (``a``, ``A``), of a text ``upper`` or
``lower``. A name can be had on every system: no file system is asked what it lets through.
"""

from __future__ import annotations

import datetime
import re
import string
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from layout.base.messages import listed, say
from layout.edition.blocks import Model
from layout.files.text import meant

ENDING = ".pdf"
MOST_BYTES = 200
"""Of a name in UTF-8. File systems take 255: a plate's file has its name behind that of its page."""

_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
"""What Windows does not let stand in a name; the first two are folders elsewhere."""
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?", re.IGNORECASE)
"""Names that are devices on Windows, whatever their ending."""
_DIRECTIVES = "YymdjabABuVGU"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is put for the placeholders of a scheme.

    ``id`` is the page's number as it is printed (B2), ``section`` and ``page`` its letter and its number, ``sequence``
    its place in the edition from 1; ``edition`` the name of the edition's folder, ``zone`` the zone it is for.
    """

    title: str
    date: datetime.date
    issue: int
    edition: str
    zone: str
    id: str
    sequence: int
    colour: str
    version: int

    @property
    def section(self) -> str:
        """The letter of the page's number."""
        return self.id[:1]

    @property
    def page(self) -> int:
        """The number in the page's number."""
        return int(self.id[1:])


def _text(value: str, how: str) -> str:
    return {"": value, "upper": value.upper(), "lower": value.lower()}[how]


def _number(value: int, how: str) -> str:
    if how in ("a", "A"):
        if not 1 <= value <= 26:
            raise ValueError(say("there is no letter for {value}", value=value))
        return chr(ord(how) + value - 1)
    return f"{value:{how}}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How values of a kind are written: ``how`` is what may stand after the colon, ``told`` says it to people."""

    write: Callable[[Any, str], str]
    how: re.Pattern[str]
    told: str


_TEXT = _Form(_text, re.compile("(upper|lower)?"), "upper, lower")
_NUMBER = _Form(_number, re.compile("(0[2-9]|a|A)?"), "02, 03 … 09, a, A")
_DATE = _Form(
    lambda value, how: value.strftime(how or "%Y-%m-%d"),
    re.compile(rf"([^%]|%[{_DIRECTIVES}])*"),
    listed(f"%{letter}" for letter in _DIRECTIVES),
)

FIELDS: Mapping[str, _Form] = {
    "title": _TEXT,
    "date": _DATE,
    "issue": _NUMBER,
    "edition": _TEXT,
    "zone": _TEXT,
    "id": _TEXT,
    "section": _TEXT,
    "page": _NUMBER,
    "sequence": _NUMBER,
    "colour": _TEXT,
    "version": _NUMBER,
}
"""The placeholders there are. Each is a name of `PageFacts`."""


def file_name(scheme: str, facts: PageFacts) -> str:
    """Return the name of a page's file. Raises ValueError if that is no name a file can have everywhere."""
    made = ""
    for literal, field, how in _parts(scheme):
        value = getattr(facts, field) if field else ""
        if field and value == "":
            raise ValueError(say("{field} is empty", field=f"{{{field}}}"))
        made += literal + (FIELDS[field].write(value, how) if field else "")
    return safe_name(made)


def safe_name(name: str) -> str:
    """Return a name with its accents as one character each. Raises ValueError if some system would not take it."""
    name = unicodedata.normalize("NFC", name)
    if found := _FORBIDDEN.search(name):
        raise ValueError(say("{name!r} has {sign!r}, which no file name may have everywhere", name=name, sign=found[0]))
    if name[0] in ". " or name.rpartition(".")[0].endswith((".", " ")):
        raise ValueError(say("{name!r} begins or ends with a full stop or a blank", name=name))
    if _RESERVED.fullmatch(name):
        raise ValueError(say("{name!r} is the name of a device on Windows", name=name))
    if (size := len(name.encode("utf-8"))) > MOST_BYTES:
        raise ValueError(say("{name!r} is {size} bytes long, more than {most}", name=name, size=size, most=MOST_BYTES))
    return name


def _parts(scheme: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a scheme is made of: a text, the placeholder behind it (empty at the end) and how that is written."""
    for literal, field, how, turned in string.Formatter().parse(scheme):
        if turned:
            raise ValueError(say("!{turned} is nothing a name is made with", turned=turned))
        yield literal, field or "", how or ""
        if field == "":
            raise ValueError(say("{{}} has no name in it"))


def _scheme(value: str) -> str:
    """Take a scheme whose names will be good. Raises ValueError for any other."""
    known = listed(f"{{{name}}}" for name in FIELDS)
    try:
        parts = list(_parts(value))
    except ValueError as error:
        said = str(error)
        message = say("write each placeholder between braces, one of {known}: {said}", known=known, said=said)
        raise ValueError(message) from None
    for literal, field, how in parts:
        if found := _FORBIDDEN.search(literal):
            raise ValueError(say("{sign!r} may be in no file name", sign=found[0]))
        if field and field not in FIELDS:
            near = meant(field, FIELDS)
            raise ValueError(
                say(
                    "there is no placeholder {field}{near}: there are {known}",
                    field=f"{{{field}}}",
                    near=say(" ({hint})", hint=near) if near else "",
                    known=known,
                )
            )
        if field and not FIELDS[field].how.fullmatch(how):
            raise ValueError(
                say(
                    "{field} is not written as {how!r}: there are {told}", field=field, how=how, told=FIELDS[field].told
                )
            )
        if field == "date" and (found := _FORBIDDEN.search(how)):
            raise ValueError(say("{sign!r} may be in no file name", sign=found[0]))
    if not value.lower().endswith(ENDING):
        raise ValueError(say("the name must end in {ending}", ending=ENDING))
    if not {"id", "page", "sequence"} & {field for _, field, _ in parts}:
        raise ValueError(say("all pages would have one name: put {{id}}, {{page}} or {{sequence}} into it"))
    return value


def uses(scheme: str, field: str) -> bool:
    """Tell whether a scheme has a placeholder."""
    return any(name == field for _, name, _ in _parts(scheme))


Scheme = Annotated[str, AfterValidator(_scheme)]
"""A scheme of file names: see the module."""


def _part(value: str) -> str:
    """Take a text that may stand in a file's name."""
    if found := _FORBIDDEN.search(value):
        raise ValueError(say("{sign!r} may be in no file name", sign=found[0]))
    return value


NamePart = Annotated[str, AfterValidator(_part)]
"""A text that is put into names of files."""


class ColourWords(Model):
    """What ``{colour}`` says of the inks that a page really has."""

    black: NamePart = "K"
    """Black alone, or nothing at all."""
    four: NamePart = "4C"
    """Any of the three chromatic process inks."""
    spot: NamePart = "+S"
    """What is put behind it for spot inks."""


Plates = Literal["off", "8-bit", "1-bit"]
"""What separations are handed over beside the pages."""


class HandoverKeys(Model):
    """The keys of ``[handover]`` in banmian.toml: where finished pages go, and how."""

    to: str = ""
    """The folder they are put into; one that is not absolute is seen from the paper's folder."""
    name: Scheme = "{id}.pdf"
    """What a page's file is called: a scheme with placeholders, see docs/handover.md."""
    title: NamePart = ""
    """The paper's short code at the press, for ``{title}``."""
    zone: NamePart = ""
    """``{zone}`` of editions that lie in no zone's folder."""
    zones: dict[str, NamePart] = Field(default_factory=dict)
    """Codes of zones by the names of their folders; one without a code has the folder's name."""
    colours: ColourWords = ColourWords()
    """What ``{colour}`` is."""
    signed: bool = False
    """Whether only pages are handed over that were signed off."""
    manifest: bool = True
    """Whether manifest and checksums are put into the folder too; a plant that takes PDFs alone wants neither."""
    ink: bool = False
    """Whether a table of each plate's ink is put there (CSV)."""
    keys: int = Field(default=0, ge=0, le=64)
    """Ink keys of the press over one page: the table has the ink of each."""
    keys_along: Literal["width", "height"] = "width"
    """Along which side of the page they lie; a tabloid's pages mostly lie turned on the cylinder."""
    separations: Plates = "off"
    """TIFF files of the plates beside the pages: in grey, or screened to black and white."""
    resolution: int = Field(default=0, ge=0, le=4000)
    """Their pixels an inch; of 0 it is 300 for 8 bits, 1270 for 1."""
