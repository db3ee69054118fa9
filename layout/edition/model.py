"""The edition as data: frozen, complete, checked. No file is read here and nothing is laid out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, InstanceOf, SerializeAsAny, StringConstraints

from layout.base.diagnostics import Ref
from layout.base.messages import say
from layout.base.patterns import JUMP_PATTERN, LANGUAGE_PATTERN, PAGE_PATTERN
from layout.edition.ads import Ad
from layout.edition.blocks import (
    Block,
    Id,
    Model,
    SpotPlace,
    Text,
    Width,
)
from layout.edition.front import Ears, Teasers
from layout.edition.places import Pin, Pins
from layout.edition.provenance import NOWHERE, Provenance

PageId = Annotated[str, StringConstraints(pattern=PAGE_PATTERN)]
"""A page number as newspapers write it: a section letter and a number, such as B2."""

Jump = Annotated[str, StringConstraints(pattern=JUMP_PATTERN)]
"""Whether a story may be continued on another page: ``auto``, ``never``, or the page it shall go on to."""

Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
"""A language as BCP 47 writes it: language, script, region, such as zh-Hans or en-GB."""

_RANGE = re.compile(r"([0-9]{1,2})(?:\s*[-–]\s*([0-9]{1,2}))?")


def _counts(value: object) -> object:
    """Read a number, a range such as 2-3, or a list of either."""
    found: set[int] = set()
    for part in value if isinstance(value, tuple) else (value,):
        match = _RANGE.fullmatch(str(part).strip())
        if match is None:
            raise ValueError(
                say("{part} is no number of columns: write 2, a range such as 2-3, or a list of numbers", part=part)
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= 16:
            raise ValueError(say("{part}: columns are counted from 1 to 16, the smaller number first", part=part))
        found.update(range(first, last + 1))
    return tuple(sorted(found))


_CountWritten = Annotated[int, Field(ge=1, le=16)] | Annotated[str, Field(pattern=r"^[0-9]{1,2}( *[-–] *[0-9]{1,2})?$")]

ColumnCounts = Annotated[
    tuple[int, ...], BeforeValidator(_counts, json_schema_input_type=_CountWritten | tuple[_CountWritten, ...])
]
"""Numbers of base columns, written as one number, a range or a list."""

BoxStyle = Literal["tint", "rules", "plain", "thick", "double", "dotted", "wave"]
"""The box around a story by its name: a tint between rules, rules alone, or a frame (花线)."""


Closing = Literal["auto", "hand"]
"""Who closes a page that has too much copy or too little: the program, by the paper's rules, or its editor."""

Cut = Literal["never", "trim", "end"]
"""Whether a story may be shortened from its end so that its page comes out."""

PullQuotes = Literal["auto", "never"]
"""Whether a story may have pull quotes that are proposed from its text, so that its page comes out."""

Part = Literal["deck", "kicker", "byline", "picture", "pictures", "quotes", "facts"]
"""A part of a story that may be left out; ``pictures`` are the further ones, ``quotes`` and ``facts`` all there are."""


def _parts(value: object) -> object:
    """Read one word as a list of one."""
    return (value,) if isinstance(value, str) else value


OptionalParts = Annotated[tuple[Part, ...], BeforeValidator(_parts, json_schema_input_type=Part | tuple[Part, ...])]
"""Parts of a story that may be left out, written as one word or a list."""


_SIDES = {"left": (0.0, None), "right": (1.0, None), "top": (None, 0.0), "bottom": (None, 1.0), "center": (None, None)}
"""Words for a point of a picture: its part of the width from the left, of the height from the top."""
_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")


def _focus(value: object) -> object:
    """Read a point of a picture: two percentages, from the left and from the top, or words such as ``top right``.

    What a word does not say is None. Raises ValueError if it is neither.
    """
    if value is None or isinstance(value, tuple):
        return value
    said = str(value).strip()
    if (
        len(shares := [float(part) / 100 for part in _PERCENT.findall(said)]) == 2
        and not _PERCENT.sub("", said).strip()
    ):
        if max(shares) <= 1:
            return tuple(shares)
    elif 1 <= len(words := said.replace("-", " ").split()) <= 2 and all(word in _SIDES for word in words):
        sides = [_SIDES[word] for word in words if word != "center"]
        across, down = ([side[axis] for side in sides if side[axis] is not None] for axis in (0, 1))
        if len(across) <= 1 and len(down) <= 1:
            middle = 0.5 if "center" in words else None
            return across[0] if across else middle, down[0] if down else middle
    raise ValueError(
        say(
            "{said} is no point of a picture: write its place from the left and from the "
            "top, such as 30% 40%, or words such as left, top right, center",
            said=said,
        )
    )


