"""YAML as a tree that knows its lines. The only module that uses ruamel.yaml.

The tree is built from the parser's events, not by a constructor: so every node keeps its line and its
characters as written (a telephone number is not yet a number), nothing is ever instantiated, and aliases, tags
and deep nesting are refused before they can do harm.

Most front matter is nothing but lines of a key and a text. It is read here in a fraction of the time, and comes out as
it would from the parser (see `plain`). Whatever is doubtful in the least goes to the parser, which tells faults too;
typists' slips are told and put right before (`layout.files.slips`).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Place, Report
from layout.base.messages import reason, say
from layout.files.slips import Righted, righted
from layout.files.text import has_bad_character, without_bad_characters

MAX_DEPTH = 12
"""Lists and groups of keys may be nested so deep; an edition needs five."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written. ``start`` and ``end`` are character offsets in the text, quotes included."""

    text: str
    plain: bool
    """Whether it stands without quotes."""
    line: int
    start: int
    end: int
    is_cut: bool = False
    """Whether it stands for brackets without an end: see `Sequence.is_cut`."""

    @property
    def is_null(self) -> bool:
        """Whether nothing is written, or a null."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    is_cut: bool = False
    """Whether its bracket was not closed, so that it may lack what it should have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value. ``name`` is the key with underscores for hyphens, as the models have it."""

    name: str
    written: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A group of keys, no two of the same name."""

    entries: tuple[Entry, ...]
    line: int
    is_cut: bool = False

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a name (with underscores, or as written), if there is one."""
        return next((entry for entry in self.entries if name in (entry.name, entry.written)), None)

    def get(self, name: str) -> Node | None:
        """Return the value of a name (with underscores), if there is one."""
        entry = self.entry(name)
        return entry.value if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


KEPT = 256
"""Documents kept parsed: an edition is read anew whenever one of its files is saved, the others being as they were."""


class _Refused(Exception):
    """YAML that is well formed and not allowed here."""

    def __init__(self, code: Code, message: str, line: int, hint: str) -> None:
        super().__init__(message)
        self.code, self.line, self.hint = code, line, hint


def parse_yaml(text: str, file: str, report: Report, first_line: int = 1) -> Node | None:
    """Parse one YAML document into a tree. None if it is empty or cannot be read: the report says which.

    ``first_line`` is the number of the text's first line in the file, for front matter.
    """
    root, findings = _parsed(text, file, first_line)
    report.extend(findings)
    return root


@lru_cache(maxsize=KEPT)
def _parsed(text: str, file: str, first_line: int) -> tuple[Node | None, tuple[Finding, ...]]:
    if (root := plain(text, first_line)) is not None:
        return root, ()
    report = Report()
    made = righted(text)
    for slip in made.slips:
        report.add(slip.severity, slip.code, slip.message, Place(file, first_line + slip.line), hint=slip.hint)
    if made.text == text:
        return _parse(text, file, report, first_line), report.findings
    return _parse_righted(text, made, file, report, first_line), report.findings


def _parse_righted(text: str, made: Righted, file: str, report: Report, first_line: int) -> Node | None:
    """Parse what slips were put right in. What the parser finds because of a slip is not told once more."""
    later = Report()
    root = _parse(made.text, file, later, first_line, text, frozenset(first_line + line for line in made.cut))
    slips = {first_line + slip.line for slip in made.slips if slip.severity is Severity.ERROR}
    for finding in later.findings:
        follows = finding.code is Code.YAML_SYNTAX and slips
        if not (follows and (made.unsure or {finding.place.line, finding.place.line - 1} & slips)):
            report.extend([finding])
    return root


_KEY_LINE = re.compile(
    r'(?P<indent> *)(?P<key>[a-z][a-z0-9_-]{0,99}):(?: +(?:"(?P<quoted>[^"\\]*)"|(?P<plain>[^\W_][^:#]*(?<! ))))?'
)
"""A key with nothing, with a text between double quotes that has no escapes, or with one that begins with a letter or a
digit and has none of the signs that may end it."""
_DOUBTFUL = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u200a\u200e-\u2027\u202a-"
    "\u205f\u2061-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML takes for white space or for a line break, or does not allow; and what cannot be seen."""
_Row = tuple[int, str, int, Scalar | None]
"""The indent of a line, its key, its number, its text if it has one."""


