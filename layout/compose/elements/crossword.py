"""A crossword (填字) drawn from its letters: black cells, numbers; its clues are two lists in the story's columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, Self
from xml.etree.ElementTree import Element as Xml

from layout.base.codes import Code
from layout.base.locale import LANGUAGES
from layout.base.locale.record import Words
from layout.base.messages import Message, listed, say, word
from layout.compose.element import SetElement
from layout.compose.elements.cells import Cells, cells_in, parted, read_cells
from layout.compose.elements.kind import ElementKind
from layout.compose.elements.lattice import BLOCK, Lattice
from layout.compose.elements.listing import Listing
from layout.compose.elements.solution import cells_html, solutions_of
from layout.compose.voices import Voices
from layout.edition.blocks import Block, Element, InsetPlace, MapSpans, MapText, Spans, Subhead
from layout.edition.inline import spans_in
from layout.edition.markdown import Body, Written

WIDE = 9
"""More cells in a row than these stand over two columns, if nothing else is said."""
_WAYS = {
    word.lower(): way
    for way, words in {
        "across": (*"横橫", "横向", "橫向", "ヨコ", "가로", *(each.words.elements.across for each in LANGUAGES)),
        "down": (
            *"纵縱竖豎",
            "纵向",
            "縱向",
            "竖向",
            "豎向",
            "タテ",
            "세로",
            *(each.words.elements.down for each in LANGUAGES),
        ),
    }.items()
    for word in words
}
"""The words that the two ways are called by, in any of the program's languages."""
_WAY = "|".join(sorted(map(re.escape, _WAYS), key=len, reverse=True))
_CLUE = re.compile(
    rf"\s*(?:(?P<way>{_WAY})(?:\s*(?P<number>\d{{1,3}})(?:\s*[:：.、)]|\s)|\s*[:：])"
    r"|(?P<bare>\d{1,3})(?:\s*[:：.、)]|\s))\s*(?P<clue>.*?)\s*$",
    re.IGNORECASE,
)
"""``across 1: clue``, or ``across:`` and under it ``1: clue``."""
_HEAD = re.compile(rf"\s*(?P<way>{_WAY})\s*", re.IGNORECASE)
"""A way on a line of its own, without a colon."""


class Crossword(Element):
    """A crossword: its title and its rows of cells. Their letters are not printed: that is the solution's matter."""

    kind: Literal["crossword"] = "crossword"
    title: str = ""
    rows: tuple[str, ...]

    @property
    def text(self) -> str:
        """The title and the numbers."""
        return self.title + "".join(str(number) for number in numbered(self.rows).values())

    def mapped(self, text: MapText, _spans: MapSpans) -> Self:
        """Return the block with its title put through a function."""
        return self.model_copy(update={"title": text(self.title)})


def _begins(rows: Sequence[str], row: int, column: int) -> bool:
    """Tell whether a word of two cells or more runs to the right from a cell."""
    cells = rows[row]
    here = cells[column] != BLOCK and (column == 0 or cells[column - 1] == BLOCK)
    return here and column + 1 < len(cells) and cells[column + 1] != BLOCK


def words_of(rows: Sequence[str]) -> dict[str, list[int]]:
    """Return the numbers of the words that run ``across``, and of those that run ``down``."""
    turned = ["".join(column) for column in zip(*rows, strict=True)]
    found: dict[str, list[int]] = {"across": [], "down": []}
    for (row, column), number in numbered(rows).items():
        if _begins(rows, row, column):
            found["across"].append(number)
        if _begins(turned, column, row):
            found["down"].append(number)
    return found


def numbered(rows: Sequence[str]) -> dict[tuple[int, int], int]:
    """Return the cells that words begin in, by row and column, with their numbers: from the left, row after row."""
    turned = ["".join(column) for column in zip(*rows, strict=True)]
    cells = ((row, column) for row in range(len(rows)) for column in range(len(rows[0])))
    firsts = (at for at in cells if _begins(rows, *at) or _begins(turned, at[1], at[0]))
    return {at: number for number, at in enumerate(firsts, 1)}


