"""The lines of a document while they are put right, and the slips that were told of them."""

from __future__ import annotations

from layout.base.codes import Code, Severity
from layout.base.messages import say
from layout.files.slips.model import MOST_SHOWN, Slip, Value, quoted, short
from layout.files.slips.signs import NAMED


class Document:
    """Lines that are put right as they are gone through; ``unsure`` and ``cut`` are told in `Righted`."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.slips: list[Slip] = []
        self.unsure = False
        self.cut: set[int] = set()
        self.skip = 0
        """Lines before this one belong to a value that was read whole."""

    def tell(self, number: int, code: Code, message: str, hint: str) -> None:
        """Tell a slip."""
        self.slips.append(Slip(number, code, message, hint))

    def sign(self, number: int, message: str, line: str) -> None:
        """Tell a sign that was not meant, with the line as it is to be written."""
        self.tell(number, Code.YAML_SIGN, message, say("write {line}", line=short(line)))

    def put(self, at: Value, content: str) -> None:
        """Put right what stands on a line from a value on."""
        self.lines[at.number] = self.lines[at.number][: at.start] + content

    def next(self, number: int) -> tuple[int, str] | None:
        """Return the indent and the content of the next line that has any."""
        for line in self.lines[number + 1 :]:
            content = line.lstrip(" \t\u3000\u00a0")
            if content and not content.startswith("#"):
                return len(line) - len(content), content
        return None

    def blanks(self, number: int, odd: str) -> None:
        """Tell what stands before a line in the place of spaces."""
        if odd == "\t":
            self.tell(
                number,
                Code.YAML_SYNTAX,
                say("a tab stands where only spaces may"),
                say("indent with spaces, not with tabs"),
            )
        else:
            name = NAMED.get(odd) or say("a no-break space")
            said = say("this line is indented with {name}; only ordinary spaces may stand there", name=name)
            self.tell(number, Code.YAML_SIGN, said, say("delete what stands before the first letter and type spaces"))

    def lost(
        self, number: int, shown: str, rest: str, whole: str, line: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Tell what a # would leave out. ``whole`` is the text with it, as far as it stands on one line."""
        said = say("“{lost}” would be left out: a blank and a # begin a comment", lost=short(rest, MOST_SHOWN))
        if not (whole or line):
            hint = say("put the whole text between quotes; a comment stands on a line of its own, not within a text")
        else:
            hint = say(
                "write {line}; before a comment stand two spaces, and after its # one",
                line=short(line or f"{shown}{quoted(whole)}"),
            )
        self.slips.append(Slip(number, Code.YAML_HASH, said, hint, severity))