def plain(text: str, first_line: int = 1) -> Mapping | None:
    """Read a document that is nothing but keys with a text, or with such keys indented below them; None if it is more.

    What is read is what the parser would have made of it, to the last offset.
    """
    if _DOUBTFUL.search(text) or has_bad_character(text):
        return None
    rows: list[_Row] = []
    begin = 0
    for number, line in enumerate(text.split("\n"), first_line):
        if line:
            if (found := _KEY_LINE.fullmatch(line)) is None:
                return None
            value = None
            if (form := found.lastgroup) in ("quoted", "plain"):
                quote = int(form == "quoted")
                start, end = found.span(form)
                value = Scalar(found[form], not quote, number, begin + start - quote, begin + end + quote)
            rows.append((len(found["indent"]), found["key"], number, value))
        begin += len(line) + 1
    made = _group(rows, 0, 1) if rows and not rows[0][0] else None
    return made[0] if made else None


def _group(rows: list[_Row], at: int, depth: int) -> tuple[Mapping, int] | None:
    """Return the keys of one indent from a row on, and the row after them; None if they are no such group."""
    indent, _, first, _ = rows[at]
    entries: dict[str, Entry] = {}
    while at < len(rows) and rows[at][0] == indent:
        _, key, line, scalar = rows[at]
        at += 1
        value: Node | None = scalar
        is_above = value is None and at < len(rows) and rows[at][0] > indent and depth < MAX_DEPTH
        if is_above and (below := _group(rows, at, depth + 1)) is not None:
            value, at = below
        name = key.replace("-", "_")
        if value is None or name in entries:
            return None
        entries[name] = Entry(name, key, line, value)
    if at < len(rows) and rows[at][0] > indent:
        return None
    return Mapping(tuple(entries.values()), first), at


def _parse(
    text: str,
    file: str,
    report: Report,
    first_line: int,
    written: str | None = None,
    cut: frozenset[int] = frozenset(),
) -> Node | None:
    """Parse a document. ``written`` is the text it was made from, line by line: offsets are counted in it.

    Brackets on the lines ``cut`` were not closed.
    """
    builder = _Builder(file, report, first_line, written, cut)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _Refused as refused:
        report.error(refused.code, reason(refused), Place(file, refused.line), hint=refused.hint)
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else builder.line
        # At the end of the text the mark is on the line after the last; the user has no such line.
        line = min(line, first_line + max(0, text.rstrip("\n").count("\n")))
        problem = str(error.problem or error.context or "it cannot be read").splitlines()[0]
        report.error(
            Code.YAML_SYNTAX,
            say("this is not YAML: {problem}", problem=_problem(problem)),
            Place(file, line),
            hint=_hint(problem),
        )
        return None
    except (ValueError, OverflowError):
        # The scanner gives an escape such as \U00110000 to chr(), which raises one of these.
        report.error(
            Code.YAML_SYNTAX,
            say("this is not YAML: an escape stands for no character"),
            Place(file, builder.line),
            hint=say("look at what begins with a backslash on this line and the next ones"),
        )
        return None
    except YAMLError:
        report.error(
            Code.YAML_SYNTAX,
            say("this is not YAML: {problem}", problem=say("it cannot be read from here on")),
            Place(file, builder.line),
            hint=say("look at this line and the next ones"),
        )
        return None
    return builder.root


def _problem(problem: str) -> str:
    """Return what the library found, in words of ours where it is one of the usual things."""
    if "mapping values are not allowed" in problem:
        return say("a colon and a space stand inside a text")
    if "block end" in problem or "block mapping" in problem:
        return say("this line does not fit to those before it")
    if "'\\t'" in problem:
        return say("a tab stands where only spaces may")
    if "cannot start any token" in problem or "expected URI" in problem:
        return say("a text begins with a sign that means something in YAML")
    if "end of stream" in problem or "end of file" in problem or "while scanning a quoted" in problem:
        return say("a quote or a bracket is not closed")
    if "escape" in problem:
        return say("a backslash between double quotes stands before a character that it makes nothing of")
    return say("it cannot be read from here on")


def _hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return say("put text that has a colon and a space in it between quotes")
    if "block end" in problem or "block mapping" in problem:
        return say("check the indentation: keys of one group begin in one column, and spaces stand before them")
    if "'\\t'" in problem:
        return say("indent with spaces, not with tabs")
    if "expected URI" in problem:
        return say("put quotes around text that begins with !")
    if "cannot start any token" in problem:
        return say("put text that begins with such a character between quotes")
    if "escape" in problem:
        return say("write two backslashes for one, or put the text between single quotes")
    if "document" in problem:
        return say("a file holds one document: take out the line --- or ...")
    return say("check quotes, brackets and indentation on this line and the one before")


