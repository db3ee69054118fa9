"""What can be wrong with an ad's copy, said so that the one who booked the ad can mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from layout.base.codes import Code, Severity
from layout.base.diagnostics import Finding, Ref
from layout.base.errors import ContentError
from layout.base.messages import say
from layout.base.units import MM
from layout.edition.ads import Ad


def _ref(ad: Ad, field: str) -> Ref:
    """Return what findings about a field, or one of its entries, refer to."""
    return ad.key_ref(field.partition("[")[0])


def ad_finding(
    code: Code, severity: Severity, ad: Ad, field: str, problem: str, hint: str, ref: Ref | None = None
) -> Finding:
    """Return a finding on a field of an ad, or on the part of it that ``ref`` names."""
    return Finding(
        code,
        severity,
        say("ad {ad!r}, field {field!r}: {problem}", ad=ad.id, field=field, problem=problem),
        ref or _ref(ad, field),
        hint,
        ad.id,
    )


class AdError(ContentError):
    """An ad cannot be made of what was booked. ``ad_id`` and ``field`` name the ad and the key of ads.yaml.

    ``finding`` is what is wrong as data; its code is the class's.
    """

    code: ClassVar[Code]

    def __init__(self, ad: Ad, field: str, problem: str, hint: str, entry: int | None = None) -> None:
        """Refer to an entry of the ad, by its number from 0, or else to the ad."""
        ref = _ref(ad, field) if entry is None else Ref("ad", ad.id, "entry", entry)
        self.finding = ad_finding(self.code, self.code.severity, ad, field, problem, hint, ref)
        super().__init__(say("{ref}: {problem}", ref=ref, problem=self.finding.message), hint)
        self.ad_id = ad.id
        self.field = field


class AdTextError(AdError):
    """Text of an ad cannot be set in its box: too much of it, or a character the face does not have."""

    code = Code.AD_TEXT


class AdFileError(AdError):
    """A picture or a ready-made ad cannot be used: not there, not readable, or not fit for the press."""

    code = Code.AD_FILE


class TooTight(Exception):
    """A block cannot be laid in the room it is offered; ``field`` is the text that asks for more.

    Inner signal of the fitting: the kinds of ad try their next arrangement on it, and `layout.ads.draw`
    turns the last one into an AdTextError. ``problem`` and ``entry`` tell more than "too much text" and
    the ad, where more is known; ``over`` tells how many characters have no room, ``share`` what part of all they are.
    ``wide`` tells that words are wider than their line, and what to say of it: it is put into words when it is asked
    for, as one ad is tried in many ways.
    """

    def __init__(
        self,
        field: str,
        problem: str = "",
        entry: int | None = None,
        over: int = 0,
        share: float = 0.0,
        wide: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(field, problem, entry, over, share)
        self.field = field
        self._problem = problem
        self.entry = entry
        self.over = over
        self.share = share
        self.wide = wide

    @property
    def problem(self) -> str:
        """What stands in the way, if more is known than "too much text"."""
        return self.wide() if self.wide else self._problem


def too_wide(field: str, words: Callable[[], str], width: float, measure: float) -> TooTight:
    """Return what stops a field of which some words are wider than their line (pt) at the smallest size."""
    return TooTight(
        field,
        wide=lambda: say(
            "{words} is {width:.1f} mm wide at the smallest size that prints, its line {measure:.1f} mm",
            words=words(),
            width=width / MM,
            measure=measure / MM,
        ),
    )


class BadFile(Exception):
    """A file named by a field cannot be used; becomes an AdFileError."""

    def __init__(self, field: str, problem: str, hint: str) -> None:
        super().__init__(field, problem, hint)
        self.field = field
        self.problem = problem
        self.hint = hint


class MissingGlyph(Exception):
    """A face does not have a character of a field; ``entry`` is told where it is one of several."""

    def __init__(self, field: str, character: str, family: str, entry: int | None = None) -> None:
        super().__init__(field, character, family, entry)
        self.entry = entry
        self.field = field
        self.character = character
        self.family = family


Fault = TooTight | BadFile | MissingGlyph
"""What drawing an ad may come to."""


def as_error(ad: Ad, fault: Fault, width: float, height: float, hint: str = "") -> AdError:
    """Return what stopped an ad in a box of that size (pt), as it is told; ``hint`` for more than is known here."""
    match fault:
        case BadFile():
            return AdFileError(ad, fault.field, fault.problem, hint or fault.hint)
        case MissingGlyph():
            char = fault.character
            said = say(
                "the face {family} has no character {character!r} (U+{number:04X})",
                family=fault.family,
                character=char,
                number=ord(char),
            )
            hint = hint or say("use another character, or another family in the design's ads tokens")
            return AdTextError(ad, fault.field, said, hint, fault.entry)
    said = say(
        "the text does not fit a box of {width:g} x {height:g} pt at the smallest size that prints",
        width=width,
        height=height,
    )
    hint = hint or say("shorten the text, or book a larger module (columns, rows)")
    return AdTextError(ad, fault.field, fault.problem or said, hint, fault.entry)
