"""Goes through a document line by line: indents, hyphens, keys; what is open, and where a value begins."""

from __future__ import annotations

import re

from layout.base.codes import Code, Severity
from layout.base.locale.keywords import KEYS
from layout.base.messages import say
from layout.files.slips.document import Document
from layout.files.slips.model import Slip, Value, short
from layout.files.slips.signs import (
    COLON,
    COMMENT,
    KEY_WORD,
    KEYED,
    LIST_MARK,
    OF_NAMES,
    OF_TEXT,
    OWN_MARK,
    SPACES,
    TIGHT_KEY,
    UNSEEN,
    WIDE_KEY,
    WIDTHS,
)
from layout.files.slips.values import State, read_comment, read_value


class Reader:
    """Goes through the lines, knows the groups and lists that are open, and puts the lines right as it goes."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._open: list[tuple[int, bool]] = []
        """Column, and whether it is a list."""
        self._state: State = "start"
        self._last_key = ""
        """The key that the next value, or item of a list, belongs to."""

    def read(self) -> None:
        """Go through all lines."""
        for number in range(len(self.doc.lines)):
            if number >= self.doc.skip:
                self._line(number)

    def _line(self, number: int) -> None:
        line = self.doc.lines[number]
        blanks = SPACES.match(line)
        indent = blanks.end() if blanks else 0
        content = line[indent:]
        if not UNSEEN.sub("", content).strip():
            self.doc.lines[number] = ""
            return
        if content.startswith("#"):
            self._whole_comment(number, indent, content)
            return
        if content.startswith(("? ", ": ", "<<:")) or (not indent and line.startswith(("---", "...", "%"))):
            return  # left to the parser
        if line[:indent].strip(" "):
            indent = self._indent(number, line[:indent], content)
        if unseen := UNSEEN.match(content):
            content = content[unseen.end() :]
            self.doc.tell(
                number,
                Code.YAML_SIGN,
                say("a character that cannot be seen (U+{code:04X}) begins this line", code=ord(unseen[0])),
                say("delete it: set the cursor before the first letter and press the backspace key"),
            )
            self.doc.lines[number] = " " * indent + content
        self._structure(number, indent, content)

    def _indent(self, number: int, blanks: str, content: str) -> int:
        """Tell blanks that are no spaces, and return the indent that was meant."""
        odd = next(sign for sign in blanks if sign != " ")
        if self._state == "text" and self._width(blanks) > self._column() and not KEYED.match(content):
            # The next line of a text: how far it is indented is no matter.
            self.doc.lines[number] = " " * len(blanks) + content
            return len(blanks)
        self.doc.blanks(number, odd)
        deeper = [self._column() + 2] if self._state == "empty" or not self._open else []
        columns = [column for column, _ in self._open] + deeper if deeper or self._open else [0]
        indent = min(columns, key=lambda column: (abs(column - self._width(blanks)), -column))
        self.doc.lines[number] = " " * indent + content
        self.doc.unsure = True
        return indent

    @staticmethod
    def _width(blanks: str) -> int:
        return sum(WIDTHS.get(sign, 1) for sign in blanks)

    def _column(self) -> int:
        return self._open[-1][0] if self._open else -1

    def _whole_comment(self, number: int, indent: int, content: str) -> None:
        """A line that is a comment; or one of a text, which a # ends without a word."""
        self.doc.lines[number] = " " * indent + content
        if self._state != "text" or indent <= self._column():
            return
        following = self.doc.next(number)
        goes_on = following is not None and following[0] > self._column()
        is_key = KEY_WORD.match(content, 1) and KEYED.match(content[1:])
        if goes_on or (content[1:2].strip() and not is_key):
            self.doc.lost(number, "", content, "")
            self.doc.lines[number] = " " * indent + "＃" + content[1:]

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
                self.doc.lines[number] = f"{self.doc.lines[number][:column]}-{' ' * (start - column - 1)}{inner}"
                self._enter(column, is_list=True)
                column, content, dashed = start, inner, True
                self._state = "empty"
                continue
            if not dashed and (mark := LIST_MARK.match(content)) and self._is_item(column, content):
                rest = content[mark.end() :]
                if content[0] == "-":
                    said = say("a space is missing after the hyphen")
                else:
                    said = say("{sign} stands where the hyphen of a list is meant", sign=content[0])
                self.doc.sign(number, said, f"- {rest}")
                content = f"- {rest}"
                self.doc.lines[number] = " " * column + content
                continue
            break
        if not content:
            return
        if (keyed := self._key(number, column, content, dashed)) is not None:
            key, start = keyed
            self._enter(column, is_list=False)
            content = self.doc.lines[number][start:]
            self._state, self._last_key = "empty", key
            if not content:
                return
            value = Value(number, start, column, f"{key}: ", self._is_of_names())
        else:
            if not dashed and content[0] == "＃" and self._state != "empty":
                self.doc.sign(number, say("a comment begins with #, not with ＃"), f"# {content[1:].strip()}")
                self.doc.lines[number] = ""
                return
            if not dashed and (column, False) in self._open and content[0] not in "\"'[]{}":
                said = say("this line has no key")
                hint = say("begin it with a key and a colon, or indent it deeper if it goes on with the text above it")
                self.doc.tell(number, Code.YAML_SYNTAX, said, hint)
                self.doc.lines[number] = ""
                return
            value = Value(number, column, self._column(), "- " if dashed else "", self._is_of_names())
        self._state = read_value(self.doc, value, content)

    def _going_on(self, number: int, indent: int, content: str) -> None:
        """Read a further line of a text without quotes."""
        at = Value(number, indent, self._column(), "")
        self.doc.put(at, content := content.replace("\t", " "))
        if self._last_key in OF_TEXT and OWN_MARK.match(content):
            said = say("this line is joined to the one before it: they are one text")
            hint = say("for a line of its own, put a hyphen and a space before each: - {line}", line=short(content))
            self.doc.slips.append(Slip(number, Code.YAML_SIGN, said, hint, Severity.INFO))
        content = read_comment(self.doc, at, content, goes_on=True)
        comment = COMMENT.search(content)
        text = content[: comment.start()] if comment else content
        found = COLON.search(text)
        if found is None:
            return
        keyed = KEYED.match(text)
        if keyed and KEY_WORD.fullmatch(keyed[1]) and self._open and not self._open[-1][1]:
            said = say("this key is indented deeper than those above it")
            self.doc.tell(
                number,
                Code.YAML_SYNTAX,
                said,
                say("check the indentation: keys of one group begin in one column, and spaces stand before them"),
            )
            self.doc.lines[number] = ""
            self._structure_at(number, self._column(), content)
            return
        said = say("a colon and a space stand inside a text")
        self.doc.tell(
            number, Code.YAML_SYNTAX, said, say("put the whole text between quotes, from its first line to its last")
        )
        self.doc.put(at, COLON.sub("：", text) + content[len(text) :])

    def _is_of_names(self) -> bool:
        return self._last_key.replace("-", "_") in OF_NAMES

    def _structure_at(self, number: int, column: int, content: str) -> None:
        self.doc.lines[number] = " " * column + content
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
        if self._state == "empty" and self._last_key in OF_TEXT and column > self._column():
            return not OWN_MARK.match(content)
        is_open = (column, True) in self._open or self._state == "start"
        return is_open or (self._state == "empty" and column >= self._column())

    # Keys -----------------------------------------------------------------------------------------------------------

    def _key(self, number: int, column: int, content: str, dashed: bool) -> tuple[str, int] | None:
        """Return the key of a line and where its value begins, None if it has none."""
        if (keyed := KEYED.match(content)) and not COMMENT.search(keyed[1]):
            wide = WIDE_KEY.match(content)
            if wide is None or wide.end() > keyed.end(1) or not self._is_wanted(number, column, wide, dashed):
                line = self.doc.lines[number]
                if "\t" in keyed[0]:
                    self.doc.lines[number] = line[:column] + keyed[0].replace("\t", " ") + content[keyed.end() :]
                return self._seen_key(number, column, keyed[1]), column + keyed.end()
        for pattern in (WIDE_KEY, TIGHT_KEY):
            found = pattern.match(content)
            if found is None or not self._is_wanted(number, column, found, dashed):
                continue
            key = found[1]
            begun = f"{key}: {content[found.end() :]}"
            self.doc.lines[number] = self.doc.lines[number][:column] + begun
            if key in KEYS:
                return key, column + len(key) + 2  # a key that is not English is told with the key that is meant
            if pattern is WIDE_KEY:
                said = say("a full-width colon stands after {key}", key=key)
            else:
                said = say("a space is missing after the colon of {key}", key=key)
            self.doc.sign(number, said, f"{'- ' if dashed else ''}{begun}")
            return key, column + len(key) + 2
        return None

    def _seen_key(self, number: int, column: int, key: str) -> str:
        """Return a key without what cannot be seen in it, which is told."""
        if (unseen := UNSEEN.search(key)) is None:
            return key
        clean = UNSEEN.sub("", key)
        said = say("a character that cannot be seen (U+{code:04X}) stands in {key}", code=ord(unseen[0]), key=clean)
        self.doc.tell(number, Code.YAML_SIGN, said, say("delete the key and type it again"))
        line = self.doc.lines[number]
        # As many characters as there were, so that the value stays where it is.
        self.doc.lines[number] = line[:column] + clean + " " * (len(key) - len(clean)) + line[column + len(key) :]
        return clean

    def _is_wanted(self, number: int, column: int, found: re.Match[str], dashed: bool) -> bool:
        """Tell whether what looks like a key stands where only a key can; elsewhere it is a text with a colon in it."""
        if not dashed and (column, False) in self._open:
            return True
        if not dashed and self._state == "start":
            return True
        if not dashed and self._state == "empty" and self._last_key in OF_TEXT:
            return False
        following = self.doc.next(number)
        if following is not None and following[0] == column:
            content = following[1]
            like = KEYED.match(content) or TIGHT_KEY.match(content)
            wide = WIDE_KEY.match(content)
            return bool(like or (wide and (KEY_WORD.fullmatch(wide[1]) or wide[1] in KEYS)))
        is_key = KEY_WORD.fullmatch(found[1]) and not found.string.startswith("//", found.end())
        return not dashed and self._state == "empty" and bool(is_key)
