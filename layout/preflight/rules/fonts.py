"""Fonts that text on the sheet is shown in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from layout.base.codes import Code
from layout.base.messages import say
from layout.base.units import Rect
from layout.pdf.facts import Font
from layout.preflight.facts import Facts
from layout.preflight.model import Fault, Rule
from layout.preflight.profile import Profile
from layout.preflight.rules.wording import BOTH_X, GHENT, OUR_OWN, quoted
from layout.preflight.states import State


def _where(facts: Facts, font: Font) -> tuple[str, Rect | None]:
    """Return the first text in a font, quoted, and its place."""
    for text in facts.texts:
        if text.font == font.name:
            return quoted(text.text), text.rect
    return "", None


def _fonts(facts: Facts, bad: Callable[[Font], bool], what: str, fix: str) -> Iterator[Fault]:
    for font in facts.fonts:
        if bad(font):
            first, rect = _where(facts, font)
            yield Fault(
                say("the font {font} {what} (first used for {first})", font=font.name, what=what, first=first),
                fix,
                rect,
            )


def _embedded(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    fix = say("take a font whose licence lets it be embedded, and embed it")
    yield from _fonts(facts, lambda font: not font.embedded, say("is not embedded"), fix)


def _subset(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    fix = say("embed only the characters that are used")
    yield from _fonts(facts, lambda font: font.embedded and not font.subset, say("is embedded whole"), fix)


def _type3(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    fix = say("use a TrueType or OpenType font, or draw it as shapes")
    yield from _fonts(facts, lambda font: font.kind == "Type3", say("is a Type 3 font"), fix)


def _unicode(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    fix = say("write the page with ToUnicode tables")
    for font in facts.fonts:
        if not font.unicode and font.kind != "Type3":
            first, rect = _where(facts, font)
            yield Fault(
                say(
                    "the font {font} does not tell its characters (first used for {first})", font=font.name, first=first
                ),
                fix,
                rect,
            )
    silent = {font.name for font in facts.fonts if not font.unicode}
    for text in facts.texts:
        if text.unknown and text.font not in silent:
            what = say(
                "{unknown} glyph(s) of {text} stand for no character", unknown=text.unknown, text=quoted(text.text)
            )
            yield Fault(what, fix, text.rect)


def _notdef(facts: Facts, _profile: Profile) -> Iterator[Fault]:
    for text in facts.texts:
        if text.notdef:
            yield Fault(
                say(
                    "{notdef} character(s) of {text} have no glyph in {font}",
                    notdef=text.notdef,
                    text=quoted(text.text),
                    font=text.font,
                ),
                say("replace the character, or take a font that has it"),
                text.rect,
            )


RULES = (
    Rule(
        Code.FONT_EMBEDDED,
        State.FATAL,
        "A font that is not in the file is replaced by another, with other widths or no Chinese at all.",
        BOTH_X,
        _embedded,
    ),
    Rule(
        Code.FONT_SUBSET,
        State.WARN,
        "A whole Chinese font is some ten megabytes for every page it is in.",
        OUR_OWN,
        _subset,
    ),
    Rule(
        Code.FONT_TYPE3,
        State.FAIL,
        "Their glyphs are little drawings or bitmaps, without hints and often without a resolution that prints.",
        GHENT,
        _type3,
    ),
    Rule(
        Code.FONT_UNICODE,
        State.WARN,
        "Without that the page cannot be searched, archived or read aloud.",
        OUR_OWN,
        _unicode,
    ),
    Rule(
        Code.FONT_NOTDEF,
        State.FATAL,
        "The reader sees a box or a gap. Told of CID fonts only, where the blank is glyph 0.",
        f"{BOTH_X}; {OUR_OWN}",
        _notdef,
    ),
)