class _Builder:
    """Takes the events of one document and keeps the open lists and groups on a stack of its own."""

    def __init__(self, file: str, report: Report, first_line: int, written: str | None, cut: frozenset[int]) -> None:
        self.root: Node | None = None
        self.line = first_line
        self._written = [] if written is None else written.split("\n")
        self._starts = [0, *itertools.accumulate(len(line) + 1 for line in self._written)]
        self._file, self._report, self._first_line, self._cut = file, report, first_line, cut
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: object) -> None:
        """Take one event. Raises _Refused."""
        if isinstance(event, NodeEvent | DocumentStartEvent):
            self.line = self._first_line + event.start_mark.line
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(
                    Code.YAML_SYNTAX,
                    say("a second YAML document begins here"),
                    self.line,
                    say("a file holds one document: take out the line ---"),
                )
        if isinstance(event, NodeEvent):
            self._refuse(event)
        if isinstance(event, ScalarEvent):
            text = without_bad_characters(event.value, self._file, self._report, self.line)
            plain = event.style is None
            start, end = self._offset(event.start_mark), self._offset(event.end_mark)
            self._add(Scalar(text, plain, self.line, start, end, not plain and self.line in self._cut))
        elif isinstance(event, CollectionStartEvent):
            if len(self._open) == MAX_DEPTH:
                raise _Refused(
                    Code.YAML_DEPTH,
                    say("lists or groups are nested more than {max_depth} deep", max_depth=MAX_DEPTH),
                    self.line,
                    say("no key of an edition needs this: look for brackets that are not closed"),
                )
            is_cut = bool(event.flow_style) and self.line in self._cut
            self._open.append(_Open(isinstance(event, MappingStartEvent), self.line, is_cut))
        elif isinstance(event, CollectionEndEvent):
            self._close(isinstance(event, MappingEndEvent))

    def _offset(self, mark: StreamMark) -> int:
        """Return where a mark is in the text as it was written."""
        if not self._written:
            return int(mark.index)
        line = min(mark.line, len(self._written) - 1)
        return self._starts[line] + min(mark.column, len(self._written[line]))

    def _refuse(self, event: NodeEvent) -> None:
        """Tell what is never followed. The node goes on as if it were not there: nothing else is said of it."""
        place = Place(self._file, self.line)
        if isinstance(event, AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            self._report.error(
                Code.YAML_ALIAS,
                say("*{anchor} is a YAML alias; they are not allowed here", anchor=event.anchor)
                if sign == "*"
                else say("&{anchor} is a YAML anchor; they are not allowed here", anchor=event.anchor),
                place,
                hint=say("write the text itself; put quotes around text that begins with {sign}", sign=sign),
            )
        if isinstance(event, AliasEvent):
            at = self._offset(event.start_mark)
            self._add(Scalar(f"*{event.anchor}", False, self.line, at, self._offset(event.end_mark)))
        if getattr(event, "tag", None) is not None:
            self._report.error(
                Code.YAML_TAG,
                say("this is a YAML tag (!); tags are not allowed here"),
                place,
                hint=say("take the tag out; put quotes around text that begins with !"),
            )

    def _close(self, is_mapping: bool) -> None:
        done = self._open.pop()
        if is_mapping:
            self._add(Mapping(tuple(done.entries.values()), done.line, done.is_cut))
        else:
            self._add(Sequence(tuple(done.items), done.line, done.is_cut))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = None if isinstance(node, Scalar) and node.is_null else node
            return
        into = self._open[-1]
        if not into.is_mapping:
            into.items.append(node)
        elif into.key is None:
            if not isinstance(node, Scalar):
                raise _Refused(
                    Code.YAML_SYNTAX,
                    say("a list or group of keys stands where a key should be"),
                    node.line,
                    say("put quotes around text that begins with [ or {{, and take out a ? at the line's beginning"),
                )
            into.key = node
        else:
            self._add_entry(into, into.key, node)
            into.key = None

    def _add_entry(self, into: _Open, key: Scalar, value: Node) -> None:
        name = key.text.replace("-", "_")
        if (first := into.entries.get(name)) is not None:
            self._report.error(
                Code.YAML_DUPLICATE_KEY,
                say("{key!r} is given twice; it stands on line {line} already", key=key.text, line=first.line),
                Place(self._file, key.line),
                hint=say("keep one of the two"),
            )
            return
        into.entries[name] = Entry(name, key.text, key.line, value)


class _Open:
    """A list or group whose end has not come yet."""

    def __init__(self, is_mapping: bool, line: int, is_cut: bool) -> None:
        self.is_mapping, self.line, self.is_cut = is_mapping, line, is_cut
        self.items: list[Node] = []
        self.entries: dict[str, Entry] = {}
        self.key: Scalar | None = None
