"""What the program knows of one language: a record of small parts, all of them data.

Whoever prints, sets or reads copy takes the record, or the part it needs, from the table in this package; no other
module asks which language it is. The parts name nothing of the rooms above: the composer makes its classes of
characters from `Marks`, the rules of punctuation are named by their ids.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from layout.base.locale.elementwords import ENGLISH, ElementWords
from layout.base.locale.plurals import PLURALS


class Script(StrEnum):
    """How paragraphs are composed. Which characters are han and which Latin is no matter of a language."""

    HAN = "han"
    """In squares: a line may end between any two of them, and lines are filled by the gaps between them."""
    LATIN = "latin"
    """In words: lines end at spaces and hyphens, and are filled by the spaces."""
    HANGUL = "hangul"
    """In words of square letters: as Latin, and han and marks of full width are of the word they stand in."""


MarkKind = Literal["open", "close", "comma", "colon", "stop", "dot"]
"""What a mark of full width is to the composer: see ``Kind`` in `layout.compose.classes`."""


@dataclass(frozen=True, slots=True)
class FullWidth:
    """Marks of full width of one kind, and the blanks before and after their ink, em."""

    kind: MarkKind
    marks: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a language, and where a line may not begin or end.

    A table of its own has a ``name`` of its own: what was worked out about its marks is kept under it.
    """

    name: str
    source: str
    """The standard that says so."""
    full_width: tuple[FullWidth, ...]
    half_width: str
    """Marks that always take half a square."""
    not_first: str
    """Marks that may not begin a line."""
    not_last: str
    """Marks that may not end a line."""
    units: str = ""
    """Han that read as one with the number before them; a break there is legal but costs a little."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """What a typewriter's signs become: quotes, an opening and a closing one, each with the white inside of it, …"""

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    apostrophe: str = "’"
    elided: str = ""
    """What an apostrophe that begins a word stands before, a regular expression: the s of ’s avonds."""
    shortened: str = ""
    """What one may stand before that may as well be a word in quotes: an apostrophe if nothing closes it (’cause).
    Years that lack their first digits are so in every language (’68)."""
    clipped: str = ""
    """What an apostrophe that ends a word stands after: the po of un po’. After other words it may be a quote."""
    dash: str = "—"
    """What two or three hyphens become, and one between spaces."""
    white: tuple[tuple[str, str], ...] = ()
    """Marks that have white before them, each kind of white with its marks: never broken, never widened."""
    in_numbers: str = ""
    """Where in a number with its sign white stands that is never broken: a regular expression of no characters."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What stays on one line: where the pattern, a regular expression, ends in front of white space.

    ``cost`` is the penalty of a line end there; without one there is none.
    """

    pattern: str
    cost: float | None = None


