"""What is told of a document while it is read: kinds of things, each with its words and the place they stood at."""

from __future__ import annotations

from dataclasses import dataclass, field

from layout.base.codes import Code
from layout.base.messages import say
from layout.intake.draft import Draft

PLACE = 12
"""As many characters tell after what something stood."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A kind of thing that is told with its words: its code, what is said of it, whose doing it is, what to do."""

    code: Code
    said: str
    by: str = ""
    hint: str = ""
    placed: bool = False
    """Whether the words it stands after are told too."""


SETTLE = say("settle the changes with their writer")
HIDDEN = Aside(
    Code.IMPORT_HIDDEN,
    say("hidden text was left out"),
    hint=say("the document does not show it; see that it is not wanted"),
    placed=True,
)
STRUCK = Aside(Code.IMPORT_STRUCK, say("struck text was left out"), hint=say("see that it is not wanted"), placed=True)
DELETED = Aside(Code.IMPORT_DELETED, say("a tracked deletion was left out of the text"), hint=SETTLE)
INSERTED = Aside(Code.IMPORT_INSERTED, say("a tracked insertion was taken into the text"), hint=SETTLE)
FIELD = Aside(Code.IMPORT_FIELD, say("a field was set as the text it shows now"), hint=say("see that it is right"))
PROMPT = Aside(
    Code.IMPORT_LEFT_OUT, say("the prompt of an empty form field was left out"), hint=say("fill it in if it is wanted")
)
DROP_CAP = Aside(
    Code.IMPORT_DROP_CAP, say("a drop cap was joined to its paragraph"), hint=say("write drop_cap: 2 or 3 to have one")
)
NUMBER_FORM = Aside(
    Code.IMPORT_LIST,
    say("numbers of a form that is not known were written in digits"),
    hint=say("see that it is right"),
)


@dataclass(slots=True, kw_only=True)
class Told:
    """What is told while a document is read."""

    draft: Draft
    before: str = ""
    """The last characters of the text so far, of this paragraph."""
    _aside: Aside | None = None
    _place: str = ""
    _words: list[str] = field(default_factory=list)
    _groups: dict[Aside, list[str]] = field(default_factory=dict)

    def gather(self, aside: Aside, words: str) -> None:
        """Add words to what is told of one thing; words of the same kind that follow each other are told together."""
        if aside != self._aside:
            self.settle()
            self._aside, self._place = aside, self.before
        self._words.append(words)

    def settle(self) -> None:
        """Tell what was gathered."""
        aside, words, place = self._aside, "".join(self._words).strip(), self._place
        self._aside, self._words = None, []
        if aside is not None and words:
            about = say("{said} (by {by})", said=aside.said, by=aside.by) if aside.by else aside.said
            if aside.placed and place.strip():
                about = say("{about} after “{place}”", about=about, place=place.strip())
            self.draft.note(aside.code, about, words, aside.hint)

    def group(self, aside: Aside, words: str) -> None:
        """Add to what is told once for the whole document, at its end."""
        if (words := words.strip()) and words not in (held := self._groups.setdefault(aside, [])):
            held.append(words)

    def tell_groups(self) -> None:
        """Tell what was grouped."""
        for aside, words in self._groups.items():
            self.draft.note(aside.code, aside.said, "\n".join(words), aside.hint)
        self._groups.clear()

    def spoke(self, text: str) -> None:
        """Take notice of text that came into the story."""
        self.before = (self.before + text)[-PLACE:]
