"""What typists slip into YAML, told line by line: the signs of a Chinese keyboard, and text that YAML would take apart.

YAML tells such slips at the line after them and in words about something else, or says nothing and drops a text: what
stands behind a blank and a ``#`` is a comment to it. Here a document is gone through line by line before it is parsed.
Every slip is told at its own line with the line as it is to be written, and is put right in the text that goes to the
parser, so that one slip makes one finding and all else in the file is still looked at. An edition with a slip is not
built, so what was put right is never printed. The rules: docs/decisions/0042-yaml-that-loses-nothing.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from layout.base.codes import Code, Severity
from layout.base.locale.keywords import KEYS
from layout.base.messages import say


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its line, counted from 0, and what is said of it. A remark changes nothing."""

    line: int
    code: Code
    message: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Righted:
    """A document of as many lines as it had, the slips in it put right. ``unsure`` if an indent had to be guessed."""

    text: str
    slips: tuple[Slip, ...] = ()
    unsure: bool = False
    cut: frozenset[int] = frozenset()
    """Lines with a bracket that is not closed, from 0: what stands in it could not be read, nor can it be judged."""


def righted(text: str) -> Righted:
    """Return a document with its typists' slips put right, and the slips. Windows line ends stay."""
    written = text.split("\n")
    reader = _Reader([line.removesuffix("\r") for line in written])
    reader.read()
    lines = (f"{line}\r" if was.endswith("\r") else line for line, was in zip(reader.lines, written, strict=True))
    return Righted("\n".join(lines), tuple(reader.slips), reader.unsure, frozenset(reader.cut))


_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_NAMED = {"\t": say("a tab"), "\u3000": say("a full-width space")}
_WIDTHS = {" ": 1, "\t": 4, "\u3000": 2}
_LIST_MARK = re.compile("[—–－﹣‐•·‧●]\\s*(?=[^\\s—–－])|-[\u3000\u00a0]\\s*(?=\\S)|-(?=[^\\s\\d.-])")
"""What is typed for the hyphen and the blank of a list's item. Two dashes begin a text."""
_OWN_MARK = re.compile("[•·‧●]|[—–－][ \t\u3000]")
"""What begins a line of a text as well: a dot, or the dash before a name."""
_KEYED = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'\[{#&*!|>%@`,:\]}][^#]*?)\s*:(?=[ \t]|$)[ \t]*""")
_WIDE_KEY = re.compile(r"""["'“]?([^\s：:，。,"'“”\[{#]{1,40})["'”]?\s*(?:：|﹕|︰)\s*""")
_TIGHT_KEY = re.compile(r"([A-Za-z_][\w-]{0,40}):[\s\u200b]*")
_KEY_WORD = re.compile(r"[a-z][a-z0-9_-]*")
_OF_TEXT = frozenset(("text", "lead", "headline", "title", "kicker", "deck", "caption", "value"))
"""Keys below which no keys can stand: lines such as 地址：… are their text."""
_OF_NAMES = frozenset(
    re.findall(
        r"\w+",
        "ads areas at border box boxed columns continued cut date drop_cap file filler focus form head id index issue "
        "jump kind language latin_name matter measure must not_beside page pages place position press priority rows "
        "stories template tint volume whole zones",
    )
)
"""Keys whose values are words of the program, ids, numbers and files. In all others there may be copy, in which any
sign may be meant."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_COMMENT_IN_LIST = re.compile(r"(?:^|(?<=[ \t\[{,]))#")
_VERBATIM = re.compile(r"[|>](?:[1-9]?[-+]?|[-+][1-9])(?=[ \t]*(?:#.*)?$)")
_COLON = re.compile(r":(?=[ \t]|$)")
_SURE = re.compile(
    r"[-+]?(0|[1-9]\d{0,5})(\.\d+)?(mm|cm|pt|in|px|em|%)?|\d{4}-\d\d-\d\d|true|false|~|null|[|>][-+\d]{0,2}"
)
"""Values that no text can follow: one blank before the # of a comment is enough behind them."""
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SINGLE = re.compile(r"'(?:[^']|'')*'(?!')")
_OPENERS, _CLOSERS = "[［【〔", "]］】〕"
_SEPARATORS = re.compile(r"\s*[，、；]\s*")
_ITEM = re.compile(r"[^\[\]{},，、；]+")
_ID = re.compile(r"\s*[\w-]+\s*", re.ASCII)
_BLOT = "\x01"
_IN_QUOTES = re.compile(rf"\s*{_BLOT}+\s*")
_KNOWN = "|".join(sorted({key for keys in KEYS.values() for key in keys}))
_BEFORE_KEY = re.compile(rf"\s*[，、；]\s*(?=[A-Za-z_-]+\s*:[ \t]|(?:{_KNOWN})\s*：)")
_BETWEEN_GROUPS = re.compile(r"(?<=[}\]])\s*[，、；]\s*(?=[{\[])")
_WIDE_IN_GROUP = re.compile(r"[{,]\s*([a-z_-]+)(\s*：\s*)")
"""Between words of a list, and in a group of keys, full-width signs may belong to a text: [停水，停电] is one item, and
{text: 早班，QQ：1234} has one key."""
_CURLY = {"“": "”", "”": "”", "‘": "’", "’": "’", "＂": "＂", "″": "″"}
_MOST_SHOWN = 60
MOST_TO_PASTE = 400
"""Characters: of what a message quotes, and of a line that a hint gives to be pasted, such as a classified entry's."""
_MOST_DEPTH = 12