Plural = Literal["one", "east-slavic", "polish", "czech"]
"""How a language counts, by the rules of CLDR: see `layout.base.locale.plurals`."""


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """Where words are parted: by which dictionary of pyphen, and how much has to stand on either side.

    The least numbers of letters before and after a hyphen are The TeXbook's (\\lefthyphenmin, \\righthyphenmin);
    those of a language are the ones that babel, TeX's languages, has for it, and never less than two.
    """

    dictionary: str = ""
    """The dictionary's name, such as en_GB; one that pyphen does not have parts no word."""
    left: int = 2
    right: int = 3
    shortest: int = 5
    """Letters of the shortest word that is parted."""
    script: Literal["Latn", "Cyrl", "Grek"] = "Latn"
    """What its words are written in: a word in another script is not parted by it (`layout.base.locale.FOREIGN`)."""
    apostrophe: bool = False
    """Whether the dictionary's words may hold an apostrophe: l’homme is one word, the’ and s are two."""
    never: str = ""
    """What, at a place that the dictionary finds, says that it is wrong: a regular expression that looks either way."""
    repeats: bool = False
    """Whether a hyphen of the copy that ends a line is written again on the next one: biało- | -czerwony."""
    joints: str = ""
    """Beginnings of compounds that the dictionary gets wrong: a regular expression that ends at their joint."""
    vowels: str = ""
    """Of a language whose syllables begin with the one consonant before a vowel, its vowels: no dictionary is asked."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Where a head may break: at spaces, or, where a segmenter is named, between the phrases it finds."""

    segmenter: Literal["", "dictionary", "zh-Hant", "ja"] = ""
    """The dictionary of simplified Chinese, or the model that finds words and phrases; none where spaces part words."""
    clinging: str = ""
    """Han that belong to the word before them: the segmenter sometimes parts them from it."""
    leaning: frozenset[str] = frozenset()
    """Words that lean on the word after them, in small letters: a line of a head does not end in one."""
    whole: tuple[str, ...] = ()
    """Regular expressions of what is never broken, such as a number with what it counts in."""
    together: tuple[str, ...] = ()
    """Regular expressions of names that a title of an ad is hardly parted in: of streets, of papers, of people."""
    hardly_first: str = ""
    """Han that hardly begin a line of such a title: 和, 与."""
    words: str = ""
    """Nouns, parted by spaces, that its dictionary lacks or reads as two, so that a head or a drop cap does not cut
    them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed on a page. Each is a pattern of `str.format`; dates have the fields named in `date`."""

    full_date: str
    month_date: str
    months: tuple[str, ...]
    days: tuple[str, ...]
    """Monday is the first."""
    issue_number: str
    volume_issue: str
    page_count: str
    editor_name: str
    continued_from: str
    """Stands before the first word of a story that begins on another page (上接)."""
    carried_from: str
    """Stands over the head of a part that was carried from another page."""
    continued_on: str
    """Ends a story that goes on elsewhere (下转)."""
    dateline_before: str
    index_label: str
    source_and_jump: str = "{source}. {jump}"
    source_line: str = "{text}"
    """What ends a story at the right: its source, the line of its continuation, or both."""
    caption_credit: str = "{text} {credit}"
    unit_note: str = "({unit})"
    """Tells at a chart's title what its figures count."""
    one_page: str = ""
    """Of an edition of one page, and of as many as are counted alike, where that is written otherwise."""
    few_pages: str = ""
    """Of a few pages, where that is written otherwise (4 strony, 5 stron)."""
    heading_continued: str = "{heading}, continued"
    """Stands over small ads whose heading stands in the column before."""
    plural: Plural = "one"
    first_day: str = ""
    """The first of a month, where it is written otherwise (1er)."""
    decimal: str = "."
    """What parts a figure's whole from its fraction."""
    designer_name: str = "{name}"
    publisher_name: str = "{name}"
    cn_number: str = "CN {number}"
    """The paper's number among the mainland's serials (国内统一连续出版物号); it may be typed with its CN."""
    issn_number: str = "ISSN {number}"
    phone_number: str = "{number}"
    price_named: str = "{price}"
    quoted_by: str = "— {name}"
    """Under a pull quote, who said it."""
    reading_note: str = " ({reading})"
    """How a word is read, behind it, where nothing can stand over it."""
    between: str = " · "
    """Stands between the parts of a folio line or an imprint."""
    months_alone: tuple[str, ...] = ()
    """Months that no day stands before, where they are written otherwise then (апрель, but 14 апреля)."""
    elements: ElementWords = ENGLISH
    """What elements of stories print."""

    def date(self, day: datetime.date, pattern: str = "") -> str:
        """Return the day in words.

        A pattern has the fields year, month, month_name, month_alone, day and day_name; Month_alone and Day_name begin
        with a capital, for a line of its own.
        """
        month = (self.months_alone or self.months)[day.month - 1]
        name = self.days[day.weekday()]
        return (pattern or self.full_date).format(
            year=day.year,
            month=day.month,
            month_name=self.months[day.month - 1],
            month_alone=month,
            Month_alone=month[:1].upper() + month[1:],
            day=(day.day == 1 and self.first_day) or day.day,
            day_name=name,
            Day_name=name[:1].upper() + name[1:],
        )

    def month(self, day: datetime.date) -> str:
        """Return month and year, for the ear of a front page."""
        return self.date(day, self.month_date)

    def issue(self, issue: int, volume: int | None = None) -> str:
        """Return the issue number, with the volume if the paper counts volumes."""
        pattern = self.volume_issue if volume else self.issue_number
        return pattern.format(issue=issue, volume=volume)

    def pages(self, count: int) -> str:
        """Return how many pages the edition has."""
        counted = {"one": self.one_page, "few": self.few_pages}.get(PLURALS[self.plural](count), "")
        return (counted or self.page_count).format(count=count)

    def figure(self, number: str) -> str:
        """Return a figure that is written with a point as the language writes it."""
        return number.replace(".", self.decimal)

    def editor(self, name: str) -> str:
        """Return the editor's name with what he is."""
        return self.editor_name.format(name=name)

    def designer(self, name: str) -> str:
        """Return the designer's name with what he is."""
        return self.designer_name.format(name=name)

    def imprint(self, publisher: str, cn_number: str, issn: str, phone: str, price: str) -> Iterator[str]:
        """Yield what is given of an imprint (版权行): who publishes, the serial's numbers, telephone, price."""
        if publisher:
            yield self.publisher_name.format(name=publisher)
        if cn_number:
            yield self.cn_number.format(number=cn_number.removeprefix("CN").strip())
        if issn:
            yield self.issn_number.format(number=issn.removeprefix("ISSN").strip())
        if phone:
            yield self.phone_number.format(number=phone)
        if price:
            yield self.price_named.format(price=price)

    def joined(self, *parts: str) -> str:
        """Return parts of a folio line or an imprint as one line; empty ones are left out."""
        return self.between.join(part for part in parts if part)

    def jump_from(self, page: str) -> str:
        """Return the line that begins a story continued from a page."""
        return self.continued_from.format(page=page)

    def carried(self, page: str) -> str:
        """Return what stands over a part that was carried here from a page."""
        return self.carried_from.format(page=page)

    def goes_on(self, heading: str) -> str:
        """Return a heading of small ads as it is said again where they go on in another column."""
        return self.heading_continued.format(heading=heading)

    def ending(self, source: str, continued_on: str | None) -> str:
        """Return what ends a story at the right: source and continuation; empty if it has neither."""
        jump = self.continued_on.format(page=continued_on) if continued_on else ""
        both = self.source_and_jump.format(source=source, jump=jump) if source and jump else source or jump
        return self.source_line.format(text=both) if both else ""

    def dateline(self, place: str) -> str:
        """Return a dateline with what parts it from the text."""
        return self.dateline_before.format(place=place)

    def read(self, reading: str, *, is_wide: bool) -> str:
        """Return what stands behind a word to tell how it is read; ``is_wide``: it ends in a wide character.

        Brackets of full width stand behind such alone.
        """
        note = self.reading_note if is_wide else self.reading_note.replace("（", "(").replace("）", ")")
        return note.format(reading=reading)

    def of_unit(self, unit: str) -> str:
        """Return the note that tells what a chart's figures count."""
        return self.unit_note.format(unit=unit)

    def caption(self, text: str, credit: str) -> str:
        """Return a caption with the credit of its picture; either may be empty."""
        return self.caption_credit.format(text=text, credit=credit) if text and credit else text or credit


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the digital edition says. Those with ``{}`` take a page or an issue number; dates are as in `Words`."""

    lang: str
    """The language they are in, for the pages' own markup."""
    full_date: str
    short_date: str
    """A day beside another one of the same year."""
    short_date_of_year: str
    epaper: str
    issue: str
    page: str
    pages: str
    all_editions: str
    issues: str
    previous_issue: str
    next_issue: str
    contents: str
    stories: str
    ads: str
    ad: str
    picture_of: str
    zones: str
    picture: str
    to_text: str
    to_stories: str
    previous_page: str
    next_page: str
    previous_story: str
    next_story: str
    printed_on: str
    not_printed: str
    continued_from: str
    goes_on: str
    no_words: str
    stop: str = ", "


