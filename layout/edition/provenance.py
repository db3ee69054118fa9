"""Where an edition is written: its folder, and file and line of its parts. Carried beside what it is, no part of it.

What is made of a story does not change when a line is put above it, or when its folder gets another name. So pages are
planned and made, and what was made is found again, by what an edition is; what there is to say about it names its parts
(`Ref`), and gets file and line when it is told, from the edition as it is written now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from layout.base.diagnostics import Finding, Place, Ref
from layout.base.errors import BanmianError
from layout.base.messages import Message, Name, say

PART = "-2"
"""What the id of a story's second part has behind that of the story."""
MOST_CHARACTERS, MOST_WORDS = 17, 6
"""A story is named by so many han of its headline, or words."""

_REF = re.compile(r"( \()?⟦(story|ad|page|edition) ([A-Za-z0-9-]+)(?: ([a-z_]+) ([0-9]+))?⟧(\)|: )?")
"""A reference in words, with the brackets around it or the colon behind it, which go with it if it has no place."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an edition is written. Any two are equal, so that whatever holds one is compared without it.

    ``folder`` is the edition's, where its pictures and ready-made ads are read. ``places`` has every story, ad and
    page with the keys that are written for it, every block and picture of a story, every entry of an ad of several, and
    the keys of the edition and of its paper. ``headlines`` are the stories', by which they are named.
    """

    folder: Path = field(default=Path(), compare=False)
    places: Mapping[Ref, Place] = field(default_factory=dict, compare=False)
    headlines: Mapping[str, str] = field(default_factory=dict, compare=False)

    def of(self, ref: Ref) -> Place:
        """Return where something is written: if that is not known, the story, ad or page it is a part of."""
        return self.places.get(ref) or self.places.get(Ref(ref.kind, ref.id)) or Place()

    def told(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings with files and lines instead of references, and stories by their headlines."""
        return tuple(map(self.tell, findings))

    def tell(self, finding: Finding) -> Finding:
        """Return a finding with its file and line instead of a reference, and stories by their headlines."""
        place = self.of(finding.place) if isinstance(finding.place, Ref) else finding.place
        return replace(finding, place=place, message=self.in_words(finding.message), hint=self.in_words(finding.hint))

    def in_words(self, text: str) -> str:
        """Return text with files and lines instead of references; a message names stories by their headlines too."""
        if isinstance(text, Message):
            text = text.mapped(self._put)
            # A reference that leads nowhere goes with the brackets around it: only plain text can lose them.
            return text if "⟦" not in text else self.in_words(str(text))

        def said(found: re.Match[str]) -> str:
            before, kind, name, part, number, after = found.groups(default="")
            place = self.of(Ref(kind, name, part, int(number or 0)))  # type: ignore[arg-type]
            return f"{before}{place}{after}" if place.file else ""

        return _REF.sub(said, text) if "⟦" in text else text

    def _put(self, value: object) -> object:
        """Return what stands for a value of a message: of a story its headline, of a reference its place."""
        if isinstance(value, Name):
            headline = self.headlines.get(value.id) or self.headlines.get(value.id.removesuffix(PART))
            return say("“{headline}”", headline=short(headline)) if headline else value
        if isinstance(value, Ref):
            place = self.of(value)
            return str(place) if place.file else value
        return self.in_words(value) if isinstance(value, str) else value

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Give an error of the block files and lines instead of references."""
        try:
            yield
        except BanmianError as error:
            error.message, error.hint = self.in_words(error.message), self.in_words(error.hint)
            error.args = (error.message, *error.args[1:])
            raise


def short(headline: str) -> str:
    """Return a headline short enough to name its story by: its first words, of Chinese its first characters."""
    words = headline.split()
    if any("\u3400" <= character <= "\u9fff" for character in headline):
        return headline if len(headline) <= MOST_CHARACTERS else f"{headline[: MOST_CHARACTERS - 1]}…"
    return headline if len(words) <= MOST_WORDS else f"{' '.join(words[:MOST_WORDS])}…"


NOWHERE = Provenance()
"""That of an edition which was not read from a folder, or of which it does not matter."""
