"""Lines of a printed page put together as they are read: paragraphs with their links and readings, for the tagged PDF.

Where a line ends the reader is to hear a blank, or nothing: the copy tells, for it is written without line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.base.locale.record import Language, Script
from layout.base.units import MM
from layout.edition.blocks import Paragraph
from layout.edition.model import Story
from layout.pdf.tagged.model import Bit, Kid, Line, Node, Readings, Spot
from layout.scene.record import LineRecord

_SOFT = "\u00ad"
_KEPT_CLOSE = ("-", "\u2010", "\u2013", "\u2014", "/")
"""What a line may end with that is not parted from what follows."""
_WINDOW = 6
"""Characters at both sides of a line's end that are looked for in the copy."""

_ADDRESS = re.compile(
    r"(?P<web>(?:https?://|www\.)[\w.~:/?#@!$&*+,;=%-]+[\w/])"
    r"|(?P<mail>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})",
    re.ASCII,
)


def addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the web and mail addresses in a text: where they begin and end, and where a link of them leads."""
    for found in _ADDRESS.finditer(text):
        said = found[0]
        if found["mail"]:
            yield found.start(), found.end(), f"mailto:{said}"
        else:
            yield found.start(), found.end(), said if "://" in said else f"https://{said}"


@dataclass(frozen=True, slots=True)
class Jump:
    """Words that tell where a story goes on or comes from, where that is, and how the link is told."""

    words: str
    spot: Spot
    said: str


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of a text beside its lines: how it is written, its language, its jumps, its words with readings.

    ``endings`` are what may stand at the right of its last line: its source, and where it goes on.
    """

    written: str
    language: Language
    jumps: tuple[Jump, ...] = ()
    read: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, stories: Sequence[Story], language: Language, jumps: tuple[Jump, ...] = (), pages: Sequence[str] = ()
    ) -> Copy:
        """Return that of a story with its parts, which goes on on ``pages``."""
        blocks = [block for story in stories for block in story.blocks]
        heads = [words for one in stories for words in (one.series, one.kicker, one.headline, one.deck, one.byline)]
        captions = [picture.caption for one in stories for picture in one.every_picture]
        read = [span.text for block in blocks if isinstance(block, Paragraph) for span in block.spans if span.reading]
        on = [page for page in (None, *pages, *(one.continued_on for one in stories)) if page != ""]
        ends = [language.words.ending(source, page) for source in ("", *(one.source for one in stories)) for page in on]
        written = "\n".join((*heads, *captions, *(block.text for block in blocks)))
        longest = tuple(sorted(filter(None, dict.fromkeys(ends)), key=len, reverse=True))
        return cls(written, language, jumps, tuple(read), longest)

    def text_of(self, line: LineRecord) -> str:
        """Return a line's words: what stands at its right by itself is parted by a blank, where words are."""
        text = line.text
        ending = next((each for each in self.endings if text.endswith(each) and text != each), "")
        if not ending or self.language.script is Script.HAN or text[: -len(ending)][-1].isspace():
            return text
        return f"{text.removesuffix(ending)} {ending}"

    def spaced(self, line: str, following: str) -> bool:
        """Tell whether a blank is read between a line and the one after it."""
        if line.endswith((_SOFT, " ", "\u3000")):
            return False
        tail = line.replace(_SOFT, "")[-_WINDOW:]
        head = following.strip().replace(_SOFT, "")[:_WINDOW]
        if tail + head in self.written:
            return False
        if f"{tail} {head}" in self.written or f"{tail}\u3000{head}" in self.written:
            return True
        kept = line.endswith(_KEPT_CLOSE) and line[-2:-1].strip()
        return self.language.script is not Script.HAN and not kept


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a text that is more than its words: a link, or words with readings over them."""

    start: int
    end: int
    target: Spot | str = ""
    said: str = ""


def said_of(lines: Sequence[LineRecord], copy: Copy) -> str:
    """Return the words of lines as they are read."""
    return "".join(char for char, *_ in _characters(lines, copy)).strip()


def _characters(lines: Sequence[LineRecord], copy: Copy) -> list[tuple[str, int, int]]:
    """Return the characters of lines, each with its line and its place in it; blanks between lines stand in none."""
    made = []
    for number, line in enumerate(lines):
        made += [(char, number, at) for at, char in enumerate(copy.text_of(line)) if char != _SOFT]
        if number + 1 < len(lines) and copy.spaced(line.text, lines[number + 1].text):
            made.append((" ", number, -1))
    return made


def node_of(tag: str, lines: Sequence[LineRecord], copy: Copy, *before: Kid) -> Node:
    """Return the element of lines that are read together; ``before`` stands in it before them, as a drop cap does."""
    characters = _characters(lines, copy)
    spans = list(_spans("".join(char for char, *_ in characters), copy))
    places = [[(line, at) for _, line, at in characters[span.start : span.end] if at >= 0] for span in spans]
    span_of = {(line, at): number for number, place in enumerate(places) for line, at in place}
    cuts: list[set[int]] = [set() for _ in lines]
    for place in places:
        for number in {line for line, _ in place}:
            inside = [at for line, at in place if line == number]
            cuts[number] |= {inside[0], inside[-1] + 1}
    made = [
        Line(
            line.x * MM,
            line.baseline * MM,
            line.width * MM,
            line.size,
            copy.text_of(line),
            tuple(sorted(cuts[number] - {0, len(copy.text_of(line))})),
            number + 1 < len(lines) and copy.spaced(line.text, lines[number + 1].text),
            any(at_line == number and not spans[span].target for (at_line, _), span in span_of.items()),
        )
        for number, line in enumerate(lines)
    ]
    parts: list[tuple[int | None, list[Bit]]] = []
    for number, line in enumerate(made):
        for start in (0, *line.cuts):
            span = span_of.get((number, start))
            bit = Bit(line, bisect_right(line.cuts, start))
            if parts and parts[-1][0] == span and span is not None:
                parts[-1][1].append(bit)
            else:
                parts.append((span, [bit]))
    kids: list[Kid] = [*before]
    for at, bits in parts:
        kids += bits if at is None else (_spanned(spans[at], tuple(bits)),)
    return Node(tag, tuple(kids))


def _spanned(span: _Span, bits: tuple[Bit, ...]) -> Node:
    if span.target:
        return Node("Link", bits, target=span.target, said=span.said)
    return Node("Ruby", (Node("RB", bits), Node("RT", (Readings(bits),))))


def _spans(text: str, copy: Copy) -> Iterator[_Span]:
    """Yield what of a text is linked or has readings, in order; none reaches into another."""
    found = [_Span(start, end, target, text[start:end]) for start, end, target in addresses(text)]
    for jump in copy.jumps:
        if jump.words and (at := text.find(jump.words)) >= 0:
            found.append(_Span(at, at + len(jump.words), jump.spot, jump.said))
    for words in dict.fromkeys(copy.read):
        found += [_Span(each.start(), each.end()) for each in re.finditer(re.escape(words), text)]
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end