@dataclass(frozen=True, slots=True)
class SpecimenTexts:
    """What a template's specimen sheet shows. A head is its kicker, headline, deck and byline."""

    paper: str
    sample: str
    line: str
    ad: str
    lead: tuple[str, str, str, str]
    box: tuple[str, str, str, str]
    first: tuple[tuple[str, str], ...]
    """The first paragraph: texts, each with its emphasis (plain, strong, em, superscript)."""
    subhead: str
    paragraphs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language. Two records of one tag are the same language, which makes them quick to look up by."""

    tag: str
    """BCP 47: language, script, region, as far as they tell it from others, such as zh-Hans or en-GB."""
    also: tuple[str, ...]
    """Other tags that it stands for."""
    name: str
    """Its English name."""
    script: Script
    words: Words
    marks: Marks
    quotes: Quotes
    hyphenation: Hyphenation | None
    """That of the Latin words in its copy; None if none is parted."""
    phrases: Phrases
    rules: tuple[str, ...]
    """Ids of the rules that make its copy regular: `layout.edition.typography.punctuation`."""
    site: SiteWords
    specimen: SpecimenTexts
    ties: tuple[Tie, ...] = ()
    """What of its copy stays on one line."""
    readings: bool = False
    """Whether its copy writes how kanji are read as Aozora Bunko does, 漢字《かんじ》: elsewhere 《》 hold titles."""
    name_ends: tuple[str, ...] = ()
    """Regular expressions of the ends of the names of firms and offices, after which a long name may be broken without
    hurting its sense."""

    def __hash__(self) -> int:
        return hash(self.tag)
