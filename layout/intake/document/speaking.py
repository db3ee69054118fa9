"""Words of a document as its runs show them: voices, capitals, signs of fonts; what is not shown is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.base.codes import Code
from layout.base.messages import say
from layout.edition.blocks import Emphasis, Span
from layout.intake.document.symbols import is_of_signs, sign
from layout.intake.document.told import Aside, Told

_CAPITALS = Aside(
    Code.IMPORT_CAPITALS,
    say("these words were set in capitals, as the document shows them"),
    hint=say("see that it reads well"),
)
_SMALL = Aside(Code.IMPORT_CAPITALS, say("small capitals were set plain"), hint=say("see that it reads well"))


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run's properties changes its words or their meaning."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    struck: bool = False
    capitals: bool = False
    small_capitals: bool = False
    height: str = ""
    """``superscript``, ``subscript`` or nothing."""
    font: str = ""


class Speaker:
    """Makes spans of what runs say. ``away`` are the reasons why what is read now is not shown."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.away: list[Aside] = []
        self.inserted: list[Aside] = []

    def speak(self, text: str, look: Look) -> Iterator[Span]:
        """Yield text as a span; or put it where it belongs, if it is not shown."""
        if not text:
            return
        if self.away:
            self.told.gather(self.away[0], text)
            return
        if self.inserted:
            self.told.gather(self.inserted[-1], text)
        elif text.strip():
            self.told.settle()
        if look.capitals and text != text.upper():
            self.told.group(_CAPITALS, text)
            text = text.upper()
        elif look.small_capitals and text != text.upper():
            self.told.group(_SMALL, text)
        self.told.spoke(text)
        yield Span(text=text, emphasis=self.voice(look, text))

    def voice(self, look: Look, text: str) -> Emphasis:
        """Return the voice of a look; what no voice can say is told."""
        if look.height == "superscript":
            return Emphasis.SUPERSCRIPT
        if look.height == "subscript" and text.strip():
            self.told.draft.note(
                Code.IMPORT_SUBSCRIPT, say("a subscript was set plain"), text, say("see that it reads well")
            )
        return Emphasis.STRONG if look.bold else Emphasis.EM if look.italic else Emphasis.PLAIN

    def in_font(self, text: str, look: Look) -> str:
        """Return text as its font shows it: a font of signs has others in the places of letters."""
        if not is_of_signs(look.font):
            return text
        made = [
            character if ord(character) > 0xFF and not 0xF000 <= ord(character) <= 0xF0FF
            else sign(look.font, ord(character))
            for character in text
        ]  # fmt: skip
        if not all(made):
            said = say("text in the font {font!r} shows signs that are not known; they were left out", font=look.font)
            self.told.group(Aside(Code.IMPORT_SYMBOL, said, hint=say("type the character itself")), text)
        return "".join(made)
