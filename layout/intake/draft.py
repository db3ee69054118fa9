"""Copy on its way in: what was found in a file, and what an editor has to look at. Nothing is lost between the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from layout.base.codes import Code
from layout.base.diagnostics import Finding
from layout.base.messages import say
from layout.base.text import one_line
from layout.compose.elements.facts import Facts
from layout.compose.elements.listing import Listing
from layout.compose.elements.quote import Quote
from layout.compose.elements.table import CellAlign, Table
from layout.edition.blocks import Block, Emphasis, Paragraph, ParagraphForm, Span, Subhead
from layout.edition.readings import is_reading
from layout.files.text import has_bad_character


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A picture that the copy names and that may lie beside the file: its names or addresses, the best one first."""

    names: tuple[str, ...]
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came inside another, as those of a mail: it is read by itself."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in a file that is no copy: a picture alone, a plan, an event. No story is made of it."""

    what: str
    """What it is: a message."""
    title: str = ""
    lines: tuple[str, ...] = ()
    """What else it says: a caption, its data."""
    pictures: tuple[NamedPicture, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that came with the copy: its bytes, the name it had, its caption."""

    data: bytes
    name: str
    caption: str = ""
    credit: str = ""


_SECOND = {
    "series": Code.IMPORT_SECOND_SERIES,
    "kicker": Code.IMPORT_SECOND_KICKER,
    "headline": Code.IMPORT_SECOND_HEADLINE,
    "deck": Code.IMPORT_SECOND_DECK,
    "byline": Code.IMPORT_SECOND_BYLINE,
    "dateline": Code.IMPORT_SECOND_DATELINE,
    "source": Code.IMPORT_SECOND_SOURCE,
}
HEAD_KEYS = tuple(_SECOND)
"""The keys of front matter that a file can fill, in the order they are written."""


@dataclass(slots=True)
class Draft:
    """One story as far as a file tells it. It grows while the file is read."""

    name: str
    """What the file calls it, for its id: the file's name as a rule."""
    head: dict[str, str] = field(default_factory=dict)
    language: str = ""
    priority: int = 0
    drop_cap: int = 0
    blocks: list[Block] = field(default_factory=list)
    pictures: list[FoundPicture] = field(default_factory=list)
    named: list[NamedPicture] = field(default_factory=list)
    """Pictures that may lie beside the file. They are taken if they do, and told if not."""
    sections: list[str] = field(default_factory=list)
    """Where it belongs, as the file says; the first that the edition has is taken, the others are told."""
    notes: list[Finding] = field(default_factory=list)

    def note(self, code: Code, message: str, text: str = "", hint: str = "") -> None:
        """Put something on the editor's list; ``text`` are the characters it is about."""
        self.notes.append(Finding(code, code.severity, message, hint=hint, quoted=text))

    def more(self, code: Code, message: str, lines: Iterable[str]) -> None:
        """Put lines on the editor's list, to those that are there already with the same message."""
        at = next((at for at, note in enumerate(self.notes) if note.message == message), len(self.notes))
        before = [self.notes[at].quoted] if at < len(self.notes) else []
        self.notes[at : at + 1] = [Finding(code, code.severity, message, quoted="\n".join([*before, *lines]))]

    def set(self, key: str, text: str) -> None:
        """Fill a key of the front matter. A second value goes to the list unless it is the same."""
        text = one_line(self.clean(text))
        if not text or self.head.get(key) == text:
            return
        if key in self.head:
            self.note(
                _SECOND[key],
                say("a second {key} was left out", key=key),
                text,
                say("{key} is {head}", key=key, head=self.head[key]),
            )
            return
        self.head[key] = text

    def paragraph(self, spans: Iterable[Span]) -> None:
        """Add a paragraph; one of white space only is none."""
        if tidied := tidy(self.cleaned(spans)):
            self.blocks.append(Paragraph(spans=tidied))

    def lines(self, lines: Iterable[Iterable[Span]]) -> None:
        """Add lines that the copy ends, as of verse or an address; one alone is a paragraph."""
        tidied = [spans for line in lines if (spans := tidy(self.cleaned(line)))]
        if len(tidied) == 1:
            self.blocks.append(Paragraph(spans=tidied[0]))
            return
        if not tidied:
            return
        said = "\n".join("".join(span.text for span in line) for line in tidied)
        hint = say("if they are paragraphs, put empty lines between them in place of the backslashes")
        self.note(Code.IMPORT_LINES, say("short lines in a row were kept as lines"), said, hint)
        form = ParagraphForm.VERSE
        self.blocks += [Paragraph(spans=spans, form=form, goes_on=at > 0) for at, spans in enumerate(tidied)]

    def cleaned(self, spans: Iterable[Span]) -> list[Span]:
        """Return spans without characters that must not be in copy."""
        return [
            span.model_copy(update={"text": self.clean(span.text), "reading": tuple(map(self.clean, span.reading))})
            for span in spans
        ]

    def text(self, text: str) -> None:
        """Add a paragraph in the plain voice."""
        self.paragraph([Span(text=text)])

    def subhead(self, text: str) -> None:
        """Add a subhead; one of white space only is none."""
        if spans := tidy([Span(text=self.clean(text))]):
            self.blocks.append(Subhead(text=spans[0].text))

    def item(self, spans: Iterable[Span], mark: str) -> None:
        """Add an item to the list that was last added, or begin one: ``•``, or a number with a full stop or bracket.

        A number that is left as ``#.`` is counted on from the item before.
        """
        tidied = tidy(self.cleaned(spans))
        if not tidied:
            return
        last = self.blocks[-1] if self.blocks else None
        goes_on = isinstance(last, Listing) and last.marks[-1][-1] == mark[-1]
        before = last if goes_on and isinstance(last, Listing) else None
        if mark == "#.":
            mark = f"{len(before.marks) + 1 if before else 1}."
        items, marks = (before.items, before.marks) if before else ((), ())
        self.blocks[len(self.blocks) - bool(before) :] = [Listing(items=(*items, tidied), marks=(*marks, mark))]

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> bool:
        """Add a table whose rows all have as many cells; return False, and add nothing, if they have not."""
        width = len(heads) or max(map(len, rows), default=0)
        if not width or not rows or any(len(row) != width for row in rows):
            return False
        cells = [tuple(one_line(self.clean(cell)) for cell in row) for row in rows]
        names = tuple(one_line(self.clean(head)) for head in heads) or ("",) * width
        left: CellAlign = "left"
        made = Table(title=one_line(self.clean(title)), heads=names, rows=tuple(cells), aligns=(left,) * width)
        self.blocks.append(made)
        return True

    def quote(self, text: str, by: str) -> None:
        """Add a pull quote."""
        if said := one_line(self.clean(text)):
            self.blocks.append(Quote(text=said, by=one_line(self.clean(by))))

    def facts(self, title: str, blocks: Iterable[Block]) -> None:
        """Add a fact box of paragraphs, lists and tables; what else there is stands after it."""
        held = tuple(blocks)
        inner = tuple(block for block in held if isinstance(block, Paragraph | Listing | Table))
        if inner:
            self.blocks.append(Facts(title=one_line(self.clean(title)), blocks=inner))
        elif title.strip():
            self.subhead(title)
        self.blocks += [block for block in held if not isinstance(block, Paragraph | Listing | Table)]

    def clean(self, text: str) -> str:
        """Return text without characters that must not be in copy; each goes to the list with its neighbours."""
        text = re.sub("[\u2028\u2029\x0b\x0c\x85]|\r\n?", "\n", text)
        if not has_bad_character(text):
            return text
        for at, character in enumerate(text):
            if has_bad_character(character):
                before = "".join(filter(str.isprintable, text[max(0, at - 8) : at]))
                self.note(
                    Code.IMPORT_BAD_CHARACTER,
                    say("U+{character:04X} was taken out, because it cannot be printed", character=ord(character)),
                    say("after “{before}”", before=before),
                    say("look whether something is missing there"),
                )
        return "".join(character for character in text if not has_bad_character(character))

    @property
    def body(self) -> str:
        """All characters of the text."""
        return "\n".join(block.text for block in self.blocks)


def as_copy(draft: Draft, what: str, *, copy: bool = True, taken_back: bool = False) -> Draft | Aside:
    """Return a draft of what has text or a picture in it; what has none, is no ``copy`` or was taken back is aside."""
    if (draft.blocks or draft.pictures) and copy and not taken_back:
        return draft
    if taken_back:
        what, hint = say("an item that its sender took back"), say("do not print it")
    else:
        hint = say("if it has text after all, ask the sender for it")
        if draft.named:
            hint = say("to print it, put its file into the edition folder and name it under picture: of a story")
    return Aside(what, draft.head.get("headline", ""), all_lines(draft), tuple(draft.named), hint)


def all_lines(draft: Draft) -> tuple[str, ...]:
    """Return all that a draft says but its headline, and what is on its list, line by line."""
    texts = [text for key, text in draft.head.items() if key != "headline"]
    told: list[str] = []
    for note in draft.notes:
        # What a character was is in the message alone.
        if note.code is Code.IMPORT_BAD_CHARACTER or not note.quoted:
            told.append(note.message)
        else:
            told += filter(str.strip, note.quoted.split("\n"))
    return (*texts, *(block.text for block in draft.blocks), *draft.sections, *told)


def read_spans(base: str, reading: Sequence[str], voice: Emphasis, draft: Draft) -> tuple[Span, ...]:
    """Return characters of a file that have a reading, one for all or one for each, if a story can say so.

    Else the reading goes to the editor's list.
    """
    over = tuple(one_line(part) for part in reading)
    if voice is not Emphasis.SUPERSCRIPT and is_reading(base, over):
        return (Span(text=base, emphasis=voice, reading=over),)
    no_reading(base, " ".join(over), draft)
    return (Span(text=base, emphasis=voice),)


def no_reading(base: str, reading: str, draft: Draft) -> None:
    """Put a reading that is left out on the editor's list."""
    said = say("a reading over {text} was left out", text=base)
    draft.note(Code.IMPORT_RUBY, said, reading, say("put it in brackets if needed"))


_BLANKS = re.compile(r"[ \t\n]+")


def tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans as the loader has them: one line, single blanks, none at the ends, no two of one voice together.

    White space never stands at the inner edge of an emphasised span: Markdown could not say so. What has a reading is
    a span of its own.
    """
    text = "".join(span.text for span in spans)
    line = one_line(text)
    voices = list(_voices(spans))
    kept: list[tuple[str, _Voice]] = []
    at = 0
    for character in line:
        if character == " " and text[at] in " \t\n":
            run = _BLANKS.match(text, at)
            assert run is not None
            kept.append((" ", voices[at]))
            at = run.end()
            continue
        while text[at] != character:
            at += 1
        kept.append((character, voices[at]))
        at += 1
    return tuple(_merged(_spaces_out(kept)))


_Voice = tuple[Emphasis, tuple[str, ...], int]
"""An emphasis, a reading, and the number of the span that has it: two of one reading are not one."""
_PLAIN: _Voice = (Emphasis.PLAIN, (), 0)


def _voices(spans: Iterable[Span]) -> Iterator[_Voice]:
    for number, span in enumerate(spans):
        yield from [(span.emphasis, span.reading, number if span.reading else 0)] * len(span.text)


def _spaces_out(characters: list[tuple[str, _Voice]]) -> list[tuple[str, _Voice]]:
    """Make white space at the edges of an emphasised run plain."""
    voices = [voice for _, voice in characters]
    for order in (range(len(characters)), range(len(characters) - 1, -1, -1)):
        before: _Voice | None = None
        for at in order:
            if characters[at][0].isspace() and voices[at] != before:
                voices[at] = _PLAIN
            before = voices[at]
    return [(character, voice) for (character, _), voice in zip(characters, voices, strict=True)]


def _merged(characters: Iterable[tuple[str, _Voice]]) -> Iterator[Span]:
    for (emphasis, reading, _), same in groupby(characters, key=itemgetter(1)):
        yield Span(text="".join(character for character, _ in same), emphasis=emphasis, reading=reading)