_SIDE = "(left|right|top|bottom|center)"
_SHARE = r"[0-9]+(\.[0-9]+)? ?%"
_FocusWritten = Annotated[str, Field(pattern=rf"^({_SHARE} +{_SHARE}|{_SIDE}([ -]+{_SIDE})?)$")]

FocusPoint = Annotated[
    tuple[float | None, float | None] | None, BeforeValidator(_focus, json_schema_input_type=_FocusWritten)
]
"""The point of a picture that a crop keeps in its place, as parts of its width and height; None where not said."""


class Picture(Model):
    """A picture that belongs to a story: a file of the edition folder, by its name there and by its content.

    ``content`` is the digest of the file as it was when the edition was read, empty if it could not be. A picture that
    is ``whole``, such as a comic, a map, a crossword, is never cropped; None where that is not said.
    """

    file: str
    content: str = ""
    caption: str = ""
    credit: str = ""
    columns: Width = None
    place: SpotPlace = None
    focus: FocusPoint = None
    whole: bool | None = None

    @property
    def is_free(self) -> bool:
        """Whether it has no width and no place of its own: it may be one of a group."""
        return self.columns is None and self.place is None

    @property
    def is_movable(self) -> bool:
        """Whether it has a width of whole columns alone, which leaves open in which of them it stands."""
        return isinstance(self.columns, int) and self.place is None