def _short(text: str, most: int = MOST_TO_PASTE) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def quoted(text: str) -> str:
    """Return a text as it is to be written in YAML to be nothing but a text."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


@dataclass(slots=True)
class _Value:
    """The value of a key or an item of a list, on the line it begins on."""

    number: int
    start: int
    """Where it begins in its line."""
    column: int
    """Of the group or list it belongs to: what is indented deeper is part of it."""
    shown: str
    """What stands before it, for hints."""
    of_names: bool = False
    """Whether it can be no copy: see _OF_NAMES."""


class _Reader:
    """Goes through the lines, knows the groups and lists that are open, and puts ``lines`` right as it goes."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.slips: list[Slip] = []
        self.unsure = False
        self.cut: set[int] = set()
        self._open: list[tuple[int, bool]] = []
        """Column, and whether it is a list."""
        self._state = "start"
        """What the last line left: "empty" a key or hyphen without a value, "text" one that may go on, or "closed"."""
        self._last_key = ""
        """The key that the next value, or item of a list, belongs to."""
        self._skip = 0
        """Lines before this one belong to a value that was read whole."""

    def read(self) -> None:
        for number in range(len(self.lines)):
            if number >= self._skip:
                self._line(number)

    def _tell(self, number: int, code: Code, message: str, hint: str) -> None:
        self.slips.append(Slip(number, code, message, hint))

    def _sign(self, number: int, message: str, line: str) -> None:
        self._tell(number, Code.YAML_SIGN, message, say("write {line}", line=_short(line)))

    # Lines ----------------------------------------------------------------------------------------------------------

    def _line(self, number: int) -> None:
        line = self.lines[number]
        blanks = _SPACES.match(line)
        indent = blanks.end() if blanks else 0
        content = line[indent:]
        if not _UNSEEN.sub("", content).strip():
            self.lines[number] = ""
            return
        if content.startswith("#"):
            self._whole_comment(number, indent, content)
            return
        if content.startswith(("? ", ": ", "<<:")) or (not indent and line.startswith(("---", "...", "%"))):
            return  # left to the parser
        if line[:indent].strip(" "):
            indent = self._indent(number, line[:indent], content)
        if unseen := _UNSEEN.match(content):
            content = content[unseen.end() :]
            self._tell(
                number,
                Code.YAML_SIGN,
                say("a character that cannot be seen (U+{code:04X}) begins this line", code=ord(unseen[0])),
                say("delete it: set the cursor before the first letter and press the backspace key"),
            )
            self.lines[number] = " " * indent + content
        self._structure(number, indent, content)

    def _indent(self, number: int, blanks: str, content: str) -> int:
        """Tell blanks that are no spaces, and return the indent that was meant."""
        odd = next(sign for sign in blanks if sign != " ")
        if self._state == "text" and self._width(blanks) > self._column() and not _KEYED.match(content):
            # The next line of a text: how far it is indented is no matter.
            self.lines[number] = " " * len(blanks) + content
            return len(blanks)
        self._blanks(number, odd)
        deeper = [self._column() + 2] if self._state == "empty" or not self._open else []
        columns = [column for column, _ in self._open] + deeper if deeper or self._open else [0]
        indent = min(columns, key=lambda column: (abs(column - self._width(blanks)), -column))
        self.lines[number] = " " * indent + content
        self.unsure = True
        return indent

    def _blanks(self, number: int, odd: str) -> None:
        """Tell what stands before a line in the place of spaces."""
        if odd == "\t":
            self._tell(
                number,
                Code.YAML_SYNTAX,
                say("a tab stands where only spaces may"),
                say("indent with spaces, not with tabs"),
            )
        else:
            name = _NAMED.get(odd) or say("a no-break space")
            said = say("this line is indented with {name}; only ordinary spaces may stand there", name=name)
            self._tell(number, Code.YAML_SIGN, said, say("delete what stands before the first letter and type spaces"))

    @staticmethod
    def _width(blanks: str) -> int:
        return sum(_WIDTHS.get(sign, 1) for sign in blanks)

    def _column(self) -> int:
        return self._open[-1][0] if self._open else -1

    def _whole_comment(self, number: int, indent: int, content: str) -> None:
        """A line that is a comment; or one of a text, which a # ends without a word."""
        self.lines[number] = " " * indent + content
        if self._state != "text" or indent <= self._column():
            return
        following = self._next(number)
        goes_on = following is not None and following[0] > self._column()
        is_key = _KEY_WORD.match(content, 1) and _KEYED.match(content[1:])
        if goes_on or (content[1:2].strip() and not is_key):
            self._lost(number, "", content, "")
            self.lines[number] = " " * indent + "＃" + content[1:]

    def _next(self, number: int) -> tuple[int, str] | None:
        """Return the indent and the content of the next line that has any."""
        for line in self.lines[number + 1 :]:
            content = line.lstrip(" \t\u3000\u00a0")
            if content and not content.startswith("#"):
                return len(line) - len(content), content
        return None

    def _structure(self, number: int, indent: int, content: str) -> None:
        """Read a line that is no part of a value read before: hyphens, a key, a value."""
        column = indent
        if self._state == "text" and indent > self._column():
            self._going_on(number, indent, content)
            return
        dashed = False
        while True:
            if content == "-" or content.startswith(("- ", "-\t")):
                inner = content[1:].lstrip(" \t")
                start = column + len(content) - len(inner)
                self.lines[number] = f"{self.lines[number][:column]}-{' ' * (start - column - 1)}{inner}"
                self._enter(column, is_list=True)
                column, content, dashed = start, inner, True
                self._state = "empty"
                continue
            if not dashed and (mark := _LIST_MARK.match(content)) and self._is_item(column, content):
                rest = content[mark.end() :]
                if content[0] == "-":
                    said = say("a space is missing after the hyphen")
                else:
                    said = say("{sign} stands where the hyphen of a list is meant", sign=content[0])
                self._sign(number, said, f"- {rest}")
                content = f"- {rest}"
                self.lines[number] = " " * column + content
                continue
            break
        if not content:
            return
        if (keyed := self._key(number, column, content, dashed)) is not None:
            key, start = keyed
            self._enter(column, is_list=False)
            content = self.lines[number][start:]
            self._state, self._last_key = "empty", key
            if not content:
                return
            value = _Value(number, start, column, f"{key}: ", self._is_of_names())
        else:
            if not dashed and content[0] == "＃" and self._state != "empty":
                self._sign(number, say("a comment begins with #, not with ＃"), f"# {content[1:].strip()}")
                self.lines[number] = ""
                return
            if not dashed and (column, False) in self._open and content[0] not in "\"'[]{}":
                said = say("this line has no key")
                hint = say("begin it with a key and a colon, or indent it deeper if it goes on with the text above it")
                self._tell(number, Code.YAML_SYNTAX, said, hint)
                self.lines[number] = ""
                return
            value = _Value(number, column, self._column(), "- " if dashed else "", self._is_of_names())
        self._value(value, content)

    def _going_on(self, number: int, indent: int, content: str) -> None:
        """Read a further line of a text without quotes."""
        at = _Value(number, indent, self._column(), "")
        self._put(at, content := content.replace("\t", " "))
        if self._last_key in _OF_TEXT and _OWN_MARK.match(content):
            said = say("this line is joined to the one before it: they are one text")
            hint = say("for a line of its own, put a hyphen and a space before each: - {line}", line=_short(content))
            self.slips.append(Slip(number, Code.YAML_SIGN, said, hint, Severity.INFO))
        content = self._comment(at, content, goes_on=True)
        comment = _COMMENT.search(content)
        text = content[: comment.start()] if comment else content
        found = _COLON.search(text)
        if found is None:
            return
        keyed = _KEYED.match(text)
        if keyed and _KEY_WORD.fullmatch(keyed[1]) and self._open and not self._open[-1][1]:
            said = say("this key is indented deeper than those above it")
            self._tell(
                number,
                Code.YAML_SYNTAX,
                said,
                say("check the indentation: keys of one group begin in one column, and spaces stand before them"),
            )
            self.lines[number] = ""
            self._structure_at(number, self._column(), content)
            return
        said = say("a colon and a space stand inside a text")
        self._tell(
            number, Code.YAML_SYNTAX, said, say("put the whole text between quotes, from its first line to its last")
        )
        self._put(at, _COLON.sub("：", text) + content[len(text) :])

    def _is_of_names(self) -> bool:
        return self._last_key.replace("-", "_") in _OF_NAMES

    def _structure_at(self, number: int, column: int, content: str) -> None:
        self.lines[number] = " " * column + content
        self._structure(number, column, content)

    def _enter(self, column: int, *, is_list: bool) -> None:
        """Close what ends at a column, and open a group or list there unless it is open."""
        while self._open and self._open[-1][0] > column:
            self._open.pop()
        if self._open and self._open[-1] == (column, True) and not is_list:
            self._open.pop()
        if not self._open or self._open[-1] != (column, is_list):
            self._open.append((column, is_list))

    def _is_item(self, column: int, content: str) -> bool:
        """Tell whether what looks like the mark of a list is one; below ``text:`` a dot or a parted dash is text."""
        if self._state == "empty" and self._last_key in _OF_TEXT and column > self._column():
            return not _OWN_MARK.match(content)
        is_open = (column, True) in self._open or self._state == "start"
        return is_open or (self._state == "empty" and column >= self._column())

    # Keys -----------------------------------------------------------------------------------------------------------

    def _key(self, number: int, column: int, content: str, dashed: bool) -> tuple[str, int] | None:
        """Return the key of a line and where its value begins, None if it has none."""
        if (keyed := _KEYED.match(content)) and not _COMMENT.search(keyed[1]):
            wide = _WIDE_KEY.match(content)
            if wide is None or wide.end() > keyed.end(1) or not self._is_wanted(number, column, wide, dashed):
                line = self.lines[number]
                if "\t" in keyed[0]:
                    self.lines[number] = line[:column] + keyed[0].replace("\t", " ") + content[keyed.end() :]
                return self._seen_key(number, column, keyed[1]), column + keyed.end()
        for pattern in (_WIDE_KEY, _TIGHT_KEY):
            found = pattern.match(content)
            if found is None or not self._is_wanted(number, column, found, dashed):
                continue
            key = found[1]
            begun = f"{key}: {content[found.end() :]}"
            self.lines[number] = self.lines[number][:column] + begun
            if key in KEYS:
                return key, column + len(key) + 2  # a key that is not English is told with the key that is meant
            if pattern is _WIDE_KEY:
                said = say("a full-width colon stands after {key}", key=key)
            else:
                said = say("a space is missing after the colon of {key}", key=key)
            self._sign(number, said, f"{'- ' if dashed else ''}{begun}")
            return key, column + len(key) + 2
        return None

    def _seen_key(self, number: int, column: int, key: str) -> str:
        """Return a key without what cannot be seen in it, which is told."""
        if (unseen := _UNSEEN.search(key)) is None:
            return key
        clean = _UNSEEN.sub("", key)
        said = say("a character that cannot be seen (U+{code:04X}) stands in {key}", code=ord(unseen[0]), key=clean)
        self._tell(number, Code.YAML_SIGN, said, say("delete the key and type it again"))
        line = self.lines[number]
        # As many characters as there were, so that the value stays where it is.
        self.lines[number] = line[:column] + clean + " " * (len(key) - len(clean)) + line[column + len(key) :]
        return clean

    def _is_wanted(self, number: int, column: int, found: re.Match[str], dashed: bool) -> bool:
        """Tell whether what looks like a key stands where only a key can; elsewhere it is a text with a colon in it."""
        if not dashed and (column, False) in self._open:
            return True
        if not dashed and self._state == "start":
            return True
        if not dashed and self._state == "empty" and self._last_key in _OF_TEXT:
            return False
        following = self._next(number)
        if following is not None and following[0] == column:
            content = following[1]
            like = _KEYED.match(content) or _TIGHT_KEY.match(content)
            wide = _WIDE_KEY.match(content)
            return bool(like or (wide and (_KEY_WORD.fullmatch(wide[1]) or wide[1] in KEYS)))
        is_key = _KEY_WORD.fullmatch(found[1]) and not found.string.startswith("//", found.end())
        return not dashed and self._state == "empty" and bool(is_key)

    # Values ---------------------------------------------------------------------------------------------------------

    def _value(self, at: _Value, content: str) -> None:
        self._state = "text"
        first = content[0]
        if first in "\"'":
            self._quoted(at, content, _DOUBLE if first == '"' else _SINGLE)
        elif first in _OPENERS + "{" and self._brackets(at, content):
            self._state = "closed"
        elif header := _VERBATIM.match(content):
            if (tail := content[header.end() :]).strip() and not (_is_comment(tail.lstrip()) and len(tail) > 1):
                self._lost(at.number, "", tail.strip(), "")
                self._put(at, header[0])
            self._verbatim(at)
        else:
            self._plain(at, content)

    def _put(self, at: _Value, content: str) -> None:
        self.lines[at.number] = self.lines[at.number][: at.start] + content

    def _verbatim(self, at: _Value) -> None:
        """Pass over the lines of a block scalar. One that other blanks than spaces stand before is told."""
        self._skip = at.number + 1
        indent, is_told = at.column + 2, False
        while self._skip < len(self.lines):
            line = self.lines[self._skip]
            blanks = len(line) - len(line.lstrip(" "))
            if line.strip() and blanks <= at.column:
                content = line.lstrip(" \t\u3000\u00a0")
                if line[blanks] not in "\t\u3000\u00a0" or _KEYED.match(content):
                    break
                if not is_told:
                    self._blanks(self._skip, line[blanks])
                is_told = True
                self.lines[self._skip] = " " * indent + content
            elif line.strip() and not is_told:
                indent = min(indent, blanks) if self._skip > at.number + 1 else blanks
            self._skip += 1
        self._state = "closed"

    def _plain(self, at: _Value, content: str) -> None:
        if "\t" in content:
            content = content.replace("\t", " ")
            self._put(at, content)
        content = self._comment(at, content)
        comment = _COMMENT.search(content)
        text = (content[: comment.start()] if comment else content).rstrip()
        tail = content[len(text) :]
        if not text:
            self._state = "empty"
            return
        if problem := _must_be_quoted(text):
            code, said = problem
            self._tell(at.number, code, said, _quote_hint(at, text))
            self._put(at, quoted(text) + tail)
            self._state = "closed"
        elif text[0] in _CURLY and len(text) > 1 and text[-1] in (_CURLY[text[0]], '"', "'"):
            self._curly(at, text, tail)
        elif at.of_names and _UNSEEN.search(text) and (seen := _UNSEEN.sub("", text)).isascii() and " " not in seen:
            sign = ord(next(_UNSEEN.finditer(text))[0])
            said = say(
                "a character that cannot be seen (U+{code:04X}) stands in {key}",
                code=sign,
                key=_short(seen, _MOST_SHOWN),
            )
            self._tell(at.number, Code.YAML_SIGN, said, say("delete the value and type it again"))
            self._put(at, seen + tail)

    def _curly(self, at: _Value, text: str, tail: str) -> None:
        """Tell curly quotes round a value: a slip round what is no copy; round copy they may be meant to be printed."""
        inner = text[1:-1].strip()
        straight = f"{at.shown}{quoted(inner)}"
        if {text[0], _CURLY[text[0]]} & set(inner):
            return  # “one” and “another”
        if at.of_names and inner.isascii() and " " not in inner:
            said = say("{open}{close} stand where straight quotes are meant", open=text[0], close=text[-1])
            hint = say(
                "write {straight}, or {both} if they are to be printed",
                straight=_short(straight),
                both=_short(f"{at.shown}{quoted(text)}"),
            )
            self._tell(at.number, Code.YAML_SIGN, said, hint)
            self._put(at, quoted(inner) + tail)
            return
        if at.shown:
            said = say("{open}{close} round the value are printed with it", open=text[0], close=text[-1])
            hint = say("if they are not to be printed, write {straight}", straight=_short(straight))
            self.slips.append(Slip(at.number, Code.YAML_QUOTES, said, hint, Severity.INFO))

    def _quoted(self, at: _Value, content: str, pattern: re.Pattern[str]) -> None:
        """Read a value between straight quotes; it may go over several lines."""
        self._state = "closed"
        if whole := pattern.match(content):
            tail = content[whole.end() :]
            if not tail.strip():
                return
            if tail[0].isspace() and tail.lstrip().startswith("#"):
                is_comment = _is_comment(tail.lstrip())
                gap = len(tail) - len(tail.lstrip())
                if not (at.of_names or (is_comment and gap > 1)):
                    # Behind a quote it is a comment by all appearance: a remark shows what is left out.
                    severity = Severity.INFO if is_comment else Severity.ERROR
                    self._lost(at.number, at.shown, tail.strip(), f"{whole[0][1:-1]} {tail.strip()}", severity=severity)
                    self._put(at, whole[0])
                return
            text = content if (comment := _COMMENT.search(content)) is None else content[: comment.start()].rstrip()
            if content[0] == "'" and tail[0].isalpha():
                said = say("an apostrophe begins this text, and opens a quote that is not closed")
            else:
                said = say("text follows after the closing quote")
            self._tell(at.number, Code.YAML_SYNTAX, said, _quote_hint(at, text))
            self._put(at, quoted(text))
            return
        if (end := self._quote_end(at, content, pattern)) is not None:
            self._skip = end + 1
            return
        text = content.rstrip()
        if content[0] == '"' and len(text) > 1 and text[-1] in "“”＂":
            said = say("a straight quote opens this text, and {sign} closes it", sign=text[-1])
            self._sign(at.number, said, f"{at.shown}{quoted(text[1:-1])}")
            self._put(at, quoted(text[1:-1]))
            return
        if content[0] == '"':
            said = say("a quote opens this text and is not closed")
        else:
            said = say("an apostrophe begins this text, and opens a quote that is not closed")
        self._tell(at.number, Code.YAML_SYNTAX, said, _quote_hint(at, text if content[0] == "'" else text[1:]))
        self._put(at, quoted(text))

    def _quote_end(self, at: _Value, content: str, pattern: re.Pattern[str]) -> int | None:
        """Return the line that a quoted text ends on, None if it swallows what is no part of it."""
        joined = content
        for number in range(at.number + 1, len(self.lines)):
            line = self.lines[number]
            is_outside = line.strip() and len(line) - len(line.lstrip()) <= at.column
            if is_outside and (line.lstrip().startswith(("- ", "#")) or _KEYED.match(line.lstrip())):
                return None
            joined += "\n" + line
            if content[0] in line and (whole := pattern.match(joined)):
                tail = joined[whole.end() :].strip()
                return None if tail and not tail.startswith("#") else number
        return None

    # Comments -------------------------------------------------------------------------------------------------------

    def _comment(self, at: _Value, content: str, *, goes_on: bool = False) -> str:
        """Tell a # behind a text that would drop what follows it; return the content with that put right.

        goes_on: the text began on a line before, so that this line alone cannot be put between quotes.
        """
        found = _COMMENT.search(content)
        if found is None:
            return content
        text, rest = content[: found.start()], content[found.start() :]
        value = text.rstrip()
        # Between a key and its comment, the blanks stand before the value.
        before = self.lines[at.number][: at.start] + text
        gap = len(before) - len(before.rstrip())
        enough = gap > 1 or _SURE.fullmatch(value) is not None or (at.of_names and _is_comment(rest) and value != "")
        if not value and at.shown.endswith(": ") and not enough:
            following = self._next(at.number)
            enough = following is not None and (
                following[0] > at.column or (following[0] == at.column and following[1].startswith("-"))
            )
        if enough and (_is_comment(rest) or (at.of_names and value)):
            return content
        if goes_on:
            self._lost(at.number, "", rest, "")
        elif value and _SURE.fullmatch(value):
            self._lost(at.number, at.shown, rest, "", f"{at.shown}{value}  # {rest.lstrip('# ')}")
        else:
            self._lost(at.number, at.shown, rest, f"{value} {rest}".strip())
        content = f"{text}＃{rest[1:]}"
        self._put(at, content)
        return content

    def _lost(
        self, number: int, shown: str, rest: str, whole: str, line: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Tell what a # would leave out. ``whole`` is the text with it, as far as it stands on one line."""
        said = say("“{lost}” would be left out: a blank and a # begin a comment", lost=_short(rest, _MOST_SHOWN))
        if not (whole or line):
            hint = say("put the whole text between quotes; a comment stands on a line of its own, not within a text")
        else:
            hint = say(
                "write {line}; before a comment stand two spaces, and after its # one",
                line=_short(line or f"{shown}{quoted(whole)}"),
            )
        self.slips.append(Slip(number, Code.YAML_HASH, said, hint, severity))

    # Lists in brackets ----------------------------------------------------------------------------------------------

    def _brackets(self, at: _Value, content: str) -> bool:
        """Read a list or group in brackets; False if it is a text that begins with such a bracket."""
        bare = content if (comment := _COMMENT.search(content)) is None else content[: comment.start()]
        bare = bare.rstrip()
        if content[0] not in "[{" or (content[0] == "[" and "]" not in content and bare[-1] in _CLOSERS):
            return self._wide_brackets(at, bare, content[len(bare) :])
        # Behind a full-width comma a quote may open a text that must have one; or it is a sign like others.
        end = self._bracket_end(at, "[{,:，、；") or self._bracket_end(at, "[{,:")
        if end is None:
            return self._unclosed(at, content)
        last, column = end
        tail = self.lines[last][column:]
        stripped = tail.strip()
        if stripped and not (tail[0].isspace() and stripped.startswith("#")):
            if last != at.number:
                return True
            text = self.lines[at.number][at.start :]
            text = (text if (found := _COMMENT.search(text)) is None else text[: found.start()]).rstrip()
            said = say("a text that begins with {sign} is taken for a list or group of keys", sign=content[0])
            self._tell(at.number, Code.YAML_SYNTAX, said, _quote_hint(at, text))
            self._put(at, quoted(text))
            return True
        if stripped and not (_is_comment(stripped) or at.of_names):
            line = f"{at.shown}{content[: column - at.start]}  # {stripped.lstrip('# ')}".rstrip("# ")
            self._lost(last, "", stripped, "", line if last == at.number else "")
            self.lines[last] = self.lines[last][:column]
        for number in range(at.number, last + 1):
            line = self.lines[number]
            self._items(at, number, at.start if number == at.number else 0, column if number == last else len(line))
        self._skip = last + 1
        return True

    def _items(self, at: _Value, number: int, start: int, stop: int) -> None:
        """Tell the full-width signs between the items on one line, and a # that cuts them off."""
        line = self.lines[number]
        part = line[start:stop]
        is_told = False
        for found in _COMMENT_IN_LIST.finditer(_without_quoted(part)):
            if _ends_line(line, start + found.start()):
                items, rest = part[: found.start()], part[found.start() :]
                break
            if not is_told:
                self._lost(number, "", part[found.start() :], "")
                is_told = True
            part = f"{part[: found.start()]}＃{part[found.start() + 1 :]}"
        else:
            items, rest = part, ""
        goes_on = number > at.number and self.lines[at.number].startswith("{", at.start)
        bare = _without_quoted(items)
        stops = sorted(
            {found.span() for found in _BEFORE_KEY.finditer(bare) if _in_group(bare, found.start(), goes_on)}
            | {found.span() for found in _BETWEEN_GROUPS.finditer(bare)}
            | {found for found in _between(bare, at.of_names) if not _in_group(bare, found[0], goes_on)}
        )
        mended = items
        for first, end in reversed(stops):
            mended = f"{mended[:first]}, {mended[end:]}"
        bare = _without_quoted(mended)
        wide = [found for found in _WIDE_IN_GROUP.finditer(bare) if _in_group(bare, found.end(), goes_on)]
        for found in reversed(wide):
            mended = f"{mended[: found.start(2)]}: {mended[found.end(2) :]}"
        if wide and not stops:
            said = say("a full-width colon stands after {key}", key=wide[0][1])
            self._sign(number, said, f"{at.shown}{mended}" if number == at.number else mended.strip())
        if stops:
            sign = items[slice(*stops[0])].strip()
            said = say("{sign} stands where the comma between items of a list is meant", sign=sign)
            shown = f"{at.shown}{mended}" if number == at.number else mended.strip()
            hint = say("write {line}; an item with {sign} in it needs quotes", line=_short(shown), sign=sign)
            self._tell(number, Code.YAML_SIGN, said, hint)
        self.lines[number] = line[:start] + mended + rest + line[stop:]

    def _bracket_end(self, at: _Value, before_quotes: str) -> tuple[int, int] | None:
        """Return where the bracket that begins a value is closed: line and column after it. None if it is not."""
        depth, quote, fresh = 0, "", True
        for number in range(at.number, len(self.lines)):
            line = self.lines[number]
            start = at.start if number == at.number else 0
            outside = number > at.number and line.strip() and len(line) - len(line.lstrip()) <= at.column
            if outside and (_KEYED.match(line.lstrip()) or line.lstrip().startswith("- ")):
                return None
            for index in range(start, len(line)):
                sign = line[index]
                if quote:
                    quote = "" if sign == quote else quote
                elif sign in "\"'" and fresh:
                    quote = sign
                elif sign == "#" and _ends_line(line, index):
                    break
                elif sign in "[{":
                    depth += 1
                elif sign in "]}":
                    depth -= 1
                    if not depth:
                        return number, index + 1
                if not sign.isspace():
                    fresh = sign in before_quotes
        return None

    def _unclosed(self, at: _Value, content: str) -> bool:
        """Tell a bracket that is not closed; it is read as if it were closed at the end of its line."""
        text = content.rstrip()
        close = _closing(text)
        if len(close) > _MOST_DEPTH:
            return True  # the parser says how deep that is
        goes_on = self._skip_below(at)
        said = say("{sign} opens a list or group here and is not closed", sign=content[0])
        is_doubtful = re.search("['\"#]", text) is not None
        if goes_on:
            hint = say("write {close} behind the last that belongs to it", close=close)
        elif is_doubtful:
            hint = say("check quotes, brackets and indentation on this line and the one before")
        else:
            hint = say(
                "write {line}, or {text} if it is a text",
                line=_short(f"{at.shown}{text}{close}"),
                text=_short(f"{at.shown}{quoted(text)}"),
            )
        self._tell(at.number, Code.YAML_SYNTAX, said, hint)
        self._put(at, quoted(text) if is_doubtful else text + close)
        self.unsure = True
        self.cut.add(at.number)
        return True

    def _skip_below(self, at: _Value) -> bool:
        """Leave out the lines below a bracket without an end; tell whether they can be its own: no keys, no hyphens."""
        number, own = at.number + 1, False
        while number < len(self.lines):
            line = self.lines[number]
            blanks = _SPACES.match(line)
            if line.strip() and (blanks.end() if blanks else 0) <= at.column:
                break
            own = own or bool(line.strip() and not _KEYED.match(line.strip()) and not line.lstrip().startswith("- "))
            self.lines[number] = ""
            number += 1
        self._skip = number
        return own

    def _wide_brackets(self, at: _Value, text: str, tail: str) -> bool:
        """Tell full-width brackets round a list of ids. Round other words they begin a text, as 【独家】 does."""
        inner = _SEPARATORS.sub(", ", text[1:-1])
        narrow = text[0] == "[" or text[-1] == "]"
        if (
            len(text) < 2
            or set(text[1:-1]) & set(_OPENERS + _CLOSERS)
            or text[-1] not in _CLOSERS
            or not (narrow or (at.of_names and inner.isascii()))
        ):
            self._plain(at, text + tail)
            return self._state == "closed"
        said = say("full-width brackets stand round a list")
        hint = say(
            "write {line}, or {text} if it is a text",
            line=_short(f"{at.shown}[{inner}]"),
            text=_short(f"{at.shown}{quoted(text)}"),
        )
        self._tell(at.number, Code.YAML_SIGN, said, hint)
        self._put(at, f"[{inner}]{tail}")
        return True


def _closing(text: str) -> str:
    """Return the brackets that close what a text opens and does not close; one at least."""
    wanted: list[str] = []
    for sign in _without_quoted(text):
        if sign in "[{":
            wanted.append("]" if sign == "[" else "}")
        elif wanted and sign == wanted[-1]:
            wanted.pop()
    return "".join(reversed(wanted)) or ("]" if text[0] == "[" else "}")


def _is_comment(rest: str) -> bool:
    """Tell whether what begins with a # is written as a comment: with a blank after it."""
    return re.match(r"#+[ \t]+\S", rest) is not None


def _ends_line(line: str, index: int) -> bool:
    """Tell whether a # within brackets is a comment, and not part of an item."""
    before = line[:index]
    if not before.strip():
        return True
    if before[-1] not in " \t" or not _is_comment(line[index:]):
        return False
    return len(before) - len(before.rstrip()) > 1 or before.rstrip()[-1] in "[{,"


def _quote_hint(at: _Value, text: str) -> str:
    return say("put the text between quotes: {line}", line=_short(f"{at.shown}{quoted(text)}"))


_BEGINS = {
    "&": (Code.YAML_ALIAS, say("a text that begins with & is an anchor to YAML")),
    "*": (Code.YAML_ALIAS, say("a text that begins with * is an alias to YAML")),
    "!": (Code.YAML_TAG, say("a text that begins with ! is a tag to YAML")),
}


def _must_be_quoted(text: str) -> tuple[Code, str] | None:
    """Return why a text cannot stand without quotes; None if it can."""
    if text[0] in _BEGINS and not re.fullmatch(r"\*[\w/:.-]+|&[\w/:.-]+(\s.*)?|![!\w/:.-]*(\s.*)?", text, re.ASCII):
        return _BEGINS[text[0]]
    if text[0] in "@`%,]}|>" or text in ("-", "?") or text.startswith(("- ", "? ", ": ")):
        return Code.YAML_SYNTAX, say("a text that begins with {sign} means something else in YAML", sign=text[0])
    if (found := _COLON.search(text)) is None:
        return None
    if found.end() < len(text):
        return Code.YAML_SYNTAX, say("a colon and a space stand inside a text")
    return Code.YAML_SYNTAX, say("a colon ends this text")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a list in brackets in their order, and whether each is between quotes."""
    for found in re.finditer(r"""(?<=[\[{,:，、；\s])("[^"]*"|'[^']*')|([^"']+|["'])""", text):
        yield found[0], found[1] is not None


def _between(bare: str, of_names: bool) -> Iterator[tuple[int, int]]:
    """Yield where in a list full-width signs part items, with the spaces around: begin and end.

    That is behind an item in quotes, and between two ids where a list is of such. bare: the list with what is between
    quotes blotted out.
    """
    items = list(_ITEM.finditer(bare))
    for one, next_one in pairwise(items):
        are_ids = of_names and all(_ID.fullmatch(item[0]) or _IN_QUOTES.fullmatch(item[0]) for item in (one, next_one))
        if bare[one.end() : next_one.start()] in tuple("，、；") and (are_ids or _IN_QUOTES.fullmatch(one[0])):
            yield one.start() + len(one[0].rstrip()), next_one.end() - len(next_one[0].lstrip())


def _in_group(bare: str, index: int, goes_on: bool) -> bool:
    """Tell whether a place in a list stands within a group of keys. goes_on: one is open where the line begins."""
    return bare.count("{", 0, index) + goes_on > bare.count("}", 0, index)


def _without_quoted(text: str) -> str:
    """Return the text with what is between quotes blotted out, as long as it was."""
    return "".join(_BLOT * len(piece) if is_quoted else piece for piece, is_quoted in _pieces(text))