def read_crossword(body: Body, written: Written) -> Iterator[Block]:
    """Yield a crossword, the heads and lists of its clues, and the solutions under them."""
    own, answers = parted(written.text, written.line + 1)
    wide = next((len(row) for _, text in own if (row := cells_in(text))), 0)
    for at, (line, text) in enumerate(own):
        below = next((each for _, each in own[at + 1 :] if each.strip()), "")
        if _HEAD.fullmatch(text) and (len(cells_in(text)) != wide or _CLUE.match(below)):  # else a row of cells
            own[at] = line, f"{text}:"
    first = next((at for at, (_, text) in enumerate(own) if (found := _CLUE.match(text)) and found["way"]), len(own))
    cells = read_cells(body, own[:first], written.line)
    if cells is None:
        return
    clues = _read_clues(body, own[first:], cells)
    options = dict(written.options)
    if options.pop("optional", False):  # its clues would be left
        body.bare("{optional}", written.line)
    if len(cells.rows[0]) > WIDE and not options.keys() & {"columns", "place"}:
        options = {**options, "columns": 2, "place": InsetPlace.TOP_LEFT}
    yield Crossword(title=written.title, rows=cells.rows, **options)
    heads = body.language.words.elements
    for head, way in ((heads.across, "across"), (heads.down, "down")):
        if items := sorted(clues[way].items()):
            yield Subhead(text=head)
            yield Listing(items=tuple(clue for _, clue in items), marks=tuple(f"{number}." for number, _ in items))
    yield from solutions_of(body, answers, cells.rows)


def _read_clues(body: Body, lines: Sequence[tuple[int, str]], cells: Cells) -> dict[str, dict[int, Spans]]:
    """Return the clues of words across and down by their numbers; tell those without a place and words without one."""
    words, clues = words_of(cells.rows), dict[str, dict[int, Spans]](across={}, down={})
    way = ""
    for line, text in lines:
        if not text.strip():
            continue
        found = _CLUE.match(text)
        way = _WAYS[found["way"].lower()] if found and found["way"] else way
        if found and found["way"] and not found["number"] and not found["clue"]:
            continue
        given = found and (found["number"] or found["bare"])
        if not found or not way or not given or not found["clue"]:
            hint = say("write across 1: and the clue, or down 1: and the clue, one a line")
            body.error(Code.ELEMENT_CONTENT, say("this line of a crossword is neither cells nor a clue"), line, hint)
            continue
        number = int(given)
        if number not in words[way]:
            hint = say("the words {way} have the numbers {numbers}", way=word(way), numbers=listed(words[way]))
            said = say("no word begins at {place}", place=_named(way, number))
            body.error(Code.ELEMENT_CONTENT, said, line, hint)
        elif number in clues[way]:
            said = say("there are two clues {place}", place=_named(way, number))
            body.error(Code.ELEMENT_CONTENT, said, line, say("take one of them out"))
        else:
            body.check_inline(found["clue"], line)
            clues[way][number] = spans_in(body.bare(found["clue"], line), body.language)
    _tell_bare(body, words, clues, cells.lines[0])
    return clues


def _named(way: str, number: int) -> Message:
    """Return how a word is called: by its way and its number."""
    return say("{way} {number}", way=word(way), number=number)


def _tell_bare(body: Body, words: dict[str, list[int]], clues: dict[str, dict[int, Spans]], line: int) -> None:
    """Tell the words without a clue, if there are clues at all."""
    bare = [_named(way, number) for way in words for number in words[way] if number not in clues[way]]
    if bare and any(clues.values()):
        said = say("words of this crossword have no clue: {words}", words=listed(bare))
        hint = say("write their clues, or make the cells beside them black")
        body.report.warning(Code.PUZZLE_UNSOUND, said, body.source.place(line), hint=hint)


def set_crossword(crossword: Crossword, width: float, voices: Voices, language: str) -> SetElement:
    """Set a crossword to a width in pt."""
    styles = voices.design.element
    tokens = styles.puzzle
    lattice = Lattice(crossword.rows, width, tokens.cell, voices, language)
    lattice.title(crossword.title, styles.title, tokens.title_height)
    for (row, column), number in numbered(crossword.rows).items():
        lattice.number(row, column, number)
    return lattice.made("crossword", crossword.text, tight=lattice.cell < tokens.least_cell)


def crossword_html(crossword: Crossword, _words: Words) -> Xml:
    """Return a crossword as XHTML."""
    numbers = numbered(crossword.rows)
    rows = tuple(
        tuple(BLOCK if char == BLOCK else str(numbers.get((row, column), "")) for column, char in enumerate(cells))
        for row, cells in enumerate(crossword.rows)
    )
    return cells_html("cells crossword", crossword.title, rows)


KIND = ElementKind(
    model=Crossword,
    fence="crossword",
    read=read_crossword,
    set=set_crossword,
    html=crossword_html,
)