class Story(Model):
    """A story: its head, its body, and what the editor says about its place."""

    id: Id
    headline: Text
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    source: str = ""
    language: Language = "zh-Hans"
    priority: int = Field(default=5, ge=1, le=9, description="1 is the lead, 9 the least")
    form: Literal["story", "briefs", "letters"] = "story"
    """``briefs`` is a column of short items (简讯), each under a subhead of its own."""
    section: str = ""
    """Where it belongs if no page names it: it is allotted to a page that takes the section."""
    matter: str = ""
    """What it is about, such as 银行: an ad on the same matter is kept away from it."""
    must: bool = False
    """It is never held over, and never moved to another page."""
    cut: Cut = "trim"
    """Without it, what the edition says."""
    optional: OptionalParts = ()
    """Its parts that may be left out so that its page comes out."""
    pull_quotes: PullQuotes = "never"
    """``auto`` lets it have pull quotes from its own text; without it, where the program closes pages."""
    held: int = Field(default=0, ge=0, description="days it was held over")
    jump: Jump = "auto"
    short_headline: str = ""
    """The headline over a part that was continued on another page; without it the headline itself."""
    continued_from: PageId | None = None
    continued_on: PageId | None = None
    part_of: str = ""
    """Of a part that the planner carried to another page: the id of the story it was taken from."""
    part_from: int = 0
    """Of such a part: the number of the block of that story that it begins with or in."""
    picture: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    """Further pictures."""
    columns: ColumnCounts = ()
    """How many base columns it may stand over; empty for any number."""
    measure: Literal["columns", "wide"] = "columns"
    """``wide`` sets it in fewer, wider columns than the base columns it stands over (破栏)."""
    boxed: bool = False
    box: BoxStyle = "tint"
    series: str = ""
    """The series it belongs to (栏花), a label over the head."""
    head: Literal["plain", "reverse", "tint", "vertical"] = "plain"
    """How the head is drawn: white on black, on a tint, or the headline from the top down at the story's left."""
    drop_cap: Annotated[int, Field(ge=0, le=3)] = 0
    """Lines that the first character stands in: 2 or 3, 0 for none."""
    blocks: tuple[SerializeAsAny[Block], ...]

    @property
    def ref(self) -> Ref:
        """What findings about it refer to; a part that the planner carried on is written where its story is."""
        return Ref("story", self.part_of or self.id)

    def block_ref(self, number: int) -> Ref:
        """Return what findings about a block of it refer to."""
        return Ref("story", self.part_of or self.id, "block", self.part_from + number)

    def key_ref(self, key: str) -> Ref:
        """Return what findings about a key of its front matter refer to."""
        return Ref("story", self.part_of or self.id, key)

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Its pictures, the first one first."""
        return (*((self.picture,) if self.picture else ()), *self.pictures)

    @property
    def characters(self) -> int:
        """Characters of the body, white space not counted (what an editor calls the story's length)."""
        return sum(len("".join(block.text.split())) for block in self.blocks if block.is_copy)


def lead_of(stories: Iterable[Story]) -> Story | None:
    """Return the lead of a page's stories, which are in its order: the first of the first priority.

    Short items lead no page on which there is a story.
    """
    return min(stories, key=lambda story: (story.form == "briefs", story.priority), default=None)


class Paper(Model):
    """The newspaper: its name and what the law wants printed with it."""

    name: Text
    latin_name: str = ""
    publisher: str = ""
    cn_number: str = ""
    issn: str = ""
    """The serial's number, such as 2049-3630; the front page then carries its barcode."""
    phone: str = ""
    motto: str = ""
    """A line under the name, if the template has a place for it."""
    price: str = ""
    binding: Literal["left", "right"] = "left"
    """The side on which its sheets are folded; right for a paper that is read from the right."""


FRONT = "front"
"""The page kind that has the paper's nameplate."""


class Page(Model):
    """One page to make: its template, its stories and ads, and what the editor says about their places.

    ``areas`` is the whole page as a picture, written like CSS ``grid-template-areas``: one string a band of the page,
    one word a base column, the word being the id of the story or ad that fills the cell; the heights of the bands are
    computed. Without it the page is planned; ``at`` then pins items to a place, or keeps them inside one, and
    ``forbid`` names places where an item must not stand. ``takes`` are the sections whose stories may be allotted to
    the page, its own section if it has none.
    """

    id: PageId
    section: str = ""
    template: Id
    kind: Id = "inside"
    stories: tuple[Id, ...]
    ads: tuple[Id, ...] = ()
    areas: tuple[tuple[str, ...], ...] = Field(
        default=(), json_schema_extra={"items": {"type": ["string", "array"], "items": {"type": "string"}}}
    )
    at: dict[str, Pin] = Field(default_factory=dict)
    forbid: dict[str, Pins] = Field(default_factory=dict)
    takes: tuple[Text, ...] = ()
    closing: Closing | None = None
    """Where it differs from the edition's."""
    index: bool | None = None
    """Whether it has an index, if there is enough to name; a front page does if nothing is said."""
    editor: str = ""
    designer: str = ""

    @property
    def ref(self) -> Ref:
        """What findings about it refer to."""
        return Ref("page", self.id)

    def key_ref(self, key: str) -> Ref:
        """Return what findings about one of its keys refer to."""
        return Ref("page", self.id, key)

    @property
    def has_index(self) -> bool:
        """Whether it has an index, if there is enough to name."""
        return self.kind == FRONT if self.index is None else self.index

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections whose stories may be allotted to the page; none if its areas are given."""
        if self.areas:
            return ()
        return self.takes or ((self.section,) if self.section else ())

    @property
    def right_hand(self) -> bool:
        """Whether it is a right-hand page: the odd ones are."""
        return int(self.id[1:]) % 2 == 1


class Edition(Model):
    """One day's paper, complete and consistent: every id that is named exists, every story is used once.

    Two editions of the same content are equal, wherever they are written: ``provenance`` is no part of what they are.
    """

    paper: Paper
    date: datetime.date
    issue: int = Field(ge=1)
    volume: int | None = Field(default=None, ge=1)
    language: Language = "zh-Hans"
    press: Id = "newsprint"
    """The press condition: the name of a file in assets/press, without its ending."""
    closing: Closing = "auto"
    ears: Ears = Ears()
    """Texts beside the name of a front page."""
    teasers: Teasers | None = None
    """What a front page draws attention to, if it has a strip of it."""
    pages: tuple[Page, ...]
    stories: dict[str, Story]
    ads: dict[str, SerializeAsAny[Ad]]
    provenance: InstanceOf[Provenance] = Field(default=NOWHERE, repr=False)

    @staticmethod
    def key_ref(key: str) -> Ref:
        """Return what findings about a key of it or of its paper refer to."""
        return Ref("edition", "edition", key)

    @property
    def folder(self) -> Path:
        """The folder it was read from, and its pictures and ready-made ads are in."""
        return self.provenance.folder

    def placed(self, provenance: Provenance) -> Edition:
        """Return the same edition as written elsewhere, or nowhere."""
        return self.model_copy(update={"provenance": provenance})

    def closes(self, page: Page) -> bool:
        """Whether the program closes a page: one given as a picture of areas is its editor's in any case."""
        return not page.areas and (page.closing or self.closing) == "auto"

    @property
    def page_of(self) -> dict[str, str]:
        """The page of every story that is on one."""
        return {name: page.id for page in self.pages for name in page.stories}

    def page(self, page_id: str) -> Page:
        """Return the page of that number; raises KeyError if there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)
